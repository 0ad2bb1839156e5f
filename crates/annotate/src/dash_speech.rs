//! Speech that begins with a dash, as Russian and Ukrainian print it: `— …, — сказал Орлов. — …`
//!
//! A paragraph that opens with a dash is speech up to the dash before a cue and its subject; what follows a further dash
//! is speech again. A paragraph without such a cue is left alone: it may be a list.

use crate::attributions::{Attribution, Found, confidence};
use crate::contents::trim;
use crate::cues::CueVerb;
use crate::noun_phrases::subject_after;
use crate::reading::Reading;
use crate::stance::stance_of;
use crate::words::Shape;
use overshadow_record::QuotationKind;
use std::ops::Range;

/// Finds speech that begins with a dash; runs before the cues are tried.
pub(crate) fn find_dash_speech(reading: Reading<'_>, found: &mut Found) {
    for paragraph in &reading.layout.paragraphs {
        if reading.words.shape(paragraph.start) == Some(Shape::Dash) {
            let Some(speech) = speech_of(reading, paragraph) else { continue };
            found.used_cues.extend(speech.cue.clone().unwrap_or_default());
            found.all.push(speech);
        }
    }
}

fn speech_of(reading: Reading<'_>, paragraph: &Range<usize>) -> Option<Attribution> {
    let words = reading.words;
    let (dash, cue) = (paragraph.start + 2..paragraph.end).find_map(|at| cue_after_dash(reading, at))?;
    let source = subject_after(words, cue.end, paragraph.end, true)?;
    let mut content: Vec<Range<usize>> = trim(words, paragraph.start + 1..dash).into_iter().collect();
    let resumes = (source.end..paragraph.end.min(source.end + 3)).find(|&at| words.shape(at) == Some(Shape::Dash));
    if let Some(resumes) = resumes {
        content.extend(trim(words, resumes + 1..paragraph.end));
    }
    (!content.is_empty()).then_some(Attribution {
        kind: QuotationKind::Direct,
        content,
        cue: Some(cue.at..cue.end),
        source: Some(source),
        stance: stance_of(words, cue.at..cue.end),
        confidence: confidence::ATTRIBUTION_LINE,
        repeat: false,
    })
}

fn cue_after_dash(reading: Reading<'_>, at: usize) -> Option<(usize, CueVerb)> {
    let words = reading.words;
    let ends_speech = matches!(words.shape(at - 1), Some(Shape::Comma | Shape::Stop));
    if words.shape(at) != Some(Shape::Dash) || !ends_speech {
        return None;
    }
    reading.lexicon.verb_at(words, at + 1).filter(|cue| !words.capital(cue.at)).map(|cue| (at, cue))
}
