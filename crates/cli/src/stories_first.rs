//! Where a question asks for stories, they are found before anything is counted, in a pass of its own over the input.

use crate::failure::Failure;
use crate::progress::{Bar, say};
use jiff::civil::Date;
use overshadow::agenda::query::Subject;
use overshadow::agenda::stories::StoryOptions;
use overshadow::read::{Input, Progress};
use overshadow::{Error, Pile, Question, ReadyArchive, Stories, stories};
use std::sync::Arc;

/// A question whose stories are known and named, and the pile that knows them.
pub(crate) struct Asked {
    pub(crate) pile: Pile,
    pub(crate) question: Question,
    /// The day asked about: the one given, else the one on which the story that is the shock broke.
    pub(crate) on: Option<Date>,
    /// All stories of the pile, where they were looked for.
    pub(crate) stories: Option<Stories>,
    /// Subjects that were found in the pile.
    pub(crate) chosen: Vec<Subject>,
    /// What a reader must know of how the question came about.
    pub(crate) notes: Vec<String>,
}

/// Finds the stories of the pile, when the question asks for some or they are wanted all the same.
pub(crate) fn with_stories(
    mut pile: Pile,
    mut question: Question,
    on: Option<Date>,
    are_wanted: bool,
    how: &StoryOptions,
) -> Result<Asked, Failure> {
    if !question.asks_for_stories()? && !are_wanted {
        return Ok(Asked { pile, question, on, stories: None, chosen: Vec::new(), notes: Vec::new() });
    }
    if !are_wanted
        && *how == StoryOptions::default()
        && let Some(asked) = known(&pile, &question, on)?
    {
        return Ok(asked);
    }
    let found = find(&pile, how)?;
    question.subjects = question.subjects.into_iter().map(|subject| found.named(subject)).collect::<Result<_, _>>()?;
    let given = on.is_some();
    let on = match (on, &question.shock) {
        (None, Some(shock)) => found.broke_on(shock)?,
        (on, _) => on,
    };
    question.shock = question.shock.map(|shock| found.named(shock)).transpose()?;
    if let (false, Some(on), Some(shock)) = (given, on, &question.shock) {
        say_day(on, shock);
    }
    pile.stories = Some(Arc::new(found.labels()));
    Ok(Asked { pile, question, on, stories: Some(found), chosen: Vec::new(), notes: Vec::new() })
}

/// The question with its stories named by an archive that knows them; `None` where it does not know all of them.
fn known(pile: &Pile, question: &Question, on: Option<Date>) -> Result<Option<Asked>, Failure> {
    let Some(ready) = ReadyArchive::of_pile(pile)? else { return Ok(None) };
    let named = |subjects: &[Subject]| -> Result<Option<Vec<Subject>>, Error> {
        subjects.iter().map(|subject| ready.named(subject)).collect()
    };
    let shock: Vec<Subject> = question.shock.iter().cloned().collect();
    let (Some(subjects), Some(mut named_shock)) = (named(&question.subjects)?, named(&shock)?) else { return Ok(None) };
    let broke = match (on, &question.shock) {
        (None, Some(shock)) => ready.broke_on(shock)?,
        _ => None,
    };
    let shock = named_shock.pop();
    if let (Some(on), Some(shock)) = (broke, &shock) {
        say_day(on, shock);
    }
    let question = Question { subjects, shock, ..question.clone() };
    Ok(Some(Asked {
        pile: pile.clone(),
        question,
        on: on.or(broke),
        stories: None,
        chosen: Vec::new(),
        notes: Vec::new(),
    }))
}

fn say_day(on: Date, shock: &Subject) {
    say(&format!("on: {on}, when “{}” broke; choose another day with --on", shock.name));
}

/// The day asked about; only a shock that is a story has one of its own.
pub(crate) fn day_needed(on: Option<Date>) -> Result<Date, Failure> {
    on.ok_or_else(|| Failure::Usage {
        code: "on-missing",
        message: "the day it broke is not given".into(),
        hint: "write --on 2024-03-22; only a shock that is a story (--shock story:ID) has a day of its own".into(),
    })
}

/// The stories of a pile. What is left out is listed when it is counted.
fn find(pile: &Pile, how: &StoryOptions) -> Result<Stories, Failure> {
    if pile.inputs.contains(&Input::Stdin) {
        return Err(Failure::Usage {
            code: "stories-of-a-stream",
            message: "stories are found in a pass of their own, and standard input can be read once only".into(),
            hint: "write it to a file first, and name the file".into(),
        });
    }
    let progress = Arc::new(Progress::default());
    let mut first_pass = pile.clone();
    first_pass.read.progress = Some(Arc::clone(&progress));
    let bar = Bar::watch(progress);
    let found = stories(&first_pass, how, &mut |_| {});
    drop(bar);
    let found = found?;
    say(&format!("stories: {} in {} articles", found.count(1), found.rows.len()));
    Ok(found)
}
