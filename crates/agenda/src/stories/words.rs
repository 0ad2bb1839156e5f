//! A headline and the head of a text as words: lower-case stems, each with what its writing says of it.
//!
//! Words are stemmed by Snowball (Porter 2001) where it knows the language. Ukrainian, which it does not know, is cut to
//! the first six letters, as inflection stands at the end. Scripts that put no space between words give every two
//! neighbouring letters.

use super::sketch::hash32;
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::cell::RefCell;

/// Letters kept of a word whose language has no stemmer.
const KEPT_LETTERS: usize = 6;
/// Words whose stems are remembered.
const REMEMBERED: usize = 1 << 16;

/// A word as stories compare it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// A hash of its stem in lower case.
    pub(super) key: u32,
    /// Begins with a capital where the words around it do not.
    pub(super) is_name: bool,
    /// True for the first word of a sentence.
    pub(super) begins: bool,
}

thread_local! {
    /// Stemmers of the languages that came so far.
    static STEMMERS: RefCell<Vec<Stemmers>> = const { RefCell::new(Vec::new()) };
}

/// The words of a text, without those that say nothing of what it is about.
pub(super) fn words(text: &str, language: &str) -> Vec<Word> {
    with_stemmers(language, |stemmers| words_by(text, stemmers))
}

/// The same words with their keys, as they are written.
pub(super) fn spelled<'a>(text: &'a str, language: &str) -> Vec<(u32, &'a str)> {
    with_stemmers(language, |stemmers| {
        let mut lower = String::new();
        let keyed = split(text).into_iter().filter_map(|(word, _)| {
            fold_into(word, &mut lower);
            Some((stemmers.key(&lower)?, word))
        });
        keyed.collect()
    })
}

/// The keys of words in lower case, `None` for those that say nothing.
pub(crate) fn keys<'a>(words: impl Iterator<Item = &'a str>, language: &str) -> Vec<Option<u32>> {
    with_stemmers(language, |stemmers| words.map(|word| stemmers.key(word)).collect())
}

/// The words of a text in lower case, without those that say nothing of what it is about, in their order.
#[must_use]
pub fn telling_words(text: &str) -> Vec<String> {
    let mut lower = String::new();
    let folded = split(text).into_iter().filter_map(|(word, _)| {
        fold_into(word, &mut lower);
        (!is_empty_word(&lower)).then(|| lower.clone())
    });
    folded.collect()
}

fn with_stemmers<T>(language: &str, work: impl FnOnce(&mut Stemmers) -> T) -> T {
    STEMMERS.with_borrow_mut(|known| {
        let at = known.iter().position(|stemmers| stemmers.language == language).unwrap_or_else(|| {
            known.push(Stemmers::of(language));
            known.len() - 1
        });
        work(&mut known[at])
    })
}

fn words_by(text: &str, stemmers: &mut Stemmers) -> Vec<Word> {
    let written = split(text);
    let capitals = written.iter().filter(|(word, _)| word.starts_with(char::is_uppercase)).count();
    // In a headline that capitalises its words, a capital says nothing.
    let tells = 2 * capitals <= written.len();
    let mut words = Vec::with_capacity(written.len());
    let mut lower = String::new();
    for (word, begins) in written {
        fold_into(word, &mut lower);
        if let Some(key) = stemmers.key(&lower) {
            let is_name = tells && !begins && word.starts_with(char::is_uppercase);
            words.push(Word { key, is_name, begins });
        }
    }
    words
}

/// Runs of letters and digits, and whether each begins a sentence; letters of unspaced scripts two by two.
fn split(text: &str) -> Vec<(&str, bool)> {
    let mut words = Vec::new();
    let (mut start, mut begins, mut last_unspaced) = (None, true, None);
    for (at, c) in text.char_indices() {
        let unspaced = is_unspaced(c);
        let inside = !unspaced && (c.is_alphanumeric() || is_joiner(c, text, at));
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((&text[from..at], begins));
                (start, begins) = (None, false);
            }
            _ => {}
        }
        if let (true, Some(from)) = (unspaced, last_unspaced) {
            words.push((&text[from..at + c.len_utf8()], false));
        }
        last_unspaced = unspaced.then_some(at);
        begins |= matches!(c, '.' | '!' | '?' | ':' | '\n' | '…' | '“' | '"' | '«');
    }
    words.extend(start.map(|from| (&text[from..], begins)));
    words
}

/// An apostrophe or a point between letters, as in `don't` and `7.1`.
fn is_joiner(c: char, text: &str, at: usize) -> bool {
    let after = || text[at + c.len_utf8()..].chars().next();
    let before = || text[..at].chars().next_back();
    match c {
        '\'' | '’' | 'ʼ' => {
            before().is_some_and(char::is_alphanumeric) && after().is_some_and(char::is_alphanumeric)
        }
        '.' | ',' => before().is_some_and(|c| c.is_ascii_digit()) && after().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    }
}

/// Letters of scripts that put no space between words.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Lower case, one apostrophe, one `е`, no possessive and no stress mark.
fn fold_into(word: &str, lower: &mut String) {
    lower.clear();
    if word.is_ascii() {
        lower.push_str(word);
        lower.make_ascii_lowercase();
    } else {
        for c in word.chars().flat_map(char::to_lowercase) {
            match c {
                '’' | 'ʼ' => lower.push('\''),
                'ё' => lower.push('е'),
                '\u{301}' | '\u{AD}' | '\u{200B}'..='\u{200D}' => {}
                _ => lower.push(c),
            }
        }
    }
    if lower.ends_with("'s") {
        lower.truncate(lower.len() - 2);
    }
}

