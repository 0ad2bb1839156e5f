//! The reading room from outside: what every page promises, over HTTP as a browser and a program ask.

use overshadow::archive::Archive;
use overshadow::derive;
use overshadow::record::{Article, Precision, Published, Tally};
use overshadow_serve::{Asked, Guard, Room, Served, serve};
use serde_json::Value;
use std::collections::{BTreeSet, VecDeque};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;
use tempfile::TempDir;

const NOW: &str = "2031-05-02T10:00:00Z";

fn article(number: usize, title: &str, text: &str) -> Article {
    let day = i8::try_from(1 + number % 28).expect("a day");
    let at = jiff::civil::date(2024, 3, day).at(9, 0, 0, 0);
    Article {
        title: Some(title.to_owned()),
        outlet: Some(["Echo", "The Herald"][number % 2].to_owned()),
        language: Some("en".to_owned()),
        url: Some(format!("https://echo.example/{number}")),
        published: Some(Published { at, precision: Precision::Second }),
        ..Article::of_text(format!("a{number}"), text.to_owned(), format!("reports.jsonl#{number}"))
    }
}

fn add(folder: &TempDir, articles: &[Article]) {
    let mut archive = Archive::open_or_make(folder.path()).expect("a folder of our own");
    let mut adding = archive.add("0.1.0", NOW).expect("nobody else writes");
    for article in articles {
        adding.article(article).expect("room");
    }
    adding.finish(&Tally::default(), NOW).expect("room");
    derive(&mut archive, &mut |_| Arc::default()).expect("room");
}

fn room_of(articles: &[Article]) -> (TempDir, Arc<Room>) {
    let folder = TempDir::new().expect("a folder");
    add(&folder, articles);
    let room = Room::open(folder.path()).expect("readable").expect("settled");
    (folder, Arc::new(room))
}

fn reports() -> Vec<Article> {
    let text = "“The ferries stay in the harbour,” harbour master Anna Orr said on Monday. It rained on the islands.";
    let mut all: Vec<Article> = (0..60).map(|n| article(n, &format!("Ferry {} in the harbour", n / 3), text)).collect();
    all.push(Article { published: None, ..article(60, "A ferry without a day", text) });
    all
}

fn text_of(room: &Room, address: &str) -> String {
    let answer = room.answer(&Asked::of(address));
    String::from_utf8_lossy(&answer.body).into_owned()
}

fn json_of(room: &Room, address: &str) -> Value {
    serde_json::from_str(&text_of(room, address)).expect("JSON")
}

/// Addresses inside the room that a page leads to.
fn links(page: &str) -> Vec<String> {
    let targets = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    targets.filter(|to| to.starts_with('/')).map(|to| to.replace("&amp;", "&").replace("&#39;", "'")).collect()
}

/// Every page that any page leads to is there, in all its forms.
#[test]
fn no_link_leads_nowhere() {
    let (_folder, room) = room_of(&reports());
    let (mut seen, mut waiting) = (BTreeSet::new(), VecDeque::from(["/".to_owned()]));
    // The nearest first.
    while let Some(address) = waiting.pop_front() {
        if seen.len() > 400 || !seen.insert(address.clone()) {
            continue;
        }
        let answer = room.answer(&Asked::of(&address));
        assert_eq!(answer.status, 200, "{address}");
        assert!(!answer.body.is_empty() || address.contains(".jsonl"), "{address}");
        if answer.media.starts_with("text/html") {
            waiting.extend(links(&String::from_utf8_lossy(&answer.body)));
        }
    }
    for wanted in ["/data", "/start.csv", "/start.svg", "/start.png", "/stories.parquet", "/api/openapi.json"] {
        assert!(seen.contains(wanted), "{wanted} is found");
    }
    assert!(seen.iter().any(|address| address.starts_with("/article/")), "{seen:?}");
    assert!(seen.iter().any(|address| address.starts_with("/speaker?name=Anna")), "{seen:?}");
}

