//! Sources to pages, articles and counts: the only library crate that opens files.
//!
//! [`read`] takes files, folders, glob patterns and standard input and hands every page and every table row to a
//! callback. A callback, not an iterator, because the members of a tar archive exist only while their archive is open.
//! [`counts`] reads count files into one count cube. Both know a source by its content first and by its name second,
//! look through gzip, zstd and tar, and stream: memory stays bounded whatever the size of the pile.
//!
//! What cannot be used is handed over as [`Skipped`](overshadow_record::Skipped) with its place and reason; one bad
//! record never ends the pile. An input that the user named and that cannot be read at all is a [`ReadError`].
//!
//! # Which articles does a table hold?
//!
//! ```
//! use overshadow_read::{Item, ReadOptions, read_bytes};
//! use std::ops::ControlFlow;
//!
//! let table = b"day,outlet,headline\n2024-03-25,Lamp Post,Bridge reopens\n";
//! let mut titles = Vec::new();
//! read_bytes("march.csv", table, &ReadOptions::default(), &mut |item| {
//!     if let Ok(Item::Article(article)) = item {
//!         titles.push((article.source, article.title));
//!     }
//!     ControlFlow::Continue(())
//! })?;
//! assert_eq!(titles, [("march.csv#2".to_owned(), Some("Bridge reopens".to_owned()))]);
//! # Ok::<(), overshadow_read::ReadError>(())
//! ```

mod article;
mod characters;
mod columnar;
mod columns;
mod count_cells;
mod count_table;
mod counts;
pub mod date;
mod date_form;
mod delimited;
mod dialect;
mod entities;
mod error;
mod feed;
mod fetched;
mod form;
mod gdelt;
mod input;
pub mod inspect;
mod json;
mod labels;
mod language_codes;
mod nested;
mod open;
mod options;
mod presets;
mod raw;
mod read;
mod reuters;
mod row;
mod table;
mod unpack;
mod walk;
pub mod warc;

pub use counts::{CountsRead, counts, counts_from_bytes};
pub use date::DateOrder;
pub use error::{CountFault, ReadError};
pub use feed::{FeedLink, opml};
pub use fetched::{FeedRead, FetchedFeed, FetchedPage, feed_of_bytes, page_of_bytes};
pub use input::{Input, state_of};
pub use language_codes::english_name;
pub use options::{CountsOptions, Dates, Limits, Position, Progress, ReadOptions};
pub use read::{Item, ReadSummary, read, read_bytes, read_from};
