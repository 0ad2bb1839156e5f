//! Names as speakers bear them: whole, without titles before them or letters behind.
//!
//! What the recogniser gives is put together where a name goes on behind a small word ("Front for the Two Valleys",
//! "Bathroom and Kitchen Alliance", "Growers' League"), and what it leaves out is added where a speaker is a single place
//! at the beginning of a sentence ("Budapest opposes …").

use super::cast::Member;
use super::role_lists::{is_body_noun, is_country_or_capital, is_title_of_person, is_trade};
use crate::name_lists::{is_never_a_name, is_organisation_word};
use crate::names::Name;
use crate::reading::Reading;
use crate::word_classes::{Gender, is_determiner, is_role, is_title};
use crate::words::{Shape, Words};
use overshadow_record::MentionKind;
use rustc_hash::FxHashSet;
use std::cmp::Reverse;
use std::ops::Range;

/// How many words a joined name may have.
const LONGEST: usize = 12;

/// A name in the text.
pub(super) struct WholeName {
    pub(super) words: Range<usize>,
    pub(super) full: String,
    pub(super) gender: Option<Gender>,
    kind: MentionKind,
    roles: Vec<String>,
    /// As this mention has it, titles left out.
    written: String,
}

impl WholeName {
    pub(super) fn as_member(&self) -> Member {
        Member {
            full: self.full.clone(),
            kind: self.kind,
            gender: self.gender,
            called: self.roles.clone(),
            beside: self.roles.clone(),
        }
    }
}

/// All names, in order.
pub(super) fn whole_names<'s>(reading: Reading<'_>, sources: impl Iterator<Item = &'s Range<usize>>) -> Vec<WholeName> {
    let mut whole: Vec<WholeName> = Vec::new();
    for name in reading.names.all.iter().filter(|name| !is_only_title(&name.full)) {
        match whole.last_mut().filter(|last| goes_on(reading.words, &last.words, &name.words)) {
            Some(last) => {
                last.words.end = name.words.end;
                last.full = reading.words.span(last.words.start, last.words.end).of(reading.words.text).to_owned();
                last.kind = MentionKind::Organisation;
                last.gender = None;
            }
            None => whole.push(whole_name(reading, name)),
        }
    }
    cut_at_known_names(&mut whole);
    let missed: Vec<WholeName> = sources.filter_map(|source| place(reading, &whole, source.start)).collect();
    whole.extend(missed);
    whole.sort_by_key(|name| (name.words.start, Reverse(name.words.end)));
    let mut free = 0;
    whole.retain(|name| {
        let is_free = name.words.start >= free;
        free = free.max(name.words.end);
        is_free
    });
    whole
}

fn whole_name(reading: Reading<'_>, name: &Name) -> WholeName {
    let words = reading.words;
    let person = name.person.map(|person| &reading.names.people[person]);
    let start = true_start(words, name.words.start);
    let written = words.span(start, name.words.end).of(words.text);
    let full = if start < name.words.start && written.len() > name.full.len() { written } else { &name.full };
    let bare = if name.kind == MentionKind::Organisation { without_determiner(full) } else { without_titles(full) };
    let titled = bare.len() < without_determiner(full).len();
    let kind = match name.kind {
        _ if is_country_or_capital(&bare.to_lowercase()) || is_dateline(words, &name.words) => MentionKind::Place,
        MentionKind::Other if titled => MentionKind::Person,
        kind => kind,
    };
    let kind = if kind == MentionKind::Person && ends_as_body(bare) { MentionKind::Organisation } else { kind };
    let titles =
        full[..full.find(bare).unwrap_or(0)].split_whitespace().map(|title| title.trim_end_matches('.').to_lowercase());
    // English introductions are read more strictly than the recogniser reads them: see `introductions`.
    let roles = person.filter(|_| is_cyrillic(bare)).map_or_else(Vec::new, |person| person.roles.clone()).into_iter();
    WholeName {
        words: start..name.words.end,
        full: bare.to_owned(),
        gender: person.and_then(|person| person.gender),
        kind,
        roles: roles.chain(titles).collect(),
        written: without_titles(written).to_owned(),
    }
}

/// Cuts "Anna Orr Olive" to "Anna Orr" where the text has that name too: what follows it once begins something else.
fn cut_at_known_names(whole: &mut [WholeName]) {
    let is_person = |name: &&WholeName| name.kind == MentionKind::Person;
    let mut written: FxHashSet<String> = FxHashSet::default();
    for name in whole.iter().filter(is_person) {
        written.insert(name.written.clone());
    }
    for name in whole.iter_mut().filter(|name| name.kind == MentionKind::Person) {
        let shorter =
            name.full.match_indices(' ').map(|(at, _)| at).skip(1).find(|&at| written.contains(&name.full[..at]));
        if let Some(at) = shorter {
            name.full.truncate(at);
        }
    }
}

fn is_cyrillic(name: &str) -> bool {
    name.starts_with(|letter: char| ('А'..='ӿ').contains(&letter))
}

/// True for names that end in a word only bodies bear: "Big Sage Power".
fn ends_as_body(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    name.contains(' ') && (is_body_noun(&last) || is_organisation_word(&last) || is_trade(&last))
}

