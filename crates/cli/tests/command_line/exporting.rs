//! `export`: what the other verbs find, in the forms of other systems.

use crate::desk::Desk;
use crate::samples::{ARTICLES, BRIDGE_PAGE, HEADLINES};
use insta::assert_snapshot;
use serde_json::Value;

/// What real collections hold: a title that a spreadsheet would take for a formula, broken lines, an identity that is a path,
/// letters of three scripts, gaps.
const DIRTY: &str = r#"{"id": "d1", "title": "=Trams \"back\"\tat last,\nsays mayor 🚋", "text": "“The tram 🚋 is back,” said Marta Lind, “and it stays.”\nJohan Berg denied that ferries would stop.", "date": "2024-05-03T08:30:00Z", "outlet": "courier.example", "country": "SE", "language": "en", "url": "https://courier.example/tram"}
{"id": "../d 2", "text": "«Міст\nстоїть», — сказав мер.", "language": "uk"}
{"id": "D1", "title": "Only a headline on ferries", "date": "2024-05-04", "outlet": "Northern Post", "language": "en"}
"#;

fn desk() -> Desk {
    Desk::with(&[
        ("dirty.jsonl", DIRTY.as_bytes()),
        ("articles.jsonl", ARTICLES.as_bytes()),
        ("rows.tsv", HEADLINES.as_bytes()),
    ])
}

fn text(desk: &Desk, name: &str) -> String {
    String::from_utf8(desk.read(name)).expect("what is exported is text")
}

#[test]
fn quotations_go_into_the_forms_of_four_systems() {
    let desk = desk();
    for format in ["gqg", "scorer", "w3c"] {
        assert_snapshot!(format, desk.run(&format!("export {format} dirty.jsonl --models none")));
    }
    for (format, name) in [("citron", "d1.json"), ("brat", "d1.ann")] {
        assert_snapshot!(format, desk.run(&format!("export {format} dirty.jsonl --models none -o {format}")));
        assert_snapshot!(format!("{format}_names"), desk.names_in(format).join("\n"));
        assert_snapshot!(format!("{format}_document"), text(&desk, &format!("{format}/{name}")));
    }
}

#[test]
fn attention_goes_into_the_tables_of_media_cloud_and_gdelt() {
    let desk = desk();
    for format in [
        "mediacloud-over-time",
        "mediacloud-sources",
        "mediacloud-languages",
        "mediacloud-words",
        "timelinevol",
        "timelinevolraw",
    ] {
        assert_snapshot!(format, desk.run(&format!("export {format} rows.tsv --subject 'Strikes=strike*'")));
    }
}

#[test]
fn articles_go_into_media_clouds_list_and_search_engines() {
    for format in ["mediacloud-stories", "opensearch", "quickwit"] {
        assert_snapshot!(format, desk().run(&format!("export {format} dirty.jsonl")));
    }
}

#[test]
fn every_table_at_once_with_a_manifest() {
    let desk = desk();
    assert_snapshot!(
        "tables",
        desk.run("export tables dirty.jsonl --format csv --subject ferry=ferr* --models none -o out")
    );
    let tables: Vec<String> = desk
        .names_in("out")
        .iter()
        .map(|name| format!("=== {name}\n{}", text(&desk, &format!("out/{name}"))))
        .collect();
    assert_snapshot!("tables_all", tables.join("\n"));
}

#[test]
fn tables_are_those_of_the_verbs() {
    let desk = desk();
    desk.run("export tables articles.jsonl --format jsonl --subject bread -o out");
    for (table, line) in [
        ("articles", "clean articles.jsonl"),
        ("quotations", "quotations articles.jsonl"),
        ("copies", "copies articles.jsonl --all"),
        ("stories", "stories articles.jsonl --list --fewest 1"),
        ("story_articles", "stories articles.jsonl"),
        ("attention", "attention articles.jsonl --subject bread"),
    ] {
        assert_eq!(text(&desk, &format!("out/{table}.jsonl")), desk.run(line).stdout, "{table}");
    }
}

#[test]
fn with_a_shock_there_is_a_table_of_what_it_displaced() {
    let desk = desk();
    let line = "export tables rows.tsv --format csv --subject ferry --shock bread --on 2024-03-26";
    assert_snapshot!("tables_with_a_shock", desk.run(&format!("{line} --skipped left-out.jsonl --threads 2 -o out")));
    assert!(text(&desk, "out/displacement.csv").starts_with("subject,before_per_day,"));
    assert_eq!(text(&desk, "left-out.jsonl").lines().count(), 1);
    assert!(text(&desk, "out/manifest.json").contains("\"value\": \"bread\""));
}

