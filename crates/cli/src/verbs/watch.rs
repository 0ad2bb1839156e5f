//! `watch`: what is new in feeds, into an archive, until the user ends it.

use crate::Done;
use crate::ask::{SkippedList, files, read_text};
use crate::failure::Failure;
use crate::interrupt;
use crate::options::WatchOptions;
use crate::output::write_rows;
use crate::progress::say;
use crate::verbs::add::bring_up;
use jiff::Timestamp;
use overshadow::archive::{Archive, FeedRow};
use overshadow::fetch::{Address, FetchOptions};
use overshadow::read::Progress;
use overshadow::record::Skipped;
use overshadow::{Error, Happened, WatchEdge, WatchEvent, Watched, feed_addresses};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// The index is brought up when no poll is due for so long, and after it rested for so many times as long as it took.
const LEAST_WAIT: Duration = Duration::from_secs(2);
const REST: u32 = 10;

pub(crate) fn run(options: &WatchOptions) -> Result<Done, Failure> {
    if options.list {
        return list(options);
    }
    let input = options.input();
    let watching = overshadow::WatchOptions {
        feeds: feeds(options)?,
        every: options.every,
        once: options.once,
        pages: options.pages,
        seed: options.seed,
        fetch: fetch_options(options),
        pile: files(&input, Arc::new(Progress::default()))?,
    };
    let mut archive = Archive::open_or_make(&options.archive)?;
    let mut edge = Edge {
        asked: interrupt::end_by_itself(),
        skipped: SkippedList::open(&input)?,
        derived: Derived::of(&options.archive),
    };
    let watched = match overshadow::watch(&watching, &mut archive, &mut edge) {
        Ok(watched) => watched,
        Err(error) => return Err(edge.skipped.give_up(error)),
    };
    let (articles, added) = (archive.articles()?, watched.tally.kept);
    say(&format!("archive `{}`: {added} added, {articles} articles", options.archive.display()));
    say(&polls(&watched, options.pages));
    // A run that goes on until it is ended ends soon when it is.
    if options.once && added > 0 {
        bring_up(&mut archive)?;
    }
    edge.skipped.finish(&watched.tally, &input)?;
    Ok(match watched {
        Watched { was_ended: true, .. } => Done::Interrupted,
        Watched { failed: 1.., .. } => Done::InPart,
        _ if added > 0 => Done::Found,
        _ => Done::NothingFound,
    })
}

fn polls(watched: &Watched, with_pages: bool) -> String {
    let polls = format!("polls {}, failed or in part {}", watched.polls, watched.failed);
    if with_pages { format!("{polls}, pages {}, failed {}", watched.pages, watched.failed_pages) } else { polls }
}

/// What the archive knows of the feeds, or of those that are named.
fn list(options: &WatchOptions) -> Result<Done, Failure> {
    let feeds = Archive::open(&options.archive)?.feeds()?;
    let named: BTreeSet<String> = named(options)?.iter().map(|address| address.shown().to_owned()).collect();
    let is_wanted = |row: &FeedRow| named.is_empty() || named.contains(&row.address);
    let rows: Vec<FeedRow> = feeds.iter().map(FeedRow::from).filter(is_wanted).collect();
    write_rows(&rows, &options.output)?;
    Ok(if rows.is_empty() { Done::NothingFound } else { Done::Found })
}

/// The feeds that are named, or else those that the archive knows.
fn feeds(options: &WatchOptions) -> Result<Vec<Address>, Failure> {
    let named = named(options)?;
    if !named.is_empty() {
        return Ok(named);
    }
    let known = Archive::open(&options.archive).and_then(|archive| archive.feeds()).unwrap_or_default();
    let addresses = known.iter().map(|feed| Address::parse(&feed.address)).collect::<Result<Vec<Address>, _>>();
    let addresses = addresses.map_err(|source| Error::Feed { place: None, source })?;
    if addresses.is_empty() {
        return Err(Failure::Usage {
            code: "input-missing",
            message: "there is nothing to watch".into(),
            hint: "name addresses of feeds, or files that list them: OPML, or an address a line".into(),
        });
    }
    Ok(addresses)
}

