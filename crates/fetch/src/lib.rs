//! The network, politely: addresses in, bytes and headers out.
//!
//! A [`Fetcher`] takes [`Request`]s and hands out [`Answer`]s. One host is asked one thing at a time, with a pause between
//! two requests and only what its `robots.txt` allows (RFC 9309). A request is conditional where validators are known.
//! Redirects are followed here, each hop judged like a first address, so that no server can send us where the user would
//! not let us go: addresses of the local network are refused after the name was looked up. Time and size are bounded
//! before anything is read. What the bytes mean is nobody's business here.

mod address;
mod backoff;
mod body;
mod error;
mod fetcher;
mod header;
mod hop;
mod job;
mod private;
mod resolve;
mod robots;
mod turns;

pub use address::Address;
pub use backoff::wait_after_failures;
pub use error::FetchError;
pub use fetcher::{Answer, FetchOptions, Fetcher, Found, News, Request, Response, Validators};
pub use header::{max_age, retry_after};
pub use robots::{Robots, RobotsFile, Verdict};
