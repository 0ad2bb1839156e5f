//! Learning the models of the quotation engine from annotated documents.
//!
//! The second stage sees what the first one says, so it has to learn from what the first one says of documents that it
//! has not seen: the documents are dealt into folds, and each fold is labelled by a model trained on the others.

use super::QuotationModels;
use super::argument_features::argument_features;
use super::arguments::{argument, scenes};
use super::role_features::role_features;
use super::roles::{Roles, find_roles, pieces};
use super::sketch::{CUE_WORD, Sketch, role};
use crate::attributions::{Attribution, Reading};
use crate::linear::{Model, Sequence, TrainOptions, feature, hash_text, train};
use crate::marks::{Marks, match_marks};
use crate::names::{Names, find_names};
use crate::sentences::{Layout, lay_out};
use crate::words::{Shape, Words};
use crate::{Annotator, attribute};
use overshadow_record::Span;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// An annotated document.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Its text.
    pub text: String,
    /// Its quotations.
    pub quotations: Vec<Gold>,
}

/// One annotated quotation, as byte spans.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    /// What is attributed.
    pub content: Vec<Span>,
    /// The attributing words.
    pub cue: Vec<Span>,
    /// The words that name the source.
    pub source: Vec<Span>,
}

/// A document, read.
struct Prepared<'a> {
    words: Words<'a>,
    layout: Layout,
    marks: Marks,
    names: Names,
    around: Vec<u32>,
    rules: Vec<Attribution>,
    gold: Vec<GoldWords>,
    annotator: &'a Annotator,
}

/// One annotated quotation, in words.
struct GoldWords {
    content: Vec<Range<usize>>,
    cue: Vec<Range<usize>>,
    source: Vec<Range<usize>>,
}

impl<'a> Prepared<'a> {
    fn new(document: &'a Document, annotator: &'a Annotator) -> Self {
        let mut words = Words::new(&document.text);
        let layout = lay_out(&mut words);
        let marks = match_marks(&words, &layout.paragraphs);
        let around = marks.speech_around(&words);
        let names = find_names(&words, &layout, &annotator.lexicon);
        let gold = document.quotations.iter().map(|gold| in_words(&words, gold)).collect();
        let mut prepared = Self { words, layout, marks, names, around, rules: Vec::new(), gold, annotator };
        prepared.rules = attribute(prepared.reading());
        prepared
    }

    fn reading(&self) -> Reading<'_> {
        Reading {
            words: &self.words,
            layout: &self.layout,
            marks: &self.marks,
            names: &self.names,
            lexicon: &self.annotator.lexicon,
            around: &self.around,
        }
    }
}

fn in_words(words: &Words<'_>, gold: &Gold) -> GoldWords {
    let ranges = |spans: &[Span]| spans.iter().filter_map(|&span| word_range(words, span)).collect();
    GoldWords { content: ranges(&gold.content), cue: ranges(&gold.cue), source: ranges(&gold.source) }
}

/// The words a span touches, without marks and commas at its edges.
fn word_range(words: &Words<'_>, span: Span) -> Option<Range<usize>> {
    let mut start = words.all.partition_point(|word| word.end <= span.start);
    let mut end = words.all.partition_point(|word| word.start < span.end);
    let edge = |at: usize| matches!(words.shape(at), Some(Shape::Mark | Shape::Comma | Shape::Colon));
    while start < end && edge(start) {
        start += 1;
    }
    while start < end && edge(end - 1) {
        end -= 1;
    }
    (start < end).then_some(start..end)
}

/// How often words are cues, and how often they stand anywhere.
type CueCounts = FxHashMap<u32, [u32; 2]>;

fn count_cues(document: &Prepared<'_>) -> CueCounts {
    let mut counts = CueCounts::default();
    let labels = role_labels(document);
    for (at, label) in labels.iter().enumerate() {
        let count = counts.entry(hash_text(super::sketch::stem(document.words.lower(at)))).or_default();
        count[0] += u32::from(matches!(*label, 3 | 4));
        count[1] += 1;
    }
    counts
}

/// The step of [`super::sketch::Fact::prior`].
fn prior_step([cues, all]: [u32; 2]) -> u32 {
    let share = f64::from(cues) / (f64::from(all) + 2.0);
    [0.03, 0.1, 0.25, 0.45, 0.7].iter().map(|&step| u32::from(share >= step)).sum()
}

fn role_labels(document: &Prepared<'_>) -> Vec<u8> {
    let mut labels = vec![role::NONE; document.words.all.len()];
    for gold in &document.gold {
        let roles = [(&gold.content, role::CONTENT), (&gold.source, role::SOURCE), (&gold.cue, role::CUE)];
        for (ranges, role) in roles {
            for range in ranges {
                if labels[range.clone()].iter().all(|&label| label == role::NONE) {
                    labels[range.clone()].fill(role + 1);
                    labels[range.start] = role;
                }
            }
        }
    }
    labels
}

fn follows(labels: usize) -> impl Fn(usize, usize) -> bool {
    // A word goes on with a part only after a word of the same part; even numbers but 0 go on.
    move |from, to| to == labels || to == 0 || to % 2 == 1 || from == to || from + 1 == to
}

/// How the engine is trained.
#[derive(Clone, Copy, Debug)]
pub struct LearnOptions {
    /// Folds of the first stage.
    pub folds: usize,
    /// Training of the first stage.
    pub roles: TrainOptions,
    /// Training of the second stage.
    pub arguments: TrainOptions,
}

