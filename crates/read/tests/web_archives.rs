//! What a user of web archives may rely on: pages out of records, whatever is wrong between them.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests write the files that they read")]

use overshadow_read::{Input, Item, Limits, Position, ReadOptions, read_bytes, read_from};
use overshadow_record::{Page, PageForm, Skipped};
use proptest::prelude::*;
use std::io::Write;
use std::ops::ControlFlow;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn record(fields: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("WARC/1.0\r\n{fields}Content-Length: {}\r\n\r\n", content.len());
    [head.as_bytes(), content, b"\r\n\r\n"].concat()
}

fn page(number: u32) -> Vec<u8> {
    let fields = format!(
        "WARC-Type: response\r\nWARC-Target-URI: https://courier.example/{number}\r\n\
         WARC-Date: 2031-05-04T08:30:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
    );
    let content =
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><p>The ferry {number} sails.</p></html>");
    record(&fields, content.as_bytes())
}

fn request() -> Vec<u8> {
    record("WARC-Type: request\r\nContent-Type: application/http; msgtype=request\r\n", b"GET / HTTP/1.1\r\n\r\n")
}

fn info() -> Vec<u8> {
    record("WARC-Type: warcinfo\r\nContent-Type: application/warc-fields\r\n", b"software: crawler\r\n")
}

#[derive(Debug, Default, PartialEq)]
struct Seen {
    pages: Vec<Page>,
    skipped: Vec<Skipped>,
}

impl Seen {
    fn take(&mut self, item: Result<Item, Skipped>) {
        match item {
            Ok(Item::Page(page)) => self.pages.push(page),
            Ok(Item::Article(article)) => panic!("an archive holds pages, not {article:?}"),
            Err(skipped) => self.skipped.push(skipped),
        }
    }

    fn addresses(&self) -> Vec<&str> {
        let of_page = |page: &'_ Page| page.url.as_deref().unwrap().rsplit_once('/').unwrap().1.len();
        self.pages
            .iter()
            .map(|page| &page.url.as_deref().unwrap()[page.url.as_deref().unwrap().len() - of_page(page)..])
            .collect()
    }

    fn reasons(&self) -> Vec<&str> {
        self.skipped.iter().map(|skipped| skipped.reason.as_str()).collect()
    }
}

fn read_with(bytes: &[u8], options: &ReadOptions) -> Seen {
    let mut seen = Seen::default();
    let read = read_bytes("march.warc", bytes, options, &mut |item| {
        seen.take(item);
        ControlFlow::Continue(())
    });
    read.unwrap();
    seen
}

fn read(bytes: &[u8]) -> Seen {
    read_with(bytes, &ReadOptions::default())
}

#[test]
fn pages_come_with_their_address_and_the_time_of_the_visit() {
    for pack in [false, true] {
        let records = [info(), request(), page(1), request(), page(2)];
        let bytes: Vec<u8> =
            records.iter().flat_map(|record| if pack { gzip(record) } else { record.clone() }).collect();
        let seen = read(&bytes);
        assert_eq!(seen.addresses(), ["1", "2"]);
        assert_eq!(seen.reasons(), [""; 0]);
        let first = &seen.pages[0];
        assert_eq!(first.form, PageForm::Html);
        assert_eq!(first.text, "<html><p>The ferry 1 sails.</p></html>");
        assert_eq!(first.fetched.unwrap().to_string(), "2031-05-04T08:30:00Z");
        let offset =
            records[..2].iter().map(|record| if pack { gzip(record).len() } else { record.len() }).sum::<usize>();
        assert_eq!(first.source, format!("march.warc#{offset}"));
    }
}

#[test]
fn all_records_may_lie_in_one_member_or_in_zstd() {
    let plain = [info(), page(1), page(2)].concat();
    let in_zstd = zstd::encode_all(plain.as_slice(), 3).unwrap();
    for bytes in [gzip(&plain), in_zstd, [gzip(&plain[..400]), gzip(&plain[400..])].concat()] {
        assert_eq!(read(&bytes).addresses(), ["1", "2"]);
    }
}

#[test]
fn what_is_no_page_is_left_out_with_its_reason() {
    let http = |status: &str, media_type: &str| {
        let content = format!("HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n\r\nxyz");
        record("WARC-Type: response\r\nContent-Type: application/http\r\n", content.as_bytes())
    };
    let revisit =
        record("WARC-Type: revisit\r\nWARC-Refers-To-Date: 2031-05-01T00:00:00Z\r\n", b"HTTP/1.1 304 x\r\n\r\n");
    let broken = record("WARC-Type: response\r\nContent-Type: application/http\r\n", b"HTTP/1.1");
    let seen = read(&[http("404 Not Found", "text/html"), http("200 OK", "image/png"), revisit, broken].concat());
    assert_eq!(seen.reasons(), ["status-not-ok", "not-a-page", "page-unchanged", "response-broken"]);
    assert_eq!(seen.skipped[2].detail, "unchanged since 2031-05-01T00:00:00Z");
}

