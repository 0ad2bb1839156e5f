//! Subjects: the noun phrase beside a cue, found without tags.
//!
//! Before the cue, the words are read backwards over auxiliaries and adverbs, over an appositive between commas, and then
//! over nouns up to a determiner, a verb or a preposition. After the cue they are read forwards in the same way. The
//! walk is bounded, so that no sentence is too long for it.

use crate::cues::Lexicon;
use crate::word_classes::{
    ends_noun_phrases, hands_subject_on, is_determiner, is_form_of_be, is_role, is_subject_pronoun, is_time, negates,
    stands_before_verbs,
};
use crate::words::{Shape, Words};
use std::ops::Range;

/// How many words a noun phrase may have.
const LONGEST: usize = 15;

/// A subject before its cue.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Subject {
    /// The words that name the speaker.
    pub(crate) words: Range<usize>,
    /// Where the clause of subject and cue begins, appositives included.
    pub(crate) clause_start: usize,
}

/// What stands between a subject and its cue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct VerbGroup {
    /// The first auxiliary or adverb, or the cue itself.
    pub(crate) start: usize,
    pub(crate) passive: bool,
    pub(crate) negated: bool,
    /// True for "to say" that no other verb hands a subject to.
    pub(crate) bare_infinitive: bool,
}

/// Reads auxiliaries and adverbs before the cue at word `at`.
pub(crate) fn verb_group(words: &Words<'_>, at: usize, floor: usize, is_participle: bool) -> VerbGroup {
    let mut group = VerbGroup { start: at, passive: false, negated: false, bare_infinitive: false };
    if at > floor && words.lower(at - 1) == "to" {
        let before = at.saturating_sub(2);
        if before >= floor && hands_subject_on(words.lower(before)) {
            group.start = if words.lower(before) == "on" { before.saturating_sub(1).max(floor) } else { before };
        } else {
            group.bare_infinitive = true;
            group.start = at - 1;
        }
    }
    while group.start > floor && at - group.start < LONGEST {
        let word = words.lower(group.start - 1);
        if words.shape(group.start - 1) != Some(Shape::Letters) || !stands_before_verbs(word) {
            break;
        }
        group.passive |= is_form_of_be(word) && !is_participle;
        group.negated |= negates(word);
        group.start -= 1;
    }
    group
}

/// The subject that ends before word `end`, reading no further back than `floor`.
pub(crate) fn subject_before(words: &Words<'_>, lexicon: &Lexicon, end: usize, floor: usize) -> Option<Subject> {
    if end <= floor {
        return None;
    }
    if words.shape(end - 1) == Some(Shape::Comma) {
        return subject_before_appositive(words, lexicon, end - 1, floor);
    }
    let phrase = phrase_ending(words, lexicon, end, floor)?;
    Some(Subject { clause_start: phrase.start, words: phrase })
}

/// "Orr, the mayor of Lund, said" and "the mayor of Lund, Anna Orr, said": the part that is a name is the subject.
fn subject_before_appositive(words: &Words<'_>, lexicon: &Lexicon, comma: usize, floor: usize) -> Option<Subject> {
    let earliest = floor.max(comma.saturating_sub(2 * LONGEST));
    let first_comma = (earliest..comma).rev().find(|&at| words.shape(at) == Some(Shape::Comma))?;
    let appositive = phrase_ending(words, lexicon, comma, first_comma + 1);
    let head = phrase_ending(words, lexicon, first_comma, floor)?;
    let head_is_name = words.capital(head.end - 1) && words.shape(head.end - 1) == Some(Shape::Letters);
    let named = appositive.filter(|phrase| {
        phrase.start == first_comma + 1 && words.capital(phrase.start) && words.compounds(phrase.clone()) <= 4
    });
    let clause_start = head.start;
    match named {
        Some(name) if !head_is_name || !is_name(words, &head) => Some(Subject { words: name, clause_start }),
        _ => Some(Subject { words: head, clause_start }),
    }
}

fn is_name(words: &Words<'_>, phrase: &Range<usize>) -> bool {
    phrase.clone().all(|at| words.capital(at) && !is_determiner(words.lower(at)))
}

/// The noun phrase whose last word stands before `end`.
pub(crate) fn phrase_ending(words: &Words<'_>, lexicon: &Lexicon, end: usize, floor: usize) -> Option<Range<usize>> {
    let end = skip_brackets_back(words, end, floor)?;
    let last = end.checked_sub(1).filter(|&last| last >= floor)?;
    if is_subject_pronoun(words.lower(last)) && !words.capital_name_part(last) {
        return Some(last..end);
    }
    if words.shape(last) != Some(Shape::Letters)
        || !words.in_compound(last) && (ends_noun_phrases(words.lower(last)) || is_determiner(words.lower(last)))
    {
        return None;
    }
    let mut start = last;
    while start > floor && end - start < LONGEST {
        match step_back(words, lexicon, start) {
            Step::Take => start -= 1,
            Step::TakeAndStop => return Some(start - 1..end),
            Step::Stop => break,
        }
    }
    start += usize::from(words.shape(start) == Some(Shape::Hyphen));
    Some(start..end)
}

fn skip_brackets_back(words: &Words<'_>, end: usize, floor: usize) -> Option<usize> {
    if end == 0 || words.shape(end - 1) != Some(Shape::Closing) {
        return Some(end);
    }
    (floor.max(end.saturating_sub(LONGEST))..end - 1).rev().find(|&at| words.shape(at) == Some(Shape::Opening))
}

