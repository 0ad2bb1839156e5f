//! The words of a pile, numbered in the order of their letters, so that nothing depends on the order they came in.

use super::head::{Case, HeadWord};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// A word of a language.
#[derive(Clone, Debug, Default)]
pub(super) struct Word {
    /// As queries compare it.
    pub(super) folded: Box<str>,
    /// Position of its language.
    pub(super) language: u32,
    /// The hash of its stem; `None` for words that say nothing.
    pub(super) key: Option<u32>,
    /// How often it stands with a capital, and without, where that tells.
    pub(super) as_name: u32,
    pub(super) as_lower: u32,
    /// The ways it is written where capitals tell, else anywhere.
    written: [BTreeMap<Box<str>, u32>; 2],
}

impl Word {
    /// Counts one place where it stands.
    fn count(&mut self, word: &HeadWord) {
        self.as_name += u32::from(word.case == Case::Name);
        self.as_lower += u32::from(word.case == Case::Lower);
        let written = &mut self.written[usize::from(word.case == Case::Unclear)];
        match written.get_mut(&word.written) {
            Some(times) => *times += 1,
            None => drop(written.insert(word.written.clone(), 1)),
        }
    }

    /// As it is written most.
    pub(super) fn spelled(&self) -> &str {
        let tells = self.written.iter().find(|written| !written.is_empty());
        // Of two as frequent the last in order, which has fewer capitals.
        let most = tells.and_then(|written| written.iter().max_by_key(|&(_, times)| *times));
        most.map_or(&self.folded, |(word, _)| word)
    }
}

/// All words that came so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    pub(super) languages: Vec<String>,
    pub(super) words: Vec<Word>,
    /// By language.
    numbers: Vec<FxHashMap<Box<str>, u32>>,
}

impl Vocabulary {
    /// The position of a language.
    pub(super) fn language(&mut self, language: &str) -> u32 {
        let known = self.languages.iter().position(|known| known == language);
        number(known.unwrap_or_else(|| {
            self.languages.push(language.to_owned());
            self.numbers.push(FxHashMap::default());
            self.languages.len() - 1
        }))
    }

    /// The number of a word, a new one for a new word; its writing is counted.
    pub(super) fn add(&mut self, language: u32, word: &HeadWord) -> u32 {
        let numbers = &mut self.numbers[language as usize];
        let at = match numbers.get(&word.folded) {
            Some(&at) => at,
            None => {
                let next = number(self.words.len());
                numbers.insert(word.folded.clone(), next);
                self.words.push(Word { folded: word.folded.clone(), language, key: word.key, ..Word::default() });
                next
            }
        };
        self.words[at as usize].count(word);
        at
    }

    /// Puts words in order of language and letters; the new number of each old one.
    pub(super) fn sort(&mut self) -> Vec<u32> {
        self.numbers = Vec::new();
        let words = std::mem::take(&mut self.words);
        let mut order: Vec<usize> = (0..words.len()).collect();
        let key = |&at: &usize| (self.languages[words[at].language as usize].as_str(), &words[at].folded);
        order.sort_unstable_by(|a, b| key(a).cmp(&key(b)));
        let mut renumbered = vec![0; order.len()];
        order.iter().enumerate().for_each(|(new, &old)| renumbered[old] = number(new));
        let mut words: Vec<Option<Word>> = words.into_iter().map(Some).collect();
        self.words = order.into_iter().filter_map(|old| words[old].take()).collect();
        renumbered
    }
}

pub(super) fn number(at: usize) -> u32 {
    u32::try_from(at).expect("fewer than 2^32 of a kind")
}
