//! Displays of the page: passages that its markup sets apart as somebody's words become quotations.
//!
//! A block quotation, a pull quotation or an embedded post is one passage. Its speaker is named by the cue that leads to
//! it (`Orr said in a statement:`), else by the line beside it, else by nobody. When cues inside it attribute marked words
//! or most of it, it is an excerpt of somebody's report rather than a speech, and those attributions stand. A passage that
//! names nobody must stand in marks or behind a colon, since pages also use block quotations to set apart summaries, notes
//! and sentences of their own author.
//!
//! Words inside `q` count as words between marks: the matcher is given a mark without width at both ends.

use crate::attributions::{Attribution, confidence};
use crate::contents::trim;
use crate::noun_phrases::{subject_after, subject_before, verb_group};
use crate::passages::first_word;
use crate::pull::{Runs, line_after_dash, named_with_role, without_marks};
use crate::reading::Reading;
use crate::word_classes::{is_role, is_subject_pronoun};
use crate::words::{Shape, Words};
use overshadow_record::{Display, DisplayKind, MentionKind, QuotationKind, Span, Stance};
use std::ops::Range;

/// Words that a block quotation needs when nobody is named for it and no marks stand around it.
const SPEECH_ALONE: usize = 6;
/// Words the mention of a speaker has at most when the line holds no name.
const LONGEST_MENTION: usize = 8;

/// Where marks without width are set: at both ends of the words that a page marks as speech without printing marks.
pub(crate) fn mark_edges(text: &str, displays: &[Display]) -> Vec<u32> {
    let inline = displays.iter().filter(|display| display.kind == DisplayKind::Inline);
    let bare = inline.map(|display| display.span).filter(|span| !span.is_empty() && !has_marks(text, *span));
    let mut edges = Vec::new();
    for span in bare {
        if edges.last().is_none_or(|&last| last <= span.start) {
            edges.extend([span.start, span.end]);
        }
    }
    edges
}

/// True when marks stand at the ends of a span or right outside of them.
fn has_marks(text: &str, span: Span) -> bool {
    let is_mark = |letter: Option<char>| letter.is_some_and(|letter| "\"“”„«»‘’'「」`".contains(letter));
    let before = text.get(..span.start as usize).and_then(|text| text.chars().next_back());
    is_mark(before) || is_mark(span.of(text).chars().next())
}

/// A display in words.
struct Shown {
    /// Its content: one part a paragraph, marks left out.
    content: Vec<Range<usize>>,
    /// From its first word to its last.
    all: Range<usize>,
    /// Who is named for it beside it.
    source: Option<Range<usize>>,
    kind: DisplayKind,
}

/// Makes quotations of the displays, beside or instead of what was found in them.
pub(crate) fn take_displays(reading: Reading<'_>, displays: &[Display], all: &mut Vec<Attribution>) {
    let blocks = displays.iter().filter(|display| display.kind != DisplayKind::Inline);
    let shown: Vec<Shown> = blocks.filter_map(|display| shown(reading, *display)).collect();
    if shown.is_empty() {
        return;
    }
    let runs = Runs::count(reading);
    for shown in shown {
        take_display(reading, shown, &runs, all);
    }
    all.sort_by_key(first_word);
}

fn shown(reading: Reading<'_>, display: Display) -> Option<Shown> {
    let mut all = words_in(reading.words, display.span);
    let line = display.attribution.map(|line| words_in(reading.words, line)).filter(|line| !line.is_empty());
    let mut source = line.and_then(|line| named_in_line(reading, line, display.kind));
    if source.is_none() && !all.is_empty() {
        let (end, named) = line_at_end(reading, &all);
        (all.end, source) = (end, named);
    }
    let mut content = Vec::new();
    let mut start = all.start;
    while start < all.end {
        let end = reading.layout.paragraphs[reading.words.all[start].paragraph as usize].end.min(all.end);
        content.extend(trim(reading.words, without_marks(reading, start..end)));
        start = end;
    }
    (!content.is_empty()).then_some(Shown { content, all, source, kind: display.kind })
}

