//! Quotations: our engine against annotated documents, held to floors, with its errors broken down; and, when asked,
//! other extractors on the same documents.

pub(crate) mod agreement;
mod breakdown;
mod error_page;
mod marked;
mod model_page;
mod pairing;
mod peer_page;
mod peers;
mod reliability;
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

/// Scores the engine on every set, writes `docs/quotation-errors.md` and `docs/quotation-confidence.md`, and holds the figures to their floors.
pub(crate) fn score(data: &Data, program: &Path) -> Result<(), Fault> {
    let (mut sections, mut reliabilities) = (Vec::new(), Vec::new());
    let mut rows = Vec::new();
    let mut missed = Vec::new();
    for set in sets::all(data)? {
        let annotated = annotate(&set, program, None)?;
        let figures = scored(data, &set, &predictions(data, &set, &annotated)?)?;
        let documents = marked::documents(&set, &annotated)?;
        sections.push(error_page::section(&set, &documents, &figures)?);
        let reliability = reliability::reliability(&documents);
        reliabilities.push(reliability.section(set.title));
        let mut held = held_figures(&figures)?;
        held.push(("calibration error", reliability.error()));
        rows.push((set.title, model_page::rows(data, &set, program, &held)?));
        if let Err(fault) = floors::hold(set.floors, &held) {
            missed.push(fault.to_string());
        }
    }
    std::fs::write(project().join("docs/quotation-errors.md"), error_page::page(&sections))?;
    std::fs::write(project().join("docs/quotation-confidence.md"), reliability::page(&reliabilities))?;
    std::fs::write(project().join("docs/quotation-models.md"), model_page::page(&rows))?;
    if missed.is_empty() { Ok(()) } else { Err(missed.join("; ").into()) }
}

/// What the program finds in the set with the models it holds, or others, as it prints it.
fn annotate(set: &Set, program: &Path, models: Option<&str>) -> Result<PathBuf, Fault> {
    let annotated = set.folder.join("annotated.jsonl");
    let status = Command::new(program)
        .current_dir(project())
        .args(["annotate", "--format", "jsonl", "-o"])
        .args([&annotated, &set.articles])
        .args(models.map(|models| ["--models", models]).iter().flatten())
        .stderr(Stdio::null())
        .status()?;
    if status.success() { Ok(annotated) } else { Err(format!("overshadow annotate ended with {status}").into()) }
}

/// The same in the scorer's form.
fn predictions(data: &Data, set: &Set, annotated: &Path) -> Result<PathBuf, Fault> {
    let predicted = set.folder.join("predicted.jsonl");
    convert(data, annotated, &predicted, &set.gold)?;
    Ok(predicted)
}

fn convert(data: &Data, annotated: &Path, predicted: &Path, gold: &Path) -> Result<(), Fault> {
    let convert = Command::new("python3")
        .arg(data.scorer("annotated_to_quotes.py")?)
        .args([annotated, predicted])
        .args([Path::new("--text"), gold])
        .status()?;
    if convert.success() { Ok(()) } else { Err("the spans do not fit the texts".into()) }
}

/// Prints what the scorer says of annotated documents, gold in the scorer's form.
pub(crate) fn tell(data: &Data, gold: &Path, annotated: &Path) -> Result<(), Fault> {
    let predicted = annotated.with_file_name("predicted.jsonl");
    convert(data, annotated, &predicted, gold)?;
    let mut command = Command::new("python3");
    crate::data::succeed(command.arg(data.scorer("quotes_score.py")?).args([gold, &predicted]))
}

/// What the scorer says of a file of predictions.
fn scored(data: &Data, set: &Set, predicted: &Path) -> Result<Score, Fault> {
    let arguments = [&set.gold.display().to_string(), &predicted.display().to_string(), "--json"].map(str::to_owned);
    scorer::run(data, "quotes_score.py", &arguments)
}

/// The figures that are held to floors.
fn held_figures(score: &Score) -> Result<Vec<(&'static str, f64)>, Fault> {
    let paths: [(&str, &[&str]); 10] = [
        ("content overlap F1", &["content overlap", "f1"]),
        ("content exact F1", &["content exact", "f1"]),
        ("cue exact F1", &["cue exact", "f1"]),
        ("source exact F1", &["source exact", "f1"]),
        ("source overlap F1", &["source overlap", "f1"]),
        ("full lenient F1", &["full lenient", "f1"]),
        ("full exact F1", &["full exact", "f1"]),
        ("attribution accuracy", &["attribution accuracy", "value"]),
        ("indirect content recall", &["by type", "indirect", "content recall"]),
        ("direct full lenient recall", &["by type", "direct", "full lenient recall"]),
    ];
    paths.iter().map(|(name, path)| Ok((*name, score.figure(path)?))).collect()
}
