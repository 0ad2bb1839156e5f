//! Pronouns: who "she" is.
//!
//! Every person mentioned in the last sentences is weighed: how near the mention is, whether it is the subject of its
//! sentence, whether the person spoke last, whether it stands inside somebody's speech, and how sure the gender is. The
//! weights were set by hand on annotated documents. When the second best is near the best, nobody is named. Somebody
//! without a name ("a guard") who spoke last is weighed too: who it is, the article does not say.

use super::cast::{Cast, Seen};
use super::given_name_lists::{gender_by_ending, listed_gender};
use crate::reading::Reading;
use crate::word_classes::{Gender, is_determiner, is_preposition, is_role, is_title, stands_before_verbs};
use crate::words::Shape;
use overshadow_record::MentionKind;

/// How far back a person is looked for, in mentions.
const FARTHEST: usize = 24;
/// A person that weighs this much is near, and needs to be better than the second by `MARGIN`.
const NEAR: f64 = 3.0;
const MARGIN: f64 = 1.0;
/// The same for a person whose gender nothing but the given name tells.
const UNSURE_MARGIN: f64 = 2.0;
/// Down to this weight a person of known gender needs to be better by `WIDE_MARGIN`.
const FAR: f64 = -4.0;
const WIDE_MARGIN: f64 = 4.0;
/// How much more somebody without a name weighs that spoke last.
const UNNAMED: f64 = 1.5;

/// Somebody that spoke before the pronoun.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spoke {
    /// `None` for somebody without a name.
    pub(super) member: Option<usize>,
    pub(super) gender: Option<Gender>,
    /// The word the mention begins at.
    pub(super) at: usize,
}

/// Around a pronoun.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) reading: Reading<'a>,
    pub(super) cast: &'a Cast,
    /// Words of this member surround the pronoun as reported speech: "she said that she".
    pub(super) reported: Option<usize>,
    /// Words of this member surround it as speech in marks: "I" is that member and "she" is not.
    pub(super) quoted: Option<usize>,
    /// Who spoke last, nearest first.
    pub(super) spoke: &'a [Spoke],
}

/// The person a pronoun of the third person means.
pub(super) fn person_meant(scene: Scene<'_>, at: usize, gender: Gender) -> Option<usize> {
    let mut weights: Vec<(Option<usize>, f64)> = Vec::new();
    let mut weigh = |member: Option<usize>, weight: f64| match weights.iter_mut().find(|(known, _)| *known == member) {
        Some((_, known)) => *known = known.max(weight),
        None => weights.push((member, weight)),
    };
    let end = scene.cast.seen.partition_point(|seen| seen.words.start < at);
    for seen in scene.cast.seen[..end].iter().rev().take(FARTHEST) {
        if let Some(agreement) = agreement(scene, seen.member, gender) {
            weigh(Some(seen.member), agreement + place(scene, seen, at));
        }
    }
    for (rank, spoke) in scene.spoke.iter().enumerate() {
        let distance = distance(scene.reading, spoke.at, at);
        let weight = 7.0 - 1.5 * f64::from(u8::try_from(rank).unwrap_or(u8::MAX)) - distance;
        match spoke.member {
            Some(member) => {
                if let Some(agreement) = agreement(scene, member, gender) {
                    weigh(Some(member), agreement + weight);
                }
            }
            None if spoke.gender.is_none_or(|known| known == gender) => weigh(None, weight + UNNAMED - distance),
            None => {}
        }
    }
    if let Some(reported) = scene.reported
        && let Some(agreement) = agreement(scene, reported, gender)
    {
        weigh(Some(reported), agreement + 8.0);
    }
    best(scene.cast, &mut weights)
}

fn best(cast: &Cast, weights: &mut [(Option<usize>, f64)]) -> Option<usize> {
    weights.sort_by(|one, other| other.1.total_cmp(&one.1));
    let (first, weight) = *weights.first()?;
    let lead = weight - weights.get(1).map_or(f64::NEG_INFINITY, |second| second.1);
    let known = |member: &usize| cast.members[*member].gender.is_some();
    let margin = |member: &usize| if known(member) { MARGIN } else { UNSURE_MARGIN };
    first.filter(|member| {
        weight >= NEAR && lead >= margin(member) || weight >= FAR && lead >= WIDE_MARGIN && known(member)
    })
}

