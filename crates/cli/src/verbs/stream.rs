//! `clean`, `annotate`, `quotations`: records as they come, in bounded memory.

use crate::Done;
use crate::ask::{SkippedList, pile};
use crate::failure::Failure;
use crate::models::annotator;
use crate::options::{AnnotateOptions, StreamOptions};
use crate::output::{Target, format, width};
use crate::progress::Bar;
use crate::resume::Resumption;
use overshadow::read::{Position, Progress};
use overshadow::record::{Article, Record, Skipped, Tally};
use overshadow::report::table::{Format, TableWriter};
use overshadow::{Annotator, Error, Pile, PileSummary, Reached};
use std::cell::{Cell, RefCell};
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::Arc;

/// Takes one record, or a list of them.
type Take<'a, T> = &'a mut dyn FnMut(T) -> ControlFlow<()>;
/// A streaming verb of the pipeline.
type Stream<T> = fn(&Pile, Take<'_, T>, &mut dyn FnMut(&Skipped), Reached<'_>) -> Result<(Tally, PileSummary), Error>;

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
    let mut pile = Pile { annotator, ..pile(&options.input, Arc::clone(&progress))? };
    let resumption = resumption(options, &mut pile)?;
    let (mut target, skipped) = open(options, resumption.as_ref())?;
    let written = target.written();
    let has_begun = written.as_ref().is_some_and(|written| written.get() > 0);
    let writer = if has_begun {
        TableWriter::<R>::going_on(format(&options.output), &mut target)?
    } else {
        TableWriter::<R>::new(format(&options.output), width(), &mut target)?
    };
    let sink = RefCell::new(Sink { writer, skipped, written, resumption, rows: 0, failed: None });
    let bar = Bar::watch(progress);
    let result = stream(
        &pile,
        &mut |record: T| sink.borrow_mut().take(&rows(record)),
        &mut |left_out| sink.borrow_mut().skipped.add(left_out),
        &mut |tally, place| sink.borrow_mut().reached(tally, place),
    );
    drop(bar);
    let Sink { writer, skipped, rows, failed, resumption, .. } = sink.into_inner();
    if let Some(failed) = failed {
        return Err(failed);
    }
    let (tally, _) = match result {
        Ok(done) => done,
        Err(error) => return Err(skipped.give_up(error)),
    };
    writer.finish()?;
    target.finish()?;
    let tally = resumption.as_ref().map_or_else(|| tally.clone(), |resumption| resumption.with_before(&tally));
    let completeness = skipped.finish(&tally, &options.input)?;
    let has_found = rows > 0 || has_begun;
    if let Some(resumption) = resumption {
        resumption.forget();
    }
    Ok(Done::of(completeness, has_found))
}

/// The run to be resumed, when that is asked for; the pile then starts where it stopped.
fn resumption(options: &StreamOptions, pile: &mut Pile) -> Result<Option<Resumption>, Failure> {
    if !options.resume {
        return Ok(None);
    }
    if pile.archive.is_some() {
        return Err(Failure::Usage {
            code: "resume",
            message: "reading an archive cannot be gone on with: what was added since would be in one part only"
                .to_owned(),
            hint: "leave --resume out".to_owned(),
        });
    }
    if !matches!(format(&options.output), Format::Jsonl | Format::Csv) {
        return Err(Failure::Usage {
            code: "resume",
            message: "only JSONL and CSV can be gone on with".to_owned(),
            hint: "write one of them, and the other form from it afterwards".to_owned(),
        });
    }
    let today = pile.read.today.unwrap_or_default();
    let resumption = Resumption::open(options.output.output.as_deref(), &pile.inputs, today)?;
    pile.from = resumption.position();
    pile.read.today = Some(resumption.today());
    Ok(Some(resumption))
}

fn open(options: &StreamOptions, resumption: Option<&Resumption>) -> Result<(Target, SkippedList), Failure> {
    let output = options.output.output.as_deref();
    let (Some(resumption), Some(output)) = (resumption, output) else {
        return Ok((Target::open(output)?, SkippedList::open(&options.input)?));
    };
    let (written, listed) = resumption.lengths();
    Ok((Target::open_part(output, written)?, SkippedList::open_part(&options.input, listed)?))
}

/// Where records, and what was left out, go.
struct Sink<'a, R: Record> {
    writer: TableWriter<'a, R>,
    skipped: SkippedList,
    /// Bytes of the output, when the run can be resumed.
    written: Option<Rc<Cell<u64>>>,
    resumption: Option<Resumption>,
    rows: u64,
    failed: Option<Failure>,
}

impl<R: Record> Sink<'_, R> {
    fn take(&mut self, rows: &[R]) -> ControlFlow<()> {
        self.rows += rows.len() as u64;
        let written = self.writer.rows(rows).map_err(Failure::from);
        self.go_on(written)
    }

    fn reached(&mut self, tally: &Tally, place: Position) -> ControlFlow<()> {
        if self.resumption.as_ref().is_none_or(|resumption| !resumption.is_due()) {
            return ControlFlow::Continue(());
        }
        let noted = self.note(tally, place);
        self.go_on(noted)
    }

    fn note(&mut self, tally: &Tally, place: Position) -> Result<(), Failure> {
        self.writer.flush()?;
        let listed = self.skipped.flush()?;
        let written = self.written.as_ref().map_or(0, |written| written.get());
        match &mut self.resumption {
            Some(resumption) => resumption.note(tally, place, (written, listed)),
            None => Ok(()),
        }
    }

    fn go_on(&mut self, result: Result<(), Failure>) -> ControlFlow<()> {
        match result {
            Ok(()) => ControlFlow::Continue(()),
            Err(failure) => {
                self.failed = Some(failure);
                ControlFlow::Break(())
            }
        }
    }
}
