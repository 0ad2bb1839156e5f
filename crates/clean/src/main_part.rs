//! Where on a page its article is, as the `dom_smoothie` library sees it: the way of the readability scripts that browsers
//! use, which gives points to elements for the paragraphs in them and has stood up on any kind of page.
//!
//! The library is given the page without its debris, every element with its number, and asked which elements belong to the
//! article. Their text is then taken from our own tree, which knows where it stands in the page.

use crate::measures::Measures;
use crate::tree::Document;
use crate::writing::{NUMBER, Written, has_own_number, write};
use dom_smoothie::{Config, ParsePolicy, Readability};

/// Letters of an article below which the library is asked again, with looser rules.
const ENOUGH: usize = 500;
/// Elements of the page, each counted as often as it lies deep, and letters likewise: the library looks at each so often.
const MOST_ELEMENTS: usize = 8_000_000;
const MOST_LETTERS: usize = 100_000_000;

/// Which nodes belong to the article; `None` when none do, or when the page is nested beyond reason.
pub(crate) fn find(document: &Document, measures: &Measures) -> Option<Vec<bool>> {
    let out = &measures.out;
    let html = write(document, &Written { out: Some(out), numbers: true });
    let config = || Config { disable_json_ld: true, ..Config::default() };
    // The strict way alone needs no copy of the page for another try.
    let mut strict = Readability::new(html.as_str(), None, Some(config())).ok()?;
    if let Ok(article) = strict.parse_with_policy(ParsePolicy::Strict)
        && article.length >= ENOUGH
    {
        return Some(kept(document, out, &strict));
    }
    let mut loose = Readability::new(html.as_str(), None, Some(config())).ok()?;
    loose.parse().ok()?;
    Some(kept(document, out, &loose))
}

/// False for pages that the library would need minutes for.
pub(crate) fn is_bounded(document: &Document) -> bool {
    let mut depth = vec![0_usize; document.len()];
    let (mut elements, mut letters) = (0, 0);
    for node in document.all().skip(1) {
        let deep = document.parent(node).map_or(0, |above| depth[above.index()]) + 1;
        depth[node.index()] = deep;
        elements += deep;
        if document.is_text(node) {
            letters += deep * document.written(node).len();
        }
    }
    elements <= MOST_ELEMENTS && letters <= MOST_LETTERS
}

/// The nodes whose elements are left in what the library has made of the page.
fn kept(document: &Document, out: &[bool], read: &Readability) -> Vec<bool> {
    let mut is_kept = vec![false; document.len()];
    let article = read.doc.select_single("#readability-page-1");
    for element in article.nodes().iter().flat_map(|article| article.descendants_it().chain([*article])) {
        let number = element.attr(NUMBER).and_then(|number| number.parse::<usize>().ok());
        if let Some(kept) = number.and_then(|number| is_kept.get_mut(number)) {
            *kept = true;
        }
    }
    for node in document.all().skip(1) {
        if !has_own_number(document, node) && !out[node.index()] {
            is_kept[node.index()] = document.parent(node).is_some_and(|above| is_kept[above.index()]);
        }
    }
    is_kept
}
