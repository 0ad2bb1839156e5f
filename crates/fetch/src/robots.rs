//! What a host allows: `robots.txt` after RFC 9309.
//!
//! A reader of our own, since the file comes from strangers: no pattern is compiled, and matching takes time in
//! proportion to rules and path. `Crawl-delay`, which the RFC does not know, is honoured up to a bound.

use crate::header;
use jiff::Timestamp;
use memchr::memmem;
use std::time::Duration;

/// Bytes of the file that are read; the rest is not looked at (RFC 9309, section 2.5).
pub(crate) const MOST_BYTES: usize = 500 << 10;
/// How long rules are believed (section 2.4).
const BELIEVED: Duration = Duration::from_secs(24 * 3600);
/// How soon a file that could not be had is asked for again.
const UNREACHABLE_FOR: Duration = Duration::from_secs(300);
/// Longest pause between two requests that a host can ask for.
const LONGEST_DELAY: f64 = 300.0;

/// What came of asking for a `robots.txt`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The file.
    Rules(Vec<u8>),
    /// There is none: all is allowed.
    Nothing,
    /// It cannot be had: nothing is allowed for now.
    Unreachable(String),
}

/// What came of asking a host, to be kept between runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RobotsFile {
    /// Scheme, host and port it speaks for.
    pub origin: String,
    /// When it was asked for.
    pub fetched: Timestamp,
    /// What came of it.
    pub verdict: Verdict,
}

impl RobotsFile {
    /// True while it is to be believed.
    #[must_use]
    pub fn is_fresh(&self, now: Timestamp) -> bool {
        let age = Duration::try_from(now.duration_since(self.fetched)).unwrap_or(BELIEVED);
        age < if matches!(self.verdict, Verdict::Unreachable(_)) { UNREACHABLE_FOR } else { BELIEVED }
    }
}

/// The rules of one host for one program.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Robots {
    /// Pattern, and whether it allows.
    rules: Vec<(Vec<u8>, bool)>,
    delay: Option<Duration>,
}

impl Robots {
    /// The rules of a file for the program whose `User-Agent` is given.
    #[must_use]
    pub fn parse(file: &[u8], user_agent: &str) -> Self {
        let file = &file[..file.len().min(MOST_BYTES)];
        let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
        let product = token(user_agent.as_bytes());
        let (mut ours, mut everybodys) = (None, None);
        // Whom the lines are for, and whether lines of names may still follow.
        let (mut for_us, mut for_all, mut names_go_on) = (false, false, false);
        for line in file.split(|byte| matches!(byte, b'\n' | b'\r' | 0)) {
            let line = line.split(|byte| *byte == b'#').next().unwrap_or_default();
            let Some((key, value)) = key_and_value(line) else { continue };
            if key == "user-agent" {
                if !names_go_on {
                    (for_us, for_all, names_go_on) = (false, false, true);
                }
                let is_ours = !product.is_empty() && token(value).eq_ignore_ascii_case(product);
                for_us |= is_ours;
                for_all |= value == b"*";
                // A group without rules is one all the same.
                if is_ours {
                    ours.get_or_insert_with(Self::default);
                }
                continue;
            }
            if !matches!(key.as_str(), "allow" | "disallow" | "crawl-delay") {
                continue;
            }
            names_go_on = false;
            for (is_for, group) in [(for_us, &mut ours), (for_all, &mut everybodys)] {
                if is_for {
                    group.get_or_insert_with(Self::default).add(&key, value);
                }
            }
        }
        ours.or(everybodys).unwrap_or_default()
    }

    fn add(&mut self, key: &str, value: &[u8]) {
        match key {
            "crawl-delay" => self.delay = delay(value).or(self.delay),
            // An empty rule says nothing.
            _ if value.is_empty() => {}
            _ => self.rules.push((normal(value), key == "allow")),
        }
    }

