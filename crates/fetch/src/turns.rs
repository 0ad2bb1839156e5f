//! Whose turn it is: one host, one request at a time, with a pause after each.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// A host that asks to be left alone for longer than this is not waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// The hosts that have been asked.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    hosts: BTreeMap<String, Host>,
}

#[derive(Debug)]
struct Host {
    is_busy: bool,
    free_at: Instant,
    /// What its `robots.txt` asks for.
    delay: Duration,
    /// It asked to be left alone until then.
    held_until: Option<Instant>,
}

/// What a host is to a request that waits for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// It can be asked now.
    Now,
    /// It can be asked then.
    At(Instant),
    /// Somebody is asking it.
    Busy,
    /// It wants to be left alone for so long that nobody waits.
    Held(Duration),
}

impl Turns {
    /// What a host is now.
    pub(crate) fn turn(&self, host: &str, now: Instant) -> Turn {
        let Some(host) = self.hosts.get(host) else { return Turn::Now };
        let held = host.held_until.map_or(Duration::ZERO, |until| until.saturating_duration_since(now));
        let free_at = host.held_until.map_or(host.free_at, |until| until.max(host.free_at));
        match host.is_busy {
            true => Turn::Busy,
            false if held > PATIENCE => Turn::Held(held),
            false if free_at > now => Turn::At(free_at),
            false => Turn::Now,
        }
    }

    /// Somebody begins to ask it.
    pub(crate) fn begin(&mut self, name: &str, now: Instant) {
        self.host(name, now).is_busy = true;
    }

    /// It has answered; `pause` is the least time until it is asked again.
    pub(crate) fn end(&mut self, name: &str, now: Instant, pause: Duration) {
        let host = self.host(name, now);
        host.is_busy = false;
        host.free_at = now + pause.max(host.delay);
    }

    /// It asks for a pause of its own between two requests.
    pub(crate) fn set_delay(&mut self, name: &str, now: Instant, delay: Duration) {
        self.host(name, now).delay = delay;
    }

    /// It asks to be left alone.
    pub(crate) fn hold(&mut self, name: &str, now: Instant, wait: Duration) {
        self.host(name, now).held_until = Some(now + wait);
    }

    fn host(&mut self, name: &str, now: Instant) -> &mut Host {
        let new = || Host { is_busy: false, free_at: now, delay: Duration::ZERO, held_until: None };
        self.hosts.entry(name.to_owned()).or_insert_with(new)
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a moment to count from")]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_asked_once_at_a_time_with_a_pause() {
        let (mut turns, now, second) = (Turns::default(), Instant::now(), Duration::from_secs(1));
        assert_eq!(turns.turn("a", now), Turn::Now);
        turns.begin("a", now);
        assert_eq!((turns.turn("a", now), turns.turn("b", now)), (Turn::Busy, Turn::Now));
        turns.end("a", now, second);
        assert_eq!(turns.turn("a", now), Turn::At(now + second));
        assert_eq!(turns.turn("a", now + second), Turn::Now);
        turns.set_delay("a", now, 5 * second);
        turns.end("a", now, second);
        assert_eq!(turns.turn("a", now + second), Turn::At(now + 5 * second));
    }

    #[test]
    fn a_host_that_wants_to_be_left_alone_is_waited_for_a_minute_at_most() {
        let (mut turns, now, second) = (Turns::default(), Instant::now(), Duration::from_secs(1));
        turns.hold("a", now, 30 * second);
        assert_eq!(turns.turn("a", now), Turn::At(now + 30 * second));
        turns.hold("a", now, 90 * second);
        assert_eq!(turns.turn("a", now), Turn::Held(90 * second));
        assert_eq!(turns.turn("a", now + 90 * second), Turn::Now);
    }
}
