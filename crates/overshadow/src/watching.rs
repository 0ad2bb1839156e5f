//! Watching feeds: what is new in them goes to an archive, as `add` would have put it there.
//!
//! One thread does everything but the asking. It asks the feeds that are due, and takes answers as they come: the articles
//! of a feed and what is known of it then are one transaction, so that a run killed at any moment has both or asks again.
//! With pages, a poll is over when the last of its pages is stored; until then the archive knows only that it has begun.

mod intake;
mod list;
mod schedule;

use crate::error::Error;
use crate::pile::Pile;
use intake::Intake;
use jiff::Timestamp;
pub use list::feed_addresses;
use overshadow_archive::{Adding, Archive, ArchiveError, KnownRobots};
use overshadow_fetch::{
    Address, Answer, FetchError, FetchOptions, Fetcher, Found, News, Request, Response, RobotsFile, Verdict,
};
use overshadow_record::{Article, Skipped, Tally};
use schedule::Schedule;
use std::collections::BTreeMap;
use std::time::Duration;

/// How long a run that wants to end waits for the next answer, at most.
const GLANCE: Duration = Duration::from_millis(200);
/// How long `robots.txt` is kept.
const ROBOTS_KEPT: Duration = Duration::from_secs(24 * 3600);

/// What to watch and how.
#[derive(Clone, Debug, Default)]
pub struct WatchOptions {
    /// The feeds.
    pub feeds: Vec<Address>,
    /// Time between two polls of a feed.
    pub every: Duration,
    /// One round only.
    pub once: bool,
    /// The pages that new items link to are stored in their place.
    pub pages: bool,
    /// Seed of the chance in waits.
    pub seed: u64,
    /// How to ask.
    pub fetch: FetchOptions,
    /// How entries are read, pages cleaned, outlets settled.
    pub pile: Pile,
}

/// What a run needs of its surroundings.
pub trait WatchEdge {
    /// What time it is.
    fn now(&self) -> Timestamp;
    /// True when the user wants the run to end.
    fn should_end(&self) -> bool;
    /// Something happened.
    fn event(&mut self, event: &WatchEvent);
    /// Something was left out.
    fn skipped(&mut self, skipped: &Skipped);
    /// Nothing is under way for so long; `added` articles came so far. What takes a while may be done now.
    fn idle(&mut self, wait: Duration, added: u64);
}

/// Something that happened to a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchEvent {
    /// Its address.
    pub feed: String,
    /// What happened.
    pub what: Happened,
    /// When it is polled next.
    pub next: Option<Timestamp>,
}

/// What happened to a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Happened {
    /// It was read.
    Read {
        /// Its entries.
        items: u64,
        /// Articles that are new.
        added: u64,
        /// Where it was, if not at its address.
        at: Option<String>,
        /// What is wrong with it all the same.
        fault: Option<String>,
    },
    /// It is as it was.
    Unchanged,
    /// It could not be had.
    Failed {
        /// Why, in short.
        code: &'static str,
        /// Why.
        message: String,
        /// The way out.
        hint: Option<String>,
        /// Failures in a row.
        failures: u64,
    },
    /// A page that one of its items links to could not be had; the item is stored.
    PageFailed {
        /// The page.
        page: String,
        /// Why, in short.
        code: String,
        /// Why.
        message: String,
    },
    /// It is not due yet.
    NotDue,
    /// Another run writes to the archive; it is waited for.
    ArchiveBusy,
}

/// What a run came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Watched {
    /// What became of the entries.
    pub tally: Tally,
    /// Polls that came to an end.
    pub polls: u64,
    /// Those of them that failed, or brought a part.
    pub failed: u64,
    /// Pages that were fetched, and those that failed.
    pub pages: u64,
    /// Pages that failed.
    pub failed_pages: u64,
    /// The user ended it.
    pub was_ended: bool,
}

/// Watches feeds until the user ends it, or for one round. A feed that was polled lately by another run waits for its time.
///
/// # Errors
/// When the archive does not take what comes. What was committed before stays.
pub fn watch(options: &WatchOptions, archive: &mut Archive, edge: &mut dyn WatchEdge) -> Result<Watched, Error> {
    let _lock = archive.lock_to_watch()?;
    let known = archive.feeds()?.into_iter().map(|feed| (feed.address.clone(), feed)).collect();
    let robots = archive.robots()?.into_iter().filter_map(robots_file).collect();
    let adding = archive.add(env!("CARGO_PKG_VERSION"), &stamp(edge.now()))?;
    let mut run = Run {
        options,
        edge,
        adding,
        fetcher: Fetcher::new(options.fetch.clone(), robots),
        schedule: Schedule::new(options, known),
        intake: Intake::new(options),
        asked: BTreeMap::new(),
        next_ticket: 0,
        watched: Watched::default(),
    };
    run.until_the_end()?;
    let Run { edge, adding, watched, .. } = run;
    adding.finish(&watched.tally, &stamp(edge.now()))?;
    Ok(watched)
}

