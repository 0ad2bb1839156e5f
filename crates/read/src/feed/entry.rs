//! What a feed says of itself and of one entry.

use crate::article::Cells;
use crate::entities::plain_text;
use overshadow_record::{DateSource, identity};
use quick_xml::events::BytesStart;
use std::borrow::Cow;

/// What a feed says of itself.
#[derive(Debug, Default)]
pub(super) struct Feed {
    pub(super) title: String,
    pub(super) language: String,
    /// Minutes for which it stays as it is, as RSS has it.
    pub(super) ttl: String,
}

impl Feed {
    pub(super) fn take(&mut self, words: &str, path: &[String]) {
        let [.., above, name] = path else { return };
        let is_own = matches!(above.as_str(), "channel" | "feed" | "rdf:rdf" | "rss:channel");
        match name.as_str() {
            "title" if is_own => self.title.push_str(words),
            "language" | "dc:language" if is_own => self.language.push_str(words),
            "ttl" if is_own => self.ttl.push_str(words),
            _ => {}
        }
    }
}

/// One entry, as far as it has been read.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) link: String,
    /// A permanent address or another name.
    pub(super) id: String,
    pub(super) title: String,
    pub(super) content: String,
    pub(super) summary: String,
    pub(super) authors: Vec<String>,
    pub(super) section: String,
    pub(super) published: String,
    pub(super) language: String,
    /// The publication a news sitemap names.
    pub(super) outlet: String,
}

impl Entry {
    /// An element begins inside the entry.
    pub(super) fn open(&mut self, name: &str, tag: &BytesStart<'_>, path: &[String]) {
        let value = |wanted: &str| {
            let mut attributes = tag.attributes();
            attributes.with_checks(false);
            let found = attributes.flatten().find(|attribute| attribute.key.as_ref() == wanted.as_bytes());
            found.map(|attribute| crate::entities::decoded(&String::from_utf8_lossy(&attribute.value)))
        };
        let is_direct = is_entry(path.last());
        match name {
            "link" if is_direct => {
                let rel = value("rel").unwrap_or_default();
                if let Some(address) = value("href").filter(|_| rel.is_empty() || rel == "alternate") {
                    self.link = address;
                }
            }
            "category" if is_direct && self.section.is_empty() => self.section = value("term").unwrap_or_default(),
            "author" | "dc:creator" => self.authors.push(String::new()),
            // Markup inside the content: its blocks part paragraphs.
            _ if path.iter().any(|above| is_content(above)) => self.content.push_str(&format!("<{name}>")),
            _ => {}
        }
    }

    /// Words stand in the innermost of the open elements.
    pub(super) fn take(&mut self, words: &str, path: &[String]) {
        let Some(name) = path.last() else { return };
        let at = path.iter().rposition(|name| is_entry(Some(name))).unwrap_or(0);
        let inside = &path[at + 1..];
        if inside.iter().any(|name| is_content(name)) {
            self.content.push_str(words);
            return;
        }
        let place = match (inside, name.as_str()) {
            ([_] | [.., _], "news:title") | ([_], "title") => &mut self.title,
            ([_], "link" | "loc") => &mut self.link,
            ([_], "guid" | "id") => &mut self.id,
            ([_], "description" | "summary" | "itunes:summary" | "media:description") => &mut self.summary,
            ([_], "category" | "dc:subject") if self.section.is_empty() => &mut self.section,
            ([_], "pubdate" | "published" | "dc:date" | "issued") | (_, "news:publication_date") => &mut self.published,
            ([_], "dc:language") | (_, "news:language") => &mut self.language,
            (_, "news:name") => &mut self.outlet,
            (_, "author" | "dc:creator") => return self.add_author(words),
            ([above, _], "name") if above == "author" => return self.add_author(words),
            _ => return,
        };
        place.push_str(words);
    }

    fn add_author(&mut self, words: &str) {
        if let Some(last) = self.authors.last_mut() {
            last.push_str(words);
        }
    }

    /// The entry as an article.
    pub(super) fn cells(self, feed: &Feed) -> Cells<'static> {
        let known = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty()).map(Cow::Owned);
        let is_address = |text: &str| text.trim().starts_with("http");
        let link = if is_address(&self.link) { self.link } else { self.id };
        let url = known(&link).filter(|link| is_address(link));
        let content = if self.content.trim().is_empty() { self.summary } else { self.content };
        let host = url.as_deref().and_then(identity::outlet).map(Cow::Owned);
        let authors = self.authors.iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        Cells {
            url,
            outlet: known(&self.outlet).or(host).or_else(|| known(&feed.title)),
            language: known(&self.language).or_else(|| known(&feed.language)),
            published: known(&self.published),
            published_source: Some(Cow::Borrowed(DateSource::Feed.word())),
            title: known(&plain_text(&self.title).replace("\n\n", " ")),
            authors: authors.collect(),
            text: Some(Cow::Owned(without_tail(plain_text(&content)))),
            section: known(&self.section),
            ..Cells::default()
        }
    }
}

fn is_entry(name: Option<&String>) -> bool {
    name.is_some_and(|name| matches!(name.as_str(), "item" | "entry" | "url"))
}

fn is_content(name: &str) -> bool {
    matches!(name, "content:encoded" | "content" | "xhtml:body")
}

/// What blogs add under every summary.
fn without_tail(text: String) -> String {
    let is_tail = |line: &str| {
        let lower = line.to_lowercase();
        let is_short = line.chars().count() <= 200;
        is_short
            && (["read more", "continue reading", "[…]", "[...]", "more…", "читать далее", "читати далі"]
                .iter()
                .any(|tail| lower.starts_with(tail))
                || (lower.starts_with("the post ") && lower.contains("appeared first on")))
    };
    let mut lines: Vec<&str> = text.split("\n\n").collect();
    while lines.pop_if(|line| is_tail(line)).is_some() {}
    lines.join("\n\n")
}
