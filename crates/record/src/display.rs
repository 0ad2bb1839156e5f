//! Displays: what a page's markup says of passages of its article's text.
//!
//! Cleaning a page loses its markup, but the markup knows what is somebody's words: a block quotation, a pull quotation,
//! an embedded post, words inside `q`. Displays carry that from the page to whoever looks for quotations. They are no
//! column of any table.

use crate::Span;

/// What kind of markup set a passage apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DisplayKind {
    /// A block quotation: `blockquote`, alone or in a `figure`.
    Block,
    /// Words inside a sentence that the page marks as speech: `q`.
    Inline,
    /// A pull quotation, by its class: set apart from the running text, which it often repeats.
    Aside,
    /// A post of a social network, embedded.
    Embed,
}

/// A passage of an article's text that its page sets apart as somebody's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Display {
    /// The passage, without its attribution line.
    pub span: Span,
    /// What sets it apart.
    pub kind: DisplayKind,
    /// The line beside it that says whose words they are, from `cite`, `footer`, `figcaption` or the end of a post.
    pub attribution: Option<Span>,
}
