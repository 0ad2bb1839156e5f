//! The page of a shock: what is asked, with what each choice does, and the report on it.

use super::layout::Frame;
use super::lists::link;
use crate::html::report_body;
use crate::markup::Markup;
use overshadow_record::Findings;

/// What is asked, as it was written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// The query of the breaking event.
    pub shock: &'a str,
    /// The day it broke.
    pub on: &'a str,
    /// Days of the window.
    pub window: &'a str,
    /// Subjects, one a line; the standing ones where none is named.
    pub subjects: &'a str,
    /// Groups, one a line.
    pub groups: &'a str,
    /// `articles` or `independent`.
    pub count: &'a str,
    /// Only articles that match this.
    pub only: &'a str,
}

/// The form alone, with what is wrong where something is.
#[must_use]
pub fn shock_form(frame: &Frame<'_>, asked: &Asked<'_>, problem: Option<(&str, &str)>) -> String {
    let mut body = Markup::default();
    body.raw("<header>").element("h1", "", "What did a breaking event do to the agenda?");
    body.element(
        "p",
        "lead",
        "Name the event and the day it broke. Every other subject is held against its own past and against the others.",
    );
    if let Some((problem, hint)) = problem {
        body.raw("<p class=\"note\" role=\"alert\">").text(format!("{problem}: {hint}")).raw("</p>");
    }
    form(&mut body, asked);
    body.raw("</header>\n");
    frame.page("Shock", &body)
}

/// The report, under the form that asked for it.
#[must_use]
pub fn shock(frame: &Frame<'_>, asked: &Asked<'_>, findings: &Findings) -> String {
    let mut body = Markup::lean();
    body.raw("<details>").element("summary", "", "Change what is asked");
    form(&mut body, asked);
    body.raw("</details>\n");
    report_body(&mut body, findings);
    body.raw("<p class=\"downloads\">");
    let query = frame.address.split_once('?').map_or("", |(_, query)| query);
    link(&mut body, &format!("/report?{query}"), "The report as one file");
    body.raw("</p>");
    if findings.estimates.is_ok() {
        frame.downloads(&mut body, false);
    }
    frame.page(&findings.shock.name, &body)
}

fn form(body: &mut Markup, asked: &Asked<'_>) {
    body.raw("<form action=\"/shock\" method=\"get\">");
    field(body, ("shock", "text", "The event", "a query: crocus OR (moscow attack), or story:ID"), asked.shock, true);
    body.raw("<div class=\"fields\">");
    field(body, ("on", "date", "Broke on", "the first day of the window"), asked.on, true);
    let window = if asked.window.is_empty() { "7" } else { asked.window };
    field(body, ("window", "number", "Days", "longer windows hold more articles and more other news"), window, false);
    body.raw("<div><label for=\"count\">Count <small>independent: a group of copies once a day</small></label>");
    body.raw("<select id=\"count\" name=\"count\">");
    for count in ["articles", "independent"] {
        let selected: &[(&str, &str)] =
            if asked.count == count { &[("value", count), ("selected", "")] } else { &[("value", count)] };
        body.open("option", selected).text(count).close("option");
    }
    body.raw("</select></div></div>\n");
    area(
        body,
        (
            "subjects",
            "Subjects",
            "NAME = QUERY a line; the standing ones where none is named. More subjects make the comparison firmer.",
        ),
        asked.subjects,
    );
    area(
        body,
        ("groups", "Groups", "NAME=SUBJECT,SUBJECT a line: did these together lose more than the others?"),
        asked.groups,
    );
    field(
        body,
        ("only", "text", "Only articles", "a query, such as lang:en or outlet:bbc*; shares are then of these"),
        asked.only,
        false,
    );
    body.raw("<button>Estimate</button></form>\n");
}

fn field(body: &mut Markup, (name, kind, label, hint): (&'static str, &str, &str, &str), value: &str, needed: bool) {
    body.raw("<div>").open("label", &[("for", name)]).text(label).text(" ").element("small", "", hint).close("label");
    let mut attributes = vec![("type", kind), ("id", name), ("name", name), ("value", value)];
    if kind == "number" {
        attributes.extend([("min", "1"), ("max", "90")]);
    }
    if needed {
        attributes.push(("required", ""));
    }
    body.empty("input", &attributes).raw("</div>\n");
}

fn area(body: &mut Markup, (name, label, hint): (&'static str, &str, &str), value: &str) {
    body.raw("<div>").open("label", &[("for", name)]).text(label).text(" ").element("small", "", hint).close("label");
    body.open("textarea", &[("id", name), ("name", name), ("rows", "2")]).text(value).close("textarea").raw("</div>\n");
}
