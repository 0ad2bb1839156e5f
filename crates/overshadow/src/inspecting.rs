//! `inspect`: what inputs seem to be, with the first items as articles.

use crate::error::Error;
use crate::pile::{Pile, to_article};
use overshadow_read::{Inspected, Item};
use overshadow_record::InspectedInput;

/// Letters of a sample.
const SAMPLE: usize = 160;

/// Looks at the beginning of every input of a pile.
///
/// # Errors
/// When an input cannot be opened or understood at all.
pub fn inspect(pile: &Pile) -> Result<Vec<InspectedInput>, Error> {
    let found = overshadow_read::inspect(&pile.inputs, &pile.read)?;
    Ok(found.into_iter().map(|inspected| row(inspected, pile)).collect())
}

fn row(inspected: Inspected, pile: &Pile) -> InspectedInput {
    let columns: Vec<String> = inspected.columns.iter().map(|(ours, theirs)| format!("{ours}={theirs}")).collect();
    let left_out: Vec<String> = inspected.skipped.iter().map(|(reason, count)| format!("{count} {reason}")).collect();
    let first = inspected.first_skipped.map(|skipped| format!("{}: {}", skipped.source, skipped.detail));
    InspectedInput {
        source: inspected.source,
        form: inspected.form.to_owned(),
        encoding: Some(inspected.encoding.to_owned()).filter(|encoding| !encoding.is_empty()),
        columns: Some(columns.join(",")).filter(|columns| !columns.is_empty()),
        extra: inspected.extra,
        kept: inspected.kept,
        left_out: Some(left_out.join(", ")).filter(|reasons| !reasons.is_empty()),
        first_left_out: first,
        samples: inspected.samples.into_iter().map(|item| sample(item, pile)).collect(),
    }
}

/// Date, outlet, language, headline and the beginning of the text, on one line.
fn sample(item: Item, pile: &Pile) -> String {
    let article = match to_article(item, pile) {
        Ok(read) => read.article,
        Err(skipped) => return format!("left out: {}, {}", skipped.reason, skipped.detail),
    };
    let date = article.published.map(|published| published.to_string());
    let parts = [date, article.outlet, article.language, article.title, Some(article.text)];
    let line = parts.into_iter().map(|part| part.unwrap_or_else(|| "–".to_owned())).collect::<Vec<_>>().join(" | ");
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(SAMPLE).collect()
}
