//! What a shock displaced, for platforms that exchange findings: STIX and MISP.

use super::beside::Beside;
use super::format::ExportFormat;
use crate::Done;
use crate::ask::Completeness;
use crate::failure::Failure;
use crate::models::digests;
use crate::options::{ExportOptions, InputOptions, ShockOptions};
use crate::progress::say_refused;
use crate::verbs::findings::{Wanted, gather};
use overshadow::export::{ExportManifest, misp, stix};
use overshadow::record::Findings;
use overshadow::report::finding_in_words;
use std::io::Write;

pub(super) fn run(options: &ExportOptions, format: ExportFormat) -> Result<Done, Failure> {
    let (findings, completeness) = found(options, &options.input)?;
    let sentences = finding_in_words(&findings);
    let made = match format {
        ExportFormat::Stix => stix(&findings, &sentences),
        _ => misp(&findings, &sentences),
    };
    let mut out = Beside::open(options)?;
    writeln!(out.target, "{made:#}").map_err(|source| out.target.failure(source))?;
    // Quotations in articles on the shock are found by the models inside the program.
    let models = if options.subjects.counts.is_empty() { digests(None)? } else { Vec::new() };
    out.finish(ExportManifest { models, ..manifest(&findings, format) }, 1)?;
    if let Err(refusal) = &findings.estimates {
        say_refused(refusal);
    }
    Ok(Done::of(completeness, findings.estimates.is_ok()))
}

/// What the shock displaced, as `displacement` finds it.
pub(super) fn found(options: &ExportOptions, input: &InputOptions) -> Result<(Findings, Completeness), Failure> {
    let shock = options.shock.clone().ok_or_else(|| Failure::Usage {
        code: "shock-missing",
        message: format!("`{}` tells what a shock displaced, and none is named", options.format),
        hint: "name one: --shock 'crocus OR (moscow AND attack)' --on 2024-03-22".into(),
    })?;
    let shock = ShockOptions { shock, on: options.on, window: options.window, how: options.how.clone() };
    gather(input, &shock, &options.subjects, Wanted::default())
}

fn manifest(findings: &Findings, format: ExportFormat) -> ExportManifest {
    let manifest = &findings.manifest;
    ExportManifest {
        program: manifest.program.clone(),
        export: format.name().to_owned(),
        options: manifest.options.clone(),
        seed: Some(manifest.seed),
        inputs: manifest.inputs.clone(),
        tally: findings.tally.clone(),
        ..ExportManifest::default()
    }
}
