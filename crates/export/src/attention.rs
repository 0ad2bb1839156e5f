//! Attention to one subject in the tables of Media Cloud and the timelines of GDELT.
//!
//! Media Cloud's columns stand first and are its own; `independent_count`, each group of near copies counted once a day, is
//! ours and stands last.

use jiff::civil::Date;
use overshadow_record::table::{Cell, Column};
use overshadow_record::{Attention, Kind, Record, Value, record};
use std::cmp::Reverse;
use std::collections::BTreeMap;

record! {
    /// Media Cloud's attention over time.
    "over_time"
    pub struct OverTimeRow {
        /// The day.
        pub date: Date,
        /// Articles on the subject.
        pub count: u64,
        /// All articles.
        pub total_count: u64,
        /// `count / total_count`.
        pub ratio: Option<f64>,
        /// Independent articles on the subject.
        pub independent_count: Option<u64>,
    }
}

record! {
    /// Media Cloud's top sources.
    "sources"
    pub struct SourceRow {
        /// The outlet.
        pub source: String,
        /// Its articles on the subject.
        pub count: u64,
        /// Its part of all articles on the subject.
        pub ratio: f64,
        /// Its independent articles on the subject.
        pub independent_count: Option<u64>,
    }
}

record! {
    /// Media Cloud's top languages.
    "languages"
    pub struct LanguageRow {
        /// The language, ISO 639-1.
        pub language: String,
        /// Articles in it on the subject.
        pub count: u64,
        /// Its part of all articles on the subject.
        pub ratio: f64,
        /// Independent articles in it on the subject.
        pub independent_count: Option<u64>,
    }
}

record! {
    /// Media Cloud's top words.
    "words"
    pub struct WordRow {
        /// The word, in lower case.
        pub term: String,
        /// How often it stands in the headlines of the articles on the subject.
        pub term_count: u64,
        /// `term_count / sample_size`, as Media Cloud has it.
        pub term_ratio: f64,
        /// Headlines in which it stands.
        pub doc_count: u64,
        /// `doc_count / sample_size`.
        pub doc_ratio: f64,
        /// Articles on the subject: all of them, no sample.
        pub sample_size: u64,
    }
}

/// Attention by day as Media Cloud's attention over time. Days without any article have no row.
#[must_use]
pub fn over_time(by_day: &[Attention]) -> Vec<OverTimeRow> {
    let row = |cell: &Attention| {
        Some(OverTimeRow {
            date: cell.date?,
            count: cell.articles,
            total_count: cell.total,
            ratio: cell.share,
            independent_count: cell.independent_articles,
        })
    };
    by_day.iter().filter(|cell| cell.total > 0).filter_map(row).collect()
}

/// Attention by outlet as Media Cloud's top sources, the largest first; outlets without an article on it have no row.
#[must_use]
pub fn sources(by_outlet: &[Attention]) -> Vec<SourceRow> {
    let row = |(cell, ratio): (&Attention, f64)| SourceRow {
        source: cell.outlet.clone().unwrap_or_default(),
        count: cell.articles,
        ratio,
        independent_count: cell.independent_articles,
    };
    parts(by_outlet, |cell| &cell.outlet).into_iter().map(row).collect()
}

/// Attention by language as Media Cloud's top languages, the largest first.
#[must_use]
pub fn languages(by_language: &[Attention]) -> Vec<LanguageRow> {
    let row = |(cell, ratio): (&Attention, f64)| LanguageRow {
        language: cell.language.clone().unwrap_or_default(),
        count: cell.articles,
        ratio,
        independent_count: cell.independent_articles,
    };
    parts(by_language, |cell| &cell.language).into_iter().map(row).collect()
}

/// Cells with articles, the largest first, with the part each has of all of them.
fn parts(cells: &[Attention], name: impl Fn(&Attention) -> &Option<String>) -> Vec<(&Attention, f64)> {
    let all: u64 = cells.iter().map(|cell| cell.articles).sum();
    let mut found: Vec<&Attention> = cells.iter().filter(|cell| cell.articles > 0).collect();
    found.sort_by(|a, b| (Reverse(a.articles), name(a)).cmp(&(Reverse(b.articles), name(b))));
    found.into_iter().map(|cell| (cell, cell.articles as f64 / all as f64)).collect()
}

/// Counts words of headlines.
#[derive(Clone, Debug, Default)]
pub struct TermCounter {
    /// How often each word stands anywhere, and in how many headlines.
    counts: BTreeMap<String, (u64, u64)>,
    articles: u64,
}

impl TermCounter {
    /// Counts the words of one article's headline.
    pub fn add(&mut self, mut words: Vec<String>) {
        self.articles += 1;
        words.sort_unstable();
        for same in words.chunk_by(|a, b| a == b) {
            let (terms, documents) = self.counts.entry(same[0].clone()).or_default();
            *terms += same.len() as u64;
            *documents += 1;
        }
    }

    /// The `first` commonest words, those that come equally often in alphabetical order; 0 for all.
    #[must_use]
    pub fn rows(&self, first: usize) -> Vec<WordRow> {
        let part = |count: u64| count as f64 / self.articles as f64;
        let row = |(term, &(term_count, doc_count)): (&String, &(u64, u64))| WordRow {
            term: term.clone(),
            term_count,
            term_ratio: part(term_count),
            doc_count,
            doc_ratio: part(doc_count),
            sample_size: self.articles,
        };
        let mut rows: Vec<WordRow> = self.counts.iter().map(row).collect();
        rows.sort_by_key(|row| Reverse(row.term_count));
        if first > 0 {
            rows.truncate(first);
        }
        rows
    }
}

/// A row of GDELT's timelines: `Date,Series,Value`.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineRow<V> {
    /// The day.
    pub date: Date,
    /// What is counted, in GDELT's words.
    pub series: &'static str,
    /// How many, or how many of a hundred.
    pub value: V,
}

impl<V: Cell> Record for TimelineRow<V> {
    const TABLE: &'static str = "timeline";

    fn columns() -> Vec<Column> {
        let column = |name, kind, doc: &str| Column { name, kind, doc: doc.to_owned() };
        vec![
            column("Date", Kind::Date, "The day."),
            column("Series", Kind::Text, "What is counted."),
            column("Value", V::kind(), "How many, or how many of a hundred."),
        ]
    }

    fn values(&self) -> Vec<Value> {
        vec![self.date.value(), Value::Text(self.series.to_owned()), self.value.value()]
    }
}

/// Attention by day as GDELT's `timelinevol`: articles on the subject of a hundred articles.
#[must_use]
pub fn timeline_volume(by_day: &[Attention]) -> Vec<TimelineRow<f64>> {
    let row =
        |row: &OverTimeRow| Some(TimelineRow { date: row.date, series: "Volume Intensity", value: 100.0 * row.ratio? });
    over_time(by_day).iter().filter_map(row).collect()
}

/// Attention by day as GDELT's `timelinevolraw`: articles on the subject, and all articles.
#[must_use]
pub fn timeline_raw(by_day: &[Attention]) -> Vec<TimelineRow<u64>> {
    let rows = |row: &OverTimeRow| {
        let row_of = |series, value| TimelineRow { date: row.date, series, value };
        [row_of("Article Count", row.count), row_of("Total Monitored Articles", row.total_count)]
    };
    over_time(by_day).iter().flat_map(rows).collect()
}
