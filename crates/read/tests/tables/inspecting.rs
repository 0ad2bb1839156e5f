//! Looking at an input says what reading it would do.

use crate::{golden, name, seen};
use overshadow_read::ReadOptions;
use overshadow_read::inspect::{Inspection, inspect_bytes};
use proptest::prelude::*;

fn inspected(name: &str, bytes: &[u8]) -> Vec<Inspection> {
    inspect_bytes(name, bytes, &ReadOptions::default())
}

#[test]
fn what_is_seen_of_each_format_is_told() {
    for path in golden() {
        let name = name(&path);
        let found = inspected(&name, &std::fs::read(&path).unwrap());
        let told: Vec<String> = found.iter().map(told).collect();
        insta::assert_snapshot!(format!("inspected_{name}"), told.join("\n"));
    }
}

fn told(seen: &Inspection) -> String {
    let columns: Vec<String> =
        seen.columns.iter().map(|column| format!("  {} → {}", column.name, column.becomes)).collect();
    format!(
        "{}, {:?}, {} of {} kept, {} undated\n{}\ndates: {:?}\nmapping: {}",
        seen.format,
        seen.preset.unwrap_or("no preset"),
        seen.n_kept,
        seen.n_seen,
        seen.n_undated,
        columns.join("\n"),
        seen.date_forms,
        seen.mapping.as_deref().unwrap_or("none"),
    )
}

#[test]
fn looking_and_reading_agree() {
    for path in golden() {
        let (name, bytes) = (name(&path), std::fs::read(&path).unwrap());
        let read = seen(&name, &bytes, &ReadOptions::default()).unwrap();
        let looked = &inspected(&name, &bytes)[0];
        assert_eq!(looked.n_kept, read.articles.len() as u64, "{name}");
        assert_eq!(looked.left_out.iter().map(|one| one.count).sum::<u64>(), read.skipped.len() as u64, "{name}");
    }
}

#[test]
fn the_mapping_it_tells_gives_the_same_articles() {
    for path in golden() {
        let (name, bytes) = (name(&path), std::fs::read(&path).unwrap());
        let Some(mapping) = &inspected(&name, &bytes)[0].mapping else { continue };
        let columns = mapping.split(',').map(|pair| pair.split_once('=').unwrap());
        let columns = columns.map(|(ours, theirs)| (ours.to_owned(), theirs.to_owned())).collect();
        let mapped = seen(&name, &bytes, &ReadOptions { columns, ..ReadOptions::default() }).unwrap();
        assert_eq!(mapped.articles, seen(&name, &bytes, &ReadOptions::default()).unwrap().articles, "{name}");
    }
}

#[test]
fn only_the_head_is_looked_at() {
    let table = format!("date,title\n{}", "2031-05-03,Bridge reopens\n".repeat(5000));
    let looked = &inspected("a.csv", table.as_bytes())[0];
    assert_eq!((looked.n_seen, looked.is_whole), (1000, false));
}

#[test]
fn a_table_nobody_knows_gets_a_mapping_suggested() {
    let body = "The bridge reopened at noon and nobody waited for the ferries any more. ".repeat(6);
    let rows: String = (1..9)
        .map(|day| format!("{day},2031-05-0{day},https://a.example/{day},The bridge reopens again,{body}\n"))
        .collect();
    let looked = &inspected("a.csv", format!("nr,when,adr,kicker,story\n{rows}").as_bytes())[0];
    assert_eq!(looked.fault.as_ref().map(|fault| fault.code()), Some("columns-unknown"));
    assert_eq!(looked.mapping.as_deref(), Some("title=kicker,text=story,published=when,url=adr"));
}

#[test]
fn members_of_an_archive_and_what_cannot_be_read_are_looked_at_too() {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let members: [(&str, &[u8]); 3] =
        [("a.csv", b"title,day\nOne,2031-05-03\n"), ("b.bin", b"\0\x01\x02"), ("c.jsonl", b"{\"title\": \"Two\"}\n")];
    for (name, content) in members {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut writer, content).unwrap();
    }
    let found = inspected("pile.zip", &writer.finish().unwrap().into_inner());
    let told: Vec<(&str, &str)> = found.iter().map(|seen| (seen.name.as_str(), seen.format.as_str())).collect();
    assert_eq!(
        told,
        [
            ("pile.zip/a.csv", "table parted by commas"),
            ("pile.zip/b.bin", "not read: not text"),
            ("pile.zip/c.jsonl", "JSON, one object a line"),
        ]
    );
    assert_eq!(found[0].packing, ["zip"]);
}

/// What a golden file is when a stretch of it is replaced by anything.
fn damaged(file: usize, at: f64, length: usize, by: &[u8]) -> (String, Vec<u8>) {
    let files = golden();
    let path = &files[file % files.len()];
    let mut bytes = std::fs::read(path).unwrap();
    let start = (bytes.len() as f64 * at) as usize;
    let end = (start + length).min(bytes.len());
    bytes.splice(start..end, by.iter().copied());
    (name(path), bytes)
}

proptest! {
    #[test]
    fn looking_and_reading_agree_on_damaged_files_too(
        file in 0..100_usize, at in 0.0..1.0f64, length in 0..60_usize,
        by in proptest::collection::vec(prop_oneof![Just(b'"'), Just(b'\t'), Just(b'\n'), Just(b'<'), any::<u8>()], 0..40)) {
        let (name, bytes) = damaged(file, at, length, &by);
        let looked = inspected(&name, &bytes);
        match seen(&name, &bytes, &ReadOptions::default()) {
            Ok(read) => {
                let kept = looked.iter().map(|seen| seen.n_kept).sum::<u64>();
                prop_assert_eq!(kept, (read.articles.len() + read.pages) as u64, "{}", name);
            }
            Err(error) => {
                let faults: Vec<&str> = looked.iter().filter_map(|seen| Some(seen.fault.as_ref()?.code())).collect();
                prop_assert_eq!(faults, [error.code()], "{}", name);
            }
        }
    }
}
