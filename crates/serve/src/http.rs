//! HTTP: connections, headers, limits. What is answered is told by [`Room::answer`].

use crate::answer::{Answer, problem};
use crate::guard::{Guard, Verdict, without_token};
use crate::room::{Asked, Room};
use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use sha2::{Digest, Sha256};
use std::convert::Infallible;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Connections at once; further ones wait to be accepted.
const CONNECTIONS: usize = 512;
/// Answers that are worked on at once, and those of them that take long.
const ANSWERS: usize = 16;
const LONG_ANSWERS: usize = 2;
/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long a client may take to send its request.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// Bytes of a request's head.
const HEAD_BYTES: usize = 32 << 10;
/// An address longer than this is refused.
const LONGEST_ADDRESS: usize = 16 << 10;
/// How often the room looks whether the archive has grown.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// How often it looks whether it shall end.
const TICK: Duration = Duration::from_millis(100);

/// Where nothing may be loaded but the room's own style, nothing may run, and nobody may frame it.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'none'";

/// Where and for whom a room is served.
#[derive(Clone, Debug)]
pub struct Served {
    /// The address to listen on; port 0 takes any that is free.
    pub listen: SocketAddr,
    /// Who may ask.
    pub guard: Guard,
}

/// Why a room cannot be served.
#[derive(Debug)]
#[non_exhaustive]
pub enum ServeError {
    /// The address leads beyond this computer, and no token guards the room.
    Unguarded {
        /// The address.
        listen: SocketAddr,
    },
    /// The address cannot be listened on.
    Listen {
        /// The address.
        listen: SocketAddr,
        /// Why not.
        source: io::Error,
    },
    /// There are no threads to serve with.
    Threads {
        /// Why not.
        source: io::Error,
    },
}

impl ServeError {
    /// A short code for programs and searches.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unguarded { .. } => "serve-unguarded",
            Self::Listen { .. } => "serve-listen",
            Self::Threads { .. } => "serve-threads",
        }
    }

    /// The way out.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Unguarded { .. } => "listen on 127.0.0.1, or guard the room with --token-file FILE",
            Self::Listen { .. } => "another program may listen there: choose another port with --listen 127.0.0.1:PORT",
            Self::Threads { .. } => "end other programs, or raise the limit of threads",
        }
    }
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unguarded { listen } => {
                write!(f, "`{listen}` can be reached from other computers, and no token guards the room")
            }
            Self::Listen { listen, .. } => write!(f, "cannot listen on `{listen}`"),
            Self::Threads { .. } => f.write_str("cannot start the threads that serve"),
        }
    }
}

impl std::error::Error for ServeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unguarded { .. } => None,
            Self::Listen { source, .. } | Self::Threads { source } => Some(source),
        }
    }
}

/// Serves a room until `stop` is set; `begun` is told where.
///
/// # Errors
/// When the address cannot be listened on, or leads beyond this computer without a token.
pub fn serve(
    room: &Arc<Room>,
    served: &Served,
    stop: &AtomicBool,
    begun: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let Served { listen, guard } = served.clone();
    if !guard.allows(listen.ip()) {
        return Err(ServeError::Unguarded { listen });
    }
    let mut threads = tokio::runtime::Builder::new_multi_thread();
    let runtime = threads.enable_io().enable_time().build().map_err(|source| ServeError::Threads { source })?;
    let done = runtime.block_on(async {
        let listener = TcpListener::bind(listen).await.map_err(|source| ServeError::Listen { listen, source })?;
        begun(listener.local_addr().unwrap_or(listen));
        let host = Arc::new(Host {
            room: Arc::clone(room),
            guard,
            answers: Semaphore::new(ANSWERS),
            long_answers: Semaphore::new(LONG_ANSWERS),
        });
        tokio::spawn(keep_current(Arc::clone(room)));
        accept(&listener, &host, stop).await;
        Ok(())
    });
    // Whoever waits for an answer gets it or not: nothing is lost, since nothing is written.
    runtime.shutdown_background();
    done
}

/// What all connections share.
struct Host {
    room: Arc<Room>,
    guard: Guard,
    answers: Semaphore,
    long_answers: Semaphore,
}

/// Looks again and again whether the archive has grown.
async fn keep_current(room: Arc<Room>) {
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        let room = Arc::clone(&room);
        // An archive that cannot be read now may be readable at the next look.
        let _: Result<_, _> = tokio::task::spawn_blocking(move || room.refresh()).await;
    }
}

