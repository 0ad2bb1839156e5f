//! The headlines shown as evidence, chosen by rule and not by taste: the most central ones, one per outlet.

use rustc_hash::FxHashMap;

/// A headline that may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate<'a> {
    /// Its outlet.
    pub outlet: &'a str,
    /// The headline.
    pub title: &'a str,
}

/// Positions of the `wanted` most central candidates, most central first, at most one per outlet.
///
/// A headline is central when its words are those that the other headlines use: the mean, over its distinct words, of
/// the share of headlines that hold the word. Headlines of fewer than three words are passed over; ties go to the
/// earlier candidate.
#[must_use]
pub fn central_headlines(candidates: &[Candidate<'_>], wanted: usize) -> Vec<usize> {
    let words: Vec<Vec<String>> = candidates.iter().map(|candidate| distinct_words(candidate.title)).collect();
    let mut holders: FxHashMap<&str, usize> = FxHashMap::default();
    for word in words.iter().flatten() {
        *holders.entry(word).or_default() += 1;
    }
    let centrality = |i: usize| {
        let shared: usize = words[i].iter().map(|word| holders[word.as_str()] - 1).sum();
        shared as f64 / words[i].len() as f64
    };
    let mut order: Vec<(f64, usize)> =
        (0..candidates.len()).filter(|&i| words[i].len() >= 3).map(|i| (centrality(i), i)).collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut chosen: Vec<usize> = Vec::new();
    for (_, i) in order {
        let fresh = |&j: &usize| candidates[j].outlet != candidates[i].outlet && words[j] != words[i];
        if chosen.len() < wanted && chosen.iter().all(fresh) {
            chosen.push(i);
        }
    }
    chosen
}

/// Lower-cased words of four letters and more: shorter ones join every headline to every other.
fn distinct_words(title: &str) -> Vec<String> {
    let mut words: Vec<String> = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 3 || word.chars().any(|c| !c.is_alphabetic() || c > '\u{2E80}'))
        .map(str::to_lowercase)
        .filter(|word| !word.is_empty())
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headline_most_others_resemble_comes_first_and_each_outlet_once() {
        let titles = [
            ("a", "Dockers strike closes Eastport harbour"),
            ("a", "Eastport harbour strike: dockers reject offer"),
            ("b", "Dockers' strike at Eastport harbour enters second week"),
            ("c", "Cat rescued from chimney after three days"),
        ];
        let candidates: Vec<Candidate<'_>> =
            titles.iter().map(|&(outlet, title)| Candidate { outlet, title }).collect();
        assert_eq!(central_headlines(&candidates, 2), [0, 2]);
    }

    #[test]
    fn no_candidate_gives_no_headline() {
        assert!(central_headlines(&[], 3).is_empty());
    }
}
