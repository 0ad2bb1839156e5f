//! Displacement against planted truth: `overshadow displacement --counts` on the simulated episodes of NSG-1 `s1_mix`.

use crate::Fault;
use crate::data::{Data, scratch};
use crate::floors;
use crate::scorer;
use flate2::read::MultiGzDecoder;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs every episode, hands the estimates to the scorer with its bars, and holds the figures to our floors.
pub(crate) fn score(data: &Data, program: &Path) -> Result<(), Fault> {
    let folder = scratch("s1_mix")?;
    let counts = lines(&data.file("displacement/s1_mix.counts.csv.gz")?)?;
    let episodes = split_episodes(&counts, &folder)?;
    let mut table = String::from("episode,shock,topic,est,lo,hi,p,flag\n");
    for event in lines(&data.file("displacement/s1_mix.events.csv.gz")?)?.iter().skip(1) {
        let [episode, shock, date, window] = cells(event)?;
        let file = episodes.get(episode).ok_or("an event of an unknown episode")?;
        table += &estimates(program, file, [episode, shock, date, window])?;
    }
    let topics = folder.join("topics.csv");
    std::fs::write(&topics, table)?;
    let truth = data.file("displacement")?;
    let arguments = [&truth.display().to_string(), "s1_mix", "--topics", &topics.display().to_string(), "--bars"];
    let score = scorer::run(data, "displacement_score.py", &arguments.map(str::to_owned))?;
    let names = ["missing", "coverage", "fpr", "fdr", "power_drop_25-40%_ge15perday", "power_drop_40-90%_ge15perday"];
    let figures = names.iter().map(|name| Ok((*name, score.figure(&[name])?))).collect::<Result<Vec<_>, Fault>>()?;
    floors::hold("displacement", &figures)?;
    if score.satisfied { Ok(()) } else { Err(format!("the scorer's bars: {}", score.figures["failed_bars"]).into()) }
}

fn lines(path: &Path) -> Result<Vec<String>, Fault> {
    let mut text = String::new();
    MultiGzDecoder::new(File::open(path)?).read_to_string(&mut text)?;
    Ok(text.lines().map(str::to_owned).collect())
}

/// One count file an episode, without the episode's column.
fn split_episodes(lines: &[String], folder: &Path) -> Result<BTreeMap<String, PathBuf>, Fault> {
    let mut tables: BTreeMap<String, String> = BTreeMap::new();
    let header = lines.first().and_then(|line| line.split_once(',')).ok_or("an empty count file")?.1;
    for line in &lines[1..] {
        let (episode, rest) = line.split_once(',').ok_or("a line without an episode")?;
        let table = tables.entry(episode.to_owned()).or_insert_with(|| format!("{header}\n"));
        table.push_str(rest);
        table.push('\n');
    }
    let mut files = BTreeMap::new();
    for (episode, table) in tables {
        let path = folder.join(format!("{episode}.csv"));
        std::fs::write(&path, table)?;
        files.insert(episode, path);
    }
    Ok(files)
}

fn estimates(program: &Path, counts: &Path, [episode, shock, date, window]: [&str; 4]) -> Result<String, Fault> {
    let output = Command::new(program)
        .args(["displacement", "--format", "jsonl", "--shock", shock, "--on", date, "--window", window, "--counts"])
        .arg(counts)
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let mut rows = String::new();
    for line in String::from_utf8(output.stdout)?.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let topic = row["subject"].as_str().unwrap_or_default();
        let flag = u8::from(row["q_lost"].as_f64().is_some_and(|q| q <= 0.10));
        let columns = ["change_log_odds", "low", "high", "p_lost"].map(|name| row[name].to_string());
        rows += &format!("{episode},{shock},{topic},{},{flag}\n", columns.join(","));
    }
    Ok(rows)
}

fn cells<const N: usize>(line: &str) -> Result<[&str; N], Fault> {
    let cells: Vec<&str> = line.split(',').collect();
    cells.try_into().map_err(|_| format!("not {N} cells: {line}").into())
}
