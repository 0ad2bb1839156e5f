//! The cast of an article: persons and bodies, each with its fullest name, and where each is mentioned.
//!
//! Built on the names of the article. A body is the same body under the first words of its name ("Big Sage" for "Big
//! Sage Power") and under its initials; a person is the same person under the given name where nobody shares it. What
//! each is introduced as ("the utility, Big Sage Power", "Anna Orr, mayor of Lund") is noted by `introductions`.

use super::introductions::{Introduction, introductions};
use super::whole_names::whole_names;
use crate::reading::Reading;
use crate::word_classes::Gender;
use crate::words::{Shape, Words};
use overshadow_record::MentionKind;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How many members may share a first word before it means nobody in particular.
const MOST_NAMESAKES: usize = 8;

/// How many words beside its name are kept of a member.
const MOST_WORDS: usize = 64;

/// A person or body of the article.
pub(super) struct Member {
    pub(super) full: String,
    pub(super) kind: MentionKind,
    pub(super) gender: Option<Gender>,
    /// What it is called beside its name, lower case: "mayor", "utility", "54-year-old".
    pub(super) called: Vec<String>,
    /// What stands before these nouns: "transport" in "the transport minister".
    pub(super) beside: Vec<String>,
}

/// A mention of a member.
#[derive(Clone)]
pub(super) struct Seen {
    pub(super) words: Range<usize>,
    pub(super) member: usize,
}

/// All members and mentions, mentions in order.
pub(super) struct Cast {
    pub(super) members: Vec<Member>,
    pub(super) seen: Vec<Seen>,
}

impl Cast {
    /// The cast of an article.
    pub(super) fn of<'s>(reading: Reading<'_>, sources: impl Iterator<Item = &'s Range<usize>>) -> Self {
        let mut cast = Self { members: Vec::new(), seen: Vec::new() };
        let mut by_name: FxHashMap<String, usize> = FxHashMap::default();
        for name in whole_names(reading, sources) {
            let new = cast.members.len();
            let member = *by_name.entry(name.full.to_lowercase()).or_insert(new);
            if member == new {
                cast.members.push(name.as_member());
            }
            let known = &mut cast.members[member];
            known.gender = known.gender.or(name.gender);
            cast.seen.push(Seen { words: name.words, member });
        }
        cast.note_introductions(reading);
        cast.join_short_names(reading.words);
        cast
    }

    /// The mentions that lie in `range`, in order.
    pub(super) fn within(&self, range: Range<usize>) -> &[Seen] {
        let first = self.seen.partition_point(|seen| seen.words.start < range.start);
        let end = self.seen.partition_point(|seen| seen.words.end <= range.end);
        &self.seen[first.min(end)..end]
    }

    pub(super) fn is_person(&self, member: usize) -> bool {
        self.members[member].kind == MentionKind::Person
    }

    fn note_introductions(&mut self, reading: Reading<'_>) {
        for seen in &self.seen {
            let Introduction { called, beside, gender, is_body } = introductions(reading.words, &seen.words);
            let member = &mut self.members[seen.member];
            for word in called {
                if !member.called.contains(&word) && member.called.len() < MOST_WORDS {
                    member.called.push(word);
                }
            }
            member.beside.extend(beside.into_iter().take(MOST_WORDS.saturating_sub(member.beside.len())));
            member.gender = member.gender.or(gender);
            if is_body && member.gender.is_none() {
                member.kind = MentionKind::Organisation;
            }
        }
    }

    /// Gives short names of bodies and given names of persons to the member whose name begins with them.
    fn join_short_names(&mut self, words: &Words<'_>) {
        let mut longer: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        let keys: Vec<Vec<String>> = self.members.iter().map(|member| key(&member.full)).collect();
        for (member, key) in keys.iter().enumerate().filter(|(_, key)| key.len() > 1) {
            let mut add = |short: String| {
                let namesakes = longer.entry(short).or_default();
                if namesakes.len() < MOST_NAMESAKES && !namesakes.contains(&member) {
                    namesakes.push(member);
                }
            };
            (1..key.len().min(6)).for_each(|length| add(key[..length].join(" ")));
            add(initials(&self.members[member].full));
            add(key[key.len() - 1].clone());
        }
        let stands_for: Vec<usize> = (0..self.members.len())
            .map(|short| {
                let others = longer.get(&keys[short].join(" ")).map_or(&[][..], Vec::as_slice);
                let fit = others.iter().copied().filter(|&long| long != short && self.may_be(short, long));
                let mut fit = fit.take(2);
                fit.next().filter(|_| fit.next().is_none()).unwrap_or(short)
            })
            .collect();
        for seen in &mut self.seen {
            let long = stands_for[seen.member];
            if long != seen.member && !is_place_here(words, &seen.words) {
                seen.member = long;
            }
        }
        for (short, &long) in stands_for.iter().enumerate().filter(|(short, long)| short != *long) {
            let called = std::mem::take(&mut self.members[short].called);
            self.members[long].called.extend(called);
            let beside = std::mem::take(&mut self.members[short].beside);
            self.members[long].beside.extend(beside);
        }
    }

    fn may_be(&self, short: usize, long: usize) -> bool {
        let (short, long) = (&self.members[short], &self.members[long]);
        match long.kind {
            MentionKind::Person => short.kind != MentionKind::Place && short.kind != MentionKind::Organisation,
            MentionKind::Place => false,
            _ => short.kind != MentionKind::Place,
        }
    }
}

fn key(name: &str) -> Vec<String> {
    name.split_whitespace().map(str::to_lowercase).collect()
}

fn initials(name: &str) -> String {
    let capital = |word: &str| word.chars().next().filter(|letter| letter.is_uppercase());
    name.split_whitespace().filter_map(capital).flat_map(char::to_lowercase).collect()
}

/// "in Lund": the place, whatever else bears its name.
fn is_place_here(words: &Words<'_>, name: &Range<usize>) -> bool {
    let before = name.start.checked_sub(1).map_or("", |at| words.lower(at));
    matches!(before, "in" | "near" | "at" | "into" | "around") || words.shape(name.end) == Some(Shape::Hyphen)
}
