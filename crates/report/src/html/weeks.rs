//! How long it lasted: each week after the shock against what could be predicted on the day it broke.

use super::{download, table};
use crate::markup::Markup;
use crate::number::{NO_NUMBER, counted};
use crate::words::change_and_ends;
use overshadow_record::table::{csv_cells, csv_header};
use overshadow_record::{Findings, Record, WeekDisplacement, WeekState};

/// Subjects shown in the page; the download holds all.
const MOST_SHOWN: usize = 12;

/// Writes the part: groups, and subjects whose loss is shown in the first week.
pub(super) fn write(page: &mut Markup, findings: &Findings) {
    let subjects = subjects(findings);
    let weeks = findings.weeks.iter().map(|row| row.week).max().unwrap_or(0);
    if weeks < 2 || findings.estimates.is_err() {
        return;
    }
    page.raw("<section id=\"weeks\">").element("h2", "", "How long it lasted");
    page.element(
        "p",
        "",
        "Change against the typical subject, week by week, each against what could be predicted on the day it broke, with \
         its 95 % interval. A forecast four weeks ahead misses by more than one for next week, so intervals widen.",
    );
    if subjects.is_empty() {
        page.element("p", "", "For no single subject can a loss be shown in the first week.");
    } else {
        let headings: Vec<String> = ["Subject".to_owned()]
            .into_iter()
            .chain((1..=weeks).map(|week| format!("Week {week}")))
            .chain(["In words".to_owned()])
            .collect();
        let rows: Vec<Vec<String>> = subjects.iter().map(|rows| cells(rows, weeks)).collect();
        table::write(page, "", &headings, &rows);
    }
    let columns = WeekDisplacement::columns();
    let lines = findings.weeks.iter().map(|row| csv_cells(&columns, &row.values()));
    let csv = crate::svg::csv_text(std::iter::once(csv_header(&columns)).chain(lines));
    download::csv(page, "weeks", &csv, "All subjects, week by week (CSV)");
    page.raw("</section>\n");
}

/// The rows of each subject to show, in order.
fn subjects(findings: &Findings) -> Vec<Vec<&WeekDisplacement>> {
    let is_group = |row: &WeekDisplacement| findings.groups.iter().any(|group| group.group == row.subject);
    let is_shown = |row: &&WeekDisplacement| row.week == 1 && (is_group(row) || row.state == WeekState::Lost);
    let first_weeks = findings.weeks.iter().filter(is_shown).take(MOST_SHOWN);
    first_weeks.map(|first| findings.weeks.iter().filter(|row| row.subject == first.subject).collect()).collect()
}

fn cells(rows: &[&WeekDisplacement], weeks: u64) -> Vec<String> {
    let cell = |week: u64| {
        let row = rows.iter().find(|row| row.week == week)?;
        change_and_ends(Some(row.change_log_odds), Some(row.low), Some(row.high))
    };
    let mut cells = vec![rows[0].subject.clone()];
    cells.extend((1..=weeks).map(|week| cell(week).unwrap_or_else(|| NO_NUMBER.to_owned())));
    cells.push(in_words(rows[0]));
    cells
}

fn in_words(row: &WeekDisplacement) -> String {
    match row.lasted_weeks_at_least {
        0 => "no loss shown in the first week".to_owned(),
        lasted => format!("lost for at least {}", counted(lasted, "week", "weeks")),
    }
}
