//! From heads to candidates: terms and names that are frequent and keep company of their own, each with the query that
//! finds it.

use super::company::{Company, DIMENSIONS};
use super::furniture_lists::is_furniture;
use super::mining::{BREAK, Heads, Mining, WORD};
use super::phrases::{Parts, Phrase, phrases};
use super::rule::SubjectRule;
use super::terms::{NONE, Terms, frequent_terms};
use super::vocabulary::{Vocabulary, number};
use super::wording::{covering, heads_of_others, query_of_words, quoted};
use rustc_hash::FxHashMap;

/// A term is looked at from this part of the articles a day on that a subject needs: texts hold more than heads.
const HEADS_PART: f64 = 0.5;
/// Share of a word's heads from which on it is a part of a longer name.
const PART_OF_NAME: f64 = 0.6;
/// Letters two words share at the beginning, and likeness of their company, from which on one is derived from the other.
const SHARED_LETTERS: usize = 4;
const DERIVED: f64 = 0.45;
/// Letters by which derived words may be longer than what they share.
const MOST_ENDING: usize = 4;
/// Share of places with a capital from which on a term is a name.
const NAME: f64 = 0.8;
/// Share of its places in which a name's word goes on to another from which on it only begins names: given names, titles.
const BEGINS_NAMES: f64 = 0.6;
/// Most candidates that are counted by their queries.
const MOST_CANDIDATES: usize = 600;

/// A term that may be a subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// As heads write it most.
    pub name: String,
    /// What finds it.
    pub query: String,
    /// True where it is written with capitals inside running text.
    pub is_name: bool,
    /// ISO 639-1 of the heads it was found in; empty when not known.
    pub language: String,
    /// How much the company of the term differs from that of all words, in nats.
    pub divergence: f64,
    /// Heads it stands in.
    pub heads: u32,
}

impl Mining {
    /// The candidates, those with most weight first.
    #[must_use]
    pub fn candidates(self, rule: &SubjectRule) -> Vec<Candidate> {
        let days = self.days();
        let fewest = (HEADS_PART * rule.fewest_per_day * days as f64).ceil().max(3.0) as u32;
        let (vocabulary, heads) = self.settle();
        let terms = frequent_terms(&vocabulary, &heads, fewest);
        let phrases = phrases(&heads, &terms, fewest);
        let found = Found { vocabulary: &vocabulary, terms: &terms, phrases: &phrases };
        found.candidates(&heads, rule)
    }
}

/// What the heads hold.
struct Found<'a> {
    vocabulary: &'a Vocabulary,
    terms: &'a Terms,
    phrases: &'a [Phrase],
}

