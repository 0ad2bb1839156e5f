//! A page as a tree: its elements and their text, each with its place in the page.
//!
//! This is no HTML parser by the standard, which spends most of its time on cases no article depends on and can be driven by
//! a hostile page to build a thousand times what it reads. One pass over the tags builds the tree: end tags that pages leave
//! out are put in (paragraphs, list items, cells), those without a start are passed over, and scripts, styles, comments and
//! drawings are not kept at all. Depth and number of elements are bounded, so that whatever walks the tree is.

use crate::entities::decoded;
use crate::tag_names::{Role, is_block, known};
use crate::tags::{Attribute, Tag, comment_end, name_at, raw_text_end, text_at};
use memchr::memchr;
use std::borrow::Cow;
use std::ops::Range;

/// Elements within elements; deeper ones lie beside each other. Real pages stay below 100.
const DEEPEST: usize = 256;
/// Elements and texts of a page; real pages stay below 50,000.
const MOST_NODES: usize = 400_000;
/// Tags and comments of a page, those included that build nothing.
const MOST_TAGS: usize = 2_000_000;

/// An element or a text of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(u32);

impl NodeId {
    /// Its place among all nodes, in the order of the page.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

struct Node {
    /// The name of an element; empty for text.
    name: &'static str,
    /// True for elements that stand in lines of their own.
    is_block: bool,
    parent: u32,
    /// Behind the last node inside it: nodes lie in the order of the page.
    end: u32,
    /// Of an element its attributes, of a text its place in the page.
    part: Range<u32>,
}

/// A page as a tree.
pub(crate) struct Document<'a> {
    page: &'a str,
    nodes: Vec<Node>,
    attributes: Vec<Attribute>,
    /// True when the page has more elements than are read.
    pub(crate) is_cut: bool,
}

impl<'a> Document<'a> {
    /// Reads a page. Its first bytes up to 4 GB are read.
    pub(crate) fn parse(page: &'a str) -> Self {
        let mut builder = Builder::new(page);
        builder.read();
        builder.document
    }

    pub(crate) fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// How many elements and texts there are.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// All nodes in the order of the page.
    pub(crate) fn all(&self) -> impl DoubleEndedIterator<Item = NodeId> + use<> {
        (0..self.nodes.len() as u32).map(NodeId)
    }

    fn node(&self, node: NodeId) -> &Node {
        &self.nodes[node.index()]
    }

    pub(crate) fn is_text(&self, node: NodeId) -> bool {
        node.0 != 0 && self.node(node).name.is_empty()
    }

