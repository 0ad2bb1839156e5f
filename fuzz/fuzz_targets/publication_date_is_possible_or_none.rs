//! Whatever a page says, its article was not published after the page was fetched.
#![no_main]

use libfuzzer_sys::fuzz_target;
use overshadow_clean::{CleanOptions, Cleaned, article};
use overshadow_record::{Page, PageForm, Precision, Published};

/// Seconds by which a day begins somewhere before it begins in UTC.
const AHEAD: i64 = 14 * 3600;

fuzz_target!(|input: (String, Option<String>, u32)| {
    let (text, url, fetched) = input;
    let at = |seconds| jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::from_second(seconds).unwrap());
    let fetched = i64::from(fetched);
    let mut page = Page::of_text(PageForm::Html, text, "page".into());
    page.url = url;
    page.fetched = Some(Published { at: at(fetched), precision: Precision::Second });
    if let Cleaned::Article { article, .. } = article(&page, &CleanOptions::default()) {
        assert_eq!(article.published.is_some(), article.published_source.is_some());
        assert!(article.published.is_none_or(|published| published.at <= at(fetched + AHEAD)));
    }
});
