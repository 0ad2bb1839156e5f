//! `attention`: counts and shares in the cells asked for.

use crate::counts_made::{long, wide};
use crate::desk::Desk;
use crate::samples::HEADLINES;
use insta::assert_snapshot;

const SUBJECTS: &str = "--subject ferry --subject 'bread=bread OR bakery'";

fn desk() -> Desk {
    Desk::with(&[("rows.tsv", HEADLINES.as_bytes())])
}

#[test]
fn attention_has_a_row_for_each_cell() {
    for by in ["day", "week", "outlet", "week,outlet", "country", "all"] {
        let name = format!("by_{}", by.replace(',', "_"));
        assert_snapshot!(name, desk().run(&format!("attention rows.tsv {SUBJECTS} --by {by} --format csv")));
    }
}

#[test]
fn attention_is_read_as_a_table_or_by_programs() {
    assert_snapshot!("as_table", desk().run(&format!("attention rows.tsv {SUBJECTS} --by week --format table")));
    assert_snapshot!("as_jsonl", desk().run(&format!("attention rows.tsv {SUBJECTS} --by all")));
}

#[test]
fn subjects_come_from_a_file_too() {
    let desk = desk();
    desk.write("subjects.txt", b"# What we follow\nferry = ferry\nbread = bread OR bakery\n");
    let named = desk.run(&format!("attention rows.tsv {SUBJECTS}"));
    let listed = desk.run("attention rows.tsv --subjects subjects.txt");
    assert_eq!((named.stdout, named.status), (listed.stdout, listed.status));
}

#[test]
fn only_narrows_what_is_counted() {
    assert_snapshot!(desk().run(&format!("attention rows.tsv {SUBJECTS} --only 'outlet:courier' --by all")));
}

#[test]
fn wide_and_long_counts_are_the_same_counts() {
    let desk = Desk::with(&[("wide.csv", wide(6, 20).as_bytes()), ("long.csv", long(6, 20).as_bytes())]);
    for by in ["day", "week,outlet", "country"] {
        let ran = |file: &str| desk.run(&format!("attention --counts {file} --by {by}"));
        let (wide, long) = (ran("wide.csv"), ran("long.csv"));
        assert_eq!((wide.status, &wide.stdout), (long.status, &long.stdout), "by {by}");
        assert_eq!(wide.status, 0, "{wide}");
    }
    assert_snapshot!("counts_wide", desk.run("attention --counts wide.csv --by all --format csv"));
    assert_snapshot!("counts_long", desk.run("attention --counts long.csv --by all --format csv"));
}

#[test]
fn attention_counts_the_same_on_one_thread_and_on_two() {
    let one = desk().run(&format!("attention rows.tsv {SUBJECTS} --threads 1"));
    let two = desk().run(&format!("attention rows.tsv {SUBJECTS} --threads 2"));
    assert_eq!((one.stdout, one.stderr), (two.stdout, two.stderr));
}

#[test]
fn metrics_have_one_row_for_each_cell() {
    for by in ["day", "week,outlet", "all"] {
        let name = format!("metrics_by_{}", by.replace(',', "_"));
        let line = format!("attention rows.tsv {SUBJECTS} --metrics --by {by} --format csv");
        assert_snapshot!(name, desk().run(&line));
    }
}

#[test]
fn metrics_are_read_as_a_table_or_by_programs() {
    let line = format!("attention rows.tsv {SUBJECTS} --metrics --by week");
    assert_snapshot!("metrics_as_table", desk().run(&format!("{line} --format table")));
    assert_snapshot!("metrics_as_jsonl", desk().run(&line));
    let desk = desk();
    assert_eq!(desk.run(&format!("{line} -o metrics.parquet")).status, 0);
    assert!(desk.read("metrics.parquet").starts_with(b"PAR1"));
}

#[test]
fn metrics_of_counts_tell_how_fast_the_largest_subject_faded() {
    let desk = Desk::with(&[("counts.csv", burst().as_bytes())]);
    assert_snapshot!("metrics_of_counts", desk.run("attention --counts counts.csv --metrics --by week --format csv"));
}

#[test]
fn metrics_without_any_subject_are_nothing_found() {
    assert_snapshot!(desk().run("attention rows.tsv --subject zeppelin --metrics --by all --format csv"));
}

/// Seven weeks of one outlet: `quake` bursts in the sixth.
fn burst() -> String {
    let quake = |day: usize| if (35..42).contains(&day) { 60 } else { 10 };
    let rows = (0..49).map(|day| {
        let date = format!("2024-{:02}-{:02}", 1 + day / 31, 1 + day % 31);
        format!("{date},Northern Post,NO,100,{},20,15\n", quake(day))
    });
    std::iter::once("date,outlet,country,total,quake,vote,cup\n".to_owned()).chain(rows).collect()
}
