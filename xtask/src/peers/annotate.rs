//! Our speed beside that of a spaCy pipeline: the whole of `overshadow annotate` against `nlp.pipe` on the same texts, one
//! core each, in one run.
//!
//! The pipeline finds words, parts of speech, a parse, lemmas and names, from which quotations would still have to be
//! made; ours reads, annotates and writes. Processor time is compared, so that a busy machine favours nobody.

use crate::Fault;
use crate::bench::annotate::figures;
use crate::data::{Data, again_as_released, overshadow, scratch, succeed};
use crate::eval::quotations::PEERS;
use crate::floors;
use crate::measure::measured;
use crate::news;
use crate::python::{environment, scripts};
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Stdio};

/// Articles on which the two are compared; the pipeline needs about a minute for them.
const ARTICLES: usize = 2_000;
/// Runs of ours, which are short.
const RUNS: usize = 9;

/// Measures both and holds the ratio, our speed and our memory to their floors.
pub(crate) fn run(data: &Data) -> Result<(), Fault> {
    if cfg!(debug_assertions) {
        return again_as_released();
    }
    let program = overshadow()?;
    let python = environment(PEERS)?;
    let folder = scratch("peers")?;
    let pile = folder.join("news.jsonl");
    let words = news::write(data, &pile, ARTICLES)?.words;
    let theirs = pipeline(&python, &pile, &folder.join("spacy.json"))?;
    let seconds = theirs["seconds"].as_f64().ok_or("the pipeline gave no time")?;
    let counted = theirs["words"].as_u64().ok_or("the pipeline counted no words")?;
    if counted != words as u64 {
        return Err(format!("{words} words are {counted} to the pipeline: not the same texts").into());
    }
    let ours = seconds_of_ours(&program, &pile)?;
    println!("{words} words of {ARTICLES} articles, processor time on one core");
    println!("  overshadow annotate: {:.0} words a second", words as f64 / ours);
    println!("  spaCy: {:.0} words a second ({})", words as f64 / seconds, theirs["versions"]);
    let mut all = vec![("ratio", seconds / ours)];
    all.extend(figures(data, &program)?);
    floors::hold("annotate", &all)
}

fn pipeline(python: &Path, pile: &Path, note: &Path) -> Result<Value, Fault> {
    let mut command = Command::new(python);
    command.arg(scripts(PEERS).join("spacy_speed.py")).args([pile, note]);
    succeed(command.env("OMP_NUM_THREADS", "1").env("PYTHONDONTWRITEBYTECODE", "1"))?;
    Ok(serde_json::from_str(&std::fs::read_to_string(note)?)?)
}

/// The mean of several runs, the start of the program included.
fn seconds_of_ours(program: &Path, pile: &Path) -> Result<f64, Fault> {
    let mut seconds = 0.0;
    for _ in 0..RUNS {
        let mut command = Command::new(program);
        command.args(["annotate", "--format", "jsonl", "--threads", "1"]).arg(pile);
        let took = measured(command.stdout(Stdio::null()).stderr(Stdio::null()))?;
        if !took.status.success() {
            return Err(format!("overshadow annotate ended with {}", took.status).into());
        }
        seconds += took.cpu_seconds;
    }
    Ok(seconds / RUNS as f64)
}
