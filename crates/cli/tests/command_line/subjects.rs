//! `subjects INPUT` and `--subjects auto`: what a pile is about all the time.

use crate::desk::Desk;
use crate::samples::HEADLINES;
use insta::assert_snapshot;

/// Eight weeks in four outlets: a politician, a club and talk of a river all the time, a festival in one week, and a landslide
/// from the last week on.
fn headlines() -> Vec<String> {
    let outlets = ["post.example", "times.example", "herald.example", "courier.example"];
    let acts = ["pension reform", "school budget", "railway tax", "housing bill", "hospital merger"];
    let waters = ["levels fall", "fishing permits", "bridge works", "pollution tests", "barge traffic"];
    let games = ["beat Eastport", "draw at home", "sign goalkeeper", "lose derby", "open new stand"];
    let change = ["Bakery wins prize", "Museum open late", "Orchard sold", "Library painted", "Choir looks for tenors"];
    let mut rows = Vec::new();
    let mut row = |day: usize, at: usize, title: String| {
        let date = jiff::civil::date(2024, 1, 1).saturating_add(jiff::Span::new().days(day as i64));
        let outlet = outlets[(day + at) % outlets.len()];
        rows.push(format!("{date}T{:02}:00:00Z\t{outlet}\ten\t{title}\n", 6 + at % 12));
    };
    for day in 0..56 {
        let week = day / 7;
        for at in 0..3 + week % 2 {
            let act = acts[(day + at) % 5];
            let titles = [
                format!("Council doubts {act} of Varnholt"),
                format!("Varnholt defends {act}"),
                format!("Who pays for the {act}? asks Varnholt"),
            ];
            row(day, at, titles[(day + at) % 3].clone());
        }
        for at in 0..2 + week % 3 {
            let water = waters[(day * 2 + at) % 5];
            let titles = [
                format!("On the Ilmen {water} worry farmers"),
                format!("Ilmen: {water} once more"),
                format!("District talks of {water} at the Ilmen"),
            ];
            row(day, at + 1, titles[(day + at) % 3].clone());
        }
        for at in 0..3 + (week + 1) % 2 {
            let game = games[(day * 3 + at) % 5];
            let titles = [
                format!("Norrby {game}"),
                format!("How Norrby {game} again"),
                format!("A league evening: Norrby {game}"),
            ];
            row(day, at + 2, titles[(day + at) % 3].clone());
        }
        (0..3).for_each(|at| row(day, at + 3, format!("{} on street {}", change[(day + at) % 5], day * 3 + at)));
        if week == 3 {
            (0..8).for_each(|at| row(day, at, format!("Crowds at the Quellin festival, stage {at}")));
        }
        if week == 7 {
            (0..8).for_each(|at| row(day, at, format!("Landslide near Harlow, rescue party {at}")));
        }
    }
    rows
}

fn table(rows: &[String]) -> String {
    format!("published\toutlet\tlang\ttitle\n{}", rows.concat())
}

fn desk() -> Desk {
    let rows = headlines();
    let turned: Vec<String> = rows.iter().rev().cloned().collect();
    Desk::with(&[
        ("winter.tsv", table(&rows).as_bytes()),
        ("turned.tsv", table(&turned).as_bytes()),
        ("rows.tsv", HEADLINES.as_bytes()),
    ])
}

#[test]
fn a_file_of_subjects_is_made_from_a_pile() {
    let desk = desk();
    assert_snapshot!("subjects_found", desk.run("subjects winter.tsv"));
    assert_snapshot!("subjects_first", desk.run("subjects winter.tsv --first 1 -o found.txt"));
    let ran = desk.run("attention winter.tsv --subjects found.txt --by all --format csv");
    assert_eq!(ran.status, 0, "{ran}");
}

#[test]
fn the_choice_depends_on_no_order_of_the_input_and_no_number_of_threads() {
    let desk = desk();
    let one = desk.run("subjects winter.tsv --threads 1").stdout;
    assert_eq!(one, desk.run("subjects winter.tsv --threads 4").stdout);
    assert_eq!(one, desk.run("subjects turned.tsv").stdout);
}

#[test]
fn a_shock_chooses_from_what_came_before_it_and_is_no_subject() {
    let desk = desk();
    assert_snapshot!("subjects_before", desk.run("subjects winter.tsv --before 2024-02-19 --shock norrby"));
}

#[test]
fn auto_finds_the_subjects_first_and_says_so() {
    let desk = desk();
    assert_snapshot!("subjects_auto", desk.run("attention winter.tsv --subjects auto --by all --format csv"));
    assert_snapshot!(
        "subjects_auto_shock",
        desk.run(
            "report winter.tsv --shock harlow --on 2024-02-19 --subjects auto --group 'north=Norrby,Varnholt' -o p.html"
        )
    );
    let page = String::from_utf8(desk.read("p.html")).expect("a page is UTF-8");
    assert!(page.contains("chosen by rule from the articles before 2024-02-19"), "{page}");
    assert!(page.contains("Varnholt = varnholt"), "the manifest names the subjects");
}

#[test]
fn a_file_called_auto_can_be_reached() {
    let desk = desk();
    desk.write("auto", b"choir = choir\n");
    let ran = desk.run("attention winter.tsv --subjects ./auto --by all --format csv");
    assert!(ran.stdout.contains(",choir,"), "{ran}");
}

#[test]
fn where_nothing_persists_it_is_said_what_is_missing() {
    let desk = desk();
    assert_snapshot!("subjects_too_few_days", desk.run("subjects rows.tsv"));
    assert_snapshot!("subjects_too_few_articles", desk.run("subjects winter.tsv --fewest-articles 9"));
    assert_snapshot!("subjects_auto_nothing", desk.run("attention rows.tsv --subjects auto"));
    assert_snapshot!("subjects_of_a_stream", desk.run("attention - --subjects auto"));
}
