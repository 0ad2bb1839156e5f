//! Who an outlet is: its other hosts and names, its country, and the publisher's family it belongs to.
//!
//! Independence is counted by families: a text in two papers of one house is one voice. The table inside the program
//! (`outlets/outlets.tsv`) holds facts of common knowledge and is not complete; a user's own table of the same form
//! adds to it and goes before it. An outlet it does not know is its own family.

use crate::{Article, identity};
use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

/// What is known of an outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlet {
    /// The host it is known by.
    pub host: String,
    /// ISO 3166 alpha-2; empty when not known.
    pub country: String,
    /// Publisher's family; empty when it stands alone.
    pub family: String,
}

/// A table of outlets.
#[derive(Clone, Debug, Default)]
pub struct Outlets {
    known: Vec<Outlet>,
    by_name: HashMap<String, usize>,
}

/// A line of a table that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadOutlet {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: &'static str,
}

impl fmt::Display for BadOutlet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} {}", self.line, self.what)
    }
}

impl std::error::Error for BadOutlet {}

static BUILT_IN: LazyLock<Outlets> = LazyLock::new(|| {
    let mut outlets = Outlets::default();
    outlets.add(Outlets::BUILT_IN_TABLE).expect("the table inside the program is well formed");
    outlets
});

impl Outlets {
    /// The lines of the table inside the program.
    pub const BUILT_IN_TABLE: &str = include_str!("../outlets/outlets.tsv");

    /// The table inside the program.
    #[must_use]
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// Adds the lines of a table: host, country, family, other hosts and names parted by `|`, with a tab between the four.
    /// Lines that begin with `#` are notes. What is added goes before what is there.
    ///
    /// # Errors
    /// The first line that is not of this form; the lines before it are added.
    pub fn add(&mut self, table: &str) -> Result<(), BadOutlet> {
        for (line, text) in table.lines().enumerate() {
            if text.trim().is_empty() || text.starts_with('#') {
                continue;
            }
            self.add_line(text).map_err(|what| BadOutlet { line: line + 1, what })?;
        }
        Ok(())
    }

    fn add_line(&mut self, text: &str) -> Result<(), &'static str> {
        let mut cells = text.split('\t').map(str::trim);
        let host = cells.next().filter(|host| !host.is_empty()).ok_or("names no host")?.to_lowercase();
        let country = cells.next().unwrap_or_default().to_ascii_uppercase();
        let is_code = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
        if !country.is_empty() && !is_code {
            return Err("has a country that is no code of two letters");
        }
        let family = cells.next().unwrap_or_default().to_owned();
        let others = cells.next().unwrap_or_default();
        if cells.next().is_some() {
            return Err("has more than four columns");
        }
        let at = self.known.len();
        for name in others.split('|').map(plain).chain([plain(&host)]).filter(|name| !name.is_empty()) {
            self.by_name.insert(name, at);
        }
        self.known.push(Outlet { host, country, family });
        Ok(())
    }

    /// The outlet of this name or host; a host is also known by the hosts above it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Outlet> {
        // Most names of a pile are written as the table has them.
        if let Some(&at) = self.by_name.get(name) {
            return Some(&self.known[at]);
        }
        let name = plain(name);
        let mut host = name.as_str();
        loop {
            if let Some(&at) = self.by_name.get(host) {
                return Some(&self.known[at]);
            }
            let is_host = !host.contains(' ');
            host = host.split_once('.').filter(|(_, above)| is_host && above.contains('.'))?.1;
        }
    }

    /// Gives an article its outlet's name and, where nobody gave it, its country: a host of a known outlet becomes the one
    /// that the table knows it by, so that `bbc.com` and `bbc.co.uk` are one outlet. A name that is no host stays as
    /// the input gives it. An `article_id` does not depend on it.
    pub fn settle(&self, article: &mut Article) {
        let Some(outlet) = &article.outlet else { return };
        let is_host = outlet.contains('.') && !outlet.contains(' ');
        // Papers of one house may share a domain and differ in what stands before it.
        let host = article.url.as_deref().filter(|_| is_host).and_then(identity::host);
        let host = host.filter(|host| host.ends_with(outlet.as_str()));
        let Some(known) = self.get(host.as_deref().unwrap_or(outlet)) else { return };
        if article.outlet_country.is_none() && !known.country.is_empty() {
            article.outlet_country = Some(known.country.clone());
        }
        if is_host && *outlet != known.host {
            article.outlet = Some(known.host.clone());
        }
    }

    /// Whose voice an outlet speaks with: its publisher's family, else itself.
    #[must_use]
    pub fn voice<'a>(&'a self, outlet: &'a str) -> &'a str {
        match self.get(outlet) {
            Some(known) if !known.family.is_empty() => &known.family,
            Some(known) => &known.host,
            None => outlet,
        }
    }
}

