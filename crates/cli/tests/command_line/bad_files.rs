//! Files that are empty, cut, foreign or hostile: a clear error or a counted skip each, never a panic.

#![expect(clippy::unwrap_used, reason = "tests pack what the program unpacks")]

use crate::desk::{Desk, Ran};
use crate::samples::{ARTICLES, HEADLINES};
use insta::assert_snapshot;
use std::io::Write;

const FERRY: &str = "attention input.tsv --subject ferry --by all --format csv";

/// Runs on a single file.
fn ran(name: &str, bytes: &[u8], line: &str) -> Ran {
    Desk::with(&[(name, bytes)]).run(line)
}

/// Many lines that differ, so that packing them takes several blocks.
fn many_headlines() -> String {
    let mut rows = "published\toutlet\ttitle\n".to_owned();
    let mut state = 7_u32;
    for n in 0..20_000 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        rows.push_str(&format!("2024-03-{:02}\tOutlet {}\tFerry {state} of {n}\n", n % 28 + 1, n % 7));
    }
    rows
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

#[test]
fn an_empty_file_is_named() {
    assert_snapshot!("empty_clean", ran("input.txt", b"", "clean input.txt"));
    assert_snapshot!("empty_attention", ran("input.tsv", b"", FERRY));
    assert_snapshot!("empty_counts", ran("counts.csv", b"", "attention --counts counts.csv"));
    assert_snapshot!("empty_stdin", Desk::new().pipe("clean -", b""));
}

#[test]
fn a_header_without_rows_is_nothing_to_count() {
    assert_snapshot!("header_only", ran("input.tsv", b"published\toutlet\ttitle\n", FERRY));
    assert_snapshot!(
        "header_only_counts",
        ran("counts.csv", b"date,outlet,country,war\n", "attention --counts counts.csv")
    );
}

#[test]
fn an_empty_folder_is_an_error() {
    let desk = Desk::new();
    desk.make_folder("news");
    assert_snapshot!("folder_empty", desk.run("clean news"));
    assert_snapshot!("pattern_without_match", desk.run("clean 'news/*.html'"));
    assert_snapshot!("folder_as_counts", desk.run("attention --counts news"));
}

