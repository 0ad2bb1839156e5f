//! `demo`: the whole pipeline on data inside the program.

use crate::Done;
use crate::failure::Failure;
use crate::options::DemoOptions;
use crate::output::{Target, write_whole};
use overshadow::report::{finding_in_words, html};
use std::io::Write;
use std::path::Path;

pub(crate) fn run(options: &DemoOptions) -> Result<Done, Failure> {
    let findings = overshadow::demo(options.seed)?;
    let path = options.folder.join("report.html");
    make_folder(&options.folder)?;
    write_whole(&path, html(&findings).as_bytes())?;
    let mut target = Target::open(None)?;
    let words = finding_in_words(&findings).join("\n");
    let written = writeln!(target, "{words}\n\nreport: {}", path.display());
    written.map_err(|source| target.failure(source))?;
    target.finish()?;
    Ok(Done::Found)
}

#[expect(clippy::disallowed_methods, reason = "the command line is the edge that writes files")]
fn make_folder(folder: &Path) -> Result<(), Failure> {
    let failure = |source| Failure::Write { target: format!("`{}`", folder.display()), source };
    std::fs::create_dir_all(folder).map_err(failure)
}