#[test]
fn pages_are_small_and_load_nothing_but_the_style() {
    let (_folder, room) = room_of(&reports());
    let shock = "/shock?shock=ferry&on=2024-03-20&window=3";
    for address in ["/", "/search?q=ferry", "/stories", "/speakers", "/outlets", "/subjects", "/data", "/shock", shock]
    {
        let page = text_of(&room, address);
        assert!(page.len() < 100_000, "{address} has {} bytes", page.len());
        for never in ["<script", "javascript:", " style=", "src=", "onload", "http-equiv"] {
            assert!(!page.contains(never), "{address} has {never}");
        }
        assert!(page.contains("<html lang=\"en\">") && page.contains("<main id=\"content\">"), "{address}");
    }
}

#[test]
fn a_search_is_answered_a_page_at_a_time_without_gap_or_repeat() {
    let (_folder, room) = room_of(&reports());
    let (mut found, mut after) = (Vec::new(), String::new());
    loop {
        let page = json_of(&room, &format!("/api/search?q=ferr*&first=7{after}"));
        assert_eq!(page["matching"], 61);
        found.extend(page["articles"].as_array().expect("rows").iter().map(|row| row["link"].clone().to_string()));
        let Some(next) = page["next"].as_str() else { break };
        after = format!("&after={next}");
    }
    assert_eq!(found.len(), 61);
    found.sort();
    found.dedup();
    assert_eq!(found.len(), 61);
}

/// What is described is there, and nothing else is.
#[test]
fn the_interface_is_as_it_is_described() {
    let (_folder, room) = room_of(&reports());
    let description = json_of(&room, "/api/openapi.json");
    let story = json_of(&room, "/api/stories")["stories"][0]["story_id"].as_str().expect("a story").to_owned();
    let link = json_of(&room, "/api/search?q=ferry")["articles"][0]["link"].as_str().expect("an article").to_owned();
    let paths = description["paths"].as_object().expect("paths");
    assert_eq!(paths.len(), 10);
    for (path, operation) in paths {
        let address = path.replace("{id}", &story).replace("{link}", &link).replace("{name}", "Anna%20Orr");
        let asked = match path.as_str() {
            "/api/search" => "?q=ferry",
            "/api/displacement" => "?shock=ferry&on=2024-03-20",
            "/api/attention" => "?subject=Ferries%3Dferr*&by=day",
            _ => "",
        };
        let answer = room.answer(&Asked::of(&format!("{address}{asked}")));
        assert_eq!((answer.status, answer.media), (200, "application/json"), "{path}");
        let value: Value = serde_json::from_slice(&answer.body).expect("JSON");
        let schema = &operation["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        check(&value, schema, &description, path);
    }
}

/// The part of JSON Schema that the description uses.
fn check(value: &Value, schema: &Value, description: &Value, place: &str) {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = description.pointer(reference.trim_start_matches('#')).expect("described");
        return check(value, target, description, place);
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let allowed: Vec<&str> = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        kind => kind.as_str().into_iter().collect(),
    };
    let fits = allowed.contains(&kind) || (kind == "integer" && allowed.contains(&"number"));
    assert!(fits, "{place}: {value} is no {allowed:?}");
    for (at, item) in value.as_array().into_iter().flatten().enumerate() {
        check(item, &schema["items"], description, &format!("{place}/{at}"));
    }
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        check(&value[name], &schema["properties"][name], description, &format!("{place}/{name}"));
    }
}

/// What matches is counted by who speaks in it, and by all else it has in common.
#[test]
fn matching_articles_are_counted_by_what_they_have_in_common() {
    let (_folder, room) = room_of(&reports());
    let facets = json_of(&room, "/api/search?q=title:ferry")["facets"].clone();
    let of = |name: &str| {
        let rows = facets.as_array().expect("rows").iter().filter(|row| row["facet"] == name);
        rows.map(|row| format!("{} {}", row["value"].as_str().unwrap_or_default(), row["articles"])).collect::<Vec<_>>()
    };
    assert_eq!(of("speaker"), ["Anna Orr 61"]);
    assert_eq!(of("outlet"), ["Echo 31", "The Herald 30"]);
    assert_eq!(of("language"), ["en 61"]);
    assert_eq!(of("day").len(), 29, "28 days, and one article without");
    assert!(!of("story").is_empty());
}

