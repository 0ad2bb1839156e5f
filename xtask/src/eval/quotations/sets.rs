//! The sets that quotations are scored on, each as a file of gold in the scorer's form and a file of bare articles.

use crate::Fault;
use crate::corpus::{self, Document, Place, Quotation};
use crate::data::{Data, project, scratch};
use flate2::read::MultiGzDecoder;
use overshadow::record::QuotationKind;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

/// Annotated documents.
pub(crate) struct Set {
    /// What a page calls them.
    pub(crate) title: &'static str,
    /// Their task in `eval/floors.json`.
    pub(crate) floors: &'static str,
    /// Where what is made of them is kept.
    pub(crate) folder: PathBuf,
    /// JSONL in the scorer's form.
    pub(crate) gold: PathBuf,
    /// JSONL of ids and texts only: what a user would have.
    pub(crate) articles: PathBuf,
    /// The project's own annotation, which says more than the scorer's form; empty for other sets.
    pub(crate) own: Vec<Document>,
}

/// PolNeAR's development set, and those of the project's own documents that no model learns from.
pub(crate) fn all(data: &Data) -> Result<Vec<Set>, Fault> {
    let mut own = corpus::documents(&project().join("corpora/quotations/en"))?;
    own.retain(corpus::is_for_testing);
    Ok(vec![polnear(data)?, own_set(own)?])
}

fn polnear(data: &Data) -> Result<Set, Fault> {
    let folder = scratch("polnear")?;
    let gold = data.file("quotations/polnear/dev.jsonl.gz")?;
    let articles = folder.join("articles.jsonl");
    write_articles(&gold, &articles)?;
    Ok(Set { title: "PolNeAR, development set", floors: "quotations", folder, gold, articles, own: Vec::new() })
}

/// The project's own documents.
pub(super) fn own_set(own: Vec<Document>) -> Result<Set, Fault> {
    let folder = scratch("own-quotations")?;
    let [gold, articles] = ["gold.jsonl", "articles.jsonl"].map(|name| folder.join(name));
    let mut file = File::create(&gold)?;
    for document in &own {
        writeln!(file, "{}", in_scorers_form(document))?;
    }
    write_articles(&gold, &articles)?;
    let title = "The annotated news set (`corpora/quotations/en`), every fourth document, never learnt from";
    Ok(Set { title, floors: "quotations, own documents", folder, gold, articles, own })
}

fn write_articles(gold: &Path, articles: &Path) -> Result<(), Fault> {
    let mut file = File::create(articles)?;
    for document in lines(gold)? {
        writeln!(file, "{}", json!({ "id": document["doc_id"], "text": document["text"] }))?;
    }
    Ok(())
}

/// The objects of a JSONL file, compressed or not.
pub(crate) fn lines(path: &Path) -> Result<Vec<Value>, Fault> {
    let file = File::open(path)?;
    let is_compressed = path.extension().is_some_and(|ending| ending == "gz");
    let lines: Box<dyn BufRead> = if is_compressed {
        Box::new(BufReader::new(MultiGzDecoder::new(file)))
    } else {
        Box::new(BufReader::new(file))
    };
    lines.lines().map(|line| Ok(serde_json::from_str(&line?)?)).collect()
}

pub(super) fn in_scorers_form(document: &Document) -> Value {
    let quotes: Vec<Value> = document.quotations.iter().map(quote).collect();
    json!({ "doc_id": document.id, "title": document.title, "text": document.text, "quotes": quotes })
}

fn quote(quotation: &Quotation) -> Value {
    let spans = |places: &[Place]| places.iter().map(|place| place.code_points).collect::<Vec<_>>();
    // The scorer knows no display quotations; their words are direct speech.
    let kind = match quotation.kind {
        QuotationKind::Pull => QuotationKind::Direct,
        kind => kind,
    };
    json!({
        "content": spans(&quotation.content),
        "source": spans(&quotation.speaker),
        "cue": spans(&quotation.cue),
        "type": kind.word(),
    })
}