/// How well a member agrees with a pronoun; `None` when it cannot be meant.
fn agreement(scene: Scene<'_>, member: usize, gender: Gender) -> Option<f64> {
    let known = &scene.cast.members[member];
    if scene.quoted == Some(member) {
        return None;
    }
    match (known.kind, known.gender) {
        (MentionKind::Person, Some(own)) => (own == gender).then_some(2.0),
        (MentionKind::Person, None) => {
            let given = known.full.split([' ', '-']).next().unwrap_or_default().to_lowercase();
            Some(match (listed_gender(&given), gender_by_ending(&given)) {
                (Some(own), _) => {
                    if own == gender {
                        1.5
                    } else {
                        -6.0
                    }
                }
                (None, Some(own)) => {
                    if own == gender {
                        0.8
                    } else {
                        -1.5
                    }
                }
                (None, None) => 0.0,
            })
        }
        _ => None,
    }
}

/// How prominent a mention is.
fn place(scene: Scene<'_>, seen: &Seen, at: usize) -> f64 {
    let (reading, start) = (scene.reading, seen.words.start);
    let before = start.checked_sub(1).map_or("", |before| reading.words.lower(before));
    let owner = reading.words.shape(seen.words.end) == Some(Shape::Possessive);
    let mut weight = 4.0 - distance(reading, start, at);
    if is_joined(reading, seen) {
        weight -= 0.5;
    } else if leads(reading, start) {
        weight += 3.0;
    } else if is_preposition(before) {
        weight -= 1.0;
    } else if !owner && is_first(scene, seen) {
        weight += 2.0;
    }
    if owner {
        weight -= 1.0;
    }
    if reading.around[start] != 0 {
        weight -= 4.0;
    }
    weight
}

/// True for one of several: "Orr and Lund".
fn is_joined(reading: Reading<'_>, seen: &Seen) -> bool {
    let before = seen.words.start.checked_sub(1).map_or("", |at| reading.words.lower(at));
    before == "and" || reading.words.lower(seen.words.end) == "and" && reading.words.capital(seen.words.end + 1)
}

/// True for the first person of a sentence.
fn is_first(scene: Scene<'_>, seen: &Seen) -> bool {
    let words = scene.reading.words;
    let start = scene.reading.layout.sentences[words.all[seen.words.start].sentence as usize].start;
    let before = scene.cast.within(start..seen.words.start);
    before.len() < 4 && before.iter().all(|other| !scene.cast.is_person(other.member))
}

/// Sentences between two words, paragraphs counted again.
fn distance(reading: Reading<'_>, from: usize, to: usize) -> f64 {
    let (from, to) = (&reading.words.all[from], &reading.words.all[to]);
    let count = |difference: u32| f64::from(u16::try_from(difference).unwrap_or(u16::MAX));
    count(to.sentence.saturating_sub(from.sentence)) * 0.8 + count(to.paragraph.saturating_sub(from.paragraph)) * 1.2
}

/// True when only words that stand before the name of a subject come before word `at` in its sentence.
fn leads(reading: Reading<'_>, at: usize) -> bool {
    let start = reading.layout.sentences[reading.words.all[at].sentence as usize].start;
    at - start <= 12 && (start..at).all(|place| leads_to_subject(reading, place))
}

/// True for words that stand before the name of a subject: titles, roles, "the", "later".
fn leads_to_subject(reading: Reading<'_>, at: usize) -> bool {
    let word = reading.words.lower(at);
    matches!(reading.words.shape(at), Some(Shape::Comma | Shape::Stop | Shape::Hyphen))
        || is_role(word)
        || is_title(word)
        || is_determiner(word)
        || stands_before_verbs(word)
}
