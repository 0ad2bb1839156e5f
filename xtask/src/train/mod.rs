//! `train`: the bundled models, each made anew from its data sets by one command and the same to the bit every time.

mod gazetteer;
mod gazetteer_lists;
mod name_sets;
mod names;
mod tally;

pub(crate) use gazetteer::make as gazetteer;
pub(crate) use name_sets::{Document, Source, read};
pub(crate) use names::{found, train as names, try_out as try_names, wanted};
pub(crate) use tally::Tally;
