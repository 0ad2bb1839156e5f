//! Displacement against planted truth: `overshadow displacement --counts` on the simulated episodes of NSG-1 `s1_mix`,
//! `overshadow shocks` on those of `s2_scan`.

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

/// An event of `s1_mix`, with the count file of its episode.
pub(crate) struct Event {
    episode: String,
    /// The column of the shock.
    pub(crate) shock: String,
    /// First day of the window.
    pub(crate) date: String,
    /// Days in the window.
    pub(crate) window: String,
    /// The count file, without the column of episodes.
    pub(crate) counts: PathBuf,
}

/// Runs every episode, hands the estimates to the scorer with its bars, and holds the figures to our floors.
pub(crate) fn score(data: &Data, program: &Path) -> Result<(), Fault> {
    let folder = scratch("s1_mix")?;
    let events = events(data, &folder)?;
    let topics = topics(&events, program, &folder)?;
    let displaced = displaced(&lines(&data.file("displacement/s1_mix.truth_topics.csv.gz")?)?)?;
    let units = units(&events, &displaced, program, &folder)?;
    let truth = data.file("displacement")?;
    let [truth, topics, units] = [truth, topics, units].map(|path| path.display().to_string());
    let arguments = [&truth, "s1_mix", "--topics", &topics, "--units", &units, "--bars"].map(str::to_owned);
    let score = scorer::run(data, "displacement_score.py", &arguments)?;
    let names = [
        "missing",
        "coverage",
        "fpr",
        "fdr",
        "power_drop_25-40%_ge15perday",
        "power_drop_40-90%_ge15perday",
        "units_missing",
        "outlet_spearman",
        "country_spearman",
        "outlet_coverage",
        "country_coverage",
    ];
    let figures = names.iter().map(|name| Ok((*name, score.figure(&[name])?))).collect::<Result<Vec<_>, Fault>>()?;
    floors::hold("displacement", &figures)?;
    if !score.satisfied {
        return Err(format!("the scorer's bars: {}", score.figures["failed_bars"]).into());
    }
    scan(data, program)
}

/// The scan for shocks on the episodes of `s2_scan`.
fn scan(data: &Data, program: &Path) -> Result<(), Fault> {
    let folder = scratch("s2_scan")?;
    let counts = lines(&data.file("displacement/s2_scan.counts.csv.gz")?)?;
    let mut table = String::from("episode,date,topic,score\n");
    for (episode, file) in split_episodes(&counts, &folder)? {
        let output = Command::new(program).args(["shocks", "--format", "jsonl", "--counts"]).arg(&file).output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
        for line in String::from_utf8(output.stdout)?.lines() {
            let row: serde_json::Value = serde_json::from_str(line)?;
            let word = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
            table += &format!("{episode},{},{},{}\n", word("date"), word("subject"), row["articles_displaced"]);
        }
    }
    let path = folder.join("scan.csv");
    std::fs::write(&path, table)?;
    let [truth, path] = [data.file("displacement")?, path].map(|path| path.display().to_string());
    let arguments = [&truth, "s2_scan", "--scan", &path, "--bars"].map(str::to_owned);
    let score = scorer::run(data, "displacement_score.py", &arguments)?;
    let figures = ["recall_at_5n", "rank_spearman", "ap"]
        .iter()
        .map(|name| Ok((*name, score.figure(&[name])?)))
        .collect::<Result<Vec<_>, Fault>>()?;
    floors::hold("scan", &figures)?;
    if score.satisfied { Ok(()) } else { Err(format!("the scorer's bars: {}", score.figures["failed_bars"]).into()) }
}

/// The events; the count file of each episode is written into `folder`.
pub(crate) fn events(data: &Data, folder: &Path) -> Result<Vec<Event>, Fault> {
    let counts = lines(&data.file("displacement/s1_mix.counts.csv.gz")?)?;
    let episodes = split_episodes(&counts, folder)?;
    let table = lines(&data.file("displacement/s1_mix.events.csv.gz")?)?;
    let event = |line: &String| {
        let [episode, shock, date, window] = cells(line)?.map(str::to_owned);
        let counts = episodes.get(&episode).ok_or("an event of an unknown episode")?.clone();
        Ok(Event { episode, shock, date, window, counts })
    };
    table.iter().skip(1).map(event).collect()
}

/// The table of estimates that the scorer reads, as the program makes them.
pub(crate) fn topics(events: &[Event], program: &Path, folder: &Path) -> Result<PathBuf, Fault> {
    let mut table = String::from("episode,shock,topic,est,lo,hi,p,flag\n");
    for event in events {
        table += &estimates(program, event)?;
    }
    let path = folder.join("topics.csv");
    std::fs::write(&path, table)?;
    Ok(path)
}

fn units(
    events: &[Event],
    displaced: &BTreeMap<String, String>,
    program: &Path,
    folder: &Path,
) -> Result<PathBuf, Fault> {
    let mut table = String::from("episode,shock,unit,est,lo,hi\n");
    for event in events {
        let Some(group) = displaced.get(&format!("{},{}", event.episode, event.shock)) else { continue };
        for by in ["outlet", "country"] {
            table += &inside_units(program, event, [group, by])?;
        }
    }
    let path = folder.join("units.csv");
    std::fs::write(&path, table)?;
    Ok(path)
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

/// The displaced topics of each event, joined by commas, by `episode,shock`.
fn displaced(truth: &[String]) -> Result<BTreeMap<String, String>, Fault> {
    let header: Vec<&str> = truth.first().ok_or("an empty truth file")?.split(',').collect();
    let column = |name: &str| header.iter().position(|found| *found == name).ok_or("the truth lacks a column");
    let [episode, shock, topic, theta] = [column("episode")?, column("shock")?, column("topic")?, column("theta")?];
    let mut displaced: BTreeMap<String, String> = BTreeMap::new();
    for line in &truth[1..] {
        let cells: Vec<&str> = line.split(',').collect();
        if cells[theta].parse::<f64>()? < 0.0 {
            let group = displaced.entry(format!("{},{}", cells[episode], cells[shock])).or_default();
            *group += if group.is_empty() { "" } else { "," };
            *group += cells[topic];
        }
    }
    Ok(displaced)
}

fn inside_units(program: &Path, event: &Event, [group, by]: [&str; 2]) -> Result<String, Fault> {
    let mut rows = String::new();
    for row in displacement(program, event, &["--group", &format!("displaced={group}"), "--by", by])? {
        let columns = ["change_log_share_non_shock", "low", "high"].map(|name| row[name].to_string());
        let unit = row["unit"].as_str().unwrap_or_default();
        rows += &format!("{},{},{unit},{}\n", event.episode, event.shock, columns.join(","));
    }
    Ok(rows)
}

/// The rows of one run.
fn displacement(program: &Path, event: &Event, options: &[&str]) -> Result<Vec<serde_json::Value>, Fault> {
    let Event { shock, date, window, counts, .. } = event;
    let output = Command::new(program)
        .args(["displacement", "--format", "jsonl", "--shock", shock, "--on", date, "--window", window])
        .args(options)
        .arg("--counts")
        .arg(counts)
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let lines = String::from_utf8(output.stdout)?;
    lines.lines().map(|line| serde_json::from_str(line).map_err(Fault::from)).collect()
}

fn estimates(program: &Path, event: &Event) -> Result<String, Fault> {
    let Event { episode, shock, .. } = event;
    let mut rows = String::new();
    for row in displacement(program, event, &[])? {
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
