//! The help is short where it is asked for in short, and begins with what to type.

use crate::desk::Desk;
use insta::assert_snapshot;

/// Lines of a small terminal.
const SCREEN: usize = 45;
const VERBS: [&str; 17] = [
    "demo",
    "add",
    "archive",
    "watch",
    "search",
    "serve",
    "inspect",
    "clean",
    "copies",
    "stories",
    "annotate",
    "quotations",
    "attention",
    "displacement",
    "report",
    "export",
    "subjects",
];

#[test]
fn the_program_tells_what_it_does() {
    assert_snapshot!("program_short", Desk::new().run("-h"));
    assert_snapshot!("program_long", Desk::new().run("--help"));
}

#[test]
fn every_verb_tells_what_it_does() {
    for verb in VERBS {
        assert_snapshot!(format!("verb_{verb}"), Desk::new().run(&format!("{verb} -h")));
    }
}

#[test]
fn short_help_fits_a_screen_and_begins_with_two_examples() {
    for line in VERBS.map(|verb| format!("{verb} -h")).iter().map(String::as_str).chain(["-h"]) {
        let ran = Desk::new().run(line);
        assert_eq!(ran.status, 0, "{line}");
        assert!(ran.stdout.lines().count() <= SCREEN, "`{line}` has {} lines", ran.stdout.lines().count());
        assert!(
            ran.stdout.starts_with("Examples:\n  overshadow "),
            "`{line}` begins with {:?}",
            ran.stdout.lines().next()
        );
        let examples = ran.stdout.lines().skip(1).take_while(|line| !line.is_empty()).count();
        assert!(examples >= 2, "`{line}` has {examples} lines of examples");
    }
}

#[test]
fn no_line_of_short_help_is_wider_than_the_terminal() {
    for verb in VERBS {
        let ran = Desk::new().run(&format!("{verb} -h"));
        for line in ran.stdout.lines().filter(|line| !line.starts_with("  overshadow ") && !line.starts_with("    --"))
        {
            assert!(line.chars().count() <= 80, "`{verb} -h` has a wide line: {line}");
        }
    }
}

#[test]
fn the_help_of_export_tells_every_format() {
    assert_snapshot!("export_long", Desk::new().run("export --help"));
}

#[test]
fn words_the_program_does_not_know_are_errors_of_use() {
    assert_snapshot!("verb_unknown", Desk::new().run("displace"));
    assert_snapshot!("option_unknown", Desk::new().run("attention rows.tsv --shok attack"));
    assert_snapshot!("verb_missing", Desk::new().run(""));
}
