//! Names of two or three words, and of two to four letters in scripts without spaces: neighbours that stand together
//! more often than their frequencies explain.

use super::mining::{AS_LOWER, AS_NAME, BREAK, Heads, WORD};
use super::terms::{NONE, Terms};
use rustc_hash::{FxHashMap, FxHashSet};

/// Words of the longest name; of the longest in a script without spaces.
const MOST_WORDS: usize = 3;
const MOST_LETTERS: usize = 4;
/// Least normalised pointwise mutual information of a name's parts (Bouma 2009).
const LEAST_TIE: f64 = 0.35;
/// Marks a part that is an empty word inside a name, such as the "of" of "Bank of England".
const EMPTY: u32 = 1 << 31;
/// Parts of a name: terms, or empty words between them; `NONE` fills up.
pub(super) type Parts = [u32; MOST_LETTERS];

/// A name of several words.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub(super) parts: Parts,
    /// Heads with it.
    pub(super) heads: u32,
    /// The ways it is worded, as numbers of words, with the heads of each, the most frequent first.
    pub(super) wordings: Vec<(Vec<u32>, u32)>,
    /// Places where all its words have capitals that tell, and where some lack them.
    pub(super) as_name: u32,
    pub(super) as_lower: u32,
}

impl Phrase {
    /// Its terms, empty words left out.
    pub(super) fn terms(&self) -> impl DoubleEndedIterator<Item = u32> + Clone {
        self.parts.into_iter().filter(|&part| part != NONE && part & EMPTY == 0)
    }
}

/// The names that stand in at least so many heads, in order of their parts.
pub(super) fn phrases(heads: &Heads, terms: &Terms, fewest: u32) -> Vec<Phrase> {
    let mut frequent: FxHashMap<Parts, u32> = FxHashMap::default();
    for length in 2..=MOST_LETTERS {
        let counted = count(heads, length, terms, &frequent, fewest);
        frequent.extend(counted);
    }
    let tied: FxHashSet<Parts> =
        frequent.keys().filter(|parts| is_tied(parts, &frequent, terms, heads.len())).copied().collect();
    let mut phrases = worded(heads, terms, &tied);
    phrases.iter_mut().for_each(|phrase| phrase.heads = frequent[&phrase.parts]);
    phrases.sort_unstable_by_key(|phrase| phrase.parts);
    phrases
}

/// What a token is inside a name.
fn part(token: u32, terms: &Terms) -> u32 {
    let word = token & WORD;
    match terms.of_word[word as usize] {
        NONE => word | EMPTY,
        term => term,
    }
}

/// The parts of a run of tokens, when it may be a name.
pub(super) fn parts_of(run: &[u32], terms: &Terms) -> Option<Parts> {
    if run.contains(&BREAK) {
        return None;
    }
    let mut parts = [NONE; MOST_LETTERS];
    run.iter().enumerate().for_each(|(at, &token)| parts[at] = part(token, terms));
    let (first, last) = (parts[0], parts[run.len() - 1]);
    let opens = first & EMPTY == 0 || (terms.openers.contains(&(first & WORD)) && parts[1] & EMPTY == 0);
    let is_rest = |part: &u32| terms.rests.binary_search(&(part & !EMPTY)).is_ok() && part & EMPTY != 0;
    if parts[..run.len()].iter().any(is_rest) {
        return None;
    }
    let is_letter = |part: u32| part & EMPTY == 0 && terms.terms[part as usize].is_letter;
    let letters = parts[..run.len()].iter().filter(|&&part| is_letter(part)).count();
    let fits = if letters == 0 { run.len() <= MOST_WORDS } else { letters == run.len() };
    (opens && last & EMPTY == 0 && fits).then_some(parts)
}

/// All shorter names inside one.
pub(super) fn inside(parts: &Parts) -> Vec<Parts> {
    let length = parts.iter().filter(|&&part| part != NONE).count();
    let mut inside = Vec::new();
    for shorter in 2..length {
        for from in 0..=length - shorter {
            let mut taken = [NONE; MOST_LETTERS];
            taken[..shorter].copy_from_slice(&parts[from..from + shorter]);
            inside.push(taken);
        }
    }
    inside
}

