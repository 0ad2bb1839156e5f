//! What servers can do, and what comes of it.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests look at the clock")]

mod web;

use overshadow_fetch::{
    Address, FetchError, FetchOptions, Fetcher, Found, News, Request, Response, RobotsFile, Validators, Verdict,
};
use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};
use web::{Web, send};

fn quick() -> FetchOptions {
    FetchOptions {
        delay: Duration::from_millis(20),
        connect_time_out: Duration::from_millis(500),
        time_out: Duration::from_millis(700),
        max_bytes: 100_000,
        allow_private: true,
        threads: 4,
        ..FetchOptions::default()
    }
}

fn request(ticket: u64, address: &str) -> Request {
    Request { ticket, address: Address::parse(address).unwrap(), validators: None }
}

fn answer(fetcher: &Fetcher) -> (u64, Result<Response, FetchError>) {
    loop {
        match fetcher.next(Duration::from_secs(10)).expect("an answer comes") {
            News::Answer(answer) => return (answer.ticket, answer.result),
            News::Robots(_) => {}
        }
    }
}

fn fetched(options: FetchOptions, address: &str) -> Result<Response, FetchError> {
    let fetcher = Fetcher::new(options, Vec::new());
    fetcher.ask(request(1, address));
    answer(&fetcher).1
}

fn found(result: Result<Response, FetchError>) -> Found {
    match result.unwrap() {
        Response::Found(found) => *found,
        Response::Unchanged { .. } => panic!("unchanged"),
    }
}

/// A server without robots.txt.
fn open(answer: impl Fn(&str, &mut TcpStream) -> std::io::Result<()> + Send + Sync + 'static) -> Web {
    Web::serve(move |seen, stream| match seen.path.as_str() {
        "/robots.txt" => send(stream, "404 Not Found", "", b""),
        path => answer(path, stream),
    })
}

#[test]
fn what_is_as_it_was_is_not_sent_again() {
    let web = Web::serve(|seen, stream| match seen.path.as_str() {
        "/robots.txt" => send(stream, "404 Not Found", "", b""),
        _ if seen.header("if-none-match") == "\"one\"" => {
            send(stream, "304 Not Modified", "ETag: \"two\"\r\nCache-Control: max-age=60\r\n", b"")
        }
        _ => send(stream, "200 OK", "ETag: \"one\"\r\nLast-Modified: Wed, 21 Oct 2015 07:28:00 GMT\r\n", b"<rss/>"),
    });
    let fetcher = Fetcher::new(quick(), Vec::new());
    fetcher.ask(request(1, &web.address("/feed")));
    let first = found(answer(&fetcher).1);
    assert_eq!((first.bytes.as_slice(), first.is_cut), (&b"<rss/>"[..], false));
    let validators = first.validators.unwrap();
    fetcher.ask(Request { validators: Some(validators.clone()), ..request(2, &web.address("/feed")) });
    let (ticket, second) = answer(&fetcher);
    let Response::Unchanged { fresh_for, validators: newer } = second.unwrap() else { panic!("sent again") };
    assert_eq!((ticket, fresh_for), (2, Some(Duration::from_secs(60))));
    assert_eq!(newer, Validators { etag: Some("\"two\"".into()), ..validators });
    assert_eq!(web.seen()[2].header("if-modified-since"), "Wed, 21 Oct 2015 07:28:00 GMT");
    assert_eq!(web.count("/robots.txt"), 1, "rules are kept");
    assert!(web.seen().iter().all(|seen| seen.header("user-agent").starts_with("overshadow/")));
}

#[test]
fn a_host_is_asked_one_thing_at_a_time_with_a_pause_between() {
    let web = open(|_, stream| {
        std::thread::sleep(Duration::from_millis(20));
        send(stream, "200 OK", "", b"x")
    });
    let fetcher = Fetcher::new(FetchOptions { delay: Duration::from_millis(60), ..quick() }, Vec::new());
    for ticket in 0..5 {
        fetcher.ask(request(ticket, &web.address(&format!("/{ticket}"))));
    }
    let tickets: Vec<u64> = (0..5).map(|_| answer(&fetcher).0).collect();
    assert_eq!(tickets, [0, 1, 2, 3, 4]);
    assert_eq!(web.most_at_once(), 1);
    let times: Vec<Instant> = web.seen().iter().map(|seen| seen.at).collect();
    assert!(times.windows(2).all(|two| two[1] - two[0] >= Duration::from_millis(60)), "{times:?}");
}