    /// The name of an element in lower case; empty for text, `-` for names that HTML does not know.
    pub(crate) fn tag_name(&self, node: NodeId) -> &'static str {
        self.node(node).name
    }

    /// True for an element that stands in lines of its own.
    pub(crate) fn is_block(&self, node: NodeId) -> bool {
        self.node(node).is_block
    }

    pub(crate) fn parent(&self, node: NodeId) -> Option<NodeId> {
        (node.0 != 0).then(|| NodeId(self.node(node).parent))
    }

    pub(crate) fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let end = self.node(node).end;
        let within = move |at: u32| (at < end).then_some(NodeId(at));
        std::iter::successors(within(node.0 + 1), move |child| within(self.node(*child).end))
    }

    /// The nodes inside one, in the order of the page.
    pub(crate) fn inside(&self, node: NodeId) -> impl DoubleEndedIterator<Item = NodeId> + use<> {
        (node.0 + 1..self.node(node).end).map(NodeId)
    }

    /// Behind the last node inside one.
    pub(crate) fn end(&self, node: NodeId) -> usize {
        self.node(node).end as usize
    }

    /// The place of a text in the page.
    pub(crate) fn place(&self, text: NodeId) -> Range<usize> {
        let place = &self.node(text).part;
        place.start as usize..place.end as usize
    }

    /// A text as it is written.
    pub(crate) fn written(&self, text: NodeId) -> &'a str {
        text_at(self.page, &self.node(text).part)
    }

    /// The letters of a text.
    pub(crate) fn text(&self, text: NodeId) -> Cow<'a, str> {
        let is_data = self.parent(text).is_some_and(|parent| self.tag_name(parent) == "script");
        if is_data { Cow::Borrowed(self.written(text)) } else { decoded(self.written(text)) }
    }

    /// The letters of an element, or of a text.
    pub(crate) fn text_content(&self, node: NodeId) -> String {
        if self.is_text(node) {
            return self.text(node).into_owned();
        }
        let texts = self.inside(node).filter(|&inner| self.is_text(inner));
        texts.map(|text| self.text(text)).collect()
    }

    fn attributes(&self, node: NodeId) -> &[Attribute] {
        let part = &self.node(node).part;
        if self.node(node).name.is_empty() {
            return &[];
        }
        &self.attributes[part.start as usize..part.end as usize]
    }

    /// An attribute as it is written.
    pub(crate) fn attribute(&self, node: NodeId, name: &str) -> Option<&'a str> {
        let same = |attribute: &&Attribute| text_at(self.page, &attribute.name).eq_ignore_ascii_case(name);
        self.attributes(node).iter().find(same).map(|attribute| text_at(self.page, &attribute.value))
    }

    /// The letters of an attribute.
    pub(crate) fn get_attribute(&self, node: NodeId, name: &str) -> Option<String> {
        self.attribute(node, name).map(|value| decoded(value).into_owned())
    }

    /// The class of an element; empty when it has none.
    pub(crate) fn class_name(&self, node: NodeId) -> String {
        self.get_attribute(node, "class").unwrap_or_default()
    }

    /// The elements that a selector means, in the order of the page: `time`, `meta[content]`,
    /// `script[type='application/ld+json']`, or several joined by commas.
    pub(crate) fn query_selector_all(&self, _within: NodeId, selector: &str) -> Vec<NodeId> {
        let wanted: Vec<Wanted> = selector.split(',').map(Wanted::parse).collect();
        self.all().skip(1).filter(|&node| wanted.iter().any(|wanted| wanted.is(self, node))).collect()
    }

    /// Gives an element another name and takes its attributes.
    pub(crate) fn rename(&mut self, node: NodeId, name: &'static str) {
        let node = &mut self.nodes[node.index()];
        (node.name, node.is_block) = (name, is_block(name));
        node.part = 0..0;
    }
}

/// One selector.
struct Wanted<'s> {
    name: &'s str,
    attributes: Vec<(&'s str, Option<&'s str>)>,
}

impl<'s> Wanted<'s> {
    fn parse(selector: &'s str) -> Self {
        let mut parts = selector.trim().split('[');
        let name = parts.next().unwrap_or_default();
        let attribute = |part: &'s str| {
            let part = part.trim_end_matches(']');
            match part.split_once('=') {
                Some((name, value)) => (name, Some(value.trim_matches(['\'', '"']))),
                None => (part, None),
            }
        };
        Self { name, attributes: parts.map(attribute).collect() }
    }

    fn is(&self, document: &Document, node: NodeId) -> bool {
        let has = |(name, value): &(&str, Option<&str>)| {
            document.attribute(node, name).is_some_and(|found| value.is_none_or(|value| found == value))
        };
        let named = self.name.is_empty() || self.name == document.tag_name(node);
        named && !document.is_text(node) && self.attributes.iter().all(has)
    }
}

/// A tree while its page is read.
struct Builder<'a> {
    document: Document<'a>,
    /// The elements whose end is not reached.
    open: Vec<NodeId>,
    tag: Tag,
    tags_read: usize,
    /// Elements with an end tag that is not in the rest of the page.
    never_closed: Vec<&'static str>,
}

impl<'a> Builder<'a> {
    fn new(page: &'a str) -> Self {
        let nodes = Vec::with_capacity(page.len() / 64 + 1);
        let document = Document { page, nodes, attributes: Vec::new(), is_cut: false };
        let mut builder =
            Self { document, open: Vec::new(), tag: Tag::default(), tags_read: 0, never_closed: Vec::new() };
        builder.push(Node { name: "", is_block: false, parent: 0, end: 1, part: 0..0 });
        builder.open.push(NodeId(0));
        builder
    }

    fn read(&mut self) {
        let page = self.document.page;
        let bytes = page.as_bytes();
        let (mut at, mut text) = (0, 0);
        while let Some(found) = memchr(b'<', &bytes[at..]) {
            let start = at + found;
            let letter_at = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
            let is_tag = letter_at(start + 1) || bytes.get(start + 1) == Some(&b'/') && letter_at(start + 2);
            if !is_tag && !matches!(bytes.get(start + 1), Some(b'!' | b'?')) {
                at = start + 1;
                continue;
            }
            self.text(text, start);
            at = match bytes[start + 1] {
                b'!' | b'?' => comment_end(page, start),
                b'/' => self.end_tag(start),
                _ => self.start_tag(start),
            };
            text = at;
            self.tags_read += 1;
            if self.document.nodes.len() > MOST_NODES || self.tags_read > MOST_TAGS {
                self.document.is_cut = true;
                break;
            }
        }
        if !self.document.is_cut {
            self.text(text, bytes.len());
        }
        self.close_to(0);
    }

