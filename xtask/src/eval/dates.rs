//! Publication dates of pages, against those written down by hand (`corpora/dates`).
//!
//! What counts is the day: in the outlet's zone or in UTC, both being days on which the article came out. A month alone
//! is no day. The later rules were made looking at the pages on even lines of the list, so those on odd lines are reported
//! apart; the first rules had seen the misses of both, and so has whoever reads what this prints: all of it is a
//! development set.

use crate::Fault;
use crate::data::{Data, project, scratch};
use crate::floors;
use jiff::Timestamp;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::process::Command;

/// What became of the dates of some pages.
#[derive(Default)]
struct Tally {
    right: u32,
    given: u32,
    /// Pages that state a date.
    stated: u32,
    /// Right days with a time where the page states one too, and those whose time is right to the minute.
    timed: u32,
    same_minute: u32,
}

/// What the program says of a page.
struct Found {
    date: String,
    source: String,
}

impl Tally {
    fn add(&mut self, truth: &str, found: Option<&Found>) {
        let date = found.map(|found| found.date.as_str());
        let is_right = date.is_some_and(|date| is_right(truth, date));
        self.right += u32::from(is_right);
        self.given += u32::from(found.is_some());
        self.stated += u32::from(truth != NONE);
        if let Some(apart) = date.filter(|_| is_right).and_then(|date| seconds_apart(truth, date)) {
            self.timed += 1;
            self.same_minute += u32::from(apart < 60);
        }
    }

    fn precision(&self) -> f64 {
        f64::from(self.right) / f64::from(self.given.max(1))
    }

    fn recall(&self) -> f64 {
        f64::from(self.right) / f64::from(self.stated.max(1))
    }

    fn minutes(&self) -> f64 {
        f64::from(self.same_minute) / f64::from(self.timed.max(1))
    }
}

const NONE: &str = "none";

/// The share of the given dates that are right, and of the stated ones that are found.
pub(crate) fn score(data: &Data, program: &Path) -> Result<(), Fault> {
    let found = found(data, program)?;
    let list = std::fs::read_to_string(project().join("corpora/dates/zyte.tsv"))?;
    let (mut all, mut by_source) = (Tally::default(), BTreeMap::<&str, Tally>::new());
    let mut halves = [Tally::default(), Tally::default()];
    // The first line is the header, so that the first page stands on an even line.
    for (at, line) in list.lines().skip(1).enumerate() {
        let mut cells = line.split('\t');
        let (page, truth) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        let said = found.get(page);
        let source = said.map_or("none", |said| said.source.as_str());
        for tally in [&mut all, &mut halves[at % 2], by_source.entry(source).or_default()] {
            tally.add(truth, said);
        }
        let date = said.map_or(NONE, |said| said.date.as_str());
        if date != NONE && !is_right(truth, date) || date == NONE && truth != NONE {
            println!("  {} truth {truth}, found {date} in {source}", page.get(..12).unwrap_or(page));
        }
    }
    println!("  {:10} {:>5} {:>5} {:>12}", "source", "given", "right", "same minute");
    for (source, tally) in by_source.iter().filter(|(_, tally)| tally.given > 0) {
        let minutes = format!("{} of {}", tally.same_minute, tally.timed);
        println!("  {source:10} {:>5} {:>5} {minutes:>12}", tally.given, tally.right);
    }
    let [even, odd] = &halves;
    floors::hold(
        "dates",
        &[
            ("precision", all.precision()),
            ("recall", all.recall()),
            ("even lines, precision", even.precision()),
            ("even lines, recall", even.recall()),
            ("odd lines, precision", odd.precision()),
            ("odd lines, recall", odd.recall()),
            ("times right to the minute", all.minutes()),
        ],
    )
}

/// The day, in the zone of the outlet or in UTC.
fn is_right(truth: &str, found: &str) -> bool {
    let day = |text: &str| text.get(..10).unwrap_or(text).to_owned();
    let in_utc = truth.parse::<Timestamp>().map(|moment| day(&moment.to_string()));
    truth != NONE && (day(found) == day(truth) || in_utc.is_ok_and(|utc| utc == day(found)))
}

/// How far two moments lie apart; `None` where one of them is a day only.
fn seconds_apart(truth: &str, found: &str) -> Option<i64> {
    let (truth, found) = (truth.parse::<Timestamp>().ok()?, found.parse::<Timestamp>().ok()?);
    Some((truth.as_second() - found.as_second()).abs())
}

/// What the program says of each page that it gives a day, by the page's id.
fn found(data: &Data, program: &Path) -> Result<HashMap<String, Found>, Fault> {
    let out = scratch("eval")?.join("dates.jsonl");
    let pages = data.file("extraction/zyte/html")?;
    let output = Command::new(program).args(["clean", "--max-skipped", "1", "-o"]).args([&out, &pages]).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let mut found = HashMap::new();
    for line in std::fs::read_to_string(out)?.lines() {
        let article: Value = serde_json::from_str(line)?;
        let text = |name: &str| article[name].as_str().unwrap_or_default().to_owned();
        if article["published"].is_string() && article["published_precision"] != "month" {
            let said = Found { date: text("published"), source: text("published_source") };
            found.insert(text("source").replace(".html.gz", ""), said);
        }
    }
    Ok(found)
}
