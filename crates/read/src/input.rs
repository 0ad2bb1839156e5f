//! Inputs as the user writes them, and the list of sources they stand for.
//!
//! A folder is walked to its leaves and sorted, so that the same folder is always read in the same order. A source
//! is named by its place inside the input, never by the folder it happens to lie in, so that results do not depend on
//! where a user keeps the data.

use crate::error::ReadError;
use crate::open;
use crate::raw::hexadecimal;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// Where to read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file, a folder (walked to its leaves, sorted by name, hidden files left out) or a glob pattern.
    Path(PathBuf),
    /// Standard input.
    Stdin,
}

impl Input {
    /// The input a word on the command line means; `-` is standard input.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        if word == "-" { Self::Stdin } else { Self::Path(PathBuf::from(word)) }
    }
}

/// What can be seen of the files of some inputs without reading them, as a digest of their names, sizes and times of
/// change: the same digest, the same bytes, as far as the system tells.
///
/// # Errors
/// As [`read`](crate::read) for inputs that hold no file.
pub fn state_of(inputs: &[Input]) -> Result<String, ReadError> {
    let mut hasher = Sha256::new();
    for source in sources(inputs)? {
        let seen = match &source.place {
            Place::File(path) => open::seen(path),
            Place::Stdin | Place::Bytes(_) => None,
        };
        hasher.update(format!("{}\0{seen:?}\0", source.name));
    }
    Ok(hexadecimal(&hasher.finalize()))
}

/// One thing to open.
#[derive(Debug)]
pub(crate) struct Source<'a> {
    /// What it is called in results.
    pub(crate) name: String,
    /// Where its bytes are.
    pub(crate) place: Place<'a>,
    /// True when the user named this very file, so that its failure is an error and not a line in a list.
    pub(crate) explicit: bool,
}

/// Where bytes are.
#[derive(Debug)]
pub(crate) enum Place<'a> {
    File(PathBuf),
    Stdin,
    Bytes(&'a [u8]),
}

/// The sources that inputs stand for, in order.
pub(crate) fn sources(inputs: &[Input]) -> Result<Vec<Source<'static>>, ReadError> {
    let mut sources = Vec::new();
    for input in inputs {
        match input {
            Input::Stdin => sources.push(Source { name: "stdin".to_owned(), place: Place::Stdin, explicit: true }),
            Input::Path(path) => add_path(path, &mut sources)?,
        }
    }
    Ok(sources)
}

fn add_path(path: &Path, sources: &mut Vec<Source<'static>>) -> Result<(), ReadError> {
    if path.is_dir() {
        return add_folder(path, path, sources);
    }
    let pattern = path.to_string_lossy();
    // A file whose name holds a bracket is a file before it is a pattern.
    if path.exists() || !pattern.contains(['*', '?', '[']) {
        sources.push(Source { name: file_name(path), place: Place::File(path.to_owned()), explicit: true });
        return Ok(());
    }
    add_pattern(&pattern, sources)
}

fn add_folder(input: &Path, folder: &Path, sources: &mut Vec<Source<'static>>) -> Result<(), ReadError> {
    let files = open::files_below(folder)?;
    if files.is_empty() {
        return Err(ReadError::NothingToRead { input: input.display().to_string() });
    }
    sources.extend(files.into_iter().map(|file| Source {
        name: file.strip_prefix(folder).map_or_else(|_| file_name(&file), slashed),
        place: Place::File(file),
        explicit: false,
    }));
    Ok(())
}

fn add_pattern(pattern: &str, sources: &mut Vec<Source<'static>>) -> Result<(), ReadError> {
    let before = sources.len();
    for path in open::matches(pattern)? {
        if path.is_dir() {
            match add_folder(Path::new(pattern), &path, sources) {
                Err(ReadError::NothingToRead { .. }) => {}
                other => other?,
            }
        } else {
            sources.push(Source { name: file_name(&path), place: Place::File(path), explicit: false });
        }
    }
    if sources.len() == before {
        return Err(ReadError::NothingToRead { input: pattern.to_owned() });
    }
    Ok(())
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// The same name on every system.
fn slashed(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_walked_in_order_and_hidden_files_are_left_out() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("b")).unwrap();
        for name in ["c.txt", "a.txt", ".hidden", "b/x.txt"] {
            std::fs::File::create_new(folder.path().join(name)).unwrap();
        }
        let sources = sources(&[Input::Path(folder.path().to_owned())]).unwrap();
        let names: Vec<&str> = sources.iter().map(|source| source.name.as_str()).collect();
        assert_eq!(names, ["a.txt", "b/x.txt", "c.txt"]);
    }

    #[test]
    fn a_pattern_without_matches_is_an_error_not_an_empty_result() {
        let folder = tempfile::tempdir().unwrap();
        let pattern = folder.path().join("*.csv");
        let error = sources(&[Input::Path(pattern)]).unwrap_err();
        assert_eq!(error.code(), "nothing-to-read");
    }

    #[test]
    fn an_empty_folder_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(sources(&[Input::Path(folder.path().to_owned())]).unwrap_err().code(), "nothing-to-read");
    }

    #[test]
    fn a_file_with_brackets_in_its_name_is_not_a_pattern() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("march [1].csv");
        std::fs::File::create_new(&path).unwrap();
        let sources = sources(&[Input::Path(path)]).unwrap();
        assert!(sources[0].explicit);
        assert_eq!(sources[0].name, "march [1].csv");
    }
}
