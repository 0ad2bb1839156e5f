//! Counts pooled over outlets: one row of daily articles per subject, beside all articles and the shock's.

use jiff::{Span, civil::Date};
use overshadow_record::Counts;

/// Daily counts pooled over units, every day from the first to the last, gaps as zero.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The day of position 0.
    pub first_day: Date,
    /// Subjects, the shock left out, in the order of the counts.
    pub subjects: Vec<String>,
    /// Articles per subject and day.
    pub articles: Vec<Vec<f64>>,
    /// Those of `articles` that are not on the shock as well.
    pub outside_shock: Vec<Vec<f64>>,
    /// All articles per day.
    pub total: Vec<f64>,
    /// Articles on the shock per day.
    pub shock: Vec<f64>,
}

impl Series {
    /// Pools `counts`; `None` when there is no row at all.
    #[must_use]
    pub fn pooled(counts: &Counts) -> Option<Self> {
        Self::of_rows(counts, |_| true)
    }

    /// Pools the rows of the units that `keep` takes, over the days of all rows.
    #[must_use]
    pub fn of_rows(counts: &Counts, keep: impl Fn(u32) -> bool) -> Option<Self> {
        let (first_day, last_day) = counts.days()?;
        let days = days_between(first_day, last_day) as usize + 1;
        let position = positions(counts);
        let subjects: Vec<String> = (0..counts.subjects.len())
            .filter(|&subject| position[subject].is_some())
            .map(|subject| counts.subjects[subject].clone())
            .collect();
        let empty = vec![vec![0.0; days]; subjects.len()];
        let mut series = Self {
            first_day,
            subjects,
            articles: empty.clone(),
            outside_shock: empty,
            total: vec![0.0; days],
            shock: vec![0.0; days],
        };
        for row in counts.rows.iter().filter(|row| keep(row.unit)) {
            let day = days_between(first_day, row.day) as usize;
            series.total[day] += f64::from(row.total);
            for cell in &row.cells {
                match position[cell.subject as usize] {
                    None => series.shock[day] += f64::from(cell.articles),
                    Some(subject) => {
                        series.articles[subject][day] += f64::from(cell.articles);
                        series.outside_shock[subject][day] += f64::from(cell.articles - cell.with_shock);
                    }
                }
            }
        }
        Some(series)
    }

    /// Articles that are not on the shock, per day.
    #[must_use]
    pub fn outside(&self) -> Vec<f64> {
        self.total.iter().zip(&self.shock).map(|(total, shock)| (total - shock).max(0.0)).collect()
    }

    /// Days held.
    #[must_use]
    pub fn days(&self) -> usize {
        self.total.len()
    }

    /// The position of a day, when it lies inside.
    #[must_use]
    pub fn position(&self, day: Date) -> Option<usize> {
        usize::try_from(days_between(self.first_day, day)).ok().filter(|&at| at < self.days())
    }

    /// The day at a position.
    #[must_use]
    pub fn day(&self, position: usize) -> Date {
        day_after(self.first_day, position)
    }
}

/// For each subject its row in a series; `None` for the shock.
fn positions(counts: &Counts) -> Vec<Option<usize>> {
    let mut next = 0;
    (0..counts.subjects.len())
        .map(|subject| {
            if counts.shock == u32::try_from(subject).ok() {
                return None;
            }
            next += 1;
            Some(next - 1)
        })
        .collect()
}

/// Days from `from` to `to`, negative when `to` is earlier.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    i64::from(from.until(to).expect("the days of two dates are always countable").get_days())
}

/// The day `days` after `from`, at most the last day of the calendar.
pub(crate) fn day_after(from: Date, days: usize) -> Date {
    from.saturating_add(Span::new().days(i64::try_from(days).unwrap_or(i64::MAX).min(3_000_000)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use overshadow_record::{CountRow, SubjectCount, Unit};

    #[test]
    fn pooling_adds_outlets_and_sets_the_shock_apart() {
        let cell = |subject, articles, with_shock| SubjectCount {
            subject,
            articles,
            independent: articles,
            with_shock,
            independent_with_shock: with_shock,
        };
        let row = |day, unit, cells| CountRow { day, unit, total: 10, independent_total: 10, cells };
        let counts = Counts {
            subjects: vec!["war".into(), "attack".into()],
            shock: Some(1),
            units: vec![Unit::default(), Unit { outlet: "b".into(), ..Unit::default() }],
            rows: vec![
                row(date(2024, 3, 1), 0, vec![cell(0, 4, 1), cell(1, 2, 0)]),
                row(date(2024, 3, 1), 1, vec![cell(0, 3, 0)]),
                row(date(2024, 3, 3), 0, vec![cell(0, 1, 0)]),
            ],
            copies_known: false,
        };
        let series = Series::pooled(&counts).unwrap();
        assert_eq!(series.subjects, ["war"]);
        assert_eq!(series.articles, [[7.0, 0.0, 1.0]]);
        assert_eq!(series.outside_shock, [[6.0, 0.0, 1.0]]);
        assert_eq!(series.outside(), [18.0, 0.0, 10.0]);
        assert_eq!(series.position(date(2024, 3, 3)), Some(2));
        assert_eq!(series.position(date(2024, 2, 29)), None);
    }
}
