//! What can stop a run: code, fact, way out.

use overshadow_agenda::query::QueryError;
use overshadow_archive::ArchiveError;
use overshadow_fetch::FetchError;
use overshadow_read::ReadError;
use std::fmt;

/// Why a run could not be done.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// An input could not be read.
    Read(ReadError),
    /// The archive could not be used.
    Archive(ArchiveError),
    /// An address of a feed cannot be asked.
    Feed {
        /// The list and the place in it; none for an address that was given by itself.
        place: Option<String>,
        /// What is wrong with it.
        source: FetchError,
    },
    /// A list of feeds names none.
    FeedsMissing {
        /// The list.
        name: String,
    },
    /// A query could not be understood.
    Query {
        /// The subject it defines.
        subject: String,
        /// What is wrong with it.
        source: QueryError,
    },
    /// Two subjects, groups or the shock share a name.
    NameTwice {
        /// The name.
        name: String,
    },
    /// A name that is no subject or column of the input.
    NameUnknown {
        /// The name.
        name: String,
        /// What it was given as: shock, subject or group member.
        given_as: &'static str,
        /// The names there are.
        known: Vec<String>,
    },
    /// A story that is not in the input.
    StoryUnknown {
        /// Its identity as given.
        story: String,
    },
    /// A query asks for stories, and nobody has looked for any.
    StoriesMissing,
    /// The best matches are asked for, and there is no index to weigh words by.
    OrderNeedsIndex,
    /// The index was removed while it was used.
    IndexGone,
    /// The input holds no article with a date.
    NothingToCount,
}

impl Error {
    /// A short code for programs and searches.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Read(error) => error.code(),
            Self::Archive(error) => error.code(),
            Self::Feed { source, .. } => source.code(),
            Self::FeedsMissing { .. } => "feeds-missing",
            Self::Query { .. } => "query",
            Self::NameTwice { .. } => "name-twice",
            Self::NameUnknown { .. } => "name-unknown",
            Self::StoryUnknown { .. } => "story-unknown",
            Self::StoriesMissing => "stories-missing",
            Self::OrderNeedsIndex => "order-needs-index",
            Self::IndexGone => "index-gone",
            Self::NothingToCount => "nothing-to-count",
        }
    }

    /// The way out, when there is one to name.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Read(error) => error.hint(),
            Self::Archive(error) => Some(error.hint().to_owned()),
            Self::Feed { source, .. } => source.hint().map(str::to_owned),
            Self::FeedsMissing { .. } => Some("a list is OPML, or has an address a line; # begins a note".to_owned()),
            Self::Query { source, .. } => Some(source.hint.to_owned()),
            Self::NameTwice { .. } => Some("give one of them another name: NAME=QUERY".to_owned()),
            Self::NameUnknown { name, known, .. } => Some(hint_of_names(name, known)),
            Self::StoryUnknown { .. } => Some(
                "`overshadow stories INPUT --list` lists the stories of the same input; a chain has the identity of its \
                 first story"
                    .to_owned(),
            ),
            Self::StoriesMissing => Some("find the stories of the pile first, and hand their labels to it".to_owned()),
            Self::OrderNeedsIndex => Some(
                "add the input to an archive first and search with --archive DIR; `overshadow archive repair` makes an index that is missing"
                    .to_owned(),
            ),
            Self::IndexGone => Some("give the same command again: it is made anew".to_owned()),
            Self::NothingToCount => {
                Some("counting needs dated articles: see what was left out with --skipped FILE".to_owned())
            }
        }
    }
}

/// Letters of a name that a hint shows; a hostile column name does not flood the screen.
const LONGEST_NAME: usize = 60;

/// The names a user may have meant: those that share a beginning or a part, else the first few.
fn hint_of_names(name: &str, known: &[String]) -> String {
    let wanted = name.to_lowercase();
    let start: String = wanted.chars().take(3).collect();
    let alike = |known: &&String| known.to_lowercase().contains(&start);
    let mut shown: Vec<&str> = known.iter().filter(alike).take(5).map(String::as_str).collect();
    if shown.is_empty() {
        shown = known.iter().take(5).map(String::as_str).collect();
    }
    let shown: Vec<String> = shown.into_iter().map(|name| name.chars().take(LONGEST_NAME).collect()).collect();
    match known.len() {
        0 => "there is no name to choose from".to_owned(),
        1 => format!("there is one name: {}", shown.join(", ")),
        names => format!("there are {names} names, among them: {}", shown.join(", ")),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(error) => error.fmt(f),
            Self::Archive(error) => error.fmt(f),
            Self::Feed { place: Some(place), source } => write!(f, "{place}: {source}"),
            Self::Feed { place: None, source } => source.fmt(f),
            Self::FeedsMissing { name } => write!(f, "`{name}` names no feed"),
            Self::Query { subject, source } if *subject == source.query => source.fmt(f),
            Self::Query { subject, source } if subject.starts_with("--") => write!(f, "{subject}: {source}"),
            Self::Query { subject, source } => write!(f, "subject `{subject}`: {source}"),
            Self::NameTwice { name } => write!(f, "the name `{name}` is given twice"),
            Self::NameUnknown { name, given_as, .. } => {
                write!(f, "`{name}`, given as {given_as}, is not in the input")
            }
            Self::StoryUnknown { story } => write!(f, "the input holds no story `{story}`"),
            Self::StoriesMissing => f.write_str("a query asks for stories, which are not known"),
            Self::OrderNeedsIndex => f.write_str("the best matches can be told only by the index of an archive"),
            Self::IndexGone => f.write_str("the index of the archive was removed while it was made"),
            Self::NothingToCount => f.write_str("the input holds no article with a date"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // The inner errors are printed by `Display`; their own causes come next.
            Self::Read(error) => error.source(),
            Self::Archive(error) => error.source(),
            _ => None,
        }
    }
}

impl From<ReadError> for Error {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

impl From<ArchiveError> for Error {
    fn from(error: ArchiveError) -> Self {
        Self::Archive(error)
    }
}
