//! A pile in the shape of another system: what is made of each article is made on all threads and handed over in order.

use crate::error::Error;
use crate::labels::labels;
use crate::once::{for_each_once, identity};
use crate::pile::{Pile, PileArticle, PileSummary, for_each};
use crate::question::{CompiledQuestion, Question};
use crate::tabulate::{fields, left_out};
use overshadow_agenda::query::{Fields, Scratch};
use overshadow_agenda::stories::telling_words;
use overshadow_annotate::annotate_page;
use overshadow_export::TermCounter;
use overshadow_read::{Dates, ReadOptions};
use overshadow_record::{Annotations, Article, Skipped, Tally};
use std::cell::RefCell;
use std::ops::ControlFlow;

/// A pile, or those of its articles that match a query.
#[derive(Clone, Copy, Debug)]
pub struct Narrowed<'a> {
    /// The pile.
    pub pile: &'a Pile,
    /// Only articles that match this; the others are left out as not asked for.
    pub only: Option<&'a str>,
}

/// Hands over what `shape` makes of every article and its annotations, in order.
///
/// # Errors
/// When an input cannot be read at all, or the query cannot be understood.
pub fn annotated_as<T: Send>(
    narrowed: Narrowed<'_>,
    shape: impl Fn(&Article, &Annotations) -> T + Sync,
    take: &mut dyn FnMut(T) -> ControlFlow<()>,
    skipped: &mut dyn FnMut(&Skipped),
) -> Result<(Tally, PileSummary), Error> {
    let annotator = narrowed.pile.annotator();
    let work = |PileArticle { article, displays, .. }| {
        let annotations = annotate_page(&article, &displays, annotator);
        shape(&article, &annotations)
    };
    each(narrowed, work, take, skipped)
}

/// Hands over what `shape` makes of every article, in order; nothing is annotated.
///
/// # Errors
/// As [`annotated_as`].
pub fn articles_as<T: Send>(
    narrowed: Narrowed<'_>,
    shape: impl Fn(&Article) -> T + Sync,
    take: &mut dyn FnMut(T) -> ControlFlow<()>,
    skipped: &mut dyn FnMut(&Skipped),
) -> Result<(Tally, PileSummary), Error> {
    each(narrowed, |PileArticle { article, .. }| shape(&article), take, skipped)
}

fn each<T: Send>(
    Narrowed { pile, only }: Narrowed<'_>,
    work: impl Fn(PileArticle) -> T + Sync,
    take: &mut dyn FnMut(T) -> ControlFlow<()>,
    skipped: &mut dyn FnMut(&Skipped),
) -> Result<(Tally, PileSummary), Error> {
    let question = Question { only: only.map(str::to_owned), ..Question::default() };
    let compiled = understood(&question, pile)?;
    let pile = &Pile { days: compiled.days, ..pile.clone() };
    let asked_for = |read: PileArticle| {
        let passes = only.is_none() || is_asked_for(&read.article, identity(&read.article), &compiled, pile);
        if passes { Ok(work(read)) } else { Err(left_out(&read.article, "not-asked-for", "does not match --only")) }
    };
    let mut tally = Tally::default();
    let summary = for_each(pile, asked_for, &mut |result, _| {
        tally.read += 1;
        match result.and_then(|worked| worked) {
            Ok(made) => {
                tally.kept += 1;
                take(made)
            }
            Err(left_out) => {
                tally.skip(&left_out.reason);
                skipped(&left_out);
                ControlFlow::Continue(())
            }
        }
    })?;
    Ok((tally, summary))
}

/// The question, compiled; nobody has looked for stories it may ask for.
fn understood(question: &Question, pile: &Pile) -> Result<CompiledQuestion, Error> {
    let compiled = question.compile()?;
    if pile.stories.is_none() && compiled.matcher.asks_for_stories() {
        return Err(Error::StoriesMissing);
    }
    Ok(compiled)
}

/// The words of a pile's headlines.
#[derive(Clone, Debug)]
pub struct Worded {
    /// The words of the headlines of those articles that the question asks for.
    pub terms: TermCounter,
    /// What became of the input.
    pub tally: Tally,
    /// The files read.
    pub summary: PileSummary,
}

thread_local! {
    /// The matcher's buffers, one set per worker.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Counts the words of the headlines of all articles on any subject of the question. Articles are those that
/// [`tabulate`](crate::tabulate()) counts: with a date, and each once a day.
///
/// # Errors
/// When an input or a query cannot be read.
pub fn headline_words(pile: &Pile, question: &Question, skipped: &mut dyn FnMut(&Skipped)) -> Result<Worded, Error> {
    let compiled = understood(question, pile)?;
    let read = ReadOptions { dates: Dates::Required, ..pile.read.clone() };
    let pile = &Pile { read, days: compiled.days, ..pile.clone() };
    let mut terms = TermCounter::default();
    let work = |PileArticle { article, .. }: PileArticle| {
        let identity = identity(&article);
        let title = article.title.as_deref().unwrap_or_default();
        Ok((identity, is_asked_for(&article, identity, &compiled, pile).then(|| telling_words(title))))
    };
    let (tally, summary) = for_each_once(pile, work, skipped, &mut |words, _| {
        if let Some(words) = words {
            terms.add(words);
        }
    })?;
    Ok(Worded { terms, tally, summary })
}

/// True for an article on some subject, where there are any, that passes `only`.
fn is_asked_for(article: &Article, identity: u64, compiled: &CompiledQuestion, pile: &Pile) -> bool {
    let mut labels = if compiled.matcher.asks_for_labels() { labels(article) } else { Vec::new() };
    labels.extend(pile.stories.iter().flat_map(|stories| stories.of(identity)));
    let fields = Fields { labels: &labels, ..fields(article) };
    SCRATCH.with_borrow_mut(|scratch| {
        let subjects = compiled.matcher.subjects(fields, scratch);
        let passes = compiled.only.is_none_or(|only| subjects.contains(&only));
        passes && (compiled.names.is_empty() || subjects.iter().any(|subject| Some(*subject) != compiled.only))
    })
}
