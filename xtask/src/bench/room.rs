//! Questions to a large archive, and the reading room under load.
//!
//! The archive is grown from the headlines by resampling: each comes three times, on days and addresses of its own. The
//! queries are drawn from the words that stand in it.

use super::adding::folder_bytes;
use crate::Fault;
use crate::data::{Data, scratch};
use overshadow::agenda::query::Subject;
use overshadow::agenda::{Axis, By, Period, attention};
use overshadow::{Pile, Question, ReadyArchive, standard_subjects};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

const HEADLINES: &str = "news/rss-headlines-2023/headlines.tsv.zst";
/// How often each headline comes, and days between.
const TIMES: i64 = 3;
const DAYS_APART: i64 = 300;
const QUERIES: usize = 1000;
/// Rounds of a question that is timed alone.
const ROUNDS: usize = 50;
/// Clients of the reading room, and how long they ask.
const CLIENTS: usize = 32;
const LOAD: Duration = Duration::from_secs(10);

/// Search over a million articles; attention over 451 thousand.
pub(crate) fn search(data: &Data, program: &Path) -> Result<Vec<(&'static str, f64)>, Fault> {
    let headlines = data.file(HEADLINES)?;
    let once = archive(program, "archive-once", &headlines)?;
    let mut figures = attention_figures(&open(&once)?)?;
    let (grown, titles) = grown(&headlines)?;
    let large = archive(program, "archive-large", &grown)?;
    let ready = open(&large)?;
    let articles = ready.overview()?.articles;
    println!("  archive of {articles} articles, {:.0} MB", folder_bytes(&large)? / 1e6);
    if articles < 1_000_000 {
        return Err("the archive holds less than a million articles".into());
    }
    let (mut milliseconds, mut matching) = (Vec::new(), 0);
    for query in queries(&titles) {
        let begun = Instant::now();
        let found = ready.list(&query, 20, None)?;
        milliseconds.push(begun.elapsed().as_secs_f64() * 1e3);
        matching += found.matching;
    }
    if matching < 1_000_000 {
        return Err("the queries find too little to be a test".into());
    }
    figures.extend([
        ("search, 1.3 M articles, 1000 queries with facets, median ms", quantile(&mut milliseconds, 0.5)),
        ("search, 1.3 M articles, 1000 queries with facets, p95 ms", quantile(&mut milliseconds, 0.95)),
        ("search, 1.3 M articles, 1000 queries with facets, most ms", quantile(&mut milliseconds, 1.0)),
    ]);
    Ok(figures)
}

/// Counts and shares of a subject by outlet and day: of a standing one from its stored articles, of any from the index.
fn attention_figures(ready: &ReadyArchive) -> Result<Vec<(&'static str, f64)>, Fault> {
    let standing =
        standard_subjects().into_iter().find(|subject| subject.name == "Ukraine").ok_or("no such subject")?;
    let free = Subject::parse("asked=(climate OR \"prime minister\" OR elect*) NOT sport");
    let by = By { period: Some(Period::Day), axes: vec![Axis::Outlet] };
    let mut figures = Vec::new();
    for (name, subject) in [
        ("attention, standing subject by outlet and day, 451 k, ms", standing),
        ("attention, free query by outlet and day, 451 k, ms", free),
    ] {
        let question = Question { subjects: vec![subject], ..Question::default() };
        let mut milliseconds = Vec::new();
        for _ in 0..ROUNDS {
            let begun = Instant::now();
            let counts = ready.tabulate(&Pile::default(), &question, None)?.counts;
            let rows = attention(&counts, &by);
            milliseconds.push(begun.elapsed().as_secs_f64() * 1e3);
            if rows.iter().map(|row| row.articles).sum::<u64>() < 1000 {
                return Err("the subject has too few articles to be a test".into());
            }
        }
        figures.push((name, quantile(&mut milliseconds, 0.5)));
    }
    Ok(figures)
}