#[test]
fn what_is_asked_wrongly_is_answered_with_the_way_out() {
    let (_folder, room) = room_of(&reports());
    for (address, status, code) in [
        ("/api/search?q=war+and+peace", 400, "query"),
        ("/api/displacement?shock=ferry", 400, "on-missing"),
        ("/api/displacement?on=2024-03-20", 400, "shock-missing"),
        ("/api/displacement?shock=ferry&on=2024-03-20&group=x", 400, "group"),
        ("/api/attention?by=hour", 400, "by"),
        ("/api/stories/nothing", 404, "not-found"),
        ("/api/articles/00", 404, "not-found"),
        ("/api/nothing", 404, "not-found"),
    ] {
        let answer = room.answer(&Asked::of(address));
        let error = json_of(&room, address)["error"].clone();
        assert_eq!((answer.status, error["code"].as_str()), (status, Some(code)), "{address}");
        assert!(!error["hint"].as_str().unwrap_or_default().is_empty(), "{address}");
    }
    for (address, status) in [
        ("/search?q=(", 400),
        ("/shock?shock=ferry&on=soon", 400),
        ("/article/xyz", 404),
        ("/x", 404),
        ("/story/0.csv", 404),
    ] {
        let answer = room.answer(&Asked::of(address));
        assert_eq!((answer.status, answer.media), (status, "text/html; charset=utf-8"), "{address}");
    }
}

/// Hostile articles are text on every page they stand on.
#[test]
fn nothing_crawled_becomes_markup_or_turns_the_page_round() {
    let hostile = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "</main></body><svg onload=alert(1)>",
        "\u{202e}gnp.exe\u{0}\u{1b}[31m",
        "&lt;b&gt; '; DROP TABLE article; --",
    ];
    let huge = "Ж".repeat(20_000);
    let mut articles: Vec<Article> = Vec::new();
    for (at, words) in hostile.iter().chain([&huge.as_str()]).enumerate() {
        for copy in 0..3 {
            let mut article = article(3 * at + copy, words, &format!("“{words}” said {words} on Monday. ferry"));
            article.outlet = Some((*words).to_owned());
            article.url = Some("javascript:alert(1)".to_owned());
            articles.push(article);
        }
    }
    let (_folder, room) = room_of(&articles);
    let (mut seen, mut waiting) = (BTreeSet::new(), vec!["/".to_owned(), "/search?q=ferry".to_owned()]);
    while let Some(address) = waiting.pop() {
        if seen.len() > 60 || !seen.insert(address.clone()) {
            continue;
        }
        let answer = room.answer(&Asked::of(&address));
        if !answer.media.starts_with("text/html") || address.starts_with("/report") {
            continue;
        }
        let page = String::from_utf8_lossy(&answer.body);
        for never in ["<script", "<img", "<svg onload", "javascript:", "\u{202e}", "\u{0}", "\u{1b}"] {
            assert!(!page.contains(never), "{address} has {never:?}");
        }
        assert_eq!(page.matches("<main").count(), 1, "{address}");
        waiting.extend(links(&page));
    }
    assert!(seen.len() > 30, "{} pages", seen.len());
}

#[test]
fn what_comes_to_the_archive_comes_to_the_room() {
    let (folder, room) = room_of(&reports());
    let before = room.digest();
    assert!(!room.refresh().expect("readable"));
    assert_eq!(json_of(&room, "/api/search?q=crane")["matching"], 0);
    add(&folder, &[article(61, "A crane fell", "The crane fell into the harbour.")]);
    assert!(room.refresh().expect("readable"));
    assert_eq!(json_of(&room, "/api/search?q=crane")["matching"], 1);
    assert_ne!(room.digest(), before);
}

/// A room that is served on a port of its own until this is dropped.
struct Serving {
    address: SocketAddr,
    stop: Arc<AtomicBool>,
    thread: Option<std::thread::JoinHandle<()>>,
    _folder: TempDir,
}

impl Serving {
    fn begin(guard: Guard) -> Self {
        let (folder, room) = room_of(&reports());
        let stop = Arc::new(AtomicBool::new(false));
        let (tell, told) = mpsc::channel();
        let stopped = Arc::clone(&stop);
        let listen = "127.0.0.1:0".parse().expect("an address");
        let thread = std::thread::spawn(move || {
            serve(&room, &Served { listen, guard }, &stopped, |address| tell.send(address).expect("waited for"))
                .expect("free");
        });
        let address = told.recv_timeout(Duration::from_secs(20)).expect("it begins");
        Self { address, stop, thread: Some(thread), _folder: folder }
    }

