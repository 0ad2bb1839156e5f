//! An outlet or a subject over time; and the lists of both.

use super::address::address;
use super::layout::Frame;
use super::lists::{Cell, articles, facet, headings, link, table_of};
use crate::markup::Markup;
use crate::number::{count, percent};
use crate::svg::{DaysOf, Figure, days};
use overshadow_record::{Facet, Profile, SubjectNow};

/// Whose profile it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profiled<'a> {
    /// An outlet, by its name.
    Outlet(&'a str),
    /// A subject: its name and its query.
    Subject(&'a str, &'a str),
}

/// The page of an outlet or a subject.
#[must_use]
pub fn profile(frame: &Frame<'_>, whose: Profiled<'_>, profile: &Profile) -> String {
    let (kind, name) = match whose {
        Profiled::Outlet(name) => ("An outlet", name),
        Profiled::Subject(name, _) => ("A subject", name),
    };
    let mut body = Markup::default();
    body.raw("<header>").element("p", "kicker", kind).element("h1", "", name);
    if let Profiled::Subject(_, query) = whose {
        body.raw("<p class=\"lead\">").text("Articles that match ").element("code", "", query).raw("</p>");
    }
    let share = profile.matching as f64 / frame.overview.articles.max(1) as f64;
    body.element("p", "", format!("{} articles, {} of the archive.", count(profile.matching), percent(share)));
    body.raw("</header>\n");
    if let Some(figure) = figure(frame, whose, profile) {
        frame.figure(&mut body, &figure);
    }
    body.raw("<div class=\"split\"><section>").element("h2", "", "The newest articles");
    articles(&mut body, &profile.articles);
    let query = match whose {
        Profiled::Outlet(name) => format!("outlet:\"{}\"", name.replace('"', " ")),
        Profiled::Subject(_, query) => query.to_owned(),
    };
    body.raw("<p>");
    link(&mut body, &address("/search", &[("q", &query)]), "All of them");
    body.raw("</p>");
    frame.downloads(&mut body, !profile.days.is_empty());
    body.raw("</section>\n<aside aria-label=\"What they have in common\">");
    let outlet = |it: &Facet| (!it.value.is_empty()).then(|| address("/outlet", &[("name", &it.value)]));
    if matches!(whose, Profiled::Subject(..)) {
        facet(&mut body, "Outlets", "outlet", &profile.facets, outlet);
        facet(&mut body, "Countries", "country", &profile.facets, |_| None);
    }
    facet(&mut body, "Languages", "language", &profile.facets, |_| None);
    facet(&mut body, "Standing subjects", "subject", &profile.facets, |it| {
        Some(address("/subject", &[("name", &it.value)]))
    });
    let speaker = |it: &Facet| Some(address("/speaker", &[("name", &it.value)]));
    facet(&mut body, "Speakers", "speaker", &profile.facets, speaker);
    facet(&mut body, "Largest stories", "story", &profile.facets, |it| Some(format!("/story/{}", it.value)));
    body.raw("</aside></div>\n");
    frame.page(name, &body)
}

/// The chart of the page.
#[must_use]
pub fn figure(frame: &Frame<'_>, whose: Profiled<'_>, profile: &Profile) -> Option<Figure> {
    let title = match whose {
        Profiled::Outlet(name) => format!("What {name} published"),
        Profiled::Subject(name, _) => format!("Articles on “{name}”"),
    };
    let source = frame.source();
    days(&DaysOf { title: &title, source: &source, days: &profile.days })
}

/// All outlets with their articles.
#[must_use]
pub fn outlets(frame: &Frame<'_>, outlets: &[Facet]) -> String {
    let mut body = Markup::default();
    body.raw("<header>").element("h1", "", "Outlets").element(
        "p",
        "lead",
        "Who published what is in the archive, most articles first.",
    );
    body.raw("</header>\n");
    let row = |facet: &Facet| {
        let name = if facet.value.is_empty() { "not known" } else { &facet.value };
        let to = address("/outlet", &[("name", &facet.value)]);
        let share = facet.articles as f64 / frame.overview.articles.max(1) as f64;
        vec![Cell::Link(to, name.to_owned()), Cell::Text(count(facet.articles)), Cell::Text(percent(share))]
    };
    let rows: Vec<Vec<Cell>> = outlets.iter().map(row).collect();
    table_of(&mut body, "", &headings(["Outlet", "Articles", "Share"]), &rows);
    frame.downloads(&mut body, false);
    frame.page("Outlets", &body)
}

/// The standing subjects, and a form for any other.
#[must_use]
pub fn subjects(frame: &Frame<'_>, subjects: &[SubjectNow]) -> String {
    let mut body = Markup::default();
    body.raw("<header>").element("h1", "", "Subjects");
    body.element("p", "lead", "A subject is a query. These are the standing ones; any other can be asked for.");
    body.raw("<form action=\"/subject\" method=\"get\"><label for=\"q\">Query</label>");
    body.raw("<input type=\"search\" id=\"q\" name=\"q\" required><button>Show over time</button></form></header>\n");
    let row = |row: &SubjectNow| {
        let to = address("/subject", &[("name", &row.subject), ("q", &row.query)]);
        let share = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), percent);
        vec![Cell::Link(to, row.subject.clone()), Cell::Text(share(row.share)), Cell::Text(share(row.share_before))]
    };
    let rows: Vec<Vec<Cell>> = subjects.iter().map(row).collect();
    table_of(&mut body, "", &headings(["Subject", "Share, last 7 days", "7 days before"]), &rows);
    frame.downloads(&mut body, false);
    frame.page("Subjects", &body)
}
