//! A request on its way: hop by hop, so that every hop waits for the turn of its own host.
//!
//! Before the first hop to an origin stands its `robots.txt`. What a hop brings is either the end of the way or the next
//! hop; a redirection is judged as a first address is.

use crate::address::Address;
use crate::error::FetchError;
use crate::fetcher::{FetchOptions, Found, Request, Response, Validators};
use crate::header::{max_age, retry_after};
use crate::hop::{Ask, Hop, ask};
use crate::robots::{MOST_BYTES, Robots, RobotsFile, Verdict, waits};
use jiff::Timestamp;
use std::sync::Arc;
use std::time::{Duration, Instant};
use ureq::Agent;

/// Redirections that are followed, of one thing or of one `robots.txt`.
const MOST_REDIRECTS: u32 = 5;
const FEEDS_AND_PAGES: &str = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, \
     text/xml;q=0.9, application/json;q=0.8, text/html;q=0.8, */*;q=0.5";

/// A request on its way.
pub(crate) struct Job {
    pub(crate) request: Request,
    /// Where it is now.
    at: Address,
    /// Where it was before, the first first.
    trail: Vec<String>,
    /// Time left for all of it.
    left: Duration,
    /// The `robots.txt` that is on its way before the next hop.
    robots: Option<RobotsJob>,
}

struct RobotsJob {
    origin: String,
    at: Address,
    followed: u32,
}

/// What became of a job by one hop.
pub(crate) enum Step {
    /// It goes on.
    On(Box<Job>),
    /// It is done.
    Done(Result<Response, FetchError>),
}

/// What a hop tells about hosts beside what it brings.
#[derive(Default)]
pub(crate) struct Told {
    /// A `robots.txt` that was asked for.
    pub(crate) robots: Option<RobotsFile>,
    /// The host wants to be left alone.
    pub(crate) hold: Option<Duration>,
}

impl Job {
    pub(crate) fn new(request: Request, options: &FetchOptions) -> Self {
        let at = request.address.clone();
        Self { request, at, trail: Vec::new(), left: options.time_out, robots: None }
    }

    /// Whose turn it waits for; `known` tells whether the rules of an origin are known.
    pub(crate) fn host(&self) -> String {
        self.robots.as_ref().map_or_else(|| self.at.host(), |robots| robots.at.host())
    }

    /// The origin whose rules it needs next.
    pub(crate) fn origin(&self) -> String {
        self.robots.as_ref().map_or_else(|| self.at.origin(), |robots| robots.origin.clone())
    }

    /// One hop. `rules` are those of [`Job::origin`], if they are known.
    pub(crate) fn step(
        mut self: Box<Self>,
        rules: Option<&Known>,
        agent: &Agent,
        options: &FetchOptions,
    ) -> (Step, Told) {
        let begun = now();
        let Some(rules) = rules else { return self.robots_hop(agent, options) };
        self.robots = None;
        if let Err(error) = rules.allow(&self.at) {
            return (Step::Done(Err(error)), Told::default());
        }
        let validators = self.request.validators.as_ref().filter(|it| it.of == self.at.shown());
        let asked = Ask {
            address: &self.at,
            accept: FEEDS_AND_PAGES,
            validators,
            limit: options.max_bytes,
            cut_at_limit: false,
            within: self.left,
        };
        let hop = ask(agent, &asked, options);
        self.left = self.left.saturating_sub(begun.elapsed());
        match hop {
            Ok(hop) => self.judge(hop),
            Err(error) => (Step::Done(Err(error)), Told::default()),
        }
    }

    fn judge(mut self: Box<Self>, hop: Hop) -> (Step, Told) {
        let wait = hop.header("Retry-After").and_then(|value| retry_after(value, timestamp()));
        let hold = wait.filter(|_| matches!(hop.status, 429 | 503));
        let done = match hop.status {
            200 => Ok(self.found(hop)),
            304 => match self.request.validators.clone() {
                Some(validators) => {
                    Ok(Response::Unchanged { fresh_for: age(&hop), validators: newer(validators, &hop) })
                }
                None => Err(FetchError::Status { status: 304, retry_after: None }),
            },
            301 | 302 | 303 | 307 | 308 => match self.follow(hop.header("Location").unwrap_or_default()) {
                Ok(()) => return (Step::On(self), Told::default()),
                Err(error) => Err(error),
            },
            status => Err(FetchError::Status { status, retry_after: wait }),
        };
        (Step::Done(done), Told { hold, robots: None })
    }

    fn found(&self, hop: Hop) -> Response {
        let header = |name| hop.header(name).map(str::to_owned);
        let validators =
            Validators { of: self.at.shown().to_owned(), etag: header("ETag"), modified: header("Last-Modified") };
        // What ended too early is asked for again, whole.
        let is_whole = !hop.body.is_cut && (validators.etag.is_some() || validators.modified.is_some());
        Response::Found(Box::new(Found {
            address: self.at.clone(),
            content_type: header("Content-Type"),
            fresh_for: age(&hop),
            is_cut: hop.body.is_cut,
            validators: Some(validators).filter(|_| is_whole),
            bytes: hop.body.bytes,
        }))
    }

    fn follow(&mut self, location: &str) -> Result<(), FetchError> {
        let to = moved(&self.at, location)?;
        self.trail.push(self.at.shown().to_owned());
        if self.trail.iter().any(|before| before == to.shown()) {
            return Err(FetchError::RedirectLoop { to: to.shown().to_owned() });
        }
        if self.trail.len() as u32 > MOST_REDIRECTS {
            return Err(FetchError::RedirectsTooMany { followed: MOST_REDIRECTS });
        }
        self.at = to;
        Ok(())
    }

    fn robots_hop(mut self: Box<Self>, agent: &Agent, options: &FetchOptions) -> (Step, Told) {
        let origin = self.at.origin();
        let robots = self.robots.take().filter(|robots| robots.origin == origin);
        let mut robots =
            robots.unwrap_or_else(|| RobotsJob { origin: origin.clone(), at: self.at.robots(), followed: 0 });
        let asked = Ask {
            address: &robots.at,
            accept: "text/plain, */*;q=0.5",
            validators: None,
            limit: MOST_BYTES,
            cut_at_limit: true,
            within: options.time_out,
        };
        let mut hold = None;
        let verdict = match ask(agent, &asked, options) {
            Ok(hop) => match hop.status {
                200 => Verdict::Rules(hop.body.bytes),
                301 | 302 | 303 | 307 | 308 => match moved(&robots.at, hop.header("Location").unwrap_or_default()) {
                    Ok(to) if robots.followed < MOST_REDIRECTS => {
                        robots.at = to;
                        robots.followed += 1;
                        self.robots = Some(robots);
                        return (Step::On(self), Told::default());
                    }
                    // RFC 9309, section 2.3.1.2: after five redirections there is none.
                    Ok(_) => Verdict::Nothing,
                    Err(error) => Verdict::Unreachable(error.to_string()),
                },
                // 429 is no word about the file.
                status @ (429 | 500..) => {
                    hold = waits(status, hop.header("Retry-After"), timestamp());
                    Verdict::Unreachable(format!("HTTP status {status}"))
                }
                400.. => Verdict::Nothing,
                status => Verdict::Unreachable(format!("HTTP status {status}")),
            },
            // What is wrong with the host is said as it is, not as a lack of rules.
            Err(error @ (FetchError::Private { .. } | FetchError::Port { .. } | FetchError::HostUnknown { .. }))
                if robots.followed == 0 =>
            {
                return (Step::Done(Err(error)), Told::default());
            }
            Err(error) => Verdict::Unreachable(with_cause(&error)),
        };
        let told = Told { robots: Some(RobotsFile { origin, fetched: timestamp(), verdict }), hold };
        (Step::On(self), told)
    }
}

