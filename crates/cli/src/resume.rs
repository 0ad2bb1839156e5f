//! Runs that may be ended at any moment and begun again: `--resume`.
//!
//! Beside the output `out.jsonl` lie, while it is being written, the part of it that is there (`.out.jsonl.part`) and a
//! journal (`.out.jsonl.journal`) that says how much of the part counts and from which place of the input it goes on. The
//! part is forced to the disk before the journal that speaks of it, and a journal replaces the one before as a whole, so
//! that a run killed between any two steps loses no more than what came after its last journal. The same command given
//! again cuts the part to what counts and goes on; the result is, byte for byte, that of a run that was never ended.

use crate::failure::Failure;
use crate::progress::say;
use jiff::civil::Date;
use overshadow::read::{Input, Position, state_of};
use overshadow::record::Tally;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How often the journal is written.
const EVERY: Duration = Duration::from_millis(500);

/// What a journal holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Journal {
    /// Version of the program.
    version: String,
    /// The words of the command, without those that change no result.
    command: Vec<String>,
    /// Names, sizes and times of change of all files read, as a digest.
    inputs: String,
    /// The day the run began: later days are in the future for all of it.
    today: Date,
    source: usize,
    offset: u64,
    items: u64,
    /// Bytes of the output that count.
    written: u64,
    /// Bytes of the list of what was left out that count.
    listed: u64,
    read: u64,
    kept: u64,
    skipped: BTreeMap<String, u64>,
}

/// A run with a journal.
pub(crate) struct Resumption {
    path: PathBuf,
    journal: Journal,
    last: Instant,
    /// What runs before this one took.
    before: Tally,
}

impl Resumption {
    /// Looks for the journal of an earlier run of the same command, or begins one.
    pub(crate) fn open(output: Option<&Path>, inputs: &[Input], today: Date) -> Result<Self, Failure> {
        let Some(output) = output else {
            let hint = "name the file with -o; what went to standard output is gone";
            return Err(usage("a run without an output file cannot be resumed", hint.to_owned()));
        };
        if inputs.contains(&Input::Stdin) {
            let hint = "name the files; what came through a pipe is gone";
            return Err(usage("standard input cannot be read again", hint.to_owned()));
        }
        let path = beside(output, "journal");
        let fresh = Journal {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            command: command(),
            inputs: state_of(inputs).map_err(overshadow::Error::from)?,
            today,
            source: 0,
            offset: 0,
            items: 0,
            written: 0,
            listed: 0,
            read: 0,
            kept: 0,
            skipped: BTreeMap::new(),
        };
        let journal = match earlier(&path)? {
            // Ended after the output got its name, or somebody tidied up.
            Some(_) if !beside(output, "part").exists() => {
                say(&format!("the part `{}` is gone; starting afresh", beside(output, "part").display()));
                fresh
            }
            Some(earlier) => {
                check(&earlier, &fresh, &path)?;
                say(&format!("resuming after {} of the input", earlier.read));
                earlier
            }
            None => fresh,
        };
        let before = Tally { read: journal.read, kept: journal.kept, duplicate: 0, skipped: journal.skipped.clone() };
        Ok(Self { path, journal, last: now(), before })
    }

    /// Where reading goes on.
    pub(crate) fn position(&self) -> Position {
        Position { source: self.journal.source, offset: self.journal.offset, items: self.journal.items }
    }

    /// The day the run began.
    pub(crate) fn today(&self) -> Date {
        self.journal.today
    }

    /// Bytes of the output, and of the list of what was left out, that count.
    pub(crate) fn lengths(&self) -> (u64, u64) {
        (self.journal.written, self.journal.listed)
    }

    /// True when it is time to write the journal again.
    pub(crate) fn is_due(&self) -> bool {
        self.last.elapsed() >= EVERY
    }

    /// Notes the place reached. The files must hold so many bytes, on the disk.
    pub(crate) fn note(&mut self, tally: &Tally, place: Position, lengths: (u64, u64)) -> Result<(), Failure> {
        let all = self.with_before(tally);
        let journal = &mut self.journal;
        (journal.source, journal.offset, journal.items) = (place.source, place.offset, place.items);
        (journal.written, journal.listed) = lengths;
        (journal.read, journal.kept, journal.skipped) = (all.read, all.kept, all.skipped);
        self.last = now();
        self.write()
    }

    /// What all runs took together.
    pub(crate) fn with_before(&self, tally: &Tally) -> Tally {
        let mut all = self.before.clone();
        all.add(tally);
        all
    }

    /// Removes the journal, once the files have their names.
    pub(crate) fn forget(self) {
        remove(&self.path);
    }

    fn write(&self) -> Result<(), Failure> {
        let bytes = serde_json::to_vec(&self.journal).expect("a journal is always JSON");
        replace(&self.path, &bytes)
            .map_err(|source| Failure::Write { target: format!("`{}`", self.path.display()), source })
    }
}

/// `.out.jsonl.part` for `out.jsonl`.
pub(crate) fn beside(output: &Path, ending: &str) -> PathBuf {
    let name = output.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    output.with_file_name(format!(".{name}.{ending}"))
}

fn earlier(path: &Path) -> Result<Option<Journal>, Failure> {
    match read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|error| {
            usage(&format!("`{}` is no journal: {error}", path.display()), "remove it to start afresh".to_owned())
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Failure::Open { path: path.to_owned(), source }),
    }
}

fn check(earlier: &Journal, now: &Journal, path: &Path) -> Result<(), Failure> {
    let what = if earlier.version != now.version {
        "another version of the program"
    } else if earlier.command != now.command {
        "other options"
    } else if earlier.inputs != now.inputs {
        "other input files, or they have changed since"
    } else {
        return Ok(());
    };
    let hint = format!("give the same command again, or remove `{}` to start afresh", path.display());
    Err(usage(&format!("the run to be resumed had {what}"), hint))
}

fn usage(message: &str, hint: String) -> Failure {
    Failure::Usage { code: "resume", message: message.to_owned(), hint }
}

/// The words of the command; the number of threads changes no result.
fn command() -> Vec<String> {
    let mut words = Vec::new();
    let mut all = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned());
    while let Some(word) = all.next() {
        if word == "--threads" {
            all.next();
        } else if !word.starts_with("--threads=") {
            words.push(word);
        }
    }
    words
}

#[expect(clippy::disallowed_methods, reason = "the command line is the edge that measures time")]
fn now() -> Instant {
    Instant::now()
}

#[expect(clippy::disallowed_methods, reason = "the command line is the edge that reads its own journal")]
fn read(path: &Path) -> io::Result<Vec<u8>> {
    std::fs::read(path)
}

/// Writes a file beside, forces it to the disk and puts it in the place of the one before.
#[expect(clippy::disallowed_methods, reason = "the command line is the edge that writes its own journal")]
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = path.with_extension("journal-new");
    let mut file = std::fs::File::create(&new)?;
    file.write_all(bytes)?;
    file.sync_data()?;
    std::fs::rename(&new, path)
}

#[expect(clippy::disallowed_methods, reason = "the command line is the edge that removes its own journal")]
fn remove(path: &Path) {
    // It may be gone already.
    let _: io::Result<()> = std::fs::remove_file(path);
}
