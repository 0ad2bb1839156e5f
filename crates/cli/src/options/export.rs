//! The options of `export`.

use super::{FormatOption, HowOptions, InputOptions, SubjectOptions, day};
use crate::verbs::export::format_list;
use clap::Args;
use jiff::civil::Date;
use std::path::PathBuf;

/// Words printed where nobody says how many, as Media Cloud does.
pub(crate) const WORDS_SHOWN: usize = 100;

#[derive(Debug, Args)]
pub(crate) struct ExportOptions {
    /// Whose form: tables, gqg, brat, stix, … (--help)
    #[arg(value_name = "FORMAT", help_heading = "Export", long_help = format_list())]
    pub(crate) format: String,
    #[command(flatten)]
    pub(crate) input: InputOptions,
    #[command(flatten)]
    pub(crate) subjects: SubjectOptions,
    /// What broke; for stix and misp, and in tables
    ///
    /// What broke: a query, NAME=QUERY, story:ID, or with --counts a column. stix and misp tell what it displaced; tables
    /// has a table of it beside the others where it is given.
    #[arg(long, value_name = "QUERY", help_heading = "Shock")]
    pub(crate) shock: Option<String>,
    /// The day it broke: 2024-03-22
    #[arg(long, value_name = "DATE", value_parser = day, help_heading = "Shock")]
    pub(crate) on: Option<Date>,
    /// Days from that day on
    #[arg(long, value_name = "DAYS", default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..=365), help_heading = "Shock", hide_short_help = true)]
    pub(crate) window: u32,
    #[command(flatten)]
    pub(crate) how: HowOptions,
    /// Cells of the table of attention, as in week,outlet
    ///
    /// What makes a cell of the table of attention, joined by commas: day or week, outlet, country, language; `all` is one
    /// cell for everything.
    #[arg(long, value_name = "CELLS", default_value = "day", help_heading = "Tables", hide_short_help = true)]
    pub(crate) by: String,
    /// Words printed, the commonest first; 0 for all
    #[arg(long, value_name = "N", default_value_t = WORDS_SHOWN, help_heading = "Export", hide_short_help = true)]
    pub(crate) first: usize,
    /// Models of your own; `none` for rules alone
    ///
    /// A folder of models to use in place of those inside the program; a file it lacks is taken from inside. `none` leaves
    /// everything to the rules.
    #[arg(long, value_name = "FOLDER", help_heading = "Models", hide_short_help = true)]
    pub(crate) models: Option<PathBuf>,
    /// Form of the tables: parquet, jsonl or csv
    ///
    /// The form of the files of `tables`: parquet, jsonl or csv. All other formats have a form of their own.
    /// [default: parquet]
    #[arg(long = "format", id = "form", value_name = "FORM", hide_possible_values = true, help_heading = "Output")]
    pub(crate) form: Option<FormatOption>,
    /// To this file or folder, whole or not at all
    ///
    /// Write to this file instead of standard output, with FILE.manifest.json beside it; tables, citron and brat write a
    /// folder, with manifest.json in it. It appears whole or not at all; a folder that holds something is never written to.
    #[arg(short, long, value_name = "PATH", help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,
}
