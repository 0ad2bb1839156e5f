//! The chores of the project, one command each; `cargo xtask` lists them.
#![expect(clippy::print_stdout, reason = "a chore talks to whoever runs it")]
#![expect(clippy::disallowed_methods, reason = "a chore reads and writes files and measures time")]

mod bench;
mod browse;
mod check;
mod conllu;
mod corpus;
mod data;
mod demo_data;
mod eval;
mod floors;
mod manifests;
mod measure;
mod news;
mod page_sets;
mod peers;
mod python;
mod scorer;
mod test;
mod train;
mod treebanks;
mod words;

use std::process::ExitCode;

/// Whatever went wrong, in words.
type Fault = Box<dyn std::error::Error>;

const USAGE: &str = "\
cargo xtask check                      formatting, lints, the architecture's invariants
cargo xtask test                       check, then every test; ends on the number passed
cargo xtask bless                      rewrites the snapshots of tests; look at the difference before you commit
cargo xtask eval [TASK] [--data DIR]   accuracy against pinned floors; TASK: one of the tasks, all without it
cargo xtask train [MODEL] [--data DIR]  builds a model under models/ anew, or all, with their manifest
cargo xtask train quotations --licences open | --try
                                       from texts under open licences alone, to models/en-open; on a part, to score the rest
cargo xtask eval quotations --peers    other extractors on the same documents, in a Python environment under target/
cargo xtask bench [--data DIR]         time and memory, the answer checked first
cargo xtask bench annotate             only that of annotating
cargo xtask bench copies               only that of finding near copies
cargo xtask bench stories              only that of finding stories
cargo xtask bench add                  only that of adding to an archive, killed 200 times
cargo xtask bench search               only that of questions to an archive of a million articles
cargo xtask bench serve                only that of the reading room at 32 connections
cargo xtask bench readers              readers of the room while a writer adds for five minutes
cargo xtask bench watch                only that of watching feeds, killed 200 times
cargo xtask bench archives             only that of cleaning a web archive of 20,000 pages
cargo xtask bench resume               a run over two gigabytes, killed ten times, beside one left alone
cargo xtask browse                     the reading room's pages in headless Chromium, also over hostile articles
cargo xtask peers extraction           our main text of pages beside Python trafilatura's
cargo xtask peers archives             our reader of web archives beside FastWARC
cargo xtask peers displacement         the usual methods on the same data, in a Python environment under target/
cargo xtask peers stories              other ways of grouping headlines, in a Python environment under target/
cargo xtask peers annotate             our speed beside that of a spaCy pipeline on the same texts
cargo xtask demo-data [--data DIR]     derives the counts inside the program from the headlines of 2023

--data DIR   the folder of data sets; ../shared/data when it is not given";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            println!("xtask: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<(), Fault> {
    let (words, data) = data::folder(words)?;
    match words.as_slice() {
        ["check"] => check::run(),
        ["test"] => test::run(),
        ["bless"] => test::bless(),
        ["eval"] => eval::run(None, &data),
        ["eval", task] => eval::run(Some(task), &data),
        ["train", model @ ..] => train::run(model, &data),
        ["eval", "quotations", "--peers"] => eval::quotations::with_peers(&data),
        ["bench"] => bench::run(&data),
        ["bench", "annotate"] => bench::annotate(&data),
        ["bench", "copies"] => bench::copies(&data),
        ["bench", "stories"] => bench::stories(&data),
        ["bench", "add"] => bench::adding(&data),
        ["bench", "search"] => bench::search(&data),
        ["bench", "serve"] => bench::serve(&data),
        ["bench", "readers"] => bench::readers(&data),
        ["bench", "watch"] => bench::watching(),
        ["bench", "archives"] => bench::archives(&data),
        ["bench", "resume"] => bench::resume(&data),
        ["peers", "extraction"] => peers::extraction(&data),
        ["peers", "archives"] => peers::archives(&data),
        ["peers", "displacement"] => peers::displacement(&data),
        ["peers", "stories"] => peers::stories(&data),
        ["peers", "annotate"] => peers::annotate(&data),
        ["browse"] => browse::run(&data),
        ["demo-data"] => demo_data::run(&data),
        _ => {
            println!("{USAGE}");
            if words.is_empty() { Ok(()) } else { Err("that is no chore".into()) }
        }
    }
}
