//! The scan: which breaking events took most from the rest of the agenda?
//!
//! Every burst of every subject is a candidate. Candidates are ranked by the articles on anything else that they took
//! the place of; the first of them get a p-value for the upheaval of the rest of the agenda: half the sum over the other
//! subjects of how far each share moved from its forecast, against the same in ordinary weeks.

use crate::burst::bursts;
use crate::displacement::{DisplacementOptions, fits_of};
use crate::fits::Fits;
use crate::series::Series;
use crate::split::newshole;
use crate::storm::{StormThresholds, Storms};
use jiff::civil::Date;
use overshadow_record::{Counts, Shock};
use rayon::prelude::*;

/// How the scan is done.
#[derive(Clone, Debug, PartialEq)]
pub struct ScanOptions {
    /// Days in the window of a shock.
    pub window_days: u32,
    /// Shocks that get a p-value, the largest first.
    pub estimated: usize,
    /// What makes a media storm.
    pub storms: StormThresholds,
}

impl Default for ScanOptions {
    /// Windows of a week, p-values for the first fifty, storms by the published thresholds.
    fn default() -> Self {
        Self { window_days: 7, estimated: 50, storms: StormThresholds::default() }
    }
}

/// All bursts of all subjects as candidate shocks, most articles displaced first.
#[must_use]
pub fn shocks(counts: &Counts, options: &ScanOptions) -> Vec<Shock> {
    let unnamed = Counts { shock: None, ..counts.clone() };
    let Some(series) = Series::pooled(&unnamed) else { return Vec::new() };
    let storms = Storms::new(&unnamed, &options.storms);
    let last = series.day(series.days() - 1);
    let candidate = |(date, subject, share): (Date, String, f64)| {
        let position = u32::try_from(unnamed.subject(&subject)?).ok()?;
        Some(Shock {
            storm: storms.at(position, date).word(),
            articles_displaced: articles_displaced(&series, position as usize, date, options)?,
            date,
            subject,
            share,
            p: None,
        })
    };
    let mut found: Vec<Shock> = bursts(&series, last).into_iter().filter_map(candidate).collect();
    found.sort_by(|a, b| {
        let order = b.articles_displaced.total_cmp(&a.articles_displaced);
        order.then_with(|| (a.date, &a.subject).cmp(&(b.date, &b.subject)))
    });
    let estimated = found.len().min(options.estimated);
    found[..estimated].par_iter_mut().for_each(|shock| shock.p = upheaval(&unnamed, shock, options));
    found
}

/// Articles on other subjects that the candidate took the place of, in the coverage there was: totals before and after
/// are not compared, since feeds that start and days that are missing move them more than shocks do. `None` when the
/// window reaches beyond the data.
fn articles_displaced(series: &Series, subject: usize, date: Date, options: &ScanOptions) -> Option<f64> {
    let (event, window) = (series.position(date)?, options.window_days as usize);
    (event + window <= series.days()).then(|| newshole(&series.total, &series.articles[subject], event, window).taken())
}

/// p-value of the upheaval among the other subjects; `None` where the history carries no estimate.
fn upheaval(counts: &Counts, shock: &Shock, options: &ScanOptions) -> Option<f64> {
    let position = u32::try_from(counts.subject(&shock.subject)?).ok()?;
    let counts = Counts { shock: Some(position), ..counts.clone() };
    let asked = DisplacementOptions { window_days: options.window_days, ..DisplacementOptions::on(shock.date) };
    let (_, fits) = fits_of(&counts, &asked).ok()?;
    let placebos = fits.panels.dates.placebos();
    let observed = distance(&fits, placebos);
    let as_large = (0..placebos).filter(|&date| distance(&fits, date) >= observed).count();
    Some((1 + as_large) as f64 / (placebos + 1) as f64)
}

/// Half the sum of what the subjects' shares moved from their forecasts at a date.
fn distance(fits: &Fits, date: usize) -> f64 {
    let moved = |outcome: &crate::forecast::Outcome| {
        let seen = 1.0 / (1.0 + (-outcome.seen[date].log_odds()).exp());
        let forecast = 1.0 / (1.0 + (-outcome.forecast(date)).exp());
        (seen - forecast).abs()
    };
    0.5 * fits.odds.subjects.iter().map(moved).sum::<f64>()
}
