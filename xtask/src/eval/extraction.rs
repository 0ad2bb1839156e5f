//! The main text of 181 news pages, by the definition of a public benchmark.

use crate::Fault;
use crate::data::{Data, scratch};
use crate::{floors, scorer};
use std::path::{Path, PathBuf};
use std::process::Command;

const PAGES: &str = "extraction/zyte/html";
const TRUTH: &str = "extraction/zyte/ground-truth.json";

/// Words F1 of each way to extract; the default one is held to the floors.
pub(crate) fn score(data: &Data, program: &Path) -> Result<(), Fault> {
    let mut figures = Vec::new();
    for (way, names) in [
        ("cascade", ["F1", "precision", "recall"]),
        ("fast", ["fast, F1", "fast, precision", "fast, recall"]),
        ("accurate", ["accurate, F1", "accurate, precision", "accurate, recall"]),
    ] {
        let found = cleaned(data, program, way)?;
        let score = scored(data, &found)?;
        for (name, part) in names.into_iter().zip(["f1", "p", "r"]) {
            figures.push((name, score.figure(&[part])?));
        }
    }
    floors::hold("extraction", &figures)
}

/// The pages cleaned in one way by the program.
fn cleaned(data: &Data, program: &Path, way: &str) -> Result<PathBuf, Fault> {
    let found = scratch("eval")?.join(format!("extraction-{way}.jsonl"));
    let output = Command::new(program)
        .args(["clean", "--max-skipped", "1", "--extract", way, "-o"])
        .args([&found, &data.file(PAGES)?])
        .output()?;
    if output.status.success() { Ok(found) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned().into()) }
}

/// The scorer's figures for the texts in a file.
pub(crate) fn scored(data: &Data, found: &Path) -> Result<scorer::Score, Fault> {
    let words = [&data.file(TRUTH)?, found].map(|path| path.display().to_string());
    let [truth, found] = words;
    scorer::run(data, "extraction_score.py", &["zyte".to_owned(), truth, found, "--json".to_owned()])
}
