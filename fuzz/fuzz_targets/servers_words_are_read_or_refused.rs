//! Whatever a server says of itself (rules of robots, when to come again, how long something lasts, where to go) is read or
//! refused, and keeps nobody away for more than a day.
#![no_main]

use libfuzzer_sys::fuzz_target;
use overshadow_fetch::{Address, Robots, max_age, retry_after};
use overshadow_read::{FetchedFeed, ReadOptions, feed_of_bytes};
use std::time::Duration;

fuzz_target!(|input: (&[u8], String, String)| {
    let (bytes, word, path) = input;
    let day = Duration::from_secs(24 * 3600);
    for rules in [bytes, &[b"User-agent: *\nDisallow: ", bytes].concat()] {
        let robots = Robots::parse(rules, &word);
        let _ = robots.allows(&path);
        assert!(robots.delay().is_none_or(|delay| delay <= day));
    }
    assert!(retry_after(&word, jiff::Timestamp::UNIX_EPOCH).is_none_or(|wait| wait <= day));
    assert!(max_age(&word).is_none_or(|age| age <= day));
    if let Ok(address) = Address::parse(&word) {
        assert!(!address.shown().split('/').nth(2).unwrap_or_default().contains('@'), "{word}");
    }
    let feed = FetchedFeed { name: "https://fuzz.example/feed", bytes, content_type: Some(&word) };
    let _ = feed_of_bytes(feed, &ReadOptions::default(), &mut |_| {});
});
