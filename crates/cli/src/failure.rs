//! Errors as a user sees them: code, fact, place, way out; complete without colour.

use overshadow::Error;
use overshadow::report::table::TableError;
use std::io;
use std::path::PathBuf;

/// Why a verb could not do what it was asked.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The pipeline stopped.
    Pipeline(Error),
    /// Writing failed.
    Write { target: String, source: io::Error },
    /// A table could not be written.
    Table(TableError),
    /// A file of options could not be read.
    Open { path: PathBuf, source: io::Error },
    /// Options that do not go together or say nothing.
    Usage { code: &'static str, message: String, hint: String },
    /// More was left out than the user allows.
    SkippedTooMany { left_out: u64, read: u64, most: String },
}

impl Failure {
    /// True when whoever read our output stopped reading, which is no failure.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        match self {
            Self::Write { source, .. } => source.kind() == io::ErrorKind::BrokenPipe,
            Self::Table(error) => error.is_closed_pipe(),
            _ => false,
        }
    }

    /// Prints the two lines and the causes.
    #[expect(clippy::print_stderr, reason = "this is where errors reach the user")]
    pub(crate) fn print(&self) {
        eprintln!("error[{}]: {}", self.code(), visible(&self.message()));
        let mut cause = self.cause();
        while let Some(error) = cause {
            eprintln!("  cause: {}", visible(&error.to_string()));
            cause = error.source();
        }
        if let Some(hint) = self.hint() {
            eprintln!("hint: {}", visible(&hint));
        }
    }

    fn code(&self) -> &str {
        match self {
            Self::Pipeline(error) => error.code(),
            Self::Write { .. } | Self::Table(_) => "write",
            Self::Open { .. } => "open",
            Self::Usage { code, .. } => code,
            Self::SkippedTooMany { .. } => "skipped-too-many",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Pipeline(error) => error.to_string(),
            Self::Write { target, .. } => format!("cannot write {target}"),
            Self::Table(error) => error.to_string(),
            Self::Open { path, .. } => format!("cannot open `{}`", path.display()),
            Self::Usage { message, .. } => message.clone(),
            Self::SkippedTooMany { left_out, read, most } => {
                format!("{left_out} of {read} records were left out, most for `{most}`")
            }
        }
    }

    fn cause(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Pipeline(error) => std::error::Error::source(error),
            Self::Table(error) => std::error::Error::source(error),
            Self::Write { source, .. } | Self::Open { source, .. } => Some(source),
            _ => None,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Pipeline(error) => error.hint(),
            Self::Write { .. } | Self::Table(_) => {
                Some("nothing half-written was left behind; check the folder and the disk".into())
            }
            Self::Open { .. } => None,
            Self::Usage { hint, .. } => Some(hint.clone()),
            Self::SkippedTooMany { .. } => {
                Some("see what and why with --skipped FILE, or allow more with --max-skipped 1".into())
            }
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Pipeline(error)
    }
}

impl From<TableError> for Failure {
    fn from(error: TableError) -> Self {
        Self::Table(error)
    }
}

/// Text of crawled pages may hold control characters that move a terminal's cursor or colour it.
pub(crate) fn visible(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}
