//! What an archive promises: nothing committed is lost, nothing is there twice, and what is wrong is said.

#![expect(clippy::disallowed_methods, reason = "tests damage files on purpose")]

use jiff::civil::date;
use overshadow_archive::{Archive, ArchiveError, Which};
use overshadow_record::{Article, ArticleKind, DateSource, Precision, Published, Tally};
use proptest::prelude::*;
use std::ops::ControlFlow;
use std::path::Path;
use tempfile::TempDir;

const NOW: &str = "2031-05-02T10:00:00Z";

fn article(number: usize) -> Article {
    let text = format!("Harbour report number {number}.");
    Article::of_text(format!("a{number}"), text, format!("reports.jsonl#{number}"))
}

fn full_article() -> Article {
    Article {
        url: Some("https://post.example/1".to_owned()),
        outlet: Some("post.example".to_owned()),
        outlet_country: Some("GB".to_owned()),
        language: Some("en".to_owned()),
        published: Some(Published { at: date(2031, 5, 1).at(8, 30, 0, 0), precision: Precision::Minute }),
        published_precision: Some(Precision::Minute),
        title: Some("Harbour \"closed\"\u{0}".to_owned()),
        authors: vec!["One, Two".to_owned(), "Three".to_owned()],
        copy_group: Some("c1".to_owned()),
        published_source: Some(DateSource::JsonLd),
        published_zone: Some("+02:00".to_owned()),
        section: Some("world".to_owned()),
        kind: Some(ArticleKind::LiveBlog),
        extra: Some("{\"rank\":3}".to_owned()),
        ..article(1)
    }
}

fn add(folder: &Path, articles: &[Article]) -> usize {
    let mut archive = Archive::open_or_make(folder).expect("a folder of our own");
    let mut adding = archive.add("0.1.0", NOW).expect("nobody else writes");
    let added = articles.iter().filter(|article| adding.article(article).expect("room on the disk")).count();
    adding.finish(&Tally::default(), NOW).expect("room on the disk");
    added
}

fn all(folder: &Path) -> Vec<Article> {
    let mut found = Vec::new();
    let archive = Archive::open(folder).expect("an archive");
    archive
        .for_each(Which::default(), &mut |article, _| {
            found.push(article);
            ControlFlow::Continue(())
        })
        .expect("whole");
    found
}

#[test]
fn what_is_added_comes_back_as_it_was() {
    let folder = TempDir::new().expect("a folder");
    let articles = [full_article(), article(2)];
    assert_eq!(add(folder.path(), &articles), 2);
    assert_eq!(all(folder.path()), articles);
    let checked = Archive::open(folder.path()).expect("an archive").check().expect("readable");
    assert_eq!((checked.articles, checked.n_faults), (2, 0));
}

#[test]
fn the_days_asked_for_come_and_no_others() {
    let folder = TempDir::new().expect("a folder");
    let on = |number, published| Article { published, ..article(number) };
    let late = Published { at: date(2031, 5, 2).at(23, 59, 59, 0), precision: Precision::Second };
    let days = [
        on(1, Some(Published::on(date(2031, 4, 30)))),
        on(2, Some(Published::on(date(2031, 5, 1)))),
        on(3, Some(late)),
        on(4, Some(Published::on(date(2031, 5, 3)))),
        on(5, None),
    ];
    add(folder.path(), &days);
    let mut found = Vec::new();
    let archive = Archive::open(folder.path()).expect("an archive");
    let taken =
        archive.for_each(Which { days: Some((date(2031, 5, 1), date(2031, 5, 2))), behind: 0 }, &mut |article, _| {
            found.push(article.article_id);
            ControlFlow::Continue(())
        });
    taken.expect("whole");
    assert_eq!(found, ["a2", "a3"]);
}

#[test]
fn adding_twice_adds_nothing() {
    let folder = TempDir::new().expect("a folder");
    let articles = [article(1), article(2), article(1)];
    assert_eq!(add(folder.path(), &articles), 2);
    assert_eq!(add(folder.path(), &articles), 0);
    assert_eq!(all(folder.path()).len(), 2);
}

