//! Adding articles, a batch a transaction.

use crate::chain::Chain;
use crate::error::ArchiveError;
use crate::rows::{COLUMNS, digest, identity, values};
use crate::store::Archive;
use overshadow_record::{Article, Tally};
use rusqlite::{ToSql, params};

/// Articles of a batch at most, and bytes of their texts: little is read twice after a kill, and the disk is asked seldom.
const BATCH_ARTICLES: usize = 5000;
const BATCH_BYTES: usize = 16 << 20;

/// A run that adds. What it has not committed is gone when it ends without [`Adding::finish`].
#[derive(Debug)]
pub struct Adding<'a> {
    archive: &'a mut Archive,
    run: i64,
    insert: String,
    /// What is open; `None` between batches.
    batch: Option<Batch>,
}

/// Articles that are not committed yet.
#[derive(Debug)]
struct Batch {
    articles: usize,
    /// Of their texts.
    bytes: usize,
    /// The digest of all that was added, these included.
    chain: Chain,
}

impl Archive {
    /// Begins a run. `program` is its version, `now` the time in UTC.
    ///
    /// # Errors
    /// When another run writes, or the disk does not take it.
    pub fn add(&mut self, program: &str, now: &str) -> Result<Adding<'_>, ArchiveError> {
        let begun = self.connection.execute("INSERT INTO run (program, began) VALUES (?1, ?2)", params![program, now]);
        begun.map_err(|source| self.error(source))?;
        let run = self.connection.last_insert_rowid();
        let places: Vec<String> = (1..=COLUMNS.split(',').count() + 3).map(|at| format!("?{at}")).collect();
        let insert = format!(
            "INSERT INTO article ({COLUMNS}, run, identity, digest) VALUES ({}) ON CONFLICT (identity) DO NOTHING",
            places.join(", ")
        );
        Ok(Adding { archive: self, run, insert, batch: None })
    }
}

impl Adding<'_> {
    /// Adds an article to the batch; false when the archive has it. A full batch is committed.
    ///
    /// # Errors
    /// When another run writes, or the disk does not take it.
    pub fn article(&mut self, article: &Article) -> Result<bool, ArchiveError> {
        let mut batch = self.open_batch()?;
        let (values, identity, digest) = (values(article), identity(article), digest(article));
        let mut all: Vec<&dyn ToSql> = values.iter().map(|value| &**value).collect();
        all.extend([&self.run as &dyn ToSql, &identity, &digest]);
        let is_new = self.prepared(&self.insert)?.execute(&*all).map_err(|source| self.archive.error(source))? > 0;
        if is_new {
            batch.articles += 1;
            batch.chain.add(&digest);
        }
        batch.bytes += article.text.len();
        let is_full = batch.articles >= BATCH_ARTICLES || batch.bytes >= BATCH_BYTES;
        self.batch = Some(batch);
        if is_full {
            self.commit()?;
        }
        Ok(is_new)
    }

    /// Commits what is left, and writes down what became of the input.
    ///
    /// # Errors
    /// When another run writes, or the disk does not take it.
    pub fn finish(mut self, tally: &Tally, now: &str) -> Result<(), ArchiveError> {
        self.commit()?;
        let skipped = serde_json::json!(tally.skipped).to_string();
        let ended = self.archive.connection.execute(
            "UPDATE run SET ended = ?2, read = ?3, kept = ?4, duplicate = ?5, skipped = ?6 WHERE id = ?1",
            params![self.run, now, tally.read, tally.kept, tally.duplicate, skipped],
        );
        ended.map(|_| ()).map_err(|source| self.archive.error(source))
    }

    /// Opens a batch, if none is open; nobody else writes until it is committed.
    ///
    /// # Errors
    /// When another run writes.
    pub fn begin(&mut self) -> Result<(), ArchiveError> {
        self.batch = Some(self.open_batch()?);
        Ok(())
    }

    fn open_batch(&mut self) -> Result<Batch, ArchiveError> {
        if let Some(batch) = self.batch.take() {
            return Ok(batch);
        }
        self.execute("BEGIN IMMEDIATE")?;
        match self.archive.chain() {
            Ok(chain) => Ok(Batch { articles: 0, bytes: 0, chain }),
            Err(error) => {
                self.execute("ROLLBACK")?;
                Err(error)
            }
        }
    }

    /// Commits the batch: what is in it has reached the disk, and stays.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub fn commit(&mut self) -> Result<(), ArchiveError> {
        if let Some(batch) = &self.batch {
            self.archive.write_chain(&batch.chain)?;
            self.execute("COMMIT")?;
            self.batch = None;
        }
        Ok(())
    }

    fn execute(&self, statement: &str) -> Result<(), ArchiveError> {
        self.archive.connection.execute_batch(statement).map_err(|source| self.archive.error(source))
    }

    /// Does something within the batch.
    pub(crate) fn within_batch(&mut self, statement: &str, values: &[&dyn ToSql]) -> Result<usize, ArchiveError> {
        self.begin()?;
        self.prepared(statement)?.execute(values).map_err(|source| self.archive.error(source))
    }

    /// True when the archive has a row for which this is so.
    pub(crate) fn has(&self, statement: &str, values: &[&dyn ToSql]) -> Result<bool, ArchiveError> {
        self.prepared(statement)?.exists(values).map_err(|source| self.archive.error(source))
    }

    fn prepared(&self, statement: &str) -> Result<rusqlite::CachedStatement<'_>, ArchiveError> {
        self.archive.connection.prepare_cached(statement).map_err(|source| self.archive.error(source))
    }
}

