//! Count files: counts made elsewhere, or by an earlier run, asked like a pile of articles.
//!
//! A column named `A AND B`, where `A` and `B` are columns too, holds the articles on both: with `B` as the shock they
//! are set apart as they are when articles are counted. [`counts_csv`] writes such a file.

use crate::error::Error;
use overshadow_agenda::Group;
use overshadow_read::{CountsOptions, Input};
use overshadow_record::{CountRow, Counts, InputFile, Skipped, SubjectCount, Tally};
use std::collections::{BTreeMap, BTreeSet};

/// Counts with a shock chosen among their columns.
#[derive(Clone, Debug, PartialEq)]
pub struct ChosenCounts {
    /// The counts, the shock's position set, columns of articles on both folded in.
    pub counts: Counts,
    /// What a reader must know of them.
    pub notes: Vec<String>,
    /// What was left out.
    pub skipped: Vec<Skipped>,
    /// What became of the rows.
    pub tally: Tally,
    /// The files read.
    pub files: Vec<InputFile>,
}

/// Reads count files and chooses the shock and the subjects among their columns; no subject named means all.
///
/// # Errors
/// When a file cannot be read or is no count file, or a name is no column.
pub fn counts_of_files(
    inputs: &[Input],
    options: &CountsOptions,
    shock: Option<&str>,
    subjects: &[String],
    groups: &[Group],
) -> Result<ChosenCounts, Error> {
    let read = overshadow_read::counts(inputs, options)?;
    let mut tally =
        Tally { read: read.counts.rows.len() as u64, kept: read.counts.rows.len() as u64, ..Tally::default() };
    for skipped in &read.skipped {
        tally.read += 1;
        tally.skip(&skipped.reason);
    }
    let counts = choose(read.counts, shock, subjects, groups)?;
    Ok(ChosenCounts { counts, notes: read.notes, skipped: read.skipped, tally, files: read.files })
}

/// Chooses the shock and the subjects among the columns of counts.
///
/// # Errors
/// When a name is no column.
pub fn choose(counts: Counts, shock: Option<&str>, subjects: &[String], groups: &[Group]) -> Result<Counts, Error> {
    let known = |name: &str, given_as: &'static str| {
        counts.subject(name).map(|at| at as u32).ok_or_else(|| Error::NameUnknown {
            name: name.to_owned(),
            given_as,
            known: counts.subjects.clone(),
        })
    };
    for group in groups {
        for member in &group.subjects {
            known(member, "a member of a group")?;
        }
    }
    let shock_column = shock.map(|shock| known(shock, "the shock")).transpose()?;
    let both: BTreeMap<u32, (u32, u32)> = columns_of_both(&counts.subjects);
    let mut kept: Vec<u32> = if subjects.is_empty() {
        (0..counts.subjects.len() as u32).filter(|column| !both.contains_key(column)).collect()
    } else {
        subjects.iter().map(|subject| known(subject, "a subject")).collect::<Result<_, _>>()?
    };
    kept.retain(|&column| Some(column) != shock_column);
    kept.extend(shock_column);
    Ok(keep(&counts, &kept, shock_column, &both))
}

/// Columns named `A AND B` after two others: their position, and the positions of the two.
fn columns_of_both(names: &[String]) -> BTreeMap<u32, (u32, u32)> {
    let position: BTreeMap<&str, u32> = (0..).zip(names).map(|(at, name)| (name.as_str(), at)).collect();
    let parts = |name: &str| {
        name.match_indices(" AND ")
            .find_map(|(at, and)| Some((*position.get(&name[..at])?, *position.get(&name[at + and.len()..])?)))
    };
    (0..).zip(names).filter_map(|(at, name)| Some((at, parts(name)?))).collect()
}

/// The counts of the kept columns, in this order.
fn keep(counts: &Counts, kept: &[u32], shock: Option<u32>, both: &BTreeMap<u32, (u32, u32)>) -> Counts {
    let new: BTreeMap<u32, u32> = (0..).zip(kept).map(|(new, &old)| (old, new)).collect();
    let with_shock = |column: u32| {
        let (a, b) = *both.get(&column)?;
        let subject = if Some(b) == shock { a } else { b };
        (Some(a) == shock || Some(b) == shock).then(|| new.get(&subject).copied()).flatten()
    };
    let row = |row: &CountRow| {
        let cell = |cell: &SubjectCount| Some(SubjectCount { subject: *new.get(&cell.subject)?, ..*cell });
        let mut cells: Vec<SubjectCount> = row.cells.iter().filter_map(cell).collect();
        for on_both in &row.cells {
            let Some(subject) = with_shock(on_both.subject) else { continue };
            if let Some(cell) = cells.iter_mut().find(|cell| cell.subject == subject) {
                cell.with_shock = on_both.articles.min(cell.articles);
                cell.independent_with_shock = on_both.independent.min(cell.independent);
            }
        }
        cells.sort_unstable_by_key(|cell| cell.subject);
        CountRow { cells, ..row.clone() }
    };
    Counts {
        subjects: kept.iter().map(|&column| counts.subjects[column as usize].clone()).collect(),
        shock: shock.and_then(|shock| new.get(&shock).copied()),
        units: counts.units.clone(),
        rows: counts.rows.iter().map(row).collect(),
        copies_known: counts.copies_known,
    }
}

