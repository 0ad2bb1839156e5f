//! The features of the argument model: which words are the source and the content of one given cue.
//!
//! Beside the word itself: where it lies from the cue, what lies between, what the first stage and the rules made of it,
//! and the number of the run of source or content words it is in, counted from the cue.

use super::role_features::{Window, Writer};
use super::roles::Roles;
use super::sketch::{Fact, Sketch, bucket};
use crate::attributions::Attribution;
use crate::linear::Feature;
use crate::reading::Reading;
use std::ops::Range;

/// What is known of a cue and the words it may reach.
pub(crate) struct Scene<'a> {
    pub(crate) reading: Reading<'a>,
    pub(crate) sketch: &'a Sketch,
    pub(crate) roles: &'a Roles,
    /// The words the cue may reach.
    pub(crate) reach: Range<usize>,
    pub(crate) cue: Range<usize>,
    /// What the rules found for this cue.
    pub(crate) rule: Option<&'a Attribution>,
    /// For each word of the reach: the number of its run of source or content words, counted from the cue.
    runs: Vec<u8>,
    /// For each word of the reach: how many other cues lie between it and this one.
    cues_between: Vec<u8>,
}

impl<'a> Scene<'a> {
    /// Looks at the words around a cue.
    pub(crate) fn new(
        reading: Reading<'a>,
        sketch: &'a Sketch,
        roles: &'a Roles,
        reach: Range<usize>,
        cue: Range<usize>,
        rules: &'a [Attribution],
    ) -> Self {
        let number = cue.clone().map(|at| sketch.rule_of_cue[at] as usize).max().unwrap_or(0);
        let rule = number.checked_sub(1).and_then(|number| rules.get(number));
        let mut scene = Self { reading, sketch, roles, reach, cue, rule, runs: Vec::new(), cues_between: Vec::new() };
        scene.count_from_cue();
        scene
    }

    fn count_from_cue(&mut self) {
        let width = self.reach.len();
        let (mut runs, mut cues) = (vec![0; width], vec![0; width]);
        let (start, labels) = (self.reach.start, &self.roles.labels);
        let begins = |at: usize, role: u8| labels[at] == role;
        let (mut source, mut content, mut others) = (0_u8, 0_u8, 0_u8);
        for at in self.cue.end..self.reach.end {
            source = source.saturating_add(u8::from(begins(at, 1)));
            content = content.saturating_add(u8::from(begins(at, 5)));
            others = others.saturating_add(u8::from(begins(at, 3)));
            runs[at - start] = (if labels[at] >= 5 { content } else { source }).min(3);
            cues[at - start] = others.min(3);
        }
        (source, content, others) = (1, 1, 0);
        for at in (start..self.cue.start).rev() {
            runs[at - start] = (if labels[at] >= 5 { content } else { source }).min(3);
            source = source.saturating_add(u8::from(begins(at, 1)));
            content = content.saturating_add(u8::from(begins(at, 5)));
            others = others.saturating_add(u8::from(begins(at, 3)));
            cues[at - start] = others.min(3);
        }
        (self.runs, self.cues_between) = (runs, cues);
    }

    /// 0 before the cue, 1 in it, 2 after it; and how far.
    fn side(&self, at: usize) -> (u32, usize) {
        if at < self.cue.start {
            (0, self.cue.start - at)
        } else if at < self.cue.end {
            (1, 0)
        } else {
            (2, at + 1 - self.cue.end)
        }
    }

    /// 0 when the rules have nothing for this cue, else 1 for no part of it, 2 source, 3 content.
    fn rule_role(&self, at: usize) -> u32 {
        let Some(rule) = self.rule else { return 0 };
        if rule.content.iter().any(|part| part.contains(&at)) {
            3
        } else if rule.source.as_ref().is_some_and(|source| source.contains(&at)) {
            2
        } else {
            1
        }
    }
}

/// Writes the features of word `at` into `into`, emptied first.
pub(crate) fn argument_features(scene: &Scene<'_>, at: usize, into: &mut Vec<Feature>) {
    into.clear();
    let mut writer = Writer { into, template: 300 };
    let window = Window { facts: &scene.sketch.facts, paragraph: &scene.reach, at };
    own_words(&mut writer, &window);
    place(&mut writer, scene, &window);
    stages(&mut writer, scene, &window);
    cue(&mut writer, scene, &window);
}

