//! The second stage: the source and the content of each cue.
//!
//! Every candidate of the first stage is taken for a cue, and the words it may reach are labelled once more, now as *its*
//! source and *its* content. A candidate for which no content is found was no cue. Which content belongs to which source
//! needs no further answer.

use super::argument_features::{Scene, argument_features};
use super::heed::heed;
use super::roles::Roles;
use super::sketch::Sketch;
use crate::attributions::Attribution;
use crate::linear::{Feature, Marginals, Model, Path};
use crate::reading::Reading;
use std::ops::Range;

/// Labels of the argument model: none, source, content; the words that go on with a part have the next number.
pub(crate) mod argument {
    /// No part of this attribution.
    pub(crate) const NONE: u8 = 0;
    /// First word of the source.
    pub(crate) const SOURCE: u8 = 1;
    /// First word of a span of the content.
    pub(crate) const CONTENT: u8 = 3;
    /// How many labels there are.
    pub(crate) const LABELS: usize = 5;
}

/// How far a cue reaches, in words before and after it.
const REACH: [usize; 2] = [100, 160];
/// How often a word is looked at, on average, in a paragraph that is all cues; so that any text is read in linear time.
const MOST_LOOKS: usize = 16;

/// What is added to the score of a word's having no part: a little below nought, since recall is dearer than precision.
const LEAN: i32 = -25;
/// The same once more for a cue that had no content then; the judge knows which they are.
const PRESSED_LEAN: i32 = -40;

/// How probable a source must be to be taken where the best labels have none.
const SOURCE_AT_LEAST: f32 = 0.12;

/// A cue with what it attributes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Proposal {
    pub(crate) cue: Range<usize>,
    pub(crate) source: Option<Range<usize>>,
    pub(crate) content: Vec<Range<usize>>,
    /// The mean probability of the labels inside the content, that of its edges, and of the source.
    pub(crate) sure: [f32; 3],
    /// True when there was a content only when the model was pressed for one.
    pub(crate) pressed: bool,
}

/// The words a cue may reach: its paragraph, not too far, and less where a paragraph has very many cues.
fn reach_of(paragraph: &Range<usize>, cue: &Range<usize>, cues: usize) -> Range<usize> {
    let room = MOST_LOOKS * paragraph.len() / cues.max(1);
    let [before, after] = REACH.map(|reach| reach.min(room / 2));
    paragraph.start.max(cue.start.saturating_sub(before))..paragraph.end.min(cue.end + after)
}

/// Buffers of the second stage.
#[derive(Default)]
pub(crate) struct Buffers {
    path: Path,
    marginals: Marginals,
    features: Vec<Feature>,
}

/// Asks for the source and content of the scene's cue; `None` when it has no content.
pub(crate) fn propose(scene: &Scene<'_>, model: &Model, buffers: &mut Buffers) -> Option<Proposal> {
    let Buffers { path, marginals, features } = buffers;
    model.begin(path);
    for at in scene.reach.clone() {
        argument_features(scene, at, features);
        model.push(features, path);
    }
    model.lean(usize::from(argument::NONE), LEAN, path);
    model.decode(path);
    let mut content = spans(&path.labels, argument::CONTENT, scene.reach.start);
    let pressed = content.is_empty();
    if pressed {
        model.lean(usize::from(argument::NONE), PRESSED_LEAN, path);
        model.decode(path);
        content = spans(&path.labels, argument::CONTENT, scene.reach.start);
    }
    model.marginals(path, marginals);
    if content.is_empty() {
        return None;
    }
    let probable = Probable { marginals, start: scene.reach.start };
    let sources = spans(&path.labels, argument::SOURCE, scene.reach.start);
    let source =
        sources.into_iter().min_by_key(|source| gap(source, &scene.cue)).or_else(|| probable.source(scene, &content));
    let words: usize = content.iter().map(ExactSizeIterator::len).sum();
    let mass: f32 = content.iter().cloned().flatten().map(|at| probable.inside(at, argument::CONTENT)).sum();
    let edges: f32 = content.iter().map(|part| probable.of(part.start, argument::CONTENT)).fold(1.0, f32::min);
    let of_source = source.as_ref().map_or(0.0, |source| probable.inside(source.start, argument::SOURCE));
    let sure = [mass / words as f32, edges, of_source];
    Some(heed(scene, Proposal { cue: scene.cue.clone(), source, content, sure, pressed }))
}

/// How probable labels are at the words of a reach.
struct Probable<'a> {
    marginals: &'a Marginals,
    start: usize,
}

impl Probable<'_> {
    fn of(&self, at: usize, label: u8) -> f32 {
        self.marginals.probability[(at - self.start) * argument::LABELS + usize::from(label)]
    }

    /// Of the part that begins with `role`.
    fn inside(&self, at: usize, role: u8) -> f32 {
        self.of(at, role) + self.of(at, role + 1)
    }

    /// The most probable source outside the content, where the best path has none.
    fn source(&self, scene: &Scene<'_>, content: &[Range<usize>]) -> Option<Range<usize>> {
        let free = |at: &usize| !scene.cue.contains(at) && content.iter().all(|part| !part.contains(at));
        let begins = |at: usize| self.of(at, argument::SOURCE);
        let start = scene.reach.clone().filter(free).max_by(|&one, &other| begins(one).total_cmp(&begins(other)))?;
        let goes_on = |at: &usize| free(at) && self.of(*at, argument::SOURCE + 1) >= 0.5 * begins(start);
        let end = (start + 1..scene.reach.end).find(|at| !goes_on(at)).unwrap_or(scene.reach.end);
        (begins(start) >= SOURCE_AT_LEAST).then_some(start..end)
    }
}

fn gap(source: &Range<usize>, cue: &Range<usize>) -> usize {
    if source.end <= cue.start { cue.start - source.end } else { source.start.saturating_sub(cue.end) }
}

/// The runs of a role, as words.
pub(crate) fn spans(labels: &[u8], role: u8, offset: usize) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, &label) in labels.iter().enumerate() {
        if label == role {
            found.push(offset + at..offset + at + 1);
        } else if label == role + 1
            && let Some(last) = found.last_mut()
        {
            last.end = offset + at + 1;
        }
    }
    found
}

/// Every candidate's scene, one after the other.
pub(crate) fn scenes<'a>(
    reading: Reading<'a>,
    sketch: &'a Sketch,
    roles: &'a Roles,
    rules: &'a [Attribution],
) -> impl Iterator<Item = Scene<'a>> {
    reading.layout.paragraphs.iter().flat_map(move |paragraph| {
        let cues = roles.cue_candidates(paragraph);
        let count = cues.len();
        cues.into_iter().map(move |cue| {
            let reach = reach_of(paragraph, &cue, count);
            Scene::new(reading, sketch, roles, reach, cue, rules)
        })
    })
}
