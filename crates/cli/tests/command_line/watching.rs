//! `watch`: what feeds bring is stored once, whatever their servers do.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests look at the clock and end what they began")]

use crate::desk::{Desk, Ran};
use crate::web::{Web, send};
use insta::assert_snapshot;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Short times, and the server of the test.
const QUICK: &str = "--allow-private --delay 10ms --timeout 700ms --connect-timeout 500ms";

fn item(number: usize, link: &str) -> String {
    format!(
        "<item><title>Ferry {number} in the harbour</title><link>{link}</link><guid>n{number}</guid>\
         <description>The ferries stay in the harbour. It rained on.</description>\
         <pubDate>Mon, 25 Mar 2024 08:{:02}:00 +0200</pubDate></item>",
        number % 60
    )
}

fn rss(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Post</title><language>en</language>{items}</channel></rss>"
    )
}

fn items(from: usize, to: usize) -> String {
    rss(&(from..to).map(|number| item(number, &format!("https://post.example/{number}"))).collect::<String>())
}

/// A server without robots.txt.
fn open(answer: impl Fn(&str, &mut TcpStream) -> std::io::Result<()> + Send + Sync + 'static) -> Web {
    Web::serve(move |seen, stream| match seen.path.as_str() {
        "/robots.txt" => send(stream, "404 Not Found", "", b""),
        path => answer(path, stream),
    })
}

/// What differs from run to run: the port and the time.
fn steady(ran: &Ran, web: &Web) -> String {
    let mut shown = String::new();
    for line in ran.to_string().replace(&format!("127.0.0.1:{}", web.port), "HOST").replace(QUICK, "QUICK").lines() {
        let line = match line.find("; next 20") {
            Some(at) => format!("{}; next TIME", &line[..at]),
            None => line.to_owned(),
        };
        writeln!(shown, "{line}").unwrap();
    }
    shown
}

fn articles(desk: &Desk, archive: &str) -> usize {
    desk.run(&format!("search ferr* --archive {archive} --first 0 --format jsonl")).stdout.lines().count()
}

#[test]
fn what_is_new_is_added_once_as_the_file_would_be() {
    let web = Web::serve(|seen, stream| match seen.path.as_str() {
        "/robots.txt" => send(stream, "404 Not Found", "", b""),
        _ if seen.header("if-none-match") == "\"one\"" => send(stream, "304 Not Modified", "", b""),
        _ => send(stream, "200 OK", "ETag: \"one\"\r\nSet-Cookie: a=b\r\n", items(0, 5).as_bytes()),
    });
    let desk = Desk::with(&[("feed.xml", items(0, 5).as_bytes())]);
    let watch = format!("watch {} --once {QUICK}", web.address("/feed.xml"));
    assert_snapshot!("watch_once", steady(&desk.run(&watch), &web));
    assert_snapshot!("watch_not_due", steady(&desk.run(&watch), &web));
    assert_snapshot!("watch_unchanged", steady(&desk.run(&format!("{watch} --every 0s")), &web));
    assert_eq!(web.count("/feed.xml"), 2);
    assert_eq!(desk.run("add feed.xml").stderr.lines().last(), Some("read 5, kept 0, duplicate 5, skipped 0"));
    assert_eq!(desk.run("add feed.xml --archive files").status, 0);
    let [watched, added] = ["overshadow-archive", "files"].map(|archive| {
        let out = desk.run(&format!("search ferr* --archive {archive} --first 0 --format jsonl")).stdout;
        out.replace(&web.address("/feed.xml"), "feed.xml")
    });
    assert_eq!(watched, added, "the same articles, but for where they came from");
    let list = desk.run("watch --list --format csv").stdout;
    let row: Vec<&str> = list.lines().nth(1).unwrap().split(',').collect();
    assert_eq!((row[0], row[5], row[7], row[8]), (web.address("/feed.xml").as_str(), "0", "5", "5"), "{list}");
    assert_eq!(desk.run("archive check").status, 0);
    assert_eq!(web.most_at_once(), 1);
    let (rules, feed) = (web.seen()[0].at, web.seen()[1].at);
    assert!(feed - rules >= Duration::from_millis(10), "the pause after robots.txt");
}

