//! Subjects without queries: the standing names and themes of a pile, chosen by rule.

mod candidates;
mod choice;
mod company;
mod furniture_lists;
mod head;
mod mining;
mod persistence;
mod phrases;
mod recount;
mod rule;
mod terms;
mod vocabulary;
mod wording;

pub use candidates::Candidate;
pub use choice::{Choice, Chosen, LeftOut, choose};
pub use head::Head;
pub use mining::Mining;
pub use persistence::Course;
pub use recount::{Recount, Recounted};
pub use rule::{FEWEST_DAYS, SubjectRule};
