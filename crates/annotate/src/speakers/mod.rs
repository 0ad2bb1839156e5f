//! Speakers: who stands behind "Orr", "the expert" and "she", over the whole article.
//!
//! The words beside the quotation are always kept as the mention. A name is given only where the article gives one: a
//! surname becomes the fullest name, a role becomes the person introduced with it, a pronoun the nearest person that
//! agrees. Where two readings are possible there is no name: a guess is never stored. Organisations and metonyms stay
//! what they are.
//!
//! `cast` knows who is in the article, `phrases` reads what stands beside a quotation, `descriptions` and `pronouns` find
//! whom it means, `turns` knows interviews. Here they are asked in the order of the text, the speaker of surrounding
//! words first.

mod cast;
mod descriptions;
mod given_name_lists;
mod introductions;
mod nesting;
mod phrases;
mod pronouns;
mod role_lists;
mod turns;
mod whole_names;

use crate::attributions::Attribution;
use crate::noun_phrases::phrase_ending;
use crate::reading::Reading;
use crate::word_classes::{Gender, personal_pronoun};
use crate::words::Shape;
use cast::Cast;
use introductions::head_of;
use nesting::surrounding;
use overshadow_record::{MentionKind, QuotationKind, Speaker};
use phrases::{Meaning, meaning};
use pronouns::{Scene, Spoke, person_meant};
use role_lists::gender_of_noun;
use std::ops::Range;

/// How many of those that spoke before are remembered.
const REMEMBERED: usize = 3;
/// Words of the longest name.
const LONGEST_NAME: usize = 12;
/// How deep speech inside speech is followed.
const DEEPEST: usize = 6;

/// The speaker of each attribution; attributions in order of their place.
pub(crate) fn resolve_speakers(reading: Reading<'_>, attributions: &[Attribution]) -> Vec<Option<Speaker>> {
    let mut casting = Casting::new(reading, attributions);
    for place in casting.order.clone() {
        casting.resolve(place, 0);
    }
    turns::name_unmentioned(&mut casting);
    attributions
        .iter()
        .zip(&casting.answers)
        .map(|(attribution, answer)| casting.speaker(attribution, answer))
        .collect()
}

/// Who an attribution's words belong to.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Answer {
    member: Option<usize>,
    /// The gender of somebody without a name.
    gender: Option<Gender>,
    /// True for several, or for a body without a name: "she" is none of them.
    is_person: bool,
}

/// Everything known while speakers are resolved.
struct Casting<'a> {
    reading: Reading<'a>,
    attributions: &'a [Attribution],
    cast: Cast,
    /// Attributions with a mention, by its place.
    order: Vec<usize>,
    /// The attribution whose content surrounds the mention.
    within: Vec<Option<usize>>,
    answers: Vec<Option<Answer>>,
}

impl<'a> Casting<'a> {
    fn new(reading: Reading<'a>, attributions: &'a [Attribution]) -> Self {
        let mut order: Vec<usize> =
            (0..attributions.len()).filter(|&place| attributions[place].source.is_some()).collect();
        order.sort_by_key(|&place| attributions[place].source.as_ref().map(|source| source.start));
        Self {
            reading,
            attributions,
            cast: Cast::of(reading, attributions.iter().filter_map(|attribution| attribution.source.as_ref())),
            within: surrounding(attributions),
            order,
            answers: vec![None; attributions.len()],
        }
    }

    fn speaker(&self, attribution: &Attribution, answer: &Option<Answer>) -> Option<Speaker> {
        let name = answer.and_then(|answer| answer.member).map(|member| self.cast.members[member].full.clone());
        let mention: Vec<_> =
            attribution.source.iter().map(|source| self.reading.words.span(source.start, source.end)).collect();
        (!mention.is_empty() || name.is_some()).then_some(Speaker { mention, name, entity: None })
    }

    /// Finds the speaker of one attribution, that of the words around its mention first.
    fn resolve(&mut self, place: usize, depth: usize) {
        let Some(source) = self.attributions[place].source.clone() else { return };
        if self.answers[place].is_some() {
            return;
        }
        if let Some(around) = self.within[place].filter(|_| depth < DEEPEST) {
            self.resolve(around, depth + 1);
        }
        let answer = self.answer(place, &source);
        self.answers[place] = Some(answer);
    }

