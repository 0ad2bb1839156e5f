//! The language layer on English treebanks: tokens and sentences of running text, tags and lemmas.
//!
//! Tokens and sentences are compared as bytes of the text, F1. Tags and lemmas are scored twice: on the words and
//! sentences of the treebank, and from running text with our own, where a tag counts when its token is right too (F1 as
//! in the shared task of CoNLL 2018). The treebanks' test parts only, with their layout: a blank line between paragraphs.

use super::tally::Share;
use crate::Fault;
use crate::conllu::{Treebank, Word};
use crate::data::Data;
use crate::floors;
use crate::treebanks::{TESTS, tags};
use overshadow_annotate::{Analysis, Annotator, Lemmas, Models, Tagger, Tagging, Upos, Xpos, analyse};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

/// Scores all treebanks.
pub(crate) fn score(data: &Data, _program: &Path) -> Result<(), Fault> {
    let (tagger, lemmas) = models()?;
    let annotator = Annotator::new();
    let mut figures = Vec::new();
    for source in TESTS {
        let treebank = Treebank::open(&data.file(source.file)?)?;
        let analysis = analyse(&treebank.text, &annotator);
        let (gold, found) = (gold_sentences(&treebank), sentences(&analysis));
        let mut add = |what: &str, figure: f64| figures.push((format!("{} {what}", source.name), figure));
        add("tokens F1", f1(&gold_tokens(&treebank), &tokens(&analysis)));
        add("sentence boundaries F1", f1(&ends(&gold), &ends(&found)));
        add("whole sentences F1", f1(&gold, &found));
        let [upos, xpos, lemma] = given_words(&treebank, &tagger, &lemmas);
        add("UPOS", upos.value());
        add("XPOS", xpos.value());
        add("lemmas, gold tags", lemma.value());
        let [upos, xpos, lemma] = from_text(&treebank, &analysis);
        add("UPOS F1 from text", upos);
        add("XPOS F1 from text", xpos);
        add("lemmas F1 from text", lemma);
    }
    let figures: Vec<(&str, f64)> = figures.iter().map(|(name, figure)| (name.as_str(), *figure)).collect();
    floors::hold("language", &figures)
}

fn models() -> Result<(Tagger, Lemmas), Fault> {
    let Models { tagger, lemmas, .. } = Models::embedded();
    tagger.zip(lemmas).ok_or_else(|| "the program holds no models".into())
}

/// Accuracy of universal tags, Penn tags and lemmas on the treebank's own words and sentences; lemmas with its tags.
fn given_words(treebank: &Treebank, tagger: &Tagger, lemmas: &Lemmas) -> [Share; 3] {
    let [mut upos, mut xpos, mut lemma] = [Share::default(); 3];
    let (mut tagging, mut room, mut written) = (Tagging::default(), Vec::new(), String::new());
    for sentence in &treebank.sentences {
        tagger.tag(sentence.iter().map(|word| word.form.as_str()), &mut tagging);
        for ((word, &coarse), &fine) in sentence.iter().zip(&tagging.upos).zip(&tagging.xpos) {
            upos.count(coarse.name() == word.upos);
            xpos.count(fine.name() == word.xpos);
            written.clear();
            lemmas.lemma(&word.form, tags(word), &mut room, &mut written);
            lemma.count(written == word.lemma);
        }
    }
    [upos, xpos, lemma]
}

/// F1 of universal tags, Penn tags and lemmas on our own tokens.
fn from_text(treebank: &Treebank, analysis: &Analysis) -> [f64; 3] {
    let ours: BTreeMap<(usize, usize), (Upos, Xpos, &str)> = (analysis.tokens.iter().enumerate())
        .filter_map(|(at, token)| {
            let tags = (*analysis.upos.get(at)?, *analysis.xpos.get(at)?, analysis.lemma(at)?);
            Some(((token.span.start as usize, token.span.end as usize), tags))
        })
        .collect();
    let mut right = [0.0; 3];
    let mut words = 0;
    for word in treebank.sentences.iter().flatten() {
        words += 1;
        if let Some((upos, xpos, lemma)) = ours.get(&(word.span.start, word.span.end)) {
            let same = [upos.name() == word.upos, xpos.name() == word.xpos, *lemma == word.lemma];
            right.iter_mut().zip(same).for_each(|(right, same)| *right += f64::from(u8::from(same)));
        }
    }
    right.map(|right| 2.0 * right / (words + analysis.tokens.len()) as f64)
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

/// Sentences as spans from their first byte to their last.
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
