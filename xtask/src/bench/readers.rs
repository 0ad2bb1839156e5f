//! Readers of the reading room while a writer adds for five minutes: no answer fails, none goes back in time, and in
//! the end everybody sees everything.

use super::room::Serving;
use crate::Fault;
use crate::data::{Data, scratch};
use serde_json::Value;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

const HEADLINES: &str = "news/rss-headlines-2023/headlines.tsv.zst";
/// How long the writer adds, and headlines of a run.
const WRITING: Duration = Duration::from_secs(300);
const HEADLINES_A_RUN: usize = 200;
const READERS: usize = 4;
/// How soon the room shows what was added last.
const SOON: Duration = Duration::from_secs(10);

/// Answers given, answers that failed or went back, and whether all was shown in the end.
pub(crate) fn figures(data: &Data, program: &Path) -> Result<Vec<(&'static str, f64)>, Fault> {
    let folder = scratch("bench")?.join("archive-grows");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let file = File::open(data.file(HEADLINES)?)?;
    let mut lines = BufReader::new(zstd::stream::read::Decoder::new(file)?).lines();
    let head = lines.next().ok_or("no headlines")??;
    let part = scratch("bench")?.join("part.tsv");
    let mut add = || -> Result<(), Fault> {
        let mut out = File::create(&part)?;
        writeln!(out, "{head}")?;
        for line in lines.by_ref().take(HEADLINES_A_RUN) {
            writeln!(out, "{}", line?)?;
        }
        let mut command = Command::new(program);
        command.arg("add").arg(&part).arg("--archive").arg(&folder).stdout(Stdio::null()).stderr(Stdio::null());
        if command.status()?.success() { Ok(()) } else { Err("adding failed".into()) }
    };
    add()?;
    let serving = Serving::begin(program, &folder)?;
    let (stop, answers, wrong) = (AtomicBool::new(false), AtomicU64::new(0), AtomicU64::new(0));
    let address = serving.address();
    let runs = std::thread::scope(|scope| -> Result<u64, Fault> {
        for _ in 0..READERS {
            scope.spawn(|| read_on(address, &stop, (&answers, &wrong)));
        }
        let begun = Instant::now();
        let mut runs = 0;
        let mut added = Ok(());
        while begun.elapsed() < WRITING && added.is_ok() {
            added = add();
            runs += 1;
        }
        stop.store(true, Ordering::Relaxed);
        added.map(|()| runs)
    })?;
    println!("  {runs} runs added, {} answers", answers.load(Ordering::Relaxed));
    let held = held(program, &folder)?;
    let begun = Instant::now();
    while articles(address).ok() != Some(held) && begun.elapsed() < SOON {
        std::thread::sleep(Duration::from_millis(100));
    }
    let stale = u8::from(articles(address)? != held);
    Ok(vec![
        ("readers, five minutes of writing: answers that failed or went back", wrong.into_inner() as f64),
        ("readers, articles never shown (1) or all shown (0)", f64::from(stale)),
    ])
}

/// Asks again and again; what was shown once has to stay.
fn read_on(address: SocketAddr, stop: &AtomicBool, (answers, wrong): (&AtomicU64, &AtomicU64)) {
    let mut most = 0;
    while !stop.load(Ordering::Relaxed) {
        match articles(address) {
            Ok(shown) if shown >= most => most = shown,
            _ => {
                wrong.fetch_add(1, Ordering::Relaxed);
            }
        }
        answers.fetch_add(1, Ordering::Relaxed);
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The articles that the room shows, by two questions that have to agree or to lie on both sides of a refreshing.
fn articles(address: SocketAddr) -> Result<u64, Fault> {
    let shown = get(address, "/api/overview")?["articles"].as_u64().ok_or("no number of articles")?;
    let found = get(address, "/api/search?q=NOT+title:nosuchword&first=5")?["matching"].as_u64().ok_or("no number")?;
    if found < shown { Err("a search shows less than was shown before".into()) } else { Ok(shown) }
}

fn get(address: SocketAddr, path: &str) -> Result<Value, Fault> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let text = String::from_utf8(answer)?;
    let (head, body) = text.split_once("\r\n\r\n").ok_or("no answer")?;
    if !head.starts_with("HTTP/1.1 200") {
        return Err(head.to_owned().into());
    }
    Ok(serde_json::from_str(body)?)
}

fn held(program: &Path, folder: &Path) -> Result<u64, Fault> {
    let said = Command::new(program).args(["archive", "info", "--format", "jsonl"]).arg(folder).output()?;
    let info: Value = serde_json::from_slice(&said.stdout)?;
    info["articles"].as_u64().ok_or_else(|| "the archive does not say what it holds".into())
}
