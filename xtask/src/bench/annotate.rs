//! Annotating a stream of English news: words a second on one core, memory, and what a second core brings.

use crate::Fault;
use crate::data::{Data, scratch};
use crate::measure::{Measured, measured};
use crate::news::{self, News};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// Articles in the stream: far more than may lie in memory at once.
const ARTICLES: usize = 100_000;
/// Runs with one thread and with two, by turns: the slowest processor time is quoted, and for the gain of a thread the
/// shortest time on the clock, which another program's work disturbs least.
const RUNS: usize = 2;
/// Articles whose answers are looked at before a time is quoted.
const CHECKED: usize = 2_000;
/// The least quotations to find in each of them, on average.
const FEWEST_QUOTATIONS: usize = 1;

/// Words a second of one core, memory, and the gain of a second thread.
pub(crate) fn figures(data: &Data, program: &Path) -> Result<Vec<(&'static str, f64)>, Fault> {
    let folder = scratch("bench")?;
    check(data, program, &folder)?;
    let pile = folder.join("stream.jsonl");
    let news = news::write(data, &pile, ARTICLES)?;
    let (mut alone, mut together) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        alone.push(stream(program, &pile, "1")?);
        together.push(stream(program, &pile, "2")?);
    }
    std::fs::remove_file(&pile)?;
    let least = |runs: &[Measured], of: fn(&Measured) -> f64| runs.iter().map(of).fold(f64::INFINITY, f64::min);
    let most = |runs: &[Measured], of: fn(&Measured) -> f64| runs.iter().map(of).fold(0.0, f64::max);
    let [one, two] = [&alone, &together].map(|runs| least(runs, |run| run.seconds));
    Ok(vec![
        ("words_per_second", news.words as f64 / most(&alone, |run| run.cpu_seconds)),
        ("memory_mb", most(&alone, |run| run.megabytes).max(most(&together, |run| run.megabytes))),
        ("two_threads_gain", one / two),
    ])
}

/// Annotates a stream through standard input; every article has to come out again.
fn stream(program: &Path, pile: &Path, threads: &str) -> Result<Measured, Fault> {
    let said = pile.with_extension("said");
    let mut command = Command::new(program);
    command.args(["annotate", "-", "--format", "jsonl", "--threads", threads]);
    command.stdin(File::open(pile)?).stdout(Stdio::null()).stderr(File::create(&said)?);
    let took = measured(&mut command)?;
    let said = std::fs::read_to_string(&said)?;
    if !took.status.success() || !said.contains(&format!("kept {ARTICLES},")) {
        return Err(format!("not every article was annotated: {}", said.trim()).into());
    }
    Ok(took)
}

/// The answer is checked before a time is quoted: each article a row, in order, and quotations in them.
fn check(data: &Data, program: &Path, folder: &Path) -> Result<(), Fault> {
    let [pile, rows] = ["checked.jsonl", "rows.jsonl"].map(|name| folder.join(name));
    let News { articles, .. } = news::write(data, &pile, CHECKED)?;
    let mut command = Command::new(program);
    command.args(["annotate", "--format", "jsonl", "-o"]).args([&rows, &pile]).stderr(Stdio::null());
    measured(&mut command)?;
    let mut quotations = 0;
    let mut count = 0;
    for line in BufReader::new(File::open(rows)?).lines() {
        count += 1;
        let row: serde_json::Value = serde_json::from_str(&line?)?;
        if row["article_id"].as_str() != Some(count.to_string().as_str()) {
            return Err(format!("row {count} is of article {}", row["article_id"]).into());
        }
        quotations += row["quotations"].as_array().map_or(0, Vec::len);
    }
    if count != articles || quotations < articles * FEWEST_QUOTATIONS {
        return Err(format!("{count} rows and {quotations} quotations of {articles} articles").into());
    }
    Ok(())
}
