//! Errors as a user sees them: code, fact, place, way out; complete without colour.

use overshadow::Error;
use overshadow::archive::ArchiveError;
use overshadow::record::Skipped;
use overshadow::report::table::TableError;
use overshadow_serve::ServeError;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

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
    /// Subjects were to be found in a pile, and there are none.
    NothingPersists { missing: String },
    /// The reading room cannot be served.
    Serve(Box<ServeError>),
    /// More was left out than the user allows.
    SkippedTooMany { left_out: u64, read: u64, most: String, first: Option<Skipped> },
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

    /// The exit status: 1 where all was read and nothing found.
    pub(crate) fn status(&self) -> u8 {
        if matches!(self, Self::NothingPersists { .. }) { 1 } else { 2 }
    }

    fn code(&self) -> &str {
        match self {
            Self::Pipeline(error) => error.code(),
            Self::Write { .. } | Self::Table(_) => "write",
            Self::Open { .. } => "open",
            Self::Usage { code, .. } => code,
            Self::NothingPersists { .. } => "nothing-persists",
            Self::Serve(error) => error.code(),
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
            Self::NothingPersists { missing } => missing.clone(),
            Self::Serve(error) => error.to_string(),
            Self::SkippedTooMany { left_out, read, most, first } => {
                let first = first.as_ref().map(|first| format!("; the first: {}, {}", first.source, first.detail));
                format!("{left_out} of {read} were left out, most for `{most}`{}", first.unwrap_or_default())
            }
        }
    }

    fn cause(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Pipeline(error) => std::error::Error::source(error),
            Self::Table(error) => std::error::Error::source(error),
            Self::Serve(error) => std::error::Error::source(&**error),
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
            Self::Open { .. } => Some("check the name, and that the file may be read".into()),
            Self::Usage { hint, .. } => Some(hint.clone()),
            Self::NothingPersists { .. } => Some(
                "name subjects with --subject, or a file with --subjects; `overshadow subjects INPUT --fewest-articles 0.5` \
                 looks for smaller ones"
                    .into(),
            ),
            Self::Serve(error) => Some(error.hint().to_owned()),
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

impl From<ArchiveError> for Failure {
    fn from(error: ArchiveError) -> Self {
        Self::Pipeline(error.into())
    }
}

impl From<TableError> for Failure {
    fn from(error: TableError) -> Self {
        Self::Table(error)
    }
}

/// Text of crawled pages may hold control characters that move a terminal's cursor, colour it, or turn its words round.
pub(crate) fn visible(text: &str) -> String {
    let turns_round = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if c.is_control() || turns_round(c) { '\u{FFFD}' } else { c }).collect()
}

/// Prints what is wrong with the words of the command line, or the help that they ask for.
#[expect(clippy::print_stderr, reason = "this is where errors reach the user")]
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        error.exit();
    }
    for line in error.to_string().lines() {
        eprintln!("{}", visible(line));
    }
    ExitCode::from(2)
}
