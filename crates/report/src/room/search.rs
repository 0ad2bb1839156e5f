//! Searching: what matches, the newest first, and what it has in common.

use super::address::address;
use super::layout::Frame;
use super::lists::{articles, facet};
use crate::markup::Markup;
use crate::number::count;
use overshadow_record::{ArticleLine, Facet};

/// What was asked and found.
#[derive(Clone, Copy, Debug)]
pub struct SearchPage<'a> {
    /// The query as written; empty when nothing was asked yet.
    pub query: &'a str,
    /// The articles of this page.
    pub articles: &'a [ArticleLine],
    /// All that match.
    pub matching: u64,
    /// The last article shown, when there are more.
    pub next: Option<&'a str>,
    /// What the matching articles have in common.
    pub facets: &'a [Facet],
    /// True when the best come first, not the newest.
    pub is_best: bool,
    /// Why the query could not be understood: what, and the way out.
    pub problem: Option<(&'a str, &'a str)>,
}

/// The page.
#[must_use]
pub fn search(frame: &Frame<'_>, found: &SearchPage<'_>) -> String {
    let mut body = Markup::default();
    body.raw("<header>").element("h1", "", "Search");
    form(&mut body, found.query);
    if let Some((problem, hint)) = found.problem {
        body.raw("<p class=\"note\" role=\"alert\">").text(format!("{problem}: {hint}")).raw("</p>");
    }
    body.raw("</header>\n");
    if found.query.is_empty() || found.problem.is_some() {
        help(&mut body);
        return frame.page("Search", &body);
    }
    body.raw("<div class=\"split\"><section>");
    body.element("h2", "", format!("{} of {} articles match", count(found.matching), count(frame.overview.articles)));
    order(&mut body, found);
    if found.matching == 0 {
        body.element("p", "note", "Nothing matches. A star looks for all words with a beginning: ukrain*.");
    }
    articles(&mut body, found.articles);
    if let Some(next) = found.next {
        body.open("p", &[]);
        body.open("a", &[("rel", "next"), ("href", &address("/search", &[("q", found.query), ("after", next)]))]);
        body.text("Older articles").close("a").close("p");
    }
    frame.downloads(&mut body, false);
    body.raw("</section>\n<aside aria-label=\"What they have in common\">");
    facets(&mut body, found);
    body.raw("</aside></div>\n");
    frame.page(&format!("Search: {}", found.query), &body)
}

/// Which come first, and the way to the other order.
fn order(body: &mut Markup, found: &SearchPage<'_>) {
    let (here, other, asked) = match found.is_best {
        true => ("The best first: most of the words, seldom ones weigh more. ", "The newest first", ""),
        false => ("The newest first. ", "The best first", "best"),
    };
    body.raw("<p class=\"quiet\">").text(here);
    super::lists::link(body, &address("/search", &[("q", found.query), ("order", asked)]), other);
    body.raw("</p>");
}

fn form(body: &mut Markup, query: &str) {
    body.raw("<form action=\"/search\" method=\"get\" role=\"search\">");
    body.raw("<label for=\"q\">Words, phrases in quotation marks, AND, OR, NOT</label>");
    body.empty("input", &[("type", "search"), ("id", "q"), ("name", "q"), ("value", query)]);
    body.raw("<button>Search</button></form>\n");
}

fn facets(body: &mut Markup, found: &SearchPage<'_>) {
    // What all of them have narrows nothing.
    let narrows = |it: &Facet| !it.value.is_empty() && it.articles < found.matching;
    let narrowed = |field: &str, it: &Facet| {
        let query = format!("({}) {field}:\"{}\"", found.query, it.value.replace('"', " "));
        narrows(it).then(|| address("/search", &[("q", &query)]))
    };
    if found.matching > 0 {
        body.open("p", &[]);
        let to = address("/subject", &[("name", found.query), ("q", found.query)]);
        super::lists::link(body, &to, "Over time, as a subject");
        body.close("p");
    }
    facet(body, "Outlets", "outlet", found.facets, |it| narrowed("outlet", it));
    facet(body, "Countries", "country", found.facets, |it| narrowed("country", it));
    facet(body, "Languages", "language", found.facets, |it| narrowed("lang", it));
    facet(body, "Standing subjects", "subject", found.facets, |it| Some(address("/subject", &[("name", &it.value)])));
    let speaker = |it: &Facet| Some(address("/speaker", &[("name", &it.value)]));
    facet(body, "Speakers", "speaker", found.facets, speaker);
    facet(body, "Stories", "story", found.facets, |it| Some(format!("/story/{}", it.value)));
    let day = |it: &Facet| {
        let query = format!("({}) date:{}", found.query, it.value);
        narrows(it).then(|| address("/search", &[("q", &query)]))
    };
    facet(body, "Days", "day", found.facets, day);
    facet(body, "Months", "month", found.facets, day);
}

fn help(body: &mut Markup) {
    body.raw("<section>").element("h2", "", "What can be asked");
    body.raw("<dl class=\"help\">");
    for (example, meaning) in [
        ("ukraine", "the word, in headline or text"),
        ("\"city hall\"", "the words in this order"),
        ("zelensk*", "any word that begins so"),
        ("moscow (attack OR concert) NOT film", "side by side means AND"),
        ("title:war outlet:bbc* lang:en country:gb", "one part of the article"),
        ("date:2024-03 or date:2024-02-26..2024-03-22", "days"),
    ] {
        body.raw("<dt>").element("code", "", example).raw("</dt>").element("dd", "", meaning);
    }
    body.raw("</dl></section>\n");
}
