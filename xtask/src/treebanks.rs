//! The English treebanks: which files are trained on and which are only for figures, and their sentences in the words
//! of the tagger.

use crate::Fault;
use crate::conllu::{Treebank, Word};
use crate::data::Data;
use overshadow_annotate::{LemmaSentence, TaggedSentence, Upos, Xpos};

/// A file of a treebank.
#[derive(Clone, Copy)]
pub(crate) struct Source {
    pub(crate) name: &'static str,
    pub(crate) file: &'static str,
    pub(crate) licence: &'static str,
    /// The day its repository was copied.
    pub(crate) snapshot: &'static str,
}

const EWT: &str = "CC BY-SA 4.0";
/// The licences of GUM's open genres.
pub(crate) const GUM: &str = "annotations CC BY 4.0; texts CC BY 2.5-4.0, CC BY-SA 3.0 (bio, voyage), public domain";

const fn ewt(name: &'static str, file: &'static str) -> Source {
    Source { name, file, licence: EWT, snapshot: "2025-05-10" }
}

const fn gum(name: &'static str, file: &'static str) -> Source {
    Source { name, file, licence: GUM, snapshot: "2025-05-10" }
}

/// What models are learnt from when settings are chosen.
pub(crate) const TRAINING: [Source; 2] = [
    ewt("UD English EWT 2.16, train", "language/ud-english-ewt/en_ewt-ud-train.conllu.gz"),
    gum("UD English GUM 2.16, open genres, train", "language/ud-english-gum-open/en_gum_open-train.conllu.gz"),
];

/// What settings are chosen by; learnt from too when they stand.
pub(crate) const DEVELOPMENT: [Source; 2] = [
    ewt("UD English EWT 2.16, dev", "language/ud-english-ewt/en_ewt-ud-dev.conllu.gz"),
    gum("UD English GUM 2.16, open genres, dev", "language/ud-english-gum-open/en_gum_open-dev.conllu.gz"),
];

/// What figures are given for; never learnt from.
pub(crate) const TESTS: [Source; 3] = [
    ewt("EWT", "language/ud-english-ewt/en_ewt-ud-test.conllu.gz"),
    gum("GUM-open", "language/ud-english-gum-open/en_gum_open-test.conllu.gz"),
    Source {
        name: "PUD",
        file: "language/ud-english-pud/en_pud-ud-test.conllu.gz",
        licence: "CC BY-SA 3.0",
        snapshot: "2026-05-06",
    },
];

/// Opens each file.
pub(crate) fn open(data: &Data, sources: &[Source]) -> Result<Vec<Treebank>, Fault> {
    sources.iter().map(|source| Treebank::open(&data.file(source.file)?)).collect()
}

/// The sentences with their tags; a tag without a name of ours is X and XX.
pub(crate) fn tagged(treebanks: &[Treebank]) -> Vec<TaggedSentence> {
    let sentence = |words: &Vec<Word>| TaggedSentence {
        words: words.iter().map(|word| word.form.clone()).collect(),
        upos: words.iter().map(|word| tags(word).0).collect(),
        xpos: words.iter().map(|word| tags(word).1).collect(),
    };
    treebanks.iter().flat_map(|treebank| &treebank.sentences).map(sentence).collect()
}

/// The sentences with their lemmas, but for words without one.
pub(crate) fn lemmatised(treebanks: &[Treebank]) -> Vec<LemmaSentence> {
    let word = |word: &Word| {
        let (upos, xpos) = tags(word);
        (word.lemma != "_").then(|| (word.form.clone(), upos, xpos, word.lemma.clone()))
    };
    let sentence = |words: &Vec<Word>| words.iter().filter_map(word).collect();
    treebanks.iter().flat_map(|treebank| &treebank.sentences).map(sentence).collect()
}

/// The tags of a word.
pub(crate) fn tags(word: &Word) -> (Upos, Xpos) {
    let unknown = Xpos::of_name("XX").expect("XX is a Penn tag");
    (Upos::of_name(&word.upos).unwrap_or(Upos::X), Xpos::of_name(&word.xpos).unwrap_or(unknown))
}
