//! The archive: one folder on disk that grows and forgets nothing it has committed.
//!
//! Articles are rows of one SQLite file, `articles.sqlite`, which any SQLite tool can open. A batch of articles is one
//! transaction: a run that is killed leaves whole batches, and the same run given again adds what is missing and nothing
//! twice, since an article with this headline, text and day stands once. One run writes at a time, any number may read meanwhile.
//! Each row carries a digest of the article, by which [`Archive::check`] finds what a disk has changed.

mod adding;
mod chain;
mod check;
mod error;
mod feeds;
mod index;
mod quotations;
mod reading;
mod row_set;
mod rows;
mod schema;
mod settled;
mod store;
mod stories;

pub use adding::Adding;
pub use check::{Checked, Fault};
pub use error::ArchiveError;
pub use feeds::{Feed, FeedRow, KnownRobots, WatchLock};
pub use index::{Asked, Index, Indexing, Part};
pub use quotations::{Quoted, Speaker};
pub use reading::{Info, Which};
pub use row_set::RowSet;
pub use rows::identity;
pub use settled::{Cell, Column, NONE, Settled, SubjectRows};
pub use store::Archive;
