//! Attention against shares counted independently: thirty days on either side of 7 October 2023, in two lists.

use crate::Fault;
use crate::data::Data;
use crate::floors;
use std::path::Path;
use std::process::Command;

/// Days on either side.
const DAYS: i64 = 30;
/// The independent count looked for parts of words, so that the Bahamas counted for Hamas; so they do here.
const SUBJECTS: [(&str, &str); 2] = [
    ("Ukraine", "ukrain* OR kyiv* OR zelensk*"),
    ("Israel", "israel* OR gaza* OR hamas* OR bahamas OR palestin* OR hezbollah*"),
];

/// A list: its name, its file, what of it is counted, and the shares in per cent of the design's section 8: each
/// subject before and after.
type List = (&'static str, &'static str, Option<&'static str>, [f64; 4]);

const LISTS: [List; 2] = [
    ("rss", "news/rss-headlines-2023/headlines.tsv.zst", Some("lang:en"), [2.73, 1.85, 0.42, 16.71]),
    ("worldnews", "news/worldnews-top25/top25-2022-06_2024-06.tsv.zst", None, [27.66, 12.96, 1.28, 56.05]),
];

/// The largest distance, in points, from the shares counted independently.
pub(crate) fn score(data: &Data, program: &Path) -> Result<(), Fault> {
    let mut figures = Vec::new();
    for (name, file, only, expected) in LISTS {
        let found = shares(program, &data.file(file)?, only)?;
        let distance = found.iter().zip(expected).map(|(found, expected)| (found - expected).abs()).fold(0.0, f64::max);
        println!("{name}: found {found:.2?}, expected {expected:?}");
        figures.push((name, distance));
    }
    floors::hold("attention", &figures)
}

fn shares(program: &Path, file: &Path, only: Option<&str>) -> Result<Vec<f64>, Fault> {
    let mut command = Command::new(program);
    command.args(["attention", "--by", "day", "--format", "jsonl"]).arg(file);
    for (name, query) in SUBJECTS {
        command.args(["--subject", &format!("{name}={query}")]);
    }
    command.args(only.iter().flat_map(|only| ["--only", only]));
    let output = command.output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    // Articles and totals, by subject and side.
    let mut sums = [[(0.0, 0.0); 2]; 2];
    let day_zero = jiff::civil::date(2023, 10, 7);
    for line in String::from_utf8(output.stdout)?.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let day: jiff::civil::Date = row["date"].as_str().unwrap_or_default().parse()?;
        let offset = i64::from(day_zero.until(day)?.get_days());
        // The day itself belongs to neither side.
        if offset == 0 || offset.abs() > DAYS {
            continue;
        }
        let subject = SUBJECTS.iter().position(|(name, _)| row["subject"] == *name).ok_or("an unknown subject")?;
        let sum = &mut sums[subject][usize::from(offset > 0)];
        sum.0 += row["articles"].as_f64().unwrap_or(0.0);
        sum.1 += row["total"].as_f64().unwrap_or(0.0);
    }
    Ok(sums.iter().flatten().map(|(articles, total)| 100.0 * articles / total).collect())
}
