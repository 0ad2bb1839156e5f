//! Counting an archive from its index: which rows each subject has, and the cell of each row. The counts, the evidence and
//! what is said of the input are those of reading all its articles.

use super::Ready;
use super::columns::{place, voices};
use crate::error::Error;
use crate::pile::{Pile, to_article};
use crate::question::{CompiledQuestion, Question};
use crate::tabulate::{EvidenceKeeper, Tabulated, days_near, matched};
use jiff::civil::Date;
use overshadow_archive::{Cell, Column, RowSet};
use overshadow_read::Item;
use overshadow_record::{CountRow, Counts, SubjectCount, Tally, Unit};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Articles read at once where they are needed as evidence.
const BATCH: usize = 2048;

/// Counts an archive, as [`crate::tabulate`] does.
pub(crate) fn tabulate_archived(
    ready: &Ready,
    pile: &Pile,
    question: &Question,
    compiled: &CompiledQuestion,
    window: Option<(Date, u32)>,
) -> Result<Tabulated, Error> {
    let columns = Columns::read(ready)?;
    let mut found = ready.matching_each(&question.expressions()?)?;
    let only = compiled.only.and_then(|_| found.pop());
    let seen = columns.of_days(compiled.days);
    let mut counted = columns.dated();
    counted.keep(&seen);
    let dated = counted.len();
    if let Some(only) = &only {
        counted.keep(only);
    }
    if counted.is_empty() {
        return Err(Error::NothingToCount);
    }
    found.iter_mut().for_each(|rows| rows.keep(&counted));
    let voices = match only {
        None => ready.archive.voices(ready.rows)?,
        Some(_) => columns.voices_among(ready, &counted)?,
    };
    let mut evidence = EvidenceKeeper::new(compiled.names.len(), window.map(|(on, _)| on));
    let mut groups = Vec::new();
    if let Some(window) = window {
        let mut near = RowSet::none(ready.rows);
        found.iter().for_each(|rows| near.add(rows));
        near.keep(&columns.of_days(Some(days_near(window))));
        groups = ready.archive.column(Column::CopyGroup, ready.rows)?.iter().map(|&group| group as usize).collect();
        keep_evidence(ready, pile, compiled, window, &near, &mut evidence)?;
    }
    let mut tally = Tally { read: seen.len(), kept: counted.len(), ..Tally::default() };
    for (reason, articles) in [("date-missing", seen.len() - dated), ("not-asked-for", dated - counted.len())] {
        if articles > 0 {
            tally.skipped.insert(reason.to_owned(), articles);
        }
    }
    Ok(Tabulated {
        counts: columns.counts(ready, compiled, &Found { counted: &counted, subjects: &found, voices: &voices })?,
        evidence: evidence.finish(&groups),
        tally,
        summary: ready.summary(&seen)?,
        counted: FxHashMap::default(),
    })
}

/// Reads the articles of some rows, in their order, and keeps what they have to show.
fn keep_evidence(
    ready: &Ready,
    pile: &Pile,
    compiled: &CompiledQuestion,
    window: (Date, u32),
    near: &RowSet,
    evidence: &mut EvidenceKeeper,
) -> Result<(), Error> {
    let rows: Vec<u64> = near.iter().collect();
    for rows in rows.chunks(BATCH) {
        let articles = ready.archive.articles_of(rows)?;
        let kept: Vec<_> = articles
            .into_par_iter()
            .filter_map(|(row, article)| {
                let read = to_article(Item::Article(Box::new(article)), pile).ok()?;
                Some((row, matched(read, compiled, Some(window), pile).ok()?))
            })
            .collect();
        for (row, matched) in kept {
            evidence.keep(matched, place(row));
        }
    }
    Ok(())
}

/// The columns that counting needs.
pub(super) struct Columns {
    rows: u64,
    pub(super) cells: Vec<Cell>,
    pub(super) cell_of: Vec<u32>,
}

impl Columns {
    pub(super) fn read(ready: &Ready) -> Result<Self, Error> {
        Ok(Self {
            rows: ready.rows,
            cells: ready.archive.cells()?,
            cell_of: ready.archive.column(Column::Cell, ready.rows)?,
        })
    }

