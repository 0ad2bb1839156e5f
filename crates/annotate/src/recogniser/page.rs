//! A page as the recogniser reads it: words as written and in lower case, cut into sentences.
//!
//! It borrows its words, so that the tokens of the program and those of a data set can be read alike.

use std::ops::Range;

/// The words of one document.
#[derive(Clone, Debug, Default)]
pub struct Page<'a> {
    words: Vec<(&'a str, &'a str)>,
    /// Where each sentence starts.
    starts: Vec<usize>,
}

impl<'a> Page<'a> {
    /// A page without words.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The words that follow are a new sentence.
    pub fn begin_sentence(&mut self) {
        if self.starts.last() != Some(&self.words.len()) {
            self.starts.push(self.words.len());
        }
    }

    /// Adds a word as it is written and in lower case.
    pub fn push(&mut self, written: &'a str, lower: &'a str) {
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        self.words.push((written, lower));
    }

    /// The number of words.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// True when there is no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words of sentence `number`.
    #[must_use]
    pub fn sentence(&self, number: usize) -> Range<usize> {
        let end = self.starts.get(number + 1).copied().unwrap_or(self.words.len());
        self.starts.get(number).map_or(end..end, |&start| start..end)
    }

    /// All sentences that have words, with their numbers.
    pub fn sentences(&self) -> impl Iterator<Item = (usize, Range<usize>)> + '_ {
        (0..self.starts.len()).map(|number| (number, self.sentence(number))).filter(|(_, words)| !words.is_empty())
    }

    pub(super) fn written(&self, at: usize) -> &'a str {
        self.words[at].0
    }

    pub(super) fn lower(&self, at: usize) -> &'a str {
        self.words[at].1
    }
}
