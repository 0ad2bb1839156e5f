//! Three real lists of headlines, counted by the standard subjects. Only counts are kept.

use crate::Fault;
use crate::data::Data;
use jiff::civil::{Date, date};
use overshadow::agenda::query::Subject;
use overshadow::read::{Input, ReadOptions};
use overshadow::record::Counts;
use overshadow::{Pile, Question, standard_subjects, tabulate};

/// The standing subject that the shock of 7 October 2023 is itself.
const SUBJECT_OF_THE_SHOCK: &str = "Israel and Palestinians";
/// Ukraine by the words of the design's shares, so that figures can be compared.
const UKRAINE: &str = "ukrain* OR kyiv* OR zelensk*";

/// A list of headlines.
#[derive(Clone, Copy)]
pub(crate) struct List {
    pub(crate) name: &'static str,
    file: &'static str,
    /// What of it is counted.
    only: Option<&'static str>,
}

/// Feeds of English outlets, links of a forum with a fixed number of places, a front page.
pub(crate) const RSS: List =
    List { name: "rss, English", file: "news/rss-headlines-2023/headlines.tsv.zst", only: Some("lang:en") };
pub(crate) const WORLDNEWS: List =
    List { name: "worldnews", file: "news/worldnews-top25/top25-2022-06_2024-06.tsv.zst", only: None };
pub(crate) const BBC: List =
    List { name: "bbc front page", file: "news/bbc-front-page/front-2023.tsv.zst", only: None };

/// Days on which something broke that took most lists.
pub(crate) const KNOWN_SHOCKS: [Date; 4] = [date(2023, 6, 24), date(2023, 8, 23), date(2023, 10, 7), date(2024, 3, 22)];

impl List {
    /// Counts the standard subjects, and the shock where one is named.
    pub(crate) fn counts(self, data: &Data, shock: Option<(&str, &str)>) -> Result<Counts, Fault> {
        let subject = |subject: Subject| match subject.name.as_str() {
            "Ukraine" => Subject { query: UKRAINE.to_owned(), ..subject },
            _ => subject,
        };
        let is_shock = |subject: &Subject| shock.is_some() && subject.name == SUBJECT_OF_THE_SHOCK;
        let question = Question {
            subjects: standard_subjects().into_iter().filter(|subject| !is_shock(subject)).map(subject).collect(),
            shock: shock.map(|(name, query)| Subject { name: name.to_owned(), query: query.to_owned() }),
            only: self.only.map(str::to_owned),
            ..Question::default()
        };
        let read = ReadOptions { today: Some(date(2024, 7, 1)), ..ReadOptions::default() };
        let pile = Pile { inputs: vec![Input::Path(data.file(self.file)?)], read, ..Pile::default() };
        Ok(tabulate(&pile, &question, None, &mut |_| {})?.counts)
    }
}
