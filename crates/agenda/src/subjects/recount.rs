//! Candidates counted by their queries: what stands in the file is what counting with it will find.

use super::vocabulary::number;
use jiff::civil::Date;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// One article, as far as choosing is concerned.
#[derive(Clone, Copy, Debug)]
pub struct Recounted<'a> {
    /// The day it appeared.
    pub day: Date,
    /// Its outlet and language.
    pub outlet: &'a str,
    /// ISO 639-1; empty when not known.
    pub language: &'a str,
    /// Positions of the candidates whose queries it matches, ascending.
    pub candidates: &'a [u32],
    /// True where it is on the shock.
    pub on_shock: bool,
    /// Equal for articles with the same words: of one day they count as one.
    pub words: u64,
}

/// Counts articles as they come.
#[derive(Clone, Debug, Default)]
pub struct Recount {
    units: BTreeMap<String, BTreeMap<String, u32>>,
    /// Articles of each unit.
    of_unit: Vec<u32>,
    /// Different texts of each day.
    pub(super) total: BTreeMap<Date, u32>,
    seen: FxHashSet<(Date, u64)>,
    /// Articles with a candidate.
    pub(super) matched: Vec<Matched>,
}

/// An article with a candidate.
#[derive(Clone, Debug)]
pub(super) struct Matched {
    pub(super) day: Date,
    unit: u32,
    pub(super) candidates: Box<[u32]>,
    pub(super) on_shock: bool,
    /// False for a reprint: the same words stood there on the same day.
    pub(super) is_text: bool,
}

impl Recount {
    /// Counts one article.
    pub fn add(&mut self, article: Recounted<'_>) {
        let unit = self.unit(article.outlet, article.language);
        self.of_unit[unit as usize] += 1;
        let is_text = self.seen.insert((article.day, article.words));
        *self.total.entry(article.day).or_default() += u32::from(is_text);
        if !article.candidates.is_empty() {
            let Recounted { day, candidates, on_shock, .. } = article;
            self.matched.push(Matched { day, unit, candidates: candidates.into(), on_shock, is_text });
        }
    }

    fn unit(&mut self, outlet: &str, language: &str) -> u32 {
        if let Some(&unit) = self.units.get(outlet).and_then(|languages| languages.get(language)) {
            return unit;
        }
        let next = number(self.of_unit.len());
        self.of_unit.push(0);
        self.units.entry(outlet.to_owned()).or_default().insert(language.to_owned(), next);
        next
    }

    /// Different texts with a candidate.
    pub(super) fn texts(&self) -> impl Iterator<Item = &Matched> {
        self.matched.iter().filter(|matched| matched.is_text)
    }

    /// Articles by unit: outlet, language, all articles, those of each candidate.
    pub(super) fn units(&self, candidates: usize) -> Vec<(&str, &str, u32, Vec<u32>)> {
        let mut found = vec![vec![0; candidates]; self.of_unit.len()];
        for matched in &self.matched {
            matched.candidates.iter().for_each(|&at| found[matched.unit as usize][at as usize] += 1);
        }
        let mut units = Vec::new();
        for (outlet, languages) in &self.units {
            for (language, &unit) in languages {
                let of_it = std::mem::take(&mut found[unit as usize]);
                units.push((outlet.as_str(), language.as_str(), self.of_unit[unit as usize], of_it));
            }
        }
        units
    }

    /// The same with groups in place of candidates; those without a group (`u32::MAX`) are no longer counted.
    pub(super) fn grouped(&self, group_of: &[u32]) -> Self {
        let grouped = |candidates: &[u32]| {
            let mut groups: Vec<u32> = candidates.iter().map(|&at| group_of[at as usize]).collect();
            groups.retain(|&group| group != u32::MAX);
            groups.sort_unstable();
            groups.dedup();
            groups.into_boxed_slice()
        };
        let matched = self.matched.iter().map(|old| Matched { candidates: grouped(&old.candidates), ..old.clone() });
        Self {
            units: self.units.clone(),
            of_unit: self.of_unit.clone(),
            total: self.total.clone(),
            seen: FxHashSet::default(),
            matched: matched.filter(|matched| !matched.candidates.is_empty()).collect(),
        }
    }
}