/// The words that lie in a span.
fn words_in(words: &Words<'_>, span: Span) -> Range<usize> {
    let start = words.all.partition_point(|word| word.start < span.start);
    let end = words.all.partition_point(|word| word.end <= span.end);
    start..end.max(start)
}

/// Who is named in an attribution line: a person, else whoever has a name, else its first words.
fn named_in_line(reading: Reading<'_>, line: Range<usize>, kind: DisplayKind) -> Option<Range<usize>> {
    let words = reading.words;
    let is_sign = |at: &usize| !matches!(words.shape(*at), Some(Shape::Letters | Shape::Digits));
    let start = line.clone().find(|at| !is_sign(at) && words.lower(*at) != "by")?;
    let ends = |at: &usize| matches!(words.shape(*at), Some(Shape::Opening | Shape::Comma | Shape::Dash | Shape::Sign));
    let head_end = (start..line.end).find(ends).unwrap_or(line.end);
    if kind == DisplayKind::Embed {
        return trim(words, start..head_end);
    }
    let names = || reading.names.within(start..line.end);
    let named = names().find(|name| name.kind == MentionKind::Person).or_else(|| names().next());
    named.map(|name| name.words.clone()).or_else(|| (head_end - start <= LONGEST_MENTION).then_some(start..head_end))
}

/// Where the words of a display end, and who is named behind them, when it has a line that no markup tells.
fn line_at_end(reading: Reading<'_>, all: &Range<usize>) -> (usize, Option<Range<usize>>) {
    let paragraph_of = |at: usize| reading.words.all[at].paragraph as usize;
    let last = reading.layout.paragraphs[paragraph_of(all.end - 1)].clone();
    if last.start > all.start
        && let Some(named) =
            line_after_dash(reading, &last).or_else(|| named_with_role(reading, last.start, last.end.min(all.end)))
    {
        return (last.start, Some(named));
    }
    let next = reading.layout.paragraphs.get(paragraph_of(all.end - 1) + 1);
    let named = next.and_then(|next| line_after_dash(reading, next).or_else(|| line_in_brackets(reading.words, next)));
    (all.end, named)
}

/// `[The Amber Lantern]`: a paragraph that says where the words above it were taken from.
fn line_in_brackets(words: &Words<'_>, paragraph: &Range<usize>) -> Option<Range<usize>> {
    let Range { start, end } = *paragraph;
    let encloses = words.shape(start) == Some(Shape::Opening) && words.shape(end - 1) == Some(Shape::Closing);
    let is_short = (3..=LONGEST_MENTION + 2).contains(&paragraph.len());
    (encloses && is_short && words.capital(start + 1)).then_some(start + 1..end - 1)
}

fn take_display(reading: Reading<'_>, shown: Shown, runs: &Runs, all: &mut Vec<Attribution>) {
    let inside = |range: &Range<usize>| range.start >= shown.all.start && range.end <= shown.all.end;
    let overlaps =
        |it: &Attribution| it.content.iter().any(|part| part.start < shown.all.end && part.end > shown.all.start);
    let cued_inside = |it: &Attribution| it.cue.as_ref().is_some_and(inside);
    if all.iter().any(|it| cued_inside(it) && is_the_matter(it, &shown)) {
        return;
    }
    // The cue before it, whether its content was seen to be the display or not.
    let led = all.iter().position(|it| overlaps(it) && it.cue.as_ref().is_some_and(|cue| cue.end <= shown.all.start));
    let lead = match led {
        Some(place) => Some(all.remove(place)),
        // The author's line under a post says more than the sentence that leads to it.
        None if shown.kind == DisplayKind::Embed && shown.source.is_some() => None,
        None => lead_before(reading, shown.all.start, all),
    };
    let named = all.iter().find(|it| overlaps(it) && it.cue.is_none()).and_then(|it| it.source.clone());
    all.retain(|it| !overlaps(it) || it.cue.is_some());
    if let Some(lead) = lead {
        all.push(Attribution { content: shown.content, ..lead });
        return;
    }
    let source = shown.source.clone().or(named);
    let repeat = runs.repeats(reading, &shown.content);
    if source.is_some() || repeat || reads_like_speech(reading, &shown) {
        let sure = if source.is_some() { confidence::ATTRIBUTION_LINE } else { confidence::NOBODY };
        all.push(pull(shown.content, source, sure, repeat));
    }
}

