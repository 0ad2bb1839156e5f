//! How each word of a page looks: its letters' shape, what the gazetteer knows of it, the run of capitals it stands in.
//!
//! All that is looked up or counted once per word is done here, so that features of neighbours cost nothing more.

use super::Gazetteer;
use super::gazetteer::Key;
use super::page::Page;
use crate::linear::hash_text;
use std::ops::Range;

/// The longest phrase of the gazetteer, in words.
const LONGEST_PHRASE: usize = 5;

/// The longest run of capitals that is looked at as one.
const LONGEST_RUN: usize = 12;

/// What the letters of a word tell at a glance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Case {
    #[default]
    Sign,
    Lower,
    Capital,
    Upper,
    /// One upper-case letter, perhaps with a stop.
    Initial,
    Mixed,
    Digit,
}

/// One word as it is seen.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sight {
    /// The hash of the word in lower case.
    pub(super) word: u32,
    /// The letters' shape, runs of one sort written once.
    pub(super) shape: u32,
    pub(super) case: Case,
    /// True where a capital says nothing: the sentence or a quotation begins, or all of it is in capitals.
    pub(super) forced: bool,
    /// What the word alone is known as.
    pub(super) kinds: u32,
    /// What the longest phrase it stands in is known as.
    pub(super) phrase: u32,
    /// Its place in that phrase, from 1; 0 without one.
    pub(super) place: u8,
    /// The first word of the run of capitals it stands in, and the first after it; equal outside runs.
    pub(super) run: (u32, u32),
}

impl Sight {
    pub(super) fn begins_with_capital(&self) -> bool {
        matches!(self.case, Case::Capital | Case::Upper | Case::Initial)
            || self.case == Case::Mixed && self.shape & 1 == 1
    }
}

/// The sights of all words of a page.
pub(super) fn sights(page: &Page<'_>, gazetteer: &Gazetteer) -> Vec<Sight> {
    let mut sights: Vec<Sight> = (0..page.len()).map(|at| sight(page, gazetteer, at)).collect();
    for (_, sentence) in page.sentences() {
        mark_forced(page, &mut sights, sentence.clone());
        mark_runs(page, &mut sights, sentence.clone());
        mark_phrases(page, &mut sights, gazetteer, sentence);
    }
    sights
}

fn sight(page: &Page<'_>, gazetteer: &Gazetteer, at: usize) -> Sight {
    let (written, lower) = (page.written(at), page.lower(at));
    let (shape, case) = shape_of(written);
    Sight {
        word: hash_text(lower),
        shape,
        case,
        kinds: if case == Case::Sign { 0 } else { gazetteer.kinds(Key::new().with(lower).done()) },
        ..Sight::default()
    }
}

/// The shape as a number whose lowest bit says whether it begins with a capital, and the case.
fn shape_of(written: &str) -> (u32, Case) {
    let (mut upper, mut lower, mut digits, mut signs, mut inner_upper) = (0, 0, 0, 0, false);
    let mut shape = 0_u32;
    let mut last = 0;
    for (place, letter) in written.chars().take(24).enumerate() {
        let sort = if letter.is_ascii_lowercase() || letter.is_lowercase() {
            lower += 1;
            1
        } else if letter.is_uppercase() {
            upper += 1;
            inner_upper |= place > 0;
            2
        } else if letter.is_numeric() {
            digits += 1;
            3
        } else {
            signs += 1;
            match letter {
                '.' => 4,
                '-' | '–' => 5,
                '\'' | '’' => 6,
                _ if letter.is_alphabetic() => 1,
                _ => 7,
            }
        };
        if sort != last && shape < 1 << 27 {
            shape = shape << 3 | sort;
        }
        last = sort;
    }
    let case = match (upper, lower, digits) {
        (0, 0, 0) => Case::Sign,
        (0, 0, _) => Case::Digit,
        (0, _, _) => Case::Lower,
        (1, 0, 0) if signs <= 1 => Case::Initial,
        (_, 0, _) => Case::Upper,
        _ if inner_upper || !written.chars().next().is_some_and(char::is_uppercase) => Case::Mixed,
        _ => Case::Capital,
    };
    let capital = written.chars().next().is_some_and(char::is_uppercase);
    (shape << 1 | u32::from(capital), case)
}

