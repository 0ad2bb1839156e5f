//! What a shock did to every subject: both questions, their intervals, the split, the verdict; or why there is none.
//!
//! *Did it lose attention at all?* compares the subject's share of all coverage with its own forecast. *Did it lose
//! more than others?* compares its share of the coverage outside the shock, less what the typical subject moved. Both
//! are read off the same forecast, calibrated on ordinary weeks of the same data (`docs/displacement.md`).

use crate::forecast::{Fitted, HISTORY_DAYS, Horizon, Outcome, fit};
use crate::group::{Group, group_p};
use crate::multiplicity::benjamini_hochberg;
use crate::quantile::quantile_of_sorted;
use crate::series::Series;
use crate::split::{Newshole, lost, newshole};
use crate::verdict::{group_verdict, verdict};
use crate::weekday::without_weekdays;
use jiff::civil::Date;
use overshadow_record::{Counts, Displacement, GroupDisplacement, PlaceboSpread, Refusal, Verdict};
use rayon::prelude::*;

/// Subjects needed to say what the typical subject does.
const SUBJECTS_NEEDED: usize = 15;
/// A subject without an article in the last 56 days has nothing to lose: its own estimate is refused.
const ARTICLES_NEEDED: f64 = 1.0;

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct DisplacementOptions {
    /// First day of the window.
    pub on: Date,
    /// Days in the window.
    pub window_days: u32,
    /// Refuse when no article in the window is on the shock, as a query that matches nothing is likely a slip. A
    /// column chosen by name may be empty: then the estimate says how subjects moved on that date.
    pub shock_needed: bool,
    /// Groups to test.
    pub groups: Vec<Group>,
    /// Random sets drawn for a group test.
    pub draws: u64,
    /// Seed of the draws.
    pub seed: u64,
}

