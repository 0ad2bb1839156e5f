//! The quotation engine: the documents it learns from, under which licences, and how.
//!
//! The default models learn from PolNeAR's train split, which states no licence, and from our own documents; the open
//! ones from our own documents alone. Of our own documents every fourth is kept for testing and never learnt from.

use crate::Fault;
use crate::corpus;
use crate::data::{Data, project, scratch, sha256};
use crate::eval::quotations;
use crate::manifests::{self, Learnt};
use crate::treebanks::Source;
use flate2::read::MultiGzDecoder;
use overshadow::record::table::write_json;
use overshadow::record::{Article, Span, annotated};
use overshadow_annotate::linear::TrainOptions;
use overshadow_annotate::quotation::QuotationModels;
use overshadow_annotate::quotation::learn::{Document, Gold, LearnOptions, learn};
use overshadow_annotate::{Annotator, Models, annotate};
use serde_json::Value;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::time::Instant;

const STAGE: TrainOptions = TrainOptions {
    epochs: 6,
    seen_at_least: 4,
    rate: 0.05,
    decay: 0.0,
    smallest: 0.09,
    dropout: 0.2,
    models: 5,
    seed: 1,
};

const OPTIONS: LearnOptions = LearnOptions {
    folds: 3,
    roles: STAGE,
    arguments: STAGE,
    judge: TrainOptions { seen_at_least: 5, smallest: 0.02, dropout: 0.0, ..STAGE },
};

/// Of PolNeAR's train split, the part that `--try` keeps back: every fifth document.
const TRY_EVERY: usize = 5;

/// The licence of weights that were learnt from our own documents alone.
const OPEN_LICENCE: &str = "MIT OR Apache-2.0";
/// What is said of weights that were learnt from texts without a licence.
const NO_LICENCE: &str = "not decided: learnt from texts without a licence statement";

const POLNEAR: Source = Source {
    name: "PolNeAR 1.0, train",
    file: "quotations/polnear/train.jsonl.gz",
    licence: "none stated",
    snapshot: "commit c3eee833c035bf7b8c84f55b58c0bf7346cfae76",
};

/// Trains and writes the models: `--licences open` from documents under open licences alone, `--try` on a part only, which
/// is scored on the rest.
pub(super) fn train(data: &Data, options: &[&str]) -> Result<(), Fault> {
    match options {
        [] => write(data, false),
        ["--licences", "open"] => write(data, true),
        ["--try"] => try_out(data),
        _ => Err("options of quotations are --licences open, --try".into()),
    }
}

fn write(data: &Data, open: bool) -> Result<(), Fault> {
    let mut documents = own()?;
    let mut learnt = vec![of_our_own(&documents)];
    if !open {
        let polnear: Vec<Document> = polnear(data)?.into_iter().map(|(_, document)| document).collect();
        learnt.push(Learnt::of_file(POLNEAR, &data.file(POLNEAR.file)?, words(&polnear))?);
        documents.extend(polnear);
    }
    let (folder, licence) = if open { ("models/en-open", OPEN_LICENCE) } else { ("models/en", NO_LICENCE) };
    let bytes = fit(&documents).to_bytes();
    println!("{} documents, {} bytes", documents.len(), bytes.len());
    manifests::write(&project().join(folder), "quotations.bin", &bytes, licence, &learnt)
}

fn of_our_own(documents: &[Document]) -> Learnt {
    let texts: Vec<&str> = documents.iter().map(|document| document.text.as_str()).collect();
    Learnt {
        name: "our own annotated documents, those kept for testing left out".to_owned(),
        file: "corpora/quotations/en".to_owned(),
        sha256: sha256(texts.join("\n").as_bytes()),
        licence: OPEN_LICENCE.to_owned(),
        snapshot: format!("{} documents", documents.len()),
        words: Some(words(documents)),
    }
}

fn words(documents: &[Document]) -> usize {
    documents.iter().map(|document| document.text.split_whitespace().count()).sum()
}

