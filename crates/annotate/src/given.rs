//! Quotations whose parts are known: marked by hand, or found by another engine.
//!
//! [`resolve`] adds what the article as a whole says of them: the speaker's name and the stance of the cue. The
//! evaluation uses it to score both apart from the finding of quotations.

use crate::Annotator;
use crate::attributions::Attribution;
use crate::reading::Prepared;
use crate::speakers::resolve_speakers;
use crate::stance::stance_of_parts;
use crate::words::Words;
use overshadow_record::{QuotationKind, Span, Stance};
use std::ops::Range;

/// The parts of a quotation, as spans of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Direct, indirect, mixed or pull.
    pub kind: QuotationKind,
    /// The words that name the speaker beside the quotation; empty when nothing does.
    pub mention: Vec<Span>,
    /// The attributing phrase; empty when there is none.
    pub cue: Vec<Span>,
    /// The words attributed.
    pub content: Vec<Span>,
}

/// What the article says of a quotation beyond its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The fullest name the article gives the speaker; `None` when it gives none or leaves open who is meant.
    pub name: Option<String>,
    /// What the cue says of the speaker's attitude.
    pub stance: Stance,
}

/// Resolves the quotations of a text, given in the order of their first content.
///
/// # Who is "she"?
///
/// ```
/// use overshadow_annotate::{Annotator, Given, resolve};
/// use overshadow_record::{QuotationKind, Span};
///
/// let text = "Anna Orr came late. She denied that the dam would hold.";
/// let given = Given {
///     kind: QuotationKind::Indirect,
///     mention: vec![Span::new(20, 23)],
///     cue: vec![Span::new(24, 30)],
///     content: vec![Span::new(31, 54)],
/// };
/// let resolved = resolve(text, &[given], &Annotator::new());
/// assert_eq!(resolved[0].name.as_deref(), Some("Anna Orr"));
/// assert_eq!(resolved[0].stance.to_string(), "denied");
/// ```
#[must_use]
pub fn resolve(text: &str, quotations: &[Given], annotator: &Annotator) -> Vec<Resolved> {
    let prepared = Prepared::new(text, &[], None, annotator);
    let reading = prepared.reading();
    let attributions: Vec<Attribution> = quotations.iter().map(|given| attribution(reading.words, given)).collect();
    let speakers = resolve_speakers(reading, &attributions);
    speakers
        .into_iter()
        .map(|speaker| speaker.and_then(|speaker| speaker.name))
        .zip(quotations)
        .map(|(name, given)| Resolved {
            name,
            stance: stance_of_parts(reading.words, &in_words(reading.words, &given.cue)),
        })
        .collect()
}

fn attribution(words: &Words<'_>, given: &Given) -> Attribution {
    let hull = |parts: Vec<Range<usize>>| Some(parts.first()?.start..parts.last()?.end);
    Attribution {
        kind: given.kind,
        content: in_words(words, &given.content),
        cue: hull(in_words(words, &given.cue)),
        source: hull(in_words(words, &given.mention)),
        stance: Stance::Said,
        confidence: 1.0,
        repeat: false,
    }
}

/// The words that lie in the spans; spans without a word are left out.
fn in_words(words: &Words<'_>, spans: &[Span]) -> Vec<Range<usize>> {
    let range = |span: &Span| {
        words.all.partition_point(|word| word.end <= span.start)
            ..words.all.partition_point(|word| word.start < span.end)
    };
    spans.iter().map(range).filter(|range| !range.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Direct speech at the given words, without cue or mention.
    fn speech(text: &str, words: &str) -> Given {
        let start = text.find(words).unwrap();
        let content = vec![Span::new(start, start + words.len())];
        Given { kind: QuotationKind::Direct, mention: Vec::new(), cue: Vec::new(), content }
    }

    #[test]
    fn the_answers_of_an_interview_are_the_interviewees() {
        let text =
            "Anna Orr keeps the gates.\n\nQ: Will it hold?\n\nA: \"It will.\"\n\nQ: And then?\n\nA: \"We wait.\"";
        let found = resolve(text, &[speech(text, "It will."), speech(text, "We wait.")], &Annotator::new());
        assert!(found.iter().all(|found| found.name.as_deref() == Some("Anna Orr")), "{found:?}");
    }

    #[test]
    fn words_in_marks_that_nobody_is_named_for_stay_so() {
        let text = "Anna Orr keeps the gates. \"It will.\"";
        assert_eq!(resolve(text, &[speech(text, "It will.")], &Annotator::new())[0].name, None);
    }
}
