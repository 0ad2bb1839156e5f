//! The inference: which subjects had the agenda, and which lost it when something broke.
//!
//! Data flows one way. [`query`] says which articles are on which subject, [`counting`] counts them into a
//! [`Counts`](overshadow_record::Counts) cube, [`attention`](attention()) derives shares, and
//! [`displacement`](displacement()) asks what a shock did to them. Nothing here reads a file, asks the time or knows
//! what a page is. Results do not depend on batches, threads or hash order.

pub mod copies;
pub mod counting;
pub mod query;
pub mod stories;
pub mod subjects;

mod attention;
mod burst;
mod centre;
mod course;
mod displacement;
mod every_day;
mod evidence;
mod fits;
mod forecast;
mod group;
mod group_rows;
mod horizon;
mod least_squares;
mod metrics;
mod multiplicity;
mod overview;
mod power;
mod power_table;
mod quantile;
mod rows;
mod series;
mod shocks;
mod split;
mod steady;
mod storm;
mod strand;
mod student;
mod units;
mod verdict;
mod weekday;
mod weeks;
mod young;

pub use attention::{Axis, By, Period, attention};
pub use burst::bursts;
pub use course::courses;
pub use displacement::{DisplacementOptions, Estimates, displacement};
pub use every_day::every_day;
pub use evidence::{Candidate, central_headlines};
pub use group::Group;
pub use metrics::agenda_metrics;
pub use multiplicity::benjamini_hochberg;
pub use overview::{agenda_lines, coverage, outlet_days};
pub use power_table::power;
pub use series::Series;
pub use shocks::{ScanOptions, shocks};
pub use storm::{Storm, StormThresholds, Storms};
pub use units::units;
pub use verdict::EQUIVALENCE_MARGIN;
pub use weeks::weeks;
pub use young::{YoungEstimates, YoungOptions, YoungStories, YoungStory, young_stories};
