//! A page as it was found, decoded but not yet cleaned.

use crate::{Published, words};

words! {
    /// What a page is written in.
    pub enum PageForm {
        /// Plain text or Markdown.
        Text = "text",
        /// HTML.
        Html = "html",
    }
}

/// One page: what `overshadow-read` hands to `overshadow-clean`.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// File name with `#row` or `#offset`.
    pub source: String,
    /// Address it was fetched from, when known.
    pub url: Option<String>,
    /// Plain text or HTML.
    pub form: PageForm,
    /// The page, decoded.
    pub text: String,
    /// Characters that could not be decoded and were replaced.
    pub replaced: u64,
    /// When it was fetched, when known: a date of publication after it is rejected.
    pub fetched: Option<Published>,
}
