//! Names against three test sets: exact spans with the right kind, first on the sets' own words and sentences, then from
//! the text alone as a user has it. The recogniser was trained on none of them.

use crate::Fault;
use crate::data::Data;
use crate::floors;
use crate::train::{Document, Source, Tally, found, read, wanted};
use overshadow::record::{Article, MentionKind, Span};
use overshadow_annotate::{Annotator, Models, annotate};
use std::path::Path;
use std::time::Instant;

const TESTS: [(&str, Source); 3] = [("EWT", Source::Ewt("test")), ("PUD", Source::Pud), ("GUM", Source::Gum("test"))];

/// Reads the sets and holds the figures to our floors.
pub(crate) fn score(data: &Data, _program: &Path) -> Result<(), Fault> {
    let recogniser = Models::embedded().recogniser.ok_or("the program holds no recogniser")?;
    let annotator = Annotator::new();
    let mut figures = Vec::new();
    for (name, source) in TESTS {
        let documents = read(data, source)?;
        let (mut on_words, mut on_text) = (Tally::default(), Tally::default());
        let started = Instant::now();
        documents.iter().for_each(|document| on_words.add(&found(&recogniser, document), &wanted(document)));
        let micros = started.elapsed().as_secs_f64() * 1e6;
        let words: usize = documents.iter().flat_map(|document| &document.sentences).map(|one| one.words.len()).sum();
        println!("{name}, words: {}; {:.2} microseconds a word", on_words.line(), micros / words as f64);
        for document in &documents {
            let (text, wanted) = text_of(document)?;
            on_text.add(&mentions(&annotator, text), &wanted);
        }
        println!("{name}, text:  {}", on_text.line());
        figures.push((on_words.f1(), on_text.f1()));
    }
    let third = 1.0 / TESTS.len() as f64;
    let (words, text) = figures.iter().fold((0.0, 0.0), |sum, one| (sum.0 + one.0 * third, sum.1 + one.1 * third));
    floors::hold(
        "names",
        &[
            ("EWT F1", figures[0].0),
            ("PUD F1", figures[1].0),
            ("GUM F1", figures[2].0),
            ("mean F1", words),
            ("mean F1 from text", text),
        ],
    )
}

/// The text of a document, its sentences a space apart, and the spans of its names in it.
fn text_of(document: &Document) -> Result<(String, Vec<(Span, MentionKind)>), Fault> {
    let mut text = String::new();
    let mut places = Vec::new();
    for sentence in &document.sentences {
        let own = sentence.text.as_deref().ok_or("the set gives no text")?;
        let mut at = text.len();
        text.push_str(own);
        text.push(' ');
        for (word, _) in &sentence.words {
            let start = at + text[at..].find(word.as_str()).ok_or_else(|| format!("{word:?} is not in {own:?}"))?;
            at = start + word.len();
            places.push((start, at));
        }
    }
    let span = |name: &(std::ops::Range<usize>, MentionKind)| {
        (Span::new(places[name.0.start].0, places[name.0.end - 1].1), name.1)
    };
    let names = wanted(document).iter().map(span).collect();
    Ok((text, names))
}

fn mentions(annotator: &Annotator, text: String) -> Vec<(Span, MentionKind)> {
    let article = Article::of_text("a".into(), text, "test".into());
    annotate(&article, annotator).mentions.into_iter().map(|mention| (mention.span, mention.kind)).collect()
}
