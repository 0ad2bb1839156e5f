//! The inference: which subjects had the agenda, and which lost it when something broke.
//!
//! Data flows one way. [`query`] says which articles are on which subject, [`counting`] counts them into a
//! [`Counts`](overshadow_record::Counts) cube, [`attention`](attention()) derives shares, and
//! [`displacement`](displacement()) asks what a shock did to them. Nothing here reads a file, asks the time or knows
//! what a page is. Results do not depend on batches, threads or hash order.

pub mod counting;
pub mod query;

mod attention;
mod burst;
mod course;
mod displacement;
mod evidence;
mod forecast;
mod group;
mod least_squares;
mod metrics;
mod multiplicity;
mod overview;
mod quantile;
mod series;
mod split;
mod storm;
mod student;
mod units;
mod verdict;
mod weekday;
mod young;

pub use attention::{Axis, By, Period, attention};
pub use burst::bursts;
pub use course::courses;
pub use displacement::{DisplacementOptions, Estimates, displacement};
pub use evidence::{Candidate, central_headlines};
pub use group::Group;
pub use metrics::agenda_metrics;
pub use multiplicity::benjamini_hochberg;
pub use overview::{agenda_lines, coverage, outlet_days};
pub use series::Series;
pub use storm::{Storm, StormThresholds, Storms};
pub use units::units;
pub use verdict::EQUIVALENCE_MARGIN;
pub use young::{YoungEstimates, YoungOptions, YoungStories, YoungStory, young_stories};
