//! A model as bytes: a header, the features in order with the differences between them, their weights, a checksum.
//!
//! Features are sorted, so the step from one to the next takes two bytes instead of four, and a row holds only the
//! weights that are not nought behind a mask of which they are. Reading checks everything: bytes that are no model, or
//! were cut, are refused and never cost more memory than they themselves take, times a small factor.

use super::Feature;
use super::model::{Model, NEVER, odds_of};
use super::table::Table;
use std::fmt;

const MAGIC: &[u8; 4] = b"OVL1";

/// Why bytes are not a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BadModel {
    /// They do not begin as a model does.
    NoModel,
    /// They end too early, or hold what cannot be.
    Damaged,
    /// They are whole, and their checksum is another.
    Checksum,
    /// It is a model for another task.
    OtherTask,
}

impl fmt::Display for BadModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            BadModel::NoModel => "not a model of this version",
            BadModel::Damaged => "the model is cut off or damaged",
            BadModel::Checksum => "the model's checksum does not fit",
            BadModel::OtherTask => "the model is one for another task",
        })
    }
}

impl std::error::Error for BadModel {}

impl Model {
    /// The model as bytes; `task` says what it is for.
    #[must_use]
    pub fn to_bytes(&self, task: &[u8; 4]) -> Vec<u8> {
        let mut bytes = [MAGIC.as_slice(), task].concat();
        put_varint(&mut bytes, self.labels);
        put_varint(&mut bytes, self.features);
        bytes.extend(self.unit.to_le_bytes());
        for &score in &self.transitions {
            bytes.extend(score.to_le_bytes());
        }
        let mut before = 0;
        for (feature, row) in self.table.sorted() {
            put_varint(&mut bytes, (feature - before) as usize);
            before = feature;
            put_row(&mut bytes, &row[..self.labels]);
        }
        bytes.extend(checksum(&bytes).to_le_bytes());
        bytes
    }

    /// Reads a model for `task`.
    ///
    /// # Errors
    /// When the bytes are no such model, or are damaged.
    pub fn from_bytes(bytes: &[u8], task: &[u8; 4]) -> Result<Self, BadModel> {
        let body = bytes.len().checked_sub(4).ok_or(BadModel::NoModel)?;
        let (body, check) = bytes.split_at(body);
        let rest = body.strip_prefix(MAGIC.as_slice()).ok_or(BadModel::NoModel)?;
        let rest = rest.strip_prefix(task.as_slice()).ok_or(BadModel::OtherTask)?;
        if checksum(body).to_le_bytes() != check {
            return Err(BadModel::Checksum);
        }
        let mut reader = Reader { rest };
        let (labels, count) = (reader.varint()?, reader.varint()?);
        // A row takes a byte of its feature at least, and one for each eight labels.
        if labels == 0 || labels > 250 || count > body.len() / (1 + labels.div_ceil(8)) {
            return Err(BadModel::Damaged);
        }
        let unit = f32::from_le_bytes(reader.four()?);
        let transitions: Result<Vec<i32>, _> =
            (0..(labels + 1) * (labels + 1)).map(|_| reader.four().map(i32::from_le_bytes)).collect();
        let transitions = transitions?;
        let sound = unit.is_finite() && transitions.iter().all(|score| (NEVER..=-NEVER).contains(score));
        if !sound {
            return Err(BadModel::Damaged);
        }
        let mut model = Model::empty(labels, count, unit, transitions);
        let mut key = 0_u32;
        let mut row = vec![0_i8; labels];
        for _ in 0..count {
            let step = u32::try_from(reader.varint()?).map_err(|_| BadModel::Damaged)?;
            key = key.checked_add(step).filter(|&next| next > key).ok_or(BadModel::Damaged)?;
            reader.row(&mut row)?;
            model.insert(key, &row);
        }
        if reader.rest.is_empty() { Ok(model) } else { Err(BadModel::Damaged) }
    }

    /// A model with room for `count` features.
    pub(super) fn empty(labels: usize, count: usize, unit: f32, transitions: Vec<i32>) -> Self {
        let stride = labels.next_multiple_of(8);
        let mut steps = vec![NEVER; labels * stride];
        for (row, scores) in steps.chunks_exact_mut(stride).zip(transitions.chunks_exact(labels + 1)) {
            row[..labels].copy_from_slice(&scores[..labels]);
        }
        let row = |label: usize| &transitions[label * (labels + 1)..][..labels];
        let ends = |label: usize| row(label).iter().min().copied().zip(row(label).iter().max().copied());
        let step_range = (0..labels).filter_map(ends).collect();
        let step_odds = transitions.iter().map(|&score| odds_of(score, unit)).collect();
        Self {
            labels,
            stride,
            table: Table::new(count, stride),
            features: 0,
            transitions,
            steps,
            step_range,
            step_odds,
            unit,
        }
    }

    /// Puts the row of a feature that has none yet.
    pub(super) fn insert(&mut self, feature: Feature, row: &[i8]) {
        self.table.insert(feature, row);
        self.features += 1;
    }
}

