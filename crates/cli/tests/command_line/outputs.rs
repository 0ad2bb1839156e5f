//! Output appears whole or not at all, and a reader may stop reading.

use crate::desk::Desk;
use crate::samples::{ARTICLES, HEADLINES};
use insta::assert_snapshot;
use std::io::{BufRead, BufReader, Read};

fn desk() -> Desk {
    Desk::with(&[("articles.jsonl", ARTICLES.as_bytes()), ("rows.tsv", HEADLINES.as_bytes())])
}

#[test]
fn a_parquet_file_appears_whole() {
    let desk = desk();
    assert_snapshot!(desk.run("quotations articles.jsonl --format parquet -o quotations.parquet"));
    let bytes = desk.read("quotations.parquet");
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    assert_eq!(desk.names(), ["articles.jsonl", "quotations.parquet", "rows.tsv"]);
}

#[test]
fn articles_in_parquet_can_be_read_again() {
    let desk = desk();
    let lines = desk.run("clean articles.jsonl");
    desk.run("clean articles.jsonl -o articles.parquet");
    let again = desk.run("clean articles.parquet");
    assert_eq!(again.stdout.lines().count(), lines.stdout.lines().count(), "{again}");
}

#[test]
fn the_name_of_the_file_tells_the_format() {
    let desk = desk();
    desk.run("clean articles.jsonl -o by_name.csv");
    desk.run("clean articles.jsonl --format csv -o by_option");
    assert_eq!(desk.read("by_name.csv"), desk.read("by_option"));
}

#[test]
fn a_missing_folder_is_an_error_that_leaves_nothing_behind() {
    let desk = desk();
    for (name, line) in [
        ("records_into_a_missing_folder", "clean articles.jsonl -o missing/articles.jsonl"),
        ("attention_into_a_missing_folder", "attention rows.tsv --subject ferry -o missing/attention.csv"),
        (
            "report_into_a_missing_folder",
            "report rows.tsv --shock bread --on 2024-03-26 --subject ferry -o missing/report.html",
        ),
        ("skipped_into_a_missing_folder", "clean articles.jsonl --skipped missing/skipped.jsonl"),
        ("records_over_a_folder", "clean articles.jsonl -o taken"),
    ] {
        desk.make_folder("taken");
        assert_snapshot!(name, desk.run(line));
        assert_eq!(desk.names(), ["articles.jsonl", "rows.tsv", "taken"], "{line}");
    }
}

#[test]
fn a_run_that_fails_leaves_the_file_of_an_earlier_run_as_it_was() {
    let desk = desk();
    desk.write("articles.csv", b"from an earlier run\n");
    let ran = desk.run("clean articles.jsonl missing.jsonl -o articles.csv");
    assert_eq!(ran.status, 2, "{ran}");
    assert_eq!(desk.read("articles.csv"), b"from an earlier run\n");
    assert_eq!(desk.names(), ["articles.csv", "articles.jsonl", "rows.tsv"]);
}

#[test]
fn a_reader_that_stops_reading_ends_the_run_quietly() {
    let lines: String = (0..20_000)
        .map(|n| format!("{{\"id\": \"n{n}\", \"title\": \"Ferry {n}\", \"text\": \"It sails at {n}.\"}}\n"))
        .collect();
    let desk = Desk::with(&[("many.jsonl", lines.as_bytes())]);
    for line in [
        "clean many.jsonl",
        "annotate many.jsonl",
        "clean many.jsonl --format csv",
        "export gqg many.jsonl",
        "subjects",
    ] {
        let mut child = desk.command(line).spawn().unwrap();
        let mut first = String::new();
        // The pipe is closed as `head -1` closes it: with the end of this statement.
        BufReader::with_capacity(64, child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{line}: {said}");
        assert!(!first.is_empty() && said.is_empty(), "{line}: {said}");
    }
}

#[test]
fn what_was_left_out_is_listed_with_its_reason() {
    let desk = desk();
    assert_snapshot!(desk.run("attention rows.tsv --subject ferry --by all --skipped skipped.jsonl"));
    assert_snapshot!("skipped_list", String::from_utf8(desk.read("skipped.jsonl")).unwrap());
}

#[test]
fn more_left_out_than_allowed_is_an_error() {
    assert_snapshot!(desk().run("attention rows.tsv --subject ferry --by all --max-skipped 0.1"));
}

#[cfg(unix)]
#[test]
fn a_device_is_written_to_and_never_replaced() {
    use std::os::unix::fs::FileTypeExt;
    desk().run("annotate articles.jsonl -o /dev/null");
    assert!(std::fs::metadata("/dev/null").unwrap().file_type().is_char_device());
}