#[test]
fn a_new_tag_brings_what_is_new_and_a_changed_headline_is_another_version() {
    let polls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&polls);
    let web = open(move |_, stream| {
        let poll = counted.fetch_add(1, Ordering::SeqCst);
        let body = if poll == 0 { items(0, 3) } else { items(1, 4).replace("Ferry 2", "Big ferry 2") };
        // The same entry stands in it twice.
        let body = body.replace("</channel>", &format!("{}</channel>", item(1, "https://post.example/1")));
        send(stream, "200 OK", &format!("ETag: \"{poll}\"\r\n"), body.as_bytes())
    });
    let desk = Desk::new();
    let watch = format!("watch {} --once --every 0s {QUICK}", web.address("/feed"));
    for expected in ["read 4, kept 3, duplicate 1, skipped 0", "read 4, kept 2, duplicate 2, skipped 0"] {
        let ran = desk.run(&watch);
        assert_eq!((ran.status, ran.stderr.lines().last()), (0, Some(expected)), "{ran}");
    }
    assert_eq!(web.seen().last().unwrap().header("if-none-match"), "\"0\"");
}

#[test]
fn pages_stand_in_the_place_of_items_and_a_page_that_fails_leaves_its_item() {
    let page = "<!doctype html><html lang=en><head><title>The ferry that stayed</title></head><body><article><h1>The ferry that \
         stayed</h1><p>The ferries stay in the harbour, the port said on Monday. It rained on, and nobody sailed.</p><p>The \
         crews wait on board until the wind turns, as they have for a week.</p></article></body></html>";
    let web = Web::serve(move |seen, stream| match seen.path.as_str() {
        "/robots.txt" => send(stream, "200 OK", "", b"User-agent: *\nDisallow: /secret\n"),
        "/feed" => {
            let host = format!("http://{}", seen.header("host"));
            let links = ["/good", "/missing", "/secret", "/picture", "/good?utm_source=feed", "/endless"];
            let mut body: String = (0..).zip(links).map(|(at, link)| item(at, &format!("{host}{link}"))).collect();
            for (at, link) in (6..).zip(["javascript:alert(1)", "http://", "file:///etc/passwd", "http://0.0.0.0:1/"]) {
                body.push_str(&item(at, link));
            }
            send(stream, "200 OK", "ETag: \"x\"\r\n", rss(&body).as_bytes())
        }
        "/good" => send(stream, "200 OK", "Content-Type: text/html; charset=utf-8\r\n", page.as_bytes()),
        "/picture" => send(stream, "200 OK", "Content-Type: image/png\r\n", b"\x89PNG"),
        "/endless" => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")?;
            loop {
                stream.write_all(&[b'x'; 4096])?;
            }
        }
        _ => send(stream, "404 Not Found", "", b""),
    });
    let desk = Desk::new();
    let watch = format!("watch {} --once --every 0s --pages --max-size 100KB {QUICK}", web.address("/feed"));
    let ran = desk.run(&watch);
    assert_eq!(ran.stderr.lines().last(), Some("read 10, kept 9, duplicate 1, skipped 0"), "{ran}");
    assert!(ran.stderr.contains("polls 1, failed or in part 0, pages 7, failed 6"), "{ran}");
    for error in [
        "/missing: error[status]",
        "/secret: error[robots]",
        "/picture: error[not-a-page]",
        "/endless: error[too-large]",
    ] {
        assert!(ran.stderr.contains(error), "{error}: {ran}");
    }
    assert_eq!((web.count("/secret"), web.most_at_once()), (0, 1));
    let found = desk.run("search 'crews' --archive overshadow-archive --format jsonl").stdout;
    assert!(found.contains("\"title\":\"The ferry that stayed\"") && found.contains("/good"), "{found}");
    // Nothing is fetched twice: neither the pages that are stored, nor those that failed.
    let before = web.seen().len();
    let again = desk.run(&watch);
    assert_eq!(again.stderr.lines().last(), Some("read 10, kept 0, duplicate 10, skipped 0"), "{again}");
    assert_eq!(web.seen().len(), before + 1);
}

