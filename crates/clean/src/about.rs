//! What an HTML page says of its article beside the text: title, authors, address, section, outlet and language.
//!
//! Every one has several places, asked in the order in which they can be trusted. A page's address of itself is believed
//! only when it is one of the same outlet and leads to more than a home page: templates often name another.

use crate::bylines::is_role;
use crate::json_ld::{self, Notes};
use crate::tree::{Document, NodeId};
use overshadow_record::identity::outlet;

/// What is longer is no headline, name or section.
const LONGEST_TITLE: usize = 400;
const LONGEST_NAME: usize = 80;
/// Authors of one article.
const MOST_AUTHORS: usize = 16;

/// What a page says of itself.
#[derive(Debug, Default)]
pub(crate) struct About {
    pub(crate) title: Option<String>,
    /// The address it gives itself, when it can be believed.
    pub(crate) url: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) section: Option<String>,
    /// The name of the site.
    pub(crate) site: Option<String>,
    /// The language its markup names, ISO 639-1: a hint.
    pub(crate) language: Option<String>,
}

/// Reads what a page says of itself. `fetched_from` is its address, when that is known.
pub(crate) fn read(document: &Document, notes: &Notes, fetched_from: Option<&str>) -> About {
    let head = Head::read(document);
    let site = head.first(&["og:site_name", "application-name"]).or_else(|| publisher(notes));
    About {
        title: title(document, notes, &head, site.as_deref()),
        url: address(document, &head, fetched_from),
        authors: authors(document, notes, &head),
        section: section(notes, &head),
        language: language(document, &head),
        site,
    }
}

/// The `meta` elements: names in lower case with their contents, in order.
struct Head {
    metas: Vec<(String, String)>,
}

impl Head {
    fn read(document: &Document) -> Self {
        let meta = |node: NodeId| {
            let name = ["property", "name", "itemprop"].iter().find_map(|key| document.attribute(node, key))?;
            let content = document.get_attribute(node, "content")?;
            let content = folded(&content);
            (!content.is_empty()).then(|| (name.to_ascii_lowercase(), content))
        };
        Self {
            metas: document.query_selector_all(document.root(), "meta[content]").into_iter().filter_map(meta).collect(),
        }
    }

    /// The first content of the first name that has one.
    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.all(name).next().map(str::to_owned))
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.metas.iter().filter(move |meta| meta.0 == name).map(|meta| meta.1.as_str())
    }
}

fn publisher(notes: &Notes) -> Option<String> {
    notes.article().and_then(|article| json_ld::names(article, "publisher").into_iter().next())
}

/// The headline: what the page declares, without the name of the site behind it.
fn title(document: &Document, notes: &Notes, head: &Head, site: Option<&str>) -> Option<String> {
    let declared = notes.article().and_then(|article| json_ld::text(article, "headline")).map(unescaped);
    let of_element = |name: &'static str| {
        let nodes = document.query_selector_all(document.root(), name);
        let texts = nodes.into_iter().map(|node| folded(&document.text_content(node)));
        texts.filter(|text| !text.is_empty()).collect::<Vec<String>>()
    };
    let headings = of_element("h1");
    let found = declared
        .or_else(|| head.first(&["og:title", "twitter:title", "dc.title", "parsely-title"]))
        .or_else(|| of_element("title").into_iter().next())
        .filter(|title| title.len() <= LONGEST_TITLE);
    let Some(found) = found else { return headings.into_iter().find(|heading| heading.len() <= LONGEST_TITLE) };
    // The heading that the declared title begins with is the title as readers see it.
    let heading = headings.into_iter().find(|heading| {
        heading.len() <= found.len() && found.starts_with(heading.as_str()) && heading.split(' ').count() > 2
    });
    Some(heading.unwrap_or_else(|| without_site(&found, site)))
}

/// `It rained | The Lamp Post` without the name of the site, where that is known or short.
fn without_site(title: &str, site: Option<&str>) -> String {
    for mark in [" | ", " — ", " – ", " - ", " :: ", " » ", " « "] {
        let Some((front, back)) = title.rsplit_once(mark) else { continue };
        let is_site = site.is_some_and(|site| same(back, site));
        let looks_like_a_site = mark == " | " && back.split(' ').count() <= 4;
        if (is_site || looks_like_a_site) && front.split(' ').count() > 1 {
            return front.trim().to_owned();
        }
    }
    title.to_owned()
}

