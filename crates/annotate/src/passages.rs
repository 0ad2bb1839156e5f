//! Marked passages that no cue introduces: never-closed ones with a cue at their end, attribution after a dash, and
//! passages that follow attributed ones.
//!
//! Cues inside a passage that was opened and never closed cannot be told from the speech itself, but one that trails the
//! whole (`…, notes Orr.`) can. A passage that follows an attributed one in its paragraph has the same speaker, with less
//! confidence. A passage that is plainly speech and belongs to nobody is kept without a speaker.

use crate::attributions::{Attribution, Found, confidence};
use crate::contents::trim;
use crate::marks::Ending;
use crate::noun_phrases::subject_after;
use crate::reading::Reading;
use crate::stance::stance_of;
use crate::words::Shape;
use overshadow_record::{QuotationKind, Stance};
use std::ops::Range;

/// How far from the end of a passage its trailing cue may stand.
const TAIL: usize = 16;

/// How many words a passage needs to be speech without a cue.
const SPEECH_ALONE: usize = 6;

/// Takes never-closed passages that end in `, notes Orr.`; runs before the cues are tried.
pub(crate) fn find_unclosed(reading: Reading<'_>, found: &mut Found) {
    for passage in 0..reading.marks.all.len() {
        let marked = &reading.marks.all[passage];
        let unclosed = marked.ending == Ending::Paragraph && marked.continued_by.is_none() && marked.open.is_some();
        if unclosed && let Some(attribution) = trailing_cue(reading, found, passage) {
            found.used_cues.extend(attribution.cue.clone().unwrap_or_default());
            found.all.push(attribution);
        }
    }
}

fn trailing_cue(reading: Reading<'_>, found: &mut Found, passage: usize) -> Option<Attribution> {
    let inner = reading.marks.all[passage].inner.clone();
    let words = reading.words;
    let earliest = inner.start.max(inner.end.saturating_sub(TAIL));
    let comma = (earliest..inner.end).rev().find(|&at| {
        words.shape(at) == Some(Shape::Comma)
            && reading.lexicon.verb_at(words, at + 1).is_some_and(|cue| !cue.entry.noun_too || words.capital(cue.end))
    })?;
    let cue = reading.lexicon.verb_at(words, comma + 1)?;
    let source = subject_after(words, cue.end, inner.end, cue.entry.free_order)?;
    let at_end = source.end >= inner.end
        || words.shape(source.end) == Some(Shape::Stop)
        || words.shape(source.end) == Some(Shape::Comma);
    if !at_end {
        return None;
    }
    let mut content = found.claim(reading, passage);
    let last = content.pop()?;
    content.extend(trim(words, last.start..comma.max(last.start)));
    Some(Attribution {
        kind: QuotationKind::Direct,
        content,
        cue: Some(cue.at..cue.end),
        source: Some(source),
        stance: stance_of(reading.words, cue.at..cue.end),
        confidence: confidence::UNCLOSED,
        repeat: false,
    })
}

/// Attributes what the cues left, in order.
pub(crate) fn find_left_over(reading: Reading<'_>, found: &mut Found) {
    found.all.sort_by_key(first_word);
    let attributed = found.all.len();
    let mut next = 0;
    for passage in 0..reading.marks.all.len() {
        let marked = &reading.marks.all[passage];
        let start = marked.inner.start;
        while next < attributed && first_word(&found.all[next]) < start {
            next += 1;
        }
        let free =
            !found.taken[passage] && marked.open.is_some() && marked.parent.is_none() && marked.continues.is_none();
        if !free || !reading.marks.is_speech(reading.words, passage) {
            continue;
        }
        let before = next.checked_sub(1);
        let made = attribution_line(reading, found, passage)
            .or_else(|| floating(reading, found, passage, before))
            .or_else(|| nobody(reading, found, passage));
        found.all.extend(made);
    }
    found.all.sort_by_key(first_word);
}

/// The first word of an attribution's content.
pub(crate) fn first_word(attribution: &Attribution) -> usize {
    attribution.content.first().map_or(usize::MAX, |part| part.start)
}

/// `"…" – Anna Orr, mayor of Lund`, in the same paragraph or the next.
fn attribution_line(reading: Reading<'_>, found: &mut Found, passage: usize) -> Option<Attribution> {
    let words = reading.words;
    let whole = reading.marks.chain(passage);
    let last = &reading.marks.all[*whole.last()?];
    let dash = last.inner.end + usize::from(last.ending == Ending::Closed);
    if words.shape(dash) != Some(Shape::Dash) {
        return None;
    }
    let paragraph = reading.layout.paragraphs[words.all[dash].paragraph as usize].clone();
    let name = reading.names.within(dash..paragraph.end).next().filter(|name| name.words.start <= dash + 4)?;
    // "– Jo** Al****" hides who it is.
    let hidden = (dash + 1..name.words.start).any(|at| words.shape(at) == Some(Shape::Sign));
    if hidden || paragraph.end > name.words.end + 12 {
        return None;
    }
    let source = name.words.clone();
    let own_block = reading.marks.all[whole[0]]
        .open
        .is_some_and(|open| open == reading.layout.paragraphs[words.all[open].paragraph as usize].start);
    let kind = if own_block { QuotationKind::Pull } else { QuotationKind::Direct };
    let content = found.claim(reading, passage);
    Some(Attribution {
        kind,
        content,
        cue: None,
        source: Some(source),
        stance: Stance::Said,
        confidence: confidence::ATTRIBUTION_LINE,
        repeat: false,
    })
}

/// A passage that follows an attributed one in its paragraph.
fn floating(reading: Reading<'_>, found: &mut Found, passage: usize, before: Option<usize>) -> Option<Attribution> {
    let before = &found.all[before?];
    let source = before.source.clone()?;
    let (kind, stance, last) = (before.kind, before.stance, before.content.last()?.start);
    let start = reading.marks.all[passage].inner.start;
    let begins_sentence = begins_or_fills_sentence(reading, passage);
    if kind == QuotationKind::Indirect || !reading.words.same_paragraph(last, start) || !begins_sentence {
        return None;
    }
    let content = found.claim(reading, passage);
    Some(Attribution {
        kind: QuotationKind::Direct,
        content,
        cue: None,
        source: Some(source),
        stance,
        confidence: confidence::FLOATING,
        repeat: false,
    })
}

fn begins_or_fills_sentence(reading: Reading<'_>, passage: usize) -> bool {
    let open = reading.marks.all[passage].open.unwrap_or(0);
    reading.layout.sentences[reading.words.all[open].sentence as usize].start == open
}

/// Speech in marks that the article gives to nobody.
fn nobody(reading: Reading<'_>, found: &mut Found, passage: usize) -> Option<Attribution> {
    let inner = reading.marks.all[passage].inner.clone();
    let letters = count_letters(reading, inner);
    if letters < SPEECH_ALONE || !begins_or_fills_sentence(reading, passage) {
        return None;
    }
    let content = found.claim(reading, passage);
    Some(Attribution {
        kind: QuotationKind::Direct,
        content,
        cue: None,
        source: None,
        stance: Stance::Said,
        confidence: confidence::NOBODY,
        repeat: false,
    })
}

fn count_letters(reading: Reading<'_>, range: Range<usize>) -> usize {
    range.filter(|&at| reading.words.shape(at) == Some(Shape::Letters)).count()
}
