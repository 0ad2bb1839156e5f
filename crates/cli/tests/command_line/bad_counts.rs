//! Count files that cannot be right: refused as a whole, with line, column and value.

use crate::desk::{Desk, Ran};
use insta::assert_snapshot;

const HEADER: &str = "date,outlet,country,war,rain\n";

/// Asks for the attention in a wide count file with these rows.
fn wide(rows: &str) -> Ran {
    raw(&format!("{HEADER}{rows}"))
}

fn raw(file: &str) -> Ran {
    Desk::with(&[("counts.csv", file.as_bytes())]).run("attention --counts counts.csv --by all --format csv")
}

#[test]
fn a_count_is_a_whole_number_from_zero_on() {
    assert_snapshot!("negative", wide("2024-03-18,Courier,SE,4,2\n2024-03-19,Courier,SE,-4,2\n"));
    assert_snapshot!("fractional", wide("2024-03-18,Courier,SE,0.25,2\n"));
    assert_snapshot!("text", wide("2024-03-18,Courier,SE,many,2\n"));
    assert_snapshot!("not_finite", wide("2024-03-18,Courier,SE,NaN,2\n"));
    assert_snapshot!("too_large", wide("2024-03-18,Courier,SE,99999999999,2\n"));
    assert_snapshot!("whole_as_float_and_empty", wide("2024-03-18,Courier,SE,4.0,\n"));
}

#[test]
fn two_outlets_of_one_name_need_a_country() {
    assert_snapshot!("outlet_twice", wide("2024-03-18,Post,NO,4,2\n2024-03-18,Post,NO,1,0\n"));
    assert_snapshot!("outlet_twice_in_two_countries", wide("2024-03-18,Post,NO,4,2\n2024-03-18,Post,DK,1,0\n"));
    let long = "date,outlet,country,subject,articles\n2024-03-18,Post,NO,war,4\n2024-03-18,Post,NO,war,1\n";
    assert_snapshot!("outlet_twice_long", raw(long));
}

#[test]
fn a_day_is_a_day() {
    assert_snapshot!("day_in_future", wide("2999-03-18,Post,NO,4,2\n"));
    assert_snapshot!("day_missing", wide(",Post,NO,4,2\n"));
    assert_snapshot!("day_ambiguous", wide("03/04/2024,Post,NO,4,2\n"));
    assert_snapshot!("day_unreadable", wide("Tuesday,Post,NO,4,2\n"));
    assert_snapshot!("day_is_a_month", wide("2024-03,Post,NO,4,2\n"));
}

#[test]
fn a_header_says_what_is_counted() {
    assert_snapshot!("no_date_column", raw("when_it_was,war\n2024-03-18,4\n"));
    assert_snapshot!("no_subject_column", raw("date,outlet,country\n2024-03-18,Post,NO\n"));
    assert_snapshot!("column_twice", raw("date,war,War\n2024-03-18,4,3\n"));
    assert_snapshot!("total_too_small", raw("date,total,war\n2024-03-18,4,30\n"));
    assert_snapshot!("not_a_table", raw("{\"date\": \"2024-03-18\", \"war\": 4}\n"));
}

#[test]
fn a_name_that_is_no_column_is_named_with_what_there_is() {
    let desk = Desk::with(&[("counts.csv", format!("{HEADER}2024-03-18,Post,NO,4,2\n").as_bytes())]);
    assert_snapshot!("unknown_shock", desk.run("displacement --counts counts.csv --shock atack --on 2024-03-18"));
    assert_snapshot!("unknown_subject", desk.run("attention --counts counts.csv --subject wars"));
    assert_snapshot!(
        "unknown_member",
        desk.run("displacement --counts counts.csv --shock war --on 2024-03-18 --group 'east=rain,snow'")
    );
    assert_snapshot!(
        "shock_given_as_a_subject",
        desk.run("displacement --counts counts.csv --shock war --subject war --on 2024-03-18")
    );
}

#[test]
fn options_that_counts_cannot_follow_are_refused() {
    let desk = Desk::with(&[("counts.csv", format!("{HEADER}2024-03-18,Post,NO,4,2\n").as_bytes())]);
    assert_snapshot!("only_with_counts", desk.run("attention --counts counts.csv --only lang:en"));
    assert_snapshot!("subjects_with_counts", desk.run("attention --counts counts.csv --subjects subjects.txt"));
    assert_snapshot!("columns_with_counts", desk.run("attention --counts counts.csv --columns date=day"));
}
