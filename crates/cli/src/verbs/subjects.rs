//! `subjects`: the standard subjects as a file to edit.

use crate::Done;
use crate::failure::Failure;
use crate::output::Target;
use std::io::Write;

pub(crate) fn run() -> Result<Done, Failure> {
    let mut target = Target::open(None)?;
    let written = target.write_all(overshadow::STANDARD_SUBJECTS.as_bytes());
    written.map_err(|source| target.failure(source))?;
    target.finish()?;
    Ok(Done::Found)
}
