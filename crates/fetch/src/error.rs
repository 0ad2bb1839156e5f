//! Why something could not be fetched: code, fact, place, way out.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

/// Why something could not be fetched.
#[derive(Debug)]
#[non_exhaustive]
pub enum FetchError {
    /// No address that is asked here.
    Address {
        /// The words, without what may be a password.
        shown: String,
        /// What is wrong with them.
        why: &'static str,
    },
    /// The host stands for a machine of the user's own network, or of none.
    Private {
        /// The host.
        host: String,
        /// A number it stands for.
        number: IpAddr,
    },
    /// A port at which no web server is expected.
    Port {
        /// The port.
        port: u16,
    },
    /// Nobody knows the host.
    HostUnknown {
        /// The host.
        host: String,
        /// What the system says.
        source: Option<std::io::Error>,
    },
    /// The connection failed or broke.
    Connection {
        /// What the system says.
        source: std::io::Error,
    },
    /// No secure connection came about.
    Tls {
        /// What is wrong.
        detail: String,
    },
    /// The server speaks no HTTP, or breaks off.
    Protocol {
        /// What is wrong.
        detail: String,
    },
    /// Time ran out.
    TimeOut {
        /// How long it was.
        after: Duration,
        /// What was waited for.
        what: &'static str,
    },
    /// The answer is larger than allowed.
    TooLarge {
        /// Most bytes, unpacked.
        limit: usize,
    },
    /// The answer is packed in a way we do not undo, or is broken from its beginning.
    Packed {
        /// The way.
        coding: String,
    },
    /// The server refuses, fails, or has nothing there.
    Status {
        /// The status of HTTP.
        status: u16,
        /// How long it asks to wait.
        retry_after: Option<Duration>,
    },
    /// A redirection leads back.
    RedirectLoop {
        /// Where it leads.
        to: String,
    },
    /// One redirection after another.
    RedirectsTooMany {
        /// How many were followed.
        followed: u32,
    },
    /// A redirection from a secure address to one that is not.
    RedirectInsecure {
        /// Where it leads.
        to: String,
    },
    /// A redirection to nowhere, or to what is no address.
    RedirectBroken {
        /// What it says.
        to: String,
    },
    /// The host's `robots.txt` does not allow it.
    Robots {
        /// The host.
        origin: String,
    },
    /// The host's `robots.txt` cannot be had at present, so that nothing is asked.
    RobotsUnreachable {
        /// The host.
        origin: String,
        /// Why not.
        detail: String,
    },
    /// The host has asked to be left alone.
    Waiting {
        /// How much longer.
        left: Duration,
    },
}

impl FetchError {
    /// A short code for programs and searches.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Address { .. } => "address",
            Self::Private { .. } => "address-private",
            Self::Port { .. } => "address-port",
            Self::HostUnknown { .. } => "host-unknown",
            Self::Connection { .. } => "connection",
            Self::Tls { .. } => "tls",
            Self::Protocol { .. } => "protocol",
            Self::TimeOut { .. } => "time-out",
            Self::TooLarge { .. } => "too-large",
            Self::Packed { .. } => "packed",
            Self::Status { .. } => "status",
            Self::RedirectLoop { .. } => "redirect-loop",
            Self::RedirectsTooMany { .. } => "redirects-too-many",
            Self::RedirectInsecure { .. } => "redirect-insecure",
            Self::RedirectBroken { .. } => "redirect-broken",
            Self::Robots { .. } => "robots",
            Self::RobotsUnreachable { .. } => "robots-unreachable",
            Self::Waiting { .. } => "host-waits",
        }
    }

    /// The way out, where there is one to name.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::Address { .. } => "write it as https://host/path",
            Self::Private { .. } => "--allow-private asks it, where it is a server of your own",
            Self::Port { .. } => "--allow-private asks any port",
            Self::HostUnknown { .. } => "check the name and the connection",
            Self::TimeOut { .. } => "--timeout allows more",
            Self::TooLarge { .. } => "--max-size allows more",
            Self::RedirectInsecure { .. } => "give that address itself, if you trust it",
            Self::Robots { .. } => "the host does not want it fetched; ask its owner",
            _ => return None,
        })
    }

    /// How long the server asks to wait.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            Self::Waiting { left } => Some(*left),
            _ => None,
        }
    }
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address { shown, why } => write!(f, "`{shown}` {why}"),
            Self::Private { host, number } => write!(f, "`{host}` is {number}, which is not of the public network"),
            Self::Port { port } => write!(f, "port {port} is no port of a web server"),
            Self::HostUnknown { host, .. } => write!(f, "nobody knows the host `{host}`"),
            Self::Connection { .. } => f.write_str("the connection failed"),
            Self::Tls { detail } => write!(f, "no secure connection: {detail}"),
            Self::Protocol { detail } => write!(f, "the server breaks off or speaks no HTTP: {detail}"),
            Self::TimeOut { after, what } => write!(f, "{what} took longer than {} s", after.as_secs_f64()),
            Self::TooLarge { limit } => write!(f, "the answer has more than {limit} bytes"),
            Self::Packed { coding } => write!(f, "the answer cannot be unpacked (`{coding}`)"),
            Self::Status { status, retry_after } => {
                write!(f, "HTTP status {status}")?;
                match retry_after {
                    Some(wait) => write!(f, ", come again in {} s", wait.as_secs()),
                    None => Ok(()),
                }
            }
            Self::RedirectLoop { to } => write!(f, "redirected in circles, again to `{to}`"),
            Self::RedirectsTooMany { followed } => write!(f, "redirected more than {followed} times"),
            Self::RedirectInsecure { to } => write!(f, "redirected from a secure address to `{to}`"),
            Self::RedirectBroken { to } => write!(f, "redirected to `{to}`, which is no address to ask"),
            Self::Robots { origin } => write!(f, "the robots.txt of `{origin}` does not allow it"),
            Self::RobotsUnreachable { origin, detail } => {
                write!(f, "the robots.txt of `{origin}` cannot be had, so nothing is asked: {detail}")
            }
            Self::Waiting { left } => write!(f, "the host has asked to be left alone for {} s more", left.as_secs()),
        }
    }
}

impl std::error::Error for FetchError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Connection { source } => Some(source),
            Self::HostUnknown { source, .. } => source.as_ref().map(|source| source as _),
            _ => None,
        }
    }
}
