//! `displacement`: the estimate, one row a subject; as text on a terminal.

use crate::Done;
use crate::ask::{Completeness, counted_as};
use crate::failure::Failure;
use crate::options::{DisplacementOptions, UnitOption};
use crate::output::{Target, format, width, write_rows};
use crate::progress::say_refused;
use crate::verbs::counting::count;
use crate::verbs::findings::{asked, gather};
use overshadow::agenda::{Axis, every_day};
use overshadow::record::{Findings, GroupDisplacement, Refusal};
use overshadow::report::table::Format;
use overshadow::report::text;
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
    let (findings, completeness) = gather(&options.input, &options.shock, &options.subjects, axis)?;
    match options.by {
        None => estimates(&findings, options)?,
        Some(UnitOption::Week) => write_rows(&findings.weeks, &options.output)?,
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
    let (counts, groups, completeness) =
        count(&options.input, &options.subjects, Some(&shock.shock), &shock.how.groups)?;
    let counts = counted_as(counts, &shock.how)?;
    match every_day(&counts, &asked(shock, &options.subjects, groups, None).displacement()) {
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
        UnitOption::Week | UnitOption::Day => None,
    }
}
