//! One file a verb: options in, records out.

pub(crate) mod add;
pub(crate) mod archive;
pub(crate) mod attention;
pub(crate) mod copies;
pub(crate) mod counting;
pub(crate) mod demo;
pub(crate) mod displacement;
pub(crate) mod export;
pub(crate) mod findings;
pub(crate) mod inspect;
pub(crate) mod power;
pub(crate) mod report;
pub(crate) mod search;
pub(crate) mod serve;
pub(crate) mod shocks;
pub(crate) mod simulate;
pub(crate) mod stories;
pub(crate) mod stream;
pub(crate) mod subjects;
pub(crate) mod watch;
