//! What the trained stages see of each word: hashes and small classes, worked out once for a text.
//!
//! Here stands what several features share: the word, its ending and form, what the rules made of it, the quotation marks
//! around it, how often the word is a cue, and the nearest words of its sentence that are likely to be one.

use crate::attributions::Attribution;
use crate::linear::{Model, feature, hash_text};
use crate::reading::Reading;
use crate::word_classes::{
    is_auxiliary, is_determiner, is_preposition, is_role, is_subject_pronoun, is_time, is_title, joins_clause, negates,
};
use crate::words::{Shape, Words};
use overshadow_record::MentionKind;
use std::ops::Range;

/// Stands for a word beyond the ends of a paragraph.
pub(crate) const BORDER: u32 = 0x00B0_4DE4;

/// The role a word plays, as a label of the role model.
pub(crate) mod role {
    /// No role.
    pub(crate) const NONE: u8 = 0;
    /// First word of a source; the words that go on with it have the next number.
    pub(crate) const SOURCE: u8 = 1;
    /// First word of a cue.
    pub(crate) const CUE: u8 = 3;
    /// A further word of a cue.
    pub(crate) const CUE_ON: u8 = 4;
    /// First word of a content.
    pub(crate) const CONTENT: u8 = 5;
    /// How many labels there are.
    pub(crate) const LABELS: usize = 7;
}

/// One word as the trained stages see it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Fact {
    /// The lower-case form.
    pub(crate) word: u32,
    /// The form without the endings of English verbs and plurals.
    pub(crate) stem: u32,
    /// Its last three letters.
    pub(crate) ending: u32,
    /// Letters, capitals, digits, or which sign.
    pub(crate) form: u32,
    /// Closed word classes, one bit each.
    pub(crate) class: u32,
    /// One more than the universal tag; 0 without a tagger.
    pub(crate) tag: u32,
    /// The kind of name it belongs to, and whether it begins it.
    pub(crate) name: u32,
    /// How often the word is a cue: 0 hardly ever to 5 nearly always.
    pub(crate) prior: u32,
    /// What it has to do with quotation marks.
    pub(crate) mark: u32,
    /// The role that the rules give it.
    pub(crate) rule: u32,
}

/// The words of a text.
pub(crate) struct Sketch {
    pub(crate) facts: Vec<Fact>,
    /// For each word, one more than the nearest likely cue before it in its sentence; 0 for none.
    pub(crate) cue_before: Vec<u32>,
    /// The same, after it.
    pub(crate) cue_after: Vec<u32>,
    /// Commas in the text before each word.
    pub(crate) commas: Vec<u32>,
    /// For each word, one more than the attribution of the rules whose cue it belongs to.
    pub(crate) rule_of_cue: Vec<u32>,
}

/// From this bucket on a word is a likely cue.
pub(crate) const LIKELY: u32 = 3;

impl Sketch {
    /// Works out all words of a text; `rules` is what the rules found in it.
    pub(crate) fn new(reading: Reading<'_>, rules: &[Attribution], prior: impl Fn(u32) -> u32) -> Self {
        let words = reading.words;
        let count = words.all.len();
        let mut facts: Vec<Fact> = (0..count).map(|at| fact(words, at)).collect();
        facts.iter_mut().for_each(|fact| fact.prior = prior(fact.stem));
        facts.iter_mut().zip(reading.tags).for_each(|(fact, tag)| fact.tag = 1 + *tag as u32);
        note_names(reading, &mut facts);
        note_marks(reading, &mut facts);
        note_rules(rules, &mut facts);
        let mut sketch = Self {
            facts,
            cue_before: vec![0; count],
            cue_after: vec![0; count],
            commas: Vec::with_capacity(count),
            rule_of_cue: vec![0; count],
        };
        for (number, cue) in rules.iter().enumerate().filter_map(|(number, rule)| Some((number, rule.cue.clone()?))) {
            sketch.rule_of_cue[cue].fill(one_more(number));
        }
        sketch.find_likely_cues(&reading.layout.sentences);
        let mut commas = 0;
        for at in 0..count {
            sketch.commas.push(commas);
            commas += u32::from(words.shape(at) == Some(Shape::Comma));
        }
        sketch
    }

    fn find_likely_cues(&mut self, sentences: &[Range<usize>]) {
        for sentence in sentences {
            let mut before = 0;
            for at in sentence.clone() {
                self.cue_before[at] = before;
                if self.facts[at].prior >= LIKELY {
                    before = one_more(at);
                }
            }
            let mut after = 0;
            for at in sentence.clone().rev() {
                self.cue_after[at] = after;
                if self.facts[at].prior >= LIKELY {
                    after = one_more(at);
                }
            }
        }
    }
}

