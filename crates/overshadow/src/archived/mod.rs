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
mod searching;
mod words;

use crate::error::Error;
use crate::pile::{Pile, PileSummary};
use overshadow_archive::{Archive, Index, RowSet};
use overshadow_record::{InputFile, Outlets};
use rustc_hash::FxHasher;
use std::hash::Hasher;
use std::path::Path;

pub use checking::check;
pub use deriving::{Derived, derive};

pub(crate) use counting::tabulate_archived;
pub(crate) use searching::search_archived;

/// What is written changes with this number.
const FORM: u32 = 1;

/// What tells that an archive was indexed and settled as this program does it: its version and its table of outlets.
fn form() -> String {
    let mut hasher = FxHasher::default();
    hasher.write(Outlets::BUILT_IN_TABLE.as_bytes());
    format!("{}/{FORM}/{:016x}", env!("CARGO_PKG_VERSION"), hasher.finish())
}

/// An archive that answers from its index.
pub(crate) struct Ready {
    archive: Archive,
    index: Index,
    /// The last row.
    rows: u64,
    file: InputFile,
}

impl Ready {
    /// The archive of a pile, when it is settled and the pile is asked about as it is settled.
    pub(crate) fn open(pile: &Pile) -> Result<Option<Self>, Error> {
        match &pile.archive {
            Some(folder) if pile.outlets.is_none() && !pile.names_skipped => Self::of_folder(folder),
            _ => Ok(None),
        }
    }

    fn of_folder(folder: &Path) -> Result<Option<Self>, Error> {
        let archive = Archive::open(folder)?;
        let form = form();
        // The index is opened before the rows are asked for: it may hold more than they say, never less.
        let Some(index) = Index::open(folder, &form) else { return Ok(None) };
        archive.hold()?;
        let Some(rows) = archive.settled(&form)? else { return Ok(None) };
        if index.rows() < rows {
            return Ok(None);
        }
        let file = input_file(&archive, archive.digest()?)?;
        Ok(Some(Self { archive, index, rows, file }))
    }
}

impl Ready {
    /// What the pile turned out to be, as far as it was seen.
    fn summary(&self, seen: &RowSet) -> Result<PileSummary, Error> {
        Ok(PileSummary {
            files: vec![self.file.clone()],
            items: seen.len(),
            replaced_characters: 0,
            countries_by_table: self.archive.countries_by_table(self.rows)?.common(seen),
        })
    }
}

/// The archive as the manifest of a run names it.
pub(crate) fn input_file(archive: &Archive, digest: String) -> Result<InputFile, Error> {
    let folder = archive.folder();
    let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned();
    Ok(InputFile { name, bytes: archive.bytes()?, sha256: digest })
}
