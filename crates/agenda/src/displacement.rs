//! What a shock did to every subject: both questions, their intervals, the split, the verdict; or why there is none.
//!
//! *Did it lose attention at all?* compares the subject's share of all coverage with its own forecast. *Did it lose
//! more than others?* compares its share of the coverage outside the shock, less what the typical other subject moved.
//! Both are read off the same forecast, calibrated on ordinary weeks of the same data (`docs/displacement.md`).

use crate::fits::{Fits, is_union};
use crate::forecast::Outcome;
use crate::group::Group;
use crate::group_rows::group_row;
use crate::horizon::Horizon;
use crate::multiplicity::benjamini_hochberg;
use crate::power::{detectable_drop, power_of_subject};
use crate::quantile::quantile_of_sorted;
use crate::series::Series;
use crate::split::lost;
use crate::verdict::verdict;
use jiff::civil::Date;
use overshadow_record::{Compared, Counts, Displacement, GroupDisplacement, PlaceboSpread, Refusal, Verdict};
use rayon::prelude::*;

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct DisplacementOptions {
    /// First day of the window.
    pub on: Date,
    /// Days in the window.
    pub window_days: u32,
    /// Days between `on` and the window: 7 asks about the second week.
    pub lead_days: u32,
    /// Refuse when no article in the window is on the shock, as a query that matches nothing is likely a slip. A
    /// column chosen by name may be empty: then the estimate says how subjects moved on that date.
    pub shock_needed: bool,
    /// Compare all outlets everywhere, also those that start, stop or fall silent.
    pub all_outlets: bool,
    /// Leave out the ordinary windows in which another shock broke, rather than keep them in the reference.
    pub leave_out_other_shocks: bool,
    /// Groups to test.
    pub groups: Vec<Group>,
    /// Random sets drawn for a group test.
    pub draws: u64,
    /// Seed of the draws.
    pub seed: u64,
}

impl DisplacementOptions {
    /// A week from `on`, a shock needed, steady outlets, all ordinary windows, no groups, 1,999 draws, seed 7.
    #[must_use]
    pub fn on(on: Date) -> Self {
        Self {
            on,
            window_days: 7,
            lead_days: 0,
            shock_needed: true,
            all_outlets: false,
            leave_out_other_shocks: false,
            groups: Vec::new(),
            draws: 1999,
            seed: 7,
        }
    }
}

/// The estimates of one shock.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimates {
    /// One row per subject, largest loss against the typical subject first, refused ones last.
    pub subjects: Vec<Displacement>,
    /// The spread of ordinary windows of the estimated subjects, in the same order.
    pub placebos: Vec<PlaceboSpread>,
    /// The group tests, in the order asked. A group without an estimated subject is left out.
    pub groups: Vec<GroupDisplacement>,
    /// Placebo windows over days in the window.
    pub effective_placebos: f64,
    /// Which outlets and ordinary windows were compared.
    pub compared: Compared,
}

/// Estimates what the shock of `counts` did to each of its subjects.
///
/// # Errors
/// A [`Refusal`] when the data cannot carry an estimate: no shock, a window outside the data, too short a history, too
/// few subjects, too few ordinary windows.
pub fn displacement(counts: &Counts, options: &DisplacementOptions) -> Result<Estimates, Refusal> {
    let (pooled, fits) = fits_of(counts, options)?;
    let series = fits.series();
    let mut rows = subject_rows(series, &fits, &options.groups);
    judge(&mut rows);
    rows.sort_by(|(a, _), (b, _)| {
        let change = |row: &Displacement| row.change_log_odds.unwrap_or(f64::INFINITY);
        change(a).total_cmp(&change(b)).then_with(|| a.subject.cmp(&b.subject))
    });
    let groups = options.groups.iter().filter_map(|group| group_row(&fits, group, options)).collect();
    let (subjects, placebos): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
    Ok(Estimates {
        subjects,
        placebos: placebos.into_iter().flatten().collect(),
        groups,
        effective_placebos: fits.panels.dates.placebos() as f64 / fits.horizon.window as f64,
        compared: compared(counts, &pooled, &fits),
    })
}

/// The counts pooled over all outlets, and the fits on the outlets that can be compared.
pub(crate) fn fits_of(counts: &Counts, options: &DisplacementOptions) -> Result<(Series, Fits), Refusal> {
    let shock = counts.shock.map_or("", |shock| counts.subjects[shock as usize].as_str());
    let absent = || Refusal::ShockAbsent { shock: shock.to_owned() };
    let pooled = Series::pooled(counts).ok_or_else(absent)?;
    let horizon = crate::fits::horizon(&pooled, options)?;
    let is_empty = pooled.shock[horizon.window_from(horizon.event)].iter().sum::<f64>() == 0.0;
    if options.shock_needed && (counts.shock.is_none() || is_empty) {
        return Err(absent());
    }
    let fits = Fits::new(counts, &pooled, options)?;
    Ok((pooled, fits))
}

fn subject_rows(series: &Series, fits: &Fits, groups: &[Group]) -> Vec<(Displacement, Option<PlaceboSpread>)> {
    (0..series.subjects.len())
        .into_par_iter()
        .filter(|&k| !is_union(&series.subjects[k], groups))
        .map(|k| {
            let blank = blank_row(series, k, fits);
            match fits.fitted.binary_search(&k) {
                Err(_) => (blank, None),
                Ok(row) => (estimated(blank, fits, row), Some(spread(series, fits, k, row))),
            }
        })
        .collect()
}

