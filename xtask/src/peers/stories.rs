//! Usual ways of grouping headlines into stories beside ours: quality on the aggregator's clusters, and processor seconds,
//! on the same streams in one run. `docs/stories-peers.md` is the output.
//!
//! All have the titles in memory, on one core; ours and theirs tell words, weigh them and group. The peers' settings are
//! the best of a few on the very set that is scored, ours are the default ones.

use crate::Fault;
use crate::data::{Data, again_as_released, project, scratch};
use crate::eval::stories::{Agreement, Headline, agreement, headlines, shuffled};
use crate::floors;
use crate::measure::processor_seconds;
use crate::python::{environment, scripts};
use overshadow::agenda::stories::{Clustering, StoryArticle, StoryOptions, StorySketch};
use overshadow::read::{Input, Item, ReadOptions, read};
use serde_json::Value;
use std::fmt::Write;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;

const PEERS: &str = "stories";
const REQUIREMENTS: &str = include_str!("../../../bench/peers/stories/requirements.txt");
const NEWS: &str = "news/rss-headlines-2023/headlines.tsv.zst";
/// Orders of the days that quality is a mean over.
const ORDERS: u64 = 3;

/// One way to group.
struct Peer {
    name: &'static str,
    method: &'static str,
    /// Headlines outside the stream that it may count words in.
    others: usize,
    settings: &'static [&'static str],
    /// Headlines of the long stream on which it is timed: what it can do within minutes.
    timed: usize,
}

const ONE_PASS: &[&str] = &[
    "threshold=0.04,decay=0.05",
    "threshold=0.04,decay=0.1",
    "threshold=0.05,decay=0.1",
    "threshold=0.06,decay=0.1",
    "threshold=0.04,decay=0.2",
    "threshold=0.05,decay=0.2",
    "threshold=0.06,decay=0.2",
];

const OTHERS: [Peer; 4] = [
    Peer {
        name: "HDBSCAN over TF-IDF, all at once",
        method: "hdbscan",
        others: 0,
        settings: &[
            "dimensions=50,min_cluster_size=15,min_samples=1",
            "dimensions=50,min_cluster_size=20,min_samples=1",
            "dimensions=50,min_cluster_size=25,min_samples=1",
            "dimensions=50,min_cluster_size=35,min_samples=3",
            "dimensions=100,min_cluster_size=25,min_samples=1",
            "dimensions=100,min_cluster_size=45,min_samples=5",
        ],
        timed: 20_000,
    },
    Peer {
        name: "single pass over TF-IDF centroids (Allan et al. 1998)",
        method: "single-pass",
        others: 0,
        settings: ONE_PASS,
        timed: 100_000,
    },
    Peer {
        name: "the same, document frequencies of 20,000 other headlines before it",
        method: "single-pass",
        others: 20_000,
        settings: ONE_PASS,
        timed: 100_000,
    },
    Peer {
        name: "MStream (Yin et al. 2018)",
        method: "mstream",
        others: 0,
        settings: &[
            "alpha=0.03,beta=0.03,iterations=1",
            "alpha=0.1,beta=0.03,iterations=1",
            "alpha=0.03,beta=0.02,iterations=5",
            "alpha=0.03,beta=0.03,iterations=5",
            "alpha=0.1,beta=0.03,iterations=5",
        ],
        timed: 100_000,
    },
];

/// A headline of the long stream.
struct Timed {
    day: i64,
    language: String,
    title: String,
}

/// Measures all, writes the page, and holds ours to the peers.
pub(crate) fn run(data: &Data) -> Result<(), Fault> {
    if cfg!(debug_assertions) {
        return again_as_released();
    }
    let python = environment(PEERS)?;
    let gold = headlines(data)?;
    let ours = Agreement::mean((0..ORDERS).map(|order| {
        let stream = shuffled(&gold, order);
        scored(&stream, &found(stream.iter().map(|headline| headline.sketch.clone())))
    }));
    let news = news(data)?;
    let mut table = String::from(
        "| | setting | BCubed F1 | ARI | NMI | headlines | seconds | ours | times |\n|---|---|---|---|---|---|---|---|---|\n",
    );
    let row = |name: &str, setting: &str, it: &Agreement| {
        format!("| {name} | {setting} | {:.3} | {:.3} | {:.3} |", it.bcubed_f1, it.ari, it.nmi)
    };
    writeln!(table, "{} – | – | – | – |", row("**overshadow**, one pass", "default", &ours))?;
    let (mut best, mut least) = (0.0_f64, f64::MAX);
    for peer in &OTHERS {
        // The last of the year: none of them is in the part that is timed.
        let others: Vec<String> =
            news.iter().rev().filter(|it| it.language == "en").take(peer.others).map(other).collect();
        let (setting, quality) = best_setting(&python, peer, &others, &gold)?;
        let stream = &news[..peer.timed.min(news.len())];
        let lines: Vec<String> = stream.iter().map(|it| format!("{}\t{}", it.day, it.title)).collect();
        let theirs = group(&python, peer, &[&others, &lines], &[setting])?.remove(0).0;
        let seconds = ours_seconds(stream)?;
        best = best.max(quality.bcubed_f1);
        least = least.min(theirs / seconds);
        writeln!(
            table,
            "{} {} | {theirs:.1} | {seconds:.2} | {:.0} |",
            row(peer.name, setting, &quality),
            stream.len(),
            theirs / seconds
        )?;
    }
    println!("{table}");
    let library = REQUIREMENTS.lines().next().unwrap_or_default().replace("==", " ");
    let head = include_str!("stories_head.md").replace("LIBRARY", &library);
    std::fs::write(project().join("docs/stories-peers.md"), head + &table)?;
    let figures = [("times as fast, least", least), ("better in BCubed F1 by, least", ours.bcubed_f1 - best)];
    floors::hold("peers-stories", &figures)
}

