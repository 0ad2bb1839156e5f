//! Counting an archive from its index: which rows each subject has, and the cell of each row. The counts, the evidence and
//! what is said of the input are those of reading all its articles.

use super::ReadyArchive;
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

impl ReadyArchive {
    /// Counts the archive, as [`crate::tabulate`] does.
    ///
    /// # Errors
    /// When the archive cannot be read, or nothing in it has a date.
    pub fn tabulate(&self, pile: &Pile, question: &Question, window: Option<(Date, u32)>) -> Result<Tabulated, Error> {
        let compiled = question.compile()?;
        let mut found = self.matching_each(&question.expressions()?)?;
        let only = compiled.only.and_then(|_| found.pop());
        let seen = self.of_days(compiled.days)?;
        let mut counted = self.rows_where(|cell| cell.day.is_some())?;
        counted.keep(&seen);
        let dated = counted.len();
        if let Some(only) = &only {
            counted.keep(only);
        }
        if counted.is_empty() {
            return Err(Error::NothingToCount);
        }
        let some_count = only.is_some() || compiled.days.is_some();
        found.iter_mut().for_each(|rows| rows.keep(&counted));
        let voices_of_some = only.map(|_| self.voices_among(&counted)).transpose()?;
        let voices = match &voices_of_some {
            Some(voices) => voices,
            None => self.voices()?,
        };
        let mut evidence = EvidenceKeeper::new(compiled.names.len(), window.map(|(on, _)| on));
        if let Some(window) = window {
            let mut near = RowSet::none(self.rows);
            found.iter().for_each(|rows| near.add(rows));
            near.keep(&self.of_days(Some(days_near(window)))?);
            self.keep_evidence(pile, &compiled, window, &near, &mut evidence)?;
        }
        let groups: Vec<usize> = match window {
            Some(_) => self.column(Column::CopyGroup)?.iter().map(|&group| group as usize).collect(),
            None => Vec::new(),
        };
        let mut tally = Tally { read: seen.len(), kept: counted.len(), ..Tally::default() };
        for (reason, articles) in [("date-missing", seen.len() - dated), ("not-asked-for", dated - counted.len())] {
            if articles > 0 {
                tally.skipped.insert(reason.to_owned(), articles);
            }
        }
        Ok(Tabulated {
            counts: self
                .counts(&compiled, &Found { counted: some_count.then_some(&counted), subjects: &found, voices })?,
            evidence: evidence.finish(&groups),
            tally,
            summary: self.summary(&seen)?,
            counted: FxHashMap::default(),
        })
    }

    /// Reads the articles of some rows, in their order, and keeps what they have to show.
    fn keep_evidence(
        &self,
        pile: &Pile,
        compiled: &CompiledQuestion,
        window: (Date, u32),
        near: &RowSet,
        evidence: &mut EvidenceKeeper,
    ) -> Result<(), Error> {
        let rows: Vec<u64> = near.iter().collect();
        for rows in rows.chunks(BATCH) {
            let articles = self.archive().articles_of(rows)?;
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

    fn voices_among(&self, among: &RowSet) -> Result<RowSet, Error> {
        let (groups, precedence) = (self.column(Column::CopyGroup)?, self.column(Column::Precedence)?);
        Ok(voices(among, self.column(Column::Cell)?, self.cells()?, groups, precedence))
    }

    /// The cube: for each cell how many of the counted articles it has, and how many of each subject.
    fn counts(&self, compiled: &CompiledQuestion, all: &Found<'_>) -> Result<Counts, Error> {
        let Found { counted, subjects, voices } = all;
        let cell_of = self.column(Column::Cell)?;
        let mut rows: Vec<CountRow> = self.cells()?.iter().map(empty_row).collect();
        match counted {
            None => {
                let dated = rows.iter_mut().zip(self.totals()?).zip(self.cells()?);
                for ((row, &[total, independent]), _) in dated.filter(|(_, cell)| cell.day.is_some()) {
                    (row.total, row.independent_total) = (total, independent);
                }
            }
            Some(counted) => {
                for row in counted.iter() {
                    let cell = &mut rows[cell_of[place(row)] as usize];
                    cell.total += 1;
                    cell.independent_total += u32::from(voices.contains(row));
                }
            }
        }
        let shock = compiled.shock.map(|shock| &subjects[shock as usize]);
        for (subject, found) in (0..).zip(subjects.iter()) {
            let shock = shock.filter(|_| compiled.shock != Some(subject));
            for row in found.iter() {
                let cells = &mut rows[cell_of[place(row)] as usize].cells;
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
        let units = used_units(self.units()?, &mut rows);
        let (subjects, shock) = (compiled.names.clone(), compiled.shock);
        Ok(Counts { subjects, shock, units, rows, copies_known: true })
    }
}

/// The articles that count.
struct Found<'a> {
    /// `None` where all with a date count.
    counted: Option<&'a RowSet>,
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
fn used_units(units: &[Unit], rows: &mut [CountRow]) -> Vec<Unit> {
    let mut new: Vec<Option<u32>> = vec![None; units.len()];
    rows.iter().for_each(|row| new[row.unit as usize] = Some(0));
    (0..).zip(new.iter_mut().flatten()).for_each(|(at, position)| *position = at);
    rows.iter_mut().for_each(|row| row.unit = new[row.unit as usize].expect("marked above"));
    units.iter().zip(new).filter_map(|(unit, used)| used.map(|_| unit.clone())).collect()
}
