//! The Python environments of other people's methods, made under `target/` from a pinned list of packages.

use crate::Fault;
use crate::data::{project, scratch, succeed};
use std::path::PathBuf;
use std::process::Command;

/// The interpreter of an environment that holds what `bench/peers/<peers>/requirements.txt` pins.
pub(crate) fn environment(peers: &str) -> Result<PathBuf, Fault> {
    let environment = scratch("peers")?.join(format!("venv-{peers}"));
    succeed(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
    let python = environment.join("bin/python");
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    succeed(Command::new(&python).args(install).arg(scripts(peers).join("requirements.txt")))?;
    Ok(python)
}

/// The folder of scripts that run a group of methods.
pub(crate) fn scripts(peers: &str) -> PathBuf {
    project().join("bench/peers").join(peers)
}
