//! The tag dictionary: for each word seen often enough, a number that says which tags it takes, and for a word with its
//! universal tag the one Penn tag it has, where it has one only.
//!
//! Words are kept as hashes of their normal form.

#[cfg(feature = "train")]
use crate::linear::put_varint;
use crate::linear::{BadModel, Reader, pair};
use rustc_hash::FxHashMap;

/// The class of a word that is not in the lexicon.
pub(crate) const UNKNOWN: u32 = 0;

/// The template of the hash of a word with its tag.
const WITH_TAG: u32 = 200;

/// What the lexicon knows, by hashes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Lexicon {
    pub(super) classes: FxHashMap<u32, u32>,
    pub(super) certain: FxHashMap<u32, u8>,
}

/// The hash of a word with its universal tag.
pub(super) fn with_tag(word: u32, tag: u8) -> u32 {
    pair(WITH_TAG, word, u32::from(tag))
}

impl Lexicon {
    /// The class of a word.
    pub(super) fn class(&self, word: u32) -> u32 {
        self.classes.get(&word).copied().unwrap_or(UNKNOWN)
    }

    /// The one Penn tag of a word with that universal tag.
    pub(super) fn certain(&self, word: u32, tag: u8) -> Option<u8> {
        self.certain.get(&with_tag(word, tag)).copied()
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, BadModel> {
        let kinds = reader.varint()?;
        let kinds: Vec<u32> = (0..kinds).map(|_| reader.four().map(u32::from_le_bytes)).collect::<Result<_, _>>()?;
        let mut lexicon = Self::default();
        let (mut word, count) = (0_u32, reader.varint()?);
        for _ in 0..count {
            word = reader.step(word)?;
            let class = kinds.get(reader.varint()?).ok_or(BadModel::Damaged)?;
            lexicon.classes.insert(word, *class);
        }
        let (mut word, count) = (0_u32, reader.varint()?);
        for _ in 0..count {
            word = reader.step(word)?;
            lexicon.certain.insert(word, reader.byte()?);
        }
        Ok(lexicon)
    }

    #[cfg(feature = "train")]
    pub(super) fn write(&self, bytes: &mut Vec<u8>) {
        let classes = sorted(&self.classes);
        let mut kinds: Vec<u32> = classes.iter().map(|(_, class)| *class).collect();
        kinds.sort_unstable();
        kinds.dedup();
        put_varint(bytes, kinds.len());
        kinds.iter().for_each(|kind| bytes.extend(kind.to_le_bytes()));
        put_varint(bytes, classes.len());
        let mut before = 0;
        for (word, class) in classes {
            put_varint(bytes, (word - before) as usize);
            put_varint(bytes, kinds.binary_search(&class).unwrap_or(0));
            before = word;
        }
        let certain = sorted(&self.certain);
        put_varint(bytes, certain.len());
        let mut before = 0;
        for (word, tag) in certain {
            put_varint(bytes, (word - before) as usize);
            bytes.push(tag);
            before = word;
        }
    }
}

#[cfg(feature = "train")]
fn sorted<V: Copy + Ord>(map: &FxHashMap<u32, V>) -> Vec<(u32, V)> {
    let mut all: Vec<(u32, V)> = map.iter().map(|(&key, &value)| (key, value)).collect();
    all.sort_unstable();
    all
}

/// The class of a word that took each tag so often; `UNKNOWN` when it was seen too seldom.
///
/// A mask of the tags that are not mere slips, the most frequent of them, and whether that one is nearly alone.
#[cfg(feature = "train")]
pub(super) fn class_of(counts: &[u32; 17], seen_at_least: u32) -> u32 {
    let total: u32 = counts.iter().sum();
    if total < seen_at_least.max(1) {
        return UNKNOWN;
    }
    let frequent = counts.iter().zip(0..).filter(|&(&count, _)| 50 * count >= total);
    let mask = frequent.fold(0, |mask, (_, tag)| mask | 1 << tag);
    let (top, most) = (0..17_u32).zip(counts).rev().max_by_key(|(_, count)| **count).unwrap_or((0, &0));
    1 << 31 | u32::from(10 * most >= 9 * total) << 30 | top << 20 | mask
}
