//! What is derived from all articles together: who copied whom, which story each belongs to, which subjects it is on, and how
//! articles lie in time.
//!
//! It is written in one transaction with the last row it knows of, and read only while that is the last row there is, so
//! that a reader never gets what belongs to other articles. Columns are one value a row, four bytes each.

use crate::error::ArchiveError;
use crate::index::remove_index;
use crate::row_set::RowSet;
use crate::store::Archive;
use crate::stories::write_story;
use jiff::civil::Date;
use overshadow_record::{StoryRow, Unit};
use rusqlite::{Connection, OptionalExtension, params};

/// Removes all that is settled.
const FORGET: &str =
    "DELETE FROM settled; DELETE FROM derived_column; DELETE FROM unit; DELETE FROM subject; DELETE FROM story";
/// Removes what was found in single articles.
const FORGET_QUOTATIONS: &str = "DELETE FROM annotated; DELETE FROM quotation";

/// No day, no story.
pub const NONE: u32 = u32::MAX;

/// Articles of one unit on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The day, UTC; `None` for articles without a date.
    pub day: Option<Date>,
    /// Position among the units.
    pub unit: u32,
}

/// One value a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Position of its cell.
    Cell,
    /// Its place among all, the newest last; those without a date first.
    Newness,
    /// Its place among the articles of its time: of a group of near copies, the one that comes first is the voice.
    Precedence,
    /// The row of the first article of its group of near copies.
    CopyGroup,
    /// Position of its story among the identities of stories, or [`NONE`].
    Story,
}

impl Column {
    fn name(self) -> &'static str {
        match self {
            Self::Cell => "cell",
            Self::Newness => "newness",
            Self::Precedence => "precedence",
            Self::CopyGroup => "copy_group",
            Self::Story => "story",
        }
    }
}

/// A standing subject and the articles on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectRows {
    /// Its name.
    pub name: String,
    /// Its query, as written.
    pub query: String,
    /// The articles on it.
    pub articles: RowSet,
}

/// What is derived from the articles up to a row.
#[derive(Clone, Debug)]
pub struct Settled {
    /// The last row.
    pub rows: u64,
    /// The program and the tables it was derived by.
    pub form: String,
    /// Who publishes, sorted.
    pub units: Vec<Unit>,
    /// Days of units, sorted by day and unit.
    pub cells: Vec<Cell>,
    /// Values by column.
    pub columns: Vec<(Column, Vec<u32>)>,
    /// Articles that are the first of their group of near copies on their day.
    pub voices: RowSet,
    /// Articles whose country the table of outlets told.
    pub countries_by_table: RowSet,
    /// The standing subjects.
    pub subjects: Vec<SubjectRows>,
    /// The identities of stories.
    pub stories: Vec<u64>,
    /// Those that are described, the largest first.
    pub described: Vec<StoryRow>,
}