    fn rows_where(&self, holds: impl Fn(&Cell) -> bool) -> RowSet {
        let holds: Vec<bool> = self.cells.iter().map(holds).collect();
        let wanted = |cell: u32| holds.get(cell as usize).copied().unwrap_or(false);
        let rows = (1..).zip(&self.cell_of).filter(|(_, cell)| wanted(**cell)).map(|(row, _)| row);
        RowSet::of_rows(self.rows, rows)
    }

    /// The articles that would be read for some days.
    pub(super) fn of_days(&self, days: Option<(Date, Date)>) -> RowSet {
        match days {
            None => self.rows_where(|_| true),
            Some((first, last)) => self.rows_where(|cell| cell.day.is_some_and(|day| first <= day && day <= last)),
        }
    }

    /// The articles with a date.
    fn dated(&self) -> RowSet {
        self.rows_where(|cell| cell.day.is_some())
    }

    fn voices_among(&self, ready: &Ready, among: &RowSet) -> Result<RowSet, Error> {
        let groups = ready.archive.column(Column::CopyGroup, ready.rows)?;
        let precedence = ready.archive.column(Column::Precedence, ready.rows)?;
        Ok(voices(among, &self.cell_of, &self.cells, &groups, &precedence))
    }

    /// The cube: for each cell how many of the counted articles it has, and how many of each subject.
    fn counts(&self, ready: &Ready, compiled: &CompiledQuestion, all: &Found<'_>) -> Result<Counts, Error> {
        let Found { counted, subjects, voices } = all;
        let mut rows: Vec<CountRow> = self.cells.iter().map(empty_row).collect();
        for row in counted.iter() {
            let cell = &mut rows[self.cell_of[place(row)] as usize];
            cell.total += 1;
            cell.independent_total += u32::from(voices.contains(row));
        }
        let shock = compiled.shock.map(|shock| &subjects[shock as usize]);
        for (subject, found) in (0..).zip(subjects.iter()) {
            let shock = shock.filter(|_| compiled.shock != Some(subject));
            for row in found.iter() {
                let cells = &mut rows[self.cell_of[place(row)] as usize].cells;
                // Subjects come in order, so that of this one is the last, where there is one.
                if cells.last().is_none_or(|cell| cell.subject != subject) {
                    cells.push(SubjectCount { subject, ..SubjectCount::default() });
                }
                let cell = cells.last_mut().expect("just made");
                let (voice, on_shock) = (voices.contains(row), shock.is_some_and(|shock| shock.contains(row)));
                cell.articles += 1;
                cell.independent += u32::from(voice);
                cell.with_shock += u32::from(on_shock);
                cell.independent_with_shock += u32::from(voice && on_shock);
            }
        }
        rows.retain(|row| row.total > 0);
        let units = used_units(ready.archive.units()?, &mut rows);
        let (subjects, shock) = (compiled.names.clone(), compiled.shock);
        Ok(Counts { subjects, shock, units, rows, copies_known: true })
    }
}

/// The articles that count.
struct Found<'a> {
    counted: &'a RowSet,
    /// Those on each subject.
    subjects: &'a [RowSet],
    /// Those that are no copies of others of their day.
    voices: &'a RowSet,
}

/// The row of a cell before anything is counted; one without a day stays empty.
fn empty_row(cell: &Cell) -> CountRow {
    CountRow { day: cell.day.unwrap_or_default(), unit: cell.unit, total: 0, independent_total: 0, cells: Vec::new() }
}

/// The units that some row has, in their order; rows name them by their new positions.
fn used_units(units: Vec<Unit>, rows: &mut [CountRow]) -> Vec<Unit> {
    let mut new: Vec<Option<u32>> = vec![None; units.len()];
    rows.iter().for_each(|row| new[row.unit as usize] = Some(0));
    (0..).zip(new.iter_mut().flatten()).for_each(|(at, position)| *position = at);
    rows.iter_mut().for_each(|row| row.unit = new[row.unit as usize].expect("marked above"));
    units.into_iter().zip(new).filter_map(|(unit, used)| used.map(|_| unit)).collect()
}
