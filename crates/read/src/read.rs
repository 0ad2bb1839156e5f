//! Pages and articles, from any input.

use crate::article::ArticleRows;
use crate::characters;
use crate::columnar;
use crate::columns::Layout;
use crate::error::ReadError;
use crate::feed;
use crate::form::Form;
use crate::gdelt;
use crate::input::{Input, Place, Source, sources};
use crate::json;
use crate::options::{Position, ReadOptions};
use crate::reuters;
use crate::row::Stop;
use crate::table;
use crate::walk::{Leaf, Leaves, walk};
use crate::warc::{self, Pages};
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

/// Takes items with the place after each.
pub(crate) type VisitAt<'a> = &'a mut dyn FnMut(Result<Item, Skipped>, Position) -> ControlFlow<()>;

/// Reads every page and every article of `inputs`, in order, and hands each to `visit`.
///
/// A callback, because members of a tar archive exist only while their archive is open. What was left out comes as
/// an `Err` with its place and reason; the reading goes on. `visit` ends it with `ControlFlow::Break`.
///
/// # Errors
/// An input that was named and cannot be opened, read or understood, and a folder or pattern that holds no file.
/// Inside folders and archives the same faults are handed to `visit` instead.
pub fn read(inputs: &[Input], options: &ReadOptions, visit: Visit<'_>) -> Result<ReadSummary, ReadError> {
    read_from(inputs, options, Position::default(), &mut |item, _| visit(item))
}

/// As [`read`], from a place on that an earlier reading told; each item comes with the place after it.
///
/// # Errors
/// As [`read`].
pub fn read_from(
    inputs: &[Input],
    options: &ReadOptions,
    from: Position,
    visit: VisitAt<'_>,
) -> Result<ReadSummary, ReadError> {
    read_sources(&sources(inputs)?, options, from, visit)
}

/// Reads bytes as if they were a file called `name`: for callers that have no file, for tests and for fuzzing.
///
/// # Errors
/// As [`read`], for content that cannot be understood.
pub fn read_bytes(name: &str, bytes: &[u8], options: &ReadOptions, visit: Visit<'_>) -> Result<ReadSummary, ReadError> {
    let source = Source { name: name.to_owned(), place: Place::Bytes(bytes), explicit: true };
    read_sources(&[source], options, Position::default(), &mut |item, _| visit(item))
}

fn read_sources(
    sources: &[Source<'_>],
    options: &ReadOptions,
    from: Position,
    visit: VisitAt<'_>,
) -> Result<ReadSummary, ReadError> {
    let replaced = Cell::new(0);
    let summary = ReadSummary::default();
    let at = Position { items: 0, ..from };
    let mut reading = Reading { options, visit, summary, replaced: &replaced, at, read_before: from.items };
    let files = walk(sources, options.limits, options.progress.as_ref(), from, &mut reading)?;
    Ok(ReadSummary { files, replaced_characters: replaced.get(), ..reading.summary })
}

pub(crate) struct Reading<'a> {
    options: &'a ReadOptions,
    visit: VisitAt<'a>,
    summary: ReadSummary,
    replaced: &'a Cell<u64>,
    /// The place after the last item.
    at: Position,
    /// Items still to be passed over, since an earlier reading handed them out.
    read_before: u64,
}

impl<'a> Reading<'a> {
    /// A reading from the beginning on.
    pub(crate) fn new(options: &'a ReadOptions, visit: VisitAt<'a>, replaced: &'a Cell<u64>) -> Self {
        let (summary, at) = (ReadSummary::default(), Position::default());
        Self { options, visit, summary, replaced, at, read_before: 0 }
    }

    fn give(&mut self, item: Result<Item, Skipped>) -> Result<(), Stop> {
        self.give_at(item, Position { items: self.at.items + 1, ..self.at })
    }

    /// Hands over an item; `at` is the place after it.
    fn give_at(&mut self, item: Result<Item, Skipped>, at: Position) -> Result<(), Stop> {
        self.at = at;
        if self.read_before > 0 {
            self.read_before -= 1;
            return Ok(());
        }
        match &item {
            Ok(Item::Page(_)) => self.summary.pages += 1,
            Ok(Item::Article(_)) => self.summary.articles += 1,
            Err(_) => self.summary.skipped += 1,
        }
        match (self.visit)(item, self.at) {
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

/// Notes where in a web archive reading could start again. One inside another archive has no such place.
struct FromArchive<'a, 'b> {
    reading: &'a mut Reading<'b>,
    place: Option<u64>,
}

impl Pages for FromArchive<'_, '_> {
    fn give(&mut self, item: Result<Page, Skipped>, next: u64) -> Result<(), Stop> {
        let item = item.map(Item::Page);
        if self.place.is_none_or(|place| place == next) {
            return self.reading.give(item);
        }
        self.place = Some(next);
        self.reading.give_at(item, Position { offset: next, items: 0, ..self.reading.at })
    }
}

impl Leaves for Reading<'_> {
    fn begin(&mut self, source: usize, offset: u64) {
        self.at = Position { source, offset, items: 0 };
    }

    fn leaf(&mut self, leaf: Leaf<'_>) -> Result<bool, Stop> {
        let (limits, replaced, offset) = (self.options.limits, self.replaced, leaf.offset);
        match leaf.form {
            Form::Html | Form::Text => return self.page(leaf),
            Form::Warc | Form::WarcGzip => {
                let is_gzip = leaf.form == Form::WarcGzip;
                let place = leaf.path.map(|_| offset);
                return warc::pages(leaf, is_gzip, offset, limits, replaced, &mut FromArchive { reading: self, place })
                    .map(|()| true);
            }
            _ => {}
        }
        let (options, replaced, name, form) = (self.options, self.replaced, leaf.name, leaf.form);
        let mut give =
            |article: Result<Article, Skipped>| self.give(article.map(|article| Item::Article(Box::new(article))));
        match form {
            Form::Json => return json::json(leaf, options, replaced, None, &mut give).map(|()| true),
            Form::Reuters => return reuters::articles(leaf, options, replaced, &mut give).map(|()| true),
            Form::Feed => return feed::xml(leaf, None, options, replaced, &mut give).map(|_| true),
            Form::JsonFeed => return feed::json_feed(leaf, options, replaced, &mut give).map(|()| true),
            Form::Gdelt(table) => return gdelt::rows(leaf, table, options, replaced, &mut give).map(|()| true),
            _ => {}
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