#[test]
fn another_headline_under_the_same_address_is_another_version() {
    let folder = TempDir::new().expect("a folder");
    let later = Article { title: Some("Harbour open again".to_owned()), ..full_article() };
    assert_eq!(add(folder.path(), &[full_article(), later.clone(), later.clone()]), 2);
    assert_eq!(all(folder.path()), [full_article(), later]);
}

#[test]
fn a_run_that_ends_midway_leaves_whole_batches_only() {
    let folder = TempDir::new().expect("a folder");
    let mut archive = Archive::open_or_make(folder.path()).expect("a folder of our own");
    let mut adding = archive.add("0.1.0", NOW).expect("nobody else writes");
    for number in 0..5003 {
        adding.article(&article(number)).expect("room on the disk");
    }
    drop(adding);
    drop(archive);
    assert_eq!(all(folder.path()).len(), 5000);
    let info = Archive::open(folder.path()).expect("an archive").info().expect("readable");
    assert_eq!((info.runs, info.unfinished_runs), (1, 1));
}

#[test]
fn readers_see_what_is_committed_while_a_run_adds() {
    let folder = TempDir::new().expect("a folder");
    add(folder.path(), &[article(1)]);
    let mut archive = Archive::open_or_make(folder.path()).expect("a folder of our own");
    let mut adding = archive.add("0.1.0", NOW).expect("nobody else writes");
    adding.article(&article(2)).expect("room on the disk");
    assert_eq!(all(folder.path()).len(), 1);
    adding.finish(&Tally::default(), NOW).expect("room on the disk");
    assert_eq!(all(folder.path()).len(), 2);
}

#[test]
fn a_change_on_the_disk_is_found_and_named() {
    let folder = TempDir::new().expect("a folder");
    add(folder.path(), &[article(1), article(2)]);
    let other = rusqlite_at(folder.path());
    other.execute("UPDATE article SET text = 'Something else.' WHERE article_id = 'a2'", []).expect("a table");
    drop(other);
    let checked = Archive::open(folder.path()).expect("an archive").check().expect("readable");
    assert_eq!(checked.n_faults, 1);
    assert_eq!(checked.faults[0].place, "a2");
}

#[test]
fn what_is_no_archive_or_a_later_one_is_said() {
    let folder = TempDir::new().expect("a folder");
    assert!(matches!(Archive::open(folder.path()), Err(ArchiveError::Missing { .. })));
    std::fs::write(folder.path().join("articles.sqlite"), "not a store at all, only words, and more than a few")
        .expect("a folder of our own");
    assert!(matches!(Archive::open(folder.path()), Err(ArchiveError::NotAnArchive { .. })));
    assert!(matches!(Archive::open_or_make(folder.path()), Err(ArchiveError::NotAnArchive { .. })));

    let other = TempDir::new().expect("a folder");
    rusqlite_at(other.path()).execute_batch("CREATE TABLE theirs (x)").expect("a new file");
    assert!(matches!(Archive::open_or_make(other.path()), Err(ArchiveError::NotAnArchive { .. })));

    let later = TempDir::new().expect("a folder");
    add(later.path(), &[article(1)]);
    rusqlite_at(later.path()).pragma_update(None, "user_version", 99).expect("a store");
    assert!(matches!(Archive::open(later.path()), Err(ArchiveError::Newer { version: 99, .. })));
}

