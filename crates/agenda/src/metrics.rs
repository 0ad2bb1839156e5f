//! Agenda metrics: how concentrated the agenda of a cell was, how far it moved, and how fast its largest subject faded.
//!
//! An article may be on several subjects, so subjects do not share out articles but *mentions*: `p`, a subject's articles
//! over the sum of the articles of all subjects, is the distribution that entropy, concentration and turnover speak
//! of. News pressure alone is measured against all articles, on a subject or not. All of it depends on the subjects
//! asked for: compare cells of one table, never tables of different subjects. A shock in the counts is a subject
//! like the others. A metric without a denominator is missing, never zero.

use crate::attention::{By, Cell, Parts, Period, cells};
use crate::series::days_between;
use jiff::civil::Date;
use overshadow_record::{AgendaMetrics, Counts};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Subjects that make news pressure: Eisensee and Strömberg take the top three stories of a broadcast.
const LARGEST: usize = 3;
/// Days before a cell whose coverage says what a subject's share is without a burst.
const BASE_DAYS: i64 = 28;

/// The cells of one unit in order of time.
type Course = Vec<(Option<Date>, Cell)>;

/// Derives the metrics of `counts`, one row per cell, in the order of [`attention`](crate::attention()).
///
/// * `news_pressure`: articles of the three largest subjects over all articles (Eisensee and Strömberg 2007, "News
///   Droughts, News Floods, and U.S. Disaster Relief"). Counts do not tell which articles lie on two of them, so
///   it is an upper bound, cut at 1.
/// * `entropy`: `-sum p ln p / ln K`, K the number of subjects asked for (Shannon 1948); missing when K is 1.
/// * `hhi`: `sum p²` (Hirschman 1945, Herfindahl 1950). `gini`: over all K subjects, zeros included (Gini 1912).
/// * `turnover`: half the sum of `|p - q|` over subjects, `q` that of the day or week just before; missing for the first,
///   and when that one has no mention.
/// * `half_life_days`: the largest subject's *excess* is its share of all articles less its share over the 28 days before;
///   the half-life is the days from this day or week to the first one with articles whose excess, over the same base, is
///   at most half. Days are counted from day to day or from Monday to Monday, so by week in sevens. Missing without
///   28 days of the unit before, without an excess, and when it has not halved before the data end; only in
///   the last case `half_life_of` names the subject. Of subjects as large, the first by name is taken.
#[must_use]
pub fn agenda_metrics(counts: &Counts, by: &By) -> Vec<AgendaMetrics> {
    let mut courses: BTreeMap<Parts, Course> = BTreeMap::new();
    for ((date, parts), cell) in cells(counts, by) {
        courses.entry(parts).or_default().push((date, cell));
    }
    let row = |parts: &Parts, course: &Course, at: usize| {
        let turnover = by.period.and_then(|period| turnover(course, at, period));
        AgendaMetrics { turnover, ..metrics(counts, parts, course, at) }
    };
    let rows_of = |(parts, course): (&Parts, &Course)| -> Vec<AgendaMetrics> {
        (0..course.len()).map(|at| row(parts, course, at)).collect()
    };
    let mut rows: Vec<AgendaMetrics> = courses.iter().flat_map(rows_of).collect();
    // The sort is stable: within a day, units keep their order.
    rows.sort_by_key(|row| row.date);
    rows
}

/// All metrics of a cell but its turnover.
fn metrics(counts: &Counts, [outlet, country, language]: &Parts, course: &Course, at: usize) -> AgendaMetrics {
    let (date, cell) = &course[at];
    let mentions = Mentions::of(cell);
    let excess = excess(course, at, &counts.subjects);
    AgendaMetrics {
        date: *date,
        outlet: outlet.clone(),
        country: country.clone(),
        language: language.clone(),
        articles: cell.total,
        subjects: mentions.ascending.iter().filter(|&&articles| articles > 0).count() as u64,
        news_pressure: mentions.pressure(cell.total),
        entropy: mentions.entropy(),
        hhi: mentions.hhi(),
        gini: mentions.gini(),
        turnover: None,
        half_life_days: excess.as_ref().and_then(|excess| half_life(course, at, excess)),
        half_life_of: excess.map(|excess| counts.subjects[excess.subject].clone()),
    }
}

/// Articles per subject, ascending, so that no sum depends on the order of the subjects.
struct Mentions {
    ascending: Vec<u64>,
    sum: u64,
}

impl Mentions {
    fn of(cell: &Cell) -> Self {
        let mut ascending: Vec<u64> = cell.subjects.iter().map(|&(articles, _)| articles).collect();
        ascending.sort_unstable();
        Self { sum: ascending.iter().sum(), ascending }
    }

