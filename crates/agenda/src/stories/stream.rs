//! Shares of terms in the stream itself, for languages that the table of expected words does not cover.

use super::running::Weighed;
use super::sketch::{StorySketch, Term};
use rustc_hash::FxHashMap;

/// Words of a language taken for seen before any was, so that the first articles are not all surprise.
const BEFORE: f64 = 3000.0;

/// How often each language of the stream used each term so far.
#[derive(Clone, Debug, Default)]
pub(super) struct StreamShares {
    languages: FxHashMap<u32, Shares>,
}

#[derive(Clone, Debug, Default)]
struct Shares {
    terms: FxHashMap<u32, f32>,
    all: f64,
}

impl StreamShares {
    /// An article's terms with their information, as far as it is known when the article comes.
    pub(super) fn weigh(&mut self, sketch: &StorySketch) -> Box<[Weighed]> {
        let terms = sketch.terms.iter();
        if sketch.terms.iter().all(|term| term.information.is_some()) {
            let known = terms.filter_map(|term| {
                Some(Weighed { key: term.key, weight: term.weight, information: term.information?, direction: 0.0 })
            });
            return known.collect();
        }
        let shares = self.languages.entry(sketch.language).or_default();
        for term in &sketch.terms {
            *shares.terms.entry(term.key).or_default() += term.weight;
            shares.all += f64::from(term.weight);
        }
        let information = |key: u32| {
            let seen = f64::from(shares.terms.get(&key).copied().unwrap_or_default());
            ((shares.all + BEFORE) / (seen + 0.5)).ln() as f32
        };
        let weighed = |term: &Term| Weighed {
            key: term.key,
            weight: term.weight,
            information: information(term.key),
            direction: 0.0,
        };
        terms.map(weighed).collect()
    }
}