fn same(one: &str, other: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    letters(one) == letters(other)
}

fn authors(document: &Document, notes: &Notes, head: &Head) -> Vec<String> {
    let declared = notes.article().map(|article| json_ld::names(article, "author")).unwrap_or_default();
    let in_head = ["author", "article:author", "parsely-author", "dc.creator", "sailthru.author", "byl"];
    let in_text =
        "span[itemprop='author'],a[itemprop='author'],div[itemprop='author'],a[rel='author'],span[rel='author']";
    let of_head = || in_head.iter().map(|name| head.all(name).map(str::to_owned).collect()).find_map(only_names);
    let of_text = || {
        let nodes = document.query_selector_all(document.root(), in_text).into_iter().take(MOST_AUTHORS);
        only_names(nodes.map(|node| folded(&document.text_content(node))).collect())
    };
    only_names(declared).or_else(of_head).or_else(of_text).unwrap_or_default()
}

/// The names among some declared authors, each once; `None` when there are none.
fn only_names(declared: Vec<String>) -> Option<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for entry in &declared {
        let entry = unescaped(entry);
        let entry = ["By ", "by ", "BY "].iter().find_map(|by| entry.strip_prefix(by)).unwrap_or(&entry);
        for name in entry.split([',', ';']).flat_map(|part| part.split(" and ")).map(str::trim) {
            let is_name = (2..=LONGEST_NAME).contains(&name.len())
                && !name.contains(['@', '/', '<', '{', '='])
                && name.contains(char::is_alphabetic)
                && (names.is_empty() || !is_role(name));
            if is_name && !names.iter().any(|known| same(known, name)) && names.len() < MOST_AUTHORS {
                names.push(name.to_owned());
            }
        }
    }
    (!names.is_empty()).then_some(names)
}

/// The address the page gives itself.
fn address(document: &Document, head: &Head, fetched_from: Option<&str>) -> Option<String> {
    let canonical = document.query_selector_all(document.root(), "link[rel='canonical'][href]");
    let canonical = canonical.into_iter().filter_map(|link| document.get_attribute(link, "href"));
    let declared = canonical.chain(head.first(&["og:url"]));
    let believed = |url: &String| {
        let is_page = url::Url::parse(url)
            .is_ok_and(|url| url.scheme().starts_with("http") && (url.path().len() > 1 || url.query().is_some()));
        let same_outlet = || fetched_from.is_none_or(|from| outlet(from).is_some() && outlet(from) == outlet(url));
        is_page && same_outlet()
    };
    declared.map(|url| url.trim().to_owned()).find(believed)
}

/// The section: declared, or the last step of the way from the home page.
fn section(notes: &Notes, head: &Head) -> Option<String> {
    let declared = || notes.article().and_then(|article| json_ld::names(article, "articleSection").into_iter().next());
    let found = head.first(&["article:section", "parsely-section"]).or_else(declared).or_else(|| way(notes));
    let is_name = |section: &String| section.len() <= LONGEST_NAME && !section.contains(['/', '<', '{']);
    found.map(|section| unescaped(&section)).filter(is_name)
}

/// The last but one step of `BreadcrumbList`, since the last is the article, where there are more than two.
fn way(notes: &Notes) -> Option<String> {
    let list = notes.first(&|kind| kind == "BreadcrumbList")?;
    let steps = list.get("itemListElement")?.as_array()?;
    let name = |step: &serde_json::Value| {
        let step = step.as_object()?;
        let item = step.get("item").and_then(serde_json::Value::as_object);
        json_ld::text(step, "name").or_else(|| item.and_then(|item| json_ld::text(item, "name"))).map(str::to_owned)
    };
    let at = steps.len().checked_sub(2).filter(|&at| at > 0)?;
    name(steps.get(at)?)
}

/// The language that the markup names.
fn language(document: &Document, head: &Head) -> Option<String> {
    let root = document.query_selector_all(document.root(), "html[lang]").into_iter().next();
    let named = root.and_then(|root| document.attribute(root, "lang").map(str::to_owned));
    let named = named.or_else(|| head.first(&["og:locale", "content-language"]))?;
    let code = named.split(['-', '_']).next()?.trim().to_ascii_lowercase();
    (code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(code)
}

/// Text with its white space folded.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// Text of JSON-LD, in which some sites leave the entities of HTML.
fn unescaped(text: &str) -> String {
    folded(&crate::entities::decoded(text))
}
