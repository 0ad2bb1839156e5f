//! How expected a word is, and how expected what an article says in any language: shares in the news, from tables made once.
//!
//! A word of the story's vocabulary tells much where news seldom use it and little where they always do. Shares are
//! taken from headlines and posts of years other than those the method was tuned on (`models/README.md`); where an
//! article's language is not in the table, the stream itself is counted instead.

use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The table: for each term a hash of four bytes, low end first, and its information in sixteenths of a nat.
const TABLE: &[u8] = include_bytes!("../../../../models/all/terms.bin");
/// The same for the articles that name someone or something (`concepts`).
const CONCEPTS: &[u8] = include_bytes!("../../../../models/all/concepts.bin");
/// Bytes of an entry.
const ENTRY: usize = 5;
/// Entries of the table a nat has steps.
const STEPS: f32 = 16.0;
/// Information of a word that is not in the table.
const UNSEEN: f32 = 14.0;
/// Languages that the table covers.
const COVERED: [&str; 4] = ["en", "pl", "ru", "zh"];

/// Information of words and of concepts.
pub(crate) struct Background {
    terms: FxHashMap<u32, u8>,
    concepts: FxHashMap<u32, u8>,
}

static BUILT_IN: LazyLock<Background> = LazyLock::new(|| Background { terms: table(TABLE), concepts: table(CONCEPTS) });

fn table(bytes: &[u8]) -> FxHashMap<u32, u8> {
    let entries = bytes.chunks_exact(ENTRY);
    entries.map(|entry| (u32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]), entry[4])).collect()
}

impl Background {
    pub(crate) fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// Information of a term in nats; that of an unseen word where the table lacks it.
    pub(crate) fn information(&self, key: u32) -> f32 {
        self.terms.get(&key).map_or(UNSEEN, |&steps| f32::from(steps) / STEPS)
    }

    /// Information of a concept in nats; `None` where the table lacks it.
    pub(crate) fn of_concept(&self, key: u32) -> Option<f32> {
        self.concepts.get(&key).map(|&steps| f32::from(steps) / STEPS)
    }

    /// True when the table covers the language; where no language is known, when it has most of the words.
    pub(crate) fn covers(&self, language: &str, keys: impl Iterator<Item = u32>) -> bool {
        if !language.is_empty() {
            return COVERED.contains(&language);
        }
        let (mut known, mut all) = (0, 0);
        for key in keys {
            all += 1;
            known += usize::from(self.terms.contains_key(&key));
        }
        2 * known >= all
    }
}

/// How often terms stand in the news of a language, of how many.
#[derive(Clone, Debug, Default)]
pub struct TermCounts {
    /// By term.
    pub counts: BTreeMap<u32, u64>,
    /// All words, or all articles.
    pub all: u64,
}

/// A table from how often terms stand in the news of each language; terms seen fewer than `fewest` times are left out. A
/// term has the information of the language that uses it most.
#[must_use]
pub fn table_of_terms(languages: &[TermCounts], fewest: u64) -> Vec<u8> {
    let mut information: BTreeMap<u32, f64> = BTreeMap::new();
    for TermCounts { counts, all } in languages {
        for (&term, &count) in counts.iter().filter(|(_, count)| **count >= fewest) {
            let nats = (*all as f64 / count as f64).ln();
            information.entry(term).and_modify(|known| *known = known.min(nats)).or_insert(nats);
        }
    }
    let entry = |(term, nats): (u32, f64)| {
        let [a, b, c, d] = term.to_le_bytes();
        [a, b, c, d, (nats * f64::from(STEPS)).round().clamp(0.0, 255.0) as u8]
    };
    information.into_iter().flat_map(entry).collect()
}
