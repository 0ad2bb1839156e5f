//! Watching feeds of servers of our own: how long, and what a run killed at any moment leaves.
//!
//! The servers answer 304 as soon as they are asked with the tag they gave, so that a run that had written down the tag
//! and not the articles would never see them again.

use crate::Fault;
use crate::data::scratch;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const SERVERS: usize = 12;
const FEEDS_A_SERVER: usize = 2;
const ITEMS_A_FEED: usize = 20;
/// Every so-many-th page is missing, so that its item is stored.
const MISSING: usize = 5;
/// Runs that are killed.
const KILLS: usize = 200;

/// Seconds of a round with pages, and what 200 killed runs left.
pub(crate) fn figures(program: &Path) -> Result<Vec<(&'static str, f64)>, Fault> {
    let ports = (0..SERVERS).map(|_| serve()).collect::<Result<Vec<u16>, Fault>>()?;
    let feeds =
        |port: &u16| (0..FEEDS_A_SERVER).map(|feed| format!("http://127.0.0.1:{port}/feed/{feed}")).collect::<Vec<_>>();
    let list = scratch("bench")?.join("feeds.txt");
    std::fs::write(&list, ports.iter().flat_map(feeds).collect::<Vec<String>>().join("\n"))?;
    let folder = fresh()?;
    let begun = Instant::now();
    watch(program, &list, &folder)?.status()?;
    let seconds = begun.elapsed().as_secs_f64();
    if let Some(wrong) = wrong(program, &folder, &ports)? {
        return Err(format!("a run that nobody killed: {wrong}").into());
    }
    let wrong = killed(program, &list, seconds, &ports)?;
    Ok(vec![
        ("watch, 24 feeds, 480 items with pages, s", seconds),
        ("watch, killed 200 times: archives that lost or doubled something", wrong),
    ])
}

/// Kills runs at random moments, looks at what they leave, lets one in each archive come to its end; how many archives
/// had a fault on the way or not all articles, once each, at the end.
fn killed(program: &Path, list: &Path, seconds: f64, ports: &[u16]) -> Result<f64, Fault> {
    let mut random = fastrand::Rng::with_seed(7);
    let (mut kills, mut archives, mut faulty) = (0, 0, 0);
    while kills < KILLS {
        let folder = fresh()?;
        let (mut before, mut is_faulty) = (0, false);
        loop {
            let mut run = watch(program, list, &folder)?.spawn()?;
            std::thread::sleep(Duration::from_secs_f64(random.f64() * seconds));
            let has_ended = run.try_wait()?.is_some();
            run.kill()?;
            run.wait()?;
            let now = articles(program, &folder)?.len();
            is_faulty |= now < before || !is_whole(program, &folder)?;
            before = now;
            if has_ended {
                break;
            }
            kills += 1;
        }
        if let Some(wrong) = wrong(program, &folder, ports)? {
            println!("  {wrong}");
            is_faulty = true;
        }
        archives += 1;
        faulty += usize::from(is_faulty);
    }
    println!("  killed {kills} runs over {archives} archives");
    Ok(faulty as f64)
}

fn fresh() -> Result<PathBuf, Fault> {
    let folder = scratch("bench")?.join("watched");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    Ok(folder)
}

fn watch(program: &Path, list: &Path, folder: &Path) -> Result<Command, Fault> {
    let mut command = Command::new(program);
    command.arg("watch").arg(list).arg("--archive").arg(folder);
    command.args(["--once", "--pages", "--every", "0s", "--delay", "0s", "--allow-private"]);
    command.stdout(Stdio::null()).stderr(std::fs::File::create(scratch("bench")?.join("watch.said"))?);
    Ok(command)
}

/// The articles of an archive; none where nothing was committed yet.
fn articles(program: &Path, folder: &Path) -> Result<Vec<Value>, Fault> {
    let said = Command::new(program).args(["clean", "--format", "jsonl", "--archive"]).arg(folder).output()?;
    let lines = std::str::from_utf8(&said.stdout)?.lines();
    Ok(lines.map(serde_json::from_str).collect::<Result<_, _>>()?)
}

/// True when a check finds nothing, or there is nothing yet.
fn is_whole(program: &Path, folder: &Path) -> Result<bool, Fault> {
    let said = Command::new(program).args(["archive", "check"]).arg(folder).output()?;
    Ok(said.status.success() || String::from_utf8_lossy(&said.stderr).contains("archive-missing"))
}

/// What is wrong with the articles of a whole round, if anything: each stands once, as its page or as its item.
fn wrong(program: &Path, folder: &Path, ports: &[u16]) -> Result<Option<String>, Fault> {
    let mut expected = BTreeMap::new();
    for port in ports {
        for number in 0..FEEDS_A_SERVER * ITEMS_A_FEED {
            expected.insert(format!("http://127.0.0.1:{port}/page/{number}"), number);
        }
    }
    for article in articles(program, folder)? {
        let (url, text) = (article["url"].as_str().unwrap_or_default(), article["text"].as_str().unwrap_or_default());
        let Some(number) = expected.remove(url) else {
            return Ok(Some(format!("{url} stands twice, or was not there")));
        };
        let is_page = text.contains("nobody sailed before the evening");
        if is_page == is_missing(number) || !text.contains(&format!("number {number}.")) {
            return Ok(Some(format!("{url} is not what it was: {text}")));
        }
    }
    Ok(expected.keys().next().map(|url| format!("{} articles are lost, {url} among them", expected.len())))
}

fn is_missing(number: usize) -> bool {
    number.is_multiple_of(MISSING)
}

/// Serves feeds and pages until the benchmark ends.
fn serve() -> Result<u16, Fault> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let port = listener.local_addr()?.port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // Whoever was killed has hung up.
            let _: std::io::Result<()> = answer(stream, port);
        }
    });
    Ok(port)
}

fn answer(mut stream: TcpStream, port: u16) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    let path = first.split(' ').nth(1).unwrap_or_default();
    let has_tag = lines.map_while(Result::ok).take_while(|line| !line.is_empty()).any(|line| line.ends_with("\"one\""));
    let number = path.rsplit('/').next().and_then(|number| number.parse().ok()).unwrap_or_default();
    let (status, body) = match path {
        _ if path.starts_with("/feed/") && has_tag => ("304 Not Modified", String::new()),
        _ if path.starts_with("/feed/") => ("200 OK", feed(port, number)),
        _ if path.starts_with("/page/") && !is_missing(number) => ("200 OK", page(number)),
        _ => ("404 Not Found", String::new()),
    };
    let head = "Content-Type: text/html; charset=utf-8\r\nETag: \"one\"\r\nConnection: close";
    write!(stream, "HTTP/1.1 {status}\r\n{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

fn feed(port: u16, feed: usize) -> String {
    let item = |number: usize| {
        format!(
            "<item><title>Ferry {number}</title><link>http://127.0.0.1:{port}/page/{number}</link>\
             <description>The ferries stay, number {number}.</description></item>"
        )
    };
    let items: String = (feed * ITEMS_A_FEED..(feed + 1) * ITEMS_A_FEED).map(item).collect();
    format!("<rss><channel><title>Post</title>{items}</channel></rss>")
}

fn page(number: usize) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>Ferry {number}</title></head><body><article><h1>Ferry {number}</h1><p>The \
         ferries stay in the harbour, the port said on Monday, of the boat of number {number}. It rained on, and nobody sailed \
         before the evening of the third day, when the wind turned.</p></article></body></html>"
    )
}
