//! What the markup of a page sets apart as somebody's words: `blockquote`, `q`, pull quotations, embedded posts.
//!
//! One walk over the parsed page flattens it into its letters, white space left out, and notes which stretches of them
//! are displays and which of those are attribution lines (`cite`, `footer`, `figcaption`). Of displays inside displays
//! the outermost counts, unless it is too long to be one passage: some pages indent a whole article by `blockquote`.
//!
//! The extraction would drop a `figure` with all that is in it, and a `footer` even inside a quotation. Where they belong
//! to a display they are given plain names first, so that they stay in the text.

use crate::tree::{Document, NodeId};
use overshadow_record::DisplayKind;
use std::ops::Range;

/// A passage has no more bytes of letters; what is longer is an article.
const LONGEST: usize = 6000;
/// Of an attribution line.
const LONGEST_LINE: usize = 200;
/// No article has more displays.
pub(crate) const MOST: usize = 256;

/// A display in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Marked {
    pub(crate) kind: DisplayKind,
    /// Its place in the letters, attribution line included.
    pub(crate) letters: Range<usize>,
    /// That of the attribution line, at one of its ends.
    pub(crate) attribution: Option<Range<usize>>,
}

/// The displays of a page, in order of their ends.
#[derive(Clone, Debug, Default)]
pub(crate) struct Markup {
    /// The page without markup and white space.
    pub(crate) letters: String,
    pub(crate) displays: Vec<Marked>,
}

/// Finds the displays of a page, and keeps its attribution lines from being dropped.
pub(crate) fn read(document: &mut Document) -> Markup {
    let mut walk = Walk::default();
    let mut waiting = vec![Step::Enter(document.root())];
    while let Some(step) = waiting.pop() {
        match step {
            Step::Enter(node) if document.is_text(node) => walk.take_text(&document.text(node)),
            Step::Enter(node) => walk.enter(document, node, &mut waiting),
            Step::LeaveDisplay => walk.leave_display(document),
            Step::LeaveLine(start) => walk.leave_line(start),
        }
    }
    walk.markup.displays.truncate(MOST);
    walk.markup
}

/// What is done next; a step to leave waits below the children.
enum Step {
    Enter(NodeId),
    LeaveDisplay,
    /// The end of an attribution line that began at this letter.
    LeaveLine(usize),
}

#[derive(Default)]
struct Walk {
    markup: Markup,
    open: Vec<Open>,
}

/// A display whose end is not reached.
struct Open {
    node: NodeId,
    kind: DisplayKind,
    /// A figure is a display only when a block quotation lies in it.
    is_figure: bool,
    holds_quotation: bool,
    start: usize,
    attribution: Option<Range<usize>>,
    /// Elements of attribution lines.
    lines: Vec<NodeId>,
    /// Displays found before it began.
    found_before: usize,
}

impl Walk {
    fn take_text(&mut self, text: &str) {
        self.markup.letters.extend(text.split_whitespace());
    }

    fn enter(&mut self, document: &Document, node: NodeId, waiting: &mut Vec<Step>) {
        let tag = document.tag_name(node);
        if matches!(tag, "script" | "head") {
            return;
        }
        let class = class_of(document, node);
        let start = self.markup.letters.len();
        if let Some(display) = self.open.last_mut().filter(|_| is_line(tag, &class)) {
            display.lines.push(node);
            waiting.push(Step::LeaveLine(start));
        } else if let Some(kind) = kind_of(tag, &class) {
            waiting.push(Step::LeaveDisplay);
            self.open.push(Open {
                node,
                kind,
                is_figure: tag == "figure",
                holds_quotation: false,
                start,
                attribution: None,
                lines: Vec::new(),
                found_before: self.markup.displays.len(),
            });
        }
        let children: Vec<NodeId> = document.children(node).collect();
        waiting.extend(children.into_iter().rev().map(Step::Enter));
    }

