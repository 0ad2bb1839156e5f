//! The page `docs/quotation-peers.md`: the table of systems, what they are, and what makes the comparison fair or not.

use crate::scorer::Score;
use jiff::{Timestamp, tz::TimeZone};
use serde_json::Value;
use std::collections::BTreeMap;

/// A system on a set.
pub(crate) struct Row {
    /// What its adapter says of it.
    pub(crate) note: Value,
    /// `None` when it is not installed.
    pub(crate) figures: Option<Score>,
    pub(crate) words_per_second: Option<f64>,
}

/// A set, and every system on it.
pub(crate) struct Section {
    pub(crate) title: &'static str,
    pub(crate) documents: usize,
    pub(crate) rows: Vec<Row>,
}

const EXPLANATION: &str = "\
# Other extractors on the same documents

Each system ran as a user would run it (`bench/peers/quotations`), on the same texts, and was scored by the same scorer. Words
that spans touch are compared, so marks and commas at an edge decide nothing. Figures up to *full lenient* are F1 over all
quotations: *exact* asks for the same words, *overlap* gives credit for the part that is shared, *full* asks for content and
source together, the same words of both or (*lenient*) half of the content's words and one word of the source. Attribution
accuracy is the share of right sources among the contents found.";

const FAIRNESS: &str = "\
## What is fair here and what is not

- The annotation marks belief and intent (\"hopes\", \"supports\") beside speech, and two thirds of it have no marks. The other
  systems were made for speech, most of them for direct speech: read the columns for direct and indirect quotations before
  any F1.
- None of the other systems was made for or trained on these documents; the regular expressions were loosened once with
  their figures in view. Our engine learnt from the train part of the corpus that the PolNeAR documents are
  the development set of, and scored on them while they were written: the advantage is ours. The
  annotated news set is written and marked by this project, after its own guideline; the others follow theirs.
- textacy gives up on a text with an odd number of marks; the form by paragraph loses only that paragraph, and is the fairer
  of the two.
- The GenderGapTracker and Citron were made with larger spaCy pipelines or other corpora. Figures published for them are of
  other data and cannot be compared with these.
- Words a second are of processor time on one core. Theirs leave out the start of Python and the loading of models; ours is
  of the whole program, reading and writing included, on the set repeated to two million words. A system that needs a
  parse pays for it.";

const HOW: &str = "\
## How to run it

`cargo xtask eval quotations --peers` writes this page. It makes a Python environment under `target/` from pinned versions and
reads the data sets that `cargo xtask eval` reads. Citron and the GenderGapTracker run where you have them:
`bench/peers/quotations/README.md` says how to name their folders.";

/// The whole page.
pub(crate) fn page(sections: &[Section]) -> String {
    let date = TimeZone::UTC.to_datetime(Timestamp::now()).date();
    let tables: Vec<String> = sections.iter().map(section).collect();
    let systems: Vec<String> =
        sections.first().map(|first| first.rows.iter().filter_map(what).collect()).unwrap_or_default();
    let versions = versions(sections);
    format!(
        "{EXPLANATION}\n\n{}\n## The systems\n\n{}\nMeasured on {date} with {versions}.\n\n{FAIRNESS}\n\n{HOW}\n",
        tables.join("\n"),
        systems.concat(),
    )
}

fn section(section: &Section) -> String {
    let lines: String = section.rows.iter().filter_map(line).collect();
    let gave_up: String = section.rows.iter().filter_map(|row| gave_up(row, section.documents)).collect();
    let missing: Vec<String> = section.rows.iter().filter(|row| row.figures.is_none()).map(title).collect();
    let missing = match missing.as_slice() {
        [] => String::new(),
        missing => format!("Not installed where this was measured: {}.\n", missing.join(", ")),
    };
    format!("## {}\n\n{HEADINGS}\n{lines}\n{gave_up}{missing}", section.title)
}

const HEADINGS: &str = "\
| system | content exact / overlap | cue exact / overlap | source exact / overlap | full exact | full lenient | attribution accuracy | direct: recall, full lenient | indirect: recall, content | words per CPU second |
|---|---|---|---|---|---|---|---|---|---|";

fn line(row: &Row) -> Option<String> {
    let score = row.figures.as_ref()?;
    let both =
        |part: &str| ["exact", "overlap"].map(|how| figure(score, &[&format!("{part} {how}"), "f1"])).join(" / ");
    let cells = [
        both("content"),
        both("cue"),
        both("source"),
        figure(score, &["full exact", "f1"]),
        figure(score, &["full lenient", "f1"]),
        figure(score, &["attribution accuracy", "value"]),
        figure(score, &["by type", "direct", "full lenient recall"]),
        figure(score, &["by type", "indirect", "content recall"]),
        row.words_per_second.map_or_else(|| "–".to_owned(), rounded),
    ];
    Some(format!("| {} | {} |\n", title(row), cells.join(" | ")))
}

/// A share as it is printed: `.048`; a dash where there is none.
fn figure(score: &Score, path: &[&str]) -> String {
    let share = score.figure(path).map(|share| format!("{share:.3}").trim_start_matches('0').to_owned());
    share.unwrap_or_else(|_| "–".to_owned())
}

/// Two digits of a speed, thousands apart: more would not be the same tomorrow.
fn rounded(words_per_second: f64) -> String {
    let step = 10_f64.powf(words_per_second.log10().floor() - 1.0).max(1.0);
    let digits = format!("{:.0}", (words_per_second / step).round() * step);
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn title(row: &Row) -> String {
    row.note["title"].as_str().unwrap_or_default().to_owned()
}

fn gave_up(row: &Row, documents: usize) -> Option<String> {
    let gave_up = row.note["gave_up"].as_u64().filter(|gave_up| *gave_up > 0)?;
    Some(format!("{} gave up on {gave_up} of {documents} documents.\n", title(row)))
}

fn what(row: &Row) -> Option<String> {
    row.note["what"].as_str().map(|what| format!("- *{}*: {what}\n", title(row).replace('*', "")))
}

/// Everything that had a say, each once.
fn versions(sections: &[Section]) -> String {
    let rows = sections.iter().flat_map(|section| &section.rows);
    let named = rows.filter_map(|row| row.note["versions"].as_object()).flatten();
    let versions: BTreeMap<&String, &str> = named.map(|(name, it)| (name, it.as_str().unwrap_or_default())).collect();
    versions.iter().map(|(name, version)| format!("{name} {version}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{Row, line, rounded};
    use crate::scorer::Score;
    use serde_json::json;

    #[test]
    fn a_speed_keeps_two_digits() {
        assert_eq!([1_234_567.0, 4_949.0, 87.0].map(rounded), ["1,200,000", "4,900", "87"]);
    }

    #[test]
    fn a_figure_that_was_not_scored_is_a_dash_and_a_missing_system_has_no_line() {
        let figures = json!({ "content exact": { "f1": 0.0482 }, "content overlap": { "f1": 1.0 } });
        let figures = Some(Score { figures, satisfied: true });
        let row = Row { note: json!({ "title": "a" }), figures, words_per_second: None };
        assert!(line(&row).unwrap().starts_with("| a | .048 / 1.000 | – / – | – / – | – |"));
        let missing = Row { note: json!({ "title": "b", "missing": "c" }), figures: None, words_per_second: None };
        assert_eq!(line(&missing), None);
    }
}
