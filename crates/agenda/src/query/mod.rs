//! Which articles are on which subject: a query language, and one compiled matcher for hundreds of subjects at once.
//!
//! ```text
//! ukraine                     the word, in title or text, in any case
//! "crocus city hall"          the words in this order
//! zelensk*                    any word that begins so
//! moscow (attack OR concert)  side by side means AND; AND, OR, NOT in capitals; brackets
//! title:putin                 one field: title, text, outlet, lang, country
//! date:2024-03                days: a year, a month, a day, or date:2024-02-26..2024-03-22
//! theme:TERROR                a label: theme, person, organisation, place, actor, event
//! story:0f3a…                 the articles of a story, by its identity; chain: all that hangs together with it
//! ```
//!
//! Words are compared after Unicode lower-casing (NFC; ё as е, ς as σ). Everything that is neither letter nor digit
//! separates words, in queries as in texts: `covid-19` is the phrase "covid 19". Scripts written without spaces
//! (Chinese, Japanese, Thai …) match anywhere in the text.

mod dates;
mod excerpt;
mod fold;
mod matcher;
mod parse;
mod places;

pub use dates::days_asked_for;
pub use excerpt::excerpt;
pub(crate) use fold::{fold_into, is_unspaced};
pub use matcher::{Fields, Matcher, Scratch};
pub use parse::{Expression, Field, Label, QueryError, Term, parse};
pub use places::places_into;

/// A subject: a name and the query that defines it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The name a reader sees.
    pub name: String,
    /// The query, as written.
    pub query: String,
}

impl Subject {
    /// Reads `NAME=QUERY`; without `=` the query is its own name.
    #[must_use]
    pub fn parse(line: &str) -> Self {
        let (name, query) = line.split_once('=').unwrap_or((line, line));
        Self { name: name.trim().to_owned(), query: query.trim().to_owned() }
    }
}

/// Reads a file of subjects: `NAME = QUERY` a line, `#` begins a comment line.
#[must_use]
pub fn subjects(file: &str) -> Vec<Subject> {
    let lines = file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(Subject::parse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_subjects_is_lines_of_name_and_query() {
        let found = subjects("# wars\nUkraine = ukrain* OR kyiv\n\nflood\n");
        let pairs: Vec<(&str, &str)> = found.iter().map(|s| (s.name.as_str(), s.query.as_str())).collect();
        assert_eq!(pairs, [("Ukraine", "ukrain* OR kyiv"), ("flood", "flood")]);
    }
}
