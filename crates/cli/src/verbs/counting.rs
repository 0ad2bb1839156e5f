//! What the verbs that need no evidence share: counts from articles or from count files.

use crate::ask::{Completeness, SkippedList, counts_options, groups, inputs, pile};
use crate::auto_subjects::asked;
use crate::failure::Failure;
use crate::options::{InputOptions, SubjectOptions};
use crate::progress::{Bar, say};
use jiff::civil::Date;
use overshadow::agenda::Group;
use overshadow::agenda::query::Subject;
use overshadow::read::Progress;
use overshadow::record::{Counts, InputFile, Tally};
use overshadow::{Question, counts_of_files, tabulate};
use std::sync::Arc;

/// Counts, and what was asked to get them.
pub(crate) struct Counted {
    pub(crate) counts: Counts,
    pub(crate) groups: Vec<Group>,
    pub(crate) completeness: Completeness,
    /// The shock as it is named, and the day asked about, when they are known.
    pub(crate) shock: Option<Subject>,
    pub(crate) on: Option<Date>,
    /// The files read.
    pub(crate) files: Vec<InputFile>,
    /// What became of them.
    pub(crate) tally: Tally,
}

/// Reads and counts.
pub(crate) fn count(
    input: &InputOptions,
    subjects: &SubjectOptions,
    shock: (Option<&str>, Option<Date>),
    group_words: &[String],
) -> Result<Counted, Failure> {
    if subjects.counts.is_empty() {
        count_articles(input, subjects, shock, group_words)
    } else {
        count_files(input, subjects, shock, group_words)
    }
}

fn count_articles(
    input: &InputOptions,
    subjects: &SubjectOptions,
    (shock, on): (Option<&str>, Option<Date>),
    group_words: &[String],
) -> Result<Counted, Failure> {
    let progress = Arc::new(Progress::default());
    let pile = pile(input, Arc::clone(&progress))?;
    let asked = asked(pile, subjects, (shock, on), group_words, false)?;
    let mut skipped = SkippedList::open(input)?;
    let bar = Bar::watch(progress);
    let tabulated = tabulate(&asked.pile, &asked.question, None, &mut |left_out| skipped.add(left_out));
    drop(bar);
    let tabulated = match tabulated {
        Ok(tabulated) => tabulated,
        Err(error) => return Err(skipped.give_up(error)),
    };
    let completeness = skipped.finish(&tabulated.tally, input)?;
    let Question { groups, shock, .. } = asked.question;
    let (files, tally) = (tabulated.summary.files, tabulated.tally);
    Ok(Counted { counts: tabulated.counts, groups, completeness, shock, on: asked.on, files, tally })
}

fn count_files(
    input: &InputOptions,
    subjects: &SubjectOptions,
    (shock, on): (Option<&str>, Option<Date>),
    group_words: &[String],
) -> Result<Counted, Failure> {
    let how = counts_options(input, Arc::new(Progress::default()))?;
    let mut skipped = SkippedList::open(input)?;
    let (files, groups) = (inputs(&subjects.counts), groups(group_words)?);
    let chosen = counts_of_files(&files, &how, shock, &subjects.subjects, &groups)?;
    chosen.notes.iter().for_each(|note| say(note));
    chosen.skipped.iter().for_each(|left_out| skipped.add(left_out));
    let completeness = skipped.finish(&chosen.tally, input)?;
    let shock = shock.map(column);
    let (files, tally) = (chosen.files, chosen.tally);
    Ok(Counted { counts: chosen.counts, groups, completeness, shock, on, files, tally })
}

/// A column as a subject.
pub(crate) fn column(name: &str) -> Subject {
    Subject { name: name.to_owned(), query: name.to_owned() }
}
