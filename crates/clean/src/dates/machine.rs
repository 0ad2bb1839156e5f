//! The dates that an HTML page carries for machines: JSON-LD, the head, microdata, `<time>`.
//!
//! Of several notes in JSON-LD that of the article counts before any other. A date of modification is never taken for one of
//! publication. Microdata and `<time>` also date comments and other articles: what stands in those is passed over, and
//! what stands around the headline goes before what stands elsewhere.

use super::written::{Moment, attribute, in_line};
use super::{Dated, says_updated};
use crate::json_ld::{self, Notes, Thing};
use crate::surroundings::{Distance, Surroundings};
use crate::tree::{Document, NodeId};
use overshadow_record::DateSource;

/// Names of the head under which publishers write when an article came out, the plainest first; the last are also used
/// for dates of changes, and are asked when there is nothing else.
const HEAD_NAMES: [&str; 49] = [
    "article:published_time",
    "article:published",
    "og:published_time",
    "og:article:published_time",
    "og:article:published",
    "og:pubdate",
    "og:datepublished",
    "og:publish_date",
    "article:publish_time",
    "article:publishdate",
    "article:pubdate",
    "article.published",
    "article_date_original",
    "rnews:datepublished",
    "datepublished",
    "date_published",
    "dcsext.articlefirstpublished",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "mediator_published_time",
    "originalpublicationdate",
    "published_at",
    "published_time",
    "published-date",
    "published_date",
    "published",
    "publish-date",
    "publish_date",
    "publish_time",
    "publishdate",
    "publishtime",
    "publication-date",
    "publication_date",
    "publicationdate",
    "prism.publicationdate",
    "citation_publication_date",
    "pub-date",
    "pub_date",
    "pubdate",
    "pdate",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "sailthru.date",
    "sn-post-date",
    "date",
];

/// Elements above a date that are asked whether they hold an article of their own.
const HIGHEST: usize = 8;
/// Marked dates of a page that are read, and elements within one.
const MOST: usize = 500;
const LARGEST: usize = 24;

/// All dates of publication in a page.
pub(crate) fn dates(document: &Document, notes: &Notes, around: Option<&Surroundings>) -> Vec<Dated> {
    let mut found: Vec<Dated> = in_notes(notes).into_iter().collect();
    found.extend(head(document).map(|moment| Dated::new(DateSource::Head, moment)));
    let marked = Marked::read(document, around);
    found.extend(marked.microdata().map(|moment| Dated::new(DateSource::Microdata, moment)));
    found.extend(marked.times().map(|moment| Dated::new(DateSource::Time, moment)));
    found
}

/// The date in JSON-LD: of the article, else of the page, else of what else can be an article.
fn in_notes(notes: &Notes) -> Option<Dated> {
    let of = |thing: &Thing| {
        let moment = json_ld::value(thing, "datePublished").and_then(|text| attribute(&text))?;
        let modified = json_ld::value(thing, "dateModified").and_then(|text| attribute(&text));
        Some(Dated { is_restated: modified == Some(moment), ..Dated::new(DateSource::JsonLd, moment) })
    };
    let of_page = || notes.first(&|kind| kind.ends_with("Page")).and_then(of);
    let others = ["ClaimReview", "Review", "SocialMediaPosting", "DiscussionForumPosting", "PodcastEpisode", "Recipe"];
    let of_others = || others.iter().find_map(|other| notes.first(&|kind| kind == *other).and_then(of));
    notes.article().and_then(of).or_else(of_page).or_else(of_others)
}

/// The date of the plainest name.
fn head(document: &Document) -> Option<Moment> {
    let metas = document.query_selector_all(document.root(), "meta[content]");
    let named = metas.into_iter().filter_map(|meta| {
        let name = ["property", "name"].iter().find_map(|key| document.attribute(meta, key))?.to_lowercase();
        let rank = HEAD_NAMES.iter().position(|known| *known == name)?;
        Some((rank, attribute(&document.get_attribute(meta, "content")?)?))
    });
    named.min_by_key(|(rank, _)| *rank).map(|(_, moment)| moment)
}

/// A date that markup marks as one.
struct Mark {
    moment: Moment,
    is_microdata: bool,
    is_meta: bool,
    distance: Distance,
}

struct Marked {
    marks: Vec<Mark>,
}

impl Marked {
    fn read(document: &Document, around: Option<&Surroundings>) -> Self {
        let elements = document.all().skip(1).filter(|&node| !document.is_text(node));
        let mark = |node: NodeId| {
            let properties = document.attribute(node, "itemprop").unwrap_or_default();
            let is_microdata =
                properties.split_ascii_whitespace().any(|name| name.eq_ignore_ascii_case("datePublished"));
            let is_time = document.tag_name(node) == "time";
            if !(is_microdata || is_time && is_of_publication(document, node)) || is_of_another(document, node) {
                return None;
            }
            let text = document.inside(node).find(|&node| document.is_text(node));
            let place = text.map(|text| document.place(text).start);
            Some(Mark {
                moment: value(document, node)?,
                is_microdata,
                is_meta: document.tag_name(node) == "meta",
                distance: around.zip(place).map_or(Distance::Elsewhere, |(around, place)| around.distance(place)),
            })
        };
        Self { marks: elements.filter_map(mark).take(MOST).collect() }
    }

    /// What `meta` says, else what stands nearest to the headline.
    fn microdata(&self) -> Option<Moment> {
        let marks = self.marks.iter().filter(|mark| mark.is_microdata);
        marks.min_by_key(|mark| (!mark.is_meta, mark.distance)).map(|mark| mark.moment)
    }

