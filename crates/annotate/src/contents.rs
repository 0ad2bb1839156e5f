//! Contents: where the attributed words begin after a cue, and where they end.
//!
//! They begin at "that", at a colon, at a mark, or right after the cue; times, places and addressees between are passed
//! over. They end with the sentence, with the marks, or where another cue takes over. The clause keeps its "that": the
//! words of the article are shown as they stand.

use crate::cue_lists::Takes;
use crate::cues::Form;
use crate::noun_phrases::phrase_starting;
use crate::reading::Reading;
use crate::word_classes::{ends_noun_phrases, is_preposition, is_subject_pronoun, is_time, joins_clause};
use crate::words::{Shape, Words};
use overshadow_record::QuotationKind;
use std::ops::Range;

/// How far from its cue a content may begin.
const FARTHEST: usize = 14;

/// Where a content begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Lead {
    pub(crate) start: usize,
    /// The passage that begins there.
    pub(crate) passage: Option<usize>,
    /// True after "that", a colon or a mark.
    pub(crate) joined: bool,
}

impl Lead {
    /// True when the content is the passage alone: nothing of the sentence goes on behind it.
    pub(crate) fn only_marked(&self, reading: Reading<'_>, inner_end: usize, reach: &Range<usize>) -> bool {
        let after = inner_end + 1;
        let passage = self.passage.map(|passage| &reading.marks.all[passage]);
        let long = passage.is_some_and(|passage| passage.inner.len() >= 4);
        let sign = !matches!(reading.words.shape(after), Some(Shape::Letters | Shape::Digits | Shape::Possessive));
        let new_clause = long && (ends_noun_phrases(reading.words.lower(after)) || reading.words.lower(after) == "and");
        after >= reach.end || sign || new_clause || !reading.words.same_paragraph(after, inner_end.saturating_sub(1))
    }
}

/// Where the content of a cue that ends before `at` begins.
pub(crate) fn after_cue(
    reading: Reading<'_>,
    takes: Takes,
    at: usize,
    reach: &Range<usize>,
    passive: bool,
) -> Option<Lead> {
    let words = reading.words;
    if let Some(lead) = joined_at(reading, at, reach) {
        return Some(lead);
    }
    let addressee_end = if takes == Takes::Addressee { addressee(words, at, reach.end) } else { at };
    let waits = addressee_end > at
        || is_preposition(words.lower(at))
        || is_time(words.lower(at))
        || words.shape(at) == Some(Shape::Comma);
    if waits && let Some(lead) = joined_later(reading, at, reach) {
        return Some(lead);
    }
    let start = skip_time(words, addressee_end);
    let clause_can_begin = matches!(words.shape(start), Some(Shape::Letters | Shape::Digits | Shape::Mark));
    let plain = match takes {
        Takes::Marked => false,
        Takes::Anything => true,
        Takes::Addressee => addressee_end > at && !is_preposition(words.lower(start)),
        Takes::Clause => {
            !is_preposition(words.lower(start))
                && !matches!(words.lower(start), "and" | "or" | "but" | "as" | "so" | "when")
        }
    };
    (plain && !passive && clause_can_begin && start < reach.end).then_some(Lead {
        start,
        passage: reading.marks.opened_at(start),
        joined: false,
    })
}

/// A content that begins at word `at` with "that", a colon or a mark.
fn joined_at(reading: Reading<'_>, at: usize, reach: &Range<usize>) -> Option<Lead> {
    let words = reading.words;
    let lead = |start: usize| Some(Lead { start, passage: reading.marks.opened_at(start), joined: true });
    match words.shape(at)? {
        Shape::Mark if reading.marks.opened_at(at).is_some() => lead(at),
        Shape::Colon => {
            let marked = reading.marks.opened_at(at + 1).is_some();
            (marked || at + 1 < reach.end).then(|| lead(at + 1)).flatten()
        }
        Shape::Comma if reading.marks.opened_at(at + 1).is_some() || matches!(words.lower(at + 1), "что" | "що") => {
            lead(at + 1)
        }
        Shape::Letters if joins_clause(words.lower(at)) && at < reach.end => lead(at),
        _ => None,
    }
}

/// A content that begins with "that", a colon or a mark after a few words: "said in a statement on Monday that".
fn joined_later(reading: Reading<'_>, at: usize, reach: &Range<usize>) -> Option<Lead> {
    let words = reading.words;
    let mut place = at;
    while place < reach.end.min(at + FARTHEST) {
        let is_mark = words.shape(place) == Some(Shape::Mark);
        let after_sign = matches!(word_before(words, place), Some(Shape::Comma | Shape::Colon));
        if words.lower(place) == "that" || words.shape(place) == Some(Shape::Colon) || is_mark && after_sign {
            return joined_at(reading, place, reach);
        }
        let other_verb = reading.lexicon.is_plain_verb(words, place) || is_subject_pronoun(words.lower(place));
        if is_mark || other_verb || matches!(words.shape(place), Some(Shape::Stop | Shape::Semicolon)) {
            return None;
        }
        place += 1;
    }
    None
}

