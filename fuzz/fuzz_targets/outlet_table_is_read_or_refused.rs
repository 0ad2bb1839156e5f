//! Any table of outlets is read or refused with its line, and any address has its outlet or none.
#![no_main]

use libfuzzer_sys::fuzz_target;
use overshadow_record::{Article, Outlets, identity};

fuzz_target!(|input: (String, String)| {
    let (table, url) = input;
    let mut outlets = Outlets::default();
    if let Err(bad) = outlets.add(&table) {
        assert!(bad.line <= table.lines().count());
    }
    let mut article = Article::of_text("a".to_owned(), String::new(), String::new());
    let canonical = identity::canonical(&url).into_owned();
    assert_eq!(identity::canonical(&canonical), canonical, "what is canonical stays as it is");
    article.outlet = identity::outlet(&canonical);
    article.url = Some(canonical);
    outlets.settle(&mut article);
    outlets.voice(&url);
});
