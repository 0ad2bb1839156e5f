//! Building HTML and SVG so that nothing crawled can become markup.
//!
//! Markup proper comes only as literals of this crate (`&'static str`); whatever is known at run time goes through
//! [`Markup::text`] or an attribute and is escaped there. Characters that XML forbids become U+FFFD, so every SVG stays
//! well formed whatever the input held.

use std::fmt::{Display, Write};

/// A growing piece of HTML or SVG.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Markup {
    text: String,
    is_lean: bool,
}

impl Markup {
    /// Markup that carries no files: what can be taken along is elsewhere.
    pub(crate) fn lean() -> Self {
        Self { is_lean: true, ..Self::default() }
    }

    /// True for markup that carries no files.
    pub(crate) fn is_lean(&self) -> bool {
        self.is_lean
    }

    /// Appends markup of our own.
    pub(crate) fn raw(&mut self, literal: &'static str) -> &mut Self {
        self.text.push_str(literal);
        self
    }

    /// Appends text, escaped.
    pub(crate) fn text(&mut self, text: impl Display) -> &mut Self {
        write!(Escaping(&mut self.text), "{text}").expect("writing to memory does not fail");
        self
    }

    /// Appends finished markup.
    pub(crate) fn markup(&mut self, other: &Markup) -> &mut Self {
        self.text.push_str(&other.text);
        self
    }

    /// Opens an element; the values of its attributes are escaped.
    pub(crate) fn open(&mut self, tag: &'static str, attributes: &[(&'static str, &str)]) -> &mut Self {
        self.raw("<").raw(tag).attributes(attributes).raw(">")
    }

    /// Closes an element.
    pub(crate) fn close(&mut self, tag: &'static str) -> &mut Self {
        self.raw("</").raw(tag).raw(">")
    }

    /// An element without content, in the form that both HTML and XML read.
    pub(crate) fn empty(&mut self, tag: &'static str, attributes: &[(&'static str, &str)]) -> &mut Self {
        self.raw("<").raw(tag).attributes(attributes).raw("/>")
    }

    /// An element that holds text.
    pub(crate) fn element(&mut self, tag: &'static str, class: &'static str, text: impl Display) -> &mut Self {
        match class {
            "" => self.open(tag, &[]),
            class => self.open(tag, &[("class", class)]),
        };
        self.text(text).close(tag)
    }

    fn attributes(&mut self, attributes: &[(&'static str, &str)]) -> &mut Self {
        for (name, value) in attributes {
            self.raw(" ").raw(name).raw("=\"").text(value).raw("\"");
        }
        self
    }

    /// The markup as text.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// The finished markup.
    pub(crate) fn finish(self) -> String {
        self.text
    }
}

struct Escaping<'a>(&'a mut String);

impl Write for Escaping<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                _ if forbidden(character) => self.0.push('\u{fffd}'),
                _ => self.0.push(character),
            }
        }
        Ok(())
    }
}

/// Control characters, non-characters, and the marks that turn the direction of the text around them: a headline must
/// not be able to reorder the sentence that quotes it.
fn forbidden(character: char) -> bool {
    let control = character.is_control() && !matches!(character, '\n' | '\t');
    let direction = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    control || direction || matches!(character, '\u{fffe}' | '\u{ffff}')
}

/// The address, when it is one a reader may follow: `http` or `https` and nothing else.
pub(crate) fn followable(address: Option<&str>) -> Option<&str> {
    let address = address?.trim();
    let scheme = address.split_once("://")?.0;
    (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crawled_text_cannot_become_markup() {
        let mut page = Markup::default();
        page.element("p", "", "<script>\"'&\u{1b}\u{202e}");
        assert_eq!(page.finish(), "<p>&lt;script&gt;&quot;&#39;&amp;\u{fffd}\u{fffd}</p>");
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(followable(Some(" https://example.org/a ")), Some("https://example.org/a"));
        assert_eq!(followable(Some("HTTP://example.org")), Some("HTTP://example.org"));
        for address in ["javascript:alert(1)", "javascript://example.org/%0aalert(1)", "data:text/html,x", "/path"] {
            assert_eq!(followable(Some(address)), None, "{address}");
        }
    }
}
