//! Speakers: who stands behind "Orr", "the expert" and "she", over the whole article.
//!
//! The words beside the quotation are always kept as the mention. A name is given only where the article gives one: a
//! surname becomes the fullest name, a role becomes the person introduced with it, a pronoun the nearest person that
//! agrees. Where two readings are possible there is no name: a guess is never stored. Organisations and metonyms stay
//! what they are.

use crate::attributions::{Attribution, Reading};
use crate::names::Name;
use crate::word_classes::{
    Gender, RoleClass, is_determiner, is_learned, is_role, is_title, personal_pronoun, role_class, stands_before_verbs,
};
use crate::words::Shape;
use overshadow_record::{MentionKind, Speaker};
use std::ops::Range;

/// How much surer a quotation is when its speaker is named than when a role stands for the name.
const BY_ROLE: f32 = 0.9;
/// The same for a pronoun.
const BY_PRONOUN: f32 = 0.85;
/// How far back an antecedent is looked for, in names.
const FARTHEST: usize = 40;

/// The last person whose words were given.
#[derive(Clone, Copy)]
struct Last {
    person: usize,
    paragraph: u32,
}

/// The speaker of each attribution, and its confidence with the speaker's part in it; attributions in order of their place.
pub(crate) fn resolve_speakers(reading: Reading<'_>, attributions: &[Attribution]) -> Vec<(Option<Speaker>, f32)> {
    let mut last: Option<Last> = None;
    let mut resolved = Vec::with_capacity(attributions.len());
    for attribution in attributions {
        let Some(source) = &attribution.source else {
            resolved.push((None, attribution.confidence));
            continue;
        };
        let (identity, factor) = identify(reading, source, last);
        if let Some(Identity::Person(person)) = identity {
            last = Some(Last { person, paragraph: reading.words.all[source.start].paragraph });
        }
        let name = match identity {
            Some(Identity::Person(person)) => Some(reading.names.people[person].full.clone()),
            Some(Identity::Named(name)) => Some(name),
            None => None,
        };
        let mention = vec![reading.words.span(source.start, source.end)];
        resolved.push((Some(Speaker { mention, name, entity: None }), attribution.confidence * factor));
    }
    resolved
}

enum Identity {
    Person(usize),
    Named(String),
}

fn identify(reading: Reading<'_>, source: &Range<usize>, last: Option<Last>) -> (Option<Identity>, f32) {
    let first = reading.words.lower(source.start);
    if let Some(gender) = personal_pronoun(first) {
        return (by_pronoun(reading, source.start, gender, last).map(Identity::Person), BY_PRONOUN);
    }
    if matches!(first, "who" | "кто" | "хто") {
        return (by_relative(reading, source.start), BY_PRONOUN);
    }
    if let Some(name) = head_name(reading, source) {
        return (Some(name.person.map_or_else(|| Identity::Named(name.full.clone()), Identity::Person)), 1.0);
    }
    (by_role(reading, source).map(Identity::Person), BY_ROLE)
}

/// The name the phrase is about: "Anna Orr of the Ministry" is Orr, "Orr's lawyer" is nobody named.
fn head_name<'a>(reading: Reading<'a>, source: &Range<usize>) -> Option<&'a Name> {
    let words = reading.words;
    let head_end = source
        .clone()
        .skip(1)
        .find(|&at| matches!(words.lower(at), "of" | "for" | "at" | "from"))
        .unwrap_or(source.end);
    let name = reading.names.within(source.clone()).rev().find(|name| name.words.start < head_end)?;
    let reaches_end = name.words.end >= head_end;
    let only_signs_follow = (name.words.end..head_end).all(|at| words.shape(at) != Some(Shape::Letters));
    let possessed = words.shape(name.words.end) == Some(Shape::Possessive) && name.words.end < source.end;
    // In Russian and Ukrainian the name may be followed by its role, or the role by an organisation and the name.
    ((reaches_end || only_signs_follow) && !possessed).then_some(name)
}

