//! What a page says of its article in JSON-LD: the machine-readable note that most news sites write for search engines.
//!
//! A page may describe many things there: itself, its publisher, other articles. The article meant is one that stands at
//! the top, in `@graph` or as the main entity of the page; those inside lists are other pages' articles.

use crate::tree::Document;
use serde_json::{Map, Value};

/// A note is no longer.
const LONGEST: usize = 1 << 20;
/// How deep the article is looked for.
const DEEPEST: usize = 4;
/// Of authors, sections and other lists no more are taken.
const MOST: usize = 16;

/// An object of JSON-LD.
pub(crate) type Thing = Map<String, Value>;

/// The notes of a page.
#[derive(Default)]
pub(crate) struct Notes {
    values: Vec<Value>,
}

impl Notes {
    /// Reads them; what is no JSON is passed over.
    pub(crate) fn read(document: &Document) -> Self {
        let scripts = document.query_selector_all(document.root(), "script");
        let texts = scripts.into_iter().map(|script| document.text_content(script));
        let values = texts.filter(|text| text.len() <= LONGEST && text.contains("\"@type\""));
        Self { values: values.filter_map(|text| serde_json::from_str(&text).ok()).collect() }
    }

    /// The article of the page.
    pub(crate) fn article(&self) -> Option<&Thing> {
        self.first(&|kind| kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report")
    }

    /// The first thing of a kind.
    pub(crate) fn first(&self, is_wanted: &dyn Fn(&str) -> bool) -> Option<&Thing> {
        self.values.iter().find_map(|value| first(value, is_wanted, DEEPEST))
    }
}

fn first<'a>(value: &'a Value, is_wanted: &dyn Fn(&str) -> bool, depth: usize) -> Option<&'a Thing> {
    let deeper = depth.checked_sub(1)?;
    match value {
        Value::Array(values) => values.iter().find_map(|value| first(value, is_wanted, deeper)),
        Value::Object(thing) if kinds(thing).any(is_wanted) => Some(thing),
        Value::Object(thing) => {
            let inner = ["@graph", "mainEntity", "mainEntityOfPage"].iter().filter_map(|name| thing.get(*name));
            inner.into_iter().find_map(|value| first(value, is_wanted, deeper))
        }
        _ => None,
    }
}

/// The kinds of a thing: `NewsArticle`.
pub(crate) fn kinds(thing: &Thing) -> impl Iterator<Item = &str> {
    let kinds = thing.get("@type").into_iter().flat_map(each);
    kinds.filter_map(Value::as_str).map(|kind| kind.rsplit('/').next().unwrap_or(kind))
}

/// A text of a thing, trimmed; `None` when it is empty or no text.
pub(crate) fn text<'a>(thing: &'a Thing, name: &str) -> Option<&'a str> {
    thing.get(name)?.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// The names of the things under a name: texts as they are, objects by their `name`.
pub(crate) fn names(thing: &Thing, name: &str) -> Vec<String> {
    let named = |value: &Value| match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Object(thing) => text(thing, "name").map(str::to_owned),
        _ => None,
    };
    let values = thing.get(name).into_iter().flat_map(each);
    values.filter_map(named).filter(|name| !name.is_empty()).take(MOST).collect()
}

/// A value, or each of a list.
fn each(value: &Value) -> impl Iterator<Item = &Value> {
    let (one, many) = match value {
        Value::Array(values) => (None, values.as_slice()),
        value => (Some(value), [].as_slice()),
    };
    one.into_iter().chain(many)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headline(json: &str) -> Option<String> {
        let page = format!("<script type='application/ld+json'>{json}</script>");
        let notes = Notes::read(&Document::parse(&page));
        notes.article().and_then(|article| text(article, "headline")).map(str::to_owned)
    }

    #[test]
    fn the_article_is_found_at_the_top_in_a_graph_and_as_main_entity() {
        let article = r#"{"@type": ["NewsArticle"], "headline": "It rained"}"#;
        for json in [
            article.to_owned(),
            format!("[{{\"@type\": \"Organization\"}}, {article}]"),
            format!("{{\"@type\": \"WebPage\", \"@graph\": [{article}]}}"),
            format!("{{\"@type\": \"WebPage\", \"mainEntity\": {article}}}"),
        ] {
            assert_eq!(headline(&json).as_deref(), Some("It rained"), "{json}");
        }
    }

    #[test]
    fn articles_in_lists_are_those_of_other_pages() {
        let json = r#"{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "No"}]}"#;
        assert_eq!(headline(json), None);
        assert_eq!(headline("{\"@type\": \"NewsArticle\", \"headline\": "), None);
    }
}
