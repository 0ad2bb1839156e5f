//! Where records go: standard output, or a file that appears whole or not at all.

mod folder;

pub(crate) use folder::Folder;

use crate::failure::Failure;
use crate::interrupt;
use crate::options::{FormatOption, OutputOptions};
use crate::resume::beside;
use overshadow::record::Record;
use overshadow::report::table::{self, Format};
use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Mutex;

/// Files being written, to be removed when the user interrupts.
static PARTIAL: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// The format to write: what was asked, else what the file's name says, else a table on a terminal and JSONL elsewhere.
pub(crate) fn format(options: &OutputOptions) -> Format {
    let by_name = || {
        let extension = options.output.as_ref()?.extension()?.to_str()?.to_lowercase();
        match extension.as_str() {
            "csv" => Some(FormatOption::Csv),
            "parquet" => Some(FormatOption::Parquet),
            "jsonl" | "ndjson" | "json" => Some(FormatOption::Jsonl),
            _ => None,
        }
    };
    let terminal = options.output.is_none() && io::stdout().is_terminal();
    match options.format.or_else(by_name) {
        Some(FormatOption::Table) => Format::Table,
        Some(FormatOption::Csv) => Format::Csv,
        Some(FormatOption::Parquet) => Format::Parquet,
        Some(FormatOption::Jsonl) => Format::Jsonl,
        None if terminal => Format::Table,
        None => Format::Jsonl,
    }
}

/// Writes rows as the options ask.
pub(crate) fn write_rows<R: Record>(rows: &[R], options: &OutputOptions) -> Result<(), Failure> {
    let mut target = Target::open(options.output.as_deref())?;
    table::write(rows, format(options), width(), &mut target)?;
    target.finish()
}

/// Columns of the terminal, 80 where there is none.
pub(crate) fn width() -> usize {
    terminal_size::terminal_size().map_or(80, |(terminal_size::Width(columns), _)| usize::from(columns))
}

/// A place to write to.
pub(crate) enum Target {
    /// Standard output.
    Standard(BufWriter<io::Stdout>),
    /// A device or a pipe, which is written to as it stands.
    Device { writer: BufWriter<File>, path: PathBuf },
    /// A part that stays when the run is ended, to be gone on with; `written` is how long it is.
    Part { writer: BufWriter<File>, partial: PathBuf, path: PathBuf, written: Rc<Cell<u64>> },
    /// A file under another name until it is whole.
    File { writer: BufWriter<File>, partial: PathBuf, path: PathBuf },
}

impl Target {
    /// Opens the file, or standard output when there is none.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path else { return Ok(Self::Standard(BufWriter::new(io::stdout()))) };
        // A file of its own in the place of /dev/null would be what everybody else writes to and reads from then on.
        if path.metadata().is_ok_and(|there| !there.is_file()) {
            let file = create(path).map_err(|source| write_failure(path, source))?;
            return Ok(Self::Device { writer: BufWriter::new(file), path: path.to_owned() });
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let partial = path.with_file_name(format!(".{name}.{}.partial", std::process::id()));
        let file = create(&partial).map_err(|source| write_failure(path, source))?;
        partial_files().push(partial.clone());
        Ok(Self::File { writer: BufWriter::new(file), partial, path: path.to_owned() })
    }

    /// Opens the part of a file that an earlier run wrote, cut to the bytes that count, or begins it.
    pub(crate) fn open_part(path: &Path, counts: u64) -> Result<Self, Failure> {
        let partial = beside(path, "part");
        let failed = |source| write_failure(path, source);
        let mut file = open_to_go_on(&partial).map_err(failed)?;
        if file.try_lock().is_err() {
            return Err(Failure::Usage {
                code: "resume",
                message: format!("another run is writing `{}`", path.display()),
                hint: "wait for it, or end it".to_owned(),
            });
        }
        file.set_len(counts).map_err(failed)?;
        file.seek(SeekFrom::End(0)).map_err(failed)?;
        let written = Rc::new(Cell::new(counts));
        Ok(Self::Part { writer: BufWriter::new(file), partial, path: path.to_owned(), written })
    }

    /// How many bytes have been written, of a part.
    pub(crate) fn written(&self) -> Option<Rc<Cell<u64>>> {
        match self {
            Self::Part { written, .. } => Some(Rc::clone(written)),
            _ => None,
        }
    }

    /// What an error in writing here is called.
    pub(crate) fn failure(&self, source: io::Error) -> Failure {
        match self {
            Self::Standard(_) => Failure::Write { target: "standard output".to_owned(), source },
            Self::Device { path, .. } | Self::Part { path, .. } | Self::File { path, .. } => {
                write_failure(path, source)
            }
        }
    }

    /// Flushes, and gives a file its name.
    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        let done = self.flush();
        done.map_err(|source| self.failure(source))?;
        if let Self::File { writer, partial, path } | Self::Part { writer, partial, path, .. } = &self {
            writer.get_ref().sync_all().map_err(|source| write_failure(path, source))?;
            rename(partial, path).map_err(|source| write_failure(path, source))?;
        }
        Ok(())
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Standard(writer) => writer.write(bytes),
            Self::Device { writer, .. } | Self::File { writer, .. } => writer.write(bytes),
            Self::Part { writer, written, .. } => {
                writer.write(bytes).inspect(|&length| written.set(written.get() + length as u64))
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Standard(writer) => writer.flush(),
            Self::Device { writer, .. } | Self::File { writer, .. } => writer.flush(),
            // What is flushed must be on the disk before a journal speaks of it.
            Self::Part { writer, .. } => writer.flush().and_then(|()| writer.get_ref().sync_data()),
        }
    }
}

impl Drop for Target {
    /// What did not become whole is removed; what did has been renamed.
    fn drop(&mut self) {
        if let Self::File { partial, .. } = self {
            remove(partial);
            partial_files().retain(|path| path != partial);
        }
    }
}

/// Writes bytes to a file, whole or not at all.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut target = Target::open(Some(path))?;
    let written = target.write_all(bytes);
    written.map_err(|source| target.failure(source))?;
    target.finish()
}

/// After an interrupt nothing half-written stays behind; the exit status is 130.
pub(crate) fn remove_partial_files_when_interrupted() {
    // Without the handler an interrupt still ends the program; only the partial file would stay.
    let _: Result<(), ctrlc::Error> = ctrlc::set_handler(|| {
        if interrupt::is_left_to_the_run() {
            return;
        }
        partial_files().iter().for_each(|path| remove(path));
        std::process::exit(130);
    });
}

fn partial_files() -> std::sync::MutexGuard<'static, Vec<PathBuf>> {
    PARTIAL.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn write_failure(path: &Path, source: io::Error) -> Failure {
    Failure::Write { target: format!("`{}`", path.display()), source }
}

#[expect(clippy::disallowed_methods, reason = "the command line is the edge that writes files")]
fn create(path: &Path) -> io::Result<File> {
    File::create(path)
}

fn open_to_go_on(path: &Path) -> io::Result<File> {
    File::options().write(true).create(true).truncate(false).open(path)
}

#[expect(clippy::disallowed_methods, reason = "the command line is the edge that writes files")]
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    std::fs::rename(from, to)
}

#[expect(clippy::disallowed_methods, reason = "the command line is the edge that writes files")]
fn remove(path: &Path) {
    // It may be gone already: renamed, or removed by the interrupt.
    let _: io::Result<()> = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
}
