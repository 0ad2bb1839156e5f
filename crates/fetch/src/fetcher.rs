//! Requests in, answers out, on a few threads.

use crate::address::Address;
use crate::error::FetchError;
use crate::hop::agent;
use crate::job::{Job, Known, Step, Told, now, timestamp};
use crate::robots::RobotsFile;
use crate::turns::{Turn, Turns};
use std::collections::{BTreeMap, VecDeque};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use ureq::Agent;

/// Answers that may wait to be taken: whoever takes them may have to wait too, and memory stays bounded.
const NEWS_WAITING: usize = 32;

/// How to ask.
#[derive(Clone, Debug)]
pub struct FetchOptions {
    /// Who asks.
    pub user_agent: String,
    /// Pause between two requests to one host.
    pub delay: Duration,
    /// Time to look a host up and to connect.
    pub connect_time_out: Duration,
    /// Time for an answer with all its redirections, waiting for turns left out.
    pub time_out: Duration,
    /// Most bytes of an answer, as it comes and unpacked.
    pub max_bytes: usize,
    /// Addresses of the user's own network are asked too.
    pub allow_private: bool,
    /// Hosts asked at once.
    pub threads: usize,
}

impl Default for FetchOptions {
    fn default() -> Self {
        Self {
            user_agent: concat!("overshadow/", env!("CARGO_PKG_VERSION")).to_owned(),
            delay: Duration::from_secs(1),
            connect_time_out: Duration::from_secs(10),
            time_out: Duration::from_secs(30),
            max_bytes: 16 << 20,
            allow_private: false,
            threads: 16,
        }
    }
}

/// What is known of an earlier answer, for asking whether there is a newer one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// The address that gave them; no other is told them.
    pub of: String,
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub modified: Option<String>,
}

/// Something to fetch.
#[derive(Clone, Debug)]
pub struct Request {
    /// A number of the caller's, handed back with the answer.
    pub ticket: u64,
    /// What to fetch.
    pub address: Address,
    /// What is known of it.
    pub validators: Option<Validators>,
}

/// What came of a request.
#[derive(Debug)]
pub struct Answer {
    /// The number of the request.
    pub ticket: u64,
    /// What was found, or why not.
    pub result: Result<Response, FetchError>,
}

/// What a server answers.
#[derive(Debug)]
pub enum Response {
    /// The thing.
    Found(Box<Found>),
    /// It is as it was.
    Unchanged {
        /// For how long it stays as it is, as far as the server says.
        fresh_for: Option<Duration>,
        /// What to ask with next.
        validators: Validators,
    },
}

/// A thing that was fetched.
#[derive(Debug)]
pub struct Found {
    /// Where it was in the end.
    pub address: Address,
    /// Media type and character set, as the server says.
    pub content_type: Option<String>,
    /// The bytes, unpacked.
    pub bytes: Vec<u8>,
    /// True when they end before the end that was announced.
    pub is_cut: bool,
    /// What to ask with next.
    pub validators: Option<Validators>,
    /// For how long it stays as it is, as far as the server says.
    pub fresh_for: Option<Duration>,
}

/// What a [`Fetcher`] hands out.
#[derive(Debug)]
pub enum News {
    /// What came of a request.
    Answer(Answer),
    /// What a host allows, to be kept between runs.
    Robots(RobotsFile),
}

/// Fetches. When it is dropped its threads end as soon as they are done with what they do; nobody waits for them.
#[derive(Debug)]
pub struct Fetcher {
    shared: Arc<Shared>,
    news: Receiver<News>,
}

impl Fetcher {
    /// Begins to fetch; `robots` are what is known of hosts from earlier runs.
    #[must_use]
    pub fn new(options: FetchOptions, robots: Vec<RobotsFile>) -> Self {
        let known = |file: RobotsFile| (file.origin.clone(), Known::new(file, &options.user_agent));
        let state = State { robots: robots.into_iter().map(known).collect(), ..State::default() };
        let shared = Arc::new(Shared { options, state: Mutex::new(state), changed: Condvar::new() });
        let (sender, news) = sync_channel(NEWS_WAITING);
        for _ in 0..shared.options.threads.max(1) {
            let (shared, sender) = (Arc::clone(&shared), sender.clone());
            std::thread::spawn(move || work(&shared, &sender));
        }
        Self { shared, news }
    }

    /// Asks for something; requests to one host are done in the order in which they came.
    pub fn ask(&self, request: Request) {
        let job = Box::new(Job::new(request, &self.shared.options));
        self.shared.state().queue.push_back(job);
        self.shared.changed.notify_one();
    }

    /// The next thing that came in, waiting so long for it.
    pub fn next(&self, within: Duration) -> Option<News> {
        match self.news.recv_timeout(within) {
            Ok(news) => Some(news),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => unreachable!("the threads end after the fetcher only"),
        }
    }
}

impl Drop for Fetcher {
    fn drop(&mut self) {
        self.shared.state().is_closed = true;
        self.shared.changed.notify_all();
    }
}

