//! The tables of names and happenings, and where they stand in a text.
//!
//! `names/README.md` says how a variant is written: English names are whole words in their own case; Russian and
//! Ukrainian ones, and happenings in all three, are beginnings of words, or whole words when a `$` follows; Chinese ones
//! match anywhere. Where several match, the one that begins first and is longest stands.

use super::super::sketch::hash32;
use super::ConceptKind;
use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::sync::LazyLock;

const NAMES: &str = include_str!("../../../names/names.tsv");
const HAPPENINGS: &str = include_str!("../../../names/happenings.tsv");
const COUNTRIES: &str = include_str!("../../../names/countries.tsv");
const KINDS: &str = include_str!("../../../names/kinds.tsv");

/// A place in a text where a concept stands, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Matched {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) key: u32,
    pub(super) kind: ConceptKind,
}

/// What must follow the letters of a variant.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Variant {
    key: u32,
    kind: ConceptKind,
    /// It has to end where a word ends.
    is_whole: bool,
    /// It may stand in the middle of a word, as in scripts without spaces.
    is_anywhere: bool,
    /// It counts beside another that is as short: `中美`, but not `中` in a word.
    is_short: bool,
    /// Beginnings of the words that follow.
    rest: Vec<(String, bool)>,
}

pub(super) struct Table {
    /// English names and Chinese forms, in the text as it is written.
    written: Forms,
    /// Cyrillic forms and English happenings, in lower case.
    folded: Forms,
    /// The country that a name stands for, and the kinds that a happening is of.
    broader: FxHashMap<u32, Vec<(u32, ConceptKind)>>,
}

struct Forms {
    automaton: AhoCorasick,
    variants: Vec<Variant>,
}

impl Table {
    pub(super) fn built_in() -> &'static Self {
        static BUILT_IN: LazyLock<Table> = LazyLock::new(Table::read);
        &BUILT_IN
    }

    fn read() -> Self {
        let (mut written, mut folded) = (Vec::new(), Vec::new());
        for line in NAMES.lines().skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [name, kind, en, ru, uk, zh, short] = cells[..] else { continue };
            let kind = if kind == "country" { ConceptKind::Country } else { ConceptKind::Name };
            let key = hash32(name);
            written.extend(variants(en).map(|word| whole(word, key, kind)));
            written.extend(variants(zh).map(|word| anywhere(word, key, kind)));
            written.extend(variants(short).map(|word| short_form(word, key, kind)));
            folded.extend(variants(ru).chain(variants(uk)).map(|word| beginning(word, key, kind)));
        }
        for line in HAPPENINGS.lines().skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [name, en, ru, uk, zh] = cells[..] else { continue };
            let (key, kind) = (happening(name), ConceptKind::Happening);
            written.extend(variants(zh).map(|word| anywhere(word, key, kind)));
            let words = variants(en).chain(variants(ru)).chain(variants(uk));
            folded.extend(words.map(|word| beginning(word, key, kind)));
        }
        Self { written: Forms::of(written), folded: Forms::of(folded), broader: broader() }
    }

    /// What a name or a happening is an example of: the country a city lies in, the kind of a happening.
    pub(super) fn broader(&self, key: u32) -> &[(u32, ConceptKind)] {
        self.broader.get(&key).map_or(&[], Vec::as_slice)
    }

    /// What stands in a text, in order of place.
    pub(super) fn matches(&self, text: &str) -> Vec<Matched> {
        let mut found = self.written.matches(text);
        let folded = Folded::of(text);
        let of_folded = self.folded.matches(&folded.text).into_iter();
        found.extend(of_folded.map(|it| Matched { start: folded.origin(it.start), end: folded.origin(it.end), ..it }));
        found
    }
}

fn happening(name: &str) -> u32 {
    hash32(&format!("happening:{name}"))
}

