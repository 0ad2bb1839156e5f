//! Whether a text is English, as far as its commonest words tell.
//!
//! The trained stages know English alone; a text in another language is left to the rules. What the article says of its
//! language counts first. Where it says nothing, English is taken for granted unless the small words are those of another.

use crate::words::{Shape, Words};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// How many words are looked at.
const LOOKED_AT: usize = 2000;

/// Small words that are common in English and mean nothing, or are rare, in the languages it is mistaken for.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "that", "with", "he", "she", "his", "her", "it", "was", "were", "is", "are", "for", "on",
    "has", "have", "had", "they", "this", "not", "said", "by", "from", "who", "which", "would", "will", "be", "been",
    "at",
];

/// The same for others: German, French, Spanish, Italian, Portuguese, Dutch, Polish.
const OTHERS: &[&str] = &[
    "der", "die", "das", "und", "den", "dem", "ein", "eine", "nicht", "ist", "mit", "auf", "sich", "le", "les", "des",
    "une", "est", "dans", "que", "pour", "qui", "el", "los", "las", "una", "del", "por", "il", "gli", "della", "che",
    "di", "não", "uma", "os", "com", "het", "een", "van", "niet", "na", "nie", "się", "że", "jest", "hält", "sagte",
];

/// Both lists, to be asked for each word.
static SMALL_WORDS: LazyLock<(FxHashSet<&str>, FxHashSet<&str>)> =
    LazyLock::new(|| (ENGLISH.iter().copied().collect(), OTHERS.iter().copied().collect()));

/// True when the trained stages should read these words; `language` is what the article says of itself.
pub(crate) fn is_english(words: &Words<'_>, language: Option<&str>) -> bool {
    if let Some(language) = language {
        return language == "en" || language.starts_with("en-");
    }
    let (mut english, mut others, mut foreign, mut all) = (0, 0, 0, 0);
    for at in (0..words.all.len()).filter(|&at| words.shape(at) == Some(Shape::Letters)).take(LOOKED_AT) {
        let word = words.lower(at);
        all += 1;
        english += usize::from(SMALL_WORDS.0.contains(word));
        others += usize::from(SMALL_WORDS.1.contains(word));
        foreign += usize::from(!word.is_ascii());
    }
    english >= others && foreign * 4 <= all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_tell_english_from_its_neighbours() {
        let english = |text: &str| is_english(&Words::new(text), None);
        assert!(english("Anna Orr said the dam would hold."));
        assert!(english("Dam holds, mayor says"));
        assert!(!english("Der Damm hält, sagte die Bürgermeisterin am Montag."));
        assert!(!english("Плотина выдержит, сказала Анна Орлова."));
        assert!(!english("La alcaldesa dijo que los diques resisten."));
    }

    #[test]
    fn what_an_article_says_of_itself_counts_first() {
        let words = Words::new("Anna Orr said the dam would hold.");
        assert!(!is_english(&words, Some("de")));
        assert!(is_english(&words, Some("en")));
    }
}
