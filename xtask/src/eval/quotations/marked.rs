//! Documents with two sets of quotations, gold and ours, both as sets of words.

use super::sets::{Set, lines};
use crate::Fault;
use crate::corpus;
use crate::words::{Word, WordSet, touched, words};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// One document of a set.
pub(crate) struct Document {
    pub(crate) words: Vec<Word>,
    pub(crate) gold: Vec<Quotation>,
    pub(crate) found: Vec<Quotation>,
}

/// One quotation of either side.
#[derive(Debug)]
pub(crate) struct Quotation {
    pub(crate) content: WordSet,
    pub(crate) speaker: WordSet,
    pub(crate) cue: WordSet,
    /// direct, indirect or mixed; display quotations count as direct, as the scorer has it.
    pub(crate) kind: String,
    /// How sure the engine is; 1 in gold.
    pub(crate) confidence: f64,
    /// What only our own annotation and our own engine tell.
    pub(crate) told: Option<Told>,
}

/// What is said of a quotation beyond its spans.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) stance: String,
    pub(crate) name: Option<String>,
    pub(crate) repeat: bool,
}

/// The documents of a set beside what the program found in them.
pub(crate) fn documents(set: &Set, annotated: &Path) -> Result<Vec<Document>, Fault> {
    let mut found: BTreeMap<String, Value> = BTreeMap::new();
    for row in lines(annotated)? {
        found.insert(row["article_id"].as_str().ok_or("an annotated article without an id")?.to_owned(), row);
    }
    let own: BTreeMap<&str, &corpus::Document> = set.own.iter().map(|own| (own.id.as_str(), own)).collect();
    let mut documents = Vec::new();
    for row in lines(&set.gold)? {
        let id = row["doc_id"].as_str().ok_or("a document without an id")?;
        let words = words(row["text"].as_str().ok_or("a document without a text")?);
        let told = own.get(id).map(|own| own.quotations.iter().map(told_by_annotator).collect::<Vec<_>>());
        let mut gold = array(&row["quotes"]).iter().map(|quote| scorers_form(quote, &words)).collect::<Vec<_>>();
        for (quotation, told) in gold.iter_mut().zip(told.into_iter().flatten()) {
            quotation.told = Some(told);
        }
        let ours = found.get(id).map_or(&[][..], |row| array(&row["quotations"]));
        let mut found: Vec<Quotation> = ours.iter().map(|quotation| programs_form(quotation, &words)).collect();
        // The scorer leaves out what touches no word.
        for side in [&mut gold, &mut found] {
            side.retain(|quotation| !quotation.content.is_empty());
        }
        documents.push(Document { words, gold, found });
    }
    Ok(documents)
}

fn scorers_form(quote: &Value, words: &[Word]) -> Quotation {
    let part = |name: &str| {
        let spans: Vec<[u32; 2]> =
            array(&quote[name]).iter().map(|span| [offset(&span[0]), offset(&span[1])]).collect();
        touched(words, &spans)
    };
    let kind = quote["type"].as_str().unwrap_or_default().to_owned();
    Quotation { content: part("content"), speaker: part("source"), cue: part("cue"), kind, confidence: 1.0, told: None }
}

fn programs_form(quotation: &Value, words: &[Word]) -> Quotation {
    let part = |spans: &Value| {
        let ends = |span: &Value| ["start_char", "end_char"].map(|end| offset(&span[end]));
        touched(words, &array(spans).iter().map(ends).collect::<Vec<_>>())
    };
    let word = |value: &Value| value.as_str().map(str::to_owned);
    let kind = word(&quotation["kind"]).unwrap_or_default();
    Quotation {
        content: part(&quotation["content"]),
        speaker: part(&quotation["speaker"]["mention"]),
        cue: part(&quotation["cue"]),
        kind: if kind == "pull" { "direct".to_owned() } else { kind },
        confidence: quotation["confidence"].as_f64().unwrap_or(0.0),
        told: Some(Told {
            stance: word(&quotation["stance"]).unwrap_or_default(),
            name: word(&quotation["speaker"]["name"]),
            repeat: quotation["repeat"] == true,
        }),
    }
}

fn told_by_annotator(quotation: &corpus::Quotation) -> Told {
    Told { stance: quotation.stance.to_owned(), name: quotation.name.clone(), repeat: quotation.repeat }
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn offset(value: &Value) -> u32 {
    value.as_u64().and_then(|at| u32::try_from(at).ok()).unwrap_or(u32::MAX)
}