fn put_row(bytes: &mut Vec<u8>, row: &[u8]) {
    for eight in row.chunks(8) {
        bytes.push(eight.iter().enumerate().fold(0, |mask, (at, &weight)| mask | u8::from(weight != 0) << at));
    }
    bytes.extend(row.iter().filter(|&&weight| weight != 0));
}

/// Reads numbers off the front of bytes.
pub(crate) struct Reader<'a> {
    pub(crate) rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Of bytes that begin with `magic` and end with their checksum.
    pub(crate) fn of_summed(bytes: &'a [u8], magic: &[u8]) -> Result<Self, BadModel> {
        let (body, check) = bytes.split_last_chunk::<4>().ok_or(BadModel::NoModel)?;
        let rest = body.strip_prefix(magic).ok_or(BadModel::NoModel)?;
        if checksum(body).to_le_bytes() == *check { Ok(Self { rest }) } else { Err(BadModel::Checksum) }
    }

    /// The next byte.
    pub(crate) fn byte(&mut self) -> Result<u8, BadModel> {
        let (&first, rest) = self.rest.split_first().ok_or(BadModel::Damaged)?;
        self.rest = rest;
        Ok(first)
    }

    /// The next four bytes.
    pub(crate) fn four(&mut self) -> Result<[u8; 4], BadModel> {
        let (&four, rest) = self.rest.split_first_chunk().ok_or(BadModel::Damaged)?;
        self.rest = rest;
        Ok(four)
    }

    /// The next number, seven bits a byte.
    pub(crate) fn varint(&mut self) -> Result<usize, BadModel> {
        let mut value = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(BadModel::Damaged)
    }

    /// The next key of a sorted table, which is larger than the one before.
    pub(crate) fn step(&mut self, before: u32) -> Result<u32, BadModel> {
        let step = u32::try_from(self.varint()?).map_err(|_| BadModel::Damaged)?;
        before.checked_add(step).ok_or(BadModel::Damaged)
    }

    /// The next bytes, with their number before them.
    pub(crate) fn section(&mut self) -> Result<&'a [u8], BadModel> {
        let length = self.varint()?;
        let (section, rest) = self.rest.split_at_checked(length).ok_or(BadModel::Damaged)?;
        self.rest = rest;
        Ok(section)
    }

    fn row(&mut self, row: &mut [i8]) -> Result<(), BadModel> {
        row.fill(0);
        let (masks, rest) = self.rest.split_at_checked(row.len().div_ceil(8)).ok_or(BadModel::Damaged)?;
        self.rest = rest;
        for (eight, &mask) in row.chunks_mut(8).zip(masks) {
            for (_, weight) in eight.iter_mut().enumerate().filter(|(at, _)| mask >> at & 1 == 1) {
                *weight = self.byte()?.cast_signed();
            }
        }
        Ok(())
    }
}

/// Adds a number, seven bits a byte.
pub(crate) fn put_varint(bytes: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        bytes.push(u8::try_from(value & 0x7F).unwrap_or(0) | 0x80);
        value >>= 7;
    }
    bytes.push(u8::try_from(value).unwrap_or(0));
}

/// Adler's sum over 32 bits.
pub(crate) fn checksum(bytes: &[u8]) -> u32 {
    /// As many bytes as cannot overflow the sums before they are reduced.
    const AT_ONCE: usize = 5552;
    let (mut one, mut two) = (1_u32, 0_u32);
    for bytes in bytes.chunks(AT_ONCE) {
        for &byte in bytes {
            one += u32::from(byte);
            two += one;
        }
        one %= 65_521;
        two %= 65_521;
    }
    two << 16 | one
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn small() -> Model {
        let mut model = Model::empty(3, 2, 0.5, (0..16).collect());
        model.insert(7, &[1, 0, -3]);
        model.insert(4_000_000_000, &[0, 127, -128]);
        model
    }

    #[test]
    fn a_model_is_the_same_after_writing_and_reading() {
        let bytes = small().to_bytes(b"test");
        assert_eq!(Model::from_bytes(&bytes, b"test"), Ok(small()));
        assert_eq!(Model::from_bytes(&bytes, b"tags"), Err(BadModel::OtherTask));
    }

    #[test]
    fn a_model_whose_scores_would_overflow_is_refused() {
        let mut wild = small();
        wild.transitions[0] = i32::MAX;
        assert_eq!(Model::from_bytes(&wild.to_bytes(b"test"), b"test"), Err(BadModel::Damaged));
        let unsound = Model { unit: f32::NAN, ..small() };
        assert_eq!(Model::from_bytes(&unsound.to_bytes(b"test"), b"test"), Err(BadModel::Damaged));
    }

    #[test]
    fn a_model_cut_anywhere_is_refused() {
        let bytes = small().to_bytes(b"test");
        for end in 0..bytes.len() {
            assert!(Model::from_bytes(&bytes[..end], b"test").is_err(), "cut at {end}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(mut bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Model::from_bytes(&bytes, b"test");
            let mut model = b"OVL1test".to_vec();
            model.append(&mut bytes);
            model.extend(checksum(&model).to_le_bytes());
            let _ = Model::from_bytes(&model, b"test");
        }
    }
}