    fn leave_line(&mut self, start: usize) {
        let line = start..self.markup.letters.len();
        if let Some(display) = self.open.last_mut().filter(|_| !line.is_empty() && line.len() <= LONGEST_LINE) {
            display.attribution = Some(line);
        }
    }

    fn leave_display(&mut self, document: &mut Document) {
        let Some(open) = self.open.pop() else { return };
        let end = self.markup.letters.len();
        let is_passage = (1..=LONGEST).contains(&(end - open.start)) && (!open.is_figure || open.holds_quotation);
        if !is_passage {
            return;
        }
        let attribution = self.line_of(&open, end);
        if let Some(around) = self.open.last_mut().filter(|_| open.kind != DisplayKind::Inline) {
            around.holds_quotation = true;
            around.attribution = attribution.clone();
        }
        keep_in_text(document, &open);
        self.markup.displays.truncate(open.found_before);
        self.markup.displays.push(Marked { kind: open.kind, letters: open.start..end, attribution });
    }

    /// The attribution line of a display that ends here: it stands at one end and leaves some words.
    fn line_of(&self, open: &Open, end: usize) -> Option<Range<usize>> {
        let line = match open.kind {
            DisplayKind::Embed => line_of_post(&self.markup.letters, open.start..end),
            _ => open.attribution.clone(),
        }?;
        let at_edge = line.start == open.start || line.end == end;
        (at_edge && line.len() < end - open.start).then_some(line)
    }
}

/// `— Anna Orr (@orr) May 4, 2031` at the end of a post.
fn line_of_post(letters: &str, post: Range<usize>) -> Option<Range<usize>> {
    let dash = letters[post.clone()].rfind('—')? + post.start;
    (post.end - dash <= LONGEST_LINE).then_some(dash..post.end)
}

/// Gives the elements of a display names under which the extraction keeps them.
fn keep_in_text(document: &mut Document, open: &Open) {
    if open.is_figure && open.kind == DisplayKind::Block {
        document.rename(open.node, "div");
    }
    for &line in &open.lines {
        let above = document.parent(line).map_or("", |above| document.tag_name(above));
        let in_sentence = matches!(document.tag_name(line), "cite" | "span" | "a") && !is_container(above);
        document.rename(line, if in_sentence { "span" } else { "p" });
    }
}

fn is_container(tag: &str) -> bool {
    matches!(tag, "blockquote" | "figure" | "div" | "section")
}

/// Class and identity of an element, lower case, without hyphens and underscores.
fn class_of(document: &Document, node: NodeId) -> String {
    let mut class = document.class_name(node);
    class.retain(|letter| letter != '-' && letter != '_');
    class.make_ascii_lowercase();
    class
}

fn kind_of(tag: &str, class: &str) -> Option<DisplayKind> {
    let has = |names: &[&str]| names.iter().any(|name| class.contains(name));
    match tag {
        "q" => Some(DisplayKind::Inline),
        "blockquote" if has(POSTS) => Some(DisplayKind::Embed),
        "blockquote" | "figure" if has(PULLS) => Some(DisplayKind::Aside),
        "blockquote" | "figure" => Some(DisplayKind::Block),
        "aside" | "div" | "p" | "section" | "span" if has(PULLS) => Some(DisplayKind::Aside),
        _ => None,
    }
}

const POSTS: &[&str] =
    &["twittertweet", "twittervideo", "blueskyembed", "mastodonembed", "telegrampost", "tiktokembed"];

const PULLS: &[&str] = &["pullquote", "pulledquote", "quotepull"];

fn is_line(tag: &str, class: &str) -> bool {
    match tag {
        "cite" | "footer" | "figcaption" => true,
        "div" | "p" | "span" | "a" => LINES.iter().any(|name| class.contains(name)),
        _ => false,
    }
}

const LINES: &[&str] = &["attribution", "author", "cite", "credit", "source", "speaker"];
