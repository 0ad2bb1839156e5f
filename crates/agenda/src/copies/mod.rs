//! Near copies: which articles are one text under several names, so that an agency's report in forty outlets is one
//! voice.
//!
//! Two articles are near copies when the sets of their word 5-grams have a Jaccard similarity of at least
//! [`CopyOptions::threshold`], or when the shorter lies to at least that share in the longer (an agency's text under a local
//! lead). Each article is reduced to a [`Sketch`], which can be made anywhere and in any order; [`groups`] compares the
//! sketches of a pile. Candidates are found by a sample of each text's hashes that does not depend on the other texts: the smallest
//! ones (min-wise hashing, Broder 1997), which similar texts share, and the smallest of every run of sixteen (winnowing,
//! Schleimer, Wilkerson and Aiken 2003), which texts share that have twenty words in a row in common. Candidates are
//! then compared by their whole sets.
//!
//! A text too short to have 5-grams that mean anything, which is most headlines, is a copy only of the same words in
//! the same voice on the same day. What the method cannot tell is said in `docs/copies.md`.

mod agencies;
mod grouping;
mod postings;
mod shingles;
mod sketch;

pub use agencies::credited;
pub use grouping::{CopyOptions, Grouped, groups};
pub use sketch::{Copied, Likeness, Sketch};