    fn pressure(&self, articles: u64) -> Option<f64> {
        let largest: u64 = self.ascending.iter().rev().take(LARGEST).sum();
        ratio(u128::from(largest), u128::from(articles))
    }

    fn entropy(&self) -> Option<f64> {
        let most = (self.ascending.len() as f64).ln();
        let term = |&articles: &u64| {
            let share = articles as f64 / self.sum as f64;
            share * share.recip().ln()
        };
        let entropy: f64 = self.ascending.iter().filter(|&&articles| articles > 0).map(term).sum();
        (self.sum > 0 && most > 0.0).then(|| (entropy / most).clamp(0.0, 1.0))
    }

    fn hhi(&self) -> Option<f64> {
        let squares: u128 = self.ascending.iter().map(|&articles| u128::from(articles).pow(2)).sum();
        ratio(squares, u128::from(self.sum).pow(2))
    }

    /// The mean difference of two subjects drawn with replacement, over twice the mean.
    fn gini(&self) -> Option<f64> {
        let differences: u128 = (1..)
            .zip(self.ascending.windows(2))
            .map(|(below, pair)| u128::from(pair[1] - pair[0]) * below * (self.ascending.len() as u128 - below))
            .sum();
        ratio(differences, self.ascending.len() as u128 * u128::from(self.sum))
    }
}

/// The part as a share of the whole, at most 1; `None` without a whole.
fn ratio(part: u128, whole: u128) -> Option<f64> {
    (whole > 0).then(|| (part as f64 / whole as f64).min(1.0))
}

/// Half the distance between the mentions of a cell and those of the period just before, in whole numbers.
fn turnover(course: &Course, at: usize, period: Period) -> Option<f64> {
    let length = match period {
        Period::Day => 1,
        Period::Week => 7,
    };
    let (date, now) = &course[at];
    let (date_before, before) = &course[at.checked_sub(1)?];
    if days_between((*date_before)?, (*date)?) != length {
        return None;
    }
    let sum = |cell: &Cell| cell.subjects.iter().map(|&(articles, _)| u128::from(articles)).sum::<u128>();
    let (sum_now, sum_before) = (sum(now), sum(before));
    let moved = |(now, before): (&(u64, u64), &(u64, u64))| {
        (u128::from(now.0) * sum_before).abs_diff(u128::from(before.0) * sum_now)
    };
    ratio(now.subjects.iter().zip(&before.subjects).map(moved).sum(), 2 * sum_now * sum_before)
}

/// A subject's share above its base.
struct Excess {
    subject: usize,
    base: f64,
    excess: f64,
}

/// The excess of a cell's largest subject; `None` when there is none, or nothing to compare it with.
fn excess(course: &Course, at: usize, names: &[String]) -> Option<Excess> {
    let (date, cell) = &course[at];
    let subject = (0..names.len()).max_by_key(|&subject| (cell.subjects[subject].0, Reverse(&names[subject])))?;
    let base = base(course, at, (*date)?, subject)?;
    let excess = share(cell, subject)? - base;
    (excess > 0.0).then_some(Excess { subject, base, excess })
}

/// A subject's share of all articles over the 28 days before a cell; `None` when the unit begins later, or was silent.
fn base(course: &Course, at: usize, date: Date, subject: usize) -> Option<f64> {
    let days_back = |from: Option<Date>| from.map_or(0, |from| days_between(from, date));
    if days_back(course[0].0) < BASE_DAYS {
        return None;
    }
    let before = course[..at].iter().rev().take_while(|(day, _)| days_back(*day) <= BASE_DAYS);
    let (articles, total) = before.fold((0, 0), |(articles, total), (_, cell)| {
        (articles + u128::from(cell.subjects[subject].0), total + u128::from(cell.total))
    });
    ratio(articles, total)
}

/// Days until the excess has halved; `None` when it has not before the data end.
fn half_life(course: &Course, at: usize, Excess { subject, base, excess }: &Excess) -> Option<u64> {
    let has_halved = |cell: &Cell| share(cell, *subject).is_some_and(|share| share - base <= excess / 2.0);
    let (halved, _) = course[at + 1..].iter().find(|(_, cell)| has_halved(cell))?;
    u64::try_from(days_between(course[at].0?, (*halved)?)).ok()
}

