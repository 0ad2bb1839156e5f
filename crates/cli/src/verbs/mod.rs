//! One file a verb: options in, records out.

pub(crate) mod attention;
pub(crate) mod demo;
pub(crate) mod displacement;
pub(crate) mod findings;
pub(crate) mod report;
pub(crate) mod stream;
pub(crate) mod subjects;
