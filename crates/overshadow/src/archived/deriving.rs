//! What is derived from an archive: the index of its words, and what its articles are to each other.

use super::asking::matching;
use super::columns::{Facts, cells, empty, place, ranks, voices};
use super::form;
use super::words::parts;
use crate::error::Error;
use crate::once::{for_each_once, identity};
use crate::pile::{BUNDLED, Pile, PileArticle};
use crate::question::standard_subjects;
use crate::storying::{Stories, read_for_stories};
use crate::tabulate::hash;
use overshadow_agenda::query::parse;
use overshadow_agenda::stories::StoryOptions;
use overshadow_annotate::annotate_page;
use overshadow_archive::{Archive, Column, Index, Indexing, Quoted, RowSet, Settled, SubjectRows, Which};
use overshadow_read::Progress;
use overshadow_record::{Article, Outlets, Quotation, Speaker, Unit};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

/// Articles whose words are folded at once.
const BATCH: usize = 4096;
/// Articles whose quotations are one transaction.
const ANNOTATED_AT_ONCE: usize = 4096;
/// Articles a story needs to be described.
const FEWEST_ARTICLES: usize = 3;
/// Articles a story needs for it to be said who and where it is about.
const FEWEST_TO_NAME: usize = 10;

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Derived {
    /// Articles whose words were indexed.
    pub indexed: u64,
    /// Quotations that were found in articles not looked into before.
    pub quotations: u64,
    /// Articles that were settled: all there are, or none when nothing has changed.
    pub settled: u64,
    /// Stories among them with three articles and more.
    pub stories: u64,
}

/// What takes long enough to be shown while it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Words are indexed.
    Index,
    /// Quotations are looked for.
    Quotations,
    /// Near copies and stories are looked for.
    Stories,
}

/// Brings what is derived from an archive up to its last article: the words of what is new, then near copies, stories
/// and standing subjects of all. Nothing is done where nothing has changed. A run that is killed leaves what was, and
/// the next one goes on. `begins` is told of each step and hands over what shows its progress.
///
/// # Errors
/// When the archive cannot be read, or the disk does not take it.
pub fn derive(archive: &mut Archive, begins: &mut dyn FnMut(Step) -> Arc<Progress>) -> Result<Derived, Error> {
    let form = form();
    let rows = archive.last_row()?;
    if rows == 0 {
        return Ok(Derived::default());
    }
    let indexed = index(archive, &form, rows, begins)?;
    let quotations = annotate(archive, &form, rows, begins)?;
    if archive.settled(&form)?.is_some() {
        return Ok(Derived { indexed, quotations, ..Derived::default() });
    }
    let folder = archive.folder().to_owned();
    let index = Index::open(&folder, &form).ok_or(Error::IndexGone)?;
    let settled = settle(&folder, &index, form, rows, begins(Step::Stories))?;
    archive.settle(&settled)?;
    Ok(Derived { indexed, quotations, settled: rows, stories: settled.described.len() as u64 })
}

