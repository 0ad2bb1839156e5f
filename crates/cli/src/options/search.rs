//! The options of `search`.

use super::{AcrossOptions, InputOptions, OutputOptions};
use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct SearchOptions {
    /// What to look for, as in --subject
    ///
    /// What to look for, in the language of subjects: 'navalny AND outlet:bbc* AND date:2024-03'.
    #[arg(value_name = "QUERY", help_heading = "Search")]
    pub(crate) query: String,
    /// Articles to print, the newest first; 0 for all
    #[arg(long, value_name = "N", default_value_t = 20, help_heading = "Search")]
    pub(crate) first: usize,
    /// The best matches first, not the newest; with --archive
    ///
    /// Articles with most of the words asked for come first, weighed by how seldom each is (BM25). Only the index of an archive
    /// can tell.
    #[arg(long, help_heading = "Search")]
    pub(crate) best: bool,
    /// Counts instead: outlets, countries, languages, days
    ///
    /// How many of the matching articles each outlet, country and language has, and each day, or month where there are more
    /// than two months; in an archive with an index also the standing subjects, named speakers and stories.
    #[arg(long, help_heading = "Search")]
    pub(crate) facets: bool,
    #[command(flatten)]
    pub(crate) across: AcrossOptions,
    #[command(flatten)]
    pub(crate) input: InputOptions,
    #[command(flatten)]
    pub(crate) output: OutputOptions,
}
