//! The finding in words and on a terminal.

use crate::sample;
use overshadow_record::Refusal;
use overshadow_report::{finding_in_words, text};

fn plain(sentences: &[String]) -> String {
    sentences.join("\n").replace('\u{202f}', " ")
}

#[test]
fn the_finding_says_size_loss_interval_and_chance() {
    let words = plain(&finding_in_words(&sample::findings()));
    let expected = [
        "In the seven days from 7 October 2023 “Dam breach” took 25 % of 8 488 articles in 38 outlets (2 122 on it, 1 630 of them independent).",
        "Ukraine’s share of all coverage was half of what its own past predicts (−51 %; 95 % interval −66 to −34).",
        "Part of that hit every subject alike; Ukraine lost 34 % more than the typical subject (11 to 53): 1 ordinary week in 110 shows as much.",
        "Of 45 subjects: 2 overshadowed, 7 diluted, 2 diluted only, 1 gained, 31 cannot tell, 2 refused.",
        "All this is measured against 177 ordinary windows before it, worth about 25 independent ones",
    ];
    for sentence in expected {
        assert!(words.contains(sentence), "missing: {sentence}\nin:\n{words}");
    }
}

#[test]
fn every_refusal_says_what_is_missing_and_what_would_do() {
    let on = sample::findings().shock.on;
    let refusals = [
        Refusal::ShockAbsent { shock: "Dam breach".into() },
        Refusal::OutsideData { on, window_days: 7, first: on, last: on },
        Refusal::HistoryTooShort { days: 40, needed: 77 },
        Refusal::TooFewSubjects { subjects: 9, needed: 15 },
        Refusal::HistoryEmpty { days_with_articles: 3, days: 90 },
    ];
    for refusal in refusals {
        let mut findings = sample::refused();
        findings.estimates = Err(refusal.clone());
        let words = plain(&finding_in_words(&findings));
        assert!(words.contains(&format!("There is no estimate: {refusal}.")), "{words}");
        assert!(words.contains(&format!("What would do: {}.", refusal.way_out())), "{words}");
    }
}

#[test]
fn an_estimate_without_interval_is_not_put_into_words() {
    let mut findings = sample::findings();
    for row in findings.estimates.as_mut().unwrap() {
        (row.share_low, row.low) = (None, None);
    }
    let words = plain(&finding_in_words(&findings));
    assert!(!words.contains("−51 %") && !words.contains("34 %"), "{words}");
}

#[test]
fn motive_is_never_claimed() {
    let page = overshadow_report::html(&sample::findings()).to_lowercase();
    for word in ["suppress", "pushed", "distract", "on purpose", "deliberate"] {
        assert!(!page.contains(word), "{word}");
    }
}

#[test]
fn a_terminal_of_eighty_columns_is_enough() {
    for unicode in [true, false] {
        let shown = text(&sample::findings(), 80, unicode);
        let widest = shown.lines().map(unicode_width::UnicodeWidthStr::width).max().unwrap();
        assert!(widest <= 80, "{widest}");
        assert!(shown.contains("1 ordinary week in 110"), "{shown}");
    }
}

#[test]
fn without_box_characters_the_chart_is_ascii_but_for_names() {
    let mut findings = sample::findings();
    findings.estimates.as_mut().unwrap().truncate(42);
    assert!(text(&findings, 80, false).is_ascii());
}

#[test]
fn a_long_name_is_whole_on_the_terminal() {
    let shown = text(&sample::findings(), 80, true).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains("Elections in the lower house of the northern federation and its autonomous districts"));
}

#[test]
fn escape_sequences_do_not_reach_the_terminal() {
    let mut findings = sample::findings();
    findings.shock.name = sample::HOSTILE.into();
    findings.notes = vec![sample::HOSTILE.into()];
    findings.estimates.as_mut().unwrap()[0].subject = sample::HOSTILE.into();
    let shown = text(&findings, 80, true);
    assert!(!shown.contains(['\u{1b}', '\u{202e}', '\0']), "{shown:?}");
}
