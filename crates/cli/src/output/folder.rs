//! A folder of files that appears whole or not at all.

use super::{create, partial_files, remove, rename, write_failure};
use crate::failure::Failure;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A folder under another name until all of its files are there.
pub(crate) struct Folder {
    partial: PathBuf,
    path: PathBuf,
}

impl Folder {
    /// Begins a folder. One that holds something is never written to.
    pub(crate) fn create(path: &Path) -> Result<Self, Failure> {
        if is_taken(path) {
            return Err(Failure::Usage {
                code: "folder-taken",
                message: format!("`{}` is there and not an empty folder", path.display()),
                hint: "name another folder with -o, or remove this one".into(),
            });
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let partial = path.with_file_name(format!(".{name}.{}.partial", std::process::id()));
        std::fs::create_dir(&partial).map_err(|source| write_failure(path, source))?;
        partial_files().push(partial.clone());
        Ok(Self { partial, path: path.to_owned() })
    }

    /// Begins a file of the folder; its name is one of ours or was made harmless.
    pub(crate) fn file(&self, name: &str) -> Result<BufWriter<File>, Failure> {
        create(&self.partial.join(name)).map(BufWriter::new).map_err(|source| self.failure(name, source))
    }

    /// Writes a file of the folder.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        create(&self.partial.join(name))
            .and_then(|mut file| file.write_all(bytes))
            .map_err(|source| self.failure(name, source))
    }

    /// Ends a file that was begun, and forces it to the disk.
    pub(crate) fn close(&self, name: &str, file: BufWriter<File>) -> Result<(), Failure> {
        let file = file.into_inner().map_err(|error| self.failure(name, error.into_error()))?;
        file.sync_all().map_err(|source| self.failure(name, source))
    }

    /// Gives the folder its name.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        // An empty folder of that name gives way.
        let _: io::Result<()> = std::fs::remove_dir(&self.path);
        rename(&self.partial, &self.path).map_err(|source| write_failure(&self.path, source))
    }

    fn failure(&self, name: &str, source: io::Error) -> Failure {
        write_failure(&self.path.join(name), source)
    }
}

impl Drop for Folder {
    /// What did not become whole is removed; what did has been renamed.
    fn drop(&mut self) {
        if self.partial.exists() {
            remove(&self.partial);
        }
        partial_files().retain(|path| *path != self.partial);
    }
}

fn is_taken(path: &Path) -> bool {
    // A folder that cannot be looked into is told by the system when it is written to.
    let is_filled = || path.read_dir().is_ok_and(|mut entries| entries.next().is_some());
    path.symlink_metadata().is_ok_and(|there| !there.is_dir()) || is_filled()
}