/// Trains on four fifths of PolNeAR's train split and our own documents, and scores the rest of the split.
fn try_out(data: &Data) -> Result<(), Fault> {
    let (mut kept, mut documents) = (Vec::new(), own()?);
    for (number, (value, document)) in polnear(data)?.into_iter().enumerate() {
        if number % TRY_EVERY == TRY_EVERY - 1 { kept.push(value) } else { documents.push(document) }
    }
    let folder = scratch("try-quotations")?;
    let engine = fit(&documents);
    fs::write(folder.join("quotations.bin"), engine.to_bytes())?;
    let annotator = Annotator::with_models(Models { quotations: Some(engine), ..Models::embedded() });
    let [gold, annotated_file] = ["gold", "annotated"].map(|name| folder.join(format!("{name}.jsonl")));
    let (mut gold_file, mut annotated_out) = (File::create(&gold)?, File::create(&annotated_file)?);
    for value in kept {
        let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        let article = Article::of_text(text("doc_id"), text("text"), "try".to_owned());
        writeln!(gold_file, "{value}")?;
        write_json(&annotated(&article, &annotate(&article, &annotator)), &mut annotated_out)?;
        writeln!(annotated_out)?;
    }
    quotations::tell(data, &gold, &annotated_file)
}

/// The engine, taught with the other models of the program at work.
fn fit(documents: &[Document]) -> QuotationModels {
    let started = Instant::now();
    let tell = |step: &str| println!("{:5.0} s  {step}", started.elapsed().as_secs_f64());
    let annotator = Annotator::with_models(Models { quotations: None, ..Models::embedded() });
    learn(documents, &annotator, OPTIONS, &tell)
}

/// Our own documents, but for those kept for testing.
fn own() -> Result<Vec<Document>, Fault> {
    let documents = corpus::documents(&project().join("corpora/quotations/en"))?;
    Ok(documents.into_iter().filter(|document| !corpus::is_for_testing(document)).map(of_ours).collect())
}

fn of_ours(document: corpus::Document) -> Document {
    let spans = |places: &[corpus::Place]| places.iter().map(|place| place.bytes).collect();
    let gold = |quotation: &corpus::Quotation| Gold {
        content: spans(&quotation.content),
        cue: spans(&quotation.cue),
        source: spans(&quotation.speaker),
    };
    let quotations = document.quotations.iter().map(gold).collect();
    Document { text: document.text, quotations }
}

/// The documents of PolNeAR's train split, as they are stored and as they are learnt from.
fn polnear(data: &Data) -> Result<Vec<(Value, Document)>, Fault> {
    let file = File::open(data.file(POLNEAR.file)?)?;
    let mut documents = Vec::new();
    for line in BufReader::new(MultiGzDecoder::new(file)).lines() {
        let value: Value = serde_json::from_str(&line?)?;
        let document = of_scorers_form(&value)?;
        documents.push((value, document));
    }
    Ok(documents)
}

/// A document in the scorer's form, whose spans are code points.
fn of_scorers_form(value: &Value) -> Result<Document, Fault> {
    let text = value["text"].as_str().ok_or("a document without text")?.to_owned();
    let starts: Vec<usize> = text.char_indices().map(|(start, _)| start).chain([text.len()]).collect();
    let byte = |place: &Value| place.as_u64().and_then(|at| starts.get(usize::try_from(at).ok()?)).copied();
    let span = |pair: &Value| Some(Span::new(byte(&pair[0])?, byte(&pair[1])?));
    let spans = |role: &Value| -> Option<Vec<Span>> { role.as_array()?.iter().map(span).collect() };
    let gold = |quote: &Value| {
        Some(Gold { content: spans(&quote["content"])?, cue: spans(&quote["cue"])?, source: spans(&quote["source"])? })
    };
    let quotes = value["quotes"].as_array().ok_or("a document without quotes")?;
    let quotations: Option<Vec<Gold>> = quotes.iter().map(gold).collect();
    Ok(Document { text, quotations: quotations.ok_or("a span outside its text")? })
}
