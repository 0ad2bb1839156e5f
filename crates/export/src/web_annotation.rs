//! Annotations after the W3C's Web Annotation Data Model, as one page of JSON-LD.
//!
//! A body of an annotation is about each of its targets alone, so every span has an annotation of its own, and those of one
//! quotation are linked to the first span of its content.

use crate::passage::{after, before, filled, mention, speaker};
use crate::uuid;
use overshadow_record::{Annotations, Article, CodePoints, Quotation, Span};
use serde_json::{Value, json};

/// Code points of the text before and behind a passage that help to find it again.
const AROUND: usize = 32;

/// How the page ends, behind its last annotation.
pub const WEB_ANNOTATIONS_END: &str = "\n]}\n";

/// How the page begins; annotations follow, with commas between.
#[must_use]
pub fn web_annotations_begin() -> String {
    let id = uuid::urn(&["annotation-page"]);
    format!(
        "{{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"{id}\",\"type\":\"AnnotationPage\",\"label\":\
         \"Quotations; start and end count Unicode code points of the article's text, from 0, the end exclusive\",\
         \"items\":[\n"
    )
}

/// The annotations of an article.
#[must_use]
pub fn web_annotations(article: &Article, annotations: &Annotations) -> Vec<Value> {
    let index = CodePoints::new(&article.text);
    let page = Page { article, index };
    annotations.quotations.iter().enumerate().flat_map(|(at, quotation)| page.quotation(at, quotation)).collect()
}

/// The text that annotations are on.
struct Page<'a> {
    article: &'a Article,
    index: CodePoints<'a>,
}

impl Page<'_> {
    fn quotation(&self, at: usize, quotation: &Quotation) -> Vec<Value> {
        let text = &self.article.text;
        let mut annotations = Vec::new();
        let content: Vec<Span> = filled(text, &quotation.content).collect();
        if content.is_empty() {
            return annotations;
        }
        let first = self.id(at, "content", 0);
        for (part, &span) in content.iter().enumerate() {
            let mut bodies = vec![
                tag("content"),
                body("classifying", quotation.kind.word()),
                body("classifying", quotation.stance.word()),
            ];
            if part > 0 {
                bodies.push(link(&first));
            }
            annotations.push(self.annotation(&self.id(at, "content", part), "classifying", bodies, span));
        }
        for (part, span) in filled(text, &quotation.cue).enumerate() {
            let bodies = vec![tag("cue"), link(&first)];
            annotations.push(self.annotation(&self.id(at, "cue", part), "linking", bodies, span));
        }
        for (part, span) in filled(text, mention(quotation)).enumerate() {
            let mut bodies = vec![tag("source"), link(&first)];
            bodies.extend(speaker(text, quotation).map(|name| body("identifying", &name)));
            annotations.push(self.annotation(&self.id(at, "source", part), "linking", bodies, span));
        }
        annotations
    }

    fn annotation(&self, id: &str, motivation: &str, bodies: Vec<Value>, span: Span) -> Value {
        let out = self.index.export(span);
        let text = &self.article.text;
        json!({
            "id": id,
            "type": "Annotation",
            "motivation": motivation,
            "body": bodies,
            "target": {
                "type": "SpecificResource",
                "source": self.source(),
                "selector": [
                    {"type": "TextPositionSelector", "start": out.start_char, "end": out.end_char},
                    {
                        "type": "TextQuoteSelector",
                        "exact": out.text,
                        "prefix": before(text, span.start as usize, AROUND),
                        "suffix": after(text, span.end as usize, AROUND),
                    },
                ],
            },
        })
    }

    /// The address of the article, or a name made of its identity.
    fn source(&self) -> String {
        let name = || format!("urn:overshadow:article:{}", percent_encoded(&self.article.article_id));
        self.article.url.clone().unwrap_or_else(name)
    }

    fn id(&self, quotation: usize, role: &str, part: usize) -> String {
        let Article { article_id, source, .. } = self.article;
        uuid::urn(&["annotation", article_id, source, &quotation.to_string(), role, &part.to_string()])
    }
}

/// What may stand in a URN as it is, stands as it is.
fn percent_encoded(word: &str) -> String {
    let encoded = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    word.bytes().map(encoded).collect()
}

fn tag(role: &str) -> Value {
    body("tagging", role)
}

fn body(purpose: &str, value: &str) -> Value {
    json!({"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"})
}

fn link(to: &str) -> Value {
    json!({"type": "SpecificResource", "purpose": "linking", "source": to})
}
