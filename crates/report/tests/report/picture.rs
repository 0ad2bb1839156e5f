//! The charts, as XML, as pictures and as specifications.

use crate::sample;
use overshadow_report::{png, svg};
use resvg::usvg::roxmltree::Document;

#[test]
fn every_chart_is_well_formed_and_has_a_title_and_a_description() {
    for figure in svg::figures(&sample::findings()) {
        for picture in [figure.svg.as_str(), figure.inline()] {
            let document = Document::parse(picture).unwrap();
            let root = document.root_element();
            assert_eq!(root.attribute("role"), Some("img"));
            let words: Vec<&str> = root.children().map(|child| child.tag_name().name()).take(2).collect();
            assert_eq!(words, ["title", "desc"], "{}", figure.name);
            assert!(!picture.contains("NaN") && !picture.contains("inf\""), "{}", figure.name);
        }
    }
}

#[test]
fn a_chart_that_stands_alone_carries_its_own_colours() {
    for figure in svg::figures(&sample::findings()) {
        assert!(figure.svg.contains("<style>") && !figure.svg.contains("var("), "{}", figure.name);
        assert!(!figure.inline().contains("<style>"), "{}", figure.name);
    }
}

#[test]
fn a_chart_becomes_a_picture_with_marks_on_it() {
    let figure = svg::forest(&sample::findings()).unwrap();
    let picture = png(&figure.svg, 1.0).unwrap();
    assert!(picture.starts_with(b"\x89PNG"));
    assert!(picture.len() > 20_000, "{} bytes: text or marks are missing", picture.len());
    assert_eq!(png("no picture", 1.0), None);
}

#[test]
fn a_missing_interval_leaves_the_mark_out() {
    let mut findings = sample::findings();
    let hollow =
        |findings: &overshadow_record::Findings| svg::forest(findings).unwrap().svg.matches("class=\"hollow\"").count();
    let before = hollow(&findings);
    findings.estimates.as_mut().unwrap()[0].share_low = None;
    assert_eq!(hollow(&findings), before - 1);
}

#[test]
fn numbers_that_are_none_break_no_chart() {
    let mut findings = sample::findings();
    for row in findings.estimates.as_mut().unwrap() {
        (row.low, row.high) = (Some(f64::NEG_INFINITY), Some(f64::INFINITY));
        (row.lost_articles, row.before_per_day) = (Some(f64::NAN), f64::NAN);
    }
    findings.agenda[0].share[3] = Some(f64::NAN);
    for figure in svg::figures(&findings) {
        assert!(Document::parse(&figure.svg).is_ok() && !figure.svg.contains("NaN"), "{}", figure.name);
    }
}

#[test]
fn a_specification_holds_the_data_of_its_chart() {
    for figure in svg::figures(&sample::findings()) {
        assert_eq!(figure.vega_lite["data"]["values"], figure.csv.as_str(), "{}", figure.name);
        assert_eq!(figure.vega_lite["title"]["text"], figure.title.as_str());
        assert!(figure.csv.lines().count() > figure.rows.len().min(5), "{}", figure.name);
    }
}

#[test]
fn an_absent_day_is_an_empty_cell_not_a_zero() {
    let figure = svg::grid(&sample::findings()).unwrap();
    let mut reader = csv::Reader::from_reader(figure.csv.as_bytes());
    let day = reader.records().next().unwrap().unwrap();
    assert_eq!(&day[6], "", "outlet05 starts on day 50");
}
