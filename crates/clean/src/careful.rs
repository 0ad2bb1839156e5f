//! The careful way to an article: the `trafilatura` library with its fallbacks, on a page written anew from our tree.
//!
//! The library compares several extractions and takes five times as long as the fast way. Its paragraphs are looked for
//! in the page again.

use crate::paragraphs::{Paragraph, push_words};
use crate::tree::Document;
use crate::writing::{Written, write};
use memchr::memmem;
use overshadow_record::Span;
use trafilatura::{Options, extract};

/// Elements and texts of a page that the library is asked about; it takes more time with every level of a large page.
const MOST_NODES: usize = 60_000;
/// Bytes of a page that it is given.
const LONGEST: usize = 4 << 20;
/// How far ahead of the last one a paragraph is looked for in the page.
const FARTHEST: usize = 1 << 16;
/// A paragraph is looked for by no more than so many letters of its first word.
const HEAD: usize = 12;
/// And in no more places.
const MOST_TRIES: usize = 200;

/// The paragraphs of the article as the library finds them; `None` when it finds none or the page is too large for it.
pub(crate) fn paragraphs(document: &Document, page: &str) -> Option<Vec<Paragraph>> {
    if document.len() > MOST_NODES {
        return None;
    }
    let html = write(document, &Written { out: None, numbers: false });
    if html.len() > LONGEST {
        return None;
    }
    let options = Options::default().with_fallback(true).with_exclude_comments(true);
    let found = extract(&html, &options).ok()?;
    let words = lines(&Document::parse(&found.content_html));
    let mut from = 0;
    let place = |words: String| {
        let place = place_in(page, from, &words);
        from = place.map_or(from, |place| place.end as usize);
        Paragraph { words, place }
    };
    Some(words.into_iter().map(place).collect())
}

/// The lines of what was extracted, in order.
fn lines(document: &Document) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut ends: Vec<usize> = Vec::new();
    for node in document.all().skip(1) {
        while ends.pop_if(|end| *end <= node.index()).is_some() {
            lines.push(String::new());
        }
        if document.is_text(node) {
            if let Some(line) = lines.last_mut() {
                push_words(line, &document.text(node));
            }
        } else if document.is_block(node) {
            lines.push(String::new());
            ends.push(document.end(node));
        }
    }
    lines.into_iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

fn place_in(html: &str, from: usize, words: &str) -> Option<Span> {
    let window = &html.as_bytes()[from..html.len().min(from + FARTHEST)];
    let head_end = words.char_indices().nth(HEAD).map_or(words.len(), |(at, _)| at);
    let head = words[..head_end].split(' ').next()?;
    let starts = memmem::find_iter(window, head.as_bytes()).take(MOST_TRIES);
    starts.map(|at| from + at).find_map(|start| Some(Span::new(start, end_of_same(html, start, words)?)))
}

/// Where the words end that begin at `start` of the page, tags and white space passed over; `None` when others stand there.
fn end_of_same(html: &str, start: usize, words: &str) -> Option<usize> {
    let mut rest = html.get(start..)?;
    for letter in words.chars().filter(|letter| !letter.is_whitespace()) {
        rest = skip_markup(rest);
        rest = match rest.strip_prefix(letter) {
            Some(after) => after,
            None => &rest[entity_length(rest)?..],
        };
    }
    Some(html.len() - rest.len())
}

fn skip_markup(mut html: &str) -> &str {
    loop {
        html = html.trim_start();
        match html.strip_prefix('<').and_then(|tag| tag.split_once('>')) {
            Some((_, after)) => html = after,
            None => return html,
        }
    }
}

/// The length of `&quot;` and its kin; which letter it stands for is not asked.
fn entity_length(html: &str) -> Option<usize> {
    let length = html.bytes().take(10).position(|byte| byte == b';')?;
    html.starts_with('&').then_some(length + 1)
}
