//! What tables of any kind have in common: a header, then rows of text cells.

use crate::characters::lossy;
use crate::delimited::Field;
use crate::error::ReadError;
use overshadow_record::Skipped;
use std::borrow::Cow;
use std::cell::Cell;
use std::io;

/// Why reading one source ended before its end.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The caller has seen enough.
    Enough,
    /// The source cannot be used.
    Failed(ReadError),
    /// The bytes ended or broke; what came before was handed over.
    Stream(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Stream(error)
    }
}

impl From<ReadError> for Stop {
    fn from(error: ReadError) -> Self {
        Self::Failed(error)
    }
}

/// One row: text cells in the order of the header.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    /// Line in an editor, or row where there are no lines.
    pub(crate) number: u64,
    /// What the fields point into.
    pub(crate) bytes: &'a [u8],
    pub(crate) fields: &'a [Field],
    /// Counts characters that had to be replaced.
    pub(crate) replaced: &'a Cell<u64>,
}

impl<'a> Row<'a> {
    /// A cell as it stands.
    pub(crate) fn text(&self, column: usize) -> Cow<'a, str> {
        match self.fields[column].of(self.bytes) {
            Cow::Borrowed(bytes) => lossy(bytes, self.replaced),
            Cow::Owned(bytes) => Cow::Owned(lossy(&bytes, self.replaced).into_owned()),
        }
    }

    /// A cell without blanks around it; `None` when nothing is left.
    pub(crate) fn word(&self, column: usize) -> Option<Cow<'a, str>> {
        trimmed(self.text(column))
    }
}

/// Text without blanks around it; `None` when nothing is left.
pub(crate) fn trimmed(text: Cow<'_, str>) -> Option<Cow<'_, str>> {
    let bare = text.trim();
    match (bare.is_empty(), bare.len() == text.len()) {
        (true, _) => None,
        (false, true) => Some(text),
        (false, false) => Some(match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        }),
    }
}

/// What takes the rows of a table.
pub(crate) trait Table {
    /// The column names; called once, first.
    fn header(&mut self, names: &[String]) -> Result<(), Stop>;
    /// A row of as many cells as there are names.
    fn row(&mut self, row: Row<'_>) -> Result<(), Stop>;
    /// A row that could not be split into cells.
    fn skip(&mut self, skipped: Skipped) -> Result<(), Stop>;
}
