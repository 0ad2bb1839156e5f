//! The standing subjects of a pile, chosen by rule (`docs/subjects.md`), in two passes over it: one finds what may be a
//! subject, the other counts it by its query.

mod kinds;
mod writing;

use crate::error::Error;
use crate::labels::labels;
use crate::once::{for_each_once, identity};
use crate::pile::{Pile, PileArticle};
use jiff::civil::Date;
use kinds::Samples;
use overshadow_agenda::query::{Fields, Matcher, Scratch, Subject, parse};
use overshadow_agenda::subjects::{Candidate, Choice, Course, Head, Mining, Recount, Recounted, SubjectRule, choose};
use overshadow_read::{Dates, Progress, ReadOptions};
use overshadow_record::{Article, Skipped, Tally};
use std::cell::RefCell;
use std::sync::Arc;

pub use kinds::SubjectKind;

/// Which articles choose, and by what rule.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChoiceOptions {
    /// The rule.
    pub rule: SubjectRule,
    /// Only articles before this day choose: what came after a shock must not say what is held against it.
    pub before: Option<Date>,
    /// What broke; a subject made of its articles is none.
    pub shock: Option<Subject>,
    /// Only articles that match this query choose.
    pub only: Option<String>,
}

/// A subject that was chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundSubject {
    /// Its name and query.
    pub subject: Subject,
    /// What it is.
    pub kind: SubjectKind,
    /// How its articles lie in time and over outlets.
    pub course: Course,
}

/// The subjects of a pile.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundSubjects {
    /// The subjects, the largest first.
    pub found: Vec<FoundSubject>,
    /// What was left out, and how much of the coverage is on a subject.
    pub choice: Choice,
    /// Candidates that were counted.
    pub candidates: usize,
    /// First and last day with an article.
    pub days: Option<(Date, Date)>,
    /// What was asked.
    pub options: ChoiceOptions,
    /// What became of the input, in the first pass.
    pub tally: Tally,
}

impl FoundSubjects {
    /// Names and queries.
    #[must_use]
    pub fn subjects(&self) -> Vec<Subject> {
        self.found.iter().map(|found| found.subject.clone()).collect()
    }
}