    #[expect(clippy::disallowed_methods, reason = "a client of the server under test")]
    fn send(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(15))).expect("a socket");
        // A request that is refused early may find the connection closed.
        let _: std::io::Result<()> = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _: std::io::Result<usize> = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, address: &str, heads: &str) -> String {
        self.send(format!("GET {address} HTTP/1.1\r\nConnection: close\r\n{heads}\r\n").as_bytes())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.join().expect("it ends");
        }
    }
}

#[test]
fn over_http_every_answer_is_guarded() {
    let serving = Serving::begin(Guard::new(None));
    let answer = serving.get("/", "Host: localhost\r\n");
    let head = answer.split("\r\n\r\n").next().unwrap_or_default().to_lowercase();
    assert!(head.starts_with("http/1.1 200"), "{head}");
    for wanted in [
        "content-security-policy: default-src 'none'; style-src 'self'",
        "frame-ancestors 'none'",
        "x-content-type-options: nosniff",
        "referrer-policy: no-referrer",
        "cross-origin-resource-policy: same-origin",
    ] {
        assert!(head.contains(wanted), "{head}");
    }
    let tag = head.lines().find_map(|line| line.strip_prefix("etag: ")).expect("a tag").to_owned();
    let again = serving.get("/", &format!("Host: localhost\r\nIf-None-Match: {tag}\r\n"));
    assert!(again.starts_with("HTTP/1.1 304"), "{again}");
    assert!(serving.get("/", "Host: news.example\r\n").starts_with("HTTP/1.1 403"), "a name that only leads here");
    assert!(serving.get("/", "").starts_with("HTTP/1.1 4"), "no name at all");
    let saved = serving.get("/stories.csv", "Host: localhost\r\n");
    assert!(saved.contains("content-disposition: attachment; filename=\"stories.csv\""), "{saved}");
}

#[test]
fn over_http_nothing_but_reading_is_done_and_nonsense_ends_a_connection_only() {
    let serving = Serving::begin(Guard::new(None));
    let post = serving
        .send(b"POST /search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello");
    assert!(post.starts_with("HTTP/1.1 405"), "{post}");
    let head = serving.send(b"HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert!(head.starts_with("HTTP/1.1 200") && head.ends_with("\r\n\r\n"), "{head}");
    for path in ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/article/..%2f..%2fetc%2fpasswd", "/style.css/../x"]
    {
        assert!(serving.get(path, "Host: localhost\r\n").starts_with("HTTP/1.1 404"), "{path}");
    }
    serving.send(b"\x00\xff\x16\x03\x01 nonsense\r\n\r\n");
    serving.send(format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "x".repeat(100_000)).as_bytes());
    let long = serving.get(&format!("/search?q={}", "x".repeat(20_000)), "Host: localhost\r\n");
    assert!(long.starts_with("HTTP/1.1 414"), "{}", &long[..long.len().min(80)]);
    assert!(serving.get("/", "Host: localhost\r\n").starts_with("HTTP/1.1 200"), "it goes on");
}

#[test]
fn over_http_a_token_opens_the_room_and_is_not_kept_in_the_address() {
    let serving = Serving::begin(Guard::new(Some("windandrain")));
    assert!(serving.get("/", "Host: news.example\r\n").starts_with("HTTP/1.1 401"));
    assert!(
        serving.get("/", "Host: news.example\r\nAuthorization: Bearer windandrain\r\n").starts_with("HTTP/1.1 200")
    );
    let first = serving.get("/search?q=ferry&token=windandrain", "Host: news.example\r\n");
    assert!(first.starts_with("HTTP/1.1 303") && first.contains("location: /search?q=ferry\r\n"), "{first}");
    assert!(first.contains("HttpOnly; SameSite=Strict"), "{first}");
    assert!(serving.get("/", "Host: news.example\r\nCookie: overshadow=windandrain\r\n").starts_with("HTTP/1.1 200"));
}

#[test]
fn beyond_this_computer_only_with_a_token() {
    let (_folder, room) = room_of(&reports());
    let served = Served { listen: "0.0.0.0:0".parse().expect("an address"), guard: Guard::new(None) };
    let refused = serve(&room, &served, &AtomicBool::new(true), |_| {}).expect_err("it is refused");
    assert_eq!(refused.code(), "serve-unguarded");
}
