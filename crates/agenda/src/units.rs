//! The same question inside each outlet or country: how much did a group lose there?
//!
//! One unit has too few articles to carry a reference of its own subjects, so the group's union is forecast together
//! with random groups of the same size drawn from the other subjects. Ranks of a dozen units are weak: each unit gets
//! the ranks it may hold, not a place in a league table.

use crate::attention::Axis;
use crate::displacement::{DisplacementOptions, log_share_change};
use crate::fits::{horizon, is_union};
use crate::forecast::fit;
use crate::group::Group;
use crate::horizon::{Dates, HISTORY_DAYS};
use crate::series::Series;
use crate::strand::{Material, Strands};
use fastrand::Rng;
use overshadow_record::{Counts, Unit, UnitDisplacement};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Random groups beside the one asked about.
const RANDOM_GROUPS: usize = 40;
/// Articles a unit must have in the 56 days before the shock, on average one a day.
const ARTICLES_NEEDED: f64 = 56.0;

/// Estimates each group of `options` inside each unit along `axis`, largest loss (shrunk) first; empty where the data
/// cannot carry it. Units that are silent on more than half of the days before the shock, have less than an
/// article a day, or none in the window, are left out.
#[must_use]
pub fn units(counts: &Counts, options: &DisplacementOptions, axis: Axis) -> Vec<UnitDisplacement> {
    let members = members(counts, axis);
    let estimate = |group: &Group| {
        let one = |(name, units): (&String, &Vec<u32>)| {
            let series = Series::of_rows(counts, |unit| units.contains(&unit))?;
            estimated(name, &series, group, options)
        };
        let mut rows: Vec<UnitDisplacement> = members.par_iter().filter_map(one).collect();
        rank(&mut rows);
        rows
    };
    options.groups.iter().flat_map(estimate).collect()
}

/// The positions of the units that share a name along the axis.
fn members(counts: &Counts, axis: Axis) -> BTreeMap<String, Vec<u32>> {
    let name = |unit: &Unit| match axis {
        Axis::Outlet => unit.outlet.clone(),
        Axis::Country => unit.country.clone(),
        Axis::Language => unit.language.clone(),
    };
    let mut members: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (position, unit) in (0..).zip(&counts.units) {
        members.entry(name(unit)).or_default().push(position);
    }
    members
}

fn estimated(unit: &str, series: &Series, group: &Group, options: &DisplacementOptions) -> Option<UnitDisplacement> {
    let horizon = horizon(series, options).ok()?;
    let before: f64 = series.total[horizon.event.checked_sub(HISTORY_DAYS)?..horizon.event].iter().sum();
    let inside: f64 = series.total[horizon.window_from(horizon.event)].iter().sum();
    let days_present = series.total[..horizon.event].iter().filter(|&&total| total > 0.0).count();
    let is_sporadic = 2 * days_present < horizon.event;
    let dates = Dates::new(horizon, |_| true);
    if is_sporadic || before < ARTICLES_NEEDED || inside == 0.0 || dates.placebos() < 3 * horizon.window {
        return None;
    }
    let sets = sets(series, group, options)?;
    let outside = series.outside();
    let change = |articles: &[Vec<f64>], base: &[f64]| change(&unions(&sets, articles, base), base, &dates);
    let (change_log_share, share_low, share_high) = change(&series.articles, &series.total);
    let (change_log_share_non_shock, low, high) = change(&series.outside_shock, &outside);
    Some(UnitDisplacement {
        unit: unit.to_owned(),
        subject: group.name.clone(),
        change_log_share,
        share_low,
        share_high,
        change_log_share_non_shock,
        low,
        high,
        rank_low: 1,
        rank_high: 1,
    })
}

/// The group's subjects first, then random sets of as many of the other subjects.
fn sets(series: &Series, group: &Group, options: &DisplacementOptions) -> Option<Vec<Vec<usize>>> {
    let all = (0..series.subjects.len()).filter(|&k| !is_union(&series.subjects[k], &options.groups));
    let (own, mut others): (Vec<usize>, Vec<usize>) = all.partition(|&k| group.subjects.contains(&series.subjects[k]));
    if own.is_empty() || others.len() <= own.len() {
        return None;
    }
    let mut random = Rng::with_seed(options.seed);
    let mut sets = vec![own.clone()];
    for _ in 0..RANDOM_GROUPS {
        random.shuffle(&mut others);
        sets.push(others[..own.len()].to_vec());
    }
    Some(sets)
}

/// Daily articles of each set, at most those of the base.
fn unions(sets: &[Vec<usize>], articles: &[Vec<f64>], base: &[f64]) -> Vec<Vec<f64>> {
    let union = |set: &Vec<usize>| {
        let sum = |day: usize| set.iter().map(|&k| articles[k][day]).sum::<f64>();
        base.iter().enumerate().map(|(day, &base)| sum(day).min(base)).collect()
    };
    sets.iter().map(union).collect()
}

/// The first series' change of log share with the ends of its 95 % interval.
fn change(series: &[Vec<f64>], base: &[f64], dates: &Dates) -> (f64, f64, f64) {
    let strands = Strands::new(series.iter(), base, dates.horizon);
    let fitted = fit(&Material::of_one_panel(strands, dates.origins().len()), dates.clone(), false);
    let outcome = &fitted.subjects[0];
    let (low, high) = fitted.interval(outcome);
    let log_share = |change: f64| log_share_change(outcome, change);
    (log_share(outcome.change()), log_share(low), log_share(high))
}

/// Orders by shrunk loss, and gives each unit the ranks it may hold: those of the units whose intervals do not lie
/// wholly below or above its own.
fn rank(rows: &mut [UnitDisplacement]) {
    let shrunk = shrinkage(rows);
    rows.sort_by(|a, b| shrunk(a).total_cmp(&shrunk(b)).then_with(|| a.unit.cmp(&b.unit)));
    let ends: Vec<(f64, f64)> = rows.iter().map(|row| (row.low, row.high)).collect();
    for row in rows {
        let surely_lost_more = ends.iter().filter(|(_, high)| *high < row.low).count();
        let surely_lost_less = ends.iter().filter(|(low, _)| *low > row.high).count();
        row.rank_low = surely_lost_more as u64 + 1;
        row.rank_high = (ends.len() - surely_lost_less) as u64;
    }
}

/// Estimates drawn towards their mean as far as chance explains their spread (Efron and Morris 1973).
fn shrinkage(rows: &[UnitDisplacement]) -> impl Fn(&UnitDisplacement) -> f64 + use<> {
    let n = rows.len().max(1) as f64;
    let noise = |row: &UnitDisplacement| ((row.high - row.low) / 3.92).powi(2);
    let mean = rows.iter().map(|row| row.change_log_share_non_shock).sum::<f64>() / n;
    let spread = rows.iter().map(|row| (row.change_log_share_non_shock - mean).powi(2)).sum::<f64>() / n;
    let signal = (spread - rows.iter().map(noise).sum::<f64>() / n).max(1e-4);
    move |row| mean + (row.change_log_share_non_shock - mean) * signal / (signal + noise(row))
}
