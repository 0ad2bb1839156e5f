//! `peers`: what others use, run beside ours on the same data.

mod annotate;
mod archives;
mod displacement;
mod extraction;
mod stories;

pub(crate) use annotate::run as annotate;
pub(crate) use archives::run as archives;
pub(crate) use displacement::run as displacement;
pub(crate) use extraction::run as extraction;
pub(crate) use stories::run as stories;
