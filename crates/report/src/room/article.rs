//! An article: its text, with quotations, speakers, cues and names marked, and what it belongs to.

use super::address::address;
use super::layout::Frame;
use super::lists::{articles, beside, headline, link};
use crate::markup::Markup;
use crate::number::counted;
use overshadow_record::{Annotations, ArticleLine, ArticlePage, QuotationKind, Span};

/// What a part of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Name,
    Cue,
    Speaker,
    Reported,
    Quoted,
}

/// The page.
#[must_use]
pub fn article(frame: &Frame<'_>, link_name: &str, shown: &ArticlePage) -> String {
    let article = &shown.article;
    let title = headline(article.title.as_deref());
    let mut body = Markup::default();
    body.raw("<header>").element("p", "kicker", "An article").element("h1", "", title);
    let line = ArticleLine {
        link: link_name.to_owned(),
        published: article.published,
        outlet: article.outlet.clone(),
        outlet_country: article.outlet_country.clone(),
        language: article.language.clone(),
        title: None,
        excerpt: String::new(),
        url: article.url.clone(),
    };
    beside(&mut body, &line);
    if !article.authors.is_empty() {
        body.element("p", "quiet", format!("By {}", article.authors.join(", ")));
    }
    belongs(&mut body, shown);
    body.raw("</header>\n<section>");
    if article.text.is_empty() {
        body.element("p", "note", "The archive holds the headline only.");
    } else {
        body.raw("<div class=\"text\">");
        annotated(&mut body, &article.text, &shown.annotations);
        body.raw("</div>");
        legend(&mut body, &shown.annotations);
    }
    body.element("p", "source", format!("Read from {}.", article.source));
    frame.downloads(&mut body, false);
    body.raw("</section>\n");
    if !shown.copies.is_empty() {
        body.raw("<section>").element("h2", "", "Its near copies");
        articles(&mut body, &shown.copies);
        body.raw("</section>\n");
    }
    frame.page(title, &body)
}

fn belongs(body: &mut Markup, shown: &ArticlePage) {
    if let Some(story) = &shown.story {
        body.raw("<p>").text("Its story: ");
        link(body, &format!("/story/{}", story.story_id), headline(story.title.as_deref()));
        body.text(format!(" ({})", counted(story.articles, "article", "articles"))).raw("</p>");
    }
}

fn legend(body: &mut Markup, annotations: &Annotations) {
    let quotations = counted(annotations.quotations.len() as u64, "quotation", "quotations");
    let names = counted(annotations.mentions.len() as u64, "name", "names");
    body.element("p", "quiet", format!("{quotations} and {names}, found by the program: words quoted are underlined, reported speech dotted, speakers bold, the words that introduce them italic."));
}

/// The text in pieces, each with its role; where two claim a letter, the later role in the list has it.
fn annotated(body: &mut Markup, text: &str, annotations: &Annotations) {
    let mut parts: Vec<(Span, Role, Option<&str>)> = Vec::new();
    for mention in &annotations.mentions {
        parts.push((mention.span, Role::Name, Some(&mention.name)));
    }
    for quotation in &annotations.quotations {
        let role = if quotation.kind == QuotationKind::Indirect { Role::Reported } else { Role::Quoted };
        parts.extend(quotation.cue.iter().map(|span| (*span, Role::Cue, None)));
        parts.extend(quotation.content.iter().map(|span| (*span, role, None)));
        if let Some(speaker) = &quotation.speaker {
            parts.extend(speaker.mention.iter().map(|span| (*span, Role::Speaker, speaker.name.as_deref())));
        }
    }
    let mut borders: Vec<usize> =
        parts.iter().flat_map(|(span, ..)| [span.start as usize, span.end as usize]).collect();
    borders.extend([0, text.len()]);
    borders.retain(|&border| border <= text.len() && text.is_char_boundary(border));
    borders.sort_unstable();
    borders.dedup();
    for pair in borders.windows(2) {
        let inside = |span: &Span| span.start as usize <= pair[0] && pair[1] <= span.end as usize;
        let part = parts.iter().filter(|(span, ..)| inside(span)).max_by_key(|(_, role, _)| *role);
        piece(body, &text[pair[0]..pair[1]], part.map(|(_, role, name)| (*role, *name)));
    }
}

fn piece(body: &mut Markup, text: &str, part: Option<(Role, Option<&str>)>) {
    match part.filter(|_| !text.trim().is_empty()) {
        None => {
            body.text(text);
        }
        Some((Role::Quoted, _)) => {
            body.element("q", "", text);
        }
        Some((Role::Reported, _)) => {
            body.element("span", "reported", text);
        }
        Some((Role::Cue, _)) => {
            body.element("span", "cue", text);
        }
        Some((Role::Speaker, Some(name))) => {
            let to = address("/speaker", &[("name", name)]);
            body.open("a", &[("class", "speaker"), ("href", &to)]).text(text).close("a");
        }
        Some((Role::Speaker, None)) => {
            body.element("span", "speaker", text);
        }
        Some((Role::Name, name)) => {
            let query = format!("\"{}\"", name.unwrap_or(text).replace('"', " "));
            body.open("a", &[("class", "name"), ("href", &address("/search", &[("q", &query)]))]).text(text).close("a");
        }
    }
}
