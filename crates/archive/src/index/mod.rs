//! Which rows hold which words: an index derived from the articles, in the folder `index` beside them.
//!
//! The index knows words, places and rows, and nothing of what a word is: words come folded, and what is asked for comes as
//! an [`Asked`]; who joins several joins their rows. It holds no text; deleted, it is made anew from the articles. Each commit notes the last row it holds,
//! so that after a kill the rest is indexed and nothing twice.

mod asking;
mod words;
mod writing;

use crate::error::ArchiveError;
use crate::store::Archive;
use std::path::{Path, PathBuf};
use tantivy::schema::{FAST, Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{IndexReader, ReloadPolicy};

pub use writing::Indexing;
pub(crate) use writing::remove_index;

/// The folder inside that of the archive.
const FOLDER: &str = "index";

/// A part of an article that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Headline.
    Title,
    /// Text.
    Text,
    /// Outlet.
    Outlet,
    /// Language.
    Language,
    /// Country of the outlet.
    Country,
    /// Day of publication.
    Date,
    /// A theme.
    Theme,
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place.
    Place,
    /// Who takes part in an event.
    Actor,
    /// The code of an event.
    Event,
}

impl Part {
    /// All parts with their names in the index.
    const ALL: [(Part, &'static str); 12] = [
        (Part::Title, "title"),
        (Part::Text, "text"),
        (Part::Outlet, "outlet"),
        (Part::Language, "language"),
        (Part::Country, "country"),
        (Part::Date, "date"),
        (Part::Theme, "theme"),
        (Part::Person, "person"),
        (Part::Organisation, "organisation"),
        (Part::Place, "place"),
        (Part::Actor, "actor"),
        (Part::Event, "event"),
    ];

    fn at(self) -> usize {
        Self::ALL.iter().position(|(part, _)| *part == self).expect("every part has a name")
    }
}

/// Words that stand next to each other in one part of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Where they are looked for.
    pub part: Part,
    /// Folded words, parted as they are in the index.
    pub words: String,
    /// True when the last word may go on.
    pub prefix: bool,
}

/// The index of an archive, open.
pub struct Index {
    folder: PathBuf,
    fields: Fields,
    index: tantivy::Index,
    reader: IndexReader,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("folder", &self.folder).finish_non_exhaustive()
    }
}

/// What a commit notes: the form of its words, the last row, and the permanent name of the article that has it.
struct Noted {
    form: String,
    link: String,
    rows: u64,
}

#[derive(Clone)]
struct Fields {
    row: Field,
    /// In the order of [`Part::ALL`].
    parts: Vec<Field>,
}

impl Fields {
    fn of(&self, part: Part) -> Field {
        self.parts[part.at()]
    }
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let row = schema.add_u64_field("row", NumericOptions::from(FAST));
    let words =
        TextFieldIndexing::default().set_tokenizer("words").set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let options = TextOptions::default().set_indexing_options(words);
    let parts = Part::ALL.iter().map(|(_, name)| schema.add_text_field(name, options.clone())).collect();
    (schema.build(), Fields { row, parts })
}

impl Index {
    /// Opens the index in the folder of an archive; `None` where there is none, or one whose words have another form or that
    /// is broken: it can be made anew.
    #[must_use]
    pub fn open(archive: &Path, form: &str) -> Option<Self> {
        let folder = archive.join(FOLDER);
        let (wanted, fields) = schema();
        let index = tantivy::Index::open_in_dir(&folder).ok().filter(|index| index.schema() == wanted)?;
        index.tokenizers().register("words", TextAnalyzer::from(words::Words));
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().ok()?;
        let of_form = |index: &Self| index.noted().is_some_and(|noted| noted.form == form);
        Some(Self { folder, fields, index, reader }).filter(of_form)
    }

