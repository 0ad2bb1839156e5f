//! Groups, and estimates inside outlets or countries.
//!
//! Ranks of a dozen outlets are weak, so units are never a league table: each stands with the ranks it may hold, and when
//! every unit may hold every other's rank the page says so first.

use super::{download, table};
use crate::markup::Markup;
use crate::number::{NO_NUMBER, count, counted, probability};
use crate::words::change_and_ends;
use overshadow_record::table::{csv_cells, csv_header};
use overshadow_record::{Findings, GroupDisplacement, Record, UnitDisplacement};

/// Writes both parts, each only when there is something in it.
pub(super) fn write(page: &mut Markup, findings: &Findings) {
    if findings.estimates.is_err() || (findings.groups.is_empty() && findings.units.is_empty()) {
        return;
    }
    page.raw("<section id=\"groups\">").element("h2", "", "Groups and outlets");
    if !findings.groups.is_empty() {
        groups(page, &findings.groups);
    }
    for subject in subjects(&findings.units) {
        let rows: Vec<&UnitDisplacement> = findings.units.iter().filter(|row| row.subject == subject).collect();
        units(page, subject, &rows);
    }
    if !findings.units.is_empty() {
        download::csv(page, "units", &csv(&findings.units), "All units (CSV)");
    }
    page.raw("</section>\n");
}

fn groups(page: &mut Markup, groups: &[GroupDisplacement]) {
    page.element("p", "", "A group is tested as one: its subjects together, against random sets of as many other subjects in ordinary weeks.");
    let row = |group: &GroupDisplacement| {
        vec![
            group.group.clone(),
            change_and_ends(Some(group.change_log_share), Some(group.share_low), Some(group.share_high))
                .unwrap_or_else(|| NO_NUMBER.to_owned()),
            change_and_ends(Some(group.change_log_odds), Some(group.low), Some(group.high))
                .unwrap_or_else(|| NO_NUMBER.to_owned()),
            probability(group.p_lost),
            probability(group.p_gained),
            group.verdict.to_string(),
            counted(group.draws, "set", "sets"),
            group.subjects.join(", "),
        ]
    };
    let rows: Vec<Vec<String>> = groups.iter().map(row).collect();
    let headings = [
        "Group",
        "Share of all coverage (95 %)",
        "Against the typical subject (95 %)",
        "p lost",
        "p gained",
        "Verdict",
        "Random sets",
        "Subjects",
    ];
    table::with_headings(page, &headings, &rows);
    download::csv(page, "groups", &csv(groups), "Groups (CSV)");
}

/// Subjects in order of appearance.
fn subjects(units: &[UnitDisplacement]) -> Vec<&str> {
    let mut subjects: Vec<&str> = Vec::new();
    for unit in units {
        if !subjects.contains(&unit.subject.as_str()) {
            subjects.push(&unit.subject);
        }
    }
    subjects
}

fn units(page: &mut Markup, subject: &str, rows: &[&UnitDisplacement]) {
    page.element("h3", "", format!("{subject}, inside each of {} units", rows.len()));
    page.element("p", "", told_apart(rows));
    let cells = |row: &&UnitDisplacement| {
        let none = || NO_NUMBER.to_owned();
        vec![
            row.unit.clone(),
            change_and_ends(Some(row.change_log_share), Some(row.share_low), Some(row.share_high)).unwrap_or_else(none),
            change_and_ends(Some(row.change_log_share_non_shock), Some(row.low), Some(row.high)).unwrap_or_else(none),
            format!("{} to {}", count(row.rank_low), count(row.rank_high)),
        ]
    };
    let cells: Vec<Vec<String>> = rows.iter().map(cells).collect();
    let headings = ["Unit", "Share of all coverage (95 %)", "Share of the other coverage (95 %)", "Ranks it may hold"];
    table::with_headings(page, &headings, &cells);
}

/// Whether any unit certainly lost more than another: then some unit cannot hold every rank.
fn told_apart(rows: &[&UnitDisplacement]) -> String {
    let last = rows.len() as u64;
    if rows.iter().all(|row| row.rank_low == 1 && row.rank_high == last) {
        return "No unit can be told from another: every one may hold any other’s rank.".to_owned();
    }
    "Rank 1 lost most. Units whose ranks overlap cannot be told from each other.".to_owned()
}

fn csv<R: Record>(rows: &[R]) -> String {
    let columns = R::columns();
    let lines = rows.iter().map(|row| csv_cells(&columns, &row.values()));
    crate::svg::csv_text(std::iter::once(csv_header(&columns)).chain(lines))
}
