//! From options to what the pipeline asks: the pile, the question, the counts.

use crate::failure::Failure;
use crate::options::{
    CountOption, DateOrderOption, ExtractOption, HowOptions, InputOptions, InspectOptions, SubjectOptions,
};
use crate::output::Target;
use crate::progress::{last_line, left_out, say};
use jiff::civil::Date;
use overshadow::agenda::Group;
use overshadow::agenda::query::{Subject, subjects};
use overshadow::read::{CountsOptions, DateOrder, Input, Progress, ReadOptions};
use overshadow::record::{Counts, Outlets, Skipped, Tally, table::write_json};
use overshadow::{CleanOptions, Error, Extraction, Pile, Question, standard_subjects};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The pile of articles the options mean.
pub(crate) fn pile(options: &InputOptions, progress: Arc<Progress>) -> Result<Pile, Failure> {
    if options.archive.is_some() && !options.inputs.is_empty() {
        return Err(Failure::Usage {
            code: "input-twice",
            message: "both INPUT and --archive are given".into(),
            hint: "ask one of them at a time, or add INPUT to the archive first".into(),
        });
    }
    if options.archive.is_none() && options.inputs.is_empty() {
        return Err(Failure::Usage {
            code: "input-missing",
            message: "there is nothing to read".into(),
            hint: "name files or folders, - for standard input, or an archive with --archive DIR".into(),
        });
    }
    Ok(Pile { archive: options.archive.clone(), ..files(options, progress)? })
}

/// The files the options mean.
pub(crate) fn files(options: &InputOptions, progress: Arc<Progress>) -> Result<Pile, Failure> {
    threads(options)?;
    let read = ReadOptions {
        columns: columns(options)?,
        today: Some(today()),
        date_order: date_order(options),
        progress: Some(progress),
        ..ReadOptions::default()
    };
    let outlets = outlets(options)?;
    let extraction = match options.extract {
        ExtractOption::Cascade => Extraction::Cascade,
        ExtractOption::Fast => Extraction::Fast,
        ExtractOption::Accurate => Extraction::Accurate,
    };
    let clean = CleanOptions { extraction, ..CleanOptions::default() };
    let names_skipped = options.skipped.is_some();
    Ok(Pile { inputs: inputs(&options.inputs), read, clean, outlets, names_skipped, ..Pile::default() })
}

/// The pile that is looked at.
pub(crate) fn inspected_pile(options: &InspectOptions) -> Result<Pile, Failure> {
    let read = ReadOptions {
        columns: pairs(options.columns.as_deref())?,
        today: Some(today()),
        date_order: order(options.date_order),
        ..ReadOptions::default()
    };
    Ok(Pile { inputs: inputs(&options.inputs), read, ..Pile::default() })
}

/// The table of outlets, with the user's own lines.
fn outlets(options: &InputOptions) -> Result<Option<Arc<Outlets>>, Failure> {
    let Some(path) = &options.outlet_table else { return Ok(None) };
    let mut outlets = Outlets::built_in().clone();
    outlets.add(&read_text(path)?).map_err(|bad| Failure::Usage {
        code: "outlets",
        message: format!("`{}`: {bad}", path.display()),
        hint: "write host, country (two letters), family, and other names parted by |, with tabs between".into(),
    })?;
    Ok(Some(Arc::new(outlets)))
}

/// How count files are to be read.
pub(crate) fn counts_options(options: &InputOptions, progress: Arc<Progress>) -> Result<CountsOptions, Failure> {
    if !options.inputs.is_empty() {
        return Err(Failure::Usage {
            code: "input-twice",
            message: "both INPUT and --counts are given".into(),
            hint: "ask one of them at a time".into(),
        });
    }
    if options.columns.is_some() {
        return Err(Failure::Usage {
            code: "columns",
            message: "--columns does not apply to count files".into(),
            hint: "name the columns of the file date, outlet, country; all others are subjects".into(),
        });
    }
    threads(options)?;
    Ok(CountsOptions {
        today: Some(today()),
        date_order: date_order(options),
        progress: Some(progress),
        ..CountsOptions::default()
    })
}

/// The inputs that words mean.
pub(crate) fn inputs(words: &[String]) -> Vec<Input> {
    words.iter().map(|word| Input::parse(word)).collect()
}

