//! The language of a text by its small words.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Articles, prepositions and other words that no text goes without, of languages that whole archives are written in. Words
/// that several of them share are left out.
const SMALL_WORDS: [(&str, &[&str]); 11] = [
    (
        "en",
        &[
            "the", "of", "and", "to", "for", "said", "that", "with", "by", "from", "it", "is", "was", "its", "are",
            "at", "not", "you", "year", "years", "two", "three", "four", "five", "six", "seven", "eight", "nine",
            "one", "vs", "net", "loss", "profit", "sales", "share", "shares", "prior", "note", "january", "february",
            "march", "june", "july", "october",
        ],
    ),
    ("de", &["der", "die", "und", "den", "dem", "ist", "mit", "für", "auf", "nicht", "eine", "sich", "von", "wurde"]),
    ("fr", &["les", "et", "dans", "pour", "une", "sur", "est", "qui", "pas", "du", "des", "aux", "avec", "cette"]),
    ("es", &["los", "las", "y", "por", "una", "con", "para", "el", "del", "fue", "más", "su", "como", "pero"]),
    ("it", &["il", "di", "che", "gli", "della", "per", "è", "nel", "sono", "alla", "dei", "delle", "anche"]),
    ("pt", &["os", "um", "uma", "não", "em", "do", "da", "com", "ao", "dos", "foi", "mais", "pelo"]),
    ("nl", &["het", "een", "van", "voor", "niet", "zijn", "aan", "ook", "naar", "maar", "wordt", "deze"]),
    ("sv", &["och", "att", "som", "är", "inte", "har", "från", "ett", "också", "efter", "säger"]),
    ("pl", &["nie", "się", "jest", "że", "przez", "oraz", "dla", "został", "jak", "ich", "tym"]),
    ("tr", &["ve", "bir", "bu", "için", "ile", "olarak", "daha", "çok", "olan", "gibi"]),
    ("ro", &["și", "în", "pe", "cu", "din", "care", "pentru", "sunt", "mai", "fost", "este"]),
];

/// The share of small words from which on they tell a language, and how many times those of any other they must be.
const SMALL_SHARE: f64 = 0.12;
const CLEARLY: usize = 3;

/// The same for passages that the trigrams are not sure of: lists of names and tables.
const LEAST_SHARE: f64 = 0.04;
const TWICE: usize = 2;

/// Each small word, with the place of its language and its own in that language's list.
static PLACES: LazyLock<HashMap<&str, (usize, usize)>> = LazyLock::new(|| {
    let languages = SMALL_WORDS.iter().enumerate();
    let words = languages.flat_map(|(at, (_, words))| words.iter().enumerate().map(move |(n, word)| (*word, (at, n))));
    words.collect()
});

/// How many words a text has, and how many of them are small words of each language.
pub(super) struct SmallWords {
    words: usize,
    counts: [usize; SMALL_WORDS.len()],
    /// Which of its words were met, a bit each: one that a table repeats in every line tells nothing.
    met: [u64; SMALL_WORDS.len()],
}

impl SmallWords {
    /// Counts those of a text.
    pub(super) fn count(text: &str) -> Self {
        let mut found = Self { words: 0, counts: [0; SMALL_WORDS.len()], met: [0; SMALL_WORDS.len()] };
        let mut small = String::new();
        for word in text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()) {
            found.words += 1;
            small.clear();
            small.extend(word.chars().flat_map(char::to_lowercase));
            if let Some(&(language, place)) = PLACES.get(small.as_str()) {
                found.counts[language] += 1;
                found.met[language] |= 1 << place;
            }
        }
        found
    }

    /// The language of a text that goes by its small words alone.
    pub(super) fn clearly(&self) -> Option<&'static str> {
        self.told(SMALL_SHARE, CLEARLY)
    }

    /// The language of a text of which nothing else is sure.
    pub(super) fn hardly(&self) -> Option<&'static str> {
        self.told(LEAST_SHARE, TWICE)
    }

    fn told(&self, share: f64, times: usize) -> Option<&'static str> {
        let (best, most) = self.counts.iter().copied().enumerate().max_by_key(|(_, count)| *count)?;
        let next = self.counts.iter().enumerate().filter(|(at, _)| *at != best).map(|(_, count)| *count).max()?;
        let is_enough = most as f64 >= share * self.words as f64 && most >= times * next.max(1);
        (is_enough && self.met[best].count_ones() > 1).then(|| SMALL_WORDS[best].0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_word_is_of_one_language_and_has_a_bit() {
        assert_eq!(PLACES.len(), SMALL_WORDS.iter().map(|(_, words)| words.len()).sum::<usize>());
        assert!(SMALL_WORDS.iter().all(|(_, words)| words.len() <= 64));
    }
}
