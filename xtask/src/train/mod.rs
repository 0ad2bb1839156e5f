//! `train`: the bundled models, each made anew from its data sets by one command and the same to the bit every time.

mod quotations;

pub(crate) use quotations::{train as quotations, try_out as try_quotations};
