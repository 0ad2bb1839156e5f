//! Article to annotations: sentences, names, quotations.
//!
//! [`annotate`] is pure and total: any text gives annotations, the same text always the same ones, and nothing is read but
//! the article and the [`Annotator`]. Rules find quotations first; in English trained models read what they found and
//! decide anew. Without models, and in other languages, the rules have the last word: of Russian and Ukrainian they know the
//! marks, the cue words and the subject behind its verb. Events are not coded yet: `events` stays empty.
//!
//! [`analyse`] gives tokens and sentences, tags and lemmas. Trained [`Models`] come in as bytes; those of the project lie
//! in `models/` and, with the feature `embedded`, inside the program.
//!
//! The parts, in the order they run. `reading` prepares a text: `words` and `sentences` cut it, `marks` matches quotation
//! marks, `names` finds who is named with the help of `recogniser`, `tagger` gives parts of speech. `attributions` and
//! `passages` say by rules which words are lifted into speech by which cue, `pull` and `dash_speech` know two layouts.
//! `quotation` is the trained engine over them. `displays` uses what the markup of a page sets apart, `stance` reads the
//! cue, `speakers` says who stands behind each mention.
//!
//! # What did the mayor say?
//!
//! ```
//! use overshadow_annotate::{Annotator, annotate};
//! use overshadow_record::Article;
//!
//! let text = "The mayor, Anna Orr, said: \"The dam will hold.\"";
//! let article = Article::of_text("a".into(), text.into(), "sample".into());
//! let annotations = annotate(&article, &Annotator::new());
//! let quotation = &annotations.quotations[0];
//! assert_eq!(quotation.content[0].of(text), "The dam will hold.");
//! assert_eq!(quotation.speaker.as_ref().unwrap().name.as_deref(), Some("Anna Orr"));
//! ```

mod analysis;
mod attributions;
mod clitics;
mod contents;
mod cue_lists;
mod cues;
mod dash_speech;
mod displays;
mod english;
mod given;
mod lemmas;
pub mod linear;
mod marks;
mod models;
mod name_lists;
mod names;
mod noun_phrases;
mod passages;
mod pull;
pub mod quotation;
mod reading;
mod recognised;
pub mod recogniser;
mod sentences;
mod speakers;
mod stance;
mod stance_lists;
mod tagger;
mod tags;
mod token_lists;
mod tokens;
mod word_classes;
mod words;

pub use analysis::{Analysis, Token, analyse};
pub use given::{Given, Resolved, resolve};
pub use lemmas::Lemmas;
#[cfg(feature = "train")]
pub use lemmas::{LemmaSentence, train_lemmas};
pub use models::{BadModelFile, Models};
#[cfg(feature = "train")]
pub use tagger::{TaggedSentence, TaggerOptions, train_tagger};
pub use tagger::{Tagger, Tagging};
pub use tags::{Upos, Xpos};

use attributions::{Attribution, Found};
use cues::Lexicon;
use overshadow_record::{Annotations, Article, Display, Quotation, QuotationKind, Span, Speaker};
use reading::{Prepared, Reading};
use std::ops::Range;
use words::{Shape, Words};

/// What [`annotate`] and [`analyse`] need beside the text: the lexicons, compiled once, and the trained models.
pub struct Annotator {
    lexicon: Lexicon,
    models: Models,
}

impl Annotator {
    /// Compiles the built-in lexicons and reads the models inside the program, if it was built with them.
    #[must_use]
    pub fn new() -> Self {
        Self::with_models(Models::embedded())
    }

    /// The same with models of your own, or with `Models::default()` rules alone.
    #[must_use]
    pub fn with_models(models: Models) -> Self {
        Self { lexicon: Lexicon::new(), models }
    }
}

impl std::fmt::Debug for Annotator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Annotator").finish_non_exhaustive()
    }
}

impl Default for Annotator {
    fn default() -> Self {
        Self::new()
    }
}

/// The quotations and names of an article, as spans of its text.
#[must_use]
pub fn annotate(article: &Article, annotator: &Annotator) -> Annotations {
    annotate_page(article, &[], annotator)
}

/// The same for an article that came as a page, with the passages that its markup sets apart as somebody's words.
#[must_use]
pub fn annotate_page(article: &Article, displays: &[Display], annotator: &Annotator) -> Annotations {
    let prepared = Prepared::new(&article.text, displays, article.language.as_deref(), annotator);
    let reading = prepared.reading();
    let mut attributions = attribute(reading);
    if let Some(models) = annotator.models.quotations.as_ref().filter(|_| prepared.is_english) {
        attributions = quotation::attributions(reading, attributions, models);
    }
    displays::take_displays(reading, displays, &mut attributions);
    let speakers = speakers::resolve_speakers(reading, &attributions);
    let quotations = attributions
        .iter()
        .zip(speakers)
        .filter_map(|(attribution, speaker)| quotation(reading.words, attribution, speaker))
        .collect();
    Annotations { quotations, events: Vec::new(), mentions: prepared.names.mentions(reading.words) }
}

fn attribute(reading: Reading<'_>) -> Vec<Attribution> {
    let mut found = Found::new(reading.marks);
    passages::find_unclosed(reading, &mut found);
    dash_speech::find_dash_speech(reading, &mut found);
    attributions::find_attributions(reading, &mut found);
    passages::find_left_over(reading, &mut found);
    pull::find_pulls(reading, &mut found);
    pull::mark_repeats(reading, &mut found);
    found.all
}

/// The record of an attribution; `None` when trimming leaves no content.
fn quotation(words: &Words<'_>, from: &Attribution, speaker: Option<Speaker>) -> Option<Quotation> {
    let content: Vec<Span> =
        from.content.iter().filter_map(|part| content_span(words, part.clone(), from.kind)).collect();
    let cue: Vec<Span> = from.cue.iter().map(|cue| words.span(cue.start, cue.end)).collect();
    let own_cue = cue.iter().any(|cue| content.iter().any(|part| part.overlaps(*cue)));
    (!content.is_empty() && !own_cue).then_some(Quotation {
        kind: from.kind,
        content,
        cue,
        speaker,
        stance: from.stance,
        confidence: (from.confidence * 1000.0).round() / 1000.0,
        repeat: from.repeat,
    })
}

/// Reported speech is given without the full stop of its sentence; speech in marks keeps its own.
fn content_span(words: &Words<'_>, part: Range<usize>, kind: QuotationKind) -> Option<Span> {
    let Range { start, mut end } = part;
    let reported = matches!(kind, QuotationKind::Indirect | QuotationKind::Mixed);
    while end > start && reported && words.shape(end - 1) == Some(Shape::Stop) {
        end -= 1;
    }
    (end > start).then(|| words.span(start, end))
}
