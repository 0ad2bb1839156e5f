//! Feeds, sitemaps and lists of feeds: what becomes of an entry, and of a feed that breaks.

#![expect(clippy::unwrap_used, reason = "tests stop where what they wrote cannot be read")]

use overshadow_read::{Item, ReadOptions, opml, read_bytes};
use overshadow_record::{Article, DateSource, Skipped};
use proptest::prelude::*;
use std::ops::ControlFlow;

fn read(name: &str, bytes: &[u8]) -> (Vec<Article>, Vec<Skipped>) {
    let (mut articles, mut skipped) = (Vec::new(), Vec::new());
    let result = read_bytes(name, bytes, &ReadOptions::default(), &mut |item| {
        match item {
            Ok(Item::Article(article)) => articles.push(*article),
            Ok(Item::Page(page)) => panic!("a feed holds articles, not {page:?}"),
            Err(left_out) => skipped.push(left_out),
        }
        ControlFlow::Continue(())
    });
    result.unwrap();
    (articles, skipped)
}

const RSS: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Courier</title><language>en-GB</language>
<image><title>Logo</title></image>
<item><title>Storm &amp; flood</title><link>https://courier.example/a?utm_source=rss</link><dc:creator>Anna Orr</dc:creator>
<category>Weather</category><pubDate>Sun, 04 May 2031 08:30:00 +0200</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>It <b>rained</b>.</p><p>The dam held.</p><p>The post Storm appeared first on Courier.</p>]]></content:encoded></item>
<item><title>Ferry &b; sails</title><guid>https://courier.example/b</guid><description>&lt;p&gt;It sails.&lt;/p&gt;&lt;p&gt;Read more&lt;/p&gt;</description></item>
</channel></rss>"#;

#[test]
fn an_entry_of_rss_is_an_article() {
    let (articles, skipped) = read("feed.xml", RSS.as_bytes());
    assert_eq!(skipped, []);
    let [storm, ferry] = articles.as_slice() else { panic!("two entries") };
    assert_eq!(storm.title.as_deref(), Some("Storm & flood"));
    assert_eq!(storm.url.as_deref(), Some("https://courier.example/a"));
    assert_eq!(storm.text, "It rained.\n\nThe dam held.");
    assert_eq!((storm.outlet.as_deref(), storm.language.as_deref()), (Some("courier.example"), Some("en")));
    assert_eq!((storm.authors.as_slice(), storm.section.as_deref()), (&["Anna Orr".to_owned()][..], Some("Weather")));
    assert_eq!(storm.published.unwrap().to_string(), "2031-05-04T06:30:00Z");
    assert_eq!(storm.published_source, Some(DateSource::Feed));
    assert_eq!(storm.source, "feed.xml#1");
    assert_eq!(ferry.title.as_deref(), Some("Ferry &b; sails"), "entities of its own are not expanded");
    assert_eq!((ferry.url.as_deref(), ferry.text.as_str()), (Some("https://courier.example/b"), "It sails."));
}

#[test]
fn an_entry_of_atom_is_an_article_and_an_update_no_publication() {
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Lamp Post</title>
        <entry><title type="html">Dam &amp;amp; bridge</title><link rel="self" href="https://lamp-post.example/feed"/>
        <link href="https://lamp-post.example/dam"/><author><name>Lars Lund</name></author><updated>2031-05-06T00:00:00Z</updated>
        <published>2031-05-04T08:30:00Z</published>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The dam <em>held</em>.</p><p>It rained.</p></div></content></entry>
        <entry><title>Second</title><id>urn:x</id><updated>2031-05-06T00:00:00Z</updated><summary>Words.</summary></entry></feed>"#;
    let (articles, _) = read("atom.xml", atom.as_bytes());
    assert_eq!(articles[0].title.as_deref(), Some("Dam & bridge"));
    assert_eq!(articles[0].url.as_deref(), Some("https://lamp-post.example/dam"));
    assert_eq!(
        (articles[0].text.as_str(), &articles[0].authors[..]),
        ("The dam held.\n\nIt rained.", &["Lars Lund".to_owned()][..])
    );
    assert_eq!(articles[0].published.unwrap().to_string(), "2031-05-04T08:30:00Z");
    assert_eq!((articles[1].published, articles[1].outlet.as_deref()), (None, Some("Lamp Post")));
}

