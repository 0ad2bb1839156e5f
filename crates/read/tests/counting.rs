//! What a user of `counts` may rely on, shown with small tables written here.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its own table has failed")]

use overshadow_read::{CountsOptions, CountsRead, Limits, ReadError, counts_from_bytes};
use proptest::prelude::*;
use std::fmt::Write;

fn try_counts(table: &str) -> Result<CountsRead, ReadError> {
    counts_from_bytes("c.csv", table.as_bytes(), &CountsOptions::default())
}

fn counts(table: &str) -> CountsRead {
    try_counts(table).unwrap()
}

/// Code and message of the refusal.
fn refusal(table: &str) -> (String, String) {
    let error = try_counts(table).unwrap_err();
    (error.code().to_owned(), error.to_string())
}

#[test]
fn a_wide_table_is_a_cube_sorted_by_day_and_outlet() {
    let read =
        counts("Outlet,climate,DATE,Country,war\nb,1,2024-03-26,GB,\nb,2,2024-03-25,GB,3.0\na,4,2024-03-26,,5\n");
    let cube = read.counts;
    assert_eq!(cube.subjects, ["climate", "war"]);
    let units: Vec<(&str, &str)> =
        cube.units.iter().map(|unit| (unit.outlet.as_str(), unit.country.as_str())).collect();
    assert_eq!(units, [("a", ""), ("b", "GB")]);
    let rows: Vec<(String, u32, u32, usize)> =
        cube.rows.iter().map(|row| (row.day.to_string(), row.unit, row.total, row.cells.len())).collect();
    assert_eq!(rows, [("2024-03-25".into(), 1, 5, 2), ("2024-03-26".into(), 0, 9, 2), ("2024-03-26".into(), 1, 1, 1)]);
    assert_eq!((cube.shock, cube.copies_known), (None, false));
    assert_eq!(cube.rows[0].independent_total, 5);
}

#[test]
fn a_given_total_is_the_denominator() {
    let wide = counts("date,total,war\n2024-03-25,10,3\n");
    let long = counts("date,subject,articles\n2024-03-25,war,3\n2024-03-25,Total,10\n");
    assert_eq!(wide.counts, long.counts);
    assert_eq!(wide.counts.rows[0].total, 10);
}

#[test]
fn an_outlet_day_without_its_total_is_noted() {
    let read = counts("date,total,war\n2024-03-25,10,3\n2024-03-26,,3\n");
    assert_eq!(read.counts.rows[1].total, 3);
    assert_eq!(read.notes.len(), 1);
}

#[test]
fn our_own_attention_table_is_read_back() {
    let read = counts(
        "date,outlet,country,language,subject,articles,independent_articles,total,share,missing\n\
         2024-03-25,a,GB,en,war,3,2,10,0.3,false\n2024-03-25,a,GB,en,climate,1,1,10,0.1,false\n",
    );
    assert_eq!(read.counts.rows.len(), 1);
    assert_eq!(read.counts.rows[0].total, 10);
    assert_eq!(read.counts.units[0].language, "en");
    assert!(read.notes[0].contains("independent_articles, share, missing"));
}

#[test]
fn a_count_that_cannot_be_right_refuses_the_file_with_line_and_value() {
    for (table, code, words) in [
        ("date,war\n2024-03-25,1\n2024-03-26,-2\n", "count-negative", "c.csv#3: `-2` in column `war`"),
        ("date,war\n2024-03-25,0.5\n", "count-fractional", "c.csv#2: `0.5`"),
        ("date,war\n2024-03-25,many\n", "count-not-a-number", "c.csv#2: `many`"),
        ("date,war\n2024-03-25,99999999999\n", "count-too-large", "c.csv#2"),
        ("date,total,war\n2024-03-25,2,3\n", "count-exceeds-total", "c.csv#2: 3 articles on `war`, but 2 in all"),
        (
            "date,outlet,war\n2024-03-25,a,1\n2024-03-25,a,2\n",
            "count-row-twice",
            "c.csv#3: a second row for 2024-03-25 of a; the first is c.csv#2",
        ),
        (
            "date,subject,articles\n2024-03-25,war,1\n2024-03-25,war,1\n",
            "count-row-twice",
            "on `war`; the first is c.csv#2",
        ),
        ("date,war\n,1\n", "date-missing", "c.csv#2 has no date"),
        ("date,war\n3/4/2024,1\n", "date-ambiguous", "`3/4/2024`"),
        ("date,war\n2024-03,1\n", "date-unreadable", "`2024-03`"),
        ("day,outlet\n2024-03-25,a\n", "columns-unknown", "no subject column"),
        ("outlet,war\na,1\n", "columns-unknown", "`outlet`, `war`"),
        ("date,war,War\n2024-03-25,1,2\n", "column-twice", "`War`"),
    ] {
        let (found, message) = refusal(table);
        assert_eq!(found, code, "{table}");
        assert!(message.contains(words), "{message}");
    }
}

#[test]
fn a_fraction_is_explained() {
    let error = try_counts("date,war\n2024-03-25,0.5\n").unwrap_err();
    assert!(error.hint().unwrap().contains("not counts"));
}

#[test]
fn ten_million_columns_are_refused_while_reading_the_header() {
    let limits = Limits { max_columns: 100, ..Limits::default() };
    let options = CountsOptions { limits, ..CountsOptions::default() };
    let header: String = (0..200_000).fold("date".to_owned(), |mut header, column| {
        write!(header, ",t{column}").unwrap();
        header
    });
    let error = counts_from_bytes("c.csv", header.as_bytes(), &options).unwrap_err();
    assert_eq!(error.code(), "columns-too-many");
}

#[test]
fn a_page_is_not_a_count_file() {
    assert_eq!(refusal("<!doctype html><p>x</p>").0, "not-a-table");
}

#[test]
fn a_ragged_row_is_listed() {
    let read = counts("date,war\n2024-03-25,1\n2024-03-26\n");
    assert_eq!(read.skipped[0].reason, "row-ragged");
}

proptest! {
    #[test]
    fn wide_and_long_tables_of_the_same_counts_are_equal(
        cells in proptest::collection::vec(proptest::collection::vec(0u32..9, 3), 1..12)) {
        let mut wide = "date,outlet,country,x,y,z\n".to_owned();
        let mut long = "date,outlet,country,subject,articles\n".to_owned();
        for (row, counts) in cells.iter().enumerate() {
            let front = format!("2024-03-{:02},o{},GB", 1 + row / 3, row % 3);
            writeln!(wide, "{front},{},{},{}", counts[0], counts[1], counts[2]).unwrap();
            for (subject, count) in ["x", "y", "z"].iter().zip(counts) {
                writeln!(long, "{front},{subject},{count}").unwrap();
            }
        }
        prop_assert_eq!(counts(&wide).counts, counts(&long).counts);
    }

    #[test]
    fn no_table_makes_counting_panic(text in "(date|total|,|\"|\n|2024-03-2[0-9]|[0-9.-]){0,60}") {
        let _ = try_counts(&format!("date,outlet,war\n{text}"));
    }
}
