//! A pile of articles, streamed: read on one thread, worked on by all, handed over in the order of the input.

use crate::archived::input_file;
use crate::error::Error;
use crate::storying::StoryLabels;
use jiff::civil::Date;
use overshadow_annotate::Annotator;
use overshadow_archive::{Archive, Which};
use overshadow_clean::{CleanOptions, Cleaned};
use overshadow_read::{Input, Item, Position, ReadOptions, ReadSummary};
use overshadow_record::{Article, Display, InputFile, Outlets, Skipped};
use rayon::prelude::*;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, LazyLock};

/// Items handed over at once: enough to keep every core busy, few enough to keep memory small.
const BATCH_ITEMS: usize = 2048;
/// A batch of long pages is closed earlier.
const BATCH_BYTES: usize = 8 << 20;
/// Batches that may wait between the reader and the workers.
const BATCHES_WAITING: usize = 3;

/// What to read and how.
#[derive(Clone, Debug, Default)]
pub struct Pile {
    /// Files, folders, patterns, standard input.
    pub inputs: Vec<Input>,
    /// The folder of an archive to read in place of the inputs.
    pub archive: Option<PathBuf>,
    /// First and last day that are asked for; an archive passes over the others unread.
    pub days: Option<(Date, Date)>,
    /// How to read them.
    pub read: ReadOptions,
    /// How to clean pages.
    pub clean: CleanOptions,
    /// Who annotates; without it, the models inside the program.
    pub annotator: Option<Arc<Annotator>>,
    /// Who outlets are; without it, the table inside the program.
    pub outlets: Option<Arc<Outlets>>,
    /// Which story each article belongs to; without it no query can ask for stories.
    pub stories: Option<Arc<StoryLabels>>,
    /// True when each article that is left out is to be named, not only counted: an archive is then read through.
    pub names_skipped: bool,
    /// Where reading starts; the beginning, or a place that an earlier run over the same inputs reached.
    pub from: Position,
}

/// The annotator with the models inside the program, made when it is first needed.
pub(crate) static BUNDLED: LazyLock<Annotator> = LazyLock::new(Annotator::new);

impl Pile {
    pub(crate) fn annotator(&self) -> &Annotator {
        self.annotator.as_deref().unwrap_or_else(|| &BUNDLED)
    }

    pub(crate) fn outlets(&self) -> &Outlets {
        self.outlets.as_deref().unwrap_or_else(|| Outlets::built_in())
    }
}

/// What a pile turned out to be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PileSummary {
    /// The files, with their hashes.
    pub files: Vec<InputFile>,
    /// Pages and rows seen, those left out included.
    pub items: u64,
    /// Characters that could not be decoded.
    pub replaced_characters: u64,
    /// Articles whose country comes from the table of outlets, since the input gives none.
    pub countries_by_table: u64,
}

/// An article of the pile.
pub(crate) struct PileArticle {
    pub(crate) article: Article,
    /// What the markup of its page sets apart as somebody's words, where it came as a page.
    pub(crate) displays: Vec<Display>,
    /// True when the country of its outlet stands in the table of outlets only.
    pub(crate) country_by_table: bool,
}

/// Items with the place after each.
type Batch = Vec<(Result<Item, Skipped>, Position)>;

/// Takes results with the place after each.
type Take<'a, T> = &'a mut dyn FnMut(Result<T, Skipped>, Position) -> ControlFlow<()>;

/// Streams the pile through `work`, on all threads, and its results through `take`, one by one and in order.
///
/// # Errors
/// When an input cannot be read at all. What was read before is taken all the same.
pub(crate) fn for_each<T: Send>(
    pile: &Pile,
    work: impl Fn(PileArticle) -> T + Sync,
    take: Take<'_, T>,
) -> Result<PileSummary, Error> {
    let (sender, receiver) = sync_channel(BATCHES_WAITING);
    std::thread::scope(|scope| {
        let reader = scope.spawn(move || read_batches(pile, &sender));
        let (items, countries_by_table) = work_through(receiver, pile, &work, take);
        let summary = reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        let replaced_characters = summary.replaced_characters;
        Ok(PileSummary { files: summary.files, items, replaced_characters, countries_by_table })
    })
}

