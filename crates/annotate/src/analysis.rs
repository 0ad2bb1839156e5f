//! The analysis of a text for whoever wants its tokens rather than its quotations: sentences, tokens, tags, lemmas.
//!
//! Flat arrays of small records, every offset a byte of the text. Tags and lemmas are there when the annotator was given
//! models for the language; without them there are tokens and sentences.

use crate::Annotator;
use crate::lemmas::Lemmas;
use crate::sentences::{Layout, lay_out};
use crate::tagger::tag_all;
use crate::tags::{Upos, Xpos};
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

/// Tokens and sentences of a text, and what models say of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Analysis {
    /// All tokens, in order; white space and invisible characters are in none.
    pub tokens: Vec<Token>,
    /// The tokens of each sentence; together they are all tokens.
    pub sentences: Vec<Range<u32>>,
    /// The universal tag of each token; empty without a tagger.
    pub upos: Vec<Upos>,
    /// The Penn tag of each token; empty without a tagger.
    pub xpos: Vec<Xpos>,
    lemmas: String,
    lemma_ends: Vec<u32>,
}

/// Cuts a text into tokens and sentences, and tags them if the annotator can.
///
/// Tokens are those of English Universal Dependencies; other scripts are cut at their letters and signs.
///
/// # Where does a sentence end?
///
/// ```
/// use overshadow_annotate::{Annotator, analyse};
///
/// let text = "Mr. Orr didn't come. It rained.";
/// let analysis = analyse(text, &Annotator::new());
/// assert_eq!(analysis.sentences.len(), 2);
/// let words: Vec<&str> = analysis.tokens.iter().map(|token| token.span.of(text)).collect();
/// assert_eq!(words, ["Mr.", "Orr", "did", "n't", "come", ".", "It", "rained", "."]);
/// ```
#[must_use]
pub fn analyse(text: &str, annotator: &Annotator) -> Analysis {
    let mut words = Words::new(text);
    let layout = lay_out(&mut words);
    let mut analysis = Analysis::of(&words, &layout);
    if let Some(tagger) = &annotator.models.tagger {
        (analysis.upos, analysis.xpos) = tag_all(&words, &layout, tagger);
        if let Some(lemmas) = &annotator.models.lemmas {
            analysis.add_lemmas(&words, lemmas);
        }
    }
    analysis
}

impl Analysis {
    fn of(words: &Words<'_>, layout: &Layout) -> Self {
        let tokens = words.all.iter().map(|word| Token {
            span: Span { start: word.start, end: word.end },
            sentence: word.sentence,
            paragraph: word.paragraph,
        });
        let sentences = layout.sentences.iter().map(narrow).collect();
        Self { tokens: tokens.collect(), sentences, ..Self::default() }
    }

    fn add_lemmas(&mut self, words: &Words<'_>, lemmas: &Lemmas) {
        let mut room = Vec::new();
        self.lemma_ends.reserve(self.tokens.len());
        for (at, tags) in self.upos.iter().copied().zip(self.xpos.iter().copied()).enumerate() {
            lemmas.lemma(words.as_written(at), tags, &mut room, &mut self.lemmas);
            self.lemma_ends.push(narrow_one(self.lemmas.len()));
        }
    }

    /// The lemma of token `at`; none without models.
    #[must_use]
    pub fn lemma(&self, at: usize) -> Option<&str> {
        let end = *self.lemma_ends.get(at)?;
        let start = at.checked_sub(1).map_or(0, |before| self.lemma_ends[before]);
        Some(&self.lemmas[start as usize..end as usize])
    }
}

fn narrow(range: &Range<usize>) -> Range<u32> {
    narrow_one(range.start)..narrow_one(range.end)
}

fn narrow_one(place: usize) -> u32 {
    u32::try_from(place).expect("a text and its lemmas are shorter than 4 GiB")
}
