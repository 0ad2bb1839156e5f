//! Running a scorer in a process of its own and reading its one JSON object.

use crate::Fault;
use crate::data::Data;
use serde_json::Value;
use std::process::Command;

/// What the scorer printed, and whether it was satisfied.
pub(crate) struct Score {
    pub(crate) figures: Value,
    pub(crate) satisfied: bool,
}

/// Runs a Python scorer of the standard library.
pub(crate) fn run(data: &Data, script: &str, arguments: &[String]) -> Result<Score, Fault> {
    let output = Command::new("python3").arg(data.scorer(script)?).args(arguments).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let start = text
        .find('{')
        .ok_or_else(|| format!("{script} printed no figures: {}{}", text, String::from_utf8_lossy(&output.stderr)))?;
    Ok(Score { figures: serde_json::from_str(text[start..].trim())?, satisfied: output.status.success() })
}

impl Score {
    /// One figure, by its path of names.
    pub(crate) fn figure(&self, path: &[&str]) -> Result<f64, Fault> {
        let value = path.iter().fold(&self.figures, |value, name| &value[*name]);
        value.as_f64().ok_or_else(|| format!("the scorer printed no {}", path.join(" ")).into())
    }
}
