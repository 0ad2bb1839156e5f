//! From what was fetched to articles, as files become articles.

use super::WatchOptions;
use crate::adding::as_read;
use crate::pile::{Pile, to_article};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use overshadow_archive::identity;
use overshadow_fetch::Found;
use overshadow_read::{FetchedFeed, FetchedPage, Item, Limits, ReadError, feed_of_bytes, page_of_bytes};
use overshadow_record::{Article, Precision, Published, Skipped, Stated};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// No feed keeps us away for longer by what it says of itself.
const LONGEST_TTL: Duration = Duration::from_secs(24 * 3600);

/// Makes articles of feeds and pages, and remembers what is on its way.
pub(super) struct Intake {
    pile: Pile,
    /// Items whose pages are on their way.
    pending: BTreeSet<[u8; 16]>,
    /// What each feed's last poll left out, so that it is told once and not at every poll.
    left_out: BTreeMap<usize, BTreeSet<(String, String)>>,
}

/// What a feed brought.
pub(super) struct FeedItems {
    pub(super) articles: Vec<Article>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) items: u64,
    /// Where the feed breaks.
    pub(super) fault: Option<String>,
    /// For how long it stays as it is, as it says.
    pub(super) fresh_for: Option<Duration>,
}

impl Intake {
    pub(super) fn new(options: &WatchOptions) -> Self {
        let mut pile = options.pile.clone();
        pile.read.limits = Limits { max_held_bytes: options.fetch.max_bytes, ..pile.read.limits };
        Self { pile, pending: BTreeSet::new(), left_out: BTreeMap::new() }
    }

    /// The articles of a feed; the same that a file of its bytes would give.
    pub(super) fn feed(&mut self, name: &str, found: &Found, now: Timestamp) -> Result<FeedItems, ReadError> {
        self.pile.read.today = Some(TimeZone::UTC.to_datetime(now).date());
        let fetched = FetchedFeed { name, bytes: &found.bytes, content_type: found.content_type.as_deref() };
        let (mut articles, mut skipped) = (Vec::new(), Vec::new());
        let read = feed_of_bytes(fetched, &self.pile.read, &mut |article| {
            let item = article.map(|article| Item::Article(Box::new(article)));
            match item.and_then(|item| to_article(item, &self.pile)) {
                Ok(read) => articles.push(as_read(read)),
                Err(left_out) => skipped.push(left_out),
            }
        })?;
        let is_fault = |skipped: &&Skipped| skipped.reason == "feed-broken" || skipped.reason.starts_with("stream-");
        let fault = skipped.iter().find(is_fault).map(|skipped| skipped.detail.clone());
        let minutes = |minutes: u64| Duration::from_secs(minutes.saturating_mul(60)).min(LONGEST_TTL);
        let fresh_for = read.ttl_minutes.map(minutes);
        Ok(FeedItems { items: articles.len() as u64, articles, skipped, fault, fresh_for })
    }

    /// The article of a page that an item links to.
    pub(super) fn page(&self, item: &Article, found: &Found, now: Timestamp) -> Result<Article, Skipped> {
        let stated = Stated {
            title: item.title.clone(),
            outlet: item.outlet.clone(),
            language: item.language.clone(),
            published: item.published,
        };
        let fetched = Published { at: TimeZone::UTC.to_datetime(now), precision: Precision::Second };
        let page = page_of_bytes(FetchedPage {
            address: found.address.shown(),
            bytes: &found.bytes,
            content_type: found.content_type.as_deref(),
            fetched: Some(fetched),
            stated,
        })?;
        let article = as_read(to_article(Item::Page(page), &self.pile)?);
        if article.text.len() < item.text.len() {
            let detail = "it has less text than the item of the feed".to_owned();
            return Err(Skipped { source: article.source, reason: "page-shorter".to_owned(), detail });
        }
        Ok(article)
    }

    /// The page of an item is on its way.
    pub(super) fn pend(&mut self, item: &Article) {
        self.pending.insert(identity(item));
    }

    /// The page of an item has come, or will not.
    pub(super) fn unpend(&mut self, item: &Article) {
        self.pending.remove(&identity(item));
    }

    pub(super) fn is_pending(&self, item: &Article) -> bool {
        self.pending.contains(&identity(item))
    }

    /// What the last poll of a feed did not leave out already.
    pub(super) fn news(&mut self, feed: usize, skipped: Vec<Skipped>) -> Vec<Skipped> {
        // An entry moves down its feed; what is wrong with it stays.
        let what = |skipped: &Skipped| (skipped.reason.clone(), skipped.detail.clone());
        let now = skipped.iter().map(what).collect();
        let before = self.left_out.insert(feed, now).unwrap_or_default();
        skipped.into_iter().filter(|skipped| !before.contains(&what(skipped))).collect()
    }
}
