//! Articles, when they were published, and what was left out on the way.

use crate::table::{Cell, Kind, Value};
use crate::{record, words};
use jiff::civil::{Date, DateTime};

record! {
    /// One news article, cleaned, or one row of a table.
    "articles"
    pub struct Article {
        /// Stable identity: the input's own id, else from the canonical URL, else from outlet, title and text.
        pub article_id: String,
        /// Canonical address, when known.
        pub url: Option<String>,
        /// Outlet: registrable host or the name the input gives.
        pub outlet: Option<String>,
        /// Country of the outlet, as the input gives it (ISO 3166 alpha-2 where it is a code).
        pub outlet_country: Option<String>,
        /// Language, ISO 639-1.
        pub language: Option<String>,
        /// When it was published, UTC; a day when only the day is known.
        pub published: Option<Published>,
        /// How exactly `published` is known: second, minute, day, month.
        pub published_precision: Option<Precision>,
        /// Headline.
        pub title: Option<String>,
        /// Authors, as named.
        pub authors: Vec<String>,
        /// The text that all spans point into.
        pub text: String,
        /// Identity of the group of near copies this article belongs to, when known.
        pub copy_group: Option<String>,
        /// File name with `#row` or `#offset`.
        pub source: String,
        /// Where `published` was found; empty when there is none.
        pub published_source: Option<DateSource>,
        /// The time zone that stood with it, as an offset from UTC such as `+02:00`; empty when none stood there.
        pub published_zone: Option<String>,
        /// Section or desk, as the page or the input names it.
        pub section: Option<String>,
        /// What the page is, where it is no plain article; empty when nobody looked.
        pub kind: Option<ArticleKind>,
        /// Columns of the input that have no place above, as a JSON object.
        pub extra: Option<String>,
    }
}

impl Article {
    /// An article of which only the text and where it came from are known.
    #[must_use]
    pub fn of_text(article_id: String, text: String, source: String) -> Self {
        Self {
            article_id,
            url: None,
            outlet: None,
            outlet_country: None,
            language: None,
            published: None,
            published_precision: None,
            title: None,
            authors: Vec::new(),
            text,
            copy_group: None,
            source,
            published_source: None,
            published_zone: None,
            section: None,
            kind: None,
            extra: None,
        }
    }

    /// The day it was published, UTC.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        self.published.map(|published| published.at.date())
    }
}

words! {
    /// Where a date of publication was found, the most trusted first.
    pub enum DateSource {
        /// `datePublished` of a page's JSON-LD.
        JsonLd = "json-ld",
        /// The head of a page: `article:published_time` and its kin.
        Head = "head",
        /// `itemprop="datePublished"` in a page.
        Microdata = "microdata",
        /// `<time datetime>` of a page.
        Time = "time",
        /// The address.
        Address = "address",
        /// A feed's entry, or a news sitemap's.
        Feed = "feed",
        /// The record beside the page in its archive.
        Archive = "archive",
        /// A line of its own in the page.
        Byline = "byline",
        /// The beginning of the text.
        Text = "text",
        /// A column of the input.
        Column = "column",
    }
}

words! {
    /// What a page is.
    pub enum ArticleKind {
        /// An article.
        Article = "article",
        /// Entries under one address that goes on being written.
        LiveBlog = "live-blog",
        /// Pictures with captions.
        Gallery = "gallery",
        /// The beginning of an article, the rest of which is for subscribers.
        PaywallStub = "paywall-stub",
    }
}

words! {
    /// How exactly a date is known.
    pub enum Precision {
        /// To the second.
        Second = "second",
        /// To the minute.
        Minute = "minute",
        /// The day only.
        Day = "day",
        /// The month only; stands as its first day.
        Month = "month",
    }
}

/// A moment of publication, UTC, with its precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Published {
    /// UTC; midnight when only the day is known.
    pub at: DateTime,
    /// How exactly it is known.
    pub precision: Precision,
}

impl Published {
    /// A day without a time.
    #[must_use]
    pub fn on(day: Date) -> Self {
        Self { at: day.to_datetime(jiff::civil::Time::midnight()), precision: Precision::Day }
    }
}

impl std::fmt::Display for Published {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.precision {
            Precision::Second | Precision::Minute => write!(f, "{}Z", self.at),
            Precision::Day | Precision::Month => write!(f, "{}", self.at.date()),
        }
    }
}

impl Cell for Published {
    fn kind() -> Kind {
        Kind::Text
    }
    fn value(&self) -> Value {
        Value::Text(self.to_string())
    }
}

record! {
    /// Input that was left out, with the reason: nothing is dropped silently.
    "skipped"
    pub struct Skipped {
        /// File name with `#row` or `#offset`.
        pub source: String,
        /// Short code of the reason, such as `date-missing` or `row-ragged`.
        pub reason: String,
        /// What was found there.
        pub detail: String,
    }
}

/// Reasons that are no fault of the input: what nobody asked for, and what archives hold beside articles.
const PASSED_OVER: [&str; 4] = ["not-a-page", "not-asked-for", "page-unchanged", "status-not-ok"];

impl Skipped {
    /// True for what was left out though nothing is wrong with it: images and redirections of an archive, what `--only`
    /// does not ask for.
    #[must_use]
    pub fn is_passed_over(&self) -> bool {
        PASSED_OVER.contains(&self.reason.as_str())
    }
}

/// What became of the input, for the last line of every run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// Pages and rows seen.
    pub read: u64,
    /// Those that became articles.
    pub kept: u64,
    /// Those seen before (same `article_id`).
    pub duplicate: u64,
    /// Those left out, by reason, sorted.
    pub skipped: std::collections::BTreeMap<String, u64>,
}

impl Tally {
    /// Counts one item left out.
    pub fn skip(&mut self, reason: &str) {
        *self.skipped.entry(reason.to_owned()).or_default() += 1;
    }

    /// Adds what became of another part of the input.
    pub fn add(&mut self, other: &Self) {
        self.read += other.read;
        self.kept += other.kept;
        self.duplicate += other.duplicate;
        for (reason, count) in &other.skipped {
            *self.skipped.entry(reason.clone()).or_default() += count;
        }
    }

    /// How many were left out.
    #[must_use]
    pub fn skipped_total(&self) -> u64 {
        self.skipped.values().sum()
    }

    /// How many of those have nothing wrong about them ([`Skipped::is_passed_over`]).
    #[must_use]
    pub fn passed_over(&self) -> u64 {
        PASSED_OVER.iter().filter_map(|reason| self.skipped.get(*reason)).sum()
    }

    /// The reasons and counts of the others.
    pub fn faults(&self) -> impl Iterator<Item = (&str, u64)> {
        let is_fault = |(reason, _): &(&String, &u64)| !PASSED_OVER.contains(&reason.as_str());
        self.skipped.iter().filter(is_fault).map(|(reason, count)| (reason.as_str(), *count))
    }
}
