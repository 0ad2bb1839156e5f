//! `export`: what the other verbs find, in the forms of other systems.

mod attention;
mod beside;
mod documents;
mod finding;
mod format;
mod tables;

use crate::Done;
use crate::failure::Failure;
use crate::options::ExportOptions;
use format::ExportFormat;
pub(crate) use format::format_list;

pub(crate) fn run(options: &ExportOptions) -> Result<Done, Failure> {
    let format = ExportFormat::parse(&options.format)?;
    if options.form.is_some() && format != ExportFormat::Tables {
        return Err(Failure::Usage {
            code: "format",
            message: format!("--format is for tables, and `{}` has one form", format.name()),
            hint: "leave --format out".into(),
        });
    }
    match format {
        ExportFormat::Tables => tables::run(options),
        ExportFormat::Citron | ExportFormat::Brat => documents::folder(options, format),
        ExportFormat::Gqg
        | ExportFormat::Scorer
        | ExportFormat::W3c
        | ExportFormat::MediaCloudStories
        | ExportFormat::OpenSearch
        | ExportFormat::Quickwit => documents::file(options, format),
        ExportFormat::MediaCloudOverTime
        | ExportFormat::MediaCloudSources
        | ExportFormat::MediaCloudLanguages
        | ExportFormat::MediaCloudWords
        | ExportFormat::TimelineVol
        | ExportFormat::TimelineVolRaw => attention::run(options, format),
        ExportFormat::Stix | ExportFormat::Misp => finding::run(options, format),
    }
}
