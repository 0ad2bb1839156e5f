//! What is kept of an article to find its copies.

use super::shingles::{Shingles, hash, words};
use jiff::civil::DateTime;

/// One article, as far as copies are concerned.
#[derive(Clone, Copy, Debug, Default)]
pub struct Copied<'a> {
    /// Its stable identity, which settles ties.
    pub article_id: &'a str,
    /// When it was published, UTC, if known.
    pub published: Option<DateTime>,
    /// ISO 639; empty when not known. Articles in different languages are never copies.
    pub language: &'a str,
    /// Who publishes it: the publisher's family, else the outlet.
    pub voice: &'a str,
    /// Headline.
    pub title: &'a str,
    /// Text.
    pub text: &'a str,
    /// The group that the input says it belongs to; empty when it does not say.
    pub given_group: &'a str,
}

/// What of an article's words is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Its distinct shingles.
    Shingles(Shingles),
    /// Too short for shingles: one hash of its words, its voice and its day.
    Short(u64),
    /// The group that the input gives it.
    Given(u64),
    /// Nothing to compare.
    Nothing,
}

/// An article reduced to what finding its copies needs: some bytes, and four for each of its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    pub(super) article: Box<str>,
    pub(super) published: Option<DateTime>,
    /// 0 when not known.
    pub(super) language: u64,
    pub(super) voice: u64,
    pub(super) content: Content,
}

/// Shingles of a text of fifty words.
const LONG_SHINGLES: usize = 46;

/// How alike two sets of shingles are.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Likeness {
    /// Shared of all.
    pub jaccard: f64,
    /// Shared of the smaller set.
    pub containment: f64,
}

impl Sketch {
    /// Reduces an article.
    #[must_use]
    pub fn of(article: &Copied<'_>) -> Self {
        Self {
            article: article.article_id.into(),
            published: article.published,
            language: if article.language.is_empty() { 0 } else { hash_of(article.language) },
            voice: if article.voice.is_empty() { 0 } else { hash_of(article.voice) },
            content: content(article),
        }
    }

    /// Keys under which the article and its copies can be brought together elsewhere, each of a hash of the text's sample
    /// and a block of days: two near copies published within `window_days` of each other have at least one key in common,
    /// but for the chance that the sample misses what they share. A system that groups by key may run
    /// [`groups`](super::groups) inside each key and join what shares an article.
    pub fn keys(&self, window_days: u32) -> impl Iterator<Item = u64> + '_ {
        let (sample, single) = match &self.content {
            Content::Shingles(shingles) => (Some(shingles.sample()), None),
            // The day is part of the words of a short text, and what the input says holds whatever the days.
            Content::Short(hash) | Content::Given(hash) => (None, Some(*hash)),
            Content::Nothing => (None, None),
        };
        let blocks = self.blocks(window_days);
        let keys = sample.into_iter().flatten().flat_map(move |&shingle| {
            blocks.into_iter().flatten().map(move |block| hash(&[u64::from(shingle), block]))
        });
        keys.chain(single)
    }

    /// The block of days an article stands in and the next one, so that two articles less than a block apart share one.
    fn blocks(&self, window_days: u32) -> [Option<u64>; 2] {
        let Some(published) = self.published else { return [Some(0), None] };
        let block = days_of(published).div_euclid(i64::from(window_days.max(1)));
        // The lowest bit tells dated blocks from that of the articles without a date.
        [block, block + 1].map(|block| Some((block << 1 | 1).cast_unsigned()))
    }

    /// True when the article's words are compared as shingles, so that a likeness can be told.
    #[must_use]
    pub fn has_shingles(&self) -> bool {
        matches!(self.content, Content::Shingles(_))
    }

    /// True for a text of some paragraphs, of which half is more than a turn of phrase.
    pub(super) fn is_long(&self) -> bool {
        matches!(&self.content, Content::Shingles(shingles) if shingles.all().len() >= LONG_SHINGLES)
    }

    /// How alike two articles are; nothing where one has no shingles.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> Likeness {
        match (&self.content, &other.content) {
            (Content::Shingles(left), Content::Shingles(right)) => likeness(left.all(), right.all()),
            _ => Likeness::default(),
        }
    }
}

fn content(article: &Copied<'_>) -> Content {
    if !article.given_group.is_empty() {
        return Content::Given(hash_of(article.given_group));
    }
    let title = words(article.title);
    let text = words(article.text);
    // Where there is nothing but a headline, it is the text.
    let compared = if text.hashes.is_empty() { &title } else { &text };
    if compared.is_enough() {
        return Content::Shingles(Shingles::of(compared));
    }
    // Few words are written twice by chance: who wrote them, and when, must be known and the same.
    match article.published {
        Some(published) if !article.voice.is_empty() && title.hashes.len() + text.hashes.len() > 0 => {
            let words = hash(&[hash(&title.hashes), hash(&text.hashes)]);
            Content::Short(hash(&[words, hash_of(article.voice), days_of(published).unsigned_abs()]))
        }
        _ => Content::Nothing,
    }
}

/// Days since 1970.
pub(super) fn days_of(published: DateTime) -> i64 {
    let since = published.date().since(jiff::civil::date(1970, 1, 1));
    since.map_or(0, |span| i64::from(span.get_days()))
}

pub(super) fn hash_of(text: &str) -> u64 {
    // The words alone would make `a-b` and `a b` one.
    hash(&text.bytes().map(u64::from).collect::<Vec<_>>())
}

/// How alike two ascending sets are.
pub(super) fn likeness(left: &[u32], right: &[u32]) -> Likeness {
    let (mut i, mut j, mut shared) = (0, 0, 0_usize);
    while i < left.len() && j < right.len() {
        let (a, b) = (left[i], right[j]);
        shared += usize::from(a == b);
        i += usize::from(a <= b);
        j += usize::from(b <= a);
    }
    let all = left.len() + right.len() - shared;
    let smaller = left.len().min(right.len());
    if smaller == 0 {
        return Likeness::default();
    }
    Likeness { jaccard: shared as f64 / all as f64, containment: shared as f64 / smaller as f64 }
}
