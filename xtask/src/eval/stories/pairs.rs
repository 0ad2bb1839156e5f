//! Pairs of articles with text, judged "the same story" or not: a pair is found when one clustering of all the articles
//! of its set puts both into one story.

use crate::Fault;
use crate::data::Data;
use overshadow::agenda::stories::{Clustering, StoryArticle, StoryOptions, StorySketch};
use std::collections::BTreeMap;

const RUSSIAN: [&str; 2] =
    ["news/story-gold/telegram-pairs-ru_train.tsv", "news/story-gold/telegram-pairs-ru_exam.tsv"];
const ENGLISH: [&str; 1] = ["news/story-gold/telegram-pairs-en_train.tsv"];

/// A pair: addresses, titles, texts, and whether both are one story.
struct Pair {
    articles: [(String, String, String); 2],
    same: bool,
}

/// F1 on "the same", with its interval printed.
pub(super) fn figures(data: &Data) -> Result<Vec<(&'static str, f64)>, Fault> {
    let mut figures = Vec::new();
    for (name, language, files) in [("Russian pairs, F1", "ru", &RUSSIAN[..]), ("English pairs, F1", "en", &ENGLISH)] {
        let mut pairs = Vec::new();
        for file in files {
            pairs.extend(read(&std::fs::read_to_string(data.file(file)?)?)?);
        }
        let found = found(&pairs, language);
        let outcomes: Vec<(bool, bool)> = pairs.iter().zip(found).map(|(pair, found)| (pair.same, found)).collect();
        let [low, high] = interval(&outcomes);
        let f1 = f1(&outcomes);
        let right = outcomes.iter().filter(|(same, found)| same == found).count();
        println!("  {name}: {f1:.3} [{low:.2}, {high:.2}] on {} pairs, {right} right", pairs.len());
        figures.push((name, f1));
    }
    Ok(figures)
}

fn read(text: &str) -> Result<Vec<Pair>, Fault> {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| {
        let found = header.iter().position(|column| *column == name);
        found.ok_or_else(|| Fault::from(format!("the pairs have no column {name}")))
    };
    let columns = ["INPUT:first_title", "INPUT:second_title", "INPUT:first_url", "INPUT:second_url"];
    let [title_a, title_b, address_a, address_b] = columns.map(column);
    let [text_a, text_b, quality] = ["INPUT:first_text", "INPUT:second_text", "GOLDEN:quality"].map(column);
    let columns = [title_a?, title_b?, address_a?, address_b?, text_a?, text_b?, quality?];
    let mut pairs = Vec::new();
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let [title_a, title_b, address_a, address_b, text_a, text_b, quality] =
            columns.map(|at| cells.get(at).copied().unwrap_or_default());
        let article = |address: &str, title: &str, text: &str| (address.to_owned(), title.to_owned(), text.to_owned());
        let articles = [article(address_a, title_a, text_a), article(address_b, title_b, text_b)];
        match quality {
            "OK" => pairs.push(Pair { articles, same: true }),
            "BAD" => pairs.push(Pair { articles, same: false }),
            _ => {}
        }
    }
    Ok(pairs)
}

fn found(pairs: &[Pair], language: &str) -> Vec<bool> {
    let mut position: BTreeMap<&str, usize> = BTreeMap::new();
    let mut clustering = Clustering::new(StoryOptions::default());
    for (address, title, text) in pairs.iter().flat_map(|pair| &pair.articles) {
        let next = position.len();
        if *position.entry(address).or_insert(next) == next {
            // All are of one day, whose hours are not given.
            let published = jiff::civil::date(2019, 11, 14).at(12, 0, 0, 0);
            let article = StoryArticle { article_id: address, published, language, title, text };
            clustering.add(&StorySketch::of(&article), None);
        }
    }
    let story_of = clustering.finish().story_of;
    let story = |address: &str| story_of[position[address]];
    pairs.iter().map(|pair| story(&pair.articles[0].0) == story(&pair.articles[1].0)).collect()
}

pub(super) fn f1(outcomes: &[(bool, bool)]) -> f64 {
    let count = |wanted: (bool, bool)| outcomes.iter().filter(|outcome| **outcome == wanted).count() as f64;
    let [hit, missed, wrong] = [(true, true), (true, false), (false, true)].map(count);
    2.0 * hit / (2.0 * hit + missed + wrong)
}

/// 95 % of F1 over pairs drawn again.
pub(super) fn interval(outcomes: &[(bool, bool)]) -> [f64; 2] {
    const DRAWS: usize = 2000;
    let mut random = fastrand::Rng::with_seed(1);
    let mut draws: Vec<f64> = (0..DRAWS)
        .map(|_| f1(&(0..outcomes.len()).map(|_| outcomes[random.usize(..outcomes.len())]).collect::<Vec<_>>()))
        .collect();
    draws.sort_by(f64::total_cmp);
    [draws[DRAWS / 40], draws[DRAWS - DRAWS / 40]]
}
