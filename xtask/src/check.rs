//! `check`: formatting, lints, and the invariants of ARCHITECTURE.md that a program can check.

use crate::Fault;
use crate::data::{cargo, project, succeed};
use crate::manifests;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The crates in the order data flows through them: none may depend on a later one of another stage.
const ORDER: [&str; 13] = [
    "overshadow-record",
    "overshadow-fetch",
    "overshadow-read",
    "overshadow-clean",
    "overshadow-annotate",
    "overshadow-archive",
    "overshadow-agenda",
    "overshadow-simulate",
    "overshadow-report",
    "overshadow-export",
    "overshadow",
    "overshadow-serve",
    "overshadow-cli",
];
/// Crates that know only the records: the stages themselves.
const STAGES: [&str; 9] = [
    "overshadow-fetch",
    "overshadow-read",
    "overshadow-clean",
    "overshadow-annotate",
    "overshadow-archive",
    "overshadow-agenda",
    "overshadow-simulate",
    "overshadow-report",
    "overshadow-export",
];
/// Lines beyond which a source file has to be split; tables and generated code live in files named `*_lists.rs`.
const LONGEST_FILE: usize = 600;
const LONGEST_DRAWING: usize = 200;

/// Runs all checks; the first that fails ends it.
pub(crate) fn run() -> Result<(), Fault> {
    succeed(cargo().args(["fmt", "--all", "--check"]))?;
    succeed(cargo().args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--quiet",
        "--",
        "-D",
        "warnings",
    ]))?;
    stages_do_not_know_each_other()?;
    manifests::check()?;
    files_are_short()
}

fn stages_do_not_know_each_other() -> Result<(), Fault> {
    let output = cargo().args(["metadata", "--format-version", "1", "--no-deps"]).output()?;
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let packages = metadata["packages"].as_array().ok_or("cargo metadata lists no packages")?;
    let order: BTreeMap<&str, usize> = ORDER.iter().enumerate().map(|(at, name)| (*name, at)).collect();
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let Some(&at) = order.get(name) else { continue };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let needs = dependency["name"].as_str().unwrap_or_default();
            let only_for_tests = dependency["kind"] == "dev";
            if order.get(needs).is_some_and(|&needed| needed >= at) {
                return Err(format!("{name} depends on {needs}, a later stage").into());
            }
            if STAGES.contains(&name) && STAGES.contains(&needs) && !only_for_tests {
                return Err(format!("{name} depends on {needs}: stages share records only").into());
            }
        }
    }
    Ok(())
}

fn files_are_short() -> Result<(), Fault> {
    let drawing = std::fs::read_to_string(project().join("ARCHITECTURE.md"))?;
    if drawing.lines().count() >= LONGEST_DRAWING {
        return Err(format!("ARCHITECTURE.md has {LONGEST_DRAWING} lines or more").into());
    }
    for folder in ["crates", "xtask"] {
        for path in sources(&project().join(folder))? {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let text = std::fs::read_to_string(&path)?;
            if !name.ends_with("_lists.rs") && text.lines().count() > LONGEST_FILE {
                return Err(format!("{} has more than {LONGEST_FILE} lines: look for a seam", path.display()).into());
            }
            if path.components().any(|part| part.as_os_str() == "src") && !text.starts_with("//!") {
                return Err(format!("{} does not say what it is for: begin it with //!", path.display()).into());
            }
        }
    }
    Ok(())
}

fn sources(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(sources(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