#[test]
fn bad_feeds_hold_up_no_good_one_and_each_says_what_is_wrong() {
    let bad = |path: &'static str| {
        open(move |asked, stream| match path {
            "/hangs" => {
                std::thread::sleep(Duration::from_secs(4));
                Ok(())
            }
            "/drips" => {
                stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n")?;
                loop {
                    stream.write_all(b"<")?;
                    std::thread::sleep(Duration::from_millis(40));
                }
            }
            "/endless" => {
                stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n<rss>")?;
                loop {
                    stream.write_all(&[b' '; 4096])?;
                }
            }
            "/lies" => {
                let body = items(900, 903);
                write!(
                    stream,
                    "HTTP/1.1 200 OK\r\nETag: \"x\"\r\nContent-Length: 99999\r\n\r\n{}",
                    &body[..body.len() - 30]
                )
            }
            "/binary" => send(stream, "200 OK", "", b"\x00\x01\x02\xff binary \x00"),
            "/page" => send(stream, "200 OK", "", b"<!doctype html><title>Moved</title><p>We have moved."),
            "/circles" => send(
                stream,
                "302 Found",
                &format!("Location: {}\r\n", if asked == "/circles" { "/b" } else { "/circles" }),
                b"",
            ),
            "/busy" => send(stream, "429 Too Many Requests", "Retry-After: 7200\r\n", b""),
            _ => send(stream, "500 Internal Server Error", "", b""),
        })
    };
    let paths = ["/hangs", "/drips", "/endless", "/lies", "/binary", "/page", "/circles", "/busy", "/fails"];
    let webs: Vec<(&str, Web)> = paths.map(|path| (path, bad(path))).into();
    let good = open(|_, stream| send(stream, "200 OK", "", items(0, 4).as_bytes()));
    let mut list: String = webs.iter().map(|(path, web)| format!("{}\n", web.address(path))).collect();
    list.push_str(&good.address("/good"));
    let desk = Desk::with(&[("feeds.txt", list.as_bytes())]);
    let begun = Instant::now();
    let ran = desk.run(&format!("watch feeds.txt --once --max-size 200KB {QUICK}"));
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}: {ran}", begun.elapsed());
    assert_eq!(ran.status, 2, "{ran}");
    for (path, expected) in [
        ("/hangs", "error[time-out]"),
        ("/drips", "error[time-out]"),
        ("/endless", "error[too-large]"),
        ("/lies", "2 items, 2 new, in part"),
        ("/binary", "error[not-a-feed]"),
        ("/page", "error[not-a-feed]"),
        ("/circles", "error[redirect-loop]"),
        ("/busy", "error[status]: HTTP status 429, come again in 7200 s"),
        ("/fails", "error[status]: HTTP status 500"),
        ("/good", "4 items, 4 new"),
    ] {
        assert!(
            ran.stderr.lines().any(|line| line.contains(path) && line.contains(expected)),
            "{path} {expected}: {ran}"
        );
    }
    assert!(ran.stderr.contains("polls 10, failed or in part 9"), "{ran}");
    assert_eq!(articles(&desk, "overshadow-archive"), 6);
    // What came in part is asked for whole: no tag is sent.
    let lies = &webs[3].1;
    desk.run(&format!("watch {} --once --every 0s {QUICK}", lies.address("/lies")));
    assert_eq!(lies.seen().last().unwrap().header("if-none-match"), "");
    let listed = desk.run("watch --list --format jsonl").stdout;
    assert!(listed.lines().any(|line| line.contains("/busy") && line.contains("\"failures\":1")), "{listed}");
}

#[test]
fn feeds_of_the_own_network_are_not_asked_unless_it_is_wanted() {
    let web = open(|_, stream| send(stream, "200 OK", "", items(0, 4).as_bytes()));
    let desk = Desk::new();
    assert_snapshot!("watch_private", steady(&desk.run(&format!("watch {} --once", web.address("/feed"))), &web));
    assert_eq!(web.seen().len(), 0);
    // Nor by way of a name, or of a redirection.
    let named = web.address("/feed").replace("127.0.0.1", "localhost");
    assert!(desk.run(&format!("watch {named} --once")).stderr.contains("error[address-private]"));
    assert_eq!(web.seen().len(), 0);
}

