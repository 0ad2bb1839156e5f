//! Subjects chosen by rule against the standard subjects, which were written by hand: which of those with enough articles
//! does the choice find, and does it choose the same from other days?

use crate::Fault;
use crate::data::{Data, scratch};
use crate::floors;
use overshadow::agenda::query::{Fields, Matcher, Scratch, Subject, subjects};
use overshadow::standard_subjects;
use std::fmt::Write;
use std::io::Read;
use std::path::Path;
use std::process::Command;

const PILE: &str = "news/rss-headlines-2023/headlines.tsv.zst";
/// Articles a day from which a standard subject could be found.
const FEWEST_PER_DAY: f64 = 2.0;
/// Part of a chosen subject that must lie inside a standard one to stand for it, and Jaccard similarity of the same
/// subject in two choices.
const INSIDE: f64 = 0.5;
const SAME: f64 = 0.5;

/// English headlines with their days.
struct Headlines<'a> {
    rows: Vec<(jiff::civil::Date, &'a str, &'a str)>,
    header: &'a str,
}

/// Recall of the standard subjects and stability of the choice.
pub(crate) fn score(data: &Data, program: &Path) -> Result<(), Fault> {
    let mut text = String::new();
    zstd::Decoder::new(std::fs::File::open(data.file(PILE)?)?)?.read_to_string(&mut text)?;
    let headlines = read(&text);
    let folder = scratch("subjects")?;
    let mut all = chosen(&headlines, |_| true, &folder.join("all"), program)?;
    let standard = standard_subjects();
    let n_chosen = all.len();
    all.extend(standard.iter().cloned());
    let counted = Overlaps::of(&headlines, &all)?;
    let mut figures = recall(&counted, n_chosen, &standard, &headlines);
    let days: Vec<jiff::civil::Date> = headlines.rows.iter().map(|row| row.0).collect();
    let (first, last) = (days.iter().min().ok_or("no headline")?, days.iter().max().ok_or("no headline")?);
    let middle = first.saturating_add(jiff::Span::new().days(i64::from(first.until(*last)?.get_days()) / 2));
    let odd = |day: jiff::civil::Date| day.day_of_year() % 2 == 1;
    let halves = agreement(&headlines, [&|day| day < middle, &|day| day >= middle], &folder, program)?;
    let alternate = agreement(&headlines, [&|day| odd(day), &|day| !odd(day)], &folder, program)?;
    figures.extend([
        ("chosen", n_chosen as f64),
        ("same in both halves", halves),
        ("same on odd and even days", alternate),
    ]);
    floors::hold("subjects", &figures)
}

fn read(text: &str) -> Headlines<'_> {
    let row = |line| {
        let cells: Vec<&str> = str::split(line, '\t').collect();
        let [published, _, _, "en", title, ..] = cells[..] else { return None };
        Some((published.get(..10)?.parse().ok()?, title, line))
    };
    Headlines { rows: text.lines().filter_map(row).collect(), header: text.lines().next().unwrap_or_default() }
}

/// What the program chooses from the headlines of some days.
fn chosen(
    headlines: &Headlines<'_>,
    takes: impl Fn(jiff::civil::Date) -> bool,
    name: &Path,
    program: &Path,
) -> Result<Vec<Subject>, Fault> {
    let mut pile = format!("{}\n", headlines.header);
    for (_, _, line) in headlines.rows.iter().filter(|row| takes(row.0)) {
        writeln!(pile, "{line}")?;
    }
    let (input, output) = (name.with_extension("tsv"), name.with_extension("txt"));
    std::fs::write(&input, pile)?;
    let run = Command::new(program).arg("subjects").arg(&input).arg("-o").arg(&output).output()?;
    if !run.status.success() {
        return Err(String::from_utf8_lossy(&run.stderr).into_owned().into());
    }
    Ok(subjects(&std::fs::read_to_string(&output)?))
}

/// Articles of each subject, and of each two.
struct Overlaps {
    articles: Vec<f64>,
    both: Vec<Vec<f64>>,
    names: Vec<String>,
}

impl Overlaps {
    fn of(headlines: &Headlines<'_>, asked: &[Subject]) -> Result<Self, Fault> {
        let matcher =
            Matcher::new(asked.iter().map(|subject| subject.query.as_str())).map_err(|error| error.to_string())?;
        let mut room = Scratch::default();
        let n = asked.len();
        let mut overlaps = Self {
            articles: vec![0.0; n],
            both: vec![vec![0.0; n]; n],
            names: asked.iter().map(|subject| subject.name.clone()).collect(),
        };
        for (_, title, _) in &headlines.rows {
            let found = matcher.subjects(Fields { title, ..Fields::default() }, &mut room);
            for &a in found {
                overlaps.articles[a as usize] += 1.0;
                found.iter().for_each(|&b| overlaps.both[a as usize][b as usize] += 1.0);
            }
        }
        Ok(overlaps)
    }

    fn jaccard(&self, a: usize, b: usize) -> f64 {
        let both = self.both[a][b];
        both / (self.articles[a] + self.articles[b] - both).max(1.0)
    }
}

/// Of the standard subjects that are large enough: the share that a chosen one stands for, and the mean of the best
/// Jaccard similarity.
fn recall(
    counted: &Overlaps,
    n_chosen: usize,
    standard: &[Subject],
    headlines: &Headlines<'_>,
) -> Vec<(&'static str, f64)> {
    let days: std::collections::BTreeSet<jiff::civil::Date> = headlines.rows.iter().map(|row| row.0).collect();
    let (mut large, mut found, mut jaccards) = (0.0, 0.0, 0.0);
    for at in n_chosen..n_chosen + standard.len() {
        if counted.articles[at] < FEWEST_PER_DAY * days.len() as f64 {
            continue;
        }
        let inside = |chosen: &usize| counted.both[*chosen][at] / counted.articles[*chosen].max(1.0);
        let best = (0..n_chosen).max_by(|a, b| inside(a).total_cmp(&inside(b))).unwrap_or_default();
        let jaccard = (0..n_chosen).map(|chosen| counted.jaccard(chosen, at)).fold(0.0, f64::max);
        println!(
            "  {:26} {:6.0}  {:16} {:3.0} % of it inside; best Jaccard {jaccard:.2}",
            counted.names[at],
            counted.articles[at],
            counted.names[best],
            100.0 * inside(&best)
        );
        large += 1.0;
        found += f64::from(u8::from(inside(&best) >= INSIDE));
        jaccards += jaccard;
    }
    vec![("standard subjects found", found / large), ("mean best Jaccard", jaccards / large)]
}

/// The share of the subjects of each choice that the other has, too.
fn agreement(
    headlines: &Headlines<'_>,
    sides: [&dyn Fn(jiff::civil::Date) -> bool; 2],
    folder: &Path,
    program: &Path,
) -> Result<f64, Fault> {
    let mut asked = chosen(headlines, sides[0], &folder.join("one"), program)?;
    let ones = asked.len();
    asked.extend(chosen(headlines, sides[1], &folder.join("other"), program)?);
    let counted = Overlaps::of(headlines, &asked)?;
    let (one, other) = (0..ones, ones..asked.len());
    let has = |at: usize, others: std::ops::Range<usize>| others.into_iter().any(|b| counted.jaccard(at, b) >= SAME);
    let same = one.clone().filter(|&at| has(at, other.clone())).count()
        + other.clone().filter(|&at| has(at, one.clone())).count();
    Ok(same as f64 / asked.len() as f64)
}
