//! An empty folder with files in it, where the program is run as from a shell.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests write the files that the program reads")]

use std::fmt;
use std::io::Write;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A folder of its own for one test; it is removed with the test.
pub(crate) struct Desk {
    folder: TempDir,
}

/// What a run came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ran {
    command: String,
    /// The exit status.
    pub(crate) status: i32,
    /// Standard output; bytes that are no text are replaced.
    pub(crate) stdout: String,
    /// Standard error, of which not a byte may be lost.
    pub(crate) stderr: String,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A folder with these files.
    pub(crate) fn with(files: &[(&str, &[u8])]) -> Self {
        let desk = Self::new();
        for (name, bytes) in files {
            desk.write(name, bytes);
        }
        desk
    }

    /// Writes a file, and the folders it lies in.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    pub(crate) fn make_folder(&self, name: &str) {
        std::fs::create_dir_all(self.folder.path().join(name)).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.folder.path().join(name)).unwrap()
    }

    /// The names of all files and folders, hidden ones included.
    pub(crate) fn names(&self) -> Vec<String> {
        self.names_in("")
    }

    /// The same of a folder in it.
    pub(crate) fn names_in(&self, folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path().join(folder)).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// Runs `overshadow` with the words of a shell's line; single quotation marks hold words together.
    /// The files of a folder, sorted.
    pub(crate) fn files(&self, folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path().join(folder)).unwrap();
        let name = |entry: std::io::Result<std::fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
        let mut files: Vec<String> = entries.map(|entry| format!("{folder}/{}", name(entry))).collect();
        files.sort();
        files
    }

    pub(crate) fn remove(&self, folder: &str) {
        std::fs::remove_dir_all(self.folder.path().join(folder)).unwrap();
    }

    pub(crate) fn run(&self, line: &str) -> Ran {
        self.pipe(line, b"")
    }

    /// The same with something on standard input.
    pub(crate) fn pipe(&self, line: &str, stdin: &[u8]) -> Ran {
        let mut child = self.command(line).spawn().unwrap();
        let mut pipe = child.stdin.take().unwrap();
        let output = std::thread::scope(|scope| {
            // A program that stops early closes the pipe, which is its right.
            scope.spawn(move || pipe.write_all(stdin).ok());
            child.wait_with_output().unwrap()
        });
        Ran {
            command: line.to_owned(),
            status: output.status.code().unwrap(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The program, about to be run: all three streams are pipes, and a line has 80 columns.
    pub(crate) fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_overshadow"));
        command.args(words(line)).current_dir(self.folder.path());
        command.env("COLUMNS", "80").env_remove("LINES").env_remove("CLICOLOR_FORCE");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

impl fmt::Display for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "$ overshadow {}", self.command)?;
        writeln!(f, "exit status {}", self.status)?;
        writeln!(f, "--- standard output ---\n{}", self.stdout.trim_end())?;
        writeln!(f, "--- standard error ---\n{}", self.stderr.trim_end())
    }
}

/// The words of a line; `'two words'` is one.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let (mut quoted, mut begun) = (false, false);
    for letter in line.chars() {
        match letter {
            '\'' => (quoted, begun) = (!quoted, true),
            ' ' if !quoted => {
                if begun {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            _ => {
                word.push(letter);
                begun = true;
            }
        }
    }
    words.extend(begun.then_some(word));
    words
}
