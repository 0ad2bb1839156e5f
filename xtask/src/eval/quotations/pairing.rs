//! Which quotation found answers which in gold: the scorer's own rule, so that a breakdown adds up to its figures.

use super::marked::Quotation;
use crate::words::{Word, WordSet, shared};

/// Contents that share this part of the words of both are the same quotation.
const SAME: f64 = 0.5;
/// Words that alone make no speaker the same.
const FUNCTION_WORDS: [&str; 17] =
    ["the", "a", "an", "of", "in", "on", "at", "for", "to", "by", "from", "and", "or", "with", "who", "which", "that"];

/// A quotation in gold and the one found that is taken for it.
#[derive(Debug, PartialEq)]
pub(crate) struct Pair {
    pub(crate) gold: usize,
    pub(crate) found: usize,
    /// The speaker is right too.
    pub(crate) is_full: bool,
}

/// Pairs of quotations with nearly the same content, each taken once, the nearest first.
pub(crate) fn pairs(gold: &[Quotation], found: &[Quotation], words: &[Word]) -> Vec<Pair> {
    let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
    for (at, quotation) in gold.iter().enumerate() {
        for (with, other) in found.iter().enumerate() {
            let overlap = overlap(&quotation.content, &other.content);
            if overlap > 0.0 {
                candidates.push((overlap, at, with));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut taken_gold, mut taken_found) = (vec![false; gold.len()], vec![false; found.len()]);
    let mut pairs = Vec::new();
    for (overlap, at, with) in candidates {
        if taken_gold[at] || taken_found[with] {
            continue;
        }
        (taken_gold[at], taken_found[with]) = (true, true);
        if overlap >= SAME {
            let is_full = is_same_speaker(&gold[at].speaker, &found[with].speaker, words);
            pairs.push(Pair { gold: at, found: with, is_full });
        }
    }
    pairs
}

/// Words in both over words in either.
fn overlap(a: &WordSet, b: &WordSet) -> f64 {
    let both = shared(a, b);
    both as f64 / (a.len() + b.len() - both).max(1) as f64
}

fn is_same_speaker(gold: &WordSet, found: &WordSet, words: &[Word]) -> bool {
    if gold.is_empty() || found.is_empty() {
        return gold.is_empty() && found.is_empty();
    }
    let is_function_word = |&at: &usize| FUNCTION_WORDS.contains(&words[at].lower.as_str());
    let both: Vec<usize> = gold.iter().copied().filter(|at| found.binary_search(at).is_ok()).collect();
    both.iter().any(|at| !is_function_word(at)) || (!both.is_empty() && gold.iter().all(is_function_word))
}

#[cfg(test)]
mod tests {
    use super::{Pair, pairs};
    use crate::eval::quotations::marked::Quotation;
    use crate::words::words;

    fn quotation(content: &[usize], speaker: &[usize]) -> Quotation {
        Quotation {
            content: content.to_vec(),
            speaker: speaker.to_vec(),
            cue: Vec::new(),
            kind: "direct".to_owned(),
            confidence: 1.0,
            told: None,
        }
    }

    #[test]
    fn the_nearest_content_is_taken_first_and_each_once() {
        let words = words("the mayor of the town said it would rain");
        let gold = [quotation(&[6, 7, 8], &[0, 1]), quotation(&[3, 4], &[])];
        let found = [quotation(&[6, 7], &[1]), quotation(&[6, 7, 8], &[0, 2])];
        assert_eq!(pairs(&gold, &found, &words), [Pair { gold: 0, found: 1, is_full: false }]);
        assert_eq!(pairs(&gold, &found[..1], &words), [Pair { gold: 0, found: 0, is_full: true }]);
    }

    #[test]
    fn nobody_answers_only_nobody() {
        let words = words("rain was expected");
        let [nobody, somebody] = [quotation(&[0, 1], &[]), quotation(&[0, 1], &[2])];
        assert!(pairs(&[nobody], &[quotation(&[0, 1], &[])], &words)[0].is_full);
        assert!(!pairs(&[somebody], &[quotation(&[0, 1], &[])], &words)[0].is_full);
    }
}
