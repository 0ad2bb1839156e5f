//! The options of everything that reads articles: what to read, and how.

use super::share;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct InputOptions {
    /// Files, folders, glob patterns, or -
    ///
    /// Files, folders, glob patterns, or - for standard input.
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<String>,
    /// The archive instead of INPUT; for add: to add to
    ///
    /// Read the archive in this folder instead of INPUT (see `overshadow add`). For `add`: the archive to add to
    /// [default: overshadow-archive].
    #[arg(long, value_name = "DIR")]
    pub(crate) archive: Option<PathBuf>,
    /// Columns the header does not explain
    ///
    /// Which columns of a table mean what, where its header does not say: title=headline,published=when.
    #[arg(long, value_name = "OURS=THEIRS")]
    pub(crate) columns: Option<String>,
    /// 03/04/2024 is day-first or month-first
    ///
    /// How to read dates like 03/04/2024: day-first or month-first. Without it they are left out, never guessed.
    #[arg(long, value_name = "ORDER", hide_possible_values = true)]
    pub(crate) date_order: Option<DateOrderOption>,
    /// Write what was left out, and why (JSONL)
    ///
    /// Write what was left out, one JSON object each with its place and the reason, to this file.
    #[arg(long, value_name = "FILE")]
    pub(crate) skipped: Option<PathBuf>,
    /// How pages are read: cascade, fast, accurate
    ///
    /// How the main text of an HTML page is found. fast: by dom_smoothie, on the page without its debris. accurate: by
    /// trafilatura with all its fallbacks, five times as slow. cascade: fast, and accurate where the result looks wrong.
    #[arg(long, value_name = "WAY", default_value = "cascade", hide_default_value = true, hide_possible_values = true)]
    pub(crate) extract: ExtractOption,
    /// A table of outlets of your own
    ///
    /// Countries, publishers' families and other names of outlets, a line each: host, country, family, other hosts and
    /// names parted by |, with a tab between the four. It goes before the table inside the program.
    #[arg(long, value_name = "FILE")]
    pub(crate) outlet_table: Option<PathBuf>,
    /// Most that may be left out [default: 0.5]
    ///
    /// Exit with 2 when more than this share of the input is left out; 0 allows nothing, 1 everything. Images,
    /// redirections and unchanged pages of a web archive, and what --only does not ask for, do not count. [default: 0.5]
    #[arg(long, value_name = "SHARE", default_value_t = 0.5, hide_default_value = true, value_parser = share)]
    pub(crate) max_skipped: f64,
    /// Worker threads; no result depends on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
}

/// How the main text of a page is found.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ExtractOption {
    Cascade,
    Fast,
    Accurate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DateOrderOption {
    DayFirst,
    MonthFirst,
}
