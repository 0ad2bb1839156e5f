//! The cleaning of pages beside Python trafilatura: accuracy, and pages per processor second, in one run.
//!
//! Ours does more (dates, language, residue, quotations set apart by markup); both have the pages in memory, on one core.

use crate::Fault;
use crate::bench::archive::pages;
use crate::data::{Data, again_as_released, project, scratch};
use crate::eval::extraction::scored;
use crate::floors;
use crate::measure::processor_seconds;
use crate::python::{environment, scripts};
use overshadow_clean::{CleanOptions, Cleaned, Extraction, article};
use overshadow_record::{Page, PageForm};
use serde_json::{Map, Value};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

const PEERS: &str = "extraction";
/// Passes over all pages; the fastest counts.
const PASSES: usize = 5;
const THEIR_PASSES: &str = "2";

/// One way to extract, measured.
struct Row {
    name: String,
    pages_per_second: f64,
    /// F1, precision, recall.
    scores: [f64; 3],
}

/// Measures all, writes `docs/extraction-peers.md`, and holds ours to its floors.
pub(crate) fn run(data: &Data) -> Result<(), Fault> {
    if cfg!(debug_assertions) {
        return again_as_released();
    }
    let python = environment(PEERS)?;
    let pages = named_pages(data)?;
    let mut rows = Vec::new();
    for extraction in [Extraction::Cascade, Extraction::Fast, Extraction::Accurate] {
        rows.push(ours(data, &pages, extraction)?);
    }
    rows.push(theirs(data, &python, "trafilatura", &[])?);
    rows.push(theirs(data, &python, "trafilatura, fast", &["--fast"])?);
    let table = table(&rows);
    println!("{table}");
    std::fs::write(project().join("docs/extraction-peers.md"), include_str!("extraction_head.md").to_owned() + &table)?;
    floors::hold("extraction", &[("times trafilatura", rows[0].pages_per_second / rows[3].pages_per_second)])
}

fn named_pages(data: &Data) -> Result<Vec<Page>, Fault> {
    let mut names: Vec<PathBuf> = std::fs::read_dir(data.file("extraction/zyte/html")?)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    names.sort();
    let page = |(path, bytes): (&PathBuf, Vec<u8>)| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Page::of_text(PageForm::Html, String::from_utf8_lossy(&bytes).into_owned(), name)
    };
    Ok(names.iter().zip(pages(data)?).map(page).collect())
}

fn ours(data: &Data, pages: &[Page], extraction: Extraction) -> Result<Row, Fault> {
    let options = CleanOptions { extraction, ..CleanOptions::default() };
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
    row(data, format!("overshadow, {}", extraction.word()), pages.len() as f64 / best, &out)
}

fn named_text(page: &Page, cleaned: Cleaned) -> Option<(String, Value)> {
    let name = page.source.split('.').next()?.to_owned();
    match cleaned {
        Cleaned::Article { article, .. } => Some((name, Value::String(article.text))),
        Cleaned::Skipped(_) => None,
    }
}

fn theirs(data: &Data, python: &Path, name: &str, words: &[&str]) -> Result<Row, Fault> {
    let out = scratch("peers")?.join("extraction-theirs.json");
    let mut command = Command::new(python);
    command.arg(scripts(PEERS).join("extract.py")).arg(data.file("extraction/zyte/html")?).arg(&out);
    let output = command.arg(THEIR_PASSES).args(words).output()?;
    let said: Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("{error}: {}", String::from_utf8_lossy(&output.stderr)))?;
    let figure = |name: &str| said[name].as_f64().ok_or_else(|| format!("trafilatura told no {name}"));
    let version = said["version"].as_str().unwrap_or_default();
    row(data, format!("{name} {version} (Python)"), figure("pages")? / figure("seconds")?, &out)
}

fn row(data: &Data, name: String, pages_per_second: f64, texts: &Path) -> Result<Row, Fault> {
    let score = scored(data, texts)?;
    let scores = [score.figure(&["f1"])?, score.figure(&["p"])?, score.figure(&["r"])?];
    Ok(Row { name, pages_per_second, scores })
}

fn table(rows: &[Row]) -> String {
    let mut table =
        String::from("| | F1 | precision | recall | pages per processor second | times |\n|---|---|---|---|---|---|\n");
    let base = rows[3].pages_per_second;
    for Row { name, pages_per_second, scores: [f1, precision, recall] } in rows {
        let times = pages_per_second / base;
        writeln!(table, "| {name} | {f1:.4} | {precision:.4} | {recall:.4} | {pages_per_second:.0} | {times:.1} |")
            .expect("writing to memory does not fail");
    }
    table
}