#[test]
fn texts_and_pages_without_http_are_pages() {
    let resource = record(
        "WARC-Type: resource\r\nContent-Type: text/html\r\nWARC-Target-URI: <https://a.example/x>\r\n",
        b"<p>Rain.",
    );
    let conversion = record("WARC-Type: conversion\r\nContent-Type: text/plain\r\n", b"Rain fell.");
    let seen = read(&[resource, conversion].concat());
    assert_eq!(seen.pages[0].url.as_deref(), Some("https://a.example/x"));
    assert_eq!((seen.pages[1].form, seen.pages[1].text.as_str()), (PageForm::Text, "Rain fell."));
}

#[test]
fn the_character_set_of_the_server_counts_where_the_page_names_none() {
    let content =
        [&b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1251\r\n\r\n<p>"[..], b"\xc4\xee\xe6\xe4\xfc"]
            .concat();
    let seen = read(&record("WARC-Type: response\r\nContent-Type: application/http\r\n", &content));
    assert_eq!(seen.pages[0].text, "<p>Дождь");
}

/// Media Cloud writes what its indexer knew behind each response.
#[test]
fn metadata_of_media_cloud_fills_what_is_stated_of_the_page_before() {
    let metadata = |json: &str| {
        record("WARC-Type: metadata\r\nContent-Type: application/x.mediacloud-indexer+json\r\n", json.as_bytes())
    };
    let known = r#"{"rss_entry": {"title": "Ferry"}, "http_metadata": {"final_url": "https://courier.example/final"},
        "content_metadata": {"publication_date": "2031-05-03", "language": "en", "canonical_domain": "courier.example"}}"#;
    let unknown = r#"{"content_metadata": {"publication_date": null, "article_title": " "}}"#;
    let records = [metadata(known), page(1), metadata(known), page(2), metadata(unknown), page(3), metadata("{")];
    for pack in [false, true] {
        let bytes: Vec<u8> =
            records.iter().flat_map(|record| if pack { gzip(record) } else { record.clone() }).collect();
        let seen = read(&bytes);
        assert_eq!(seen.addresses(), ["final", "2", "3"]);
        let stated = &seen.pages[0].stated;
        assert_eq!(stated.title.as_deref(), Some("Ferry"));
        assert_eq!(stated.published.unwrap().to_string(), "2031-05-03");
        assert_eq!((stated.language.as_deref(), stated.outlet.as_deref()), (Some("en"), Some("courier.example")));
        assert_eq!((&seen.pages[1].stated.title, seen.pages[1].stated.published), (&None, None));
    }
}

/// Crawlers are killed while they write; their files are glued together all the same.
#[test]
fn a_member_cut_in_the_middle_takes_no_other_with_it() {
    let cut = gzip(&page(2));
    for keep in 1..cut.len() {
        let bytes = [gzip(&page(1)), cut[..keep].to_vec(), gzip(&page(3)), gzip(&page(4))].concat();
        let seen = read(&bytes);
        assert_eq!(seen.addresses(), ["1", "3", "4"], "{keep} bytes of the member kept");
        assert_eq!(seen.reasons(), ["record-broken"]);
    }
}

#[test]
fn a_damaged_member_takes_no_other_with_it() {
    let members = [gzip(&page(1)), gzip(&page(2)), gzip(&page(3))];
    for at in 0..members[1].len() {
        let mut bytes = members.concat();
        bytes[members[0].len() + at] ^= 0x55;
        let seen = read(&bytes);
        let addresses = seen.addresses();
        assert!(addresses.starts_with(&["1"]) && addresses.ends_with(&["3"]), "byte {at}: {addresses:?}");
        // Damage of the time or the file name in the header of a member harms nothing.
        assert!(addresses.len() == 3 || seen.reasons() == ["record-broken"], "byte {at}: {:?}", seen.reasons());
    }
}

#[test]
fn a_file_cut_anywhere_gives_what_lies_before_the_cut() {
    for pack in [false, true] {
        let records: Vec<Vec<u8>> = (1..4).map(|n| if pack { gzip(&page(n)) } else { page(n) }).collect();
        let whole = records.concat();
        for cut in 8..whole.len() {
            let seen = read(&whole[..cut]);
            let mut ends = 0;
            let complete = records.iter().take_while(|record| {
                // The blank lines after a record are no part of it.
                ends += record.len();
                ends - if pack { 0 } else { 4 } <= cut
            });
            let complete = complete.count();
            assert!(seen.pages.len() >= complete, "cut at {cut}: {} of {complete}", seen.pages.len());
            let at_edge = seen.skipped.is_empty();
            assert!(
                at_edge || seen.reasons() == ["stream-truncated"] || seen.reasons() == ["stream-broken"],
                "cut at {cut}: {:?}",
                seen.skipped
            );
        }
    }
}

