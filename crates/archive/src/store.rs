//! Opening the file, to write or to read.

use crate::error::ArchiveError;
use crate::schema::{APPLICATION_ID, VERSION, bring_up};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The file inside the folder.
const FILE: &str = "articles.sqlite";
/// How long a run waits for another that writes.
const PATIENCE: Duration = Duration::from_secs(5);

/// An open archive.
#[derive(Debug)]
pub struct Archive {
    pub(crate) file: PathBuf,
    pub(crate) connection: Connection,
    /// The version of its tables; an older file that is only read stays as it is.
    pub(crate) version: i64,
}

impl Archive {
    /// Opens the archive in a folder to add to it; makes both where they are missing.
    ///
    /// # Errors
    /// When the folder cannot be made or written, or holds something else.
    pub fn open_or_make(folder: &Path) -> Result<Self, ArchiveError> {
        make_folder(folder).map_err(|source| ArchiveError::Folder { folder: folder.to_owned(), source })?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut archive = Self::open_file(folder.join(FILE), flags)?;
        let version = archive.version()?;
        if version < VERSION {
            bring_up(&mut archive.connection, version).map_err(|source| archive.error(source))?;
        }
        archive.version = VERSION;
        archive.prepare_to_write().map_err(|source| archive.error(source))?;
        Ok(archive)
    }

    /// Opens the archive in a folder to change it.
    ///
    /// # Errors
    /// When there is none, or it cannot be written.
    pub fn open_to_change(folder: &Path) -> Result<Self, ArchiveError> {
        if !folder.join(FILE).exists() {
            return Err(ArchiveError::Missing { folder: folder.to_owned() });
        }
        Self::open_or_make(folder)
    }

    /// Opens the archive in a folder to read it; it may be written meanwhile.
    ///
    /// # Errors
    /// When there is none, or it is something else.
    pub fn open(folder: &Path) -> Result<Self, ArchiveError> {
        let file = folder.join(FILE);
        if !file.exists() {
            return Err(ArchiveError::Missing { folder: folder.to_owned() });
        }
        let archive = Self::open_file(file.clone(), OpenFlags::SQLITE_OPEN_READ_ONLY);
        match archive.and_then(|archive| archive.version().map(|version| (archive, version))) {
            Ok((archive, version @ 1..)) => Ok(Self { version, ..archive }),
            // Made, and ended before anything was in it.
            Ok((_, _)) => Err(ArchiveError::Missing { folder: folder.to_owned() }),
            // A disk that nobody may write has no room for what readers and writers tell each other, and needs none.
            Err(ArchiveError::ReadOnly { .. } | ArchiveError::Store { .. }) if !has_log(&file) => {
                let archive = Self::open_unchanging(&file)?;
                let version = archive.version()?;
                Ok(Self { version, ..archive })
            }
            Err(error) => Err(error),
        }
    }

    fn open_file(file: PathBuf, flags: OpenFlags) -> Result<Self, ArchiveError> {
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&file, flags).map_err(|source| ArchiveError::of(&file, source))?;
        let archive = Self { file, connection, version: 0 };
        archive.prepare().map_err(|source| archive.error(source))?;
        Ok(archive)
    }

    /// A file may come from anybody: what it wants to run (triggers, views, functions in its tables) does not run, and its
    /// pages are not taken on trust.
    fn prepare(&self) -> rusqlite::Result<()> {
        self.connection.busy_timeout(PATIENCE)?;
        self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        for never in [
            DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA,
            DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER,
            DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW,
        ] {
            self.connection.set_db_config(never, false)?;
        }
        self.connection.pragma_update(None, "cell_size_check", true)
    }

    fn open_unchanging(file: &Path) -> Result<Self, ArchiveError> {
        let escaped = file.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(format!("file:{escaped}?immutable=1"), flags);
        let connection = connection.map_err(|source| ArchiveError::of(file, source))?;
        let archive = Self { file: file.to_owned(), connection, version: 0 };
        archive.prepare().map_err(|source| archive.error(source))?;
        Ok(archive)
    }

    /// The version of the tables; 0 for a file that is new.
    fn version(&self) -> Result<i64, ArchiveError> {
        let number = |name: &str| {
            self.connection
                .pragma_query_value(None, name, |row| row.get::<_, i64>(0))
                .map_err(|source| self.error(source))
        };
        let (application, version) = (number("application_id")?, number("user_version")?);
        let tables = "SELECT count(*) FROM sqlite_schema";
        let tables: i64 = self.connection.query_row(tables, [], |row| row.get(0)).map_err(|it| self.error(it))?;
        if application != APPLICATION_ID && tables > 0 {
            return Err(ArchiveError::NotAnArchive { file: self.file.clone() });
        }
        if version > VERSION {
            return Err(ArchiveError::Newer { file: self.file.clone(), version });
        }
        Ok(version)
    }

    /// Readers go on while a batch is written, and a batch that is committed has reached the disk.
    fn prepare_to_write(&self) -> rusqlite::Result<()> {
        self.connection.pragma_update(None, "journal_mode", "WAL")?;
        self.connection.pragma_update(None, "synchronous", "FULL")?;
        self.connection.pragma_update(None, "foreign_keys", true)
    }

    /// Holds on to what is there now: all that is read from here on belongs together, whatever is written meanwhile.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn hold(&self) -> Result<(), ArchiveError> {
        self.connection.execute_batch("BEGIN").map_err(|source| self.error(source))
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.file.parent().unwrap_or(&self.file)
    }

    pub(crate) fn error(&self, source: rusqlite::Error) -> ArchiveError {
        ArchiveError::of(&self.file, source)
    }
}

/// True while batches wait beside the file to be put into it.
fn has_log(file: &Path) -> bool {
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    Path::new(&log).exists()
}

#[expect(clippy::disallowed_methods, reason = "an archive makes its own folder")]
fn make_folder(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)
}