impl DisplacementOptions {
    /// A week from `on`, a shock needed, no groups, 1,999 draws, seed 7.
    #[must_use]
    pub fn on(on: Date) -> Self {
        Self { on, window_days: 7, shock_needed: true, groups: Vec::new(), draws: 1999, seed: 7 }
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
}

/// The two fits of one shock and what they were made on.
struct Fits {
    horizon: Horizon,
    /// Positions in the series of the subjects that were fitted.
    fitted: Vec<usize>,
    /// Share of all coverage, not centred.
    share: Fitted,
    /// Share of the coverage outside the shock, centred.
    odds: Fitted,
    /// The base of `odds`.
    outside: Vec<f64>,
    newshole: Newshole,
}

/// Estimates what the shock of `counts` did to each of its subjects.
///
/// # Errors
/// A [`Refusal`] when the data cannot carry an estimate: no shock, a window outside the data, too short a history, too
/// few subjects.
pub fn displacement(counts: &Counts, options: &DisplacementOptions) -> Result<Estimates, Refusal> {
    let shock = counts.shock.map_or("", |shock| counts.subjects[shock as usize].as_str());
    let absent = || Refusal::ShockAbsent { shock: shock.to_owned() };
    let series = Series::pooled(counts).ok_or_else(absent)?;
    let horizon = horizon(&series, options)?;
    let window = horizon.event..horizon.event + horizon.window;
    let is_empty = series.shock[window].iter().sum::<f64>() == 0.0;
    if counts.shock.is_none() || (options.shock_needed && is_empty) {
        return Err(absent());
    }
    history_suffices(&series, horizon)?;
    let fits = fits(&series, horizon, &options.groups)?;
    let mut rows: Vec<(Displacement, Option<PlaceboSpread>)> = subject_rows(&series, &fits, &options.groups);
    judge(&mut rows);
    rows.sort_by(|(a, _), (b, _)| {
        let change = |row: &Displacement| row.change_log_odds.unwrap_or(f64::INFINITY);
        change(a).total_cmp(&change(b)).then_with(|| a.subject.cmp(&b.subject))
    });
    let groups = options.groups.iter().filter_map(|group| group_row(&series, &fits, group, options)).collect();
    let (subjects, placebos): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
    let effective_placebos = horizon.placebos() as f64 / horizon.window as f64;
    Ok(Estimates { subjects, placebos: placebos.into_iter().flatten().collect(), groups, effective_placebos })
}

pub(crate) fn horizon(series: &Series, options: &DisplacementOptions) -> Result<Horizon, Refusal> {
    let window = options.window_days as usize;
    let outside = || Refusal::OutsideData {
        on: options.on,
        window_days: options.window_days,
        first: series.first_day,
        last: series.day(series.days() - 1),
    };
    let event = series.position(options.on).filter(|event| event + window <= series.days()).ok_or_else(outside)?;
    Ok(Horizon { event, lead: 0, window })
}

fn history_suffices(series: &Series, horizon: Horizon) -> Result<(), Refusal> {
    let narrow = |days: usize| u32::try_from(days).unwrap_or(u32::MAX);
    // As many placebo dates as three windows have days, the last of them a window before the event.
    let needed = HISTORY_DAYS + 4 * horizon.window - 1;
    if horizon.event < needed {
        return Err(Refusal::HistoryTooShort { days: narrow(horizon.event), needed: narrow(needed) });
    }
    let days_with_articles = series.total[..horizon.event].iter().filter(|&&total| total > 0.0).count();
    if 2 * days_with_articles < horizon.event {
        return Err(Refusal::HistoryEmpty {
            days_with_articles: narrow(days_with_articles),
            days: narrow(horizon.event),
        });
    }
    Ok(())
}

fn fits(series: &Series, horizon: Horizon, groups: &[Group]) -> Result<Fits, Refusal> {
    let fitted: Vec<usize> = (0..series.subjects.len())
        .filter(|&k| !is_union(&series.subjects[k], groups))
        .filter(|&k| recent_articles(&series.outside_shock[k], horizon.event) >= ARTICLES_NEEDED)
        .collect();
    if fitted.len() < SUBJECTS_NEEDED {
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        return Err(Refusal::TooFewSubjects { subjects: narrow(fitted.len()), needed: narrow(SUBJECTS_NEEDED) });
    }
    let outside = series.outside();
    let rows = |counts: &[Vec<f64>], base: &[f64]| {
        fitted.iter().map(|&k| levelled(&counts[k], base, horizon)).collect::<Vec<_>>()
    };
    let (share, odds) = rayon::join(
        || fit(&rows(&series.articles, &series.total), &series.total, horizon, false),
        || fit(&rows(&series.outside_shock, &outside), &outside, horizon, true),
    );
    let newshole = newshole(series, horizon.event, horizon.window);
    Ok(Fits { horizon, fitted, share, odds, outside, newshole })
}

fn is_union(subject: &str, groups: &[Group]) -> bool {
    groups.iter().any(|group| group.name == subject)
}

fn recent_articles(series: &[f64], event: usize) -> f64 {
    series[event - HISTORY_DAYS..event].iter().sum()
}

/// Whole weeks hold every weekday alike; other windows need the weekdays taken out.
pub(crate) fn levelled(series: &[f64], base: &[f64], horizon: Horizon) -> Vec<f64> {
    if horizon.window.is_multiple_of(7) { series.to_vec() } else { without_weekdays(series, base, horizon.event) }
}

fn subject_rows(series: &Series, fits: &Fits, groups: &[Group]) -> Vec<(Displacement, Option<PlaceboSpread>)> {
    (0..series.subjects.len())
        .into_par_iter()
        .filter(|&k| !is_union(&series.subjects[k], groups))
        .map(|k| {
            let blank = blank_row(series, k, fits.horizon);
            match fits.fitted.binary_search(&k) {
                Err(_) => (blank, None),
                Ok(row) => (estimated(blank, fits, row), Some(spread(series, fits, k, row))),
            }
        })
        .collect()
}

fn before_per_day(articles: &[f64], horizon: Horizon) -> f64 {
    articles[horizon.event - 28..horizon.event].iter().sum::<f64>() / 28.0
}

fn in_window(articles: &[f64], horizon: Horizon) -> f64 {
    articles[horizon.event..horizon.event + horizon.window].iter().sum()
}

/// The row of a subject before anything is estimated.
fn blank_row(series: &Series, k: usize, horizon: Horizon) -> Displacement {
    let articles = &series.outside_shock[k];
    Displacement {
        subject: series.subjects[k].clone(),
        before_per_day: before_per_day(articles, horizon),
        observed: in_window(articles, horizon),
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
        placebo_windows: horizon.placebos() as u64,
    }
}

fn estimated(blank: Displacement, fits: &Fits, row: usize) -> Displacement {
    let share = &fits.share.subjects[row];
    let odds = &fits.odds.subjects[row];
    let log_share_change = |change: f64| log_share_change(share, change);
    let (share_low, share_high) = fits.share.interval(share);
    let (low, high) = fits.odds.interval(odds);
    // The forecast of the share itself is the one before centring.
    let share_without = logistic(odds.forecast() - fits.odds.centre_at_event());
    let lost = lost(blank.observed, share_without, fits.newshole);
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
        detectable_drop: Some(fits.odds.detectable_drop(odds)),
        ..blank
    }
}

