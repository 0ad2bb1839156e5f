//! The report as one HTML file: no script, no font, no picture from elsewhere.
//!
//! A reader gets the finding in ten seconds (headline and sentences), sees why it may be wrong in sixty (figures,
//! intervals, what was read), and takes the data along in ninety (every table and chart is a download in the page). The
//! policy in the head forbids the page to load anything, so even a fault in escaping could not call home.

mod download;
mod evidence;
mod figure;
mod head;
mod method;
mod read;
mod stories;
mod table;
mod units;
mod weeks;

pub(crate) use head::style as page_style;

use crate::markup::Markup;
use crate::number::{count, counted, day_in_words, day_short, percent, significant, spelled};
use crate::svg::{self, Figure};
use crate::words::{finding_in_words, shock_share};
use overshadow_record::Findings;

/// Sentences in the opening paragraph: what broke, and both answers on the subject that fell most.
const LEAD_SENTENCES: usize = 3;

/// The whole page.
#[must_use]
pub fn html(findings: &Findings) -> String {
    let mut page = Markup::default();
    head::write(&mut page, &findings.shock.name);
    page.raw("<body><main>\n");
    report_body(&mut page, findings);
    page.raw("</main></body></html>\n");
    page.finish()
}

/// All that the page says, without its head.
pub(crate) fn report_body(page: &mut Markup, findings: &Findings) {
    what_broke(page, findings);
    finding(page, findings);
    let figures = svg::figures(findings);
    let (read, of_estimates): (Vec<&Figure>, Vec<&Figure>) =
        figures.iter().partition(|figure| figure.name == "outlets");
    for shown in of_estimates {
        figure::write(page, shown, true);
    }
    weeks::write(page, findings);
    units::write(page, findings);
    stories::write(page, findings);
    evidence::who_spoke(page, findings);
    evidence::headlines(page, findings);
    read::write(page, findings, read.first().copied());
    method::write(page, findings);
}

/// What broke, when, in what.
fn what_broke(page: &mut Markup, findings: &Findings) {
    let shock = &findings.shock;
    page.raw("<header>").element("p", "kicker", "What a breaking event did to the agenda");
    page.element("h1", "", &shock.name);
    page.raw("<p class=\"lead\">").element("strong", "", day_in_words(shock.on));
    page.text(format!(", window of {} days", spelled(u64::from(shock.window_days))));
    if shock.query != shock.name && !shock.query.is_empty() {
        page.text("; articles that match ").element("code", "", &shock.query);
    }
    page.raw("</p>");
    for note in &findings.notes {
        page.element("p", "note", note);
    }
    key_numbers(page, findings);
    page.raw("</header>\n");
}

fn key_numbers(page: &mut Markup, findings: &Findings) {
    let coverage = &findings.coverage;
    let independent = |number: Option<u64>| match number {
        Some(number) => format!("{} independent", count(number)),
        None => "copies not known".to_owned(),
    };
    let share = shock_share(findings)
        .map_or_else(|| "no share".to_owned(), |share| format!("{} of the window", percent(share)));
    let numbers = [
        ("Articles read", count(coverage.articles), independent(coverage.independent_articles)),
        ("Outlets", count(coverage.outlets), format!("{} in the window", count(coverage.window_outlets))),
        (
            "On the event",
            count(coverage.shock_articles),
            format!("{share}; {}", independent(coverage.shock_independent_articles)),
        ),
        (
            "A day before",
            significant(coverage.shock_before_per_day, 2),
            "on the event, in the four weeks before".to_owned(),
        ),
    ];
    page.raw("<dl class=\"numbers\">");
    for (name, number, beside) in numbers {
        page.raw("<div>")
            .element("dt", "", name)
            .element("dd", "", number)
            .element("dd", "beside", beside)
            .raw("</div>");
    }
    page.raw("</dl>");
    page.element("p", "quiet", span_of_data(findings));
}

fn span_of_data(findings: &Findings) -> String {
    let coverage = &findings.coverage;
    let mut parts = vec![format!("Data from {} to {}", day_short(coverage.first_day), day_short(coverage.last_day))];
    let listed = [("language", "languages", &coverage.languages), ("country", "countries", &coverage.countries)];
    for (one, many, names) in listed {
        if !names.is_empty() {
            parts.push(format!("{}: {}", counted(names.len() as u64, one, many), names.join(", ")));
        }
    }
    parts.join("; ") + "."
}

/// The finding in words; a refusal is said first and loudest.
fn finding(page: &mut Markup, findings: &Findings) {
    let class = if findings.estimates.is_err() { "finding refused" } else { "finding" };
    page.open("section", &[("class", class), ("aria-label", "The finding")]).element("h2", "", "The finding");
    let sentences = finding_in_words(findings);
    let (lead, rest) = sentences.split_at(sentences.len().min(LEAD_SENTENCES));
    page.element("p", "", lead.join(" ")).raw("<ul>");
    for sentence in rest {
        page.element("li", "", sentence);
    }
    page.raw("</ul>");
    if findings.estimates.is_err() {
        page.element("p", "quiet", "What was read is shown below all the same.");
    }
    page.raw("</section>\n");
}
