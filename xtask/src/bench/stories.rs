//! Finding stories on one core: nine months of headlines, a tenth of them, and sixteen thousand agency articles.

use crate::Fault;
use crate::data::{Data, scratch};
use crate::measure::measured;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

const HEADLINES: &str = "news/rss-headlines-2023/headlines.tsv.zst";
const ARTICLES: &str = "news/reuters21578/articles.jsonl.zst";
/// Rows of the smaller pile, its header included: a tenth of the days and of the articles.
const TENTH: usize = 45_100;
/// Runs; the fastest is quoted, as others use the machine too.
const RUNS: usize = 3;

/// Processor time, memory, and how both grow.
pub(crate) fn figures(data: &Data, program: &Path) -> Result<Vec<(&'static str, f64)>, Fault> {
    let all = data.file(HEADLINES)?;
    let tenth = first_rows(&all)?;
    let (long, megabytes, rows) = run(program, &all)?;
    let (short, _, few) = run(program, &tenth)?;
    let (texts, _, _) = run(program, &data.file(ARTICLES)?)?;
    Ok(vec![
        ("stories, 451 k headlines, one core, s", long),
        ("stories, 451 k headlines, MB", megabytes),
        ("stories, time an article, 451 k against 45 k", (long / rows) / (short / few)),
        ("stories, 16 k agency articles, one core, s", texts),
    ])
}

fn first_rows(all: &Path) -> Result<PathBuf, Fault> {
    let tenth = scratch("bench")?.join("tenth.tsv");
    let mut file = BufWriter::new(File::create(&tenth)?);
    for line in BufReader::new(zstd::Decoder::new(File::open(all)?)?).lines().take(TENTH) {
        writeln!(file, "{}", line?)?;
    }
    file.flush()?;
    Ok(tenth)
}

/// Seconds, megabytes and rows of the fastest run.
fn run(program: &Path, input: &Path) -> Result<(f64, f64, f64), Fault> {
    let folder = scratch("bench")?;
    let (rows, said) = (folder.join("stories.csv"), folder.join("stories.said"));
    let (mut seconds, mut megabytes) = (f64::INFINITY, 0.0_f64);
    for _ in 0..RUNS {
        let mut command = Command::new(program);
        command.args(["stories", "--threads", "1", "-o"]).arg(&rows).arg(input).stderr(File::create(&said)?);
        let took = measured(&mut command)?;
        if !took.status.success() {
            return Err(std::fs::read_to_string(&said)?.into());
        }
        (seconds, megabytes) = (seconds.min(took.cpu_seconds), megabytes.max(took.megabytes));
    }
    let count = std::fs::read_to_string(&rows)?.lines().count() - 1;
    Ok((seconds, megabytes, count as f64))
}