#[test]
fn one_bad_host_holds_up_no_other() {
    let bad = open(|_, _| {
        std::thread::sleep(Duration::from_secs(5));
        Ok(())
    });
    let good = open(|_, stream| send(stream, "200 OK", "", b"x"));
    let fetcher = Fetcher::new(FetchOptions { threads: 2, ..quick() }, Vec::new());
    for ticket in 0..4 {
        fetcher.ask(request(ticket, &bad.address("/feed")));
    }
    fetcher.ask(request(9, &good.address("/feed")));
    let begun = Instant::now();
    assert_eq!(answer(&fetcher).0, 9);
    assert!(begun.elapsed() < Duration::from_millis(500), "{:?}", begun.elapsed());
    assert!(matches!(answer(&fetcher).1, Err(FetchError::TimeOut { .. })));
}

#[test]
fn what_robots_do_not_allow_is_not_asked_for() {
    let web = Web::serve(|seen, stream| match seen.path.as_str() {
        "/robots.txt" => send(stream, "200 OK", "", b"User-agent: *\nDisallow: /private\nCrawl-delay: 0.2\n"),
        _ => send(stream, "200 OK", "", b"x"),
    });
    let fetcher = Fetcher::new(quick(), Vec::new());
    fetcher.ask(request(1, &web.address("/private/feed")));
    assert!(matches!(answer(&fetcher).1, Err(FetchError::Robots { .. })));
    fetcher.ask(request(2, &web.address("/feed")));
    found(answer(&fetcher).1);
    assert_eq!(web.count("/private/feed"), 0);
    assert!(web.seen()[1].at - web.seen()[0].at >= Duration::from_millis(200), "the pause it asks for");
}

#[test]
fn robots_that_cannot_be_had_allow_nothing_and_are_kept_between_runs() {
    let web = Web::serve(|seen, stream| match seen.path.as_str() {
        "/robots.txt" => send(stream, "500 Internal Server Error", "", b""),
        _ => send(stream, "200 OK", "", b"x"),
    });
    let fetcher = Fetcher::new(quick(), Vec::new());
    fetcher.ask(request(1, &web.address("/feed")));
    let Some(News::Robots(file)) = fetcher.next(Duration::from_secs(5)) else { panic!("no word of robots") };
    assert_eq!(file.verdict, Verdict::Unreachable("HTTP status 500".to_owned()));
    assert!(matches!(answer(&fetcher).1, Err(FetchError::RobotsUnreachable { .. })));
    let later = Fetcher::new(quick(), vec![file.clone()]);
    later.ask(request(2, &web.address("/feed")));
    assert!(matches!(answer(&later).1, Err(FetchError::RobotsUnreachable { .. })));
    assert_eq!(web.seen().len(), 1);
    let rules = RobotsFile { verdict: Verdict::Rules(b"User-agent: *\nDisallow: /feed".to_vec()), ..file };
    let later = Fetcher::new(quick(), vec![rules]);
    later.ask(request(3, &web.address("/feed")));
    assert!(matches!(answer(&later).1, Err(FetchError::Robots { .. })));
}

#[test]
fn robots_may_be_elsewhere_and_one_lost_in_redirections_is_none() {
    let web = Web::serve(|seen, stream| match seen.path.as_str() {
        "/robots.txt" => send(stream, "301 Moved Permanently", "Location: /rules\r\n", b""),
        "/rules" => send(stream, "200 OK", "", b"User-agent: *\nDisallow: /feed"),
        _ => send(stream, "200 OK", "", b"x"),
    });
    assert!(matches!(fetched(quick(), &web.address("/feed")), Err(FetchError::Robots { .. })));
    let lost = Web::serve(|seen, stream| match seen.path.as_str() {
        "/feed" => send(stream, "200 OK", "", b"x"),
        _ => send(stream, "302 Found", "Location: /robots.txt\r\n", b""),
    });
    assert_eq!(found(fetched(quick(), &lost.address("/feed"))).bytes, b"x");
    assert_eq!(lost.count("/robots.txt"), 6);
}

