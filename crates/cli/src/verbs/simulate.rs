//! `simulate`: newsroom counts with planted truth.

use crate::Done;
use crate::failure::Failure;
use crate::options::SimulateOptions;
use crate::output::{Target, write_whole};
use overshadow::counts_csv;
use overshadow::simulate::{Newsroom, PlannedShock, Regime, Stream, Truth, simulate};
use std::io::Write;

/// Days that the default shock leaves behind it.
const DAYS_AFTER: u32 = 28;

pub(crate) fn run(options: &SimulateOptions) -> Result<Done, Failure> {
    let day = options.shock_day.unwrap_or(options.days.saturating_sub(DAYS_AFTER));
    if day >= options.days {
        return Err(Failure::Usage {
            code: "shock-day",
            message: format!("day {day} of the shock does not lie within {} days", options.days),
            hint: "days count from 0; choose an earlier one, or more --days".into(),
        });
    }
    let planned = PlannedShock {
        displaced: options.displaced as usize,
        drop: options.drop.min(0.99),
        ..PlannedShock::diluting(day as usize, options.window as usize, options.shock_share)
    };
    let newsroom = newsroom(options, planned)?;
    let stream = simulate(&newsroom, options.seed);
    if let Some(path) = &options.truth {
        let truth = stream.truth(0, day as usize, options.window as usize);
        write_whole(path, truth_csv(&stream, &truth).as_bytes())?;
    }
    let mut target = Target::open(options.output.as_deref())?;
    let written = target.write_all(counts_csv(&stream.counts).as_bytes());
    written.map_err(|source| target.failure(source))?;
    target.finish()?;
    Ok(Done::Found)
}

fn newsroom(options: &SimulateOptions, shock: PlannedShock) -> Result<Newsroom, Failure> {
    let regime = Regime::ALL.into_iter().find(|regime| regime.name() == options.regime);
    let regime = regime.ok_or_else(|| Failure::Usage {
        code: "regime",
        message: format!("`{}` is no regime", options.regime),
        hint: format!("regimes are {}", Regime::ALL.map(Regime::name).join(", ")),
    })?;
    let size =
        Newsroom { subjects: options.subject_count as usize, days: options.days as usize, ..Newsroom::default() };
    let newsroom = regime.newsroom(size, shock, options.seed);
    Ok(match options.outlets {
        Some(outlets) => Newsroom { outlets: outlets as usize, ..newsroom },
        None => newsroom,
    })
}

/// What the shock did to each subject over its window.
fn truth_csv(stream: &Stream, truth: &Truth) -> String {
    let mut csv = String::from("subject,theta,change_log_odds,change_log_share\n");
    for (subject, theta) in truth.theta.iter().enumerate() {
        let (odds, share) = (truth.centred_log_odds[subject], truth.log_share[subject]);
        csv += &format!("{},{theta},{odds},{share}\n", stream.counts.subjects[subject]);
    }
    csv
}