    fn push(&mut self, node: Node) -> NodeId {
        let id = NodeId(self.document.nodes.len() as u32);
        self.document.nodes.push(node);
        id
    }

    fn innermost(&self) -> NodeId {
        self.open.last().copied().unwrap_or(NodeId(0))
    }

    /// Takes the text from `start` to `end`.
    fn text(&mut self, start: usize, end: usize) {
        if start < end {
            let (parent, at) = (self.innermost().0, self.document.nodes.len() as u32);
            self.push(Node { name: "", is_block: false, parent, end: at + 1, part: start as u32..end as u32 });
        }
    }

    /// Takes the start tag at `start` and says where to go on.
    fn start_tag(&mut self, start: usize) -> usize {
        let page = self.document.page;
        let name_end = start + 1 + name_at(page, start + 1).len();
        let (name, role) = known(&page[start + 1..name_end]);
        self.tag.read(page, name_end);
        let end = self.tag.end;
        match role {
            Role::Raw => return self.raw(name, end),
            Role::Unseen => return self.unseen(name, end),
            Role::Inline | Role::Void => {}
            Role::Block | Role::Paragraph => self.close_before(&["p"], &PARAGRAPH_ENDS),
            Role::Item => self.close_before(items(name), &["ul", "ol", "dl", "menu", "dir", "td", "th"]),
            Role::Table => self.close_before(parts(name), &["table"]),
        }
        if name == "a" {
            self.close_before(&["a"], &PARAGRAPH_ENDS);
        }
        let id = self.element(name);
        let is_alone = role == Role::Void || self.open.len() > DEEPEST || self.tag.closes_itself && name == "-";
        if !is_alone {
            self.open.push(id);
        }
        end
    }

    fn element(&mut self, name: &'static str) -> NodeId {
        let first = self.document.attributes.len() as u32;
        self.document.attributes.append(&mut self.tag.attributes);
        let part = first..self.document.attributes.len() as u32;
        let (parent, at) = (self.innermost().0, self.document.nodes.len() as u32);
        self.push(Node { name, is_block: is_block(name), parent, end: at + 1, part })
    }

    /// Passes over an element no reader sees the text of. One that is never closed is passed over alone, and no end of
    /// its kind is looked for again.
    fn unseen(&mut self, name: &'static str, from: usize) -> usize {
        if self.tag.closes_itself || self.never_closed.contains(&name) {
            return from;
        }
        let (inner, after) = raw_text_end(self.document.page, from, name);
        if inner < self.document.page.len() {
            return after;
        }
        self.never_closed.push(name);
        from
    }

    /// Takes an element whose text is no HTML; of scripts only data are kept.
    fn raw(&mut self, name: &'static str, from: usize) -> usize {
        let page = self.document.page;
        let (inner, after) = raw_text_end(page, from, name);
        let is_data = || self.tag.value(page, "type").is_some_and(|kind| kind.contains("json"));
        if name == "title" || name == "script" && is_data() {
            let id = self.element(name);
            self.open.push(id);
            self.text(from, inner);
            self.close_to(self.open.len() - 1);
        }
        after
    }

    /// Takes the end tag at `start` and says where to go on. It ends the innermost element of its name, unless a block or
    /// a cell stands between.
    fn end_tag(&mut self, start: usize) -> usize {
        let page = self.document.page;
        let written = name_at(page, start + 2);
        let (name, role) = known(written);
        let end = memchr(b'>', &page.as_bytes()[start..]).map_or(page.len(), |length| start + length + 1);
        if matches!(name, "html" | "body" | "head" | "-" | "br") || matches!(role, Role::Void | Role::Raw) {
            if name == "head" || name == "-" {
                self.close_nearest(name, role);
            }
            return end;
        }
        self.close_nearest(name, role);
        end
    }

    fn close_nearest(&mut self, name: &str, role: Role) {
        for at in (1..self.open.len()).rev() {
            let open = self.document.tag_name(self.open[at]);
            if open == name {
                return self.close_to(at);
            }
            let is_border = match role {
                Role::Inline => !matches!(known(open).1, Role::Inline),
                Role::Table => open == "table",
                _ => matches!(open, "td" | "th" | "table") && name != "table",
            };
            if is_border {
                return;
            }
        }
    }

