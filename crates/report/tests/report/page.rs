//! The page: self-contained, harmless, the same every time.

use crate::sample;
use overshadow_report::{html, svg};
use proptest::prelude::*;

/// The largest page a newsroom would still send by mail.
const LARGEST: usize = 1_500_000;

#[test]
fn the_page_asks_nobody_for_anything() {
    for page in [html(&sample::findings()), html(&sample::refused())] {
        assert!(!page.contains(" src=") && !page.contains("@import") && !page.contains("url("), "something is loaded");
        assert!(
            !page.contains("<script") && !page.contains("<link") && !page.contains("<iframe"),
            "something is loaded"
        );
        for (at, _) in page.match_indices("href=\"") {
            let tag = &page[page[..at].rfind('<').unwrap()..at];
            let address = &page[at + 6..];
            assert!(tag.starts_with("<a "), "{tag}");
            assert!(address.starts_with("https://") || address.starts_with("http://") || address.starts_with("data:"));
        }
        assert!(page.contains("default-src &#39;none&#39;; style-src &#39;sha256-"));
    }
}

#[test]
fn crawled_addresses_say_nothing_about_the_reader() {
    let page = html(&sample::findings());
    for (at, _) in page.match_indices("href=\"http") {
        assert!(page[at..].split('>').next().unwrap().contains("rel=\"noopener noreferrer nofollow\""));
    }
    assert!(!page.contains("javascript:"));
}

#[test]
fn the_same_findings_give_the_same_page() {
    assert_eq!(html(&sample::findings()), html(&sample::findings()));
}

#[test]
fn a_large_report_stays_small_enough_to_send() {
    let size = html(&sample::findings()).len();
    assert!(size < LARGEST, "{size} bytes");
}

#[test]
fn names_are_never_cut_on_the_page() {
    let page = html(&sample::findings());
    for row in sample::findings().estimates.unwrap() {
        assert!(page.contains(&format!(">{}</td>", row.subject)), "{}", row.subject);
    }
}

#[test]
fn a_refusal_still_shows_what_was_read() {
    let page = html(&sample::refused());
    assert!(page.contains("40 days of history before the shock, 77 are needed"));
    for part in ["id=\"agenda\"", "id=\"headlines\"", "id=\"outlets\"", "id=\"method\""] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains("id=\"subjects\"") && !page.contains("id=\"groups\""));
}

#[test]
fn every_figure_has_words_table_and_downloads() {
    let page = html(&sample::findings());
    for figure in svg::figures(&sample::findings()) {
        let start = page.find(&format!("<figure id=\"{}\"", figure.name)).unwrap();
        let part = &page[start..start + page[start..].find("</figure>").unwrap()];
        for needed in
            ["role=\"img\"", "<title ", "<desc ", "<figcaption>", "<details>", ".csv\"", ".svg\"", ".vl.json\""]
        {
            assert!(part.contains(needed), "{}: {needed}", figure.name);
        }
    }
}

#[test]
fn findings_without_anything_still_make_a_page() {
    let mut findings = sample::refused();
    findings.agenda.clear();
    findings.outlets.clear();
    findings.headlines.clear();
    findings.spoken.clear();
    findings.coverage.window_articles = 0;
    assert!(html(&findings).contains("There is no estimate"));
    findings.estimates = Ok(vec![]);
    assert!(html(&findings).ends_with("</html>\n"));
}

/// Every text of the findings that comes from outside, replaced.
fn filled_with(text: &str) -> overshadow_record::Findings {
    let mut findings = sample::findings();
    findings.agenda.truncate(3);
    findings.outlets.truncate(3);
    findings.courses.truncate(2);
    findings.shock.name = text.into();
    findings.shock.query = text.into();
    findings.coverage.languages = vec![text.into()];
    findings.agenda.iter_mut().for_each(|line| line.name = text.into());
    findings.outlets.iter_mut().for_each(|outlet| outlet.outlet = text.into());
    findings.courses.iter_mut().for_each(|course| course.subject = text.into());
    findings.groups.iter_mut().for_each(|group| group.group = text.into());
    findings.units.iter_mut().for_each(|unit| (unit.unit, unit.subject) = (text.into(), text.into()));
    findings.notes = vec![text.into()];
    findings.empty_subjects = vec![text.into()];
    let rows = findings.estimates.as_mut().expect("the sample has estimates");
    rows.truncate(4);
    rows.iter_mut().for_each(|row| row.subject = text.into());
    for spoken in &mut findings.spoken {
        (spoken.speaker, spoken.words, spoken.cue) = (text.into(), text.into(), text.into());
        spoken.url = Some(format!("https://example.org/{text}"));
    }
    findings
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn no_text_becomes_markup(inner in "[<>&\"'a-z \\PC]{0,40}") {
        let text = format!("<mark7 onload=x>{inner}\"'</svg></style>");
        let findings = filled_with(&text);
        let page = html(&findings);
        prop_assert!(!page.contains("<mark7"));
        prop_assert_eq!(page.matches("<style>").count(), 1);
        for figure in svg::figures(&findings) {
            prop_assert!(resvg::usvg::roxmltree::Document::parse(&figure.svg).is_ok(), "{}", figure.name);
        }
    }
}