/// What is known of an origin.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) file: RobotsFile,
    pub(crate) rules: Robots,
}

impl Known {
    pub(crate) fn new(file: RobotsFile, user_agent: &str) -> Arc<Self> {
        let rules = match &file.verdict {
            Verdict::Rules(bytes) => Robots::parse(bytes, user_agent),
            Verdict::Nothing | Verdict::Unreachable(_) => Robots::default(),
        };
        Arc::new(Self { file, rules })
    }

    fn allow(&self, address: &Address) -> Result<(), FetchError> {
        let origin = self.file.origin.clone();
        match &self.file.verdict {
            Verdict::Unreachable(detail) => Err(FetchError::RobotsUnreachable { origin, detail: detail.clone() }),
            _ if self.rules.allows(address.path()) => Ok(()),
            _ => Err(FetchError::Robots { origin }),
        }
    }
}

/// Where a redirection leads, unless from a secure address to one that is not.
fn moved(from: &Address, location: &str) -> Result<Address, FetchError> {
    let broken = || FetchError::RedirectBroken { to: location.chars().take(200).collect() };
    if location.trim().is_empty() {
        return Err(broken());
    }
    let to = from.moved(location).map_err(|_| broken())?;
    if from.is_secure() && !to.is_secure() {
        return Err(FetchError::RedirectInsecure { to: to.shown().to_owned() });
    }
    Ok(to)
}