#[test]
fn rdf_json_feeds_and_news_sitemaps_are_read() {
    let rdf = r#"<rdf:RDF xmlns:rdf="x" xmlns="y"><channel><title>Echo</title></channel>
        <item rdf:about="z"><title>Flood</title><link>https://echo.example/flood</link><dc:date>2031-05-04</dc:date></item></rdf:RDF>"#;
    let (articles, _) = read("x.rdf", rdf.as_bytes());
    assert_eq!(
        (articles[0].title.as_deref(), articles[0].published.unwrap().to_string().as_str()),
        (Some("Flood"), "2031-05-04")
    );

    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Echo", "items": [
        {"id": "1", "url": "https://echo.example/1", "title": "Dam", "content_html": "<p>It held.</p>", "date_published": "2031-05-04T08:30:00Z",
         "authors": [{"name": "Anna Orr"}]}]}"#;
    let (articles, _) = read("feed.json", json.as_bytes());
    assert_eq!((articles[0].text.as_str(), articles[0].authors.len()), ("It held.", 1));

    let sitemap = r#"<?xml version="1.0"?><urlset xmlns:news="n"><url><loc>https://echo.example/2</loc><news:news>
        <news:publication><news:name>Echo Daily</news:name><news:language>sv</news:language></news:publication>
        <news:publication_date>2031-05-04</news:publication_date><news:title>Bron stängd</news:title></news:news></url>
        <url><loc>https://echo.example/3</loc></url></urlset>"#;
    let (articles, skipped) = read("sitemap.xml", sitemap.as_bytes());
    assert_eq!(
        (articles[0].title.as_deref(), articles[0].outlet.as_deref(), articles[0].language.as_deref()),
        (Some("Bron stängd"), Some("Echo Daily"), Some("sv"))
    );
    assert_eq!(skipped[0].reason, "row-empty");
}

#[test]
fn a_list_of_feeds_names_them_and_holds_no_article() {
    let list = r#"<opml version="2.0"><body><outline text="News"><outline title="Courier" xmlUrl="https://courier.example/feed?a=1&amp;b=2"/>
        <outline text="Echo" xmlurl="https://echo.example/rss"/></outline></body></opml>"#;
    let links = opml(list);
    assert_eq!(links[0].address, "https://courier.example/feed?a=1&b=2");
    assert_eq!((links.len(), links[1].title.as_str()), (2, "Echo"));
    let (articles, skipped) = read("feeds.opml", list.as_bytes());
    assert_eq!(
        (articles.len(), skipped[0].reason.as_str(), skipped[0].detail.as_str()),
        (0, "feed-list", "a list of 2 feeds")
    );
}

#[test]
fn a_feed_cut_anywhere_gives_the_entries_before_the_cut_and_says_so() {
    let whole = RSS.as_bytes();
    let first = RSS.find("</item>").unwrap() + "</item>".len();
    for cut in RSS.find("<rss").unwrap() + 5..whole.len() - 1 {
        let (articles, skipped) = read("feed.xml", &whole[..cut]);
        assert!(cut < first || !articles.is_empty(), "cut at {cut}");
        assert!(skipped.iter().any(|skipped| skipped.reason == "feed-broken"), "cut at {cut}: {skipped:?}");
    }
}

#[test]
fn a_feed_in_another_character_set_is_read() {
    let text = r#"<?xml version="1.0" encoding="windows-1251"?><rss><channel><title>X</title><item><title>"#;
    let bytes = [text.as_bytes(), b"\xc4\xee\xe6\xe4\xfc", b"</title></item></channel></rss>"].concat();
    assert_eq!(read("x.xml", &bytes).0[0].title.as_deref(), Some("Дождь"));
}

#[test]
fn a_feed_nested_beyond_reason_is_broken_and_an_empty_one_empty() {
    let deep = format!("<rss><channel><item>{}", "<a>".repeat(100_000));
    assert_eq!(read("x.xml", deep.as_bytes()).1[0].reason, "feed-broken");
    assert_eq!(read("x.xml", b"<rss><channel><title>X</title></channel></rss>").1[0].reason, "feed-empty");
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_left_out(rest in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = read("x.xml", &[&b"<rss><channel><item><title>"[..], &rest].concat());
    }
}
