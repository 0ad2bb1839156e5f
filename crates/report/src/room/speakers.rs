//! Speakers: their list, and what one of them said, where, and how it was introduced.

use super::address::address;
use super::layout::Frame;
use super::lists::{Cell, headings, link, quotations, table_of};
use crate::markup::Markup;
use crate::number::{count, counted};
use overshadow_record::{QuotedLine, SpeakerRow};
use std::collections::BTreeMap;

/// Quotations on a page.
const QUOTATIONS_SHOWN: usize = 200;

/// The speakers with most quotations, whose name holds some letters; `all` is how many speakers there are.
#[must_use]
pub fn speakers(frame: &Frame<'_>, named: &str, shown: &[SpeakerRow], all: u64) -> String {
    let mut body = Markup::default();
    body.raw("<header>").element("h1", "", "Speakers");
    body.element("p", "lead", "Whom the articles quote, by the names they give. A name is not a person: two people of one name are one row, and one person under two names two.");
    body.raw("<form action=\"/speakers\" method=\"get\"><label for=\"named\">Part of a name</label>");
    body.empty("input", &[("type", "search"), ("id", "named"), ("name", "named"), ("value", named)]);
    body.raw("<button>Show</button></form></header>\n");
    if shown.is_empty() {
        body.element("p", "note", "Nobody of that name is quoted. Headlines without texts hold no quotations.");
    } else {
        let row = |row: &SpeakerRow| {
            vec![
                Cell::Link(address("/speaker", &[("name", &row.speaker)]), row.speaker.clone()),
                Cell::Text(count(row.quotations)),
                Cell::Text(count(row.articles)),
            ]
        };
        let rows: Vec<Vec<Cell>> = shown.iter().map(row).collect();
        table_of(&mut body, "", &headings(["Speaker", "Quotations", "Articles"]), &rows);
    }
    body.element(
        "p",
        "quiet",
        format!("{} of {} shown.", count(shown.len() as u64), counted(all, "speaker", "speakers")),
    );
    frame.downloads(&mut body, false);
    frame.page("Speakers", &body)
}

/// One speaker.
#[must_use]
pub fn speaker(frame: &Frame<'_>, name: &str, said: &[QuotedLine]) -> String {
    let mut body = Markup::default();
    body.raw("<header>").element("p", "kicker", "A speaker").element("h1", "", name);
    let outlets = by(said, |line| line.outlet.clone().unwrap_or_else(|| "not known".to_owned()));
    let wordings = counted(said.len() as u64, "wording", "wordings");
    body.element(
        "p",
        "lead",
        format!("{wordings} in {}. The same words count once.", counted(outlets.len() as u64, "outlet", "outlets")),
    );
    body.raw("<p>");
    link(
        &mut body,
        &address("/search", &[("q", &format!("\"{}\"", name.replace('"', " ")))]),
        "Articles that have the name",
    );
    body.raw("</p></header>\n<div class=\"split\"><section>").element("h2", "", "What was said, the newest first");
    quotations(&mut body, &said[..said.len().min(QUOTATIONS_SHOWN)], false);
    if let Some(more) = said.len().checked_sub(QUOTATIONS_SHOWN).filter(|more| *more > 0) {
        body.element("p", "quiet", format!("{} older ones are in the data.", count(more as u64)));
    }
    frame.downloads(&mut body, false);
    body.raw("</section>\n<aside aria-label=\"Where and how\">");
    counts(&mut body, "Outlets", &outlets);
    counts(&mut body, "How it was introduced", &by(said, |line| line.stance.word().to_owned()));
    counts(&mut body, "The articles’ words for it", &by(said, |line| line.cue.to_lowercase()));
    body.raw("</aside></div>\n");
    frame.page(name, &body)
}

/// How many have each value, most first.
fn by(said: &[QuotedLine], value: impl Fn(&QuotedLine) -> String) -> Vec<(String, u64)> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for line in said {
        *counts.entry(value(line)).or_default() += 1;
    }
    let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

fn counts(body: &mut Markup, heading: &str, counts: &[(String, u64)]) {
    body.element("h2", "", heading).raw("<ul>");
    for (value, number) in counts.iter().take(12) {
        let value = if value.is_empty() { "none" } else { value };
        body.raw("<li>").element("span", "", value).element("span", "quiet", count(*number)).raw("</li>");
    }
    body.raw("</ul>");
    if let Some(more) = counts.len().checked_sub(12).filter(|more| *more > 0) {
        body.element("p", "quiet", format!("{} more are left out.", count(more as u64)));
    }
}
