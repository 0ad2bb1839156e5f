//! overshadow, the pipeline as a library, in the words of the command line.
//!
//! Each verb is one function: [`inspect`] says what inputs are; [`clean`], [`annotate`], [`quotations`] stream records
//! from a [`Pile`], which is files or an archive; [`add`] stores them, [`watch`] what feeds bring, [`search`] looks into them; [`tabulate`]
//! counts a pile into a cube, [`counts_of_files`] reads one; [`choose_subjects`] finds what a pile is about all the time; [`findings`] asks what a shock did to it and gathers all
//! that a report shows; [`annotated_as`] and its kin hand a pile over in the shape of another system; [`demo`](demo()) does it on the data inside the program. Argument parsing and output are the
//! business of `overshadow-cli`.

mod adding;
mod annotating;
mod archived;
mod choosing;
mod copying;
mod count_files;
mod demo;
mod error;
mod exporting;
mod finding;
mod inspecting;
mod labels;
mod once;
mod pile;
mod question;
mod searching;
mod storying;
mod tabulate;
mod watching;

pub use adding::add;
pub use annotating::{Reached, annotate, clean, quotations};
pub use archived::{Derived, Listed, ReadyArchive, ShockQuestion, Step, check, derive};
pub use choosing::{ChoiceOptions, FoundSubject, FoundSubjects, SubjectKind, choose_subjects};
pub use copying::{Copies, copies};
pub use count_files::{ChosenCounts, choose, counts_csv, counts_of_files};
pub use demo::{demo, demo_question};
pub use error::Error;
pub use exporting::{Narrowed, Worded, annotated_as, articles_as, headline_words};
pub use finding::{FindingsOptions, Gathered, findings};
pub use inspecting::{Inspected, inspect};
pub use pile::{Pile, PileSummary};
pub use question::{Question, STANDARD_SUBJECTS, standard_subjects};
pub use searching::{Found, Order, search};
pub use storying::{AroundOptions, Stories, StoryLabels, stories, story_name};
pub use tabulate::{Evidence, Tabulated, tabulate};
pub use watching::{Happened, WatchEdge, WatchEvent, WatchOptions, Watched, feed_addresses, watch};

pub use overshadow_agenda as agenda;
pub use overshadow_annotate::{Annotator, BadModelFile, Models};
pub use overshadow_archive as archive;
pub use overshadow_clean::{CleanOptions, Extraction};
pub use overshadow_export as export;
pub use overshadow_fetch as fetch;
pub use overshadow_read as read;
pub use overshadow_record as record;
pub use overshadow_report as report;
pub use overshadow_simulate as simulate;