/// The first word of a name whose beginning looks like none: "Hye-jin Orr", "the Weekly Ledger", "Tally & Thrupp".
fn true_start(words: &Words<'_>, start: usize) -> usize {
    let Some(before) = start.checked_sub(1) else { return start };
    let sentence_start = |at: usize| at == 0 || words.all[at - 1].sentence != words.all[at].sentence;
    if sentence_start(start) || words.shape(before) != Some(Shape::Letters) && words.lower(start) != "&" {
        return start;
    }
    let first = words.compound_start(before, 0);
    let is_part = words.shape(first) == Some(Shape::Letters)
        && words.capital(first)
        && !is_title(words.lower(first))
        && !is_role(words.lower(first))
        && !is_title_of_person(words.lower(first))
        && !is_role(words.lower(before))
        && !is_never_a_name(words.lower(first));
    let is_compound = first < before && !words.capital(before);
    let is_adverb = first == before && words.lower(first).ends_with("ly") && !sentence_start(first);
    if is_part && (is_compound || is_adverb || words.lower(start) == "&") { first } else { start }
}

/// True for the place an agency writes from: capitals at the beginning of a paragraph.
fn is_dateline(words: &Words<'_>, name: &Range<usize>) -> bool {
    let begins = name.start == 0 || words.all[name.start - 1].paragraph != words.all[name.start].paragraph;
    let shouts = words.as_written(name.start).chars().count() > 3
        && !words.as_written(name.start).chars().any(char::is_lowercase);
    begins && shouts
}

/// True for "Prime Minister" without a name.
fn is_only_title(name: &str) -> bool {
    name.split(' ').all(|word| {
        let word = word.trim_end_matches('.').to_lowercase();
        is_title(&word) || is_role(&word) || is_title_of_person(&word)
    })
}

/// A country or capital that begins a sentence as its speaker.
fn place(reading: Reading<'_>, known: &[WholeName], at: usize) -> Option<WholeName> {
    let next = known.partition_point(|name| name.words.end <= at);
    let is_known = known.get(next).is_some_and(|name| name.words.start <= at);
    let is_place = reading.words.capital(at) && is_country_or_capital(reading.words.lower(at));
    (is_place && !is_known).then(|| WholeName {
        words: at..at + 1,
        full: reading.words.as_written(at).to_owned(),
        gender: None,
        kind: MentionKind::Place,
        roles: Vec::new(),
        written: String::new(),
    })
}

/// True when `next` is the rest of the name `last`.
fn goes_on(words: &Words<'_>, last: &Range<usize>, next: &Range<usize>) -> bool {
    let between = last.end..next.start;
    if next.end - last.start > LONGEST
        || between.len() > 2
        || words.all[last.start].sentence != words.all[next.start].sentence
    {
        return false;
    }
    let is_body =
        |at: usize| is_organisation_word(words.lower(at)) || is_body_noun(words.lower(at)) || is_union(words.lower(at));
    let small: Vec<&str> = between.map(|at| words.lower(at)).collect();
    match small[..] {
        ["of" | "for" | "on"] | ["of" | "for" | "on", "the"] => is_body(last.end - 1),
        ["and" | "&"] => {
            last.start > 0
                && words.lower(last.start - 1) == "the"
                && is_body(next.end - 1)
                && next.len() > 1
                && !is_body(last.end - 1)
        }
        ["'s" | "’s"] => is_people(words.lower(last.end - 1)) && is_body(next.end - 1),
        ["'" | "’"] => words.lower(last.end - 1).ends_with('s') && is_body(next.end - 1),
        _ => false,
    }
}

fn is_people(word: &str) -> bool {
    matches!(
        word,
        "people" | "women" | "men" | "children" | "nation" | "citizen" | "teacher" | "world" | "king" | "queen"
    )
}

fn is_union(word: &str) -> bool {
    matches!(
        word,
        "front" | "alliance" | "programme" | "program" | "movement" | "assembly" | "congress" | "forum" | "campaign"
    )
}

fn without_determiner(name: &str) -> &str {
    match name.split_once(' ') {
        Some((first, rest)) if is_determiner(&first.to_lowercase()) => rest,
        _ => name,
    }
}

/// "Orr" for "Pastor Orr KC" and for "U.S. Trade Secretary Orr".
fn without_titles(name: &str) -> &str {
    let mut bare = without_determiner(name);
    let mut rest = bare;
    while let Some((first, behind)) = rest.split_once(' ') {
        let word = first.trim_end_matches('.').to_lowercase();
        if is_title(&word) || is_role(&word) || is_title_of_person(&word) {
            bare = behind;
        }
        rest = behind;
    }
    match bare.rsplit_once(' ') {
        Some((rest, "KC" | "QC" | "MP" | "MEP" | "PhD" | "MD" | "OBE" | "CBE")) => rest,
        _ => bare,
    }
}

/// True for a name of one word that is a plural: "Republicans" are nobody in particular.
pub(super) fn is_plural(words: &Words<'_>, name: &Range<usize>) -> bool {
    let word = words.lower(name.start);
    name.len() == 1
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !is_country_or_capital(word)
        && words.shape(name.start) == Some(Shape::Letters)
        && words.as_written(name.start).chars().any(char::is_lowercase)
}
