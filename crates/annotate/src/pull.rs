//! Pull quotations: display paragraphs that end in an attribution line, and displays that repeat the body.
//!
//! `… the dam held. Anna Orr Hydrologist, author`: a paragraph without a cue that ends in a sentence, a name and a role is
//! somebody's words, marks or none. So is a paragraph before `– Anna Orr, hydrologist`, and one in marks before a line
//! that is a name, with a role or without. A pull quotation whose words stand elsewhere in the article is a repeat and
//! is counted there.

use crate::attributions::{Attribution, Found, confidence};
use crate::contents::trim;
use crate::passages::first_word;
use crate::reading::Reading;
use crate::word_classes::{is_role, is_title};
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
    name_marked_displays(reading, found);
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
            (None, Some(source)) if can_be_display(reading, place) => (paragraph.end, source),
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

/// Gives displays in marks that nobody is named for the name on the line behind them.
fn name_marked_displays(reading: Reading<'_>, found: &mut Found) {
    for display in found.all.iter_mut().filter(|attribution| attribution.cue.is_none() && attribution.source.is_none())
    {
        let (Some(first), Some(last)) = (display.content.first(), display.content.last()) else { continue };
        let paragraph_of = |at: usize| reading.words.all[at].paragraph as usize;
        let paragraphs = &reading.layout.paragraphs;
        let paragraph = &paragraphs[paragraph_of(last.start)];
        if first.start > paragraphs[paragraph_of(first.start)].start + 1 {
            continue;
        }
        let after = (last.end..paragraph.end).find(|&at| reading.words.shape(at) != Some(Shape::Mark));
        let line = match after {
            Some(start) => Some(start..paragraph.end),
            None => paragraphs.get(paragraph_of(last.start) + 1).cloned(),
        };
        if let Some(source) = line.and_then(|line| name_on_line(reading, line)) {
            display.source = Some(source);
            display.kind = QuotationKind::Pull;
            display.confidence = confidence::ATTRIBUTION_LINE;
        }
    }
}

/// The name of a line that is a name and what is said of it: `ANNA ORR`, `Anna Orr, hydrologist`, `Dr Anna Orr (Lund)`.
fn name_on_line(reading: Reading<'_>, line: Range<usize>) -> Option<Range<usize>> {
    let words = reading.words;
    let ends_open = !matches!(words.shape(line.end - 1), Some(Shape::Stop | Shape::Colon | Shape::Mark));
    let speaks = line.clone().take(LONGEST_LINE).any(|at| reading.lexicon.is_plain_verb(words, at));
    if line.len() > LONGEST_LINE || !ends_open || speaks {
        return None;
    }
    let name = leading_name(reading, line.clone())?;
    let goes_on = match words.shape(name.end).filter(|_| name.end < line.end) {
        None | Some(Shape::Comma | Shape::Opening | Shape::Dash | Shape::Sign) => true,
        Some(_) => is_role(words.lower(name.end)),
    };
    goes_on.then_some(name)
}

/// The full name of a person that a line begins with, behind nothing but titles and roles.
fn leading_name(reading: Reading<'_>, line: Range<usize>) -> Option<Range<usize>> {
    let words = reading.words;
    let name = reading.names.within(line.clone()).next()?;
    let leads =
        |at: usize| is_title(words.lower(at)) || is_role(words.lower(at)) || words.shape(at) == Some(Shape::Stop);
    let is_full = name.words.len() > 1 && (name.person.is_some() || in_capitals(reading, &name.words));
    (is_full && (line.start..name.words.start).all(leads)).then(|| name.words.clone())
}

fn in_capitals(reading: Reading<'_>, name: &Range<usize>) -> bool {
    name.len() <= 3 && name.clone().all(|at| !reading.words.as_written(at).contains(char::is_lowercase))
}

/// True for paragraphs long enough to be somebody's words before an attribution line, and not for the head of a list.
fn can_be_display(reading: Reading<'_>, paragraph: usize) -> bool {
    let words = reading.words;
    let paragraphs = &reading.layout.paragraphs;
    let range = &paragraphs[paragraph];
    let is_head = words.shape(range.end - 1) == Some(Shape::Colon);
    let is_list = paragraphs.get(paragraph + 2).is_some_and(|next| words.shape(next.start) == Some(Shape::Dash));
    range.len() >= 8 && !is_head && !is_list
}

/// The words without the marks at both ends.
pub(crate) fn without_marks(reading: Reading<'_>, range: Range<usize>) -> Range<usize> {
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
pub(crate) fn line_after_dash(reading: Reading<'_>, paragraph: &Range<usize>) -> Option<Range<usize>> {
    let words = reading.words;
    let stops = words.shape(paragraph.end - 1) == Some(Shape::Stop);
    if paragraph.len() > LONGEST_LINE || words.shape(paragraph.start) != Some(Shape::Dash) || stops {
        return None;
    }
    let name = reading.names.within(paragraph.clone()).next()?;
    let alone = name.words.start == paragraph.start + 1;
    if alone { Some(name.words.clone()) } else { leading_name(reading, paragraph.start + 1..paragraph.end) }
}

/// The name that begins `start..end` when a role follows it.
pub(crate) fn named_with_role(reading: Reading<'_>, start: usize, end: usize) -> Option<Range<usize>> {
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
    let runs = Runs::count(reading);
    for pull in found.all.iter_mut().filter(|attribution| attribution.kind == QuotationKind::Pull) {
        pull.repeat = runs.repeats(reading, &pull.content);
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

/// How often each run of words stands in the article.
pub(crate) struct Runs {
    counts: FxHashMap<u64, u32>,
}

impl Runs {
    /// Counts all runs.
    pub(crate) fn count(reading: Reading<'_>) -> Self {
        let mut counts = FxHashMap::default();
        for run in runs_of(reading, 0..reading.words.all.len()) {
            *counts.entry(run).or_default() += 1;
        }
        Self { counts }
    }

    /// True when nearly all of a content stands elsewhere too.
    pub(crate) fn repeats(&self, reading: Reading<'_>, content: &[Range<usize>]) -> bool {
        let own: Vec<u64> = content.iter().flat_map(|part| runs_of(reading, part.clone())).collect();
        let elsewhere = own.iter().filter(|run| self.counts.get(run).is_some_and(|&count| count > 1)).count();
        !own.is_empty() && count_as_f64(elsewhere) >= REPEATED_SHARE * count_as_f64(own.len())
    }
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
