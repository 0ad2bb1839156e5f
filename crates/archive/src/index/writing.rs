//! Filling the index, row after row.

use super::words::Words;
use super::{FOLDER, Fields, Index, Part, schema};
use crate::error::ArchiveError;
use std::path::{Path, PathBuf};
use tantivy::indexer::LogMergePolicy;
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{IndexWriter, TantivyDocument};

/// Bytes that words waiting for the disk may take, over all threads.
const WAITING_BYTES: usize = 200 << 20;
/// Threads that sort words.
const THREADS: usize = 2;
/// Rows between commits: little is read twice after a kill.
const ROWS_A_COMMIT: u64 = 200_000;

/// A run that indexes; what is not committed is gone when it ends without [`Indexing::finish`].
pub struct Indexing {
    folder: PathBuf,
    form: String,
    fields: Fields,
    writer: IndexWriter,
    /// The last row committed.
    rows: u64,
}

impl Indexing {
    /// Opens the index in the folder of an archive, or makes it, also in the place of one that is broken or whose words have
    /// another form.
    ///
    /// # Errors
    /// When another run indexes, or the folder may not be written.
    pub fn open_or_make(archive: &Path, form: &str) -> Result<Self, ArchiveError> {
        let folder = archive.join(FOLDER);
        let known = Index::open(archive, form).map(|index| (index.index.clone(), index.rows()));
        let (index, rows) = match known {
            Some(known) => known,
            None => (make(archive)?, 0),
        };
        let (_, fields) = schema();
        let error = |source: tantivy::TantivyError| ArchiveError::of_index(&folder, &source);
        let writer: IndexWriter = index.writer_with_num_threads(THREADS, WAITING_BYTES).map_err(error)?;
        let mut merging = LogMergePolicy::default();
        // Few large segments: every one costs a question some microseconds.
        merging.set_min_num_segments(4);
        writer.set_merge_policy(Box::new(merging));
        Ok(Self { folder, form: form.to_owned(), fields, writer, rows })
    }

    /// The last row the index holds.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Indexes the words of one article.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub fn article(&mut self, row: u64, parts: &[(Part, &str)]) -> Result<(), ArchiveError> {
        let mut document = TantivyDocument::default();
        document.add_u64(self.fields.row, row);
        for (part, words) in parts.iter().filter(|(_, words)| !words.is_empty()) {
            document.add_text(self.fields.of(*part), words);
        }
        self.writer.add_document(document).map_err(|source| self.error(&source))?;
        Ok(())
    }

    /// True when so much waits that it is worth a commit.
    #[must_use]
    pub fn is_large(&self, row: u64) -> bool {
        row >= self.rows + ROWS_A_COMMIT
    }

    /// Commits what is left: the index holds all rows up to `rows`, the last of which is the article of this name.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub fn finish(mut self, rows: u64, link: &str) -> Result<(), ArchiveError> {
        if rows > self.rows {
            self.commit(rows, link)?;
        }
        let folder = self.folder;
        self.writer.wait_merging_threads().map_err(|source| ArchiveError::of_index(&folder, &source))
    }

    /// Commits what came: the index holds all rows up to `rows`, the last of which is the article of this name.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub fn commit(&mut self, rows: u64, link: &str) -> Result<(), ArchiveError> {
        let error = |source: tantivy::TantivyError| ArchiveError::of_index(&self.folder, &source);
        let mut prepared = self.writer.prepare_commit().map_err(error)?;
        prepared.set_payload(&format!("{} {link} {rows}", self.form));
        prepared.commit().map_err(error)?;
        self.rows = rows;
        Ok(())
    }

    fn error(&self, source: &tantivy::TantivyError) -> ArchiveError {
        ArchiveError::of_index(&self.folder, source)
    }
}

/// Removes the index of an archive, where there is one.
pub(crate) fn remove_index(archive: &Path) -> Result<(), ArchiveError> {
    let folder = archive.join(FOLDER);
    let removed = if folder.exists() { std::fs::remove_dir_all(&folder) } else { Ok(()) };
    removed.map_err(|source| ArchiveError::Folder { folder, source })
}

#[expect(clippy::disallowed_methods, reason = "an archive makes its own folders")]
fn make(archive: &Path) -> Result<tantivy::Index, ArchiveError> {
    remove_index(archive)?;
    let folder = archive.join(FOLDER);
    let made = std::fs::create_dir_all(&folder);
    made.map_err(|source| ArchiveError::Folder { folder: folder.clone(), source })?;
    let (schema, _) = schema();
    let made = tantivy::Index::create_in_dir(&folder, schema);
    let index = made.map_err(|source| ArchiveError::of_index(&folder, &source))?;
    index.tokenizers().register("words", TextAnalyzer::from(Words));
    Ok(index)
}
