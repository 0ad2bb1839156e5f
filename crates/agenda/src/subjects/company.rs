//! The company a term keeps: the words that stand with it. What a headline is about draws certain words to it; news
//! small change ("says", "first", "video") stands with anything (Firth 1957; after Matsuo and Ishizuka 2004).

use super::terms::NONE;

/// Frequent words by which company is told.
pub(super) const DIMENSIONS: usize = 1000;
/// Weight of the company of all words in that of each, in words.
const PRIOR: f64 = 20.0;

/// For each candidate how often each dimension stands with it.
pub(super) struct Company {
    counts: Vec<u32>,
    /// Share of each dimension in all company, by language: words of one are no news in another.
    shares: Vec<Vec<f64>>,
    /// The language of each candidate.
    languages: Vec<u32>,
}

impl Company {
    /// From the language of each candidate, and how often each dimension of each language stands in the pile.
    pub(super) fn new(languages: Vec<u32>, frequencies: &[Vec<u32>]) -> Self {
        let share = |frequencies: &Vec<u32>| {
            let all: f64 = frequencies.iter().copied().map(f64::from).sum();
            frequencies.iter().map(|&heads| f64::from(heads) / all.max(1.0)).collect()
        };
        let shares = frequencies.iter().map(share).collect();
        Self { counts: vec![0; languages.len() * DIMENSIONS], shares, languages }
    }

    /// A candidate stands in a head with these dimensions; `own` are its own words.
    pub(super) fn add(&mut self, candidate: usize, with: &[u32], own: &[u32]) {
        let row = &mut self.counts[candidate * DIMENSIONS..(candidate + 1) * DIMENSIONS];
        for &dimension in with.iter().filter(|dimension| **dimension != NONE && !own.contains(dimension)) {
            row[dimension as usize] += 1;
        }
    }

    /// How much the company differs from that of all words: Kullback and Leibler's divergence in nats, less what chance
    /// alone makes of so few words (Miller 1955).
    pub(super) fn divergence(&self, candidate: usize) -> f64 {
        let (row, shares) = (self.row(candidate), self.shares(candidate));
        let all: f64 = row.iter().copied().map(f64::from).sum();
        let divergence: f64 = row
            .iter()
            .zip(shares)
            .filter(|(_, share)| **share > 0.0)
            .map(|(&count, share)| {
                let of_it = (f64::from(count) + PRIOR * share) / (all + PRIOR);
                of_it * (of_it / share).ln()
            })
            .sum();
        divergence - (shares.len() as f64 - 1.0) / (2.0 * (all + PRIOR))
    }

    /// Cosine of two companies, each word weighted by how much more it stands there than in all.
    pub(super) fn likeness(&self, a: usize, b: usize) -> f64 {
        let weights = |candidate: usize| {
            let (row, shares) = (self.row(candidate), self.shares(candidate));
            let all: f64 = row.iter().copied().map(f64::from).sum::<f64>().max(1.0);
            let weight = move |(&count, share): (&u32, &f64)| {
                if count == 0 { 0.0 } else { (f64::from(count) / all / share).ln().max(0.0) }
            };
            row.iter().zip(shares).map(weight).collect::<Vec<f64>>()
        };
        let (a, b) = (weights(a), weights(b));
        let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        product(&a, &b) / (product(&a, &a) * product(&b, &b)).sqrt().max(f64::MIN_POSITIVE)
    }

    fn row(&self, candidate: usize) -> &[u32] {
        &self.counts[candidate * DIMENSIONS..(candidate + 1) * DIMENSIONS]
    }

    fn shares(&self, candidate: usize) -> &[f64] {
        &self.shares[self.languages[candidate] as usize]
    }
}