fn broader() -> FxHashMap<u32, Vec<(u32, ConceptKind)>> {
    let mut broader: FxHashMap<u32, Vec<(u32, ConceptKind)>> = FxHashMap::default();
    let rows = |text: &'static str| text.lines().skip(1).filter_map(|line| line.split_once('\t'));
    for (country, names) in rows(COUNTRIES) {
        for name in variants(names) {
            broader.entry(hash32(name)).or_default().push((hash32(country), ConceptKind::Country));
        }
    }
    for (kind, happenings) in rows(KINDS) {
        let key = hash32(&format!("kind:{kind}"));
        for name in variants(happenings) {
            broader.entry(happening(name)).or_default().push((key, ConceptKind::Happening));
        }
    }
    broader
}

/// A text in lower case, with one `е`, one `г` and no apostrophes; other letters have as many bytes as before.
struct Folded {
    text: String,
    /// Where apostrophes were left out, in bytes of the folded text, and bytes left out by then.
    left_out: Vec<(usize, usize)>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(text.len()), left_out: Vec::new() };
        let mut bytes = 0;
        for c in text.chars() {
            if matches!(c, '\'' | '’' | 'ʼ' | '`') {
                bytes += c.len_utf8();
                folded.left_out.push((folded.text.len(), bytes));
            } else {
                folded.text.push(lower(c));
            }
        }
        folded
    }

    /// The place in the text as it was.
    fn origin(&self, at: usize) -> usize {
        let before = self.left_out.partition_point(|&(place, _)| place < at);
        at + before.checked_sub(1).map_or(0, |last| self.left_out[last].1)
    }
}

fn lower(c: char) -> char {
    let mut folded = c.to_lowercase();
    match (c, folded.next()) {
        ('Ё' | 'ё', _) => 'е',
        ('Ґ' | 'ґ', _) => 'г',
        (_, Some(low)) if folded.next().is_none() && low.len_utf8() == c.len_utf8() => low,
        _ => c,
    }
}

fn variants(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').filter(|variant| !variant.is_empty())
}

fn whole(word: &str, key: u32, kind: ConceptKind) -> (String, Variant) {
    (word.to_owned(), Variant { is_whole: true, ..Variant::of(key, kind) })
}

fn anywhere(word: &str, key: u32, kind: ConceptKind) -> (String, Variant) {
    (word.to_owned(), Variant { is_anywhere: true, ..Variant::of(key, kind) })
}

fn short_form(word: &str, key: u32, kind: ConceptKind) -> (String, Variant) {
    (word.to_owned(), Variant { is_anywhere: true, is_short: true, ..Variant::of(key, kind) })
}

fn beginning(words: &str, key: u32, kind: ConceptKind) -> (String, Variant) {
    let mut parts = words.split(' ').map(|word| match word.strip_suffix('$') {
        Some(word) => (word.to_owned(), true),
        None => (word.to_owned(), false),
    });
    let (first, is_whole) = parts.next().unwrap_or_default();
    (first, Variant { is_whole, rest: parts.collect(), ..Variant::of(key, kind) })
}

impl Forms {
    fn of(forms: Vec<(String, Variant)>) -> Self {
        let (letters, variants): (Vec<String>, Vec<Variant>) = forms.into_iter().unzip();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&letters)
            .expect("the tables inside the program fit into an automaton");
        Self { automaton, variants }
    }

    fn matches(&self, text: &str) -> Vec<Matched> {
        let mut found: Vec<(Matched, bool)> = Vec::new();
        for matched in self.automaton.find_overlapping_iter(text) {
            let variant = &self.variants[matched.pattern().as_usize()];
            if let Some(end) = variant.end(text, matched.start(), matched.end()) {
                let matched = Matched { start: matched.start(), end, key: variant.key, kind: variant.kind };
                found.push((matched, variant.is_short));
            }
        }
        found.sort_by_key(|(matched, _)| (matched.start, Reverse(matched.end)));
        let mut reached = 0;
        found.retain(|(matched, _)| {
            let stands = matched.start >= reached;
            if stands {
                reached = matched.end;
            }
            stands
        });
        let is_beside = |at: usize, other: usize| {
            found
                .get(other)
                .is_some_and(|(it, is_short)| *is_short && (it.end == found[at].0.start || found[at].0.end == it.start))
        };
        let stands = |at: &usize| !found[*at].1 || is_beside(*at, at.wrapping_sub(1)) || is_beside(*at, at + 1);
        (0..found.len()).filter(stands).map(|at| found[at].0).collect()
    }
}

