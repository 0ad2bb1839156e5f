//! Words: the text cut into words, numbers, marks and signs, each with its place and its lower-case form.
//!
//! A word is a token of English Universal Dependencies: clitics are words of their own ("do|n't", "Orr|'s", "can|not"),
//! so are the parts of a compound and its hyphens ("well|-|known"), and an abbreviation keeps its stop ("U.S.", "Mr.").
//! Where a word begins and ends is for `tokens` to say. Nothing is left out except white space, so every other stage can
//! speak of words alone and still give exact places. No tags are guessed here.

use crate::tokens;
use overshadow_record::Span;
use std::ops::Range;

/// What a word is, as far as its letters tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Letters, perhaps with digits; also addresses and the like.
    Letters,
    /// Digits only, with their separators.
    Digits,
    /// The possessive `'s`.
    Possessive,
    /// Any quotation mark; whether it is one in truth is decided in `marks`.
    Mark,
    /// `.`, `!`, `?`, `…`.
    Stop,
    /// `,`.
    Comma,
    /// `:`.
    Colon,
    /// `;`.
    Semicolon,
    /// A dash, or a hyphen that stands alone.
    Dash,
    /// A hyphen between the parts of a compound.
    Hyphen,
    /// An opening bracket.
    Opening,
    /// A closing bracket.
    Closing,
    /// Any other sign.
    Sign,
}

/// One word and where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) shape: Shape,
    /// True when the first letter is upper case.
    pub(crate) capital: bool,
    /// True for an abbreviation or an initial that is written with its stop.
    pub(crate) abbreviation: bool,
    /// The sentence it belongs to; set by `sentences`.
    pub(crate) sentence: u32,
    /// The paragraph it belongs to; set by `sentences`.
    pub(crate) paragraph: u32,
    lower_start: u32,
    lower_end: u32,
}

/// The words of one text.
pub(crate) struct Words<'a> {
    pub(crate) text: &'a str,
    pub(crate) all: Vec<Word>,
    lower: String,
}

impl<'a> Words<'a> {
    /// Cuts `text` in one pass.
    pub(crate) fn new(text: &'a str) -> Self {
        Self::with_marks(text, &[])
    }

    /// Cuts `text` and sets a quotation mark without width at each of the bytes `edges`, which ascend. Inside a word there
    /// is no place for one: it stands behind it.
    pub(crate) fn with_marks(text: &'a str, edges: &[u32]) -> Self {
        let mut words =
            Self { text, all: Vec::with_capacity(text.len() / 5), lower: String::with_capacity(text.len()) };
        let mut edges = edges.iter().map(|&edge| edge as usize).peekable();
        tokens::cut(text, &mut |token| {
            while let Some(edge) = edges.next_if(|&edge| edge <= token.start) {
                words.push_mark(edge);
            }
            words.push(token);
        });
        edges.for_each(|edge| words.push_mark(edge));
        words
    }

    fn push_mark(&mut self, edge: usize) {
        let at = self.all.last().map_or(edge, |last| edge.max(last.end as usize)).min(self.text.len());
        self.push(tokens::Token { start: at, end: at, shape: Shape::Mark, abbreviation: false });
    }

    fn push(&mut self, token: tokens::Token) {
        let letters = &self.text[token.start..token.end];
        let lower_start = self.lower.len();
        let plain = if token.abbreviation { letters.trim_end_matches('.') } else { letters };
        if plain.is_ascii() {
            self.lower.push_str(plain);
            self.lower[lower_start..].make_ascii_lowercase();
        } else {
            self.lower.extend(plain.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
        }
        let place = Span::new(token.start, token.end);
        let lower = Span::new(lower_start, self.lower.len());
        self.all.push(Word {
            start: place.start,
            end: place.end,
            shape: token.shape,
            capital: letters.chars().next().is_some_and(char::is_uppercase),
            abbreviation: token.abbreviation,
            sentence: 0,
            paragraph: 0,
            lower_start: lower.start,
            lower_end: lower.end,
        });
    }

    /// The lower-case form of word `at`, without the stop of an abbreviation; empty outside the text.
    pub(crate) fn lower(&self, at: usize) -> &str {
        self.all.get(at).map_or("", |word| &self.lower[word.lower_start as usize..word.lower_end as usize])
    }

    /// Word `at` as it stands in the text; empty outside it.
    pub(crate) fn as_written(&self, at: usize) -> &'a str {
        self.all.get(at).map_or("", |word| &self.text[word.start as usize..word.end as usize])
    }

    /// The shape of word `at`, when there is one.
    pub(crate) fn shape(&self, at: usize) -> Option<Shape> {
        self.all.get(at).map(|word| word.shape)
    }

    /// True when word `at` begins with an upper-case letter.
    pub(crate) fn capital(&self, at: usize) -> bool {
        self.all.get(at).is_some_and(|word| word.capital)
    }

    /// True when the two words stand in one paragraph.
    pub(crate) fn same_paragraph(&self, one: usize, other: usize) -> bool {
        match (self.all.get(one), self.all.get(other)) {
            (Some(one), Some(other)) => one.paragraph == other.paragraph,
            _ => false,
        }
    }

    /// True when nothing stands between word `at` and the word before it.
    pub(crate) fn sticks(&self, at: usize) -> bool {
        at > 0 && self.all.get(at).is_some_and(|word| word.start == self.all[at - 1].end)
    }

    /// The span of the words `first..end`; the range is not empty.
    pub(crate) fn span(&self, first: usize, end: usize) -> Span {
        Span { start: self.all[first].start, end: self.all[end - 1].end }
    }

    /// True when word `at` is a part of a compound: "so" and "called" of "so-called".
    pub(crate) fn in_compound(&self, at: usize) -> bool {
        let hyphen = |at: usize| self.shape(at) == Some(Shape::Hyphen);
        hyphen(at) || hyphen(at + 1) || at > 0 && hyphen(at - 1)
    }

    /// How many words there are when the parts of a compound count as one.
    pub(crate) fn compounds(&self, range: Range<usize>) -> usize {
        range.len() - 2 * range.filter(|&at| self.shape(at) == Some(Shape::Hyphen)).count()
    }

    /// The first word of the compound that ends with word `last`, not before `floor`.
    pub(crate) fn compound_start(&self, last: usize, floor: usize) -> usize {
        let mut start = last;
        while start >= floor + 2 && self.shape(start - 1) == Some(Shape::Hyphen) {
            start -= 2;
        }
        start
    }

    /// The lower-case form of the words `range`, which stick together.
    pub(crate) fn lower_compound(&self, range: Range<usize>) -> String {
        range.map(|at| self.lower(at)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lower_case_form_of_an_abbreviation_has_no_stop() {
        let words = Words::new("Mr. Orr left the U.S. today");
        assert_eq!((words.lower(0), words.as_written(0)), ("mr", "Mr."));
        assert_eq!((words.lower(4), words.as_written(4)), ("u.s", "U.S."));
    }

    #[test]
    fn a_compound_counts_as_one_word() {
        let words = Words::new("a well-to-do farmer");
        assert_eq!(words.compounds(0..words.all.len()), 3);
        assert_eq!(words.lower_compound(words.compound_start(5, 0)..6), "well-to-do");
    }
}
