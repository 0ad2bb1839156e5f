//! The demonstration needs nothing but the program.

use crate::desk::Desk;
use insta::assert_snapshot;

#[test]
fn the_demonstration_prints_its_finding_and_writes_the_same_report_every_time() {
    let desk = Desk::new();
    let first = desk.run("demo");
    let report = desk.read("overshadow-demo/report.html");
    assert!(report.starts_with(b"<!DOCTYPE html>") || report.starts_with(b"<!doctype html>"));
    assert!(report.trim_ascii_end().ends_with(b"</html>"));
    assert_eq!(first, desk.run("demo"));
    assert!(report == desk.read("overshadow-demo/report.html"), "two runs wrote different reports");
    assert_eq!(desk.names(), ["overshadow-demo"]);
    assert_eq!((first.status, first.stderr.as_str()), (0, ""));
    // The figures belong to the estimator, whose own snapshots hold them; here the form of the sentences counts.
    assert!(first.stdout.lines().count() >= 3, "{first}");
    assert!(first.stdout.ends_with("\n\nreport: overshadow-demo/report.html\n"), "{first}");
    assert!(first.stdout.contains("Israel") && first.stdout.contains("7 October 2023"), "{first}");
}

#[test]
fn the_demonstration_goes_where_it_is_told() {
    let desk = Desk::with(&[("taken", b"a file, not a folder")]);
    let ran = desk.run("demo --folder elsewhere/here");
    assert!(ran.stdout.ends_with("report: elsewhere/here/report.html\n"), "{ran}");
    assert_snapshot!(desk.run("demo --folder taken"));
    assert_eq!(desk.names(), ["elsewhere", "taken"]);
}