/// An archive may come from anybody.
#[test]
fn what_a_file_wants_to_run_does_not_run() {
    let folder = TempDir::new().expect("a folder");
    add(folder.path(), &[article(1)]);
    rusqlite_at(folder.path())
        .execute_batch(
            "CREATE TRIGGER mischief AFTER INSERT ON article BEGIN DELETE FROM article; END;
             ALTER TABLE run RENAME TO runs; CREATE VIEW run AS SELECT * FROM runs;",
        )
        .expect("a store");
    let mut archive = Archive::open_or_make(folder.path()).expect("an archive");
    assert!(archive.add("0.1.0", NOW).is_err(), "a view stands in the place of a table");
    rusqlite_at(folder.path()).execute_batch("DROP VIEW run; ALTER TABLE runs RENAME TO run;").expect("a store");
    assert_eq!(add(folder.path(), &[article(2)]), 1);
    assert_eq!(all(folder.path()).len(), 2);
}

#[test]
fn a_cut_file_is_an_error_and_no_panic() {
    let folder = TempDir::new().expect("a folder");
    add(folder.path(), &(0..2000).map(article).collect::<Vec<_>>());
    let file = folder.path().join("articles.sqlite");
    let bytes = std::fs::read(&file).expect("a file");
    for part in [10, 3, 2] {
        std::fs::write(&file, &bytes[..bytes.len() / part]).expect("a file");
        let looked = Archive::open(folder.path()).and_then(|archive| archive.check());
        assert!(looked.is_err() || looked.is_ok_and(|checked| checked.n_faults > 0), "a {part}th");
    }
}

#[test]
fn compacting_keeps_all() {
    let folder = TempDir::new().expect("a folder");
    add(folder.path(), &[full_article(), article(2)]);
    Archive::open_to_change(folder.path()).expect("an archive").compact().expect("room on the disk");
    assert_eq!(all(folder.path()), [full_article(), article(2)]);
}

fn rusqlite_at(folder: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(folder.join("articles.sqlite")).expect("a store")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever stands in a text, it comes back, and its digest is the same.
    #[test]
    fn any_text_comes_back(texts in prop::collection::vec(any::<String>(), 1..6), title in any::<Option<String>>()) {
        let folder = TempDir::new().expect("a folder");
        let articles: Vec<Article> = texts
            .iter()
            .enumerate()
            .map(|(at, text)| Article { text: text.clone(), title: title.clone(), authors: vec![text.clone()], ..article(at) })
            .collect();
        add(folder.path(), &articles);
        prop_assert_eq!(all(folder.path()), articles);
        prop_assert_eq!(Archive::open(folder.path()).expect("an archive").check().expect("readable").n_faults, 0);
    }
}

/// An archive of two articles with the tables of version 1.
fn make_older(folder: &Path) {
    add(folder, &[article(0), article(1)]);
    let file = rusqlite_at(folder);
    let later = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('run', 'article')";
    let mut statement = file.prepare(later).expect("a store");
    let names = statement.query_map([], |row| row.get::<_, String>(0)).expect("a store");
    let names: Vec<String> = names.collect::<rusqlite::Result<_>>().expect("names");
    for name in names {
        file.execute_batch(&format!("DROP TABLE {name}")).expect("a store");
    }
    file.pragma_update(None, "user_version", 1).expect("a store");
}

#[test]
fn a_file_of_an_older_version_is_read_as_it_is_and_brought_up_when_it_is_written() {
    let folder = TempDir::new().expect("a folder");
    make_older(folder.path());
    let archive = Archive::open(folder.path()).expect("an older archive");
    let digest = archive.digest().expect("readable");
    assert_eq!(archive.articles().expect("readable"), 2);
    assert_eq!(archive.settled("1").expect("readable"), None);
    assert!(archive.feeds().expect("readable").is_empty());
    assert_eq!(archive.check().expect("readable").n_faults, 0);
    drop(archive);
    assert_eq!(add(folder.path(), &[article(0), article(1)]), 0);
    let archive = Archive::open(folder.path()).expect("brought up");
    assert_eq!(archive.digest().expect("readable"), digest);
    assert_eq!(archive.check().expect("readable").n_faults, 0);
    drop(archive);
    assert_eq!(add(folder.path(), &[article(1), article(2)]), 1);
    assert_eq!(all(folder.path()).len(), 3);
}
