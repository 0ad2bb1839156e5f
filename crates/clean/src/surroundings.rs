//! The lines around an article's beginning and under its end, as a reader sees them: between the headline and the first
//! paragraph, over the headline, under the last paragraph. Bylines and dates stand there; what lies elsewhere is of other
//! articles, comments, the page itself.

use crate::paragraphs::push_words;
use crate::tree::Document;
use std::ops::Range;

/// Letters of a short line.
const LONGEST: usize = 160;
/// Lines before the first paragraph that are looked at when the page has no headline, and when it has one.
const WITHOUT_HEADLINE: usize = 8;
const WITH_HEADLINE: usize = 40;
/// Lines before the headline, after the first paragraph's beginning, and after the article's end.
const BEFORE_HEADLINE: usize = 3;
const AFTER: usize = 1;
const UNDER_ARTICLE: usize = 6;

/// The lines of a page and which of them stand around the article's beginning and under its end.
pub(crate) struct Surroundings {
    lines: Vec<Line>,
    /// From the headline to the first paragraph, and over the headline.
    under: Range<usize>,
    over: Range<usize>,
    below: Range<usize>,
}

/// Where something stands, seen from the headline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Distance {
    Under,
    Over,
    Elsewhere,
}

/// A line.
pub(crate) struct Line {
    pub(crate) words: String,
    /// Where in the page it begins.
    start: usize,
    in_headline: bool,
}

impl Surroundings {
    /// The surroundings of the article that lies in `article`, in bytes of the page. A line that is the page's title is a
    /// headline, like those that are marked as one.
    pub(crate) fn read(document: &Document, article: Range<usize>, title: Option<&str>) -> Self {
        let lines = lines(document, title);
        let paragraph = lines.partition_point(|line| line.start < article.start);
        let farthest = paragraph.saturating_sub(WITH_HEADLINE);
        let headline = lines[farthest..paragraph].iter().rposition(|line| line.in_headline).map(|at| farthest + at);
        let top = headline.unwrap_or(paragraph.saturating_sub(WITHOUT_HEADLINE));
        let over = if headline.is_some() { top.saturating_sub(BEFORE_HEADLINE) } else { top };
        let last = lines.partition_point(|line| line.start < article.end);
        Self {
            under: top..(paragraph + AFTER).min(lines.len()),
            over: over..top,
            below: last..(last + UNDER_ARTICLE).min(lines.len()),
            lines,
        }
    }

    /// How far a place in the page lies from the article's beginning: under the headline, over it, elsewhere.
    pub(crate) fn distance(&self, place: usize) -> Distance {
        let holds = |lines: &Range<usize>| {
            let start = |at: usize| self.lines.get(at).map_or(usize::MAX, |line| line.start);
            (start(lines.start)..start(lines.end)).contains(&place)
        };
        match (holds(&self.under), holds(&self.over)) {
            (true, _) => Distance::Under,
            (_, true) => Distance::Over,
            _ => Distance::Elsewhere,
        }
    }

    /// Short lines under the headline, then those over it; headlines are none.
    pub(crate) fn around(&self) -> impl Iterator<Item = &Line> {
        let around = self.lines[self.under.clone()].iter().chain(&self.lines[self.over.clone()]);
        around.filter(|line| !line.in_headline && line.is_short())
    }

    /// Short lines under the article.
    pub(crate) fn below(&self) -> impl Iterator<Item = &Line> {
        self.lines[self.below.clone()].iter().filter(|line| line.is_short())
    }

    /// All short lines of the page.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.is_short())
    }
}

impl Line {
    fn is_short(&self) -> bool {
        self.words.len() <= LONGEST || self.words.chars().count() <= LONGEST
    }
}

/// The lines of a page, as a reader sees them.
fn lines(document: &Document, title: Option<&str>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut line = Line { words: String::new(), start: 0, in_headline: false };
    let mut ends: Vec<usize> = Vec::new();
    let mut headline_end = 0;
    let mut end_line = |line: &mut Line| {
        if !line.words.trim().is_empty() {
            let words = line.words.trim().to_owned();
            let in_headline = line.in_headline || title == Some(words.as_str());
            lines.push(Line { words, in_headline, ..*line });
        }
        line.words.clear();
    };
    for node in document.all().skip(1) {
        while ends.pop_if(|end| *end <= node.index()).is_some() {
            end_line(&mut line);
        }
        if document.is_text(node) {
            if line.words.trim().is_empty() {
                line.start = document.place(node).start;
                line.in_headline = node.index() < headline_end;
            }
            push_words(&mut line.words, &document.text(node));
        } else if document.is_block(node) {
            end_line(&mut line);
            ends.push(document.end(node));
            if document.tag_name(node) == "h1" {
                headline_end = document.end(node);
            }
        }
    }
    end_line(&mut line);
    lines
}