/// "Orr, who said": the name right before.
fn by_relative(reading: Reading<'_>, at: usize) -> Option<Identity> {
    let name = reading.names.within(at.saturating_sub(8)..at).next_back()?;
    let close = name.words.end + 1 >= at;
    close.then(|| name.person.map_or_else(|| Identity::Named(name.full.clone()), Identity::Person))
}

/// "the expert": the person introduced before with that role, or with one articles use for it.
fn by_role(reading: Reading<'_>, source: &Range<usize>) -> Option<usize> {
    let words = reading.words;
    let definite = matches!(words.lower(source.start), "the" | "this")
        || !words.text.is_ascii() && is_role(words.lower(source.start));
    let role = source.clone().next_back().map(|at| words.lower(at)).filter(|role| is_role(role))?;
    if !definite || words.compounds(source.clone()) > 3 {
        return None;
    }
    let people = persons_before(reading, source.start);
    let has = |person: &usize, fits: &dyn Fn(&str) -> bool| {
        reading.names.people[*person].roles.iter().any(|known| fits(known))
    };
    let same_word = people.iter().copied().find(|person| has(person, &|known| known == role));
    let class = role_class(role);
    same_word.or_else(|| {
        people.iter().copied().find(|person| {
            has(person, &|known| {
                class.is_some() && role_class(known) == class || class == Some(RoleClass::Expert) && is_learned(known)
            })
        })
    })
}

/// Persons named before word `at`, nearest first, each once.
fn persons_before(reading: Reading<'_>, at: usize) -> Vec<usize> {
    let mut people = Vec::new();
    for person in reading.names.within(0..at).rev().take(FARTHEST).filter_map(|name| name.person) {
        if !people.contains(&person) {
            people.push(person);
        }
    }
    people
}

/// "he": the subject of this or the last sentence, else the last speaker, else the only person near that agrees.
fn by_pronoun(reading: Reading<'_>, at: usize, gender: Gender, last: Option<Last>) -> Option<usize> {
    let agrees = |person: &usize| reading.names.people[*person].gender.is_none_or(|known| known == gender);
    let paragraph = reading.words.all[at].paragraph;
    let recent =
        last.filter(|last| paragraph - last.paragraph.min(paragraph) <= 2).map(|last| last.person).filter(&agrees);
    let subject = sentence_subject(reading, at).filter(&agrees);
    if subject.is_some() {
        return subject;
    }
    if recent.is_some() {
        return recent;
    }
    let start = reading.layout.paragraphs[(paragraph as usize).saturating_sub(1)].start;
    let near: Vec<usize> = reading
        .names
        .within(start..at)
        .filter(|name| reading.around[name.words.start] == 0 && name.kind == MentionKind::Person)
        .filter_map(|name| name.person)
        .filter(agrees)
        .take(FARTHEST)
        .collect();
    let first = *near.first()?;
    near.iter().all(|&person| person == first).then_some(first)
}

/// The person whose name is the subject of this sentence or the one before, outside speech.
fn sentence_subject(reading: Reading<'_>, at: usize) -> Option<usize> {
    let this = reading.words.all[at].sentence as usize;
    for sentence in (this.saturating_sub(1)..=this).rev().map(|place| reading.layout.sentences[place].clone()) {
        let name = reading.names.within(sentence.start..at.min(sentence.end)).next();
        let begins = |name: &&Name| {
            reading.around[name.words.start] == 0
                && (sentence.start..name.words.start).all(|place| leads_to_subject(reading, place))
        };
        if let Some(name) = name.filter(begins) {
            return name.person;
        }
    }
    None
}

/// True for words that stand before the name of a subject: titles, roles, "the", "later".
fn leads_to_subject(reading: Reading<'_>, at: usize) -> bool {
    let word = reading.words.lower(at);
    matches!(reading.words.shape(at), Some(Shape::Comma | Shape::Stop))
        || is_role(word)
        || is_title(word)
        || is_determiner(word)
        || stands_before_verbs(word)
}
