//! An archive whose words are indexed and whose articles are settled: questions about it are answered from the index and
//! its columns, without reading the articles, and the answers are those of reading them.
//!
//! Where something is missing, older than the last article, or asked for by other tables, there is no such archive, and
//! the pile is read through as files are.

mod asking;
mod checking;
mod columns;
mod counting;
mod deriving;
mod now;
mod room;
mod searching;
mod shock;
mod speakers;
mod words;

use crate::error::Error;
use crate::pile::{Pile, PileSummary};
use jiff::civil::Date;
use overshadow_agenda::query::{Expression, parse};
use overshadow_archive::{Archive, Cell, Column, Index, NONE, RowSet, SubjectRows};
use overshadow_record::{InputFile, Outlets, StoryRow, Unit};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use speakers::SpeakersOf;

pub use checking::check;
pub use deriving::{Derived, Step, derive};
pub use room::Listed;
pub use shock::ShockQuestion;

/// What is written changes with this number.
const FORM: u32 = 1;

/// What tells that an archive was indexed and settled as this program does it: its version and its table of outlets.
fn form() -> String {
    let mut hasher = FxHasher::default();
    hasher.write(Outlets::BUILT_IN_TABLE.as_bytes());
    format!("{}/{FORM}/{:016x}", env!("CARGO_PKG_VERSION"), hasher.finish())
}

/// An archive that answers from its index. It may be shared among threads; what comes to the archive later is not seen.
#[derive(Debug)]
pub struct ReadyArchive {
    archive: Mutex<Archive>,
    index: Index,
    /// The last row.
    rows: u64,
    file: InputFile,
    columns: [OnceLock<Vec<u32>>; 5],
    cells: OnceLock<Vec<Cell>>,
    units: OnceLock<Vec<Unit>>,
    voices: OnceLock<RowSet>,
    countries: OnceLock<RowSet>,
    subjects: OnceLock<Vec<SubjectRows>>,
    /// The queries of the standing subjects, in their order.
    standing: OnceLock<Vec<Expression>>,
    /// Articles of each cell, and how many of them are independent.
    totals: OnceLock<Vec<[u32; 2]>>,
    speakers_of: OnceLock<SpeakersOf>,
    story_ids: OnceLock<Vec<u64>>,
    stories: OnceLock<Vec<StoryRow>>,
    /// Where each story stands among them.
    story_at: OnceLock<FxHashMap<String, usize>>,
}

impl ReadyArchive {
    /// The archive of a pile, when it is settled and the pile is asked about as it is settled.
    ///
    /// # Errors
    /// When there is no archive in the folder, or it cannot be read.
    pub fn of_pile(pile: &Pile) -> Result<Option<Self>, Error> {
        match &pile.archive {
            Some(folder) if pile.outlets.is_none() && pile.stories.is_none() && !pile.names_skipped => {
                Self::held(folder)
            }
            _ => Ok(None),
        }
    }

