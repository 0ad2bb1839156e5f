//! `peers`: what others use, run beside ours on the same data.

mod displacement;

pub(crate) use displacement::run as displacement;