    fn answer(&mut self, place: usize, source: &Range<usize>) -> Answer {
        let words = self.reading.words;
        let first = words.lower(source.start);
        let alone = source.len() == 1 || words.lower(source.start + 1).ends_with("self");
        if alone && let Some(gender) = pronoun_of_person(first) {
            let member = self.person(place, source.start, gender);
            if let Some(member) = member {
                let known = &mut self.cast.members[member].gender;
                *known = known.or(Some(gender));
            }
            return Answer { member, gender: Some(gender), is_person: member.is_some() };
        }
        if alone && matches!(first, "i" | "me" | "my" | "you" | "we" | "us" | "our" | "your") {
            let member = if matches!(first, "i" | "me" | "my") { self.quoting(place) } else { None };
            return Answer { member, gender: None, is_person: true };
        }
        if alone && matches!(first, "who" | "which" | "whose" | "кто" | "хто" | "that") {
            return self.before_relative(source.start);
        }
        if alone && matches!(first, "it" | "its" | "itself") {
            return Answer { member: self.body(place, source.start), gender: None, is_person: false };
        }
        if alone && matches!(first, "they" | "them" | "their" | "both" | "neither" | "some" | "others" | "many") {
            return Answer { member: None, gender: None, is_person: false };
        }
        self.by_phrase(source)
    }

    fn by_phrase(&self, source: &Range<usize>) -> Answer {
        let words = self.reading.words;
        match meaning(self.reading, &self.cast, source.clone()) {
            Meaning::Member(member) => {
                let is_person = self.cast.is_person(member);
                Answer { member: Some(member), gender: None, is_person }
            }
            Meaning::Several => Answer { member: None, gender: None, is_person: false },
            Meaning::Described(head) => {
                let member = descriptions::described(self.reading, &self.cast, &head);
                let noun = head_of(words, head.clone()).map_or("", |at| words.lower(at));
                let several = noun.ends_with('s') && !noun.ends_with("ss");
                let is_person = !several && !role_lists::is_body_noun(noun);
                let gender = head.filter_map(|at| gender_of_noun(words.lower(at))).next();
                Answer { member, gender, is_person }
            }
        }
    }

    /// "Orr, who said": what stands right before; when that is somebody's mention already, the same.
    fn before_relative(&self, at: usize) -> Answer {
        let words = self.reading.words;
        let end = if at > 0 && words.shape(at - 1) == Some(Shape::Comma) { at - 1 } else { at };
        let known = self.order.partition_point(|&place| self.start_of(place) < at);
        let same = self.order[..known].iter().rev().take(REMEMBERED).copied().find(|&place| {
            self.attributions[place].source.as_ref().is_some_and(|source| source.end >= end && source.start < end)
        });
        if let Some(answer) = same.and_then(|place| self.answers[place]) {
            return answer;
        }
        let floor = self.reading.layout.sentences[words.all[at].sentence as usize].start;
        match phrase_ending(words, self.reading.lexicon, end, floor) {
            Some(phrase) if self.named_beside(&phrase).is_some() => {
                let member = self.named_beside(&phrase);
                Answer { member, gender: None, is_person: true }
            }
            Some(phrase) => self.by_phrase(&phrase),
            None => Answer { member: None, gender: None, is_person: true },
        }
    }

    /// "Orr, a baker from Lund, who said": the name an apposition of no name of its own belongs to.
    fn named_beside(&self, apposition: &Range<usize>) -> Option<usize> {
        let comma = apposition.start.checked_sub(1)?;
        let is_apposition = self.reading.words.shape(comma) == Some(Shape::Comma)
            && matches!(meaning(self.reading, &self.cast, apposition.clone()), Meaning::Described(_));
        let name = self.cast.within(comma.saturating_sub(LONGEST_NAME)..comma).last()?;
        (is_apposition && name.words.end == comma).then_some(name.member)
    }

    fn start_of(&self, place: usize) -> usize {
        self.attributions[place].source.as_ref().map_or(0, |source| source.start)
    }