/// True when an attribution inside a display says what most of it is, or gives somebody's marked words.
fn is_the_matter(it: &Attribution, shown: &Shown) -> bool {
    let length: usize = it.content.iter().map(ExactSizeIterator::len).sum();
    matches!(it.kind, QuotationKind::Direct | QuotationKind::Mixed) || 2 * length >= shown.all.len()
}

/// `Orr said in a statement:` in the paragraph before word `start`, as an attribution that has no content yet. When the
/// cue there has a content already (`Orr said that it rained:`), the words that follow are its speaker's all the same.
fn lead_before(reading: Reading<'_>, start: usize, all: &[Attribution]) -> Option<Attribution> {
    let words = reading.words;
    let colon = colon_before(words, start)?;
    let sentence = reading.layout.sentences[words.all[colon].sentence as usize].clone();
    if let Some(spoken) = all.iter().rev().find(|it| it.cue.as_ref().is_some_and(|cue| sentence.contains(&cue.start))) {
        let source = Some(spoken.source.clone()?);
        return Some(pull(Vec::new(), source, confidence::FLOATING, false));
    }
    let cue = (sentence.start..colon).rev().find_map(|at| reading.lexicon.verb_at(words, at))?;
    let group = verb_group(words, cue.at, sentence.start, false);
    let before = subject_before(words, reading.lexicon, group.start, sentence.start).map(|subject| subject.words);
    let source = before.or_else(|| subject_after(words, cue.end, colon, cue.entry.free_order));
    let speaks = source.as_ref().is_some_and(|source| is_somebody(reading, source));
    if cue.entry.noun_too && !speaks {
        return None;
    }
    Some(Attribution {
        kind: QuotationKind::Direct,
        content: Vec::new(),
        cue: Some(cue.at..cue.end),
        confidence: if source.is_some() { confidence::DIRECT } else { confidence::NOBODY },
        source,
        stance: cue.entry.stance,
        repeat: false,
    })
}

/// The colon, or the ellipsis in its place, that ends the words before a display.
fn colon_before(words: &Words<'_>, start: usize) -> Option<usize> {
    let at = start.checked_sub(1)?;
    let leads = words.shape(at) == Some(Shape::Colon) || matches!(words.as_written(at), "…" | "...");
    leads.then_some(at)
}

/// True for subjects that make a verb of a word that could be a noun: "Orr claims", but not "See claims".
fn is_somebody(reading: Reading<'_>, source: &Range<usize>) -> bool {
    let words = reading.words;
    let last = words.lower(source.end - 1);
    is_subject_pronoun(last) || is_role(last) || reading.names.within(source.clone()).next().is_some()
}

/// True for passages that nobody is named for and that are somebody's words all the same: long enough, and in marks or
/// led to by a colon.
fn reads_like_speech(reading: Reading<'_>, shown: &Shown) -> bool {
    let words = reading.words;
    let is_letters = |at: &usize| words.shape(*at) == Some(Shape::Letters);
    let letters: usize = shown.content.iter().map(|part| part.clone().filter(is_letters).count()).sum();
    let marked = words.shape(shown.all.start) == Some(Shape::Mark);
    let led_to = shown.all.start.checked_sub(1).is_some_and(|at| words.shape(at) == Some(Shape::Colon));
    letters >= SPEECH_ALONE && (marked || led_to)
}

fn pull(content: Vec<Range<usize>>, source: Option<Range<usize>>, confidence: f32, repeat: bool) -> Attribution {
    Attribution { kind: QuotationKind::Pull, content, cue: None, source, stance: Stance::Said, confidence, repeat }
}
