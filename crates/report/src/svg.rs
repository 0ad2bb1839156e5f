//! The figures: each a pure function from findings to one chart, with everything a reader needs to check it.
//!
//! A [`Figure`] carries its message, what it measures, the picture (once to stand alone, once to stand in the page), the
//! same data as a table and as CSV, and a Vega-Lite specification with the data inside. Text stays text, names are never
//! cut, and gaps are drawn as gaps.

mod agenda;
mod canvas;
mod course;
mod days;
mod forest;
mod frame;
mod grid;
mod label;
mod losses;
pub(crate) mod palette;
mod scale;
mod vega;

pub use agenda::agenda;
pub use course::courses;
pub use days::{DaysOf, days};
pub use forest::forest;
pub use grid::grid;
pub use losses::losses;
pub(crate) use scale::day_after;
pub(crate) use vega::csv_text;

use crate::markup::Markup;
use overshadow_record::Findings;

/// A chart and everything that goes with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Stem of the files it is saved as.
    pub name: &'static str,
    /// States the message.
    pub title: String,
    /// States measure and unit.
    pub subtitle: String,
    /// The picture in words, for those who cannot see it.
    pub description: String,
    /// Where the numbers come from.
    pub source: String,
    /// A file of its own: title, subtitle, picture and source, in literal colours on white.
    pub svg: String,
    /// The picture alone, for a page that defines its colours.
    inline: Markup,
    /// Headings of the table.
    pub columns: Vec<String>,
    /// The table as a reader sees it.
    pub rows: Vec<Vec<String>>,
    /// The data in full precision.
    pub csv: String,
    /// The chart as a Vega-Lite specification with its data inside.
    pub vega_lite: serde_json::Value,
}

impl Figure {
    /// The picture alone, to be placed in a page that defines its colours.
    #[must_use]
    pub fn inline(&self) -> &str {
        self.inline.as_str()
    }

    pub(crate) fn inline_markup(&self) -> &Markup {
        &self.inline
    }
}

/// All figures that have something to show, in the order of the page.
#[must_use]
pub fn figures(findings: &Findings) -> Vec<Figure> {
    [agenda(findings), forest(findings), courses(findings), losses(findings), grid(findings)]
        .into_iter()
        .flatten()
        .collect()
}
