//! The gazetteer: which phrases are known as given names, cities, parties and so on, held as hashes.
//!
//! A phrase is its words in lower case, a space between them; hyphens count as spaces and a full stop at a word's end is
//! left out, so "St. Louis", "St Louis" and "Saint-Denis" are found however they are cut into words. Two phrases of one
//! hash are taken for each other; with 32 bits that is one unknown word in about thirty thousand.

use crate::linear::{BadModel, feature};
use rustc_hash::FxHashMap;

const MAGIC: &[u8; 4] = b"OVG1";

/// What a phrase is known as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Kind {
    Country,
    Region,
    LargeCity,
    City,
    Nationality,
    GivenMale,
    GivenFemale,
    Surname,
    Company,
    Organisation,
    Outlet,
    NotedPerson,
    NotedPlace,
    NotedGroup,
    CommonWord,
    NounOfPerson,
    NounOfGroup,
    NounOfPlace,
    OtherNoun,
    Verb,
    Adjective,
    Adverb,
    FunctionWord,
    ProperOnly,
}

impl Kind {
    /// All kinds, in the order of the file.
    pub const ALL: [Kind; 24] = [
        Kind::Country,
        Kind::Region,
        Kind::LargeCity,
        Kind::City,
        Kind::Nationality,
        Kind::GivenMale,
        Kind::GivenFemale,
        Kind::Surname,
        Kind::Company,
        Kind::Organisation,
        Kind::Outlet,
        Kind::NotedPerson,
        Kind::NotedPlace,
        Kind::NotedGroup,
        Kind::CommonWord,
        Kind::NounOfPerson,
        Kind::NounOfGroup,
        Kind::NounOfPlace,
        Kind::OtherNoun,
        Kind::Verb,
        Kind::Adjective,
        Kind::Adverb,
        Kind::FunctionWord,
        Kind::ProperOnly,
    ];

    /// The kind as one bit.
    #[must_use]
    pub const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// Hashes of phrases with what they are known as.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gazetteer {
    known: FxHashMap<u32, u32>,
}

/// A hash that grows with the words of a phrase.
#[derive(Clone, Copy)]
pub(super) struct Key(u64);

impl Key {
    pub(super) fn new() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }

    /// The key with one more word, given in lower case.
    pub(super) fn with(self, word: &str) -> Self {
        let word = if word.len() > 1 { word.strip_suffix('.').unwrap_or(word) } else { word };
        if matches!(word, "-" | "." | "–") {
            return self;
        }
        let mut hash = self.push(b' ');
        for byte in word.bytes() {
            hash = hash.push(if byte == b'-' { b' ' } else { byte });
        }
        hash
    }

    fn push(self, byte: u8) -> Self {
        Self((self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3))
    }

    pub(super) fn done(self) -> u32 {
        let [low, high] = [self.0 & 0xFFFF_FFFF, self.0 >> 32].map(|half| u32::try_from(half).unwrap_or(0));
        feature(low, high)
    }
}

/// The hash under which a phrase, given in lower case, is kept.
#[must_use]
pub fn key_of(phrase: &str) -> u32 {
    phrase.split_whitespace().fold(Key::new(), Key::with).done()
}

impl Gazetteer {
    /// Adds a phrase, given in lower case.
    pub fn insert(&mut self, phrase: &str, kind: Kind) {
        *self.known.entry(key_of(phrase)).or_default() |= kind.bit();
    }

    /// The number of phrases.
    #[must_use]
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// True when no phrase is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// The kinds of a phrase, as bits.
    #[must_use]
    pub fn kinds(&self, key: u32) -> u32 {
        self.known.get(&key).copied().unwrap_or(0)
    }

    /// The gazetteer as bytes: for each kind the number of its hashes and the steps from one to the next.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for kind in Kind::ALL {
            let known = self.known.iter().filter(|(_, kinds)| *kinds & kind.bit() != 0);
            let mut hashes: Vec<u32> = known.map(|(&hash, _)| hash).collect();
            hashes.sort_unstable();
            put_number(&mut bytes, u32::try_from(hashes.len()).unwrap_or(u32::MAX));
            let mut before = 0;
            for hash in hashes {
                put_number(&mut bytes, hash - before);
                before = hash;
            }
        }
        bytes
    }

    /// Reads a gazetteer.
    ///
    /// # Errors
    /// When the bytes are none, or are damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadModel> {
        let mut rest = bytes.strip_prefix(MAGIC.as_slice()).ok_or(BadModel::NoModel)?;
        let mut gazetteer = Self::default();
        for kind in Kind::ALL {
            let count = take_number(&mut rest)?;
            let mut hash = 0_u32;
            for _ in 0..count {
                hash = hash.checked_add(take_number(&mut rest)?).ok_or(BadModel::Damaged)?;
                *gazetteer.known.entry(hash).or_default() |= kind.bit();
            }
        }
        if rest.is_empty() { Ok(gazetteer) } else { Err(BadModel::Damaged) }
    }
}

fn put_number(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(u8::try_from(number & 0x7F).unwrap_or(0) | 0x80);
        number >>= 7;
    }
    bytes.push(u8::try_from(number).unwrap_or(0));
}

fn take_number(rest: &mut &[u8]) -> Result<u32, BadModel> {
    let mut number = 0_u32;
    for shift in [0, 7, 14, 21, 28] {
        let (&byte, after) = rest.split_first().ok_or(BadModel::Damaged)?;
        *rest = after;
        number |= u32::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Ok(number);
        }
    }
    Err(BadModel::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_phrase_is_found_however_it_is_cut_into_words() {
        let key = |words: &[&str]| words.iter().copied().fold(Key::new(), Key::with).done();
        assert_eq!(key(&["saint-denis"]), key_of("saint denis"));
        assert_eq!(key(&["saint", "-", "denis"]), key_of("saint-denis"));
        assert_eq!(key(&["st.", "louis"]), key_of("st louis"));
        assert_ne!(key(&["saintdenis"]), key_of("saint denis"));
    }

    #[test]
    fn a_gazetteer_is_the_same_after_writing_and_reading() {
        let mut gazetteer = Gazetteer::default();
        gazetteer.insert("anna", Kind::GivenFemale);
        gazetteer.insert("anna", Kind::City);
        gazetteer.insert("workers party", Kind::Organisation);
        let bytes = gazetteer.to_bytes();
        assert_eq!(Gazetteer::from_bytes(&bytes), Ok(gazetteer));
        assert!((0..bytes.len()).all(|end| Gazetteer::from_bytes(&bytes[..end]).is_err()));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(mut bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Gazetteer::from_bytes(&bytes);
            let mut whole = MAGIC.to_vec();
            whole.append(&mut bytes);
            let _ = Gazetteer::from_bytes(&whole);
        }
    }
}
