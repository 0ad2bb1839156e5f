//! Count files to one count cube.
//!
//! What the files do not tell is not invented: copies are not known, no shock is named, and the independent counts
//! equal the raw ones. Wide and long tables of the same counts give the same cube.

use crate::columnar;
use crate::count_table::{CountRows, refused};
use crate::error::{CountFault, ReadError};
use crate::form::Form;
use crate::input::{Input, Place, Source, sources};
use crate::options::{CountsOptions, Position};
use crate::row::Stop;
use crate::table;
use crate::walk::{Leaf, Leaves, walk};
use overshadow_record::{CountRow, Counts, InputFile, Skipped, SubjectCount, Unit};
use rustc_hash::FxHashMap;
use std::cell::Cell;

/// A day of the cube.
pub(crate) type Day = jiff::civil::Date;

/// What count files held.
#[derive(Clone, Debug, PartialEq)]
pub struct CountsRead {
    /// The cube: rows sorted by day and unit.
    pub counts: Counts,
    /// The files it came from, in order.
    pub files: Vec<InputFile>,
    /// Rows and files left out, with their reasons.
    pub skipped: Vec<Skipped>,
    /// What a reader of the counts should know, in sentences.
    pub notes: Vec<String>,
    /// Characters that could not be decoded and were replaced.
    pub replaced_characters: u64,
}

/// Reads count files, wide or long, into one cube.
///
/// # Errors
/// An input that cannot be opened or is not a table of counts; and any count or date that cannot be right, which
/// refuses the whole file with its line and value.
pub fn counts(inputs: &[Input], options: &CountsOptions) -> Result<CountsRead, ReadError> {
    counts_of(&sources(inputs)?, options)
}

/// Reads bytes as if they were a count file called `name`: for callers that have no file, for tests and for fuzzing.
///
/// # Errors
/// As [`counts`].
pub fn counts_from_bytes(name: &str, bytes: &[u8], options: &CountsOptions) -> Result<CountsRead, ReadError> {
    counts_of(&[Source { name: name.to_owned(), place: Place::Bytes(bytes), explicit: true }], options)
}

fn counts_of(sources: &[Source<'_>], options: &CountsOptions) -> Result<CountsRead, ReadError> {
    let replaced = Cell::new(0);
    let mut reading = Reading { options, cube: Cube::default(), skipped: Vec::new(), replaced: &replaced };
    let files = walk(sources, options.limits, options.progress.as_ref(), Position::default(), &mut reading)?;
    let Reading { cube, skipped, .. } = reading;
    refuse_parts(&skipped, cube.rows_read)?;
    let (counts, notes) = cube.finish()?;
    Ok(CountsRead { counts, files, skipped, notes, replaced_characters: replaced.get() })
}

/// A row that cannot be used is left out, but a file that broke off is no count file: the day it broke off on would
/// have too few articles, and nobody could see it.
fn refuse_parts(skipped: &[Skipped], rows_read: u64) -> Result<(), ReadError> {
    let broke_off = skipped.iter().find(|skipped| skipped.reason.starts_with("stream-"));
    let nothing = skipped.first().filter(|_| rows_read == 0);
    match broke_off.or(nothing) {
        Some(part) => Err(ReadError::CountFile { name: part.source.clone(), detail: part.detail.clone() }),
        None => Ok(()),
    }
}

struct Reading<'a> {
    options: &'a CountsOptions,
    cube: Cube,
    skipped: Vec<Skipped>,
    replaced: &'a Cell<u64>,
}

impl Leaves for Reading<'_> {
    fn leaf(&mut self, leaf: Leaf<'_>) -> Result<bool, Stop> {
        let not_a_table = |found| ReadError::NotATable { name: leaf.name.to_owned(), found };
        let (limits, replaced) = (self.options.limits, self.replaced);
        let mut rows = CountRows::new(leaf.name, self.options, &mut self.cube, &mut self.skipped);
        match leaf.form {
            Form::Parquet => columnar::parquet(leaf, limits, replaced, &mut rows)?,
            Form::Html => return Err(not_a_table("an HTML page").into()),
            Form::Json => return Err(not_a_table("JSON").into()),
            Form::Feed | Form::JsonFeed => return Err(not_a_table("a feed").into()),
            Form::Warc | Form::WarcGzip => return Err(not_a_table("a web archive").into()),
            _ => table::delimited(leaf, limits, replaced, &mut rows)?,
        }
        Ok(true)
    }

    fn skip(&mut self, skipped: Skipped) -> Result<(), Stop> {
        self.skipped.push(skipped);
        Ok(())
    }

    fn kept(&self) -> u64 {
        self.cube.rows_read
    }
}

/// The cube while it is being filled.
#[derive(Default)]
pub(crate) struct Cube {
    subjects: Vec<String>,
    subject_by_name: FxHashMap<String, u32>,
    units: Vec<Unit>,
    unit_by_name: FxHashMap<Unit, u32>,
    rows: Vec<OpenRow>,
    row_by_day: FxHashMap<(Day, u32), usize>,
    notes: Vec<String>,
    rows_read: u64,
}

/// An outlet-day that may still grow, as those of long tables do.
struct OpenRow {
    day: Day,
    unit: u32,
    place: String,
    total: Option<u32>,
    /// Subject, articles and, in long tables, where it was read.
    cells: Vec<(u32, u32, Option<String>)>,
}

impl Cube {
    pub(crate) fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    /// The position of a subject, new or known.
    pub(crate) fn subject(&mut self, name: &str) -> u32 {
        if let Some(&known) = self.subject_by_name.get(name) {
            return known;
        }
        let position = narrow(self.subjects.len());
        self.subjects.push(name.to_owned());
        self.subject_by_name.insert(name.to_owned(), position);
        position
    }