    /// True when path and query of an address may be asked for: the longest rule that matches decides, and of two equally
    /// long ones the one that allows.
    #[must_use]
    pub fn allows(&self, path: &str) -> bool {
        let path = normal(path.as_bytes());
        if path == b"/robots.txt" {
            return true;
        }
        let matching = self.rules.iter().filter(|(pattern, _)| matches(pattern, &path));
        matching.map(|(pattern, allows)| (pattern.len(), *allows)).max().is_none_or(|(_, allows)| allows)
    }

    /// The pause between two requests that the host asks for.
    #[must_use]
    pub fn delay(&self) -> Option<Duration> {
        self.delay
    }
}

fn key_and_value(line: &[u8]) -> Option<(String, &[u8])> {
    let colon = memchr::memchr(b':', line)?;
    let key = String::from_utf8_lossy(line[..colon].trim_ascii()).to_ascii_lowercase();
    Some((key, line[colon + 1..].trim_ascii()))
}

/// The name of a program: what stands before its version.
fn token(name: &[u8]) -> &[u8] {
    let end = name.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"_-".contains(byte)));
    &name[..end.unwrap_or(name.len())]
}

fn delay(value: &[u8]) -> Option<Duration> {
    let seconds: f64 = std::str::from_utf8(value).ok()?.parse().ok()?;
    (seconds >= 0.0).then(|| Duration::from_secs_f64(seconds.min(LONGEST_DELAY)))
}

/// One way to write each path: letters that need no escape without one, all other bytes beyond ASCII with one.
fn normal(path: &[u8]) -> Vec<u8> {
    let mut written = Vec::with_capacity(path.len());
    let mut rest = path;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        let escaped = (byte == b'%').then(|| after.first_chunk::<2>()).flatten();
        let value = escaped.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        match value {
            Some(value) => {
                rest = &after[2..];
                if value.is_ascii_alphanumeric() || b"-._~".contains(&value) {
                    written.push(value);
                } else {
                    written.extend(format!("%{value:02X}").bytes());
                }
            }
            None if byte.is_ascii() => written.push(byte),
            None => written.extend(format!("%{byte:02X}").bytes()),
        }
    }
    written
}

