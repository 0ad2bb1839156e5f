//! The command line `overshadow`: arguments in, records and reports out.
//!
//! Data go to standard output or a file, everything else to standard error. Exit status: 0 done, 1 done and nothing
//! found, 2 could not do all of it, 130 interrupted; a closed pipe ends quietly with 0.

mod ask;
mod auto_subjects;
mod failure;
mod interrupt;
mod models;
mod options;
mod output;
mod progress;
mod resume;
mod stories_first;
mod verbs;

use ask::Completeness;
use clap::Parser;
use failure::Failure;
use options::{Command, Verb};
use std::process::ExitCode;

/// What a verb that did all it was asked to do came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Done {
    /// There is something to show.
    Found,
    /// There is nothing to show.
    NothingFound,
    /// There is something to show, of a part of the input.
    InPart,
    /// The user ended it; what was done stays.
    Interrupted,
}

impl Done {
    /// What a verb came to that read so much of its input and found something or not.
    fn of(completeness: Completeness, found: bool) -> Self {
        match (completeness, found) {
            (Completeness::Cut, _) => Self::InPart,
            (Completeness::Whole, true) => Self::Found,
            (Completeness::Whole, false) => Self::NothingFound,
        }
    }
}

fn main() -> ExitCode {
    output::remove_partial_files_when_interrupted();
    let command = match Command::try_parse() {
        Ok(command) => command,
        Err(error) => return failure::usage(&error),
    };
    match run(command.verb) {
        Ok(Done::Found) => ExitCode::SUCCESS,
        Ok(Done::NothingFound) => ExitCode::from(1),
        Ok(Done::InPart) => ExitCode::from(2),
        Ok(Done::Interrupted) => ExitCode::from(130),
        Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            failure.print();
            ExitCode::from(failure.status())
        }
    }
}

fn run(verb: Verb) -> Result<Done, Failure> {
    match verb {
        Verb::Demo(options) => verbs::demo::run(&options),
        Verb::Inspect(options) => verbs::inspect::run(&options),
        Verb::Add(options) => verbs::add::run(&options),
        Verb::Watch(options) => verbs::watch::run(&options),
        Verb::Archive(options) => verbs::archive::run(&options),
        Verb::Search(options) => verbs::search::run(&options),
        Verb::Clean(options) => verbs::stream::clean(&options),
        Verb::Annotate(options) => verbs::stream::annotate(&options),
        Verb::Quotations(options) => verbs::stream::quotations(&options),
        Verb::Copies(options) => verbs::copies::run(&options),
        Verb::Stories(options) => verbs::stories::run(&options),
        Verb::Attention(options) => verbs::attention::run(&options),
        Verb::Displacement(options) => verbs::displacement::run(&options),
        Verb::Shocks(options) => verbs::shocks::run(&options),
        Verb::Power(options) => verbs::power::run(&options),
        Verb::Simulate(options) => verbs::simulate::run(&options),
        Verb::Report(options) => verbs::report::run(&options),
        Verb::Serve(options) => verbs::serve::run(&options),
        Verb::Export(options) => verbs::export::run(&options),
        Verb::Subjects(options) => verbs::subjects::run(&options),
    }
}
