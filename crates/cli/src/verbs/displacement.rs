//! `displacement`: the estimate, one row a subject; as text on a terminal.

use crate::Done;
use crate::ask::{Completeness, counted_as};
use crate::failure::Failure;
use crate::options::{DisplacementOptions, UnitOption};
use crate::output::{Target, format, width, write_rows};
use crate::progress::{say, say_refused};
use crate::stories_first::day_needed;
use crate::verbs::counting::{Counted, column, count};
use crate::verbs::findings::{Wanted, asked, gather};
use overshadow::agenda::{Axis, every_day};
use overshadow::record::{Findings, GroupDisplacement, Refusal, StoryDisplacement};
use overshadow::report::table::Format;
use overshadow::report::{running_in_words, text};
use std::io::{IsTerminal, Write};

pub(crate) fn run(options: &DisplacementOptions) -> Result<Done, Failure> {
    if options.by == Some(UnitOption::Day) {
        return by_day(options);
    }
    let axis = options.by.and_then(axis);
    if axis.is_some() && options.shock.how.groups.is_empty() {
        return Err(Failure::Usage {
            code: "group-missing",
            message: "inside outlets and countries only groups can be estimated".into(),
            hint: "name one: --group 'NAME=SUBJECT,SUBJECT'".into(),
        });
    }
    let wanted = Wanted { by: axis, stories: options.by == Some(UnitOption::Story) };
    let (findings, completeness) = gather(&options.input, &options.shock, &options.subjects, wanted)?;
    match options.by {
        None => estimates(&findings, options)?,
        Some(UnitOption::Week) => write_rows(&findings.weeks, &options.output)?,
        Some(UnitOption::Story) => return by_story(&findings, options, completeness),
        Some(_) => write_rows(&findings.units, &options.output)?,
    }
    Ok(done(findings.estimates.as_ref().err(), completeness))
}

/// One row a subject and group; as text on a terminal.
fn estimates(findings: &Findings, options: &DisplacementOptions) -> Result<(), Failure> {
    if format(&options.output) != Format::Table {
        let mut rows = findings.estimates.clone().unwrap_or_default();
        rows.extend(findings.groups.iter().map(GroupDisplacement::as_subject));
        return write_rows(&rows, &options.output);
    }
    let mut target = Target::open(options.output.output.as_deref())?;
    let unicode = std::io::stdout().is_terminal() || options.output.output.is_some();
    let written = target.write_all(text(findings, width(), unicode).as_bytes());
    written.map_err(|source| target.failure(source))?;
    target.finish()
}

/// Every day of the data as if something had broken on it; the shock is left out of the coverage.
fn by_day(options: &DisplacementOptions) -> Result<Done, Failure> {
    let shock = &options.shock;
    let Counted { counts, groups, completeness, shock: named, on, .. } =
        count(&options.input, &options.subjects, (Some(&shock.shock), shock.on), &shock.how.groups)?;
    let counts = counted_as(counts, &shock.how)?;
    let named = named.unwrap_or_else(|| column(&shock.shock));
    let asked = asked(shock, &options.subjects, (named, day_needed(on)?), groups);
    match every_day(&counts, &asked.displacement()) {
        Ok(rows) => {
            write_rows(&rows, &options.output)?;
            Ok(Done::of(completeness, !rows.is_empty()))
        }
        Err(refusal) => {
            write_rows::<overshadow::record::DayDisplacement>(&[], &options.output)?;
            Ok(done(Some(&refusal), completeness))
        }
    }
}

/// One row a story that was running.
fn by_story(findings: &Findings, options: &DisplacementOptions, completeness: Completeness) -> Result<Done, Failure> {
    let Some(stories) = &findings.stories else { return Ok(Done::of(completeness, false)) };
    let rows: Vec<StoryDisplacement> = stories.running.iter().map(|story| story.displacement.clone()).collect();
    write_rows(&rows, &options.output)?;
    running_in_words(stories).iter().for_each(|sentence| say(sentence));
    Ok(done(stories.refusal.as_ref(), completeness))
}

/// Says why there is no estimate, when there is none.
fn done(refusal: Option<&Refusal>, completeness: Completeness) -> Done {
    if let Some(refusal) = refusal {
        say_refused(refusal);
    }
    Done::of(completeness, refusal.is_none())
}

fn axis(by: UnitOption) -> Option<Axis> {
    match by {
        UnitOption::Outlet => Some(Axis::Outlet),
        UnitOption::Country => Some(Axis::Country),
        UnitOption::Week | UnitOption::Day | UnitOption::Story => None,
    }
}