/// A subject's share of all articles of a cell.
fn share(cell: &Cell, subject: usize) -> Option<f64> {
    ratio(u128::from(cell.subjects[subject].0), u128::from(cell.total))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attention::Axis;
    use crate::series::day_after;
    use jiff::civil::date;
    use overshadow_record::{CountRow, SubjectCount, Unit};
    use proptest::prelude::*;

    const DAILY: By = By { period: Some(Period::Day), axes: vec![] };

    /// Days from 1 January 2024 (a Monday) of one outlet: all articles, then those of each subject; gaps are `None`.
    fn days(subjects: &[&str], days: &[Option<(u32, Vec<u32>)>]) -> Counts {
        let cells = |articles: &[u32]| {
            let cell = |(subject, &articles)| SubjectCount {
                subject,
                articles,
                independent: articles,
                ..SubjectCount::default()
            };
            (0..).zip(articles).filter(|&(_, &articles)| articles > 0).map(cell).collect()
        };
        let row = |(offset, day): (usize, &Option<(u32, Vec<u32>)>)| {
            let (total, articles) = day.as_ref()?;
            let (day, cells) = (day_after(date(2024, 1, 1), offset), cells(articles));
            Some(CountRow { day, unit: 0, total: *total, independent_total: *total, cells })
        };
        Counts {
            subjects: subjects.iter().map(|&subject| subject.to_owned()).collect(),
            shock: None,
            units: vec![Unit { outlet: "Eastport Echo".into(), ..Unit::default() }],
            rows: days.iter().enumerate().filter_map(row).collect(),
            copies_known: true,
        }
    }

    fn day(total: u32, articles: &[u32]) -> Option<(u32, Vec<u32>)> {
        Some((total, articles.to_vec()))
    }

    fn near(found: Option<f64>, expected: f64) -> bool {
        found.is_some_and(|found| (found - expected).abs() < 1e-12)
    }

    #[test]
    fn the_metrics_of_one_day_are_those_computed_by_hand() {
        let counts = days(&["war", "vote", "storm", "cup"], &[day(20, &[4, 2, 1, 1])]);
        let row = &agenda_metrics(&counts, &DAILY)[0];
        assert_eq!((row.date, row.articles, row.subjects), (Some(date(2024, 1, 1)), 20, 4));
        assert!(near(row.news_pressure, 7.0 / 20.0));
        // Shares 1/2, 1/4, 1/8, 1/8: 1.75 bits of 2.
        assert!(near(row.entropy, 1.75 / 2.0));
        assert!(near(row.hhi, (16.0 + 4.0 + 1.0 + 1.0) / 64.0));
        // Ascending 1, 1, 2, 4: (2 (1·1 + 2·1 + 3·2 + 4·4) - 5·8) / (4·8).
        assert!(near(row.gini, 10.0 / 32.0));
        assert_eq!((row.turnover, row.half_life_days, &row.half_life_of), (None, None, &None));
    }

    #[test]
    fn one_subject_with_everything_is_the_far_end_of_every_metric() {
        let row = &agenda_metrics(&days(&["war", "vote"], &[day(10, &[10, 0])]), &DAILY)[0];
        assert_eq!((row.news_pressure, row.entropy, row.hhi, row.gini), (Some(1.0), Some(0.0), Some(1.0), Some(0.5)));
        assert!(row.entropy.is_some_and(f64::is_sign_positive));
    }

    #[test]
    fn subjects_of_one_size_are_the_near_end() {
        let row = &agenda_metrics(&days(&["war", "vote"], &[day(10, &[3, 3])]), &DAILY)[0];
        assert_eq!((row.entropy, row.hhi, row.gini), (Some(1.0), Some(0.5), Some(0.0)));
    }

    #[test]
    fn overlapping_subjects_press_no_more_than_all_articles() {
        let row = &agenda_metrics(&days(&["war", "vote"], &[day(10, &[8, 8])]), &DAILY)[0];
        assert_eq!(row.news_pressure, Some(1.0));
    }

    #[test]
    fn what_has_no_denominator_is_null() {
        let counts = days(&["war", "vote"], &[day(5, &[0, 0]), None, day(5, &[1, 1])]);
        let rows = agenda_metrics(&counts, &DAILY);
        assert_eq!((rows[0].news_pressure, rows[0].subjects), (Some(0.0), 0));
        assert_eq!((rows[0].entropy, rows[0].hhi, rows[0].gini, rows[0].turnover), (None, None, None, None));
        assert_eq!((rows[1].articles, rows[1].news_pressure, rows[1].turnover), (0, None, None));
        assert_eq!(rows[2].turnover, None);
        let alone = agenda_metrics(&days(&["war"], &[day(5, &[1])]), &DAILY);
        assert_eq!((alone[0].entropy, alone[0].hhi, alone[0].gini), (None, Some(1.0), Some(0.0)));
    }

    #[test]
    fn turnover_is_what_moved_since_the_day_or_week_just_before() {
        let mut table = vec![day(20, &[4, 4, 0]), day(20, &[4, 0, 4]), None, day(20, &[1, 0, 0])];
        let found: Vec<Option<f64>> =
            agenda_metrics(&days(&["a", "b", "c"], &table), &DAILY).iter().map(|row| row.turnover).collect();
        // Two days: (0 + 1/2 + 1/2) / 2. The third day is missing, so neither it nor the fourth has one.
        assert_eq!(found, [None, Some(0.5), None, None]);
        table.resize(7, None);
        table.push(day(20, &[0, 1, 1]));
        let weekly = By { period: Some(Period::Week), axes: vec![] };
        let rows = agenda_metrics(&days(&["a", "b", "c"], &table), &weekly);
        // 9/17, 4/17, 4/17 against 0, 1/2, 1/2.
        assert!(rows[0].turnover.is_none() && near(rows[1].turnover, 9.0 / 17.0));
    }

    #[test]
    fn the_half_life_is_the_days_until_half_of_the_excess_is_left() {
        let mut table = vec![day(100, &[10, 0]); 28];
        table.extend([90, 70, 51, 49, 10].map(|articles| day(100, &[articles, 0])));
        let rows = agenda_metrics(&days(&["quake", "cup"], &table), &DAILY);
        let found: Vec<(Option<&str>, Option<u64>)> =
            rows.iter().map(|row| (row.half_life_of.as_deref(), row.half_life_days)).collect();
        assert!(found[..28].iter().all(|found| *found == (None, None)));
        // Base 10 %, excess 80 %: halved at 50 %, which the fourth day is the first to be under.
        assert_eq!(found[28], (Some("quake"), Some(3)));
        assert_eq!(found[32], (None, None), "a subject at its base has no excess");
    }

    #[test]
    fn a_burst_that_outlasts_the_data_is_named_without_a_half_life() {
        let mut table = vec![day(100, &[10, 0]); 28];
        table.extend(vec![day(100, &[90, 0]); 3]);
        let last = agenda_metrics(&days(&["quake", "cup"], &table), &DAILY).pop().unwrap();
        assert_eq!((last.half_life_of.as_deref(), last.half_life_days), (Some("quake"), None));
    }

    #[test]
    fn half_lives_by_week_are_counted_in_sevens() {
        let mut table = vec![day(100, &[10]); 28];
        table.extend(vec![day(100, &[90]); 14]);
        table.extend(vec![day(100, &[20]); 7]);
        let rows = agenda_metrics(&days(&["quake"], &table), &By { period: Some(Period::Week), axes: vec![] });
        assert_eq!((rows[4].half_life_days, rows[5].half_life_days), (Some(14), Some(7)));
    }

    #[test]
    fn rows_stand_in_the_order_of_the_attention_table() {
        let mut counts = days(&["war"], &[day(5, &[1]), day(5, &[2])]);
        counts.units.push(Unit { outlet: "Hill Herald".into(), ..Unit::default() });
        counts.rows.insert(1, CountRow { unit: 1, ..counts.rows[0].clone() });
        let by = By { period: Some(Period::Day), axes: vec![Axis::Outlet] };
        let attention = crate::attention(&counts, &by).into_iter().map(|row| (row.date, row.outlet));
        let metrics = agenda_metrics(&counts, &by).into_iter().map(|row| (row.date, row.outlet));
        assert!(attention.eq(metrics));
    }

    /// Up to 40 days of four subjects, some days missing; an article may be on several of them.
    fn tables() -> impl Strategy<Value = Vec<Option<(u32, Vec<u32>)>>> {
        let day = (proptest::collection::vec(0..30_u32, 4), 0..40_u32)
            .prop_map(|(articles, others)| (articles.iter().max().unwrap_or(&0) + others, articles));
        proptest::collection::vec(proptest::option::weighted(0.9, day), 1..40)
    }

    proptest! {
        #[test]
        fn every_metric_is_a_share_of_one(table in tables()) {
            for row in agenda_metrics(&days(&["a", "b", "c", "d"], &table), &DAILY) {
                let metrics = [row.news_pressure, row.entropy, row.hhi, row.gini, row.turnover];
                prop_assert!(metrics.iter().flatten().all(|metric| (0.0..=1.0).contains(metric)), "{row:?}");
            }
        }

        #[test]
        fn no_metric_depends_on_the_order_of_the_subjects(table in tables(), turn in 0..4_usize) {
            let mut names = ["a", "b", "c", "d"];
            let straight = agenda_metrics(&days(&names, &table), &DAILY);
            let mut turned = table;
            names.reverse();
            names.rotate_left(turn);
            for (_, articles) in turned.iter_mut().flatten() {
                articles.reverse();
                articles.rotate_left(turn);
            }
            prop_assert_eq!(straight, agenda_metrics(&days(&names, &turned), &DAILY));
        }
    }
}
