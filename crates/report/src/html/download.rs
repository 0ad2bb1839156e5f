//! Files inside the page: every table and chart can be taken along without a server.

use crate::markup::Markup;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// A link that saves `bytes` as a file; a lean page has none.
pub(super) fn link(page: &mut Markup, (file, kind): (&str, &str), bytes: &[u8], words: &str) {
    if page.is_lean() {
        return;
    }
    let address = format!("data:{kind};base64,{}", STANDARD.encode(bytes));
    page.open("a", &[("download", file), ("href", &address)]).text(words).close("a");
}

/// A line with one link that saves rows as CSV.
pub(super) fn csv(page: &mut Markup, stem: &str, csv: &str, words: &str) {
    if page.is_lean() {
        return;
    }
    page.raw("<p class=\"downloads\">");
    link(page, (&format!("{stem}.csv"), "text/csv"), csv.as_bytes(), words);
    page.raw("</p>");
}
