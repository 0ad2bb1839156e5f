//! Lists that several pages have: articles, facets, quotations, tables, links with words in them.

use super::address::address;
use crate::markup::{Markup, followable};
use crate::number::{count, counted, day_short};
use overshadow_record::{ArticleLine, Facet, QuotationKind, QuotedLine};

/// Values of a facet that are shown.
const VALUES_SHOWN: usize = 12;

/// A link inside the room.
pub(super) fn link(page: &mut Markup, to: &str, words: &str) {
    page.open("a", &[("href", to)]).text(words).close("a");
}

/// A headline; one that is missing is said.
pub(super) fn headline(title: Option<&str>) -> &str {
    title.map(str::trim).filter(|title| !title.is_empty()).unwrap_or("(no headline)")
}

/// The permanent address of an article.
pub(super) fn article_address(link: &str) -> String {
    format!("/article/{link}")
}

/// Articles with what was found in them.
pub(super) fn articles(page: &mut Markup, articles: &[ArticleLine]) {
    page.raw("<ol class=\"hits\">\n");
    for article in articles {
        page.raw("<li><h3>");
        link(page, &article_address(&article.link), headline(article.title.as_deref()));
        page.raw("</h3>");
        beside(page, article);
        if !article.excerpt.is_empty() && article.title.as_deref() != Some(&article.excerpt.replace("**", "")) {
            page.raw("<p>");
            marked(page, &article.excerpt);
            page.raw("</p>");
        }
        page.raw("</li>\n");
    }
    page.raw("</ol>\n");
}

/// Outlet, day, language, and the address at the outlet.
pub(super) fn beside(page: &mut Markup, article: &ArticleLine) {
    page.raw("<p class=\"quiet\">");
    match article.outlet.as_deref() {
        Some(outlet) => link(page, &address("/outlet", &[("name", outlet)]), outlet),
        None => {
            page.text("outlet not known");
        }
    }
    let day = article.published.map_or_else(|| "no date".to_owned(), |published| day_short(published.at.date()));
    page.text(format!(", {day}"));
    if let Some(language) = &article.language {
        page.text(format!(", {language}"));
    }
    if let Some(address) = followable(article.url.as_deref()) {
        page.text(", ");
        page.open("a", &[("href", address), ("rel", "noopener noreferrer nofollow")]).text("at the outlet").close("a");
    }
    page.raw("</p>");
}

/// Text in which what stands between `**` is marked.
fn marked(page: &mut Markup, text: &str) {
    for (at, part) in text.split("**").enumerate() {
        if at % 2 == 1 {
            page.element("mark", "", part);
        } else {
            page.text(part);
        }
    }
}

/// One facet: values with their articles, each a link where there is one; how many are left out is said.
pub(super) fn facet(
    page: &mut Markup,
    heading: &str,
    name: &str,
    facets: &[Facet],
    to: impl Fn(&Facet) -> Option<String>,
) {
    let values: Vec<&Facet> = facets.iter().filter(|facet| facet.facet == name).collect();
    if values.is_empty() {
        return;
    }
    page.element("h2", "", heading).raw("<ul>");
    for value in values.iter().take(VALUES_SHOWN) {
        page.raw("<li><span>");
        let shown = if value.value.is_empty() { "not known" } else { &value.value };
        match to(value) {
            Some(address) => link(page, &address, shown),
            None => {
                page.text(shown);
            }
        }
        page.raw("</span>").element("span", "quiet", count(value.articles)).raw("</li>");
    }
    page.raw("</ul>");
    if let Some(more) = values.len().checked_sub(VALUES_SHOWN).filter(|more| *more > 0) {
        page.element("p", "quiet", format!("{} more are in the data.", count(more as u64)));
    }
    page.raw("\n");
}

/// Quotations with speaker, cue, article, and how many articles have them.
pub(super) fn quotations(page: &mut Markup, quotations: &[QuotedLine], with_speaker: bool) {
    for line in quotations {
        page.raw("<blockquote><p>");
        if with_speaker {
            page.raw("<strong>");
            if line.named {
                link(page, &address("/speaker", &[("name", &line.speaker)]), &line.speaker);
            } else {
                page.text(&line.speaker);
            }
            page.raw("</strong> ");
        }
        if !line.cue.is_empty() {
            page.text("(").element("em", "", &line.cue).text(") ");
        }
        // Reported speech is the article's wording, so it stands without marks.
        match line.kind {
            QuotationKind::Indirect => page.text(&line.words),
            _ => page.text(format!("“{}”", line.words)),
        };
        page.raw("</p><small>");
        let outlet = line.outlet.as_deref().unwrap_or("outlet not known");
        let day = line.published.map_or_else(|| "no date".to_owned(), |published| day_short(published.at.date()));
        page.text(format!("{outlet}, {day}: "));
        link(page, &article_address(&line.link), headline(line.title.as_deref()));
        if line.articles > 1 {
            page.text(format!(" (in {})", counted(line.articles, "article", "articles")));
        }
        page.raw("</small></blockquote>\n");
    }
}

/// A table of text cells.
pub(super) fn table(page: &mut Markup, class: &'static str, columns: &[String], rows: &[Vec<String>]) {
    let cells = rows.iter().map(|row| row.iter().map(|cell| Cell::Text(cell.clone())).collect()).collect::<Vec<_>>();
    table_of(page, class, columns, &cells);
}

/// A cell of a table.
pub(super) enum Cell {
    /// Plain text.
    Text(String),
    /// A link inside the room: address and words.
    Link(String, String),
}

/// A table some of whose cells lead on. It scrolls by itself, so it can be reached by keyboard.
pub(super) fn table_of(page: &mut Markup, class: &'static str, columns: &[String], rows: &[Vec<Cell>]) {
    page.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\">");
    page.open("table", &[("class", class)]).raw("<thead><tr>");
    for column in columns {
        page.open("th", &[("scope", "col")]).text(column).close("th");
    }
    page.raw("</tr></thead><tbody>\n");
    for row in rows {
        page.raw("<tr>");
        for (cell, column) in row.iter().zip(columns) {
            page.open("td", &[("data-label", &format!("{column}:"))]);
            match cell {
                Cell::Text(text) => {
                    page.text(text);
                }
                Cell::Link(to, words) => link(page, to, words),
            }
            page.close("td");
        }
        page.raw("</tr>\n");
    }
    page.raw("</tbody></table></div>\n");
}

/// Headings of a table.
pub(super) fn headings<const N: usize>(names: [&str; N]) -> Vec<String> {
    names.map(str::to_owned).to_vec()
}
