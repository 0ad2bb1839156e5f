//! What a story is called: the words that set it apart, as its own headlines write them.

use super::background::Background;
use super::words::spelled;
use rustc_hash::FxHashMap;

/// Information below which a word sets nothing apart, in nats.
const COMMON: f32 = 5.0;
/// The share of a word's headlines in which two words stand that are one name.
const TOGETHER: f64 = 0.6;

/// A word of a story.
#[derive(Clone, Debug, Default)]
struct Spelling<'a> {
    headlines: usize,
    written: FxHashMap<&'a str, usize>,
    /// Words that follow it, and in how many headlines.
    next: FxHashMap<u32, usize>,
}

/// Up to `wanted` terms that set these headlines apart, each with the hash of its first word, the most telling first.
/// Titles come with their language, ISO 639-1, empty when not known.
#[must_use]
pub fn key_terms(titles: &[(&str, &str)], wanted: usize) -> Vec<(u32, String)> {
    let background = Background::built_in();
    let mut words: FxHashMap<u32, Spelling<'_>> = FxHashMap::default();
    for &(title, language) in titles {
        let mut spelled = spelled(title, language);
        for at in 1..spelled.len() {
            let [first, second] = [spelled[at - 1].0, spelled[at].0];
            *words.entry(first).or_default().next.entry(second).or_default() += 1;
        }
        spelled.sort_unstable_by_key(|&(key, _)| key);
        spelled.dedup_by_key(|(key, _)| *key);
        for (key, written) in spelled {
            let word = words.entry(key).or_default();
            word.headlines += 1;
            *word.written.entry(written).or_default() += 1;
        }
    }
    let tells = |key: u32, word: &Spelling<'_>| word.headlines as f32 * (background.information(key) - COMMON);
    let fewest = if titles.len() > 2 { 2 } else { 1 };
    let mut order: Vec<(f32, u32)> = words
        .iter()
        .filter(|(_, word)| word.headlines >= fewest)
        .map(|(&key, word)| (tells(key, word), key))
        .filter(|&(tells, _)| tells > 0.0)
        .collect();
    order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    name(&order, &words, wanted)
}

/// The foremost words, two that mostly stand together as one term.
fn name(order: &[(f32, u32)], words: &FxHashMap<u32, Spelling<'_>>, wanted: usize) -> Vec<(u32, String)> {
    let mut terms: Vec<(u32, String)> = Vec::new();
    let mut named: Vec<u32> = Vec::new();
    for &(_, key) in order {
        if terms.len() == wanted {
            break;
        }
        if named.contains(&key) {
            continue;
        }
        let goes_with = |first: u32, second: u32| {
            let times = words[&first].next.get(&second).copied().unwrap_or_default() as f64;
            let fewest = words[&first].headlines.max(words[&second].headlines);
            times >= TOGETHER * fewest as f64
        };
        let others = || order.iter().map(|&(_, other)| other).filter(|&other| other != key && !named.contains(&other));
        let term = if let Some(second) = others().find(|&other| goes_with(key, other)) {
            vec![key, second]
        } else if let Some(first) = others().find(|&other| goes_with(other, key)) {
            vec![first, key]
        } else {
            vec![key]
        };
        let spelling: Vec<&str> = term.iter().map(|key| most_written(&words[key])).collect();
        terms.push((term[0], spelling.join(" ")));
        named.extend(term);
    }
    terms
}

fn most_written<'a>(word: &Spelling<'a>) -> &'a str {
    // Of two as frequent the one without a capital, which may only have begun a headline.
    let most = word.written.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| a.0.cmp(b.0)));
    most.map_or("", |(written, _)| written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_headlines_share_and_news_seldom_say_comes_first_as_it_is_written() {
        let titles = [
            ("Lindholm harbour closed by storm", "en"),
            ("Storm shuts Lindholm harbour for a day", "en"),
            ("Ferries wait at Lindholm harbour", "en"),
        ];
        let terms: Vec<String> = key_terms(&titles, 2).into_iter().map(|(_, term)| term).collect();
        assert_eq!(terms, ["Lindholm harbour", "storm"]);
    }
}
