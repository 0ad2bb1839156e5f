//! The heads of a pile, kept as numbers of words until all are there.

use super::head::{Case, Head};
use super::vocabulary::{Vocabulary, number};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Stands where a sentence or article ends: no name goes over it.
pub(super) const BREAK: u32 = u32::MAX;
/// Bits of a token that say how the word is written; the others are its number.
pub(super) const AS_NAME: u32 = 1 << 30;
pub(super) const AS_LOWER: u32 = 1 << 31;
pub(super) const WORD: u32 = AS_NAME - 1;

/// Gathers what the articles of a pile write in their heads.
#[derive(Clone, Debug, Default)]
pub struct Mining {
    pub(super) vocabulary: Vocabulary,
    tokens: Vec<u32>,
    heads: Vec<HeadAt>,
    days: BTreeSet<Date>,
}

/// Where the words of a head stand among all.
#[derive(Clone, Copy, Debug)]
struct HeadAt {
    day: Date,
    hash: u64,
    start: usize,
    end: usize,
}

/// The heads, each text once a day, in an order that does not depend on the order they came in.
pub(super) struct Heads {
    tokens: Vec<u32>,
    heads: Vec<HeadAt>,
}

impl Heads {
    /// The tokens of each head.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        self.heads.iter().map(|head| &self.tokens[head.start..head.end])
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.heads.len()
    }
}

impl Mining {
    /// Takes the head of an article of a day.
    pub fn add(&mut self, head: &Head, day: Date) {
        let language = self.vocabulary.language(&head.language);
        let start = self.tokens.len();
        for word in &head.words {
            if word.apart && self.tokens.len() > start {
                self.tokens.push(BREAK);
            }
            let bits = match word.case {
                Case::Name => AS_NAME,
                Case::Lower => AS_LOWER,
                Case::Unclear => 0,
            };
            self.tokens.push(self.vocabulary.add(language, word) | bits);
        }
        self.heads.push(HeadAt { day, hash: head.hash(), start, end: self.tokens.len() });
        self.days.insert(day);
    }

    /// Days with an article.
    #[must_use]
    pub fn days(&self) -> usize {
        self.days.len()
    }

    /// Articles taken.
    #[must_use]
    pub fn articles(&self) -> usize {
        self.heads.len()
    }

    /// The vocabulary in order, and each text once a day.
    pub(super) fn settle(mut self) -> (Vocabulary, Heads) {
        let renumbered = self.vocabulary.sort();
        for token in self.tokens.iter_mut().filter(|token| **token != BREAK) {
            *token = renumbered[(*token & WORD) as usize] | (*token & !WORD);
        }
        let (tokens, mut heads) = (self.tokens, self.heads);
        let key = |head: &HeadAt| (head.day, head.hash, &tokens[head.start..head.end]);
        heads.sort_unstable_by(|a, b| key(a).cmp(&key(b)));
        heads.dedup_by_key(|head| (head.day, head.hash));
        debug_assert!(number(self.vocabulary.words.len()) < WORD);
        (self.vocabulary, Heads { tokens, heads })
    }
}
