//! One automaton for the terms of all subjects (Aho and Corasick 1975), and the bookkeeping of what it found.

use super::dates::day_in_words;
use super::fold::{fold_into, is_unspaced};
use super::parse::{Expression, Field, Label, QueryError, Term, parse};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

/// Up to so many letters in all terms the automaton is deterministic, which is faster and takes more memory (a few MB).
const DETERMINISTIC_LETTERS: usize = 20_000;

/// The parts of an article that queries look into.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fields<'a> {
    /// Headline.
    pub title: &'a str,
    /// Text.
    pub text: &'a str,
    /// Outlet's name or host.
    pub outlet: &'a str,
    /// Language code.
    pub language: &'a str,
    /// Country of the outlet.
    pub country: &'a str,
    /// Day of publication, UTC.
    pub day: Option<Date>,
    /// What a source without text says the article is about; each is looked into by itself, so that no phrase goes over
    /// from one to the next.
    pub labels: &'a [(Label, String)],
}

/// All subjects, compiled together.
pub struct Matcher {
    automaton: AhoCorasick,
    /// Leaves that hold a pattern, by pattern of the automaton.
    holders: Vec<Vec<Leaf>>,
    /// For each leaf the subjects it occurs in.
    subjects_of: Vec<Vec<u32>>,
    expressions: Vec<Compiled>,
    /// Subjects that match an article in which no term occurs, such as `NOT sport`.
    matching_nothing: Vec<u32>,
    /// Fields that some term looks into; the others are not scanned.
    used: Vec<Field>,
}

#[derive(Clone, Copy)]
struct Leaf {
    index: u32,
    field: Field,
    prefix: bool,
}

enum Compiled {
    Leaf(u32),
    And(Vec<Compiled>),
    Or(Vec<Compiled>),
    Not(Box<Compiled>),
}

/// Buffers of one thread, reused from article to article.
#[derive(Default)]
pub struct Scratch {
    folded: String,
    found: Vec<bool>,
    touched: Vec<u32>,
    candidates: Vec<u32>,
    matching: Vec<u32>,
}

impl Matcher {
    /// Compiles the queries; subjects keep their positions.
    ///
    /// # Errors
    /// The first query that cannot be parsed.
    ///
    /// # Panics
    /// When the terms together take more than 4 GiB.
    pub fn new<'a>(queries: impl IntoIterator<Item = &'a str>) -> Result<Self, QueryError> {
        let mut terms: FxHashMap<Term, u32> = FxHashMap::default();
        let mut order: Vec<Term> = Vec::new();
        let mut subjects_of: Vec<Vec<u32>> = Vec::new();
        let mut expressions = Vec::new();
        for (subject, query) in (0..).zip(queries) {
            let mut leaf = |term: Term| {
                let next = u32::try_from(order.len()).expect("fewer terms than 2^32");
                let index = *terms.entry(term.clone()).or_insert_with(|| {
                    order.push(term);
                    subjects_of.push(Vec::new());
                    next
                });
                let holders = &mut subjects_of[index as usize];
                if holders.last() != Some(&subject) {
                    holders.push(subject);
                }
                index
            };
            expressions.push(compile(parse(query)?, &mut leaf));
        }
        let (patterns, holders) = patterns(&order);
        let letters: usize = patterns.iter().map(|pattern| pattern.len()).sum();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind((letters <= DETERMINISTIC_LETTERS).then_some(AhoCorasickKind::DFA))
            .build(&patterns)
            .expect("the terms of a run fit into one automaton");
        let nothing = vec![false; order.len()];
        let matching_nothing =
            (0..).zip(&expressions).filter(|(_, expression)| holds(expression, &nothing)).map(|(i, _)| i).collect();
        let used = order.iter().map(|term| term.field).collect();
        Ok(Self { automaton, holders, subjects_of, expressions, matching_nothing, used })
    }

    /// Positions of the subjects the article is on, ascending.
    pub fn subjects<'s>(&self, article: Fields<'_>, scratch: &'s mut Scratch) -> &'s [u32] {
        scratch.found.resize(self.subjects_of.len(), false);
        let parts = [
            (Field::Title, article.title),
            (Field::Text, article.text),
            (Field::Outlet, article.outlet),
            (Field::Language, article.language),
            (Field::Country, article.country),
        ];
        for (field, text) in parts {
            if self.used.iter().any(|&used| looks_into(used, field)) {
                self.scan(field, text, scratch);
            }
        }
        if let Some(day) = article.day.filter(|_| self.used.contains(&Field::Date)) {
            self.scan(Field::Date, &day_in_words(day), scratch);
        }
        for (label, text) in article.labels {
            self.scan(Field::Label(*label), text, scratch);
        }
        self.evaluate(scratch);
        &scratch.matching
    }

    /// True when some query asks for labels, so that it is worth looking for them.
    #[must_use]
    pub fn asks_for_labels(&self) -> bool {
        self.used.iter().any(|field| matches!(field, Field::Label(_)))
    }

    /// True when some query asks for stories, which then have to be found first.
    #[must_use]
    pub fn asks_for_stories(&self) -> bool {
        self.used.iter().any(|field| matches!(field, Field::Label(Label::Story | Label::Chain)))
    }

    fn scan(&self, field: Field, text: &str, scratch: &mut Scratch) {
        scratch.folded.clear();
        fold_into(text, &mut scratch.folded);
        let folded = scratch.folded.as_str();
        for found in self.automaton.find_overlapping_iter(folded) {
            if !begins_word(folded, found.start()) {
                continue;
            }
            let whole = ends_word(folded, found.end());
            for leaf in &self.holders[found.pattern().as_usize()] {
                let fits = looks_into(leaf.field, field) && (leaf.prefix || whole);
                if fits && !std::mem::replace(&mut scratch.found[leaf.index as usize], true) {
                    scratch.touched.push(leaf.index);
                }
            }
        }
    }

    fn evaluate(&self, scratch: &mut Scratch) {
        let Scratch { found, touched, candidates, matching, .. } = scratch;
        candidates.clear();
        candidates.extend_from_slice(&self.matching_nothing);
        candidates.extend(touched.iter().flat_map(|&leaf| &self.subjects_of[leaf as usize]));
        candidates.sort_unstable();
        candidates.dedup();
        matching.clear();
        matching.extend(candidates.iter().filter(|&&subject| holds(&self.expressions[subject as usize], found)));
        for leaf in touched.drain(..) {
            found[leaf as usize] = false;
        }
    }
}

