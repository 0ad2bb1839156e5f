//! Pages and articles, from any input.

use crate::article::ArticleRows;
use crate::characters;
use crate::columnar;
use crate::columns::Layout;
use crate::error::ReadError;
use crate::form::Form;
use crate::input::{Input, Place, Source, sources};
use crate::json;
use crate::options::ReadOptions;
use crate::row::Stop;
use crate::table;
use crate::walk::{Leaf, Leaves, walk};
use overshadow_record::{Article, InputFile, Page, PageForm, Skipped};
use std::cell::Cell;
use std::io::Read;
use std::ops::ControlFlow;

/// One thing that was read.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A page, still to be cleaned.
    Page(Page),
    /// A row of a table, an article as it stands.
    Article(Box<Article>),
}

/// What was read, in numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadSummary {
    /// The files that pages and rows came from, in order. When the callback ended the reading, the file it was in is
    /// not among them, since its digest is not known.
    pub files: Vec<InputFile>,
    /// Pages handed over.
    pub pages: u64,
    /// Articles handed over.
    pub articles: u64,
    /// Things left out.
    pub skipped: u64,
    /// Characters that could not be decoded and were replaced.
    pub replaced_characters: u64,
}

/// Takes items and what was left out; `Break` ends the reading.
type Visit<'a> = &'a mut dyn FnMut(Result<Item, Skipped>) -> ControlFlow<()>;

/// Reads every page and every article of `inputs`, in order, and hands each to `visit`.
///
/// A callback, because members of a tar archive exist only while their archive is open. What was left out comes as
/// an `Err` with its place and reason; the reading goes on. `visit` ends it with `ControlFlow::Break`.
///
/// # Errors
/// An input that was named and cannot be opened, read or understood, and a folder or pattern that holds no file.
/// Inside folders and archives the same faults are handed to `visit` instead.
pub fn read(inputs: &[Input], options: &ReadOptions, visit: Visit<'_>) -> Result<ReadSummary, ReadError> {
    read_sources(&sources(inputs)?, options, visit)
}

/// Reads bytes as if they were a file called `name`: for callers that have no file, for tests and for fuzzing.
///
/// # Errors
/// As [`read`], for content that cannot be understood.
pub fn read_bytes(name: &str, bytes: &[u8], options: &ReadOptions, visit: Visit<'_>) -> Result<ReadSummary, ReadError> {
    let source = Source { name: name.to_owned(), place: Place::Bytes(bytes), explicit: true };
    read_sources(&[source], options, visit)
}

fn read_sources(sources: &[Source<'_>], options: &ReadOptions, visit: Visit<'_>) -> Result<ReadSummary, ReadError> {
    let replaced = Cell::new(0);
    let mut reading = Reading { options, visit, summary: ReadSummary::default(), replaced: &replaced };
    let files = walk(sources, options.limits, options.progress.as_ref(), &mut reading)?;
    Ok(ReadSummary { files, replaced_characters: replaced.get(), ..reading.summary })
}

struct Reading<'a> {
    options: &'a ReadOptions,
    visit: Visit<'a>,
    summary: ReadSummary,
    replaced: &'a Cell<u64>,
}

impl Reading<'_> {
    fn give(&mut self, item: Result<Item, Skipped>) -> Result<(), Stop> {
        match &item {
            Ok(Item::Page(_)) => self.summary.pages += 1,
            Ok(Item::Article(_)) => self.summary.articles += 1,
            Err(_) => self.summary.skipped += 1,
        }
        match (self.visit)(item) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Stop::Enough),
        }
    }

    fn page(&mut self, leaf: Leaf<'_>) -> Result<bool, Stop> {
        let limit = self.options.limits.max_record_bytes;
        let mut bytes = Vec::new();
        leaf.stream.take(limit as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > limit {
            let detail = format!("a page of more than {limit} bytes");
            self.skip(Skipped { source: leaf.name.to_owned(), reason: "record-too-long".to_owned(), detail })?;
            return Ok(false);
        }
        let form = if leaf.form == Form::Html { PageForm::Html } else { PageForm::Text };
        let encoding = characters::of_block(&bytes, form == PageForm::Html);
        let (text, replaced) = characters::decoded(&bytes, encoding);
        self.replaced.set(self.replaced.get() + replaced);
        let page = Page { replaced, ..Page::of_text(form, text, leaf.name.to_owned()) };
        self.give(Ok(Item::Page(page)))?;
        Ok(true)
    }
}

impl Leaves for Reading<'_> {
    fn leaf(&mut self, leaf: Leaf<'_>) -> Result<bool, Stop> {
        if matches!(leaf.form, Form::Html | Form::Text) {
            return self.page(leaf);
        }
        let (options, replaced, name, form) = (self.options, self.replaced, leaf.name, leaf.form);
        let mut give =
            |article: Result<Article, Skipped>| self.give(article.map(|article| Item::Article(Box::new(article))));
        if form == Form::Json {
            json::json(leaf, options, replaced, &mut give)?;
            return Ok(true);
        }
        let mut rows = ArticleRows { name, options, layout: Layout::default(), header: Vec::new(), give: &mut give };
        match form {
            Form::Parquet => columnar::parquet(leaf, options.limits, replaced, &mut rows)?,
            _ => table::delimited(leaf, options.limits, replaced, &mut rows)?,
        }
        Ok(true)
    }

    fn skip(&mut self, skipped: Skipped) -> Result<(), Stop> {
        self.give(Err(skipped))
    }

    fn kept(&self) -> u64 {
        self.summary.pages + self.summary.articles
    }
}