fn read_batches(pile: &Pile, sender: &SyncSender<Batch>) -> Result<ReadSummary, Error> {
    let mut batch = Batch::new();
    let mut bytes = 0;
    let summary = read_all(pile, &mut |item, place| {
        bytes += size(&item);
        batch.push((item, place));
        if batch.len() < BATCH_ITEMS && bytes < BATCH_BYTES {
            return ControlFlow::Continue(());
        }
        bytes = 0;
        send(sender, &mut batch)
    });
    // Nobody listens any more when the output was closed; that is no error of the reader.
    let _: ControlFlow<()> = send(sender, &mut batch);
    summary
}

/// Reads the inputs, or the archive in their place.
fn read_all(pile: &Pile, take: Take<'_, Item>) -> Result<ReadSummary, Error> {
    let Some(folder) = &pile.archive else {
        return Ok(overshadow_read::read_from(&pile.inputs, &pile.read, pile.from, take)?);
    };
    let archive = Archive::open(folder)?;
    let progress = pile.read.progress.as_deref();
    let bytes = archive.bytes()?;
    let bytes_an_article = bytes / archive.articles()?.max(1);
    progress.inspect(|progress| progress.set_total(bytes));
    let mut articles = 0;
    let digest = archive.for_each(Which { days: pile.days, behind: 0 }, &mut |article, row| {
        articles += 1;
        progress.inspect(|progress| progress.add(bytes_an_article));
        take(Ok(Item::Article(Box::new(article))), Position { source: 0, offset: row, items: articles })
    })?;
    Ok(ReadSummary { files: vec![input_file(&archive, digest)?], articles, ..ReadSummary::default() })
}

fn send(sender: &SyncSender<Batch>, batch: &mut Batch) -> ControlFlow<()> {
    let full = std::mem::replace(batch, Batch::with_capacity(BATCH_ITEMS));
    if sender.send(full).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
}

fn size(item: &Result<Item, Skipped>) -> usize {
    match item {
        Ok(Item::Page(page)) => page.text.len(),
        Ok(Item::Article(article)) => article.text.len(),
        Err(_) => 0,
    }
}

/// Works on all that comes; how many items there were, and how many countries the table of outlets told.
fn work_through<T: Send>(
    receiver: Receiver<Batch>,
    pile: &Pile,
    work: &(impl Fn(PileArticle) -> T + Sync),
    take: Take<'_, T>,
) -> (u64, u64) {
    let mut items = 0;
    let countries_by_table = AtomicU64::new(0);
    for batch in receiver {
        items += batch.len() as u64;
        let one = |(item, place): (Result<Item, Skipped>, Position)| {
            let read = item.and_then(|item| to_article(item, pile));
            let by_table = read.as_ref().is_ok_and(|read| read.country_by_table);
            countries_by_table.fetch_add(u64::from(by_table), Ordering::Relaxed);
            (read.map(work), place)
        };
        let results: Vec<(Result<T, Skipped>, Position)> = batch.into_par_iter().map(one).collect();
        for (result, place) in results {
            if take(result, place).is_break() {
                return (items, countries_by_table.into_inner());
            }
        }
    }
    (items, countries_by_table.into_inner())
}

/// An item as an article, cleaned when it came as a page; outlet and country by the table of outlets.
pub(crate) fn to_article(item: Item, pile: &Pile) -> Result<PileArticle, Skipped> {
    let mut read = cleaned(item, pile)?;
    let had_country = read.article.outlet_country.is_some();
    pile.outlets().settle(&mut read.article);
    read.country_by_table = !had_country && read.article.outlet_country.is_some();
    Ok(read)
}

fn cleaned(item: Item, pile: &Pile) -> Result<PileArticle, Skipped> {
    match item {
        Item::Article(article) => Ok(PileArticle { article: *article, displays: Vec::new(), country_by_table: false }),
        Item::Page(page) => match overshadow_clean::article(&page, &pile.clean) {
            Cleaned::Article { article, displays, .. } => {
                Ok(PileArticle { article, displays, country_by_table: false })
            }
            Cleaned::Skipped(skipped) => Err(skipped),
        },
    }
}
