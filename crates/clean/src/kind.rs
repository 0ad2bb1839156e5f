//! What a page is: an article, a live blog, a gallery, or the stub of an article that is for subscribers.
//!
//! The page's own word counts, in JSON-LD; where it is silent, signs in its markup. What cannot be told is an article.

use crate::json_ld::Notes;
use crate::tree::{Document, NodeId};
use aho_corasick::{AhoCorasick, MatchKind};
use overshadow_record::ArticleKind;
use serde_json::Value;
use std::sync::LazyLock;

/// A page with more words is read in full, even when it says that it is not free.
const LONGEST_STUB: usize = 250;
/// Of a page that shows a wall without saying whether it is free.
const LONGEST_BEHIND_A_WALL: usize = 120;
/// A page with more words is no gallery, even when it is full of pictures.
const LONGEST_GALLERY: usize = 250;
/// The fewest pictures of a gallery that does not call itself one.
const FEWEST_PICTURES: usize = 8;
/// Parts with a telling name that are looked into.
const MOST_PARTS: usize = 64;
/// The fewest entries of a live blog that does not call itself one.
const FEWEST_ENTRIES: usize = 4;

/// What a page is, whose article has so many words.
pub(crate) fn kind(document: &Document, notes: &Notes, words: usize) -> ArticleKind {
    let declared = |name: &'static str| notes.first(&move |kind| kind == name).is_some();
    let signs = Signs::read(document);
    if declared("LiveBlogPosting") || signs.live.iter().any(|&part| holds(document, part, "time", FEWEST_ENTRIES)) {
        return ArticleKind::LiveBlog;
    }
    if is_stub(notes, words, signs.wall) {
        return ArticleKind::PaywallStub;
    }
    let pictures = || signs.pictures.iter().any(|&part| holds(document, part, "img", FEWEST_PICTURES));
    let is_gallery = || declared("ImageGallery") || declared("MediaGallery") || pictures();
    if words <= LONGEST_GALLERY && is_gallery() { ArticleKind::Gallery } else { ArticleKind::Article }
}

/// True when the page says that it is not free, or shows a wall, and the text is no more than a beginning.
fn is_stub(notes: &Notes, words: usize, wall: bool) -> bool {
    let article = notes.article();
    let not_free = article.is_some_and(|article| is_false(article.get("isAccessibleForFree")));
    let whole = article.and_then(|article| {
        let counted = article.get("wordCount");
        counted.and_then(|count| count.as_u64().or_else(|| count.as_str()?.parse().ok()))
    });
    let is_cut = match whole {
        Some(whole) => whole > 2 * words as u64,
        None => words <= LONGEST_STUB,
    };
    is_cut && not_free || wall && words <= LONGEST_BEHIND_A_WALL
}

fn is_false(value: Option<&Value>) -> bool {
    match value {
        Some(Value::Bool(free)) => !free,
        Some(Value::String(free)) => free.eq_ignore_ascii_case("false"),
        _ => false,
    }
}

/// Names that tell what a part of a page is: live blogs, galleries, walls before the text.
static TELLING: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let names = [
        "liveblog",
        "live-blog",
        "live_blog",
        "gallery",
        "slideshow",
        "paywall",
        "regwall",
        "subscriber-only",
        "subscribers-only",
        "metered-content",
        "premium-wall",
    ];
    let found = AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::LeftmostFirst).build(names);
    found.expect("a handful of names makes a small automaton")
});

/// Parts of a page whose class or identity says what it is.
#[derive(Default)]
struct Signs {
    live: Vec<NodeId>,
    pictures: Vec<NodeId>,
    wall: bool,
}

impl Signs {
    fn read(document: &Document) -> Self {
        let mut signs = Self::default();
        for node in document.all().skip(1) {
            for value in ["class", "id"].iter().filter_map(|name| document.attribute(node, name)) {
                let Some(found) = TELLING.find(value) else { continue };
                match found.pattern().as_usize() {
                    0..=2 if signs.live.len() < MOST_PARTS => signs.live.push(node),
                    3..=4 if signs.pictures.len() < MOST_PARTS => signs.pictures.push(node),
                    0..=4 => {}
                    _ => signs.wall = true,
                }
            }
        }
        signs
    }
}

/// True when a part holds so many elements of a name.
fn holds(document: &Document, part: NodeId, name: &str, count: usize) -> bool {
    document.inside(part).filter(|&node| document.tag_name(node) == name).take(count).count() == count
}
