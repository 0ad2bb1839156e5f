//! Introductions: what a person or body is called beside its name.
//!
//! "Mayor Anna Orr", "the mayor, Anna Orr", "Anna Orr, mayor of Lund", "Anna Orr, 54", "Anna Orr is a baker": the nouns
//! of the phrase before the name, of the apposition behind it and of the predicate are noted, and the gender that some
//! of them have. What stands behind a preposition is about something else and is not read.

use super::role_lists::{gender_of_noun, is_body_noun};
use crate::word_classes::{Gender, ends_noun_phrases, is_determiner, is_form_of_be, is_role};
use crate::words::{Shape, Words};
use std::ops::Range;

/// How many words a phrase beside a name may have.
const LONGEST: usize = 8;

/// What the words beside one mention tell.
#[derive(Default)]
pub(super) struct Introduction {
    /// The nouns that name what the member is.
    pub(super) called: Vec<String>,
    /// The words before them.
    pub(super) beside: Vec<String>,
    pub(super) gender: Option<Gender>,
    pub(super) is_body: bool,
}

/// Reads the words around a mention.
pub(super) fn introductions(words: &Words<'_>, name: &Range<usize>) -> Introduction {
    let mut found = Introduction::default();
    for phrase in [before(words, name.start), after(words, name.end)].into_iter().flatten() {
        let head = head_of(words, phrase.clone());
        found.is_body |= head.is_some_and(|head| is_body_noun(words.lower(head)));
        for at in phrase.clone() {
            let word = words.lower(at);
            let is_called = Some(at) == head || is_role(word);
            if is_called && (is_role(word) || !words.in_compound(at)) {
                found.note(word);
            } else if words.shape(at) == Some(Shape::Letters) {
                found.beside.push(word.to_owned());
            }
        }
        found.note_age(words, &phrase);
    }
    found
}

impl Introduction {
    fn note(&mut self, word: &str) {
        if !is_determiner(word) && word.len() > 1 {
            self.called.push(word.to_owned());
            self.gender = self.gender.or_else(|| gender_of_noun(word));
        }
    }

    /// "54" and "54-year-old" are noted alike.
    fn note_age(&mut self, words: &Words<'_>, phrase: &Range<usize>) {
        let ages = phrase.clone().filter(|&at| words.shape(at) == Some(Shape::Digits) && words.lower(at).len() <= 3);
        self.called.extend(ages.map(|at| words.lower(at).to_owned()));
    }
}

/// The phrase before the name: "the mayor", up to the name or a comma before it.
fn before(words: &Words<'_>, name: usize) -> Option<Range<usize>> {
    let comma = name > 0 && words.shape(name - 1) == Some(Shape::Comma);
    let end = name - usize::from(comma);
    let sentence = words.all[name].sentence;
    let mut start = end;
    while start > 0 && end - start < LONGEST && words.all[start - 1].sentence == sentence {
        let word = words.lower(start - 1);
        let part = matches!(words.shape(start - 1), Some(Shape::Letters | Shape::Hyphen | Shape::Digits | Shape::Stop))
            || words.shape(start - 1) == Some(Shape::Possessive);
        if !part || ends_noun_phrases(word) && !words.in_compound(start - 1) || matches!(word, "and" | "said" | "says")
        {
            break;
        }
        start -= 1;
        if is_determiner(word) || words.shape(start) == Some(Shape::Possessive) {
            break;
        }
    }
    let determined =
        start < end && (is_determiner(words.lower(start)) || words.shape(start) == Some(Shape::Possessive));
    let whole = start < end && (determined || !comma);
    whole.then_some(start..end)
}

/// The apposition or predicate behind the name, without what follows its head.
fn after(words: &Words<'_>, end: usize) -> Option<Range<usize>> {
    let comma = words.shape(end) == Some(Shape::Comma);
    if !comma && !is_form_of_be(words.lower(end)) {
        return None;
    }
    let start = end + 1;
    let sentence = words.all[end].sentence;
    let mut stop = start;
    while stop < words.all.len() && stop - start < LONGEST && words.all[stop].sentence == sentence {
        let word = words.lower(stop);
        let part =
            matches!(words.shape(stop), Some(Shape::Letters | Shape::Hyphen | Shape::Digits | Shape::Possessive));
        if !part || ends_noun_phrases(word) && !words.in_compound(stop) {
            break;
        }
        stop += 1;
    }
    let opens = is_determiner(words.lower(start)) || comma && !words.capital(start);
    (stop > start && opens).then_some(start..stop)
}

/// The noun a phrase is about: its last word.
pub(super) fn head_of(words: &Words<'_>, phrase: Range<usize>) -> Option<usize> {
    phrase.rev().find(|&at| words.shape(at) == Some(Shape::Letters))
}
