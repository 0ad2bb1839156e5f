//! Citron's JSON: a document with its text and quotations, as the BBC's extractor writes and reads it.

use crate::passage::{filled, mention};
use overshadow_record::{Annotations, Article, CodePoints, Quotation, Span};
use serde_json::{Value, json};

/// One document. Citron knows no quotation without a cue, and a cue is one span, so quotations without any are left out and
/// the first span of a cue in parts stands for it.
#[must_use]
pub fn citron(article: &Article, annotations: &Annotations) -> Value {
    let index = CodePoints::new(&article.text);
    let quotes = annotations.quotations.iter().filter_map(|quotation| quote(&article.text, quotation, &index));
    json!({"text": article.text, "quotes": quotes.collect::<Vec<_>>()})
}

fn quote(text: &str, quotation: &Quotation, index: &CodePoints<'_>) -> Option<Value> {
    let spans = |spans| filled(text, spans).map(|it| span(it, index)).collect::<Vec<_>>();
    let cue = filled(text, &quotation.cue).next()?;
    let contents = spans(&quotation.content);
    (!contents.is_empty()).then(|| {
        json!({
            "cue": span(cue, index),
            "sources": spans(mention(quotation)),
            "contents": contents,
            "coreferences": [],
            "confidence": format!("{:.4}", quotation.confidence),
        })
    })
}

fn span(span: Span, index: &CodePoints<'_>) -> Value {
    let out = index.export(span);
    json!({"start": out.start_char, "end": out.end_char, "text": out.text})
}
