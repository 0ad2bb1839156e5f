//! Literate cases: every Markdown file in `cases/` holds texts with their quotations marked, and what is expected of them.
//!
//! How a case is written is told in `cases/README.md`. A case fails when a quotation is missing, when one is found that
//! is not marked, or when any part of one differs.

use overshadow_annotate::{Annotator, Models, annotate};
use overshadow_record::{Article, Quotation, Span};

/// One case: its claim, its text without the marking, and the quotations expected in it.
struct Case {
    claim: String,
    text: String,
    expected: Vec<String>,
}

/// A marked span of a case: the number of the quotation, the role (`c`, `q` or `s`), and where it is.
struct Marking {
    number: usize,
    role: char,
    span: Span,
}

const FILES: [(&str, &str); 7] = [
    ("direct.md", include_str!("cases/direct.md")),
    ("indirect.md", include_str!("cases/indirect.md")),
    ("marks.md", include_str!("cases/marks.md")),
    ("layout.md", include_str!("cases/layout.md")),
    ("speakers.md", include_str!("cases/speakers.md")),
    ("stances.md", include_str!("cases/stances.md")),
    ("cyrillic.md", include_str!("cases/cyrillic.md")),
];

/// Cases that the trained engine answers by another convention than the rules, in place of those of the same title.
const ENGINE: (&str, &str) = ("engine.md", include_str!("cases/engine.md"));

#[test]
fn every_case_holds_by_the_rules_alone() {
    let rules = Annotator::with_models(Models::default());
    let cases = FILES.iter().flat_map(|(file, markdown)| cases(markdown).into_iter().map(move |case| (*file, case)));
    hold(cases.collect(), &rules, &[]);
}

/// What the engine is known to get wrong. A case that it learns to get right has to leave this list.
const MISSED: [&str; 4] = [
    "A floating quotation has the speaker of the one before it",
    "No source when it was reported",
    "Two people that could be meant are a guess, and a guess is not stored",
    "Somebody without a name stands in the way of a guess",
];

#[test]
fn every_case_holds_with_the_engine() {
    let mut own: Vec<(&str, Case)> = cases(ENGINE.1).into_iter().map(|case| (ENGINE.0, case)).collect();
    let cases = FILES.iter().flat_map(|(file, markdown)| cases(markdown).into_iter().map(move |case| (*file, case)));
    let others: Vec<(&str, Case)> =
        cases.filter(|(_, case)| own.iter().all(|(_, own)| own.claim != case.claim)).collect();
    own.extend(others);
    hold(own, &Annotator::new(), &MISSED);
}

/// Every case is answered as expected, but for those that are `missed`.
fn hold(cases: Vec<(&str, Case)>, annotator: &Annotator, missed: &[&str]) {
    let count = cases.len();
    let mut failures = Vec::new();
    for (file, case) in cases {
        let found = described(&case.text, annotator);
        let is_missed = missed.contains(&case.claim.as_str());
        if (found == case.expected) == is_missed {
            let (expected, found) = (case.expected.join("\n    "), found.join("\n    "));
            let missed = if is_missed { ", which is listed as missed" } else { "" };
            failures.push(format!("{file}: {}{missed}\n  expected\n    {expected}\n  found\n    {found}", case.claim));
        }
    }
    assert!(count >= 40, "only {count} cases were read: is their form right?");
    assert!(failures.is_empty(), "{} of {count} cases fail\n\n{}", failures.len(), failures.join("\n\n"));
}

fn cases(markdown: &str) -> Vec<Case> {
    markdown.split("\n## ").skip(1).map(case).collect()
}

fn case(section: &str) -> Case {
    let (claim, rest) = section.split_once('\n').expect("a case has a claim");
    let (_, rest) = rest.split_once("~~~ text\n").unwrap_or_else(|| panic!("`{claim}` has no text"));
    let (marked, after) = rest.split_once("\n~~~").unwrap_or_else(|| panic!("the text of `{claim}` does not end"));
    let (text, markings) = read_markings(marked);
    let lines = after.lines().filter_map(|line| line.split_once(". "));
    let expected = lines
        .map(|(number, told)| {
            expectation(&text, &markings, number.parse().expect("quotations are numbered"), told.trim())
        })
        .collect();
    Case { claim: claim.to_owned(), text, expected }
}

fn expectation(text: &str, markings: &[Marking], number: usize, told: &str) -> String {
    let part = |role: char| {
        let own = markings.iter().filter(|marking| marking.number == number && marking.role == role);
        own.map(|marking| format!("[{}]", marking.span.of(text))).collect::<String>()
    };
    format!("{told}: {} / {} / {}", part('s'), part('q'), part('c'))
}

/// Takes `{1c:…}` out of a text and notes where the words in it are.
fn read_markings(marked: &str) -> (String, Vec<Marking>) {
    let mut text = String::new();
    let mut open: Vec<(usize, char, usize)> = Vec::new();
    let mut markings = Vec::new();
    let mut rest = marked;
    while let Some(letter) = rest.chars().next() {
        if letter == '{' {
            let (head, after) = rest[1..].split_once(':').expect("a marking has a colon");
            let role = head.chars().next_back().expect("a marking has a role");
            open.push((head.trim_end_matches(role).parse().expect("a marking has a number"), role, text.len()));
            rest = after;
        } else {
            if letter == '}' {
                let (number, role, start) = open.pop().expect("a marking that closes was opened");
                markings.push(Marking { number, role, span: Span::new(start, text.len()) });
            } else {
                text.push(letter);
            }
            rest = &rest[letter.len_utf8()..];
        }
    }
    markings.sort_by_key(|marking| marking.span.start);
    (text, markings)
}

/// What the engine finds, in the words of the cases.
fn described(text: &str, annotator: &Annotator) -> Vec<String> {
    let article = Article::of_text("case".into(), text.into(), "case".into());
    annotate(&article, annotator).quotations.iter().map(|quotation| describe(text, quotation)).collect()
}

fn describe(text: &str, quotation: &Quotation) -> String {
    let words = |spans: &[Span]| spans.iter().map(|span| format!("[{}]", span.of(text))).collect::<String>();
    let speaker = quotation.speaker.as_ref();
    let name = speaker.and_then(|speaker| speaker.name.as_deref()).unwrap_or("nobody");
    let mention = speaker.map(|speaker| words(&speaker.mention)).unwrap_or_default();
    let repeat = if quotation.repeat { ", repeat" } else { "" };
    let (cue, content) = (words(&quotation.cue), words(&quotation.content));
    format!("{}, {}, {name}{repeat}: {mention} / {cue} / {content}", quotation.kind, quotation.stance)
}
