//! Where the engine fails: its recall and precision by what a quotation is like.

use super::marked::{Document, Quotation};
use super::pairing::pairs;
use crate::eval::tally::Share;
use crate::words::Word;
use std::collections::BTreeMap;

/// What quotations are told apart by, in the order of the page.
pub(crate) const ASPECTS: [&str; 6] =
    ["kind", "words of content", "words between speaker and content", "order of parts", "stance", CUE_HEAD];
pub(crate) const CUE_HEAD: &str = "cue head";

/// Words that are not the head of a cue: what follows a verb or a noun in it.
const AFTER_THE_HEAD: [&str; 20] = [
    "to", "of", "that", "by", "out", "up", "on", "off", "with", "for", "in", "as", "at", "about", "from", "the", "a",
    "over", "into", "not",
];

/// Figures of one class of quotations.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Class {
    /// Of those in gold: the content was found; the speaker too.
    pub(crate) recall: [Share; 2],
    /// Of those found: the content is in gold; the speaker too.
    pub(crate) precision: [Share; 2],
}

/// Every class of every aspect, by the name of the aspect and of the class.
pub(crate) type Breakdown = BTreeMap<(&'static str, String), Class>;

/// Counts all documents.
pub(crate) fn breakdown(documents: &[Document]) -> Breakdown {
    let mut classes = Breakdown::new();
    for document in documents {
        let Document { words, gold, found } = document;
        let mut right_gold = vec![[false; 2]; gold.len()];
        let mut right_found = vec![[false; 2]; found.len()];
        for pair in pairs(gold, found, words) {
            right_gold[pair.gold] = [true, pair.is_full];
            right_found[pair.found] = [true, pair.is_full];
        }
        for (quotation, right) in gold.iter().zip(right_gold) {
            for class in classes_of(quotation, words) {
                count(&mut classes.entry(class).or_default().recall, right);
            }
        }
        for (quotation, right) in found.iter().zip(right_found) {
            for class in classes_of(quotation, words) {
                count(&mut classes.entry(class).or_default().precision, right);
            }
        }
    }
    classes
}

fn count(shares: &mut [Share; 2], right: [bool; 2]) {
    for (share, right) in shares.iter_mut().zip(right) {
        share.count(right);
    }
}

/// The class of a quotation in each aspect that applies to it.
fn classes_of(quotation: &Quotation, words: &[Word]) -> Vec<(&'static str, String)> {
    let [kind, length, distance, order, stance, head] = ASPECTS;
    let mut classes = vec![
        (kind, quotation.kind.clone()),
        (length, length_class(quotation.content.len()).to_owned()),
        (distance, distance_class(quotation).to_owned()),
        (order, order_class(quotation)),
    ];
    classes.extend(quotation.told.as_ref().map(|told| (stance, told.stance.clone())));
    classes.extend(cue_head(quotation, words).map(|word| (head, word.to_owned())));
    classes
}

fn length_class(words: usize) -> &'static str {
    match words {
        0..=3 => "1-3",
        4..=8 => "4-8",
        9..=20 => "9-20",
        _ => "more than 20",
    }
}

/// By the words between the nearest words of speaker and content.
fn distance_class(quotation: &Quotation) -> &'static str {
    let gaps = quotation
        .speaker
        .iter()
        .flat_map(|speaker| quotation.content.iter().map(move |content| speaker.abs_diff(*content).saturating_sub(1)));
    match gaps.min() {
        None => "no speaker",
        Some(0..=2) => "0-2",
        Some(3..=8) => "3-8",
        Some(_) => "more than 8",
    }
}

/// The parts in the order in which they begin.
fn order_class(quotation: &Quotation) -> String {
    let parts = [("speaker", &quotation.speaker), ("cue", &quotation.cue), ("content", &quotation.content)];
    let mut begun: Vec<(usize, &str)> = parts.iter().filter_map(|(name, set)| Some((*set.first()?, *name))).collect();
    begun.sort_unstable();
    begun.iter().map(|(_, name)| *name).collect::<Vec<_>>().join(", ")
}

/// The last word of the cue that can be a verb or a noun.
fn cue_head<'a>(quotation: &Quotation, words: &'a [Word]) -> Option<&'a str> {
    let heads = quotation.cue.iter().rev().map(|&at| words[at].lower.as_str());
    let mut heads = heads.filter(|word| !AFTER_THE_HEAD.contains(word));
    heads.next()
}

#[cfg(test)]
mod tests {
    use super::{breakdown, cue_head, distance_class, order_class};
    use crate::eval::quotations::marked::{Document, Quotation};
    use crate::words::words;

    fn quotation(content: &[usize], speaker: &[usize], cue: &[usize]) -> Quotation {
        let [content, speaker, cue] = [content, speaker, cue].map(<[usize]>::to_vec);
        Quotation { content, speaker, cue, kind: "indirect".to_owned(), confidence: 1.0, told: None }
    }

    #[test]
    fn a_quotation_is_classed_by_its_parts() {
        let words = words("The mayor has ruled out that it would ever rain");
        let found = quotation(&[5, 6, 7, 8, 9], &[0, 1], &[2, 3, 4]);
        assert_eq!(cue_head(&found, &words), Some("ruled"));
        assert_eq!(order_class(&found), "speaker, cue, content");
        assert_eq!(distance_class(&found), "3-8");
        assert_eq!(distance_class(&quotation(&[5], &[], &[])), "no speaker");
    }

    #[test]
    fn recall_counts_gold_and_precision_what_was_found() {
        let words = words("The mayor said it would rain and she sings");
        let gold = vec![quotation(&[3, 4, 5], &[0, 1], &[2])];
        let found = vec![quotation(&[3, 4], &[7], &[2]), quotation(&[8], &[7], &[])];
        let classes = breakdown(&[Document { words, gold, found }]);
        let class = classes[&("kind", "indirect".to_owned())];
        assert_eq!(class.recall.map(|share| share.value()), [1.0, 0.0]);
        assert_eq!(class.precision.map(|share| share.value()), [0.5, 0.0]);
    }
}