/// Learns the models of the engine.
#[must_use]
pub fn learn(
    documents: &[Document],
    annotator: &Annotator,
    options: LearnOptions,
    tell: &(dyn Fn(&str) + Sync),
) -> QuotationModels {
    let prepared: Vec<Prepared<'_>> = documents.iter().map(|document| Prepared::new(document, annotator)).collect();
    let counts: Vec<CueCounts> = prepared.iter().map(count_cues).collect();
    let mut all = CueCounts::default();
    for counts in &counts {
        #[expect(clippy::iter_over_hash_type, reason = "sums do not depend on the order")]
        for (word, count) in counts {
            let sum = all.entry(*word).or_default();
            sum[0] += count[0];
            sum[1] += count[1];
        }
    }
    let sketches: Vec<Sketch> = (prepared.iter().zip(&counts))
        .map(|(document, own)| {
            Sketch::new(document.reading(), &document.rules, |word| {
                let [cues, words] = all.get(&word).copied().unwrap_or_default();
                let own = own.get(&word).copied().unwrap_or_default();
                prior_step([cues - own[0], words - own[1]])
            })
        })
        .collect();
    tell("read");
    let sequences: Vec<Vec<Sequence>> =
        prepared.iter().zip(&sketches).map(|(document, sketch)| role_sequences(document, sketch)).collect();
    let fold_of = |at: usize| at % options.folds;
    let train_roles = |left_out: Option<usize>| {
        let chosen: Vec<Sequence> = (sequences.iter().enumerate())
            .filter(|(at, _)| left_out != Some(fold_of(*at)))
            .flat_map(|(_, sequences)| sequences.iter().cloned())
            .collect();
        train(&chosen, role::LABELS, follows(role::LABELS), options.roles, |epoch, loss| {
            tell(&format!("roles, fold {left_out:?}, epoch {epoch}: {loss:.4}"));
        })
    };
    let models: Vec<Model> = std::thread::scope(|scope| {
        let mut models = Vec::new();
        for pair in (0..=options.folds).collect::<Vec<_>>().chunks(2) {
            let threads: Vec<_> = pair
                .iter()
                .map(|&fold| scope.spawn(move || train_roles((fold < options.folds).then_some(fold))))
                .collect();
            models.extend(threads.into_iter().map(|thread| thread.join().expect("training does not panic")));
        }
        models
    });
    let roles: Vec<Roles> = (prepared.iter().zip(&sketches).enumerate())
        .map(|(at, (document, sketch))| find_roles(document.reading(), sketch, &models[fold_of(at)]))
        .collect();
    tell("roles found");
    let mut argument_data = Vec::new();
    for ((document, sketch), roles) in prepared.iter().zip(&sketches).zip(&roles) {
        argument_data.extend(argument_sequences(document, sketch, roles));
    }
    tell(&format!("{} scenes", argument_data.len()));
    let arguments =
        train(&argument_data, argument::LABELS, follows(argument::LABELS), options.arguments, |epoch, loss| {
            tell(&format!("arguments, epoch {epoch}: {loss:.4}"));
        });
    let roles = models.into_iter().next_back().expect("the last is trained on all");
    QuotationModels { cue_words: cue_word_model(&all), roles, arguments, lean: 0 }
}

fn cue_word_model(counts: &CueCounts) -> Model {
    let mut rows: Vec<(u32, [i8; 1])> = Vec::new();
    for (&word, &count) in counts {
        let step = prior_step(count);
        if step > 0 && count[1] > 2 {
            rows.push((feature(CUE_WORD, word), [i8::try_from(step).unwrap_or(0)]));
        }
    }
    rows.sort_unstable();
    Model::of_rows(1.0, &rows)
}

fn role_sequences(document: &Prepared<'_>, sketch: &Sketch) -> Vec<Sequence> {
    let labels = role_labels(document);
    let reading = document.reading();
    let mut features = Vec::new();
    pieces(reading)
        .map(|piece| {
            let mut sequence = Sequence::default();
            for at in piece.clone() {
                role_features(reading, sketch, &piece, at, &mut features);
                let goes_on = labels[at] != 0 && labels[at] % 2 == 0;
                let label = if goes_on && at == piece.start { labels[at] - 1 } else { labels[at] };
                sequence.push(&features, label);
            }
            sequence
        })
        .collect()
}

fn argument_sequences(document: &Prepared<'_>, sketch: &Sketch, roles: &Roles) -> Vec<Sequence> {
    let mut features = Vec::new();
    scenes(document.reading(), sketch, roles, &document.rules)
        .map(|scene| {
            let shared = |gold: &&GoldWords| {
                gold.cue.iter().map(|cue| cue.end.min(scene.cue.end).saturating_sub(cue.start.max(scene.cue.start))).sum::<usize>()
            };
            let gold = document.gold.iter().filter(|gold| shared(gold) > 0).max_by_key(shared);
            let mut sequence = Sequence::default();
            let mut before = 0;
            for at in scene.reach.clone() {
                argument_features(&scene, at, &mut features);
                let mut label = gold.map_or(argument::NONE, |gold| argument_label(gold, at));
                if label != 0 && label % 2 == 0 && before != label && before + 1 != label {
                    label -= 1;
                }
                sequence.push(&features, label);
                before = label;
            }
            sequence
        })
        .collect()
}

fn argument_label(gold: &GoldWords, at: usize) -> u8 {
    for (ranges, role) in [(&gold.source, argument::SOURCE), (&gold.content, argument::CONTENT)] {
        if let Some(range) = ranges.iter().find(|range| range.contains(&at)) {
            return role + u8::from(at > range.start);
        }
    }
    argument::NONE
}
