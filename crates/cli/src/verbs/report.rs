//! `report`: the findings as one HTML page.

use crate::Done;
use crate::failure::Failure;
use crate::options::ReportOptions;
use crate::output::write_whole;
use crate::progress::say;
use crate::verbs::findings::{Wanted, gather};
use overshadow::agenda::Axis;
use overshadow::report::{finding_in_words, html};

pub(crate) fn run(options: &ReportOptions) -> Result<Done, Failure> {
    let wanted = Wanted { by: Some(Axis::Outlet), stories: options.stories };
    let (findings, completeness) = gather(&options.input, &options.shock, &options.subjects, wanted)?;
    write_whole(&options.output, html(&findings).as_bytes())?;
    finding_in_words(&findings).iter().for_each(|sentence| say(sentence));
    say(&format!("report: {}", options.output.display()));
    Ok(Done::of(completeness, findings.estimates.is_ok()))
}
