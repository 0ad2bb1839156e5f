//! Stories against the clusters of a news aggregator, in one pass, as the stream comes and in other orders of its days,
//! and against pairs of Russian and English articles judged by hand.
//!
//! The aggregator crawled the articles of a story within milliseconds, so the order of the file, and times finer than a
//! day, hold the answer. The figures that count are those of streams whose days are shuffled.

mod across;
mod agreement;
mod pairs;

use crate::Fault;
use crate::data::Data;
use crate::floors;
pub(crate) use agreement::{Agreement, agreement};
use jiff::civil::DateTime;
use overshadow::agenda::stories::{Clustering, StoryArticle, StoryOptions, StorySketch};
use std::collections::BTreeMap;
use std::path::Path;

const GOLD: &str = "news/story-gold/uci-news-aggregator-head.tsv";
/// Orders of the days that are tried.
const ORDERS: u64 = 10;
/// Parts of the stories in cross-validation.
const PARTS: u64 = 5;
const DAY: i64 = 86_400_000;

/// A headline with the story it belongs to.
pub(crate) struct Headline {
    pub(crate) day: i64,
    pub(crate) gold: u64,
    pub(crate) title: String,
    pub(crate) sketch: StorySketch,
}

/// Quality of the default options, of options chosen on other stories, and on pairs with text.
pub(crate) fn score(data: &Data, _program: &Path) -> Result<(), Fault> {
    let headlines = headlines(data)?;
    let given = mean(&headlines, &StoryOptions::default());
    let validated = cross_validated(&headlines);
    let mut figures = vec![
        ("BCubed F1", given.bcubed_f1),
        ("ARI", given.ari),
        ("NMI", given.nmi),
        ("BCubed F1, cross-validated", validated.bcubed_f1),
        ("ARI, cross-validated", validated.ari),
        ("NMI, cross-validated", validated.nmi),
        ("cut anywhere, articles that differ", differ_when_cut(&headlines)),
    ];
    println!(
        "  {} headlines, {ORDERS} orders of each day; BCubed P {:.3} R {:.3}",
        headlines.len(),
        given.bcubed_p,
        given.bcubed_r
    );
    figures.extend(pairs::figures(data)?);
    figures.extend(across::figures(data)?);
    floors::hold("stories", &figures)
}

/// The gold, in the order of its file.
pub(crate) fn headlines(data: &Data) -> Result<Vec<Headline>, Fault> {
    let text = std::fs::read_to_string(data.file(GOLD)?)?;
    let mut stories: BTreeMap<&str, u64> = BTreeMap::new();
    let mut headlines = Vec::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, published, _, _, _, gold, title, ..] = cells[..] else {
            return Err("a row of the gold is short".into());
        };
        let day = published.parse::<i64>()? / DAY;
        let next = stories.len() as u64;
        let sketch =
            StorySketch::of(&StoryArticle { article_id: id, published: noon(day), language: "en", title, text: "" });
        let gold = *stories.entry(gold).or_insert(next);
        headlines.push(Headline { day, gold, title: title.to_owned(), sketch });
    }
    Ok(headlines)
}

fn noon(day: i64) -> DateTime {
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.saturating_add(jiff::Span::new().days(day)).at(12, 0, 0, 0)
}

/// The stream with each day in an order of its own.
pub(crate) fn shuffled(headlines: &[Headline], order: u64) -> Vec<&Headline> {
    let mut stream: Vec<&Headline> = headlines.iter().collect();
    fastrand::Rng::with_seed(order).shuffle(&mut stream);
    stream.sort_by_key(|headline| headline.day);
    stream
}

fn found(stream: &[&Headline], options: &StoryOptions) -> Vec<u64> {
    let mut clustering = Clustering::new(*options);
    stream.iter().for_each(|headline| clustering.add(&headline.sketch, None));
    clustering.finish().story_of
}

/// The agreement over the stories that are scored; all are in the stream.
fn scored(stream: &[&Headline], options: &StoryOptions, is_scored: impl Fn(u64) -> bool) -> Agreement {
    let gold: Vec<u64> = stream.iter().map(|headline| headline.gold).collect();
    agreement(&gold, &found(stream, options), |at| is_scored(gold[at]))
}

fn mean(headlines: &[Headline], options: &StoryOptions) -> Agreement {
    Agreement::mean((0..ORDERS).map(|order| scored(&shuffled(headlines, order), options, |_| true)))
}

/// Each fifth of the stories, within the whole stream, with the options that do best on the other four alone.
fn cross_validated(headlines: &[Headline]) -> Agreement {
    Agreement::mean((0..PARTS).map(|part| {
        let stream = shuffled(headlines, part);
        let others: Vec<&Headline> = stream.iter().copied().filter(|headline| headline.gold % PARTS != part).collect();
        let best = grid().into_iter().map(|options| (scored(&others, &options, |_| true).bcubed_f1, options));
        let better =
            |best: (f64, StoryOptions), tried: (f64, StoryOptions)| if tried.0 > best.0 { tried } else { best };
        let (_, options) = best.fold((0.0, StoryOptions::default()), better);
        scored(&stream, &options, |story| story % PARTS == part)
    }))
}

/// Options around the given ones.
fn grid() -> Vec<StoryOptions> {
    let mut grid = Vec::new();
    for join in [2.0, 3.0, 4.0, 5.0] {
        for merge in [0.1, 0.15, 0.2] {
            for size in [0.2, 0.5] {
                grid.push(StoryOptions { join, merge, size, ..StoryOptions::default() });
            }
        }
    }
    grid
}

/// Articles whose story depends on where the stream was cut: looked at after each of ten parts, added in one go or not.
fn differ_when_cut(headlines: &[Headline]) -> f64 {
    let stream = shuffled(headlines, 0);
    let options = StoryOptions::default();
    let whole = found(&stream, &options);
    let mut clustering = Clustering::new(options);
    for part in stream.chunks(stream.len().div_ceil(10)) {
        part.iter().for_each(|headline| clustering.add(&headline.sketch, None));
        // Looking changes nothing.
        let _: usize = clustering.finish().story_of.len() + clustering.links().len();
    }
    clustering.finish().story_of.iter().zip(&whole).filter(|(cut, whole)| cut != whole).count() as f64
}