#[test]
fn robots_are_obeyed_and_kept_between_runs() {
    let web = Web::serve(|seen, stream| match seen.path.as_str() {
        "/robots.txt" => send(stream, "200 OK", "", b"User-agent: overshadow\nDisallow: /private\n"),
        _ => send(stream, "200 OK", "", items(0, 4).as_bytes()),
    });
    let desk = Desk::new();
    let refused = desk.run(&format!("watch {} --once {QUICK}", web.address("/private/feed")));
    assert!(refused.status == 2 && refused.stderr.contains("error[robots]"), "{refused}");
    assert_eq!(desk.run(&format!("watch {} --once {QUICK}", web.address("/feed"))).status, 0);
    assert_eq!((web.count("/robots.txt"), web.count("/private/feed"), web.count("/feed")), (1, 0, 1));
    // To another name, other rules apply.
    let other = format!(
        "watch {} --once --every 0s --user-agent 'lamp/1 (+https://post.example)' {QUICK}",
        web.address("/private/feed")
    );
    let waits = desk.run(&other);
    assert!(waits.status == 1 && waits.stderr.contains("not due"), "the wait after the failure counts: {waits}");
    let elsewhere = desk.run(&format!("{other} --archive other"));
    assert_eq!(elsewhere.status, 0, "{elsewhere}");
    assert_eq!(web.seen().last().unwrap().header("user-agent"), "lamp/1 (+https://post.example)");
}

#[test]
fn a_password_is_sent_and_shown_nowhere() {
    let web = open(|_, stream| send(stream, "200 OK", "", items(0, 2).as_bytes()));
    let desk = Desk::new();
    let address = web.address("/feed").replace("http://", "http://anna:s3cret@");
    let ran = desk.run(&format!("watch {address} --once {QUICK}"));
    assert_eq!(ran.status, 0, "{ran}");
    assert_eq!(web.seen().last().unwrap().header("authorization"), "Basic YW5uYTpzM2NyZXQ=");
    let stored = desk.read("overshadow-archive/articles.sqlite");
    let shown = format!("{}{}{}", ran.stdout, ran.stderr, String::from_utf8_lossy(&stored));
    assert!(!shown.contains("s3cret"), "{shown}");
}

#[test]
fn what_is_wrong_with_the_words_says_the_way_out() {
    let desk = Desk::with(&[
        ("feeds.txt", b"# ours\nhttps://post.example/feed\nfeed.xml\n"),
        ("feeds.opml", b"<opml><body></body></opml>"),
    ]);
    assert_snapshot!("watch_nothing", desk.run("watch"));
    assert_snapshot!("watch_bad_list", desk.run("watch feeds.txt --once"));
    assert_snapshot!("watch_empty_list", desk.run("watch feeds.opml --once"));
    assert_snapshot!("watch_bad_address", desk.run("watch ftp://anna:s3cret@post.example/feed --once"));
    assert_snapshot!("watch_bad_time", desk.run("watch feeds.txt --every 15"));
    assert_snapshot!("watch_list_missing", desk.run("watch --list"));
}

#[test]
fn what_is_left_out_is_listed_once() {
    let web = open(|_, stream| {
        let body =
            rss(&format!("{}<item><link>https://post.example/empty</link></item>", item(1, "https://post.example/1")));
        send(stream, "200 OK", "", body.as_bytes())
    });
    let desk = Desk::new();
    let mut run = desk
        .command(&format!("watch {} --every 50ms --skipped out.jsonl {QUICK}", web.address("/feed")))
        .spawn()
        .unwrap();
    while web.count("/feed") < 4 {
        std::thread::sleep(Duration::from_millis(10));
    }
    let (status, said) = end(&mut run, "INT");
    assert_eq!(status, Some(130), "{said}");
    assert!(said.lines().last().unwrap().ends_with("skipped 1 (1 row-empty)"), "{said}");
    assert_eq!(String::from_utf8(desk.read("out.jsonl")).unwrap().lines().count(), 1);
}

/// Sends a signal, and waits for the end.
fn end(run: &mut Child, signal: &str) -> (Option<i32>, String) {
    Command::new("kill").args([&format!("-{signal}"), &run.id().to_string()]).status().unwrap();
    let status = run.wait().unwrap();
    let mut said = String::new();
    run.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    (status.code(), said)
}

