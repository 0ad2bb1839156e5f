//! What a page says of its article in JSON-LD: the machine-readable note that most news sites write for search engines.
//!
//! A page may describe many things there: itself, its publisher, other articles. The article meant is one that stands at
//! the top, in `@graph` or as the main entity of the page; those inside lists are other pages' articles. Of several that
//! which has the address or the headline of the page counts, else the first.

mod repair;

use crate::entities::decoded;
use crate::tree::{Document, NodeId};
use serde_json::{Map, Value};

/// A note is no longer.
const LONGEST: usize = 1 << 20;
/// How deep the article is looked for.
const DEEPEST: usize = 4;
/// Of articles, authors, sections and other lists no more are taken.
const MOST: usize = 16;
/// Letters of a headline by which an article is known again.
const SHORTEST_HEADLINE: usize = 8;

/// An object of JSON-LD.
pub(crate) type Thing = Map<String, Value>;

/// The notes of a page.
#[derive(Default)]
pub(crate) struct Notes {
    values: Vec<Value>,
    /// Which of the articles is that of the page.
    own: usize,
}

impl Notes {
    /// Reads them; what is no JSON is passed over.
    pub(crate) fn read(document: &Document) -> Self {
        let scripts = document.query_selector_all(document.root(), "script");
        let texts = scripts.into_iter().map(|script| document.text_content(script));
        let values = texts.filter(|text| text.len() <= LONGEST && text.contains("\"@type\""));
        let mut notes = Self { values: values.flat_map(|text| repair::values(&text)).collect(), own: 0 };
        notes.own = notes.own(document);
        notes
    }

    /// The article of the page.
    pub(crate) fn article(&self) -> Option<&Thing> {
        self.articles().into_iter().nth(self.own)
    }

    fn articles(&self) -> Vec<&Thing> {
        let is_article = |kind: &str| kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report";
        let mut found = Vec::new();
        for value in &self.values {
            all(value, &is_article, DEEPEST, &mut found);
        }
        found
    }

    /// Which of several articles has the address or the headline of the page.
    fn own(&self, document: &Document) -> usize {
        let articles = self.articles();
        if articles.len() < 2 {
            return 0;
        }
        let page = Identity::read(document);
        let fits = articles.iter().map(|article| page.fits(article)).enumerate();
        fits.rev().max_by_key(|(_, fits)| *fits).map_or(0, |(at, _)| at)
    }

    /// The first thing of a kind.
    pub(crate) fn first(&self, is_wanted: &dyn Fn(&str) -> bool) -> Option<&Thing> {
        self.values.iter().find_map(|value| first(value, is_wanted, DEEPEST))
    }
}

/// What a page is known by: its addresses and headlines.
struct Identity {
    addresses: Vec<String>,
    headlines: Vec<String>,
}

impl Identity {
    fn read(document: &Document) -> Self {
        let named = |selector, name: &str| {
            let nodes = document.query_selector_all(document.root(), selector);
            let values = nodes.into_iter().filter_map(|node| document.get_attribute(node, name));
            values.collect::<Vec<String>>()
        };
        let texts = |node: NodeId| document.text_content(node);
        let headings = document.query_selector_all(document.root(), "h1,title").into_iter().map(texts);
        let headlines = headings.chain(named("meta[property='og:title']", "content"));
        let addresses =
            named("link[rel='canonical']", "href").into_iter().chain(named("meta[property='og:url']", "content"));
        Self {
            addresses: addresses.map(|address| bare(&address).to_owned()).collect(),
            headlines: headlines.map(|headline| letters(&headline)).filter(|headline| !headline.is_empty()).collect(),
        }
    }

    /// How well an article fits the page: by its address, by its headline, not at all.
    fn fits(&self, article: &Thing) -> u8 {
        let of_page =
            article.get("mainEntityOfPage").map(|page| page.get("@id").unwrap_or(page)).and_then(Value::as_str);
        let mut addresses = ["url", "@id"].iter().filter_map(|name| text(article, name)).chain(of_page);
        if addresses.any(|address| self.addresses.iter().any(|own| own == bare(address))) {
            return 2;
        }
        let headline = letters(&decoded(text(article, "headline").unwrap_or_default()));
        let is_own = |own: &String| own.starts_with(&headline) || headline.starts_with(own.as_str());
        u8::from(headline.len() >= SHORTEST_HEADLINE && self.headlines.iter().any(is_own))
    }
}

/// An address without its scheme, query and last slash.
fn bare(address: &str) -> &str {
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    address.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/')
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// All things of a kind that stand where an article of the page may.
fn all<'a>(value: &'a Value, is_wanted: &dyn Fn(&str) -> bool, depth: usize, found: &mut Vec<&'a Thing>) {
    let Some(deeper) = depth.checked_sub(1).filter(|_| found.len() < MOST) else { return };
    match value {
        Value::Array(values) => values.iter().for_each(|value| all(value, is_wanted, deeper, found)),
        Value::Object(thing) if kinds(thing).any(is_wanted) => found.push(thing),
        Value::Object(thing) => inside(thing).for_each(|value| all(value, is_wanted, deeper, found)),
        _ => {}
    }
}

/// What a thing holds that may be the article of the page.
fn inside(thing: &Thing) -> impl Iterator<Item = &Value> {
    ["@graph", "mainEntity", "mainEntityOfPage"].into_iter().filter_map(|name| thing.get(name))
}

fn first<'a>(value: &'a Value, is_wanted: &dyn Fn(&str) -> bool, depth: usize) -> Option<&'a Thing> {
    let deeper = depth.checked_sub(1)?;
    match value {
        Value::Array(values) => values.iter().find_map(|value| first(value, is_wanted, deeper)),
        Value::Object(thing) if kinds(thing).any(is_wanted) => Some(thing),
        Value::Object(thing) => inside(thing).find_map(|value| first(value, is_wanted, deeper)),
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

/// A value as it is or as `{"@value": …}`, alone or first of a list.
pub(crate) fn value(thing: &Thing, name: &str) -> Option<String> {
    let first = each(thing.get(name)?).next()?;
    match first.get("@value").unwrap_or(first) {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
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
    fn of_several_articles_that_of_the_page_counts() {
        let note = |fields: &str| {
            format!("<script type='application/ld+json'>{{\"@type\": \"NewsArticle\", {fields}}}</script>")
        };
        let other = note("\"headline\": \"The election is over\"");
        let by_headline = note("\"headline\": \"It rained &amp; rained\"");
        let by_address = note("\"headline\": \"Rain\", \"url\": \"http://a.example/rain?from=list\"");
        let found = |page: String| {
            let notes = Notes::read(&Document::parse(&page));
            notes.article().and_then(|article| text(article, "headline")).map(str::to_owned)
        };
        assert_eq!(
            found(format!("{other}{by_headline}<h1>It rained &amp; rained</h1>")).as_deref(),
            Some("It rained &amp; rained")
        );
        let canonical = "<link rel='canonical' href='https://a.example/rain/'><h1>It rained &amp; rained</h1>";
        assert_eq!(found(format!("{other}{by_headline}{by_address}{canonical}")).as_deref(), Some("Rain"));
        assert_eq!(
            found(format!("{other}{by_headline}")).as_deref(),
            Some("The election is over"),
            "the first, where nothing tells"
        );
    }

    #[test]
    fn articles_in_lists_are_those_of_other_pages() {
        let json = r#"{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "No"}]}"#;
        assert_eq!(headline(json), None);
        assert_eq!(headline("{\"@type\": \"NewsArticle\", \"headline\": "), None);
    }
}
