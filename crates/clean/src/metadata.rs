//! The dates that an HTML page carries beside its text.
//!
//! They need their time and zone, and a date of modification must never be taken for one of publication.

use crate::dates::{Dated, machine};
use crate::tree::Document;
use overshadow_record::DateSource;
use serde_json::Value;

/// How deep JSON-LD is searched.
const DEEPEST: usize = 12;

const HEAD_NAMES: [&str; 8] = [
    "article:published_time",
    "og:published_time",
    "datepublished",
    "article.published",
    "parsely-pub-date",
    "dc.date.issued",
    "pubdate",
    "publishdate",
];

/// All dates of publication in a page.
pub(crate) fn dates(page: &Document) -> Vec<Dated> {
    let root = page.root();
    let mut found = Vec::new();
    for script in page.query_selector_all(root, "script[type='application/ld+json']") {
        let data: Option<Value> = serde_json::from_str(&page.text_content(script)).ok();
        let date = data.as_ref().and_then(|data| date_published(data, DEEPEST)).and_then(machine);
        found.extend(date.map(|published| Dated { place: DateSource::JsonLd, published }));
    }
    for meta in page.query_selector_all(root, "meta[content]") {
        let name =
            ["property", "name", "itemprop"].iter().find_map(|key| page.get_attribute(meta, key)).unwrap_or_default();
        let content = page.get_attribute(meta, "content").unwrap_or_default();
        if HEAD_NAMES.contains(&name.to_lowercase().as_str()) {
            found.extend(machine(&content).map(|published| Dated { place: DateSource::Head, published }));
        }
    }
    for time in page.query_selector_all(root, "time[datetime]") {
        let about = format!("{} {}", page.class_name(time), page.get_attribute(time, "itemprop").unwrap_or_default())
            .to_lowercase();
        let content = page.get_attribute(time, "datetime").unwrap_or_default();
        if !about.contains("modif") && !about.contains("updat") {
            found.extend(machine(&content).map(|published| Dated { place: DateSource::Time, published }));
        }
    }
    found
}

/// The first `datePublished` of an article, or else of anything, in JSON-LD.
fn date_published(data: &Value, depth: usize) -> Option<&str> {
    let deeper = depth.checked_sub(1)?;
    match data {
        Value::Object(fields) => {
            let own = fields.get("datePublished").and_then(Value::as_str);
            own.or_else(|| fields.values().find_map(|value| date_published(value, deeper)))
        }
        Value::Array(items) => items.iter().find_map(|value| date_published(value, deeper)),
        _ => None,
    }
}