/// A name without the accidents of spelling.
fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outlet_is_known_by_its_hosts_and_names() {
        let outlets = Outlets::built_in();
        for name in ["bbc.co.uk", "bbc.com", "BBC News", "news.bbc.co.uk"] {
            assert_eq!(outlets.get(name).map(|outlet| outlet.host.as_str()), Some("bbc.co.uk"), "{name}");
        }
        assert_eq!(outlets.get("lamp-post.example"), None);
        assert_eq!(outlets.get("co.uk"), None);
    }

    #[test]
    fn an_article_gets_its_outlet_by_host_and_its_country() {
        let settled = |url: &str, outlet: &str, country: Option<&str>| {
            let mut article = Article::of_text("a".into(), String::new(), String::new());
            article.url = Some(url.to_owned());
            article.outlet = Some(outlet.to_owned());
            article.outlet_country = country.map(str::to_owned);
            Outlets::built_in().settle(&mut article);
            (article.outlet.unwrap(), article.outlet_country.unwrap_or_default())
        };
        let given = |outlet: &str, country: &str| (outlet.to_owned(), country.to_owned());
        assert_eq!(settled("https://www.bbc.com/news/a", "bbc.com", None), given("bbc.co.uk", "GB"));
        assert_eq!(settled("https://www.bbc.com/news/a", "BBC News", None), given("BBC News", "GB"));
        assert_eq!(settled("https://www.bbc.com/news/a", "bbc.com", Some("IE")), given("bbc.co.uk", "IE"));
        let of_two = "https://economictimes.indiatimes.com/a";
        assert_eq!(settled(of_two, "indiatimes.com", None).0, "economictimes.indiatimes.com");
        assert_eq!(settled("https://lamp-post.example/a", "lamp-post.example", None), given("lamp-post.example", ""));
    }

    #[test]
    fn no_host_or_name_is_that_of_two_outlets() {
        let mut owners: std::collections::BTreeMap<String, &str> = std::collections::BTreeMap::new();
        let lines = Outlets::BUILT_IN_TABLE.lines().filter(|line| !line.starts_with('#'));
        for line in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 4, "{line}");
            for name in cells[3].split('|').chain([cells[0]]).filter(|name| !name.is_empty()) {
                assert_eq!(owners.insert(plain(name), cells[0]), None, "{name} stands twice");
            }
        }
    }

    #[test]
    fn outlets_of_one_house_speak_with_one_voice() {
        let outlets = Outlets::built_in();
        assert_eq!(outlets.voice("thesun.co.uk"), outlets.voice("wsj"));
        assert_ne!(outlets.voice("lamp-post.example"), outlets.voice("courier.example"));
    }

    #[test]
    fn the_table_of_a_user_goes_before_that_inside_the_program() {
        let mut outlets = Outlets::built_in().clone();
        outlets.add("# ours\nbbc.co.uk\tgb\tLindholm Press\t\nlamp-post.example\tSE\tLindholm Press\tLamp Post|lamp.example\n").unwrap();
        assert_eq!(outlets.voice("bbc.co.uk"), "Lindholm Press");
        assert_eq!(outlets.get("lamp post").unwrap().country, "SE");
    }

    #[test]
    fn a_line_that_is_no_outlet_is_named() {
        let mut outlets = Outlets::default();
        assert_eq!(outlets.add("a.example\nb.example\tSweden\n").unwrap_err().line, 2);
    }
}
