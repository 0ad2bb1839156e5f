//! `export`: what the other verbs find, in the forms of other systems.

mod attention;
mod beside;
mod documents;
mod finding;
mod format;
mod tables;

use crate::Done;
use crate::failure::Failure;
use crate::options::{ExportOptions, WORDS_SHOWN};
use format::ExportFormat;
pub(crate) use format::format_list;

pub(crate) fn run(options: &ExportOptions) -> Result<Done, Failure> {
    let format = ExportFormat::parse(&options.format)?;
    every_option_is_used(options, format)?;
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

/// An option that makes no difference is more likely a misunderstanding.
fn every_option_is_used(options: &ExportOptions, format: ExportFormat) -> Result<(), Failure> {
    let subjects = &options.subjects;
    let is_tables = format == ExportFormat::Tables;
    let of_shock = is_tables || matches!(format, ExportFormat::Stix | ExportFormat::Misp);
    let has_shock = options.shock.is_some() || options.on.is_some() || !options.how.groups.is_empty();
    let of_subjects = of_shock || format.is_of_attention();
    let unused = [
        (options.form.is_some() && !is_tables, "--format", "it is for tables"),
        (options.by != "day" && !is_tables, "--by", "it makes cells of the table of attention"),
        (options.first != WORDS_SHOWN && format != ExportFormat::MediaCloudWords, "--first", "it counts words"),
        (
            options.models.is_some() && !is_tables && !format.is_of_quotations(),
            "--models",
            "nothing is annotated with them",
        ),
        (has_shock && !of_shock, "--shock, --on or --group", "stix, misp and tables tell what a shock displaced"),
        (!subjects.subjects.is_empty() && !of_subjects, "--subject", "--only narrows what is exported"),
        (subjects.file.is_some() && !of_subjects, "--subjects", "--only narrows what is exported"),
        (subjects.only.is_some() && is_tables, "--only", "tables are of all that is read"),
    ];
    match unused.into_iter().find(|(is_unused, ..)| *is_unused) {
        Some((_, option, why)) => Err(Failure::Usage {
            code: "option-unused",
            message: format!("{option} makes no difference to `{}`: {why}", format.name()),
            hint: "leave it out".into(),
        }),
        None => Ok(()),
    }
}