pub(crate) fn before_per_day(articles: &[f64], horizon: Horizon) -> f64 {
    articles[horizon.event - 28..horizon.event].iter().sum::<f64>() / 28.0
}

pub(crate) fn in_window(articles: &[f64], horizon: Horizon) -> f64 {
    articles[horizon.window_from(horizon.event)].iter().sum()
}

/// The row of a subject before anything is estimated.
fn blank_row(series: &Series, k: usize, fits: &Fits) -> Displacement {
    let articles = &series.outside_shock[k];
    Displacement {
        subject: series.subjects[k].clone(),
        before_per_day: before_per_day(articles, fits.horizon),
        observed: in_window(articles, fits.horizon),
        expected: None,
        change_log_share: None,
        share_low: None,
        share_high: None,
        p_share_lost: None,
        change_log_odds: None,
        low: None,
        high: None,
        p_lost: None,
        p_gained: None,
        q_lost: None,
        verdict: Verdict::Refused,
        lost_articles: None,
        lost_newshole: None,
        lost_dilution: None,
        lost_disproportion: None,
        detectable_drop: None,
        placebo_windows: fits.panels.dates.placebos() as u64,
    }
}

fn estimated(blank: Displacement, fits: &Fits, row: usize) -> Displacement {
    let share = &fits.share.subjects[row];
    let odds = &fits.odds.subjects[row];
    let log_share_change = |change: f64| log_share_change(share, change);
    let (share_low, share_high) = fits.share.interval(share);
    let (low, high) = fits.odds.interval(odds);
    let lost = lost(blank.observed, logistic(odds.forecast_at_event()), fits.newshole);
    Displacement {
        expected: Some(lost.expected),
        change_log_share: Some(log_share_change(share.change())),
        share_low: Some(log_share_change(share_low)),
        share_high: Some(log_share_change(share_high)),
        p_share_lost: Some(fits.share.p_lost(share)),
        change_log_odds: Some(odds.change()),
        low: Some(low),
        high: Some(high),
        p_lost: Some(fits.odds.p_lost(odds)),
        p_gained: Some(fits.odds.p_gained(odds)),
        lost_articles: Some(lost.expected - blank.observed),
        lost_newshole: Some(lost.newshole),
        lost_dilution: Some(lost.dilution),
        lost_disproportion: Some(lost.disproportion),
        detectable_drop: detectable_drop(|drop| power_of_subject(&fits.odds, odds, drop)),
        ..blank
    }
}

/// The change of the log share that a change of the log odds stands for, at the share seen.
pub(crate) fn log_share_change(outcome: &Outcome, change: f64) -> f64 {
    let seen = outcome.log_odds_seen();
    logistic(seen).ln() - logistic(seen - change).ln()
}

fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

fn spread(series: &Series, fits: &Fits, k: usize, row: usize) -> PlaceboSpread {
    let outcome = &fits.odds.subjects[row];
    let mut placebos = outcome.errors[..fits.panels.dates.placebos()].to_vec();
    placebos.sort_unstable_by(f64::total_cmp);
    let quantiles = [0.025, 0.25, 0.5, 0.75, 0.975].map(|q| quantile_of_sorted(&placebos, q));
    PlaceboSpread { subject: series.subjects[k].clone(), quantiles }
}

/// Adjusts the p-values over all estimated subjects and says what may be said.
fn judge(rows: &mut [(Displacement, Option<PlaceboSpread>)]) {
    let column = |p: fn(&Displacement) -> Option<f64>| {
        benjamini_hochberg(&rows.iter().filter_map(|(row, _)| p(row)).collect::<Vec<_>>())
    };
    let (q_lost, q_gained) = (column(|row| row.p_lost), column(|row| row.p_gained));
    let estimated = rows.iter_mut().filter(|(row, _)| row.p_lost.is_some());
    for ((row, _), (q_lost, q_gained)) in estimated.zip(q_lost.into_iter().zip(q_gained)) {
        row.q_lost = Some(q_lost);
        row.verdict = verdict(row, q_gained);
    }
}

fn compared(counts: &Counts, pooled: &Series, fits: &Fits) -> Compared {
    let flags = fits.compared();
    let names = |is_in: bool| {
        let mut names: Vec<String> = counts
            .units
            .iter()
            .zip(flags)
            .filter(|(_, flag)| **flag == is_in)
            .map(|(unit, _)| unit.outlet.clone())
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    };
    let kept = names(true);
    let before = fits.horizon.event - 28..fits.horizon.event;
    let total: f64 = pooled.total[before.clone()].iter().sum();
    let share = |k: usize| pooled.articles[k][before.clone()].iter().sum::<f64>() / total.max(1.0);
    let largest = fits.fitted.iter().copied().max_by(|&a, &b| share(a).total_cmp(&share(b)));
    Compared {
        outlets: kept.len() as u64,
        outlets_left_out: names(false).into_iter().filter(|outlet| !kept.contains(outlet)).collect(),
        held: fits.panels.held,
        windows_left_out: fits.windows_left_out as u64,
        subjects: fits.fitted.len() as u64,
        largest_subject: largest.map_or_else(String::new, |k| pooled.subjects[k].clone()),
        largest_share: largest.map_or(0.0, share),
    }
}
