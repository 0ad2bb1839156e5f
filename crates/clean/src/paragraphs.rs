//! The paragraphs, headings, list items and lines of the article's part of a page, each with its place in the page.

use crate::measures::Measures;
use crate::tree::{Document, NodeId};
use overshadow_record::Span;

/// A paragraph: its words, and where they begin and end in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paragraph {
    pub(crate) words: String,
    /// `None` when they were not found in it.
    pub(crate) place: Option<Span>,
}

/// The paragraphs of the nodes that are kept.
pub(crate) fn paragraphs(document: &Document, measures: &Measures, kept: &[bool]) -> Vec<Paragraph> {
    let mut lines = Lines::default();
    lines.read(document, measures, kept);
    lines.found
}

#[derive(Default)]
struct Lines {
    found: Vec<Paragraph>,
    words: String,
    place: Option<Span>,
}

impl Lines {
    fn read(&mut self, document: &Document, measures: &Measures, kept: &[bool]) {
        // The ends of blocks that are open, the innermost last.
        let mut ends: Vec<usize> = Vec::new();
        let mut skip_to = 0;
        for node in document.all() {
            while ends.pop_if(|end| *end <= node.index()).is_some() {
                self.end_line();
            }
            if node.index() < skip_to {
                continue;
            }
            if measures.out[node.index()] || kept[node.index()] && is_list_of_links(document, measures, node) {
                skip_to = document.end(node);
                self.words.push(' ');
            } else if document.is_text(node) {
                if kept[node.index()] {
                    self.take(document, node);
                }
            } else if document.is_block(node) {
                self.end_line();
                ends.push(document.end(node));
            }
        }
        self.end_line();
    }

    /// Takes text with its white space folded, since line breaks mean nothing in HTML.
    fn take(&mut self, document: &Document, text: NodeId) {
        let place = document.place(text);
        let written = document.written(text);
        let trimmed = written.trim();
        if !trimmed.is_empty() {
            let start = place.start + (written.len() - written.trim_start().len());
            let from = self.place.map_or(start, |place| place.start as usize);
            self.place = Some(Span::new(from, start + trimmed.len()));
        }
        push_words(&mut self.words, &document.text(text));
    }

    fn end_line(&mut self) {
        let words = self.words.trim();
        let place = self.place.take();
        if !words.is_empty() {
            self.found.push(Paragraph { words: words.to_owned(), place });
        }
        self.words.clear();
    }
}

/// True for lists and boxes whose text is mostly links to other pages.
fn is_list_of_links(document: &Document, measures: &Measures, node: NodeId) -> bool {
    let all = measures.all[node.index()];
    match document.tag_name(node) {
        "ul" | "ol" | "dl" | "table" => all.link_density() > 0.5,
        "div" | "section" | "header" => all.link_density() > 0.5 && all.count > 0,
        "p" | "h2" | "h3" | "h4" | "h5" | "h6" => all.link_density() > 0.9 && all.count > 0,
        _ => false,
    }
}

/// Adds text with its white space folded.
pub(crate) fn push_words(paragraph: &mut String, text: &str) {
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