fn named(options: &WatchOptions) -> Result<Vec<Address>, Failure> {
    let mut addresses = Vec::new();
    for word in &options.feeds {
        // A file is no address of another kind: what has a scheme is meant as an address.
        if word.contains("://") {
            addresses.push(Address::parse(word).map_err(|source| Error::Feed { place: None, source })?);
        } else {
            addresses.extend(feed_addresses(word, &read_text(Path::new(word))?)?);
        }
    }
    Ok(addresses)
}

fn fetch_options(options: &WatchOptions) -> FetchOptions {
    let usual = FetchOptions::default();
    FetchOptions {
        user_agent: options.user_agent.clone().unwrap_or(usual.user_agent),
        delay: options.delay,
        connect_time_out: options.connect_timeout,
        time_out: options.timeout,
        max_bytes: options.max_size,
        allow_private: options.allow_private,
        threads: usual.threads,
    }
}

/// The clock, the signals and standard error; and what is derived while nothing is under way.
struct Edge {
    asked: Arc<AtomicBool>,
    skipped: SkippedList,
    derived: Derived,
}

/// What is derived from the archive: brought up between polls, when that takes a small part of the time between them.
struct Derived {
    folder: PathBuf,
    /// Articles added when it was last brought up.
    added: u64,
    /// How long that took.
    took: Duration,
    /// When it ended.
    ended: Option<Instant>,
}

impl Derived {
    fn of(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), added: 0, took: Duration::ZERO, ended: None }
    }

    #[expect(clippy::disallowed_methods, reason = "the command line is the edge that knows what time it is")]
    fn bring_up(&mut self, wait: Duration, added: u64) {
        let is_rested = self.ended.is_none_or(|ended| ended.elapsed() >= REST * self.took);
        if added == self.added || wait < LEAST_WAIT.max(self.took) || !is_rested {
            return;
        }
        let begun = Instant::now();
        let done = Archive::open_to_change(&self.folder).map_err(Failure::from).and_then(|mut it| bring_up(&mut it));
        if let Err(failure) = done {
            // The articles are there; the next `add` or `archive repair` makes up for it.
            failure.print();
        }
        (self.added, self.took, self.ended) = (added, begun.elapsed(), Some(Instant::now()));
    }
}

impl WatchEdge for Edge {
    #[expect(clippy::disallowed_methods, reason = "the command line is the edge that knows what time it is")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn should_end(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }

    fn event(&mut self, event: &WatchEvent) {
        say(&line(event));
    }

    fn skipped(&mut self, skipped: &Skipped) {
        self.skipped.add(skipped);
    }

    fn idle(&mut self, wait: Duration, added: u64) {
        self.derived.bring_up(wait, added);
    }
}

/// One line an event: the feed, what happened, when it is polled next.
fn line(event: &WatchEvent) -> String {
    let what = match &event.what {
        Happened::Read { items, added, at, fault } => {
            let at = at.as_ref().map(|at| format!(", read at {at}")).unwrap_or_default();
            let fault = fault.as_ref().map(|fault| format!(", in part: {fault}")).unwrap_or_default();
            format!("{items} items, {added} new{at}{fault}")
        }
        Happened::Unchanged => "unchanged".to_owned(),
        Happened::Failed { code, message, hint, failures } => {
            let hint = hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
            let in_a_row = if *failures > 1 { format!(", {failures} times in a row") } else { String::new() };
            format!("error[{code}]: {message}{hint}{in_a_row}")
        }
        Happened::PageFailed { page, code, message } => format!("page {page}: error[{code}]: {message}"),
        Happened::NotDue => "not due".to_owned(),
        Happened::ArchiveBusy => return "another run writes to the archive: waiting for it".to_owned(),
        // What a later version of the library tells.
        other => format!("{other:?}"),
    };
    let next = event.next.map(|next| format!("; next {}", next.strftime("%Y-%m-%dT%H:%M:%SZ"))).unwrap_or_default();
    format!("{}: {what}{next}", event.feed)
}
