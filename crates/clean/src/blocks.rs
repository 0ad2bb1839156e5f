//! Blocks: the lines of a page that make paragraphs, with their place in the source.
//!
//! A plain text is only ever cut, never rewritten, so each block is a span of the page. A paragraph of HTML has lost its
//! markup; its words are kept with it, and its place as far as it is known.

use crate::paragraphs::Paragraph;
use crate::source_map::{Piece, SourceMap};
use overshadow_record::Span;

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

/// The paragraphs taken from an HTML page.
pub(crate) fn of_paragraphs(paragraphs: Vec<Paragraph>) -> Vec<Block> {
    let block = |paragraph: Paragraph| Block { words: Some(paragraph.words), source: paragraph.place, apart: true };
    paragraphs.into_iter().map(block).collect()
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
