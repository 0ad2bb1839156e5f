//! The first stage: which words are sources, cues and contents, all at once, paragraph by paragraph.
//!
//! What belongs to what is not asked yet; `arguments` asks it of every cue, with the answer of this stage at hand.

use super::role_features::role_features;
use super::sketch::{Fact, LIKELY, Sketch, role};
use crate::linear::{Marginals, Model, Path};
use crate::reading::Reading;
use std::ops::Range;

/// Longer paragraphs are read in pieces of at most this many words.
pub(crate) const LONGEST_SEQUENCE: usize = 400;

/// How probable a word must be part of a cue to be asked for its source and content.
const CANDIDATE: f32 = 0.10;

/// What the first stage makes of every word.
#[derive(Default)]
pub(crate) struct Roles {
    /// The label of each word, one of [`role`].
    pub(crate) labels: Vec<u8>,
    /// How probable it is that the word belongs to a source, a cue, a content.
    pub(crate) probable: Vec<[f32; 3]>,
}

/// Labels all words of a text.
pub(crate) fn find_roles(reading: Reading<'_>, sketch: &Sketch, model: &Model) -> Roles {
    let mut roles = Roles::default();
    let (mut path, mut marginals, mut features) = (Path::default(), Marginals::default(), Vec::new());
    for piece in pieces(reading) {
        if is_quiet(&sketch.facts[piece.clone()]) {
            roles.labels.resize(piece.end, role::NONE);
            roles.probable.resize(piece.end, [0.0; 3]);
            continue;
        }
        model.begin(&mut path);
        for at in piece.clone() {
            role_features(reading, sketch, &piece, at, &mut features);
            model.push(&features, &mut path);
        }
        model.decode(&mut path);
        model.marginals(&path, &mut marginals);
        roles.labels.extend_from_slice(&path.labels);
        let sum = |p: &[f32]| [p[1] + p[2], p[3] + p[4], p[5] + p[6]];
        roles.probable.extend(marginals.probability.chunks_exact(role::LABELS).map(sum));
    }
    roles
}

/// True where no word is a likely cue, no quotation mark stands and the rules found nothing: nobody speaks there.
fn is_quiet(facts: &[Fact]) -> bool {
    facts.iter().all(|fact| fact.prior < LIKELY && fact.rule == 0 && fact.mark == 0)
}

/// The paragraphs, long ones in pieces.
pub(crate) fn pieces(reading: Reading<'_>) -> impl Iterator<Item = Range<usize>> {
    reading.layout.paragraphs.iter().flat_map(|paragraph| {
        let end = paragraph.end;
        paragraph.clone().step_by(LONGEST_SEQUENCE).map(move |start| start..end.min(start + LONGEST_SEQUENCE))
    })
}

impl Roles {
    /// Runs of words that may be a cue: those labelled so, and those that are so with some probability.
    pub(crate) fn cue_candidates(&self, within: &Range<usize>) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut at = within.start;
        while at < within.end {
            let end = self.candidate_end(at, within.end);
            if end > at {
                found.push(at..end);
            }
            at = end.max(at + 1);
        }
        found
    }

    fn candidate_end(&self, at: usize, ceiling: usize) -> usize {
        let labelled = |at: usize| matches!(self.labels[at], role::CUE | role::CUE_ON);
        let same: &dyn Fn(usize) -> bool = if labelled(at) {
            &|next: usize| self.labels[next] == role::CUE_ON
        } else if self.probable[at][1] >= CANDIDATE {
            &|next: usize| !labelled(next) && self.probable[next][1] >= CANDIDATE
        } else {
            return at;
        };
        (at + 1..ceiling).find(|&next| !same(next)).unwrap_or(ceiling)
    }
}