/// The distinct words to look for, and for each the leaves that hold them.
fn patterns(terms: &[Term]) -> (Vec<&str>, Vec<Vec<Leaf>>) {
    let mut position: FxHashMap<&str, usize> = FxHashMap::default();
    let (mut patterns, mut holders): (Vec<&str>, Vec<Vec<Leaf>>) = (Vec::new(), Vec::new());
    for (index, term) in (0..).zip(terms) {
        let at = *position.entry(&term.words).or_insert(patterns.len());
        if at == patterns.len() {
            patterns.push(&term.words);
            holders.push(Vec::new());
        }
        holders[at].push(Leaf { index, field: term.field, prefix: term.prefix });
    }
    (patterns, holders)
}

fn compile(expression: Expression, leaf: &mut impl FnMut(Term) -> u32) -> Compiled {
    match expression {
        Expression::Term(term) => Compiled::Leaf(leaf(term)),
        Expression::And(parts) => Compiled::And(parts.into_iter().map(|part| compile(part, leaf)).collect()),
        Expression::Or(parts) => Compiled::Or(parts.into_iter().map(|part| compile(part, leaf)).collect()),
        Expression::Not(inner) => Compiled::Not(Box::new(compile(*inner, leaf))),
    }
}

fn holds(expression: &Compiled, found: &[bool]) -> bool {
    match expression {
        Compiled::Leaf(index) => found[*index as usize],
        Compiled::And(parts) => parts.iter().all(|part| holds(part, found)),
        Compiled::Or(parts) => parts.iter().any(|part| holds(part, found)),
        Compiled::Not(inner) => !holds(inner, found),
    }
}

pub(super) fn looks_into(wanted: Field, part: Field) -> bool {
    wanted == part || (wanted == Field::Any && matches!(part, Field::Title | Field::Text))
}

fn begins_word(text: &str, at: usize) -> bool {
    if at == 0 || text.as_bytes()[at - 1] == b' ' {
        return true;
    }
    let before = text[..at].chars().next_back();
    let first = text[at..].chars().next();
    before.is_some_and(is_unspaced) || first.is_some_and(is_unspaced)
}

