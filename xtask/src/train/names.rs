//! The recogniser of names: which sets it learns from and how much each counts.

use super::name_sets::{Document, Source, read};
use crate::Fault;
use crate::data::{Data, again_as_released, project};
use overshadow_annotate::linear::{Model, Sequence, TrainOptions, train as fit};
use overshadow_annotate::recogniser::{
    Gazetteer, LABELS, OUTSIDE, Page, Recogniser, TASK, describe, may_follow, spans,
};
use overshadow_record::MentionKind;
use std::fs;

/// The sets, and how often each is shown.
const MIX: [(Source, usize); 20] = [
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
    (Source::CrossNer("literature", "train"), 1),
    (Source::CrossNer("literature", "dev"), 1),
    (Source::CrossNer("music", "train"), 1),
    (Source::CrossNer("music", "dev"), 1),
    (Source::CrossNer("ai", "train"), 1),
    (Source::CrossNer("ai", "dev"), 1),
];

const OPTIONS: TrainOptions =
    TrainOptions { epochs: 8, seen_at_least: 2, rate: 0.1, decay: 0.0, smallest: 0.05, seed: 1 };

/// Trains on everything and writes the model.
pub(crate) fn train(data: &Data) -> Result<(), Fault> {
    if cfg!(debug_assertions) {
        return again_as_released();
    }
    let gazetteer = gazetteer()?;
    let mut sequences = Vec::new();
    for (source, times) in MIX {
        let shown = sequences_of(&read(data, source)?, &gazetteer);
        (0..times).for_each(|_| sequences.extend(shown.iter().cloned()));
    }
    let model = learn(&sequences);
    let bytes = model.to_bytes(TASK);
    println!("{} features, {} bytes", model.features(), bytes.len());
    fs::write(project().join("models/en/names.bin"), bytes)?;
    Ok(())
}

fn gazetteer() -> Result<Gazetteer, Fault> {
    Ok(Gazetteer::from_bytes(&fs::read(project().join("models/en/gazetteer.bin"))?)?)
}

fn learn(sequences: &[Sequence]) -> Model {
    fit(sequences, LABELS, may_follow, OPTIONS, |epoch, wrong| println!("epoch {epoch}: {wrong:.4} wrong"))
}

/// Trains without each of the parts held back in turn and says how well those are read.
pub(crate) fn try_out(data: &Data) -> Result<(), Fault> {
    if cfg!(debug_assertions) {
        return again_as_released();
    }
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
                tally.add(&recogniser, document);
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
pub(crate) fn page_of(document: &Document) -> Page<'_> {
    let mut page = Page::new();
    for sentence in &document.sentences {
        page.begin_sentence();
        sentence.words.iter().for_each(|(written, lower)| page.push(written, lower));
    }
    page
}

fn sequences_of(documents: &[Document], gazetteer: &Gazetteer) -> Vec<Sequence> {
    let mut sequences: Vec<Sequence> = Vec::new();
    for document in documents {
        let first = sequences.len();
        let mut labels = document.sentences.iter().flat_map(|sentence| &sentence.labels);
        describe(&page_of(document), gazetteer, |sentence, features| {
            while sequences.len() <= first + sentence {
                sequences.push(Sequence::default());
            }
            let label = labels.next().copied().unwrap_or(OUTSIDE);
            sequences[first + sentence].push(features, label);
        });
    }
    sequences
}

/// Names found, right and wanted, by kind.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// Person, organisation, place: right, found, wanted.
    counts: [[usize; 3]; 3],
}

impl Tally {
    /// Reads a document and counts.
    pub(crate) fn add(&mut self, recogniser: &Recogniser, document: &Document) {
        let found = recogniser.names(&page_of(document));
        let labels: Vec<u8> = document.sentences.iter().flat_map(|sentence| &sentence.labels).copied().collect();
        let wanted: Vec<_> = spans(&labels).collect();
        for name in &found {
            if let Some(place) = place_of(name.kind) {
                self.counts[place][1] += 1;
                self.counts[place][0] += usize::from(wanted.contains(&(name.words.clone(), name.kind)));
            }
        }
        wanted.iter().filter_map(|(_, kind)| place_of(*kind)).for_each(|place| self.counts[place][2] += 1);
    }

    fn sums(&self) -> [usize; 3] {
        [0, 1, 2].map(|column| self.counts.iter().map(|row| row[column]).sum())
    }

    pub(crate) fn f1(&self) -> f64 {
        f1(self.sums())
    }

    pub(crate) fn line(&self) -> String {
        let [person, organisation, place] = self.counts.map(f1);
        let [right, found, wanted] = self.sums();
        format!(
            "F {:.4} (P {:.3}, R {:.3}); person {person:.3}, organisation {organisation:.3}, place {place:.3}",
            self.f1(),
            right as f64 / found as f64,
            right as f64 / wanted as f64
        )
    }
}

fn f1([right, found, wanted]: [usize; 3]) -> f64 {
    2.0 * right as f64 / (found + wanted).max(1) as f64
}

fn place_of(kind: MentionKind) -> Option<usize> {
    [MentionKind::Person, MentionKind::Organisation, MentionKind::Place].iter().position(|&known| known == kind)
}
