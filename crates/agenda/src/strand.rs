//! Daily counts as sums, so that the articles of any stretch of days are one subtraction.

use crate::horizon::Horizon;
use crate::weekday::Weekdays;
use std::ops::Range;

/// One subject's articles.
#[derive(Clone, Debug)]
pub(crate) struct Strand {
    /// Sums as the past of a forecast sees them.
    past: Vec<f64>,
    /// Sums as its window sees them, when weekdays were taken out: each placebo day by a factor it had no part in.
    ahead: Option<Vec<f64>>,
}

impl Strand {
    /// The articles of a series with this base. Windows that are no whole weeks need the weekdays taken out, since they
    /// hold another mix of weekdays than the weeks before; whole weeks hold every weekday alike.
    pub(crate) fn new(series: &[f64], base: &[f64], horizon: Horizon) -> Self {
        if horizon.window.is_multiple_of(7) {
            return Self { past: prefix_sums(series), ahead: None };
        }
        let weekdays = Weekdays::before(horizon.event, series, base);
        Self {
            past: prefix_sums(&weekdays.levelled(series)),
            ahead: Some(prefix_sums(&weekdays.held_out(series, base))),
        }
    }

    /// Articles in the past of a forecast.
    pub(crate) fn past(&self, days: Range<usize>) -> f64 {
        sum(&self.past, days)
    }

    /// Articles in the window of a forecast.
    pub(crate) fn ahead(&self, days: Range<usize>) -> f64 {
        sum(self.ahead.as_ref().unwrap_or(&self.past), days)
    }
}

/// The articles of some outlets: their subjects and the coverage that the shares are taken of.
#[derive(Clone, Debug)]
pub(crate) struct Strands {
    pub(crate) base: Vec<f64>,
    pub(crate) subjects: Vec<Strand>,
}

impl Strands {
    pub(crate) fn new<'a>(series: impl Iterator<Item = &'a Vec<f64>>, base: &[f64], horizon: Horizon) -> Self {
        let subjects = series.map(|series| Strand::new(series, base, horizon)).collect();
        Self { base: prefix_sums(base), subjects }
    }
}

/// What a forecast is made of: at each date the outlets that are compared there.
#[derive(Clone, Debug)]
pub(crate) struct Material {
    /// One entry for each set of outlets.
    pub(crate) panels: Vec<Strands>,
    /// For each date the position of its panel.
    pub(crate) panel_of: Vec<usize>,
}

impl Material {
    /// The same outlets at all of `dates` dates.
    pub(crate) fn of_one_panel(strands: Strands, dates: usize) -> Self {
        Self { panels: vec![strands], panel_of: vec![0; dates] }
    }

    pub(crate) fn subjects(&self) -> usize {
        self.panels.first().map_or(0, |panel| panel.subjects.len())
    }
}

pub(crate) fn prefix_sums(values: &[f64]) -> Vec<f64> {
    let mut sums = Vec::with_capacity(values.len() + 1);
    let mut sum = 0.0;
    sums.push(sum);
    for value in values {
        sum += value;
        sums.push(sum);
    }
    sums
}

/// The sum over a stretch of days, from prefix sums.
pub(crate) fn sum(sums: &[f64], days: Range<usize>) -> f64 {
    sums[days.end] - sums[days.start]
}
