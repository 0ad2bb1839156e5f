//! Pairs of headlines in different languages, judged by hand whether they are about one happening: a pair is found when
//! both are in one story of all the articles of its files. Those of `corpora/stories/cross-language.tsv` were looked for by
//! a reader, those of `ordinary.tsv` drawn from what was joined in two years of news.

use super::pairs::{f1, interval};
use crate::Fault;
use crate::data::{Data, project};
use overshadow::agenda::stories::{AcrossLanguages, StoryOptions};
use overshadow::read::{Input, ReadOptions};
use overshadow::{Pile, stories};
use std::collections::BTreeMap;

const PAIRS: &str = "corpora/stories/cross-language.tsv";
const JOINED: &str = "corpora/stories/ordinary.tsv";
/// A stream that pairs are taken from: files, and what their headers do not say.
type Stream = (&'static [&'static str], &'static [(&'static str, &'static str)]);

const STREAMS: [Stream; 2] = [
    (&["crocus-2024/headlines.tsv"], &[("published", "day"), ("outlet", "outlet_host"), ("language", "lang")]),
    (
        &[
            "telegram-ru/posts.jsonl.zst",
            "worldnews-top25/top25-2022-06_2024-06.tsv.zst",
            "zh-headlines/cctv-rundown-2022-09_2024-06.tsv.zst",
        ],
        &[],
    ),
];

/// The stream that joined stories were drawn from.
const ORDINARY: Stream = (
    &[
        "worldnews-top25/top25-2022-06_2024-06.tsv.zst",
        "zh-headlines/zaobao-china-2023-01_2024-06.tsv.zst",
        "zh-headlines/cctv-rundown-2022-09_2024-06.tsv.zst",
    ],
    &[],
);

/// Two articles, each by file and row and by its address, and what was judged.
struct Pair {
    articles: [[String; 2]; 2],
    languages: String,
    same: bool,
    is_test: bool,
}

/// Precision and recall on the half of the happenings that nothing was chosen by, for each way to join; all of it is
/// printed.
pub(super) fn figures(data: &Data) -> Result<Vec<(&'static str, f64)>, Fault> {
    let (looked_for, joined) = (pairs(PAIRS)?, pairs(JOINED)?);
    let stories = |streams: &[Stream], how| story_of(data, streams, &StoryOptions::default().across(how));
    let (likely, sure) = (AcrossLanguages::Likely, AcrossLanguages::Sure);
    let [precision, recall] = figures_of(&looked_for, "likely", &stories(&STREAMS, likely)?);
    figures_of(&looked_for, "sure", &stories(&STREAMS, sure)?);
    let right_likely = right_of(&joined, "likely", &stories(&[ORDINARY], likely)?);
    let right_sure = right_of(&joined, "sure", &stories(&[ORDINARY], sure)?);
    Ok(vec![
        ("across languages, likely, precision", precision),
        ("across languages, likely, recall", recall),
        ("across languages, likely, right of those joined in a stream", right_likely),
        ("across languages, sure, right of those joined in a stream", right_sure),
    ])
}

/// The share that is right among the judged pairs that are joined, in the months whose pairs chose no setting.
fn right_of(pairs: &[Pair], way: &str, story_of: &BTreeMap<String, String>) -> f64 {
    let shares = [("months settings were chosen by", false), ("other months", true)].map(|(months, is_test)| {
        let of_part = || pairs.iter().filter(|pair| pair.is_test == is_test);
        let joined = |same: bool| of_part().filter(|pair| pair.same == same && outcome(pair, story_of).1).count();
        let (right, wrong) = (joined(true), joined(false));
        let share = right as f64 / (right + wrong).max(1) as f64;
        let [low, high] = interval_of(share, (right + wrong) as f64);
        println!(
            "  across languages, {way}, {months}: {right} of the {} judged pairs joined are right, {share:.2} \
             [{low:.2}, {high:.2}]",
            right + wrong
        );
        share
    });
    shares[1]
}

/// The 95 % interval of a share of so many (Wilson 1927).
fn interval_of(share: f64, all: f64) -> [f64; 2] {
    let (all, z) = (all.max(1.0), 1.96_f64);
    let centre = (share + z * z / (2.0 * all)) / (1.0 + z * z / all);
    let half = z / (1.0 + z * z / all) * (share * (1.0 - share) / all + (z / (2.0 * all)).powi(2)).sqrt();
    [centre - half, centre + half]
}

