//! Annotated documents, and what their annotation says of the words of our own reading of them.

use super::argument_features::Scene;
use super::arguments::{Proposal, argument};
use super::judge::verdict;
use super::sketch::role;
use crate::attributions::Attribution;
use crate::reading::{Prepared, Reading};
use crate::words::{Shape, Words};
use crate::{Annotator, attribute};
use overshadow_record::Span;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// An annotated document.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Its text.
    pub text: String,
    /// Its quotations.
    pub quotations: Vec<Gold>,
}

/// One annotated quotation, as spans of the document's text.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    /// What is attributed.
    pub content: Vec<Span>,
    /// The attributing words.
    pub cue: Vec<Span>,
    /// The words that name the source.
    pub source: Vec<Span>,
}

/// A document as the engine reads it, with its gold in words.
pub(super) struct Lesson<'a> {
    text: Prepared<'a>,
    pub(super) rules: Vec<Attribution>,
    gold: Vec<GoldWords>,
}

/// One annotated quotation, in words.
pub(super) struct GoldWords {
    content: Vec<Range<usize>>,
    cue: Vec<Range<usize>>,
    source: Vec<Range<usize>>,
}

impl<'a> Lesson<'a> {
    pub(super) fn new(document: &'a Document, annotator: &'a Annotator) -> Self {
        let text = Prepared::new(&document.text, &[], Some("en"), annotator);
        let rules = attribute(text.reading());
        let gold = document.quotations.iter().map(|gold| in_words(&text.words, gold)).collect();
        Self { text, rules, gold }
    }

    pub(super) fn reading(&self) -> Reading<'_> {
        self.text.reading()
    }

    /// The right label of each word for the first stage; of what lies inside each other the outer part counts.
    pub(super) fn role_labels(&self) -> Vec<u8> {
        let mut labels = vec![role::NONE; self.text.words.all.len()];
        for gold in &self.gold {
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

    /// The quotation whose cue a candidate shares most words with.
    pub(super) fn of_cue(&self, cue: &Range<usize>) -> Option<&GoldWords> {
        let shared = |gold: &&GoldWords| -> usize {
            gold.cue.iter().map(|own| own.end.min(cue.end).saturating_sub(own.start.max(cue.start))).sum()
        };
        self.gold.iter().filter(|gold| shared(gold) > 0).max_by_key(shared)
    }

    /// Whether a proposal is right: its content by half of all words together, its source by a word that means something.
    pub(super) fn verdict(&self, scene: &Scene<'_>, proposal: &Proposal) -> u8 {
        let own = self.letters(&proposal.content);
        let share = |gold: &&GoldWords| {
            let theirs = self.letters(&gold.content);
            let both = own.intersection(&theirs).count();
            (both * 2 >= own.len() + theirs.len() - both).then_some(())
        };
        let of_cue = self.of_cue(&scene.cue).filter(|gold| share(gold).is_some());
        let Some(gold) = of_cue.or_else(|| self.gold.iter().find(|gold| share(gold).is_some())) else {
            return verdict::WRONG;
        };
        let source = self.letters(proposal.source.as_slice());
        let theirs = self.letters(&gold.source);
        let none = source.is_empty() && theirs.is_empty();
        if none || source.intersection(&theirs).next().is_some() { verdict::BOTH } else { verdict::CONTENT }
    }

    fn letters(&self, ranges: &[Range<usize>]) -> FxHashSet<usize> {
        let counts = |at: &usize| matches!(self.text.words.shape(*at), Some(Shape::Letters | Shape::Digits));
        ranges.iter().cloned().flatten().filter(counts).collect()
    }
}

impl GoldWords {
    /// The right label of a word for the second stage.
    pub(super) fn argument_label(&self, at: usize) -> u8 {
        for (ranges, role) in [(&self.source, argument::SOURCE), (&self.content, argument::CONTENT)] {
            if let Some(range) = ranges.iter().find(|range| range.contains(&at)) {
                return role + u8::from(at > range.start);
            }
        }
        argument::NONE
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