/// A wide count file: `date,outlet,country,total`, one column a subject, and one `SUBJECT AND SHOCK` for each subject
/// with articles on both. Languages are pooled.
#[must_use]
pub fn counts_csv(counts: &Counts) -> String {
    let shock = counts.shock.map(|shock| counts.subjects[shock as usize].as_str());
    let overlapping: BTreeSet<u32> = counts
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .filter(|cell| cell.with_shock > 0)
        .map(|cell| cell.subject)
        .collect();
    let mut names: Vec<String> = vec!["date".into(), "outlet".into(), "country".into(), "total".into()];
    names.extend(counts.subjects.iter().map(|name| quoted(name)));
    let both = |&subject: &u32| format!("{} AND {}", counts.subjects[subject as usize], shock.unwrap_or_default());
    names.extend(overlapping.iter().map(|subject| quoted(&both(subject))));
    let mut csv = names.join(",") + "\n";
    for ((date, outlet, country), (total, cells)) in &pooled_over_languages(counts) {
        let on = |subject: u32| cells.get(&subject).copied().unwrap_or_default();
        let mut line = format!("{date},{},{},{total}", quoted(outlet), quoted(country));
        for subject in 0..counts.subjects.len() as u32 {
            line += &format!(",{}", on(subject).0);
        }
        for &subject in &overlapping {
            line += &format!(",{}", on(subject).1);
        }
        csv += &line;
        csv.push('\n');
    }
    csv
}

type OutletDay<'a> = (jiff::civil::Date, &'a str, &'a str);
/// Articles on a subject, and those of them on the shock, by subject.
type Cells = BTreeMap<u32, (u32, u32)>;

fn pooled_over_languages(counts: &Counts) -> BTreeMap<OutletDay<'_>, (u32, Cells)> {
    let mut pooled: BTreeMap<OutletDay<'_>, (u32, Cells)> = BTreeMap::new();
    for row in &counts.rows {
        let unit = &counts.units[row.unit as usize];
        let (total, cells) = pooled.entry((row.day, &unit.outlet, &unit.country)).or_default();
        *total += row.total;
        for cell in &row.cells {
            let (articles, with_shock) = cells.entry(cell.subject).or_default();
            *articles += cell.articles;
            *with_shock += cell.with_shock;
        }
    }
    pooled
}

fn quoted(name: &str) -> String {
    if name.contains([',', '"', '\n', '\r']) { format!("\"{}\"", name.replace('"', "\"\"")) } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use overshadow_record::Unit;

    fn counts() -> Counts {
        let cell = |subject, articles, with_shock| SubjectCount {
            subject,
            articles,
            independent: articles,
            with_shock,
            independent_with_shock: with_shock,
        };
        Counts {
            subjects: vec!["Ukraine".into(), "Sport, all".into(), "Attack".into()],
            shock: Some(2),
            units: vec![Unit { outlet: "Echo".into(), country: "XA".into(), language: String::new() }],
            rows: vec![CountRow {
                day: date(2024, 3, 25),
                unit: 0,
                total: 20,
                independent_total: 20,
                cells: vec![cell(0, 5, 2), cell(1, 3, 0), cell(2, 8, 0)],
            }],
            copies_known: false,
        }
    }

    #[test]
    fn a_written_count_file_reads_back_as_the_same_counts() {
        let csv = counts_csv(&counts());
        let read = overshadow_read::counts_from_bytes("counts.csv", csv.as_bytes(), &CountsOptions::default()).unwrap();
        assert_eq!(choose(read.counts, Some("Attack"), &[], &[]).unwrap(), counts());
    }

    #[test]
    fn without_a_shock_articles_on_both_are_no_subject() {
        let csv = counts_csv(&counts());
        let read = overshadow_read::counts_from_bytes("counts.csv", csv.as_bytes(), &CountsOptions::default()).unwrap();
        let chosen = choose(read.counts, None, &[], &[]).unwrap();
        assert_eq!(chosen.subjects, ["Ukraine", "Sport, all", "Attack"]);
        assert_eq!(chosen.shock, None);
    }

    #[test]
    fn an_unknown_column_is_named_with_what_there_is() {
        let error = choose(counts(), Some("Atack"), &[], &[]).unwrap_err();
        assert_eq!(error.to_string(), "`Atack`, given as the shock, is not in the input");
        assert_eq!(error.hint().unwrap(), "there are 3 names, among them: Ukraine, Sport, all, Attack");
    }
}
