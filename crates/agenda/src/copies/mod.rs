//! Near copies: which articles are one text under several names, so that an agency's report in forty outlets is one
//! voice.
//!
//! Two articles are near copies when the sets of their word 5-grams have a Jaccard similarity of at least
//! [`CopyOptions::threshold`], or when the shorter lies to at least that share in the longer (an agency's text under a local
//! lead). Each article is reduced to a [`Sketch`], which can be made anywhere and in any order; [`groups`] compares the
//! sketches of a pile. Candidates are found by min-wise hashing (Broder 1997): of a set's hashes a sample is kept that does not
//! depend on the other sets, the smallest ones and all below a fixed bound, so that both similarity and containment
//! bring two texts together; candidates are then compared by their whole sets.
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
