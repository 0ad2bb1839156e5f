//! Paragraphs and sentences, by rules: line breaks, stops, abbreviations, initials, closing marks.
//!
//! A blank line ends a paragraph; so does a line break, unless the next line plainly continues the sentence (hard-wrapped
//! text). A sentence ends at a stop that is followed by something that can begin one, and a closing mark or bracket after
//! the stop still belongs to it. Sentences inside quotation marks are sentences like any other.

use crate::token_lists::{
    EMOTICONS, begins_sentences, is_cyrillic_abbreviation, is_cyrillic_abbreviation_before_numbers, precedes_names,
};
use crate::words::{Shape, Words};
use std::ops::Range;

/// Ranges of words.
#[derive(Default)]
pub(crate) struct Layout {
    pub(crate) paragraphs: Vec<Range<usize>>,
    pub(crate) sentences: Vec<Range<usize>>,
}

/// Finds paragraphs and sentences and notes them on every word.
pub(crate) fn lay_out(words: &mut Words<'_>) -> Layout {
    let mut layout = Layout::default();
    let mut first = 0;
    for at in 1..=words.all.len() {
        if at == words.all.len() || paragraph_ends(words, at) {
            cut_sentences(words, first..at, &mut layout.sentences);
            layout.paragraphs.push(first..at);
            first = at;
        }
    }
    number(words, &layout);
    layout
}

fn number(words: &mut Words<'_>, layout: &Layout) {
    for (ranges, is_paragraph) in [(&layout.paragraphs, true), (&layout.sentences, false)] {
        for (place, range) in (0u32..).zip(ranges) {
            for word in &mut words.all[range.clone()] {
                *(if is_paragraph { &mut word.paragraph } else { &mut word.sentence }) = place;
            }
        }
    }
}

/// True when a paragraph ends before word `at`.
fn paragraph_ends(words: &Words<'_>, at: usize) -> bool {
    let (before, after) = (words.all[at - 1], words.all[at]);
    let gap = &words.text[before.end as usize..after.start as usize];
    let breaks = gap.chars().filter(|&c| c == '\n' || c == '\u{2029}').count();
    let continues = after.shape == Shape::Letters
        && !after.capital
        && !matches!(before.shape, Shape::Stop | Shape::Colon | Shape::Mark);
    breaks > 1 || breaks == 1 && !continues
}

fn cut_sentences(words: &Words<'_>, paragraph: Range<usize>, sentences: &mut Vec<Range<usize>>) {
    let mut first = paragraph.start;
    let mut at = paragraph.start;
    while at < paragraph.end {
        let stop = at;
        at += 1;
        if !stops(words, stop) || numbers_an_item(words, first, stop) {
            continue;
        }
        at = end_of_closing(words, at, paragraph.end);
        if at < paragraph.end && ends(words, stop, at) {
            sentences.push(first..at);
            first = at;
        }
    }
    if first < paragraph.end {
        sentences.push(first..paragraph.end);
    }
}

/// True for stops, abbreviations and emoticons.
fn stops(words: &Words<'_>, at: usize) -> bool {
    let word = words.all[at];
    word.shape == Shape::Stop || word.abbreviation || is_emoticon(words, at)
}

fn is_emoticon(words: &Words<'_>, at: usize) -> bool {
    words.shape(at) == Some(Shape::Sign) && words.as_written(at).len() > 1 && EMOTICONS.contains(&words.as_written(at))
}

/// The stop of "3." at the beginning of a sentence does not end it.
fn numbers_an_item(words: &Words<'_>, first: usize, stop: usize) -> bool {
    stop == first + 1 && words.shape(first) == Some(Shape::Digits) && words.sticks(stop)
}

/// One past the marks, brackets, emoticons and references that still belong to a sentence that stopped before `at`.
fn end_of_closing(words: &Words<'_>, mut at: usize, ceiling: usize) -> usize {
    while at < ceiling {
        if at + 3 <= ceiling && is_reference(words, at) {
            at += 3;
        } else if closes_a_sentence(words, at) || is_emoticon(words, at) || at + 1 == ceiling && is_mark(words, at) {
            at += 1;
        } else {
            break;
        }
    }
    at
}

fn is_mark(words: &Words<'_>, at: usize) -> bool {
    words.shape(at) == Some(Shape::Mark)
}

/// True at the bracket of "[12]".
fn is_reference(words: &Words<'_>, at: usize) -> bool {
    words.as_written(at) == "[" && words.shape(at + 1) == Some(Shape::Digits) && words.as_written(at + 2) == "]"
}

/// True for stops, and for closing marks and brackets that stick to what is before them.
fn closes_a_sentence(words: &Words<'_>, at: usize) -> bool {
    match words.all[at].shape {
        Shape::Stop => true,
        Shape::Mark | Shape::Closing => words.sticks(at),
        _ => false,
    }
}