/// `*` stands for anything, `$` at the end for the end.
fn matches(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, to_the_end) = match pattern.strip_suffix(b"$") {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut parts = pattern.split(|byte| *byte == b'*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut parts: Vec<&[u8]> = parts.collect();
    let Some(last) = parts.pop() else { return !to_the_end || rest.is_empty() };
    for part in parts {
        let Some(at) = memmem::find(rest, part) else { return false };
        rest = &rest[at + part.len()..];
    }
    if to_the_end { rest.ends_with(last) } else { memmem::find(rest, last).is_some() }
}

/// How long to wait before a `robots.txt` of this status is asked for again, when it says so itself.
pub(crate) fn waits(status: u16, retry_after: Option<&str>, now: Timestamp) -> Option<Duration> {
    matches!(status, 429 | 503).then(|| retry_after.and_then(|value| header::retry_after(value, now))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const AGENT: &str = "overshadow/0.1.0 (+https://lamp.example/about)";

    fn allows(file: &str, path: &str) -> bool {
        Robots::parse(file.as_bytes(), AGENT).allows(path)
    }

    #[test]
    fn our_own_group_goes_before_everybodys() {
        let file = "User-agent: *\nDisallow: /\n\nUser-Agent: OverShadow/9 \nUser-agent: other\nDisallow: /private # not this\n";
        assert!(allows(file, "/feed.xml") && !allows(file, "/private/x"));
        assert!(!Robots::parse(file.as_bytes(), "someone").allows("/feed.xml"));
        assert!(!allows("user-agent:*\r\ndisallow:/a\r\n", "/a"));
        assert!(allows("User-agent: overshadower\nDisallow: /", "/"), "another program's name that begins as ours");
        assert!(
            allows("User-agent: *\nDisallow: /\nUser-agent: overshadow\nDisallow:", "/x"),
            "an empty rule forbids nothing"
        );
        assert!(allows("User-agent: *\nDisallow: /\nUser-agent: overshadow", "/x"), "a group without rules");
    }

    #[test]
    fn groups_of_one_name_are_one_group() {
        let file =
            "User-agent: overshadow\nDisallow: /a\nUser-agent: x\nDisallow: /c\nUser-agent: overshadow\nDisallow: /b";
        assert!(!allows(file, "/a") && !allows(file, "/b") && allows(file, "/c"));
        let file = "User-agent: overshadow\nSitemap: https://x.example/\nUser-agent: b\nDisallow: /a";
        assert!(!allows(file, "/a"), "lines we do not know end no group");
    }

    #[test]
    fn the_longest_rule_decides_and_allowing_wins_a_tie() {
        let file = "User-agent: *\nAllow: /p\nDisallow: /\nDisallow: /page\nAllow: /page";
        assert!(allows(file, "/page") && allows(file, "/press") && !allows(file, "/x"));
        assert!(allows("User-agent: *\nDisallow: /", "/robots.txt"));
    }

    #[test]
    fn stars_and_ends_are_understood() {
        for (pattern, path, expected) in [
            ("/*.php$", "/a/b.php", true),
            ("/*.php$", "/a.php?x", false),
            ("/*.php", "/a.php?x", true),
            ("/fish*", "/fishheads", true),
            ("/fish*.php", "/Fish.php", false),
            ("/a$", "/a", true),
            ("/a$", "/ab", false),
            ("*", "/", true),
            ("/*a*b$", "/xaxbxb", true),
            ("/ab*b$", "/ab", false),
            ("/a%62c", "/abc", true),
            ("/ü", "/%c3%bc/x", true),
            ("/a%2fb", "/a/b", false),
            ("/a%2fb", "/a%2Fb", true),
            ("/%", "/%", true),
        ] {
            assert_eq!(matches(&normal(pattern.as_bytes()), &normal(path.as_bytes())), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn the_pause_a_host_asks_for_is_bounded() {
        for (value, expected) in
            [("2.5", Some(2.5)), ("1e9", Some(300.0)), ("inf", Some(300.0)), ("-1", None), ("NaN", None)]
        {
            let robots = Robots::parse(format!("User-agent: *\nCrawl-delay: {value}").as_bytes(), AGENT);
            assert_eq!(robots.delay(), expected.map(Duration::from_secs_f64), "{value}");
        }
    }

    #[test]
    fn what_lies_beyond_the_limit_is_not_looked_at() {
        let file = format!("User-agent: *\nDisallow: /a\n#{}\nDisallow: /b\n", "x".repeat(MOST_BYTES));
        assert!(!allows(&file, "/a") && allows(&file, "/b"));
    }

    #[test]
    fn a_file_made_of_stars_takes_no_time() {
        let line = format!("Disallow: /{}b$\n", "*a".repeat(200));
        let file = format!("User-agent: *\n{}", line.repeat(1000));
        assert!(allows(&file, &format!("/{}", "a".repeat(4000))));
    }

    proptest! {
        #[test]
        fn any_bytes_are_rules(file in prop::collection::vec(any::<u8>(), 0..300), path in "\\PC{0,40}") {
            let robots = Robots::parse(&file, AGENT);
            prop_assert!(robots.allows(&path) || !robots.rules.is_empty());
        }

        /// The plain way to match, letter by letter, agrees.
        #[test]
        fn matching_agrees_with_the_definition(pattern in "/[ab*$]{0,7}", path in "/[ab$]{0,9}") {
            fn plain(pattern: &[u8], path: &[u8]) -> bool {
                match pattern {
                    [] => true,
                    [b'$'] => path.is_empty(),
                    [b'*', rest @ ..] => (0..=path.len()).any(|at| plain(rest, &path[at..])),
                    [first, rest @ ..] => path.first() == Some(first) && plain(rest, &path[1..]),
                }
            }
            prop_assert_eq!(matches(pattern.as_bytes(), path.as_bytes()), plain(pattern.as_bytes(), path.as_bytes()));
        }
    }
}
