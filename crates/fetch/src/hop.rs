//! One request to one address, and what comes back; nothing is followed.

use crate::address::Address;
use crate::body::{self, Body, BodyFault};
use crate::error::FetchError;
use crate::fetcher::{FetchOptions, Validators};
use crate::resolve::{PrivateHost, PublicOnly};
use std::io;
use std::time::Duration;
use ureq::Agent;
use ureq::http::HeaderMap;
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::DefaultConnector;

/// What is asked.
pub(crate) struct Ask<'a> {
    pub(crate) address: &'a Address,
    /// Media types that are wanted.
    pub(crate) accept: &'static str,
    pub(crate) validators: Option<&'a Validators>,
    /// Most bytes of the answer, and whether more of them is an error or just not read.
    pub(crate) limit: usize,
    pub(crate) cut_at_limit: bool,
    /// Time for all of it.
    pub(crate) within: Duration,
}

/// What comes back.
pub(crate) struct Hop {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    /// Of an answer of status 200.
    pub(crate) body: Body,
}

impl Hop {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

/// Ports below this one belong to services that are none of ours.
const FIRST_FREE_PORT: u16 = 1024;

/// The agent that asks: no redirects, no cookies, no proxy of the environment, no connection kept.
pub(crate) fn agent(options: &FetchOptions) -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .max_idle_connections(0)
        .max_idle_connections_per_host(0)
        .user_agent(options.user_agent.as_str())
        .accept_encoding("gzip")
        .timeout_connect(Some(options.connect_time_out))
        .timeout_resolve(Some(options.connect_time_out))
        .build();
    if options.allow_private {
        Agent::with_parts(config, DefaultConnector::default(), DefaultResolver::default())
    } else {
        Agent::with_parts(config, DefaultConnector::default(), PublicOnly::default())
    }
}

/// Asks.
pub(crate) fn ask(agent: &Agent, ask: &Ask<'_>, options: &FetchOptions) -> Result<Hop, FetchError> {
    let port = ask.address.port();
    if !options.allow_private && port < FIRST_FREE_PORT && !matches!(port, 80 | 443) {
        return Err(FetchError::Port { port });
    }
    let fault = |error| fault(error, ask, options);
    let mut request = agent.get(ask.address.shown()).header("Accept", ask.accept);
    if let Some(authorization) = ask.address.authorization() {
        request = request.header("Authorization", authorization);
    }
    if ask.cut_at_limit {
        // Half of something packed is worth less than half of it plain.
        request = request.header("Accept-Encoding", "identity");
    }
    if let Some(validators) = ask.validators {
        for (name, value) in [("If-None-Match", &validators.etag), ("If-Modified-Since", &validators.modified)] {
            if let Some(value) = value {
                request = request.header(name, value.as_str());
            }
        }
    }
    let answer = request.config().timeout_global(Some(ask.within)).build().call().map_err(fault)?;
    let (head, stream) = answer.into_parts();
    let mut hop =
        Hop { status: head.status.as_u16(), headers: head.headers, body: Body { bytes: Vec::new(), is_cut: false } };
    if hop.status == 200 {
        let mut stream: Box<dyn io::Read> = Box::new(stream.into_reader());
        if ask.cut_at_limit {
            stream = Box::new(io::Read::take(stream, ask.limit as u64));
        }
        let packed = body::read(&mut stream, ask.limit).map_err(|fault_of_body| match fault_of_body {
            BodyFault::TooLarge => FetchError::TooLarge { limit: ask.limit },
            BodyFault::Stream(error) => fault(ureq::Error::from(error)),
        })?;
        let coding = hop.header("Content-Encoding").unwrap_or_default().to_owned();
        hop.body = body::unpacked(packed, &coding, ask.limit)?;
    }
    Ok(hop)
}

/// What an error of the library means.
fn fault(error: ureq::Error, ask: &Ask<'_>, options: &FetchOptions) -> FetchError {
    let host = || ask.address.host();
    match error {
        ureq::Error::Timeout(which) => time_out(which, ask.within, options),
        ureq::Error::HostNotFound => FetchError::HostUnknown { host: host(), source: None },
        ureq::Error::Other(other) => match other.downcast::<PrivateHost>() {
            Ok(private) => FetchError::Private { host: host(), number: private.0 },
            Err(other) => FetchError::Protocol { detail: other.to_string() },
        },
        ureq::Error::Rustls(error) => FetchError::Tls { detail: error.to_string() },
        ureq::Error::Tls(detail) => FetchError::Tls { detail: detail.to_owned() },
        ureq::Error::Io(source) if is_of_lookup(&source) => {
            FetchError::HostUnknown { host: host(), source: Some(source) }
        }
        // A handshake or a record that makes no sense.
        ureq::Error::Io(source) if source.kind() == io::ErrorKind::InvalidData && ask.address.is_secure() => {
            FetchError::Tls { detail: source.to_string() }
        }
        ureq::Error::Io(source) if source.kind() == io::ErrorKind::TimedOut => {
            FetchError::TimeOut { after: ask.within, what: "the answer" }
        }
        ureq::Error::Io(source) => FetchError::Connection { source },
        other => FetchError::Protocol { detail: other.to_string() },
    }
}

fn time_out(which: ureq::Timeout, within: Duration, options: &FetchOptions) -> FetchError {
    match which {
        ureq::Timeout::Resolve => FetchError::TimeOut { after: options.connect_time_out, what: "looking the host up" },
        ureq::Timeout::Connect => FetchError::TimeOut { after: options.connect_time_out, what: "connecting" },
        _ => FetchError::TimeOut { after: within, what: "the whole answer" },
    }
}

/// The standard library has no kind of its own for a name that nobody knows.
fn is_of_lookup(error: &io::Error) -> bool {
    error.to_string().starts_with("failed to lookup address information")
}
