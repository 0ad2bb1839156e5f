//! A page that says what could not be done and what to do instead.

use super::layout::Frame;
use crate::markup::Markup;

/// What happened, and the way out.
#[must_use]
pub fn message(frame: &Frame<'_>, heading: &str, detail: &str, hint: &str) -> String {
    let mut body = Markup::default();
    body.raw("<header>").element("h1", "", heading).element("p", "lead", detail);
    if !hint.is_empty() {
        body.element("p", "note", hint);
    }
    body.raw("<p><a href=\"/\">To the start page</a></p></header>");
    frame.page(heading, &body)
}
