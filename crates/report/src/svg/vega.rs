//! Vega-Lite specifications with the data inside, so that a chart can be changed by whoever takes it.

use super::Figure;
use overshadow_record::Record;
use overshadow_record::table::{csv_cells, csv_header};
use serde_json::{Value, json};

/// The version of the language the specifications are written in.
const SCHEMA: &str = "https://vega.github.io/schema/vega-lite/v5.json";

/// Rows as CSV text.
pub(super) fn csv<R: Record>(rows: &[R]) -> String {
    let columns = R::columns();
    let lines = rows.iter().map(|row| csv_cells(&columns, &row.values()));
    csv_text(std::iter::once(csv_header(&columns)).chain(lines))
}

/// Lines of cells as CSV text.
pub(crate) fn csv_text(lines: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for line in lines {
        writer.write_record(&line).expect("writing to memory does not fail");
    }
    let bytes = writer.into_inner().expect("writing to memory does not fail");
    String::from_utf8(bytes).expect("cells of text make text")
}

/// A specification: the figure's own words, its data as CSV, and `view`, the part that differs.
pub(super) fn specification(figure: &Figure, view: Value) -> Value {
    let mut specification = json!({
        "$schema": SCHEMA,
        "title": { "text": figure.title, "subtitle": figure.subtitle, "anchor": "start" },
        "description": figure.description,
        "usermeta": { "source": figure.source },
        "data": { "values": figure.csv, "format": { "type": "csv" } },
        "width": 760,
    });
    if let (Value::Object(whole), Value::Object(view)) = (&mut specification, view) {
        whole.extend(view);
    }
    specification
}