/// Chooses the subjects of a pile.
///
/// # Errors
/// When an input or a query cannot be read.
pub fn choose_subjects(
    pile: &Pile,
    options: &ChoiceOptions,
    skipped: &mut dyn FnMut(&Skipped),
) -> Result<FoundSubjects, Error> {
    let pile = &Pile { read: ReadOptions { dates: Dates::Required, ..pile.read.clone() }, ..pile.clone() };
    let admits = Admits::new(pile, options)?;
    let mut mining = Mining::default();
    let mut days: Option<(Date, Date)> = None;
    let head = |article: &Article| {
        let language = article.language.as_deref().unwrap_or_default();
        Head::of(article.title.as_deref().unwrap_or_default(), &article.text, language)
    };
    let tally = pass(pile, &admits, |article, _| head(article), skipped, &mut |day, head| {
        days = Some(days.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
        mining.add(&head, day);
    })?;
    let candidates = mining.candidates(&options.rule);
    let (recount, samples) = recounted(pile, &admits, &candidates, options)?;
    let kinds = samples.kinds(&candidates, pile.annotator());
    let eligible: Vec<bool> = kinds.iter().map(Option::is_some).collect();
    let choice = choose(&candidates, &recount, &eligible, &options.rule);
    let found = choice.chosen.iter().map(|chosen| FoundSubject {
        subject: Subject { name: chosen.name.clone(), query: chosen.query.clone() },
        kind: kinds[chosen.candidates[0]].unwrap_or(SubjectKind::Theme),
        course: chosen.course,
    });
    let found = found.collect();
    Ok(FoundSubjects { found, choice, candidates: candidates.len(), days, options: options.clone(), tally })
}

/// The second pass: every candidate counted by its query, with a few headlines of each.
fn recounted(
    pile: &Pile,
    admits: &Admits<'_>,
    candidates: &[Candidate],
    options: &ChoiceOptions,
) -> Result<(Recount, Samples), Error> {
    // What the first pass has told of is not told again.
    let again = &Pile {
        read: ReadOptions { progress: Some(Arc::new(Progress::default())), ..pile.read.clone() },
        ..pile.clone()
    };
    let queries = candidates.iter().map(|candidate| candidate.query.as_str());
    let shock = options.shock.as_ref().map(|shock| shock.query.as_str());
    let matcher = matcher(queries.chain(shock))?;
    let (mut recount, mut samples) = (Recount::default(), Samples::new(candidates.len()));
    let work = |article: &Article, identity: u64| {
        let mut found = admits.matching(&matcher, article, identity);
        let on_shock = found.pop_if(|last| *last as usize == candidates.len()).is_some();
        let title = article.title.clone().unwrap_or_else(|| article.text.chars().take(SAMPLE_LETTERS).collect());
        let take = |word: &Option<String>| word.clone().unwrap_or_default();
        Found {
            words: words_hash(article),
            outlet: take(&article.outlet),
            language: take(&article.language),
            title: if found.is_empty() { String::new() } else { title },
            found,
            on_shock,
        }
    };
    pass(again, admits, work, &mut |_| {}, &mut |day, article: Found| {
        recount.add(Recounted {
            day,
            outlet: &article.outlet,
            language: &article.language,
            candidates: &article.found,
            on_shock: article.on_shock,
            words: article.words,
        });
        samples.keep(&article.found, article.words, &article.title);
    })?;
    Ok((recount, samples))
}

/// Letters of a text that stand for the headline it lacks.
const SAMPLE_LETTERS: usize = 200;

/// An article, matched.
struct Found {
    words: u64,
    outlet: String,
    language: String,
    title: String,
    found: Vec<u32>,
    on_shock: bool,
}

/// A hash of headline and text as queries compare them: reprints of one day count as one text.
fn words_hash(article: &Article) -> u64 {
    let title = Head::of(article.title.as_deref().unwrap_or_default(), "", "").hash();
    article.text.bytes().fold(title, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn matcher<'a>(queries: impl Iterator<Item = &'a str> + Clone) -> Result<Matcher, Error> {
    for query in queries.clone() {
        parse(query).map_err(|source| Error::Query { subject: query.to_owned(), source })?;
    }
    Matcher::new(queries).map_err(|source| Error::Query { subject: source.query.clone(), source })
}

/// Which articles choose.
struct Admits<'a> {
    pile: &'a Pile,
    before: Option<Date>,
    only: Option<Matcher>,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
    static ONLY: RefCell<Scratch> = RefCell::default();
}

impl<'a> Admits<'a> {
    fn new(pile: &'a Pile, options: &ChoiceOptions) -> Result<Self, Error> {
        let only = options.only.as_deref().map(|only| {
            matcher(std::iter::once(only)).map_err(|error| match error {
                Error::Query { source, .. } => Error::Query { subject: "--only".to_owned(), source },
                other => other,
            })
        });
        Ok(Self { pile, before: options.before, only: only.transpose()? })
    }

    /// The day of an article that chooses.
    fn day(&self, article: &Article, identity: u64) -> Result<Date, Skipped> {
        let left_out = |reason: &str, detail: &str| {
            Err(Skipped { source: article.source.clone(), reason: reason.to_owned(), detail: detail.to_owned() })
        };
        let Some(day) = article.day() else { return left_out("date-missing", "choosing needs the day of publication") };
        if self.before.is_some_and(|before| day >= before) {
            return left_out("not-asked-for", "not before the day up to which subjects are chosen");
        }
        let matches =
            |only| !ONLY.with_borrow_mut(|scratch| self.matching_with(only, article, identity, scratch)).is_empty();
        if !self.only.as_ref().is_none_or(matches) {
            return left_out("not-asked-for", "does not match --only");
        }
        Ok(day)
    }

    fn matching(&self, matcher: &Matcher, article: &Article, identity: u64) -> Vec<u32> {
        SCRATCH.with_borrow_mut(|scratch| self.matching_with(matcher, article, identity, scratch))
    }

    fn matching_with(&self, matcher: &Matcher, article: &Article, identity: u64, scratch: &mut Scratch) -> Vec<u32> {
        let mut labels = if matcher.asks_for_labels() { labels(article) } else { Vec::new() };
        if matcher.asks_for_stories() {
            labels.extend(self.pile.stories.iter().flat_map(|stories| stories.of(identity)));
        }
        let fields = Fields { labels: &labels, ..crate::tabulate::fields(article) };
        matcher.subjects(fields, scratch).to_vec()
    }
}

/// One pass: `work` on all threads, `take` one by one; the same article twice is taken once.
fn pass<T: Send>(
    pile: &Pile,
    admits: &Admits<'_>,
    work: impl Fn(&Article, u64) -> T + Sync,
    skipped: &mut dyn FnMut(&Skipped),
    take: &mut dyn FnMut(Date, T),
) -> Result<Tally, Error> {
    let one = |PileArticle { article, .. }: PileArticle| {
        let identity = identity(&article);
        admits.day(&article, identity).map(|day| (identity, (day, work(&article, identity))))
    };
    let (tally, _) = for_each_once(pile, one, skipped, &mut |(day, worked), _| take(day, worked))?;
    Ok(tally)
}
