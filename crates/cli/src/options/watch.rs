//! The options of `watch`.

use super::{DateOrderOption, ExtractOption, InputOptions, OutputOptions, USUAL_ARCHIVE};
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

#[derive(Debug, Args)]
pub(crate) struct WatchOptions {
    /// Addresses of feeds, or files that list them
    ///
    /// Addresses of feeds: RSS, Atom, JSON Feed, news sitemaps. Or files that list them: OPML, or an address a line.
    /// Without any: the feeds that the archive knows.
    #[arg(value_name = "FEED", help_heading = "Feeds")]
    pub(crate) feeds: Vec<String>,
    /// The archive to add to
    #[arg(long, value_name = "DIR", default_value = USUAL_ARCHIVE, help_heading = "Feeds")]
    pub(crate) archive: PathBuf,
    /// Time between two polls of a feed
    ///
    /// Time between two polls of a feed: 30s, 15m, 1h. A feed that asks for more gets more: its ttl, Cache-Control and
    /// Retry-After count up to a day. After failures the time doubles, up to a day. A feed that another run has polled
    /// waits for its time.
    #[arg(long, value_name = "TIME", default_value = "15m", value_parser = duration, help_heading = "Feeds")]
    pub(crate) every: Duration,
    /// One round, then end
    ///
    /// Poll each feed that is due once, then end. Exit status: 0 when something was new, 1 when nothing was, 2 when a
    /// feed failed. Without it: until Ctrl-C, which loses nothing; exit status 130.
    #[arg(long, help_heading = "Feeds")]
    pub(crate) once: bool,
    /// The pages of new items, in their place
    ///
    /// Fetch the page that each new item links to, under the same rules, and store its article in place of the item.
    /// Where the page fails, or has less text than the item, the item is stored.
    #[arg(long, help_heading = "Feeds")]
    pub(crate) pages: bool,
    /// Show what is known of the feeds instead
    ///
    /// Poll nothing; write what the archive knows of each feed: when it was polled, what was wrong, when it last brought
    /// something new.
    #[arg(long, help_heading = "Feeds", conflicts_with_all = ["once", "pages"])]
    pub(crate) list: bool,
    /// Pause between two requests to one host
    ///
    /// Least pause between two requests to one host. A host whose robots.txt asks for more gets more.
    #[arg(long, value_name = "TIME", default_value = "1s", value_parser = duration, help_heading = "Network")]
    pub(crate) delay: Duration,
    /// Time for one answer
    ///
    /// Time for one answer with all its redirections, after which it is given up.
    #[arg(long, value_name = "TIME", default_value = "30s", value_parser = duration, help_heading = "Network")]
    pub(crate) timeout: Duration,
    /// Time to find a host and connect
    #[arg(long, value_name = "TIME", default_value = "10s", value_parser = duration, help_heading = "Network")]
    pub(crate) connect_timeout: Duration,
    /// Most bytes of one answer, unpacked
    #[arg(long, value_name = "SIZE", default_value = "16MB", value_parser = size, help_heading = "Network")]
    pub(crate) max_size: usize,
    /// Who asks [default: overshadow/VERSION]
    ///
    /// The User-Agent of every request. Rules of robots.txt for its first word are obeyed. An address at which you can be
    /// reached is welcome: 'overshadow/0.1 (+https://example.org/us)'. [default: overshadow/VERSION]
    #[arg(long, value_name = "NAME", value_parser = user_agent, help_heading = "Network")]
    pub(crate) user_agent: Option<String>,
    /// Also ask machines of your own network
    ///
    /// Also ask addresses of this machine and of the local network. Feeds and pages of strangers may link there, so it is
    /// for feeds of your own only.
    #[arg(long, help_heading = "Network")]
    pub(crate) allow_private: bool,
    /// Seed of the chance in waits after failures
    #[arg(long, default_value_t = 7, hide_short_help = true, help_heading = "Network")]
    pub(crate) seed: u64,
    /// 03/04/2024 is day-first or month-first
    ///
    /// How to read dates like 03/04/2024: day-first or month-first. Without it such a date is left out, never guessed.
    #[arg(long, value_name = "ORDER", hide_possible_values = true, hide_short_help = true, help_heading = "Input")]
    pub(crate) date_order: Option<DateOrderOption>,
    /// Write what was left out, and why (JSONL)
    ///
    /// Write what was left out, one JSON object each with its place and the reason, to this file.
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub(crate) skipped: Option<PathBuf>,
    /// How pages are read: cascade, fast, accurate
    ///
    /// How the main text of an HTML page is found, as in `overshadow clean`.
    #[arg(
        long,
        value_name = "WAY",
        default_value = "cascade",
        hide_default_value = true,
        hide_possible_values = true,
        hide_short_help = true,
        help_heading = "Input"
    )]
    pub(crate) extract: ExtractOption,
    /// A table of outlets of your own
    ///
    /// Countries, publishers' families and other names of outlets, as in `overshadow add`.
    #[arg(long, value_name = "FILE", hide_short_help = true, help_heading = "Input")]
    pub(crate) outlet_table: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: OutputOptions,
}