fn mark_forced(page: &Page<'_>, sights: &mut [Sight], sentence: Range<usize>) {
    let letters = |case| sentence.clone().filter(|&at| sights[at].case == case).count();
    let (upper, capital, lower) = (letters(Case::Upper), letters(Case::Capital), letters(Case::Lower));
    let shouts = upper > 2 && upper > 2 * lower || capital + upper > 3 && capital + upper > 3 * lower;
    let mut begins = true;
    for at in sentence {
        sights[at].forced = begins || shouts;
        begins = begins && sights[at].case == Case::Sign
            || matches!(page.written(at), ":" | "\"" | "“" | "``" | "*" | "•" | "--" | "(");
    }
}

fn mark_runs(page: &Page<'_>, sights: &mut [Sight], sentence: Range<usize>) {
    let mut at = sentence.start;
    while at < sentence.end {
        if !sights[at].begins_with_capital() {
            at += 1;
            continue;
        }
        let ceiling = sentence.end.min(at + LONGEST_RUN);
        let mut end = at + 1;
        while end < ceiling {
            let after_joiner = (end + 1..(end + 3).min(ceiling)).find(|&next| sights[next].begins_with_capital());
            if sights[end].begins_with_capital() {
                end += 1;
            } else if let Some(next) = after_joiner.filter(|&next| (end..next).all(|joiner| joins(page.lower(joiner))))
            {
                end = next + 1;
            } else {
                break;
            }
        }
        let run = (narrow(at), narrow(end));
        sights[at..end].iter_mut().for_each(|sight| sight.run = run);
        at = end;
    }
}

fn joins(word: &str) -> bool {
    matches!(
        word,
        "of" | "the" | "&" | "de" | "van" | "von" | "der" | "al" | "bin" | "-" | "del" | "la" | "." | "'s" | "for"
    )
}

fn mark_phrases(page: &Page<'_>, sights: &mut [Sight], gazetteer: &Gazetteer, sentence: Range<usize>) {
    let mut covered = sentence.start;
    for at in sentence.clone() {
        if at < covered || !sights[at].begins_with_capital() {
            continue;
        }
        let mut key = Key::new();
        let mut best = (at, 0);
        let ceiling = sentence.end.min(at + LONGEST_PHRASE);
        for (end, sight) in sights.iter().enumerate().take(ceiling).skip(at) {
            key = key.with(page.lower(end));
            let kinds = gazetteer.kinds(key.done());
            if end > at && kinds != 0 && sight.begins_with_capital() {
                best = (end + 1, kinds);
            }
        }
        covered = best.0;
        for (place, sight) in sights[at..best.0].iter_mut().enumerate() {
            (sight.phrase, sight.place) = (best.1, u8::try_from(place.min(8) + 1).unwrap_or(9));
        }
    }
}

fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::*;

    #[test]
    fn a_run_of_capitals_goes_over_small_words() {
        let words = ["the", "Bank", "of", "Norland", "rose"].map(|word| (word, word.to_lowercase()));
        let mut page = Page::new();
        words.iter().for_each(|(word, lower)| page.push(word, lower));
        let mut gazetteer = Gazetteer::default();
        gazetteer.insert("bank of norland", Kind::Organisation);
        let sights = sights(&page, &gazetteer);
        assert_eq!(sights[2].run, (1, 4));
        assert_eq!((sights[3].phrase, sights[3].place), (Kind::Organisation.bit(), 3));
        assert_eq!(sights[4].phrase, 0);
    }

    #[test]
    fn letters_tell_the_case() {
        let case = |word| shape_of(word).1;
        assert_eq!(
            ["Orr", "NATO", "J.", "iPod", "U.S.", "said", "--", "2024"].map(case),
            [Case::Capital, Case::Upper, Case::Initial, Case::Mixed, Case::Upper, Case::Lower, Case::Sign, Case::Digit]
        );
    }
}