#[test]
fn redirections_are_followed_by_the_rules_of_each_host() {
    let end = Web::serve(|seen, stream| match seen.path.as_str() {
        "/robots.txt" => send(stream, "200 OK", "", b"User-agent: *\nDisallow: /secret\n"),
        _ => send(stream, "200 OK", "", b"end"),
    });
    let (allowed, secret) = (end.address("/feed"), end.address("/secret"));
    let start = open(move |path, stream| match path {
        "/a" => send(stream, "302 Found", "Location: /b\r\n", b"moved"),
        "/b" => send(stream, "307 Temporary Redirect", &format!("Location: {allowed}\r\n"), b""),
        _ => send(stream, "308 Permanent Redirect", &format!("Location: {secret}\r\n"), b""),
    });
    let followed = found(fetched(quick(), &start.address("/a").replace("http://", "http://anna:secret@")));
    assert_eq!((followed.address.shown(), followed.bytes.as_slice()), (end.address("/feed").as_str(), &b"end"[..]));
    assert!(matches!(fetched(quick(), &start.address("/c")), Err(FetchError::Robots { .. })));
    assert_eq!(end.count("/secret"), 0);
    let told = |web: &Web, path: &str| {
        web.seen().iter().find(|seen| seen.path == path).unwrap().header("authorization").to_owned()
    };
    assert!(told(&start, "/a").starts_with("Basic ") && told(&start, "/b").starts_with("Basic "));
    assert_eq!(told(&end, "/feed"), "", "a password does not go to another host");
}

#[test]
fn redirections_that_go_wrong_end() {
    let web = open(|path, stream| {
        let to = match path {
            "/circle" => "/circle2",
            "/circle2" => "/circle",
            "/nowhere" => "",
            "/script" => "javascript:alert(1)",
            "/file" => "file:///etc/passwd",
            path => return send(stream, "302 Found", &format!("Location: {path}x\r\n"), b""),
        };
        send(stream, "302 Found", &format!("Location: {to}\r\n"), b"")
    });
    assert!(matches!(fetched(quick(), &web.address("/circle")), Err(FetchError::RedirectLoop { .. })));
    for broken in ["/nowhere", "/script", "/file"] {
        assert!(matches!(fetched(quick(), &web.address(broken)), Err(FetchError::RedirectBroken { .. })), "{broken}");
    }
    assert!(matches!(fetched(quick(), &web.address("/x")), Err(FetchError::RedirectsTooMany { followed: 5 })));
    assert_eq!(web.count("/xxxxxx"), 1);
    assert_eq!(web.count("/xxxxxxx"), 0);
}

#[test]
fn machines_of_the_own_network_are_not_asked() {
    let web = open(|_, stream| send(stream, "200 OK", "", b"secret"));
    let public_only = || FetchOptions { allow_private: false, ..quick() };
    let port = web.port;
    for host in ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "0x7f.1", "127.1"] {
        let refused = fetched(public_only(), &format!("http://{host}:{port}/feed"));
        assert!(matches!(refused, Err(FetchError::Private { .. })), "{host}: {refused:?}");
    }
    assert!(matches!(fetched(public_only(), "http://169.254.169.254/latest"), Err(FetchError::Private { .. })));
    assert!(matches!(fetched(public_only(), "http://127.0.0.1:22/"), Err(FetchError::Port { port: 22 })));
    assert_eq!(web.seen().len(), 0);
}

#[test]
fn a_server_that_hangs_or_drips_is_left_after_the_time_out() {
    let web = open(|path, stream| match path {
        "/hang" => {
            std::thread::sleep(Duration::from_secs(3));
            Ok(())
        }
        "/head" => loop {
            stream.write_all(b"HTTP/1.1 200 OK\r\nX: ")?;
            std::thread::sleep(Duration::from_millis(50));
        },
        _ => {
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n")?;
            loop {
                stream.write_all(b"x")?;
                std::thread::sleep(Duration::from_millis(50));
            }
        }
    });
    for path in ["/hang", "/drip"] {
        let begun = Instant::now();
        let result = fetched(quick(), &web.address(path));
        assert!(matches!(result, Err(FetchError::TimeOut { .. })), "{path}: {result:?}");
        assert!(begun.elapsed() < Duration::from_millis(1500), "{path}: {:?}", begun.elapsed());
    }
    assert!(fetched(quick(), &web.address("/head")).is_err());
}

