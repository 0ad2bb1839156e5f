//! Records in the shapes that other systems read.
//!
//! Everything here is pure: an article and its annotations, rows of attention, or findings in; rows or JSON out. The names of
//! fields are exactly those of the system each shape belongs to, and what a shape cannot hold is told in `docs/export.md`.
//! Offsets are Unicode code points in all of them, made from bytes by [`CodePoints`](overshadow_record::CodePoints) and
//! nowhere else. The crate opens no file and knows nothing of how its records were made.

mod articles;
mod attention;
mod brat;
mod citron;
mod file_name;
mod gqg;
mod manifest;
mod misp;
mod passage;
mod scorer;
mod stix;
mod uuid;
mod web_annotation;
mod wording;

pub use articles::{MediaCloudStory, index_action, index_document, media_cloud_story};
pub use attention::{
    LanguageRow, OverTimeRow, SourceRow, TermCounter, TimelineRow, WordRow, languages, over_time, sources,
    timeline_raw, timeline_volume,
};
pub use brat::{BRAT_CONFIGURATION, BratDocument, brat};
pub use citron::citron;
pub use file_name::FileNames;
pub use gqg::{GqgArticle, GqgQuote, gqg};
pub use manifest::ExportManifest;
pub use misp::misp;
pub use scorer::{ScoredDocument, ScoredQuote, scorer};
pub use stix::stix;
pub use web_annotation::{WEB_ANNOTATIONS_END, web_annotations, web_annotations_begin};
