//! Learning the table of endings: what most words with an ending do, and the words that do otherwise.
//!
//! From short endings to long ones, an ending is kept only where its most frequent rule is another than that of the next
//! shorter ending known; whole words are kept in the same way. So the table holds exceptions, and exceptions to them.

use super::{Case, LONGEST, MAGIC, Rule, keys};
use crate::linear::{checksum, put_varint};
use crate::tagger::features::normalise;
use crate::tags::{Upos, Xpos};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// A sentence to learn from: words with their tags and lemmas.
pub type LemmaSentence = Vec<(String, Upos, Xpos, String)>;

/// An ending needs this many different words to have a rule of its own.
const WORDS_OF_AN_ENDING: usize = 2;

/// A word with its tags, its rules by how often they were seen, the keys of its endings from long to short.
struct Seen {
    rules: FxHashMap<usize, u32>,
    keys: Vec<u32>,
}

/// Learns from `sentences`; the bytes of the table.
#[must_use]
pub fn train_lemmas(sentences: &[LemmaSentence]) -> Vec<u8> {
    let mut rules: Vec<Rule> = Vec::new();
    let mut known: FxHashMap<Rule, usize> = FxHashMap::default();
    let mut words: BTreeMap<u32, Seen> = BTreeMap::new();
    let mut room = Vec::new();
    for (word, upos, xpos, lemma) in sentences.iter().flatten() {
        let rule = rule_of(word, lemma, *upos);
        let number = *known.entry(rule.clone()).or_insert_with(|| {
            rules.push(rule);
            rules.len() - 1
        });
        normalise(word, &mut room);
        let keys: Vec<u32> = keys(&room, *upos, *xpos).collect();
        let seen = words.entry(keys[0]).or_insert_with(|| Seen { rules: FxHashMap::default(), keys });
        *seen.rules.entry(number).or_default() += 1;
    }
    bytes_of(&rules, &learn(&words))
}

/// The rule that makes `lemma` of `word` and changes least.
fn rule_of(word: &str, lemma: &str, upos: Upos) -> Rule {
    let order: &[Case] = match upos {
        Upos::Propn => &[Case::AsWritten, Case::Title, Case::Lower],
        // "I" and "i" are both "I", however they are written.
        Upos::Pron => &[Case::Lower],
        _ => &[Case::Lower, Case::AsWritten, Case::Title],
    };
    let rules = order.iter().map(|&case| {
        let mut cased = String::new();
        case.of(word, &mut cased);
        let same: usize =
            cased.chars().zip(lemma.chars()).take_while(|(one, other)| one == other).map(|(c, _)| c.len_utf8()).sum();
        let off = u8::try_from(cased[same..].chars().count()).unwrap_or(u8::MAX);
        Rule { case, off, on: lemma[same..].to_owned() }
    });
    rules.min_by_key(|rule| usize::from(rule.off) + rule.on.chars().count()).expect("there is a case to choose")
}

/// The rule of every ending that has one of its own.
fn learn(words: &BTreeMap<u32, Seen>) -> BTreeMap<u32, usize> {
    let mut endings: BTreeMap<u32, usize> = BTreeMap::new();
    for length in 0..=LONGEST {
        let mut votes: BTreeMap<u32, (BTreeMap<usize, u32>, usize)> = BTreeMap::new();
        for seen in words.values() {
            // The whole word stands first, the empty ending last.
            let Some(&key) = seen.keys[1..].iter().rev().nth(length) else { continue };
            let (rules, count) = votes.entry(key).or_default();
            *rules.entry(most_frequent(&seen.rules)).or_default() += 1;
            *count += 1;
        }
        let shorter = shorter_endings(words, length);
        for (key, (rules, count)) in votes {
            let rule = best(rules.into_iter());
            let before = shorter.get(&key).and_then(|keys| keys.iter().find_map(|key| endings.get(key)));
            if count >= WORDS_OF_AN_ENDING && before != Some(&rule) {
                endings.insert(key, rule);
            }
        }
    }
    for seen in words.values() {
        let rule = most_frequent(&seen.rules);
        if seen.keys[1..].iter().find_map(|key| endings.get(key)) != Some(&rule) {
            endings.insert(seen.keys[0], rule);
        }
    }
    endings
}

/// For each ending of `length`, the keys of its own endings, longest first.
fn shorter_endings(words: &BTreeMap<u32, Seen>, length: usize) -> FxHashMap<u32, Vec<u32>> {
    let mut done: FxHashSet<u32> = FxHashSet::default();
    let mut shorter = FxHashMap::default();
    for seen in words.values() {
        let from_short: Vec<u32> = seen.keys[1..].iter().rev().copied().collect();
        if let Some(&key) = from_short.get(length)
            && done.insert(key)
        {
            shorter.insert(key, from_short[..length].iter().rev().copied().collect());
        }
    }
    shorter
}

fn most_frequent(rules: &FxHashMap<usize, u32>) -> usize {
    best(rules.iter().map(|(&rule, &count)| (rule, count)))
}

/// The most frequent rule; the earliest of equals.
fn best(rules: impl Iterator<Item = (usize, u32)>) -> usize {
    rules.max_by_key(|&(rule, count)| (count, std::cmp::Reverse(rule))).map_or(0, |(rule, _)| rule)
}

fn bytes_of(rules: &[Rule], endings: &BTreeMap<u32, usize>) -> Vec<u8> {
    // Only rules that are used are written, the frequent ones with small numbers.
    let mut used: BTreeMap<usize, usize> = BTreeMap::new();
    endings.values().for_each(|&rule| *used.entry(rule).or_default() += 1);
    let mut order: Vec<usize> = used.keys().copied().collect();
    order.sort_by_key(|rule| (std::cmp::Reverse(used[rule]), *rule));
    let number: FxHashMap<usize, usize> = order.iter().copied().zip(0..).collect();
    let mut bytes = MAGIC.to_vec();
    put_varint(&mut bytes, order.len());
    for rule in order.iter().map(|&rule| &rules[rule]) {
        bytes.extend([rule.case as u8, rule.off]);
        put_varint(&mut bytes, rule.on.len());
        bytes.extend(rule.on.as_bytes());
    }
    put_varint(&mut bytes, endings.len());
    let mut before = 0;
    for (&key, rule) in endings {
        put_varint(&mut bytes, (key - before) as usize);
        put_varint(&mut bytes, number[rule]);
        before = key;
    }
    bytes.extend(checksum(&bytes).to_le_bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lemmas::Lemmas;

    #[test]
    fn endings_are_learnt_and_exceptions_are_kept() {
        let noun = (Upos::Noun, Xpos::of_name("NNS").unwrap());
        let word = |word: &str, lemma: &str| (word.to_owned(), noun.0, noun.1, lemma.to_owned());
        let known = vec![
            word("dams", "dam"),
            word("Gates", "gate"),
            word("rivers", "river"),
            word("cities", "city"),
            word("ladies", "lady"),
            word("geese", "goose"),
        ];
        let lemmas = Lemmas::from_bytes(&train_lemmas(&[known])).unwrap();
        for (word, wanted) in [("floods", "flood"), ("Parties", "party"), ("geese", "goose")] {
            let mut found = String::new();
            lemmas.lemma(word, noun, &mut Vec::new(), &mut found);
            assert_eq!(found, wanted);
        }
    }
}
