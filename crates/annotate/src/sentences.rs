//! Paragraphs and sentences, by rules: line breaks, stops, abbreviations, initials, closing marks.
//!
//! A blank line ends a paragraph; so does a line break, unless the next line plainly continues the sentence (hard-wrapped
//! text). A sentence ends at a stop that is followed by something that can begin one, and a closing mark or bracket after
//! the stop still belongs to it. Sentences inside quotation marks are sentences like any other.

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
        if words.all[at].shape != Shape::Stop {
            at += 1;
            continue;
        }
        let stop = at;
        while at < paragraph.end && closes_a_sentence(words, at) {
            at += 1;
        }
        if at < paragraph.end && can_begin(words, at) && !abbreviates(words, stop, at) {
            sentences.push(first..at);
            first = at;
        }
    }
    if first < paragraph.end {
        sentences.push(first..paragraph.end);
    }
}

/// True for stops, and for closing marks and brackets that stick to what is before them.
fn closes_a_sentence(words: &Words<'_>, at: usize) -> bool {
    match words.all[at].shape {
        Shape::Stop => true,
        Shape::Mark | Shape::Closing => words.all[at - 1].end == words.all[at].start,
        _ => false,
    }
}

fn can_begin(words: &Words<'_>, at: usize) -> bool {
    match words.all[at].shape {
        Shape::Letters => words.all[at].capital || has_no_case(words.as_written(at)),
        Shape::Digits | Shape::Mark | Shape::Opening | Shape::Dash => true,
        _ => false,
    }
}

fn has_no_case(word: &str) -> bool {
    word.chars().next().is_some_and(|letter| !letter.is_lowercase() && !letter.is_uppercase())
}

/// True when the stop belongs to an abbreviation or an initial rather than to the sentence.
fn abbreviates(words: &Words<'_>, stop: usize, next: usize) -> bool {
    if stop == 0 || words.as_written(stop) != "." || next != stop + 1 {
        return false;
    }
    let sticks = words.all[stop - 1].end == words.all[stop].start;
    let before = words.lower(stop - 1);
    let is_initial = words.capital(stop - 1) && before.chars().count() == 1 && before != "i";
    if is_initial || before.contains('.') {
        return sticks && words.capital(next) && !begins_sentences(words.lower(next));
    }
    let before_number = words.shape(next) == Some(Shape::Digits);
    sticks && (is_abbreviation(before) || before_number && abbreviates_before_numbers(before))
}

/// Abbreviations that are followed by a name.
fn is_abbreviation(word: &str) -> bool {
    matches!(
        word,
        "mr" | "mrs"
            | "ms"
            | "dr"
            | "prof"
            | "sen"
            | "rep"
            | "gov"
            | "gen"
            | "col"
            | "lt"
            | "sgt"
            | "capt"
            | "maj"
            | "adm"
            | "cmdr"
            | "rev"
            | "hon"
            | "st"
            | "jr"
            | "sr"
            | "vs"
            | "messrs"
            | "pres"
            | "atty"
            | "им"
            | "ім"
            | "ул"
            | "вул"
            | "проф"
            | "акад"
            | "ген"
            | "гг"
            | "рр"
            | "тыс"
            | "тис"
            | "св"
    )
}

fn abbreviates_before_numbers(word: &str) -> bool {
    matches!(
        word,
        "no" | "nos"
            | "vol"
            | "fig"
            | "art"
            | "p"
            | "pp"
            | "jan"
            | "feb"
            | "mar"
            | "apr"
            | "aug"
            | "sept"
            | "sep"
            | "oct"
            | "nov"
            | "dec"
            | "стр"
            | "ст"
            | "п"
            | "д"
    )
}

/// Words that begin a sentence far more often than they follow an initialism inside one.
fn begins_sentences(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "he"
            | "she"
            | "it"
            | "they"
            | "we"
            | "i"
            | "but"
            | "and"
            | "in"
            | "on"
            | "at"
            | "this"
            | "that"
            | "these"
            | "his"
            | "her"
            | "their"
            | "if"
            | "when"
            | "as"
            | "for"
            | "however"
    )
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
    fn a_wrapped_line_continues_and_a_blank_line_never_does() {
        let mut words = Words::new("the river rose\nand fell\n\nand rose");
        assert_eq!(lay_out(&mut words).paragraphs.len(), 2);
    }
}