/// The setting that does best, and how well, in the mean over the orders.
fn best_setting(
    python: &Path,
    peer: &Peer,
    others: &[String],
    gold: &[Headline],
) -> Result<(&'static str, Agreement), Fault> {
    let mut of_settings: Vec<Vec<Agreement>> = peer.settings.iter().map(|_| Vec::new()).collect();
    for order in 0..ORDERS {
        let stream = shuffled(gold, order);
        let lines: Vec<String> = stream.iter().map(|it| format!("{}\t{}", it.day, it.title)).collect();
        for (agreements, (_, found)) in
            of_settings.iter_mut().zip(group(python, peer, &[others, &lines], peer.settings)?)
        {
            agreements.push(scored(&stream, &found));
        }
    }
    let means = of_settings.into_iter().map(|agreements| Agreement::mean(agreements.into_iter()));
    let best = peer.settings.iter().copied().zip(means).max_by(|a, b| a.1.bcubed_f1.total_cmp(&b.1.bcubed_f1));
    best.ok_or_else(|| "a peer without a setting".into())
}

fn scored(stream: &[&Headline], found: &[u64]) -> Agreement {
    let gold: Vec<u64> = stream.iter().map(|headline| headline.gold).collect();
    agreement(&gold, found, |_| true)
}

/// Runs a peer on a stream: processor seconds and stories for each setting.
fn group(python: &Path, peer: &Peer, lines: &[&[String]; 2], settings: &[&str]) -> Result<Vec<(f64, Vec<u64>)>, Fault> {
    let folder = scratch("peers")?;
    let [stream, out] = ["stories-stream.tsv", "stories-found.jsonl"].map(|name| folder.join(name));
    std::fs::write(&stream, lines.concat().join("\n"))?;
    let mut command = Command::new(python);
    command.arg(scripts(PEERS).join("baselines.py")).arg(peer.method).args([&stream, &out]).args(settings);
    // One core, and the fastest kernels that the processor has.
    for threads in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"] {
        command.env(threads, "1");
    }
    command.env_remove("OPENBLAS_CORETYPE").env_remove("OPENBLAS_L2_SIZE");
    crate::data::succeed(&mut command)?;
    let mut runs = Vec::new();
    for line in std::fs::read_to_string(&out)?.lines() {
        let said: Value = serde_json::from_str(line)?;
        let seconds = said["seconds"].as_f64().ok_or("no time was told")?;
        let stories = said["stories"].as_array().ok_or("no stories were told")?;
        runs.push((seconds, stories.iter().filter_map(Value::as_u64).collect()));
    }
    if runs.len() == settings.len() { Ok(runs) } else { Err("a setting was not run".into()) }
}

fn found(stream: impl Iterator<Item = StorySketch>) -> Vec<u64> {
    let mut clustering = Clustering::new(StoryOptions::default());
    stream.for_each(|sketch| clustering.add(&sketch, None));
    clustering.finish().story_of
}

/// Our processor seconds on a stream, from titles to stories.
fn ours_seconds(stream: &[Timed]) -> Result<f64, Fault> {
    let before = processor_seconds()?;
    let sketch = |(at, it): (usize, &Timed)| {
        let day = jiff::civil::date(1970, 1, 1).saturating_add(jiff::Span::new().days(it.day));
        StorySketch::of(&StoryArticle {
            article_id: &at.to_string(),
            published: day.at(12, 0, 0, 0),
            language: &it.language,
            title: &it.title,
            text: "",
        })
    };
    let stories = found(stream.iter().enumerate().map(sketch));
    let seconds = processor_seconds()? - before;
    if stories.len() == stream.len() { Ok(seconds) } else { Err("a headline has no story".into()) }
}

/// The long stream, by day.
fn news(data: &Data) -> Result<Vec<Timed>, Fault> {
    let mut news = Vec::new();
    read(&[Input::Path(data.file(NEWS)?)], &ReadOptions::default(), &mut |item| {
        if let Ok(Item::Article(article)) = item
            && let (Some(day), Some(title)) = (article.day(), article.title)
        {
            let day = day.since(jiff::civil::date(1970, 1, 1)).map_or(0, |span| i64::from(span.get_days()));
            let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
            news.push(Timed { day, language: article.language.unwrap_or_default(), title });
        }
        ControlFlow::Continue(())
    })?;
    news.sort_by_key(|it| it.day);
    Ok(news)
}

/// A headline that is not grouped, as a peer reads it.
fn other(it: &Timed) -> String {
    format!("-1\t{}", it.title)
}
