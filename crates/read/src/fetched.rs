//! What was fetched from the network as a feed or as a page: bytes and what the server said of them.
//!
//! A feed becomes the same articles as the same bytes in a file do. It must be a feed: what else a server may send, be it a
//! table or an archive of pages, is not read.

use crate::characters;
use crate::error::ReadError;
use crate::feed::{self, AboutFeed};
use crate::form::Form;
use crate::input::{Place, Source};
use crate::options::{Limits, Position, ReadOptions};
use crate::row::Stop;
use crate::walk::{Leaf, Leaves, walk};
use crate::warc;
use overshadow_record::{Article, Page, Published, Skipped, Stated};
use std::cell::Cell;

/// A feed as it was fetched.
#[derive(Clone, Copy, Debug)]
pub struct FetchedFeed<'a> {
    /// What it is called in results: its address.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// The `Content-Type` that came with it.
    pub content_type: Option<&'a str>,
}

/// What a feed turned out to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FeedRead {
    /// Entries, those left out included.
    pub entries: u64,
    /// Minutes for which it stays as it is, as it says.
    pub ttl_minutes: Option<u64>,
}

/// Hands over every entry of a feed, and what was left out.
///
/// # Errors
/// When it is no feed. What stands before the place where a feed breaks is handed over all the same.
pub fn feed_of_bytes(
    feed: FetchedFeed<'_>,
    options: &ReadOptions,
    visit: &mut dyn FnMut(Result<Article, Skipped>),
) -> Result<FeedRead, ReadError> {
    let source = Source { name: feed.name.to_owned(), place: Place::Bytes(feed.bytes), explicit: true };
    let charset = feed.content_type.and_then(|stated| warc::media_type(stated).1);
    // What is packed does not unpack to more than a feed may have in the first place.
    let floor = options.limits.max_held_bytes as u64;
    let limits = Limits { expansion_floor_bytes: floor, max_expansion: 1, ..options.limits };
    let mut reading = ReadingFeed { charset, options, visit, found: None, read: FeedRead::default(), is_feed: false };
    walk(&[source], limits, None, Position::default(), &mut reading)?;
    if reading.is_feed {
        return Ok(reading.read);
    }
    Err(ReadError::NotAFeed {
        name: feed.name.to_owned(),
        found: reading.found.unwrap_or_else(|| "nothing".to_owned()),
    })
}

struct ReadingFeed<'a> {
    charset: Option<String>,
    options: &'a ReadOptions,
    visit: &'a mut dyn FnMut(Result<Article, Skipped>),
    /// What it is, if it is no feed.
    found: Option<String>,
    read: FeedRead,
    is_feed: bool,
}

impl Leaves for ReadingFeed<'_> {
    fn leaf(&mut self, leaf: Leaf<'_>) -> Result<bool, Stop> {
        let is_archive = leaf.packing.iter().any(|packing| matches!(*packing, "tar" | "zip"));
        if is_archive || !matches!(leaf.form, Form::Feed | Form::JsonFeed) {
            self.found =
                Some(if is_archive { "an archive of files".to_owned() } else { leaf.form.in_words().to_owned() });
            return Err(Stop::Enough);
        }
        self.is_feed = true;
        let (replaced, name) = (Cell::new(0), leaf.name);
        let (mut entries, mut list) = (0, None);
        let mut give = |article: Result<Article, Skipped>| {
            match article {
                Err(skipped) if skipped.reason == "feed-list" => list = Some(skipped.detail),
                article => {
                    entries += 1;
                    (self.visit)(article);
                }
            }
            Ok(())
        };
        let about = match leaf.form {
            Form::JsonFeed => feed::json_feed(leaf, self.options, &replaced, &mut give).map(|()| AboutFeed::default()),
            _ => feed::xml(leaf, self.charset.as_deref(), self.options, &replaced, &mut give),
        }?;
        if let Some(found) = list {
            return Err(ReadError::NotAFeed { name: name.to_owned(), found }.into());
        }
        self.read = FeedRead { entries, ttl_minutes: about.ttl_minutes };
        Ok(true)
    }

    fn skip(&mut self, skipped: Skipped) -> Result<(), Stop> {
        match skipped.reason.as_str() {
            // Packed, and broken on the way: what was read stays read.
            "stream-truncated" | "stream-broken" if self.is_feed => (self.visit)(Err(skipped)),
            _ => self.found = Some(skipped.detail),
        }
        Ok(())
    }

    fn kept(&self) -> u64 {
        self.read.entries
    }
}

/// A page as it was fetched.
#[derive(Clone, Debug)]
pub struct FetchedPage<'a> {
    /// Where it was in the end.
    pub address: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// The `Content-Type` that came with it.
    pub content_type: Option<&'a str>,
    /// When it was fetched.
    pub fetched: Option<Published>,
    /// What the feed says of it.
    pub stated: Stated,
}

/// The page in some bytes.
///
/// # Errors
/// When they are no page: `not-a-page`.
pub fn page_of_bytes(fetched: FetchedPage<'_>) -> Result<Page, Skipped> {
    let (media_type, charset) = warc::media_type(fetched.content_type.unwrap_or_default());
    let Some(form) = warc::form_of_body(&media_type, fetched.bytes) else {
        let detail = crate::error::shortened(&media_type);
        return Err(Skipped { source: fetched.address.to_owned(), reason: "not-a-page".to_owned(), detail });
    };
    let is_html = form == overshadow_record::PageForm::Html;
    let encoding = characters::of_page(fetched.bytes, is_html, charset.as_deref());
    let (text, replaced) = characters::decoded(fetched.bytes, encoding);
    Ok(Page {
        url: Some(fetched.address.to_owned()),
        replaced,
        fetched: fetched.fetched,
        stated: fetched.stated,
        ..Page::of_text(form, text, fetched.address.to_owned())
    })
}
