//! JSON Feed, versions 1 and 1.1.

use super::Give;
use super::entry::{Entry, Feed};
use crate::article::{article, place};
use crate::characters;
use crate::columnar::held;
use crate::options::ReadOptions;
use crate::row::Stop;
use crate::walk::Leaf;
use overshadow_record::Skipped;
use serde_json::Value;
use std::cell::Cell;

/// Hands over every item of a JSON feed.
pub(crate) fn json_feed(
    leaf: Leaf<'_>,
    options: &ReadOptions,
    replaced: &Cell<u64>,
    give: Give<'_>,
) -> Result<(), Stop> {
    let name = leaf.name;
    let bytes = held(leaf.stream, name, options.limits)?;
    let feed: Value = match serde_json::from_str(&characters::lossy(&bytes, replaced)) {
        Ok(feed) => feed,
        Err(error) => {
            let reason = "feed-broken".to_owned();
            return give(Err(Skipped { source: name.to_owned(), reason, detail: error.to_string() }));
        }
    };
    let text = |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let about = Feed { title: text(&feed, "title"), language: text(&feed, "language"), ttl: String::new() };
    for (number, item) in (1..).zip(feed["items"].as_array().into_iter().flatten()) {
        let authors = item["authors"].as_array().into_iter().flatten().chain([&item["author"]]);
        let entry = Entry {
            link: text(item, "url"),
            id: text(item, "id"),
            title: text(item, "title"),
            content: [text(item, "content_html"), text(item, "content_text")]
                .into_iter()
                .find(|text| !text.is_empty())
                .unwrap_or_default(),
            summary: text(item, "summary"),
            authors: authors.map(|author| text(author, "name")).collect(),
            section: item["tags"][0].as_str().unwrap_or_default().to_owned(),
            published: text(item, "date_published"),
            language: text(item, "language"),
            outlet: String::new(),
        };
        give(article(entry.cells(&about), place(name, number), options))?;
    }
    Ok(())
}
