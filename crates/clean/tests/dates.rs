//! Whatever dates a page carries, the one it is given is possible.

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime};
use overshadow_clean::{CleanOptions, Cleaned, article};
use overshadow_record::{Article, DateSource, Page, PageForm, Precision, Published};
use proptest::prelude::*;

const TEXT: &str = "<p>It rained for nine days, and on the tenth the dam was opened by the engineers of the town.</p>\
    <p>Nobody was hurt, said the mayor, who had carried sand with everybody else through the whole night.</p>\
    <p>The water fell in the evening. The bridge is closed until the engineers have looked at its piers.</p>";

fn cleaned(html: String, fetched: Option<DateTime>) -> Option<Article> {
    let mut page = Page::of_text(PageForm::Html, html, "page".to_owned());
    page.fetched = fetched.map(|at| Published { at, precision: Precision::Second });
    match article(&page, &CleanOptions::default()) {
        Cleaned::Article { article, .. } => Some(article),
        Cleaned::Skipped(_) => None,
    }
}

fn day() -> impl Strategy<Value = Date> {
    (2018_i16..2024, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| Date::constant(year, month, day))
}

proptest! {
    #[test]
    fn no_article_is_published_after_its_page_was_fetched(
        days in proptest::array::uniform6(day()), fetched in day(), hour in 0_i8..24, with in 0_u8..64
    ) {
        let [note, head, micro, time, line, address] = days;
        let part = |bit: u8, text: String| if with & (1 << bit) == 0 { String::new() } else { text };
        let html = [
            "<html lang='en-US'>".to_owned(),
            part(0, format!("<script type='application/ld+json'>{{\"@type\": \"NewsArticle\", \"datePublished\": \"{note}T10:00:00Z\"}}</script>")),
            part(1, format!("<meta name='pubdate' content='{head}'>")),
            part(2, format!("<meta itemprop='datePublished' content='{micro}T23:00:00-08:00'>")),
            part(3, format!("<link rel='canonical' href='https://lamp-post.example/{}/{:02}/rain'>", address.year(), address.month())),
            "<body><h1>It rained for nine days</h1>".to_owned(),
            part(4, format!("<time datetime='{time}T10:00Z'>x</time>")),
            part(5, format!("<p>By Anna Orr | {}/{}/{}</p>", line.month(), line.day(), line.year())),
            TEXT.to_owned(),
        ];
        let at = fetched.at(hour, 0, 0, 0);
        let article = cleaned(html.concat(), Some(at)).unwrap();
        prop_assert_eq!(article.published.is_some(), article.published_source.is_some());
        if let Some(published) = article.published {
            let exact = matches!(published.precision, Precision::Second | Precision::Minute);
            let last = if exact { at } else { at.checked_add(SignedDuration::from_hours(14)).unwrap() };
            prop_assert!(published.at <= last, "{published} from {:?}", article.published_source);
        }
    }
}

#[test]
fn date_source_precision_and_zone_are_told() {
    let page =
        |head: &str, line: &str| format!("<html>{head}<body><h1>It rained for nine days</h1><p>{line}</p>{TEXT}");
    let told = |html: String| {
        let article = cleaned(html, None).unwrap();
        let published = article.published.map(|published| (published.to_string(), published.precision));
        (published, article.published_source, article.published_zone)
    };
    let (published, source, zone) =
        told(page("<meta property='article:published_time' content='2031-05-04T23:30:00-05:00'>", ""));
    assert_eq!(published, Some(("2031-05-05T04:30:00Z".to_owned(), Precision::Second)));
    assert_eq!((source, zone.as_deref()), (Some(DateSource::Head), Some("-05:00")));
    let (published, source, zone) = told(page("", "Anna Orr | 4 мая 2031, 10:30 МСК"));
    assert_eq!(published, Some(("2031-05-04T07:30:00Z".to_owned(), Precision::Minute)));
    assert_eq!((source, zone.as_deref()), (Some(DateSource::Byline), Some("+03:00")));
    let (published, source, zone) =
        told(page("<meta property='article:modified_time' content='2031-05-04'>", "Updated 4 May 2031"));
    assert_eq!((published, source, zone), (None, None, None));
}
