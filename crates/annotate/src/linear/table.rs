//! Rows of weights by feature, made for looking up many features of which most are not there.
//!
//! A lookup costs what the memory costs, so it is done for a whole token at once: a small bit map says which of its
//! features may have a row; then the places of those are read one after the other, without a decision in between, so
//! that the processor waits for all of them together; then the rows that were right are added. Key and weights lie side
//! by side. A feature's place is its own share of the table, with the next ones where that is taken.

use super::Feature;

/// Features looked up together; few enough for the sum of their weights to fit 16 bits.
const BATCH: usize = 64;
/// Bytes of a key.
const KEY: usize = size_of::<Feature>();

/// An open-addressing table; 0 is no feature.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Table {
    /// Weights of a row, a multiple of eight.
    width: usize,
    /// How many rows there are room for.
    places: usize,
    /// Eight to sixteen bits for each feature there is, one of them set.
    present: Vec<u64>,
    /// `places` times a key and its weights, each weight one byte.
    entries: Vec<u8>,
}

impl Table {
    /// A table with room for `count` rows of `width` weights.
    pub(super) fn new(count: usize, width: usize) -> Self {
        let places = 2 * count + 1;
        let present = vec![0; (count / 4).next_power_of_two().div_ceil(2).max(1)];
        Self { width, places, present, entries: vec![0; places * (KEY + width)] }
    }

    /// Where the bit of `feature` is: its word, and its place in that.
    fn presence(&self, feature: Feature) -> (usize, u32) {
        let turned = feature.rotate_right(11);
        ((turned as usize >> 6) & (self.present.len() - 1), turned & 63)
    }

    /// The first byte of the entry a feature should be in.
    fn home(&self, feature: Feature) -> usize {
        let place = (u64::from(feature) * self.places as u64) >> 32;
        usize::try_from(place).expect("a place of the table") * (KEY + self.width)
    }

    fn key(&self, entry: usize) -> Feature {
        Feature::from_le_bytes(self.entries[entry..entry + KEY].try_into().expect("four bytes"))
    }

    fn after(&self, entry: usize) -> usize {
        let next = entry + KEY + self.width;
        if next == self.entries.len() { 0 } else { next }
    }

    /// The weights of an entry.
    fn row(&self, entry: usize) -> &[u8] {
        &self.entries[entry + KEY..entry + KEY + self.width]
    }

    /// Puts the row of a feature that is not in the table yet.
    pub(super) fn insert(&mut self, feature: Feature, row: &[i8]) {
        let (word, bit) = self.presence(feature);
        self.present[word] |= 1 << bit;
        let mut entry = self.home(feature);
        while self.key(entry) != 0 {
            entry = self.after(entry);
        }
        self.entries[entry..entry + KEY].copy_from_slice(&feature.to_le_bytes());
        let weights = &mut self.entries[entry + KEY..entry + KEY + row.len()];
        weights.iter_mut().zip(row).for_each(|(byte, weight)| *byte = weight.cast_unsigned());
    }

    /// Adds the rows of all `features` to `scores`, which are as many as a row has weights.
    pub(super) fn add(&self, features: &[Feature], scores: &mut [i32]) {
        for batch in features.chunks(BATCH) {
            let (mut likely, mut keys) = ([0; BATCH], [0; BATCH]);
            let count = self.likely(batch, &mut likely);
            let likely = &likely[..count];
            for (key, &feature) in keys.iter_mut().zip(likely) {
                *key = self.key(self.home(feature));
            }
            let found = keys.iter().zip(likely).filter_map(|(&key, &feature)| self.find(key, feature));
            match self.width {
                8 => self.add_rows::<8>(found, scores),
                24 => self.add_rows::<24>(found, scores),
                56 => self.add_rows::<56>(found, scores),
                _ => self.add_wide_rows(found, scores),
            }
        }
    }

    /// Copies the features that may have a row to the front of `into`; how many there are.
    fn likely(&self, features: &[Feature], into: &mut [Feature; BATCH]) -> usize {
        let mut count = 0;
        for &feature in features {
            let (word, bit) = self.presence(feature);
            into[count % BATCH] = feature;
            count += usize::from(self.present[word] >> bit & 1 == 1);
        }
        count
    }

    /// Adds rows of a common width. The sums of a batch fit into halves of the width that scores have.
    fn add_rows<const WIDTH: usize>(&self, entries: impl Iterator<Item = usize>, scores: &mut [i32]) {
        let mut sums = [0_i16; WIDTH];
        for entry in entries {
            let row: &[u8; WIDTH] = self.row(entry).try_into().expect("a row of this width");
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += i16::from(weight.cast_signed());
            }
        }
        scores.iter_mut().zip(sums).for_each(|(score, sum)| *score += i32::from(sum));
    }

    /// Adds rows of any width.
    fn add_wide_rows(&self, entries: impl Iterator<Item = usize>, scores: &mut [i32]) {
        for entry in entries {
            scores
                .iter_mut()
                .zip(self.row(entry))
                .for_each(|(score, weight)| *score += i32::from(weight.cast_signed()));
        }
    }

    /// The entry of `feature`; `key` is what stands at its home.
    fn find(&self, mut key: Feature, feature: Feature) -> Option<usize> {
        let mut entry = self.home(feature);
        while key != feature {
            if key == 0 {
                return None;
            }
            entry = self.after(entry);
            key = self.key(entry);
        }
        Some(entry)
    }

    /// All features with their rows, in order.
    pub(super) fn sorted(&self) -> Vec<(Feature, &[u8])> {
        let entries = (0..self.entries.len()).step_by(KEY + self.width);
        let mut rows: Vec<(Feature, &[u8])> = entries.map(|entry| (self.key(entry), self.row(entry))).collect();
        rows.retain(|(feature, _)| *feature != 0);
        rows.sort_unstable_by_key(|(feature, _)| *feature);
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        /// A table answers as a map does, however its features fall on each other.
        #[test]
        fn rows_are_added_up(
            rows in proptest::collection::btree_map(1..u32::MAX, any::<i8>(), 0..60),
            others in proptest::collection::vec(any::<u32>(), 0..60),
        ) {
            let mut table = Table::new(rows.len(), 8);
            rows.iter().for_each(|(&feature, &weight)| table.insert(feature, &[weight, 1]));
            let asked: Vec<u32> = rows.keys().copied().chain(others.iter().copied().filter(|&other| other != 0)).collect();
            let found: Vec<i8> = asked.iter().filter_map(|feature| rows.get(feature).copied()).collect();
            let mut scores = [0; 8];
            table.add(&asked, &mut scores);
            prop_assert_eq!(scores[0], found.iter().copied().map(i32::from).sum::<i32>());
            prop_assert_eq!(scores[1] as usize, found.len());
            let sorted: BTreeMap<u32, i8> =
                table.sorted().into_iter().map(|(feature, row)| (feature, row[0].cast_signed())).collect();
            prop_assert_eq!(sorted, rows);
        }
    }
}
