//! Quotations: our engine against annotated documents, held to floors, with its errors broken down; and, when asked,
//! other extractors on the same documents.

pub(crate) mod agreement;
mod breakdown;
mod error_page;
mod marked;
mod pairing;
mod peer_page;
mod peers;
mod sets;
mod told;

pub(crate) use peers::{PEERS, run as with_peers};

use crate::Fault;
use crate::data::{Data, project};
use crate::floors;
use crate::scorer::{self, Score};
use sets::Set;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Scores the engine on every set, writes `docs/quotation-errors.md`, and holds the figures to their floors.
pub(crate) fn score(data: &Data, program: &Path) -> Result<(), Fault> {
    let mut sections = Vec::new();
    let mut missed = Vec::new();
    for set in sets::all(data)? {
        let annotated = annotate(&set, program)?;
        let figures = scored(data, &set, &predictions(data, &set, &annotated)?)?;
        let documents = marked::documents(&set, &annotated)?;
        sections.push(error_page::section(&set, &documents, &figures)?);
        if let Err(fault) = hold(&set, &figures) {
            missed.push(fault.to_string());
        }
    }
    std::fs::write(project().join("docs/quotation-errors.md"), error_page::page(&sections))?;
    if missed.is_empty() { Ok(()) } else { Err(missed.join("; ").into()) }
}

/// What the program finds in the set, as it prints it.
fn annotate(set: &Set, program: &Path) -> Result<PathBuf, Fault> {
    let annotated = set.folder.join("annotated.jsonl");
    let status = Command::new(program)
        .args(["annotate", "--format", "jsonl", "-o"])
        .args([&annotated, &set.articles])
        .stderr(Stdio::null())
        .status()?;
    if status.success() { Ok(annotated) } else { Err(format!("overshadow annotate ended with {status}").into()) }
}

/// The same in the scorer's form.
fn predictions(data: &Data, set: &Set, annotated: &Path) -> Result<PathBuf, Fault> {
    let predicted = set.folder.join("predicted.jsonl");
    let convert = Command::new("python3")
        .arg(data.scorer("annotated_to_quotes.py")?)
        .args([annotated, &predicted])
        .args([Path::new("--text"), &set.gold])
        .status()?;
    if convert.success() { Ok(predicted) } else { Err("the spans do not fit the texts".into()) }
}

/// What the scorer says of a file of predictions.
fn scored(data: &Data, set: &Set, predicted: &Path) -> Result<Score, Fault> {
    let arguments = [&set.gold.display().to_string(), &predicted.display().to_string(), "--json"].map(str::to_owned);
    scorer::run(data, "quotes_score.py", &arguments)
}

fn hold(set: &Set, score: &Score) -> Result<(), Fault> {
    floors::hold(set.floors, &held_figures(score)?)
}

/// The figures that are held to floors.
fn held_figures(score: &Score) -> Result<Vec<(&'static str, f64)>, Fault> {
    let paths: [(&str, &[&str]); 7] = [
        ("content overlap F1", &["content overlap", "f1"]),
        ("content exact F1", &["content exact", "f1"]),
        ("cue exact F1", &["cue exact", "f1"]),
        ("source overlap F1", &["source overlap", "f1"]),
        ("full lenient F1", &["full lenient", "f1"]),
        ("full exact F1", &["full exact", "f1"]),
        ("attribution accuracy", &["attribution accuracy", "value"]),
    ];
    paths.iter().map(|(name, path)| Ok((*name, score.figure(path)?))).collect()
}
