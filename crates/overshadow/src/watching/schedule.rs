//! When each feed is due, and what a poll makes of what is known of it.

use super::{Happened, WatchOptions};
use jiff::Timestamp;
use overshadow_archive::Feed;
use overshadow_fetch::{Address, FetchError, Validators, wait_after_failures};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// A poll that was cut off, by a kill or the end of a run, is made up for after this long, or sooner where polls are more
/// frequent.
const AFTER_A_CUT: Duration = Duration::from_secs(60);
/// What is gone for good is looked for again this seldom.
const GONE: Duration = Duration::from_secs(24 * 3600);

/// The feeds, in the order in which they were given.
pub(super) struct Schedule {
    feeds: Vec<Scheduled>,
    every: Duration,
    /// The first wait after a failure.
    after_failure: Duration,
    once: bool,
    random: fastrand::Rng,
}

struct Scheduled {
    address: Address,
    known: Feed,
    /// `None` while it is being polled, and after its poll where there is to be one only.
    due: Option<Timestamp>,
    poll: Option<Poll>,
}

/// What a poll brought.
#[derive(Default)]
pub(super) struct Poll {
    pub(super) items: u64,
    pub(super) added: u64,
    pub(super) at: Option<String>,
    pub(super) fault: Option<String>,
    pub(super) validators: Option<Validators>,
    pub(super) fresh_for: Option<Duration>,
    /// Pages that are still to come.
    pub(super) pages: usize,
}

impl Schedule {
    pub(super) fn new(options: &WatchOptions, mut known: BTreeMap<String, Feed>) -> Self {
        let mut seen = BTreeSet::new();
        let first_of_its_name = |address: &&Address| seen.insert(address.shown().to_owned());
        let scheduled = |address: &Address| {
            let new = || Feed { address: address.shown().to_owned(), ..Feed::default() };
            let known = known.remove(address.shown()).unwrap_or_else(new);
            Scheduled { address: address.clone(), due: Some(due(&known, options.every)), known, poll: None }
        };
        Self {
            feeds: options.feeds.iter().filter(first_of_its_name).map(scheduled).collect(),
            every: options.every,
            after_failure: options.every.max(options.fetch.delay),
            once: options.once,
            random: fastrand::Rng::with_seed(options.seed),
        }
    }

    pub(super) fn feed(&self, at: usize) -> &Feed {
        &self.feeds[at].known
    }

    pub(super) fn address(&self, at: usize) -> &Address {
        &self.feeds[at].address
    }

    /// What is known of the last answer.
    pub(super) fn validators(&self, at: usize) -> Option<Validators> {
        let known = &self.feeds[at].known;
        let of = known.validators_of.clone()?;
        Some(Validators { of, etag: known.etag.clone(), modified: known.modified.clone() })
    }

    /// The feeds whose time has not come; for one round they are left out of it.
    pub(super) fn not_due(&mut self, now: Timestamp) -> Vec<Feed> {
        let mut left_out = Vec::new();
        for feed in &mut self.feeds {
            let known = &feed.known;
            if let Some(next) = feed.due.take_if(|due| !is_reached(*due, known, now)) {
                left_out.push(Feed { next_poll: Some(next), ..feed.known.clone() });
            }
        }
        left_out
    }

    /// The feeds that are due; from now on they are being polled.
    pub(super) fn begin_due(&mut self, now: Timestamp) -> Vec<usize> {
        let mut due = Vec::new();
        for (at, feed) in self.feeds.iter_mut().enumerate() {
            let known = &feed.known;
            if feed.due.take_if(|due| is_reached(*due, known, now)).is_some() {
                feed.known.begun = Some(now);
                due.push(at);
            }
        }
        due
    }

    /// How long until the next feed is due; a long time where none is.
    pub(super) fn time_to_next(&self, now: Timestamp) -> Duration {
        let due = |feed: &Scheduled| feed.due.map(|due| if is_reached(due, &feed.known, now) { now } else { due });
        let next = self.feeds.iter().filter_map(due).min();
        next.map_or(Duration::MAX, |next| Duration::try_from(next.duration_since(now)).unwrap_or_default())
    }

    /// A feed is as it was.
    pub(super) fn unchanged(&mut self, at: usize, fresh_for: Option<Duration>, validators: Validators, now: Timestamp) {
        self.set_validators(at, Some(validators));
        self.succeeded(at, fresh_for, now);
    }

    /// A feed was read; its poll is over when its pages have come.
    pub(super) fn read(&mut self, at: usize, poll: Poll) {
        self.feeds[at].poll = Some(poll);
    }

    /// A page of a feed has come, or will not.
    pub(super) fn page_done(&mut self, at: usize, added: bool) {
        let poll = self.feeds[at].poll.as_mut().expect("a poll is open until its last page has come");
        poll.pages -= 1;
        poll.added += u64::from(added);
    }

