//! The header of a count table, and its rows as outlet-days.
//!
//! Wide tables have one column per subject, long ones a column `subject` and a column of counts. Nothing is guessed
//! about a count: one that cannot be right refuses the whole file, because half a denominator is worse than none.

use crate::article::place;
use crate::count_cells::{complaint, count};
use crate::counts::{Cube, Day};
use crate::date::{self, DateFault};
use crate::error::{CountFault, ReadError, shortened};
use crate::options::CountsOptions;
use crate::row::{Row, Stop, Table};
use overshadow_record::{Precision, Skipped, Unit};

/// Where the parts of a count table stand.
#[derive(Debug, Default)]
struct CountLayout {
    date: usize,
    outlet: Option<usize>,
    country: Option<usize>,
    language: Option<usize>,
    total: Option<usize>,
    long: Option<Long>,
    /// Wide: the column and subject of each count.
    subjects: Vec<(usize, u32)>,
}

/// The two columns that only a long table has.
#[derive(Clone, Copy, Debug)]
struct Long {
    subject: usize,
    articles: usize,
}

/// Takes the rows of one count table into the cube.
pub(crate) struct CountRows<'a> {
    pub(crate) name: &'a str,
    pub(crate) options: &'a CountsOptions,
    pub(crate) cube: &'a mut Cube,
    pub(crate) skipped: &'a mut Vec<Skipped>,
    header: Vec<String>,
    layout: CountLayout,
}

impl<'a> CountRows<'a> {
    pub(crate) fn new(
        name: &'a str,
        options: &'a CountsOptions,
        cube: &'a mut Cube,
        skipped: &'a mut Vec<Skipped>,
    ) -> Self {
        Self { name, options, cube, skipped, header: Vec::new(), layout: CountLayout::default() }
    }

    fn find(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.header.iter().position(|column| column.eq_ignore_ascii_case(name)))
    }

    fn refuse_twins(&self) -> Result<(), ReadError> {
        let mut seen = rustc_hash::FxHashSet::default();
        match self.header.iter().find(|column| !column.is_empty() && !seen.insert(column.to_lowercase())) {
            Some(column) => Err(ReadError::ColumnTwice { name: self.name.to_owned(), column: column.clone() }),
            None => Ok(()),
        }
    }

    fn unknown(&self, wanted: &'static str) -> ReadError {
        ReadError::ColumnsUnknown {
            name: self.name.to_owned(),
            found: self.header.clone(),
            wanted,
            hint: "counts have the columns `date,outlet,country` and one per subject, or \
                   `date,outlet,country,subject,articles`",
        }
    }

    fn resolve(&mut self) -> Result<(), ReadError> {
        let date = self.find(&["date", "day"]).ok_or_else(|| self.unknown("no date column"))?;
        self.layout = CountLayout {
            date,
            outlet: self.find(&["outlet"]),
            country: self.find(&["country", "outlet_country"]),
            language: self.find(&["language", "lang"]),
            total: self.find(&["total"]),
            long: self
                .find(&["subject"])
                .zip(self.find(&["articles"]))
                .map(|(subject, articles)| Long { subject, articles }),
            subjects: Vec::new(),
        };
        match self.layout.long {
            Some(_) => self.note_unused(),
            None => self.name_subjects()?,
        }
        Ok(())
    }

    fn is_part(&self, column: usize) -> bool {
        let layout = &self.layout;
        column == layout.date
            || [layout.outlet, layout.country, layout.language, layout.total].contains(&Some(column))
            || layout.long.is_some_and(|long| column == long.subject || column == long.articles)
    }

    /// A long table may carry more, as our own attention table does; what is not used is said.
    fn note_unused(&mut self) {
        let unused: Vec<&str> = (0..self.header.len())
            .filter(|&column| !self.is_part(column))
            .map(|column| self.header[column].as_str())
            .collect();
        if !unused.is_empty() {
            self.cube.note(format!("`{}`: columns not used: {}", self.name, unused.join(", ")));
        }
    }

    fn name_subjects(&mut self) -> Result<(), ReadError> {
        for column in (0..self.header.len()).filter(|&column| !self.is_part(column)).collect::<Vec<_>>() {
            if !self.header[column].is_empty() {
                let subject = self.cube.subject(&self.header[column]);
                self.layout.subjects.push((column, subject));
            }
        }
        if self.layout.subjects.is_empty() { Err(self.unknown("no subject column")) } else { Ok(()) }
    }

    fn place(&self, row: Row<'_>) -> String {
        place(self.name, row.number)
    }

    fn day(&self, row: Row<'_>) -> Result<Day, ReadError> {
        let cell = row.word(self.layout.date).unwrap_or_default();
        let fault = match date::parse_until(&cell, self.options.date_order, self.options.today) {
            // A month has no day: its articles cannot be told apart by day.
            Ok(published) if published.precision == Precision::Month => DateFault::Unreadable,
            Ok(published) => return Ok(published.at.date()),
            Err(fault) => fault,
        };
        Err(ReadError::CountDate { place: self.place(row), value: shortened(&cell), fault })
    }

    fn unit(&self, row: Row<'_>) -> Unit {
        let word = |column: Option<usize>| {
            column.and_then(|column| row.word(column)).map(std::borrow::Cow::into_owned).unwrap_or_default()
        };
        let language = word(self.layout.language);
        Unit { outlet: word(self.layout.outlet), country: word(self.layout.country), language }
    }

    fn count(&self, row: Row<'_>, column: usize) -> Result<Option<u32>, ReadError> {
        let cell = row.text(column);
        count(&cell).map_err(|fault| ReadError::Count {
            place: self.place(row),
            fault,
            detail: complaint(fault, &shortened(&self.header[column]), &shortened(cell.trim())),
        })
    }
}

impl Table for CountRows<'_> {
    fn header(&mut self, names: &[String]) -> Result<(), Stop> {
        self.header = names.iter().map(|name| name.trim().to_owned()).collect();
        self.refuse_twins()?;
        self.resolve()?;
        Ok(())
    }

    fn row(&mut self, row: Row<'_>) -> Result<(), Stop> {
        let day = self.day(row)?;
        let unit = self.unit(row);
        let place = self.place(row);
        let total = self.layout.total.map(|column| self.count(row, column)).transpose()?.flatten();
        let Some(long) = self.layout.long else {
            let mut cells = Vec::new();
            for &(column, subject) in &self.layout.subjects {
                cells.push((subject, self.count(row, column)?.unwrap_or(0)));
            }
            return Ok(self.cube.wide_row(day, unit, place, total, cells)?);
        };
        let articles = self.count(row, long.articles)?.unwrap_or(0);
        match row.word(long.subject) {
            Some(subject) => Ok(self.cube.long_row(day, unit, place, total, &subject, articles)?),
            None => {
                self.skip(Skipped { source: place, reason: "row-empty".to_owned(), detail: "no subject".to_owned() })
            }
        }
    }

    fn skip(&mut self, skipped: Skipped) -> Result<(), Stop> {
        self.skipped.push(skipped);
        Ok(())
    }
}

/// The fault of a cell or row, for the cube.
pub(crate) fn refused(place: &str, fault: CountFault, detail: String) -> ReadError {
    ReadError::Count { place: place.to_owned(), fault, detail }
}
