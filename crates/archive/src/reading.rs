//! Articles back, in the order in which they were added, and what there is.

use crate::error::ArchiveError;
use crate::rows::{COLUMNS, article};
use crate::store::Archive;
use jiff::civil::Date;
use overshadow_record::{Article, record};
use rusqlite::{OptionalExtension, ToSql};
use std::ops::ControlFlow;

record! {
    /// What an archive holds.
    "archive"
    pub struct Info {
        /// Articles.
        pub articles: u64,
        /// Outlets that are named.
        pub outlets: u64,
        /// Languages that are named.
        pub languages: u64,
        /// First day of publication.
        pub first_day: Option<Date>,
        /// Last day of publication.
        pub last_day: Option<Date>,
        /// Bytes of all texts and headlines.
        pub text_bytes: u64,
        /// Bytes of the file.
        pub file_bytes: u64,
        /// Runs that added.
        pub runs: u64,
        /// Those of them that did not come to their end: the same command given again adds the rest.
        pub unfinished_runs: u64,
    }
}

/// Which articles are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Which {
    /// First and last day of publication; all where none are given.
    pub days: Option<(Date, Date)>,
    /// Only rows after this one.
    pub behind: u64,
}

impl Archive {
    /// Hands over articles in the order in which they were added, each with its row; the digest of all that the archive
    /// holds. What is added meanwhile is not among them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn for_each(
        &self,
        which: Which,
        take: &mut dyn FnMut(Article, u64) -> ControlFlow<()>,
    ) -> Result<String, ArchiveError> {
        // One transaction: the digest is that of the articles handed over.
        let reading = self.connection.unchecked_transaction().map_err(|source| self.error(source))?;
        let digest = self.digest()?;
        // Moments are compared as they are written; `~` stands behind every hour of the last day.
        let (of_days, bounds) = match which.days {
            Some((first, last)) => ("AND published BETWEEN ?2 AND ?3", [first.to_string(), format!("{last}~")]),
            None => ("", <[String; 2]>::default()),
        };
        let select = format!("SELECT {COLUMNS}, row FROM article WHERE row > ?1 {of_days} ORDER BY row");
        let mut statement = self.connection.prepare(&select).map_err(|source| self.error(source))?;
        let [first, last] = &bounds;
        let all: [&dyn ToSql; 3] = [&which.behind, first, last];
        let used = if which.days.is_some() { 3 } else { 1 };
        let mut rows = statement.query(&all[..used]).map_err(|source| self.error(source))?;
        while let Some(row) = rows.next().map_err(|source| self.error(source))? {
            let read = article(row).and_then(|article| Ok((article, row.get::<_, u64>(17)?)));
            let (article, at) = read.map_err(|source| self.unreadable(source))?;
            if take(article, at).is_break() {
                break;
            }
        }
        drop(rows);
        drop(statement);
        reading.finish().map_err(|source| self.error(source))?;
        Ok(digest)
    }

    /// Hands over the articles of some rows, in this order; rows that are not there are passed over.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn articles_of(&self, rows: &[u64]) -> Result<Vec<(u64, Article)>, ArchiveError> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM article WHERE row = ?1"))
            .map_err(|source| self.error(source))?;
        let mut articles = Vec::with_capacity(rows.len());
        for &at in rows {
            let found = statement.query_row([at], article).optional().map_err(|source| self.unreadable(source))?;
            articles.extend(found.map(|article| (at, article)));
        }
        Ok(articles)
    }

    /// The last row; rows are counted from 1 without gaps.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn last_row(&self) -> Result<u64, ArchiveError> {
        let last = self.connection.query_row("SELECT coalesce(max(row), 0) FROM article", [], |row| row.get(0));
        last.map_err(|source| self.error(source))
    }

    /// How many articles there are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn articles(&self) -> Result<u64, ArchiveError> {
        let count = self.connection.query_row("SELECT count(*) FROM article", [], |row| row.get(0));
        count.map_err(|source| self.error(source))
    }

    /// Bytes of the file.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn bytes(&self) -> Result<u64, ArchiveError> {
        let pages = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
        self.connection.query_row(pages, [], |row| row.get(0)).map_err(|source| self.error(source))
    }

    /// What the archive holds.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn info(&self) -> Result<Info, ArchiveError> {
        let number = |query: &str| {
            self.connection.query_row(query, [], |row| row.get::<_, u64>(0)).map_err(|source| self.error(source))
        };
        let days = "SELECT min(substr(published, 1, 10)), max(substr(published, 1, 10)) FROM article";
        let days = self.connection.query_row(days, [], |row| Ok((row.get(0)?, row.get(1)?)));
        let (first, last): (Option<String>, Option<String>) = days.map_err(|source| self.error(source))?;
        let [first_day, last_day] = [first, last].map(|day| day.and_then(|day| day.parse().ok()));
        let bytes = "SELECT coalesce(sum(octet_length(text) + coalesce(octet_length(title), 0)), 0) FROM article";
        Ok(Info {
            articles: self.articles()?,
            outlets: number("SELECT count(DISTINCT outlet) FROM article")?,
            languages: number("SELECT count(DISTINCT language) FROM article")?,
            first_day,
            last_day,
            text_bytes: number(bytes)?,
            file_bytes: self.bytes()?,
            runs: number("SELECT count(*) FROM run")?,
            unfinished_runs: number("SELECT count(*) FROM run WHERE ended IS NULL")?,
        })
    }

    /// A row that holds what we never write.
    pub(crate) fn unreadable(&self, source: rusqlite::Error) -> ArchiveError {
        match source {
            rusqlite::Error::FromSqlConversionFailure(..) | rusqlite::Error::InvalidColumnType(..) => {
                ArchiveError::Damaged { file: self.file.clone(), detail: source.to_string() }
            }
            other => self.error(other),
        }
    }
}
