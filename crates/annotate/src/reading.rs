//! A text as all later stages read it: its words, layout, marks, names and tags, worked out once.

use crate::Annotator;
use crate::cues::Lexicon;
use crate::displays::mark_edges;
use crate::english::is_english;
use crate::marks::{Marks, match_marks};
use crate::names::{Names, find_names};
use crate::sentences::{Layout, lay_out};
use crate::tagger::coarse_tags;
use crate::tags::Upos;
use crate::words::Words;
use overshadow_record::Display;

/// A text with all that is worked out of it before anybody asks who said what.
pub(crate) struct Prepared<'a> {
    pub(crate) words: Words<'a>,
    pub(crate) names: Names,
    /// True when the trained stages should read it; they know English alone.
    pub(crate) is_english: bool,
    layout: Layout,
    marks: Marks,
    around: Vec<u32>,
    tags: Vec<Upos>,
    lexicon: &'a Lexicon,
}

/// What the stages read of a text.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    pub(crate) words: &'a Words<'a>,
    pub(crate) layout: &'a Layout,
    pub(crate) marks: &'a Marks,
    pub(crate) names: &'a Names,
    pub(crate) lexicon: &'a Lexicon,
    /// For every word, one more than the passage of speech around it.
    pub(crate) around: &'a [u32],
    /// The universal tag of every word; empty without a tagger for the language.
    pub(crate) tags: &'a [Upos],
}

impl<'a> Prepared<'a> {
    /// Works out a text; `displays` are the passages its markup sets apart, `language` is what its article says of it.
    pub(crate) fn new(text: &'a str, displays: &[Display], language: Option<&str>, annotator: &'a Annotator) -> Self {
        let mut words = Words::with_marks(text, &mark_edges(text, displays));
        let layout = lay_out(&mut words);
        let marks = match_marks(&words, &layout.paragraphs);
        let around = marks.speech_around(&words);
        let is_english = is_english(&words, language);
        let recogniser = annotator.models.recogniser.as_ref().filter(|_| is_english);
        let names = find_names(&words, &layout, &annotator.lexicon, recogniser);
        let tagger = annotator.models.tagger.as_ref().filter(|_| is_english);
        let tags = tagger.map(|tagger| coarse_tags(&words, &layout, tagger)).unwrap_or_default();
        Self { words, names, is_english, layout, marks, around, tags, lexicon: &annotator.lexicon }
    }

    /// The same to lend.
    pub(crate) fn reading(&self) -> Reading<'_> {
        Reading {
            words: &self.words,
            layout: &self.layout,
            marks: &self.marks,
            names: &self.names,
            lexicon: self.lexicon,
            around: &self.around,
            tags: &self.tags,
        }
    }
}