#[derive(Debug)]
struct Shared {
    options: FetchOptions,
    state: Mutex<State>,
    /// A job came, a host is free again, or all is over.
    changed: Condvar,
}

#[derive(Default)]
struct State {
    queue: VecDeque<Box<Job>>,
    turns: Turns,
    robots: BTreeMap<String, Arc<Known>>,
    is_closed: bool,
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("State").field("waiting", &self.queue.len()).finish_non_exhaustive()
    }
}

/// What a thread does next.
enum Next {
    /// A hop of a job, by the rules of its origin where they are known.
    Hop(Box<Job>, Option<Arc<Known>>),
    /// Nothing for a job: its host wants to be left alone.
    GiveUp(Box<Job>, Duration),
    /// Nothing any more.
    End,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        // A thread that panicked held no half-changed state: every change is one call.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the first job whose host can be asked.
    fn next(&self) -> Next {
        let mut state = self.state();
        loop {
            if state.is_closed {
                return Next::End;
            }
            let now = now();
            match state.first(now) {
                First::Job(next) => return next,
                First::At(then) => {
                    let wait = then.saturating_duration_since(now);
                    let waited = self.changed.wait_timeout(state, wait).unwrap_or_else(PoisonError::into_inner);
                    state = waited.0;
                }
                First::None => state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }

    /// Takes in what a hop brought.
    fn done(&self, host: &str, told: &Told, step: Step) -> Option<Result<Response, FetchError>> {
        let mut state = self.state();
        let now = now();
        if let Some(file) = &told.robots {
            let known = Known::new(file.clone(), &self.options.user_agent);
            state.turns.set_delay(host, now, known.rules.delay().unwrap_or_default());
            state.robots.insert(file.origin.clone(), known);
        }
        if let Some(wait) = told.hold {
            state.turns.hold(host, now, wait);
        }
        state.turns.end(host, now, self.options.delay);
        let done = match step {
            Step::On(job) => {
                // What has begun goes before what has not.
                state.queue.push_front(job);
                None
            }
            Step::Done(result) => Some(result),
        };
        drop(state);
        self.changed.notify_all();
        done
    }
}

enum First {
    Job(Next),
    At(Instant),
    None,
}

impl State {
    /// The first job whose host can be asked, or when one can.
    fn first(&mut self, now: Instant) -> First {
        let (mut found, mut soonest) = (None, None::<Instant>);
        for (at, job) in self.queue.iter().enumerate() {
            match self.turns.turn(&job.host(), now) {
                Turn::Busy => {}
                Turn::At(then) => soonest = Some(soonest.map_or(then, |soonest| soonest.min(then))),
                turn @ (Turn::Now | Turn::Held(_)) => {
                    found = Some((at, turn));
                    break;
                }
            }
        }
        let Some((at, turn)) = found else { return soonest.map_or(First::None, First::At) };
        let job = self.queue.remove(at).expect("the place was found in this queue");
        if let Turn::Held(left) = turn {
            return First::Job(Next::GiveUp(job, left));
        }
        let (host, origin) = (job.host(), job.origin());
        let known = self.robots.get(&origin).filter(|known| known.file.is_fresh(timestamp())).cloned();
        if let Some(known) = &known {
            // Rules of an earlier run come with their pause.
            self.turns.set_delay(&host, now, known.rules.delay().unwrap_or_default());
        }
        self.turns.begin(&host, now);
        First::Job(Next::Hop(job, known))
    }
}

/// Does jobs until all is over.
fn work(shared: &Shared, sender: &SyncSender<News>) {
    let agent = agent(&shared.options);
    // Where nobody listens any more, the answer is not missed.
    loop {
        match shared.next() {
            Next::End => return,
            Next::GiveUp(job, left) => {
                let result = Err(FetchError::Waiting { left });
                let _: Result<(), _> = sender.send(News::Answer(Answer { ticket: job.request.ticket, result }));
            }
            Next::Hop(job, known) => {
                let (host, ticket) = (job.host(), job.request.ticket);
                let (step, told) = hop(job, known.as_deref(), &agent, &shared.options);
                let result = shared.done(&host, &told, step);
                if let Some(file) = told.robots {
                    let _: Result<(), _> = sender.send(News::Robots(file));
                }
                if let Some(result) = result {
                    let _: Result<(), _> = sender.send(News::Answer(Answer { ticket, result }));
                }
            }
        }
    }
}

/// One hop; should bytes from a stranger make a library panic, it is one answer that fails, not the run.
fn hop(job: Box<Job>, known: Option<&Known>, agent: &Agent, options: &FetchOptions) -> (Step, Told) {
    let hop = std::panic::AssertUnwindSafe(|| job.step(known, agent, options));
    std::panic::catch_unwind(hop).unwrap_or_else(|_| {
        let error = FetchError::Protocol { detail: "its answer could not be understood at all".to_owned() };
        (Step::Done(Err(error)), Told::default())
    })
}
