//! What a user of `read` may rely on, shown with small inputs written here.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests write the files that they read")]

use overshadow_read::{Dates, Input, Item, Limits, Progress, ReadError, ReadOptions, ReadSummary, read, read_bytes};
use overshadow_record::{Article, Page, PageForm, Skipped};
use proptest::prelude::*;
use std::io::Write;
use std::ops::ControlFlow;
use std::sync::Arc;

#[derive(Debug, Default)]
struct Seen {
    articles: Vec<Article>,
    pages: Vec<Page>,
    skipped: Vec<Skipped>,
    summary: ReadSummary,
}

impl Seen {
    fn take(&mut self, item: Result<Item, Skipped>) -> ControlFlow<()> {
        match item {
            Ok(Item::Article(article)) => self.articles.push(*article),
            Ok(Item::Page(page)) => self.pages.push(page),
            Err(skipped) => self.skipped.push(skipped),
        }
        ControlFlow::Continue(())
    }

    fn titles(&self) -> Vec<&str> {
        self.articles.iter().map(|article| article.title.as_deref().unwrap_or("")).collect()
    }

    fn reasons(&self) -> Vec<(&str, &str)> {
        self.skipped.iter().map(|skipped| (skipped.source.as_str(), skipped.reason.as_str())).collect()
    }
}

