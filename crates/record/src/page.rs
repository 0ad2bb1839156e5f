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
    /// What the source says of the article beside its page.
    pub stated: Stated,
}

/// What a feed, or the record beside a page in its archive, says of an article. A page that says otherwise of itself is
/// believed before it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stated {
    /// Headline.
    pub title: Option<String>,
    /// Outlet.
    pub outlet: Option<String>,
    /// Language, ISO 639-1.
    pub language: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
}

impl Page {
    /// A page of which only its content and where it came from are known.
    #[must_use]
    pub fn of_text(form: PageForm, text: String, source: String) -> Self {
        Self { source, url: None, form, text, replaced: 0, fetched: None, stated: Stated::default() }
    }
}