    /// What a poll came to, if nothing of it is still to come.
    pub(super) fn complete(&mut self, at: usize, now: Timestamp) -> Option<Happened> {
        let poll = self.feeds[at].poll.take_if(|poll| poll.pages == 0)?;
        // What came in part is asked for again, whole.
        let validators = poll.validators.filter(|_| poll.fault.is_none());
        self.set_validators(at, validators);
        self.succeeded(at, poll.fresh_for, now);
        let known = &mut self.feeds[at].known;
        known.items += poll.items;
        known.articles += poll.added;
        known.error.clone_from(&poll.fault);
        if poll.added > 0 {
            known.last_new = Some(now);
        }
        Some(Happened::Read { items: poll.items, added: poll.added, at: poll.at, fault: poll.fault })
    }

    /// A poll failed; how many have in a row.
    pub(super) fn failed(&mut self, at: usize, why: String, error: Option<&FetchError>, now: Timestamp) -> u64 {
        let known = &mut self.feeds[at].known;
        let mut wait = error.and_then(FetchError::retry_after).unwrap_or_default();
        // That a host wants to be left alone is no fault of this feed.
        if !matches!(error, Some(FetchError::Waiting { .. })) {
            known.failures += 1;
            wait = wait.max(wait_after_failures(known.failures, self.after_failure, &mut self.random));
        }
        if matches!(error, Some(FetchError::Status { status: 410, .. })) {
            wait = wait.max(GONE);
        }
        known.error = Some(why);
        let failures = known.failures;
        self.ended(at, Some(wait), now);
        failures
    }

    fn succeeded(&mut self, at: usize, fresh_for: Option<Duration>, now: Timestamp) {
        let known = &mut self.feeds[at].known;
        known.failures = 0;
        known.error = None;
        known.succeeded = Some(now);
        self.ended(at, fresh_for, now);
    }

    fn ended(&mut self, at: usize, wait: Option<Duration>, now: Timestamp) {
        let feed = &mut self.feeds[at];
        feed.known.polled = feed.known.begun;
        feed.known.wait_until = wait.and_then(|wait| now.checked_add(wait).ok());
        let next = due(&feed.known, self.every);
        feed.known.next_poll = Some(next);
        feed.due = Some(next).filter(|_| !self.once);
    }

    fn set_validators(&mut self, at: usize, validators: Option<Validators>) {
        let known = &mut self.feeds[at].known;
        let (of, etag, modified) = validators.map_or((None, None, None), |it| (Some(it.of), it.etag, it.modified));
        (known.validators_of, known.etag, known.modified) = (of, etag, modified);
    }
}

/// True when a feed's time has come; also when its last poll lies ahead, since then the clock was set back, and nobody knows
/// how long ago that was.
fn is_reached(due: Timestamp, known: &Feed, now: Timestamp) -> bool {
    due <= now || known.begun.is_some_and(|begun| begun > now)
}

