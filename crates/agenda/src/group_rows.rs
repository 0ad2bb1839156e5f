//! The row of a group: its union's estimate beside the test of its subjects.

use crate::displacement::{DisplacementOptions, before_per_day, in_window, log_share_change};
use crate::fits::{Fits, Measure};
use crate::group::{Group, GroupTest};
use crate::power::{detectable_drop, power_of_subject};
use crate::series::Series;
use crate::verdict::group_verdict;
use overshadow_record::{GroupDisplacement, Verdict};

/// What the group test and the union's estimate say; `None` without an estimated subject or a union.
pub(crate) fn group_row(fits: &Fits, group: &Group, options: &DisplacementOptions) -> Option<GroupDisplacement> {
    let series = fits.series();
    let members = members(fits, group);
    let union = series.subjects.iter().position(|subject| *subject == group.name);
    if members.is_empty() && union.is_none() {
        return None;
    }
    let positions: Vec<usize> = members.iter().map(|&row| fits.fitted[row]).collect();
    let daily = |series: &Series, measure: Measure| union_of(&positions, union, series, measure);
    let [share_strands, odds_strands] = fits.strands(daily);
    let mut inside = vec![false; fits.fitted.len()];
    members.iter().for_each(|&row| inside[row] = true);
    let share = fits.share.apply(&fits.share_material, &share_strands, &inside);
    let odds = fits.odds.apply(&fits.odds_material, &odds_strands, &inside);
    let (share_low, share_high) = fits.share.interval(&share);
    let (low, high) = fits.odds.interval(&odds);
    // A group by query has no subjects to draw random sets of: its union is judged as a subject is.
    let test = (!members.is_empty()).then(|| GroupTest::new(&fits.odds, members, options.draws, options.seed));
    let (p_lost, p_gained) =
        test.as_ref().map_or_else(|| (fits.odds.p_lost(&odds), fits.odds.p_gained(&odds)), GroupTest::p);
    let power =
        |drop: f64| test.as_ref().map_or_else(|| power_of_subject(&fits.odds, &odds, drop), |test| test.power(drop));
    let articles = daily(series, Measure::OutsideShock);
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
        detectable_drop: detectable_drop(power),
        draws: if test.is_some() { options.draws } else { 0 },
        placebo_windows: fits.panels.dates.placebos() as u64,
    };
    row.verdict = group_verdict(&row);
    Some(row)
}

/// Positions, among the fitted subjects, of the group's.
pub(crate) fn members(fits: &Fits, group: &Group) -> Vec<usize> {
    let names = &fits.series().subjects;
    (0..fits.fitted.len()).filter(|&row| group.subjects.contains(&names[fits.fitted[row]])).collect()
}

/// Daily articles on the group: its union where the counts hold one, else the sum of its subjects.
pub(crate) fn union_of(members: &[usize], union: Option<usize>, series: &Series, measure: Measure) -> Vec<f64> {
    let articles = measure.articles(series);
    if let Some(union) = union {
        return articles[union].clone();
    }
    let sum = |day: usize| members.iter().map(|&k| articles[k][day]).sum::<f64>();
    measure.base(series).iter().enumerate().map(|(day, &base)| sum(day).min(base)).collect()
}
