//! The room: an archive as it was when it was last looked at, and the answers already given.

use crate::answer::Answer;
use crate::route::{Route, route};
use crate::{api, pages};
use overshadow::record::Overview;
use overshadow::report::room::{Frame, style};
use overshadow::{Error, ReadyArchive};
use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use url::form_urlencoded;

/// Bytes of answers that are kept.
const KEPT_BYTES: usize = 64 << 20;
/// A larger answer is not kept.
const LARGEST_KEPT: usize = 2 << 20;

/// What is asked: a path and its parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Path and parameters as they were sent.
    pub address: String,
    path: String,
    parameters: Vec<(String, String)>,
}

impl Asked {
    /// From the address as it was sent.
    #[must_use]
    pub fn of(address: &str) -> Self {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let parameters = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        Self { address: address.to_owned(), path: path.to_owned(), parameters }
    }

    /// The value of a parameter, blanks around it left out; empty where it is not given.
    pub(crate) fn get(&self, name: &str) -> &str {
        let found = self.parameters.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.trim()).unwrap_or_default()
    }

    /// All values of a parameter.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.parameters.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A whole number of a parameter, inside bounds.
    pub(crate) fn number(&self, name: &str, usual: usize, most: usize) -> usize {
        self.get(name).parse().unwrap_or(usual).clamp(1, most)
    }
}

/// An archive as it was when it was last looked at.
pub(crate) struct State {
    pub(crate) ready: ReadyArchive,
    pub(crate) overview: Overview,
}

impl State {
    /// What stands around a page.
    pub(crate) fn frame<'a>(&'a self, asked: &'a Asked) -> Frame<'a> {
        Frame { archive: self.ready.name(), address: &asked.address, overview: &self.overview }
    }
}

/// An archive that answers.
pub struct Room {
    folder: PathBuf,
    state: RwLock<Arc<State>>,
    kept: Mutex<Kept>,
}

impl std::fmt::Debug for Room {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Room").field("folder", &self.folder).finish_non_exhaustive()
    }
}

/// Answers, the oldest first.
#[derive(Default)]
struct Kept {
    answers: FxHashMap<String, Arc<Answer>>,
    order: VecDeque<String>,
    bytes: usize,
}

impl Kept {
    fn keep(&mut self, address: &str, answer: &Arc<Answer>) {
        if answer.body.len() > LARGEST_KEPT || answer.status != 200 {
            return;
        }
        if self.answers.insert(address.to_owned(), Arc::clone(answer)).is_none() {
            self.order.push_back(address.to_owned());
            self.bytes += answer.body.len() + address.len();
        }
        while self.bytes > KEPT_BYTES {
            let Some(oldest) = self.order.pop_front() else { break };
            if let Some(answer) = self.answers.remove(&oldest) {
                self.bytes -= answer.body.len() + oldest.len();
            }
        }
    }
}

impl Room {
    /// Opens the room over an archive; `None` where that is not settled.
    ///
    /// # Errors
    /// When there is no archive, or it cannot be read.
    pub fn open(folder: &Path) -> Result<Option<Self>, Error> {
        let Some(state) = state(folder)? else { return Ok(None) };
        let (state, kept) = (RwLock::new(Arc::new(state)), Mutex::default());
        Ok(Some(Self { folder: folder.to_owned(), state, kept }))
    }

    /// Looks whether the archive has grown, and shows what came; true when something did.
    ///
    /// # Errors
    /// When the archive cannot be read; what was shown before is still shown.
    pub fn refresh(&self) -> Result<bool, Error> {
        if self.now().ready.is_current()? {
            return Ok(false);
        }
        let Some(state) = state(&self.folder)? else { return Ok(false) };
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(state);
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Kept::default();
        Ok(true)
    }

    /// The digest of all articles that are shown.
    #[must_use]
    pub fn digest(&self) -> String {
        self.now().ready.digest().to_owned()
    }

    /// An answer that was given before and still holds.
    pub(crate) fn known(&self, address: &str) -> Option<Arc<Answer>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).answers.get(address).cloned()
    }

    /// The answer to what is asked.
    #[must_use]
    pub fn answer(&self, asked: &Asked) -> Arc<Answer> {
        if let Some(known) = self.known(&asked.address) {
            return known;
        }
        let state = self.now();
        let answer = Arc::new(match route(&asked.path) {
            Some(Route::Style) => {
                Answer { status: 200, media: "text/css; charset=utf-8", body: style().into(), file: None }
            }
            Some(Route::Page(page, ending)) => pages::answer(&state, asked, &page, ending),
            Some(Route::Api(question)) => api::answer(&state, asked, &question),
            None if asked.path.starts_with("/api/") => api::unknown(),
            None => pages::unknown(&state, asked),
        });
        // What was answered from an archive that has grown meanwhile is given, and not kept.
        if Arc::ptr_eq(&state, &self.now()) {
            self.kept.lock().unwrap_or_else(PoisonError::into_inner).keep(&asked.address, &answer);
        }
        answer
    }

    /// True for what takes long: few of these are answered at a time.
    #[must_use]
    pub(crate) fn takes_long(asked: &Asked) -> bool {
        asked.path.starts_with("/shock")
            || asked.path.starts_with("/report")
            || asked.path == "/api/displacement"
            || asked.path == "/api/attention"
    }

    fn now(&self) -> Arc<State> {
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }
}

fn state(folder: &Path) -> Result<Option<State>, Error> {
    let Some(ready) = ReadyArchive::open(folder)? else { return Ok(None) };
    let overview = ready.overview()?;
    Ok(Some(State { ready, overview }))
}
