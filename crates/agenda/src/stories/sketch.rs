//! What is kept of an article to tell which story it belongs to: its most telling terms, with weights.

use super::background::Background;
use super::concepts::{Concept, ConceptKind, concepts};
use super::words::{Word, is_cyrillic, is_unspaced, words};
use jiff::civil::DateTime;
use rustc_hash::FxHashMap;

/// One article, as far as stories are concerned.
#[derive(Clone, Copy, Debug, Default)]
pub struct StoryArticle<'a> {
    /// Its stable identity.
    pub article_id: &'a str,
    /// When it was published, UTC.
    pub published: DateTime,
    /// ISO 639-1; empty when not known.
    pub language: &'a str,
    /// Headline.
    pub title: &'a str,
    /// Text.
    pub text: &'a str,
}

/// A term of an article.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Term {
    /// A hash of its words.
    pub(super) key: u32,
    /// How much it counts.
    pub(super) weight: f32,
    /// How unexpected it is: minus the logarithm of its share of all words, in nats; `None` where only the stream can
    /// tell.
    pub(super) information: Option<f32>,
}

/// An article reduced to what finding its story needs.
#[derive(Clone, Debug, PartialEq)]
pub struct StorySketch {
    /// A hash of the article's identity.
    pub(super) id: u64,
    /// Seconds since 1970.
    pub(super) published: i64,
    /// A hash of the language, or of the script where no language is known.
    pub(super) language: u32,
    /// A hash of the language; where none is known, of the one that most news in its script is in.
    pub(super) told_in: u32,
    /// Ascending by key.
    pub(super) terms: Box<[Term]>,
    /// What it says in any language; ascending by key.
    pub(super) concepts: Box<[Concept]>,
}

/// Scripts, where no language is known.
const OTHER_SCRIPT: u32 = 0;
const CYRILLIC: u32 = 1;
const UNSPACED: u32 = 2;
/// Characters of a text that are looked at: the head of a news article says what it is about.
const TEXT_CHARACTERS: usize = 900;
/// Terms kept of an article: those that tell most.
const MOST_TERMS: usize = 28;
/// Weight of two neighbouring words as one term.
const PAIR_WEIGHT: f32 = 0.5;
/// Weight of a term of the text that the headline lacks.
const TEXT_WEIGHT: f32 = 0.5;
/// What the first letter's case adds to a name.
pub(super) const NAME_WEIGHT: f32 = 1.3;

impl StorySketch {
    /// Reduces an article.
    #[must_use]
    pub fn of(article: &StoryArticle<'_>) -> Self {
        let background = Background::built_in();
        let language = language(article);
        let told_in = told_in(language);
        let title = words(article.title, article.language);
        let text = words(head(article.text), article.language);
        let keys = title.iter().chain(&text).map(|word| word.key);
        let covered = background.covers(article.language, keys);
        let mut terms: FxHashMap<u32, Term> = FxHashMap::default();
        let information = |key| covered.then(|| background.information(key));
        gather(&title, 1.0, information, &mut terms);
        gather(&text, if title.is_empty() { 1.0 } else { TEXT_WEIGHT }, information, &mut terms);
        Self {
            id: mixed(hash64(article.article_id)),
            published: seconds(article.published),
            language,
            told_in,
            terms: most_telling(terms),
            concepts: if is_compared(told_in) { concepts(article.title, article.text) } else { Box::default() },
        }
    }
}

/// The words of a text as the table of expected words has them.
#[must_use]
pub fn word_keys(text: &str, language: &str) -> Vec<u32> {
    words(text, language).iter().map(|word| word.key).collect()
}

/// The names and happenings at the head of a text, as the table of expected concepts has them.
#[must_use]
pub fn concept_keys(text: &str) -> Vec<u32> {
    let is_known = |kind| matches!(kind, ConceptKind::Country | ConceptKind::Name | ConceptKind::Happening);
    concepts("", text).iter().filter(|concept| is_known(concept.kind)).map(|concept| concept.key).collect()
}

/// Adds the words and their pairs; a term keeps its largest weight.
fn gather(words: &[Word], share: f32, information: impl Fn(u32) -> Option<f32>, terms: &mut FxHashMap<u32, Term>) {
    let mut add = |key: u32, weight: f32| {
        let term = terms.entry(key).or_insert_with(|| Term { key, weight, information: information(key) });
        term.weight = term.weight.max(weight);
    };
    for word in words {
        add(word.key, if word.is_name { NAME_WEIGHT * share } else { share });
    }
    for pair in words.windows(2).filter(|pair| !pair[1].begins) {
        add(pair_key(pair[0].key, pair[1].key), PAIR_WEIGHT * share);
    }
}

/// Two words in their order.
fn pair_key(first: u32, second: u32) -> u32 {
    let both = u64::from(first) << 32 | u64::from(second);
    (both.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

fn most_telling(terms: FxHashMap<u32, Term>) -> Box<[Term]> {
    let mut terms: Vec<Term> = terms.into_values().collect();
    let tells = |term: &Term| term.weight * term.information.unwrap_or(8.0);
    terms.sort_unstable_by(|a, b| tells(b).total_cmp(&tells(a)).then(a.key.cmp(&b.key)));
    terms.truncate(MOST_TERMS);
    terms.sort_unstable_by_key(|term| term.key);
    terms.into()
}

fn head(text: &str) -> &str {
    let end = text.char_indices().nth(TEXT_CHARACTERS).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// The language as a number; where none is known, the script that most letters are in.
fn language(article: &StoryArticle<'_>) -> u32 {
    if !article.language.is_empty() {
        return hash32(article.language);
    }
    let letters = || article.title.chars().chain(head(article.text).chars()).filter(|c| c.is_alphabetic());
    let (cyrillic, unspaced) =
        (letters().filter(|&c| is_cyrillic(c)).count(), letters().filter(|&c| is_unspaced(c)).count());
    let all = letters().count();
    match () {
        () if 2 * cyrillic > all => CYRILLIC,
        () if 2 * unspaced > all => UNSPACED,
        () => OTHER_SCRIPT,
    }
}

/// True for the languages of the table of concepts.
fn is_compared(told_in: u32) -> bool {
    ["en", "ru", "uk", "zh"].iter().any(|language| hash32(language) == told_in)
}

fn told_in(language: u32) -> u32 {
    match language {
        CYRILLIC => hash32("ru"),
        UNSPACED => hash32("zh"),
        OTHER_SCRIPT => hash32("en"),
        known => known,
    }
}

/// Seconds since 1970.
fn seconds(published: DateTime) -> i64 {
    let days = published.date().since(jiff::civil::date(1970, 1, 1)).map_or(0, |span| i64::from(span.get_days()));
    let [hour, minute, second] = [published.hour(), published.minute(), published.second()].map(i64::from);
    days * 86_400 + hour * 3600 + minute * 60 + second
}

/// Spreads a hash over all its bits: identities that differ in one letter should not look alike (SplitMix64, Steele, Lea
/// and Flood 2014).
pub(super) fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// FNV-1a, folded to 32 bits: the same on every machine and in every version, as the table of expected words needs.
pub(super) fn hash32(text: &str) -> u32 {
    let hash = hash64(text);
    (hash ^ (hash >> 32)) as u32
}

pub(super) fn hash64(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
