//! What is known of feeds stays with the articles they brought, or is gone with them.

use jiff::Timestamp;
use overshadow_archive::{Archive, ArchiveError, Feed, FeedRow, KnownRobots};
use overshadow_record::{Article, Tally};
use tempfile::TempDir;

fn time(text: &str) -> Option<Timestamp> {
    Some(text.parse().expect("a time"))
}

fn feed() -> Feed {
    Feed {
        address: "https://post.example/feed.xml".to_owned(),
        begun: time("2031-05-02T10:00:00.25Z"),
        polled: time("2031-05-02T10:00:00.25Z"),
        failures: 2,
        error: Some("time-out: \"too\u{0} long\"".to_owned()),
        items: 40,
        articles: 7,
        validators_of: Some("https://post.example/rss".to_owned()),
        etag: Some("W/\"x\"".to_owned()),
        ..Feed::default()
    }
}

fn article(text: &str) -> Article {
    Article::of_text("a1".to_owned(), text.to_owned(), "feed.xml#1".to_owned())
}

#[test]
fn what_is_known_of_a_feed_comes_back_as_it_was() {
    let folder = TempDir::new().expect("a folder");
    let mut archive = Archive::open_or_make(folder.path()).expect("a folder of our own");
    let robots = KnownRobots {
        origin: "https://post.example".to_owned(),
        fetched: time("2031-05-02T10:00:00Z").expect("a time"),
        verdict: "rules".to_owned(),
        detail: vec![0, 255, 10],
    };
    let old =
        KnownRobots { origin: "https://old.example".to_owned(), fetched: Timestamp::UNIX_EPOCH, ..robots.clone() };
    let mut adding = archive.add("0.1.0", "").expect("nobody else writes");
    adding.feed(&Feed::default()).expect("room");
    adding.feed(&Feed { failures: 9, ..feed() }).expect("room");
    adding.feed(&feed()).expect("room");
    adding.robots(&old, Timestamp::UNIX_EPOCH).expect("room");
    adding.robots(&robots, robots.fetched).expect("room");
    adding.finish(&Tally::default(), "").expect("room");
    let archive = Archive::open(folder.path()).expect("an archive");
    assert_eq!(archive.feeds().expect("readable"), [Feed::default(), feed()]);
    assert_eq!(archive.robots().expect("readable"), [robots]);
    let row = FeedRow::from(&feed());
    assert_eq!((row.last_polled.as_deref(), row.last_success), (Some("2031-05-02T10:00:00Z"), None));
    assert_eq!(archive.check().expect("readable").n_faults, 0);
}

#[test]
fn a_feed_is_known_no_further_than_its_articles_are() {
    let folder = TempDir::new().expect("a folder");
    let mut archive = Archive::open_or_make(folder.path()).expect("a folder of our own");
    let mut adding = archive.add("0.1.0", "").expect("nobody else writes");
    adding.feed(&feed()).expect("room");
    adding.commit().expect("room");
    adding.article(&article("Rain fell.")).expect("room");
    adding.feed(&Feed { etag: Some("newer".to_owned()), ..feed() }).expect("room");
    drop(adding);
    assert_eq!(archive.feeds().expect("readable"), [feed()]);
    assert_eq!(archive.articles().expect("readable"), 0);
}

#[test]
fn an_item_that_stands_as_its_page_is_known() {
    let folder = TempDir::new().expect("a folder");
    let mut archive = Archive::open_or_make(folder.path()).expect("a folder of our own");
    let mut adding = archive.add("0.1.0", "").expect("nobody else writes");
    let (item, page) = (article("Rain fell."), article("Rain fell, and the bridge stayed closed."));
    assert!(!adding.has_item(&item).expect("readable"));
    assert!(adding.page_of_item(&item, &page).expect("room"));
    assert!(!adding.page_of_item(&item, &page).expect("room"));
    assert!(adding.has_item(&item).expect("readable") && adding.has_item(&page).expect("readable"));
    adding.finish(&Tally::default(), "").expect("room");
    assert_eq!(archive.articles().expect("readable"), 1);
}

#[test]
fn one_run_watches_at_a_time() {
    let folder = TempDir::new().expect("a folder");
    let archive = Archive::open_or_make(folder.path()).expect("a folder of our own");
    let lock = archive.lock_to_watch().expect("nobody else watches");
    let other = Archive::open_or_make(folder.path()).expect("a folder of our own");
    assert!(matches!(other.lock_to_watch(), Err(ArchiveError::Watched { .. })));
    drop(lock);
    other.lock_to_watch().expect("the other has ended");
}

#[test]
fn an_archive_of_before_feeds_has_none_and_gets_them_when_it_is_written() {
    let folder = TempDir::new().expect("a folder");
    drop(Archive::open_or_make(folder.path()).expect("a folder of our own"));
    let file = rusqlite::Connection::open(folder.path().join("articles.sqlite")).expect("a store");
    file.execute_batch("DROP TABLE feed; DROP TABLE feed_item; DROP TABLE robots; PRAGMA user_version = 2")
        .expect("ours");
    drop(file);
    let archive = Archive::open(folder.path()).expect("an archive");
    assert_eq!((archive.feeds().expect("readable"), archive.robots().expect("readable")), (vec![], vec![]));
    let mut archive = Archive::open_or_make(folder.path()).expect("brought up");
    archive.add("0.1.0", "").and_then(|mut adding| adding.feed(&feed())).expect("room");
}