/// Names of so many words that stand in enough heads; the names inside them must do so, too.
fn count(
    heads: &Heads,
    length: usize,
    terms: &Terms,
    frequent: &FxHashMap<Parts, u32>,
    fewest: u32,
) -> FxHashMap<Parts, u32> {
    let mut counts: FxHashMap<Parts, u32> = FxHashMap::default();
    let mut of_head: Vec<Parts> = Vec::new();
    for tokens in heads.iter() {
        of_head.clear();
        let runs = tokens.windows(length).filter_map(|run| parts_of(run, terms));
        of_head.extend(
            runs.filter(|parts| length == 2 || inner(parts, length).iter().all(|inner| frequent.contains_key(inner))),
        );
        of_head.sort_unstable();
        of_head.dedup();
        of_head.iter().for_each(|&parts| *counts.entry(parts).or_default() += 1);
    }
    counts.retain(|_, heads| *heads >= fewest);
    counts
}

/// The names that a longer one begins and ends with; none where an empty word stands between two.
fn inner(parts: &Parts, length: usize) -> Vec<Parts> {
    if parts[..length].iter().skip(1).any(|part| part & EMPTY != 0) {
        return Vec::new();
    }
    let take = |from: usize| {
        let mut taken = [NONE; MOST_LETTERS];
        taken[..length - 1].copy_from_slice(&parts[from..from + length - 1]);
        taken
    };
    vec![take(0), take(1)]
}

/// True when its parts stand together more often than chance has it.
fn is_tied(parts: &Parts, frequent: &FxHashMap<Parts, u32>, terms: &Terms, heads: usize) -> bool {
    let length = parts.iter().filter(|&&part| part != NONE).count();
    let together = f64::from(frequent[parts]);
    let alone = |part: u32| match part & EMPTY {
        0 => f64::from(terms.terms[part as usize].heads),
        _ => f64::from(terms.heads_of_word[(part & WORD) as usize]),
    };
    let tie = |first: f64, last: f64| {
        let all = heads as f64;
        (together * all / (first * last)).ln() / (all / together).ln().max(f64::MIN_POSITIVE)
    };
    let inner = inner(parts, length);
    if length == 2 || inner.is_empty() {
        return tie(alone(parts[0]), alone(parts[length - 1])) >= LEAST_TIE;
    }
    let of = |parts: &Parts| f64::from(frequent[parts]);
    tie(of(&inner[0]), alone(parts[length - 1])).min(tie(alone(parts[0]), of(&inner[1]))) >= LEAST_TIE
}

/// How a name is worded and written, as it is counted.
#[derive(Default)]
struct Worded {
    wordings: FxHashMap<Vec<u32>, u32>,
    as_name: u32,
    as_lower: u32,
}

/// The names with the ways they are worded and written.
fn worded(heads: &Heads, terms: &Terms, wanted: &FxHashSet<Parts>) -> Vec<Phrase> {
    let mut found: FxHashMap<Parts, Worded> = FxHashMap::default();
    for tokens in heads.iter() {
        for length in 2..=MOST_LETTERS {
            for run in tokens.windows(length) {
                let Some(parts) = parts_of(run, terms).filter(|parts| wanted.contains(parts)) else { continue };
                found.entry(parts).or_default().count(run, terms);
            }
        }
    }
    let phrase = |(parts, worded): (Parts, Worded)| {
        let mut wordings: Vec<(Vec<u32>, u32)> = worded.wordings.into_iter().collect();
        wordings.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Phrase { parts, heads: 0, wordings, as_name: worded.as_name, as_lower: worded.as_lower }
    };
    found.into_iter().map(phrase).collect()
}

impl Worded {
    /// Counts one place where the name stands.
    fn count(&mut self, run: &[u32], terms: &Terms) {
        let content = || run.iter().filter(|&&token| part(token, terms) & EMPTY == 0);
        let lacks_capital = content().any(|token| token & AS_LOWER != 0);
        self.as_name += u32::from(!lacks_capital && content().any(|token| token & AS_NAME != 0));
        self.as_lower += u32::from(lacks_capital);
        *self.wordings.entry(run.iter().map(|token| token & WORD).collect()).or_default() += 1;
    }
}
