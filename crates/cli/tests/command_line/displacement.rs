//! `displacement` and `report`: an estimate with its interval, or a refusal with its reason.

use crate::counts_made::{long, wide};
use crate::desk::Desk;
use crate::samples::HEADLINES;
use insta::assert_snapshot;

/// The day of the shock in the counts made here.
const ASKED: &str = "--shock attack --on 2023-09-19";

fn desk(subjects: usize, days: usize) -> Desk {
    Desk::with(&[("counts.csv", wide(subjects, days).as_bytes())])
}

#[test]
fn an_estimate_is_a_row_a_subject_in_every_format() {
    let desk = desk(20, 130);
    // Digits belong to the estimator, whose own tests compare them with an independent implementation.
    let table = desk.run(&format!("displacement --counts counts.csv {ASKED} --format csv"));
    assert_eq!((table.status, table.stdout.lines().count()), (0, 21), "{table}");
    assert_snapshot!("csv_header", table.stdout.lines().next().unwrap_or_default());
    assert_snapshot!("as_table", desk.run(&format!("displacement --counts counts.csv {ASKED} --format table")));
    let rows = desk.run(&format!("displacement --counts counts.csv {ASKED}"));
    assert_eq!((rows.status, rows.stdout.lines().count()), (0, 20), "{rows}");
    assert!(rows.stdout.lines().all(|row| row.starts_with("{\"subject\":\"s") && row.ends_with('}')), "{rows}");
    assert!(row_of(&rows.stdout, "s3").contains("\"verdict\":\"overshadowed\""), "{rows}");
}

fn row_of<'a>(rows: &'a str, subject: &str) -> &'a str {
    rows.lines().find(|row| row.contains(&format!("\"{subject}\""))).expect("every subject has a row")
}

#[test]
fn a_group_is_tested_together() {
    let ran = desk(20, 130).run(&format!("displacement --counts counts.csv {ASKED} --group 'east=s3,s4' --seed 3"));
    assert_eq!(ran.status, 0, "{ran}");
    assert!(row_of(&ran.stdout, "east").contains("change_log_share"), "{ran}");
}

#[test]
fn wide_and_long_counts_give_the_same_estimate() {
    let desk = desk(20, 130);
    desk.write("long.csv", long(20, 130).as_bytes());
    let wide = desk.run(&format!("displacement --counts counts.csv {ASKED} --threads 1"));
    let long = desk.run(&format!("displacement --counts long.csv {ASKED} --threads 2"));
    assert_eq!((wide.status, wide.stdout), (long.status, long.stdout));
}

#[test]
fn an_estimate_that_cannot_be_made_is_refused_with_its_reason() {
    for (name, subjects, days, asked) in [
        ("short_history", 20, 130, "--shock attack --on 2023-06-20"),
        ("few_subjects", 3, 130, ASKED),
        ("shock_after_the_data", 20, 130, "--shock attack --on 2024-09-19"),
        ("shock_before_the_data", 20, 130, "--shock attack --on 2020-09-19"),
        ("window_beyond_the_data", 20, 112, ASKED),
    ] {
        let ran = desk(subjects, days).run(&format!("displacement --counts counts.csv {asked}"));
        assert_eq!(ran.status, 1, "{ran}");
        assert_snapshot!(name, ran);
    }
}

#[test]
fn a_shock_that_matches_no_article_is_refused() {
    let desk = Desk::with(&[("rows.tsv", HEADLINES.as_bytes())]);
    assert_snapshot!(desk.run("displacement rows.tsv --shock earthquake --on 2024-03-20 --subject ferry"));
}

#[test]
fn a_report_without_an_estimate_still_shows_attention_and_the_reason() {
    let desk = Desk::with(&[("rows.tsv", HEADLINES.as_bytes())]);
    assert_snapshot!(desk.run("report rows.tsv --shock bread --on 2024-03-26 --subject ferry"));
    let report = String::from_utf8(desk.read("report.html")).expect("a report is text");
    assert!(report.trim_end().ends_with("</html>"));
    assert_eq!(desk.names(), ["report.html", "rows.tsv"]);
}

#[test]
fn a_report_holds_its_estimate_and_is_the_same_twice() {
    let desk = desk(20, 130);
    assert_snapshot!(desk.run(&format!("report --counts counts.csv {ASKED} -o first.html")));
    desk.run(&format!("report --counts counts.csv {ASKED} -o second.html --threads 1"));
    assert!(desk.read("first.html") == desk.read("second.html"), "two runs wrote different reports");
}

#[test]
fn a_report_names_the_options_that_changed_how_its_input_was_read() {
    let desk = Desk::with(&[("rows.tsv", HEADLINES.as_bytes()), ("outlets.tsv", b"lamp-post.example\tSE\t\t\n")]);
    desk.run(
        "report rows.tsv --shock bread --on 2024-03-26 --subject ferry --extract fast --date-order day-first \
         --outlet-table outlets.tsv",
    );
    let report = String::from_utf8(desk.read("report.html")).expect("a report is text");
    for (option, value) in [("extract", "fast"), ("date-order", "day-first"), ("outlet-table", "outlets.tsv")] {
        assert!(
            report.contains(&format!("Option:\">{option}</td><td data-label=\"Value:\">{value}</td>")),
            "{option} is missing"
        );
    }
}
