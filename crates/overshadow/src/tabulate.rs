//! From a pile of articles to counts, with the evidence for a report gathered on the way.

use crate::archived::ReadyArchive;
use crate::copying::sketch;
use crate::error::Error;
use crate::labels::labels;
use crate::once::{for_each_once, identity};
use crate::pile::{Pile, PileArticle, PileSummary};
use crate::question::{CompiledQuestion, Question};
use jiff::civil::{Date, DateTime};
use overshadow_agenda::copies::{CopyOptions, Sketch, groups};
use overshadow_agenda::counting::{Counted, Counter};
use overshadow_agenda::query::{Fields, Scratch};
use overshadow_annotate::{Annotator, annotate_page};
use overshadow_read::{Dates, ReadOptions};
use overshadow_record::{Article, Counts, Display, Headline, Skipped, Spoken, Tally, Unit};
use rustc_hash::{FxHashMap, FxHasher};
use std::cell::RefCell;
use std::hash::{Hash, Hasher};

/// Headlines and quotations kept per subject and side of the shock: enough to choose from, bounded for any pile.
const KEPT_PER_SUBJECT: usize = 5000;

/// A pile, counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Tabulated {
    /// The count cube.
    pub counts: Counts,
    /// Headlines and quotations around the shock.
    pub evidence: Evidence,
    /// What became of the input.
    pub tally: Tally,
    /// The files read.
    pub summary: PileSummary,
    /// Articles counted, by what tells each from all others, and whether it is on the shock; empty where the pile's
    /// stories are not known.
    pub counted: FxHashMap<u64, bool>,
}

/// What stands behind the counts of one shock.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    /// Headlines per subject (position in the counts), in order of the input, from a window before the shock to its end.
    pub headlines: Vec<(u32, Headline)>,
    /// Quotations in articles on a subject or the shock, in the window.
    pub spoken: Vec<(u32, Spoken)>,
}

/// One article, matched: what the counting thread needs of it.
pub(crate) struct Matched {
    published: DateTime,
    unit: Unit,
    subjects: Vec<u32>,
    /// Equal for two rows that are one article of one day.
    identity: u64,
    sketch: Sketch,
    id: u64,
    headline: Option<Headline>,
    spoken: Vec<Spoken>,
}

/// Counts a pile. With a shock on a day (`on`, days in the window), headlines and quotations around it are kept.
///
/// The same article (`article_id`) with the same words on the same day is counted once; a live page whose headline goes
/// on under one address counts each time. `skipped` sees everything that was left out.
///
/// # Errors
/// When an input or a query cannot be read, or nothing in the pile has a date.
pub fn tabulate(
    pile: &Pile,
    question: &Question,
    window: Option<(Date, u32)>,
    skipped: &mut dyn FnMut(&Skipped),
) -> Result<Tabulated, Error> {
    let compiled = question.compile()?;
    if let Some(ready) = ReadyArchive::of_pile(pile)? {
        return ready.tabulate(pile, question, window);
    }
    if pile.stories.is_none() && compiled.matcher.asks_for_stories() {
        return Err(Error::StoriesMissing);
    }
    // Counting needs dates, so a row without a usable one is left out by the reader, which knows what is wrong with it.
    let read = ReadOptions { dates: Dates::Required, ..pile.read.clone() };
    let pile = &Pile { read, days: compiled.days, ..pile.clone() };
    let mut counter = Counter::new(compiled.names.clone(), compiled.shock);
    let mut evidence = EvidenceKeeper::new(compiled.names.len(), window.map(|(on, _)| on));
    let mut sketches = Vec::new();
    let mut counted: FxHashMap<u64, bool> = FxHashMap::default();
    let work = |read: PileArticle| matched(read, &compiled, window, pile).map(|matched| (matched.identity, matched));
    let (tally, summary) = for_each_once(pile, work, skipped, &mut |matched, _| {
        if pile.stories.is_some() {
            counted.insert(matched.identity, compiled.shock.is_some_and(|it| matched.subjects.contains(&it)));
        }
        count(&mut counter, &matched);
        sketches.push(evidence.keep(matched, sketches.len()));
    })?;
    if tally.kept == 0 {
        return Err(Error::NothingToCount);
    }
    let copy_groups: Vec<usize> =
        groups(&sketches, &CopyOptions::default()).iter().map(|grouped| grouped.representative).collect();
    let (counts, evidence) = (counter.finish(&copy_groups), evidence.finish(&copy_groups));
    Ok(Tabulated { counts, evidence, tally, summary, counted })
}

