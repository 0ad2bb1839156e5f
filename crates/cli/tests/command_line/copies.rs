//! `copies`: one text under several names, and whose voice it is.

use crate::desk::Desk;
use insta::assert_snapshot;

const STORM: &str = "A storm closed the harbour of Lindholm on Monday, and the ferries to the islands stayed in port until \
    the evening, the port authority said in a statement that it published on its page at noon. Two boats were lost at the \
    old quay, where the wind tore a crane from its rails, and the road to the lighthouse is closed until further notice.";
/// The same report, written anew from the middle on.
const REWRITTEN: &str = "A storm closed the harbour of Lindholm on Monday, and the ferries to the islands stayed in port \
    until the evening, the port authority said in a statement that it published on its page at noon. Two boats were lost \
    at the old quay. Nobody was hurt, but the fishermen fear for their nets, and the mayor asked for help.";

/// An agency's report, two outlets that print it, one that rewrites it, another story, and a headline written twice.
fn articles() -> String {
    let article = |id: &str, hour: u32, outlet: &str, title: &str, text: &str| {
        format!(
            "{{\"id\": \"{id}\", \"date\": \"2024-05-04T{hour:02}:00:00Z\", \"outlet\": \"{outlet}\", \"title\": \
             \"{title}\", \"text\": \"{text}\", \"language\": \"en\"}}\n"
        )
    };
    [
        article("c1", 10, "courier.example", "Ferries stay in port", &format!("Courier readers waited, too. {STORM}")),
        article("a1", 8, "agency.example", "Storm closes harbour", &format!("LINDHOLM, May 4 (Reuters) - {STORM}")),
        article("p1", 9, "post.example", "Harbour closed by storm", STORM),
        article("t1", 11, "times.example", "After the storm", REWRITTEN),
        article(
            "p2",
            9,
            "post.example",
            "Bread",
            "The price of bread rose by a tenth in May, the bakers of Lindholm said on Sunday.",
        ),
        article("p3", 9, "post.example", "Weather today", ""),
        article("p4", 10, "post.example", "Weather today", ""),
        article("p1", 9, "post.example", "Harbour closed by storm", STORM),
    ]
    .concat()
}

fn desk() -> Desk {
    Desk::with(&[("may.jsonl", articles().as_bytes())])
}

#[test]
fn copies_are_shown_group_by_group_with_the_agency_they_credit() {
    assert_snapshot!("groups", desk().run("copies may.jsonl --format csv"));
    assert_snapshot!("groups_as_table", desk().run("copies may.jsonl --format table"));
    assert_snapshot!("all", desk().run("copies may.jsonl --all --format csv"));
    assert_snapshot!("pairs", desk().run("copies may.jsonl --pairs --format csv"));
}

#[test]
fn a_threshold_and_a_window_narrow_what_is_a_copy() {
    let desk = desk();
    assert_snapshot!("threshold", desk.run("copies may.jsonl --threshold 0.99 --window-days 0 --format csv"));
    assert_snapshot!("threshold_that_is_none", desk.run("copies may.jsonl --threshold 80"));
}

#[test]
fn a_rewritten_text_is_a_copy_within_one_house() {
    let desk = desk();
    desk.write("outlets.tsv", b"agency.example\tSE\tLindholm Press\t\ntimes.example\tSE\tLindholm Press\t\n");
    assert_snapshot!("one_house", desk.run("copies may.jsonl --outlet-table outlets.tsv --format csv"));
    desk.write("bad.tsv", b"agency.example\tSweden\tLindholm Press\t\n");
    assert_snapshot!("bad_table", desk.run("copies may.jsonl --outlet-table bad.tsv"));
}

#[test]
fn a_pile_without_copies_ends_with_one() {
    let desk =
        Desk::with(&[("one.txt", b"A storm closed the harbour of Lindholm on Monday, and it rained all day long.")]);
    assert_snapshot!("none", desk.run("copies one.txt"));
}

#[test]
fn copies_are_the_same_on_one_thread_and_on_two() {
    let desk = desk();
    let ran = |threads: u8| desk.run(&format!("copies may.jsonl --all --threads {threads}"));
    let (one, two) = (ran(1), ran(2));
    assert_eq!((one.stdout, one.stderr), (two.stdout, two.stderr));
}
