//! Attention to one subject in the tables of Media Cloud and the timelines of GDELT.

use super::beside::{Beside, manifest};
use super::documents::of_articles;
use super::format::ExportFormat;
use crate::Done;
use crate::ask::{Completeness, SkippedList, pile};
use crate::auto_subjects::asked;
use crate::failure::Failure;
use crate::options::ExportOptions;
use crate::output::width;
use crate::progress::Bar;
use crate::verbs::counting::{Counted, count};
use overshadow::agenda::{Axis, By, Period, attention};
use overshadow::export::{languages, over_time, sources, timeline_raw, timeline_volume};
use overshadow::headline_words;
use overshadow::read::Progress;
use overshadow::record::{Attention, InputFile, Record, Tally};
use overshadow::report::table::{Format, write};
use std::sync::Arc;

pub(super) fn run(options: &ExportOptions, format: ExportFormat) -> Result<Done, Failure> {
    one_subject(options, format)?;
    if format == ExportFormat::MediaCloudWords {
        return words(options, format);
    }
    let Counted { counts, completeness, files, tally, .. } =
        count(&options.input, &options.subjects, (None, None), &[])?;
    let rows = attention(&counts, &cells(format));
    let read = Read { files, tally, completeness };
    match format {
        ExportFormat::MediaCloudOverTime => print(&over_time(&rows), &rows, options, format, read),
        ExportFormat::MediaCloudSources => print(&sources(&rows), &rows, options, format, read),
        ExportFormat::MediaCloudLanguages => print(&languages(&rows), &rows, options, format, read),
        ExportFormat::TimelineVol => print(&timeline_volume(&rows), &rows, options, format, read),
        _ => print(&timeline_raw(&rows), &rows, options, format, read),
    }
}

/// These tables have no column for the subject.
fn one_subject(options: &ExportOptions, format: ExportFormat) -> Result<(), Failure> {
    let subjects = &options.subjects;
    if subjects.subjects.len() == 1 && subjects.file.is_none() {
        return Ok(());
    }
    Err(Failure::Usage {
        code: "subject-one",
        message: format!("`{}` tells of one subject, and {} are given", format.name(), subjects.subjects.len()),
        hint: "name one: --subject 'Ukraine=ukrain* OR kyiv'; `overshadow attention` has tables of many".into(),
    })
}

fn cells(format: ExportFormat) -> By {
    match format {
        ExportFormat::MediaCloudSources => By { axes: vec![Axis::Outlet], ..By::default() },
        ExportFormat::MediaCloudLanguages => By { axes: vec![Axis::Language], ..By::default() },
        _ => By { period: Some(Period::Day), ..By::default() },
    }
}

/// What was read.
struct Read {
    files: Vec<InputFile>,
    tally: Tally,
    completeness: Completeness,
}

fn print<R: Record>(
    rows: &[R],
    counted: &[Attention],
    options: &ExportOptions,
    format: ExportFormat,
    read: Read,
) -> Result<Done, Failure> {
    let mut out = Beside::open(options)?;
    write(rows, Format::Csv, width(), &mut out.target)?;
    out.finish(manifest(options, format, read.files, read.tally), rows.len() as u64)?;
    Ok(Done::of(read.completeness, counted.iter().any(|cell| cell.articles > 0)))
}

fn words(options: &ExportOptions, format: ExportFormat) -> Result<Done, Failure> {
    of_articles(options, format)?;
    let progress = Arc::new(Progress::default());
    let pile = pile(&options.input, Arc::clone(&progress))?;
    let asked = asked(pile, &options.subjects, (None, None), &[], false)?;
    let mut skipped = SkippedList::open(&options.input)?;
    let bar = Bar::watch(progress);
    let worded = headline_words(&asked.pile, &asked.question, &mut |left_out| skipped.add(left_out));
    drop(bar);
    let worded = match worded {
        Ok(worded) => worded,
        Err(error) => return Err(skipped.give_up(error)),
    };
    let rows = worded.terms.rows(options.first);
    let mut out = Beside::open(options)?;
    write(&rows, Format::Csv, width(), &mut out.target)?;
    out.finish(manifest(options, format, worded.summary.files, worded.tally.clone()), rows.len() as u64)?;
    let completeness = skipped.finish(&worded.tally, &options.input)?;
    Ok(Done::of(completeness, !rows.is_empty()))
}
