//! `inspect`: what inputs seem to be, before they are read.

use crate::Done;
use crate::ask::pile;
use crate::failure::Failure;
use crate::options::InspectOptions;
use crate::output::write_rows;
use overshadow::read::Progress;
use std::sync::Arc;

pub(crate) fn run(options: &InspectOptions) -> Result<Done, Failure> {
    let pile = pile(&options.input, Arc::new(Progress::default()))?;
    let rows = overshadow::inspect(&pile)?;
    write_rows(&rows, &options.output)?;
    let is_readable = rows.iter().any(|row| row.kept > 0);
    Ok(if is_readable { Done::Found } else { Done::NothingFound })
}
