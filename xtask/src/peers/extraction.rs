//! The cleaning of pages beside Python trafilatura: accuracy, and pages per processor second, in one run.
//!
//! Ours does more (dates, language, residue, quotations set apart by markup); both have the pages in memory, on one core.

use crate::Fault;
use crate::data::{Data, again_as_released, project, scratch};
use crate::floors;
use crate::measure::processor_seconds;
use crate::page_sets::PageSet;
use crate::python::{environment, scripts};
use overshadow_clean::{CleanOptions, Cleaned, Extraction, article};
use overshadow_record::Page;
use serde_json::{Map, Value};
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

const PEERS: &str = "extraction";
/// The first line names trafilatura and its version.
const REQUIREMENTS: &str = include_str!("../../../bench/peers/extraction/requirements.txt");
/// Passes over all pages; the fastest counts.
const PASSES: usize = 5;
const THEIR_PASSES: &str = "2";

/// One way to extract, measured.
struct Row {
    name: String,
    pages_per_second: f64,
    /// F1, precision, recall, and F1 of the pages that no rule was made with.
    scores: [f64; 4],
}

/// Measures all, writes `docs/extraction-peers.md`, and holds ours to its floors.
pub(crate) fn run(data: &Data) -> Result<(), Fault> {
    if cfg!(debug_assertions) {
        return again_as_released();
    }
    let python = environment(PEERS)?;
    let sets = [PageSet::development(data)?, PageSet::unseen()?];
    let mut rows = Vec::new();
    for extraction in [Extraction::Cascade, Extraction::Fast, Extraction::Accurate] {
        let name = format!("overshadow, {}", extraction.word());
        rows.push(Row::of_both(name, &sets, |set| ours(data, set, extraction))?);
    }
    let trafilatura = REQUIREMENTS.lines().next().unwrap_or_default().replace("==", " ");
    for (way, words) in [("default", [].as_slice()), ("fast", &["--fast"])] {
        let name = format!("{trafilatura} (Python), {way}");
        rows.push(Row::of_both(name, &sets, |set| theirs(data, &python, set, words))?);
    }
    let table = table(&rows);
    println!("{table}");
    std::fs::write(project().join("docs/extraction-peers.md"), include_str!("extraction_head.md").to_owned() + &table)?;
    floors::hold("extraction", &[("times trafilatura", rows[0].pages_per_second / rows[3].pages_per_second)])
}

/// Pages per processor second, and F1, precision and recall.
type Measured = (f64, [f64; 3]);

impl Row {
    /// One way, measured on the set that speeds are told of, and on the other.
    fn of_both(
        name: String,
        sets: &[PageSet; 2],
        measure: impl Fn(&PageSet) -> Result<Measured, Fault>,
    ) -> Result<Self, Fault> {
        let [(pages_per_second, [f1, precision, recall]), (_, [unseen, ..])] = [measure(&sets[0])?, measure(&sets[1])?];
        Ok(Self { name, pages_per_second, scores: [f1, precision, recall, unseen] })
    }
}

fn ours(data: &Data, set: &PageSet, extraction: Extraction) -> Result<Measured, Fault> {
    let options = CleanOptions { extraction, ..CleanOptions::default() };
    let pages = set.pages()?;
    let mut best = f64::MAX;
    let mut texts = Map::new();
    for _ in 0..PASSES {
        let before = processor_seconds()?;
        let cleaned: Vec<Cleaned> = pages.iter().map(|page| article(page, &options)).collect();
        best = best.min(processor_seconds()? - before);
        texts = pages.iter().zip(cleaned).filter_map(|(page, cleaned)| named_text(page, cleaned)).collect();
    }
    let out = scratch("peers")?.join("extraction-ours.json");
    std::fs::write(&out, Value::Object(texts).to_string())?;
    Ok((pages.len() as f64 / best, scores(data, set, &out)?))
}

fn named_text(page: &Page, cleaned: Cleaned) -> Option<(String, Value)> {
    let name = page.source.strip_suffix(".html.gz")?.to_owned();
    match cleaned {
        Cleaned::Article { article, .. } => Some((name, Value::String(article.text))),
        Cleaned::Skipped(_) => None,
    }
}

fn theirs(data: &Data, python: &Path, set: &PageSet, words: &[&str]) -> Result<Measured, Fault> {
    let out = scratch("peers")?.join("extraction-theirs.json");
    let mut command = Command::new(python);
    command.arg(scripts(PEERS).join("extract.py")).args([&set.html, &out]);
    let output = command.arg(THEIR_PASSES).args(words).output()?;
    let said: Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("{error}: {}", String::from_utf8_lossy(&output.stderr)))?;
    let figure = |name: &str| said[name].as_f64().ok_or_else(|| format!("trafilatura told no {name}"));
    Ok((figure("pages")? / figure("seconds")?, scores(data, set, &out)?))
}

fn scores(data: &Data, set: &PageSet, texts: &Path) -> Result<[f64; 3], Fault> {
    let score = set.scored(data, texts)?;
    Ok([score.figure(&["f1"])?, score.figure(&["p"])?, score.figure(&["r"])?])
}

fn table(rows: &[Row]) -> String {
    let mut table = String::from(
        "| | F1 | precision | recall | F1, unseen pages | pages per processor second | times |\n|---|---|---|---|---|---|---|\n",
    );
    let base = rows[3].pages_per_second;
    for Row { name, pages_per_second, scores: [f1, precision, recall, unseen] } in rows {
        let times = pages_per_second / base;
        writeln!(
            table,
            "| {name} | {f1:.4} | {precision:.4} | {recall:.4} | {unseen:.4} | {pages_per_second:.0} | {times:.1} |"
        )
        .expect("writing to memory does not fail");
    }
    table
}
