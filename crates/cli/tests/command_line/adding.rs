//! `add` and `archive`: what was added once stays, whatever happens on the way.

use crate::desk::Desk;
use insta::assert_snapshot;
use std::time::Duration;

fn reports(from: usize, to: usize) -> String {
    let row = |n: usize| {
        let (day, outlet) = (1 + n % 28, ["post", "times", "herald"][n % 3]);
        format!(
            "{{\"id\": \"n{n}\", \"published\": \"2021-05-{day:02}\", \"outlet\": \"{outlet}.example\", \"language\": \"en\", \
             \"title\": \"Ferry {n} in the harbour\", \"text\": \"The ferries stay in the harbour. It rained on.\"}}\n"
        )
    };
    (from..to).map(row).collect()
}

#[test]
fn what_is_added_is_counted_once() {
    let desk = Desk::with(&[
        ("may.jsonl", reports(0, 12).as_bytes()),
        ("more.jsonl", format!("{}{{\"id\": \"empty\"}}\n", reports(8, 20)).as_bytes()),
    ]);
    assert_snapshot!("add", desk.run("add may.jsonl"));
    assert_snapshot!("add_more", desk.run("add more.jsonl --archive overshadow-archive"));
    assert_snapshot!("archive_check", desk.run("archive check"));
    let info = desk.run("archive info");
    assert!(info.stdout.contains("\"articles\":20,\"outlets\":3"), "{}", info.stdout);
    assert_eq!(desk.run("archive compact").status, 0);
    assert_eq!(desk.run("archive check").status, 0);
}

/// Whatever is asked of files can be asked of an archive, with the same answer.
#[test]
fn an_archive_answers_as_the_files_do() {
    let desk = Desk::with(&[("may.jsonl", reports(0, 300).as_bytes())]);
    assert_eq!(desk.run("add may.jsonl --archive kept").status, 0);
    for verb in [
        "attention INPUT --subject ferry --by day,outlet --format csv",
        "attention INPUT --subject ferry --only date:2021-05-03..2021-05-09 --by day --format csv",
        "search ferr* INPUT --first 0 --format csv",
        "clean INPUT --format csv",
        "copies INPUT --all --format csv",
        "stories INPUT --format csv",
        "quotations INPUT --models none --format csv",
    ] {
        let [files, archive] = ["may.jsonl", "--archive kept"].map(|input| desk.run(&verb.replace("INPUT", input)));
        assert_eq!((files.status, &files.stdout), (archive.status, &archive.stdout), "{verb}");
        assert!(files.stdout.lines().count() > 0, "{verb}");
    }
}

/// The answers of an archive are those of its articles, with the index, without it, and with it made anew.
#[test]
fn an_index_can_be_lost_damaged_and_repaired() {
    let desk = Desk::with(&[("may.jsonl", reports(0, 300).as_bytes())]);
    assert_eq!(desk.run("add may.jsonl --archive kept --later").status, 0);
    let answer = || desk.run("attention --archive kept --subject ferry --subject harbour --format csv");
    let read = answer();
    assert!(desk.run("archive check kept").stderr.contains("archive repair"));
    assert_eq!(desk.run("add may.jsonl --archive kept").status, 0);
    assert_eq!(answer().stdout, read.stdout);
    let check = desk.run("archive check kept");
    assert_eq!((check.status, check.stderr.as_str()), (0, "checked 300 articles, faults 0\n"));
    let words = desk.files("kept/index").into_iter().find(|file| file.ends_with(".idx")).expect("words of the index");
    let mut bytes = desk.read(&words);
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    desk.write(&words, &bytes);
    let check = desk.run("archive check kept");
    assert!(check.status == 2 && check.stdout.contains("\"place\":\"index\""), "{check}");
    assert_eq!(desk.run("archive repair kept").status, 0);
    assert_eq!(desk.run("archive check kept").status, 0);
    assert_eq!(answer().stdout, read.stdout);
    desk.remove("kept/index");
    assert_eq!(answer().stdout, read.stdout, "read through");
}

/// What articles are to each other is known to an archive only.
#[test]
fn an_archive_counts_matches_by_speaker_subject_and_story() {
    let said = "{\"id\": \"s1\", \"published\": \"2021-05-03\", \"language\": \"en\", \"title\": \"Storm\", \"text\": \"“The ferries stay,” harbour master Anna Orr said on Monday.\"}\n";
    let desk = Desk::with(&[("may.jsonl", format!("{}{said}", reports(0, 9)).as_bytes())]);
    assert_eq!(desk.run("add may.jsonl --archive kept").status, 0);
    let facets = desk.run("search ferr* --archive kept --facets --format csv").stdout;
    assert!(facets.contains("\nspeaker,Anna Orr,1\n"), "{facets}");
    assert!(facets.contains("\nstory,"), "{facets}");
    let of_files = desk.run("search ferr* may.jsonl --facets --format csv").stdout;
    assert!(facets.starts_with(&of_files), "{facets}\n{of_files}");
}

#[test]
fn a_run_killed_again_and_again_loses_and_doubles_nothing() {
    let desk = Desk::with(&[("pile/a.jsonl", reports(0, 8_000).as_bytes())]);
    let mut killed = 0;
    loop {
        let mut child = desk.command("add pile --archive kept").spawn().unwrap();
        std::thread::sleep(Duration::from_millis(40 + 60 * killed));
        if child.try_wait().unwrap().is_some() {
            break;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        killed += 1;
        let checked = desk.run("archive check kept");
        assert!(checked.status == 0 || checked.stderr.contains("archive-missing"), "{checked}");
    }
    assert!(killed > 0, "the pile is too small to be killed in");
    assert_eq!(
        desk.run("add pile --archive kept").stderr.lines().last(),
        Some("read 8000, kept 0, duplicate 8000, skipped 0")
    );
    assert!(desk.run("archive info kept").stdout.contains("\"articles\":8000,"));
    assert_eq!(desk.run("archive check kept").status, 0);
}

#[test]
fn what_is_wrong_with_an_archive_says_the_way_out() {
    let desk = Desk::with(&[("may.jsonl", reports(0, 3).as_bytes())]);
    assert_snapshot!("archive_missing", desk.run("attention --archive nowhere --subject ferry"));
    assert_snapshot!("archive_and_input", desk.run("attention may.jsonl --archive kept --subject ferry"));
    assert_snapshot!("nothing_to_add", desk.run("add"));
    desk.write(
        "other/articles.sqlite",
        b"A letter, and no archive at all, which goes on for some more words than a few.",
    );
    assert_snapshot!("archive_other", desk.run("add may.jsonl --archive other"));
    assert_snapshot!("archive_in_a_file", desk.run("add may.jsonl --archive may.jsonl"));
    assert_eq!(desk.run("add may.jsonl --archive kept").status, 0);
    assert_snapshot!("archive_resumed", desk.run("clean --archive kept -o out.jsonl --resume"));
    desk.write("kept/articles.sqlite", &desk.read("kept/articles.sqlite")[..9000]);
    assert_snapshot!("archive_cut", desk.run("archive check kept"));
}
