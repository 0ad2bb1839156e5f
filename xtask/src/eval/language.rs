//! The language layer on English treebanks: tokens and sentences of running text, as F1 of their bytes.
//!
//! The treebanks' test parts only, with their layout: a blank line between paragraphs.

use crate::Fault;
use crate::conllu::{Treebank, Word};
use crate::data::Data;
use crate::floors;
use overshadow_annotate::{Analysis, analyse};
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

/// The treebanks figures are given for.
pub(crate) const TESTS: [(&str, &str); 3] = [
    ("EWT", "language/ud-english-ewt/en_ewt-ud-test.conllu.gz"),
    ("GUM-open", "language/ud-english-gum-open/en_gum_open-test.conllu.gz"),
    ("PUD", "language/ud-english-pud/en_pud-ud-test.conllu.gz"),
];

/// Scores all treebanks.
pub(crate) fn score(data: &Data, _program: &Path) -> Result<(), Fault> {
    let mut figures = Vec::new();
    for (name, file) in TESTS {
        let treebank = Treebank::open(&data.file(file)?)?;
        let analysis = analyse(&treebank.text);
        figures.push((format!("{name} tokens F1"), f1(&gold_tokens(&treebank), &tokens(&analysis))));
        let (gold, found) = (gold_sentences(&treebank), sentences(&analysis));
        figures.push((format!("{name} sentence boundaries F1"), f1(&ends(&gold), &ends(&found))));
        figures.push((format!("{name} whole sentences F1"), f1(&gold, &found)));
    }
    let figures: Vec<(&str, f64)> = figures.iter().map(|(name, figure)| (name.as_str(), *figure)).collect();
    floors::hold("language", &figures)
}

fn f1<T: Ord>(gold: &BTreeSet<T>, found: &BTreeSet<T>) -> f64 {
    2.0 * gold.intersection(found).count() as f64 / (gold.len() + found.len()) as f64
}

fn gold_tokens(treebank: &Treebank) -> BTreeSet<(usize, usize)> {
    treebank.sentences.iter().flatten().map(|word| (word.span.start, word.span.end)).collect()
}

fn tokens(analysis: &Analysis) -> BTreeSet<(usize, usize)> {
    analysis.tokens.iter().map(|token| (token.span.start as usize, token.span.end as usize)).collect()
}

/// Sentences as spans from their first byte to their last, as in CoNLL 2018.
fn gold_sentences(treebank: &Treebank) -> BTreeSet<(usize, usize)> {
    let span = |words: &Vec<Word>| Some((words.first()?.span.start, words.last()?.span.end));
    treebank.sentences.iter().filter_map(span).collect()
}

fn ends(sentences: &BTreeSet<(usize, usize)>) -> BTreeSet<usize> {
    sentences.iter().map(|(_, end)| *end).collect()
}

fn sentences(analysis: &Analysis) -> BTreeSet<(usize, usize)> {
    let span = |range: &Range<u32>| {
        let words = &analysis.tokens[range.start as usize..range.end as usize];
        Some((words.first()?.span.start as usize, words.last()?.span.end as usize))
    };
    analysis.sentences.iter().filter_map(span).collect()
}
