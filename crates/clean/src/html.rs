//! HTML to paragraphs, through the `trafilatura` library: main-content extraction is not our field.
//!
//! The library says which part of the page is the article; its paragraphs, headings, list items and quotations become
//! blocks. A page whose markup is nested beyond reason is not parsed at all, since a parser's stack is finite.

use crate::markup::{self, Markup};
use crate::metadata::{self, About};
use overshadow_record::Page;
use trafilatura::dom::Document;
use trafilatura::{Options, extract_document};

/// Elements within elements. Real pages stay below 100, but the count takes elements that are never closed for open ones.
const DEEPEST: usize = 1000;

/// What a page holds.
#[derive(Default)]
pub(crate) struct Extracted {
    pub(crate) paragraphs: Vec<String>,
    pub(crate) about: About,
    pub(crate) markup: Markup,
}

/// The article of an HTML page; nothing where there is none.
pub(crate) fn extract(page: &Page) -> Extracted {
    if nesting(&page.text) > DEEPEST {
        return Extracted::default();
    }
    let mut document = Document::parse(&page.text);
    let markup = markup::read(&mut document);
    let dates = metadata::dates(&document);
    let mut options = Options::default().with_fallback(true).with_exclude_comments(true);
    if let Some(url) = page.url.as_deref().and_then(|url| url::Url::parse(url).ok()) {
        options = options.with_url(url);
    }
    match extract_document(document, &options) {
        Ok(found) => Extracted {
            paragraphs: paragraphs(&found.content_html),
            about: metadata::about(&found.metadata, dates),
            markup,
        },
        Err(_) => Extracted { about: About { dates, ..About::default() }, ..Extracted::default() },
    }
}

/// The greatest number of elements open at once, taken from the tags alone; elements that are never closed count on.
fn nesting(html: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0usize);
    let mut rest = html;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        rest = &rest[at + 1..];
        if rest.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if rest.starts_with(|letter: char| letter.is_ascii_alphabetic()) && !closes_itself(rest) {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// True for elements that have no end tag, or often none.
fn closes_itself(tag: &str) -> bool {
    let name_end = tag.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(tag.len());
    let name = tag[..name_end].to_ascii_lowercase();
    matches!(
        name.as_str(),
        "br" | "img"
            | "meta"
            | "link"
            | "hr"
            | "input"
            | "source"
            | "wbr"
            | "area"
            | "base"
            | "col"
            | "embed"
            | "param"
            | "track"
            | "p"
            | "li"
            | "td"
            | "tr"
            | "th"
            | "dt"
            | "dd"
            | "option"
            | "path"
            | "use"
            | "rect"
            | "circle"
    )
}

/// The paragraphs of the extracted part, in order.
fn paragraphs(html: &str) -> Vec<String> {
    let document = Document::parse(html);
    let mut found = vec![String::new()];
    let mut waiting = vec![document.root()];
    let mut ends = Vec::new();
    while let Some(node) = waiting.pop() {
        if document.is_text(node) {
            push_words(found.last_mut().expect("there is always a last paragraph"), &document.text_content(node));
            continue;
        }
        if is_block(document.tag_name(node)) && !ends.contains(&node) {
            found.push(String::new());
            ends.push(node);
            // The block is met again behind its children, to end its paragraph.
            waiting.push(node);
            waiting.extend(document.child_nodes(node).into_iter().rev());
        } else if ends.last() == Some(&node) {
            ends.pop();
            found.push(String::new());
        } else {
            waiting.extend(document.child_nodes(node).into_iter().rev());
        }
    }
    found.into_iter().map(|words| words.trim().to_owned()).filter(|words| !words.is_empty()).collect()
}

/// Adds text with its white space folded, since line breaks mean nothing in HTML.
fn push_words(paragraph: &mut String, text: &str) {
    if text.starts_with(char::is_whitespace) && !paragraph.ends_with(' ') {
        paragraph.push(' ');
    }
    let mut first = true;
    for word in text.split_whitespace() {
        if !first {
            paragraph.push(' ');
        }
        paragraph.push_str(word);
        first = false;
    }
    if !first && text.ends_with(char::is_whitespace) {
        paragraph.push(' ');
    }
}

fn is_block(tag: &str) -> bool {
    matches!(
        tag,
        "p" | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "li"
            | "ul"
            | "ol"
            | "blockquote"
            | "div"
            | "section"
            | "article"
            | "table"
            | "tr"
            | "td"
            | "pre"
            | "br"
            | "figcaption"
            | "header"
            | "dl"
            | "dt"
            | "dd"
    )
}