/// Indexes the words of the articles that the index lacks.
fn index(
    archive: &Archive,
    form: &str,
    rows: u64,
    begins: &mut dyn FnMut(Step) -> Arc<Progress>,
) -> Result<u64, Error> {
    if let Some(index) = Index::open(archive.folder(), form) {
        match (index.is_of(archive)?, index.rows() == rows) {
            (true, true) => return Ok(0),
            (true, false) => {}
            (false, _) => archive.forget_index()?,
        }
    }
    let mut indexing = Indexing::open_or_make(archive.folder(), form)?;
    let behind = indexing.rows();
    let shown = Shown::begin(archive, begins(Step::Index), rows - behind)?;
    let mut batch = Vec::new();
    let mut failed = None;
    archive.for_each(Which { behind, ..Which::default() }, &mut |article, row| {
        if row > rows {
            return ControlFlow::Break(());
        }
        batch.push((row, article));
        shown.add(1);
        if batch.len() == BATCH {
            let done = index_batch(&mut indexing, std::mem::take(&mut batch)).and_then(|()| {
                if indexing.is_large(row) { Ok(indexing.commit(row, &name_of(archive, row)?)?) } else { Ok(()) }
            });
            if let Err(error) = done {
                failed = Some(error);
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    })?;
    if let Some(failed) = failed {
        return Err(failed);
    }
    index_batch(&mut indexing, batch)?;
    indexing.finish(rows, &name_of(archive, rows)?)?;
    Ok(rows - behind)
}

/// The permanent name of the article of a row; none where there is no row yet.
fn name_of(archive: &Archive, row: u64) -> Result<String, Error> {
    let names = if row == 0 { Vec::new() } else { archive.links_of(&[row])? };
    Ok(names.into_iter().next().unwrap_or_default())
}

/// Progress in bytes, as it is shown, of a step that goes through articles.
struct Shown {
    progress: Arc<Progress>,
    bytes_an_article: u64,
}

impl Shown {
    fn begin(archive: &Archive, progress: Arc<Progress>, articles: u64) -> Result<Self, Error> {
        let bytes_an_article = archive.bytes()? / archive.last_row()?.max(1);
        progress.set_total(bytes_an_article * articles);
        Ok(Self { progress, bytes_an_article })
    }

    fn add(&self, articles: u64) {
        self.progress.add(self.bytes_an_article * articles);
    }
}

fn index_batch(indexing: &mut Indexing, batch: Vec<(u64, Article)>) -> Result<(), Error> {
    let words: Vec<_> = batch
        .into_par_iter()
        .map(|(row, mut article)| {
            Outlets::built_in().settle(&mut article);
            (row, parts(&article))
        })
        .collect();
    for (row, parts) in words {
        let parts: Vec<_> = parts.iter().map(|(part, words)| (*part, words.as_str())).collect();
        indexing.article(row, &parts)?;
    }
    Ok(())
}

/// Finds the quotations of the articles that were not looked into.
fn annotate(
    archive: &mut Archive,
    form: &str,
    rows: u64,
    begins: &mut dyn FnMut(Step) -> Arc<Progress>,
) -> Result<u64, Error> {
    let mut behind = archive.annotated(form)?;
    if behind >= rows {
        return Ok(0);
    }
    let shown = Shown::begin(archive, begins(Step::Quotations), rows - behind)?;
    let mut quotations = 0;
    while behind < rows {
        let mut batch = Vec::new();
        archive.for_each(Which { behind, ..Which::default() }, &mut |article, row| {
            batch.push((row, article));
            if batch.len() < ANNOTATED_AT_ONCE && row < rows {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })?;
        let Some(&(last, _)) = batch.last() else { break };
        shown.add(last - behind);
        let found: Vec<Quoted> = batch.par_iter().flat_map_iter(|(row, article)| quoted(*row, article)).collect();
        quotations += found.len() as u64;
        archive.annotate(form, last, &found)?;
        behind = last;
    }
    Ok(quotations)
}

/// The quotations of an article that say who speaks.
fn quoted(row: u64, article: &Article) -> impl Iterator<Item = Quoted> {
    // A headline without a text quotes nobody; looking for it would take as long.
    let found = if article.text.is_empty() { Vec::new() } else { annotate_page(article, &[], &BUNDLED).quotations };
    found.into_iter().filter(|quotation| !quotation.repeat).filter_map(move |quotation| {
        let Speaker { mention, name, .. } = quotation.speaker?;
        let Quotation { kind, stance, content, cue, .. } = quotation;
        Some(Quoted { article: row, speaker: name, kind, stance, content, cue, mention })
    })
}

/// What all articles are to each other.
fn settle(folder: &Path, index: &Index, form: String, rows: u64, progress: Arc<Progress>) -> Result<Settled, Error> {
    let mut pile = Pile { archive: Some(folder.to_owned()), ..Pile::default() };
    pile.read.progress = Some(progress);
    let (mut all, mut read) = (Vec::new(), Vec::new());
    let work = |read: PileArticle| {
        let facts = facts(&read);
        Ok((identity(&read.article), (facts, read_for_stories(read.article, &pile).ok())))
    };
    let (tally, summary) = for_each_once(&pile, work, &mut |_| {}, &mut |(fact, story), place| {
        if place.offset <= rows {
            all.push(Facts { row: place.offset, ..fact });
            read.extend(story.map(|story| story.at(place.offset)));
        }
    })?;
    let stories = Stories::of(read, &StoryOptions::default(), tally, summary);
    let (mut copy_group, mut story_of) = (empty(rows), empty(rows));
    for (row, first, story) in stories.placed() {
        copy_group[place(row)] = number(place(first));
        story_of[place(row)] = number(story);
    }
    let cells = cells(&all, rows);
    let precedence = ranks(&all, rows, |fact| (fact.published, fact.id, fact.row));
    let voices = voices(&RowSet::all(rows), &cells.of_row, &cells.cells, &copy_group, &precedence);
    let by_table = all.iter().filter(|fact| fact.country_by_table).map(|fact| fact.row);
    Ok(Settled {
        rows,
        form,
        countries_by_table: RowSet::of_rows(rows, by_table),
        subjects: standing_subjects(index, rows)?,
        stories: stories.ids().collect(),
        voices,
        columns: vec![
            (Column::Newness, ranks(&all, rows, |fact| (fact.published, Reverse(fact.row)))),
            (Column::Cell, cells.of_row),
            (Column::Precedence, precedence),
            (Column::CopyGroup, copy_group),
            (Column::Story, story_of),
        ],
        units: cells.units,
        cells: cells.cells,
        described: stories.described_and_named(FEWEST_ARTICLES, FEWEST_TO_NAME, &BUNDLED),
    })
}

/// What the columns are made of; the row is not known here.
pub(super) fn facts(read: &PileArticle) -> Facts {
    let article = &read.article;
    let known = |value: &Option<String>| value.clone().unwrap_or_default();
    Facts {
        row: 0,
        published: article.published.map(|published| published.at),
        unit: Unit {
            outlet: known(&article.outlet),
            country: known(&article.outlet_country),
            language: known(&article.language),
        },
        id: hash(&article.article_id),
        country_by_table: read.country_by_table,
    }
}

fn standing_subjects(index: &Index, rows: u64) -> Result<Vec<SubjectRows>, Error> {
    let mut found = Vec::new();
    for subject in standard_subjects() {
        let in_query = |source| Error::Query { subject: subject.name.clone(), source };
        let expression = parse(&subject.query).map_err(in_query)?;
        let articles = matching(index, &expression, rows, &FxHashMap::default())?;
        found.push(SubjectRows { name: subject.name, query: subject.query, articles });
    }
    Ok(found)
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("fewer articles than 2^32")
}
