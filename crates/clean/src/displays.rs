//! Displays in the clean text: where the passages that the markup sets apart came to stand.
//!
//! Both texts are compared by their letters alone, white space left out. A display must fill blocks of the clean text from
//! the beginning of one to the end of another: a pull quotation that the extraction left out is not found in the sentence
//! it repeats. Words marked inside a sentence are found by what stands before them.

use crate::markup::{Marked, Markup};
use memchr::memmem;
use overshadow_record::{Display, DisplayKind, Span};
use std::ops::Range;

/// A display is looked at in no more places.
const MOST_TRIES: usize = 200;
/// Bytes of the sentence before marked words that tell them from the same words elsewhere.
const BEFORE: usize = 24;

/// The displays of a page as spans of its clean text, in order.
pub(crate) fn locate(markup: &Markup, text: &str) -> Vec<Display> {
    if markup.displays.is_empty() {
        return Vec::new();
    }
    let squeezed = Squeezed::new(text);
    let mut found: Vec<Display> = Vec::new();
    let mut from = 0;
    for marked in &markup.displays {
        if let Some((words, line)) = place_of(markup, marked, &squeezed, from) {
            from = words.end.max(line.as_ref().map_or(0, |line| line.end));
            found.push(Display {
                span: squeezed.span(words),
                kind: marked.kind,
                attribution: line.map(|line| squeezed.span(line)),
            });
        }
    }
    found.sort_by_key(|display| display.span);
    found.dedup_by(|next, before| next.span.overlaps(before.span));
    found
}

type Place = (Range<usize>, Option<Range<usize>>);

/// Where a display stands in the letters of the clean text: its words, and its attribution line.
fn place_of(markup: &Markup, marked: &Marked, squeezed: &Squeezed, from: usize) -> Option<Place> {
    if marked.kind == DisplayKind::Inline {
        return squeezed.inside_block(&markup.letters, &marked.letters, from).map(|words| (words, None));
    }
    let Some(line) = &marked.attribution else {
        return squeezed.as_blocks(&markup.letters[marked.letters.clone()], from).map(|words| (words, None));
    };
    let (words, length) = (without(&marked.letters, line), line.len());
    if let Some(whole) = squeezed.as_blocks(&markup.letters[marked.letters.clone()], from) {
        let leads = line.start == marked.letters.start;
        let cut = if leads { whole.start + length } else { whole.end - length };
        return Some(if leads {
            (cut..whole.end, Some(whole.start..cut))
        } else {
            (whole.start..cut, Some(cut..whole.end))
        });
    }
    squeezed.as_blocks(&markup.letters[words], from).map(|words| (words, None))
}

fn without(letters: &Range<usize>, line: &Range<usize>) -> Range<usize> {
    if line.start == letters.start { line.end..letters.end } else { letters.start..line.start }
}

/// A text without its white space, and the way back.
struct Squeezed {
    letters: String,
    /// Where each word begins among the letters and in the text.
    words: Vec<(usize, usize)>,
    /// Where each block begins among the letters; and where the last one ends.
    edges: Vec<usize>,
}

impl Squeezed {
    fn new(text: &str) -> Self {
        let mut squeezed = Self { letters: String::with_capacity(text.len()), words: Vec::new(), edges: Vec::new() };
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            if !line.trim().is_empty() {
                squeezed.edges.push(squeezed.letters.len());
            }
            for word in line.split_whitespace() {
                let at = start + offset_in(line, word);
                squeezed.words.push((squeezed.letters.len(), at));
                squeezed.letters.push_str(word);
            }
            start += line.len();
        }
        squeezed.edges.push(squeezed.letters.len());
        squeezed
    }

    /// The first place after `from`, else the first of all, where `needle` fills blocks.
    fn as_blocks(&self, needle: &str, from: usize) -> Option<Range<usize>> {
        let is_edge = |at: usize| self.edges.binary_search(&at).is_ok();
        self.find(needle, from, |range| is_edge(range.start) && is_edge(range.end))
    }

    /// Where marked words stand inside a block: known by the words before them, or by themselves when they are many.
    fn inside_block(&self, page: &str, words: &Range<usize>, from: usize) -> Option<Range<usize>> {
        let mut start = words.start.saturating_sub(BEFORE);
        while !page.is_char_boundary(start) {
            start += 1;
        }
        let before = words.start - start;
        let in_context =
            self.find(&page[start..words.end], from, |_| true).map(|range| range.start + before..range.end);
        let alone = || (words.len() >= BEFORE).then(|| self.find(&page[words.clone()], from, |_| true)).flatten();
        in_context.or_else(alone).filter(|range| !self.crosses_blocks(range))
    }

    fn crosses_blocks(&self, range: &Range<usize>) -> bool {
        let next = self.edges.partition_point(|&edge| edge <= range.start);
        self.edges.get(next).is_some_and(|&edge| edge < range.end)
    }

    fn find(&self, needle: &str, from: usize, fits: impl Fn(&Range<usize>) -> bool) -> Option<Range<usize>> {
        let search = |from: usize| {
            let starts = memmem::find_iter(&self.letters.as_bytes()[from..], needle).take(MOST_TRIES);
            starts.map(|at| from + at..from + at + needle.len()).find(|range| fits(range))
        };
        if needle.is_empty() {
            return None;
        }
        search(from).or_else(|| search(0))
    }

    /// The span of some letters in the text.
    fn span(&self, letters: Range<usize>) -> Span {
        let back = |at: usize| {
            let word = self.words.partition_point(|&(letter, _)| letter <= at) - 1;
            let (letter, place) = self.words[word];
            place + at - letter
        };
        let last = self.letters[..letters.end].char_indices().next_back().map_or(0, |(at, _)| at);
        let end = back(last) + (letters.end - last);
        Span::new(back(letters.start), end)
    }
}

/// Where `part`, a piece of `whole`, begins in it.
fn offset_in(whole: &str, part: &str) -> usize {
    part.as_ptr() as usize - whole.as_ptr() as usize
}
