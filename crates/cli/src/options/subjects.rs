//! The options of `subjects`.

use super::{InputOptions, day};
use clap::Args;
use jiff::civil::Date;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct FindSubjectsOptions {
    #[command(flatten)]
    pub(crate) input: InputOptions,
    /// Only articles before this day choose
    ///
    /// Only articles before this day choose: what came after a shock must not decide what is held against it.
    #[arg(long, value_name = "DATE", value_parser = day, help_heading = "Rule")]
    pub(crate) before: Option<Date>,
    /// What broke: what is made of it is no subject
    ///
    /// What broke, as a query: a subject half of whose articles are on it is left out.
    #[arg(long, value_name = "QUERY", help_heading = "Rule")]
    pub(crate) shock: Option<String>,
    /// Only articles that match choose, as lang:en
    #[arg(long, value_name = "QUERY", help_heading = "Rule")]
    pub(crate) only: Option<String>,
    /// Fewest a day of a subject [default: 2]
    ///
    /// Fewest articles a day of a subject, different texts counted. Below two the tests of displacement do not hold what
    /// they promise. [default: 2]
    #[arg(long, value_name = "N", default_value_t = 2.0, hide_default_value = true, value_parser = a_day, help_heading = "Rule")]
    pub(crate) fewest_articles: f64,
    /// Most subjects [default: 60]
    #[arg(long, value_name = "N", default_value_t = 60, hide_default_value = true, value_parser = clap::value_parser!(u32).range(1..=1000), help_heading = "Rule")]
    pub(crate) first: u32,
    /// To this file, whole or not at all
    ///
    /// Write to this file instead of standard output; it appears whole or not at all.
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,
}

/// Articles a day: some.
fn a_day(word: &str) -> Result<f64, String> {
    let number: f64 = word.parse().map_err(|_| "articles a day are a number, such as 2 or 0.5".to_owned())?;
    if number > 0.0 && number.is_finite() {
        Ok(number)
    } else {
        Err("at least some articles a day are needed".to_owned())
    }
}
