//! From a pile of rows to counts and evidence: what is counted once, what is left out, what is kept to show.

use jiff::civil::date;
use overshadow::agenda::query::Subject;
use overshadow::read::Input;
use overshadow::record::Outlets;
use overshadow::{Error, Pile, Question, Tabulated, tabulate};
use std::io::Write;
use std::sync::Arc;

/// A list of headlines as a feed reader writes it: copies, a repeated row, a live page, rows without a date.
const TABLE: &str = "\
published\toutlet\tlang\ttitle\turl
2031-03-01T08:00:00Z\tEcho\ten\tFerry to Eastport stopped by dockers' strike, trains to the north run late\thttps://echo.example/1
2031-03-01T09:00:00Z\tHerald\ten\tFerry to Eastport stopped by dockers’ strike, trains to the north run late\thttps://herald.example/1
2031-03-01T08:00:00Z\tEcho\ten\tFerry to Eastport stopped by dockers' strike, trains to the north run late\thttps://echo.example/1?utm_source=feed
2031-03-02T08:00:00Z\tEcho\ten\tLive: flood reaches Nettlebridge market\thttps://echo.example/live
2031-03-02T12:00:00Z\tEcho\ten\tLive: flood leaves Nettlebridge market\thttps://echo.example/live
2031-03-02T10:00:00Z\tOdlew\tpl\tStrajk w porcie, powódź w mieście\thttps://odlew.example/1
\tEcho\ten\tA headline nobody dated\thttps://echo.example/2
";

fn question(only: Option<&str>) -> Question {
    let subject = |name: &str, query: &str| Subject { name: name.into(), query: query.into() };
    Question {
        subjects: vec![subject("strike", "strik* OR strajk"), subject("ferry", "ferry")],
        shock: Some(subject("flood", "flood OR powódź")),
        group_queries: Vec::new(),
        groups: Vec::new(),
        only: only.map(str::to_owned),
    }
}

fn tabulated(question: &Question) -> (Tabulated, Vec<String>) {
    let mut file = tempfile::Builder::new().suffix(".tsv").tempfile().expect("a temporary file");
    file.write_all(TABLE.as_bytes()).expect("room for a small table");
    let pile = Pile { inputs: vec![Input::Path(file.path().to_owned())], ..Pile::default() };
    let mut reasons = Vec::new();
    let window = Some((date(2031, 3, 2), 7));
    let tabulated = tabulate(&pile, question, window, &mut |left_out| reasons.push(left_out.reason.clone()));
    (tabulated.expect("the table can be counted"), reasons)
}

#[test]
fn a_repeated_row_is_counted_once_and_a_live_page_each_time() {
    let (tabulated, reasons) = tabulated(&question(None));
    let tally = &tabulated.tally;
    assert_eq!((tally.read, tally.kept, tally.duplicate), (7, 5, 1));
    assert_eq!(reasons, ["date-missing"]);
    assert_eq!(tabulated.counts.articles(), 5);
    assert_eq!(tabulated.counts.independent_articles(), Some(4), "two outlets ran one text");
}

/// A short headline may be written twice by chance, but not by two papers of one house on one day.
#[test]
fn a_short_headline_is_one_voice_within_a_house() {
    let table = "published\toutlet\ttitle\n2031-03-01\tEcho\tFerry stopped\n2031-03-01\tHerald\tFerry stopped\n";
    let mut file = tempfile::Builder::new().suffix(".tsv").tempfile().expect("a temporary file");
    file.write_all(table.as_bytes()).expect("room for a small table");
    let independent = |lines: &str| {
        let mut outlets = Outlets::default();
        outlets.add(lines).expect("lines of outlets");
        let inputs = vec![Input::Path(file.path().to_owned())];
        let pile = Pile { inputs, outlets: Some(Arc::new(outlets)), ..Pile::default() };
        let tabulated = tabulate(&pile, &question(None), None, &mut |_| ()).expect("the table can be counted");
        (tabulated.counts.articles(), tabulated.counts.independent_articles())
    };
    assert_eq!(independent(""), (2, Some(2)));
    assert_eq!(
        independent("echo.example\t\tHarbour Press\tEcho\nherald.example\t\tHarbour Press\tHerald\n"),
        (2, Some(1))
    );
}

