//! What a row says an article is about, as lists among its extra columns.

use rustc_hash::FxHashSet;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// The extra columns of a row.
#[derive(Default)]
pub(crate) struct Labels {
    columns: Map<String, Value>,
}

impl Labels {
    /// Adds a column, unless there is nothing in it.
    pub(crate) fn text(&mut self, name: &str, value: Option<Cow<'_, str>>) {
        if let Some(value) = value {
            self.columns.insert(name.to_owned(), Value::String(value.into_owned()));
        }
    }

    /// Adds a list without what stands in it twice, unless it is empty.
    pub(crate) fn list<'a>(&mut self, name: &str, values: impl Iterator<Item = &'a str>) {
        let mut seen = FxHashSet::default();
        let fresh = values.map(str::trim).filter(|value| !value.is_empty() && seen.insert(*value));
        let listed: Vec<Value> = fresh.map(|value| Value::String(value.to_owned())).collect();
        if !listed.is_empty() {
            self.columns.insert(name.to_owned(), Value::Array(listed));
        }
    }

    /// The columns as one JSON object.
    pub(crate) fn extra(self) -> Option<String> {
        (!self.columns.is_empty()).then(|| Value::Object(self.columns).to_string())
    }
}
