//! What can stop a run: each error says what, where and the way out.
//!
//! Only an input that the user named, or options that cannot be followed, end in an error; what lies inside a folder
//! or an archive is left out with the same code as its reason instead.

use crate::date::DateFault;
use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why the input could not be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadError {
    /// An input cannot be opened or listed.
    Open {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Reading failed half way: a disk or a pipe, not the content.
    Read {
        /// The input.
        name: String,
        /// What the system says.
        source: io::Error,
    },
    /// A glob pattern is malformed.
    Pattern {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        source: glob::PatternError,
    },
    /// A folder or pattern holds no file.
    NothingToRead {
        /// The folder or pattern.
        input: String,
    },
    /// A table lacks the columns that would make it one of ours.
    ColumnsUnknown {
        /// The table.
        name: String,
        /// The columns it has.
        found: Vec<String>,
        /// What is missing.
        wanted: &'static str,
        /// The way out.
        hint: &'static str,
    },
    /// What was fetched as a feed is something else.
    NotAFeed {
        /// Its address.
        name: String,
        /// What it is.
        found: String,
    },
    /// A table has more columns than allowed.
    ColumnsTooMany {
        /// The table.
        name: String,
        /// The limit.
        limit: usize,
    },
    /// A column mapping names a column that the table lacks, or one of ours that does not exist.
    ColumnNotFound {
        /// Where it was looked for.
        name: String,
        /// The column asked for.
        column: String,
        /// Those there are.
        found: Vec<String>,
    },
    /// A count table has two columns of one name.
    ColumnTwice {
        /// The table.
        name: String,
        /// The column.
        column: String,
    },
    /// A count file is not a table.
    NotATable {
        /// The file.
        name: String,
        /// What it seems to be.
        found: &'static str,
    },
    /// A count file of which not everything could be read: what is left would give wrong shares.
    CountFile {
        /// The file.
        name: String,
        /// What is wrong with it.
        detail: String,
    },
    /// A file that must be held in memory is larger than allowed.
    TooLarge {
        /// The file.
        name: String,
        /// The limit, in bytes.
        limit: usize,
    },
    /// A compressed file expands beyond all proportion.
    ExpandsTooMuch {
        /// The file.
        name: String,
        /// Its compressed bytes read so far.
        packed_bytes: u64,
    },
    /// A Parquet file is broken.
    Parquet {
        /// The file.
        name: String,
        /// What the Parquet reader says.
        source: parquet::errors::ParquetError,
    },
    /// A date in a count file cannot be used.
    CountDate {
        /// File and line.
        place: String,
        /// The date as written.
        value: String,
        /// Why not.
        fault: DateFault,
    },
    /// A count cannot be a count; the whole file is refused.
    Count {
        /// File and line.
        place: String,
        /// Which rule it breaks.
        fault: CountFault,
        /// The value, column or rows concerned, in words.
        detail: String,
    },
}

/// The rule that a count breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountFault {
    /// Below zero.
    Negative,
    /// Not whole.
    Fractional,
    /// Not a number at all.
    NotANumber,
    /// Beyond what a day of one outlet can hold (2^32 articles).
    TooLarge,
    /// Two rows of one outlet-day.
    RowTwice,
    /// A subject has more articles than there are in all.
    ExceedsTotal,
}

impl CountFault {
    /// The code of the error.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Negative => "count-negative",
            Self::Fractional => "count-fractional",
            Self::NotANumber => "count-not-a-number",
            Self::TooLarge => "count-too-large",
            Self::RowTwice => "count-row-twice",
            Self::ExceedsTotal => "count-exceeds-total",
        }
    }

    fn hint(self) -> Option<&'static str> {
        match self {
            Self::Fractional => Some("shares and percentages are not counts; give the number of articles"),
            Self::NotANumber => {
                Some("every column other than date, outlet, country and language is a subject; remove the others")
            }
            Self::RowTwice => Some("two outlets of one name need a country, or another name; else add the rows up"),
            Self::ExceedsTotal => {
                Some("`total` is all articles of the outlet that day; leave it out to have the subjects added up")
            }
            Self::Negative | Self::TooLarge => Some("a count is the number of articles of one outlet on one day"),
        }
    }
}