#[test]
fn an_article_on_subject_and_shock_is_marked() {
    let (tabulated, _) = tabulated(&question(None));
    let polish = tabulated.counts.rows.iter().find(|row| tabulated.counts.units[row.unit as usize].language == "pl");
    let cells = &polish.unwrap().cells;
    assert_eq!((cells[0].subject, cells[0].articles, cells[0].with_shock), (0, 1, 1));
    assert_eq!(tabulated.counts.shock, Some(2));
}

#[test]
fn only_what_is_asked_for_is_counted_and_the_rest_has_its_reason() {
    let (tabulated, reasons) = tabulated(&question(Some("lang:en")));
    assert_eq!(tabulated.counts.articles(), 4);
    assert_eq!(reasons, ["not-asked-for", "date-missing"]);
    assert_eq!(tabulated.counts.subjects, ["strike", "ferry", "flood"], "the filter is no subject");
}

#[test]
fn headlines_near_the_shock_are_kept_as_evidence() {
    let (tabulated, _) = tabulated(&question(None));
    let on_flood = tabulated.evidence.headlines.iter().filter(|(subject, _)| *subject == 2).count();
    assert_eq!(on_flood, 3);
    assert!(tabulated.evidence.headlines.iter().any(|(_, headline)| headline.day == date(2031, 3, 1)));
}

#[test]
fn a_pile_without_a_date_cannot_be_counted() {
    let mut file = tempfile::Builder::new().suffix(".tsv").tempfile().unwrap();
    file.write_all(b"title\toutlet\nA headline nobody dated\tEcho\n").unwrap();
    let pile = Pile { inputs: vec![Input::Path(file.path().to_owned())], ..Pile::default() };
    let error = tabulate(&pile, &question(None), None, &mut |_| {}).unwrap_err();
    assert!(matches!(error, Error::NothingToCount));
    assert!(error.hint().unwrap().contains("--skipped"));
}

/// Two outlets print one report; the one that comes later adds words of its own.
const REPORTS: [&str; 2] = [
    r#"{"id": "late", "date": "2031-03-03T09:00:00Z", "outlet": "Herald", "language": "en", "title": "Flood", "text": "The flood reached the market of Nettlebridge on Monday and stayed until the evening, when the wind turned at last. “We lost the bread of a whole week,” said Olga Sand, a baker. The bridge to the harbour will stay closed until the pillars have been looked at. “Nobody warned us,” said Piet Holm, a fisherman."}"#,
    r#"{"id": "early", "date": "2031-03-03T08:00:00Z", "outlet": "Echo", "language": "en", "title": "Market under water", "text": "The flood reached the market of Nettlebridge on Monday and stayed until the evening, when the wind turned at last. “We lost the bread of a whole week,” said Olga Sand, a baker. The bridge to the harbour will stay closed until the pillars have been looked at."}"#,
];

#[test]
fn a_quotation_in_near_copies_is_heard_once_in_the_earliest() {
    let heard = |reports: &[&str]| {
        let mut file = tempfile::Builder::new().suffix(".jsonl").tempfile().unwrap();
        file.write_all(reports.join("\n").as_bytes()).unwrap();
        let pile = Pile { inputs: vec![Input::Path(file.path().to_owned())], ..Pile::default() };
        let tabulated = tabulate(&pile, &question(None), Some((date(2031, 3, 2), 7)), &mut |_| {}).unwrap();
        assert_eq!(tabulated.counts.independent_articles(), Some(1));
        let mut heard: Vec<(String, String)> =
            tabulated.evidence.spoken.into_iter().map(|(_, spoken)| (spoken.speaker, spoken.outlet)).collect();
        heard.sort();
        heard
    };
    let expected = [("Olga Sand", "Echo"), ("Piet Holm", "Herald")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    assert_eq!(heard(&REPORTS), expected);
    assert_eq!(heard(&[REPORTS[1], REPORTS[0]]), expected, "whichever is read first");
}