/// Which stemmer a word meets, and what came of it before.
struct Stemmers {
    language: String,
    latin: Option<Stemmer>,
    cyrillic: Option<Stemmer>,
    /// Keys of words; none for those that say nothing.
    keys: FxHashMap<Box<str>, Option<u32>>,
}

impl Stemmers {
    fn of(language: &str) -> Self {
        let latin = match language {
            "de" => Some(Algorithm::German),
            "fr" => Some(Algorithm::French),
            "es" => Some(Algorithm::Spanish),
            "it" => Some(Algorithm::Italian),
            "pt" => Some(Algorithm::Portuguese),
            "nl" => Some(Algorithm::Dutch),
            "sv" => Some(Algorithm::Swedish),
            "da" => Some(Algorithm::Danish),
            "no" | "nb" | "nn" => Some(Algorithm::Norwegian),
            "fi" => Some(Algorithm::Finnish),
            "hu" => Some(Algorithm::Hungarian),
            "ro" => Some(Algorithm::Romanian),
            "tr" => Some(Algorithm::Turkish),
            // Words in Latin letters inside other scripts are mostly English names.
            "en" | "" | "ru" | "uk" | "zh" => Some(Algorithm::English),
            _ => None,
        };
        let cyrillic = matches!(language, "ru" | "" | "en").then_some(Algorithm::Russian);
        Self {
            language: language.to_owned(),
            latin: latin.map(Stemmer::create),
            cyrillic: cyrillic.map(Stemmer::create),
            keys: FxHashMap::default(),
        }
    }

    /// The key of a word in lower case; `None` for one that says nothing.
    fn key(&mut self, word: &str) -> Option<u32> {
        if let Some(key) = self.keys.get(word) {
            return *key;
        }
        let key = (!is_empty_word(word)).then(|| hash32(&self.stem(word)));
        if self.keys.len() >= REMEMBERED {
            self.keys.clear();
        }
        self.keys.insert(word.into(), key);
        key
    }

    fn stem<'a>(&self, word: &'a str) -> Cow<'a, str> {
        let first = word.chars().next().unwrap_or_default();
        if is_unspaced(first) || first.is_ascii_digit() {
            return word.into();
        }
        let stemmer = if is_cyrillic(first) { &self.cyrillic } else { &self.latin };
        match stemmer {
            Some(stemmer) => stemmer.stem(word),
            None => word.chars().take(KEPT_LETTERS).collect::<String>().into(),
        }
    }
}

pub(super) fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52F}')
}

/// Words that hold sentences together and headlines' small change; no story is about them.
fn is_empty_word(word: &str) -> bool {
    word.is_empty()
        || EMPTY_WORDS.binary_search(&word).is_ok()
        || (word.chars().count() == 1 && !word.chars().all(is_unspaced))
}

/// In order of code points.
const EMPTY_WORDS: &[&str] = &[
    "about",
    "after",
    "also",
    "amid",
    "an",
    "and",
    "are",
    "as",
    "at",
    "be",
    "been",
    "but",
    "by",
    "can",
    "could",
    "did",
    "do",
    "does",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "his",
    "how",
    "if",
    "in",
    "into",
    "is",
    "it",
    "its",
    "more",
    "new",
    "no",
    "not",
    "of",
    "on",
    "or",
    "our",
    "out",
    "over",
    "said",
    "say",
    "says",
    "she",
    "so",
    "than",
    "that",
    "the",
    "their",
    "them",
    "they",
    "this",
    "to",
    "up",
    "us",
    "was",
    "we",
    "were",
    "what",
    "when",
    "which",
    "who",
    "why",
    "will",
    "with",
    "would",
    "you",
    "your",
    "а",
    "або",
    "але",
    "без",
    "более",
    "бы",
    "был",
    "была",
    "были",
    "было",
    "в",
    "во",
    "вот",
    "все",
    "всі",
    "від",
    "где",
    "да",
    "для",
    "до",
    "его",
    "ее",
    "если",
    "есть",
    "еще",
    "же",
    "з",
    "за",
    "заявил",
    "заявила",
    "и",
    "из",
    "или",
    "им",
    "их",
    "й",
    "його",
    "к",
    "как",
    "когда",
    "кто",
    "ли",
    "мы",
    "на",
    "над",
    "не",
    "него",
    "нет",
    "но",
    "о",
    "об",
    "он",
    "она",
    "они",
    "от",
    "по",
    "под",
    "после",
    "при",
    "про",
    "с",
    "сказал",
    "со",
    "та",
    "так",
    "также",
    "те",
    "то",
    "того",
    "тоже",
    "только",
    "ту",
    "у",
    "уже",
    "це",
    "ці",
    "чем",
    "через",
    "что",
    "чтобы",
    "що",
    "щоб",
    "это",
    "этого",
    "этом",
    "этот",
    "я",
    "як",
    "який",
    "які",
    "є",
    "і",
    "із",
    "її",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telling_words_are_whole_and_small_words_are_none_of_them() {
        assert_eq!(telling_words("The Bridge’s repairs, after 7.1 days"), ["bridge", "repairs", "7.1", "days"]);
        assert_eq!(telling_words("Їжак о мосту"), ["їжак", "мосту"]);
    }

    #[test]
    fn empty_words_are_in_order() {
        assert!(EMPTY_WORDS.is_sorted());
    }
}
