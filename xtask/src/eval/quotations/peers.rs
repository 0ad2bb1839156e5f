//! Other extractors on the same documents: each a process of its own on one core, scored by the same scorer. What is
//! quoted about them is measured here; `docs/quotation-peers.md` is the output.

use super::peer_page::{Row, Section, page};
use super::sets::{self, Set};
use super::{annotate, predictions, scored};
use crate::Fault;
use crate::data::{Data, again_as_released, overshadow, project, succeed};
use crate::measure::measured;
use crate::python::{environment, scripts};
use crate::words::words;
use serde_json::{Value, json};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The group of scripts and its environment.
pub(crate) const PEERS: &str = "quotations";
/// Words on which our speed is taken: enough for a processor time in hundredths of a second to mean something.
const TIMED_WORDS: usize = 2_000_000;

/// An adapter in `bench/peers/quotations`.
struct Adapter {
    script: &'static str,
    options: &'static [&'static str],
    /// The variable that names another interpreter.
    interpreter: Option<&'static str>,
}

const ADAPTERS: [Adapter; 5] = [
    Adapter { script: "regex_baseline.py", options: &[], interpreter: None },
    Adapter { script: "textacy_quotations.py", options: &[], interpreter: None },
    Adapter { script: "textacy_quotations.py", options: &["--by-paragraph"], interpreter: None },
    Adapter {
        script: "gendergaptracker_quotations.py",
        options: &[],
        interpreter: Some("OVERSHADOW_GENDERGAPTRACKER_PYTHON"),
    },
    Adapter { script: "citron_quotations.py", options: &[], interpreter: Some("OVERSHADOW_CITRON_PYTHON") },
];

/// Runs ours and the others on every set and writes the page.
pub(crate) fn run(data: &Data) -> Result<(), Fault> {
    if cfg!(debug_assertions) {
        return again_as_released();
    }
    let program = overshadow()?;
    let python = environment(PEERS)?;
    let mut sections = Vec::new();
    for set in sets::all(data)? {
        let documents = texts(&set)?.len();
        let mut rows = vec![ours(data, &set, &program)?];
        for adapter in &ADAPTERS {
            rows.push(theirs(data, &set, adapter, &python)?);
        }
        sections.push(Section { title: set.title, documents, rows });
    }
    let page = page(&sections);
    println!("{page}");
    Ok(std::fs::write(project().join("docs/quotation-peers.md"), page)?)
}

fn ours(data: &Data, set: &Set, program: &Path) -> Result<Row, Fault> {
    let annotated = annotate(set, program, None)?;
    let figures = scored(data, set, &predictions(data, set, &annotated)?)?;
    let note = json!({
        "title": "**overshadow**",
        "what": "The whole of `overshadow annotate`, from the start of the program to its last row.",
        "versions": { "overshadow": env!("CARGO_PKG_VERSION") },
    });
    Ok(Row { note, figures: Some(figures), words_per_second: Some(our_speed(set, program)?) })
}

/// Words a second of processor time, on the set repeated under new names.
fn our_speed(set: &Set, program: &Path) -> Result<f64, Fault> {
    let texts = texts(set)?;
    let once: usize = texts.iter().map(|text| words(text).len()).sum();
    let times = TIMED_WORDS.div_ceil(once.max(1));
    let pile = set.folder.join("repeated.jsonl");
    let mut file = std::io::BufWriter::new(File::create(&pile)?);
    for (at, text) in texts.iter().cycle().take(times * texts.len()).enumerate() {
        writeln!(file, "{}", json!({ "id": at.to_string(), "text": text }))?;
    }
    file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    let mut command = Command::new(program);
    command.args(["annotate", "--format", "jsonl", "--threads", "1"]).arg(&pile);
    let took = measured(command.stdout(Stdio::null()).stderr(Stdio::null()))?;
    if !took.status.success() {
        return Err(format!("overshadow annotate ended with {}", took.status).into());
    }
    Ok((once * times) as f64 / took.cpu_seconds)
}

fn texts(set: &Set) -> Result<Vec<String>, Fault> {
    let rows = sets::lines(&set.articles)?;
    Ok(rows.iter().map(|row| row["text"].as_str().unwrap_or_default().to_owned()).collect())
}

fn theirs(data: &Data, set: &Set, adapter: &Adapter, python: &Path) -> Result<Row, Fault> {
    let name = [adapter.script.trim_end_matches(".py"), adapter.options.concat().as_str()].concat();
    let [predicted, note] = ["predicted.jsonl", "note.json"].map(|ending| set.folder.join(format!("{name}.{ending}")));
    let other = adapter.interpreter.and_then(std::env::var_os).map(PathBuf::from);
    let mut command = Command::new(other.as_deref().unwrap_or(python));
    command.arg(scripts(PEERS).join(adapter.script)).args([&set.articles, &predicted, &note]).args(adapter.options);
    succeed(command.env("OMP_NUM_THREADS", "1").env("PYTHONDONTWRITEBYTECODE", "1"))?;
    let note: Value = serde_json::from_str(&std::fs::read_to_string(&note)?)?;
    if let Some(missing) = note["missing"].as_str() {
        println!("{}: not installed: {missing}", note["title"].as_str().unwrap_or_default());
        return Ok(Row { note, figures: None, words_per_second: None });
    }
    let speed = note["words"].as_f64().zip(note["seconds"].as_f64()).map(|(words, seconds)| words / seconds);
    Ok(Row { figures: Some(scored(data, set, &predicted)?), words_per_second: speed, note })
}
