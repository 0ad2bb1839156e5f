//! Descriptions: who "the expert", "the 54-year-old" or "the agency" is.
//!
//! The member that was introduced with the noun, or with one that articles vary with it, and that was mentioned last. A
//! body is also known by the nouns of its name. Where two members could be meant and both are near, nobody is named.

use super::cast::Cast;
use super::introductions::head_of;
use super::phrases::is_definite;
use super::role_lists::{is_any_body, is_body_noun, vary};
use crate::reading::Reading;
use crate::words::{Shape, Words};
use overshadow_record::MentionKind;
use std::ops::Range;

/// How far back a member is looked for, in mentions.
const FARTHEST: usize = 60;
/// Within how many paragraphs two members of one role cannot be told apart.
const NEAR: u32 = 1;

/// Nouns that say little without the words before them: "the transport minister" is not any minister.
const GENERIC: [&str; 12] = [
    "minister",
    "officer",
    "director",
    "president",
    "chief",
    "secretary",
    "leader",
    "head",
    "official",
    "manager",
    "commissioner",
    "deputy",
];

/// The member a definite description means.
pub(super) fn described(reading: Reading<'_>, cast: &Cast, phrase: &Range<usize>) -> Option<usize> {
    let words = reading.words;
    if !is_definite(words, phrase) {
        return None;
    }
    if let Some(age) =
        phrase.clone().find(|&at| words.shape(at) == Some(Shape::Digits) && words.lower(at + 2) == "year")
    {
        return nearest(reading, cast, phrase.start, |member| is_called(cast, member, words.lower(age)))
            .or_else(|| only_person(reading, cast, phrase.start));
    }
    let head = words.lower(head_of(words, phrase.clone())?);
    let modifiers: Vec<&str> = modifiers(words, phrase).collect();
    let fits = |member: usize| {
        modifiers.is_empty()
            || !GENERIC.contains(&head)
            || modifiers.iter().any(|word| cast.members[member].beside.iter().any(|beside| beside == word))
    };
    let is_body = is_body_noun(head);
    if head.ends_with('s') && !head.ends_with("ss") && !is_body {
        return None;
    }
    let exact = nearest(reading, cast, phrase.start, |member| {
        is_called(cast, member, head) && fits(member) && !(is_body && cast.is_person(member))
    });
    if exact.is_some() {
        return exact;
    }
    if modifiers.len() > 1 {
        return None;
    }
    let by_name =
        nearest(reading, cast, phrase.start, |member| !cast.is_person(member) && names_itself(cast, member, head));
    let varied = || {
        nearest(reading, cast, phrase.start, |member| {
            fits(member)
                && !(is_body && cast.is_person(member))
                && cast.members[member].called.iter().any(|called| vary(called, head))
        })
    };
    let any_body = || is_any_body(head).then(|| only_company(cast, phrase.start)).flatten();
    let later = || {
        introduced_later(reading, cast, phrase.start, |member| is_called(cast, member, head) && modifiers.is_empty())
    };
    by_name.or_else(varied).or_else(any_body).or_else(later)
}

/// The only body before word `at` that can be called a company or a group.
fn only_company(cast: &Cast, at: usize) -> Option<usize> {
    let end = cast.seen.partition_point(|seen| seen.words.start < at);
    let mut bodies = cast.seen[..end]
        .iter()
        .rev()
        .take(FARTHEST)
        .map(|seen| seen.member)
        .filter(|&member| may_be_company(cast, member));
    let first = bodies.next()?;
    bodies.all(|member| member == first).then_some(first)
}

/// The only person of this paragraph so far, or else of the one before.
fn only_person(reading: Reading<'_>, cast: &Cast, at: usize) -> Option<usize> {
    if reading.around[at] != 0 {
        return None;
    }
    let this = reading.words.all[at].paragraph as usize;
    (this.saturating_sub(1)..=this).rev().find_map(|paragraph| {
        let range = reading.layout.paragraphs[paragraph].start..at.min(reading.layout.paragraphs[paragraph].end);
        let mut people =
            cast.within(range).iter().take(FARTHEST).map(|seen| seen.member).filter(|&member| cast.is_person(member));
        let first = people.next()?;
        Some(people.all(|member| member == first).then_some(first))
    })?
}

/// The only member that fits and is mentioned after word `at` for the first time, where articles name late.
fn introduced_later(reading: Reading<'_>, cast: &Cast, at: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
    let paragraph = reading.words.all[at].paragraph as usize;
    let last = reading.layout.paragraphs.get(paragraph + 6).map_or(reading.words.all.len(), |later| later.start);
    let mut members =
        cast.within(at..last).iter().take(FARTHEST).map(|seen| seen.member).filter(|&member| fits(member));
    let first = members.next()?;
    members.all(|member| member == first).then_some(first)
}

/// True for bodies that can be called a company or a group.
fn may_be_company(cast: &Cast, member: usize) -> bool {
    let member = &cast.members[member];
    let public =
        ["court", "ministry", "press", "council", "parliament", "government", "university", "department", "police"];
    member.kind == MentionKind::Organisation
        && !member.full.to_lowercase().split(' ').any(|word| public.contains(&word))
}

fn modifiers<'a>(words: &'a Words<'_>, phrase: &Range<usize>) -> impl Iterator<Item = &'a str> {
    let inner = phrase.start + 1..phrase.end.saturating_sub(1).max(phrase.start + 1);
    inner.filter(|&at| words.shape(at) == Some(Shape::Letters)).map(|at| words.lower(at))
}

fn is_called(cast: &Cast, member: usize, word: &str) -> bool {
    cast.members[member].called.iter().any(|called| called == word)
}

/// True for a noun of the body's own name: "the agency" for "Rivers Agency".
fn names_itself(cast: &Cast, member: usize, noun: &str) -> bool {
    let full = cast.members[member].full.to_lowercase();
    let head =
        [" of ", " for "].iter().filter_map(|small| full.find(small)).min().map_or(full.as_str(), |end| &full[..end]);
    full.split(' ').next_back() == Some(noun) || head.split(' ').next_back() == Some(noun)
}

/// The member mentioned last that fits; `None` when another one that fits was mentioned as near.
fn nearest(reading: Reading<'_>, cast: &Cast, at: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
    let paragraph = reading.words.all[at].paragraph;
    let end = cast.seen.partition_point(|seen| seen.words.start < at);
    let before = cast.seen[..end].iter().rev().take(FARTHEST).filter(|seen| fits(seen.member));
    let mut found: Option<usize> = None;
    for seen in before {
        match found {
            None => found = Some(seen.member),
            Some(known) if known == seen.member => {}
            Some(_) if reading.words.all[seen.words.start].paragraph + NEAR >= paragraph => return None,
            Some(_) => break,
        }
    }
    found
}
