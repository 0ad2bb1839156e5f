//! What an article says in any language: names and happenings that a table knows in English, Russian, Ukrainian and
//! Chinese, numbers, words in Latin letters inside other scripts, and names written in another alphabet.
//!
//! Articles in different languages share no words, so they meet by these alone.

mod scripts;
mod table;

use super::sketch::hash32;
use super::words::is_unspaced;
use rustc_hash::FxHashMap;
use scripts::spelled_out;
use table::Table;

/// What kind of concept it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ConceptKind {
    /// A country: news is full of them.
    Country,
    /// Any other name that the table knows.
    Name,
    /// What happens.
    Happening,
    /// A number.
    Number,
    /// A name that the table does not know, by its letters or its sound. Most are written in one language only, so that
    /// one that is not shared says nothing.
    Spelling,
}

/// A concept of an article.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Concept {
    pub(super) key: u32,
    pub(super) kind: ConceptKind,
    pub(super) weight: f32,
}

/// Concepts kept of an article.
const MOST_CONCEPTS: usize = 32;
/// Characters of a text that are looked at.
const TEXT_CHARACTERS: usize = 300;
/// Weight of a concept that the headline lacks.
const TEXT_WEIGHT: f32 = 0.5;
/// Weight of what a concept is an example of.
const BROADER_WEIGHT: f32 = 0.25;

/// The concepts of a headline and the head of a text, ascending by key.
pub(super) fn concepts(title: &str, text: &str) -> Box<[Concept]> {
    let mut found: FxHashMap<u32, Concept> = FxHashMap::default();
    let end = text.char_indices().nth(TEXT_CHARACTERS).map_or(text.len(), |(at, _)| at);
    for (part, weight) in [(title, 1.0), (&text[..end], if title.is_empty() { 1.0 } else { TEXT_WEIGHT })] {
        if found.len() >= MOST_CONCEPTS {
            break;
        }
        let mut add = |key: u32, kind: ConceptKind, weight: f32| {
            let concept = found.entry(key).or_insert(Concept { key, kind, weight });
            concept.weight = concept.weight.max(weight);
        };
        for (key, kind) in of_part(part) {
            add(key, kind, weight);
            for &(broader, kind) in Table::built_in().broader(key) {
                add(broader, kind, BROADER_WEIGHT * weight);
            }
        }
    }
    let mut found: Vec<Concept> = found.into_values().collect();
    // Names and happenings before what the table does not know.
    found.sort_unstable_by(|a, b| {
        let is_loose = |concept: &Concept| concept.kind == ConceptKind::Spelling;
        is_loose(a).cmp(&is_loose(b)).then(b.weight.total_cmp(&a.weight)).then(a.key.cmp(&b.key))
    });
    found.truncate(MOST_CONCEPTS);
    found.sort_unstable_by_key(|concept| concept.key);
    found.into()
}

fn of_part(text: &str) -> Vec<(u32, ConceptKind)> {
    let mut covered: Vec<(usize, usize)> = Vec::new();
    let mut found: Vec<(u32, ConceptKind)> = Vec::new();
    for matched in Table::built_in().matches(text) {
        covered.push((matched.start, matched.end));
        found.push((matched.key, matched.kind));
    }
    let is_covered = |start: usize| covered.iter().any(|&(from, to)| from <= start && start < to);
    found.extend(numbers(text).map(|number| (hash32(&format!("number:{number}")), ConceptKind::Number)));
    let spellings = spelled_out(text).into_iter().filter(|(start, _)| !is_covered(*start));
    found.extend(spellings.map(|(_, spelling)| (hash32(&spelling), ConceptKind::Spelling)));
    found
}

/// Numbers that say something: no small ones, no years.
fn numbers(text: &str) -> impl Iterator<Item = u64> + '_ {
    let is_inside = |c: char| c.is_alphanumeric() && !is_unspaced(c) || matches!(c, ',' | '.' | '-');
    // `G20` and `F-16` are names, `133人` is a number.
    text.split(move |c: char| !is_inside(c)).filter_map(|digits| {
        let digits = digits.trim_matches([',', '.']);
        let whole = digits.replace(',', "");
        let number: u64 = whole.parse().ok()?;
        (number > 12 && !(1900..=2100).contains(&number)).then_some(number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(a: &str, b: &str) -> usize {
        let keys = |text: &str| -> Vec<u32> { concepts(text, "").iter().map(|concept| concept.key).collect() };
        let theirs = keys(b);
        keys(a).iter().filter(|key| theirs.contains(key)).count()
    }

    #[test]
    fn a_country_its_capital_and_what_happened_meet_in_four_languages() {
        let told = [
            "Drone attack on Kyiv kills 27, Ukraine says",
            "При атаке дронов на Киев погибли 27 человек, заявили на Украине",
            "Унаслідок атаки дронів на Київ загинули 27 людей, заявляє Україна",
            "乌克兰称基辅遭无人机袭击 27人死亡",
        ];
        for (at, a) in told.iter().enumerate() {
            for b in &told[at + 1..] {
                assert!(shared(a, b) >= 5, "{a} | {b}: {}", shared(a, b));
            }
        }
    }

    #[test]
    fn a_capital_stands_for_its_country_and_a_missile_for_an_attack() {
        assert!(shared("Kyiv hit by missiles", "俄军对乌克兰发动袭击") >= 2);
    }

    #[test]
    fn a_name_that_no_table_knows_is_recognised_by_its_sound() {
        assert!(shared("Ostrovenko resigns", "Островенко вышел из себя") > 0);
        assert_eq!(shared("Mayor Lindqvist opens museum", "Осень в саду"), 0);
    }

    #[test]
    fn latin_letters_in_other_scripts_are_read() {
        assert!(shared("Zorbix unveils a new phone", "公司Zorbix发布产品") > 0);
    }
}
