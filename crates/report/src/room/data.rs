//! What can be taken along, and the interface for programs.

use super::layout::Frame;
use super::lists::{Cell, headings, table_of};
use crate::markup::Markup;

/// Tables of the archive: page, what a row is.
const TABLES: [(&str, &str); 6] = [
    ("/start", "a standing subject: articles and shares of the last seven days and the seven before"),
    ("/stories", "a story with three articles and more"),
    ("/speakers", "a speaker"),
    ("/outlets", "an outlet"),
    ("/subjects", "a standing subject"),
    ("/search?q=ukraine", "an article that matches a query; at most 10,000"),
];

/// Questions a program can ask: address, what it answers.
const INTERFACE: [(&str, &str); 9] = [
    ("/api/overview", "what the archive holds, and what rises and falls"),
    ("/api/search?q=QUERY&first=20&after=LINK", "articles that match, a page at a time, and facets"),
    ("/api/attention?subject=NAME%3DQUERY&by=day", "counts and shares by day, outlet, country, language"),
    ("/api/stories?first=100", "the largest stories"),
    ("/api/stories/ID", "one story with its articles and quotations"),
    ("/api/speakers?named=NAME", "speakers"),
    ("/api/speakers/NAME", "what one said"),
    ("/api/articles/LINK", "one article with its quotations and names"),
    ("/api/displacement?shock=QUERY&on=DATE", "what a breaking event did to the agenda"),
];

/// The page; `digest` names what the archive holds.
#[must_use]
pub fn data(frame: &Frame<'_>, digest: &str) -> String {
    let mut body = Markup::default();
    body.raw("<header>").element("h1", "", "Data and interface");
    body.element("p", "lead", "Every page’s rows under the page’s own address, with .csv, .jsonl or .parquet behind its name; charts with .svg or .png.");
    body.raw("</header>\n<section>").element("h2", "", "Tables");
    let table = |(page, row): (&str, &str)| {
        let of = |ending: &str| Cell::Link(super::with_ending(page, ending), ending.to_owned());
        vec![Cell::Text(row.to_owned()), of("csv"), of("jsonl"), of("parquet")]
    };
    let rows: Vec<Vec<Cell>> = TABLES.into_iter().map(table).collect();
    table_of(&mut body, "words", &headings(["A row is", "", " ", "  "]), &rows);
    body.raw("</section>\n<section>").element("h2", "", "For programs");
    body.raw("<p>JSON, described in <a href=\"/api/openapi.json\">OpenAPI</a>. Errors have a code, a message and a hint.</p>");
    let rows: Vec<Vec<Cell>> = INTERFACE
        .into_iter()
        .map(|(address, answer)| vec![Cell::Text(address.to_owned()), Cell::Text(answer.to_owned())])
        .collect();
    table_of(&mut body, "words", &headings(["Address", "Answer"]), &rows);
    body.raw("</section>\n").element("p", "hash", format!("Digest of all articles: {digest}"));
    frame.page("Data", &body)
}
