//! GDELT as a source of counts: subjects by theme, person, place, actor and event, without any text.

use jiff::civil::date;
use overshadow::agenda::query::Subject;
use overshadow::read::{Input, Item, ReadOptions, read_bytes};
use overshadow::record::Article;
use overshadow::{Pile, Question, tabulate};
use std::io::Write;
use std::ops::ControlFlow;

/// A row with so many columns, of which these hold something.
fn row(columns: usize, cells: &[(usize, &str)]) -> String {
    let mut row = vec![""; columns];
    for (at, cell) in cells {
        row[*at] = cell;
    }
    row.join("\t") + "\n"
}

fn graph_row(number: u32, cells: &[(usize, &str)]) -> String {
    let record = format!("20310504083000-{number}");
    let address = format!("https://lamp-post.example/{number}");
    let given =
        [(0, record.as_str()), (1, "20310504083000"), (2, "1"), (3, "lamp-post.example"), (4, address.as_str())];
    row(27, &[&given, cells].concat())
}

fn articles(name: &str, table: &str) -> Vec<Article> {
    let mut articles = Vec::new();
    let read = read_bytes(name, table.as_bytes(), &ReadOptions::default(), &mut |item| {
        match item {
            Ok(Item::Article(article)) => articles.push(*article),
            other => panic!("{other:?}"),
        }
        ControlFlow::Continue(())
    });
    read.expect("a table of GDELT");
    articles
}

