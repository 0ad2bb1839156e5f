//! `eval`: every task scored by the same command line a user has, against pinned floors.

mod attention;
mod displacement;
mod quotations;
mod seed;
mod young;

use crate::Fault;
use crate::data::{Data, overshadow};
use std::path::Path;

/// A task: its name and how it is scored.
type Task = (&'static str, fn(&Data, &Path) -> Result<(), Fault>);

const TASKS: [Task; 5] = [
    ("displacement", displacement::score),
    ("attention", attention::score),
    ("quotations", quotations::score),
    ("seed", seed::score),
    ("young", young::score),
];

/// Scores one task, or all.
pub(crate) fn run(task: Option<&str>, data: &Data) -> Result<(), Fault> {
    let chosen: Vec<&Task> = TASKS.iter().filter(|(name, _)| task.is_none_or(|task| task == *name)).collect();
    if chosen.is_empty() {
        return Err("tasks are displacement, attention, quotations, seed, young".into());
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