/// The subjects asked for: those named, those in a file, or else the standard ones.
pub(crate) fn asked_subjects(options: &SubjectOptions) -> Result<Vec<Subject>, Failure> {
    let mut asked: Vec<Subject> = options.subjects.iter().map(|subject| Subject::parse(subject)).collect();
    if let Some(path) = &options.file {
        let listed = subjects(&read_text(path)?);
        if listed.is_empty() {
            return Err(Failure::Usage {
                code: "subjects-missing",
                message: format!("`{}` holds no subject", path.display()),
                hint: "write one a line, NAME = QUERY; `overshadow subjects` prints a file to start from".into(),
            });
        }
        asked.extend(listed);
    }
    if asked.is_empty() && options.counts.is_empty() {
        say("subjects: the standard ones (see `overshadow subjects`; choose others with --subject or --subjects)");
        asked = standard_subjects();
    }
    Ok(asked)
}

/// The groups asked for, as lists of subjects.
pub(crate) fn groups(words: &[String]) -> Result<Vec<Group>, Failure> {
    let group = |word: &String| {
        let parts =
            word.split_once('=').filter(|(_, members)| members.split(',').all(|member| !member.trim().is_empty()));
        let (name, members) = parts.ok_or_else(|| Failure::Usage {
            code: "group",
            message: format!("the group `{word}` lacks a member"),
            hint: "write --group 'NAME=SUBJECT,SUBJECT', or a query in place of the subjects".into(),
        })?;
        let subjects = members.split(',').map(|member| member.trim().to_owned()).collect();
        Ok(Group { name: name.trim().to_owned(), subjects })
    };
    words.iter().map(group).collect()
}

/// The question to a pile of articles. A group is one by query when it is no list of subjects and looks like a query.
pub(crate) fn question(
    options: &SubjectOptions,
    shock: Option<&str>,
    group_words: &[String],
) -> Result<Question, Failure> {
    // What is wrong with the words of a group is said before anything else.
    groups(group_words)?;
    question_of(asked_subjects(options)?, options, shock, group_words)
}

/// The question with these subjects.
pub(crate) fn question_of(
    subjects: Vec<Subject>,
    options: &SubjectOptions,
    shock: Option<&str>,
    group_words: &[String],
) -> Result<Question, Failure> {
    let mut groups = groups(group_words)?;
    let is_subject = |name: &String| subjects.iter().any(|subject| subject.name == *name);
    let mut group_queries = Vec::new();
    for (group, word) in groups.iter_mut().zip(group_words) {
        let query = word.split_once('=').map_or("", |(_, query)| query.trim());
        if looks_like_a_query(query) && !group.subjects.iter().all(is_subject) {
            group_queries.push(Subject { name: group.name.clone(), query: query.to_owned() });
            group.subjects.clear();
        }
    }
    let shock = shock.map(Subject::parse);
    Ok(Question { subjects, shock, groups, group_queries, only: options.only.clone() })
}

/// One word alone is more likely a misspelt subject.
pub(crate) fn looks_like_a_query(words: &str) -> bool {
    !words.contains(',') && words.contains([' ', '*', '"', '(', ':'])
}

/// The counts, articles or independent articles as asked.
pub(crate) fn counted_as(counts: Counts, how: &HowOptions) -> Result<Counts, Failure> {
    match how.count {
        CountOption::Articles => Ok(counts),
        CountOption::Independent => counts.of_independent().ok_or_else(|| Failure::Usage {
            code: "count",
            message: "copies are not known in these counts, so independent articles cannot be counted".into(),
            hint: "count articles rather than a count file, or leave --count out".into(),
        }),
    }
}

/// Reasons that begin so stand for all that would have followed in a file.
const STREAM_ENDS_EARLY: &str = "stream-";

/// Whether all of the input could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Completeness {
    /// Every file to its end.
    Whole,
    /// Some file ended early; what came before was used.
    Cut,
}

/// Where what was left out is listed.
pub(crate) struct SkippedList {
    target: Option<Target>,
    failed: Option<Failure>,
    /// One that was left out against the user's wish, to be shown where too much was.
    first: Option<Skipped>,
    reasons: Tally,
}

impl SkippedList {
    /// Opens the file of `--skipped`, when it is asked for.
    pub(crate) fn open(options: &InputOptions) -> Result<Self, Failure> {
        let target = options.skipped.as_deref().map(|path| Target::open(Some(path))).transpose()?;
        Ok(Self { target, failed: None, first: None, reasons: Tally::default() })
    }

    /// Opens the list that an earlier run began, with the bytes of it that count.
    pub(crate) fn open_part(options: &InputOptions, counts: u64) -> Result<Self, Failure> {
        let target = options.skipped.as_deref().map(|path| Target::open_part(path, counts)).transpose()?;
        Ok(Self { target, failed: None, first: None, reasons: Tally::default() })
    }

