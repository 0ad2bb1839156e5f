//! Input that is broken or means harm: bounded, counted, explained.

use crate::{golden, name, seen};
use overshadow_read::{Limits, ReadOptions};
use std::io::Read;

fn limited(limits: Limits) -> ReadOptions {
    ReadOptions { limits, ..ReadOptions::default() }
}

#[test]
fn a_line_beyond_the_limit_costs_itself_alone_in_every_form() {
    let long = "y".repeat(700_000);
    let options = limited(Limits { max_record_bytes: 200_000, ..Limits::default() });
    let gkg = |title: &str| {
        let mut cells = vec![String::new(); 27];
        cells[0] = "20310503182000-0".to_owned();
        cells[1] = "20310503182000".to_owned();
        cells[4] = "https://lamppost.example/1".to_owned();
        cells[26] = format!("<PAGE_TITLE>{title}</PAGE_TITLE>");
        cells.join("\t")
    };
    let record = |title: &str| format!("<REUTERS NEWID=\"1\"><TEXT><TITLE>{title}</TITLE></TEXT></REUTERS>");
    for (name, rows) in [
        ("a.csv", ["title,outlet\nOne,x".to_owned(), format!("{long},x"), "Two,x".to_owned()]),
        ("a.jsonl", ["One", long.as_str(), "Two"].map(|title| format!("{{\"title\": \"{title}\"}}"))),
        ("a.gkg.csv", ["One", long.as_str(), "Two"].map(gkg)),
        ("a.sgm", ["One", long.as_str(), "Two"].map(record)),
    ] {
        let seen = seen(name, format!("{}\n", rows.join("\n")).as_bytes(), &options).unwrap();
        let titles: Vec<&str> = seen.articles.iter().filter_map(|article| article.title.as_deref()).collect();
        assert_eq!(titles, ["One", "Two"], "{name}");
        let reasons: Vec<&str> = seen.skipped.iter().map(|skipped| skipped.reason.as_str()).collect();
        assert_eq!(reasons, ["record-too-long"], "{name}");
    }
}

/// A zero byte is no text; in the middle of a table it is a letter like any other, and no row is lost for it.
#[test]
fn nul_bytes_are_kept_in_their_cell() {
    let mut table = b"title,outlet\n".to_vec();
    table.extend("A long enough beginning of the table,x\n".repeat(2000).as_bytes());
    table.extend(b"Br\0idge,x\nFerry,x\n");
    let seen = seen("a.csv", &table, &ReadOptions::default()).unwrap();
    assert_eq!(seen.articles.len(), 2002);
    assert_eq!(seen.articles[2000].title.as_deref(), Some("Br\0idge"));
    let lines = b"{\"title\": \"One\"}\n{\"title\": \"T\0wo\"}\n{\"title\": \"Three\"}\n";
    let seen = crate::seen("a.jsonl", lines, &ReadOptions::default());
    assert!(seen.is_ok_and(|seen| seen.articles.len() + seen.skipped.len() <= 3));
}

#[test]
fn broken_utf16_costs_the_letters_that_are_broken() {
    let mut units: Vec<u16> = std::iter::once(0xfeff).chain("title,outlet\nBridge ".encode_utf16()).collect();
    units.extend([0xd800, u16::from(b'x'), u16::from(b','), u16::from(b'y'), u16::from(b'\n')]);
    units.extend("Ferry,z\n".encode_utf16());
    let mut bytes: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    bytes.push(b'!');
    let seen = seen("a.csv", &bytes, &ReadOptions::default()).unwrap();
    assert_eq!(seen.articles[0].title.as_deref(), Some("Bridge \u{fffd}x"));
    assert_eq!(seen.articles[1].title.as_deref(), Some("Ferry"));
}

