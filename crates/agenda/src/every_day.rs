//! Every day of the data as if something had broken on it.
//!
//! The forecast is fitted anew every week, on the ordinary windows that end before that week, and serves the seven days
//! that follow; each day is held against placebo errors that all lie in its own past.

use crate::displacement::DisplacementOptions;
use crate::fits::Measure;
use crate::forecast::{Fitted, fit};
use crate::horizon::{Dates, HISTORY_DAYS, Horizon};
use crate::series::Series;
use crate::strand::{Material, Strands};
use overshadow_record::{Counts, DayDisplacement, Refusal};
use std::ops::Range;

/// Days that one fit serves.
const REFIT_DAYS: usize = 7;
/// A subject needs an article in the history of the first day asked about.
const ARTICLES_NEEDED: f64 = 1.0;

/// What each subject's share of the coverage outside the shock (all coverage, where there is none) did in the window
/// from each day on, against its forecast and the typical other subject; days in order, then subjects as counted. All
/// outlets are compared everywhere.
///
/// # Errors
/// A [`Refusal`] when the data are too short for a single day.
pub fn every_day(counts: &Counts, options: &DisplacementOptions) -> Result<Vec<DayDisplacement>, Refusal> {
    let window = options.window_days as usize;
    let first = HISTORY_DAYS + 4 * window - 1;
    let narrow = |days: usize| u32::try_from(days).unwrap_or(u32::MAX);
    let series = Series::pooled(counts).filter(|series| series.days() >= first + window).ok_or_else(|| {
        let days = counts.days().map_or(0, |(from, to)| crate::series::days_between(from, to) + 1);
        Refusal::HistoryTooShort { days: u32::try_from(days).unwrap_or(0), needed: narrow(first + window) }
    })?;
    let mut rows = Vec::new();
    for event in (first..=series.days() - window).step_by(REFIT_DAYS) {
        let events = event..(event + REFIT_DAYS).min(series.days() - window + 1);
        rows.extend(days(&series, Horizon { event, lead: 0, window }, events));
    }
    Ok(rows)
}

/// The rows of the days that one fit serves.
fn days(series: &Series, horizon: Horizon, events: Range<usize>) -> Vec<DayDisplacement> {
    let articles = Measure::OutsideShock.articles(series);
    let recent = |k: &usize| articles[*k][horizon.event - HISTORY_DAYS..horizon.event].iter().sum::<f64>();
    let subjects: Vec<usize> = (0..articles.len()).filter(|k| recent(k) >= ARTICLES_NEEDED).collect();
    let dates = Dates::with_events(horizon, |_| true, events);
    let strands = Strands::new(subjects.iter().map(|&k| &articles[k]), &Measure::OutsideShock.base(series), horizon);
    let fitted = fit(&Material::of_one_panel(strands, dates.origins().len()), dates, true);
    let day = |date: usize| {
        let (fitted, subjects) = (&fitted, &subjects);
        (0..subjects.len()).map(move |row| day_row(series, fitted, date, row, subjects[row]))
    };
    (fitted.dates.placebos()..fitted.dates.origins().len()).flat_map(day).collect()
}

fn day_row(series: &Series, fitted: &Fitted, date: usize, row: usize, subject: usize) -> DayDisplacement {
    let outcome = &fitted.subjects[row];
    let (low, high) = fitted.interval_at(outcome, date);
    DayDisplacement {
        date: series.day(fitted.dates.origins()[date]),
        subject: series.subjects[subject].clone(),
        observed: outcome.seen[date].on,
        change_log_odds: outcome.errors[date],
        low,
        high,
        p_lost: fitted.p_lost_at(outcome, date),
        p_gained: fitted.p_gained_at(outcome, date),
        placebo_windows: fitted.dates.placebos() as u64,
    }
}
