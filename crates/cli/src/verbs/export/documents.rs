//! Exports that are made article by article, as they come, in bounded memory.

use super::beside::{Beside, folder as open_folder, manifest, with_models};
use super::format::ExportFormat;
use crate::Done;
use crate::ask::{SkippedList, pile};
use crate::failure::Failure;
use crate::models::annotator;
use crate::options::ExportOptions;
use crate::output::width;
use crate::progress::{Bar, say};
use overshadow::export::{
    BRAT_CONFIGURATION, FileNames, WEB_ANNOTATIONS_END, brat, citron, gqg, index_action, index_document,
    media_cloud_story, scorer, web_annotations, web_annotations_begin,
};
use overshadow::read::{Progress, english_name};
use overshadow::record::table::write_json;
use overshadow::record::{Annotations, Article, InputFile, Record, Skipped, Tally};
use overshadow::report::table::{Format, TableWriter};
use overshadow::{Error, Narrowed, Pile, PileSummary, annotated_as, articles_as};
use std::io::Write;
use std::ops::ControlFlow;
use std::sync::Arc;

/// How one article becomes text, and how many rows it makes.
type Shape = fn(&Article, &Annotations) -> (Vec<u8>, u64);

/// Writes a file, or to standard output.
pub(super) fn file(options: &ExportOptions, format: ExportFormat) -> Result<Done, Failure> {
    of_articles(options, format)?;
    match format {
        ExportFormat::MediaCloudStories => stories(options, format),
        ExportFormat::W3c => page(options, format),
        ExportFormat::OpenSearch | ExportFormat::Quickwit => lines(options, format, None),
        ExportFormat::Scorer => lines(options, format, Some(|it, said| line(&scorer(it, said)))),
        _ => {
            lines(options, format, Some(|it, said| line(&gqg(it, said, it.language.as_deref().and_then(english_name)))))
        }
    }
}

/// Counts hold no articles.
pub(super) fn of_articles(options: &ExportOptions, format: ExportFormat) -> Result<(), Failure> {
    if options.subjects.counts.is_empty() {
        return Ok(());
    }
    Err(Failure::Usage {
        code: "export-of-counts",
        message: format!("`{}` is made of articles, and counts hold none", format.name()),
        hint: "name the articles in place of --counts".into(),
    })
}

/// A record as a line.
fn line<R: Record>(record: &R) -> (Vec<u8>, u64) {
    let mut bytes = Vec::new();
    write_json(record, &mut bytes).expect("writing to memory does not fail");
    bytes.push(b'\n');
    (bytes, 1)
}

/// A line or two an article; without a shape, its document for a search engine.
fn lines(options: &ExportOptions, format: ExportFormat, shape: Option<Shape>) -> Result<Done, Failure> {
    let mut out = Beside::open(options)?;
    let mut rows = 0;
    let target = &mut out.target;
    let mut take = |(bytes, number): (Vec<u8>, u64)| {
        rows += number;
        target.write_all(&bytes).map_err(|source| target.failure(source))
    };
    let read = match shape {
        Some(shape) => read(options, true, |pile, take, skipped| annotated_as(pile, shape, take, skipped), &mut take)?,
        None => {
            let with_action = format == ExportFormat::OpenSearch;
            let shape = move |article: &Article| (document(article, with_action), 1);
            read(options, false, |pile, take, skipped| articles_as(pile, shape, take, skipped), &mut take)?
        }
    };
    finish(options, format, read, out, rows)
}

fn document(article: &Article, with_action: bool) -> Vec<u8> {
    let action = if with_action { format!("{}\n", index_action(article)) } else { String::new() };
    format!("{action}{}\n", index_document(article)).into_bytes()
}

/// One JSON-LD page of annotations.
fn page(options: &ExportOptions, format: ExportFormat) -> Result<Done, Failure> {
    let mut out = Beside::open(options)?;
    let mut rows = 0;
    let target = &mut out.target;
    target.write_all(web_annotations_begin().as_bytes()).map_err(|source| target.failure(source))?;
    let shape = |article: &Article, said: &Annotations| {
        let annotations = web_annotations(article, said);
        let texts: Vec<String> = annotations.iter().map(ToString::to_string).collect();
        (texts.join(",\n"), texts.len() as u64)
    };
    let mut take = |(text, number): (String, u64)| {
        let comma = if rows > 0 && number > 0 { ",\n" } else { "" };
        rows += number;
        write!(target, "{comma}{text}").map_err(|source| target.failure(source))
    };
    let read = read(options, true, |pile, take, skipped| annotated_as(pile, shape, take, skipped), &mut take)?;
    out.target.write_all(WEB_ANNOTATIONS_END.as_bytes()).map_err(|source| out.target.failure(source))?;
    finish(options, format, read, out, rows)
}

