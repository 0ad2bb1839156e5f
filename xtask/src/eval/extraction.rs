//! The main text of news pages: 181 that the rules were made with, and some that they were not, by the definition of a
//! public benchmark.

use crate::Fault;
use crate::data::{Data, scratch};
use crate::floors;
use crate::page_sets::PageSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Words F1 of each way to extract; the default one is held to the floors.
pub(crate) fn score(data: &Data, program: &Path) -> Result<(), Fault> {
    let (development, unseen) = (PageSet::development(data)?, PageSet::unseen()?);
    let mut figures = Vec::new();
    for (set, way, names) in [
        (&development, "cascade", ["F1", "precision", "recall"]),
        (&development, "fast", ["fast, F1", "fast, precision", "fast, recall"]),
        (&development, "accurate", ["accurate, F1", "accurate, precision", "accurate, recall"]),
        (&unseen, "cascade", ["unseen pages, F1", "unseen pages, precision", "unseen pages, recall"]),
    ] {
        let score = set.scored(data, &cleaned(set, program, way)?)?;
        for (name, part) in names.into_iter().zip(["f1", "p", "r"]) {
            figures.push((name, score.figure(&[part])?));
        }
    }
    floors::hold("extraction", &figures)
}

/// The pages cleaned in one way by the program.
fn cleaned(set: &PageSet, program: &Path, way: &str) -> Result<PathBuf, Fault> {
    let found = scratch("eval")?.join(format!("extraction-{way}.jsonl"));
    let output = Command::new(program)
        .args(["clean", "--max-skipped", "1", "--extract", way, "-o"])
        .args([&found, &set.html])
        .output()?;
    if output.status.success() { Ok(found) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned().into()) }
}
