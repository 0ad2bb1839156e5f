//! `train`: builds models anew from the data sets, bit by bit the same from the same data, and writes down what they
//! were learnt from beside them.

mod gazetteer;
mod gazetteer_lists;
mod name_sets;
mod names;
mod quotations;
mod tagger;
mod tally;
mod terms;

pub(crate) use name_sets::{Document, Source, read};
pub(crate) use names::{found, wanted};
pub(crate) use tally::Tally;

use crate::Fault;
use crate::data::{Data, again_as_released};

/// A model and the function that trains it; options follow its name on the command line.
type Trainer = (&'static str, fn(&Data, &[&str]) -> Result<(), Fault>);

/// In the order in which later ones need earlier ones.
const TRAINERS: &[Trainer] = &[
    ("terms", |data, _| terms::train(data)),
    ("tagger", |data, _| tagger::train(data)),
    ("gazetteer", |data, _| gazetteer::make(data)),
    ("names", names::train),
    ("quotations", quotations::train),
];

/// Trains the model named first among the words, or all.
pub(crate) fn run(words: &[&str], data: &Data) -> Result<(), Fault> {
    let (wanted, options) = words.split_first().map_or((None, words), |(first, rest)| (Some(*first), rest));
    let chosen: Vec<&Trainer> =
        TRAINERS.iter().filter(|(name, _)| wanted.is_none_or(|wanted| wanted == *name)).collect();
    if chosen.is_empty() {
        let names: Vec<&str> = TRAINERS.iter().map(|(name, _)| *name).collect();
        return Err(format!("models are {}", names.join(", ")).into());
    }
    if cfg!(debug_assertions) {
        return again_as_released();
    }
    chosen.iter().try_for_each(|(_, train)| train(data, options))
}