impl ReadError {
    /// A short code that does not change between versions, such as `columns-unknown`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Open { source, .. } if source.kind() == io::ErrorKind::NotFound => "input-not-found",
            Self::Open { .. } => "input-cannot-open",
            Self::Read { .. } => "input-cannot-read",
            Self::Pattern { .. } => "pattern-malformed",
            Self::NothingToRead { .. } => "nothing-to-read",
            Self::ColumnsUnknown { .. } => "columns-unknown",
            Self::NotAFeed { .. } => "not-a-feed",
            Self::ColumnsTooMany { .. } => "columns-too-many",
            Self::ColumnNotFound { .. } => "column-not-found",
            Self::ColumnTwice { .. } => "column-twice",
            Self::NotATable { .. } => "not-a-table",
            Self::CountFile { .. } => "count-file-broken",
            Self::TooLarge { .. } => "file-too-large",
            Self::ExpandsTooMuch { .. } => "expands-too-much",
            Self::Parquet { .. } => "parquet-broken",
            Self::CountDate { fault, .. } => fault.code(),
            Self::Count { fault, .. } => fault.code(),
        }
    }

    /// The way out, where there is one to name.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Open { source, .. } if source.kind() == io::ErrorKind::NotFound => {
                "check the name; a pattern may need quotation marks around it"
            }
            Self::ColumnsUnknown { hint, .. } => hint,
            Self::ColumnNotFound { .. } => {
                "ours comes first, theirs as the header writes it: `--columns title=headline`"
            }
            Self::ColumnTwice { .. } => "rename one of the two, or add them up",
            Self::NotATable { .. } => "counts are CSV, TSV or Parquet with a header: `date,outlet,country,…`",
            Self::NotAFeed { .. } => "a page may name its feed: look for `application/rss+xml` in its source",
            Self::ColumnsTooMany { .. } => "is the table lying on its side? A row is an article, or an outlet's day",
            Self::Parquet { .. } => "it may be cut or still being written; fetch or write it again",
            Self::CountFile { .. } => "counts are whole files of CSV, TSV or Parquet; fetch or write it again",
            Self::NothingToRead { .. } => "hidden files are left out",
            Self::TooLarge { .. } => "unpack it first, or write one record a line (JSONL)",
            Self::ExpandsTooMuch { .. } => "if you trust the file, unpack it first",
            Self::CountDate { fault: DateFault::Ambiguous, .. } => {
                "say which comes first with `--date-order day-first` or `month-first`, or write dates as 2024-03-25"
            }
            Self::CountDate { fault: DateFault::InFuture, .. } => "a day to come has no articles yet; check the year",
            Self::CountDate { .. } => "every row of a count file needs a day, best written as 2024-03-25",
            Self::Count { fault, .. } => return fault.hint().map(str::to_owned),
            _ => return None,
        };
        Some(hint.to_owned())
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open { path, .. } => write!(f, "cannot open `{}`", path.display()),
            Self::Read { name, .. } => write!(f, "cannot read on in `{name}`"),
            Self::Pattern { pattern, .. } => write!(f, "`{pattern}` is not a pattern"),
            Self::NothingToRead { input } => write!(f, "`{input}` holds no file to read"),
            Self::ColumnsUnknown { name, found, wanted, .. } => {
                write!(f, "`{name}` has {wanted}; its columns are {}", listed(found))
            }
            Self::NotAFeed { name, found } => write!(f, "`{name}` is no feed: {found}"),
            Self::ColumnsTooMany { name, limit } => write!(f, "`{name}` has more than {limit} columns"),
            Self::ColumnNotFound { name, column, found } => {
                write!(f, "`{name}` has no column `{column}`; it has {}", listed(found))
            }
            Self::ColumnTwice { name, column } => write!(f, "`{name}` has two columns named `{column}`"),
            Self::NotATable { name, found } => write!(f, "`{name}` is {found}, not a table of counts"),
            Self::CountFile { name, detail } => write!(f, "`{name}` cannot be used for counts: {detail}"),
            Self::TooLarge { name, limit } => {
                write!(f, "`{name}` must be held in memory and is larger than {limit} bytes")
            }
            Self::ExpandsTooMuch { name, packed_bytes } => {
                write!(f, "`{name}` expands beyond all proportion after its first {packed_bytes} bytes")
            }
            Self::Parquet { name, .. } => write!(f, "`{name}` is not a whole Parquet file"),
            Self::CountDate { place, fault: DateFault::Missing, .. } => write!(f, "{place} has no date"),
            Self::CountDate { place, value, fault } => write!(f, "{place}: the date `{value}` {}", why(*fault)),
            Self::Count { place, detail, .. } => write!(f, "{place}: {detail}"),
        }
    }
}

impl Error for ReadError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Open { source, .. } | Self::Read { source, .. } => Some(source),
            Self::Pattern { source, .. } => Some(source),
            Self::Parquet { source, .. } => Some(source),
            _ => None,
        }
    }
}

fn why(fault: DateFault) -> &'static str {
    match fault {
        DateFault::Missing => "is missing",
        DateFault::Unreadable => "is not a day",
        DateFault::Ambiguous => "can be read with the day or the month first",
        DateFault::InFuture => "lies in the future",
    }
}

/// The first names of a list, so that an error about ten thousand columns fits the screen.
fn listed(names: &[String]) -> String {
    const SHOWN: usize = 20;
    let shown: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{}`", shortened(name))).collect();
    let more = names.len().saturating_sub(SHOWN);
    match (shown.is_empty(), more) {
        (true, _) => "none".to_owned(),
        (false, 0) => shown.join(", "),
        (false, more) => format!("{} and {more} more", shown.join(", ")),
    }
}

/// The beginning of foreign text, on one line, for a message.
pub(crate) fn shortened(text: &str) -> String {
    const LETTERS: usize = 60;
    let plain = |letter: char| if letter.is_control() { ' ' } else { letter };
    let mut short: String = text.chars().take(LETTERS).map(plain).collect();
    if text.chars().nth(LETTERS).is_some() {
        short.push('…');
    }
    short
}