    fn unit(&mut self, unit: Unit) -> u32 {
        if let Some(&known) = self.unit_by_name.get(&unit) {
            return known;
        }
        let position = narrow(self.units.len());
        self.units.push(unit.clone());
        self.unit_by_name.insert(unit, position);
        position
    }

    pub(crate) fn wide_row(
        &mut self,
        day: Day,
        unit: Unit,
        place: String,
        total: Option<u32>,
        cells: Vec<(u32, u32)>,
    ) -> Result<(), ReadError> {
        self.rows_read += 1;
        let unit = self.unit(unit);
        if let Some(&first) = self.row_by_day.get(&(day, unit)) {
            return Err(self.twice(&place, &self.rows[first].place, day, unit, ""));
        }
        self.row_by_day.insert((day, unit), self.rows.len());
        let cells = cells.into_iter().filter(|&(_, articles)| articles > 0);
        let cells = cells.map(|(subject, articles)| (subject, articles, None)).collect();
        self.rows.push(OpenRow { day, unit, place, total, cells });
        Ok(())
    }

    pub(crate) fn long_row(
        &mut self,
        day: Day,
        unit: Unit,
        place: String,
        total: Option<u32>,
        subject: &str,
        articles: u32,
    ) -> Result<(), ReadError> {
        self.rows_read += 1;
        let unit = self.unit(unit);
        let is_total = subject.eq_ignore_ascii_case("total");
        let total = if is_total { Some(articles) } else { total };
        let at = match self.row_by_day.get(&(day, unit)) {
            Some(&at) => at,
            None => {
                self.row_by_day.insert((day, unit), self.rows.len());
                self.rows.push(OpenRow { day, unit, place: place.clone(), total: None, cells: Vec::new() });
                self.rows.len() - 1
            }
        };
        if let (Some(before), Some(now)) = (self.rows[at].total, total)
            && (is_total || before != now)
        {
            return Err(self.twice(&place, &self.rows[at].place, day, unit, " on `total`"));
        }
        self.rows[at].total = self.rows[at].total.or(total);
        if is_total {
            return Ok(());
        }
        let position = self.subject(subject);
        if let Some((.., first)) = self.rows[at].cells.iter().find(|(known, ..)| *known == position) {
            let first = first.as_deref().unwrap_or(&self.rows[at].place);
            return Err(self.twice(&place, first, day, unit, &format!(" on `{subject}`")));
        }
        self.rows[at].cells.push((position, articles, Some(place)));
        Ok(())
    }

    fn twice(&self, place: &str, first: &str, day: Day, unit: u32, subject: &str) -> ReadError {
        let unit = &self.units[unit as usize];
        let parts: Vec<&str> = [&unit.outlet, &unit.country, &unit.language]
            .into_iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        let whose = if parts.is_empty() { String::new() } else { format!(" of {}", parts.join(", ")) };
        refused(place, CountFault::RowTwice, format!("a second row for {day}{whose}{subject}; the first is {first}"))
    }

    /// Sorts units and rows, fills in missing totals and checks every total.
    fn finish(mut self) -> Result<(Counts, Vec<String>), ReadError> {
        let mut order: Vec<usize> = (0..self.units.len()).collect();
        order.sort_by(|&left, &right| self.units[left].cmp(&self.units[right]));
        let mut rank = vec![0; order.len()];
        for (position, &unit) in order.iter().enumerate() {
            rank[unit] = narrow(position);
        }
        self.rows.sort_by_key(|row| (row.day, rank[row.unit as usize]));
        let given = self.rows.iter().filter(|row| row.total.is_some()).count();
        let missing = self.rows.len() - given;
        if given > 0 && missing > 0 {
            self.notes.push(format!(
                "{missing} of {} outlet-days have no total; their subjects were added up",
                self.rows.len()
            ));
        }
        let units = order.into_iter().map(|unit| self.units[unit].clone()).collect();
        let rows: Result<Vec<CountRow>, ReadError> =
            self.rows.iter().map(|row| closed(row, rank[row.unit as usize], &self.subjects)).collect();
        let counts = Counts { subjects: self.subjects, shock: None, units, rows: rows?, copies_known: false };
        Ok((counts, self.notes))
    }
}

/// A finished row; a subject larger than the total refuses it.
fn closed(row: &OpenRow, unit: u32, subjects: &[String]) -> Result<CountRow, ReadError> {
    let sum: u64 = row.cells.iter().map(|(_, articles, _)| u64::from(*articles)).sum();
    let too_large = |_| refused(&row.place, CountFault::TooLarge, format!("the subjects add up to {sum} articles"));
    let total = match row.total {
        Some(total) => total,
        None => u32::try_from(sum).map_err(too_large)?,
    };
    if let Some((subject, articles, place)) = row.cells.iter().find(|(_, articles, _)| *articles > total) {
        let detail = format!("{articles} articles on `{}`, but {total} in all", subjects[*subject as usize]);
        return Err(refused(place.as_deref().unwrap_or(&row.place), CountFault::ExceedsTotal, detail));
    }
    let counted = row.cells.iter().filter(|(_, articles, _)| *articles > 0);
    let mut cells: Vec<SubjectCount> = counted
        .map(|&(subject, articles, _)| SubjectCount {
            subject,
            articles,
            independent: articles,
            ..SubjectCount::default()
        })
        .collect();
    cells.sort_by_key(|cell| cell.subject);
    Ok(CountRow { day: row.day, unit, total, independent_total: total, cells })
}

/// Positions fit 32 bits: more subjects or outlets than that do not fit memory either.
fn narrow(position: usize) -> u32 {
    u32::try_from(position).expect("fewer than 2^32 subjects and outlets")
}
