//! Findings to what a reader sees: one HTML page, charts as SVG and PNG, tables as text, JSONL, CSV and Parquet.
//!
//! The crate adds no facts. Every sentence and every mark is derived from [`overshadow_record::Findings`] and only from
//! them; an estimate is never written without its interval. Everything here is pure: findings in, text or bytes out. It
//! opens no file, asks no clock and knows nothing of how the findings were made.

mod html;
mod markup;
mod number;
mod png;
pub mod room;
pub mod svg;
pub mod table;
mod terminal;
mod words;

pub use html::html;
pub use png::png;
pub use table::escape::{escaped, shortened, wrapped};
pub use terminal::text;
pub use words::finding_in_words;
pub use words::stories::running_in_words;
