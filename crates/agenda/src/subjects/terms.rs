//! Words that are one term: forms with one stem, and what heads write often enough to be looked at.

use super::mining::{AS_LOWER, AS_NAME, BREAK, Heads, WORD};
use super::vocabulary::{Vocabulary, number};
use crate::query::is_unspaced;
use rustc_hash::FxHashMap;

/// Empty words that begin names, as in "New York".
const OPENERS: [&str; 1] = ["new"];
/// No term.
pub(super) const NONE: u32 = u32::MAX;

/// Words with one stem.
#[derive(Clone, Debug, Default)]
pub(super) struct Term {
    /// Numbers of its words, the most frequent first.
    pub(super) words: Vec<u32>,
    /// Heads with one of them.
    pub(super) heads: u32,
    /// Share of the places where capitals tell in which another name's word comes next.
    pub(super) opens_names: f64,
    /// True for a letter of a script without spaces, which is no subject by itself.
    pub(super) is_letter: bool,
}

/// The frequent terms of a pile.
pub(super) struct Terms {
    /// In order of their first words.
    pub(super) terms: Vec<Term>,
    /// For each word its term, or `NONE`.
    pub(super) of_word: Vec<u32>,
    /// Empty words that begin names.
    pub(super) openers: Vec<u32>,
    /// Single letters, which are mostly what an apostrophe cuts off; no name goes over them.
    pub(super) rests: Vec<u32>,
    /// For each word the heads with it.
    pub(super) heads_of_word: Vec<u32>,
}

/// The terms that stand in at least so many heads.
pub(super) fn frequent_terms(vocabulary: &Vocabulary, heads: &Heads, fewest: u32) -> Terms {
    let (of_word, n_stems) = stems(vocabulary);
    let heads_of_word = count(heads, vocabulary.words.len(), |word| word);
    let heads_of_stem = count(heads, n_stems, |word| of_word[word as usize]);
    let mut terms: Vec<Term> = Vec::new();
    let mut new_number = vec![NONE; n_stems];
    let mut of_word_now = vec![NONE; of_word.len()];
    for (word, &stem) in of_word.iter().enumerate() {
        if stem == NONE || heads_of_stem[stem as usize] < fewest {
            continue;
        }
        let at = &mut new_number[stem as usize];
        if *at == NONE {
            *at = number(terms.len());
            let is_letter = vocabulary.words[word].folded.chars().all(is_unspaced);
            let heads = heads_of_stem[stem as usize];
            terms.push(Term { words: Vec::new(), heads, opens_names: 0.0, is_letter });
        }
        of_word_now[word] = *at;
        terms[*at as usize].words.push(number(word));
    }
    for term in &mut terms {
        term.words.sort_by_key(|&word| std::cmp::Reverse(heads_of_word[word as usize]));
    }
    let opening = openings(heads, &of_word_now, terms.len());
    terms.iter_mut().zip(opening).for_each(|(term, share)| term.opens_names = share);
    let opens = |word: &super::vocabulary::Word| OPENERS.contains(&&*word.folded);
    let openers = (0..).zip(&vocabulary.words).filter(|(_, word)| opens(word)).map(|(at, _)| at).collect();
    let is_rest = |word: &super::vocabulary::Word| word.key.is_none() && word.folded.chars().count() == 1;
    let rests = (0..).zip(&vocabulary.words).filter(|(_, word)| is_rest(word)).map(|(at, _)| at).collect();
    Terms { terms, of_word: of_word_now, openers, rests, heads_of_word }
}

/// For each word the number of its stem; `NONE` for words that say nothing and for numbers.
fn stems(vocabulary: &Vocabulary) -> (Vec<u32>, usize) {
    let mut numbers: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    let stem = |word: &super::vocabulary::Word| {
        let key = word.key.filter(|_| !word.folded.starts_with(|c: char| c.is_numeric()))?;
        let next = number(numbers.len());
        Some(*numbers.entry((word.language, key)).or_insert(next))
    };
    let of_word = vocabulary.words.iter().map(stem).map(|stem| stem.unwrap_or(NONE)).collect();
    (of_word, numbers.len())
}

/// Heads with each thing that words are taken to.
fn count(heads: &Heads, things: usize, thing: impl Fn(u32) -> u32) -> Vec<u32> {
    let mut counts = vec![0; things];
    let mut of_head = Vec::new();
    for tokens in heads.iter() {
        of_head.clear();
        of_head.extend(tokens.iter().filter(|&&token| token != BREAK).map(|token| thing(token & WORD)));
        of_head.retain(|&thing| thing != NONE);
        of_head.sort_unstable();
        of_head.dedup();
        of_head.iter().for_each(|&thing| counts[thing as usize] += 1);
    }
    counts
}

/// Of the places of each term where capitals tell: the share in which it has one and the next word has one, too.
fn openings(heads: &Heads, of_word: &[u32], terms: usize) -> Vec<f64> {
    let mut counts = vec![(0_u32, 0_u32); terms];
    for tokens in heads.iter() {
        for (at, &token) in tokens.iter().enumerate() {
            if token == BREAK || token & (AS_NAME | AS_LOWER) == 0 || of_word[(token & WORD) as usize] == NONE {
                continue;
            }
            let next = tokens.get(at + 1).copied().unwrap_or(BREAK);
            let (all, names) = &mut counts[of_word[(token & WORD) as usize] as usize];
            *all += 1;
            *names += u32::from(token & AS_NAME != 0 && next != BREAK && next & AS_NAME != 0 && next & AS_LOWER == 0);
        }
    }
    counts.into_iter().map(|(all, names)| f64::from(names) / f64::from(all.max(1))).collect()
}
