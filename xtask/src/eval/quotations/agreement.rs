//! How far the two annotations of our own documents agree: the ceiling of what an engine can be asked for.
//!
//! The second annotation is scored as if an engine had made it; what the scorer does not know, stance and the speaker's
//! name, is compared where both mark the same words as cue.

use super::sets::{in_scorers_form, own_set};
use super::{held_figures, scored};
use crate::Fault;
use crate::corpus::{self, Document, Quotation};
use crate::data::{Data, project};
use crate::floors;
use std::fs::File;
use std::io::Write;
use std::path::Path;

const TASK: &str = "agreement";

/// Compares the annotations, writes `docs/quotation-agreement.md`, and holds the figures to their floors.
pub(crate) fn score(data: &Data, _program: &Path) -> Result<(), Fault> {
    let folder = project().join("corpora/quotations");
    let [first, second] = ["en", "en-second"].map(|annotation| corpus::documents(&folder.join(annotation)));
    let (first, second) = (first?, second?);
    same_texts(&first, &second)?;
    let counts = Counts::of(&first, &second);
    let quotations = first.iter().map(|document| document.quotations.len()).sum::<usize>();
    let documents = first.len();
    let set = own_set(first)?;
    let other = set.folder.join("second.jsonl");
    let mut file = File::create(&other)?;
    for document in &second {
        writeln!(file, "{}", in_scorers_form(document))?;
    }
    let mut figures = held_figures(&scored(data, &set, &other)?)?;
    figures.extend([("stance, same cue", counts.share(counts.stance)), ("name, same cue", counts.share(counts.name))]);
    std::fs::write(project().join("docs/quotation-agreement.md"), page(documents, quotations, &figures, &counts))?;
    floors::hold(TASK, &figures)
}

/// Both annotations are of the same words.
fn same_texts(first: &[Document], second: &[Document]) -> Result<(), Fault> {
    let texts = |documents: &[Document]| -> Vec<(String, String)> {
        documents.iter().map(|document| (document.id.clone(), document.text.clone())).collect()
    };
    match texts(first).into_iter().zip(texts(second)).find(|(one, other)| one != other) {
        None if first.len() == second.len() => Ok(()),
        None => Err("one annotation has more documents than the other".into()),
        Some(((id, _), _)) => Err(format!("the two annotations of {id} have different texts").into()),
    }
}

/// Quotations whose cue both annotations mark alike, and in how many of them they agree.
#[derive(Default)]
struct Counts {
    same_cue: usize,
    stance: usize,
    name: usize,
}

impl Counts {
    fn of(first: &[Document], second: &[Document]) -> Self {
        let mut counts = Self::default();
        for (one, other) in first.iter().zip(second) {
            for quotation in one.quotations.iter().filter(|quotation| !quotation.cue.is_empty()) {
                let same = |other: &&Quotation| other.cue == quotation.cue;
                let Some(other) = other.quotations.iter().find(same) else { continue };
                counts.same_cue += 1;
                counts.stance += usize::from(other.stance == quotation.stance);
                counts.name += usize::from(other.name == quotation.name);
            }
        }
        counts
    }

    fn share(&self, agreeing: usize) -> f64 {
        agreeing as f64 / self.same_cue.max(1) as f64
    }
}

fn page(documents: usize, quotations: usize, figures: &[(&str, f64)], counts: &Counts) -> String {
    let rows: String = figures.iter().map(|(name, figure)| format!("| {name} | {figure:.3} |\n")).collect();
    format!(
        "# How far two annotations agree

The {documents} documents of `corpora/quotations` were annotated twice, the second time without sight of the first. Here the
second annotation is scored against the first as an engine is ({quotations} quotations in the first), and stance and name are
compared in the {} quotations whose cue both mark with the same words. Documents and both annotations were written with a
language model: this is the agreement of two of its readings of one guideline, and may be higher than that of two people.

| figure | agreement |
|---|---|
{rows}
Made by `cargo xtask eval agreement`.
",
        counts.same_cue
    )
}