/// True when a sentence ends with word `stop` and what closes it, and the next begins at word `next`.
fn ends(words: &Words<'_>, stop: usize, next: usize) -> bool {
    if !can_begin(words, next) && !begins_small(words, stop, next) {
        return false;
    }
    if words.all[stop].abbreviation && next == stop + 1 {
        return abbreviation_ends(words, stop, next);
    }
    !cyrillic_abbreviates(words, stop, next)
}

fn can_begin(words: &Words<'_>, at: usize) -> bool {
    match words.all[at].shape {
        Shape::Letters => words.all[at].capital || has_no_case(words.as_written(at)),
        Shape::Digits | Shape::Mark | Shape::Opening | Shape::Dash => true,
        _ => false,
    }
}

/// Careless writing: a stop that sticks to a plain word, and a small letter after it.
fn begins_small(words: &Words<'_>, stop: usize, next: usize) -> bool {
    let plain = stop > 0
        && next == stop + 1
        && words.sticks(stop)
        && words.shape(stop - 1) == Some(Shape::Letters)
        && !words.capital(stop - 1)
        && words.lower(stop - 1).len() > 2;
    plain
        && !words.sticks(next)
        && words.shape(next) == Some(Shape::Letters)
        && words.as_written(stop) != "…"
        && !words.as_written(stop).starts_with("..")
}

fn has_no_case(word: &str) -> bool {
    word.chars().next().is_some_and(|letter| !letter.is_lowercase() && !letter.is_uppercase())
}

/// "in the U.S. The vote" are two sentences, "the U.S. Senate" is one; after a title or an initial nothing ends.
fn abbreviation_ends(words: &Words<'_>, stop: usize, next: usize) -> bool {
    let word = words.lower(stop);
    let is_initial = words.capital(stop) && word.chars().nth(1).is_none();
    let is_number = words.shape(stop) == Some(Shape::Digits);
    !is_initial && !is_number && !precedes_names(word) && words.capital(next) && begins_sentences(words.lower(next))
}

fn cyrillic_abbreviates(words: &Words<'_>, stop: usize, next: usize) -> bool {
    if stop == 0 || words.as_written(stop) != "." || next != stop + 1 || !words.sticks(stop) {
        return false;
    }
    let before = words.lower(stop - 1);
    let before_number = words.shape(next) == Some(Shape::Digits);
    is_cyrillic_abbreviation(before) || before_number && is_cyrillic_abbreviation_before_numbers(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<String> {
        let mut words = Words::new(text);
        let layout = lay_out(&mut words);
        layout.sentences.iter().map(|range| words.span(range.start, range.end).of(text).to_owned()).collect()
    }

    #[test]
    fn titles_initials_and_initialisms_do_not_end_a_sentence() {
        let text = "Mr. Orr met J. K. Lund in the U.S. Senate. It rained.";
        assert_eq!(sentences(text), ["Mr. Orr met J. K. Lund in the U.S. Senate.", "It rained."]);
    }

    #[test]
    fn a_closing_mark_belongs_to_the_sentence_it_closes() {
        assert_eq!(
            sentences("\"We won.\" He left. \"Why?\" she asked."),
            ["\"We won.\"", "He left.", "\"Why?\" she asked."]
        );
    }

    #[test]
    fn an_abbreviation_ends_a_sentence_before_a_word_that_begins_one() {
        assert_eq!(
            sentences("He left the U.S. The vote failed at 5 p.m. sharp."),
            ["He left the U.S.", "The vote failed at 5 p.m. sharp."]
        );
    }

    #[test]
    fn text_that_was_run_together_is_cut() {
        assert_eq!(sentences("It rained.Then it snowed.and froze"), ["It rained.", "Then it snowed.and froze"]);
        assert_eq!(sentences("it rained. then it snowed"), ["it rained.", "then it snowed"]);
    }

    #[test]
    fn references_and_faces_belong_to_the_sentence_before_and_numbers_to_the_item_after() {
        assert_eq!(
            sentences("It held. [2] It broke :) Run. 3. Stay."),
            ["It held. [2]", "It broke :)", "Run.", "3. Stay."]
        );
    }

    #[test]
    fn a_megabyte_without_a_stop_is_one_sentence_and_one_of_stops_ends() {
        assert_eq!(sentences(&"word ".repeat(200_000)).len(), 1);
        for dirt in ["'", "’s", ". ", "[1] ", "J.", "a@", "http:// ", "-", "1-", "1/", "Mr. ", "\u{301}"] {
            let text = dirt.repeat(100_000);
            let mut words = Words::new(&text);
            let layout = lay_out(&mut words);
            assert_eq!(layout.sentences.iter().map(ExactSizeIterator::len).sum::<usize>(), words.all.len());
        }
    }

    #[test]
    fn a_wrapped_line_continues_and_a_blank_line_never_does() {
        let mut words = Words::new("the river rose\nand fell\n\nand rose");
        assert_eq!(lay_out(&mut words).paragraphs.len(), 2);
    }
}
