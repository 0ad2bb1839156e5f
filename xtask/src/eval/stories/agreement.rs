//! How far two groupings agree: BCubed (Amigó et al. 2009), adjusted Rand index (Hubert and Arabie 1985), normalised
//! mutual information. The same as the shared scorer's, which the tests of the figures compare.

use std::collections::BTreeMap;

/// Agreement of a grouping with gold.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Agreement {
    pub(crate) bcubed_p: f64,
    pub(crate) bcubed_r: f64,
    pub(crate) bcubed_f1: f64,
    pub(crate) ari: f64,
    pub(crate) nmi: f64,
}

impl Agreement {
    pub(crate) fn mean(all: impl Iterator<Item = Self>) -> Self {
        let all: Vec<Self> = all.collect();
        let mean = |of: fn(&Self) -> f64| all.iter().map(of).sum::<f64>() / all.len() as f64;
        Self {
            bcubed_p: mean(|of| of.bcubed_p),
            bcubed_r: mean(|of| of.bcubed_r),
            bcubed_f1: mean(|of| of.bcubed_f1),
            ari: mean(|of| of.ari),
            nmi: mean(|of| of.nmi),
        }
    }
}

/// Compares two groupings of the same articles, over those that are scored.
pub(crate) fn agreement(gold: &[u64], found: &[u64], is_scored: impl Fn(usize) -> bool) -> Agreement {
    let scored: Vec<(u64, u64)> = gold
        .iter()
        .zip(found)
        .enumerate()
        .filter(|(at, _)| is_scored(*at))
        .map(|(_, (gold, found))| (*gold, *found))
        .collect();
    let n = scored.len() as f64;
    let all = Sizes::of(gold.iter().copied().zip(found.iter().copied()));
    // What else is in an article's story counts for it or against it, scored or not.
    let [mut p, mut r] = [0.0; 2];
    for &(gold, found) in &scored {
        let both = all.cells[&(gold, found)];
        p += both / all.found[&found] / n;
        r += both / all.gold[&gold] / n;
    }
    let sizes = Sizes::of(scored.into_iter());
    let pair = |size: f64| size * (size - 1.0) / 2.0;
    let pairs = |sizes: &BTreeMap<u64, f64>| sizes.values().map(|&size| pair(size)).sum::<f64>();
    let entropy = |sizes: &BTreeMap<u64, f64>| -sizes.values().map(|size| size / n * (size / n).ln()).sum::<f64>();
    let information = |(&(gold, found), &both): (&(u64, u64), &f64)| {
        both / n * (n * both / (sizes.gold[&gold] * sizes.found[&found])).ln()
    };
    let (in_gold, in_found) = (pairs(&sizes.gold), pairs(&sizes.found));
    let in_both: f64 = sizes.cells.values().map(|&size| pair(size)).sum();
    let chance = in_gold * in_found / pair(n);
    Agreement {
        bcubed_p: p,
        bcubed_r: r,
        bcubed_f1: 2.0 * p * r / (p + r),
        ari: (in_both - chance) / ((in_gold + in_found) / 2.0 - chance),
        nmi: sizes.cells.iter().map(information).sum::<f64>() / ((entropy(&sizes.gold) + entropy(&sizes.found)) / 2.0),
    }
}

/// How many articles are in each group, and in each two.
struct Sizes {
    cells: BTreeMap<(u64, u64), f64>,
    gold: BTreeMap<u64, f64>,
    found: BTreeMap<u64, f64>,
}

impl Sizes {
    fn of(pairs: impl Iterator<Item = (u64, u64)>) -> Self {
        let mut sizes = Self { cells: BTreeMap::new(), gold: BTreeMap::new(), found: BTreeMap::new() };
        for (gold, found) in pairs {
            *sizes.cells.entry((gold, found)).or_default() += 1.0;
            *sizes.gold.entry(gold).or_default() += 1.0;
            *sizes.found.entry(found).or_default() += 1.0;
        }
        sizes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand_and_as_the_shared_scorer_has_it() {
        let found = agreement(&[0, 0, 0, 1, 1, 1, 2, 2], &[0, 0, 1, 1, 1, 1, 2, 2], |_| true);
        assert_eq!((found.bcubed_p, (found.bcubed_r * 1e4).round()), (0.8125, 8333.0));
        assert_eq!(((found.ari * 1e4).round(), (found.nmi * 1e3).round()), (5455.0, 755.0));
    }
}
