//! Feeds, news sitemaps and lists of feeds, from files: RSS 0.9 to 2.0 and RDF, Atom, JSON Feed, sitemaps, OPML.
//!
//! One pass over the tags. An entry is handed over when it ends, so that a feed that breaks in the middle gives what stands
//! before the break. Entities that a document declares itself are not expanded and nothing is loaded from elsewhere.

mod entry;
mod json_feed;
mod opml;

use crate::article::{article, place};
use crate::characters;
use crate::columnar::held;
use crate::options::ReadOptions;
use crate::row::Stop;
use crate::walk::Leaf;
use entry::{Entry, Feed};
pub use opml::{FeedLink, opml};
use overshadow_record::{Article, Skipped};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::cell::Cell;

pub(crate) use json_feed::json_feed;

pub(super) type Give<'a> = &'a mut dyn FnMut(Result<Article, Skipped>) -> Result<(), Stop>;

/// Elements within elements.
const DEEPEST: usize = 200;

/// What a feed says of itself beside its entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct AboutFeed {
    /// Minutes for which it stays as it is.
    pub(crate) ttl_minutes: Option<u64>,
}

/// Hands over every entry of a feed or news sitemap; `charset` is what a server said of it, for a feed that does not say
/// itself.
pub(crate) fn xml(
    leaf: Leaf<'_>,
    charset: Option<&str>,
    options: &ReadOptions,
    replaced: &Cell<u64>,
    give: Give<'_>,
) -> Result<AboutFeed, Stop> {
    let (name, block) = (leaf.name, leaf.block);
    let bytes = held(leaf.stream, name, options.limits)?;
    let stated = declared(block).or_else(|| charset.map(str::to_owned));
    let (text, broken) = characters::decoded(&bytes, characters::of_page(block, true, stated.as_deref()));
    replaced.set(replaced.get() + broken);
    if text.contains("<opml") {
        let detail = format!("a list of {} feeds", opml(&text).len());
        give(Err(Skipped { source: name.to_owned(), reason: "feed-list".to_owned(), detail }))?;
        return Ok(AboutFeed::default());
    }
    let mut entries = Entries { feed: Feed::default(), entry: None, path: Vec::new(), number: 0, name, options, give };
    entries.read(&text)?;
    Ok(AboutFeed { ttl_minutes: entries.feed.ttl.trim().parse().ok() })
}

/// The character set of an XML declaration.
fn declared(block: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&block[..block.len().min(200)]).into_owned();
    let declaration = head.strip_prefix("<?xml")?.split("?>").next()?;
    let (_, after) = declaration.split_once("encoding=")?;
    let mark = after.chars().next()?;
    after[1..].split(mark).next().map(str::to_owned)
}

struct Entries<'a> {
    feed: Feed,
    entry: Option<Entry>,
    /// Names of the open elements, lower case, with their prefixes.
    path: Vec<String>,
    number: u64,
    name: &'a str,
    options: &'a ReadOptions,
    give: Give<'a>,
}

impl Entries<'_> {
    fn read(&mut self, text: &str) -> Result<(), Stop> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => self.open(&tag, false)?,
                Ok(Event::Empty(tag)) => self.open(&tag, true)?,
                Ok(Event::End(_)) => self.close()?,
                Ok(Event::Text(words)) => self.take(&crate::entities::decoded(&String::from_utf8_lossy(&words))),
                Ok(Event::CData(words)) => self.take(&String::from_utf8_lossy(&words)),
                Ok(Event::Eof) if self.path.is_empty() => break,
                Ok(Event::Eof) => return self.broken(reader.buffer_position(), "ends inside an element"),
                Ok(_) => {}
                Err(error) => return self.broken(reader.error_position(), &error.to_string()),
            }
            if self.path.len() > DEEPEST {
                return self.broken(reader.buffer_position(), "elements lie too deep");
            }
        }
        if self.number == 0 {
            return self.skip("feed-empty", "no entry in it".to_owned());
        }
        Ok(())
    }

    fn broken(&mut self, at: u64, what: &str) -> Result<(), Stop> {
        let detail = format!("breaks at byte {at} ({what}); {} entries before it were read", self.number);
        self.skip("feed-broken", detail)
    }

    fn skip(&mut self, reason: &str, detail: String) -> Result<(), Stop> {
        (self.give)(Err(Skipped { source: self.name.to_owned(), reason: reason.to_owned(), detail }))
    }

    fn open(&mut self, tag: &BytesStart<'_>, is_empty: bool) -> Result<(), Stop> {
        let name = String::from_utf8_lossy(tag.name().as_ref()).to_lowercase();
        let is_entry = matches!(name.as_str(), "item" | "entry" | "url") && self.entry.is_none();
        if is_entry {
            self.entry = Some(Entry::default());
        } else if let Some(entry) = &mut self.entry {
            entry.open(&name, tag, &self.path);
        }
        self.path.push(name);
        if is_empty { self.close() } else { Ok(()) }
    }

    fn take(&mut self, words: &str) {
        match &mut self.entry {
            Some(entry) => entry.take(words, &self.path),
            None => self.feed.take(words, &self.path),
        }
    }

    fn close(&mut self) -> Result<(), Stop> {
        let Some(name) = self.path.pop() else { return Ok(()) };
        let ends_entry = matches!(name.as_str(), "item" | "entry" | "url");
        let Some(entry) = self.entry.take_if(|_| ends_entry) else { return Ok(()) };
        self.number += 1;
        let cells = entry.cells(&self.feed);
        (self.give)(article(cells, place(self.name, self.number), self.options))
    }
}
