//! Who an outlet is: its other hosts and names, its country, and the publisher's family it belongs to.
//!
//! Independence is counted by families: a text in two papers of one house is one voice. The table inside the program
//! (`outlets/outlets.tsv`) holds facts of common knowledge and is not complete; a user's own table of the same form
//! adds to it and goes before it. An outlet it does not know is its own family.

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
    outlets.add(include_str!("../outlets/outlets.tsv")).expect("the table inside the program is well formed");
    outlets
});

impl Outlets {
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
