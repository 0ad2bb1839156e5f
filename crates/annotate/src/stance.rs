//! The stance of a cue: what its words say of the speaker's attitude, whatever engine found them.
//!
//! [`stance_of`] reads the cue with the auxiliaries before it and the particles behind it. The longest known phrase
//! decides ("cast doubt on", "made it clear"); without one the first verb or noun that is more than neutral does, so
//! that "appeared to concede" hedges and "refused to say" denies. Negation has its own table, because it seldom turns a
//! sense into its opposite: who does not deny has admitted, who does not rule out hedges, who would not say declines.
//! An unknown cue is neutral. `docs/stance.md` is the table for readers.

use crate::cue_lists::{CYRILLIC_VERBS, ENGLISH_NOUNS, ENGLISH_VERBS};
use crate::cues::inflect;
use crate::stance_lists::{CYRILLIC_NEGATED, CYRILLIC_SENSES, FIXED, NEGATED, NOUNS, SENSES};
use crate::word_classes::{is_auxiliary, is_determiner, negates, stands_before_verbs};
use crate::words::{Shape, Words};
use overshadow_record::Stance;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// How far before and behind a cue its auxiliaries and particles are looked for, in words.
const BEYOND: usize = 6;
/// Words of the longest phrase.
const LONGEST_PHRASE: usize = 6;

static SENSES_OF_CUES: LazyLock<Senses> = LazyLock::new(Senses::compile);

/// The stance of the cue that stands in words `cue`.
pub(crate) fn stance_of(words: &Words<'_>, cue: Range<usize>) -> Stance {
    stance_of_parts(words, &[cue])
}

/// The stance of a cue in several parts: "wrote … asking".
pub(crate) fn stance_of_parts(words: &Words<'_>, cue: &[Range<usize>]) -> Stance {
    let cue = Cue::read(words, cue);
    let senses = &*SENSES_OF_CUES;
    let turned = if cue.negated { phrase_in(&senses.negated, &cue, 1) } else { None };
    if let Some(stance) = turned {
        return stance;
    }
    let stance = phrase_in(&senses.plain, &cue, 2).unwrap_or_else(|| senses.word(&cue));
    if cue.negated { refused(&cue, stance) } else { stance }
}

/// The words of a cue that count, lower case.
struct Cue<'a> {
    words: Vec<&'a str>,
    /// How many of them are the cue itself: phrases begin before this place.
    own: usize,
    negated: bool,
    /// True for "will", "would" and their kin: what is not to be done.
    willed: bool,
}

impl<'a> Cue<'a> {
    fn read(words: &'a Words<'_>, parts: &[Range<usize>]) -> Self {
        let mut cue = Self { words: Vec::new(), own: 0, negated: false, willed: false };
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return cue };
        for at in verb_group_start(words, first.start)..first.start {
            cue.take(words, at);
        }
        for at in parts.iter().cloned().flatten() {
            cue.take(words, at);
        }
        cue.own = cue.words.len();
        let same_sentence =
            |at: &usize| words.all.get(*at).is_some_and(|word| word.sentence == words.all[last.start].sentence);
        let behind = (last.end..last.end + BEYOND)
            .take_while(same_sentence)
            .take_while(|&at| words.shape(at) == Some(Shape::Letters));
        behind.for_each(|at| cue.words.push(words.lower(at)));
        cue
    }

    fn take(&mut self, words: &'a Words<'_>, at: usize) {
        let word = words.lower(at);
        self.negated |=
            negates(word) || matches!(word, "nor" | "neither") || word == "no" && words.lower(at + 1) == "longer";
        self.willed |= matches!(word, "will" | "would" | "wo" | "can" | "ca" | "could" | "'d" | "'ll");
        let adverb = stands_before_verbs(word) && !is_auxiliary(word) || word == "however";
        if words.shape(at) == Some(Shape::Letters) && !adverb {
            self.words.push(word);
        }
    }
}

/// The first auxiliary, adverb or "appeared to" before the cue.
fn verb_group_start(words: &Words<'_>, cue: usize) -> usize {
    let mut start = cue;
    let floor = cue.saturating_sub(BEYOND);
    while start > floor && words.all[start - 1].sentence == words.all[cue].sentence {
        let hands_on = words.lower(start - 1) == "to"
            && start > floor + 1
            && matches!(SENSES_OF_CUES.plain.get(words.lower(start - 2)), Some(Stance::Hedged | Stance::Denied));
        if hands_on {
            start -= 2;
        } else if stands_before_verbs(words.lower(start - 1)) {
            start -= 1;
        } else {
            break;
        }
    }
    start
}

/// Words and phrases with their senses; phrases are joined by spaces.
struct Senses {
    plain: FxHashMap<String, Stance>,
    negated: FxHashMap<String, Stance>,
}