fn stamp(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

struct Run<'a> {
    options: &'a WatchOptions,
    edge: &'a mut dyn WatchEdge,
    adding: Adding<'a>,
    fetcher: Fetcher,
    schedule: Schedule,
    intake: Intake,
    /// What has been asked for and not answered, by ticket.
    asked: BTreeMap<u64, Asked>,
    next_ticket: u64,
    watched: Watched,
}

/// What was asked for.
enum Asked {
    Feed(usize),
    Page(usize, Box<Article>),
}

impl Run<'_> {
    fn until_the_end(&mut self) -> Result<(), Error> {
        if self.options.once {
            for feed in self.schedule.not_due(self.edge.now()) {
                self.edge.event(&WatchEvent { feed: feed.address, what: Happened::NotDue, next: feed.next_poll });
            }
        }
        loop {
            if self.edge.should_end() {
                self.watched.was_ended = true;
                return Ok(());
            }
            self.begin_polls()?;
            if self.options.once && self.asked.is_empty() {
                return Ok(());
            }
            let wait = self.schedule.time_to_next(self.edge.now());
            if self.asked.is_empty() {
                self.edge.idle(wait, self.watched.tally.kept);
            }
            match self.fetcher.next(wait.min(GLANCE)) {
                None => {}
                Some(News::Robots(file)) => self.keep_robots(&file)?,
                Some(News::Answer(answer)) => self.take(answer)?,
            }
        }
    }

    /// Asks the feeds that are due. That they are asked is on the disk before they are.
    fn begin_polls(&mut self) -> Result<(), Error> {
        let now = self.edge.now();
        let due = self.schedule.begin_due(now);
        if due.is_empty() || !self.begin_batch()? {
            return Ok(());
        }
        for &at in &due {
            self.adding.feed(self.schedule.feed(at))?;
        }
        self.adding.commit()?;
        for at in due {
            let (address, validators) = (self.schedule.address(at).clone(), self.schedule.validators(at));
            self.ask(Asked::Feed(at), address, validators);
        }
        Ok(())
    }

    fn ask(&mut self, asked: Asked, address: Address, validators: Option<overshadow_fetch::Validators>) {
        let ticket = self.next_ticket;
        self.next_ticket += 1;
        self.asked.insert(ticket, asked);
        self.fetcher.ask(Request { ticket, address, validators });
    }

    fn take(&mut self, answer: Answer) -> Result<(), Error> {
        // Until the archive can be written nothing is taken, so that nothing is lost.
        if !self.begin_batch()? {
            return Ok(());
        }
        let asked = self.asked.remove(&answer.ticket).expect("every ticket is answered once");
        match (asked, answer.result) {
            (Asked::Feed(at), Ok(Response::Found(found))) => self.read_feed(at, &found)?,
            (Asked::Feed(at), Ok(Response::Unchanged { fresh_for, validators })) => {
                self.schedule.unchanged(at, fresh_for, validators, self.edge.now());
                self.end_poll(at, Happened::Unchanged)?;
            }
            (Asked::Feed(at), Err(error)) => self.fail(at, &error)?,
            (Asked::Page(at, item), result) => self.take_page(at, &item, result)?,
        }
        // Whatever the answer was, nothing stays open.
        Ok(self.adding.commit()?)
    }

    fn read_feed(&mut self, at: usize, found: &Found) -> Result<(), Error> {
        let name = self.schedule.feed(at).address.clone();
        let read = match self.intake.feed(&name, found, self.edge.now()) {
            Ok(read) => read,
            Err(error) => {
                let hint = error.hint();
                return self.fail_with(at, error.code(), error.to_string(), hint, None);
            }
        };
        let (mut added, mut pages) = (0, Vec::new());
        for article in read.articles {
            self.watched.tally.read += 1;
            if self.intake.is_pending(&article) || self.adding.has_item(&article)? {
                self.watched.tally.duplicate += 1;
                continue;
            }
            match self.page_of(at, &article) {
                Some(address) => pages.push((article, address)),
                None => added += u64::from(self.add(&article)?),
            }
        }
        for skipped in self.intake.news(at, read.skipped) {
            self.watched.tally.read += 1;
            self.watched.tally.skip(&skipped.reason);
            self.edge.skipped(&skipped);
        }
        let fault =
            read.fault.or_else(|| found.is_cut.then(|| "ended before the end that the server announced".to_owned()));
        let moved = found.address.shown() != name;
        let poll = schedule::Poll {
            items: read.items,
            added,
            at: moved.then(|| found.address.shown().to_owned()),
            fault,
            validators: found.validators.clone(),
            fresh_for: found.fresh_for.max(read.fresh_for),
            pages: pages.len(),
        };
        self.schedule.read(at, poll);
        for (article, address) in pages {
            self.intake.pend(&article);
            self.ask(Asked::Page(at, Box::new(article)), address, None);
        }
        self.end_poll_if_complete(at)
    }

    /// The page to fetch for an item, if pages are wanted and it links to one.
    fn page_of(&mut self, at: usize, item: &Article) -> Option<Address> {
        let url = item.url.as_ref().filter(|_| self.options.pages)?;
        match Address::parse(url) {
            Ok(address) => Some(address),
            Err(error) => {
                self.page_failed(at, url.clone(), error.code().to_owned(), error.to_string());
                None
            }
        }
    }

    fn page_failed(&mut self, at: usize, page: String, code: String, message: String) {
        self.watched.failed_pages += 1;
        let feed = self.schedule.feed(at).address.clone();
        self.edge.event(&WatchEvent { feed, what: Happened::PageFailed { page, code, message }, next: None });
    }

    fn take_page(&mut self, at: usize, item: &Article, result: Result<Response, FetchError>) -> Result<(), Error> {
        self.watched.pages += 1;
        self.intake.unpend(item);
        let page = match result {
            Ok(Response::Found(found)) => {
                self.intake.page(item, &found, self.edge.now()).map_err(|skipped| (skipped.reason, skipped.detail))
            }
            Ok(Response::Unchanged { .. }) => Err(("status".to_owned(), "HTTP status 304".to_owned())),
            Err(error) => Err((error.code().to_owned(), with_cause(&error))),
        };
        let added = match page {
            Ok(page) => {
                let added = self.adding.page_of_item(item, &page)?;
                self.count(added)
            }
            Err((code, message)) => {
                self.page_failed(at, item.url.clone().unwrap_or_default(), code, message);
                self.add(item)?
            }
        };
        self.schedule.page_done(at, added);
        self.end_poll_if_complete(at)
    }

    fn add(&mut self, article: &Article) -> Result<bool, Error> {
        let added = self.adding.article(article)?;
        Ok(self.count(added))
    }

    fn count(&mut self, added: bool) -> bool {
        *(if added { &mut self.watched.tally.kept } else { &mut self.watched.tally.duplicate }) += 1;
        added
    }

    fn end_poll_if_complete(&mut self, at: usize) -> Result<(), Error> {
        match self.schedule.complete(at, self.edge.now()) {
            Some(what) => self.end_poll(at, what),
            None => Ok(()),
        }
    }

    fn fail(&mut self, at: usize, error: &FetchError) -> Result<(), Error> {
        let hint = error.hint().map(str::to_owned);
        self.fail_with(at, error.code(), with_cause(error), hint, Some(error))
    }

    fn fail_with(
        &mut self,
        at: usize,
        code: &'static str,
        message: String,
        hint: Option<String>,
        error: Option<&FetchError>,
    ) -> Result<(), Error> {
        let failures = self.schedule.failed(at, format!("{code}: {message}"), error, self.edge.now());
        self.end_poll(at, Happened::Failed { code, message, hint, failures })
    }

    /// Writes down what is known of a feed now, in the transaction of what it brought.
    fn end_poll(&mut self, at: usize, what: Happened) -> Result<(), Error> {
        let is_fault = matches!(what, Happened::Failed { .. } | Happened::Read { fault: Some(_), .. });
        self.watched.polls += 1;
        self.watched.failed += u64::from(is_fault);
        let feed = self.schedule.feed(at);
        self.adding.feed(feed)?;
        self.adding.commit()?;
        let event =
            WatchEvent { feed: feed.address.clone(), what, next: feed.next_poll.filter(|_| !self.options.once) };
        self.edge.event(&event);
        Ok(())
    }

    fn keep_robots(&mut self, file: &RobotsFile) -> Result<(), Error> {
        if !self.begin_batch()? {
            return Ok(());
        }
        let (verdict, detail) = match &file.verdict {
            Verdict::Rules(bytes) => ("rules", bytes.clone()),
            Verdict::Nothing => ("nothing", Vec::new()),
            Verdict::Unreachable(why) => ("unreachable", why.clone().into_bytes()),
        };
        let known =
            KnownRobots { origin: file.origin.clone(), fetched: file.fetched, verdict: verdict.to_owned(), detail };
        self.adding.robots(&known, self.edge.now() - ROBOTS_KEPT)?;
        Ok(self.adding.commit()?)
    }

    /// Opens a transaction, waiting for as long as another run writes; false when the user ends the waiting.
    fn begin_batch(&mut self) -> Result<bool, Error> {
        let mut is_told = false;
        loop {
            match self.adding.begin() {
                Ok(()) => return Ok(true),
                Err(ArchiveError::Locked { .. }) if self.edge.should_end() => return Ok(false),
                Err(ArchiveError::Locked { .. }) => {
                    if !is_told {
                        self.edge.event(&WatchEvent { feed: String::new(), what: Happened::ArchiveBusy, next: None });
                        is_told = true;
                    }
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
}

fn robots_file(known: KnownRobots) -> Option<RobotsFile> {
    let verdict = match known.verdict.as_str() {
        "rules" => Verdict::Rules(known.detail),
        "nothing" => Verdict::Nothing,
        "unreachable" => Verdict::Unreachable(String::from_utf8_lossy(&known.detail).into_owned()),
        _ => return None,
    };
    Some(RobotsFile { origin: known.origin, fetched: known.fetched, verdict })
}

fn with_cause(error: &FetchError) -> String {
    match std::error::Error::source(error) {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}