impl Variant {
    fn of(key: u32, kind: ConceptKind) -> Self {
        Self { key, kind, is_whole: false, is_anywhere: false, is_short: false, rest: Vec::new() }
    }

    /// Where it ends, when it stands here.
    fn end(&self, text: &str, start: usize, end: usize) -> Option<usize> {
        if self.is_anywhere {
            return Some(end);
        }
        if begins_inside(text, start) || (self.is_whole && !ends_word(text, end)) {
            return None;
        }
        let mut end = end + rest_of_word(text, end);
        for (beginning, is_whole) in &self.rest {
            let next = text[end..].strip_prefix([' ', '-'])?.strip_prefix(beginning.as_str())?;
            let rest = rest_of_word(next, 0);
            if *is_whole && rest > 0 {
                return None;
            }
            end = text.len() - next.len() + rest;
        }
        Some(end)
    }
}

fn begins_inside(text: &str, start: usize) -> bool {
    text[..start].chars().next_back().is_some_and(char::is_alphanumeric)
}

fn ends_word(text: &str, end: usize) -> bool {
    !text[end..].starts_with(char::is_alphanumeric)
}

/// Bytes of the letters that go on from here.
fn rest_of_word(text: &str, from: usize) -> usize {
    text[from..].chars().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    /// Every cell is of its script, and no variant stands for two things.
    #[test]
    fn the_tables_are_as_their_readme_says() {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        let cells = |line: &'static str| line.split('\t').collect::<Vec<_>>();
        for cells in NAMES.lines().skip(1).map(cells) {
            assert_eq!(cells.len(), 7, "{cells:?}");
            for (at, cell) in cells[2..].iter().enumerate() {
                for variant in variants(cell) {
                    let is_fit = match at {
                        0 => !variant.chars().any(|c| matches!(c, '\u{400}'..='\u{52F}')),
                        1 | 2 => variant == Folded::of(variant).text,
                        _ => !variant.is_empty(),
                    };
                    assert!(is_fit, "{variant} of {}", cells[0]);
                    let known = seen.insert(format!("{} {variant}", at.min(3)), cells[0]);
                    assert!(known.is_none_or(|other| other == cells[0]), "{variant}: {known:?} and {}", cells[0]);
                }
            }
        }
        assert!(HAPPENINGS.lines().skip(1).all(|line| cells(line).len() == 5));
    }

    #[test]
    fn what_is_an_example_of_something_is_in_the_tables() {
        let first = |text: &'static str| text.lines().skip(1).filter_map(|line| line.split('\t').next()).collect();
        let (names, happenings): (BTreeSet<&str>, BTreeSet<&str>) = (first(NAMES), first(HAPPENINGS));
        let rows = |text: &'static str| text.lines().skip(1).filter_map(|line| line.split_once('\t'));
        let mut countries_of = BTreeMap::new();
        for (country, cell) in rows(COUNTRIES) {
            assert!(names.contains(country), "{country}");
            for name in variants(cell) {
                assert!(names.contains(name), "{name}");
                assert_eq!(countries_of.insert(name, country), None, "{name} stands for two countries");
            }
        }
        for (_, cell) in rows(KINDS) {
            variants(cell).for_each(|name| assert!(happenings.contains(name), "{name}"));
        }
    }

    #[test]
    fn the_longer_of_two_names_stands() {
        let keys = |text: &str| Table::built_in().matches(text).iter().map(|it| it.key).collect::<Vec<_>>();
        assert_eq!(keys("North Korea"), [hash32("country:KP")]);
        assert_eq!(keys("Северная Корея"), [hash32("country:KP")]);
        assert_eq!(keys("白俄罗斯"), [hash32("country:BY")]);
        assert!(keys("russianly").is_empty());
    }
}
