//! `archive`: what an archive holds, whether it is whole, and making it small.

use crate::Done;
use crate::failure::Failure;
use crate::options::{ArchiveOptions, ArchiveTask, ArchiveTaskOptions};
use crate::output::write_rows;
use crate::progress::say;
use overshadow::archive::{Archive, ArchiveError};

pub(crate) fn run(options: &ArchiveOptions) -> Result<Done, Failure> {
    match &options.task {
        ArchiveTask::Info(task) => info(task),
        ArchiveTask::Check(task) => check(task),
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
    let checked = Archive::open(&task.folder)?.check()?;
    write_rows(&checked.faults, &task.output)?;
    say(&format!("checked {} articles, faults {}", checked.articles, checked.n_faults));
    match checked.faults.first() {
        None => Ok(Done::Found),
        Some(first) => {
            let detail = format!("{}: {}", first.place, first.detail);
            Err(ArchiveError::Damaged { file: task.folder.clone(), detail }.into())
        }
    }
}

fn compact(task: &ArchiveTaskOptions) -> Result<Done, Failure> {
    let mut archive = Archive::open_to_change(&task.folder)?;
    let before = archive.bytes()?;
    archive.compact()?;
    let after = archive.bytes()?;
    say(&format!("`{}`: {before} bytes before, {after} after", task.folder.display()));
    Ok(Done::Found)
}
