//! Where the data sets and their scorers lie: beside the checkout, unless told otherwise.

use crate::Fault;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of data sets.
pub(crate) struct Data {
    folder: PathBuf,
}

/// Takes `--data DIR` out of the words.
pub(crate) fn folder<'a>(words: &[&'a str]) -> Result<(Vec<&'a str>, Data), Fault> {
    let Some(at) = words.iter().position(|&word| word == "--data") else {
        return Ok((words.to_vec(), Data { folder: project().join("../shared/data") }));
    };
    let folder = words.get(at + 1).ok_or("--data needs a folder")?;
    let rest = words.iter().enumerate().filter(|(i, _)| *i != at && *i != at + 1).map(|(_, word)| *word);
    Ok((rest.collect(), Data { folder: PathBuf::from(folder) }))
}

impl Data {
    /// A file of the data sets.
    pub(crate) fn file(&self, name: &str) -> Result<PathBuf, Fault> {
        let path = self.folder.join(name);
        if path.exists() {
            return Ok(path);
        }
        Err(format!("{name} is not in {}; give the folder of data sets with --data DIR", self.folder.display()).into())
    }

    /// A scorer, in the folder `score` beside the data sets.
    pub(crate) fn scorer(&self, name: &str) -> Result<PathBuf, Fault> {
        self.file("../score").map(|folder| folder.join(name))
    }
}

/// The root of the checkout.
pub(crate) fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".")).to_owned()
}

/// The SHA-256 of bytes, in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A folder for what a chore makes on the way.
pub(crate) fn scratch(name: &str) -> Result<PathBuf, Fault> {
    let folder = project().join("target/xtask").join(name);
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Builds the program as a user would and says where it is.
pub(crate) fn overshadow() -> Result<PathBuf, Fault> {
    succeed(cargo().args(["build", "--release", "--package", "overshadow-cli"]))?;
    Ok(target().join("release/overshadow"))
}

/// The cargo that runs this chore, in the root of the checkout.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(project());
    command
}

/// Figures and times of an unoptimised build take long and say nothing: the same chore, optimised.
pub(crate) fn again_as_released() -> Result<(), Fault> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let mut command = cargo();
    command.current_dir(std::env::current_dir()?);
    succeed(command.args(["run", "--release", "--quiet", "--package", "xtask", "--"]).args(words))
}

/// Runs a command that has to succeed.
pub(crate) fn succeed(command: &mut Command) -> Result<(), Fault> {
    let status = command.status()?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} ended with {status}").into()) }
}

fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| project().join("target"), PathBuf::from)
}