enum Step {
    Take,
    TakeAndStop,
    Stop,
}

/// Whether the word before `start` belongs to the noun phrase that begins there.
fn step_back(words: &Words<'_>, lexicon: &Lexicon, start: usize) -> Step {
    let before = start - 1;
    let word = words.lower(before);
    if words.in_compound(before) {
        return Step::Take;
    }
    let joined = before > 0 && words.shape(before - 1) == Some(Shape::Letters);
    match words.shape(before) {
        Some(Shape::Possessive | Shape::Digits) => Step::Take,
        Some(Shape::Sign) if word == "&" => Step::Take,
        Some(Shape::Letters) if is_determiner(word) => {
            let chained = before > 1 && joins_nouns(words, before - 1);
            if chained { Step::Take } else { Step::TakeAndStop }
        }
        Some(Shape::Letters) if joined && joins_nouns(words, before) => Step::Take,
        Some(Shape::Letters) if matches!(word, "and" | "и" | "і" | "та") => {
            if joined && words.capital(before - 1) && words.capital(start) { Step::Take } else { Step::Stop }
        }
        Some(Shape::Letters) if ends_noun_phrases(word) || stands_before_verbs(word) => Step::Stop,
        Some(Shape::Letters) if !words.capital(before) && lexicon.is_plain_verb(words, before) => Step::Stop,
        Some(Shape::Letters) => Step::Take,
        _ => Step::Stop,
    }
}

/// True for "of", "from" and their kin behind a noun: "raiders from the hills", but not "laughed at the mayor".
fn joins_nouns(words: &Words<'_>, at: usize) -> bool {
    let before = words.lower(at - 1);
    match words.lower(at) {
        "of" | "for" => !ends_noun_phrases(before),
        "from" | "at" | "in" => !ends_noun_phrases(before) && !before.ends_with("ed"),
        _ => false,
    }
}

/// The noun phrase that begins at word `start` and ends before `ceiling`, as in "said Orr" or "according to the mayor".
pub(crate) fn phrase_starting(words: &Words<'_>, start: usize, ceiling: usize) -> Option<Range<usize>> {
    if start >= ceiling || words.shape(start) != Some(Shape::Letters) {
        return None;
    }
    if is_subject_pronoun(words.lower(start)) {
        return Some(start..start + 1);
    }
    if !words.in_compound(start) && (ends_noun_phrases(words.lower(start)) || is_time(words.lower(start))) {
        return None;
    }
    let limit = ceiling.min(start + LONGEST);
    let mut end = start + 1;
    while end < limit && step_forward(words, end) {
        end += 1;
    }
    let trailing = |at: usize| matches!(words.lower(at), "of" | "for" | "and" | "и" | "і" | "та");
    while end > start + 1 && (trailing(end - 1) || words.shape(end - 1) == Some(Shape::Hyphen)) {
        end -= 1;
    }
    (!is_determiner(words.lower(end - 1))).then_some(start..end)
}

fn step_forward(words: &Words<'_>, at: usize) -> bool {
    let word = words.lower(at);
    if words.in_compound(at) {
        return true;
    }
    match words.shape(at) {
        Some(Shape::Possessive | Shape::Digits) => true,
        Some(Shape::Letters) if matches!(word, "of" | "for") => true,
        Some(Shape::Letters) if is_determiner(word) => matches!(words.lower(at - 1), "of" | "for"),
        Some(Shape::Letters) if matches!(word, "and" | "и" | "і" | "та") => {
            words.capital(at - 1) && words.capital(at + 1)
        }
        Some(Shape::Letters) => !ends_noun_phrases(word) && !is_time(word),
        _ => false,
    }
}

/// The subject that follows its cue, as in "said Orr"; it must look like one.
pub(crate) fn subject_after(words: &Words<'_>, start: usize, ceiling: usize, free_order: bool) -> Option<Range<usize>> {
    let phrase = phrase_starting(words, start, ceiling)?;
    let first = words.lower(phrase.start);
    let looks_like_one = words.capital(phrase.start)
        || is_determiner(first) && first != "that"
        || is_subject_pronoun(first)
        || is_role(first)
        || phrase.clone().any(|at| is_role(words.lower(at)) || free_order && words.capital(at));
    looks_like_one.then(|| named_by_appositive(words, &phrase, ceiling).unwrap_or(phrase))
}

/// "said the mayor of Lund, Anna Orr.": the name behind the comma.
fn named_by_appositive(words: &Words<'_>, phrase: &Range<usize>, ceiling: usize) -> Option<Range<usize>> {
    let start = phrase.end + 1;
    if words.shape(phrase.end) != Some(Shape::Comma)
        || !is_determiner(words.lower(phrase.start))
        || !words.capital(start)
    {
        return None;
    }
    let end = (start..ceiling.min(start + 4))
        .find(|&at| {
            words.shape(at) != Some(Shape::Hyphen) && !(words.capital(at) && words.shape(at) == Some(Shape::Letters))
        })
        .unwrap_or(ceiling);
    let closes = end >= ceiling || matches!(words.shape(end), Some(Shape::Comma | Shape::Stop));
    (end > start && closes).then_some(start..end)
}

impl Words<'_> {
    /// True when word `at` is written with a capital and does not begin a sentence: "IT" is not "it".
    fn capital_name_part(&self, at: usize) -> bool {
        self.as_written(at).chars().count() > 1 && self.as_written(at).chars().all(char::is_uppercase)
    }
}
