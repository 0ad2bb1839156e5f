//! The recogniser of names: which sets it learns from and how much each counts.

use super::name_sets::{Document, Source, read};
use super::tally::Tally;
use crate::Fault;
use crate::data::{Data, project};
use crate::manifests;
use overshadow::record::MentionKind;
use overshadow_annotate::linear::{Model, Sequence, TrainOptions, train as fit};
use overshadow_annotate::recogniser::{
    Gazetteer, Kind, LABELS, OTHER, OUTSIDE, Page, Recogniser, TASK, describe, key_of, may_follow, spans,
};
use std::fs;
use std::ops::Range;

/// The sets, and how often each is shown.
const MIX: [(Source, usize); 14] = [
    (Source::Ewt("dev"), 3),
    (Source::Gum("train"), 1),
    (Source::Gum("dev"), 1),
    (Source::Wikigold, 1),
    (Source::Twitter("a"), 1),
    (Source::Twitter("b"), 1),
    (Source::Twitter("e"), 1),
    (Source::Twitter("f"), 1),
    (Source::Twitter("g"), 1),
    (Source::Twitter("h"), 1),
    (Source::CrossNer("politics", "train"), 1),
    (Source::CrossNer("politics", "dev"), 1),
    (Source::CrossNer("science", "train"), 1),
    (Source::CrossNer("science", "dev"), 1),
];

const OPTIONS: TrainOptions = TrainOptions {
    epochs: 8,
    seen_at_least: 2,
    rate: 0.03,
    decay: 0.0,
    smallest: 0.06,
    dropout: 0.0,
    models: 1,
    seed: 1,
};

/// What the weights carry, after the sets they were learnt from.
const LICENCE: &str = "CC BY-SA 4.0";

/// Trains on everything and writes the model; `--try` trains on parts and scores what is held back.
pub(super) fn train(data: &Data, options: &[&str]) -> Result<(), Fault> {
    match options {
        [] => write(data),
        ["--try"] => try_out(data),
        _ => Err("names has the option --try".into()),
    }
}

fn write(data: &Data) -> Result<(), Fault> {
    let gazetteer = gazetteer()?;
    let (mut sequences, mut learnt) = (Vec::new(), Vec::new());
    for (source, times) in MIX {
        let documents = read(data, source)?;
        learnt.push(source.learnt(data, &documents)?);
        let shown = sequences_of(&documents, &gazetteer);
        (0..times).for_each(|_| sequences.extend(shown.iter().cloned()));
    }
    let model = learn(&sequences);
    let bytes = model.to_bytes(TASK);
    println!("{} features, {} bytes", model.features(), bytes.len());
    manifests::write(&project().join("models/en"), "names.bin", &bytes, LICENCE, &learnt)
}

fn gazetteer() -> Result<Gazetteer, Fault> {
    Ok(Gazetteer::from_bytes(&fs::read(project().join("models/en/gazetteer.bin"))?)?)
}

fn learn(sequences: &[Sequence]) -> Model {
    fit(sequences, LABELS, may_follow, OPTIONS, |epoch, wrong| println!("epoch {epoch}: {wrong:.4} wrong"))
}

/// Trains without each of the parts held back in turn and says how well those are read.
fn try_out(data: &Data) -> Result<(), Fault> {
    let gazetteer = gazetteer()?;
    let held: Vec<Vec<Document>> = [Source::Ewt("dev"), Source::Gum("dev"), Source::Wikigold]
        .into_iter()
        .map(|source| read(data, source))
        .collect::<Result<_, _>>()?;
    let mut tallies = vec![Tally::default(); held.len()];
    for fold in 0..2 {
        let mut sequences = Vec::new();
        for (source, times) in MIX {
            let mut documents = read(data, source)?;
            if matches!(source, Source::Ewt(_) | Source::Gum("dev") | Source::Wikigold) {
                let mut at = 0;
                documents.retain(|_| {
                    at += 1;
                    at % 2 != fold
                });
            }
            let shown = sequences_of(&documents, &gazetteer);
            (0..times).for_each(|_| sequences.extend(shown.iter().cloned()));
        }
        let recogniser = Recogniser::new(learn(&sequences), gazetteer.clone());
        for (documents, tally) in held.iter().zip(&mut tallies) {
            for document in documents.iter().skip((fold + 1) % 2).step_by(2) {
                tally.add(&found(&recogniser, document), &wanted(document));
            }
        }
    }
    for (name, tally) in ["EWT dev", "GUM dev", "wikigold"].iter().zip(&tallies) {
        println!("{name}: {}", tally.line());
    }
    println!("mean {:.4}", tallies.iter().map(Tally::f1).sum::<f64>() / tallies.len() as f64);
    Ok(())
}

/// The document as the recogniser reads it.
fn page_of(document: &Document) -> Page<'_> {
    let mut page = Page::new();
    for sentence in &document.sentences {
        page.begin_sentence();
        sentence.words.iter().for_each(|(written, lower)| page.push(written, lower));
    }
    page
}

/// The names the recogniser finds among the set's own words.
pub(crate) fn found(recogniser: &Recogniser, document: &Document) -> Vec<(Range<usize>, MentionKind)> {
    recogniser.names(&page_of(document)).into_iter().map(|name| (name.words, name.kind)).collect()
}

/// The names the set's labels spell.
pub(crate) fn wanted(document: &Document) -> Vec<(Range<usize>, MentionKind)> {
    let labels: Vec<u8> = document.sentences.iter().flat_map(|sentence| &sentence.labels).copied().collect();
    spans(&labels).collect()
}

fn sequences_of(documents: &[Document], gazetteer: &Gazetteer) -> Vec<Sequence> {
    let mut sequences: Vec<Sequence> = Vec::new();
    for document in documents {
        let first = sequences.len();
        let mut labels = document.sentences.iter().flat_map(|sentence| &sentence.labels);
        let mut words = document.sentences.iter().flat_map(|sentence| &sentence.words);
        describe(&page_of(document), gazetteer, |sentence, features| {
            while sequences.len() <= first + sentence {
                sequences.push(Sequence::default());
            }
            let label = labels.next().copied().unwrap_or(OUTSIDE);
            let word = words.next().map_or(OUTSIDE, |(written, lower)| own_label(written, lower, gazetteer));
            sequences[first + sentence].push(features, if label == OUTSIDE { word } else { label });
        });
    }
    sequences
}

/// Most sets leave nationalities out; here "Russian" is another name wherever no set says more.
fn own_label(written: &str, lower: &str, gazetteer: &Gazetteer) -> u8 {
    let kinds = gazetteer.kinds(key_of(lower));
    let place = Kind::Country.bit() | Kind::Region.bit();
    let nationality = kinds & Kind::Nationality.bit() != 0 && kinds & place == 0;
    if nationality && written.chars().next().is_some_and(char::is_uppercase) { OTHER } else { OUTSIDE }
}