    /// What stands around the headline; what stands elsewhere only when all of it is the same day.
    fn times(&self) -> Option<Moment> {
        let marks = || self.marks.iter().filter(|mark| !mark.is_microdata);
        let nearest = marks().min_by_key(|mark| mark.distance)?;
        let is_told = nearest.distance < Distance::Elsewhere
            || marks().all(|mark| mark.moment.local_day() == nearest.moment.local_day());
        is_told.then_some(nearest.moment)
    }
}

/// The value of an element: its attribute for machines, else its text.
fn value(document: &Document, node: NodeId) -> Option<Moment> {
    let attributes = ["content", "datetime"].into_iter().filter_map(|name| document.get_attribute(node, name));
    let told = attributes.filter_map(|text| attribute(&text)).next();
    told.or_else(|| Some(words(document, node)).filter(|text| !says_updated(text)).and_then(|text| in_line(&text)))
}

/// The words of an element; none of one that holds more than a line.
fn words(document: &Document, node: NodeId) -> String {
    let is_line = document.end(node) - node.index() <= LARGEST;
    if is_line { document.text_content(node) } else { String::new() }
}

/// False for times of changes, which templates mark as `updated`; `published updated` is what one writes for both.
fn is_of_publication(document: &Document, node: NodeId) -> bool {
    let about = format!("{} {}", document.class_name(node), document.attribute(node, "itemprop").unwrap_or_default());
    let about = about.to_lowercase();
    let is_change = about.contains("modif") || about.contains("updat");
    let above = document.parent(node).map(|above| document.class_name(above).to_lowercase()).unwrap_or_default();
    (!is_change || about.contains("publish")) && !above.contains("updat") && !says_updated(&words(document, node))
}

/// Whether a date stands in a comment, or in a list of other articles.
fn is_of_another(document: &Document, node: NodeId) -> bool {
    let above = std::iter::successors(Some(node), |&node| document.parent(node)).take(HIGHEST);
    above.take_while(|&node| !matches!(document.tag_name(node), "body" | "main")).any(|node| {
        if matches!(document.tag_name(node), "aside" | "footer" | "nav") {
            return true;
        }
        let names = format!("{} {}", document.class_name(node), document.attribute(node, "id").unwrap_or_default());
        let is_apart = |name: &str| APART.iter().any(|apart| name.starts_with(apart));
        names.to_lowercase().split_ascii_whitespace().any(is_apart)
            || document.attribute(node, "itemtype").is_some_and(|kind| kind.ends_with("Comment"))
    })
}

/// Names of classes that hold comments or other articles begin so.
const APART: [&str; 10] =
    ["comment", "related", "recommend", "sidebar", "widget", "most-", "popular", "trending", "teaser", "latest"];

#[cfg(test)]
mod tests {
    use super::*;

    fn found(html: &str) -> Vec<String> {
        let document = Document::parse(html);
        let first = html.find("It rained").map(|first| Surroundings::read(&document, first..first + 1, None));
        let dates = dates(&document, &Notes::read(&document), first.as_ref());
        dates.into_iter().map(|dated| format!("{} {}", dated.place, dated.published())).collect()
    }

    #[test]
    fn names_of_the_head_are_known_and_a_change_is_no_publication() {
        for name in ["article:published_time", "DC.date.issued", "pubdate", "parsely-pub-date"] {
            assert_eq!(found(&format!("<meta name='{name}' content='2031-05-04'>")), ["head 2031-05-04"], "{name}");
        }
        assert_eq!(
            found("<meta name='date' content='2031-05-09'><meta name='pubdate' content='20310504'>"),
            ["head 2031-05-04"]
        );
        assert!(found("<meta name='article:modified_time' content='2031-05-04'>").is_empty());
        assert!(found("<meta name='last-modified' content='2031-05-04'>").is_empty());
    }

    #[test]
    fn microdata_of_comments_is_none_of_the_article() {
        let of = |class: &str| {
            format!("<div class='{class}'><p><time itemprop='datePublished' datetime='2031-05-04'>x</time></p></div>")
        };
        assert_eq!(found(&of("entry")), ["microdata 2031-05-04"]);
        assert!(found(&of("comment-meta")).is_empty());
        assert!(found(&of("related-articles")).is_empty());
        assert!(found("<meta itemprop='datePublished' content='{{post_date}}'>").is_empty());
    }

    #[test]
    fn of_many_times_the_one_at_the_headline_counts() {
        let others = "<div><time datetime='2031-04-01'>x</time></div>".repeat(9);
        let page =
            format!("{others}<h1>Dam</h1><p>By A <time datetime='2031-05-04'>May</time></p><p>It rained.</p>{others}");
        assert_eq!(found(&page), ["time 2031-05-04"]);
        let page = format!("<h1>Dam</h1><p>It rained.</p>{others}<time datetime='2031-03-01'>x</time>");
        assert!(found(&page).is_empty(), "which of them is it?");
        assert_eq!(found("<h1>Dam</h1><time>May 4, 2031</time><p>It rained.</p>"), ["time 2031-05-04"]);
        assert!(found("<h1>Dam</h1><time>Updated May 4, 2031</time><p>It rained.</p>").is_empty());
    }

    #[test]
    fn the_note_of_the_article_goes_before_that_of_the_page() {
        let note = |kind: &str, date: &str| {
            format!(
                "<script type='application/ld+json'>{{\"@type\": \"{kind}\", \"datePublished\": \"{date}\"}}</script>"
            )
        };
        assert_eq!(
            found(&(note("WebPage", "2031-05-09") + &note("NewsArticle", "2031-05-04"))),
            ["json-ld 2031-05-04"]
        );
        assert_eq!(found(&note("ClaimReview", "2031-05-04")), ["json-ld 2031-05-04"]);
        assert!(found(&note("VideoObject", "2031-05-04")).is_empty());
        assert!(found(&note("NewsArticle", "0001-01-01T00:00:00Z")).is_empty());
    }
}
