//! Quotations against PolNeAR's development set. The rules were not trained on it; the figures are a floor for the
//! engines that follow.

use crate::Fault;
use crate::data::{Data, scratch};
use crate::floors;
use crate::scorer;
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// Annotates the set and holds the scorer's figures to our floors.
pub(crate) fn score(data: &Data, program: &Path) -> Result<(), Fault> {
    let folder = scratch("polnear")?;
    let gold = data.file("quotations/polnear/dev.jsonl.gz")?;
    let [articles, annotated, predicted] =
        ["articles.jsonl", "annotated.jsonl", "predicted.jsonl"].map(|name| folder.join(name));
    write_articles(&gold, &articles)?;
    let status = Command::new(program)
        .args(["annotate", "--format", "jsonl", "-o"])
        .args([&annotated, &articles])
        .stderr(Stdio::null())
        .status()?;
    if !status.success() {
        return Err(format!("overshadow annotate ended with {status}").into());
    }
    let convert = Command::new("python3")
        .arg(data.scorer("annotated_to_quotes.py")?)
        .args([&annotated, &predicted])
        .args([Path::new("--text"), &gold])
        .status()?;
    if !convert.success() {
        return Err("the spans do not fit the texts".into());
    }
    let arguments = [&gold.display().to_string(), &predicted.display().to_string(), "--json"].map(str::to_owned);
    let score = scorer::run(data, "quotes_score.py", &arguments)?;
    let paths: [(&str, &[&str]); 7] = [
        ("content overlap F1", &["content overlap", "f1"]),
        ("content exact F1", &["content exact", "f1"]),
        ("cue exact F1", &["cue exact", "f1"]),
        ("source overlap F1", &["source overlap", "f1"]),
        ("full lenient F1", &["full lenient", "f1"]),
        ("full exact F1", &["full exact", "f1"]),
        ("attribution accuracy", &["attribution accuracy", "value"]),
    ];
    let figures =
        paths.iter().map(|(name, path)| Ok((*name, score.figure(path)?))).collect::<Result<Vec<_>, Fault>>()?;
    floors::hold("quotations", &figures)
}

/// Ids and texts only: what a user would have.
fn write_articles(gold: &Path, articles: &Path) -> Result<(), Fault> {
    let mut file = File::create(articles)?;
    for line in BufReader::new(MultiGzDecoder::new(File::open(gold)?)).lines() {
        let document: serde_json::Value = serde_json::from_str(&line?)?;
        writeln!(file, "{}", serde_json::json!({ "id": document["doc_id"], "text": document["text"] }))?;
    }
    Ok(())
}
