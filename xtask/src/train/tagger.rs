//! The tagger and its lemmas, from all treebanks that may be learnt from.

use crate::Fault;
use crate::data::{Data, project};
use crate::manifests::{self, Learnt};
use crate::treebanks::{DEVELOPMENT, TRAINING, lemmatised, open, tagged};
use overshadow_annotate::{TaggerOptions, train_lemmas, train_tagger};

/// The tagger for English and its lemmas, from all that may be learnt from.
pub(super) fn train(data: &Data) -> Result<(), Fault> {
    let sources = [TRAINING, DEVELOPMENT].concat();
    let treebanks = open(data, &sources)?;
    let tagger = train_tagger(&tagged(&treebanks), TaggerOptions::default(), |line| println!("{line}"));
    let lemmas = train_lemmas(&lemmatised(&treebanks));
    let learnt = sources.iter().zip(&treebanks).map(|(&source, treebank)| {
        let words = treebank.sentences.iter().map(Vec::len).sum();
        Learnt::of_file(source, &data.file(source.file)?, words)
    });
    let learnt: Vec<Learnt> = learnt.collect::<Result<_, Fault>>()?;
    for (name, bytes) in [("tagger.bin", &tagger), ("lemmas.bin", &lemmas)] {
        println!("{name}: {} bytes", bytes.len());
        manifests::write(&project().join("models/en"), name, bytes, "CC BY-SA 4.0", &learnt)?;
    }
    Ok(())
}