thread_local! {
    /// The matcher's buffers, one set per worker.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// An article matched, or why it does not count.
pub(crate) fn matched(
    PileArticle { mut article, displays, .. }: PileArticle,
    compiled: &CompiledQuestion,
    window: Option<(Date, u32)>,
    pile: &Pile,
) -> Result<Matched, Skipped> {
    let Some(published) = article.published else {
        return Err(left_out(&article, "date-missing", "counting needs the day of publication"));
    };
    let identity = identity(&article);
    let mut labels = if compiled.matcher.asks_for_labels() { labels(&article) } else { Vec::new() };
    if compiled.matcher.asks_for_stories() {
        labels.extend(pile.stories.iter().flat_map(|stories| stories.of(identity)));
    }
    let fields = Fields { labels: &labels, ..fields(&article) };
    let mut subjects = SCRATCH.with_borrow_mut(|scratch| compiled.matcher.subjects(fields, scratch).to_vec());
    // The filter stands behind all subjects, so it is the last of an article's positions.
    let passes = compiled.only.is_none_or(|only| subjects.pop_if(|last| *last == only).is_some());
    if !passes {
        return Err(left_out(&article, "not-asked-for", "does not match --only"));
    }
    let near = window.filter(|_| !subjects.is_empty()).is_some_and(|window| is_near(published.at.date(), window));
    let inside = near && window.is_some_and(|(on, _)| published.at.date() >= on);
    Ok(Matched {
        published: published.at,
        identity,
        sketch: sketch(&article, pile.outlets()),
        id: hash(&article.article_id),
        headline: near.then(|| headline(&article, published.at.date())).flatten(),
        spoken: if inside { spoken(&article, &displays, pile.annotator()) } else { Vec::new() },
        unit: take_unit(&mut article),
        subjects,
    })
}

pub(crate) fn left_out(article: &Article, reason: &str, detail: &str) -> Skipped {
    Skipped { source: article.source.clone(), reason: reason.to_owned(), detail: detail.to_owned() }
}

pub(crate) fn fields(article: &Article) -> Fields<'_> {
    Fields {
        title: article.title.as_deref().unwrap_or_default(),
        text: &article.text,
        outlet: article.outlet.as_deref().unwrap_or_default(),
        language: article.language.as_deref().unwrap_or_default(),
        country: article.outlet_country.as_deref().unwrap_or_default(),
        day: article.day(),
        labels: &[],
    }
}

fn take_unit(article: &mut Article) -> Unit {
    Unit {
        outlet: article.outlet.take().unwrap_or_default(),
        country: article.outlet_country.take().unwrap_or_default(),
        language: article.language.take().unwrap_or_default(),
    }
}

fn is_near(day: Date, window: (Date, u32)) -> bool {
    let (first, last) = days_near(window);
    first <= day && day <= last
}

/// From a window before the shock to the end of its own: first and last day.
pub(crate) fn days_near((on, window_days): (Date, u32)) -> (Date, Date) {
    let days = i64::from(window_days.min(10_000));
    let (window, last) = (jiff::Span::new().days(days), jiff::Span::new().days(days - 1));
    (on.saturating_sub(window), on.saturating_add(last))
}

