//! What was read, before any inference: coverage in numbers, the agenda day by day, outlets and their gaps.

use crate::series::{Series, day_after, days_between};
use jiff::civil::Date;
use overshadow_record::{AgendaLine, Counts, Coverage, OutletDays, ShockName};
use std::collections::BTreeMap;

/// Coverage in numbers, in all and in the shock's window; `None` without any row.
#[must_use]
pub fn coverage(counts: &Counts, shock: &ShockName) -> Option<Coverage> {
    let (first_day, last_day) = counts.days()?;
    let end = day_after(shock.on, shock.window_days as usize);
    let start = day_after_back(shock.on, 28);
    let mut window_articles = 0;
    let mut window_outlets: Vec<&str> = Vec::new();
    let (mut on_shock, mut independent, mut before) = (0, 0, 0);
    for row in &counts.rows {
        let cell = row.cells.iter().find(|cell| Some(cell.subject) == counts.shock);
        let inside = shock.on <= row.day && row.day < end;
        if inside && row.total > 0 {
            window_articles += u64::from(row.total);
            window_outlets.push(&counts.units[row.unit as usize].outlet);
            on_shock += cell.map_or(0, |cell| u64::from(cell.articles));
            independent += cell.map_or(0, |cell| u64::from(cell.independent));
        }
        if start <= row.day && row.day < shock.on {
            before += cell.map_or(0, |cell| u64::from(cell.articles));
        }
    }
    window_outlets.sort_unstable();
    window_outlets.dedup();
    Some(Coverage {
        first_day,
        last_day,
        articles: counts.articles(),
        independent_articles: counts.independent_articles(),
        outlets: outlets(counts),
        window_outlets: window_outlets.len() as u64,
        languages: by_articles(counts, |unit| &counts.units[unit].language),
        countries: by_articles(counts, |unit| &counts.units[unit].country),
        window_articles,
        shock_articles: on_shock,
        shock_independent_articles: counts.copies_known.then_some(independent),
        shock_before_per_day: before as f64 / days_between(start.max(first_day), shock.on).max(1) as f64,
    })
}

fn day_after_back(day: Date, days: i64) -> Date {
    day.saturating_sub(jiff::Span::new().days(days))
}

fn outlets(counts: &Counts) -> u64 {
    let mut names: Vec<&str> = counts.units.iter().map(|unit| unit.outlet.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names.len() as u64
}

/// The known values of one part of the units, most articles first.
fn by_articles<'a>(counts: &'a Counts, part: impl Fn(usize) -> &'a String) -> Vec<String> {
    let mut articles: BTreeMap<&str, u64> = BTreeMap::new();
    for row in &counts.rows {
        *articles.entry(part(row.unit as usize)).or_default() += u64::from(row.total);
    }
    articles.remove("");
    let mut order: Vec<(&str, u64)> = articles.into_iter().collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    order.into_iter().map(|(name, _)| name.to_owned()).collect()
}

/// Figure 1: the shock first, then the `largest` subjects by articles over `days` days before and 28 after the shock.
#[must_use]
pub fn agenda_lines(series: &Series, shock: &ShockName, largest: usize, days: usize) -> Vec<AgendaLine> {
    let event = series.position(shock.on).unwrap_or(series.days());
    let (from, to) = (event.saturating_sub(days), (event + 28).min(series.days()));
    let line = |name: &str, is_shock: bool, articles: &[f64]| AgendaLine {
        name: name.to_owned(),
        is_shock,
        first_day: series.day(from),
        share: (from..to).map(|day| (series.total[day] > 0.0).then(|| articles[day] / series.total[day])).collect(),
        articles: articles[from..to].iter().map(|&articles| articles as u64).collect(),
    };
    let sum = |k: usize| series.articles[k][from..to].iter().sum::<f64>();
    let mut order: Vec<usize> = (0..series.subjects.len()).filter(|&k| sum(k) > 0.0).collect();
    order.sort_by(|&a, &b| sum(b).total_cmp(&sum(a)).then_with(|| series.subjects[a].cmp(&series.subjects[b])));
    let subjects = order.into_iter().take(largest).map(|k| line(&series.subjects[k], false, &series.articles[k]));
    std::iter::once(line(&shock.name, true, &series.shock)).chain(subjects).collect()
}

/// Outlet by day: totals with gaps, most articles first; outlets present on fewer than half of the days are marked.
#[must_use]
pub fn outlet_days(counts: &Counts) -> Vec<OutletDays> {
    let Some((first_day, last_day)) = counts.days() else { return Vec::new() };
    let days = days_between(first_day, last_day) as usize + 1;
    let mut grid: BTreeMap<(&str, &str), Vec<Option<u32>>> = BTreeMap::new();
    for row in counts.rows.iter().filter(|row| row.total > 0) {
        let unit = &counts.units[row.unit as usize];
        let totals = grid.entry((&unit.outlet, &unit.country)).or_insert_with(|| vec![None; days]);
        let total = &mut totals[days_between(first_day, row.day) as usize];
        *total = Some(total.unwrap_or(0).saturating_add(row.total));
    }
    let mut rows: Vec<OutletDays> = grid
        .into_iter()
        .map(|((outlet, country), totals)| OutletDays {
            outlet: outlet.to_owned(),
            country: country.to_owned(),
            first_day,
            missing: gaps(&totals),
            sporadic: 2 * totals.iter().flatten().count() < days,
            totals,
        })
        .collect();
    let articles = |row: &OutletDays| row.totals.iter().flatten().map(|&total| u64::from(total)).sum::<u64>();
    rows.sort_by_key(|row| std::cmp::Reverse(articles(row)));
    rows
}

/// Absent days between the first and the last day with articles.
fn gaps(totals: &[Option<u32>]) -> u32 {
    let present = |total: &Option<u32>| total.is_some();
    let (Some(first), Some(last)) = (totals.iter().position(present), totals.iter().rposition(present)) else {
        return 0;
    };
    u32::try_from(totals[first..=last].iter().filter(|total| total.is_none()).count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use overshadow_record::{CountRow, Unit};

    #[test]
    fn a_day_without_articles_is_a_gap_only_between_first_and_last() {
        let unit = |outlet: &str| Unit { outlet: outlet.into(), ..Unit::default() };
        let row = |day, unit, total| CountRow { day, unit, total, independent_total: total, cells: vec![] };
        let counts = Counts {
            units: vec![unit("late"), unit("steady")],
            rows: vec![
                row(date(2024, 3, 1), 1, 5),
                row(date(2024, 3, 2), 1, 5),
                row(date(2024, 3, 4), 1, 5),
                row(date(2024, 3, 5), 0, 2),
                row(date(2024, 3, 5), 1, 5),
            ],
            ..Counts::default()
        };
        let grid = outlet_days(&counts);
        assert_eq!((grid[0].outlet.as_str(), grid[0].missing, grid[0].sporadic), ("steady", 1, false));
        assert_eq!((grid[1].outlet.as_str(), grid[1].missing, grid[1].sporadic), ("late", 0, true));
        assert_eq!(grid[0].totals, [Some(5), Some(5), None, Some(5), Some(5)]);
    }
}
