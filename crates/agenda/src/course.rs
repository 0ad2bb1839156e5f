//! Each subject's course: what its share was, week by week, beside what its own past predicts.

use crate::forecast::{Outcome, fit};
use crate::horizon::{Dates, HISTORY_DAYS, Horizon};
use crate::series::Series;
use crate::strand::{Material, Strands};
use jiff::civil::Date;
use overshadow_record::{Course, CourseWeek};

/// Days in one band.
const WEEK: usize = 7;
/// Bands drawn before and after the shock.
const WEEKS_BEFORE: usize = 8;
const WEEKS_AFTER: usize = 4;

/// The courses of all subjects around `on`: eight weeks before, four weeks after, as far as the data reach.
///
/// Bands before the shock are one-week-ahead forecasts; bands after it are made on the day of the shock, one to four
/// weeks ahead. Empty when the history is too short for a single forecast.
#[must_use]
pub fn courses(series: &Series, on: Date) -> Vec<Course> {
    let Some(event) = series.position(on) else { return Vec::new() };
    let from = event.saturating_sub(WEEKS_BEFORE * WEEK);
    let to = (event + WEEKS_AFTER * WEEK).min(series.days());
    let mut weeks: Vec<Vec<CourseWeek>> = vec![Vec::new(); series.subjects.len()];
    for ahead in 0..WEEKS_AFTER {
        let horizon = Horizon { event, lead: ahead * WEEK, window: WEEK };
        let dates = Dates::new(horizon, |_| true);
        if dates.placebos() < 3 * WEEK || event + horizon.lead + WEEK > series.days() {
            break;
        }
        let strands = Strands::new(series.articles.iter(), &series.total, horizon);
        let fitted = fit(&Material::of_one_panel(strands, dates.origins().len()), dates, false);
        for (subject, outcome) in fitted.subjects.iter().enumerate() {
            let band =
                |date: usize, day: usize| week(series, subject, outcome, fitted.band(outcome.sds[date]), date, day);
            if ahead == 0 {
                weeks[subject].extend(placebo_weeks(horizon).map(|(date, day)| band(date, day)));
            }
            weeks[subject].push(band(fitted.dates.placebos(), event + horizon.lead));
        }
    }
    let course = |(subject, weeks): (usize, Vec<CourseWeek>)| Course {
        subject: series.subjects[subject].clone(),
        first_day: series.day(from),
        share: (from..to).map(|day| share(series.articles[subject][day], series.total[day])).collect(),
        weeks,
    };
    weeks.into_iter().enumerate().filter(|(_, weeks)| !weeks.is_empty()).map(course).collect()
}

/// The whole weeks before the event: position among the placebo dates, first day; oldest first.
fn placebo_weeks(horizon: Horizon) -> impl Iterator<Item = (usize, usize)> {
    (1..=WEEKS_BEFORE).rev().filter_map(move |back| {
        let day = horizon.event.checked_sub(back * WEEK)?;
        Some((day.checked_sub(HISTORY_DAYS)?, day))
    })
}

fn week(
    series: &Series,
    subject: usize,
    outcome: &Outcome,
    (low, high): (f64, f64),
    date: usize,
    day: usize,
) -> CourseWeek {
    let forecast = outcome.forecast(date);
    let logistic = |log_odds: f64| 1.0 / (1.0 + (-log_odds).exp());
    let sum = |values: &[f64]| values[day..day + WEEK].iter().sum::<f64>();
    CourseWeek {
        first_day: series.day(day),
        days: WEEK as u32,
        observed: share(sum(&series.articles[subject]), sum(&series.total)),
        expected: logistic(forecast),
        low: logistic(forecast + low),
        high: logistic(forecast + high),
    }
}

fn share(articles: f64, total: f64) -> Option<f64> {
    (total > 0.0).then(|| articles / total)
}
