//! Every table at once, into a folder: the articles with what they say in one pass, then copies, stories and attention as
//! their verbs find them.

use super::beside::{folder as open_folder, manifest, with_models};
use super::documents::{MANIFEST, Read, of_articles, read};
use super::finding::found;
use super::format::ExportFormat;
use crate::Done;
use crate::ask::pile;
use crate::auto_subjects::asked;
use crate::failure::Failure;
use crate::options::{ExportOptions, FormatOption, InputOptions};
use crate::output::{Folder, width};
use crate::progress::{Bar, say, say_refused};
use crate::verbs::attention::cells;
use crate::verbs::findings::changed_options;
use overshadow::agenda::attention;
use overshadow::agenda::copies::CopyOptions;
use overshadow::export::ExportManifest;
use overshadow::read::{Input, Progress};
use overshadow::record::{
    Annotations, Article, Attention, GroupDisplacement, MentionRow, QuotationRow, Record, mention_rows, quotation_rows,
};
use overshadow::report::table::{Format, TableWriter};
use overshadow::{Annotator, Error, Pile, annotated_as, copies, stories, tabulate};
use std::fs::File;
use std::io::BufWriter;
use std::sync::Arc;

pub(super) fn run(options: &ExportOptions) -> Result<Done, Failure> {
    of_articles_read_again(options)?;
    let (form, by) = (form(options)?, cells(&options.by)?);
    let mut tables = Tables { folder: open_folder(options, ExportFormat::Tables)?, form, written: Vec::new() };
    let Read { tally, files, skipped } = tables.said(options)?;
    tables.copies(options)?;
    tables.stories(options, tally.kept)?;
    let rows = attention_of(options, &by)?;
    tables.write(&rows)?;
    if options.shock.is_some() {
        tables.displacement(options)?;
    }
    let mut manifest = with_models(manifest(options, ExportFormat::Tables, files, tally.clone()), options)?;
    manifest.options.extend(table_options(options));
    let seed = options.shock.is_some().then_some(options.how.seed);
    let Tables { folder, written, .. } = tables;
    folder.write(MANIFEST, ExportManifest { written, seed, ..manifest }.json().as_bytes())?;
    folder.finish()?;
    let completeness = skipped.finish(&tally, &options.input)?;
    Ok(Done::of(completeness, tally.kept > 0))
}

/// Tables are made of articles, in several passes.
fn of_articles_read_again(options: &ExportOptions) -> Result<(), Failure> {
    if options.input.inputs.iter().any(|input| Input::parse(input) == Input::Stdin) {
        return Err(Failure::Usage {
            code: "tables-of-a-stream",
            message: "tables are made in several passes, and standard input can be read once only".into(),
            hint: "write it to a file first, and name the file".into(),
        });
    }
    of_articles(options, ExportFormat::Tables)
}

fn form(options: &ExportOptions) -> Result<Format, Failure> {
    match options.form {
        None | Some(FormatOption::Parquet) => Ok(Format::Parquet),
        Some(FormatOption::Jsonl) => Ok(Format::Jsonl),
        Some(FormatOption::Csv) => Ok(Format::Csv),
        Some(FormatOption::Table) => Err(Failure::Usage {
            code: "format",
            message: "a folder of tables is not for the terminal".into(),
            hint: "choose --format parquet, jsonl or csv".into(),
        }),
    }
}

/// The options that make a difference to tables alone.
fn table_options(options: &ExportOptions) -> Vec<(String, String)> {
    let mut chosen = vec![("by".to_owned(), options.by.clone())];
    if let Some(shock) = &options.shock {
        chosen.push(("shock".to_owned(), shock.clone()));
        chosen.extend(options.on.map(|on| ("on".to_owned(), on.to_string())));
        chosen.push(("window".to_owned(), options.window.to_string()));
        chosen.extend(options.how.groups.iter().map(|group| ("group".to_owned(), group.clone())));
        chosen.extend(changed_options(&options.how));
    }
    chosen
}

/// Tables while they are written.
struct Tables {
    folder: Folder,
    form: Format,
    /// Their files and rows.
    written: Vec<(String, u64)>,
}

impl Tables {
    /// Articles, quotations and names, in one pass and in bounded memory.
    fn said(&mut self, options: &ExportOptions) -> Result<Read, Failure> {
        let mut files = SaidFiles {
            articles: self.begin::<Article>()?,
            quotations: self.begin::<QuotationRow>()?,
            mentions: self.begin::<MentionRow>()?,
        };
        let (said, rows) = write_said(options, self.form, &mut files)?;
        self.end::<Article>(files.articles, rows.articles)?;
        self.end::<QuotationRow>(files.quotations, rows.quotations)?;
        self.end::<MentionRow>(files.mentions, rows.mentions)?;
        Ok(said)
    }

