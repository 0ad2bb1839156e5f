//! What sources without text say an article is about: the labels among its extra columns, for queries to look into.

use overshadow_agenda::query::Label;
use overshadow_record::Article;
use serde_json::{Map, Value};

/// The extra columns that hold labels, and which: those of GDELT as they are read here, then topics, tags and categories
/// as other collections give them.
const COLUMNS: [(&str, Label); 14] = [
    ("themes", Label::Theme),
    ("persons", Label::Person),
    ("organisations", Label::Organisation),
    ("places", Label::Place),
    ("countries", Label::Place),
    ("actors", Label::Actor),
    ("events", Label::Event),
    ("topics", Label::Theme),
    ("tags", Label::Theme),
    ("categories", Label::Theme),
    ("category", Label::Theme),
    ("keywords", Label::Theme),
    ("people", Label::Person),
    ("orgs", Label::Organisation),
];

/// The labels of an article: lists of words, or words parted by semicolons.
pub(crate) fn labels(article: &Article) -> Vec<(Label, String)> {
    let Some(extra) = &article.extra else { return Vec::new() };
    // What is no object of columns has no labels.
    let columns: Map<String, Value> = serde_json::from_str(extra).unwrap_or_default();
    let mut labels = Vec::new();
    for (name, label) in COLUMNS {
        match columns.get(name) {
            Some(Value::Array(values)) => {
                labels.extend(values.iter().filter_map(Value::as_str).map(|text| (label, text.to_owned())));
            }
            Some(Value::String(values)) => labels.extend(values.split(';').map(|text| (label, text.to_owned()))),
            _ => {}
        }
    }
    labels
}
