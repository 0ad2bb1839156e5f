//! What is sent back: status, media type, bytes.

use bytes::Bytes;
use overshadow::Error;
use overshadow::record::Record;
use overshadow::record::table::write_json;
use overshadow::report::png;
use overshadow::report::room::Ending;
use overshadow::report::svg::Figure;
use overshadow::report::table::{Format, write};
use serde_json::{Value, json};

/// Pixels per unit of a chart.
const PNG_SCALE: f32 = 2.0;

/// An answer to one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The media type.
    pub media: &'static str,
    /// The content.
    pub body: Bytes,
    /// The name under which it is saved, for what is no page.
    pub file: Option<String>,
}

impl Answer {
    /// A page.
    pub(crate) fn page(status: u16, html: String) -> Self {
        Self { status, media: "text/html; charset=utf-8", body: html.into(), file: None }
    }

    /// JSON.
    pub(crate) fn json(status: u16, value: &Value) -> Self {
        Self { status, media: "application/json", body: value.to_string().into(), file: None }
    }

    /// Rows in the form that was asked for.
    pub(crate) fn rows<R: Record>(rows: &[R], ending: Ending) -> Self {
        let format = match ending {
            Ending::Csv => Format::Csv,
            Ending::Parquet => Format::Parquet,
            Ending::Jsonl | Ending::Svg | Ending::Png => Format::Jsonl,
        };
        let mut body = Vec::new();
        match write(rows, format, 0, &mut body) {
            Ok(()) => Self::file(ending, R::TABLE, body),
            Err(error) => Self::json(500, &problem("table", &error.to_string(), "please report this")),
        }
    }

    /// A chart as a picture.
    pub(crate) fn chart(figure: &Figure, ending: Ending) -> Self {
        let body = match ending {
            Ending::Png => png(&figure.svg, PNG_SCALE).unwrap_or_default(),
            _ => figure.svg.clone().into_bytes(),
        };
        Self::file(ending, figure.name, body)
    }

    fn file(ending: Ending, stem: &str, body: Vec<u8>) -> Self {
        let (_, name, media, _) =
            Ending::ALL.into_iter().find(|(it, ..)| *it == ending).expect("every ending is listed");
        Self { status: 200, media, body: body.into(), file: Some(format!("{stem}.{name}")) }
    }
}

/// Rows as JSON.
pub(crate) fn values<R: Record>(rows: &[R]) -> Value {
    Value::Array(rows.iter().map(value).collect())
}

/// A row as JSON.
pub(crate) fn value<R: Record>(row: &R) -> Value {
    let mut json = Vec::new();
    write_json(row, &mut json).expect("memory takes all that is written");
    serde_json::from_slice(&json).unwrap_or(Value::Null)
}

/// What could not be done, as programs read it.
pub(crate) fn problem(code: &str, message: &str, hint: &str) -> Value {
    json!({ "error": { "code": code, "message": message, "hint": hint } })
}

/// The status of an error: what was asked wrongly, or what is wrong here.
pub(crate) fn status_of(error: &Error) -> u16 {
    match error {
        Error::Read(_) | Error::Archive(_) | Error::IndexGone => 500,
        Error::StoryUnknown { .. } => 404,
        _ => 400,
    }
}