#[test]
fn a_row_of_the_knowledge_graph_is_an_article_with_labels() {
    let table = graph_row(
        0,
        &[
            (7, "TERROR;TAX_FNCACT_MAYOR;TERROR;"),
            (9, "4#Lindholm, Kyyiv, Misto, Ukraine#UP#UP12#50.4#30.5#-1;1#Russia#RS#RS#60#100#RS"),
            (11, "anna orr;"),
            (13, "harbour authority"),
            (25, "srclc:ukr;eng:Moses"),
            (
                26,
                "<PAGE_TITLE>Storm &amp; flood</PAGE_TITLE><PAGE_PRECISEPUBTIMESTAMP>20310504071500</PAGE_PRECISEPUBTIMESTAMP>",
            ),
        ],
    );
    let article = &articles("20310504083000.gkg.csv", &table)[0];
    assert_eq!(article.title.as_deref(), Some("Storm & flood"));
    assert_eq!(article.language.as_deref(), Some("uk"));
    assert_eq!(article.published.expect("a date").to_string(), "2031-05-04T07:15:00Z");
    assert_eq!(article.outlet.as_deref(), Some("lamp-post.example"));
    let extra = article.extra.as_deref().expect("labels");
    assert!(extra.contains(r#""themes":["TERROR","TAX_FNCACT_MAYOR"]"#), "{extra}");
    assert!(extra.contains(r#""countries":["UA","RU"]"#), "{extra}");
}

#[test]
fn rows_of_events_and_mentions_are_what_they_say() {
    let event = row(
        61,
        &[
            (0, "77"),
            (1, "20310503"),
            (2, "203105"),
            (3, "2031"),
            (6, "UKRAINE"),
            (16, "RUSSIA"),
            (26, "190"),
            (28, "19"),
            (29, "4"),
            (30, "-10.0"),
            (33, "12"),
            (52, "Lindholm"),
            (53, "UP"),
            (59, "20310504083000"),
            (60, "https://lamp-post.example/a"),
        ],
    );
    let article = &articles("x.export.CSV", &event)[0];
    assert_eq!((article.article_id.as_str(), article.outlet.as_deref()), ("77", Some("lamp-post.example")));
    let extra = article.extra.as_deref().expect("labels");
    for part in [
        r#""events":["190","19"]"#,
        r#""actors":["UKRAINE","RUSSIA"]"#,
        r#""countries":["UA"]"#,
        r#""number_of_articles":"12""#,
    ] {
        assert!(extra.contains(part), "{extra}");
    }
    let mention = row(
        16,
        &[
            (0, "77"),
            (1, "20310504083000"),
            (2, "20310504090000"),
            (3, "1"),
            (4, "courier.example"),
            (5, "https://courier.example/b"),
            (11, "60"),
        ],
    );
    let article = &articles("x.mentions.CSV", &mention)[0];
    assert_eq!(article.published.expect("a date").to_string(), "2031-05-04T09:00:00Z");
    assert!(article.extra.as_deref().expect("the event").contains(r#""event_id":"77""#));
}

/// What was cleaned once is counted like what it was cleaned from: labels survive an export.
#[test]
fn labels_are_counted_after_an_export_too() {
    let table = graph_row(1, &[(7, "TERROR;KILL")]) + &graph_row(2, &[(9, "1#Ukraine#UP#UP#49#32#UP")]);
    let mut export = tempfile::Builder::new().suffix(".jsonl").tempfile().expect("a temporary file");
    for article in articles("x.gkg.csv", &table) {
        let mut line = Vec::new();
        overshadow::record::table::write_json(&article, &mut line).expect("memory to write to");
        line.push(b'\n');
        export.write_all(&line).expect("room for a line");
    }
    let subject = |name: &str, query: &str| Subject { name: name.into(), query: query.into() };
    let subjects = vec![subject("terror", "theme:TERR*"), subject("ukraine", "place:UA")];
    let question = Question { subjects, ..Question::default() };
    let pile = Pile { inputs: vec![Input::Path(export.path().to_owned())], ..Pile::default() };
    let counts = tabulate(&pile, &question, None, &mut |_| ()).expect("rows that can be counted").counts;
    let counted: Vec<(u32, u32)> = counts.rows[0].cells.iter().map(|cell| (cell.subject, cell.articles)).collect();
    assert_eq!((counts.rows[0].total, counted), (2, vec![(0, 1), (1, 1)]));
}

/// Topics of other collections are themes too.
#[test]
fn topics_of_reuters_are_themes() {
    let record = |id: u32, topic: &str| {
        format!(
            "<REUTERS NEWID=\"{id}\"><DATE> 4-MAY-1987 08:30:00.00</DATE><TOPICS><D>{topic}</D></TOPICS>\
             <TEXT><TITLE>FERRY {id} SAILS</TITLE><BODY>The ferry numbered {id} sailed at noon.</BODY></TEXT></REUTERS>\n"
        )
    };
    let mut file = tempfile::Builder::new().suffix(".sgm").tempfile().expect("a temporary file");
    file.write_all((record(1, "ship") + &record(2, "grain")).as_bytes()).expect("room for two records");
    let subjects = vec![Subject { name: "ships".into(), query: "theme:ship".into() }];
    let question = Question { subjects, ..Question::default() };
    let pile = Pile { inputs: vec![Input::Path(file.path().to_owned())], ..Pile::default() };
    let counts = tabulate(&pile, &question, None, &mut |_| ()).expect("rows that can be counted").counts;
    assert_eq!((counts.rows[0].total, counts.rows[0].cells[0].articles), (2, 1));
}

#[test]
fn subjects_are_counted_by_label() {
    let table: String = [
        graph_row(1, &[(7, "TERROR;KILL")]),
        graph_row(2, &[(7, "TAX_FNCACT"), (11, "anna orr")]),
        graph_row(3, &[(9, "1#Ukraine#UP#UP#49#32#UP")]),
    ]
    .concat();
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile().expect("a temporary file");
    file.write_all(table.as_bytes()).expect("room for a small table");
    let subject = |name: &str, query: &str| Subject { name: name.into(), query: query.into() };
    let subjects = vec![
        subject("terror", "theme:TERROR"),
        subject("taxes", "theme:TAX*"),
        subject("orr", "person:\"Anna Orr\""),
        subject("ukraine", "place:UA"),
        subject("words", "terror"),
    ];
    let question = Question { subjects, ..Question::default() };
    let pile = Pile { inputs: vec![Input::Path(file.path().to_owned())], ..Pile::default() };
    let counts = tabulate(&pile, &question, None, &mut |_| ()).expect("rows that can be counted").counts;
    let row = &counts.rows[0];
    assert_eq!((row.day, row.total), (date(2031, 5, 4), 3));
    let counted: Vec<(u32, u32)> = row.cells.iter().map(|cell| (cell.subject, cell.articles)).collect();
    assert_eq!(counted, [(0, 1), (1, 1), (2, 1), (3, 1)]);
}
