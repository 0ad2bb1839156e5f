//! `train`: builds models anew from the data sets, bit by bit the same from the same data, and writes down what they
//! were learnt from beside them.

use crate::Fault;
use crate::data::{Data, again_as_released, project, sha256};
use crate::treebanks::{DEVELOPMENT, Source, TRAINING, lemmatised, open, tagged};
use overshadow_annotate::{TaggerOptions, train_lemmas, train_tagger};
use std::fmt::Write;
use std::path::Path;

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
    let folder = project().join("models/en");
    std::fs::create_dir_all(&folder)?;
    let sources = [TRAINING, DEVELOPMENT].concat();
    let treebanks = open(data, &sources)?;
    let tagger = train_tagger(&tagged(&treebanks), TaggerOptions::default(), |line| println!("{line}"));
    let lemmas = train_lemmas(&lemmatised(&treebanks));
    let mut manifest = String::from(HEADER);
    for (name, bytes) in [("tagger.bin", &tagger), ("lemmas.bin", &lemmas)] {
        println!("{name}: {} bytes", bytes.len());
        std::fs::write(folder.join(name), bytes)?;
        write!(manifest, "\n[[weights]]\nfile = \"{name}\"\nsha256 = \"{}\"\nlicence = \"CC BY-SA 4.0\"\n", sha256(bytes))?;
        for (source, treebank) in sources.iter().zip(&treebanks) {
            let words = treebank.sentences.iter().map(Vec::len).sum();
            write_source(&mut manifest, *source, &data.file(source.file)?, words)?;
        }
    }
    std::fs::write(folder.join("manifest.toml"), manifest)?;
    Ok(())
}

const HEADER: &str = "\
# What each file of weights in this folder was learnt from. Written by `cargo xtask train`; `cargo xtask check` compares
# the hashes. The weights carry the licence named here, whatever that of the code is.
";

fn write_source(manifest: &mut String, source: Source, path: &Path, words: usize) -> Result<(), Fault> {
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    write!(
        manifest,
        "\n[[weights.sources]]\nname = \"{}\"\nfile = \"{file}\"\nsha256 = \"{}\"\nlicence = \"{}\"\nsnapshot = \"{SNAPSHOT}\"\nwords = {words}\n",
        source.name,
        sha256(&std::fs::read(path)?),
        source.licence,
    )?;
    Ok(())
}

/// The day on which the treebanks' repositories were copied: Universal Dependencies 2.16.
const SNAPSHOT: &str = "2025-05-10";
