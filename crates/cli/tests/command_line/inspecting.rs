//! `inspect` says what an input is, and what would become of it.

use crate::desk::Desk;
use crate::samples::{BRIDGE, BRIDGE_PAGE};
use insta::assert_snapshot;

const MEDIA_CLOUD: &str = "\
id,indexed_date,language,media_name,media_url,publish_date,title,url
7001,2031-05-04 09:12:33,en,lamppost.example,lamppost.example,2024-05-03,\"Bridge reopens, ferries rest\",https://www.lamppost.example/a/1
7002,2031-05-04 09:12:34,en,lamppost.example,lamppost.example,,\"The ferries are to be sold to an island far away, the port says\",https://www.lamppost.example/a/2
7003,2031-05-04 09:12:35,en,lamppost.example,lamppost.example,2024-05-05,,https://www.lamppost.example/a/3
7004,2031-05-04
";

const UNKNOWN: &str = "\
nr,when,adr,kicker
1,03/04/2024,https://lamppost.example/1,The bridge reopens after two weeks
2,04/04/2024,https://lamppost.example/2,\"The ferries rest, at last\"
";

/// One row of GDELT's Mentions.
fn mentions() -> String {
    let mut cells = vec![""; 16];
    for (column, cell) in [
        (0, "990001"),
        (1, "20240503180000"),
        (2, "20240503182000"),
        (3, "1"),
        (4, "lamppost.example"),
        (5, "https://lamppost.example/1"),
        (11, "60"),
    ] {
        cells[column] = cell;
    }
    cells.join("\t") + "\n"
}

fn desk() -> Desk {
    let mentions = mentions();
    let files: [(&str, &[u8]); 6] = [
        ("stories.csv", MEDIA_CLOUD.as_bytes()),
        ("unknown.csv", UNKNOWN.as_bytes()),
        ("bridge.html", BRIDGE_PAGE.as_bytes()),
        ("bridge.txt", BRIDGE.as_bytes()),
        ("20240503182000.mentions.CSV", mentions.as_bytes()),
        ("picture.csv", b"\x89PNG\r\n\x1a\n"),
    ];
    Desk::with(&files)
}

#[test]
fn a_table_that_is_known_is_told_column_by_column() {
    assert_snapshot!("known_as_table", desk().run("inspect stories.csv --format table"));
    assert_snapshot!("known_as_jsonl", desk().run("inspect stories.csv"));
    assert_snapshot!("without_a_header", desk().run("inspect 20240503182000.mentions.CSV --format table"));
}

#[test]
fn a_table_that_is_not_known_gets_a_suggestion_that_works() {
    let desk = desk();
    assert_snapshot!("unknown_as_table", desk.run("inspect unknown.csv --format table"));
    let mapped = "inspect unknown.csv --columns title=kicker,published=when,url=adr --date-order day-first";
    assert_snapshot!("unknown_mapped", desk.run(&format!("{mapped} --format table")));
}

#[test]
fn of_columns_that_are_alike_the_first_are_suggested() {
    let pairs = "first_title\tsecond_title\tsecond_url\tfirst_url\n\
        The bridge reopens after weeks\tThe bridge reopens after two weeks\thttps://a.example/1\thttps://b.example/2\n";
    let ran = Desk::with(&[("pairs.tsv", pairs.as_bytes())]).run("inspect pairs.tsv");
    assert!(ran.stdout.contains("title=first_title,url=second_url"), "{}", ran.stdout);
}

#[test]
fn pages_and_texts_are_told_with_the_articles_they_become() {
    assert_snapshot!("pages_as_table", desk().run("inspect bridge.html bridge.txt --format table"));
}

#[test]
fn what_cannot_be_read_is_told_among_the_rest() {
    let desk = desk();
    assert_snapshot!("missing_among_others", desk.run("inspect missing.csv bridge.txt --format table"));
    assert_snapshot!("nothing_to_read", desk.run("inspect picture.csv --format table"));
    assert_snapshot!("first_of_a_folder", desk.run("inspect . --first 1 --format table"));
    assert_snapshot!("inspect_no_input", desk.run("inspect"));
}
