//! Learning the models of the quotation engine from annotated documents.
//!
//! Each stage sees what the ones before say, so it has to learn from what they say of documents they have not seen: the
//! documents are dealt into folds, and each fold is worked on by models trained on the others.

use super::QuotationModels;
use super::argument_features::argument_features;
use super::arguments::{Buffers, argument, propose, scenes};
use super::gold::Lesson;
pub use super::gold::{Document, Gold};
use super::judge::{judge_features, verdict};
use super::role_features::role_features;
use super::roles::{Roles, find_roles, pieces};
use super::sketch::{CUE_WORD, Sketch, role, stem};
use crate::Annotator;
use crate::linear::{Model, Sequence, TrainOptions, feature, hash_text, train};
use rustc_hash::FxHashMap;

/// How the engine is trained.
#[derive(Clone, Copy, Debug)]
pub struct LearnOptions {
    /// How many folds the documents are dealt into.
    pub folds: usize,
    /// Training of the first stage.
    pub roles: TrainOptions,
    /// Training of the second stage.
    pub arguments: TrainOptions,
    /// Training of the third stage.
    pub judge: TrainOptions,
}

/// What is told while models are trained: the model, and how far it is.
pub type Tell<'a> = &'a (dyn Fn(&str) + Sync);

/// Learns the models of the engine.
#[must_use]
pub fn learn(documents: &[Document], annotator: &Annotator, options: LearnOptions, tell: Tell<'_>) -> QuotationModels {
    let prepared: Vec<Lesson<'_>> = documents.iter().map(|document| Lesson::new(document, annotator)).collect();
    let counts: Vec<CueCounts> = prepared.iter().map(count_cues).collect();
    let all = sum(&counts);
    let read = |(document, own)| Read::new(document, own, &all);
    let reads: Vec<Read<'_>> = prepared.iter().zip(&counts).map(read).collect();
    let sequences: Vec<Vec<Sequence>> = reads.iter().map(Read::role_sequences).collect();
    let roles = jackknife("roles", &sequences, role::LABELS, options.roles, options.folds, tell);
    let found: Vec<Roles> = (reads.iter().enumerate())
        .map(|(at, read)| find_roles(read.document.reading(), &read.sketch, &roles[at % options.folds]))
        .collect();
    let sequences: Vec<Vec<Sequence>> =
        reads.iter().zip(&found).map(|(read, roles)| read.argument_sequences(roles)).collect();
    let arguments = jackknife("arguments", &sequences, argument::LABELS, options.arguments, options.folds, tell);
    let proposals: Vec<Sequence> = (reads.iter().zip(&found).enumerate())
        .flat_map(|(at, (read, roles))| read.proposals(roles, &arguments[at % options.folds]))
        .collect();
    let judge = train(&proposals, verdict::LABELS, |_, _| true, options.judge, |_, _| ());
    let last = |models: Vec<Model>| models.into_iter().next_back().expect("the last is trained on all");
    QuotationModels { cue_words: cue_word_model(&all), roles: last(roles), arguments: last(arguments), judge }
}

/// A model for each fold, trained on the others, and one more trained on all; two at a time.
fn jackknife(
    name: &str,
    sequences: &[Vec<Sequence>],
    labels: usize,
    options: TrainOptions,
    folds: usize,
    tell: Tell<'_>,
) -> Vec<Model> {
    let one = |left_out: usize| {
        let chosen: Vec<Sequence> = (sequences.iter().enumerate())
            .filter(|(at, _)| at % folds != left_out)
            .flat_map(|(_, sequences)| sequences.iter().cloned())
            .collect();
        train(&chosen, labels, follows(labels), options, |epoch, wrong| {
            tell(&format!("{name}, {} of {}: epoch {}, {wrong:.4} wrong", left_out + 1, folds + 1, epoch + 1));
        })
    };
    let mut models = Vec::new();
    for pair in (0..=folds).collect::<Vec<_>>().chunks(2) {
        std::thread::scope(|scope| {
            let threads: Vec<_> = pair.iter().map(|&fold| scope.spawn(move || one(fold))).collect();
            models.extend(threads.into_iter().map(|thread| thread.join().expect("training does not panic")));
        });
    }
    models
}

/// A word goes on with a part only after a word of the same part; even numbers but 0 go on.
fn follows(labels: usize) -> impl Fn(usize, usize) -> bool {
    move |from, to| to == labels || to == 0 || to % 2 == 1 || from == to || from + 1 == to
}