impl Archive {
    /// Writes what was derived in the place of what was.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub fn settle(&mut self, settled: &Settled) -> Result<(), ArchiveError> {
        let written = (|| {
            let transaction = self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            transaction.execute_batch(FORGET)?;
            write(&transaction, settled)?;
            transaction.commit()
        })();
        written.map_err(|source| self.error(source))
    }

    /// Removes the index and all that was settled; the articles stay.
    ///
    /// # Errors
    /// When the disk does not take it, or another run writes.
    pub fn forget_derived(&mut self) -> Result<(), ArchiveError> {
        self.forget_index()?;
        let forget = format!("BEGIN IMMEDIATE; {FORGET}; {FORGET_QUOTATIONS}; COMMIT");
        self.connection.execute_batch(&forget).map_err(|source| self.error(source))
    }

    /// Removes the index: it is of other articles.
    ///
    /// # Errors
    /// When the folder may not be written.
    pub fn forget_index(&self) -> Result<(), ArchiveError> {
        remove_index(self.folder())
    }

    /// The last row that everything derived knows of; `None` when nothing is derived, by other tables, or articles came
    /// since.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn settled(&self, form: &str) -> Result<Option<u64>, ArchiveError> {
        if self.version < 2 {
            return Ok(None);
        }
        let known = self
            .connection
            .query_row("SELECT rows FROM settled WHERE form = ?1", [form], |row| row.get::<_, u64>(0))
            .optional()
            .map_err(|source| self.unreadable(source))?;
        let last = self.last_row()?;
        Ok(known.filter(|rows| *rows == last))
    }

    /// The values of a column; `rows` is what [`Archive::settled`] told.
    ///
    /// # Errors
    /// When it is not there, or not of so many rows.
    pub fn column(&self, column: Column, rows: u64) -> Result<Vec<u32>, ArchiveError> {
        let values = numbers(&self.derived(column.name())?);
        if values.len() as u64 == rows { Ok(values) } else { Err(self.odd(column.name())) }
    }

    /// The articles that are the first of their group of near copies on their day.
    ///
    /// # Errors
    /// When they are not there.
    pub fn voices(&self, rows: u64) -> Result<RowSet, ArchiveError> {
        RowSet::of_bytes(&self.derived("voices")?, rows).ok_or_else(|| self.odd("voices"))
    }

    /// The articles whose country the table of outlets told.
    ///
    /// # Errors
    /// When they are not there.
    pub fn countries_by_table(&self, rows: u64) -> Result<RowSet, ArchiveError> {
        RowSet::of_bytes(&self.derived("countries")?, rows).ok_or_else(|| self.odd("countries"))
    }

    /// Days of units.
    ///
    /// # Errors
    /// When they are not there.
    pub fn cells(&self) -> Result<Vec<Cell>, ArchiveError> {
        let values = numbers(&self.derived("cells")?);
        let cell = |pair: &[u32]| Cell { day: day_of(pair[0]), unit: pair[1] };
        Ok(values.chunks_exact(2).map(cell).collect())
    }

    /// Who publishes.
    ///
    /// # Errors
    /// When they are not there.
    pub fn units(&self) -> Result<Vec<Unit>, ArchiveError> {
        self.all("SELECT outlet, country, language FROM unit ORDER BY id", |row| {
            Ok(Unit { outlet: row.get(0)?, country: row.get(1)?, language: row.get(2)? })
        })
    }

    /// The identities of stories.
    ///
    /// # Errors
    /// When they are not there.
    pub fn story_ids(&self) -> Result<Vec<u64>, ArchiveError> {
        let bytes = self.derived("stories")?;
        Ok(bytes.chunks_exact(8).map(|id| u64::from_le_bytes(id.try_into().expect("eight bytes"))).collect())
    }

    /// The standing subjects.
    ///
    /// # Errors
    /// When they are not there.
    pub fn subjects(&self, rows: u64) -> Result<Vec<SubjectRows>, ArchiveError> {
        let found = self.all("SELECT name, query, articles FROM subject ORDER BY id", |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, Vec<u8>>(2)?))
        })?;
        let subject = |(name, query, bytes): (String, String, Vec<u8>)| {
            let articles = RowSet::of_bytes(&bytes, rows).ok_or_else(|| self.odd(&name))?;
            Ok(SubjectRows { name, query, articles })
        };
        found.into_iter().map(subject).collect()
    }

    pub(crate) fn all<T>(
        &self,
        select: &str,
        read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, ArchiveError> {
        let mut statement = self.connection.prepare_cached(select).map_err(|source| self.error(source))?;
        let rows = statement.query_map([], read).and_then(Iterator::collect);
        rows.map_err(|source| self.unreadable(source))
    }

    fn derived(&self, name: &str) -> Result<Vec<u8>, ArchiveError> {
        let found = self
            .connection
            .query_row("SELECT value FROM derived_column WHERE name = ?1", [name], |row| row.get(0))
            .optional()
            .map_err(|source| self.unreadable(source))?;
        found.ok_or_else(|| self.odd(name))
    }

    /// What is said of something derived that does not fit.
    #[must_use]
    pub fn odd(&self, name: &str) -> ArchiveError {
        ArchiveError::Derived { file: self.file.clone(), name: name.to_owned() }
    }
}

