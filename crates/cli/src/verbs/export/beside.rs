//! What stands beside every export: its manifest, and where it goes.

use super::format::ExportFormat;
use crate::failure::Failure;
use crate::models::digests;
use crate::options::ExportOptions;
use crate::output::{Folder, Target};
use crate::verbs::findings::{file_name, reading_options};
use overshadow::export::ExportManifest;
use overshadow::record::{InputFile, Tally};
use std::io::Write;
use std::path::PathBuf;

/// The program and its version.
pub(crate) const PROGRAM: &str = concat!("overshadow ", env!("CARGO_PKG_VERSION"));

/// The manifest of an export that was not annotated.
pub(super) fn manifest(
    options: &ExportOptions,
    format: ExportFormat,
    inputs: Vec<InputFile>,
    tally: Tally,
) -> ExportManifest {
    let subjects = &options.subjects;
    let mut chosen: Vec<(String, String)> =
        subjects.subjects.iter().map(|subject| ("subject".to_owned(), subject.clone())).collect();
    chosen.extend(subjects.file.iter().map(|file| ("subjects".to_owned(), file_name(file))));
    chosen.extend(subjects.only.iter().map(|only| ("only".to_owned(), only.clone())));
    chosen.extend(reading_options(&options.input));
    if format == ExportFormat::MediaCloudWords {
        chosen.push(("first".to_owned(), options.first.to_string()));
    }
    ExportManifest {
        program: PROGRAM.to_owned(),
        export: format.name().to_owned(),
        options: chosen,
        inputs,
        tally,
        ..ExportManifest::default()
    }
}

/// The same with the models that annotated.
pub(super) fn with_models(manifest: ExportManifest, options: &ExportOptions) -> Result<ExportManifest, Failure> {
    Ok(ExportManifest { models: digests(options.models.as_deref())?, ..manifest })
}

/// A file, or standard output, with the manifest beside the file.
pub(super) struct Beside {
    pub(super) target: Target,
    manifest: Option<(Target, String)>,
}

impl Beside {
    pub(super) fn open(options: &ExportOptions) -> Result<Self, Failure> {
        let target = Target::open(options.output.as_deref())?;
        // A device has nothing beside it.
        let is_file = matches!(target, Target::File { .. });
        let path = options.output.as_ref().filter(|_| is_file);
        let manifest = match path {
            Some(path) => {
                let beside = path.with_file_name(format!("{}.manifest.json", file_name(path)));
                Some((Target::open(Some(&beside))?, file_name(path)))
            }
            None => None,
        };
        Ok(Self { target, manifest })
    }

    /// Gives both their names.
    pub(super) fn finish(self, manifest: ExportManifest, rows: u64) -> Result<(), Failure> {
        let Some((mut beside, name)) = self.manifest else { return self.target.finish() };
        let manifest = ExportManifest { written: vec![(name, rows)], ..manifest };
        let written = beside.write_all(manifest.json().as_bytes()).and_then(|()| beside.flush());
        written.map_err(|source| beside.failure(source))?;
        self.target.finish()?;
        beside.finish()
    }
}

/// The folder to write.
pub(super) fn folder(options: &ExportOptions, format: ExportFormat) -> Result<Folder, Failure> {
    let path: &PathBuf = options.output.as_ref().ok_or_else(|| Failure::Usage {
        code: "folder-missing",
        message: format!("`{}` writes a folder, and none is named", format.name()),
        hint: "name one with -o DIR".into(),
    })?;
    Folder::create(path)
}
