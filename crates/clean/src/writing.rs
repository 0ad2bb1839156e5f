//! A page written anew from its tree, for libraries that read the main text.
//!
//! What they are given is not the page itself: scripts and styles are gone, depth and size are bounded, every element is
//! closed, and the parts that belong to quotations have plain names, so that they stay. Each element may carry its number in
//! the tree, by which it is known again in what a library makes of it.

use crate::tag_names::{Role, known};
use crate::tree::{Document, NodeId};
use std::fmt::Write;

/// The attribute that holds an element's number.
pub(crate) const NUMBER: &str = "n";

/// Attributes that tell the article from the rest.
const ASKED: [&str; 8] = ["class", "id", "itemprop", "role", "rel", "style", "hidden", "aria-hidden"];

/// What is written.
pub(crate) struct Written<'a> {
    /// Nodes that are left out with all that is in them.
    pub(crate) out: Option<&'a [bool]>,
    pub(crate) numbers: bool,
}

/// Writes a page.
pub(crate) fn write(document: &Document, what: &Written) -> String {
    let mut writer = Writer { document, what, html: String::from("<html><body>"), open: Vec::new() };
    let mut skip_to = 0;
    for node in document.all().skip(1) {
        writer.close_before(node.index());
        if node.index() < skip_to {
            continue;
        }
        let is_out = what.out.is_some_and(|out| out[node.index()]);
        if is_out || document.tag_name(node) == "title" {
            skip_to = document.end(node);
        } else {
            writer.node(node);
        }
    }
    writer.close_before(usize::MAX);
    writer.html.push_str("</body></html>");
    writer.html
}

struct Writer<'a> {
    document: &'a Document<'a>,
    what: &'a Written<'a>,
    html: String,
    open: Vec<NodeId>,
}

impl Writer<'_> {
    fn node(&mut self, node: NodeId) {
        if self.document.is_text(node) {
            self.text(node);
            return;
        }
        let name = written_name(self.document.tag_name(node));
        if name.is_empty() {
            return;
        }
        self.html.push('<');
        self.html.push_str(name);
        for asked in ASKED {
            if let Some(value) = self.document.attribute(node, asked) {
                self.attribute(asked, value);
            }
        }
        match name {
            "script" => self.html.push_str(" type=\"application/ld+json\""),
            // Where a link leads is not asked, only whether it leads to another page.
            "a" if self.document.attribute(node, "href").is_some_and(|href| href.starts_with('#')) => {
                self.html.push_str(" href=\"#\"");
            }
            "a" => self.html.push_str(" href=\"x\""),
            "img" => self.html.push_str(" src=\"x\""),
            _ => {}
        }
        if self.what.numbers {
            let _ = write!(self.html, " {NUMBER}={}", node.index());
        }
        self.html.push('>');
        if known(name).1 != Role::Void {
            self.open.push(node);
        }
    }

    /// Text that lies in a `div` has a number of its own: libraries put such text into paragraphs in place of the `div`.
    fn text(&mut self, node: NodeId) {
        let written = self.document.written(node);
        if self.what.numbers && has_own_number(self.document, node) {
            let _ = write!(self.html, "<span {NUMBER}={}>{written}</span>", node.index());
        } else {
            self.html.push_str(written);
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        self.html.push_str(&value.replace('"', "&quot;"));
        self.html.push('"');
    }

    /// Ends the elements that end before a node.
    fn close_before(&mut self, node: usize) {
        while let Some(open) = self.open.pop_if(|open| self.document.end(*open) <= node) {
            self.html.push_str("</");
            self.html.push_str(written_name(self.document.tag_name(open)));
            self.html.push('>');
        }
    }
}

/// True for nodes that are written with a number; the others go where the element around them goes.
pub(crate) fn has_own_number(document: &Document, node: NodeId) -> bool {
    let in_div = || document.parent(node).is_some_and(|above| document.tag_name(above) == "div");
    !document.is_text(node) || in_div() && !document.written(node).trim().is_empty()
}

/// The name an element is written under; empty for those that are left out while their content stays.
fn written_name(name: &'static str) -> &'static str {
    match name {
        "html" | "head" | "body" | "meta" | "link" => "",
        "-" | "font" => "span",
        name => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_closed_and_holds_what_tells_the_article() {
        let document =
            Document::parse("<head><title>a</title></head><div class='b' onclick=c><p>d &amp; e<a href='/f'>g");
        let html = write(&document, &Written { out: None, numbers: false });
        assert_eq!(html, "<html><body><div class=\"b\"><p>d &amp; e<a href=\"x\">g</a></p></div></body></html>");
    }

    #[test]
    fn elements_carry_their_numbers_and_what_is_out_is_not_written() {
        let document = Document::parse("<p>a</p><nav><p>b</p></nav><p>c</p>");
        let out: Vec<bool> = document.all().map(|node| document.tag_name(node) == "nav").collect();
        let html = write(&document, &Written { out: Some(&out), numbers: true });
        assert_eq!(html, "<html><body><p n=1>a</p><p n=6>c</p></body></html>");
    }
}