    /// The archive in a folder, for as long as is wished; `None` where it is not settled.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn open(folder: &Path) -> Result<Option<Self>, Error> {
        let Some(ready) = Self::held(folder)? else { return Ok(None) };
        for column in [Column::Cell, Column::Newness, Column::Precedence, Column::CopyGroup, Column::Story] {
            ready.column(column)?;
        }
        ready.cells()?;
        ready.units()?;
        ready.voices()?;
        ready.countries()?;
        ready.subjects()?;
        ready.speakers_of()?;
        ready.story_ids()?;
        ready.stories()?;
        // All that changes is in memory; articles are only ever added.
        ready.archive().let_go()?;
        Ok(Some(ready))
    }

    /// The same, held on to as it is now.
    fn held(folder: &Path) -> Result<Option<Self>, Error> {
        let archive = Archive::open(folder)?;
        let form = form();
        let Some(index) = Index::open(folder, &form) else { return Ok(None) };
        archive.hold()?;
        let Some(rows) = archive.settled(&form)? else { return Ok(None) };
        if index.rows() != rows || !index.is_of(&archive)? {
            return Ok(None);
        }
        let file = input_file(&archive, archive.digest()?)?;
        Ok(Some(Self {
            archive: Mutex::new(archive),
            index,
            rows,
            file,
            columns: Default::default(),
            cells: OnceLock::new(),
            units: OnceLock::new(),
            voices: OnceLock::new(),
            countries: OnceLock::new(),
            subjects: OnceLock::new(),
            standing: OnceLock::new(),
            totals: OnceLock::new(),
            speakers_of: OnceLock::new(),
            story_ids: OnceLock::new(),
            stories: OnceLock::new(),
            story_at: OnceLock::new(),
        }))
    }

    /// The name of its folder.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.file.name
    }

    /// True while nothing was added that is settled and not seen here.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_current(&self) -> Result<bool, Error> {
        // What was added and is not settled yet cannot be shown yet either.
        Ok(self.archive().settled(&form())?.is_none_or(|rows| rows == self.rows))
    }

    /// The digest of all its articles: another one when something was added.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.file.sha256
    }

    /// What the pile turned out to be, as far as it was seen.
    fn summary(&self, seen: &RowSet) -> Result<PileSummary, Error> {
        Ok(PileSummary {
            files: vec![self.file.clone()],
            items: seen.len(),
            replaced_characters: 0,
            countries_by_table: self.countries()?.common(seen),
        })
    }

    /// The file itself, one thread at a time: the articles that are shown, and no more. It is let go at the end of the
    /// statement, which must not ask for it twice.
    fn archive(&self) -> MutexGuard<'_, Archive> {
        self.archive.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn column(&self, column: Column) -> Result<&[u32], Error> {
        let read = || {
            let values = self.archive().column(column, self.rows)?;
            let most = match column {
                Column::Cell => self.cells()?.len(),
                Column::Story => self.story_ids()?.len(),
                Column::CopyGroup | Column::Newness | Column::Precedence => values.len(),
            };
            // A file may come from anybody: no value may point to what is not there.
            let fits = values.iter().all(|value| *value == NONE || (*value as usize) < most);
            if fits { Ok(values) } else { Err(self.archive().odd(&format!("{column:?}")).into()) }
        };
        Ok(once(&self.columns[column as usize], read)?)
    }

    fn cells(&self) -> Result<&[Cell], Error> {
        let read = || {
            let units = self.units()?.len();
            let cells = self.archive().cells()?;
            let fits = cells.iter().all(|cell| (cell.unit as usize) < units);
            if fits { Ok(cells) } else { Err(self.archive().odd("cells").into()) }
        };
        Ok(once(&self.cells, read)?)
    }

    fn units(&self) -> Result<&[Unit], Error> {
        Ok(once(&self.units, || Ok(self.archive().units()?))?)
    }

    fn voices(&self) -> Result<&RowSet, Error> {
        once(&self.voices, || Ok(self.archive().voices(self.rows)?))
    }

    fn countries(&self) -> Result<&RowSet, Error> {
        once(&self.countries, || Ok(self.archive().countries_by_table(self.rows)?))
    }

    fn subjects(&self) -> Result<&[SubjectRows], Error> {
        Ok(once(&self.subjects, || Ok(self.archive().subjects(self.rows)?))?)
    }

    fn standing(&self) -> Result<&[Expression], Error> {
        let read = || {
            let parsed = |subject: &SubjectRows| {
                parse(&subject.query).map_err(|source| Error::Query { subject: subject.name.clone(), source })
            };
            self.subjects()?.iter().map(parsed).collect()
        };
        Ok(once(&self.standing, read)?)
    }

    fn totals(&self) -> Result<&[[u32; 2]], Error> {
        let read = || {
            let voices = self.voices()?;
            let mut totals = vec![[0; 2]; self.cells()?.len()];
            for (row, &cell) in (1..).zip(self.column(Column::Cell)?).filter(|(_, cell)| **cell != NONE) {
                totals[cell as usize][0] += 1;
                totals[cell as usize][1] += u32::from(voices.contains(row));
            }
            Ok(totals)
        };
        Ok(once(&self.totals, read)?)
    }

    fn story_ids(&self) -> Result<&[u64], Error> {
        Ok(once(&self.story_ids, || Ok(self.archive().story_ids()?))?)
    }

    /// The stories with three articles and more, the largest first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn stories(&self) -> Result<&[StoryRow], Error> {
        Ok(once(&self.stories, || Ok(self.archive().stories()?))?)
    }

    /// The rows of cells for which something holds.
    fn rows_where(&self, holds: impl Fn(&Cell) -> bool) -> Result<RowSet, Error> {
        let holds: Vec<bool> = self.cells()?.iter().map(holds).collect();
        let wanted = |cell: u32| holds.get(cell as usize).copied().unwrap_or(false);
        let rows = (1..).zip(self.column(Column::Cell)?).filter(|(_, cell)| wanted(**cell)).map(|(row, _)| row);
        Ok(RowSet::of_rows(self.rows, rows))
    }

    /// The articles that would be read for some days.
    fn of_days(&self, days: Option<(Date, Date)>) -> Result<RowSet, Error> {
        match days {
            None => self.rows_where(|_| true),
            Some((first, last)) => self.rows_where(|cell| cell.day.is_some_and(|day| first <= day && day <= last)),
        }
    }
}

/// What a cell holds, read when it is first asked for.
fn once<T>(cell: &OnceLock<T>, read: impl FnOnce() -> Result<T, Error>) -> Result<&T, Error> {
    match cell.get() {
        Some(known) => Ok(known),
        None => {
            let read = read()?;
            Ok(cell.get_or_init(|| read))
        }
    }
}

/// The archive as the manifest of a run names it.
pub(crate) fn input_file(archive: &Archive, digest: String) -> Result<InputFile, Error> {
    let folder = archive.folder();
    let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned();
    Ok(InputFile { name, bytes: archive.bytes()?, sha256: digest })
}