async fn accept(listener: &TcpListener, host: &Arc<Host>, stop: &AtomicBool) {
    let connections = Arc::new(Semaphore::new(CONNECTIONS));
    while !stop.load(Ordering::Relaxed) {
        let Ok(Ok((stream, _))) = tokio::time::timeout(TICK, listener.accept()).await else { continue };
        // A client that is not let in before long is let go: it may come again.
        let Ok(Ok(place)) = tokio::time::timeout(TICK, Arc::clone(&connections).acquire_owned()).await else {
            continue;
        };
        let host = Arc::clone(host);
        tokio::spawn(async move {
            let _place = place;
            let mut connection = http1::Builder::new();
            connection.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME).max_buf_size(HEAD_BYTES);
            let service = service_fn(|request| {
                let host = Arc::clone(&host);
                async move { Ok::<_, Infallible>(host.respond(&request).await) }
            });
            // What a client does wrong ends its connection, and nothing else.
            let _: Result<_, _> = connection.serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

impl Host {
    async fn respond(&self, request: &Request<Incoming>) -> Response<Full<Bytes>> {
        let address = request.uri().path_and_query().map_or("/", |address| address.as_str());
        let head = |name: HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
        let verdict =
            self.guard.verdict(address, head(header::HOST), head(header::AUTHORIZATION), head(header::COOKIE));
        match verdict {
            Verdict::Welcome => {}
            Verdict::Remember(cookie) => return remember(address, &cookie),
            Verdict::Refused(status, why) => return refused(status, "not-allowed", why),
        }
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return refused(405, "method", "this room only reads: ask with GET");
        }
        if address.len() > LONGEST_ADDRESS {
            return refused(414, "address-too-long", "the address is too long");
        }
        let asked = Asked::of(address);
        let Some(answer) = self.answer(asked).await else {
            return refused(503, "busy", "too much is asked at once: try again in a moment");
        };
        let is_known = head(header::IF_NONE_MATCH) == Some(tag(&answer).as_str());
        response(&answer, request.method() == Method::HEAD, is_known)
    }

    /// An answer, worked on beside the connections; `None` when its turn does not come.
    async fn answer(&self, asked: Asked) -> Option<Arc<Answer>> {
        if let Some(known) = self.room.known(&asked.address) {
            return Some(known);
        }
        let _long = match Room::takes_long(&asked) {
            true => Some(turn(&self.long_answers).await?),
            false => None,
        };
        let _turn = turn(&self.answers).await?;
        let room = Arc::clone(&self.room);
        tokio::task::spawn_blocking(move || room.answer(&asked)).await.ok()
    }
}

async fn turn(turns: &Semaphore) -> Option<SemaphorePermit<'_>> {
    tokio::time::timeout(PATIENCE, turns.acquire()).await.ok()?.ok()
}

/// Tells a client whether it has this answer already.
fn tag(answer: &Answer) -> String {
    let digest = Sha256::digest(&answer.body);
    let hex: String = digest[..12].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("\"{hex}\"")
}

fn response(answer: &Answer, head_only: bool, is_known: bool) -> Response<Full<Bytes>> {
    let status = if is_known && answer.status == 200 { 304 } else { answer.status };
    let body = if head_only || status == 304 { Bytes::new() } else { answer.body.clone() };
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    guard_headers(headers);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(answer.media));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(tag) = HeaderValue::from_str(&tag(answer)) {
        headers.insert(header::ETAG, tag);
    }
    // The name is one of ours: letters and a dot.
    if let Some(Ok(saved)) =
        answer.file.as_ref().map(|file| HeaderValue::from_str(&format!("attachment; filename=\"{file}\"")))
    {
        headers.insert(header::CONTENT_DISPOSITION, saved);
    }
    response
}

fn guard_headers(headers: &mut HeaderMap) {
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

fn refused(status: u16, code: &str, why: &str) -> Response<Full<Bytes>> {
    let mut response = response(&Answer::json(status, &problem(code, why, "")), false, false);
    if status == 503 {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    if status == 405 {
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

/// Puts the token into a cookie and asks the browser to come again without it in the address.
fn remember(address: &str, cookie: &str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::new()));
    *response.status_mut() = StatusCode::SEE_OTHER;
    let headers = response.headers_mut();
    guard_headers(headers);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for (name, value) in [(header::LOCATION, without_token(address)), (header::SET_COOKIE, cookie.to_owned())] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
    response
}