impl WatchOptions {
    /// How what comes is read, in the words of the other verbs.
    pub(crate) fn input(&self) -> InputOptions {
        InputOptions {
            inputs: Vec::new(),
            archive: None,
            columns: None,
            date_order: self.date_order,
            skipped: self.skipped.clone(),
            extract: self.extract,
            outlet_table: self.outlet_table.clone(),
            // What a feed leaves out does not end the watching of the others.
            max_skipped: 1.0,
            threads: None,
        }
    }
}

/// A number and its unit: `500ms`, `30s`, `15m`, `1h`, `1d`.
fn duration(word: &str) -> Result<Duration, String> {
    let (number, unit) = number_and_unit(word);
    let seconds = match unit.as_str() {
        "ms" => 0.001,
        "s" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        "d" => 86_400.0,
        _ => return Err("write a number and its unit: 30s, 15m, 1h".to_owned()),
    };
    let number: f64 = number.parse().map_err(|_| "write a number and its unit: 30s, 15m, 1h".to_owned())?;
    let most = 366.0 * 86_400.0;
    if number * seconds > most {
        return Err("a year is the most".to_owned());
    }
    Ok(Duration::from_secs_f64(number * seconds))
}

/// A number and its unit: `500KB`, `16MB`; without a unit, bytes.
fn size(word: &str) -> Result<usize, String> {
    let (number, unit) = number_and_unit(word);
    let bytes = match unit.as_str() {
        "" | "b" => 1,
        "k" | "kb" => 1000,
        "m" | "mb" => 1_000_000,
        "g" | "gb" => 1_000_000_000,
        _ => return Err("write a number and its unit: 500KB, 16MB".to_owned()),
    };
    let number: usize = number.parse().map_err(|_| "write a number and its unit: 500KB, 16MB".to_owned())?;
    match number.checked_mul(bytes) {
        Some(size @ 1..=1_000_000_000) => Ok(size),
        _ => Err("a size lies between 1 byte and 1GB".to_owned()),
    }
}

fn number_and_unit(word: &str) -> (&str, String) {
    let end = word.find(|letter: char| !(letter.is_ascii_digit() || letter == '.')).unwrap_or(word.len());
    (&word[..end], word[end..].trim().to_ascii_lowercase())
}

fn user_agent(word: &str) -> Result<String, String> {
    let is_sendable =
        word.bytes().all(|byte| (b' '..=b'~').contains(&byte)) && word.starts_with(|c: char| c.is_ascii_alphabetic());
    if is_sendable {
        Ok(word.to_owned())
    } else {
        Err("write it in plain letters, a name first: name/1.0 (+address)".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_sizes_have_units() {
        for (word, expected) in
            [("500ms", 0.5), ("30s", 30.0), ("15m", 900.0), ("1.5 h", 5400.0), ("0s", 0.0), ("1D", 86_400.0)]
        {
            assert_eq!(duration(word), Ok(Duration::from_secs_f64(expected)), "{word}");
        }
        for word in ["", "15", "m", "-1s", "1.2.3s", "1y", "9999999999d", "1e9s", "15ü"] {
            assert!(duration(word).is_err(), "{word}");
        }
        for (word, expected) in [("16MB", 16_000_000), ("500 kb", 500_000), ("1000", 1000), ("1g", 1_000_000_000)] {
            assert_eq!(size(word), Ok(expected), "{word}");
        }
        for word in ["", "0", "1.5MB", "2GB", "99999999999999999999GB", "MB"] {
            assert!(size(word).is_err(), "{word}");
        }
    }

    #[test]
    fn a_name_that_cannot_be_sent_is_refused() {
        assert!(user_agent("lamp-post/2 (+https://post.example)").is_ok());
        for word in ["", "/1", "x\r\nCookie: y", "мост"] {
            assert!(user_agent(word).is_err(), "{word}");
        }
    }
}