#[test]
fn a_million_columns_are_refused_without_being_held() {
    let header = "title,".repeat(1_000_000);
    let error = seen("a.csv", header.as_bytes(), &ReadOptions::default()).unwrap_err();
    assert_eq!(error.code(), "columns-too-many");
    let row = format!("title,outlet\nOne,x\n{}\nTwo,y\n", ",".repeat(1_000_000));
    let seen = seen("a.csv", row.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!((seen.articles.len(), seen.skipped[0].reason.as_str()), (2, "row-ragged"));
}

#[test]
fn an_object_of_a_million_keys_or_depths_is_a_row_or_a_reason() {
    let keys: Vec<String> = (0..200_000).map(|key| format!("\"k{key}\":1")).collect();
    let wide = format!("{{\"title\":\"One\",{}}}\n", keys.join(","));
    assert_eq!(seen("a.jsonl", wide.as_bytes(), &ReadOptions::default()).unwrap().articles.len(), 1);
    let deep = format!("{{\"title\":\"One\"}}\n{{\"title\":{}\n{{\"title\":\"Two\"}}\n", "[".repeat(200_000));
    let seen = seen("a.jsonl", deep.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!((seen.articles.len(), seen.skipped[0].reason.as_str()), (2, "json-broken"));
}

#[test]
fn a_list_without_an_end_gives_what_stands_before_it_broke() {
    let list = b"[{\"title\": \"One\"},\n {\"title\": \"Two\"},\n {\"title\": \"Thr";
    let seen = seen("a.json", list, &ReadOptions::default()).unwrap();
    assert_eq!(seen.articles.len(), 2);
    assert_eq!(seen.skipped[0].detail, "EOF while parsing a string at line 3");
}

/// Work grows with the size of the input and no faster: none of these may take more than moments.
#[test]
fn texts_of_nothing_but_beginnings_take_no_longer_than_others() {
    let record = format!("<REUTERS NEWID=\"1\"><TEXT><TITLE>One</TITLE>{}</TEXT></REUTERS>", "&#".repeat(2_000_000));
    assert_eq!(seen("a.sgm", record.as_bytes(), &ReadOptions::default()).unwrap().articles.len(), 1);
    let mut cells = vec![String::new(); 27];
    cells[0] = "20310503182000-0".to_owned();
    cells[1] = "20310503182000".to_owned();
    cells[7] = (0..300_000).map(|theme| format!("THEME{theme};")).collect();
    cells[26] = format!("<PAGE_TITLE>{}</PAGE_TITLE>", "&".repeat(2_000_000));
    let row = cells.join("\t");
    assert_eq!(seen("a.gkg.csv", row.as_bytes(), &ReadOptions::default()).unwrap().articles.len(), 1);
}

#[test]
fn an_answer_without_articles_is_told() {
    for answer in ["{\"articles\":{\"results\":[]}}\n", "{\n\"articles\": []\n}"] {
        let seen = seen("a.json", answer.as_bytes(), &ReadOptions::default()).unwrap();
        assert_eq!(seen.skipped[0].reason, "row-empty");
    }
}

#[test]
fn a_file_larger_than_may_be_held_is_refused() {
    let list = format!("[{}]", vec!["{\"title\":\"One\"}"; 1000].join(","));
    let options = limited(Limits { max_held_bytes: 1000, ..Limits::default() });
    assert_eq!(seen("a.json", list.as_bytes(), &options).unwrap_err().code(), "file-too-large");
}

/// The names in an archive lead nowhere, members may lie about their size, and many members are only many.
#[test]
fn archives_of_many_members_and_of_wrong_lengths_are_bounded() {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for member in 0..3000 {
        writer.start_file(format!("../../{member}.csv"), zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut writer, b"title,outlet\nOne,x\n").unwrap();
    }
    let archive = writer.finish().unwrap().into_inner();
    let seen = seen("pile.zip", &archive, &ReadOptions::default()).unwrap();
    assert_eq!(seen.articles.len(), 3000);
    let mut lying = archive;
    // The size of the first member, in its local header.
    lying[18..26].copy_from_slice(&[0xff; 8]);
    let outcome = crate::seen("pile.zip", &lying, &ReadOptions::default());
    assert!(outcome.map_or(true, |seen| seen.articles.len() <= 3000));
}

#[test]
fn a_bomb_in_a_table_of_any_form_is_refused() {
    let limits = Limits { expansion_floor_bytes: 1 << 20, max_expansion: 100, ..Limits::default() };
    for beginning in ["title\n", "{\"title\": \"", "<REUTERS NEWID=\"1\"><TEXT>"] {
        let content = beginning.as_bytes().chain(std::io::repeat(b'a').take(8 << 20));
        let bomb = zstd::encode_all(content, 3).unwrap();
        assert_eq!(seen("bomb.zst", &bomb, &limited(limits)).unwrap_err().code(), "expands-too-much", "{beginning}");
    }
}

/// Single bytes of real tables changed, everywhere: something is read or something is said.
#[test]
fn a_wrong_byte_anywhere_is_read_or_explained() {
    for path in golden() {
        let (name, mut bytes) = (name(&path), std::fs::read(&path).unwrap());
        // A header that loses its end takes the only row with it, which leaves an empty table.
        let first_line = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(0);
        for at in (0..first_line).chain(first_line + 1..bytes.len()) {
            let wrong = [0, b'"', b'\t', b'\n', 0xff][at % 5];
            let right = std::mem::replace(&mut bytes[at], wrong);
            if let Ok(seen) = seen(&name, &bytes, &ReadOptions::default()) {
                assert!(seen.articles.len() + seen.skipped.len() + seen.pages > 0, "{name}, {wrong:#x} at {at}");
            }
            bytes[at] = right;
        }
    }
}