fn ends_word(text: &str, at: usize) -> bool {
    if at == text.len() || text.as_bytes()[at] == b' ' {
        return true;
    }
    let last = text[..at].chars().next_back();
    let after = text[at..].chars().next();
    after.is_some_and(is_unspaced) || last.is_some_and(is_unspaced)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn matching(queries: &[&str], title: &str) -> Vec<u32> {
        let matcher = Matcher::new(queries.iter().copied()).unwrap();
        matcher.subjects(Fields { title, ..Fields::default() }, &mut Scratch::default()).to_vec()
    }

    #[test]
    fn whole_words_match_and_parts_of_words_do_not() {
        let queries = ["war", "wars", "zelensk*", "\"city hall\"", "covid-19"];
        assert_eq!(matching(&queries, "Star Wars at City Hall"), [1, 3]);
        assert_eq!(matching(&queries, "Zelenskyy: the war, after COVID 19"), [0, 2, 4]);
        assert_eq!(matching(&queries, "Warsaw"), [] as [u32; 0]);
    }

    #[test]
    fn case_and_script_do_not_matter() {
        assert_eq!(matching(&["україн*", "ёлка", "莫斯科"], "Всі в УКРАЇНІ про елка: 俄罗斯莫斯科音乐厅"), [0, 1, 2]);
    }

    #[test]
    fn operators_and_fields() {
        let queries = ["moscow AND (attack OR concert) NOT film", "outlet:bbc* war", "NOT sport", "lang:en"];
        let matcher = Matcher::new(queries).unwrap();
        let mut scratch = Scratch::default();
        let mut on = |title, outlet, language| {
            matcher.subjects(Fields { title, outlet, language, ..Fields::default() }, &mut scratch).to_vec()
        };
        assert_eq!(on("Concert in Moscow", "x", "ru"), [0, 2]);
        assert_eq!(on("Film: attack on Moscow", "x", "en"), [2, 3]);
        assert_eq!(on("War and sport", "BBC.co.uk", ""), [1]);
        assert_eq!(on("", "", ""), [2], "the buffers are clean again");
    }

    #[test]
    fn days_are_a_field() {
        let queries = ["date:2024-03 storm", "date:2024-02-28..2024-03-01", "2024", "NOT date:2024"];
        let matcher = Matcher::new(queries).unwrap();
        let on = |day| {
            let fields = Fields { title: "Storm", day, ..Fields::default() };
            matcher.subjects(fields, &mut Scratch::default()).to_vec()
        };
        assert_eq!(on(Some(jiff::civil::date(2024, 3, 1))), [0, 1]);
        assert_eq!(on(Some(jiff::civil::date(2024, 3, 2))), [0]);
        assert_eq!(on(Some(jiff::civil::date(2025, 3, 1))), [3]);
        assert_eq!(on(None), [3]);
    }

    #[test]
    fn labels_are_looked_into_one_by_one() {
        let queries = ["theme:TERROR", "theme:TAX*", "person:\"anna orr\"", "place:UA", "terror"];
        let matcher = Matcher::new(queries).unwrap();
        let label = |kind, text: &str| (kind, text.to_owned());
        let on = |labels: &[(Label, String)]| {
            matcher.subjects(Fields { labels, ..Fields::default() }, &mut Scratch::default()).to_vec()
        };
        assert_eq!(on(&[label(Label::Theme, "TERROR"), label(Label::Theme, "TAX_FNCACT")]), [0, 1]);
        assert_eq!(on(&[label(Label::Person, "anna"), label(Label::Person, "orr")]), [] as [u32; 0]);
        assert_eq!(on(&[label(Label::Person, "Anna Orr"), label(Label::Place, "UA")]), [2, 3]);
        assert!(matcher.asks_for_labels());
    }

    /// The automaton is a matter of speed: it finds what looking word by word finds.
    fn by_words(term: &str, title: &str) -> bool {
        let mut folded = String::new();
        fold_into(title, &mut folded);
        format!(" {folded} ").contains(&format!(" {term} "))
    }

    proptest! {
        #[test]
        fn the_automaton_agrees_with_looking_word_by_word(title in "[ab -]{0,20}", terms in prop::collection::vec("[ab]{1,3}( [ab]{1,2})?", 1..6)) {
            let quoted: Vec<String> = terms.iter().map(|term| format!("\"{term}\"")).collect();
            let queries: Vec<&str> = quoted.iter().map(String::as_str).collect();
            let want: Vec<u32> = (0..).zip(&terms).filter(|(_, term)| by_words(term, &title)).map(|(i, _)| i).collect();
            prop_assert_eq!(matching(&queries, &title), want);
        }
    }
}
