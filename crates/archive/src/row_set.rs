//! A set of rows: one bit a row, so that sets of a million rows meet in microseconds.

/// Bits of a word.
const BITS: u64 = 64;

/// A set of rows of an archive; rows are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowSet {
    words: Vec<u64>,
    rows: u64,
}

impl RowSet {
    /// None of so many rows.
    #[must_use]
    pub fn none(rows: u64) -> Self {
        let words = usize::try_from(rows.div_ceil(BITS)).expect("rows fit into memory");
        Self { words: vec![0; words], rows }
    }

    /// All of so many rows.
    #[must_use]
    pub fn all(rows: u64) -> Self {
        let mut set = Self::none(rows);
        set.words.fill(u64::MAX);
        set.clear_beyond();
        set
    }

    /// These of so many rows.
    #[must_use]
    pub fn of_rows(rows: u64, these: impl IntoIterator<Item = u64>) -> Self {
        let mut set = Self::none(rows);
        these.into_iter().for_each(|row| set.insert(row));
        set
    }

    /// How many rows there are, in the set or not.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Puts a row into the set; one that is not there is passed over.
    pub fn insert(&mut self, row: u64) {
        if (1..=self.rows).contains(&row) {
            let (word, bit) = place(row);
            self.words[word] |= bit;
        }
    }

    /// True for a row of the set.
    #[must_use]
    pub fn contains(&self, row: u64) -> bool {
        let (word, bit) = place(row.max(1));
        row >= 1 && self.words.get(word).is_some_and(|word| word & bit != 0)
    }

    /// Rows in the set.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.words.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// True when no row is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Rows in both sets.
    #[must_use]
    pub fn common(&self, other: &Self) -> u64 {
        self.words.iter().zip(&other.words).map(|(a, b)| u64::from((a & b).count_ones())).sum()
    }

    /// Keeps what the other set has too.
    pub fn keep(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    /// Adds what the other set has.
    pub fn add(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    /// Turns the set into all other rows.
    pub fn invert(&mut self) {
        self.words.iter_mut().for_each(|word| *word = !*word);
        self.clear_beyond();
    }

    /// The rows of the set, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u64> + '_ {
        (0..).zip(&self.words).flat_map(|(at, &word)| Ones(word).map(move |bit| at * BITS + bit + 1))
    }

    /// As bytes, the lowest first.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        self.words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    /// From such bytes; `None` when they are not as many as so many rows need.
    pub(crate) fn of_bytes(bytes: &[u8], rows: u64) -> Option<Self> {
        if bytes.len() as u64 != rows.div_ceil(BITS) * 8 {
            return None;
        }
        let words = bytes.chunks_exact(8).map(|word| u64::from_le_bytes(word.try_into().expect("eight bytes")));
        let mut set = Self { words: words.collect(), rows };
        set.clear_beyond();
        Some(set)
    }

    /// No bit stands for a row that is not there.
    fn clear_beyond(&mut self) {
        let used = self.rows % BITS;
        if let Some(last) = self.words.last_mut().filter(|_| used > 0) {
            *last &= (1 << used) - 1;
        }
    }
}

/// Positions of the ones of a word.
struct Ones(u64);

impl Iterator for Ones {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        let bit = u64::from(self.0.trailing_zeros());
        self.0 &= self.0.wrapping_sub(1);
        (bit < BITS).then_some(bit)
    }
}

fn place(row: u64) -> (usize, u64) {
    let at = row - 1;
    (usize::try_from(at / BITS).unwrap_or(usize::MAX), 1 << (at % BITS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn it_is_the_set_it_stands_for(rows in 0_u64..200, a in prop::collection::btree_set(1_u64..200, 0..60), b in prop::collection::btree_set(1_u64..200, 0..60)) {
            let inside = |set: &BTreeSet<u64>| set.iter().copied().filter(|row| *row <= rows).collect::<BTreeSet<u64>>();
            let (a, b) = (inside(&a), inside(&b));
            let bits = |set: &BTreeSet<u64>| {
                let mut bits = RowSet::none(rows);
                set.iter().for_each(|row| bits.insert(*row));
                bits
            };
            let of = |bits: &RowSet| bits.iter().collect::<BTreeSet<u64>>();
            let (left, right) = (bits(&a), bits(&b));
            prop_assert_eq!(of(&left), a.clone());
            prop_assert_eq!(left.len(), a.len() as u64);
            prop_assert_eq!(left.common(&right), a.intersection(&b).count() as u64);
            let mut both = left.clone();
            both.keep(&right);
            prop_assert_eq!(of(&both), &a & &b);
            let mut either = left.clone();
            either.add(&right);
            prop_assert_eq!(of(&either), &a | &b);
            let mut others = left.clone();
            others.invert();
            prop_assert_eq!(of(&others), &(1..=rows).collect::<BTreeSet<u64>>() - &a);
            prop_assert_eq!(RowSet::of_bytes(&left.to_bytes(), rows), Some(left));
        }
    }

    #[test]
    fn a_row_that_is_not_there_is_in_no_set() {
        let mut set = RowSet::all(70);
        set.insert(0);
        set.insert(71);
        assert_eq!((set.len(), set.contains(0), set.contains(70), set.contains(71)), (70, false, true, false));
        assert_eq!(RowSet::of_bytes(&[0; 9], 70), None);
    }
}