/// One past the addressee that begins at `at`: "told reporters", "told him".
fn addressee(words: &Words<'_>, at: usize, ceiling: usize) -> usize {
    if matches!(words.lower(at), "him" | "her" | "them" | "us" | "me" | "you" | "it") {
        return at + 1;
    }
    phrase_starting(words, at, ceiling).map_or(at, |phrase| phrase.end)
}

/// Passes over "on Monday", "Monday".
fn skip_time(words: &Words<'_>, at: usize) -> usize {
    match words.lower(at) {
        "on" | "late" | "early" | "last" if is_time(words.lower(at + 1)) => at + 2,
        day if is_time(day) => at + 1,
        _ => at,
    }
}

/// One past the last word of a content that begins at `start` in a sentence that ends before `ceiling`.
pub(crate) fn content_end(reading: Reading<'_>, start: usize, ceiling: usize) -> usize {
    let words = reading.words;
    let mut at = start;
    while at < ceiling {
        if let Some(passage) = reading.marks.opened_at(at).filter(|&passage| reading.marks.all[passage].inner.end > at)
        {
            let marked = &reading.marks.all[passage];
            at = marked.inner.end + usize::from(reading.marks.closed_at(marked.inner.end) == Some(passage));
            let ends_with_marks = marked.inner.len() >= 4 && matches!(words.shape(at), Some(Shape::Comma))
                || ends_sentence(words, marked.inner.end);
            if at >= ceiling || ends_with_marks {
                return at.min(words.all.len());
            }
            continue;
        }
        if words.shape(at) == Some(Shape::Semicolon)
            || words.shape(at) == Some(Shape::Comma) && hands_over(reading, at + 1, ceiling)
        {
            return at;
        }
        at += 1;
    }
    ceiling
}

fn ends_sentence(words: &Words<'_>, inner_end: usize) -> bool {
    words.shape(inner_end.saturating_sub(1)) == Some(Shape::Stop)
}

/// True when another cue takes over at word `at`, after a comma.
fn hands_over(reading: Reading<'_>, at: usize, ceiling: usize) -> bool {
    let words = reading.words;
    if reading.lexicon.phrase_at(words, at).is_some() {
        return true;
    }
    let cue_at = |place: usize| reading.lexicon.verb_at(words, place);
    if cue_at(at).is_some_and(|cue| cue.entry.form == Form::PresentParticiple && cue.entry.takes != Takes::Anything) {
        return true;
    }
    let new_clause = matches!(words.lower(at), "and" | "but" | "while" | "although" | "though" | "adding");
    let speaks = |place: usize| {
        cue_at(place).is_some_and(|cue| matches!(cue.entry.form, Form::Past | Form::ThirdPerson) && !cue.entry.noun_too)
    };
    new_clause && (at + 1..ceiling.min(at + 6)).any(speaks)
}

/// Direct content is handled by its marks; of the rest, what holds a passage of speech is mixed.
pub(crate) fn content_kind(reading: Reading<'_>, content: &Range<usize>) -> QuotationKind {
    let marked = |at: usize| {
        reading
            .marks
            .opened_at(at)
            .is_some_and(|passage| reading.marks.all[passage].inner.end <= content.end && !is_title(reading, passage))
    };
    if content.clone().any(marked) { QuotationKind::Mixed } else { QuotationKind::Indirect }
}

/// True for names and titles in marks: every longer word is capitalised.
fn is_title(reading: Reading<'_>, passage: usize) -> bool {
    let words = reading.words;
    let inner = reading.marks.all[passage].inner.clone();
    inner.len() <= 8 && words.capital(inner.start) && !reading.marks.is_speech(words, passage)
}

/// Leaves out the signs at both ends, and marks that stand alone; `None` when nothing is left.
pub(crate) fn trim(words: &Words<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let Range { mut start, mut end } = range;
    while start < end
        && matches!(words.shape(start), Some(Shape::Comma | Shape::Colon | Shape::Semicolon | Shape::Dash))
    {
        start += 1;
    }
    while start < end
        && matches!(words.shape(end - 1), Some(Shape::Comma | Shape::Semicolon | Shape::Dash | Shape::Colon))
    {
        end -= 1;
    }
    (start < end).then_some(start..end)
}

/// The shape of the word before `at`.
pub(crate) fn word_before(words: &Words<'_>, at: usize) -> Option<Shape> {
    at.checked_sub(1).and_then(|before| words.shape(before))
}