pub(crate) fn hash(value: &impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

fn headline(article: &Article, day: Date) -> Option<Headline> {
    let title = article.title.clone()?;
    Some(Headline { day, outlet: article.outlet.clone().unwrap_or_default(), title, url: article.url.clone() })
}

/// The quotations of an article whose speaker is known; repeats are counted where they stand first.
pub(crate) fn spoken(article: &Article, displays: &[Display], annotator: &Annotator) -> Vec<Spoken> {
    if article.text.is_empty() {
        return Vec::new();
    }
    let rows = overshadow_record::quotation_rows(article, &annotate_page(article, displays, annotator));
    let join = |spans: &[overshadow_record::SpanText]| {
        spans.iter().map(|span| span.text.as_str()).collect::<Vec<_>>().join(" … ")
    };
    rows.into_iter()
        .filter(|row| !row.repeat)
        .filter_map(|row| {
            let speaker = row.speaker.as_ref()?;
            Some(Spoken {
                speaker: speaker.name.clone().unwrap_or_else(|| join(&speaker.mention)),
                subject: String::new(),
                words: join(&row.content),
                cue: join(&row.cue),
                kind: row.kind,
                stance: row.stance,
                outlet: article.outlet.clone().unwrap_or_default(),
                day: article.day(),
                title: article.title.clone().unwrap_or_default(),
                url: article.url.clone(),
            })
        })
        .collect()
}

fn count(counter: &mut Counter, matched: &Matched) {
    counter.add(Counted {
        published: matched.published,
        unit: &matched.unit,
        subjects: &matched.subjects,
        id: matched.id,
    });
}

/// A quotation kept, with what says which of several near copies had it first.
struct KeptSpoken {
    subject: u32,
    /// Position of its article.
    article: usize,
    published: DateTime,
    /// A hash of its article's id, to settle ties.
    id: u64,
    spoken: Spoken,
}

/// A hash of letters and digits alone: outlets differ in quotation marks and blanks.
fn hash_of_letters(words: &str) -> u64 {
    let mut hasher = FxHasher::default();
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).for_each(|c| hasher.write_u32(c.into()));
    hasher.finish()
}

/// Keeps evidence up to a bound per subject and side of the shock.
pub(crate) struct EvidenceKeeper {
    headlines: Vec<(u32, Headline)>,
    spoken: Vec<KeptSpoken>,
    on: Option<Date>,
    /// Headlines kept per subject, before and after.
    n_headlines: Vec<[usize; 2]>,
    n_spoken: Vec<usize>,
}

impl EvidenceKeeper {
    pub(crate) fn new(subjects: usize, on: Option<Date>) -> Self {
        let (n_headlines, n_spoken) = (vec![[0; 2]; subjects], vec![0; subjects]);
        Self { headlines: Vec::new(), spoken: Vec::new(), on, n_headlines, n_spoken }
    }

    /// Keeps what an article has to show; `article` is its position. Its sketch is handed back.
    pub(crate) fn keep(&mut self, matched: Matched, article: usize) -> Sketch {
        for &subject in &matched.subjects {
            if let Some(headline) = &matched.headline {
                let side = usize::from(self.on.is_some_and(|on| headline.day >= on));
                let kept = &mut self.n_headlines[subject as usize][side];
                if *kept < KEPT_PER_SUBJECT {
                    *kept += 1;
                    self.headlines.push((subject, headline.clone()));
                }
            }
        }
        // A quotation is shown once, under the last of the article's subjects: the shock, where it is on the shock.
        let Some(&subject) = matched.subjects.last() else { return matched.sketch };
        for spoken in matched.spoken {
            if self.n_spoken[subject as usize] < KEPT_PER_SUBJECT {
                self.n_spoken[subject as usize] += 1;
                let (published, id) = (matched.published, matched.id);
                self.spoken.push(KeptSpoken { subject, article, published, id, spoken });
            }
        }
        matched.sketch
    }

    /// The evidence, in order of the input; what near copies repeat of each other is heard once, in the earliest of those
    /// that have it.
    pub(crate) fn finish(self, copy_groups: &[usize]) -> Evidence {
        let mut order: Vec<usize> = (0..self.spoken.len()).collect();
        order.sort_by_key(|&at| (self.spoken[at].published, self.spoken[at].id));
        let mut heard: FxHashMap<(usize, u64), usize> = FxHashMap::default();
        for at in order {
            let kept = &self.spoken[at];
            // Twice in one article is no repeat of another's words.
            heard.entry((copy_groups[kept.article], hash_of_letters(&kept.spoken.words))).or_insert(kept.article);
        }
        let is_heard = |kept: &KeptSpoken| {
            heard[&(copy_groups[kept.article], hash_of_letters(&kept.spoken.words))] == kept.article
        };
        let spoken = self.spoken.into_iter().filter(is_heard).map(|kept| (kept.subject, kept.spoken)).collect();
        Evidence { headlines: self.headlines, spoken }
    }
}
