//! WARC files: web archives as crawlers write them, such as those of Common Crawl's news crawl and of Media Cloud.
//!
//! [`Records`] reads records and recovers from what is wrong between them; `pages` makes pages of them.

mod header;
mod http;
mod pages;
mod records;
mod unpack;

pub use header::Fields;
pub(crate) use http::media_type;
pub(crate) use pages::{Pages, form_of_body, pages};
pub use records::{Record, RecordFault, Records};
pub(crate) use unpack::begins_record;
