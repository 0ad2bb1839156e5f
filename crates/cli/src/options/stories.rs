//! The options of `stories`.

use super::{AcrossOptions, InputOptions, OutputOptions};
use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct StoriesOptions {
    #[command(flatten)]
    pub(crate) input: InputOptions,
    #[command(flatten)]
    pub(crate) output: OutputOptions,
    /// One row a story: name, life, size
    ///
    /// One row a story instead of one an article: its headline, key terms, who and where, first and last article, peak,
    /// half-life, outlets, independent voices, and the story it follows or is a part of.
    #[arg(long, help_heading = "Stories")]
    pub(crate) list: bool,
    /// One row a link between stories
    ///
    /// One row a link: a story and the earlier one of which it is a later chapter, or the larger one of which it is a part,
    /// with the words they share.
    #[arg(long, help_heading = "Stories", conflicts_with = "list")]
    pub(crate) chains: bool,
    /// What a second look found otherwise
    ///
    /// One row a change: stories that turned out to be one, articles that turned out to belong elsewhere. What was said
    /// before stays true of the time before.
    #[arg(long, help_heading = "Stories", conflicts_with_all = ["list", "chains"])]
    pub(crate) changes: bool,
    /// Which outlets have stories first
    ///
    /// One row an outlet with at least twenty stories in common with others: how many of the others it precedes, with an
    /// interval.
    #[arg(long, help_heading = "Stories", conflicts_with_all = ["list", "chains", "changes"])]
    pub(crate) outlets: bool,
    /// Only the articles of this story
    #[arg(long, value_name = "ID", help_heading = "Stories", conflicts_with_all = ["list", "chains", "changes", "outlets"])]
    pub(crate) story: Option<String>,
    /// Fewest articles of a story that is listed
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..), help_heading = "Stories")]
    pub(crate) fewest: u32,
    #[command(flatten)]
    pub(crate) across: AcrossOptions,
}