fn try_bytes(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Seen, ReadError> {
    let mut seen = Seen::default();
    seen.summary = read_bytes(name, bytes, options, &mut |item| seen.take(item))?;
    Ok(seen)
}

fn bytes(name: &str, bytes: &[u8]) -> Seen {
    try_bytes(name, bytes, &ReadOptions::default()).unwrap()
}

fn path(path: &std::path::Path) -> Result<Seen, ReadError> {
    let mut seen = Seen::default();
    let inputs = [Input::Path(path.to_owned())];
    seen.summary = read(&inputs, &ReadOptions::default(), &mut |item| seen.take(item))?;
    Ok(seen)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn zstandard(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        writer.append_data(&mut header, name, *bytes).unwrap();
    }
    writer.into_inner().unwrap()
}

const TSV: &[u8] = b"day\toutlet_host\tlang\ttitle\turl\tpos\n\
    2024-03-25\tLampPost\ten-GB\tBridge reopens\thttps://Lamp.example/a?utm_source=x\t3\n\
    2024-03-26\t\tru\t\xd0\x9c\xd0\xbe\xd1\x81\xd1\x82\thttps://www.ferry.example/b\t\n";

/// GDELT packs each table in an archive of its own.
#[test]
fn members_of_a_zip_archive_are_read_like_files() {
    let table = "title,outlet\nFerry,Courier\n";
    let archive =
        zip(&[("a.csv", table.as_bytes()), ("../../b.csv", table.as_bytes()), (".hidden", b"x"), ("c.bin", b"\0\x01")]);
    let seen = bytes("pile.zip", &archive);
    assert_eq!(seen.titles(), ["Ferry", "Ferry"]);
    assert_eq!(seen.articles[0].source, "pile.zip/a.csv#2");
    assert_eq!(seen.reasons(), [("pile.zip/c.bin", "file-binary")]);
    for cut in 31..archive.len() {
        let seen = try_bytes("pile.zip", &archive[..cut], &ReadOptions::default());
        assert!(seen.is_err() || seen.unwrap().titles().len() <= 2, "cut at {cut}");
    }
}

#[test]
fn a_zip_bomb_is_refused_and_an_office_document_told() {
    let bomb = zip(&[("a.csv", &[b'0'; 8 << 20])]);
    let limits = Limits { expansion_floor_bytes: 1 << 20, max_expansion: 100, ..Limits::default() };
    let refused = try_bytes("bomb.zip", &bomb, &ReadOptions { limits, ..ReadOptions::default() });
    assert_eq!(refused.unwrap_err().code(), "expands-too-much");
    let document = bytes("table.xlsx", &zip(&[("[Content_Types].xml", b"<xml/>")]));
    assert_eq!(document.reasons(), [("table.xlsx", "file-binary")]);
}

#[test]
fn a_headline_list_is_articles_under_our_names() {
    let seen = bytes("list.tsv", TSV);
    let first = &seen.articles[0];
    assert_eq!(first.outlet.as_deref(), Some("LampPost"));
    assert_eq!(first.language.as_deref(), Some("en"));
    assert_eq!(first.published.unwrap().to_string(), "2024-03-25");
    assert_eq!(first.url.as_deref(), Some("https://lamp.example/a"));
    assert_eq!(first.extra.as_deref(), Some(r#"{"pos":"3"}"#));
    assert_eq!(first.source, "list.tsv#2");
    assert_eq!(first.article_id.len(), 16);
    let second = &seen.articles[1];
    assert_eq!((second.title.as_deref(), second.outlet.as_deref()), (Some("Мост"), Some("ferry.example")));
    assert_eq!(second.extra, None);
}

#[test]
fn packing_changes_nothing_but_the_digest() {
    let plain = bytes("list.tsv", TSV);
    let two_members = [gzip(&TSV[..40]), gzip(&TSV[40..])].concat();
    for packed in [gzip(TSV), zstandard(TSV), two_members, gzip(&zstandard(TSV))] {
        let seen = bytes("list.tsv", &packed);
        assert_eq!(seen.articles, plain.articles);
        assert_eq!(seen.summary.files[0].bytes, packed.len() as u64);
    }
}

#[test]
fn the_manifest_names_the_file_as_it_lies_on_disk() {
    let seen = bytes("a.txt", b"Bridge reopens.\n");
    let file = &seen.summary.files[0];
    assert_eq!((file.name.as_str(), file.bytes), ("a.txt", 16));
    assert_eq!(file.sha256, "672ca21cd3c0d168dc13a55b87ff2d6156eb4e600e13fb37fff81ea6d46579c7");
}

#[test]
fn members_of_an_archive_are_each_known_by_their_content() {
    let archive = tar(&[
        ("day1/list", TSV),
        ("day1/page.txt", b"Rain fell on the town.\n"),
        ("day1/.hidden", b"x"),
        ("image.txt", b"\x89PNG\r\n\x1a\n"),
        ("more.jsonl.gz", &gzip(b"{\"title\":\"Ferry sails\"}\n")),
        ("bad.csv", b"kicker,day\nx,2024-03-25\n"),
    ]);
    let seen = bytes("pile.tar.zst", &zstandard(&archive));
    assert_eq!(seen.titles(), ["Bridge reopens", "Мост", "Ferry sails"]);
    assert_eq!(seen.articles[0].source, "pile.tar.zst/day1/list#2");
    assert_eq!(seen.pages[0].source, "pile.tar.zst/day1/page.txt");
    assert_eq!(
        seen.reasons(),
        [("pile.tar.zst/image.txt", "file-binary"), ("pile.tar.zst/bad.csv", "columns-unknown")]
    );
}

#[test]
fn text_of_a_json_line_is_exactly_that() {
    let line = "{\"id\": 7, \"published\": \"1987-02-26T15:01:01\", \"author\": \"\", \"body\": \" Rain.\\nMore. \", \
                \"topics\": [\"rain\"]}\n";
    let seen = bytes("a.jsonl", line.as_bytes());
    let article = &seen.articles[0];
    assert_eq!((article.article_id.as_str(), article.text.as_str()), ("7", " Rain.\nMore. "));
    assert_eq!(article.published.unwrap().to_string(), "1987-02-26T15:01:01Z");
    assert_eq!(article.extra.as_deref(), Some(r#"{"topics":["rain"]}"#));
}

#[test]
fn a_list_of_objects_and_one_written_over_lines_are_read_like_lines() {
    let list = bytes(
        "a.json",
        b"[{\"title\": \"One\"},\n {\"title\": \"Two\", \"authors\": [\"A. Fox\", {\"name\": \"B. Hen\"}]}]",
    );
    assert_eq!(list.titles(), ["One", "Two"]);
    assert_eq!(list.articles[1].authors, ["A. Fox", "B. Hen"]);
    assert_eq!(list.articles[1].source, "a.json#2");
    let pretty = bytes("b.json", b"{\n \"headline\": \"Three\",\n \"body\": {\"summary\": []}\n}\n");
    assert_eq!(pretty.titles(), ["Three"]);
}

#[test]
fn a_broken_line_costs_one_line() {
    let seen = bytes("a.jsonl", b"{\"title\": \"One\"}\n{\"title\": \"Tw\n[1]\n\n{\"title\": \"Three\"}\n");
    assert_eq!(seen.titles(), ["One", "Three"]);
    assert_eq!(seen.reasons(), [("a.jsonl#2", "json-broken"), ("a.jsonl#3", "json-broken")]);
    assert_eq!(seen.articles[1].source, "a.jsonl#5");
}

#[test]
fn every_row_left_out_has_its_line_and_reason() {
    let table = b"date,title\n2024-03-25,One\n,Two\n03/04/2024,Three\nsoon,Four\n2024-04-01,Five\n2024-03-25,Six,x\n2024-03-25,\n";
    let options =
        ReadOptions { dates: Dates::Required, today: Some(jiff::civil::date(2024, 3, 26)), ..ReadOptions::default() };
    let seen = try_bytes("a.csv", table, &options).unwrap();
    assert_eq!(seen.titles(), ["One"]);
    assert_eq!(
        seen.reasons(),
        [
            ("a.csv#3", "date-missing"),
            ("a.csv#4", "date-ambiguous"),
            ("a.csv#5", "date-unreadable"),
            ("a.csv#6", "date-in-future"),
            ("a.csv#7", "row-ragged"),
            ("a.csv#8", "row-empty"),
        ]
    );
    assert_eq!((seen.summary.articles, seen.summary.skipped), (1, 6));
}

#[test]
fn where_dates_do_not_matter_a_row_without_one_is_kept() {
    let seen = bytes("a.csv", b"date,title\nsoon,One\n");
    assert_eq!(seen.articles[0].published, None);
}

#[test]
fn a_table_of_unknown_columns_names_them_and_the_way_out() {
    let error = try_bytes("a.csv", b"kicker,day\nx,1\n", &ReadOptions::default()).unwrap_err();
    assert_eq!(error.code(), "columns-unknown");
    assert!(error.to_string().contains("`kicker`, `day`"), "{error}");
    let options = ReadOptions { columns: vec![("title".into(), "kicker".into())], ..ReadOptions::default() };
    assert_eq!(try_bytes("a.csv", b"kicker,day\nx,1\n", &options).unwrap().titles(), ["x"]);
    let error = try_bytes("a.jsonl", b"{\"kicker\": \"x\"}\n", &ReadOptions::default()).unwrap_err();
    assert_eq!(error.code(), "columns-unknown");
    assert_eq!(try_bytes("a.jsonl", b"{\"kicker\": \"x\"}\n", &options).unwrap().titles(), ["x"]);
}

#[test]
fn rows_before_the_cut_of_a_packed_table_are_kept_and_the_cut_is_told_once() {
    let rows: String = (0..5000).map(|row| format!("2024-03-25,Headline {row} {}\n", row * 7919 % 104_729)).collect();
    let table = format!("date,title\n{rows}");
    for packed in [gzip(table.as_bytes()), zstandard(table.as_bytes())] {
        let whole = bytes("a.csv", &packed);
        let cut = bytes("a.csv", &packed[..packed.len() / 2]);
        assert_eq!(cut.articles[..], whole.articles[..cut.articles.len()]);
        assert_eq!(cut.reasons(), [("a.csv", "stream-truncated")]);
        let detail = &cut.skipped[0].detail;
        assert!(detail.contains(&format!("byte {}", packed.len() / 2)), "{detail}");
        assert!(detail.contains(&format!("{} before it", cut.articles.len())), "{detail}");
    }
}

#[test]
fn a_cut_archive_tells_so_once() {
    let rows: String = (0..500).map(|row| format!("2024-03-25,Headline {row} {}\n", row * 7919 % 104_729)).collect();
    let table = format!("date,title\n{rows}");
    let archive = gzip(&tar(&[("a.csv", table.as_bytes()), ("b.csv", table.as_bytes())]));
    let cut = bytes("pile.tar.gz", &archive[..archive.len() / 3]);
    assert_eq!(cut.skipped.len(), 1, "{:?}", cut.skipped);
    assert_eq!(cut.skipped[0].reason, "stream-truncated");
}

#[test]
fn a_few_bytes_that_expand_for_ever_are_refused() {
    let limits = Limits { expansion_floor_bytes: 100_000, max_expansion: 50, ..Limits::default() };
    let options = ReadOptions { limits, ..ReadOptions::default() };
    let bomb = zstandard(&[b"title\n".as_slice(), &vec![b'a'; 4 << 20]].concat());
    assert_eq!(try_bytes("a.csv.zst", &bomb, &options).unwrap_err().code(), "expands-too-much");
}

#[test]
fn what_cannot_be_read_in_a_folder_is_listed_and_the_rest_is_read() {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in [
        ("a.csv", &b"date,title\n2024-03-25,One\n"[..]),
        ("b.csv", b"kicker\nx\n"),
        ("c.txt", b""),
        ("d.bin", b"\x00\x01\x02"),
        ("e.html", b"<!doctype html><p>Rain fell.</p>"),
        ("f.py", b"print('rain')\n"),
        ("README.md", b"# Rain\n\nHeadlines about rain.\n"),
    ] {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    let seen = path(folder.path()).unwrap();
    assert_eq!(seen.titles(), ["One"]);
    let pages: Vec<_> = seen.pages.iter().map(|page| (page.source.as_str(), page.form)).collect();
    assert_eq!(pages, [("README.md", PageForm::Text), ("e.html", PageForm::Html)]);
    assert_eq!(
        seen.reasons(),
        [("b.csv", "columns-unknown"), ("c.txt", "file-empty"), ("d.bin", "file-binary"), ("f.py", "file-unknown")]
    );
    let names: Vec<&str> = seen.summary.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["README.md", "a.csv", "e.html"]);
}

#[test]
fn a_file_that_was_named_and_is_missing_is_an_error() {
    let error = path(std::path::Path::new("no-such-file.csv")).unwrap_err();
    assert_eq!(error.code(), "input-not-found");
    assert!(std::error::Error::source(&error).is_some());
}

#[test]
fn the_caller_may_stop_at_any_item() {
    let mut count = 0;
    let summary = read_bytes("a.tsv", TSV, &ReadOptions::default(), &mut |_| {
        count += 1;
        ControlFlow::Break(())
    });
    assert_eq!((count, summary.unwrap().files.len()), (1, 0));
}

#[test]
fn character_sets_are_told_apart_and_repairs_counted() {
    let table = "дата;title\n2024-03-25;Мост через реку снова открыт для движения\n";
    let (bytes_1251, _, _) = encoding_rs::WINDOWS_1251.encode(table);
    assert_eq!(bytes("a.csv", &bytes_1251).titles(), ["Мост через реку снова открыт для движения"]);
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(table.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    assert_eq!(bytes("a.csv", &utf16).titles(), ["Мост через реку снова открыт для движения"]);
    let mut broken = table.as_bytes().to_vec();
    broken.truncate(broken.len() - 2);
    broken.push(b'\n');
    let seen = bytes("a.csv", &broken);
    assert_eq!(seen.titles(), ["Мост через реку снова открыт для движени\u{fffd}"]);
    assert_eq!(seen.summary.replaced_characters, 1);
}

#[test]
fn progress_counts_bytes_on_disk() {
    let progress = Arc::new(Progress::default());
    let options = ReadOptions { progress: Some(Arc::clone(&progress)), ..ReadOptions::default() };
    let packed = gzip(TSV);
    try_bytes("a.tsv.gz", &packed, &options).unwrap();
    assert_eq!((progress.bytes(), progress.total()), (packed.len() as u64, Some(packed.len() as u64)));
}

#[test]
fn what_we_export_we_read_back() {
    let mut article = bytes("a.tsv", TSV).articles.remove(0);
    article.authors = vec!["A. Fox".to_owned(), "B. Hen".to_owned()];
    article.text = "Rain \"fell\",\nsaid A. Fox; twice.".to_owned();
    let mut json = Vec::new();
    overshadow_record::table::write_json(&article, &mut json).unwrap();
    let columns = <Article as overshadow_record::Record>::columns();
    let values = overshadow_record::Record::values(&article);
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(overshadow_record::table::csv_header(&columns)).unwrap();
    csv.write_record(overshadow_record::table::csv_cells(&columns, &values)).unwrap();
    for (name, export) in [("x.jsonl", json), ("x.csv", csv.into_inner().unwrap())] {
        let again = bytes(name, &export).articles.remove(0);
        assert_eq!(Article { extra: None, ..again }, Article { extra: None, ..article.clone() });
    }
}

fn parquet_file() -> Vec<u8> {
    use arrow_array::{Date32Array, Int64Array, RecordBatch, StringArray};
    let batch = RecordBatch::try_from_iter([
        ("id", Arc::new(Int64Array::from(vec![1, 2])) as arrow_array::ArrayRef),
        ("headline", Arc::new(StringArray::from(vec![Some("One"), None])) as arrow_array::ArrayRef),
        ("body", Arc::new(StringArray::from(vec!["Rain.", ""])) as arrow_array::ArrayRef),
        ("date", Arc::new(Date32Array::from(vec![19_807, 19_808])) as arrow_array::ArrayRef),
    ])
    .unwrap();
    let mut file = Vec::new();
    let mut writer = parquet::arrow::ArrowWriter::try_new(&mut file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    file
}

#[test]
fn parquet_is_a_table_like_any_other() {
    let file = parquet_file();
    let seen = bytes("a.parquet", &gzip(&file));
    assert_eq!(seen.articles[0].article_id, "1");
    assert_eq!(seen.articles[0].published.unwrap().to_string(), "2024-03-25");
    assert_eq!(seen.reasons(), [("a.parquet#2", "row-empty")]);
    let error = try_bytes("a.parquet", &file[..file.len() - 9], &ReadOptions::default()).unwrap_err();
    assert_eq!(error.code(), "parquet-broken");
}

proptest! {
    #[test]
    fn no_bytes_make_reading_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), name in "[a-z]{1,3}\\.(csv|jsonl|txt|html|tsv|json)") {
        let _ = try_bytes(&name, &bytes, &ReadOptions::default());
    }

    #[test]
    fn a_damaged_parquet_file_never_panics(at in 0.0..1.0f64, value in any::<u8>()) {
        let mut file = parquet_file();
        let at = (file.len() as f64 * at) as usize;
        file[at] = value;
        let _ = try_bytes("a.parquet", &file, &ReadOptions::default());
    }

    #[test]
    fn nearly_a_table_never_panics(text in "(title|day|\"|,|\t|\n|\r|;|ж|[0-9]){0,60}") {
        let _ = try_bytes("a.csv", format!("title,day\n{text}").as_bytes(), &ReadOptions::default());
    }

    #[test]
    fn a_packed_table_cut_anywhere_yields_only_rows_of_the_whole(
        rows in proptest::collection::vec("[a-f]{1,6}", 1..200), at in 0.0..1.0f64) {
        let table: String = rows.iter().map(|row| format!("2024-03-25,\"{row}, again\"\n")).collect();
        let packed = gzip(format!("date,title\n{table}").as_bytes());
        let whole = bytes("a.csv", &packed);
        let cut = (packed.len() as f64 * at) as usize;
        if let Ok(seen) = try_bytes("a.csv", &packed[..cut], &ReadOptions::default()) {
            prop_assert_eq!(&seen.articles[..], &whole.articles[..seen.articles.len()]);
        }
    }

    #[test]
    fn a_plain_table_cut_anywhere_yields_whole_rows_but_for_its_last(
        rows in proptest::collection::vec("[a-f]{1,6}", 1..20), at in 0.0..1.0f64) {
        let table: String = rows.iter().map(|row| format!("2024-03-25,{row}\n")).collect();
        let table = format!("date,title\n{table}");
        let whole = bytes("a.csv", table.as_bytes());
        let cut = 11 + ((table.len() - 11) as f64 * at) as usize;
        let seen = bytes("a.csv", &table.as_bytes()[..cut]);
        let sure = seen.articles.len().saturating_sub(1);
        prop_assert_eq!(&seen.articles[..sure], &whole.articles[..sure]);
    }
}
