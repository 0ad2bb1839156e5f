//! What a noun phrase names: a member of the cast, several, or somebody it only describes.
//!
//! A phrase is about the name its head ends in: "the fishmonger Anna Orr", "Northern Wire's Anna Orr", "Anna Orr of the
//! Institute"; and when the head is a description, about the name set beside it: "the mayor, Anna Orr". A name that only
//! owns the head ("Orr's office"), stands before it ("a Treasury source") or behind a preposition ("a spokesman for the
//! Harbour Board") is not the speaker.

use super::cast::Cast;
use super::whole_names::is_plural;
use crate::reading::Reading;
use crate::word_classes::is_preposition;
use crate::words::{Shape, Words};
use std::ops::Range;

/// What a phrase is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Member(usize),
    /// A description: its words up to the head.
    Described(Range<usize>),
    /// "Rome, Cairo and New Delhi".
    Several,
}

/// Reads a phrase.
pub(super) fn meaning(reading: Reading<'_>, cast: &Cast, phrase: Range<usize>) -> Meaning {
    let words = reading.words;
    let parts = parts(words, cast, phrase);
    let Some(head) = parts.first().cloned() else { return Meaning::Several };
    let head = without_tail(words, up_to_preposition(words, cast, head));
    if let Some(member) = named_at_end(words, cast, &head) {
        let listed = parts.len() > 1 && joins(words, cast, parts.last().unwrap_or(&head));
        return if listed || joins(words, cast, &head) { Meaning::Several } else { Meaning::Member(member) };
    }
    for beside in parts.iter().skip(1).take(2) {
        let beside = up_to_preposition(words, cast, beside.clone());
        if let Some(member) = named_at_end(words, cast, &beside).filter(|_| !joins(words, cast, &beside)) {
            return Meaning::Member(member);
        }
    }
    Meaning::Described(head)
}

/// The phrase between its commas, up to a relative clause or a bracket.
fn parts(words: &Words<'_>, cast: &Cast, phrase: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = phrase.start;
    for at in phrase.clone() {
        let relative =
            matches!(words.lower(at), "who" | "which" | "whose" | "whom" | "where" | "that") && at > phrase.start;
        let ends = relative || words.shape(at) == Some(Shape::Opening);
        if ends || words.shape(at) == Some(Shape::Comma) && !inside_name(cast, at) {
            parts.extend((at > start).then_some(start..at));
            start = at + 1;
        }
        if ends {
            return parts;
        }
    }
    parts.extend((phrase.end > start).then_some(start..phrase.end));
    parts
}

fn inside_name(cast: &Cast, at: usize) -> bool {
    let place = cast.seen.partition_point(|seen| seen.words.end <= at);
    cast.seen.get(place).is_some_and(|seen| seen.words.start < at)
}

/// The phrase before the first preposition or participle that is no part of a name.
fn up_to_preposition(words: &Words<'_>, cast: &Cast, phrase: Range<usize>) -> Range<usize> {
    let cuts = |at: &usize| {
        let word = words.lower(*at);
        let participle = !words.capital(*at) && word.len() > 5 && word.ends_with("ed") && *at > phrase.start + 1;
        (is_preposition(word) || participle) && !words.in_compound(*at) && !inside_name(cast, *at)
    };
    let end = phrase.clone().skip(1).find(cuts).unwrap_or(phrase.end);
    phrase.start..end
}

/// "Orr himself", "Orr's" and "Orr" are the same.
fn without_tail(words: &Words<'_>, phrase: Range<usize>) -> Range<usize> {
    let Range { start, mut end } = phrase;
    while end > start + 1
        && (matches!(words.lower(end - 1), "himself" | "herself" | "itself" | "too" | "also")
            || !matches!(words.shape(end - 1), Some(Shape::Letters | Shape::Digits)))
    {
        end -= 1;
    }
    start..end
}

fn named_at_end(words: &Words<'_>, cast: &Cast, phrase: &Range<usize>) -> Option<usize> {
    let seen = cast.within(phrase.clone()).last()?;
    let rest = seen.words.end..phrase.end;
    let ends = rest.clone().all(|at| words.shape(at) != Some(Shape::Letters)) && rest.len() <= 2;
    let owner = words.shape(seen.words.end) == Some(Shape::Possessive) && seen.words.end + 1 < phrase.end;
    let crowd =
        is_plural(words, &seen.words) && !cast.is_person(seen.member) && !cast.members[seen.member].full.contains(' ');
    (ends && !owner && !crowd).then_some(seen.member)
}

/// True for names joined by "and".
fn joins(words: &Words<'_>, cast: &Cast, phrase: &Range<usize>) -> bool {
    cast.within(phrase.clone()).iter().any(|seen| {
        let before = seen.words.start.wrapping_sub(1);
        seen.words.start > phrase.start && matches!(words.lower(before), "and" | "и" | "та" | "і" | "or")
            || words.lower(seen.words.end) == "and" && seen.words.end < phrase.end
    })
}

/// True when the phrase is one that was told of before: "the", "this"; in Russian and Ukrainian nothing says so.
pub(super) fn is_definite(words: &Words<'_>, phrase: &Range<usize>) -> bool {
    let first = words.lower(phrase.start);
    matches!(first, "the" | "this" | "that") || first.starts_with(|letter: char| ('а'..='ӿ').contains(&letter))
}