impl Senses {
    fn compile() -> Self {
        let mut senses = Self { plain: FxHashMap::default(), negated: FxHashMap::default() };
        for (stance, list) in NEGATED {
            add_verbs(&mut senses.negated, *stance, list);
        }
        for (stance, list) in CYRILLIC_NEGATED {
            add_forms(&mut senses.negated, *stance, list);
        }
        for (stance, phrases) in FIXED {
            senses.plain.extend(phrases.split(',').map(|phrase| (phrase.to_owned(), *stance)));
        }
        for (stance, list) in SENSES {
            add_verbs(&mut senses.plain, *stance, list);
        }
        for (stance, _, list) in ENGLISH_VERBS {
            add_verbs(&mut senses.plain, *stance, list);
        }
        for (stance, list) in CYRILLIC_VERBS.iter().chain(CYRILLIC_SENSES).chain(ENGLISH_NOUNS).chain(NOUNS) {
            add_forms(&mut senses.plain, *stance, list);
        }
        senses
    }

    /// The sense of the first word that is more than neutral.
    fn word(&self, cue: &Cue<'_>) -> Stance {
        let known = cue.words[..cue.own].iter().filter(|word| !is_auxiliary(word) && !is_determiner(word));
        let mut senses = known.filter_map(|word| self.plain.get(*word).copied());
        senses.find(|stance| *stance != Stance::Said).unwrap_or(Stance::Said)
    }
}

/// The sense of the longest phrase of `shortest` words or more that begins in the cue.
fn phrase_in(table: &FxHashMap<String, Stance>, cue: &Cue<'_>, shortest: usize) -> Option<Stance> {
    (shortest..=LONGEST_PHRASE).rev().find_map(|length| {
        let mut phrases = cue.words.windows(length).take(cue.own);
        phrases.find_map(|phrase| table.get(&phrase.join(" ")).copied())
    })
}

/// What is left of a sense that is negated and has no entry of its own: who will not speak declines.
fn refused(cue: &Cue<'_>, stance: Stance) -> Stance {
    match stance {
        Stance::Promised | Stance::Admitted => Stance::Denied,
        Stance::Said | Stance::Asked | Stance::Hedged if cue.willed => Stance::Denied,
        other => other,
    }
}

fn add_verbs(table: &mut FxHashMap<String, Stance>, stance: Stance, list: &'static str) {
    for verb in list.split_whitespace() {
        let (verb, rest) = verb.split_once('_').unwrap_or((verb, ""));
        for form in inflect(verb) {
            let phrase = format!("{} {}", form.trim_end_matches('*'), rest.replace('_', " "));
            table.entry(phrase.trim_end().to_owned()).or_insert(stance);
        }
    }
}

fn add_forms(table: &mut FxHashMap<String, Stance>, stance: Stance, list: &'static str) {
    for form in list.split_whitespace() {
        table.entry(form.to_owned()).or_insert(stance);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stance(cue: &str) -> Stance {
        let words = Words::new(cue);
        stance_of(&words, 0..words.all.len())
    }

    #[test]
    fn a_verb_has_its_sense_in_every_form() {
        for (cues, sense) in [
            ("says said told according", Stance::Said),
            ("claims insisted alleging", Stance::Claimed),
            ("doubts questioned disputing", Stance::Doubted),
            ("admits conceded acknowledging", Stance::Admitted),
            ("denies rejected refusing", Stance::Denied),
            ("suggests hinted signalling", Stance::Hedged),
            ("begs wondered requesting", Stance::Asked),
            ("vows offered pledging", Stance::Promised),
            ("reckons hoped opposing", Stance::Believed),
        ] {
            cues.split(' ').for_each(|cue| assert_eq!(stance(cue), sense, "{cue}"));
        }
    }

    #[test]
    fn a_phrase_has_a_sense_of_its_own() {
        for (cue, sense) in [
            ("cast doubt on", Stance::Doubted),
            ("played down", Stance::Denied),
            ("has ruled out", Stance::Denied),
            ("made it clear", Stance::Said),
            ("is understood to", Stance::Said),
            ("called for", Stance::Asked),
            ("appeared to concede", Stance::Hedged),
            ("refused to say", Stance::Denied),
            ("had no intention of", Stance::Believed),
        ] {
            assert_eq!(stance(cue), sense, "{cue}");
        }
    }

    #[test]
    fn negation_is_not_the_opposite() {
        for (cue, sense) in [
            ("did not deny", Stance::Admitted),
            ("did not quite rule out", Stance::Hedged),
            ("would not say", Stance::Denied),
            ("won't comment", Stance::Denied),
            ("did not say", Stance::Said),
            ("did not confirm", Stance::Denied),
            ("would neither confirm nor deny", Stance::Denied),
            ("no longer believes", Stance::Doubted),
            ("does not expect", Stance::Believed),
            ("не исключил", Stance::Hedged),
        ] {
            assert_eq!(stance(cue), sense, "{cue}");
        }
    }

    #[test]
    fn the_words_around_a_bare_verb_are_read_too() {
        let words = Words::new("Orr did not deny the charge and shrugged off the rest.");
        assert_eq!(stance_of(&words, 3..4), Stance::Admitted);
        assert_eq!(stance_of(&words, 7..8), Stance::Denied);
    }
}
