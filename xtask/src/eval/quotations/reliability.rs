//! How far the engine's confidence can be taken at its word: the page `docs/quotation-confidence.md`.

use super::marked::Document;
use super::pairing::pairs;
use crate::eval::tally::Table;

/// Steps of confidence from 0 to 1.
const STEPS: usize = 10;
/// Below this many quotations a share says little, and is marked.
const FEW: usize = 30;

const EXPLANATION: &str = "\
# How sure is sure

The confidence of a quotation is the engine's probability that its content is right (half of the words that it or the
annotation gives are in both) and that the words naming the speaker are too. Here quotations are sorted by it: *right* is
the share that was. If the confidence can be taken at its word, *right* is near *mean confidence* in every row. The
calibration error is the mean difference between the two, each row weighted by its quotations. It was learnt on folds of the
training documents; neither set below was learnt from. Quotations whose content is less probably right than .36 are left
out. Display quotations and marked words without a cue are found by rules alone: their confidence (.4 to .8) was chosen by
hand. Rows with fewer than 30 quotations are in brackets. Whether a speaker's *name* is right is another question:
`docs/speakers.md`.
";

/// Quotations of one step of confidence.
#[derive(Clone, Copy, Default)]
struct Step {
    found: usize,
    confidence: f64,
    right: usize,
}

/// A set by steps of confidence.
pub(crate) struct Reliability {
    steps: [Step; STEPS],
}

/// Counts all documents.
pub(crate) fn reliability(documents: &[Document]) -> Reliability {
    let mut steps = [Step::default(); STEPS];
    for document in documents {
        let mut right = vec![false; document.found.len()];
        pairs(&document.gold, &document.found, &document.words)
            .iter()
            .for_each(|pair| right[pair.found] = pair.is_full);
        for (quotation, right) in document.found.iter().zip(right) {
            let step = &mut steps[((quotation.confidence * STEPS as f64) as usize).min(STEPS - 1)];
            step.found += 1;
            step.confidence += quotation.confidence;
            step.right += usize::from(right);
        }
    }
    Reliability { steps }
}

impl Reliability {
    /// The mean difference between confidence and share right.
    pub(crate) fn error(&self) -> f64 {
        let off: f64 = self.steps.iter().map(|step| (step.confidence - step.right as f64).abs()).sum();
        off / self.steps.iter().map(|step| step.found).sum::<usize>().max(1) as f64
    }

    /// The section of the page for the set called so.
    pub(crate) fn section(&self, title: &str) -> String {
        let mut table = Table::new(&["confidence", "quotations", "mean confidence", "right"]);
        for (number, step) in self.steps.iter().enumerate().filter(|(_, step)| step.found > 0) {
            let from = number as f64 / STEPS as f64;
            let shares = [step.confidence, step.right as f64].map(|sum| format!("{:.2}", sum / step.found as f64));
            let shares = shares.map(|share| if step.found < FEW { format!("({share})") } else { share });
            let cells = [&[step.found.to_string()], shares.as_slice()].concat();
            table.row(&format!("{from:.1}–{:.1}", from + 1.0 / STEPS as f64), &cells);
        }
        let table = table.under(&format!("## {title}"));
        format!("{table}\nCalibration error: {:.3}.\n", self.error())
    }
}

/// The whole page.
pub(crate) fn page(sections: &[String]) -> String {
    format!("{EXPLANATION}{}\nMade by `cargo xtask eval quotations`.\n", sections.concat())
}

#[cfg(test)]
mod tests {
    use super::super::marked::Quotation;
    use super::*;

    #[test]
    fn confidence_is_held_against_the_share_that_was_right() {
        let quotation = |at: usize, confidence| Quotation {
            content: vec![at],
            speaker: Vec::new(),
            cue: Vec::new(),
            kind: "direct".to_owned(),
            confidence,
            told: None,
        };
        let gold = vec![quotation(0, 1.0), quotation(1, 1.0)];
        let found = vec![quotation(0, 0.75), quotation(1, 0.75), quotation(2, 0.25)];
        let words = crate::words::words("it rains today");
        let reliability = reliability(&[Document { words, gold, found }]);
        assert!((reliability.error() - 0.25).abs() < 1e-9);
    }
}
