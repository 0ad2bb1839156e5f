//! The dates that an HTML page carries for machines: JSON-LD, the head, microdata, `<time>`.
//!
//! Of several notes in JSON-LD that of the article counts before any other. A date of modification is never taken for one of
//! publication, and that of a template (`0001-01-01`) is no date.

use super::Dated;
use super::written::{Moment, machine};
use crate::json_ld::{Notes, text};
use crate::tree::{Document, NodeId};
use overshadow_record::DateSource;

/// Names of the head under which publishers write when an article came out, the plainest first.
const HEAD_NAMES: [&str; 24] = [
    "article:published_time",
    "article:published",
    "og:published_time",
    "og:article:published_time",
    "og:pubdate",
    "datepublished",
    "article.published",
    "article_date_original",
    "parsely-pub-date",
    "published_at",
    "published",
    "publish-date",
    "publish_date",
    "publishdate",
    "publication_date",
    "pub_date",
    "pubdate",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "sailthru.date",
    "sn-post-date",
    "date",
];

/// All dates of publication in a page.
pub(crate) fn dates(page: &Document, notes: &Notes) -> Vec<Dated> {
    let mut found = Vec::new();
    let add = |found: &mut Vec<Dated>, place, moment: Option<Moment>| {
        found.extend(moment.map(|moment| Dated { place, moment }));
    };
    let article = notes.article().and_then(|article| text(article, "datePublished"));
    let of_page = || notes.first(&|kind| kind.ends_with("Page")).and_then(|page| text(page, "datePublished"));
    add(&mut found, DateSource::JsonLd, article.or_else(of_page).and_then(machine));
    add(&mut found, DateSource::Head, head(page));
    for node in page.all().skip(1).filter(|&node| !page.is_text(node)) {
        let name = page.attribute(node, "itemprop").unwrap_or_default();
        if name.eq_ignore_ascii_case("datePublished") {
            add(&mut found, DateSource::Microdata, content(page, node).as_deref().and_then(machine));
        } else if page.tag_name(node) == "time" && is_of_publication(page, node) {
            add(&mut found, DateSource::Time, page.get_attribute(node, "datetime").as_deref().and_then(machine));
        }
    }
    found
}

/// The date of the plainest name.
fn head(page: &Document) -> Option<Moment> {
    let metas = page.query_selector_all(page.root(), "meta[content]");
    let named = metas.into_iter().filter_map(|meta| {
        let name = ["property", "name"].iter().find_map(|key| page.attribute(meta, key))?.to_lowercase();
        let rank = HEAD_NAMES.iter().position(|known| *known == name)?;
        Some((rank, machine(&page.get_attribute(meta, "content")?)?))
    });
    named.min_by_key(|(rank, _)| *rank).map(|(_, moment)| moment)
}

/// The value of an element with microdata: its attribute for machines, else its text.
fn content(page: &Document, node: NodeId) -> Option<String> {
    let attribute = ["content", "datetime"].iter().find_map(|name| page.get_attribute(node, name));
    attribute.or_else(|| Some(page.text_content(node)))
}

/// False for times of changes and of comments.
fn is_of_publication(page: &Document, node: NodeId) -> bool {
    let about = format!("{} {}", page.class_name(node), page.attribute(node, "itemprop").unwrap_or_default());
    let about = about.to_lowercase();
    let is_change = about.contains("modif") || about.contains("updat");
    let above = page.parent(node).map(|above| page.class_name(above).to_lowercase()).unwrap_or_default();
    (!is_change || about.contains("publish")) && !above.contains("comment") && !above.contains("updat")
}
