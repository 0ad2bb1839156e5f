//! How much text, linked text and punctuation lies where in a page, and which parts of it are not of its article.

use crate::debris::{Debris, debris};
use crate::tree::{Document, NodeId};

/// A line with at least so many letters, few of them linked, is a paragraph.
pub(crate) const PARAGRAPH: u32 = 60;
/// A part with this share of the letters of all paragraphs is no debris, whatever its name.
const MUCH: f32 = 0.4;
/// A wall with more letters of paragraphs is what lies behind the wall.
const LONGEST_WALL: u32 = 300;
/// The share of the letters of all paragraphs that has to be left.
const LEAST_LEFT: f32 = 0.3;

/// What is known of every node, by its index. Letters are counted without white space.
pub(crate) struct Measures {
    /// Not of the article.
    pub(crate) out: Vec<bool>,
    /// The block whose line a node is part of; a block's own.
    pub(crate) block: Vec<NodeId>,
    pub(crate) in_link: Vec<bool>,
    /// Of all text inside that is not out.
    pub(crate) all: Vec<Letters>,
    /// Of the lines directly in a block.
    pub(crate) own: Vec<Letters>,
    /// Of all paragraphs that are not out.
    pub(crate) paragraph_letters: u32,
}

/// An amount of text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Letters {
    pub(crate) count: u32,
    pub(crate) linked: u32,
    pub(crate) commas: u32,
}

impl Letters {
    fn of(text: &str, is_linked: bool) -> Self {
        let (mut count, mut commas) = (0, 0);
        for byte in text.bytes() {
            // The bytes that continue a letter are not counted.
            count += u32::from(!byte.is_ascii_whitespace() && byte & 0xC0 != 0x80);
            commas += u32::from(byte == b',');
        }
        if !text.is_ascii() {
            commas += text.matches(['，', '、', '،']).count() as u32;
        }
        Self { count, linked: if is_linked { count } else { 0 }, commas }
    }

    fn add(&mut self, more: Self) {
        self.count += more.count;
        self.linked += more.linked;
        self.commas += more.commas;
    }

    /// The share of linked letters.
    pub(crate) fn link_density(self) -> f32 {
        if self.count == 0 { 0.0 } else { self.linked as f32 / self.count as f32 }
    }

    fn is_paragraph(self) -> bool {
        self.count >= PARAGRAPH && self.link_density() < 0.4
    }
}

/// Measures a page.
pub(crate) fn measure(document: &Document) -> Measures {
    let mut measures = Measures::lines(document);
    let paragraphs = measures.paragraphs(document);
    measures.leave_out(document, &paragraphs);
    measures.sum_up(document);
    measures
}

impl Measures {
    /// The lines of every block.
    fn lines(document: &Document) -> Self {
        let length = document.len();
        let mut measures = Self {
            out: vec![false; length],
            block: Vec::with_capacity(length),
            in_link: Vec::with_capacity(length),
            all: vec![Letters::default(); length],
            own: vec![Letters::default(); length],
            paragraph_letters: 0,
        };
        for node in document.all() {
            let above = document.parent(node);
            let is_link = document.tag_name(node) == "a" || above.is_some_and(|above| measures.in_link[above.index()]);
            measures.in_link.push(is_link);
            let of_line = above.filter(|_| document.is_text(node) || !document.is_block(node));
            measures.block.push(of_line.map_or(node, |above| measures.block[above.index()]));
            if document.is_text(node) && above.is_none_or(|above| document.tag_name(above) != "script") {
                let letters = Letters::of(document.written(node), is_link);
                measures.all[node.index()] = letters;
                measures.own[measures.block[node.index()].index()].add(letters);
            }
        }
        measures
    }

    /// The letters of paragraphs inside every node.
    fn paragraphs(&self, document: &Document) -> Vec<u32> {
        let own =
            |node: NodeId| Some(self.own[node.index()]).filter(|own| own.is_paragraph()).map_or(0, |own| own.count);
        let mut inside: Vec<u32> = document.all().map(own).collect();
        for node in document.all().rev() {
            if let Some(above) = document.parent(node) {
                inside[above.index()] += inside[node.index()];
            }
        }
        inside
    }

    /// Leaves out the parts that are not of the article. When hardly a paragraph is left, the names of the parts that hold
    /// much of them are not believed.
    fn leave_out(&mut self, document: &Document, paragraphs: &[u32]) {
        let total = paragraphs[0];
        for most in [total, (total as f32 * MUCH) as u32] {
            let mut left = 0;
            for node in document.all().skip(1) {
                let above = document.parent(node).is_some_and(|above| self.out[above.index()]);
                let says = || if document.is_text(node) { Debris::No } else { debris(document, node) };
                self.out[node.index()] = above
                    || match says() {
                        Debris::No => false,
                        Debris::Wall => paragraphs[node.index()] <= LONGEST_WALL,
                        Debris::Named => paragraphs[node.index()] <= most,
                        Debris::Surely => true,
                    };
                let own = self.own[node.index()];
                if !self.out[node.index()] && own.is_paragraph() {
                    left += own.count;
                }
            }
            self.paragraph_letters = left;
            if left as f32 >= total as f32 * LEAST_LEFT {
                return;
            }
        }
    }

    /// Counts again without what was left out, and sums up.
    fn sum_up(&mut self, document: &Document) {
        for node in document.all() {
            self.own[node.index()] = Letters::default();
            if self.out[node.index()] {
                self.all[node.index()] = Letters::default();
            }
        }
        for node in document.all().rev() {
            let letters = self.all[node.index()];
            if document.is_text(node) {
                self.own[self.block[node.index()].index()].add(letters);
            }
            if let Some(above) = document.parent(node) {
                self.all[above.index()].add(letters);
            }
        }
    }
}
