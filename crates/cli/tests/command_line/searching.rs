//! `search`: which articles match a query, and what they have in common.

use crate::desk::Desk;
use insta::assert_snapshot;

fn desk() -> Desk {
    let rows = [
        (
            "a",
            "2021-05-01T08:00:00Z",
            "post",
            "Ferry late",
            "The ferry to the island was late again, the harbour said.",
        ),
        ("b", "2021-05-03T08:00:00Z", "times", "Harbour shut", "After the storm the harbour stays shut. Ferries wait."),
        (
            "c",
            "2021-05-02T08:00:00Z",
            "post",
            "Football",
            "A match without a ferry\u{1b}[31m in it, <script>alert(1)</script>.",
        ),
        ("d", "", "herald", "No date", "A ferry without a date."),
    ];
    let row = |(id, published, outlet, title, text): &(&str, &str, &str, &str, &str)| {
        let text = text.replace('\u{1b}', "\\u001b");
        format!(
            "{{\"id\": \"{id}\", \"published\": \"{published}\", \"outlet\": \"{outlet}.example\", \"language\": \"en\", \
             \"title\": \"{title}\", \"text\": \"{text}\"}}\n"
        )
    };
    Desk::with(&[("may.jsonl", rows.iter().map(row).collect::<String>().as_bytes())])
}

#[test]
fn the_newest_come_first_with_the_words_found() {
    let desk = desk();
    assert_snapshot!("search", desk.run("search 'ferr* NOT football' may.jsonl --format jsonl"));
    assert_snapshot!("search_facets", desk.run("search ferr* may.jsonl --facets --format csv"));
    assert_snapshot!("search_table", desk.run("search 'ferry date:2021-05' may.jsonl --format table"));
    let newest = desk.run("search ferr* may.jsonl --first 1 --format csv");
    assert!(newest.stdout.contains("Harbour shut") && newest.stderr.contains("matching 4, shown 1"), "{newest}");
}

#[test]
fn nothing_found_and_what_is_no_query_are_said() {
    let desk = desk();
    assert_eq!(desk.run("search submarine may.jsonl").status, 1);
    assert_snapshot!("search_no_date", desk.run("search 'ferry date:2021-13' may.jsonl"));
    assert_snapshot!("search_nothing_to_read", desk.run("search ferry"));
}

/// The query means what it means for subjects: as many articles match as are counted.
#[test]
fn as_many_match_as_are_counted() {
    let desk = desk();
    for query in
        ["ferr*", "harbour OR football", "NOT ferry", "outlet:post.example ferry", "date:2021-05-02..2021-05-03"]
    {
        let counted = desk.run(&format!("attention may.jsonl --subject 'it={query}' --by all --format jsonl")).stdout;
        let articles = counted.lines().find(|row| row.contains("\"it\"")).unwrap_or_default();
        let found = desk.run(&format!("search '({query}) date:2021' may.jsonl --first 0 --format jsonl")).stdout;
        let n = found.lines().count();
        assert!(articles.contains(&format!("\"articles\":{n},")), "{query}: {n} of {articles}");
    }
}
