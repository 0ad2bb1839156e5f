//! The analysis of a text for whoever wants its tokens rather than its quotations: sentences and tokens by their bytes.
//!
//! Flat arrays of small records, every offset a byte of the text; nothing is copied out of it.

use crate::sentences::{Layout, lay_out};
use crate::words::Words;
use overshadow_record::Span;
use std::ops::Range;

/// One token of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes.
    pub span: Span,
    /// The number of its sentence, a place in [`Analysis::sentences`].
    pub sentence: u32,
    /// The number of its paragraph.
    pub paragraph: u32,
}

/// Tokens and sentences of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Analysis {
    /// All tokens, in order; white space and invisible characters are in none.
    pub tokens: Vec<Token>,
    /// The tokens of each sentence; together they are all tokens.
    pub sentences: Vec<Range<u32>>,
}

/// Cuts a text into tokens and sentences.
///
/// Tokens are those of English Universal Dependencies; other scripts are cut at their letters and signs.
///
/// # Where does a sentence end?
///
/// ```
/// use overshadow_annotate::analyse;
///
/// let text = "Mr. Orr didn't come. It rained.";
/// let analysis = analyse(text);
/// assert_eq!(analysis.sentences.len(), 2);
/// let words: Vec<&str> = analysis.tokens.iter().map(|token| token.span.of(text)).collect();
/// assert_eq!(words, ["Mr.", "Orr", "did", "n't", "come", ".", "It", "rained", "."]);
/// ```
#[must_use]
pub fn analyse(text: &str) -> Analysis {
    let mut words = Words::new(text);
    let layout = lay_out(&mut words);
    Analysis::of(&words, &layout)
}

impl Analysis {
    fn of(words: &Words<'_>, layout: &Layout) -> Self {
        let tokens = words.all.iter().map(|word| Token {
            span: Span { start: word.start, end: word.end },
            sentence: word.sentence,
            paragraph: word.paragraph,
        });
        Self { tokens: tokens.collect(), sentences: layout.sentences.iter().map(narrow).collect() }
    }
}

fn narrow(range: &Range<usize>) -> Range<u32> {
    let place = |at: usize| u32::try_from(at).expect("a text holds fewer words than 4 GiB has bytes");
    place(range.start)..place(range.end)
}
