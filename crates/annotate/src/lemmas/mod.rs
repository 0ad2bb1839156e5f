//! Lemmas: the dictionary form of a word with its tags, by a table of words and word endings.
//!
//! A rule says how the word is cased, how many letters are taken off its end and what is put there. The longest ending
//! that the table knows for the tags decides, the whole word first of all. Endings are kept as hashes. Training is in
//! `train`.

#[cfg(feature = "train")]
mod train;

use crate::linear::{BadModel, Reader, triple};
use crate::tagger::features::normalise;
use crate::tags::{Upos, Xpos};
use rustc_hash::FxHashMap;
#[cfg(feature = "train")]
pub use train::{LemmaSentence, train_lemmas};

const MAGIC: &[u8; 4] = b"OVM1";
/// The longest ending looked at, in bytes of the normal form.
const LONGEST: usize = 6;
/// Stands for the whole word where an ending's length is said.
const WHOLE: u32 = 99;
const TEMPLATE: u32 = 300;

/// How the letters of a word are cased before its ending is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Case {
    AsWritten,
    Lower,
    /// A capital first, small letters after it.
    Title,
}

impl Case {
    const ALL: [Self; 3] = [Self::AsWritten, Self::Lower, Self::Title];

    fn of(self, word: &str, into: &mut String) {
        match self {
            Self::AsWritten => into.push_str(word),
            Self::Lower => into.extend(word.chars().flat_map(char::to_lowercase)),
            Self::Title => {
                let mut letters = word.chars();
                into.extend(letters.next());
                into.extend(letters.flat_map(char::to_lowercase));
            }
        }
    }
}

/// How a word becomes its lemma.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Rule {
    case: Case,
    /// How many letters are taken off the end.
    off: u8,
    /// What is put there.
    on: String,
}

impl Rule {
    /// Adds the lemma of `word` to `into`.
    fn apply(&self, word: &str, into: &mut String) {
        let start = into.len();
        self.case.of(word, into);
        let cut = into[start..].char_indices().rev().nth(usize::from(self.off).wrapping_sub(1)).map(|(at, _)| at);
        match cut {
            Some(at) => into.truncate(start + at),
            None if self.off > 0 => into.truncate(start),
            None => {}
        }
        into.push_str(&self.on);
    }
}

/// The table of endings.
#[derive(Clone, Debug, PartialEq)]
pub struct Lemmas {
    rules: Vec<Rule>,
    endings: FxHashMap<u32, u16>,
}

/// The keys of a word's endings, longest first, the whole word before all.
fn keys(normal: &[u8], upos: Upos, xpos: Xpos) -> impl Iterator<Item = u32> {
    let tags = u32::from(upos as u8) << 8 | u32::from(xpos.0);
    let mut hashes = [0x811C_9DC5_u32; LONGEST + 1];
    let mut whole = hashes[0];
    for (at, &byte) in normal.iter().rev().enumerate() {
        whole = (whole ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        if at < LONGEST {
            hashes[at + 1] = whole;
        }
    }
    let longest = LONGEST.min(normal.len());
    let endings =
        (0..=longest).rev().zip((0_u32..=6).rev().skip(LONGEST - longest)).map(move |(at, n)| (n, hashes[at]));
    std::iter::once((WHOLE, whole)).chain(endings).map(move |(length, hash)| triple(TEMPLATE, hash, length, tags))
}

impl Lemmas {
    /// Reads a table.
    ///
    /// # Errors
    /// When the bytes are no such table, or are damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadModel> {
        let mut reader = Reader::of_summed(bytes, MAGIC)?;
        let (mut rules, mut endings) = (Vec::new(), FxHashMap::default());
        for _ in 0..reader.varint()? {
            let case = *Case::ALL.get(usize::from(reader.byte()?)).ok_or(BadModel::Damaged)?;
            let off = reader.byte()?;
            let on = std::str::from_utf8(reader.section()?).map_err(|_| BadModel::Damaged)?.to_owned();
            rules.push(Rule { case, off, on });
        }
        let mut key = 0;
        for _ in 0..reader.varint()? {
            key = reader.step(key)?;
            let rule = u16::try_from(reader.varint()?).ok().filter(|&rule| usize::from(rule) < rules.len());
            endings.insert(key, rule.ok_or(BadModel::Damaged)?);
        }
        if reader.rest.is_empty() { Ok(Self { rules, endings }) } else { Err(BadModel::Damaged) }
    }

    /// Adds the lemma of `word` to `into`; `room` is used again from word to word.
    pub fn lemma(&self, word: &str, tags: (Upos, Xpos), room: &mut Vec<u8>, into: &mut String) {
        normalise(word, room);
        match keys(room, tags.0, tags.1).find_map(|key| self.endings.get(&key)) {
            Some(&rule) => self.rules[usize::from(rule)].apply(word, into),
            None => Case::Lower.of(word, into),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_changes_the_end_of_a_word_and_its_case() {
        for (case, off, on, word, lemma) in [
            (Case::Lower, 3, "", "Raining", "rain"),
            (Case::Lower, 1, "f", "Ökö", "ökf"),
            (Case::Title, 0, "", "ORR", "Orr"),
            (Case::AsWritten, 9, "be", "is", "be"),
        ] {
            let mut found = String::new();
            Rule { case, off, on: on.to_owned() }.apply(word, &mut found);
            assert_eq!(found, lemma);
        }
    }
}
