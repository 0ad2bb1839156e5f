//! The head of an article as the query matcher sees it, word by word, with what its writing says of each.

use crate::query::{fold_into, is_unspaced};
use crate::stories::keys;
use unicode_normalization::char::is_combining_mark;

/// Characters of a text that are looked at where there is a headline, and where there is none.
const TEXT_BESIDE_TITLE: usize = 200;
const TEXT_ALONE: usize = 400;

/// A headline and the beginning of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head {
    pub(super) language: String,
    pub(super) words: Vec<HeadWord>,
    /// A hash of all folded words, by which reprints of one day are known.
    hash: u64,
}

/// A word of a head.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct HeadWord {
    /// As queries compare it.
    pub(super) folded: Box<str>,
    /// As it stands there.
    pub(super) written: Box<str>,
    /// The hash of its stem; `None` for words that say nothing.
    pub(super) key: Option<u32>,
    pub(super) case: Case,
    /// True where something other than a space or hyphen parts it from the word before.
    pub(super) apart: bool,
}

/// What the first letter says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// A capital where the words around it have none.
    Name,
    /// No capital.
    Lower,
    /// A capital that says nothing: at the beginning, or among capitals.
    Unclear,
}

impl Head {
    /// The head of an article.
    #[must_use]
    pub fn of(title: &str, text: &str, language: &str) -> Self {
        let kept = if title.trim().is_empty() { TEXT_ALONE } else { TEXT_BESIDE_TITLE };
        let end = text.char_indices().nth(kept).map_or(text.len(), |(at, _)| at);
        let mut words = Vec::new();
        add_words(title, &mut words);
        add_words(&text[..end], &mut words);
        let found = keys(words.iter().map(|word: &HeadWord| &*word.folded), language);
        words.iter_mut().zip(found).for_each(|(word, key)| word.key = key);
        let hash = words.iter().fold(0xcbf2_9ce4_8422_2325, |hash, word| with(hash, &word.folded));
        Self { language: language.to_owned(), words, hash }
    }

    /// A hash of the words, by which reprints of one day are known.
    #[must_use]
    pub fn hash(&self) -> u64 {
        self.hash
    }
}

/// FNV-1a, with a byte that ends each word.
fn with(hash: u64, word: &str) -> u64 {
    word.bytes().chain([0]).fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Adds the words of a text; its first word stands apart from what came before.
fn add_words(text: &str, words: &mut Vec<HeadWord>) {
    let split = split(text);
    let capitals = split.iter().filter(|word| word.written.starts_with(char::is_uppercase)).count();
    // In a headline that capitalises its words, a capital says nothing.
    let tells = 2 * capitals <= split.len();
    let mut folded = String::new();
    for Split { written, apart, begins } in split {
        folded.clear();
        fold_into(written, &mut folded);
        if folded.is_empty() {
            continue;
        }
        let case = match written.starts_with(char::is_uppercase) {
            _ if begins || !tells => Case::Unclear,
            true => Case::Name,
            false => Case::Lower,
        };
        words.push(HeadWord { folded: folded.as_str().into(), written: written.into(), key: None, case, apart });
    }
}

/// A run of letters and digits.
struct Split<'a> {
    written: &'a str,
    /// Parted from the word before by more than a space or hyphen.
    apart: bool,
    /// Begins a sentence.
    begins: bool,
}

/// Words as the matcher parts them; letters of scripts without spaces one by one. Addresses and handles are left out: they
/// are signatures.
fn split(text: &str) -> Vec<Split<'_>> {
    let mut words = Vec::new();
    let mut state = State { apart: true, begins: true };
    for line in text.split_inclusive('\n') {
        for chunk in line.split_whitespace() {
            if is_address(chunk) {
                state.apart = true;
            } else {
                split_chunk(chunk, &mut state, &mut words);
            }
        }
        if line.ends_with('\n') {
            state = State { apart: true, begins: true };
        }
    }
    words
}

/// What the next word is told by what came before.
struct State {
    apart: bool,
    begins: bool,
}

fn is_address(chunk: &str) -> bool {
    chunk.contains("://") || chunk.contains("t.me/") || chunk.starts_with("www.") || chunk.starts_with('@')
}

/// The words of a text without white space.
fn split_chunk<'a>(chunk: &'a str, state: &mut State, words: &mut Vec<Split<'a>>) {
    let mut start = None;
    let mut take = |written: &'a str, state: &mut State| {
        words.push(Split { written, apart: state.apart, begins: state.begins });
        *state = State { apart: false, begins: false };
    };
    for (at, c) in chunk.char_indices() {
        let alone = is_unspaced(c);
        let inside = c.is_alphanumeric() || is_combining_mark(c) || is_invisible(c);
        if let Some(from) = start.take_if(|_| alone || !inside) {
            take(&chunk[from..at], state);
        }
        if alone && inside {
            take(&chunk[at..at + c.len_utf8()], state);
        } else if inside {
            start.get_or_insert(at);
        } else {
            state.apart |= !matches!(c, '-' | '‑' | '\'' | '’' | 'ʼ' | '.' | '&');
            state.begins |= matches!(c, '.' | '!' | '?' | ':' | '…' | '“' | '"' | '«' | '‘' | '|');
        }
    }
    if let Some(from) = start {
        take(&chunk[from..], state);
    }
}

/// What stands inside words without being seen, as in `query::fold`.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{301}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(title: &str) -> Vec<(String, Case, bool)> {
        let head = Head::of(title, "", "en");
        head.words.iter().map(|word| (word.folded.to_string(), word.case, word.apart)).collect()
    }

    #[test]
    fn words_are_those_that_the_matcher_sees() {
        let folded = |text: &str| {
            let mut folded = String::new();
            fold_into(text, &mut folded);
            folded
        };
        for title in
            ["Covid-19: Lindholm’s harbour «closed»", "Зелёный суд", "Caf\u{65}\u{301} in Eastport", "7.1 % more"]
        {
            let joined: Vec<String> = words(title).into_iter().map(|(word, ..)| word).collect();
            assert_eq!(joined.join(" "), folded(title), "{title}");
        }
    }

    #[test]
    fn a_capital_tells_a_name_inside_running_text_only() {
        let cases = |title| words(title).into_iter().map(|(_, case, _)| case).collect::<Vec<_>>();
        assert_eq!(cases("Storm shuts Lindholm port"), [Case::Unclear, Case::Lower, Case::Name, Case::Lower]);
        assert_eq!(cases("Storm Shuts Lindholm"), [Case::Unclear; 3]);
    }
}
