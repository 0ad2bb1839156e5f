//! Publication dates of pages, against those written down by hand (`corpora/dates`).

use crate::Fault;
use crate::data::{Data, project, scratch};
use crate::floors;
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
}

impl Tally {
    fn add(&mut self, truth: &str, found: Option<&str>) {
        let is_right = found.is_some_and(|found| is_right(truth, found));
        self.right += u32::from(is_right);
        self.given += u32::from(found.is_some());
        self.stated += u32::from(truth != NONE);
    }

    fn precision(&self) -> f64 {
        f64::from(self.right) / f64::from(self.given.max(1))
    }

    fn recall(&self) -> f64 {
        f64::from(self.right) / f64::from(self.stated.max(1))
    }
}

const NONE: &str = "none";

/// The share of the given dates that are right, and of the stated ones that are found.
pub(crate) fn score(data: &Data, program: &Path) -> Result<(), Fault> {
    let found = found(data, program)?;
    let list = std::fs::read_to_string(project().join("corpora/dates/zyte.tsv"))?;
    let (mut all, mut by_source) = (Tally::default(), BTreeMap::<&str, Tally>::new());
    let mut halves = [Tally::default(), Tally::default()];
    for (number, line) in list.lines().skip(1).enumerate() {
        let mut cells = line.split('\t');
        let (page, truth) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        let (date, source) =
            found.get(page).map_or((None, "none"), |(date, source)| (Some(date.as_str()), source.as_str()));
        for tally in [&mut all, &mut halves[number % 2], by_source.entry(source).or_default()] {
            tally.add(truth, date);
        }
        if date.is_some_and(|date| !is_right(truth, date)) || (date.is_none() && truth != NONE) {
            println!("  {} truth {truth}, found {} in {source}", &page[..12], date.unwrap_or(NONE));
        }
    }
    for (source, tally) in &by_source {
        println!("  {source:10} {} of {} right", tally.right, tally.given);
    }
    floors::hold(
        "dates",
        &[
            ("precision", all.precision()),
            ("recall", all.recall()),
            ("first half, precision", halves[0].precision()),
            ("first half, recall", halves[0].recall()),
            ("second half, precision", halves[1].precision()),
            ("second half, recall", halves[1].recall()),
        ],
    )
}

/// The day, in the zone of the outlet or in UTC: both are days on which the article came out.
fn is_right(truth: &str, found: &str) -> bool {
    let day = |text: &str| text.get(..10).unwrap_or(text).to_owned();
    let in_utc = truth.parse::<jiff::Timestamp>().map(|moment| day(&moment.to_string()));
    truth != NONE && (day(found) == day(truth) || in_utc.is_ok_and(|utc| utc == day(found)))
}

/// Date and its source of each page, by the page's id.
fn found(data: &Data, program: &Path) -> Result<HashMap<String, (String, String)>, Fault> {
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
        if article["published"].is_string() {
            found.insert(text("source").replace(".html.gz", ""), (text("published"), text("published_source")));
        }
    }
    Ok(found)
}
