//! `archive`: what an archive holds, whether it is whole, and making it small.

use super::add::bring_up;
use crate::Done;
use crate::failure::Failure;
use crate::options::{ArchiveOptions, ArchiveTask, ArchiveTaskOptions};
use crate::output::write_rows;
use crate::progress::say;
use overshadow::archive::{Archive, ArchiveError};
use std::path::Path;

pub(crate) fn run(options: &ArchiveOptions) -> Result<Done, Failure> {
    match &options.task {
        ArchiveTask::Info(task) => info(task),
        ArchiveTask::Check(task) => check(task),
        ArchiveTask::Repair(task) => repair(&task.folder),
        ArchiveTask::Compact(task) => compact(task),
    }
}

fn info(task: &ArchiveTaskOptions) -> Result<Done, Failure> {
    let info = Archive::open(&task.folder)?.info()?;
    let found = if info.articles > 0 { Done::Found } else { Done::NothingFound };
    write_rows(&[info], &task.output)?;
    Ok(found)
}

/// Faults go to the output; what was looked at is said.
fn check(task: &ArchiveTaskOptions) -> Result<Done, Failure> {
    let (checked, is_settled) = overshadow::check(&task.folder)?;
    write_rows(&checked.faults, &task.output)?;
    say(&format!("checked {} articles, faults {}", checked.articles, checked.n_faults));
    if !is_settled {
        say(
            "index and stories are not up to the last article: questions are answered by reading; `overshadow archive repair` makes them",
        );
    }
    match checked.faults.first() {
        None => Ok(Done::Found),
        Some(first) => {
            let detail = format!("{}: {}", first.place, first.detail);
            Err(ArchiveError::Damaged { file: task.folder.clone(), detail }.into())
        }
    }
}

/// Forgets what is derived and makes it anew.
fn repair(folder: &Path) -> Result<Done, Failure> {
    let mut archive = Archive::open_to_change(folder)?;
    archive.forget_derived()?;
    bring_up(&mut archive)?;
    Ok(if archive.articles()? > 0 { Done::Found } else { Done::NothingFound })
}

fn compact(task: &ArchiveTaskOptions) -> Result<Done, Failure> {
    let mut archive = Archive::open_to_change(&task.folder)?;
    let before = archive.bytes()?;
    archive.compact()?;
    let after = archive.bytes()?;
    say(&format!("`{}`: {before} bytes before, {after} after", task.folder.display()));
    Ok(Done::Found)
}