pub(crate) fn one_more(at: usize) -> u32 {
    u32::try_from(at + 1).unwrap_or(u32::MAX)
}

fn fact(words: &Words<'_>, at: usize) -> Fact {
    let lower = words.lower(at);
    let word = hash_text(lower);
    let shape = words.shape(at);
    Fact {
        word,
        stem: hash_text(stem(lower)),
        ending: hash_text(ending(lower)),
        form: form(words.as_written(at), shape, word),
        class: if shape == Some(Shape::Letters) { class(lower) } else { 0 },
        ..Fact::default()
    }
}

/// The word without `-s`, `-ed`, `-ing` and the silent `e`: "denies", "denied" and "denying" are one.
pub(crate) fn stem(lower: &str) -> &str {
    let cut =
        ["ying", "ied", "ies", "ing", "ed", "es", "s", "y", "e"].iter().find_map(|ending| lower.strip_suffix(ending));
    cut.filter(|stem| stem.len() >= 3).unwrap_or(lower)
}

fn ending(lower: &str) -> &str {
    let start = lower.char_indices().rev().nth(2).map_or(0, |(start, _)| start);
    &lower[start..]
}

fn form(written: &str, shape: Option<Shape>, word: u32) -> u32 {
    match shape {
        Some(Shape::Digits) => 1,
        Some(Shape::Letters) => {
            let mut letters = written.chars();
            let first = letters.next().is_some_and(char::is_uppercase);
            let (mut upper, mut lower) = (false, false);
            letters.for_each(|letter| {
                upper |= letter.is_uppercase();
                lower |= letter.is_lowercase();
            });
            2 + u32::from(first) + 2 * u32::from(upper) + 4 * u32::from(lower)
        }
        _ => word,
    }
}

fn class(lower: &str) -> u32 {
    let tests: [fn(&str) -> bool; 9] = [
        is_subject_pronoun,
        is_determiner,
        is_preposition,
        is_auxiliary,
        is_role,
        is_title,
        is_time,
        joins_clause,
        negates,
    ];
    tests.iter().enumerate().fold(0, |bits, (bit, test)| bits | u32::from(test(lower)) << bit)
}

/// The template under which the model of cue words knows a word.
pub(crate) const CUE_WORD: u32 = 900;

/// How often the word with this hash is a cue, in steps from 0 to 5.
pub(crate) fn prior(cue_words: &Model, word: u32) -> u32 {
    let mut scores = Vec::new();
    cue_words.score(&[feature(CUE_WORD, word)], &mut scores);
    u32::try_from(scores[0]).unwrap_or(0)
}

fn note_names(reading: Reading<'_>, facts: &mut [Fact]) {
    for name in &reading.names.all {
        let kind = match name.kind {
            MentionKind::Person => 1,
            MentionKind::Organisation => 3,
            MentionKind::Place => 5,
            MentionKind::Other => 7,
        };
        for (number, at) in name.words.clone().enumerate() {
            facts[at].name = kind + u32::from(number > 0);
        }
    }
}

fn note_marks(reading: Reading<'_>, facts: &mut [Fact]) {
    for (at, fact) in facts.iter_mut().enumerate() {
        let inside = reading.around[at] != 0;
        fact.mark = match (reading.marks.opened_at(at), reading.marks.closed_at(at)) {
            (Some(passage), _) => 2 + u32::from(reading.marks.is_speech(reading.words, passage)),
            (None, Some(passage)) => 4 + u32::from(reading.marks.is_speech(reading.words, passage)),
            (None, None) => u32::from(inside),
        };
    }
}

fn note_rules(rules: &[Attribution], facts: &mut [Fact]) {
    for attribution in rules {
        let mut note = |range: &Range<usize>, role: u8| {
            for (number, at) in range.clone().enumerate() {
                facts[at].rule = u32::from(role) + u32::from(number > 0);
            }
        };
        attribution.content.iter().for_each(|part| note(part, role::CONTENT));
        attribution.source.iter().for_each(|part| note(part, role::SOURCE));
        attribution.cue.iter().for_each(|part| note(part, role::CUE));
    }
}

/// How far apart two words are, in ten steps.
pub(crate) fn bucket(distance: usize) -> u32 {
    match distance {
        0..=4 => u32::try_from(distance).unwrap_or(0),
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=22 => 8,
        _ => 9,
    }
}
