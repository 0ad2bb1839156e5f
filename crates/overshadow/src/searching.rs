//! Which articles match a query, the newest first, and what they have in common.
//!
//! The query is the one of subjects, asked by the same matcher, so that it means the same.

use crate::archived::ReadyArchive;
use crate::error::Error;
use crate::labels::labels;
use crate::once::{for_each_once, identity};
use crate::pile::{Pile, PileArticle, PileSummary};
use crate::tabulate::fields;
use jiff::civil::Date;
use overshadow_agenda::query::{Expression, Field, Fields, Matcher, Scratch, days_asked_for, excerpt, parse};
use overshadow_record::{Article, Facet, Hit, Skipped, Tally, Unit};
use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Days of which each is a value of its own; more are counted by month.
const MOST_DAYS: usize = 62;

/// Which of the matching articles come first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The newest.
    #[default]
    Newest,
    /// Those with most of the words asked for, weighed by how seldom they are; only an archive with an index can tell.
    Best,
}

/// What a search found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The first articles, the newest first, those without a date last.
    pub hits: Vec<Hit>,
    /// All that match.
    pub matching: u64,
    /// How many of them each outlet, country, language, and day or month has: the largest first, days in their order.
    pub facets: Vec<Facet>,
    /// What became of the input.
    pub tally: Tally,
    /// The files read.
    pub summary: PileSummary,
}

/// Searches a pile for the articles that match a query; `first` of them in an order are handed back.
///
/// # Errors
/// When the query cannot be understood, or an input cannot be read at all.
pub fn search(
    pile: &Pile,
    query: &str,
    (first, order): (usize, Order),
    skipped: &mut dyn FnMut(&Skipped),
) -> Result<Found, Error> {
    let in_query = |source| Error::Query { subject: query.to_owned(), source };
    let expression = parse(query).map_err(in_query)?;
    let matcher = Matcher::new([query]).map_err(in_query)?;
    if let Some(ready) = ReadyArchive::of_pile(pile)? {
        return ready.search(&expression, first, order);
    }
    if order == Order::Best {
        return Err(Error::OrderNeedsIndex);
    }
    if pile.stories.is_none() && matcher.asks_for_stories() {
        return Err(Error::StoriesMissing);
    }
    let pile = &Pile { days: days_asked_for(&expression), ..pile.clone() };
    let mut gathering = Gathering { first, ..Gathering::default() };
    let work = |read: PileArticle| {
        let identity = identity(&read.article);
        Ok((identity, matching(read.article, identity, pile, &matcher, &expression)))
    };
    let (tally, summary) = for_each_once(pile, work, skipped, &mut |hit, _| gathering.extend(hit))?;
    let matching = gathering.matching;
    let facets = gathering.counted.facets();
    Ok(Found { hits: gathering.hits(), matching, facets, tally, summary })
}

thread_local! {
    /// The matcher's buffers, one set per worker.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

fn matching(article: Article, identity: u64, pile: &Pile, matcher: &Matcher, query: &Expression) -> Option<Hit> {
    let mut labels = if matcher.asks_for_labels() { labels(&article) } else { Vec::new() };
    labels.extend(pile.stories.iter().flat_map(|stories| stories.of(identity)));
    let fields = Fields { labels: &labels, ..fields(&article) };
    let matches = SCRATCH.with_borrow_mut(|scratch| !matcher.subjects(fields, scratch).is_empty());
    matches.then(|| hit(article, query))
}

/// An article as it is shown.
pub(crate) fn hit(article: Article, query: &Expression) -> Hit {
    let excerpt = match article.text.as_str() {
        "" => excerpt(query, Field::Title, article.title.as_deref().unwrap_or_default()),
        text => excerpt(query, Field::Text, text),
    };
    Hit {
        excerpt,
        title: article.title,
        article_id: article.article_id,
        published: article.published,
        outlet: article.outlet,
        outlet_country: article.outlet_country,
        language: article.language,
        url: article.url,
        source: article.source,
    }
}

/// Hits while they come: no more than twice as many as are wanted are kept.
#[derive(Default)]
struct Gathering {
    first: usize,
    matching: u64,
    kept: Vec<(u64, Hit)>,
    counted: Counted,
}

impl Gathering {
    fn extend(&mut self, hit: Option<Hit>) {
        let Some(hit) = hit else { return };
        let known = |value: &Option<String>| value.clone().unwrap_or_default();
        let unit =
            Unit { outlet: known(&hit.outlet), country: known(&hit.outlet_country), language: known(&hit.language) };
        self.counted.add(&unit, hit.published.map(|published| published.at.date()), 1);
        self.kept.push((self.matching, hit));
        self.matching += 1;
        if self.kept.len() > 2 * self.first {
            self.sort();
        }
    }

    /// The newest first, in the order of the input where two are as new.
    fn sort(&mut self) {
        self.kept.sort_by_key(|(at, hit)| (Reverse(hit.published), *at));
        self.kept.truncate(self.first);
    }

    fn hits(mut self) -> Vec<Hit> {
        self.sort();
        self.kept.into_iter().map(|(_, hit)| hit).collect()
    }
}

/// Matching articles by what they have in common.
#[derive(Default)]
pub(crate) struct Counted {
    counts: BTreeMap<(&'static str, String), u64>,
}

impl Counted {
    /// Counts articles of a unit on a day.
    pub(crate) fn add(&mut self, unit: &Unit, day: Option<Date>, articles: u64) {
        let day = day.map(|day| day.to_string()).unwrap_or_default();
        let [outlet, country, language] = [&unit.outlet, &unit.country, &unit.language].map(String::clone);
        for value in [("outlet", outlet), ("country", country), ("language", language), ("day", day)] {
            *self.counts.entry(value).or_default() += articles;
        }
    }

    /// The values of each facet, the largest first; days, or months where there are many days, in their order.
    pub(crate) fn facets(&self) -> Vec<Facet> {
        let of = |facet: &'static str| {
            let counts = self.counts.iter().filter(move |((name, _), _)| *name == facet);
            counts.map(|((_, value), articles)| (value.clone(), *articles))
        };
        let mut facets = Vec::new();
        for facet in ["outlet", "country", "language"] {
            let mut values: Vec<(String, u64)> = of(facet).collect();
            values.sort_by_key(|(_, articles)| Reverse(*articles));
            facets.extend(values.into_iter().map(|(value, articles)| (facet, value, articles)));
        }
        if of("day").count() <= MOST_DAYS {
            facets.extend(of("day").map(|(value, articles)| ("day", value, articles)));
        } else {
            let mut months: BTreeMap<String, u64> = BTreeMap::new();
            for (day, articles) in of("day") {
                *months.entry(day.get(..7).unwrap_or_default().to_owned()).or_default() += articles;
            }
            facets.extend(months.into_iter().map(|(value, articles)| ("month", value, articles)));
        }
        let facet = |(facet, value, articles): (&str, String, u64)| Facet { facet: facet.to_owned(), value, articles };
        facets.into_iter().map(facet).collect()
    }
}
