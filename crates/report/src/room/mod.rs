//! The pages of the reading room: pure functions from what an archive holds to HTML.
//!
//! Every page says where it is (its address can be kept), offers its rows as CSV, JSONL and Parquet and its chart as SVG
//! and PNG under the same address with another ending, works without JavaScript, and says how much each list leaves out.
//! Crawled text goes through [`crate::markup`], so that none of it becomes markup.

mod address;
mod article;
mod data;
mod layout;
mod lists;
mod message;
mod profile;
mod search;
mod shock;
mod speakers;
mod start;
mod stories;

pub use address::{Ending, with_ending};
pub use article::article;
pub use data::data;
pub use layout::{Frame, STYLE_ADDRESS, style};
pub use message::message;
pub use profile::{Profiled, figure as profile_figure, outlets, profile, subjects};
pub use search::{SearchPage, search};
pub use shock::{Asked, shock, shock_form};
pub use speakers::{speaker, speakers};
pub use start::{figure as start_figure, start};
pub use stories::{figure as story_figure, stories, story};