    fn is_marked(&self, place: usize) -> bool {
        matches!(self.attributions[place].kind, QuotationKind::Direct | QuotationKind::Pull)
    }

    /// The member whose marked speech surrounds the mention.
    fn quoting(&self, place: usize) -> Option<usize> {
        let mut around = self.within[place];
        for _ in 0..DEEPEST {
            let place = around?;
            if self.is_marked(place) || self.reading.around[self.attributions[place].content.first()?.start] != 0 {
                return self.answers[place]?.member;
            }
            around = self.within[place];
        }
        None
    }

    fn person(&self, place: usize, at: usize, gender: Gender) -> Option<usize> {
        let around = self.within[place];
        let member = around.and_then(|around| self.answers[around]?.member);
        let marked = self.reading.around[at] != 0;
        let spoke = self.spoke_before(at, around);
        let scene = Scene {
            reading: self.reading,
            cast: &self.cast,
            reported: member.filter(|_| !marked),
            quoted: self.quoting(place).filter(|_| marked),
            spoke: &spoke,
        };
        person_meant(scene, at, gender)
    }

    /// Persons that spoke before word `at`, nearest first.
    fn spoke_before(&self, at: usize, around: Option<usize>) -> Vec<Spoke> {
        let end = self.order.partition_point(|&place| self.start_of(place) < at);
        let before = self.order[..end].iter().rev().take(2 * REMEMBERED).copied();
        let outside = before.filter(|&place| {
            let aside = self.within[place] == around || self.within[place].is_none();
            aside && !self.attributions[place].content.is_empty()
        });
        let spoke = outside.filter_map(|place| {
            let answer = self.answers[place].filter(|answer| answer.is_person)?;
            Some(Spoke { member: answer.member, gender: answer.gender, at: self.start_of(place) })
        });
        spoke.take(REMEMBERED).collect()
    }

    /// The body that "it" means: the one whose words surround it, or the one that spoke or was the subject last.
    fn body(&self, place: usize, at: usize) -> Option<usize> {
        let is_body = |member: &usize| !self.cast.is_person(*member);
        if let Some(answer) =
            self.within[place].and_then(|around| self.answers[around]).filter(|answer| !answer.is_person)
        {
            return answer.member.filter(is_body);
        }
        let end = self.order.partition_point(|&place| self.start_of(place) < at);
        let near = |place: &usize| {
            self.reading.words.all[self.start_of(*place)].paragraph == self.reading.words.all[at].paragraph
        };
        let last = self.order[..end].last().copied().filter(near);
        let is_it = |answer: &Answer| !answer.is_person || answer.member.is_some_and(|member| self.may_be_body(member));
        match last.and_then(|last| self.answers[last]).filter(is_it) {
            Some(answer) => answer.member.filter(|member| is_body(member) || self.may_be_body(*member)),
            None => self.leading_body(at),
        }
    }

    /// True for a person that nothing but the number of its words makes one.
    fn may_be_body(&self, member: usize) -> bool {
        let member = &self.cast.members[member];
        let given = member.full.split([' ', '-']).next().unwrap_or_default().to_lowercase();
        member.gender.is_none() && member.called.is_empty() && given_name_lists::listed_gender(&given).is_none()
    }

    /// The body that this sentence or the one before begins with.
    fn leading_body(&self, at: usize) -> Option<usize> {
        let this = self.reading.words.all[at].sentence as usize;
        let sentences = (this.saturating_sub(1)..=this).rev().map(|place| self.reading.layout.sentences[place].clone());
        let mut firsts = sentences.filter_map(|sentence| {
            let seen = self.cast.within(sentence.start..at.min(sentence.end)).first()?;
            (seen.words.start <= sentence.start + 2).then_some(seen.member)
        });
        firsts.next().filter(|&member| self.cast.members[member].kind == MentionKind::Organisation)
    }
}

/// The gender of "he", "him", "her" and their kin.
fn pronoun_of_person(word: &str) -> Option<Gender> {
    personal_pronoun(word).or(match word {
        "him" | "his" | "himself" => Some(Gender::Male),
        "her" | "hers" | "herself" => Some(Gender::Female),
        _ => None,
    })
}
