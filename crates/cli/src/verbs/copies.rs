//! `copies`: which articles are one text under several names.

use crate::Done;
use crate::ask::{SkippedList, pile};
use crate::failure::Failure;
use crate::options::CopiesOptions;
use crate::output::write_rows;
use crate::progress::{Bar, say};
use overshadow::agenda::copies::CopyOptions;
use overshadow::read::Progress;
use std::sync::Arc;

pub(crate) fn run(options: &CopiesOptions) -> Result<Done, Failure> {
    let progress = Arc::new(Progress::default());
    let pile = pile(&options.input, Arc::clone(&progress))?;
    let mut skipped = SkippedList::open(&options.input)?;
    let how = CopyOptions { threshold: options.threshold, window_days: options.window_days };
    let bar = Bar::watch(progress);
    let found = overshadow::copies(&pile, &how, &mut |left_out| skipped.add(left_out));
    drop(bar);
    let copies = match found {
        Ok(copies) => copies,
        Err(error) => return Err(skipped.give_up(error)),
    };
    let n_groups = copies.n_groups();
    if options.pairs {
        write_rows(&copies.pairs().collect::<Vec<_>>(), &options.output)?;
    } else if options.all {
        write_rows(&copies.rows, &options.output)?;
    } else {
        write_rows(&copies.copied(), &options.output)?;
    }
    let alone = copies.rows.iter().filter(|row| row.representative).count();
    say(&format!("articles {}, different texts {alone}, printed more than once {n_groups}", copies.rows.len()));
    let completeness = skipped.finish(&copies.tally, &options.input)?;
    Ok(Done::of(completeness, n_groups > 0))
}