#[test]
fn a_wrong_length_costs_its_record_and_no_other() {
    for length in ["1", "9999", "0", "-4", "many", "99999999999999999999999", "4000000000"] {
        let wrong = String::from_utf8(page(2)).unwrap();
        let stated = wrong.split("Content-Length: ").nth(1).unwrap().split("\r\n").next().unwrap().to_owned();
        let wrong = wrong.replacen(&format!("Content-Length: {stated}"), &format!("Content-Length: {length}"), 1);
        for pack in [false, true] {
            let records = [page(1), wrong.clone().into_bytes(), page(3), page(4)];
            let bytes: Vec<u8> =
                records.iter().flat_map(|record| if pack { gzip(record) } else { record.clone() }).collect();
            let seen = read(&bytes);
            let addresses = seen.addresses();
            assert!(
                addresses.starts_with(&["1"]) && addresses.ends_with(&["3", "4"]),
                "{length}, packed {pack}: {addresses:?}"
            );
            assert_eq!(seen.skipped.len(), 1, "{length}, packed {pack}: {:?}", seen.skipped);
        }
    }
}

#[test]
fn a_page_about_archives_is_one_page() {
    let text =
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nA record looks so:\nWARC/1.0\nWARC-Type: response\n\n";
    let about = record("WARC-Type: response\r\nContent-Type: application/http\r\n", text.as_bytes());
    let seen = read(&[about, page(2)].concat());
    assert_eq!(seen.pages.len(), 2);
    assert_eq!(seen.skipped, []);
}

#[test]
fn a_record_beyond_the_limit_is_passed_over() {
    let options =
        ReadOptions { limits: Limits { max_record_bytes: 5000, ..Limits::default() }, ..ReadOptions::default() };
    let large = record("WARC-Type: response\r\nContent-Type: application/http\r\n", &[b'x'; 400_000]);
    for pack in [false, true] {
        let records = [page(1), large.clone(), page(3)];
        let bytes: Vec<u8> =
            records.iter().flat_map(|record| if pack { gzip(record) } else { record.clone() }).collect();
        let seen = read_with(&bytes, &options);
        assert_eq!((seen.addresses(), seen.reasons()), (vec!["1", "3"], vec!["record-too-long"]));
    }
}

#[test]
fn a_bomb_is_refused() {
    let limits = Limits { expansion_floor_bytes: 1 << 20, max_expansion: 100, ..Limits::default() };
    let bomb = record("WARC-Type: response\r\nContent-Type: application/http\r\n", &vec![b'0'; 40 << 20]);
    let seen = read_with(&gzip(&bomb), &ReadOptions { limits, ..ReadOptions::default() });
    assert_eq!((seen.pages.len(), seen.reasons()), (0, vec!["expands-too-much"]));
}

/// A reading may be ended after any item and started again at the place told with it.
#[test]
fn a_reading_started_again_goes_on_where_the_last_one_ended() {
    let members = [
        gzip(&info()),
        gzip(&page(1)),
        gzip(&[page(2), page(3)].concat()),
        gzip(&page(4))[..40].to_vec(),
        gzip(&page(5)),
    ];
    let folder = tempfile::tempdir().unwrap();
    let table = "title,outlet\nFerry,Courier\nBridge,Courier\nDam,Courier\n";
    std::fs::write(folder.path().join("a.csv"), table).unwrap();
    std::fs::write(folder.path().join("b.warc.gz"), members.concat()).unwrap();
    std::fs::write(folder.path().join("c.warc"), [page(6), page(7)].concat()).unwrap();
    std::fs::write(folder.path().join("d.csv"), table).unwrap();
    let inputs = [Input::Path(folder.path().to_owned())];
    let read_some = |from: Position, most: usize| {
        let mut items = Vec::new();
        let result = read_from(&inputs, &ReadOptions::default(), from, &mut |item, at| {
            items.push((item, at));
            if items.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        result.unwrap();
        items
    };
    let whole = read_some(Position::default(), usize::MAX);
    assert_eq!(whole.len(), 3 + 5 + 2 + 3);
    for ended in 1..whole.len() {
        let mut items = read_some(Position::default(), ended);
        let (_, at) = items.last().unwrap();
        items.extend(read_some(*at, usize::MAX));
        assert_eq!(items, whole, "ended after {ended}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400), pack in any::<bool>()) {
        let bytes = [&b"WARC/1.0\r\n"[..], &bytes].concat();
        let _ = read(&if pack { gzip(&bytes) } else { bytes });
    }
}