#[test]
fn tables_are_parquet_where_nothing_else_is_asked() {
    let desk = desk();
    desk.run("export tables articles.jsonl --subject bread --threads 2 -o out");
    let names = desk.names_in("out");
    let bytes = desk.read("out/quotations.parquet");
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"), "{names:?}");
    assert_eq!(names.iter().filter(|name| name.ends_with(".parquet")).count(), 7, "{names:?}");
}

#[test]
fn what_a_shock_displaced_goes_into_stix_misp_and_a_table() {
    let desk = desk();
    desk.run("simulate --seed 3 --displaced 4 --days 130 --outlets 3 --subject-count 18 -o counts.csv");
    for (format, kind) in [("stix", "bundle"), ("misp", "Event")] {
        let ran = desk.run(&format!("export {format} --counts counts.csv --shock shock0 --on 2024-01-10"));
        let made: Value = serde_json::from_str(&ran.stdout).unwrap();
        assert!(ran.status == 0 && (made["type"] == kind || made[kind].is_object()), "{ran}");
        assert!(ran.stdout.contains("95 % interval"), "{ran}");
    }
}

#[test]
fn what_is_refused_is_told_and_is_nothing_found() {
    let desk = desk();
    let ran = desk.run("export stix rows.tsv --subject ferry --shock bread --on 2024-03-26");
    assert_eq!(ran.status, 1, "{ran}");
    assert!(ran.stderr.contains("refused[") && ran.stdout.contains("There is no estimate"), "{ran}");
}

/// Fields of the articles that a verb reads from a file.
fn read_again(desk: &Desk, file: &str, fields: &[&str]) -> Vec<Vec<String>> {
    let field = |article: &Value, name: &&str| article[*name].as_str().unwrap_or_default().to_owned();
    let ran = desk.run(&format!("clean {file}"));
    let articles = ran.stdout.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    articles.map(|article| fields.iter().map(|name| field(&article, name)).collect()).collect()
}

#[test]
fn what_is_written_for_other_systems_is_read_as_theirs_and_says_the_same() {
    let desk = desk();
    let all = &["article_id", "title", "url", "outlet", "language", "published", "text"];
    for (format, file, kept) in [
        ("mediacloud-stories", "stories.csv", &["article_id", "title", "url", "outlet", "language"][..]),
        ("quickwit", "documents.ndjson", &all[..]),
        ("gqg", "quotations.jsonl", &["title", "url", "language", "published"][..]),
    ] {
        desk.run(&format!("export {format} dirty.jsonl -o {file}"));
        let mut was = read_again(&desk, "dirty.jsonl", kept);
        // A list of headlines has no place for an article without one.
        was.retain(|article| format != "mediacloud-stories" || !article[1].is_empty());
        assert_eq!(read_again(&desk, file, kept), was, "{format}");
    }
    for (file, preset) in [
        ("stories.csv", "Media Cloud"),
        ("documents.ndjson", "Media Cloud's index"),
        ("quotations.jsonl", "GDELT's Quotation Graph"),
    ] {
        let ran = desk.run(&format!("inspect {file} --format jsonl"));
        assert!(ran.stdout.contains(&format!("\"preset\":\"{preset}\"")), "{ran}");
    }
}

#[test]
fn an_archive_and_any_number_of_threads_give_the_same_bytes() {
    let desk = desk();
    desk.run("add articles.jsonl --archive kept");
    for format in ["gqg", "scorer", "w3c", "opensearch", "mediacloud-words --subject bread"] {
        let one = desk.run(&format!("export {format} articles.jsonl --threads 1")).stdout;
        assert_eq!(desk.run(&format!("export {format} articles.jsonl --threads 4")).stdout, one, "{format}");
        let from_archive = desk.run(&format!("export {format} --archive kept")).stdout;
        // An annotation's identity tells the place of its article in what was read.
        if format != "w3c" {
            assert_eq!(from_archive, one, "{format}");
        }
    }
}

#[test]
fn only_narrows_what_is_exported_and_says_so() {
    let desk = desk();
    assert_snapshot!("only", desk.run("export opensearch dirty.jsonl --only lang:en"));
    assert_snapshot!("only_none", desk.run("export gqg dirty.jsonl --only zeppelin"));
    assert_snapshot!("only_bad", desk.run("export brat dirty.jsonl --only '(' -o out"));
    assert_eq!(desk.names(), ["articles.jsonl", "dirty.jsonl", "rows.tsv"]);
}