impl Found<'_> {
    fn candidates(&self, heads: &Heads, rule: &SubjectRule) -> Vec<Candidate> {
        let company = self.company(heads);
        let absorbed = self.absorbed();
        let n_terms = self.terms.terms.len();
        let mut groups: Vec<Vec<usize>> = self.derived(&company, &absorbed);
        groups.extend((0..self.phrases.len()).map(|at| vec![n_terms + at]).filter(|group| !absorbed[group[0]]));
        let mut candidates: Vec<Candidate> = groups
            .iter()
            .filter_map(|group| {
                let divergence = group.iter().map(|&at| company.divergence(at)).fold(f64::MIN, f64::max);
                (divergence >= rule.least_divergence.min(rule.least_divergence_of_name))
                    .then(|| self.candidate(group, divergence))
            })
            .collect();
        let weight = |candidate: &Candidate| f64::from(candidate.heads) * candidate.divergence;
        candidates.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then_with(|| a.query.cmp(&b.query)));
        let mut queries = std::collections::BTreeSet::new();
        candidates.retain(|candidate| queries.insert(candidate.query.clone()));
        candidates.truncate(MOST_CANDIDATES);
        candidates
    }

    /// Counts who stands with whom.
    fn company(&self, heads: &Heads) -> Company {
        let n_terms = self.terms.terms.len();
        let mut order: Vec<usize> = (0..n_terms).collect();
        order.sort_by_key(|&at| (std::cmp::Reverse(self.terms.terms[at].heads), at));
        let mut dimension_of = vec![NONE; n_terms];
        let mut frequencies: Vec<Vec<u32>> = vec![Vec::new(); self.vocabulary.languages.len()];
        for term in order {
            let of_language = &mut frequencies[self.language_of(term) as usize];
            if of_language.len() < DIMENSIONS {
                dimension_of[term] = number(of_language.len());
                of_language.push(self.terms.terms[term].heads);
            }
        }
        let languages = (0..n_terms + self.phrases.len()).map(|at| self.language_of(at)).collect();
        let by_parts: FxHashMap<Parts, usize> =
            self.phrases.iter().enumerate().map(|(at, phrase)| (phrase.parts, at)).collect();
        let mut company = Company::new(languages, &frequencies);
        let mut dimensions = Vec::new();
        for tokens in heads.iter() {
            let of_head = self.of_head(tokens, &by_parts);
            dimensions.clear();
            dimensions.extend(of_head.iter().filter(|&&at| at < n_terms).map(|&at| dimension_of[at]));
            for &at in &of_head {
                let own: Vec<u32> = self.own_terms(at).map(|term| dimension_of[term as usize]).collect();
                company.add(at, &dimensions, &own);
            }
        }
        company
    }

    /// Terms and names in a head: positions of terms, then those of names behind them.
    fn of_head(&self, tokens: &[u32], by_parts: &FxHashMap<Parts, usize>) -> Vec<usize> {
        let n_terms = self.terms.terms.len();
        let terms =
            tokens.iter().filter(|&&token| token != BREAK).map(|token| self.terms.of_word[(token & WORD) as usize]);
        let mut found: Vec<usize> = terms.filter(|&term| term != NONE).map(|term| term as usize).collect();
        for length in 2..=4 {
            let runs = tokens.windows(length).filter_map(|run| super::phrases::parts_of(run, self.terms));
            found.extend(runs.filter_map(|parts| by_parts.get(&parts)).map(|at| n_terms + at));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn language_name(&self, at: usize) -> String {
        self.vocabulary.languages[self.language_of(at) as usize].clone()
    }

    fn language_of(&self, at: usize) -> u32 {
        let term = self.own_terms(at).next().map_or(0, |term| term as usize);
        self.vocabulary.words[self.terms.terms[term].words[0] as usize].language
    }

    fn own_terms(&self, at: usize) -> Box<dyn Iterator<Item = u32> + '_> {
        match at.checked_sub(self.terms.terms.len()) {
            None => Box::new(std::iter::once(number(at))),
            Some(phrase) => Box::new(self.phrases[phrase].terms()),
        }
    }

    /// True for each term and name that stands mostly inside a longer name.
    fn absorbed(&self) -> Vec<bool> {
        let n_terms = self.terms.terms.len();
        let mut absorbed: Vec<bool> = self
            .terms
            .terms
            .iter()
            .map(|term| term.is_letter || term.opens_names >= BEGINS_NAMES || self.is_furniture(term))
            .collect();
        absorbed.resize(n_terms + self.phrases.len(), false);
        let by_parts: FxHashMap<Parts, usize> =
            self.phrases.iter().enumerate().map(|(at, phrase)| (phrase.parts, at)).collect();
        for (at, phrase) in self.phrases.iter().enumerate() {
            let furnished = phrase.terms().any(|term| self.is_furniture(&self.terms.terms[term as usize]));
            absorbed[n_terms + at] |= furnished && !is_name(phrase.as_name.into(), phrase.as_lower.into());
            let is_part = |heads: u32| f64::from(phrase.heads) >= PART_OF_NAME * f64::from(heads);
            let phrase_is_name = is_name(phrase.as_name.into(), phrase.as_lower.into());
            for term in phrase.terms().filter(|&term| is_part(self.terms.terms[term as usize].heads)) {
                // A name that one outlet always words alike is a name still, and the wording is none.
                let term_is_name = self.term_is_name(&self.terms.terms[term as usize]);
                absorbed[if term_is_name && !phrase_is_name { n_terms + at } else { term as usize }] = true;
            }
            for inner in super::phrases::inside(&phrase.parts) {
                if let Some(&at) = by_parts.get(&inner).filter(|&&at| is_part(self.phrases[at].heads)) {
                    absorbed[n_terms + at] = true;
                }
            }
        }
        absorbed
    }

    fn term_is_name(&self, term: &super::terms::Term) -> bool {
        let words = || term.words.iter().map(|&word| &self.vocabulary.words[word as usize]);
        is_name(words().map(|word| f64::from(word.as_name)).sum(), words().map(|word| f64::from(word.as_lower)).sum())
    }

    fn is_furniture(&self, term: &super::terms::Term) -> bool {
        term.words.iter().any(|&word| is_furniture(&self.vocabulary.words[word as usize].folded))
    }

    /// Terms that are no part of a name, those derived from each other together.
    fn derived(&self, company: &Company, absorbed: &[bool]) -> Vec<Vec<usize>> {
        let word = |at: usize| {
            let word = &self.vocabulary.words[self.terms.terms[at].words[0] as usize];
            (word.language, &*word.folded)
        };
        let mut order: Vec<usize> = (0..self.terms.terms.len()).filter(|&at| !absorbed[at]).collect();
        order.sort_by_key(|&at| word(at));
        let mut group_of: Vec<usize> = (0..order.len()).collect();
        for a in 0..order.len() {
            for b in a + 1..order.len() {
                let (first, second) = (word(order[a]), word(order[b]));
                let shared = shared_letters(first.1, second.1);
                if first.0 != second.0 || shared < SHARED_LETTERS {
                    break;
                }
                let ending = |word: &str| word.chars().count() - shared <= MOST_ENDING;
                if ending(first.1) && ending(second.1) && company.likeness(order[a], order[b]) >= DERIVED {
                    let (old, new) = (group_of[b], group_of[a]);
                    group_of.iter_mut().filter(|group| **group == old).for_each(|group| *group = new);
                }
            }
        }
        let mut groups: Vec<Vec<usize>> = vec![Vec::new(); order.len()];
        order.iter().zip(group_of).for_each(|(&term, group)| groups[group].push(term));
        groups.retain(|group| !group.is_empty());
        groups
    }

    fn candidate(&self, group: &[usize], divergence: f64) -> Candidate {
        match group[0].checked_sub(self.terms.terms.len()) {
            None => self.of_words(group, divergence),
            Some(phrase) => self.of_phrase(&self.phrases[phrase], divergence),
        }
    }

    fn of_words(&self, group: &[usize], divergence: f64) -> Candidate {
        let mut words: Vec<u32> = group.iter().flat_map(|&term| self.terms.terms[term].words.iter().copied()).collect();
        words.sort_by_key(|&word| (std::cmp::Reverse(self.terms.heads_of_word[word as usize]), word));
        let name = self.vocabulary.words[words[0] as usize].spelled().to_owned();
        let sum = |count: fn(&super::vocabulary::Word) -> u32| -> f64 {
            words.iter().map(|&word| f64::from(count(&self.vocabulary.words[word as usize]))).sum()
        };
        let (as_name, as_lower) = (sum(|word| word.as_name), sum(|word| word.as_lower));
        Candidate {
            query: self.query_of(&words),
            name,
            is_name: is_name(as_name, as_lower),
            language: self.language_name(group[0]),
            divergence,
            heads: group.iter().map(|&term| self.terms.terms[term].heads).sum(),
        }
    }

    fn query_of(&self, words: &[u32]) -> String {
        let heads = &self.terms.heads_of_word;
        let forms: Vec<(&str, u32)> =
            words.iter().map(|&word| (&*self.vocabulary.words[word as usize].folded, heads[word as usize])).collect();
        let mut within = words.to_vec();
        within.sort_unstable();
        query_of_words(&forms, |beginning| heads_of_others(self.vocabulary, heads, &within, beginning))
    }

    fn of_phrase(&self, phrase: &Phrase, divergence: f64) -> Candidate {
        let all = phrase.wordings.iter().map(|(_, heads)| heads).sum();
        let worded: Vec<(String, u32)> = phrase
            .wordings
            .iter()
            .map(|(words, heads)| (self.joined(words, |word| word.folded.to_string()), *heads))
            .collect();
        let forms: Vec<(&str, u32)> = worded.iter().map(|(words, heads)| (words.as_str(), *heads)).collect();
        let mut query: Vec<String> = covering(&forms, all).into_iter().map(quoted).collect();
        let is_name = is_name(phrase.as_name.into(), phrase.as_lower.into());
        let last = phrase.terms().next_back().map(|term| term as usize);
        let is_part = |last: usize| f64::from(phrase.heads) >= PART_OF_NAME * f64::from(self.terms.terms[last].heads);
        // Where most articles with the last word of a name have the whole name, the word alone means it too.
        if let Some(last) = last.filter(|&last| is_name && is_part(last) && !self.terms.terms[last].is_letter) {
            query = vec![self.query_of(&self.terms.terms[last].words)];
        }
        let spelled = |word: &super::vocabulary::Word| -> String {
            let spelled = word.spelled();
            if is_name && word.key.is_some() && !spelled.starts_with(char::is_uppercase) {
                capital(spelled)
            } else {
                spelled.to_owned()
            }
        };
        let name = self.joined(&phrase.wordings[0].0, spelled);
        let name = if is_name { capital(&name) } else { name };
        let language = self.language_name(phrase.terms().next().map_or(0, |term| term as usize));
        Candidate { name, query: query.join(" OR "), is_name, language, divergence, heads: phrase.heads }
    }

    /// Words in a row, as their script parts them.
    fn joined(&self, words: &[u32], written: impl Fn(&super::vocabulary::Word) -> String) -> String {
        let mut joined = String::new();
        for &word in words {
            let word = &self.vocabulary.words[word as usize];
            if !joined.is_empty() && !word.folded.chars().all(crate::query::is_unspaced) {
                joined.push(' ');
            }
            joined.push_str(&written(word));
        }
        joined
    }
}

/// True where capitals stand at nearly all places that tell.
fn is_name(as_name: f64, as_lower: f64) -> bool {
    as_name > 0.0 && as_name >= NAME * (as_name + as_lower)
}

fn shared_letters(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
