//! The features of the role model: which words are sources, cues and contents, judged word by word.
//!
//! A window of words, endings, forms, tags and names; what the rules said; the marks around; and what the sentence holds
//! on both sides: the nearest likely cues, how far they are, what stands beside them.

use super::sketch::{BORDER, Fact, Sketch, bucket};
use crate::linear::{Feature, feature, pair, triple};
use crate::reading::Reading;
use std::ops::Range;

/// Writes the features of word `at` of `paragraph` into `into`, emptied first.
pub(crate) fn role_features(
    reading: Reading<'_>,
    sketch: &Sketch,
    paragraph: &Range<usize>,
    at: usize,
    into: &mut Vec<Feature>,
) {
    into.clear();
    let mut writer = Writer { into, template: 0 };
    let window = Window { facts: &sketch.facts, paragraph, at };
    words(&mut writer, &window);
    classes(&mut writer, &window);
    rules(&mut writer, &window);
    sentence(&mut writer, reading, sketch, at);
    marks(&mut writer, reading, sketch, paragraph, at);
}

/// Numbers the templates in the order they are written.
pub(super) struct Writer<'a> {
    pub(super) into: &'a mut Vec<Feature>,
    pub(super) template: u32,
}

impl Writer<'_> {
    pub(super) fn one(&mut self, value: u32) {
        self.into.push(feature(self.template, value));
        self.template += 1;
    }

    pub(super) fn two(&mut self, one: u32, two: u32) {
        self.into.push(pair(self.template, one, two));
        self.template += 1;
    }

    pub(super) fn three(&mut self, one: u32, two: u32, three: u32) {
        self.into.push(triple(self.template, one, two, three));
        self.template += 1;
    }
}

/// The words around one, as far as the paragraph goes.
pub(super) struct Window<'a> {
    pub(super) facts: &'a [Fact],
    pub(super) paragraph: &'a Range<usize>,
    pub(super) at: usize,
}

impl Window<'_> {
    /// A fact of the word `offset` places on.
    pub(super) fn get(&self, offset: isize, fact: impl Fn(&Fact) -> u32) -> u32 {
        match self.at.checked_add_signed(offset) {
            Some(place) if self.paragraph.contains(&place) => fact(&self.facts[place]),
            _ => BORDER,
        }
    }
}

fn words(writer: &mut Writer<'_>, window: &Window<'_>) {
    let word = |offset| window.get(offset, |fact| fact.word);
    let stem = window.get(0, |fact| fact.stem);
    (-1..=1).for_each(|offset| writer.one(word(offset)));
    writer.two(word(-1), word(0));
    writer.two(word(0), word(1));
    writer.one(stem);
    writer.two(stem, window.get(1, |fact| fact.class));
    writer.one(window.get(0, |fact| fact.ending));
}

fn classes(writer: &mut Writer<'_>, window: &Window<'_>) {
    let form = |offset| window.get(offset, |fact| fact.form);
    let class = |offset| window.get(offset, |fact| fact.class);
    let tag = |offset| window.get(offset, |fact| fact.tag);
    let prior = |offset| window.get(offset, |fact| fact.prior);
    let name = |offset| window.get(offset, |fact| fact.name);
    writer.three(form(-1), form(0), form(1));
    writer.three(class(-1), class(0), class(1));
    writer.one(tag(0));
    (-2..=0).for_each(|offset| writer.three(tag(offset), tag(offset + 1), tag(offset + 2)));
    writer.one(prior(-2));
    writer.one(prior(2));
    writer.three(prior(-1), prior(0), prior(1));
    writer.two(prior(0), tag(0));
    writer.three(name(-1), name(0), name(1));
    writer.two(name(0), prior(1));
}

fn rules(writer: &mut Writer<'_>, window: &Window<'_>) {
    let rule = |offset| window.get(offset, |fact| fact.rule);
    let mark = |offset| window.get(offset, |fact| fact.mark);
    let word = window.get(0, |fact| fact.word);
    writer.one(rule(0));
    writer.three(rule(-1), rule(0), rule(1));
    writer.two(rule(0), window.get(0, |fact| fact.prior));
    writer.two(rule(0), mark(0));
    writer.two(mark(0), word);
    writer.three(mark(-1), mark(0), mark(1));
}

fn sentence(writer: &mut Writer<'_>, reading: Reading<'_>, sketch: &Sketch, at: usize) {
    let sentence = &reading.layout.sentences[reading.words.all[at].sentence as usize];
    let fact = &sketch.facts[at];
    let first = sketch.facts[sentence.start].word;
    writer.one(bucket(at - sentence.start));
    writer.one(bucket(sentence.end - 1 - at));
    writer.two(first, bucket(at - sentence.start));
    side(writer, sketch, at, sketch.cue_before[at], |cue| cue + 1 < at, |cue| cue + 1);
    side(writer, sketch, at, sketch.cue_after[at], |cue| cue > at + 1, |cue| cue - 1);
    let before = cue_word(sketch, sketch.cue_before[at]);
    let after = cue_word(sketch, sketch.cue_after[at]);
    writer.two(before, after);
    writer.three(u32::from(before != BORDER), u32::from(after != BORDER), fact.tag);
}

fn cue_word(sketch: &Sketch, number: u32) -> u32 {
    (number as usize).checked_sub(1).map_or(BORDER, |cue| sketch.facts[cue].word)
}

/// The nearest likely cue on one side: which, how far, what stands beside it towards this word, how many commas between.
fn side(
    writer: &mut Writer<'_>,
    sketch: &Sketch,
    at: usize,
    number: u32,
    apart: impl Fn(usize) -> bool,
    beside: impl Fn(usize) -> usize,
) {
    let Some(cue) = (number as usize).checked_sub(1) else {
        writer.one(BORDER);
        writer.template += 4;
        return;
    };
    let word = sketch.facts[cue].stem;
    let far = bucket(cue.abs_diff(at));
    let neighbour = if apart(cue) { sketch.facts[beside(cue)].word } else { BORDER };
    let commas = sketch.commas[at].abs_diff(sketch.commas[cue]).min(3);
    writer.two(word, far);
    writer.two(word, neighbour);
    writer.two(commas, far);
    writer.two(word, sketch.facts[at].word);
    writer.three(neighbour, sketch.facts[at].tag, commas);
}

/// For a word in speech what stands around the speech; for others how near the last mark is.
fn marks(writer: &mut Writer<'_>, reading: Reading<'_>, sketch: &Sketch, paragraph: &Range<usize>, at: usize) {
    let fact = |place: Option<usize>| place.filter(|place| paragraph.contains(place)).map(|place| sketch.facts[place]);
    let begins = u32::from(sketch.facts[paragraph.start].mark >= 2);
    writer.one(bucket(at - paragraph.start));
    writer.two(begins, sketch.facts[at].mark);
    let Some(passage) = (reading.around[at] as usize).checked_sub(1) else {
        writer.template += 6;
        return;
    };
    let inner = &reading.marks.all[passage].inner;
    let after = [1, 2, 3].map(|step| fact(Some(inner.end + step)).unwrap_or_default());
    let before = [2, 3].map(|step| fact(inner.start.checked_sub(step)).unwrap_or_default());
    writer.two(after[0].word, after[1].word);
    writer.three(after[0].prior, after[1].prior, after[2].prior);
    writer.two(before[0].word, before[1].word);
    writer.two(before[0].prior, before[1].prior);
    writer.two(bucket(at - inner.start), bucket(inner.end - at));
    writer.two(bucket(inner.len()), begins);
}
