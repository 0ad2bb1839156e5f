//! `attention`: counts and shares per subject in the cells asked for, or the metrics of each cell.

use crate::Done;
use crate::failure::Failure;
use crate::options::AttentionOptions;
use crate::output::write_rows;
use crate::verbs::counting::{Counted, count};
use overshadow::agenda::{Axis, By, Period, agenda_metrics, attention};

pub(crate) fn run(options: &AttentionOptions) -> Result<Done, Failure> {
    let by = cells(&options.by)?;
    let Counted { counts, completeness, .. } = count(&options.input, &options.subjects, (None, None), &[])?;
    let found = if options.metrics {
        let rows = agenda_metrics(&counts, &by);
        write_rows(&rows, &options.output)?;
        rows.iter().any(|row| row.subjects > 0)
    } else {
        let rows = attention(&counts, &by);
        write_rows(&rows, &options.output)?;
        rows.iter().any(|row| row.articles > 0)
    };
    Ok(Done::of(completeness, found))
}

/// The cells that words mean.
pub(crate) fn cells(by: &str) -> Result<By, Failure> {
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
