//! Pull quotations: display paragraphs that end in an attribution line, and displays that repeat the body.
//!
//! `… the dam held. Anna Orr Hydrologist, author`: a paragraph without a cue that ends in a sentence, a name and a role is
//! somebody's words, marks or none. A pull quotation whose words stand elsewhere in the article is a repeat and is
//! counted there.

use crate::attributions::{Attribution, Found, Reading, confidence};
use crate::contents::trim;
use crate::passages::first_word;
use crate::word_classes::is_role;
use crate::words::Shape;
use overshadow_record::{QuotationKind, Stance};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};
use std::ops::Range;

/// How many words an attribution line may have.
const LONGEST_LINE: usize = 16;

/// Near copies are compared by runs of this many words.
const RUN: usize = 5;

/// The share of a pull quotation's runs that must stand elsewhere for it to be a repeat.
const REPEATED_SHARE: f64 = 0.8;

/// Finds display paragraphs with an attribution line.
pub(crate) fn find_pulls(reading: Reading<'_>, found: &mut Found) {
    let mut attributed = vec![false; reading.layout.paragraphs.len()];
    for attribution in &found.all {
        for part in &attribution.content {
            attributed[reading.words.all[part.start].paragraph as usize] = true;
        }
    }
    for (place, paragraph) in reading.layout.paragraphs.iter().enumerate().filter(|(place, _)| !attributed[*place]) {
        let own = line_in_paragraph(reading, paragraph);
        let next = reading.layout.paragraphs.get(place + 1).and_then(|next| line_after_dash(reading, next));
        let (content_end, source) = match (own, next) {
            (Some(line), _) => line,
            (None, Some(source)) if paragraph.len() >= 8 => (paragraph.end, source),
            _ => continue,
        };
        let Some(content) = trim(reading.words, without_marks(reading, paragraph.start..content_end)) else { continue };
        found.all.push(Attribution {
            kind: QuotationKind::Pull,
            content: vec![content],
            cue: None,
            source: Some(source),
            stance: Stance::Said,
            confidence: confidence::ATTRIBUTION_LINE,
            repeat: false,
        });
    }
    found.all.sort_by_key(first_word);
}

fn without_marks(reading: Reading<'_>, range: Range<usize>) -> Range<usize> {
    let is_mark = |at: usize| reading.words.shape(at) == Some(Shape::Mark);
    let start = range.start + usize::from(is_mark(range.start));
    let closes = range.end > start && is_mark(range.end - 1) && start > range.start;
    start..range.end - usize::from(closes)
}

/// The attribution line at the end of a paragraph: where the words before it end, and the name in it.
fn line_in_paragraph(reading: Reading<'_>, paragraph: &Range<usize>) -> Option<(usize, Range<usize>)> {
    let words = reading.words;
    let sentence = reading.layout.sentences.get(words.all[paragraph.end - 1].sentence as usize)?.clone();
    let stops = words.shape(paragraph.end - 1) == Some(Shape::Stop);
    if sentence.start <= paragraph.start || sentence.len() > LONGEST_LINE || stops {
        return None;
    }
    let start = sentence.start + usize::from(words.shape(sentence.start) == Some(Shape::Dash));
    let name = named_with_role(reading, start, sentence.end)?;
    Some((sentence.start, name))
}

/// `– Anna Orr, hydrologist`, a paragraph of its own.
fn line_after_dash(reading: Reading<'_>, paragraph: &Range<usize>) -> Option<Range<usize>> {
    let words = reading.words;
    let stops = words.shape(paragraph.end - 1) == Some(Shape::Stop);
    if paragraph.len() > LONGEST_LINE || words.shape(paragraph.start) != Some(Shape::Dash) || stops {
        return None;
    }
    let name = reading.names.within(paragraph.clone()).next()?;
    (name.words.start == paragraph.start + 1).then(|| name.words.clone())
}

fn named_with_role(reading: Reading<'_>, start: usize, end: usize) -> Option<Range<usize>> {
    let words = reading.words;
    let name = reading.names.within(start..end).next().filter(|name| name.words.start == start)?;
    let role_follows = (name.words.end..end).any(|at| words.lower(at).split('-').any(is_role));
    (role_follows && (name.words.len() > 1 || name.person.is_some())).then(|| name.words.clone())
}

/// Marks pull quotations, and passages in blocks of their own, whose words stand elsewhere too.
pub(crate) fn mark_repeats(reading: Reading<'_>, found: &mut Found) {
    found.all.iter_mut().filter(|attribution| is_display(reading, attribution)).for_each(|display| {
        display.kind = QuotationKind::Pull;
    });
    if found.all.iter().all(|attribution| attribution.kind != QuotationKind::Pull) {
        return;
    }
    let runs = count_runs(reading);
    for pull in found.all.iter_mut().filter(|attribution| attribution.kind == QuotationKind::Pull) {
        let own: Vec<u64> = pull.content.iter().flat_map(|part| runs_of(reading, part.clone())).collect();
        let elsewhere = own.iter().filter(|run| runs.get(run).is_some_and(|&count| count > 1)).count();
        pull.repeat = !own.is_empty() && count_as_f64(elsewhere) >= REPEATED_SHARE * count_as_f64(own.len());
    }
    // Words that nobody is named for and that stand alone are a display only when the body has them too.
    found.all.iter_mut().filter(|it| it.kind == QuotationKind::Pull && !it.repeat && it.source.is_none()).for_each(
        |it| {
            it.kind = QuotationKind::Direct;
        },
    );
}

/// Marked words without any attribution that fill their paragraph.
fn is_display(reading: Reading<'_>, attribution: &Attribution) -> bool {
    if attribution.cue.is_some() || attribution.source.is_some() {
        return false;
    }
    let [part] = &attribution.content[..] else { return false };
    let paragraph = &reading.layout.paragraphs[reading.words.all[part.start].paragraph as usize];
    part.start <= paragraph.start + 1 && part.end + 2 >= paragraph.end
}

fn count_runs(reading: Reading<'_>) -> FxHashMap<u64, u32> {
    let mut counts = FxHashMap::default();
    for run in runs_of(reading, 0..reading.words.all.len()) {
        *counts.entry(run).or_default() += 1;
    }
    counts
}

fn runs_of(reading: Reading<'_>, range: Range<usize>) -> Vec<u64> {
    let letters: Vec<usize> =
        range.filter(|&at| matches!(reading.words.shape(at), Some(Shape::Letters | Shape::Digits))).collect();
    let hash = |run: &[usize]| {
        let mut hasher = FxHasher::default();
        run.iter().for_each(|&at| reading.words.lower(at).hash(&mut hasher));
        hasher.finish()
    };
    letters.windows(RUN).map(hash).collect()
}

fn count_as_f64(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