#[test]
fn a_body_without_end_is_not_read_to_its_end() {
    let web = open(|path, stream| {
        match path {
            "/endless" => stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n")?,
            "/chunks" => stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")?,
            _ => stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")?,
        }
        let piece = [b'x'; 4096];
        loop {
            if path == "/chunks" {
                stream.write_all(b"1000\r\n")?;
                stream.write_all(&piece)?;
                stream.write_all(b"\r\n")?;
            } else {
                stream.write_all(&piece)?;
            }
        }
    });
    for path in ["/endless", "/chunks", "/gigabyte"] {
        let result = fetched(FetchOptions { time_out: Duration::from_secs(5), ..quick() }, &web.address(path));
        assert!(matches!(result, Err(FetchError::TooLarge { limit: 100_000 })), "{path}: {result:?}");
    }
}

#[test]
fn a_packed_body_is_unpacked_up_to_the_limit() {
    let gzip = |bytes: &[u8]| {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap()
    };
    let (small, bomb) = (gzip(b"<rss/>"), gzip(&vec![0; 20_000_000]));
    assert!(bomb.len() < 100_000);
    let web = open(move |path, stream| {
        send(stream, "200 OK", "Content-Encoding: gzip\r\n", if path == "/bomb" { &bomb } else { &small })
    });
    assert_eq!(found(fetched(quick(), &web.address("/small"))).bytes, b"<rss/>");
    assert!(matches!(fetched(quick(), &web.address("/bomb")), Err(FetchError::TooLarge { .. })));
}

#[test]
fn a_body_that_ends_early_is_kept_and_asked_for_again() {
    let web = open(|_, stream| stream.write_all(b"HTTP/1.1 200 OK\r\nETag: \"x\"\r\nContent-Length: 99\r\n\r\n<rss>"));
    let cut = found(fetched(quick(), &web.address("/feed")));
    assert_eq!((cut.bytes.as_slice(), cut.is_cut, cut.validators), (&b"<rss>"[..], true, None));
}

#[test]
fn a_server_that_fails_says_when_to_come_again() {
    let web = open(|path, stream| match path {
        "/busy" => send(stream, "429 Too Many Requests", "Retry-After: 3600\r\n", b""),
        "/down" => send(stream, "500 Internal Server Error", "", b""),
        "/gone" => send(stream, "410 Gone", "", b""),
        "/empty" => Ok(()),
        "/304" => send(stream, "304 Not Modified", "", b""),
        _ => stream.write_all(b"\x00\xff binary \r\n\r\n"),
    });
    for (path, expected) in [("/down", 500), ("/gone", 410), ("/304", 304)] {
        let result = fetched(quick(), &web.address(path));
        assert!(matches!(result, Err(FetchError::Status { status, .. }) if status == expected), "{path}: {result:?}");
    }
    for path in ["/empty", "/binary"] {
        let result = fetched(quick(), &web.address(path));
        assert!(
            matches!(result, Err(FetchError::Protocol { .. } | FetchError::Connection { .. })),
            "{path}: {result:?}"
        );
    }
    let fetcher = Fetcher::new(quick(), Vec::new());
    fetcher.ask(request(1, &web.address("/busy")));
    let error = answer(&fetcher).1.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    let before = web.seen().len();
    fetcher.ask(request(2, &web.address("/other")));
    assert!(matches!(answer(&fetcher).1, Err(FetchError::Waiting { .. })), "the whole host is left alone");
    assert_eq!(web.seen().len(), before);
}

#[test]
fn a_host_that_is_not_there_is_an_error_with_a_cause() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let result = fetched(quick(), &format!("http://127.0.0.1:{closed}/feed"));
    assert!(matches!(result, Err(FetchError::RobotsUnreachable { .. })), "{result:?}");
    let result = fetched(quick(), &format!("https://127.0.0.1:{}/feed", open(|_, s| send(s, "200 OK", "", b"")).port));
    assert!(matches!(result, Err(FetchError::RobotsUnreachable { .. })), "{result:?}");
}

#[test]
fn cookies_are_not_kept() {
    let web = open(|_, stream| send(stream, "200 OK", "Set-Cookie: who=you; Path=/\r\n", b"x"));
    let fetcher = Fetcher::new(quick(), Vec::new());
    for ticket in 0..2 {
        fetcher.ask(request(ticket, &web.address("/feed")));
        found(answer(&fetcher).1);
    }
    assert!(web.seen().iter().all(|seen| seen.header("cookie").is_empty()));
}