/// The change of the log share that a change of the log odds stands for, at the share seen.
pub(crate) fn log_share_change(outcome: &Outcome, change: f64) -> f64 {
    let seen = outcome.forecast() + outcome.change();
    logistic(seen).ln() - logistic(seen - change).ln()
}

fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

fn spread(series: &Series, fits: &Fits, k: usize, row: usize) -> PlaceboSpread {
    let outcome = &fits.odds.subjects[row];
    let mut placebos = outcome.errors[..fits.horizon.placebos()].to_vec();
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

fn group_row(series: &Series, fits: &Fits, group: &Group, options: &DisplacementOptions) -> Option<GroupDisplacement> {
    let is_member = |k: usize| group.subjects.contains(&series.subjects[k]);
    let members: Vec<usize> = (0..fits.fitted.len()).filter(|&row| is_member(fits.fitted[row])).collect();
    if members.is_empty() {
        return None;
    }
    let positions: Vec<usize> = members.iter().map(|&row| fits.fitted[row]).collect();
    let union = series.subjects.iter().position(|subject| *subject == group.name);
    let series_of = |articles: &[Vec<f64>], base: &[f64]| {
        levelled(&group_series(&positions, union, articles, base), base, fits.horizon)
    };
    let share = fits.share.apply(&series_of(&series.articles, &series.total), &series.total);
    let odds = fits.odds.apply(&series_of(&series.outside_shock, &fits.outside), &fits.outside);
    let (share_low, share_high) = fits.share.interval(&share);
    let (low, high) = fits.odds.interval(&odds);
    let (p_lost, p_gained) = group_p(&fits.odds, fits.horizon, &members, options.draws, options.seed);
    let articles = group_series(&positions, union, &series.outside_shock, &fits.outside);
    let mut row = GroupDisplacement {
        group: group.name.clone(),
        subjects: positions.iter().map(|&k| series.subjects[k].clone()).collect(),
        before_per_day: before_per_day(&articles, fits.horizon),
        observed: in_window(&articles, fits.horizon),
        change_log_share: log_share_change(&share, share.change()),
        share_low: log_share_change(&share, share_low),
        share_high: log_share_change(&share, share_high),
        p_share_lost: fits.share.p_lost(&share),
        change_log_odds: odds.change(),
        low,
        high,
        p_lost,
        p_gained,
        verdict: Verdict::CannotTell,
        draws: options.draws,
        placebo_windows: fits.horizon.placebos() as u64,
    };
    row.verdict = group_verdict(&row);
    Some(row)
}

/// Daily articles on the group: its union where the counts hold one, else the sum of its subjects.
fn group_series(members: &[usize], union: Option<usize>, articles: &[Vec<f64>], base: &[f64]) -> Vec<f64> {
    if let Some(union) = union {
        return articles[union].clone();
    }
    let sum = |day: usize| members.iter().map(|&k| articles[k][day]).sum::<f64>();
    base.iter().enumerate().map(|(day, &base)| sum(day).min(base)).collect()
}