    fn copies(&mut self, options: &ExportOptions) -> Result<(), Failure> {
        let (pile, bar) = again(options)?;
        let found = copies(&pile, &CopyOptions::default(), &mut |_| {})?;
        drop(bar);
        self.write(&found.rows)
    }

    fn stories(&mut self, options: &ExportOptions, kept: u64) -> Result<(), Failure> {
        let (pile, bar) = again(options)?;
        let found = stories(&pile, &options.subjects.across.stories(), &mut |_| {})?;
        drop(bar);
        let undated = kept.saturating_sub(found.tally.kept + found.tally.duplicate);
        if undated > 0 {
            say(&format!("articles without a date, which have no place in stories and attention: {undated}"));
        }
        self.write(&found.described(1, &Annotator::new()))?;
        self.write(&found.rows)
    }

    /// What the shock displaced.
    fn displacement(&mut self, options: &ExportOptions) -> Result<(), Failure> {
        // What is left out was listed and judged when the articles were read.
        let input = InputOptions { skipped: None, max_skipped: 1.0, ..options.input.clone() };
        let (findings, _) = found(options, &input)?;
        if let Err(refusal) = &findings.estimates {
            say_refused(refusal);
        }
        let mut rows = findings.estimates.unwrap_or_default();
        rows.extend(findings.groups.iter().map(GroupDisplacement::as_subject));
        self.write(&rows)
    }

    fn write<R: Record>(&mut self, rows: &[R]) -> Result<(), Failure> {
        let mut file = self.begin::<R>()?;
        overshadow::report::table::write(rows, self.form, width(), &mut file)?;
        self.end::<R>(file, rows.len() as u64)
    }

    fn begin<R: Record>(&self) -> Result<BufWriter<File>, Failure> {
        self.folder.file(&self.name::<R>())
    }

    fn end<R: Record>(&mut self, file: BufWriter<File>, rows: u64) -> Result<(), Failure> {
        let name = self.name::<R>();
        self.folder.close(&name, file)?;
        self.written.push((name, rows));
        Ok(())
    }

    fn name<R: Record>(&self) -> String {
        let ending = match self.form {
            Format::Csv => "csv",
            Format::Parquet => "parquet",
            Format::Jsonl | Format::Table => "jsonl",
        };
        format!("{}.{ending}", R::TABLE)
    }
}

/// The files of what articles say.
struct SaidFiles {
    articles: BufWriter<File>,
    quotations: BufWriter<File>,
    mentions: BufWriter<File>,
}

/// How many rows each has.
#[derive(Default)]
struct SaidRows {
    articles: u64,
    quotations: u64,
    mentions: u64,
}

fn write_said(options: &ExportOptions, form: Format, files: &mut SaidFiles) -> Result<(Read, SaidRows), Failure> {
    let mut articles = TableWriter::<Article>::new(form, width(), &mut files.articles)?;
    let mut quotations = TableWriter::<QuotationRow>::new(form, width(), &mut files.quotations)?;
    let mut mentions = TableWriter::<MentionRow>::new(form, width(), &mut files.mentions)?;
    let mut rows = SaidRows::default();
    let shape = |article: &Article, said: &Annotations| {
        (article.clone(), quotation_rows(article, said), mention_rows(article, said))
    };
    let mut take = |(article, spoken, named): (Article, Vec<QuotationRow>, Vec<MentionRow>)| {
        rows.articles += 1;
        rows.quotations += spoken.len() as u64;
        rows.mentions += named.len() as u64;
        articles.row(&article).and_then(|()| quotations.rows(&spoken)).and_then(|()| mentions.rows(&named))?;
        Ok(())
    };
    let said = read(options, true, |pile, take, skipped| annotated_as(pile, shape, take, skipped), &mut take)?;
    articles.finish()?;
    quotations.finish()?;
    mentions.finish()?;
    Ok((said, rows))
}

/// The pile once more. What is left out was listed when it was first read.
fn again(options: &ExportOptions) -> Result<(Pile, Bar), Failure> {
    let progress = Arc::new(Progress::default());
    let pile = pile(&options.input, Arc::clone(&progress))?;
    Ok((pile, Bar::watch(progress)))
}

fn attention_of(options: &ExportOptions, by: &overshadow::agenda::By) -> Result<Vec<Attention>, Failure> {
    let (pile, bar) = again(options)?;
    drop(bar);
    let asked = asked(pile, &options.subjects, (None, None), &[], false)?;
    match tabulate(&asked.pile, &asked.question, None, &mut |_| {}) {
        Ok(tabulated) => Ok(attention(&tabulated.counts, by)),
        Err(Error::NothingToCount) => {
            say("attention: nothing in the input has a date, so its table is empty");
            Ok(Vec::new())
        }
        Err(error) => Err(error.into()),
    }
}
