//! `inspect`: what each input is, what becomes of its columns, and what would be left out.

mod layout;

use crate::Done;
use crate::ask::inspected_pile;
use crate::failure::Failure;
use crate::options::{InspectOptions, InspectedFormatOption};
use crate::output::{Target, width};
use crate::progress::say;
use overshadow::Inspected;
use overshadow::record::Article;
use overshadow::record::table::write_json;
use serde_json::{Value, json};
use std::io::{self, IsTerminal, Write};

pub(crate) fn run(options: &InspectOptions) -> Result<Done, Failure> {
    let pile = inspected_pile(options)?;
    let is_terminal = options.output.is_none() && io::stdout().is_terminal();
    let is_table = options.format.map_or(is_terminal, |format| format == InspectedFormatOption::Table);
    let mut target = Target::open(options.output.as_deref())?;
    let mut written = Ok(());
    let mut seen = Tally::default();
    let not_looked_at = overshadow::inspect(&pile, options.first, &mut |inspected| {
        seen.take(&inspected);
        let text = if is_table { layout::text(&inspected, width()) } else { format!("{}\n", object(&inspected)) };
        if written.is_ok() {
            written = target.write_all(text.as_bytes());
        }
    })?;
    written.map_err(|source| target.failure(source))?;
    target.finish()?;
    if not_looked_at > 0 {
        say(&format!("{not_looked_at} more files were not looked at; --first N looks at more"));
    }
    Ok(seen.done())
}

/// What the inputs came to.
#[derive(Default)]
struct Tally {
    faults: bool,
    articles: bool,
}

impl Tally {
    fn take(&mut self, inspected: &Inspected) {
        self.faults |= inspected.seen.fault.is_some();
        self.articles |= inspected.seen.n_kept > 0;
    }

    fn done(&self) -> Done {
        match (self.faults, self.articles) {
            (true, _) => Done::InPart,
            (false, true) => Done::Found,
            (false, false) => Done::NothingFound,
        }
    }
}

/// The inspection as one JSON object.
fn object(inspected: &Inspected) -> Value {
    let seen = &inspected.seen;
    let columns: Vec<Value> =
        seen.columns.iter().map(|column| json!({"name": column.name, "becomes": column.becomes})).collect();
    let dates: Vec<Value> = seen.date_forms.iter().map(|(form, rows)| json!({"form": form, "rows": rows})).collect();
    let left_out: Vec<Value> = seen
        .left_out
        .iter()
        .map(|left_out| {
            let first = json!({"source": left_out.first.source, "detail": left_out.first.detail});
            json!({"reason": left_out.reason, "count": left_out.count, "first": first})
        })
        .collect();
    let error = seen
        .fault
        .as_ref()
        .map(|fault| json!({"code": fault.code(), "message": fault.to_string(), "hint": fault.hint()}));
    json!({
        "input": seen.name,
        "format": seen.format,
        "packing": seen.packing,
        "encoding": seen.encoding,
        "preset": seen.preset,
        "n_columns": seen.n_columns,
        "columns": columns,
        "date_forms": dates,
        "n_seen": seen.n_seen,
        "n_kept": seen.n_kept,
        "n_undated": seen.n_undated,
        "is_whole": seen.is_whole,
        "left_out": left_out,
        "samples": inspected.articles.iter().map(article).collect::<Vec<_>>(),
        "columns_option": seen.mapping,
        "error": error,
    })
}

fn article(article: &Article) -> Value {
    let mut line = Vec::new();
    // Writing to memory does not fail, and what is written is JSON.
    match write_json(article, &mut line) {
        Ok(()) => serde_json::from_slice(&line).unwrap_or_default(),
        Err(_) => Value::Null,
    }
}
