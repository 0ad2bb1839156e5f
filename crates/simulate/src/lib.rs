//! NSG-1, a generator of newsroom streams in which the truth is planted: how many articles each outlet has on each
//! subject and day, and what each shock really did to them.
//!
//! Data flow one way: a [`Newsroom`] (what is to be generated) gives `Latent` courses (how much each outlet cares for
//! each subject each day), from them counts are drawn, and [`Stream::truth`] compares the expected articles with and
//! without a shock. Everything follows from the seed. No real outlet, article or person is in it, and it is fitted to
//! no real corpus.

mod course;
mod draw;
mod latent;
mod newsroom;
mod stream;
mod truth;
mod young;

pub use newsroom::{Newsroom, Overlap, PlannedShock, Regime};
pub use stream::{Stream, simulate};
pub use truth::{Truth, UnitTruth};
pub use young::{YoungPlan, YoungStream, add_young_stories};

/// Why a drawn distribution cannot be refused: its parameters are kept inside their range where they are made.
const IN_RANGE: &str = "the parameters of a drawn distribution lie in its range";
