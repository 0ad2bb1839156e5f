//! What is known of the feeds that are watched: when they were asked, what they said, when they are due.
//!
//! The state of a feed is written in the same transaction as the articles it brought, so that a run that is killed either
//! has both or asks again. That a poll has begun is written before it begins: a run that is killed over and over does not
//! ask over and over.

use crate::adding::Adding;
use crate::error::ArchiveError;
use crate::rows::identity;
use crate::store::Archive;
use jiff::Timestamp;
use overshadow_record::{Article, record};
use rusqlite::types::Type;
use rusqlite::{Row, ToSql};
use std::fs::File;

/// A feed, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// Its address, without name and password.
    pub address: String,
    /// When the last poll began.
    pub begun: Option<Timestamp>,
    /// When the last poll that came to its end began.
    pub polled: Option<Timestamp>,
    /// The last poll that brought the feed, or the word that it is unchanged.
    pub succeeded: Option<Timestamp>,
    /// When it last brought an article that was new.
    pub last_new: Option<Timestamp>,
    /// The feed or its host asked not to be polled before.
    pub wait_until: Option<Timestamp>,
    /// When it is polled next, as the last run saw it.
    pub next_poll: Option<Timestamp>,
    /// Polls that failed since the last that did not.
    pub failures: u64,
    /// Why the last poll failed, if it did.
    pub error: Option<String>,
    /// Items of all polls, those seen before included.
    pub items: u64,
    /// Articles that were new.
    pub articles: u64,
    /// The address that gave the validators.
    pub validators_of: Option<String>,
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub modified: Option<String>,
}

record! {
    /// A feed that is watched, as `watch --list` shows it; times in UTC.
    "feeds"
    pub struct FeedRow {
        /// Its address.
        pub address: String,
        /// When it was last polled.
        pub last_polled: Option<String>,
        /// When it last answered as it should.
        pub last_success: Option<String>,
        /// When it last brought an article that was new; long ago, and the feed may be dead though it answers.
        pub last_new: Option<String>,
        /// When it is due.
        pub next_poll: Option<String>,
        /// Polls that failed since the last that did not.
        pub failures: u64,
        /// Why the last poll failed.
        pub last_error: Option<String>,
        /// Items of all polls, those seen before included.
        pub items: u64,
        /// Articles that were new.
        pub articles: u64,
    }
}

impl From<&Feed> for FeedRow {
    fn from(feed: &Feed) -> Self {
        let time = |time: Option<Timestamp>| time.map(|time| time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string());
        Self {
            address: feed.address.clone(),
            last_polled: time(feed.polled),
            last_success: time(feed.succeeded),
            last_new: time(feed.last_new),
            next_poll: time(feed.next_poll),
            failures: feed.failures,
            last_error: feed.error.clone(),
            items: feed.items,
            articles: feed.articles,
        }
    }
}

/// What a host was found to allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownRobots {
    /// Scheme, host and port.
    pub origin: String,
    /// When it was asked.
    pub fetched: Timestamp,
    /// `rules`, `nothing` or `unreachable`.
    pub verdict: String,
    /// The file, or why it cannot be had.
    pub detail: Vec<u8>,
}

/// Held while a run watches; another that wants to is refused.
#[derive(Debug)]
pub struct WatchLock {
    _file: File,
}

const COLUMNS: &str = "address, begun, polled, succeeded, last_new, wait_until, next_poll, failures, error, items, articles, \
     validators_of, etag, modified";

impl Archive {
    /// Makes this run the one that watches, until what is handed back is dropped or the run ends, however it ends.
    ///
    /// # Errors
    /// When another run watches, or the folder may not be written.
    pub fn lock_to_watch(&self) -> Result<WatchLock, ArchiveError> {
        let folder = self.file.parent().unwrap_or(&self.file);
        let failed = |source| ArchiveError::Folder { folder: folder.to_owned(), source };
        let file = lock_file(&folder.join("watch.lock")).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(WatchLock { _file: file }),
            Err(std::fs::TryLockError::WouldBlock) => Err(ArchiveError::Watched { folder: folder.to_owned() }),
            Err(std::fs::TryLockError::Error(source)) => Err(failed(source)),
        }
    }

    /// The feeds that are known, by address.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn feeds(&self) -> Result<Vec<Feed>, ArchiveError> {
        self.rows_of("feed", &format!("SELECT {COLUMNS} FROM feed ORDER BY address"), feed)
    }

    /// What hosts were found to allow.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn robots(&self) -> Result<Vec<KnownRobots>, ArchiveError> {
        let known = |row: &Row<'_>| {
            let fetched =
                time(row, 1)?.ok_or(rusqlite::Error::InvalidColumnType(1, "fetched".to_owned(), Type::Null))?;
            Ok(KnownRobots { origin: row.get(0)?, fetched, verdict: row.get(2)?, detail: row.get(3)? })
        };
        self.rows_of("robots", "SELECT origin, fetched, verdict, detail FROM robots ORDER BY origin", known)
    }

    /// All rows of a table; none where the file is of a version that lacks it.
    fn rows_of<T>(
        &self,
        table: &str,
        query: &str,
        of_row: fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, ArchiveError> {
        let failed = |source| self.unreadable(source);
        if !self.connection.table_exists(None, table).map_err(failed)? {
            return Ok(Vec::new());
        }
        let mut statement = self.connection.prepare(query).map_err(failed)?;
        let rows = statement.query_map([], of_row).map_err(failed)?;
        rows.collect::<rusqlite::Result<Vec<T>>>().map_err(failed)
    }
}

