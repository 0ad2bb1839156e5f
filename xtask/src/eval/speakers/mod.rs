//! Who speaks, and with what stance, apart from the finding of quotations: the parts of each quotation are given.
//!
//! Our own annotated documents have a full name and a stance for every quotation; GUM's news and interviews say which
//! mentions name the same person or body. Both are cut in two: what was looked at while the rules were written, and what
//! was not. The figures are written to `docs/speakers.md`. With `TELL` in the
//! environment every miss of the parts that may be looked at is printed.

mod chains;
mod figures;
mod names;
mod own;

use crate::Fault;
use crate::data::{Data, project};
use crate::floors;
use overshadow_annotate::Annotator;
use std::path::Path;

/// Scores both sets and writes the page.
pub(crate) fn score(data: &Data, _program: &Path) -> Result<(), Fault> {
    let annotator = Annotator::new();
    let own = own::measure(&annotator)?;
    let chains = chains::measure(data, &annotator)?;
    let mut page = include_str!("head.md").to_owned();
    page += &own.tables;
    page += &chains.tables;
    std::fs::write(project().join("docs/speakers.md"), page)?;
    let figures: Vec<(&str, f64)> =
        own.figures.iter().chain(&chains.figures).map(|(name, figure)| (name.as_str(), *figure)).collect();
    floors::hold("speakers", &figures)
}

/// What a set says: tables for the page, figures for the floors.
struct Measured {
    tables: String,
    figures: Vec<(String, f64)>,
}
