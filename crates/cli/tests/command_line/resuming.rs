//! `--resume`: a run that is ended and begun again comes to what a run that was never ended comes to.

use crate::desk::Desk;
use insta::assert_snapshot;
use std::time::Duration;

/// Enough for some seconds of annotating, with a row now and then that is left out.
fn long_pile() -> Desk {
    let sentence = "The ferries stay in the harbour, said Olga Sand, the head of the port authority. It rained on. ";
    let row = |n: usize| match n % 50 {
        7 => "{\"id\": \"empty\"}\n".to_owned(),
        _ => format!("{{\"id\": \"n{n}\", \"title\": \"Ferry {n}\", \"text\": \"{}\"}}\n", sentence),
    };
    let rows: String = (0..10_000).map(row).collect();
    Desk::with(&[("pile/a.jsonl", rows.as_bytes()), ("pile/b.jsonl", rows.as_bytes())])
}

#[test]
fn a_run_killed_again_and_again_comes_to_the_same() {
    let desk = long_pile();
    let whole = desk.run("quotations pile --models none -o whole.csv --skipped whole.jsonl");
    let command = "quotations pile --models none -o parts.csv --skipped parts.jsonl --resume";
    let mut resumed = 0;
    let last = loop {
        let mut child = desk.command(command).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(1000 + 200 * resumed));
        if child.try_wait().unwrap().is_none() {
            child.kill().unwrap();
            resumed += 1;
            child.wait().unwrap();
        } else {
            break child.wait_with_output().unwrap();
        }
    };
    let said = String::from_utf8(last.stderr).unwrap();
    assert_eq!(said.contains("resuming after"), resumed > 0, "{said}");
    assert_eq!(said.lines().last(), whole.stderr.lines().last());
    assert!(desk.read("parts.csv") == desk.read("whole.csv"), "resumed {resumed} times, the rows are others");
    assert!(desk.read("parts.jsonl") == desk.read("whole.jsonl"), "what was left out is listed differently");
    let left: Vec<String> = desk.names().into_iter().filter(|name| name.starts_with('.')).collect();
    assert_eq!(left, [""; 0], "nothing stays behind");
}

#[test]
fn a_run_can_only_be_resumed_as_it_was_begun() {
    let desk = Desk::with(&[("a.jsonl", b"{\"title\": \"Ferry\"}\n")]);
    let journal = r#"{"version":"0.0.1","command":[],"inputs":"","today":"2031-05-04","source":0,"offset":0,"items":0,"written":0,"listed":0,"read":0,"kept":0,"skipped":{}}"#;
    desk.write(".out.jsonl.journal", journal.as_bytes());
    desk.write(".out.jsonl.part", b"");
    assert_snapshot!(desk.run("clean a.jsonl -o out.jsonl --resume"));
    desk.write(".out.jsonl.journal", b"{");
    assert_eq!(desk.run("clean a.jsonl -o out.jsonl --resume").status, 2);
}

#[test]
fn what_cannot_be_resumed_says_so() {
    let desk = Desk::with(&[("a.jsonl", b"{\"title\": \"Ferry\"}\n")]);
    assert_snapshot!("without_a_file", desk.run("clean a.jsonl --resume"));
    assert_snapshot!("standard_input", desk.run("clean - -o out.jsonl --resume"));
    assert_snapshot!("another_form", desk.run("clean a.jsonl -o out.parquet --resume"));
}
