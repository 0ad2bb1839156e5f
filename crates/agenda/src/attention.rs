//! Attention: articles and share per subject in the cells a user asks for.
//!
//! Counts are summed over whatever the cell does not name; the share is derived last, and its denominator stands
//! beside it. An outlet that is silent on a day between its first and last article is missing there, not zero.

use crate::series::{day_after, days_between};
use jiff::civil::Date;
use overshadow_record::{Attention, Counts};
use std::collections::{BTreeMap, BTreeSet};

/// Length of a cell in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// One day.
    Day,
    /// Monday to Sunday.
    Week,
}

/// Who publishes, as far as the cells tell publishers apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Axis {
    /// By outlet.
    Outlet,
    /// By country of the outlet.
    Country,
    /// By language.
    Language,
}

/// The cells of an attention table; everything is one cell by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct By {
    /// `None` sums over all days.
    pub period: Option<Period>,
    /// Sums over the parts of a unit that are not named here.
    pub axes: Vec<Axis>,
}

/// The parts of a unit that were asked for: outlet, country, language.
pub(crate) type Parts = [Option<String>; 3];

/// A cell: its day, and the parts of its unit.
type Key = (Option<Date>, Parts);

/// What a cell holds.
#[derive(Default)]
pub(crate) struct Cell {
    /// All articles.
    pub(crate) total: u64,
    /// Unit-days without any article.
    missing: u64,
    /// Articles and independent articles per subject.
    pub(crate) subjects: Vec<(u64, u64)>,
}

/// Derives the attention table of `counts`, one row per cell and subject, in order of cell, then of subject.
#[must_use]
pub fn attention(counts: &Counts, by: &By) -> Vec<Attention> {
    cells(counts, by).iter().flat_map(|(key, cell)| rows(counts, key, cell)).collect()
}

/// Sums `counts` into the cells asked for; a cell in which every unit is missing is there and empty.
pub(crate) fn cells(counts: &Counts, by: &By) -> BTreeMap<Key, Cell> {
    let mut cells: BTreeMap<Key, Cell> = BTreeMap::new();
    let blank = || Cell { subjects: vec![(0, 0); counts.subjects.len()], ..Cell::default() };
    for row in &counts.rows {
        let cell = cells.entry(key(counts, by, row.day, row.unit)).or_insert_with(blank);
        cell.total += u64::from(row.total);
        for count in &row.cells {
            let (articles, independent) = &mut cell.subjects[count.subject as usize];
            *articles += u64::from(count.articles);
            *independent += u64::from(count.independent);
        }
    }
    for (day, unit) in missing_days(counts) {
        cells.entry(key(counts, by, day, unit)).or_insert_with(blank).missing += 1;
    }
    cells
}

fn key(counts: &Counts, by: &By, day: Date, unit: u32) -> Key {
    let unit = &counts.units[unit as usize];
    let part = |axis: Axis, value: &str| by.axes.contains(&axis).then(|| value.to_owned());
    let date = by.period.map(|period| match period {
        Period::Day => day,
        Period::Week => monday_of(day),
    });
    let parts =
        [part(Axis::Outlet, &unit.outlet), part(Axis::Country, &unit.country), part(Axis::Language, &unit.language)];
    (date, parts)
}

fn monday_of(day: Date) -> Date {
    day.saturating_sub(jiff::Span::new().days(i64::from(day.weekday().to_monday_zero_offset())))
}

/// Days on which a unit is silent between its first and last article, for units present on half of the days or more.
fn missing_days(counts: &Counts) -> Vec<(Date, u32)> {
    let Some((first, last)) = counts.days() else { return Vec::new() };
    let days = days_between(first, last) + 1;
    let mut present: BTreeMap<u32, BTreeSet<Date>> = BTreeMap::new();
    for row in counts.rows.iter().filter(|row| row.total > 0) {
        present.entry(row.unit).or_default().insert(row.day);
    }
    let mut missing = Vec::new();
    for (unit, present) in present.iter().filter(|(_, present)| 2 * present.len() as i64 >= days) {
        let (Some(&from), Some(&to)) = (present.first(), present.last()) else { continue };
        let inside = (0..=days_between(from, to) as usize).map(|offset| day_after(from, offset));
        missing.extend(inside.filter(|day| !present.contains(day)).map(|day| (day, *unit)));
    }
    missing
}

fn rows(counts: &Counts, (date, [outlet, country, language]): &Key, cell: &Cell) -> Vec<Attention> {
    let row = |(subject, &(articles, independent)): (&String, &(u64, u64))| Attention {
        date: *date,
        outlet: outlet.clone(),
        country: country.clone(),
        language: language.clone(),
        subject: subject.clone(),
        articles,
        independent_articles: counts.copies_known.then_some(independent),
        total: cell.total,
        share: (cell.total > 0).then(|| articles as f64 / cell.total as f64),
        missing: cell.missing,
    };
    counts.subjects.iter().zip(&cell.subjects).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use overshadow_record::{CountRow, SubjectCount, Unit};

    fn two_outlets() -> Counts {
        let unit = |outlet: &str| Unit { outlet: outlet.into(), country: "XA".into(), language: "en".into() };
        let cell =
            |articles| SubjectCount { subject: 0, articles, independent: articles.min(1), ..SubjectCount::default() };
        let row = |day, unit, articles, total| CountRow {
            day: date(2024, 3, day),
            unit,
            total,
            independent_total: total,
            cells: vec![cell(articles)],
        };
        Counts {
            subjects: vec!["war".into()],
            shock: None,
            units: vec![unit("Eastport Echo"), unit("Hill Herald")],
            rows: vec![row(1, 0, 2, 10), row(1, 1, 1, 5), row(2, 0, 3, 10), row(3, 0, 1, 10), row(3, 1, 4, 5)],
            copies_known: true,
        }
    }

    #[test]
    fn every_share_has_its_denominator() {
        let rows = attention(&two_outlets(), &By { period: Some(Period::Day), axes: vec![] });
        let shares: Vec<(u64, u64, Option<f64>)> =
            rows.iter().map(|row| (row.articles, row.total, row.share)).collect();
        assert_eq!(shares, [(3, 15, Some(0.2)), (3, 10, Some(0.3)), (5, 15, Some(1.0 / 3.0))]);
    }

    #[test]
    fn a_silent_outlet_is_missing_not_zero() {
        let rows = attention(&two_outlets(), &By { period: Some(Period::Day), axes: vec![Axis::Outlet] });
        let silent = rows.iter().find(|row| row.total == 0).unwrap();
        assert_eq!((silent.date, silent.outlet.as_deref()), (Some(date(2024, 3, 2)), Some("Hill Herald")));
        assert_eq!((silent.share, silent.missing), (None, 1));
    }

    #[test]
    fn weeks_begin_on_monday_and_sums_hold_at_every_level() {
        let counts = two_outlets();
        let whole = &attention(&counts, &By::default())[0];
        let weeks = attention(&counts, &By { period: Some(Period::Week), axes: vec![Axis::Outlet] });
        assert!(weeks.iter().all(|row| row.date == Some(date(2024, 2, 26))));
        assert_eq!(weeks.iter().map(|row| row.articles).sum::<u64>(), whole.articles);
        assert_eq!(weeks.iter().map(|row| row.missing).sum::<u64>(), whole.missing);
    }
}