impl Drop for Adding<'_> {
    fn drop(&mut self) {
        if !self.archive.connection.is_autocommit() {
            // Where even this fails, SQLite takes the batch back when the file is opened next.
            let _: Result<(), ArchiveError> = self.execute("ROLLBACK");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;
    use tempfile::TempDir;

    fn article(number: usize) -> Article {
        Article::of_text(format!("a{number}"), "word ".repeat(200), format!("reports.jsonl#{number}"))
    }

    #[test]
    fn a_full_disk_is_said_and_what_was_committed_stays() {
        let folder = TempDir::new().expect("a folder");
        let mut archive = Archive::open_or_make(folder.path()).expect("a folder of our own");
        let mut adding = archive.add("0.1.0", "").expect("nobody else writes");
        adding.article(&article(0)).expect("room");
        adding.finish(&Tally::default(), "").expect("room");
        archive.connection.pragma_update(None, "max_page_count", 40).expect("a store");
        let mut adding = archive.add("0.1.0", "").expect("nobody else writes");
        let failed = (1..1000).map(|number| adding.article(&article(number))).find_map(Result::err);
        assert!(matches!(failed, Some(ArchiveError::Full { .. })), "{failed:?}");
        drop(adding);
        assert_eq!(archive.info().expect("readable").articles, 1);
        assert_eq!(archive.check().expect("readable").n_faults, 0);
    }

    #[test]
    fn two_runs_do_not_write_at_once() {
        let folder = TempDir::new().expect("a folder");
        let mut one = Archive::open_or_make(folder.path()).expect("a folder of our own");
        let mut other = Archive::open_or_make(folder.path()).expect("a folder of our own");
        other.connection.busy_timeout(Duration::ZERO).expect("a store");
        let mut adding = one.add("0.1.0", "").expect("nobody else writes");
        adding.article(&article(1)).expect("room");
        assert!(matches!(other.add("0.1.0", ""), Err(ArchiveError::Locked { .. })));
        adding.finish(&Tally::default(), "").expect("room");
        let mut adding = other.add("0.1.0", "").expect("the other has ended");
        assert!(!adding.article(&article(1)).expect("room"));
    }
}
