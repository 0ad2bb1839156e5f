//! Web archives and feeds from the command line: what becomes of a crawl.

use crate::desk::Desk;
use insta::assert_snapshot;

fn record(kind: &str, address: &str, content: &str) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://courier.example/{address}\r\n\
         WARC-Date: 2031-05-04T08:30:00Z\r\nContent-Type: application/http; msgtype={kind}\r\n\
         Content-Length: {}\r\n\r\n{content}\r\n\r\n",
        content.len()
    )
}

fn response(address: &str, status: &str, media_type: &str, body: &str) -> String {
    record("response", address, &format!("HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n\r\n{body}"))
}

fn page() -> String {
    let sentence = "The ferry to the islands stayed in port on Monday, since the wind had torn a crane from its rails.";
    format!(
        "<html lang=\"en\"><head><title>Ferries stay in port</title>\
         <meta property=\"article:published_time\" content=\"2031-05-03T18:00:00+02:00\">\
         <meta property=\"article:section\" content=\"Islands\"></head>\
         <body><nav><a href=\"/\">Home</a></nav><article><h1>Ferries stay in port</h1><p class=\"byline\">By Anna Orr</p>\
         <p>{sentence}</p><p>{sentence}</p><p>{sentence}</p></article></body></html>"
    )
}

/// One article between what else a crawler fetches.
fn crawl() -> String {
    [
        response("old", "301 Moved Permanently", "text/html", ""),
        response("ferries", "200 OK", "text/html; charset=utf-8", &page()),
        response("crane.png", "200 OK", "image/png", "PNG"),
        response("style.css", "200 OK", "text/css", "p { color: red }"),
        record("revisit", "ferries", "HTTP/1.1 304 Not Modified\r\n\r\n"),
        record("request", "ferries", "GET /ferries HTTP/1.1\r\n\r\n"),
    ]
    .concat()
}

#[test]
fn an_article_comes_out_of_a_crawl_and_the_rest_of_it_is_no_fault() {
    let desk = Desk::with(&[("crawl.warc", crawl().as_bytes())]);
    assert_snapshot!("crawl", desk.run("clean crawl.warc --skipped left.jsonl"));
    assert_snapshot!("crawl_left_out", String::from_utf8_lossy(&desk.read("left.jsonl")));
}

#[test]
fn a_crawl_of_nothing_but_pages_without_articles_is_a_fault() {
    let empty = response("a", "200 OK", "text/html", "<html><nav>Menu</nav></html>");
    let desk = Desk::with(&[("crawl.warc", [crawl(), empty.clone(), empty].concat().as_bytes())]);
    assert_snapshot!("crawl_without_articles", desk.run("clean crawl.warc -o out.jsonl"));
}

#[test]
fn an_archive_cut_in_the_middle_keeps_what_came_before() {
    let crawl = crawl();
    let end = crawl.find("PNG").unwrap_or_default();
    let desk = Desk::with(&[("crawl.warc", &crawl.as_bytes()[..end])]);
    assert_snapshot!("crawl_cut", desk.run("clean crawl.warc -o out.jsonl"));
}
