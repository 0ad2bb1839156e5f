//! The one place that touches the file system.

#![expect(clippy::disallowed_methods, reason = "reading files is what this module is for; nothing else here may")]

use crate::error::ReadError;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Opens a file. A folder, a socket or a device is not one.
pub(crate) fn file(path: &Path) -> Result<File, ReadError> {
    File::open(path).map_err(|source| ReadError::Open { path: path.to_owned(), source })
}

/// Opens a file in its middle; also its first bytes.
pub(crate) fn file_at(path: &Path, offset: u64) -> Result<([u8; 4], File), ReadError> {
    let mut file = file(path)?;
    let mut head = [0; 4];
    let moved = file.read_exact(&mut head).and_then(|()| file.seek(SeekFrom::Start(offset)));
    moved.map_err(|source| ReadError::Open { path: path.to_owned(), source })?;
    Ok((head, file))
}

/// Bytes of a file, where the system knows them.
pub(crate) fn size(path: &Path) -> Option<u64> {
    fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|metadata| metadata.len())
}

/// Size and time of last change, where the system knows them.
pub(crate) fn seen(path: &Path) -> Option<(u64, SystemTime)> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.len(), metadata.modified().ok()?))
}

/// All files below a folder, sorted by name, hidden ones left out; a link to a folder is not followed, so that a
/// circle of links ends.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let failed = |source: io::Error| ReadError::Open { path: folder.to_owned(), source };
    let mut entries: Vec<(PathBuf, fs::FileType)> = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            entries.push((entry.path(), entry.file_type().map_err(failed)?));
        }
    }
    entries.sort_by(|(left, _), (right, _)| left.cmp(right));
    let mut files = Vec::new();
    for (path, kind) in entries {
        if kind.is_dir() {
            // A folder that cannot be listed is handed on as a path, so that opening it names the reason.
            files.extend(files_below(&path).unwrap_or_else(|_| vec![path]));
        } else if kind.is_file() || path.is_file() || !path.exists() {
            files.push(path);
        }
    }
    Ok(files)
}

/// What a glob pattern matches, sorted by name, hidden files left out.
pub(crate) fn matches(pattern: &str) -> Result<Vec<PathBuf>, ReadError> {
    let options = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
    let found = glob::glob_with(pattern, options)
        .map_err(|source| ReadError::Pattern { pattern: pattern.to_owned(), source })?;
    // A folder that cannot be listed is handed on as a path, so that opening it names the reason.
    let mut paths: Vec<PathBuf> = found.map(|path| path.unwrap_or_else(|error| error.path().to_owned())).collect();
    paths.sort();
    Ok(paths)
}
