//! `stories`: which articles are about one happening, and how it went on.

use crate::desk::Desk;
use insta::assert_snapshot;

/// Two happenings over three days in four outlets, one text printed twice, and a row without a date.
fn headlines() -> String {
    let row =
        |id: &str, published: &str, outlet: &str, title: &str| format!("{id}\t{published}\t{outlet}\ten\t{title}\n");
    [
        "id\tpublished\toutlet\tlang\ttitle\n".to_owned(),
        row("h1", "2024-03-01T08:00:00Z", "post.example", "Storm closes Lindholm harbour"),
        row("h2", "2024-03-01T09:00:00Z", "times.example", "Ferries wait as storm closes Lindholm harbour"),
        row("h3", "2024-03-01T09:30:00Z", "courier.example", "Dockers strike at Eastport container terminal"),
        row("h4", "2024-03-02T07:00:00Z", "post.example", "Lindholm harbour still closed after storm"),
        row("h5", "2024-03-02T11:00:00Z", "herald.example", "Eastport dockers' strike enters second day"),
        row("h6", "2024-03-02T12:00:00Z", "times.example", "Container terminal in Eastport empty as dockers strike"),
        row("h7", "2024-03-03T08:00:00Z", "courier.example", "Recipe of the week: rye bread"),
        row("h8", "", "courier.example", "A headline without a date"),
    ]
    .concat()
}

fn desk() -> Desk {
    Desk::with(&[("march.tsv", headlines().as_bytes())])
}

#[test]
fn articles_of_one_happening_have_one_story() {
    assert_snapshot!("stories", desk().run("stories march.tsv --format csv"));
    assert_snapshot!("stories_list", desk().run("stories march.tsv --list --format jsonl"));
    assert_snapshot!("stories_chains", desk().run("stories march.tsv --chains --format csv"));
    assert_snapshot!("stories_changes", desk().run("stories march.tsv --changes --format csv"));
    assert_snapshot!("stories_outlets", desk().run("stories march.tsv --outlets --format csv"));
}

#[test]
fn stories_depend_on_no_order_of_the_input_and_no_number_of_threads() {
    let mut reversed: Vec<String> = headlines().lines().skip(1).map(|line| format!("{line}\n")).collect();
    reversed.reverse();
    let turned = format!("id\tpublished\toutlet\tlang\ttitle\n{}", reversed.concat());
    let desk = Desk::with(&[("march.tsv", headlines().as_bytes()), ("turned.tsv", turned.as_bytes())]);
    let members = |line: &str| {
        let ran = desk.run(line);
        let pair = |row: &str| row.split(',').take(2).collect::<Vec<_>>().join(",");
        ran.stdout.lines().map(pair).collect::<Vec<_>>()
    };
    let one = members("stories march.tsv --threads 1 --format csv");
    assert_eq!(one, members("stories march.tsv --threads 4 --format csv"));
    assert_eq!(one, members("stories turned.tsv --format csv"));
}

#[test]
fn one_story_can_be_asked_for_and_one_that_is_not_there_is_nothing_found() {
    let desk = desk();
    let first = desk.run("stories march.tsv --format csv").stdout.lines().nth(1).map(str::to_owned).unwrap_or_default();
    let story = first.split(',').nth(1).unwrap_or_default();
    assert_eq!(desk.run(&format!("stories march.tsv --story {story} --format csv")).stdout.lines().count(), 4);
    assert_eq!(desk.run("stories march.tsv --story 0000 --format csv").status, 1);
}
