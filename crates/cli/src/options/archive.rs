//! The options of `add` and `archive`.

use super::{InputOptions, OutputOptions};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// The folder of an archive where none is named.
pub(crate) const USUAL_ARCHIVE: &str = "overshadow-archive";

#[derive(Debug, Args)]
pub(crate) struct AddOptions {
    #[command(flatten)]
    pub(crate) input: InputOptions,
    /// Leave index, near copies and stories to a later run
    ///
    /// Articles are stored; what is derived from them is left to a later `add` or to `overshadow archive repair`. Until
    /// then questions are answered by reading the articles.
    #[arg(long, hide_short_help = true)]
    pub(crate) later: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ArchiveOptions {
    #[command(subcommand)]
    pub(crate) task: ArchiveTask,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ArchiveTask {
    /// What it holds: articles, outlets, days, bytes
    Info(ArchiveTaskOptions),
    /// Whether all is as it was added: the file, and every article by its digest
    Check(ArchiveTaskOptions),
    /// Make what is derived anew: the index, near copies, stories
    Repair(ArchiveRepairOptions),
    /// Give room that nothing uses back to the disk
    Compact(ArchiveTaskOptions),
}

#[derive(Debug, Args)]
pub(crate) struct ArchiveRepairOptions {
    /// The folder of the archive
    #[arg(value_name = "DIR", default_value = USUAL_ARCHIVE)]
    pub(crate) folder: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct ArchiveTaskOptions {
    /// The folder of the archive
    #[arg(value_name = "DIR", default_value = USUAL_ARCHIVE)]
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) output: OutputOptions,
}