    /// Forces the list to the disk; how long it is.
    pub(crate) fn flush(&mut self) -> Result<u64, Failure> {
        let Some(target) = &mut self.target else { return Ok(0) };
        target.flush().map_err(|source| target.failure(source))?;
        Ok(target.written().map_or(0, |written| written.get()))
    }

    /// Lists one.
    pub(crate) fn add(&mut self, skipped: &Skipped) {
        self.reasons.skip(&skipped.reason);
        // One line in the list may stand for half of a file here, so it is said at once.
        if skipped.reason.starts_with(STREAM_ENDS_EARLY) {
            say(&format!("warning[{}]: `{}` {}", skipped.reason, skipped.source, skipped.detail));
        }
        if self.first.is_none() && !skipped.is_passed_over() {
            self.first = Some(skipped.clone());
        }
        let Some(target) = self.target.as_mut().filter(|_| self.failed.is_none()) else { return };
        if let Err(source) = write_json(skipped, target).and_then(|()| target.write_all(b"\n")) {
            self.failed = Some(target.failure(source));
        }
    }

    /// Closes the list of a run that failed, since the list may say why, and hands on the failure.
    pub(crate) fn give_up(mut self, error: Error) -> Failure {
        if let Some(target) = self.target.take()
            && let Err(failure) = target.finish()
        {
            return failure;
        }
        if let Some(first) = &self.first {
            say(&left_out(&self.reasons));
            say(&format!("the first: {}, {}", first.source, first.detail));
        }
        error.into()
    }

    /// Closes the list, prints the last line, and judges whether too much was left out and whether any of the input
    /// ended before its end.
    pub(crate) fn finish(self, tally: &Tally, options: &InputOptions) -> Result<Completeness, Failure> {
        if let Some(failed) = self.failed {
            return Err(failed);
        }
        if let Some(target) = self.target {
            target.finish()?;
        }
        say(&last_line(tally));
        let passed_over = tally.passed_over();
        let (left_out, read) = (tally.skipped_total() - passed_over, tally.read - passed_over);
        if left_out as f64 > options.max_skipped * read as f64 {
            let most = tally.faults().max_by_key(|(_, count)| *count);
            let most = most.map(|(reason, _)| reason.to_owned()).unwrap_or_default();
            return Err(Failure::SkippedTooMany { left_out, read, most, first: self.first });
        }
        let is_cut = tally.skipped.keys().any(|reason| reason.starts_with(STREAM_ENDS_EARLY));
        Ok(if is_cut { Completeness::Cut } else { Completeness::Whole })
    }
}

fn threads(options: &InputOptions) -> Result<(), Failure> {
    /// A verb of several passes asks several times.
    static ARE_STARTED: AtomicBool = AtomicBool::new(false);
    let Some(threads) = options.threads else { return Ok(()) };
    if ARE_STARTED.swap(true, Ordering::Relaxed) {
        return Ok(());
    }
    rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build_global().map_err(|error| Failure::Usage {
        code: "threads",
        message: format!("cannot start {threads} threads: {error}"),
        hint: "ask for fewer".into(),
    })
}

fn columns(options: &InputOptions) -> Result<Vec<(String, String)>, Failure> {
    pairs(options.columns.as_deref())
}

fn pairs(columns: Option<&str>) -> Result<Vec<(String, String)>, Failure> {
    let pair = |word: &str| {
        let (ours, theirs) = word.split_once('=').ok_or_else(|| Failure::Usage {
            code: "columns",
            message: format!("`{word}` in --columns is no pair"),
            hint: "write --columns title=headline,published=when".into(),
        })?;
        Ok((ours.trim().to_owned(), theirs.trim().to_owned()))
    };
    columns.iter().flat_map(|columns| columns.split(',')).map(pair).collect()
}

fn date_order(options: &InputOptions) -> Option<DateOrder> {
    order(options.date_order)
}

fn order(option: Option<DateOrderOption>) -> Option<DateOrder> {
    option.map(|order| match order {
        DateOrderOption::DayFirst => DateOrder::DayFirst,
        DateOrderOption::MonthFirst => DateOrder::MonthFirst,
    })
}

#[expect(clippy::disallowed_methods, reason = "the command line is the edge that knows what day it is")]
fn today() -> Date {
    jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date()
}

#[expect(clippy::disallowed_methods, reason = "the command line is the edge that opens the user's option files")]
pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|source| Failure::Open { path: path.to_owned(), source })
}
