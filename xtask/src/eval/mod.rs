//! `eval`: every task scored by the same command line a user has, against pinned floors.

mod attention;
mod calibration;
mod copies;
mod dates;
pub(crate) mod displacement;
pub(crate) mod extraction;
mod known_shocks;
mod language;
mod language_id;
mod lists;
mod names;
mod placebo_dates;
pub(crate) mod quotations;
mod seed;
mod speakers;
pub(crate) mod stories;
mod subjects;
mod tally;
mod young;

use crate::Fault;
use crate::data::{Data, again_as_released, overshadow};
use std::path::Path;

/// A task: its name and how it is scored.
type Task = (&'static str, fn(&Data, &Path) -> Result<(), Fault>);

const TASKS: &[Task] = &[
    ("displacement", displacement::score),
    ("calibration", calibration::score),
    ("placebo-dates", placebo_dates::score),
    ("known-shocks", known_shocks::score),
    ("attention", attention::score),
    ("extraction", extraction::score),
    ("dates", dates::score),
    ("copies", copies::score),
    ("stories", stories::score),
    ("subjects", subjects::score),
    ("names", names::score),
    ("quotations", quotations::score),
    ("agreement", quotations::agreement::score),
    ("language", language::score),
    ("language-id", language_id::score),
    ("speakers", speakers::score),
    ("seed", seed::score),
    ("young", young::score),
];

/// Scores one task, or all.
pub(crate) fn run(task: Option<&str>, data: &Data) -> Result<(), Fault> {
    let chosen: Vec<&Task> = TASKS.iter().filter(|(name, _)| task.is_none_or(|task| task == *name)).collect();
    if chosen.is_empty() {
        let names: Vec<&str> = TASKS.iter().map(|(name, _)| *name).collect();
        return Err(format!("tasks are {}", names.join(", ")).into());
    }
    if cfg!(debug_assertions) {
        return again_as_released();
    }
    let program = overshadow()?;
    let mut missed = Vec::new();
    for (name, score) in chosen {
        if let Err(fault) = score(data, &program) {
            println!("  {fault}");
            missed.push(*name);
        }
    }
    if missed.is_empty() { Ok(()) } else { Err(format!("not reached: {}", missed.join(", ")).into()) }
}
