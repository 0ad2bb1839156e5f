//! `subjects`: a file of subjects to edit: the standard ones, or those found in a pile.

use crate::Done;
use crate::ask::{SkippedList, pile};
use crate::auto_subjects::{found_in, say_what_was_on_the_shock};
use crate::failure::Failure;
use crate::options::FindSubjectsOptions;
use crate::output::Target;
use crate::progress::say;
use overshadow::agenda::query::Subject;
use overshadow::agenda::subjects::SubjectRule;
use overshadow::read::Progress;
use overshadow::{ChoiceOptions, STANDARD_SUBJECTS};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

pub(crate) fn run(options: &FindSubjectsOptions) -> Result<Done, Failure> {
    let to = options.output.as_deref();
    let is_standard = options.input.inputs.is_empty();
    if is_standard && options.before.is_none() && options.shock.is_none() && options.only.is_none() {
        write(STANDARD_SUBJECTS, to)?;
        return Ok(Done::Found);
    }
    let pile = pile(&options.input, Arc::new(Progress::default()))?;
    let mut skipped = SkippedList::open(&options.input)?;
    let asked = ChoiceOptions {
        rule: SubjectRule {
            fewest_per_day: options.fewest_articles,
            most_subjects: options.first as usize,
            ..SubjectRule::default()
        },
        before: options.before,
        shock: options.shock.as_deref().map(Subject::parse),
        only: options.only.clone(),
    };
    let found = match found_in(&pile, &asked, &mut |left_out| skipped.add(left_out))? {
        Ok(found) => found,
        Err(error) => return Err(skipped.give_up(error)),
    };
    if found.found.is_empty() {
        say(&format!("subjects: nothing persists: {}", found.missing()));
        say("hint: add articles of more days, or ask for fewer a day with --fewest-articles");
    } else {
        write(&found.file(), to)?;
        say(&format!("subjects: {}", found.in_words()));
    }
    say_what_was_on_the_shock(&found);
    let completeness = skipped.finish(&found.tally, &options.input)?;
    Ok(Done::of(completeness, !found.found.is_empty()))
}

fn write(text: &str, to: Option<&Path>) -> Result<(), Failure> {
    let mut target = Target::open(to)?;
    let written = target.write_all(text.as_bytes());
    written.map_err(|source| target.failure(source))?;
    target.finish()
}
