//! `displacement`: the estimate, one row a subject; as text on a terminal.

use crate::Done;
use crate::failure::Failure;
use crate::options::{DisplacementOptions, UnitOption};
use crate::output::{Target, format, width};
use crate::progress::say;
use crate::verbs::findings::gather;
use overshadow::agenda::Axis;
use overshadow::record::GroupDisplacement;
use overshadow::report::table::{self, Format};
use overshadow::report::text;
use std::io::{IsTerminal, Write};

pub(crate) fn run(options: &DisplacementOptions) -> Result<Done, Failure> {
    let (findings, completeness) = gather(&options.input, &options.shock, &options.subjects, options.by.map(axis))?;
    let format = format(&options.output);
    let mut target = Target::open(options.output.output.as_deref())?;
    if format == Format::Table && options.by.is_none() {
        let unicode = std::io::stdout().is_terminal() || options.output.output.is_some();
        let written = target.write_all(text(&findings, width(), unicode).as_bytes());
        written.map_err(|source| target.failure(source))?;
    } else if options.by.is_some() {
        table::write(&findings.units, format, width(), &mut target)?;
    } else {
        let mut rows = findings.estimates.clone().unwrap_or_default();
        rows.extend(findings.groups.iter().map(GroupDisplacement::as_subject));
        table::write(&rows, format, width(), &mut target)?;
    }
    target.finish()?;
    match &findings.estimates {
        Ok(_) => Ok(Done::of(completeness, true)),
        Err(refusal) => {
            say(&format!("refused[{}]: {refusal}", refusal.code()));
            say(&format!("hint: {}", refusal.way_out()));
            Ok(Done::of(completeness, false))
        }
    }
}

fn axis(by: UnitOption) -> Axis {
    match by {
        UnitOption::Outlet => Axis::Outlet,
        UnitOption::Country => Axis::Country,
    }
}
