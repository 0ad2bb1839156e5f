//! The manifest beside an export: how it was made, so that it can be made again.

use overshadow_record::{InputFile, Tally};
use serde_json::{Map, Value, json};

/// How an export was made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExportManifest {
    /// `overshadow` and its version.
    pub program: String,
    /// The format, by its name.
    pub export: String,
    /// Options in force, by name; one may be given many times.
    pub options: Vec<(String, String)>,
    /// Seed of every random draw, where there is one.
    pub seed: Option<u64>,
    /// Inputs, in order.
    pub inputs: Vec<InputFile>,
    /// Files of the trained models that annotated, and their SHA-256; none for rules alone.
    pub models: Vec<(String, String)>,
    /// What was written: names, and how many rows or documents each has.
    pub written: Vec<(String, u64)>,
    /// What became of the input.
    pub tally: Tally,
}

impl ExportManifest {
    /// The manifest as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        let inputs: Vec<Value> =
            self.inputs.iter().map(|it| json!({"name": it.name, "bytes": it.bytes, "sha256": it.sha256})).collect();
        let models: Vec<Value> =
            self.models.iter().map(|(file, sha256)| json!({"file": file, "sha256": sha256})).collect();
        let options: Vec<Value> =
            self.options.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
        let written: Vec<Value> = self.written.iter().map(|(name, rows)| json!({"name": name, "rows": rows})).collect();
        let skipped: Map<String, Value> =
            self.tally.skipped.iter().map(|(reason, count)| (reason.clone(), json!(count))).collect();
        let manifest = json!({
            "program": self.program,
            "export": self.export,
            "options": options,
            "seed": self.seed,
            "offsets": "Unicode code points, the end exclusive",
            "inputs": inputs,
            "models": models,
            "written": written,
            "read": self.tally.read,
            "kept": self.tally.kept,
            "duplicate": self.tally.duplicate,
            "skipped": skipped,
        });
        format!("{manifest:#}\n")
    }
}