/// Requests a second of the start page and of a story at 32 connections, and the slowest of a hundred.
pub(crate) fn serve(data: &Data, program: &Path) -> Result<Vec<(&'static str, f64)>, Fault> {
    let folder = archive(program, "archive-once", &data.file(HEADLINES)?)?;
    let story = open(&folder)?.stories()?.first().ok_or("no story")?.story_id.clone();
    let served = Serving::begin(program, &folder)?;
    let (start, start_slow) = load(served.address, |_| "/".to_owned())?;
    let (page, page_slow) = load(served.address, |_| format!("/story/{story}"))?;
    let words = ["war", "climate", "trump", "election", "fire", "china", "police", "rain", "market", "school"];
    let (found, found_slow) = load(served.address, |at| format!("/search?q={}+OR+x{at}", words[at % words.len()]))?;
    Ok(vec![
        ("serve, start page, requests a second at 32 connections", start),
        ("serve, start page, p99 ms", start_slow),
        ("serve, story page, requests a second at 32 connections", page),
        ("serve, story page, p99 ms", page_slow),
        ("serve, searches never asked before, requests a second at 32 connections", found),
        ("serve, searches never asked before, p99 ms", found_slow),
    ])
}

/// Asks again and again over connections that stay open; requests a second, and the 99th percentile in milliseconds.
fn load(address: SocketAddr, path: impl Fn(usize) -> String + Sync) -> Result<(f64, f64), Fault> {
    let stop = AtomicBool::new(false);
    let begun = Instant::now();
    let all = std::thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                let (stop, path) = (&stop, &path);
                scope.spawn(move || -> Result<Vec<f64>, String> {
                    let failed = |error: Fault| error.to_string();
                    let mut stream = BufReader::new(connect(address).map_err(failed)?);
                    let mut milliseconds = Vec::new();
                    while !stop.load(Ordering::Relaxed) {
                        let begun = Instant::now();
                        ask(&mut stream, &path(milliseconds.len() * CLIENTS + client)).map_err(failed)?;
                        milliseconds.push(begun.elapsed().as_secs_f64() * 1e3);
                    }
                    Ok(milliseconds)
                })
            })
            .collect();
        std::thread::sleep(LOAD);
        stop.store(true, Ordering::Relaxed);
        let finished = clients.into_iter().map(|client| client.join().map_err(|_| "a client stopped".to_owned())?);
        finished.collect::<Result<Vec<Vec<f64>>, String>>()
    })?;
    let seconds = begun.elapsed().as_secs_f64();
    let mut milliseconds: Vec<f64> = all.into_iter().flatten().collect();
    Ok((milliseconds.len() as f64 / seconds, quantile(&mut milliseconds, 0.99)))
}

