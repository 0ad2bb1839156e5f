//! `demo-data`: derives the counts inside the program from real headlines. Only counts leave the data set.

use crate::Fault;
use crate::data::{Data, project};
use jiff::civil::date;
use overshadow::agenda::query::Subject;
use overshadow::read::{Input, ReadOptions};
use overshadow::{Pile, Question, counts_csv, demo_question, standard_subjects, tabulate};

/// The subject that is the shock itself.
const SUBJECT_OF_THE_SHOCK: &str = "Israel and Palestinians";

/// Reads the headlines, counts the standard subjects and the shock per outlet and day, writes the compressed table.
pub(crate) fn run(data: &Data) -> Result<(), Fault> {
    let headlines = data.file("news/rss-headlines-2023/headlines.tsv.zst")?;
    let (name, query, groups) = demo_question();
    let question = Question {
        subjects: standard_subjects().into_iter().filter(|subject| subject.name != SUBJECT_OF_THE_SHOCK).collect(),
        shock: Some(Subject { name: name.to_owned(), query: query.to_owned() }),
        groups,
        ..Question::default()
    };
    let read = ReadOptions { today: Some(date(2023, 11, 16)), ..ReadOptions::default() };
    let pile = Pile { inputs: vec![Input::Path(headlines)], read, ..Pile::default() };
    let tabulated = tabulate(&pile, &question, None, &mut |_| {})?;
    let csv = counts_csv(&tabulated.counts);
    let path = project().join("crates/overshadow/demo/counts.csv.zst");
    std::fs::write(&path, zstd::bulk::compress(csv.as_bytes(), 19)?)?;
    println!(
        "{} articles, {} outlets, {} columns, {} rows, {} bytes",
        tabulated.counts.articles(),
        tabulated.counts.units.len(),
        tabulated.counts.subjects.len(),
        csv.lines().count() - 1,
        std::fs::metadata(&path)?.len()
    );
    Ok(())
}