/// What was judged of a pair, and whether it is in one story.
fn outcome(pair: &Pair, story_of: &BTreeMap<String, String>) -> (bool, bool) {
    let [a, b] = pair.articles.each_ref().map(|article| story(article, story_of));
    (pair.same, a.is_some() && a == b)
}

/// A row that repeats another of its day is read once, so it may be known by its address only.
fn story<'a>([source, address]: &[String; 2], story_of: &'a BTreeMap<String, String>) -> Option<&'a String> {
    story_of.get(source).or_else(|| story_of.get(address))
}

/// Precision and recall of one way on the test half.
fn figures_of(pairs: &[Pair], way: &str, story_of: &BTreeMap<String, String>) -> [f64; 2] {
    let outcome = |pair: &Pair| outcome(pair, story_of);
    let lost = pairs.iter().flat_map(|pair| &pair.articles).filter(|it| story(it, story_of).is_none()).count();
    println!("  across languages, {way}: {} pairs; {lost} of their articles are not in the data", pairs.len());
    for (name, is_test) in [("development", false), ("test", true)] {
        for languages in ["en-zh", "ru-en", "ru-zh", ""] {
            let part = |pair: &&Pair| pair.is_test == is_test && (languages.is_empty() || pair.languages == languages);
            let outcomes: Vec<(bool, bool)> = pairs.iter().filter(part).map(outcome).collect();
            let [precision, recall] = precision_and_recall(&outcomes);
            let [low, high] = interval(&outcomes);
            let shown = if languages.is_empty() { "all" } else { languages };
            println!(
                "  across languages, {way}, {name}, {shown}: precision {precision:.3}, recall {recall:.3}, F1 {:.3} \
                 [{low:.2}, {high:.2}] on {} pairs",
                f1(&outcomes),
                outcomes.len()
            );
        }
    }
    let outcomes: Vec<(bool, bool)> = pairs.iter().filter(|pair| pair.is_test).map(outcome).collect();
    precision_and_recall(&outcomes)
}

fn pairs(file: &str) -> Result<Vec<Pair>, Fault> {
    let text = std::fs::read_to_string(project().join(file))?;
    let mut pairs = Vec::new();
    for line in text.lines().skip(1) {
        let [a_file, a_row, a_key, b_file, b_row, b_key, languages, _, same, part] =
            line.split('\t').collect::<Vec<_>>()[..]
        else {
            return Err(format!("{file} has a short row: {line}").into());
        };
        pairs.push(Pair {
            articles: [[source(a_file, a_row)?, a_key.to_owned()], [source(b_file, b_row)?, b_key.to_owned()]],
            languages: languages.to_owned(),
            same: same == "yes",
            is_test: part == "test",
        });
    }
    Ok(pairs)
}

/// A row as an article's source names it: rows of a table are counted from its header on.
fn source(file: &str, row: &str) -> Result<String, Fault> {
    let name = file.rsplit('/').next().unwrap_or(file);
    let row: u64 = row.parse()?;
    let row = if name.contains(".tsv") { row + 1 } else { row };
    Ok(format!("{name}#{row}"))
}

/// The story of each article of the streams.
fn story_of(data: &Data, streams: &[Stream], options: &StoryOptions) -> Result<BTreeMap<String, String>, Fault> {
    let mut story_of = BTreeMap::new();
    for (files, columns) in streams {
        let inputs = files.iter().map(|file| Ok(Input::Path(data.file(&format!("news/{file}"))?)));
        let columns = columns.iter().map(|(ours, theirs)| ((*ours).to_owned(), (*theirs).to_owned())).collect();
        let pile = Pile {
            inputs: inputs.collect::<Result<_, Fault>>()?,
            read: ReadOptions { columns, ..ReadOptions::default() },
            ..Pile::default()
        };
        let found = stories(&pile, options, &mut |_| {})?;
        for row in found.rows {
            story_of.extend(row.url.filter(|url| !url.is_empty()).map(|url| (url, row.story_id.clone())));
            story_of.insert(row.source, row.story_id);
        }
    }
    Ok(story_of)
}

fn precision_and_recall(outcomes: &[(bool, bool)]) -> [f64; 2] {
    let count = |wanted: (bool, bool)| outcomes.iter().filter(|outcome| **outcome == wanted).count() as f64;
    let [hit, missed, wrong] = [(true, true), (true, false), (false, true)].map(count);
    [hit / (hit + wrong).max(1.0), hit / (hit + missed).max(1.0)]
}