fn age(hop: &Hop) -> Option<Duration> {
    hop.header("Cache-Control").and_then(max_age)
}

/// A server may change its validators without changing the thing.
fn newer(known: Validators, hop: &Hop) -> Validators {
    let header = |name| hop.header(name).map(str::to_owned);
    Validators {
        etag: header("ETag").or(known.etag),
        modified: header("Last-Modified").or(known.modified),
        of: known.of,
    }
}

fn with_cause(error: &FetchError) -> String {
    match std::error::Error::source(error) {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}

#[expect(clippy::disallowed_methods, reason = "the network is an edge: time-outs and pauses need a clock")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

#[expect(
    clippy::disallowed_methods,
    reason = "the network is an edge: what servers say of time is held against a clock"
)]
pub(crate) fn timestamp() -> Timestamp {
    Timestamp::now()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::Body;
    use crate::hop::agent;
    use ureq::http::HeaderMap;

    fn moved_to(location: &str) -> Step {
        let request =
            Request { ticket: 1, address: Address::parse("https://post.example/feed").unwrap(), validators: None };
        let mut headers = HeaderMap::new();
        headers.insert("Location", location.parse().unwrap());
        let hop = Hop { status: 302, headers, body: Body { bytes: Vec::new(), is_cut: false } };
        Box::new(Job::new(request, &FetchOptions::default())).judge(hop).0
    }

    #[test]
    fn a_redirection_into_the_own_network_is_refused_before_anything_is_asked() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let options = FetchOptions::default();
        for host in ["127.0.0.1", "localhost", "[::ffff:7f00:1]", "169.254.169.254"] {
            let Step::On(job) = moved_to(&format!("https://{host}:{port}/secret")) else { panic!("not followed") };
            // With rules that allow all, and before rules are known.
            let origin = job.origin();
            let file = RobotsFile { origin, fetched: timestamp(), verdict: Verdict::Nothing };
            let known = Known::new(file, "overshadow");
            let refused = job.step(Some(&known), &agent(&options), &options).0;
            assert!(matches!(refused, Step::Done(Err(FetchError::Private { .. }))), "{host}");
            let Step::On(job) = moved_to(&format!("https://{host}:{port}/secret")) else { panic!("not followed") };
            let refused = job.step(None, &agent(&options), &options).0;
            assert!(matches!(refused, Step::Done(Err(FetchError::Private { .. }))), "{host}");
        }
        assert!(listener.accept().is_err(), "nobody came");
    }

    #[test]
    fn a_redirection_to_what_is_less_secure_is_refused() {
        for to in ["http://post.example/feed", "http://other.example/"] {
            assert!(matches!(moved_to(to), Step::Done(Err(FetchError::RedirectInsecure { .. }))), "{to}");
        }
        assert!(matches!(moved_to("//other.example/x"), Step::On(_)));
    }
}