/// How often stems are cues, and how often they stand anywhere.
type CueCounts = FxHashMap<u32, [u32; 2]>;

fn count_cues(document: &Lesson<'_>) -> CueCounts {
    let mut counts = CueCounts::default();
    for (at, label) in document.role_labels().iter().enumerate() {
        let count = counts.entry(hash_text(stem(document.reading().words.lower(at)))).or_default();
        count[0] += u32::from(matches!(*label, role::CUE | role::CUE_ON));
        count[1] += 1;
    }
    counts
}

#[expect(clippy::iter_over_hash_type, reason = "sums do not depend on the order")]
fn sum(counts: &[CueCounts]) -> CueCounts {
    let mut all = CueCounts::default();
    for counts in counts {
        for (word, count) in counts {
            let sum = all.entry(*word).or_default();
            sum[0] += count[0];
            sum[1] += count[1];
        }
    }
    all
}

/// The step of [`super::sketch::Fact::prior`].
fn prior_step([cues, all]: [u32; 2]) -> u32 {
    let share = f64::from(cues) / (f64::from(all) + 2.0);
    [0.03, 0.1, 0.25, 0.45, 0.7].iter().map(|&step| u32::from(share >= step)).sum()
}

fn cue_word_model(counts: &CueCounts) -> Model {
    let mut rows: Vec<(u32, [i8; 1])> = Vec::new();
    #[expect(clippy::iter_over_hash_type, reason = "the rows are sorted afterwards")]
    for (&word, &count) in counts {
        let step = prior_step(count);
        if step > 0 && count[1] > 2 {
            rows.push((feature(CUE_WORD, word), [i8::try_from(step).unwrap_or(0)]));
        }
    }
    rows.sort_unstable();
    Model::of_rows(1.0, &rows)
}

/// A document with its words worked out, as if its own cues had not been counted.
struct Read<'a> {
    document: &'a Lesson<'a>,
    sketch: Sketch,
}

impl<'a> Read<'a> {
    fn new(document: &'a Lesson<'a>, own: &CueCounts, all: &CueCounts) -> Self {
        let prior = |word: u32| {
            let [cues, words] = all.get(&word).copied().unwrap_or_default();
            let own = own.get(&word).copied().unwrap_or_default();
            prior_step([cues - own[0], words - own[1]])
        };
        Self { document, sketch: Sketch::new(document.reading(), &document.rules, prior) }
    }

    fn role_sequences(&self) -> Vec<Sequence> {
        let labels = self.document.role_labels();
        let reading = self.document.reading();
        let mut features = Vec::new();
        let sequence = |piece: std::ops::Range<usize>| {
            let mut sequence = Sequence::default();
            let mut before = 0;
            for at in piece.clone() {
                role_features(reading, &self.sketch, &piece, at, &mut features);
                before = beginning(labels[at], before);
                sequence.push(&features, before);
            }
            sequence
        };
        pieces(reading).map(sequence).collect()
    }

    fn argument_sequences(&self, roles: &Roles) -> Vec<Sequence> {
        let mut features = Vec::new();
        scenes(self.document.reading(), &self.sketch, roles, &self.document.rules)
            .map(|scene| {
                let gold = self.document.of_cue(&scene.cue);
                let mut sequence = Sequence::default();
                let mut before = 0;
                for at in scene.reach.clone() {
                    argument_features(&scene, at, &mut features);
                    before = beginning(gold.map_or(argument::NONE, |gold| gold.argument_label(at)), before);
                    sequence.push(&features, before);
                }
                sequence
            })
            .collect()
    }

    fn proposals(&self, roles: &Roles, model: &Model) -> Vec<Sequence> {
        let (mut buffers, mut features) = (Buffers::default(), Vec::new());
        scenes(self.document.reading(), &self.sketch, roles, &self.document.rules)
            .filter_map(|scene| {
                let proposal = propose(&scene, model, &mut buffers)?;
                judge_features(&scene, &proposal, &mut features);
                let mut sequence = Sequence::default();
                sequence.push(&features, self.document.verdict(&scene, &proposal));
                Some(sequence)
            })
            .collect()
    }
}

/// The label itself, or where it would go on with a part that did not begin, the one that begins it.
fn beginning(label: u8, before: u8) -> u8 {
    let goes_on = label != 0 && label.is_multiple_of(2);
    if goes_on && before != label && before + 1 != label { label - 1 } else { label }
}
