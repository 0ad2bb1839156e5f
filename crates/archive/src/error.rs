//! What can be wrong with an archive: code, fact, way out.

use rusqlite::ErrorCode;
use std::fmt;
use std::path::{Path, PathBuf};

/// Why an archive could not do what it was asked.
#[derive(Debug)]
#[non_exhaustive]
pub enum ArchiveError {
    /// There is none.
    Missing {
        /// The folder that was named.
        folder: PathBuf,
    },
    /// The folder cannot be made.
    Folder {
        /// The folder that was named.
        folder: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The file is something else.
    NotAnArchive {
        /// The file.
        file: PathBuf,
    },
    /// A later version of the program has written it.
    Newer {
        /// The file.
        file: PathBuf,
        /// The version of its tables.
        version: i64,
    },
    /// Another run writes to it.
    Locked {
        /// The file.
        file: PathBuf,
    },
    /// Another run watches feeds into it.
    Watched {
        /// The folder.
        folder: PathBuf,
    },
    /// The disk is full.
    Full {
        /// The file.
        file: PathBuf,
    },
    /// The file or its folder may not be written.
    ReadOnly {
        /// The file.
        file: PathBuf,
    },
    /// The file is damaged.
    Damaged {
        /// The file.
        file: PathBuf,
        /// What was found.
        detail: String,
    },
    /// The index cannot be read or written.
    Index {
        /// Its folder.
        folder: PathBuf,
        /// What was found.
        detail: String,
    },
    /// Something that is derived from the articles is not as it was written.
    Derived {
        /// The file.
        file: PathBuf,
        /// What.
        name: String,
    },
    /// Anything else that SQLite says.
    Store {
        /// The file.
        file: PathBuf,
        /// What it says.
        source: rusqlite::Error,
    },
}

impl ArchiveError {
    /// What an error of SQLite means for the file.
    pub(crate) fn of(file: &Path, source: rusqlite::Error) -> Self {
        let file = file.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked { file },
            Some(ErrorCode::DiskFull) => Self::Full { file },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { file },
            Some(ErrorCode::NotADatabase) => Self::NotAnArchive { file },
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { file, detail: source.to_string() },
            _ => Self::Store { file, source },
        }
    }

    /// What an error of the index means.
    pub(crate) fn of_index(folder: &Path, source: &tantivy::TantivyError) -> Self {
        match source {
            tantivy::TantivyError::LockFailure(..) => Self::Locked { file: folder.to_owned() },
            _ => Self::Index { folder: folder.to_owned(), detail: source.to_string() },
        }
    }

    /// A short code for programs and searches.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "archive-missing",
            Self::Folder { .. } => "archive-folder",
            Self::NotAnArchive { .. } => "archive-other",
            Self::Newer { .. } => "archive-newer",
            Self::Locked { .. } => "archive-locked",
            Self::Watched { .. } => "archive-watched",
            Self::Full { .. } => "archive-full",
            Self::ReadOnly { .. } => "archive-read-only",
            Self::Damaged { .. } => "archive-damaged",
            Self::Index { .. } => "archive-index",
            Self::Derived { .. } => "archive-derived",
            Self::Store { .. } => "archive",
        }
    }

    /// The way out.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "begin one with `overshadow add INPUT --archive DIR`",
            Self::Folder { .. } => "name a folder that may be made and written",
            Self::NotAnArchive { .. } => "name the folder of an archive, or an empty one",
            Self::Newer { .. } => "use the version of the program that wrote it, or a later one",
            Self::Locked { .. } => "another run adds to it: wait for its end; reading is possible meanwhile",
            Self::Watched { .. } => "end that run first, and give it all feeds; two would ask the same hosts at once",
            Self::Full { .. } => {
                "all batches up to this one are in it: make room and give the same command again, it adds the rest"
            }
            Self::ReadOnly { .. } => "check who may write the folder, or copy it",
            Self::Damaged { .. } => "restore a copy of the folder, or add the input to a new one",
            Self::Index { .. } | Self::Derived { .. } => "`overshadow archive repair` makes it anew from the articles",
            Self::Store { .. } => "`overshadow archive check` says whether it is whole",
        }
    }
}

impl fmt::Display for ArchiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { folder } => write!(f, "there is no archive in `{}`", folder.display()),
            Self::Folder { folder, .. } => write!(f, "cannot make the folder `{}`", folder.display()),
            Self::NotAnArchive { file } => write!(f, "`{}` is no archive of this program", file.display()),
            Self::Newer { file, version } => {
                write!(
                    f,
                    "`{}` was written by a later version of the program (tables of version {version})",
                    file.display()
                )
            }
            Self::Locked { file } => write!(f, "`{}` is being written by another run", file.display()),
            Self::Watched { folder } => write!(f, "another run watches feeds for `{}`", folder.display()),
            Self::Full { file } => write!(f, "the disk of `{}` is full", file.display()),
            Self::ReadOnly { file } => write!(f, "`{}` may not be written", file.display()),
            Self::Damaged { file, detail } => write!(f, "`{}` is damaged: {detail}", file.display()),
            Self::Index { folder, detail } => write!(f, "the index in `{}` cannot be used: {detail}", folder.display()),
            Self::Derived { file, name } => {
                write!(f, "what `{}` holds of “{name}” does not fit its articles", file.display())
            }
            Self::Store { file, .. } => write!(f, "`{}` cannot be used", file.display()),
        }
    }
}

impl std::error::Error for ArchiveError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Folder { source, .. } => Some(source),
            Self::Store { source, .. } => Some(source),
            _ => None,
        }
    }
}
