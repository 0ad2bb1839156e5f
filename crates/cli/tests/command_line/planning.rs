//! `shocks`, `power`, `simulate`, and what `displacement` says by week and by day.

use crate::counts_made::wide;
use crate::desk::Desk;
use crate::samples::HEADLINES;
use insta::assert_snapshot;

const ASKED: &str = "--shock attack --on 2023-09-19";

fn desk() -> Desk {
    Desk::with(&[("counts.csv", wide(20, 150).as_bytes()), ("rows.tsv", HEADLINES.as_bytes())])
}

#[test]
fn the_scan_finds_the_shock_and_ranks_it_first() {
    let ran = desk().run("shocks --counts counts.csv --format csv --first 3");
    assert_eq!(ran.status, 0, "{ran}");
    let first = ran.stdout.lines().nth(1).unwrap_or_default();
    assert!(first.starts_with("2023-09-19,attack,"), "{ran}");
    assert_snapshot!("shocks_header", ran.stdout.lines().next().unwrap_or_default());
}

#[test]
fn counts_without_a_burst_hold_no_shock() {
    assert_snapshot!("shocks_none", desk().run("shocks rows.tsv --subject ferry --format csv"));
}

#[test]
fn power_is_told_before_anything_broke_and_for_groups_too() {
    let desk = desk();
    let ran = desk.run("power --counts counts.csv --on 2023-09-12 --group 'east=s3,s4' --format csv");
    assert_eq!(ran.status, 0, "{ran}");
    assert_snapshot!("power_header", ran.stdout.lines().next().unwrap_or_default());
    assert!(ran.stdout.lines().nth(1).is_some_and(|row| row.starts_with("east,")), "{ran}");
    assert_snapshot!("power_refused", desk.run("power rows.tsv --subject ferry"));
}

#[test]
fn a_simulated_newsroom_is_a_count_file_that_displacement_reads() {
    let desk = Desk::with(&[]);
    let made = desk.run("simulate --seed 3 --displaced 4 --drop 0.7 -o made.csv --truth truth.csv");
    assert_eq!(made.status, 0, "{made}");
    let again = desk.run("simulate --seed 3 --displaced 4 --drop 0.7");
    assert_eq!(again.stdout.into_bytes(), desk.read("made.csv"), "the same seed gives the same counts");
    assert_eq!(desk.read("truth.csv").iter().filter(|&&byte| byte == b'\n').count(), 41);
    let ran = desk.run("displacement --counts made.csv --shock shock0 --on 2024-02-01");
    assert_eq!((ran.status, ran.stdout.lines().count()), (0, 40), "{ran}");
    assert_snapshot!("simulate_unknown_regime", desk.run("simulate --regime chaos"));
    assert_snapshot!("simulate_shock_after_the_end", desk.run("simulate --days 60 --shock-day 60"));
}

#[test]
fn a_loss_is_followed_week_by_week_and_every_day_can_be_asked_about() {
    let desk = desk();
    let weeks = desk.run(&format!("displacement --counts counts.csv {ASKED} --by week --format csv"));
    assert_eq!(weeks.status, 0, "{weeks}");
    assert_snapshot!("weeks_header", weeks.stdout.lines().next().unwrap_or_default());
    assert!(weeks.stdout.lines().any(|row| row.starts_with("s3,1,2023-09-19,")), "{weeks}");
    let days = desk.run(&format!("displacement --counts counts.csv {ASKED} --by day --format csv"));
    assert_eq!(days.status, 0, "{days}");
    assert_snapshot!("days_header", days.stdout.lines().next().unwrap_or_default());
    assert!(days.stdout.lines().any(|row| row.starts_with("2023-09-19,s3,")), "{days}");
    assert_snapshot!(
        "inside_outlets_without_a_group",
        desk.run(&format!("displacement --counts counts.csv {ASKED} --by outlet"))
    );
}

#[test]
fn independent_articles_can_be_counted_where_copies_are_known_only() {
    assert_snapshot!(
        "independent_of_counts",
        desk().run(&format!("displacement --counts counts.csv {ASKED} --count independent"))
    );
    let of_articles = "displacement rows.tsv --subject ferry --shock bread --on 2031-03-02 --count independent";
    assert_eq!(desk().run(of_articles).status, 1, "too short a history is refused, copies are known");
}

#[test]
fn a_group_is_found_by_a_query_of_its_own() {
    let group = |group: &str| {
        let asked = "displacement rows.tsv --subject ferry --shock bread --on 2031-03-02";
        desk().run(&format!("{asked} --group {group}"))
    };
    assert_eq!(group("'boats=ferry OR boat*'").status, 1, "understood, then refused for want of history");
    assert_snapshot!("group_by_a_misspelt_query", group("'boats=ferry OR (boat'"));
}
