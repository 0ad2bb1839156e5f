//! Before drawing conclusions: which drops could these data show, subject by subject and group by group?

use crate::displacement::{DisplacementOptions, before_per_day, fits_of};
use crate::fits::{Fits, Measure};
use crate::group::{Group, GroupTest};
use crate::group_rows::{members, union_of};
use crate::power::{detectable_drop, power_of_subject, stride};
use overshadow_record::{Counts, Power, Refusal};
use rayon::prelude::*;

/// One row per group, then one per subject, most articles first. The shock may be absent.
///
/// # Errors
/// A [`Refusal`] when the data cannot carry an estimate on that day.
pub fn power(counts: &Counts, options: &DisplacementOptions) -> Result<Vec<Power>, Refusal> {
    let asked = DisplacementOptions { shock_needed: false, ..options.clone() };
    let (_, fits) = fits_of(counts, &asked)?;
    let groups = options.groups.iter().filter_map(|group| group_row(&fits, group, options));
    let mut subjects: Vec<Power> = (0..fits.fitted.len()).into_par_iter().map(|row| subject_row(&fits, row)).collect();
    subjects.sort_by(|a, b| b.before_per_day.total_cmp(&a.before_per_day).then_with(|| a.subject.cmp(&b.subject)));
    Ok(groups.chain(subjects).collect())
}

fn subject_row(fits: &Fits, row: usize) -> Power {
    let (series, outcome) = (fits.series(), &fits.odds.subjects[row]);
    let k = fits.fitted[row];
    let before = before_per_day(&series.outside_shock[k], fits.horizon);
    power_row(fits, &series.subjects[k], before, |drop| power_of_subject(&fits.odds, outcome, drop))
}

fn group_row(fits: &Fits, group: &Group, options: &DisplacementOptions) -> Option<Power> {
    let rows = members(fits, group);
    if rows.is_empty() {
        return None;
    }
    let positions: Vec<usize> = rows.iter().map(|&row| fits.fitted[row]).collect();
    let union = fits.series().subjects.iter().position(|subject| *subject == group.name);
    let articles = union_of(&positions, union, fits.series(), Measure::OutsideShock);
    let test = GroupTest::new(&fits.odds, rows, options.draws, options.seed);
    Some(power_row(fits, &group.name, before_per_day(&articles, fits.horizon), |drop| test.power(drop)))
}

fn power_row(fits: &Fits, subject: &str, before_per_day: f64, power: impl Fn(f64) -> f64) -> Power {
    Power {
        subject: subject.to_owned(),
        before_per_day,
        power_drop_20: power(0.2),
        power_drop_30: power(0.3),
        power_drop_50: power(0.5),
        power_drop_70: power(0.7),
        detectable_drop: detectable_drop(power),
        windows_planted: fits.panels.dates.placebos().div_ceil(stride(&fits.odds)) as u64,
        placebo_windows: fits.panels.dates.placebos() as u64,
    }
}
