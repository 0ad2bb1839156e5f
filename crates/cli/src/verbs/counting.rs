//! What the verbs that need no evidence share: counts from articles or from count files.

use crate::ask::{Completeness, SkippedList, counts_options, groups, inputs, pile, question};
use crate::failure::Failure;
use crate::options::{InputOptions, SubjectOptions};
use crate::progress::{Bar, say};
use overshadow::agenda::Group;
use overshadow::read::Progress;
use overshadow::record::Counts;
use overshadow::{counts_of_files, tabulate};
use std::sync::Arc;

/// Reads and counts; also says which groups were asked for.
pub(crate) fn count(
    input: &InputOptions,
    subjects: &SubjectOptions,
    shock: Option<&str>,
    group_words: &[String],
) -> Result<(Counts, Vec<Group>, Completeness), Failure> {
    let progress = Arc::new(Progress::default());
    let mut skipped = SkippedList::open(input)?;
    let (counts, groups, tally) = if subjects.counts.is_empty() {
        let pile = pile(input, Arc::clone(&progress))?;
        let question = question(subjects, shock, group_words)?;
        let bar = Bar::watch(progress);
        let tabulated = tabulate(&pile, &question, None, &mut |left_out| skipped.add(left_out));
        drop(bar);
        match tabulated {
            Ok(tabulated) => (tabulated.counts, question.groups, tabulated.tally),
            Err(error) => return Err(skipped.give_up(error)),
        }
    } else {
        let how = counts_options(input, progress)?;
        let (files, groups) = (inputs(&subjects.counts), groups(group_words)?);
        let chosen = counts_of_files(&files, &how, shock, &subjects.subjects, &groups)?;
        chosen.notes.iter().for_each(|note| say(note));
        chosen.skipped.iter().for_each(|left_out| skipped.add(left_out));
        (chosen.counts, groups, chosen.tally)
    };
    let completeness = skipped.finish(&tally, input)?;
    Ok((counts, groups, completeness))
}