fn connect(address: SocketAddr) -> Result<TcpStream, Fault> {
    let stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// One request and its whole answer, which has to be a page.
fn ask(stream: &mut BufReader<TcpStream>, path: &str) -> Result<(), Fault> {
    write!(stream.get_mut(), "GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n")?;
    let (mut status, mut length) = (String::new(), 0);
    stream.read_line(&mut status)?;
    loop {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        if line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse()?;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    if !status.contains(" 200 ") || !body.ends_with(b"</html>\n") {
        return Err(format!("{path} was answered with {status}").into());
    }
    Ok(())
}

/// The reading room, as long as this lives.
pub(crate) struct Serving {
    child: Child,
    address: SocketAddr,
}

impl Serving {
    /// Begins on any free port.
    pub(crate) fn begin(program: &Path, folder: &Path) -> Result<Self, Fault> {
        let mut command = Command::new(program);
        command.arg("serve").arg(folder).args(["--listen", "127.0.0.1:0"]);
        let mut child = command.stderr(Stdio::piped()).spawn()?;
        let mut said = String::new();
        BufReader::new(child.stderr.take().ok_or("no standard error")?).read_line(&mut said)?;
        let address =
            said.split("http://").nth(1).and_then(|rest| rest.split('/').next()).ok_or("it does not say where")?;
        Ok(Self { address: address.parse()?, child })
    }

    /// Where it is served.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _: std::io::Result<()> = self.child.kill();
        let _: std::io::Result<_> = self.child.wait();
    }
}

/// An archive of a file, made where there is none yet.
fn archive(program: &Path, name: &str, input: &Path) -> Result<PathBuf, Fault> {
    let folder = scratch("bench")?.join(name);
    let mut command = Command::new(program);
    command.arg("add").arg(input).arg("--archive").arg(&folder).stdout(Stdio::null()).stderr(Stdio::null());
    if !command.status()?.success() {
        return Err("adding failed".into());
    }
    Ok(folder)
}

fn open(folder: &Path) -> Result<ReadyArchive, Fault> {
    Ok(ReadyArchive::open(folder)?.ok_or("the archive is not settled")?)
}

/// The headlines three times, on other days and under other addresses; and a sample of them.
fn grown(headlines: &Path) -> Result<(PathBuf, Vec<String>), Fault> {
    let path = scratch("bench")?.join("grown.tsv");
    let mut out = BufWriter::new(File::create(&path)?);
    let mut titles = Vec::new();
    let lines = BufReader::new(zstd::stream::read::Decoder::new(File::open(headlines)?)?).lines();
    for (at, line) in lines.enumerate() {
        let line = line?;
        if at == 0 {
            writeln!(out, "{line}")?;
            continue;
        }
        let Some((published, rest)) = line.split_once('\t') else { continue };
        let Some((_, title)) = rest.rsplit_once('\t').and_then(|(front, _)| front.rsplit_once('\t')) else { continue };
        if at % 97 == 0 {
            titles.push(title.to_owned());
        }
        let Ok(moment) = published.parse::<jiff::Timestamp>() else { continue };
        for time in 0..TIMES {
            let moved = moment - jiff::Span::new().hours(24 * DAYS_APART * time);
            writeln!(out, "{moved}\t{rest}?{time}")?;
        }
    }
    out.flush()?;
    Ok((path, titles))
}

/// Words, phrases, beginnings, operators, fields and days, drawn from headlines.
fn queries(titles: &[String]) -> Vec<String> {
    let mut random = fastrand::Rng::with_seed(7);
    let is_word = |word: &str| word.chars().all(char::is_alphanumeric) && !["and", "or", "not"].contains(&word);
    let words_of = |title: &str| {
        let words = title.split_whitespace().map(str::to_lowercase).filter(|word| is_word(word));
        words.collect::<Vec<String>>()
    };
    let usable: Vec<Vec<String>> =
        titles.iter().map(|title| words_of(title)).filter(|words| words.len() >= 3).collect();
    let mut query = |kind: usize| {
        let words = &usable[random.usize(..usable.len())];
        let at = random.usize(..words.len() - 2);
        let (a, b, c) = (&words[at], &words[at + 1], &words[at + 2]);
        let begun: String = a.chars().take(3).collect();
        let (month, outlet) = (1 + random.u8(2..10), ["bbc", "guardian", "reuters", "foxnews"][random.usize(..4)]);
        match kind % 10 {
            0..=2 => a.clone(),
            3 | 4 => format!("\"{a} {b}\""),
            5 => format!("{begun}*"),
            6 => format!("{a} AND ({b} OR {c})"),
            7 => format!("{a} OR {b} OR {c}"),
            8 => format!("{a} NOT {b} outlet:{outlet}"),
            _ => format!("{a} date:2023-{month:02}"),
        }
    };
    (0..QUERIES).map(&mut query).collect()
}

fn quantile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = (share * (values.len() - 1) as f64).round() as usize;
    values.get(at).copied().unwrap_or(f64::NAN)
}