impl Adding<'_> {
    /// Writes down what is known of a feed, in the batch.
    ///
    /// # Errors
    /// When another run writes, or the disk does not take it.
    pub fn feed(&mut self, feed: &Feed) -> Result<(), ArchiveError> {
        let times = [feed.begun, feed.polled, feed.succeeded, feed.last_new, feed.wait_until, feed.next_poll];
        let times = times.map(|time| time.map(|time| time.to_string()));
        let [begun, polled, succeeded, last_new, wait_until, next_poll] = &times;
        let values: [&dyn ToSql; 14] = [
            &feed.address,
            begun,
            polled,
            succeeded,
            last_new,
            wait_until,
            next_poll,
            &feed.failures,
            &feed.error,
            &feed.items,
            &feed.articles,
            &feed.validators_of,
            &feed.etag,
            &feed.modified,
        ];
        let places = (1..=values.len()).map(|at| format!("?{at}")).collect::<Vec<String>>().join(", ");
        self.within_batch(&format!("INSERT OR REPLACE INTO feed ({COLUMNS}) VALUES ({places})"), &values).map(|_| ())
    }

    /// Writes down what a host allows, and forgets what was found before `forget`.
    ///
    /// # Errors
    /// When another run writes, or the disk does not take it.
    pub fn robots(&mut self, robots: &KnownRobots, forget: Timestamp) -> Result<(), ArchiveError> {
        let (fetched, forget) = (robots.fetched.to_string(), forget.to_string());
        self.within_batch("DELETE FROM robots WHERE fetched < ?1", &[&forget])?;
        let insert = "INSERT OR REPLACE INTO robots (origin, fetched, verdict, detail) VALUES (?1, ?2, ?3, ?4)";
        self.within_batch(insert, &[&robots.origin, &fetched, &robots.verdict, &robots.detail]).map(|_| ())
    }

    /// True when the archive has this item of a feed, as it is or as the page it links to.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn has_item(&self, item: &Article) -> Result<bool, ArchiveError> {
        let identity = identity(item);
        Ok(self.has("SELECT 1 FROM article WHERE identity = ?1", &[&identity])?
            || self.has("SELECT 1 FROM feed_item WHERE identity = ?1", &[&identity])?)
    }

    /// Adds the page that an item of a feed links to, in the place of the item; false when the archive has the page.
    ///
    /// # Errors
    /// When another run writes, or the disk does not take it.
    pub fn page_of_item(&mut self, item: &Article, page: &Article) -> Result<bool, ArchiveError> {
        self.within_batch("INSERT OR IGNORE INTO feed_item (identity) VALUES (?1)", &[&identity(item)])?;
        self.article(page)
    }
}

fn feed(row: &Row<'_>) -> rusqlite::Result<Feed> {
    Ok(Feed {
        address: row.get(0)?,
        begun: time(row, 1)?,
        polled: time(row, 2)?,
        succeeded: time(row, 3)?,
        last_new: time(row, 4)?,
        wait_until: time(row, 5)?,
        next_poll: time(row, 6)?,
        failures: row.get(7)?,
        error: row.get(8)?,
        items: row.get(9)?,
        articles: row.get(10)?,
        validators_of: row.get(11)?,
        etag: row.get(12)?,
        modified: row.get(13)?,
    })
}

fn time(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Timestamp>> {
    let written: Option<String> = row.get(column)?;
    let parsed = written.map(|written| written.parse::<Timestamp>());
    parsed.transpose().map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error)))
}

fn lock_file(path: &std::path::Path) -> std::io::Result<File> {
    File::options().write(true).create(true).truncate(false).open(path)
}