    /// The last row of the last commit.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.noted().map_or(0, |noted| noted.rows)
    }

    /// True when the last row of the index is the article that has it in the archive. An archive that was restored from a copy
    /// and grew otherwise since has another there.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn is_of(&self, archive: &Archive) -> Result<bool, ArchiveError> {
        let Some(noted) = self.noted().filter(|noted| noted.rows <= archive.last_row().unwrap_or_default()) else {
            return Ok(false);
        };
        let there = if noted.rows == 0 { Vec::new() } else { archive.links_of(&[noted.rows])? };
        Ok(there.first().map_or("", String::as_str) == noted.link)
    }

    /// What the last commit notes.
    fn noted(&self) -> Option<Noted> {
        let payload = self.index.load_metas().ok()?.payload?;
        let (before, rows) = payload.rsplit_once(' ')?;
        let (form, link) = before.rsplit_once(' ')?;
        Some(Noted { form: form.to_owned(), link: link.to_owned(), rows: rows.parse().ok()? })
    }

    fn error(&self, source: &tantivy::TantivyError) -> ArchiveError {
        ArchiveError::Index { folder: self.folder.clone(), detail: source.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RowSet;
    use tempfile::TempDir;

    fn index_of(texts: &[&str]) -> (TempDir, Index) {
        let folder = TempDir::new().expect("a folder");
        let mut indexing = Indexing::open_or_make(folder.path(), "1").expect("a folder of our own");
        for (row, text) in (1..).zip(texts) {
            indexing.article(row, &[(Part::Title, *text)]).expect("room");
        }
        indexing.finish(texts.len() as u64, "a1").expect("room");
        let index = Index::open(folder.path(), "1").expect("just made");
        (folder, index)
    }

    fn words(words: &str, prefix: bool) -> Asked {
        Asked { part: Part::Title, words: words.to_owned(), prefix }
    }

    fn rows(index: &Index, asked: &Asked) -> Vec<u64> {
        index.rows_of(asked, 9).expect("readable").iter().collect()
    }

    #[test]
    fn words_phrases_and_beginnings() {
        let (_folder, index) = index_of(&["fire in city hall", "city\nhall", "hall of the city", "firemen", ""]);
        assert_eq!(rows(&index, &words("city hall", false)), [1]);
        assert_eq!(rows(&index, &words("fire", false)), [1]);
        assert_eq!(rows(&index, &words("fire", true)), [1, 4]);
        assert_eq!(rows(&index, &words("city ha", true)), [1]);
        assert_eq!(rows(&index, &words("city\nhall", false)), [2]);
        assert_eq!(rows(&index, &words("nowhere", true)), [] as [u64; 0]);
        assert_eq!(rows(&index, &words("", true)), [] as [u64; 0]);
    }

    #[test]
    fn the_best_hold_more_of_what_is_seldom() {
        let (_folder, index) = index_of(&[
            "rain on monday",
            "rain hail monday",
            "rain on tuesday",
            "hail on friday",
            "rain at night",
            "sun on sunday",
        ]);
        let asked = [words("rain", false), words("hail", false)];
        let best = |among: &RowSet, first| index.best(&asked, among, first).expect("readable");
        let all = RowSet::all(6);
        assert_eq!(best(&all, 2), [2, 4], "both, then the seldom one");
        assert_eq!(best(&all, 9).len(), 5);
        assert_eq!(best(&RowSet::of_rows(6, [1, 3]), 9), [3, 1], "of equals the last added");
        assert_eq!(index.best(&[], &all, 9).expect("readable"), [] as [u64; 0]);
    }

    #[test]
    fn what_was_not_finished_is_not_there_and_comes_once() {
        let (folder, index) = index_of(&["one"]);
        assert_eq!(index.rows(), 1);
        let mut indexing = Indexing::open_or_make(folder.path(), "1").expect("a folder of our own");
        assert_eq!(indexing.rows(), 1);
        indexing.article(2, &[(Part::Title, "two")]).expect("room");
        drop(indexing);
        let mut indexing = Indexing::open_or_make(folder.path(), "1").expect("a folder of our own");
        assert_eq!(indexing.rows(), 1);
        indexing.article(2, &[(Part::Title, "two")]).expect("room");
        indexing.finish(2, "a1").expect("room");
        let index = Index::open(folder.path(), "1").expect("whole");
        assert_eq!(index.rows(), 2);
        assert_eq!(index.rows_of(&words("two", false), 2).expect("readable"), RowSet::of_rows(2, [2]));
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "tests damage files on purpose")]
    fn a_broken_index_is_none_and_is_made_anew() {
        let (folder, _) = index_of(&["one"]);
        std::fs::write(folder.path().join("index").join("meta.json"), "{").expect("a folder of our own");
        assert!(Index::open(folder.path(), "1").is_none());
        let indexing = Indexing::open_or_make(folder.path(), "1").expect("made anew");
        assert_eq!(indexing.rows(), 0);
    }

    #[test]
    fn an_index_of_another_form_is_made_anew() {
        let (folder, _) = index_of(&["one"]);
        assert!(Index::open(folder.path(), "2").is_none());
        assert_eq!(Indexing::open_or_make(folder.path(), "2").expect("made anew").rows(), 0);
    }
}
