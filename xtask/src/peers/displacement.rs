//! The usual methods beside the displacement estimator on the same data, scored alike and timed on one core. What is
//! quoted about them is measured here; `docs/displacement-peers.md` is the output.
//!
//! The methods are Python (`bench/peers/displacement/baselines.py`) and run in an environment of their own.

use crate::Fault;
use crate::data::{Data, again_as_released, overshadow, project, scratch, succeed};
use crate::eval::displacement::{Event, events, topics};
use crate::floors;
use crate::python::{environment, scripts};
use crate::scorer;
use jiff::{Timestamp, tz::TimeZone};
use overshadow::agenda::{DisplacementOptions, displacement as estimate};
use overshadow::counts_of_files;
use overshadow::read::{CountsOptions, Input};
use serde_json::Value;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// The group of scripts and its environment.
const PEERS: &str = "displacement";
/// Series on which the slowest methods are scored, and on which the ratio of speeds is taken.
const SCORED_SERIES: &str = "240";
const TIMED_SERIES: &str = "20";
/// Runs of our estimator on each episode; the median of all is quoted.
const RUNS: usize = 9;

/// Runs ours and the others on `s1_mix`, writes the table, and holds our speed against pycausalimpact to its floor.
pub(crate) fn run(data: &Data) -> Result<(), Fault> {
    if cfg!(debug_assertions) {
        return again_as_released();
    }
    let folder = scratch("peers")?;
    let program = overshadow()?;
    let events = events(data, &folder)?;
    let started = Instant::now();
    let table = topics(&events, &program, &folder)?;
    let whole_program = started.elapsed().as_secs_f64();
    let figures = score(data, &table)?;
    let whole_program = whole_program / figures["n"].as_f64().ok_or("the scorer counted no rows")?;
    let title = "**overshadow**".to_owned();
    let ours = Row { title, centred: Some(figures.clone()), figures, seconds: seconds_per_subject(&events)? };
    let python = environment(PEERS)?;
    let jobs = std::thread::available_parallelism()?.to_string();
    let times = baselines(&python, data, &folder.join("all"), &["--sample", SCORED_SERIES, "--jobs", &jobs])?;
    let alone = ["--methods", "causal_impact", "--sample", TIMED_SERIES, "--jobs", "1"];
    let theirs = seconds(&baselines(&python, data, &folder.join("alone"), &alone)?["methods"]["causal_impact"])?;
    let ratio = theirs / ours.seconds;
    let mut rows = vec![ours];
    for (name, method) in times["methods"].as_object().ok_or("the times name no methods")? {
        rows.push(row(data, &folder.join("all"), name, method)?);
    }
    let page = page(&rows, &times, [ratio, whole_program * 1e3]);
    println!("{page}");
    std::fs::write(project().join("docs/displacement-peers.md"), page)?;
    floors::hold("peers", &[("times as fast as pycausalimpact", ratio)])
}

/// A method in the table.
struct Row {
    title: String,
    /// What the scorer says of the method's own test.
    figures: Value,
    /// The same of the test against the typical subject, where the method's own is another.
    centred: Option<Value>,
    /// Of one core, per subject and event, reading not counted.
    seconds: f64,
}

fn row(data: &Data, tables: &Path, name: &str, method: &Value) -> Result<Row, Fault> {
    let figures = score(data, &tables.join(format!("{name}.csv")))?;
    let centred = match method["compares"] == true {
        true => None,
        false => Some(score(data, &tables.join(format!("{name}.centred.csv")))?),
    };
    Ok(Row { title: title(method), figures, centred, seconds: seconds(method)? })
}

fn score(data: &Data, topics: &Path) -> Result<Value, Fault> {
    let [truth, topics] = [data.file("displacement")?.as_path(), topics].map(|path| path.display().to_string());
    let arguments = [&truth, "s1_mix", "--topics", &topics].map(str::to_owned);
    Ok(scorer::run(data, "displacement_score.py", &arguments)?.figures)
}

/// The time our estimator takes on one thread, counts at hand.
fn seconds_per_subject(events: &[Event]) -> Result<f64, Fault> {
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    let mut seconds = Vec::new();
    for event in events {
        let inputs = [Input::Path(event.counts.clone())];
        let counts = counts_of_files(&inputs, &CountsOptions::default(), Some(&event.shock), &[], &[])?.counts;
        let window_days = event.window.parse()?;
        let on = DisplacementOptions::on(event.date.parse()?);
        let options = DisplacementOptions { window_days, shock_needed: false, ..on };
        for _ in 0..RUNS {
            let started = Instant::now();
            let estimates = one_thread.install(|| estimate(&counts, &options))?;
            seconds.push(started.elapsed().as_secs_f64() / estimates.subjects.len() as f64);
        }
    }
    seconds.sort_by(f64::total_cmp);
    Ok(seconds[seconds.len() / 2])
}

/// Runs the methods, one core each, and gives back what `times.json` says.
fn baselines(python: &Path, data: &Data, out: &Path, options: &[&str]) -> Result<Value, Fault> {
    let [counts, events] = ["counts", "events"].map(|table| data.file(&format!("displacement/s1_mix.{table}.csv.gz")));
    let mut command = Command::new(python);
    command.arg(scripts(PEERS).join("baselines.py")).args([&counts?, &events?, out]).args(options);
    succeed(command.env("OMP_NUM_THREADS", "1"))?;
    Ok(serde_json::from_str(&std::fs::read_to_string(out.join("times.json"))?)?)
}