#[cfg(unix)]
#[test]
fn a_run_that_is_interrupted_or_stopped_has_stored_what_it_told() {
    let polls = Arc::new(AtomicUsize::new(0));
    let web = open(move |_, stream| {
        let poll = polls.fetch_add(1, Ordering::SeqCst);
        send(stream, "200 OK", "", items(poll, poll + 3).as_bytes())
    });
    let desk = Desk::new();
    for signal in ["INT", "TERM"] {
        let mut run = desk.command(&format!("watch {} --every 20ms {QUICK}", web.address("/feed"))).spawn().unwrap();
        let mut lines = BufReader::new(run.stderr.take().unwrap()).lines();
        for _ in 0..3 {
            lines.next().unwrap().unwrap();
        }
        Command::new("kill").args([&format!("-{signal}"), &run.id().to_string()]).status().unwrap();
        let rest: Vec<String> = lines.map_while(Result::ok).collect();
        assert_eq!(run.wait().unwrap().code(), Some(130), "{signal}: {rest:?}");
        assert!(rest.last().unwrap().starts_with("read "), "{signal}: {rest:?}");
    }
    let info = desk.run("archive info --format jsonl").stdout;
    assert!(info.contains("\"unfinished_runs\":0"), "{info}");
    assert_eq!(desk.run("archive check").status, 0);
}

#[test]
fn a_run_killed_in_the_middle_of_pages_makes_up_for_them() {
    let page = "<!doctype html><html><head><title>T</title></head><body><article><p>The ferries stay in the harbour, the port \
         said on Monday, number NUMBER. It rained on, and nobody sailed before the evening of the third day.</p></article></body></html>";
    let web = Web::serve(move |seen, stream| match seen.path.as_str() {
        "/robots.txt" => send(stream, "404 Not Found", "", b""),
        "/feed" if seen.header("if-none-match") == "\"x\"" => send(stream, "304 Not Modified", "", b""),
        "/feed" => {
            let links = (0..12).map(|at| item(at, &format!("http://{}/{at}", seen.header("host"))));
            send(stream, "200 OK", "ETag: \"x\"\r\n", rss(&links.collect::<String>()).as_bytes())
        }
        path => {
            std::thread::sleep(Duration::from_millis(20));
            send(stream, "200 OK", "Content-Type: text/html\r\n", page.replace("NUMBER", path).as_bytes())
        }
    });
    let desk = Desk::new();
    let watch = format!("watch {} --once --pages --every 0s {QUICK}", web.address("/feed"));
    for killed in 0..3 {
        let mut run = desk.command(&watch).spawn().unwrap();
        let until = web.seen().len() + 4;
        while web.seen().len() < until {
            std::thread::sleep(Duration::from_millis(5));
        }
        run.kill().unwrap();
        run.wait().unwrap();
        let checked = desk.run("archive check");
        assert_eq!(checked.status, 0, "{killed}: {checked}");
    }
    assert!(articles(&desk, "overshadow-archive") < 12, "the pages come too fast to be killed in");
    assert_eq!(desk.run(&watch).status, 0);
    assert_eq!(articles(&desk, "overshadow-archive"), 12);
    assert_eq!(desk.run(&watch).status, 1, "unchanged, and nothing is owed");
}

#[test]
fn a_run_that_was_killed_does_not_ask_again_at_once() {
    let web = open(|_, _| {
        std::thread::sleep(Duration::from_millis(600));
        Ok(())
    });
    let desk = Desk::new();
    for _ in 0..3 {
        let mut run = desk.command(&format!("watch {} --once {QUICK}", web.address("/feed"))).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(300));
        run.kill().unwrap();
        run.wait().unwrap();
    }
    assert_eq!(web.count("/feed"), 1);
}

#[test]
fn one_run_watches_an_archive_at_a_time_and_others_may_add() {
    let web = open(|_, stream| send(stream, "200 OK", "", items(0, 4).as_bytes()));
    let desk = Desk::with(&[("feed.xml", items(2, 9).as_bytes())]);
    let mut run = desk.command(&format!("watch {} --every 50ms {QUICK}", web.address("/feed"))).spawn().unwrap();
    while web.count("/feed") < 2 {
        std::thread::sleep(Duration::from_millis(10));
    }
    let second = desk.run(&format!("watch {} --once {QUICK}", web.address("/other")));
    assert!(second.status == 2 && second.stderr.contains("error[archive-watched]"), "{second}");
    assert_eq!(desk.run("add feed.xml").stderr.lines().last(), Some("read 7, kept 5, duplicate 2, skipped 0"));
    assert_eq!(end(&mut run, "INT").0, Some(130));
}
