//! The reading room: pages for readers and an interface for programs, over an archive, on this computer.
//!
//! [`Room::answer`] is a pure function from what is asked to an answer, apart from reading the archive; [`serve`] carries both over
//! HTTP. The room only reads. It is bound to this computer unless a token guards it, answers only to its own name, runs
//! no script, loads nothing from elsewhere, and bounds how much a client can ask for at once.

mod answer;
mod api;
mod guard;
mod http;
mod pages;
mod room;
mod route;
mod shocks;

pub use answer::Answer;
pub use guard::Guard;
pub use http::{ServeError, Served, serve};
pub use room::{Asked, Room};
