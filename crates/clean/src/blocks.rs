//! Blocks: the lines of a page that make paragraphs, with their place in the source.
//!
//! A plain text is only ever cut, never rewritten, so each block is a span of the page. A paragraph of HTML has lost its
//! markup; its words are kept with it, and its place as far as it can be found.

use crate::source_map::{Piece, SourceMap};
use memchr::memmem;
use overshadow_record::Span;

/// How far ahead of the last one a paragraph is looked for in HTML.
const FARTHEST: usize = 1 << 16;

/// A paragraph is looked for by no more than so many letters of its first word.
const HEAD: usize = 12;

/// And in no more places.
const MOST_TRIES: usize = 200;

/// One paragraph or line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Block {
    /// Its words; `None` when they are the source's own.
    words: Option<String>,
    source: Option<Span>,
    /// True when a blank line stands before it.
    pub(crate) apart: bool,
}

impl Block {
    /// The words of the block; `source` is the page's text.
    pub(crate) fn text<'a>(&'a self, source: &'a str) -> &'a str {
        match (&self.words, self.source) {
            (Some(words), _) => words,
            (None, Some(span)) => span.of(source),
            (None, None) => "",
        }
    }

    /// The block without what lies outside `start..end` of its words, white space at both ends left out too; `None` when
    /// nothing is left.
    pub(crate) fn cut_to(&self, source: &str, start: usize, end: usize) -> Option<Self> {
        let text = self.text(source).get(start..end)?;
        let trimmed = text.trim();
        let start = start + (text.len() - text.trim_start().len());
        if trimmed.is_empty() {
            return None;
        }
        let exact = self.source.filter(|span| span.len() == self.text(source).len());
        let place = match exact {
            Some(span) => Some(Span::new(span.start as usize + start, span.start as usize + start + trimmed.len())),
            None => self.source,
        };
        Some(Self { words: self.words.as_ref().map(|_| trimmed.to_owned()), source: place, apart: self.apart })
    }
}

/// The lines of a plain text that hold something.
pub(crate) fn of_text(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut apart = false;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if words.is_empty() {
            apart = true;
        } else {
            let at = start + (line.len() - line.trim_start().len());
            blocks.push(Block { words: None, source: Some(Span::new(at, at + words.len())), apart });
            apart = false;
        }
        start += line.len();
    }
    blocks
}

/// The paragraphs taken from an HTML page, each with its place in it where it can be found.
pub(crate) fn of_paragraphs(html: &str, paragraphs: Vec<String>) -> Vec<Block> {
    let mut from = 0;
    let block = |words: String| {
        let source = place_in(html, from, &words);
        from = source.map_or(from, |span| span.end as usize);
        Block { words: Some(words), source, apart: true }
    };
    paragraphs.into_iter().map(block).collect()
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

/// The clean text of some blocks, and the way back.
pub(crate) fn join(source: &str, blocks: &[Block]) -> (String, SourceMap) {
    let mut text = String::new();
    let mut pieces = Vec::with_capacity(blocks.len());
    for block in blocks {
        if !text.is_empty() {
            text.push_str(if block.apart { "\n\n" } else { "\n" });
        }
        let start = text.len();
        text.push_str(block.text(source));
        pieces.push(Piece { clean: Span::new(start, text.len()), source: block.source });
    }
    (text, SourceMap::new(pieces))
}
