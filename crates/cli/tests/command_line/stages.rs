//! `clean`, `annotate`, `quotations`: each stage reads files or standard input and writes records, so stages pipe.

use crate::desk::Desk;
use crate::samples::{ARTICLES, BRIDGE, BRIDGE_PAGE};
use insta::assert_snapshot;

fn desk() -> Desk {
    let files: [(&str, &[u8]); 3] = [
        ("bridge.txt", BRIDGE.as_bytes()),
        ("bridge.html", BRIDGE_PAGE.as_bytes()),
        ("articles.jsonl", ARTICLES.as_bytes()),
    ];
    Desk::with(&files)
}

#[test]
fn clean_gives_articles() {
    assert_snapshot!("clean_text", desk().run("clean bridge.txt"));
    assert_snapshot!("clean_page", desk().run("clean bridge.html"));
    assert_snapshot!("clean_table", desk().run("clean bridge.html bridge.txt --format table"));
    assert_snapshot!("clean_csv", desk().run("clean bridge.html --format csv"));
    assert_snapshot!("clean_stdin", desk().pipe("clean -", ARTICLES.as_bytes()));
}

#[test]
fn annotate_gives_spans() {
    assert_snapshot!("annotate_text", desk().run("annotate bridge.txt"));
    assert_snapshot!("annotate_stdin", desk().pipe("annotate -", ARTICLES.as_bytes()));
}

#[test]
fn quotations_gives_a_row_each() {
    assert_snapshot!("quotations_table", desk().run("quotations bridge.txt articles.jsonl --format table"));
    assert_snapshot!("quotations_page", desk().run("quotations bridge.html --format csv"));
    assert_snapshot!("quotations_stdin", desk().pipe("quotations -", ARTICLES.as_bytes()));
}

#[test]
fn an_article_without_quotations_is_done_and_nothing_found() {
    let desk =
        Desk::with(&[("rain.txt", b"Rain fell all day. The bridge stayed closed, and the ferries did not run.")]);
    assert_snapshot!(desk.run("quotations rain.txt"));
}

#[test]
fn stages_pipe() {
    let desk = desk();
    for page in ["bridge.html", "bridge.txt", "articles.jsonl"] {
        let cleaned = desk.run(&format!("clean {page}"));
        for verb in ["annotate", "quotations"] {
            let piped = desk.pipe(&format!("{verb} -"), cleaned.stdout.as_bytes());
            let at_once = desk.run(&format!("{verb} {page}"));
            assert_eq!((piped.status, piped.stdout), (at_once.status, at_once.stdout), "{verb} {page}");
        }
        let again = desk.pipe("clean -", cleaned.stdout.as_bytes());
        assert_eq!(again.stdout, cleaned.stdout, "cleaning {page} twice");
    }
}

#[test]
fn threads_are_a_matter_of_speed_never_of_results() {
    let desk = desk();
    let lines: String = (0..5000)
        .map(|n| {
            format!(
                "{{\"id\": \"n{n}\", \"title\": \"Ferry {n}\", \"text\": \"It sails, said Olga Sand. Number {n}.\"}}\n"
            )
        })
        .collect();
    desk.write("many.jsonl", lines.as_bytes());
    for verb in ["clean", "annotate", "quotations"] {
        let one = desk.run(&format!("{verb} many.jsonl bridge.html --threads 1"));
        let two = desk.run(&format!("{verb} many.jsonl bridge.html --threads 2"));
        assert!(one.stdout == two.stdout && one.stderr == two.stderr, "{verb}");
        assert_eq!(one.status, 0);
    }
}