/// Media Cloud's list of stories.
fn stories(options: &ExportOptions, format: ExportFormat) -> Result<Done, Failure> {
    let mut out = Beside::open(options)?;
    let mut rows = 0;
    let mut writer = TableWriter::new(Format::Csv, width(), &mut out.target)?;
    let mut take = |row| {
        rows += 1;
        writer.row(&row).map_err(Failure::from)
    };
    let read =
        read(options, false, |pile, take, skipped| articles_as(pile, media_cloud_story, take, skipped), &mut take)?;
    writer.finish()?;
    finish(options, format, read, out, rows)
}

/// Writes a folder with a file or two an article.
pub(super) fn folder(options: &ExportOptions, format: ExportFormat) -> Result<Done, Failure> {
    of_articles(options, format)?;
    let folder = open_folder(options, format)?;
    let mut names = FileNames::default();
    let (mut rows, mut without_text) = (0, 0);
    let shape = |article: &Article, said: &Annotations| -> Option<(String, Vec<(&'static str, String)>)> {
        // A text is needed to point into.
        (!article.text.is_empty()).then(|| (article.article_id.clone(), files_of(article, said, format)))
    };
    let mut take = |made: Option<(String, Vec<(&'static str, String)>)>| {
        let Some((article_id, files)) = made else {
            without_text += 1;
            return Ok(());
        };
        rows += 1;
        let name = names.name(&article_id);
        files.iter().try_for_each(|(ending, text)| folder.write(&format!("{name}.{ending}"), text.as_bytes()))
    };
    let read = read(options, true, |pile, take, skipped| annotated_as(pile, shape, take, skipped), &mut take)?;
    let is_brat = format == ExportFormat::Brat;
    if is_brat {
        folder.write("annotation.conf", BRAT_CONFIGURATION.as_bytes())?;
    }
    let manifest = with_models(manifest(options, format, read.files, read.tally.clone()), options)?;
    let written = vec![(if is_brat { "*.txt" } else { "*.json" }.to_owned(), rows)];
    let manifest = overshadow::export::ExportManifest { written, ..manifest };
    folder.write(MANIFEST, manifest.json().as_bytes())?;
    folder.finish()?;
    if without_text > 0 {
        say(&format!("articles without a text, which have no file: {without_text}"));
    }
    let completeness = read.skipped.finish(&read.tally, &options.input)?;
    Ok(Done::of(completeness, rows > 0))
}

/// The manifest's name in a folder. No article's file is called so: see [`FileNames`].
pub(super) const MANIFEST: &str = "manifest.json";

fn files_of(article: &Article, said: &Annotations, format: ExportFormat) -> Vec<(&'static str, String)> {
    if format == ExportFormat::Brat {
        let document = brat(article, said);
        vec![("txt", document.text), ("ann", document.annotations)]
    } else {
        vec![("json", format!("{:#}\n", citron(article, said)))]
    }
}

/// What was read.
pub(super) struct Read {
    pub(super) tally: Tally,
    pub(super) files: Vec<InputFile>,
    pub(super) skipped: SkippedList,
}

/// A way of reading a pile.
pub(super) type Taker<'a, T> = &'a mut dyn FnMut(T) -> ControlFlow<()>;

/// Reads the pile; `take` ends it when it fails.
pub(super) fn read<T>(
    options: &ExportOptions,
    is_annotated: bool,
    stream: impl FnOnce(Narrowed<'_>, Taker<'_, T>, &mut dyn FnMut(&Skipped)) -> Result<(Tally, PileSummary), Error>,
    take: &mut dyn FnMut(T) -> Result<(), Failure>,
) -> Result<Read, Failure> {
    let progress = Arc::new(Progress::default());
    let annotator = if is_annotated { annotator(options.models.as_deref())? } else { None };
    let pile = Pile { annotator, ..pile(&options.input, Arc::clone(&progress))? };
    let mut skipped = SkippedList::open(&options.input)?;
    let mut failed = None;
    let bar = Bar::watch(progress);
    let result = stream(
        Narrowed { pile: &pile, only: options.subjects.only.as_deref() },
        &mut |made| match take(made) {
            Ok(()) => ControlFlow::Continue(()),
            Err(failure) => {
                failed = Some(failure);
                ControlFlow::Break(())
            }
        },
        &mut |left_out| skipped.add(left_out),
    );
    drop(bar);
    if let Some(failed) = failed {
        return Err(failed);
    }
    match result {
        Ok((tally, summary)) => Ok(Read { tally, files: summary.files, skipped }),
        Err(error) => Err(skipped.give_up(error)),
    }
}

fn finish(options: &ExportOptions, format: ExportFormat, read: Read, out: Beside, rows: u64) -> Result<Done, Failure> {
    let plain = manifest(options, format, read.files, read.tally.clone());
    out.finish(if format.is_of_quotations() { with_models(plain, options)? } else { plain }, rows)?;
    let completeness = read.skipped.finish(&read.tally, &options.input)?;
    Ok(Done::of(completeness, rows > 0))
}