fn write(connection: &Connection, settled: &Settled) -> rusqlite::Result<()> {
    let Settled { rows, form, units, cells, columns, voices, countries_by_table, subjects, stories, described } =
        settled;
    let mut column = connection.prepare("INSERT INTO derived_column (name, value) VALUES (?1, ?2)")?;
    for (name, values) in columns {
        column.execute(params![name.name(), bytes(values.iter().copied())])?;
    }
    let of_cell = |cell: &Cell| [number_of(cell.day), cell.unit];
    column.execute(params!["cells", bytes(cells.iter().flat_map(of_cell))])?;
    column.execute(params!["voices", voices.to_bytes()])?;
    column.execute(params!["countries", countries_by_table.to_bytes()])?;
    column.execute(params!["stories", stories.iter().flat_map(|id| id.to_le_bytes()).collect::<Vec<u8>>()])?;
    let mut insert = connection.prepare("INSERT INTO unit (id, outlet, country, language) VALUES (?1, ?2, ?3, ?4)")?;
    for (id, unit) in units.iter().enumerate() {
        insert.execute(params![id, unit.outlet, unit.country, unit.language])?;
    }
    let mut insert = connection.prepare("INSERT INTO subject (name, query, articles) VALUES (?1, ?2, ?3)")?;
    for subject in subjects {
        insert.execute(params![subject.name, subject.query, subject.articles.to_bytes()])?;
    }
    described.iter().try_for_each(|story| write_story(connection, story))?;
    connection.execute("INSERT INTO settled (rows, form) VALUES (?1, ?2)", params![rows, form])?;
    Ok(())
}

fn bytes(values: impl Iterator<Item = u32>) -> Vec<u8> {
    values.flat_map(u32::to_le_bytes).collect()
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|value| u32::from_le_bytes(value.try_into().expect("four bytes"))).collect()
}

/// Days since the year 0, so that all of them have a number.
fn number_of(day: Option<Date>) -> u32 {
    let since = |day: Date| day.since((jiff::Unit::Day, FIRST_DAY)).ok().map(|span| span.get_days());
    day.and_then(since).and_then(|days| u32::try_from(days).ok()).unwrap_or(NONE)
}

fn day_of(number: u32) -> Option<Date> {
    let days = i64::from(number);
    (number != NONE).then(|| FIRST_DAY.checked_add(jiff::Span::new().try_days(days).ok()?).ok()).flatten()
}

const FIRST_DAY: Date = Date::constant(-9999, 1, 1);

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use tempfile::TempDir;

    fn settled(rows: u64) -> Settled {
        let all = |from: u32| (from..from + u32::try_from(rows).expect("few")).collect::<Vec<u32>>();
        Settled {
            rows,
            form: "1".into(),
            units: vec![Unit { outlet: "Echo".into(), country: "IE".into(), language: "en".into() }, Unit::default()],
            cells: vec![Cell { day: None, unit: 1 }, Cell { day: Some(date(2024, 3, 22)), unit: 0 }],
            columns: vec![(Column::Cell, all(0)), (Column::Story, all(7))],
            voices: RowSet::of_rows(rows, [1]),
            countries_by_table: RowSet::none(rows),
            subjects: vec![SubjectRows { name: "War".into(), query: "war*".into(), articles: RowSet::all(rows) }],
            stories: vec![u64::MAX, 3],
            described: Vec::new(),
        }
    }

    #[test]
    fn what_is_settled_is_read_as_it_was_written_and_only_while_it_holds() {
        let folder = TempDir::new().expect("a folder");
        let mut archive = Archive::open_or_make(folder.path()).expect("a folder of our own");
        let mut adding = archive.add("0.1.0", "").expect("nobody else writes");
        for number in 0..2 {
            let article = overshadow_record::Article::of_text(format!("a{number}"), "word".into(), "a.jsonl".into());
            adding.article(&article).expect("room");
        }
        adding.finish(&overshadow_record::Tally::default(), "").expect("room");
        assert_eq!(archive.settled("1").expect("readable"), None);
        let wanted = settled(2);
        archive.settle(&wanted).expect("room");
        archive.settle(&wanted).expect("in the place of what was");
        assert_eq!(archive.settled("2").expect("readable"), None, "by other tables");
        assert_eq!(archive.settled("1").expect("readable"), Some(2));
        assert_eq!(archive.units().expect("there"), wanted.units);
        assert_eq!(archive.cells().expect("there"), wanted.cells);
        assert_eq!(archive.column(Column::Story, 2).expect("there"), [7, 8]);
        assert!(archive.column(Column::Newness, 2).is_err());
        assert!(archive.column(Column::Story, 3).is_err());
        assert_eq!(archive.voices(2).expect("there"), wanted.voices);
        assert_eq!(archive.subjects(2).expect("there"), wanted.subjects);
        assert_eq!(archive.story_ids().expect("there"), wanted.stories);
        let mut adding = archive.add("0.1.0", "").expect("nobody else writes");
        adding.article(&overshadow_record::Article::of_text("a2".into(), "word".into(), "b".into())).expect("room");
        adding.finish(&overshadow_record::Tally::default(), "").expect("room");
        assert_eq!(archive.settled("1").expect("readable"), None, "an article came since");
    }
}
