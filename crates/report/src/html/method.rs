//! How it was done, what it cannot say, and how to repeat it.

use super::table;
use crate::markup::Markup;
use crate::number::{change, count, counted, day_short, percent, significant};
use crate::words::meaning;
use overshadow_record::{Findings, Verdict};

/// Writes the last part of the page.
pub(super) fn write(page: &mut Markup, findings: &Findings) {
    page.raw("<section id=\"method\">").element("h2", "", "How, and what this cannot say").raw("<ol>");
    for sentence in sentences(findings) {
        page.element("li", "", sentence);
    }
    page.raw("</ol>");
    verdicts(page);
    other_shocks(page, findings);
    page.raw("</section>\n");
    repeat(page, findings);
}

/// The method in five sentences.
fn sentences(findings: &Findings) -> Vec<String> {
    let windows = findings.estimates.as_ref().ok().and_then(|rows| rows.iter().map(|row| row.placebo_windows).max());
    let behind = windows.map_or_else(
        || "There were too few ordinary windows here to do so.".to_owned(),
        |windows| {
            format!(
                "Here there are {}, which overlap and are worth about {} independent ones.",
                counted(windows, "ordinary window", "ordinary windows"),
                significant(findings.effective_placebos, 2)
            )
        },
    );
    let margin = findings.equivalence_margin;
    vec![
        "Each subject’s share of the coverage in the window is compared with what its own recent past predicts; the \
         predictions are learnt from windows before the event, in which nothing of the kind happened."
            .to_owned(),
        "“Share of all coverage” includes dilution, the fall that any large story causes for every other; “against the \
         typical subject” leaves the event’s own articles out and takes the change of the median of the other subjects \
         away: it is a change in odds, which for the small shares of single subjects is nearly a change in share."
            .to_owned(),
        format!("Intervals and p-values come from how far the same prediction missed in ordinary windows. {behind}"),
        format!(
            "q is p adjusted for the number of subjects (Benjamini and Hochberg); “diluted only” means that the interval \
             against the typical subject lies between {} and {}.",
            change(-margin),
            change(margin)
        ),
        "This measures coverage and nothing else: it cannot say why anybody wrote less, and it cannot tell the effect of \
         the event from a story that happened to end that day."
            .to_owned(),
    ]
}

fn verdicts(page: &mut Markup) {
    page.raw("<details>").element("summary", "", "What the verdicts mean");
    let rows: Vec<Vec<String>> =
        Verdict::ALL.iter().map(|&verdict| vec![verdict.word().to_owned(), meaning(verdict).to_owned()]).collect();
    table::write(page, "words", &["Verdict".to_owned(), "Meaning".to_owned()], &rows);
    page.raw("</details>");
}

fn other_shocks(page: &mut Markup, findings: &Findings) {
    if findings.other_shocks.is_empty() {
        return;
    }
    page.element("h3", "", "Other bursts in the history");
    let about = if findings.compared.windows_left_out > 0 {
        "Ordinary weeks in which one of these took a twentieth of the coverage were left out of the comparison."
    } else {
        "Ordinary weeks hold these too; they make the intervals wider."
    };
    page.element("p", "quiet", about);
    let row = |(day, subject, share): &(jiff::civil::Date, String, f64)| {
        vec![subject.clone(), day_short(*day), percent(*share)]
    };
    let rows: Vec<Vec<String>> = findings.other_shocks.iter().map(row).collect();
    table::with_headings(page, &["Subject", "From", "Share of that week"], &rows);
}

/// Versions, options, seed and hashes.
fn repeat(page: &mut Markup, findings: &Findings) {
    let manifest = &findings.manifest;
    page.raw("<section id=\"repeat\">").element("h2", "", "To repeat it");
    page.element("p", "", format!("Made with {}, seed {}.", manifest.program, manifest.seed));
    if !manifest.provenance.is_empty() {
        page.element("p", "", &manifest.provenance);
    }
    if !manifest.options.is_empty() {
        let rows: Vec<Vec<String>> =
            manifest.options.iter().map(|(name, value)| vec![name.clone(), value.clone()]).collect();
        table::write(page, "words", &["Option".to_owned(), "Value".to_owned()], &rows);
    }
    for input in &manifest.inputs {
        page.raw("<p>").element("strong", "", &input.name).text(format!(", {} bytes", count(input.bytes)));
        page.raw("<br/>").element("span", "hash", format!("SHA-256 {}", input.sha256)).raw("</p>");
    }
    page.raw("</section>\n");
}
