//! `peers`: what others use, run beside ours on the same data.

mod annotate;
mod displacement;

pub(crate) use annotate::run as annotate;
pub(crate) use displacement::run as displacement;
