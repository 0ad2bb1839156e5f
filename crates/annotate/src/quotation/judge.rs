//! The third stage: how far a proposal is to be trusted.
//!
//! A proposal is looked at as a whole: how sure the stage before was of its parts, what cue it has, how its parts lie to
//! each other, and whether the rules found the same. The answer is the probability that its content is right, and that its
//! source is right too; the second is the confidence that users see. The model is trained on proposals for documents that
//! neither stage before was trained on, so its probabilities are those of new text.

use super::argument_features::Scene;
use super::arguments::Proposal;
use super::role_features::Writer;
use super::sketch::bucket;
use crate::linear::{Feature, Marginals, Model, Path};
use std::ops::Range;

/// Labels of the model: the content is wrong, only the source is, or neither.
pub(crate) mod verdict {
    /// The content is not right.
    #[cfg(feature = "train")]
    pub(crate) const WRONG: u8 = 0;
    /// The content is right, its source is not.
    pub(crate) const CONTENT: u8 = 1;
    /// Content and source are right.
    pub(crate) const BOTH: u8 = 2;
    /// How many labels there are.
    pub(crate) const LABELS: usize = 3;
}

/// How probable it is that the content of a proposal is right, and that its source is right too.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Trust {
    pub(crate) content: f32,
    pub(crate) both: f32,
}

/// Buffers of the third stage.
#[derive(Default)]
pub(crate) struct Bench {
    path: Path,
    marginals: Marginals,
    features: Vec<Feature>,
}

/// How far `proposal` is to be trusted.
pub(crate) fn judge(scene: &Scene<'_>, proposal: &Proposal, model: &Model, bench: &mut Bench) -> Trust {
    let Bench { path, marginals, features } = bench;
    judge_features(scene, proposal, features);
    model.begin(path);
    model.push(features, path);
    model.marginals(path, marginals);
    let probability = |label: u8| marginals.probability[usize::from(label)];
    Trust { content: probability(verdict::CONTENT) + probability(verdict::BOTH), both: probability(verdict::BOTH) }
}

/// Writes the features of a proposal into `into`, emptied first.
pub(crate) fn judge_features(scene: &Scene<'_>, proposal: &Proposal, into: &mut Vec<Feature>) {
    into.clear();
    let mut writer = Writer { into, template: 600 };
    let [content, edge, source] = proposal.sure.map(step);
    let cue = cue_probability(scene);
    writer.one(content);
    writer.one(edge);
    writer.one(source);
    writer.one(cue);
    writer.two(u32::from(proposal.pressed), content);
    writer.two(u32::from(proposal.pressed), cue);
    writer.two(content, edge);
    writer.two(content, cue);
    writer.two(source, cue);
    writer.three(content, edge, source);
    cue_words(&mut writer, scene, [content, cue]);
    shape(&mut writer, scene, proposal, [content, source]);
}

fn cue_words(writer: &mut Writer<'_>, scene: &Scene<'_>, [content, cue]: [u32; 2]) {
    let facts = &scene.sketch.facts;
    let (first, head) = (facts[scene.cue.start], facts[scene.cue.end - 1]);
    let after = facts.get(scene.cue.end).copied().unwrap_or_default();
    let prior = scene.cue.clone().map(|at| facts[at].prior).max().unwrap_or(0);
    writer.one(head.stem);
    writer.one(first.stem);
    writer.two(head.stem, head.ending);
    writer.two(head.stem, after.word);
    writer.two(head.tag, after.tag);
    writer.one(prior);
    writer.two(prior, cue);
    writer.two(prior, content);
    writer.one(bucket(scene.cue.len()));
}

fn shape(writer: &mut Writer<'_>, scene: &Scene<'_>, proposal: &Proposal, [content, source]: [u32; 2]) {
    let facts = &scene.sketch.facts;
    let begins = &proposal.content[0];
    let words: usize = proposal.content.iter().map(ExactSizeIterator::len).sum();
    let in_marks = proposal.content.iter().cloned().flatten().filter(|&at| scene.reading.around[at] != 0).count();
    let marked = if in_marks == 0 { 0 } else { 1 + u32::from(in_marks < words) };
    let order = order(scene, proposal);
    let agrees = agreement(scene, proposal);
    writer.two(marked, content);
    writer.one(bucket(words));
    writer.two(bucket(words), marked);
    writer.one(facts[begins.start].word);
    writer.two(facts[begins.start].tag, facts[scene.cue.end - 1].tag);
    writer.two(order, marked);
    writer.three(order, bucket(gap(begins, &scene.cue)), marked);
    writer.two(agrees, marked);
    writer.two(agrees, content);
    writer.two(agrees, source);
    writer.two(u32::from(scene.reading.around[scene.cue.start] != 0), marked);
    writer.one(bucket(proposal.content.len()));
    if let Some(source) = &proposal.source {
        writer.one(facts[source.start].word);
        writer.two(facts[source.end - 1].tag, facts[source.end - 1].name);
        writer.two(bucket(gap(source, &scene.cue)), order);
        writer.one(bucket(source.len()));
    }
}

/// The mean probability of the cue's words being one.
fn cue_probability(scene: &Scene<'_>) -> u32 {
    let sum: f32 = scene.cue.clone().map(|at| scene.roles.probable[at][1]).sum();
    #[expect(clippy::cast_precision_loss, reason = "a cue has few words")]
    step(sum / scene.cue.len() as f32)
}

/// Which of source, cue and content comes first, second, third.
fn order(scene: &Scene<'_>, proposal: &Proposal) -> u32 {
    let content = u32::from(proposal.content[0].start > scene.cue.start);
    let source = proposal.source.as_ref().map_or(2, |source| u32::from(source.start > scene.cue.start));
    let between = proposal.source.as_ref().map_or(0, |source| u32::from(source.start > proposal.content[0].start));
    content * 6 + source * 2 + between
}

/// What the rules found for this cue: nothing, another content, an overlapping one, the same.
fn agreement(scene: &Scene<'_>, proposal: &Proposal) -> u32 {
    let Some(rule) = scene.rule else { return 0 };
    let (rule, own) = (&rule.content, &proposal.content);
    let ends = |parts: &[Range<usize>]| parts.last().map(|part| part.end);
    let shares = rule.iter().any(|rule| own.iter().any(|own| rule.start < own.end && own.start < rule.end));
    1 + u32::from(shares) + u32::from(rule[0].start == own[0].start) + u32::from(ends(rule) == ends(own))
}

fn gap(part: &Range<usize>, cue: &Range<usize>) -> usize {
    if part.end <= cue.start { cue.start - part.end } else { part.start.saturating_sub(cue.end) }
}

/// A probability in twelve steps, finer towards both ends.
fn step(probability: f32) -> u32 {
    const STEPS: [f32; 12] = [0.03, 0.08, 0.15, 0.25, 0.4, 0.55, 0.7, 0.8, 0.88, 0.94, 0.975, 0.99];
    STEPS.iter().map(|&step| u32::from(probability >= step)).sum()
}
