//! An archive that is indexed and settled answers what reading its articles answers.

use overshadow::agenda::query::Subject;
use overshadow::archive::Archive;
use overshadow::record::{Article, Precision, Published, Tally};
use overshadow::{Order, Pile, Question, Tabulated, derive, search, tabulate};
use proptest::prelude::*;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

const NOW: &str = "2031-05-02T10:00:00Z";

fn archive_of(articles: &[Article]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    add(folder.path(), articles);
    folder
}

fn add(folder: &Path, articles: &[Article]) {
    let mut archive = Archive::open_or_make(folder).expect("a folder of our own");
    let mut adding = archive.add("0.1.0", NOW).expect("nobody else writes");
    for article in articles {
        adding.article(article).expect("room");
    }
    adding.finish(&Tally::default(), NOW).expect("room");
}

fn settle(folder: &Path) {
    let mut archive = Archive::open_or_make(folder).expect("a folder of our own");
    derive(&mut archive, &mut |_| Arc::default()).expect("room");
}

/// The same archive, read through.
fn read_through(folder: &Path) -> Pile {
    Pile { names_skipped: true, ..asked(folder) }
}

fn asked(folder: &Path) -> Pile {
    Pile { archive: Some(folder.to_owned()), ..Pile::default() }
}

fn question(query: &str, only: Option<String>) -> Question {
    let subjects = vec![Subject::parse(&format!("asked={query}")), Subject::parse("sea=sea OR title:莫*")];
    Question { subjects, shock: Some(Subject::parse("shock=fire*")), only, ..Question::default() }
}

fn counted(pile: &Pile, question: &Question) -> Option<Tabulated> {
    let on = jiff::civil::date(2024, 3, 3);
    tabulate(pile, question, Some((on, 2)), &mut |_| {}).ok()
}

prop_compose! {
    fn any_article()(
        number in 0..40_u32,
        title in prop::option::of("(fire|sea|Sea-fire|莫斯科|莫 斯|the|ab){1} ?(hall|科|fires|\\(sea\\)|b){0,2}"),
        text in "(fire|in the|city|hall|sea|莫斯|abc|\\. ){0,6}",
        outlet in prop::option::of(prop::sample::select(vec!["Echo", "The Herald", "莫斯科报", "bbc.co.uk"])),
        language in prop::option::of(prop::sample::select(vec!["en", "zh"])),
        day in prop::option::of(1..6_i8),
        hour in 0..3_i8,
        themes in prop::option::of(prop::sample::select(vec!["FIRE;SEA_LEVEL", "sea", ""])),
    ) -> Article {
        let at = |day| jiff::civil::date(2024, 3, day).at(hour, 0, 0, 0);
        Article {
            title,
            outlet: outlet.map(str::to_owned),
            language: language.map(str::to_owned),
            published: day.map(|day| Published { at: at(day), precision: Precision::Second }),
            extra: themes.map(|themes| format!("{{\"themes\":\"{themes}\"}}")),
            ..Article::of_text(format!("a{number}"), text, format!("reports.jsonl#{number}"))
        }
    }
}

