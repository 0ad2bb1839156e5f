//! Bursts: weeks in which a subject took far more of the agenda than in the four weeks before.

use crate::series::{Series, day_after};
use jiff::civil::Date;

/// Days of the base, days of the burst.
const BASE_DAYS: usize = 28;
const BURST_DAYS: usize = 7;
/// How far the first day and the whole week must rise above the base share.
const FIRST_DAY_RISE: f64 = 1.5;
const WEEK_RISE: f64 = 2.5;
/// Smallest share of all coverage of the week that is worth a reader's attention.
const LEAST_SHARE: f64 = 0.02;

/// The bursts that begin before `until`, most excess articles first: day, subject, share of all coverage that week.
///
/// A candidate rises to 1.5 times its base share on the first day and 2.5 times over the week; of candidates within a
/// week of each other the one whose share rises most is kept, so that a day missing from the collection does not move it.
#[must_use]
pub fn bursts(series: &Series, until: Date) -> Vec<(Date, String, f64)> {
    let end = series.position(until).unwrap_or(series.days()).min((series.days() + 1).saturating_sub(BURST_DAYS));
    let mut found = Vec::new();
    for (subject, articles) in series.subjects.iter().zip(&series.articles) {
        for (day, excess, share) in bursts_of(articles, &series.total, end) {
            found.push((excess, day_after(series.first_day, day), subject.clone(), share));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, &a.2).cmp(&(b.1, &b.2))));
    found.into_iter().map(|(_, day, subject, share)| (day, subject, share)).collect()
}

/// Day, excess articles and share of the week.
fn bursts_of(articles: &[f64], total: &[f64], end: usize) -> Vec<(usize, f64, f64)> {
    let sum = |values: &[f64], from: usize, days: usize| values[from..from + days].iter().sum::<f64>();
    let mut kept: Vec<(f64, (usize, f64, f64))> = Vec::new();
    for day in BASE_DAYS..end {
        let base = sum(articles, day - BASE_DAYS, BASE_DAYS) / sum(total, day - BASE_DAYS, BASE_DAYS).max(1.0);
        let week_total = sum(total, day, BURST_DAYS).max(1.0);
        let week = sum(articles, day, BURST_DAYS) / week_total;
        let first_day = articles[day] / total[day].max(1.0);
        if first_day < FIRST_DAY_RISE * base || week < WEEK_RISE * base || week < LEAST_SHARE {
            continue;
        }
        let rise = week - base;
        match kept.last_mut() {
            Some((last, kept)) if day - kept.0 < BURST_DAYS => {
                if rise > *last {
                    (*last, *kept) = (rise, (day, rise * week_total, week));
                }
            }
            _ => kept.push((rise, (day, rise * week_total, week))),
        }
    }
    kept.into_iter().map(|(_, burst)| burst).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn one_burst_is_found_once_on_its_first_day() {
        let mut articles = vec![2.0; 100];
        articles[60..67].fill(30.0);
        let series = Series {
            first_day: date(2024, 1, 1),
            subjects: vec!["storm".into()],
            outside_shock: vec![articles.clone()],
            articles: vec![articles],
            total: vec![100.0; 100],
            shock: vec![0.0; 100],
        };
        let found = bursts(&series, date(2024, 12, 31));
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].0, found[0].1.as_str()), (date(2024, 3, 1), "storm"));
        assert!((found[0].2 - 0.3).abs() < 1e-9);
    }

    #[test]
    fn a_series_shorter_than_a_week_has_none() {
        let series = Series {
            first_day: date(2024, 1, 1),
            subjects: vec![],
            outside_shock: vec![],
            articles: vec![],
            total: vec![1.0; 3],
            shock: vec![0.0; 3],
        };
        assert!(bursts(&series, date(2024, 1, 3)).is_empty());
    }
}
