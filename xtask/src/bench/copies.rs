//! Finding near copies on one core: a year of headlines and sixteen thousand agency articles at once.

use crate::Fault;
use crate::data::{Data, scratch};
use crate::measure::measured;
use std::fs::File;
use std::path::Path;
use std::process::Command;

const HEADLINES: &str = "news/rss-headlines-2023/headlines.tsv.zst";
const ARTICLES: &str = "news/reuters21578/articles.jsonl.zst";
/// Articles in both files.
const READ: &str = "read 466996, ";
/// Runs; the slowest is quoted.
const RUNS: usize = 3;
/// Articles that must at least stand in a group: the agency's own copies and the headlines written twice.
const FEWEST_COPIED: usize = 5_000;

/// Processor time and memory.
pub(crate) fn figures(data: &Data, program: &Path) -> Result<Vec<(&'static str, f64)>, Fault> {
    let inputs = [data.file(HEADLINES)?, data.file(ARTICLES)?];
    let folder = scratch("bench")?;
    let (rows, said) = (folder.join("copies.jsonl"), folder.join("copies.said"));
    let (mut seconds, mut megabytes) = (0.0_f64, 0.0_f64);
    for _ in 0..RUNS {
        let mut command = Command::new(program);
        command.args(["copies", "--threads", "1", "-o"]).arg(&rows).args(&inputs).stderr(File::create(&said)?);
        let took = measured(&mut command)?;
        let said = std::fs::read_to_string(&said)?;
        let copied = std::fs::read_to_string(&rows)?.lines().count();
        if !took.status.success() || !said.contains(READ) || copied < FEWEST_COPIED {
            return Err(format!("{copied} copies: {}", said.trim()).into());
        }
        (seconds, megabytes) = (seconds.max(took.cpu_seconds), megabytes.max(took.megabytes));
    }
    Ok(vec![("copies, 467 k articles, one core, s", seconds), ("copies, 467 k articles, MB", megabytes)])
}
