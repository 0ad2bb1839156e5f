//! The seed article, cleaned and annotated by the command line: date, title, residue, and who said what.

use crate::Fault;
use crate::data::Data;
use crate::floors;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

const ARTICLE: &str = "seed/000_636cac0e9789a2d6.txt";

/// What is expected of one quotation: kind, the cue's last words, the end of the speaker's name, the words that stand for the speaker.
type Expected = (&'static str, &'static str, &'static str, Option<&'static str>);

const QUOTATIONS: [Expected; 6] = [
    ("mixed", "declare", "Peskov", None),
    ("indirect", "According to", "Peskov", None),
    ("pull", "", "Yigal Levin", None),
    ("direct", "notes", "Yigal Levin", None),
    ("indirect", "According to", "Yigal Levin", Some("the expert")),
    ("indirect", "notes", "Yigal Levin", Some("The analyst")),
];

/// The shares of what is expected of the article and of its quotations that was found.
pub(crate) fn score(data: &Data, program: &Path) -> Result<(), Fault> {
    let file = data.file(ARTICLE)?;
    let article = rows(program, "clean", &file)?.pop().ok_or("no article in the seed")?;
    let quotations = rows(program, "quotations", &file)?;
    let is_there = |expected: &&Expected| quotations.iter().any(|quotation| fits(quotation, expected));
    let found = QUOTATIONS.iter().filter(is_there).count();
    let text = article["text"].as_str().unwrap_or_default();
    let parts = [
        article["published"] == "2024-03-25",
        article["title"].as_str().is_some_and(|title| title.starts_with("Terror attack")),
        !text.contains("Share") && !text.contains("date 2024"),
        quotations.iter().all(|quotation| !words(&quotation["content"]).starts_with("Crocus City Hall")),
    ];
    let right = parts.iter().filter(|part| **part).count();
    floors::hold(
        "seed",
        &[
            ("date, title, residue, no false one", right as f64 / parts.len() as f64),
            ("quotations found", found as f64 / QUOTATIONS.len() as f64),
            ("quotations in all", quotations.len() as f64),
        ],
    )
}

fn fits(quotation: &Value, &(kind, cue, name, mention): &Expected) -> bool {
    quotation["kind"] == kind
        && words(&quotation["cue"]).ends_with(cue)
        && quotation["cue"].as_array().is_none_or(Vec::is_empty) == cue.is_empty()
        && quotation["speaker"]["name"].as_str().is_some_and(|found| found.ends_with(name))
        && mention.is_none_or(|mention| words(&quotation["speaker"]["mention"]) == mention)
}

/// The words of spans.
fn words(spans: &Value) -> String {
    let spans = spans.as_array().map(Vec::as_slice).unwrap_or_default();
    spans.iter().filter_map(|span| span["text"].as_str()).collect::<Vec<_>>().join(" ")
}

fn rows(program: &Path, verb: &str, file: &Path) -> Result<Vec<Value>, Fault> {
    let output = Command::new(program).args([verb, "--format", "jsonl"]).arg(file).output()?;
    let lines = String::from_utf8(output.stdout)?;
    lines.lines().map(|line| serde_json::from_str(line).map_err(Fault::from)).collect()
}