#[test]
fn a_folder_without_news_lists_what_it_holds() {
    let files: [(&str, &[u8]); 4] = [
        ("news/photo.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
        ("news/code.py", b"print('no news')\n"),
        ("news/empty.txt", b""),
        ("news/paper.pdf", b"%PDF-1.7\n%\xe2\xe3"),
    ];
    let desk = Desk::with(&files);
    assert_snapshot!("folder_without_news", desk.run("clean news --skipped skipped.jsonl"));
    assert_snapshot!("folder_without_news_list", String::from_utf8(desk.read("skipped.jsonl")).unwrap());
    assert_snapshot!("folder_without_news_attention", desk.run("attention news --subject ferry"));
    // The list is there although the run failed, since it says why.
    desk.run("attention news --subject ferry --skipped why.jsonl");
    assert_eq!(desk.read("why.jsonl"), desk.read("skipped.jsonl"));
}

#[test]
fn a_binary_file_is_not_read_as_text() {
    let bytes: Vec<u8> = (0..4096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    assert_snapshot!("binary_clean", ran("input.txt", &bytes, "clean input.txt"));
    assert_snapshot!("binary_attention", ran("input.tsv", &bytes, FERRY));
    assert_snapshot!("binary_counts", ran("counts.csv", &bytes, "attention --counts counts.csv"));
    assert_snapshot!("parquet_broken", ran("input.parquet", b"PAR1 and nothing else", "clean input.parquet"));
}

#[test]
fn a_cut_download_keeps_what_came_before_the_cut_and_says_so() {
    let rows = many_headlines();
    let packed = gzip(rows.as_bytes());
    let line = "attention input.tsv.gz --subject ferry --by all --format csv";
    assert_snapshot!("gzip_cut", ran("input.tsv.gz", &packed[..packed.len() / 2], line));
    assert_snapshot!("gzip_cut_at_once", ran("input.tsv.gz", &packed[..5], line));
    let packed = zstd::encode_all(rows.as_bytes(), 3).unwrap();
    let line = "attention input.tsv.zst --subject ferry --by all --format csv";
    assert_snapshot!("zstd_cut", ran("input.tsv.zst", &packed[..packed.len() / 2], line));
    let mut damaged = packed;
    let middle = damaged.len() / 2;
    damaged[middle..middle + 200].fill(0xff);
    let damaged = ran("input.tsv.zst", &damaged, line);
    assert!(damaged.stderr.contains("1 stream-"), "{damaged}");
}

#[test]
fn a_cut_count_file_is_refused_since_half_a_denominator_is_worse_than_none() {
    let packed = gzip(crate::counts_made::wide(20, 130).as_bytes());
    assert_snapshot!(ran(
        "counts.csv.gz",
        &packed[..packed.len() / 2],
        "attention --counts counts.csv.gz --by all --format csv"
    ));
}

#[test]
fn ragged_rows_are_left_out_and_counted() {
    let rows = "published,outlet,title\n2024-03-18,Courier,Ferry sails\n2024-03-18,Courier\n\
                2024-03-19,Post,\"Ferry, again\",more,fields\n\n2024-03-19,Post,\"A mark that nobody closes\n\
                2024-03-20,Post,Ferry rests\n";
    let desk = Desk::with(&[("input.csv", rows.as_bytes())]);
    assert_snapshot!("ragged", desk.run("clean input.csv --skipped skipped.jsonl --format csv"));
    assert_snapshot!("ragged_list", String::from_utf8(desk.read("skipped.jsonl")).unwrap());
    let counts = b"date,outlet,country,war,rain\n2024-03-18,Courier,SE,4,2\n2024-03-19,Courier,SE,4\n";
    assert_snapshot!("ragged_counts", ran("counts.csv", counts, "attention --counts counts.csv --format csv"));
}

#[test]
fn dates_are_never_guessed() {
    let rows = "published\toutlet\ttitle\n2024-03-18\tCourier\tFerry sails\n2999-01-01\tCourier\tFerry of the future\n\
                \tCourier\tFerry without a day\n03/04/2024\tCourier\tFerry of March or April\nlast week\tCourier\tFerry of last week\n";
    let desk = Desk::with(&[("input.tsv", rows.as_bytes())]);
    assert_snapshot!("dates", desk.run(&format!("{FERRY} --skipped skipped.jsonl --max-skipped 1")));
    assert_snapshot!("dates_list", String::from_utf8(desk.read("skipped.jsonl")).unwrap());
    assert_snapshot!("dates_too_many", desk.run(FERRY));
    assert_snapshot!("dates_with_an_order", desk.run(&format!("{FERRY} --date-order day-first --max-skipped 1")));
    assert_snapshot!("dates_cleaned", desk.run("clean input.tsv --format csv"));
    let undated = "outlet\ttitle\nCourier\tFerry sails\n";
    assert_snapshot!("dates_no_column", ran("input.tsv", undated.as_bytes(), FERRY));
}

#[test]
fn a_header_of_ten_million_columns_is_refused() {
    let mut header = "published,title".to_owned();
    for column in 0..10_000_000 {
        header.push_str(&format!(",c{column}"));
    }
    header.push('\n');
    let desk = Desk::with(&[("wide.csv", header.as_bytes())]);
    assert_snapshot!("columns_of_articles", desk.run("attention wide.csv --subject ferry"));
    assert_snapshot!("columns_of_counts", desk.run("attention --counts wide.csv"));
}

#[test]
fn other_character_sets_are_read_as_what_they_are() {
    // "Паром снова ходит", in windows-1251.
    let cyrillic = b"\xcf\xe0\xf0\xee\xec \xf1\xed\xee\xe2\xe0 \xf5\xee\xe4\xe8\xf2";
    let mut rows = b"published\toutlet\ttitle\n".to_vec();
    for day in 10..30 {
        rows.extend(format!("2024-03-{day}\tCourier\t").bytes());
        rows.extend(cyrillic);
        rows.push(b'\n');
    }
    let line = "attention input.tsv --subject паром --by all --format csv";
    assert_snapshot!("windows_1251", ran("input.tsv", &rows, line));
    let wide: Vec<u8> = [0xfeff].into_iter().chain(HEADLINES.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_snapshot!("utf_16", ran("input.tsv", &wide, FERRY));
    let big: Vec<u8> = [0xfeff].into_iter().chain(HEADLINES.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let little = ran("input.tsv", &wide, FERRY);
    assert_eq!(ran("input.tsv", &big, FERRY).stdout, little.stdout);
    let mut broken = b"published\toutlet\ttitle\n2024-03-18\tCourier\tFerry \xff sails\n".to_vec();
    for day in 10..20 {
        broken.extend(format!("2024-03-{day}\tPost\tFärja på väg över älven\n").bytes());
    }
    assert_snapshot!("utf_8_broken", ran("input.tsv", &broken, "clean input.tsv --format csv"));
}

#[test]
fn a_line_of_sixty_megabytes_is_one_record() {
    let mut rows = HEADLINES.as_bytes().to_vec();
    rows.extend(b"2024-03-27\tNorthern Post\tNO\t");
    rows.resize(rows.len() + (60 << 20), b'a');
    rows.extend(b"\n2024-03-27\tLindholm Courier\tSE\tFerry again\n");
    assert_snapshot!("long_line_of_a_table", ran("input.tsv", &rows, FERRY));
    let mut rows = ARTICLES.as_bytes().to_vec();
    rows.extend(b"{\"id\": \"a3\", \"title\": \"");
    rows.resize(rows.len() + (70 << 20), b'a');
    rows.extend(b"\", \"date\": \"2024-03-27\"}\n");
    rows.extend(ARTICLES.as_bytes());
    assert_snapshot!(
        "too_long_line_of_json",
        ran("input.jsonl", &rows, "attention input.jsonl --subject strike --by all")
    );
}

#[test]
fn control_characters_of_a_file_never_reach_the_terminal() {
    // Enough letters around them that the file passes for text.
    let letters = "rain and wind ".repeat(20);
    let escape = format!("\u{1b}]0;owned\u{7}\u{1b}[31mred\u{9b}2J\u{202e}{letters}");
    let runs = [
        ran("input.csv", format!("{escape},b\n1,2\n").as_bytes(), "attention input.csv --subject ferry"),
        ran("counts.csv", format!("date,{escape}\n2024-03-18,{escape}\n").as_bytes(), "attention --counts counts.csv"),
        ran("counts.csv", format!("date,war\n{escape},1\n").as_bytes(), "attention --counts counts.csv"),
        ran(
            "counts.csv",
            format!("date,subject,articles,{escape}\n2024-03-18,war,1,2\n").as_bytes(),
            "attention --counts counts.csv",
        ),
        ran(
            "counts.csv",
            format!("date,{escape}\n2024-03-18,1\n").as_bytes(),
            "displacement --counts counts.csv --shock war --on 2024-03-18",
        ),
        Desk::new().run(&format!("attention missing-{escape}.csv --subject 'a AND {escape} AND'")),
        Desk::new().run(&format!("attention rows.csv --on {escape}")),
    ];
    for ran in &runs {
        let raw = |c: char| c.is_control() && c != '\n';
        assert!(!ran.stderr.contains(raw) && !ran.stderr.contains('\u{202e}'), "{:?}", ran.stderr);
        assert!(ran.status != 0 || !ran.stderr.is_empty());
    }
    let table = format!("published\toutlet\ttitle\n2024-03-18\tCourier\tFerry {escape}\n");
    let shown = ran("input.tsv", table.as_bytes(), "clean input.tsv --format table");
    assert!(!shown.stdout.contains(|c: char| c.is_control() && c != '\n'), "{:?}", shown.stdout);
    assert_snapshot!("hostile_name", runs[4].stderr);
}