fn seconds(method: &Value) -> Result<f64, Fault> {
    method["seconds"].as_f64().ok_or_else(|| "a method without a time".into())
}

/// What the method is called, and where it was not run on every series or failed, on how many.
fn title(method: &Value) -> String {
    let mut title = method["title"].as_str().unwrap_or_default().to_owned();
    if method["sampled"] == true {
        title += &format!(" ({} series)", method["tried"]);
    }
    if method["failed"] != 0 {
        title += &format!(" ({} failed)", method["failed"]);
    }
    title
}

/// The page of the documentation, whole.
fn page(rows: &[Row], times: &Value, [ratio, whole_program]: [f64; 2]) -> String {
    let date = TimeZone::UTC.to_datetime(Timestamp::now()).date();
    let table: String = rows.iter().map(line).collect();
    let centred: String = rows.iter().filter_map(centred_line).collect();
    let methods: String = times["methods"].as_object().into_iter().flatten().map(|(_, method)| what(method)).collect();
    let versions: Vec<String> = (times["versions"].as_object().into_iter().flatten())
        .map(|(name, version)| format!("{name} {}", version.as_str().unwrap_or_default()))
        .collect();
    format!(
        "# The usual methods on the same data

{EXPLANATION}

| method | false positives at 5 % | false discoveries at 10 % | coverage of 95 % | power −25 to −40 % / −40 to −90 % | ms |
|---|---|---|---|---|---|
{table}
On {TIMED_SERIES} series one after the other, pycausalimpact with its defaults took {ratio:.0} times as long for each as
overshadow. With starting the program and reading the counts, overshadow takes {whole_program:.1} ms for each.

{CENTRED}

| method, against the typical subject | false positives at 5 % | false discoveries at 10 % | power −25 to −40 % / −40 to −90 % |
|---|---|---|---|
{centred}
## The methods

{methods}
Measured on {date} with {}. Made by `cargo xtask peers displacement`.
",
        versions.join(", ")
    )
}

const EXPLANATION: &str = "\
These are the methods at hand when one asks whether a subject lost coverage after an event, each run as it usually is
(`bench/peers/displacement/baselines.py`), on the 24 simulated episodes of [displacement](displacement.md), 40 subjects each,
with the truth known and the same scorer for all. A method that keeps its word has false positives of .05, false
discoveries of .10 and coverage of .95; power counts only where it does, as one that calls a third of the untouched
subjects displaced finds the displaced ones too. Estimates are compared with the true change against the typical subject,
the median change taken off where a method looks at one subject alone; p-values are the method's own, so those from shares
of all coverage answer to dilution as well. Power is that of subjects with 15 articles a day and more, at one-sided 5 %;
drops beyond 40 % are few. Methods marked with a number of series are too slow for all 960. Times are milliseconds of one
core per subject and event, reading not counted.";

const CENTRED: &str = "\
A method that looks at one subject alone can be lent a step of ours, the test of its change against the typical subject:";

fn line(row: &Row) -> String {
    let milliseconds = row.seconds * 1e3;
    let digits = if milliseconds < 1.0 { 3 } else { usize::from(milliseconds < 10.0) };
    let [errors, coverage, power] = [errors(&row.figures), figure(&row.figures, "coverage"), power(&row.figures)];
    format!("| {} | {errors} | {coverage} | {power} | {milliseconds:.digits$} |\n", row.title)
}

fn centred_line(row: &Row) -> Option<String> {
    let figures = row.centred.as_ref()?;
    Some(format!("| {} | {} | {} |\n", row.title, errors(figures), power(figures)))
}

fn errors(figures: &Value) -> String {
    ["fpr", "fdr"].map(|name| figure(figures, name)).join(" | ")
}

fn power(figures: &Value) -> String {
    ["25-40", "40-90"].map(|drop| figure(figures, &format!("power_drop_{drop}%_ge15perday"))).join(" / ")
}

/// A share as it is printed: `.048`.
fn figure(figures: &Value, name: &str) -> String {
    let share = figures[name].as_f64();
    share.map_or_else(|| "–".to_owned(), |share| format!("{share:.3}").trim_start_matches('0').to_owned())
}

fn what(method: &Value) -> String {
    let [title, what] = ["title", "what"].map(|part| method[part].as_str().unwrap_or_default());
    format!("- *{title}*: {what}\n")
}

#[cfg(test)]
mod tests {
    use super::{Row, line};
    use serde_json::json;

    #[test]
    fn a_figure_that_was_not_scored_is_a_dash() {
        let figures = json!({ "fpr": 0.0482, "fdr": 0.0, "coverage": 1.0, "power_drop_25-40%_ge15perday": null });
        let row = Row { title: "a".to_owned(), figures, centred: None, seconds: 0.0402 };
        assert_eq!(line(&row), "| a | .048 | .000 | 1.000 | – / – | 40 |\n");
    }
}
