//! `clean`, `annotate`, `quotations`: records as they come, in bounded memory.

use crate::Done;
use crate::ask::{SkippedList, pile};
use crate::failure::Failure;
use crate::models::annotator;
use crate::options::{AnnotateOptions, StreamOptions};
use crate::output::{Target, format, width};
use crate::progress::Bar;
use overshadow::read::Progress;
use overshadow::record::{Article, Record, Skipped, Tally};
use overshadow::report::table::{TableError, TableWriter};
use overshadow::{Annotator, Error, Pile, PileSummary};
use std::ops::ControlFlow;
use std::sync::Arc;

/// Takes one record, or a list of them.
type Take<'a, T> = &'a mut dyn FnMut(T) -> ControlFlow<()>;
/// A streaming verb of the pipeline.
type Stream<T> = fn(&Pile, Take<'_, T>, &mut dyn FnMut(&Skipped)) -> Result<(Tally, PileSummary), Error>;

pub(crate) fn clean(options: &StreamOptions) -> Result<Done, Failure> {
    run(options, None, overshadow::clean, |article: Article| vec![article])
}

pub(crate) fn annotate(options: &AnnotateOptions) -> Result<Done, Failure> {
    run(&options.stream, annotator(options.models.as_deref())?, overshadow::annotate, |annotated| vec![annotated])
}

pub(crate) fn quotations(options: &AnnotateOptions) -> Result<Done, Failure> {
    run(&options.stream, annotator(options.models.as_deref())?, overshadow::quotations, |rows| rows)
}

fn run<T, R: Record>(
    options: &StreamOptions,
    annotator: Option<Arc<Annotator>>,
    stream: Stream<T>,
    rows: fn(T) -> Vec<R>,
) -> Result<Done, Failure> {
    let progress = Arc::new(Progress::default());
    let pile = Pile { annotator, ..pile(&options.input, Arc::clone(&progress))? };
    let mut skipped = SkippedList::open(&options.input)?;
    let mut target = Target::open(options.output.output.as_deref())?;
    let mut writer = TableWriter::<R>::new(format(&options.output), width(), &mut target)?;
    let mut failed: Option<TableError> = None;
    let mut written = 0_u64;
    let bar = Bar::watch(progress);
    let mut take = |record: T| {
        let rows = rows(record);
        written += rows.len() as u64;
        match writer.rows(&rows) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        }
    };
    let result = stream(&pile, &mut take, &mut |left_out| skipped.add(left_out));
    drop(bar);
    if let Some(error) = failed {
        return Err(error.into());
    }
    let (tally, _) = match result {
        Ok(done) => done,
        Err(error) => return Err(skipped.give_up(error)),
    };
    writer.finish()?;
    target.finish()?;
    let completeness = skipped.finish(&tally, &options.input)?;
    Ok(Done::of(completeness, written > 0))
}