/// When a feed is due: so long after its last poll, sooner when that was cut off, later when it was asked to be.
fn due(feed: &Feed, every: Duration) -> Timestamp {
    let Some(begun) = feed.begun else { return Timestamp::UNIX_EPOCH };
    let was_cut = feed.polled != Some(begun);
    let wait = if was_cut { every.min(AFTER_A_CUT) } else { every };
    let due = begun.checked_add(wait).unwrap_or(Timestamp::MAX);
    feed.wait_until.map_or(due, |until| until.max(due))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERY: Duration = Duration::from_secs(900);

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_000_000 + second).unwrap()
    }

    fn schedule(known: Feed) -> Schedule {
        let feeds = vec![Address::parse("https://a.example/feed").unwrap(); 2];
        let options = WatchOptions { feeds, every: EVERY, seed: 7, ..WatchOptions::default() };
        Schedule::new(&options, BTreeMap::from([(known.address.clone(), known)]))
    }

    fn known() -> Feed {
        Feed { address: "https://a.example/feed".to_owned(), ..Feed::default() }
    }

    fn next(schedule: &Schedule) -> i64 {
        schedule.feed(0).next_poll.unwrap().as_second() - 1_000_000
    }

    #[test]
    fn a_feed_given_twice_is_polled_once() {
        let mut schedule = schedule(known());
        assert_eq!(schedule.begin_due(at(0)), [0]);
        assert_eq!(schedule.begin_due(at(0)), [0; 0], "while it is being polled");
    }

    #[test]
    fn a_feed_is_polled_no_faster_than_it_wants() {
        for (fresh_for, expected) in [(None, 900), (Some(60), 900), (Some(7200), 7203)] {
            let mut schedule = schedule(known());
            schedule.begin_due(at(0));
            schedule.unchanged(0, fresh_for.map(Duration::from_secs), Validators::default(), at(3));
            assert_eq!(next(&schedule), expected, "{fresh_for:?}");
        }
    }

    #[test]
    fn failures_wait_longer_and_longer_until_one_succeeds() {
        let mut schedule = schedule(known());
        let mut waits = Vec::new();
        let mut now = 0;
        for failures in 1..=4 {
            schedule.begin_due(at(now));
            assert_eq!(schedule.failed(0, String::new(), None, at(now)), failures);
            waits.push(next(&schedule) - now);
            now = next(&schedule) + 1;
        }
        for (wait, least) in waits.iter().zip([900, 1800, 3600, 7200]) {
            assert!((least..=least * 5 / 4).contains(wait), "{waits:?}");
        }
        schedule.begin_due(at(now));
        schedule.read(0, Poll::default());
        assert!(schedule.complete(0, at(now)).is_some());
        assert_eq!((schedule.feed(0).failures, next(&schedule) - now), (0, 900));
    }

    #[test]
    fn what_a_server_asks_for_is_kept_and_a_host_that_waits_is_no_failure() {
        let mut schedule = schedule(known());
        schedule.begin_due(at(0));
        let busy = FetchError::Status { status: 503, retry_after: Some(Duration::from_secs(5000)) };
        assert_eq!(schedule.failed(0, String::new(), Some(&busy), at(0)), 1);
        assert_eq!(next(&schedule), 5000);
        schedule.begin_due(at(5000));
        let waiting = FetchError::Waiting { left: Duration::from_secs(2000) };
        assert_eq!(schedule.failed(0, String::new(), Some(&waiting), at(5000)), 1);
        assert_eq!(next(&schedule), 7000);
        schedule.begin_due(at(7000));
        let gone = FetchError::Status { status: 410, retry_after: None };
        schedule.failed(0, String::new(), Some(&gone), at(7000));
        assert_eq!(next(&schedule), 7000 + 86_400);
    }

    #[test]
    fn a_poll_that_was_cut_off_is_made_up_for_soon_but_not_at_once() {
        let cut = Feed { begun: Some(at(0)), polled: Some(at(-900)), ..known() };
        let mut schedule = schedule(cut);
        assert_eq!(schedule.begin_due(at(59)), [0; 0]);
        assert_eq!(schedule.time_to_next(at(59)), Duration::from_secs(1));
        assert_eq!(schedule.begin_due(at(60)), [0]);
    }

    #[test]
    fn a_poll_is_open_until_its_last_page_has_come() {
        let mut schedule = schedule(known());
        schedule.begin_due(at(0));
        let validators = Some(Validators { etag: Some("x".to_owned()), ..Validators::default() });
        schedule.read(0, Poll { items: 3, added: 1, pages: 2, validators, ..Poll::default() });
        assert_eq!(schedule.complete(0, at(1)), None);
        schedule.page_done(0, true);
        assert_eq!((schedule.complete(0, at(1)), schedule.feed(0).polled), (None, None));
        schedule.page_done(0, false);
        let read = Happened::Read { items: 3, added: 2, at: None, fault: None };
        assert_eq!(schedule.complete(0, at(2)), Some(read));
        assert_eq!((schedule.feed(0).articles, schedule.feed(0).etag.as_deref()), (2, Some("x")));
    }

    #[test]
    fn what_came_in_part_is_asked_for_whole() {
        let mut schedule =
            schedule(Feed { etag: Some("old".to_owned()), validators_of: Some("x".to_owned()), ..known() });
        schedule.begin_due(at(0));
        let (validators, fault) = (Some(Validators::default()), Some("cut".to_owned()));
        schedule.read(0, Poll { validators, fault, ..Poll::default() });
        schedule.complete(0, at(0));
        assert_eq!((schedule.validators(0), schedule.feed(0).error.as_deref()), (None, Some("cut")));
    }

    #[test]
    fn a_clock_that_was_set_back_silences_no_feed() {
        let ahead = || Feed { begun: Some(at(500_000)), polled: Some(at(500_000)), ..known() };
        let mut schedule = schedule(ahead());
        assert_eq!(schedule.time_to_next(at(0)), Duration::ZERO);
        assert_eq!(schedule.not_due(at(0)), []);
        assert_eq!(schedule.begin_due(at(0)), [0]);
        assert_eq!(schedule.begin_due(at(1)), [0; 0], "and it is polled once");
    }

    #[test]
    fn in_one_round_what_is_not_due_is_left_out() {
        let mut schedule = schedule(Feed { begun: Some(at(0)), polled: Some(at(0)), ..known() });
        let left_out = schedule.not_due(at(10));
        assert_eq!(left_out[0].next_poll, Some(at(900)));
        assert_eq!(schedule.begin_due(at(2000)), [0; 0]);
    }
}
