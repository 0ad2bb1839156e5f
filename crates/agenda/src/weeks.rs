//! How long it lasted: the same estimate week by week after the shock, each forecast made on the day of the shock.
//!
//! A forecast two weeks ahead is held against forecasts two weeks ahead in ordinary times, so the intervals widen as
//! they should. A loss is shown for a week whose interval lies below zero. That a subject is back is not concluded: of
//! such conclusions a fifth were wrong in simulation (`docs/displacement-calibration.md`).

use crate::displacement::{DisplacementOptions, displacement};
use crate::series::day_after;
use crate::verdict::EQUIVALENCE_MARGIN;
use overshadow_record::{Counts, Displacement, GroupDisplacement, Refusal, WeekDisplacement, WeekState};
use std::collections::BTreeMap;

/// Days in a week.
const WEEK: u32 = 7;

/// The estimates of each subject and group in up to `weeks` weeks from the shock on, as far as data and history reach;
/// subjects in the order of their loss in the first week.
///
/// # Errors
/// A [`Refusal`] when not even the first week can be estimated.
pub fn weeks(counts: &Counts, options: &DisplacementOptions, weeks: u32) -> Result<Vec<WeekDisplacement>, Refusal> {
    let mut order: Vec<String> = Vec::new();
    let mut by_subject: BTreeMap<String, Vec<WeekDisplacement>> = BTreeMap::new();
    for week in 0..weeks {
        let asked = DisplacementOptions {
            window_days: WEEK,
            lead_days: week * WEEK,
            shock_needed: options.shock_needed && week == 0,
            ..options.clone()
        };
        let estimates = match displacement(counts, &asked) {
            Err(refusal) if week == 0 => return Err(refusal),
            Err(_) => break,
            Ok(estimates) => estimates,
        };
        let groups = estimates.groups.iter().map(GroupDisplacement::as_subject);
        for row in groups.chain(estimates.subjects) {
            let Some(estimated) = week_row(&row, &asked) else { continue };
            if week == 0 {
                order.push(row.subject.clone());
            }
            by_subject.entry(row.subject).or_default().push(estimated);
        }
    }
    let rows = order.iter().filter_map(|subject| by_subject.remove(subject)).map(|mut rows| {
        conclude(&mut rows);
        rows
    });
    Ok(rows.flatten().collect())
}

fn week_row(row: &Displacement, options: &DisplacementOptions) -> Option<WeekDisplacement> {
    let (low, high) = (row.low?, row.high?);
    let state = match () {
        () if high < 0.0 => WeekState::Lost,
        () if low > 0.0 => WeekState::Gained,
        () if low > -EQUIVALENCE_MARGIN => WeekState::WithinMargin,
        () => WeekState::CannotTell,
    };
    Some(WeekDisplacement {
        subject: row.subject.clone(),
        week: u64::from(options.lead_days / WEEK + 1),
        first_day: day_after(options.on, options.lead_days as usize),
        observed: row.observed,
        change_log_share: row.change_log_share?,
        share_low: row.share_low?,
        share_high: row.share_high?,
        change_log_odds: row.change_log_odds?,
        low,
        high,
        p_lost: row.p_lost?,
        state,
        lasted_weeks_at_least: 0,
        placebo_windows: row.placebo_windows,
    })
}

/// Says of a subject how long its loss lasted at least.
fn conclude(rows: &mut [WeekDisplacement]) {
    let lasted = rows.iter().take_while(|row| row.state == WeekState::Lost).count() as u64;
    rows.iter_mut().for_each(|row| row.lasted_weeks_at_least = lasted);
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn week(week: u64, state: WeekState) -> WeekDisplacement {
        WeekDisplacement {
            subject: "war".into(),
            week,
            first_day: date(2024, 3, 22),
            observed: 10.0,
            change_log_share: -0.5,
            share_low: -0.9,
            share_high: -0.1,
            change_log_odds: -0.4,
            low: -0.8,
            high: 0.0,
            p_lost: 0.03,
            state,
            lasted_weeks_at_least: 0,
            placebo_windows: 100,
        }
    }

    #[test]
    fn a_loss_lasts_as_long_as_each_week_shows_it_and_no_longer() {
        let mut rows = [
            week(1, WeekState::Lost),
            week(2, WeekState::CannotTell),
            week(3, WeekState::Lost),
            week(4, WeekState::WithinMargin),
        ];
        conclude(&mut rows);
        assert!(rows.iter().all(|row| row.lasted_weeks_at_least == 1));
    }
}
