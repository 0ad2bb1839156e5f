//! What was read: the outlet × day grid, outlets that come and go, and what was left out, with reasons.

use super::{figure, table};
use crate::markup::Markup;
use crate::number::{count, counted, day_short};
use crate::svg::Figure;
use overshadow_record::{Findings, OutletDays};

/// Days at either end of the data within which a beginning or an end is no news.
const EDGE_DAYS: usize = 7;

/// Writes the part; the grid is missing when no outlet is regular.
pub(super) fn write(page: &mut Markup, findings: &Findings, grid: Option<&Figure>) {
    page.raw("<section id=\"read\">").element("h2", "", "What was read");
    page.element("p", "", tally(findings));
    if !findings.empty_subjects.is_empty() {
        let words = counted(findings.empty_subjects.len() as u64, "subject matches", "subjects match");
        page.element("p", "", format!("{words} no article before the event: {}.", findings.empty_subjects.join(", ")));
    }
    skipped(page, findings);
    page.raw("</section>\n");
    if let Some(grid) = grid {
        figure::write(page, grid, false);
    }
    outlets_apart(page, findings);
}

fn tally(findings: &Findings) -> String {
    let tally = &findings.tally;
    format!(
        "{} pages and rows were read: {} kept, {} seen before, {} left out.",
        count(tally.read),
        count(tally.kept),
        count(tally.duplicate),
        count(tally.skipped_total())
    )
}

fn skipped(page: &mut Markup, findings: &Findings) {
    let rows: Vec<Vec<String>> =
        findings.tally.skipped.iter().map(|(reason, &number)| vec![reason.clone(), count(number)]).collect();
    if !rows.is_empty() {
        table::with_headings(page, &["Left out because", "How many"], &rows);
    }
}

fn outlets_apart(page: &mut Markup, findings: &Findings) {
    let sporadic: Vec<&OutletDays> = findings.outlets.iter().filter(|outlet| outlet.sporadic).collect();
    let changes: Vec<String> =
        findings.outlets.iter().filter(|outlet| !outlet.sporadic).filter_map(comes_or_goes).collect();
    if sporadic.is_empty() && changes.is_empty() {
        return;
    }
    page.raw("<section>");
    if !changes.is_empty() {
        page.element("h3", "", "Feeds that start or stop inside the data").raw("<ul>");
        changes.iter().for_each(|change| _ = page.element("li", "", change));
        page.raw("</ul>");
    }
    if !sporadic.is_empty() {
        page.element("h3", "", "Sporadic outlets: articles on fewer than half of their days");
        page.element("p", "", sporadic.iter().map(|outlet| in_words(outlet)).collect::<Vec<_>>().join("; ") + ".");
    }
    page.raw("</section>\n");
}

fn in_words(outlet: &OutletDays) -> String {
    let articles = outlet.totals.iter().flatten().map(|&total| u64::from(total)).sum();
    let days = outlet.totals.iter().flatten().count() as u64;
    format!("{} ({} on {})", outlet.outlet, counted(articles, "article", "articles"), counted(days, "day", "days"))
}

/// When an outlet's articles begin late or end early.
fn comes_or_goes(outlet: &OutletDays) -> Option<String> {
    let first = outlet.totals.iter().position(Option::is_some)?;
    let last = outlet.totals.iter().rposition(Option::is_some)?;
    let day = |offset| day_short(crate::svg::day_after(outlet.first_day, offset));
    let starts = (first >= EDGE_DAYS).then(|| format!("starts on {}", day(first)));
    let stops = (outlet.totals.len() - 1 - last >= EDGE_DAYS).then(|| format!("stops after {}", day(last)));
    let both: Vec<String> = [starts, stops].into_iter().flatten().collect();
    (!both.is_empty()).then(|| format!("{} {}", outlet.outlet, both.join(" and ")))
}
