//! Our reader of web archives beside FastWARC: every record of the same file, reading alone, on one core.

use crate::Fault;
use crate::bench::archive::archive;
use crate::data::{Data, again_as_released};
use crate::floors;
use crate::measure::processor_seconds;
use crate::python::{environment, scripts};
use overshadow::read::Limits;
use overshadow::read::warc::Records;
use serde_json::Value;
use std::fs::File;
use std::path::Path;
use std::process::Command;

const PEERS: &str = "archives";
/// Runs of each; they take turns, so that a busy machine favours nobody.
const RUNS: usize = 5;

/// Measures both and holds the ratio to its floor.
pub(crate) fn run(data: &Data) -> Result<(), Fault> {
    if cfg!(debug_assertions) {
        return again_as_released();
    }
    let path = archive(data)?;
    let megabytes = std::fs::metadata(&path)?.len() as f64 / 1e6;
    let python = environment(PEERS)?;
    let (mut ours, mut passing, mut taking) = (f64::MAX, f64::MAX, f64::MAX);
    let mut version = String::new();
    for _ in 0..RUNS {
        let (records, bytes, seconds) = read(&path)?;
        ours = ours.min(seconds);
        for (content, best) in [(false, &mut passing), (true, &mut taking)] {
            let theirs = theirs(&python, &path, content)?;
            if (theirs["records"].as_u64(), theirs["bytes"].as_u64()) != (Some(records), Some(bytes)) {
                return Err(format!("we read {records} records of {bytes} bytes, they {theirs}").into());
            }
            *best = best.min(theirs["seconds"].as_f64().ok_or("no time was told")?);
            version = theirs["version"].as_str().unwrap_or_default().to_owned();
        }
    }
    println!("{megabytes:.0} MB of compressed input, the best of {RUNS} runs, MB a second and core");
    println!("  overshadow, each record's content at hand   {:6.0}", megabytes / ours);
    println!("  fastwarc {version}, records passed over     {:6.0}", megabytes / passing);
    println!("  fastwarc {version}, content taken out       {:6.0}", megabytes / taking);
    floors::hold("archives", &[("reader, of fastwarc's speed", passing.min(taking) / ours)])
}

/// Records, bytes of their content, and processor seconds.
fn read(path: &Path) -> Result<(u64, u64, f64), Fault> {
    let before = processor_seconds()?;
    let mut records = Records::new(File::open(path)?, true, 0, Limits::default());
    let (mut count, mut bytes) = (0, 0);
    while let Some(record) = records.next() {
        bytes += record.map_err(|fault| fault.detail)?.content.len() as u64;
        count += 1;
    }
    Ok((count, bytes, processor_seconds()? - before))
}

fn theirs(python: &Path, path: &Path, content: bool) -> Result<Value, Fault> {
    let mut command = Command::new(python);
    command.arg(scripts(PEERS).join("read_warc.py")).arg(path).args(content.then_some("--content"));
    let output = command.output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}