fn own_words(writer: &mut Writer<'_>, window: &Window<'_>) {
    let word = |offset| window.get(offset, |fact| fact.word);
    let tag = |offset| window.get(offset, |fact| fact.tag);
    let mark = |offset| window.get(offset, |fact| fact.mark);
    let class = |offset| window.get(offset, |fact| fact.class);
    (-1..=1).for_each(|offset| writer.one(word(offset)));
    writer.two(word(-1), word(0));
    writer.two(word(0), word(1));
    writer.three(tag(-1), tag(0), tag(1));
    writer.two(tag(0), tag(1));
    writer.two(tag(-1), tag(0));
    writer.three(class(-1), class(0), class(1));
    writer.three(mark(-1), mark(0), mark(1));
    writer.three(window.get(-1, |fact| fact.name), window.get(0, |fact| fact.name), window.get(1, |fact| fact.name));
}

fn place(writer: &mut Writer<'_>, scene: &Scene<'_>, window: &Window<'_>) {
    let at = window.at;
    let words = &scene.reading.words.all;
    let (side, distance) = scene.side(at);
    let sentences = words[at].sentence.abs_diff(words[scene.cue.start].sentence).min(3);
    let nearest = if side == 0 { scene.cue.start } else { scene.cue.end - 1 };
    let commas = scene.sketch.commas[at].abs_diff(scene.sketch.commas[nearest]).min(3);
    let between = u32::from(scene.cues_between[at - scene.reach.start]);
    let mark = window.get(0, |fact| fact.mark);
    let word = window.get(0, |fact| fact.word);
    let far = bucket(distance);
    writer.three(side, far, mark);
    writer.three(side, sentences, mark);
    writer.three(side, commas, between);
    writer.three(side, between, sentences);
    writer.three(side, word, commas);
    writer.three(side, window.get(0, |fact| fact.tag), far);
    writer.three(side, window.get(0, |fact| fact.tag), window.get(-1, |fact| fact.tag));
    let sentence = &scene.reading.layout.sentences[words[at].sentence as usize];
    writer.three(side, bucket(at - sentence.start), sentences);
    writer.three(side, bucket(sentence.end - 1 - at), sentences);
}

fn stages(writer: &mut Writer<'_>, scene: &Scene<'_>, window: &Window<'_>) {
    let at = window.at;
    let (side, distance) = scene.side(at);
    let inside = |offset: isize| at.checked_add_signed(offset).filter(|place| scene.reach.contains(place));
    let label = |offset| inside(offset).map_or(9, |place| u32::from(scene.roles.labels[place]));
    let rule = |offset| inside(offset).map_or(9, |place| scene.rule_role(place));
    let [source, cue, content] = scene.roles.probable[at].map(tenth);
    let run = u32::from(scene.runs[at - scene.reach.start]);
    let between = u32::from(scene.cues_between[at - scene.reach.start]);
    let role = label(0);
    writer.three(label(-1), role, label(1));
    writer.three(side * 10 + run, role, between);
    writer.three(side, role, bucket(distance));
    writer.three(side, role, label(-1) * 10 + run);
    writer.three(side, content, source * 16 + cue);
    writer.three(content, run, between * 10 + side);
    writer.three(rule(-1), rule(0), rule(1));
    writer.three(rule(0), run, role);
    writer.two(rule(0), window.get(0, |fact| fact.rule));
    writer.three(side, window.get(0, |fact| fact.rule), run);
}

/// A probability in steps of a tenth.
fn tenth(probability: f32) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 10")]
    let step = (probability * 10.0 + 0.5) as u32;
    step.min(10)
}

/// The cue's words and neighbours, with where this word lies.
fn cue(writer: &mut Writer<'_>, scene: &Scene<'_>, window: &Window<'_>) {
    let (side, distance) = scene.side(window.at);
    let fact = |place: Option<usize>| -> Fact {
        place.filter(|place| scene.reach.contains(place)).map(|place| scene.sketch.facts[place]).unwrap_or_default()
    };
    let head = fact(Some(scene.cue.end - 1));
    let begins = fact(Some(scene.cue.start));
    let after = fact(Some(scene.cue.end));
    let before = fact(scene.cue.start.checked_sub(1));
    let role = u32::from(scene.roles.labels[window.at]);
    let run = u32::from(scene.runs[window.at - scene.reach.start]);
    let place = side * 10 + bucket(distance);
    writer.three(head.stem, side, role);
    writer.three(begins.stem, side, role * 4 + run);
    writer.three(head.stem, place, 0);
    writer.three(head.stem, side, window.get(0, |fact| fact.word));
    writer.three(head.stem, side, window.get(0, |fact| fact.tag));
    writer.three(after.word, side, role * 4 + run);
    writer.three(after.word, place, 1);
    writer.three(before.word, side, role * 4 + run);
    writer.three(after.mark, before.mark, place);
    writer.three(after.tag, before.tag, side * 10 + role);
    writer.three(begins.tag, head.tag, side * 10 + role);
    writer.three(u32::try_from(scene.cue.len().min(4)).unwrap_or(0), side, role);
}
