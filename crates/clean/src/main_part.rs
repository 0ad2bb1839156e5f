//! Where on a page its article is: the element that most of the good paragraphs lie in.
//!
//! The way of the readability scripts that browsers use, which has stood up on any kind of page: every paragraph gives
//! points, for its length and its commas, to the elements around it, the nearer the more; elements named like an article
//! gain and those full of links lose; the best one is the article, with those of its neighbours that hold paragraphs too.

use crate::measures::Measures;
use crate::tag_names::is_block;
use crate::tree::{Document, NodeId};

/// A paragraph has at least so many letters.
const SHORTEST: u32 = 25;
/// Elements around a paragraph that gain from it.
const LEVELS: usize = 5;
/// An element with this share of the best one's points is nearly as good.
const NEARLY: f32 = 0.6;
/// So many beside the best one belong together with it.
const RIVALS: usize = 2;

/// The parts of a page that are its article, in order.
pub(crate) fn find(document: &Document, measures: &Measures) -> Vec<NodeId> {
    let scores = scores(document, measures);
    let score = |node: NodeId| scores[node.index()];
    let best = document
        .all()
        .filter(|&node| !measures.out[node.index()])
        .max_by(|&a, &b| score(a).total_cmp(&score(b)).then(b.cmp(&a)));
    let Some(best) = best.filter(|&best| score(best) > 0.0) else { return Vec::new() };
    let best = widen(document, measures, &scores, best);
    with_neighbours(document, measures, &scores, best)
}

/// The points of every element.
fn scores(document: &Document, measures: &Measures) -> Vec<f32> {
    let mut scores = vec![0.0; document.len()];
    for node in document.all() {
        let own = measures.own[node.index()];
        if own.count < SHORTEST || measures.out[node.index()] {
            continue;
        }
        // A block that breaks its lines holds paragraphs that have no element.
        let breaks = document.children(node).filter(|&child| document.tag_name(child) == "br").count() as u32;
        let length = (own.count / 100).min(3 + 3 * breaks / 2);
        let points = (1.0 + own.commas as f32 + length as f32) * (1.0 - own.link_density());
        let is_line = breaks == 0 || matches!(document.tag_name(node), "p" | "pre" | "li");
        let first = if is_line { document.parent(node) } else { Some(node) };
        let around = std::iter::successors(first, |&above| document.parent(above)).take(LEVELS);
        for (level, above) in around.enumerate() {
            let share = [1.0, 2.0, 6.0, 9.0, 12.0][level];
            let score = &mut scores[above.index()];
            if *score == 0.0 {
                *score = of_element(document, above);
            }
            *score += points / share;
        }
    }
    for node in document.all() {
        if scores[node.index()] > 0.0 {
            scores[node.index()] *= 1.0 - measures.all[node.index()].link_density();
        }
    }
    scores
}

/// What the element itself says for or against it.
fn of_element(document: &Document, node: NodeId) -> f32 {
    let by_name = match document.tag_name(node) {
        "article" | "main" => 10.0,
        "div" | "section" => 5.0,
        "pre" | "td" | "blockquote" => 3.0,
        "address" | "ol" | "ul" | "dl" | "dd" | "dt" | "li" | "form" => -3.0,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "th" | "header" => -5.0,
        _ => 0.0,
    };
    let named = |name: &str| document.attribute(node, name).is_some_and(is_named_like_an_article);
    by_name + if named("class") || named("id") || named("itemprop") { 25.0 } else { 0.0 }
}

fn is_named_like_an_article(names: &str) -> bool {
    let lower = names.to_ascii_lowercase();
    ["article", "body", "content", "entry", "main", "post", "text", "story"].iter().any(|word| lower.contains(word))
}

/// The element around the best one, where that holds more of the article.
fn widen(document: &Document, measures: &Measures, scores: &[f32], mut best: NodeId) -> NodeId {
    if let Some(above) = above_rivals(document, scores, best) {
        best = above;
    }
    let least = scores[best.index()] / 3.0;
    let mut last = scores[best.index()];
    let around: Vec<NodeId> = document.ancestors(best).collect();
    for &above in &around {
        let score = scores[above.index()];
        if document.tag_name(above) == "body" || score < least && score != 0.0 {
            break;
        }
        if score > last {
            best = above;
            break;
        }
        if score != 0.0 {
            last = score;
        }
    }
    // An only child tells less than its parent.
    while let Some(above) = document.parent(best) {
        let more = measures.all[above.index()].count > measures.all[best.index()].count;
        if more || matches!(document.tag_name(above), "body" | "html" | "") {
            break;
        }
        best = above;
    }
    best
}

/// The innermost element around the best one that holds enough of those that are nearly as good: some pages put every
/// paragraph into a box of its own.
fn above_rivals(document: &Document, scores: &[f32], best: NodeId) -> Option<NodeId> {
    let near = scores[best.index()] * NEARLY;
    let rivals: Vec<NodeId> = document.all().filter(|&node| node != best && scores[node.index()] >= near).collect();
    let holds = |above: NodeId, rival: NodeId| (above.index() + 1..document.end(above)).contains(&rival.index());
    document
        .ancestors(best)
        .take_while(|&above| document.tag_name(above) != "body")
        .find(|&above| rivals.iter().filter(|&&rival| !holds(rival, best) && holds(above, rival)).count() >= RIVALS)
}

/// The best element with those of its siblings that hold paragraphs of the same article.
fn with_neighbours(document: &Document, measures: &Measures, scores: &[f32], best: NodeId) -> Vec<NodeId> {
    let Some(parent) = document.parent(best) else { return vec![best] };
    let score = scores[best.index()];
    let least = (score * 0.2).max(10.0);
    let class = document.attribute(best, "class").unwrap_or_default();
    let belongs = |sibling: NodeId| {
        if sibling == best {
            return true;
        }
        if measures.out[sibling.index()] || document.is_text(sibling) {
            return false;
        }
        let same = !class.is_empty() && document.attribute(sibling, "class") == Some(class);
        let bonus = if same { score * 0.2 } else { 0.0 };
        let own = measures.own[sibling.index()];
        scores[sibling.index()] > 0.0 && scores[sibling.index()] + bonus >= least
            || is_line(document, sibling) && own.count > 70 && own.link_density() < 0.25
    };
    document.children(parent).filter(|&sibling| belongs(sibling)).collect()
}

/// True for a block without blocks in it.
fn is_line(document: &Document, node: NodeId) -> bool {
    let name = document.tag_name(node);
    name == "p" || name == "div" && document.inside(node).all(|inner| !is_block(document.tag_name(inner)))
}
