//! Parts of a page that are not of its article, by what their markup calls them: menus, share bars, captions, bylines,
//! lists of other articles, newsletter boxes, readers' comments.
//!
//! Names are compared by whole words (`article-share-bar` says article, share, bar), since a piece of a name means nothing:
//! `shareholders`, `breadth`. A part that holds much of the page's paragraphs is never debris, whatever it is called.

use crate::tree::{Document, NodeId};

/// Bytes of class and identity that are looked at.
const LONGEST: usize = 400;

/// How surely an element is debris.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Debris {
    /// Nothing says so.
    No,
    /// A wall before the rest of the text, or that rest itself: it is debris while little text lies in it.
    Wall,
    /// Its name says so: it is debris unless much of the page's text lies in it.
    Named,
    /// No reader takes it for the article.
    Surely,
}

/// What the markup says of an element.
pub(crate) fn debris(document: &Document, node: NodeId) -> Debris {
    let tag = document.tag_name(node);
    match tag {
        "nav" | "button" | "figure" | "figcaption" | "dialog" | "menu" | "option" | "label" | "head" | "input"
        | "textarea" | "title" | "script" => {
            return Debris::Surely;
        }
        "footer" | "aside" | "form" => return Debris::Named,
        "html" | "body" | "main" | "article" | "a" | "b" | "i" | "em" | "strong" | "q" => return Debris::No,
        _ => {}
    }
    if is_hidden(document, node) {
        return Debris::Surely;
    }
    let mut words = Words::default();
    let mut says = Debris::No;
    for name in ["class", "id", "role"] {
        if let Some(value) = document.attribute(node, name) {
            says = says.max(words.say(value));
        }
    }
    says
}

fn is_hidden(document: &Document, node: NodeId) -> bool {
    let style = document.attribute(node, "style").is_some_and(|style| {
        let squeezed: String = style.chars().filter(|letter| *letter != ' ').take(LONGEST).collect();
        squeezed.contains("display:none") || squeezed.contains("visibility:hidden")
    });
    style || document.attribute(node, "hidden").is_some() || document.attribute(node, "aria-hidden") == Some("true")
}

/// The words of names, in lower case.
#[derive(Default)]
struct Words {
    word: String,
}

impl Words {
    fn say(&mut self, names: &str) -> Debris {
        let mut says = Debris::No;
        for name in names.split_ascii_whitespace().take(24).filter(|name| !tells_of_another(name)) {
            self.word.clear();
            let mut before = ' ';
            for letter in name.chars().take(LONGEST) {
                let begins = letter.is_ascii_uppercase() && before.is_ascii_lowercase();
                if begins || !letter.is_ascii_alphabetic() {
                    says = says.max(of_word(&self.word));
                    self.word.clear();
                }
                if letter.is_ascii_alphabetic() {
                    self.word.push(letter.to_ascii_lowercase());
                }
                before = letter;
            }
            says = says.max(of_word(&self.word));
        }
        says
    }
}

/// True for `content-with-sidebar` and its kin, which name something beside or inside the element.
fn tells_of_another(name: &str) -> bool {
    ["with", "has-", "no-", "show-"].iter().any(|word| name.contains(word))
}

fn of_word(word: &str) -> Debris {
    match word {
        "paywall" | "regwall" => Debris::Wall,
        _ if word.len() > 1 && DEBRIS.binary_search(&word).is_ok() => Debris::Named,
        _ => Debris::No,
    }
}

/// In the order of the alphabet.
const DEBRIS: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "advertising",
    "alert",
    "also",
    "author",
    "authors",
    "banner",
    "bio",
    "breadcrumb",
    "breadcrumbs",
    "button",
    "buttons",
    "byline",
    "bylines",
    "caption",
    "captions",
    "carousel",
    "comment",
    "comments",
    "complementary",
    "consent",
    "contentinfo",
    "cookie",
    "cookies",
    "copyright",
    "credit",
    "credits",
    "datetime",
    "disclaimer",
    "disqus",
    "dropdown",
    "flyout",
    "follow",
    "footer",
    "galleries",
    "gallery",
    "gdpr",
    "hashtags",
    "hidden",
    "hide",
    "icon",
    "icons",
    "jumplinks",
    "keywords",
    "lightbox",
    "login",
    "masthead",
    "menu",
    "meta",
    "metadata",
    "modal",
    "mostpopular",
    "mostread",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "newsletters",
    "noprint",
    "outbrain",
    "overlay",
    "pager",
    "pagination",
    "permalink",
    "photo",
    "popular",
    "popup",
    "postmeta",
    "print",
    "promo",
    "promos",
    "promoted",
    "promotion",
    "pubdate",
    "rating",
    "ratings",
    "readmore",
    "readmoreoptions",
    "recirc",
    "recirculation",
    "recommend",
    "recommendation",
    "recommendations",
    "recommended",
    "register",
    "related",
    "relatedposts",
    "replies",
    "reply",
    "respond",
    "search",
    "share",
    "sharebar",
    "sharedaddy",
    "shares",
    "sharing",
    "shoutbox",
    "sidebar",
    "signin",
    "signup",
    "skip",
    "slider",
    "slideshow",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "syndication",
    "taboola",
    "taglist",
    "tags",
    "teaser",
    "teasers",
    "timestamp",
    "toolbar",
    "tooltip",
    "topics",
    "trending",
    "widget",
    "widgets",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_in_order() {
        assert!(DEBRIS.windows(2).all(|two| two[0] < two[1]), "{:?}", DEBRIS.windows(2).find(|two| two[0] >= two[1]));
    }

    #[test]
    fn names_are_compared_by_whole_words() {
        let says = |html: &str| {
            let document = Document::parse(html);
            debris(&document, document.all().nth(1).unwrap())
        };
        assert_eq!(says("<div class='article-share-bar'>"), Debris::Named);
        assert_eq!(says("<div id=RelatedStories>"), Debris::Named);
        assert_eq!(says("<div class='shareholders breadth'>"), Debris::No);
        assert_eq!(says("<article class='sidebar'>"), Debris::No);
        assert_eq!(says("<div class='PaywallMessage'>"), Debris::Wall);
        assert_eq!(says("<p style='display : none'>"), Debris::Surely);
    }
}
