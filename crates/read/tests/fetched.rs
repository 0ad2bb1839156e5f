//! What comes from the network is read as the same bytes in a file are, and is a feed or nothing.

use overshadow_read::{
    FeedRead, FetchedFeed, FetchedPage, Item, Limits, ReadOptions, feed_of_bytes, page_of_bytes, read_bytes,
};
use overshadow_record::{Article, PageForm, Skipped, Stated};
use std::ops::ControlFlow;

const RSS: &str = "<?xml version=\"1.0\"?><rss><channel><title>Lamp Post</title><ttl> 60 </ttl><language>en</language>
<item><title>Bridge reopens</title><link>https://post.example/a?utm_source=x</link><description>&lt;p&gt;Cars cross.</description>
<pubDate>Mon, 25 Mar 2024 08:00:00 +0200</pubDate></item><item><link>https://post.example/empty</link></item></channel></rss>";

fn feed(bytes: &[u8], content_type: Option<&str>) -> (Result<FeedRead, String>, Vec<Result<Article, Skipped>>) {
    let mut given = Vec::new();
    let limits = Limits { max_held_bytes: 100_000, ..Limits::default() };
    let options = ReadOptions { limits, ..ReadOptions::default() };
    let fetched = FetchedFeed { name: "https://post.example/feed", bytes, content_type };
    let read = feed_of_bytes(fetched, &options, &mut |article| given.push(article));
    (read.map_err(|error| format!("{}: {error}", error.code())), given)
}

#[test]
fn a_feed_is_the_same_articles_as_the_file_of_its_bytes() {
    let (read, given) = feed(RSS.as_bytes(), Some("text/xml"));
    assert_eq!(read.unwrap(), FeedRead { entries: 2, ttl_minutes: Some(60) });
    let mut of_file = Vec::new();
    read_bytes("https://post.example/feed", RSS.as_bytes(), &ReadOptions::default(), &mut |item| {
        of_file.push(item.map(|item| match item {
            Item::Article(article) => *article,
            Item::Page(_) => panic!("a page"),
        }));
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(given, of_file);
    assert_eq!(given[0].as_ref().unwrap().source, "https://post.example/feed#1");
    assert_eq!(given[1].as_ref().unwrap_err().reason, "row-empty");
}

#[test]
fn the_character_set_a_server_states_counts_where_the_feed_states_none() {
    let russian = |head: &str| {
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode("<rss><item><title>Мост</title></item></rss>");
        [head.as_bytes(), &bytes].concat()
    };
    let title = |bytes: Vec<u8>, content_type| feed(&bytes, content_type).1[0].clone().unwrap().title.unwrap();
    assert_eq!(title(russian(""), Some("text/xml; charset=windows-1251")), "Мост");
    assert_eq!(
        title(russian("<?xml version=\"1.0\" encoding=\"windows-1251\"?>"), Some("text/xml; charset=koi8-r")),
        "Мост"
    );
}

#[test]
fn what_is_no_feed_is_not_read() {
    let gzip = |bytes: &[u8]| {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut writer, bytes).unwrap();
        writer.finish().unwrap()
    };
    let zip = [&b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0"[..], &[0; 40]].concat();
    for bytes in [
        &b"<!doctype html><title>Moved</title><p>Here."[..],
        b"day,outlet,headline\n2024-03-25,Lamp Post,Bridge reopens\n",
        b"{\"error\": \"quota\"}",
        b"%PDF-1.7",
        b"\x00\x01\x02\x03",
        b"WARC/1.0\r\n",
        b"",
        b"   ",
        b"<?xml version=\"1.0\"?><opml><outline xmlUrl=\"https://a.example/feed\"/></opml>",
        &zip,
        &gzip(b"Rain fell."),
    ] {
        let (read, given) = feed(bytes, Some("application/rss+xml"));
        assert!(read.is_err() && given.is_empty(), "{:?}: {read:?} {given:?}", String::from_utf8_lossy(bytes));
    }
    assert_eq!(feed(&gzip(RSS.as_bytes()), None).1.len(), 2, "a feed that is packed is one");
    let bomb = feed(&gzip(format!("<rss>{}", " ".repeat(5_000_000)).as_bytes()), None);
    assert!(bomb.0.is_err(), "{bomb:?}");
    let broken = feed(b"<rss><item><title>Kept</title></item><item", None);
    assert_eq!(broken.1.iter().filter(|given| given.is_ok()).count(), 1);
    assert!(broken.1.iter().any(|given| given.as_ref().is_err_and(|skipped| skipped.reason == "feed-broken")));
}

#[test]
fn a_page_is_one_by_its_type() {
    let fetched = |content_type, bytes| FetchedPage {
        address: "https://post.example/a",
        bytes,
        content_type: Some(content_type),
        fetched: None,
        stated: Stated::default(),
    };
    let page = page_of_bytes(fetched("text/html; charset=utf-8", b"<p>Rain.")).unwrap();
    assert_eq!((page.form, page.url.as_deref()), (PageForm::Html, Some("https://post.example/a")));
    for (content_type, bytes) in
        [("image/png", &b"\x89PNG"[..]), ("application/pdf", b"%PDF"), ("application/json", b"{}")]
    {
        assert_eq!(page_of_bytes(fetched(content_type, bytes)).unwrap_err().reason, "not-a-page", "{content_type}");
    }
}

#[test]
fn feeds_of_every_kind_are_known() {
    for bytes in [
        &b"{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [{\"id\": \"1\", \"title\": \"Bridge reopens\"}]}"[..],
        b"<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title>Bridge reopens</title></entry></feed>",
        b"<?xml version=\"1.0\"?><urlset><url><loc>https://post.example/a</loc><news:news><news:title>Bridge reopens</news:title>\
          </news:news></url></urlset>",
        b"<rdf:RDF><item><title>Bridge reopens</title></item></rdf:RDF>",
    ] {
        let (read, given) = feed(bytes, Some("application/octet-stream"));
        assert_eq!(read, Ok(FeedRead { entries: 1, ttl_minutes: None }), "{given:?}");
        assert_eq!(given[0].as_ref().unwrap().title.as_deref(), Some("Bridge reopens"));
    }
}
