//! `train`: builds models anew from the data sets, bit by bit the same from the same data, and writes down what they
//! were learnt from beside them.

use crate::Fault;
use crate::data::{Data, again_as_released, project};
use crate::manifests::{self, Learnt};
use crate::treebanks::{DEVELOPMENT, TRAINING, lemmatised, open, tagged};
use overshadow_annotate::{TaggerOptions, train_lemmas, train_tagger};

/// Trains one model, or all.
pub(crate) fn run(model: Option<&str>, data: &Data) -> Result<(), Fault> {
    if !matches!(model, None | Some("tagger")) {
        return Err("models are tagger".into());
    }
    if cfg!(debug_assertions) {
        return again_as_released();
    }
    tagger(data)
}

/// The tagger for English and its lemmas, from all that may be learnt from.
fn tagger(data: &Data) -> Result<(), Fault> {
    let sources = [TRAINING, DEVELOPMENT].concat();
    let treebanks = open(data, &sources)?;
    let tagger = train_tagger(&tagged(&treebanks), TaggerOptions::default(), |line| println!("{line}"));
    let lemmas = train_lemmas(&lemmatised(&treebanks));
    let learnt = sources.iter().zip(&treebanks).map(|(&source, treebank)| {
        let words = treebank.sentences.iter().map(Vec::len).sum();
        Ok(Learnt { source, file: data.file(source.file)?, words })
    });
    let learnt: Vec<Learnt> = learnt.collect::<Result<_, Fault>>()?;
    for (name, bytes) in [("tagger.bin", &tagger), ("lemmas.bin", &lemmas)] {
        println!("{name}: {} bytes", bytes.len());
        manifests::write(&project().join("models/en"), name, bytes, "CC BY-SA 4.0", &learnt)?;
    }
    Ok(())
}
