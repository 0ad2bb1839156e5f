//! Words on the command line that cannot be followed: what is wrong with them, and what to write instead.

use crate::desk::{Desk, Ran};
use crate::samples::HEADLINES;
use insta::assert_snapshot;

fn ran(line: &str) -> Ran {
    Desk::with(&[("rows.tsv", HEADLINES.as_bytes()), ("counts.csv", b"date,war,rain\n2024-03-18,4,2\n")]).run(line)
}

#[test]
fn an_input_is_needed_and_must_exist() {
    assert_snapshot!("no_input", ran("clean"));
    assert_snapshot!("no_input_attention", ran("attention"));
    assert_snapshot!("no_input_report", ran("report --shock attack --on 2024-03-18"));
    assert_snapshot!("input_and_counts", ran("attention rows.tsv --counts counts.csv"));
    assert_snapshot!("missing_file", ran("clean missing.html"));
    assert_snapshot!("missing_counts", ran("attention --counts missing.csv"));
    assert_snapshot!("missing_subjects", ran("attention rows.tsv --subjects missing.txt"));
}

#[test]
fn a_query_is_explained_where_it_cannot_be_read() {
    assert_snapshot!("query_unclosed", ran("attention rows.tsv --subject 'sea=ferry AND (strike'"));
    assert_snapshot!("query_cut_short", ran("attention rows.tsv --subject 'ferry OR'"));
    assert_snapshot!("query_empty", ran("attention rows.tsv --subject 'sea='"));
    assert_snapshot!("query_unknown_field", ran("attention rows.tsv --subject 'headline:ferry'"));
    assert_snapshot!(
        "query_of_the_shock",
        ran("displacement rows.tsv --shock 'ferry AND' --on 2024-03-18 --subject bread")
    );
    assert_snapshot!("query_of_only", ran("attention rows.tsv --subject ferry --only ')'"));
    let desk = Desk::with(&[("rows.tsv", HEADLINES.as_bytes()), ("subjects.txt", b"sea = ferry\nland = (bread\n")]);
    assert_snapshot!("query_in_a_file", desk.run("attention rows.tsv --subjects subjects.txt"));
    let desk = Desk::with(&[("rows.tsv", HEADLINES.as_bytes()), ("subjects.txt", b"# nothing yet\n")]);
    assert_snapshot!(
        "subjects_file_empty",
        desk.run("attention rows.tsv --subjects subjects.txt --by all --format csv")
    );
}

#[test]
fn a_subject_that_matches_nothing_has_counts_of_zero() {
    assert_snapshot!("nothing_matches", ran("attention rows.tsv --subject earthquake --by all --format csv"));
    assert_snapshot!(
        "one_matches",
        ran("attention rows.tsv --subject earthquake --subject ferry --by all --format csv")
    );
}

#[test]
fn names_are_given_once_and_groups_have_known_members() {
    assert_snapshot!("name_twice", ran("attention rows.tsv --subject sea=ferry --subject sea=boat"));
    assert_snapshot!(
        "group_of_unknown",
        ran("displacement rows.tsv --shock strike --on 2024-03-18 --subject sea=ferry --group east=see,land")
    );
    assert_snapshot!("group_without_members", ran("displacement rows.tsv --shock strike --on 2024-03-18 --group east"));
    assert_snapshot!(
        "group_of_nothing",
        ran("displacement --counts counts.csv --shock war --on 2024-03-18 --group east=")
    );
}

#[test]
fn options_with_a_value_say_what_they_take() {
    assert_snapshot!("on_is_no_date", ran("displacement rows.tsv --shock strike --on yesterday"));
    assert_snapshot!("on_is_missing", ran("displacement rows.tsv --shock strike"));
    assert_snapshot!("window_of_nothing", ran("displacement rows.tsv --shock strike --on 2024-03-18 --window 0"));
    assert_snapshot!("by_is_unknown", ran("attention rows.tsv --by month"));
    assert_snapshot!("by_is_twice", ran("attention rows.tsv --subject ferry --by outlet,outlet,all --format csv"));
    assert_snapshot!("by_day_and_week", ran("attention rows.tsv --subject ferry --by day,week --format csv"));
    assert_snapshot!("format_is_unknown", ran("clean rows.tsv --format xlsx"));
    assert_snapshot!("share_is_too_large", ran("clean rows.tsv --max-skipped 50"));
    assert_snapshot!("threads_are_none", ran("clean rows.tsv --threads 0 --format csv"));
    assert_snapshot!("threads_are_no_number", ran("clean rows.tsv --threads many"));
    assert_snapshot!("columns_are_no_pair", ran("clean rows.tsv --columns title"));
    assert_snapshot!("columns_are_unknown", ran("clean rows.tsv --columns title=headline"));
    assert_snapshot!("columns_are_not_ours", ran("clean rows.tsv --columns headline=title"));
}
