//! `browse`: all kinds of pages of the reading room in headless Chromium, over agency articles and over a hundred thousand
//! hostile ones.

use crate::Fault;
use crate::bench::Serving;
use crate::data::{Data, overshadow, scratch, succeed};
use crate::python::{environment, scripts};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const ARTICLES: &str = "news/reuters21578/articles.jsonl.zst";
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const HOSTILE: usize = 100_000;

/// Goes through the pages of both archives; an error where a page has a fault.
pub(crate) fn run(data: &Data) -> Result<(), Fault> {
    let program = overshadow()?;
    let browser = browser().ok_or("no Chromium is installed: install the package chromium")?;
    let python = environment("browser")?;
    for (name, input) in [("browse-articles", data.file(ARTICLES)?), ("browse-hostile", hostile()?)] {
        let folder = scratch("bench")?.join(name);
        let mut add = Command::new(&program);
        add.arg("add").arg(&input).arg("--archive").arg(&folder).stdout(Stdio::null());
        succeed(&mut add)?;
        let serving = Serving::begin(&program, &folder)?;
        let mut browse = Command::new(&python);
        browse.arg(scripts("browser").join("browse.py")).arg(format!("http://{}", serving.address())).arg(&browser);
        succeed(&mut browse)?;
    }
    Ok(())
}

fn browser() -> Option<PathBuf> {
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    let all = BROWSERS.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    all.into_iter().find(|path| path.is_file())
}

/// A hundred thousand articles that try to run, to turn the page round, and to break it.
fn hostile() -> Result<PathBuf, Fault> {
    let path = scratch("bench")?.join("hostile.jsonl");
    write_hostile(&path)?;
    Ok(path)
}

fn write_hostile(path: &Path) -> Result<(), Fault> {
    let parts = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "</main></body></html><svg onload=alert(1)>",
        "<style>*{display:none}</style>",
        "{{7*7}}${7*7}<%= 7*7 %>",
        "\u{202e}\u{2066}\u{200f}abc",
        "\u{1b}[31m\u{7}\u{b}",
        "javascript:alert(1)",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "'; DROP TABLE article; --",
        "\u{e000}\u{fffe}\u{fdd0}",
        "a\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}",
    ];
    let mut out = BufWriter::new(File::create(path)?);
    for number in 0..HOSTILE {
        let (one, other) = (parts[number % parts.len()], parts[number / 7 % parts.len()]);
        let long = if number % 1000 == 0 { "W".repeat(20_000) } else { String::new() };
        let day = 1 + number % 28;
        let row = serde_json::json!({
            "id": format!("h{number}{one}"),
            "published": format!("2024-03-{day:02}T08:00:00Z"),
            "outlet": format!("{other} {}", number % 50),
            "language": "en",
            "title": format!("{one} the {number} {other}{long}"),
            "url": if number % 2 == 0 { format!("javascript:alert({number})") } else { format!("https://news.example/{one}") },
            "text": format!("“{one} is the {other},” {one} Smith{} said on Monday. The {long} rain {other}.", number % 90),
        });
        writeln!(out, "{row}")?;
    }
    out.flush()?;
    Ok(())
}
