//! What a user of the report may rely on, checked on invented findings.

mod page;
mod picture;
mod sample;
mod schema;
mod tables;
mod wording;