#[test]
fn an_option_that_makes_no_difference_is_refused() {
    for line in [
        "gqg dirty.jsonl --subject ferry",
        "scorer dirty.jsonl --subjects rows.tsv",
        "w3c dirty.jsonl --shock ferry",
        "quickwit dirty.jsonl --models none",
        "brat dirty.jsonl --by week -o out",
        "citron dirty.jsonl --first 3 -o out",
        "tables dirty.jsonl --only ferry -o out",
        "mediacloud-words rows.tsv --subject ferry --format csv",
        "timelinevol rows.tsv --subject ferry --group 'sea=ferry,boat'",
    ] {
        let ran = desk().run(&format!("export {line}"));
        assert!(ran.status == 2 && ran.stderr.starts_with("error[option-unused]: --"), "{ran}");
    }
}

#[test]
fn a_page_is_exported_as_its_article() {
    let desk = Desk::with(&[("page.html", BRIDGE_PAGE.as_bytes())]);
    assert_snapshot!("page_as_gqg", desk.run("export gqg page.html"));
}

#[test]
fn beside_a_file_stands_how_it_was_made() {
    let desk = Desk::with(&[("articles.jsonl", ARTICLES.as_bytes())]);
    desk.run("export mediacloud-words articles.jsonl --subject 'bread' --first 2 -o words.csv");
    assert_eq!(desk.names(), ["articles.jsonl", "words.csv", "words.csv.manifest.json"]);
    assert_snapshot!("manifest_of_words", text(&desk, "words.csv.manifest.json"));
    desk.run("export scorer articles.jsonl -o lines.jsonl");
    let manifest: Value = serde_json::from_str(&text(&desk, "lines.jsonl.manifest.json")).unwrap();
    assert_eq!(manifest["models"].as_array().unwrap().len(), 5, "{manifest}");
}

#[test]
fn no_identity_leads_out_of_the_folder_and_none_is_written_over() {
    let twice = format!("{DIRTY}{DIRTY}");
    let desk = Desk::with(&[("dirty.jsonl", twice.as_bytes())]);
    desk.run("export brat dirty.jsonl -o out");
    assert_eq!(desk.names(), ["dirty.jsonl", "out"]);
    assert_eq!(desk.names_in("out").iter().filter(|name| name.ends_with(".txt")).count(), 4);
}

#[test]
fn a_folder_appears_whole_or_not_at_all_and_never_over_another() {
    let desk = desk();
    desk.write("full/kept.txt", b"from an earlier run\n");
    desk.make_folder("empty");
    for line in [
        "export brat dirty.jsonl missing.jsonl -o out",
        "export tables dirty.jsonl missing.jsonl -o out",
        "export brat dirty.jsonl -o full",
        "export brat dirty.jsonl -o missing/out",
        "export citron dirty.jsonl -o rows.tsv",
    ] {
        let ran = desk.run(line);
        assert_eq!(ran.status, 2, "{ran}");
        assert_eq!(desk.names(), ["articles.jsonl", "dirty.jsonl", "empty", "full", "rows.tsv"], "{line}");
    }
    assert_eq!(desk.run("export brat dirty.jsonl -o empty").status, 0);
    assert_eq!(desk.read("full/kept.txt"), b"from an earlier run\n");
}

#[test]
fn what_cannot_be_exported_is_told_with_the_way_out() {
    let desk = desk();
    desk.make_folder("full/inside");
    for (name, line) in [
        ("format_unknown", "export gdelt dirty.jsonl"),
        ("format_of_events", "export plover dirty.jsonl"),
        ("folder_missing", "export brat dirty.jsonl"),
        ("folder_taken", "export brat dirty.jsonl -o full"),
        ("form_of_others", "export gqg dirty.jsonl --format csv"),
        ("form_for_terminals", "export tables dirty.jsonl --format table -o out"),
        ("tables_of_a_stream", "export tables - -o out"),
        ("tables_of_counts", "export tables --counts rows.tsv -o out"),
        ("subject_missing", "export timelinevol rows.tsv"),
        ("two_subjects", "export mediacloud-words rows.tsv --subject ferry --subject bread"),
        ("documents_of_counts", "export gqg --counts rows.tsv"),
        ("words_of_counts", "export mediacloud-words --counts rows.tsv --subject ferry"),
        ("shock_missing", "export stix rows.tsv"),
        ("shock_without_a_day", "export misp rows.tsv --shock bread"),
        ("nothing_to_export", "export gqg"),
    ] {
        assert_snapshot!(name, desk.run(line));
    }
}

#[test]
fn nothing_to_show_is_an_exit_status_of_its_own() {
    let desk = desk();
    assert_eq!(desk.run("export mediacloud-over-time rows.tsv --subject zeppelin").status, 1);
    assert_eq!(desk.run("export mediacloud-words rows.tsv --subject zeppelin").status, 1);
}
