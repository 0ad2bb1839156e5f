//! `--subjects auto`: the subjects of a question are found in the pile first, in passes of their own.

use crate::ask::{groups, looks_like_a_query, question, question_of};
use crate::failure::Failure;
use crate::options::SubjectOptions;
use crate::progress::{Bar, say};
use crate::stories_first::{Asked, with_stories};
use jiff::civil::Date;
use overshadow::agenda::query::Subject;
use overshadow::read::{Input, Progress};
use overshadow::record::Skipped;
use overshadow::{ChoiceOptions, Error, FoundSubjects, Pile, Question, choose_subjects};
use std::path::Path;
use std::sync::Arc;

/// What stands in place of a file of subjects. A file of that name is `./auto`.
const AUTO: &str = "auto";

/// True when the subjects are to be found in the pile.
pub(crate) fn is_auto(options: &SubjectOptions) -> bool {
    options.file.as_deref() == Some(Path::new(AUTO))
}

/// The question to a pile, with its stories and subjects found where it asks for that.
pub(crate) fn asked(
    pile: Pile,
    options: &SubjectOptions,
    (shock, on): (Option<&str>, Option<Date>),
    group_words: &[String],
    stories_are_wanted: bool,
) -> Result<Asked, Failure> {
    let how = options.across.stories();
    if !is_auto(options) {
        return with_stories(pile, question(options, shock, group_words)?, on, stories_are_wanted, &how);
    }
    groups(group_words)?;
    let given: Vec<Subject> = options.subjects.iter().map(|subject| Subject::parse(subject)).collect();
    // Groups name subjects that are not known yet; those that are queries may ask for stories.
    let by_query: Vec<String> = group_words
        .iter()
        .filter(|word| word.split_once('=').is_some_and(|(_, query)| looks_like_a_query(query.trim())))
        .cloned()
        .collect();
    let first = question_of(given, options, shock, &by_query)?;
    let mut asked = with_stories(pile, first, on, stories_are_wanted, &how)?;
    let found = found_for(&asked, options)?;
    let taken: Vec<&String> = asked.question.subjects.iter().chain(&asked.question.shock).map(|it| &it.name).collect();
    let chosen: Vec<Subject> = found.subjects().into_iter().filter(|it| !taken.contains(&&it.name)).collect();
    let mut subjects = asked.question.subjects.clone();
    subjects.extend(chosen.iter().cloned());
    let Question { groups, group_queries, subjects, .. } = question_of(subjects, options, shock, group_words)?;
    asked.question = Question { groups, group_queries, subjects, ..asked.question };
    asked.notes.push(note(&found));
    asked.chosen = chosen;
    Ok(asked)
}

/// Finds the subjects and says what was chosen.
fn found_for(asked: &Asked, options: &SubjectOptions) -> Result<FoundSubjects, Failure> {
    let how = ChoiceOptions {
        before: asked.on,
        shock: asked.question.shock.clone(),
        only: options.only.clone(),
        ..ChoiceOptions::default()
    };
    // What is left out is listed when it is counted.
    let found = found_in(&asked.pile, &how, &mut |_| {})??;
    if found.found.is_empty() && options.subjects.is_empty() {
        let before = how.before.map(|on| format!(" before {on}")).unwrap_or_default();
        return Err(Failure::NothingPersists { missing: format!("nothing persists{before}: {}", found.missing()) });
    }
    say(&format!("subjects: {}", found.in_words()));
    say_what_was_on_the_shock(&found);
    let before = how.before.map(|on| format!(" --before {on}")).unwrap_or_default();
    say(&format!("subjects: to see and edit them: overshadow subjects INPUT{before} -o subjects.txt"));
    Ok(found)
}

/// The subjects of a pile; an error of reading inside an error of use.
pub(crate) fn found_in(
    pile: &Pile,
    how: &ChoiceOptions,
    skipped: &mut dyn FnMut(&Skipped),
) -> Result<Result<FoundSubjects, Error>, Failure> {
    if pile.inputs.contains(&Input::Stdin) {
        return Err(Failure::Usage {
            code: "subjects-of-a-stream",
            message: "subjects are found in passes of their own, and standard input can be read once only".into(),
            hint:
                "write it to a file first; then `overshadow subjects FILE -o subjects.txt` finds them, and --subjects \
                   subjects.txt takes them"
                    .into(),
        });
    }
    let progress = Arc::new(Progress::default());
    let mut pile = pile.clone();
    pile.read.progress = Some(Arc::clone(&progress));
    let bar = Bar::watch(progress);
    let found = choose_subjects(&pile, how, skipped);
    drop(bar);
    Ok(found)
}

/// Names those that were left out since they are what broke.
pub(crate) fn say_what_was_on_the_shock(found: &FoundSubjects) {
    if !found.choice.on_shock.is_empty() {
        say(&format!("subjects: left out, made of the shock: {}", found.choice.on_shock.join(", ")));
    }
}

/// What a reader of the report must know.
fn note(found: &FoundSubjects) -> String {
    let from = match found.options.before {
        Some(on) => format!("from the articles before {on}"),
        None => "from all articles".to_owned(),
    };
    format!("The subjects were chosen by rule {from}: {}.", found.in_words())
}
