//! How fast and in how much memory pages of a web archive become articles, and whether a run that is killed again and
//! again comes to the same.

use super::archive::{PAGES, archive};
use super::median;
use crate::Fault;
use crate::data::{Data, scratch};
use crate::measure::measured;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Runs of each measurement.
const RUNS: usize = 3;
/// How often the long run is killed.
const KILLS: usize = 10;
/// Files of the long run: about two gigabytes.
const FILES: usize = 3;

/// Pages a second on all cores, and memory, of `overshadow clean`.
pub(crate) fn figures(data: &Data, program: &Path) -> Result<Vec<(&'static str, f64)>, Fault> {
    let archive = archive(data)?;
    let output = scratch("bench")?.join("articles.jsonl");
    let (mut seconds, mut cpu, mut megabytes) = (Vec::new(), Vec::new(), 0.0_f64);
    for _ in 0..RUNS {
        let mut command = Command::new(program);
        command.args(["clean", "-o"]).args([&output, &archive]);
        let took = measured(command.stderr(Stdio::null()))?;
        let articles = lines(&output)?;
        // A few of the pages hold no article.
        if !took.status.success() || articles < PAGES * 95 / 100 {
            return Err(format!("{articles} articles of {PAGES} pages; clean ended with {}", took.status).into());
        }
        seconds.push(took.seconds);
        cpu.push(took.cpu_seconds);
        megabytes = megabytes.max(took.megabytes);
    }
    let packed = std::fs::metadata(&archive)?.len() as f64 / 1e6;
    let (seconds, cpu) = (median(seconds), median(cpu));
    println!(
        "  {packed:.0} MB, {:.1} MB a second, {:.0} pages a processor second",
        packed / seconds,
        PAGES as f64 / cpu
    );
    Ok(vec![("clean, pages a second", PAGES as f64 / seconds), ("clean, MB", megabytes)])
}

/// Kills a run over two gigabytes ten times and compares what it comes to with a run that was left alone.
pub(crate) fn resume(data: &Data, program: &Path) -> Result<(), Fault> {
    let pile = pile(data)?;
    let folder = scratch("bench")?;
    let (whole, parts) = (folder.join("whole.jsonl"), folder.join("parts.jsonl"));
    let started = Instant::now();
    if !start(program, &pile, &whole, false)?.wait()?.success() {
        return Err("the run that was left alone failed".into());
    }
    let alone = started.elapsed();
    println!("a run that was left alone took {:.0} s", alone.as_secs_f64());
    let mut random = fastrand::Rng::new();
    let mut kills = 0;
    let mut killed_after = Vec::new();
    while kills < KILLS {
        let mut run = start(program, &pile, &parts, true)?;
        let wait = alone.mul_f64(random.f64() * 1.6 / KILLS as f64) + Duration::from_millis(random.u64(50..1500));
        std::thread::sleep(wait);
        if run.try_wait()?.is_some() {
            break;
        }
        run.kill()?;
        run.wait()?;
        kills += 1;
        killed_after.push(format!("{:.1}", wait.as_secs_f64()));
    }
    if kills == KILLS && !start(program, &pile, &parts, true)?.wait()?.success() {
        return Err("the last run failed".into());
    }
    println!("killed {kills} times, after {} s; begun again each time", killed_after.join(", "));
    let (left, right) = (digest(&whole)?, digest(&parts)?);
    println!("left alone {left}\nkilled     {right}");
    if left != right {
        return Err("the results differ".into());
    }
    if kills < KILLS {
        return Err(format!("the run ended after {kills} kills; run this again").into());
    }
    Ok(())
}

/// A folder with the archive in it several times.
fn pile(data: &Data) -> Result<PathBuf, Fault> {
    let archive = archive(data)?;
    let folder = scratch("bench")?.join("pile");
    std::fs::create_dir_all(&folder)?;
    for number in 0..FILES {
        let path = folder.join(format!("{number}.warc.gz"));
        if !path.exists() {
            std::fs::hard_link(&archive, &path)?;
        }
    }
    Ok(folder)
}

fn start(program: &Path, pile: &Path, output: &Path, resume: bool) -> Result<Child, Fault> {
    let mut command = Command::new(program);
    command.args(["clean", "-o"]).args([output, pile]).stderr(Stdio::null());
    if resume {
        command.arg("--resume");
    }
    Ok(command.spawn()?)
}

fn lines(path: &Path) -> Result<usize, Fault> {
    let bytes = std::fs::read(path)?;
    Ok(bytes.iter().filter(|byte| **byte == b'\n').count())
}

fn digest(path: &Path) -> Result<String, Fault> {
    let mut hasher = Sha256::new();
    std::io::copy(&mut File::open(path)?, &mut hasher)?;
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