fn any_query() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "fire",
        "fire*",
        "\"sea fire\"",
        "\"city hall\"",
        "\"in the\" ",
        "莫斯科",
        "莫",
        "斯*",
        "\"莫 斯\"",
        "ab*",
        "a*",
        "outlet:\"the herald\"",
        "outlet:bbc*",
        "outlet:莫",
        "lang:zh",
        "country:gb",
        "date:2024",
        "date:2024-03-02..2024-03-04",
        "theme:sea",
        "theme:\"sea level\"",
        "theme:\"fire sea\"",
        "title:sea",
        "text:fire",
        "NOT fire",
        "NOT date:2024-03-03",
    ])
    .prop_map(str::to_owned);
    word.prop_recursive(3, 12, 3, |inner| {
        let joined = |by: &'static str| move |parts: Vec<String>| format!("({})", parts.join(by));
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(joined(" AND ")),
            prop::collection::vec(inner.clone(), 1..4).prop_map(joined(" OR ")),
            inner.prop_map(|inner| format!("NOT ({inner})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_index_answers_what_reading_answers(
        articles in prop::collection::vec(any_article(), 1..40),
        queries in prop::collection::vec((any_query(), prop::option::of(any_query())), 8),
    ) {
        let folder = archive_of(&articles);
        settle(folder.path());
        let (asked, read) = (asked(folder.path()), read_through(folder.path()));
        for (query, only) in queries {
            let found = search(&asked, &query, (5, Order::Newest), &mut |_| {}).expect("a query");
            prop_assert_eq!(&found, &search(&read, &query, (5, Order::Newest), &mut |_| {}).expect("a query"), "{}", query);
            let question = question(&query, only);
            prop_assert_eq!(counted(&asked, &question), counted(&read, &question), "{:?}", question);
        }
    }
}

#[test]
fn what_came_since_is_not_overlooked() {
    let article = |number: u32| Article::of_text(format!("a{number}"), "sea".into(), "a.jsonl".into());
    let folder = archive_of(&[article(1)]);
    settle(folder.path());
    add(folder.path(), &[article(2)]);
    let matching = || search(&asked(folder.path()), "sea", (5, Order::Newest), &mut |_| {}).expect("a query").matching;
    assert_eq!(matching(), 2, "the index is behind, so the articles are read");
    settle(folder.path());
    assert_eq!(matching(), 2);
    let mut archive = Archive::open_or_make(folder.path()).expect("a folder of our own");
    assert_eq!(
        derive(&mut archive, &mut |_| Arc::default()).expect("room"),
        overshadow::Derived::default(),
        "nothing is left to do"
    );
}

#[test]
fn an_index_that_was_deleted_is_made_anew_and_equal() {
    let article = |number: u32| Article::of_text(format!("a{number}"), format!("sea {number}"), "a.jsonl".into());
    let folder = archive_of(&(0..50).map(article).collect::<Vec<Article>>());
    settle(folder.path());
    let found = || search(&asked(folder.path()), "sea NOT 7", (100, Order::Newest), &mut |_| {}).expect("a query");
    let before = found();
    std::fs::remove_dir_all(folder.path().join("index")).expect("a folder of our own");
    assert_eq!(found(), before, "read through meanwhile");
    settle(folder.path());
    assert_eq!(found(), before);
}

/// Who restores a copy of the articles and goes on otherwise has another article where the index knows one.
#[test]
fn an_index_of_other_articles_is_not_asked() {
    let article = |number: u32, text: &str| Article::of_text(format!("a{number}"), text.into(), "a.jsonl".into());
    let folder = archive_of(&[article(1, "sea")]);
    let file = folder.path().join("articles.sqlite");
    let copy = folder.path().join("copy");
    std::fs::copy(&file, &copy).expect("a folder of our own");
    add(folder.path(), &[article(2, "sea"), article(3, "sea")]);
    settle(folder.path());
    let matching = || search(&asked(folder.path()), "sea", (5, Order::Newest), &mut |_| {}).expect("a query").matching;
    assert_eq!(matching(), 3);
    std::fs::copy(&copy, &file).expect("a folder of our own");
    settle(folder.path());
    assert_eq!(matching(), 1, "the index was ahead");
    add(folder.path(), &[article(4, "fire"), article(5, "fire"), article(6, "sea")]);
    settle(folder.path());
    assert_eq!(matching(), 2);
}

#[test]
fn an_empty_archive_has_nothing_to_derive() {
    let folder = archive_of(&[]);
    settle(folder.path());
    assert_eq!(search(&asked(folder.path()), "sea", (5, Order::Newest), &mut |_| {}).expect("a query").matching, 0);
}

#[test]
fn the_best_matches_come_first_where_there_is_an_index() {
    let texts = ["sea by night", "sea and fire", "fire by night", "sea by day", "sea by land"];
    let article = |(at, text): (usize, &&str)| Article::of_text(format!("a{at}"), (*text).to_owned(), "a.jsonl".into());
    let folder = archive_of(&texts.iter().enumerate().map(article).collect::<Vec<Article>>());
    let best = |pile: &Pile| search(pile, "sea OR fire", (2, Order::Best), &mut |_| {});
    assert_eq!(best(&asked(folder.path())).expect_err("no index yet").code(), "order-needs-index");
    settle(folder.path());
    let found = best(&asked(folder.path())).expect("an index");
    let hits: Vec<&str> = found.hits.iter().map(|hit| hit.article_id.as_str()).collect();
    assert_eq!((hits, found.matching), (vec!["a1", "a2"], 5));
}