    /// Ends the innermost open element of some names, unless one of `borders` stands between.
    fn close_before(&mut self, names: &[&str], borders: &[&str]) {
        let mut outermost = None;
        for at in (1..self.open.len()).rev() {
            let open = self.document.tag_name(self.open[at]);
            if names.contains(&open) {
                outermost = Some(at);
            } else if borders.contains(&open) {
                break;
            }
        }
        if let Some(at) = outermost {
            self.close_to(at);
        }
    }

    /// Ends open elements from the innermost to the one at a place.
    fn close_to(&mut self, place: usize) {
        let end = self.document.nodes.len() as u32;
        for id in self.open.drain(place..) {
            self.document.nodes[id.index()].end = end;
        }
    }
}

/// What an open paragraph is not looked for beyond.
const PARAGRAPH_ENDS: [&str; 22] = [
    "div",
    "td",
    "th",
    "table",
    "li",
    "blockquote",
    "section",
    "article",
    "main",
    "aside",
    "button",
    "body",
    "form",
    "figure",
    "header",
    "footer",
    "nav",
    "ul",
    "ol",
    "dd",
    "center",
    "html",
];

/// The items that end before an item begins.
fn items(name: &str) -> &'static [&'static str] {
    match name {
        "li" => &["li"],
        "option" => &["option"],
        _ => &["dd", "dt"],
    }
}

/// The parts of a table that end before a part begins.
fn parts(name: &str) -> &'static [&'static str] {
    match name {
        "td" | "th" => &["td", "th", "caption", "colgroup"],
        "tr" => &["td", "th", "tr", "caption", "colgroup"],
        _ => &["td", "th", "tr", "tbody", "thead", "tfoot", "caption", "colgroup"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree as nested brackets.
    fn drawn(page: &str) -> String {
        fn draw(document: &Document, node: NodeId, drawing: &mut String) {
            for child in document.children(node) {
                if document.is_text(child) {
                    drawing.push_str(&document.text(child));
                } else {
                    drawing.push_str(document.tag_name(child));
                    drawing.push('(');
                    draw(document, child, drawing);
                    drawing.push(')');
                }
            }
        }
        let document = Document::parse(page);
        let mut drawing = String::new();
        draw(&document, document.root(), &mut drawing);
        drawing
    }

    #[test]
    fn end_tags_that_pages_leave_out_are_put_in() {
        assert_eq!(drawn("<p>a<p>b<div>c<p>d</div>e"), "p(a)p(b)div(cp(d))e");
        assert_eq!(drawn("<ul><li>a<ul><li>b</ul><li>c</ul>"), "ul(li(aul(li(b)))li(c))");
        assert_eq!(drawn("<table><tr><td>a<td>b<tr><td>c</table>d"), "table(tr(td(a)td(b))tr(td(c)))d");
        assert_eq!(drawn("<a>a<a>b</a>"), "a(a)a(b)");
    }

    #[test]
    fn end_tags_without_a_start_are_passed_over() {
        assert_eq!(drawn("<div>a</p></b></td>b</div>c</div>d"), "div(ab)cd");
        assert_eq!(drawn("<p>a<b>b</p>c</b>d"), "p(ab(b))cd");
        assert_eq!(drawn("<b><div>a</b>b</div>c"), "b(div(ab)c)");
    }

    #[test]
    fn what_no_reader_sees_is_not_kept() {
        assert_eq!(drawn("a<script>if (x < 1) '</p>'</script><style>b</style><!-- c --><svg><p>d</svg>e"), "ae");
        assert_eq!(drawn("1 < 2 <<b>x</b> <3"), "1 < 2 <b(x) <3");
        assert_eq!(drawn("<script type='application/ld+json'>{&amp;}</script>"), "script({&amp;})");
    }

    #[test]
    fn deep_and_endless_pages_are_cut_short() {
        let deep = "<div>".repeat(100_000);
        let document = Document::parse(&deep);
        assert!(
            document
                .all()
                .all(|node| std::iter::successors(Some(node), |&above| document.parent(above)).count() <= DEEPEST + 2)
        );
        let wide = "<p>a".repeat(MOST_NODES);
        assert!(Document::parse(&wide).is_cut);
    }
}
