//! What a user of the command line may rely on: exit status, standard output, standard error and files, as snapshots.
//!
//! Each test runs the program itself in an empty folder with files written here. A snapshot is read as a user would
//! read it: does it say what happened, where, and the way out?

mod adding;
mod archives;
mod attention;
mod bad_counts;
mod bad_files;
mod bad_words;
mod copies;
mod counts_made;
mod demo;
mod desk;
mod displacement;
mod exporting;
mod help;
mod inspecting;
mod models;
mod outputs;
mod planning;
mod resuming;
mod samples;
mod searching;
mod stages;
mod stories;
mod subjects;
mod watching;
#[path = "../../../fetch/tests/web/mod.rs"]
mod web;
