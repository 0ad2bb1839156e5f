//! Names against three test sets: exact spans with the right kind.

use crate::Fault;
use crate::data::{Data, project};
use crate::train::{Source, Tally, read};
use overshadow_annotate::recogniser::Recogniser;
use std::fs;
use std::path::Path;

const TESTS: [(&str, Source); 3] = [("EWT", Source::Ewt("test")), ("PUD", Source::Pud), ("GUM", Source::Gum("test"))];

/// Reads the sets and holds the figures to our floors.
pub(crate) fn score(data: &Data, _program: &Path) -> Result<(), Fault> {
    let folder = project().join("models/en");
    let recogniser =
        Recogniser::from_bytes(&fs::read(folder.join("names.bin"))?, &fs::read(folder.join("gazetteer.bin"))?)?;
    let mut mean = 0.0;
    for (name, source) in TESTS {
        let mut tally = Tally::default();
        read(data, source)?.iter().for_each(|document| tally.add(&recogniser, document));
        println!("{name}: {}", tally.line());
        mean += tally.f1() / 3.0;
    }
    println!("mean {mean:.4}");
    Ok(())
}
