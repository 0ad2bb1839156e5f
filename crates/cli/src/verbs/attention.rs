//! `attention`: counts and shares per subject in the cells asked for, or the metrics of each cell.

use crate::Done;
use crate::ask::{Completeness, SkippedList, counts_options, inputs, pile, question};
use crate::failure::Failure;
use crate::options::{AttentionOptions, OutputOptions};
use crate::output::{Target, format, width};
use crate::progress::{Bar, say};
use overshadow::agenda::{Axis, By, Period, agenda_metrics, attention};
use overshadow::read::Progress;
use overshadow::record::{Counts, Record};
use overshadow::report::table;
use overshadow::{counts_of_files, tabulate};
use std::sync::Arc;

pub(crate) fn run(options: &AttentionOptions) -> Result<Done, Failure> {
    let by = cells(&options.by)?;
    let (counts, completeness) = counts(options)?;
    let found = if options.metrics {
        let rows = agenda_metrics(&counts, &by);
        write(&rows, &options.output)?;
        rows.iter().any(|row| row.subjects > 0)
    } else {
        let rows = attention(&counts, &by);
        write(&rows, &options.output)?;
        rows.iter().any(|row| row.articles > 0)
    };
    Ok(Done::of(completeness, found))
}

fn write<R: Record>(rows: &[R], options: &OutputOptions) -> Result<(), Failure> {
    let mut target = Target::open(options.output.as_deref())?;
    table::write(rows, format(options), width(), &mut target)?;
    target.finish()
}

fn counts(options: &AttentionOptions) -> Result<(Counts, Completeness), Failure> {
    let progress = Arc::new(Progress::default());
    let mut skipped = SkippedList::open(&options.input)?;
    let (counts, tally) = if options.subjects.counts.is_empty() {
        let pile = pile(&options.input, Arc::clone(&progress))?;
        let question = question(&options.subjects, None)?;
        let bar = Bar::watch(progress);
        let tabulated = tabulate(&pile, &question, None, &mut |left_out| skipped.add(left_out));
        drop(bar);
        match tabulated {
            Ok(tabulated) => (tabulated.counts, tabulated.tally),
            Err(error) => return Err(skipped.give_up(error)),
        }
    } else {
        let how = counts_options(&options.input, progress)?;
        let files = inputs(&options.subjects.counts);
        let chosen = counts_of_files(&files, &how, None, &options.subjects.subjects, &[])?;
        chosen.notes.iter().for_each(|note| say(note));
        chosen.skipped.iter().for_each(|left_out| skipped.add(left_out));
        (chosen.counts, chosen.tally)
    };
    let completeness = skipped.finish(&tally, &options.input)?;
    Ok((counts, completeness))
}

fn cells(by: &str) -> Result<By, Failure> {
    let mut cells = By::default();
    let words: Vec<&str> = by.split(',').map(str::trim).collect();
    if words.contains(&"day") && words.contains(&"week") {
        return Err(Failure::Usage {
            code: "by",
            message: "a cell is a day or a week, not both".into(),
            hint: "ask twice, once with --by day and once with --by week".into(),
        });
    }
    for word in words {
        match word {
            "all" => {}
            "day" => cells.period = Some(Period::Day),
            "week" => cells.period = Some(Period::Week),
            "outlet" => cells.axes.push(Axis::Outlet),
            "country" => cells.axes.push(Axis::Country),
            "language" => cells.axes.push(Axis::Language),
            _ => {
                return Err(Failure::Usage {
                    code: "by",
                    message: format!("`{word}` is no cell"),
                    hint: "cells are all, day, week, outlet, country, language, joined by commas".into(),
                });
            }
        }
    }
    Ok(cells)
}
