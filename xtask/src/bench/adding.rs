//! Adding to an archive on all cores: how long, how large, and what a run killed at any moment leaves.

use crate::Fault;
use crate::data::{Data, scratch};
use crate::measure::measured;
use serde_json::Value;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

const HEADLINES: &str = "news/rss-headlines-2023/headlines.tsv.zst";
const ARTICLES: &str = "news/reuters21578/articles.jsonl.zst";
/// Articles of a run that is killed.
const KILLED_ARTICLES: usize = 6000;
/// Runs that are killed.
const KILLS: usize = 200;

/// Seconds, memory and bytes on the disk, for headlines and for whole texts; and what 200 killed runs left.
pub(crate) fn figures(data: &Data, program: &Path) -> Result<Vec<(&'static str, f64)>, Fault> {
    let (headlines, articles) = (data.file(HEADLINES)?, data.file(ARTICLES)?);
    let (seconds, megabytes, folder, info) = added(program, &headlines)?;
    let per_headline = folder_bytes(&folder)? / number(&info, "articles")?;
    let (texts, _, folder, info) = added(program, &articles)?;
    let per_byte = folder_bytes(&folder)? / number(&info, "text_bytes")?;
    let few = first_lines(&articles)?;
    let (seconds_of_few, _, _, info) = added(program, &few)?;
    let wrong = killed(program, &few, seconds_of_few, number(&info, "articles")?)?;
    Ok(vec![
        ("add, 451 k headlines, s", seconds),
        ("add, 451 k headlines, MB", megabytes),
        ("archive, bytes a headline with its address", per_headline),
        ("add, 16 k agency articles, s", texts),
        ("archive, bytes on the disk per byte of text", per_byte),
        ("add, killed 200 times: archives that lost or doubled something", wrong),
    ])
}

/// Adds to a new archive: seconds on the clock, memory, its folder, and what it says it holds.
fn added(program: &Path, input: &Path) -> Result<(f64, f64, PathBuf, Value), Fault> {
    let folder = fresh()?;
    let took = measured(&mut add(program, input, &folder)?)?;
    if !took.status.success() {
        return Err("adding failed".into());
    }
    let info = info(program, &folder)?.ok_or("the archive is empty")?;
    Ok((took.seconds, took.megabytes, folder, info))
}

/// The first articles of a file, so that a run is short and many can be killed.
fn first_lines(articles: &Path) -> Result<PathBuf, Fault> {
    let path = scratch("bench")?.join("few.jsonl");
    let lines = BufReader::new(zstd::stream::read::Decoder::new(File::open(articles)?)?).lines();
    let few: Vec<String> = lines.take(KILLED_ARTICLES).collect::<Result<_, _>>()?;
    std::fs::write(&path, few.join("\n"))?;
    Ok(path)
}

/// Kills runs at random moments, looks at what they leave, lets one in each archive come to its end; how many archives
/// had a fault on the way or not all articles at the end.
fn killed(program: &Path, input: &Path, seconds: f64, articles: f64) -> Result<f64, Fault> {
    let mut random = fastrand::Rng::with_seed(7);
    let (mut kills, mut wrong) = (0, 0);
    while kills < KILLS {
        let folder = fresh()?;
        let (mut before, mut is_wrong) = (0.0, false);
        loop {
            let mut run = add(program, input, &folder)?.spawn()?;
            std::thread::sleep(Duration::from_secs_f64(random.f64() * 1.2 * seconds));
            let has_ended = run.try_wait()?.is_some();
            run.kill()?;
            run.wait()?;
            let now = info(program, &folder)?.map_or(Ok(0.0), |info| number(&info, "articles"))?;
            is_wrong |= now < before || !is_whole(program, &folder)?;
            before = now;
            if has_ended {
                is_wrong |= now != articles;
                break;
            }
            kills += 1;
        }
        wrong += usize::from(is_wrong);
    }
    println!("  killed {kills} runs");
    Ok(wrong as f64)
}

/// Bytes of all files of an archive.
pub(crate) fn folder_bytes(folder: &Path) -> Result<f64, Fault> {
    let mut bytes = 0.0;
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        bytes += if path.is_dir() { folder_bytes(&path)? } else { path.metadata()?.len() as f64 };
    }
    Ok(bytes)
}

fn fresh() -> Result<PathBuf, Fault> {
    let folder = scratch("bench")?.join("archive");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    Ok(folder)
}

fn add(program: &Path, input: &Path, folder: &Path) -> Result<Command, Fault> {
    let mut command = Command::new(program);
    let said = File::create(scratch("bench")?.join("add.said"))?;
    command.arg("add").arg(input).arg("--archive").arg(folder).stdout(Stdio::null()).stderr(said);
    Ok(command)
}

/// What an archive says it holds; `None` where nothing was committed yet.
fn info(program: &Path, folder: &Path) -> Result<Option<Value>, Fault> {
    let said = Command::new(program).args(["archive", "info", "--format", "jsonl"]).arg(folder).output()?;
    Ok(if said.stdout.is_empty() { None } else { Some(serde_json::from_slice(&said.stdout)?) })
}

/// True when a check finds nothing, or there is nothing yet.
fn is_whole(program: &Path, folder: &Path) -> Result<bool, Fault> {
    let said = Command::new(program).args(["archive", "check"]).arg(folder).output()?;
    Ok(said.status.success() || String::from_utf8_lossy(&said.stderr).contains("archive-missing"))
}

fn number(info: &Value, field: &str) -> Result<f64, Fault> {
    info[field].as_f64().ok_or_else(|| format!("the archive does not say its {field}").into())
}
