//! A model at work: scores, the best path, and how sure it is of each label.

use super::Feature;
use super::table::Table;

/// Weights of features and of one label following another.
///
/// Label `n` of `n` labels stands for the border: before the first token and after the last.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    pub(super) labels: usize,
    /// Labels rounded up to a multiple of 8, so that a row is added in one go.
    pub(super) stride: usize,
    /// The rows of weights.
    pub(super) table: Table,
    /// How many rows there are.
    pub(super) features: usize,
    /// `[from * (labels + 1) + to]`.
    pub(super) transitions: Vec<i32>,
    /// The same between labels alone, each row as wide as a row of weights.
    pub(super) steps: Vec<i32>,
    /// The lowest and the highest score of a step from each label.
    pub(super) step_range: Vec<(i32, i32)>,
    /// What each step does to the odds.
    pub(super) step_odds: Vec<f32>,
    /// How much one unit of score is in log odds.
    pub(super) unit: f32,
}

/// A step that the labels do not allow.
pub(super) const NEVER: i32 = -1_000_000;

/// Buffers and result of decoding; kept and used again.
#[derive(Clone, Debug, Default)]
pub struct Path {
    /// The best label of each token.
    pub labels: Vec<u8>,
    emissions: Vec<i32>,
    best: Vec<i32>,
    back: Vec<u8>,
}

/// How probable each label is at each token, as the model sees it.
#[derive(Clone, Debug, Default)]
pub struct Marginals {
    /// `[token * labels + label]`, each token's sum 1.
    pub probability: Vec<f32>,
    weights: Vec<f32>,
    backward: Vec<f32>,
}

impl Model {
    /// A model of given rows, without steps between labels; features are in order and each stands once.
    #[must_use]
    pub fn of_rows<const LABELS: usize>(unit: f32, rows: &[(Feature, [i8; LABELS])]) -> Self {
        let mut model = Self::empty(LABELS, rows.len(), unit, vec![0; (LABELS + 1) * (LABELS + 1)]);
        rows.iter().for_each(|(feature, row)| model.insert(*feature, row));
        model
    }

    /// The number of labels.
    #[must_use]
    pub fn labels(&self) -> usize {
        self.labels
    }

    /// The number of features with a row.
    #[must_use]
    pub fn features(&self) -> usize {
        self.features
    }

    /// Scores of one token's labels from its features alone, into `scores` (emptied first).
    pub fn score(&self, features: &[Feature], scores: &mut Vec<i32>) {
        scores.clear();
        scores.resize(self.stride, 0);
        self.table.add(features, scores);
        scores.truncate(self.labels);
    }

    /// Begins a sequence.
    pub fn begin(&self, path: &mut Path) {
        path.emissions.clear();
    }

    /// Adds a token with its features to the sequence.
    pub fn push(&self, features: &[Feature], path: &mut Path) {
        let start = path.emissions.len();
        path.emissions.resize(start + self.stride, 0);
        self.table.add(features, &mut path.emissions[start..]);
    }

    /// Adds `bonus` to the score of `label` at every token of the sequence.
    pub fn lean(&self, label: usize, bonus: i32, path: &mut Path) {
        for scores in path.emissions.chunks_exact_mut(self.stride) {
            scores[label] += bonus;
        }
    }

    /// The best labels of the sequence, into `path.labels`; the first of equals.
    pub fn decode(&self, path: &mut Path) {
        let (labels, tokens) = (self.labels, path.emissions.len() / self.stride);
        path.labels.clear();
        if tokens == 0 {
            return;
        }
        let stride = self.stride;
        path.back.clear();
        path.back.resize(tokens * stride, 0);
        let border = &self.transitions[labels * (labels + 1)..];
        path.best.clear();
        path.best.extend((0..labels).map(|label| border[label] + path.emissions[label]));
        path.best.resize(stride, NEVER);
        let (mut next, mut origin) = (vec![0; stride], vec![0; stride]);
        for token in 1..tokens {
            next.fill(i32::MIN);
            let floor = self.floor(&path.best);
            for (from, &before) in (0..).zip(&path.best[..labels]) {
                if before + self.step_range[from as usize].1 < floor {
                    continue;
                }
                step_on(before, from, &self.steps[from as usize * stride..][..stride], &mut next, &mut origin);
            }
            let scores = &path.emissions[token * stride..][..stride];
            // Told from the best of them, scores stay small however long the text is.
            let most = next[..labels].iter().copied().max().unwrap_or(0);
            let before = next.iter().zip(scores).map(|(&next, score)| next.max(most + 2 * NEVER) - most + score);
            path.best.iter_mut().zip(before).for_each(|(best, before)| *best = before);
            let back = &mut path.back[token * stride..][..stride];
            back.iter_mut().zip(&origin).for_each(|(back, from)| *back = from.to_le_bytes()[0]);
        }
        let ends = |label: usize| path.best[label] + self.transitions[label * (labels + 1) + labels];
        let mut label = (0..labels).rev().max_by_key(|&label| ends(label)).unwrap_or(0);
        path.labels.resize(tokens, 0);
        for token in (0..tokens).rev() {
            path.labels[token] = narrow(label);
            label = path.back[token * stride + label] as usize;
        }
    }

    /// What the best label leads to at the least, whatever comes next: a label that leads to less at the most is on no best
    /// path.
    fn floor(&self, best: &[i32]) -> i32 {
        best.iter()
            .zip(&self.step_range)
            .max_by_key(|(before, _)| **before)
            .map_or(i32::MIN, |(before, range)| before + range.0)
    }

    /// How probable each label is at each token of the sequence.
    pub fn marginals(&self, path: &Path, into: &mut Marginals) {
        let (labels, tokens) = (self.labels, path.emissions.len() / self.stride);
        into.probability.clear();
        into.probability.resize(tokens * labels, 0.0);
        if tokens == 0 {
            return;
        }
        let emission = |token: usize, into: &mut [f32]| {
            let scores = &path.emissions[token * self.stride..token * self.stride + labels];
            let top = scores.iter().copied().max().unwrap_or(0);
            for (weight, &score) in into.iter_mut().zip(scores) {
                *weight = self.exp_of(score - top);
            }
        };
        forward_backward(labels, tokens, &self.step_odds, emission, into);
    }

    fn exp_of(&self, score: i32) -> f32 {
        odds_of(score, self.unit)
    }
}

/// The odds that a score stands for.
pub(super) fn odds_of(score: i32, unit: f32) -> f32 {
    if score <= NEVER / 2 { 0.0 } else { exp(score as f32 * unit) }
}

/// One step of the search, from one label to all: where it is better than what was, it is taken. Eight labels side by side.
fn step_on(before: i32, from: i32, steps: &[i32], next: &mut [i32], origin: &mut [i32]) {
    for ((steps, next), origin) in steps.chunks_exact(8).zip(next.chunks_exact_mut(8)).zip(origin.chunks_exact_mut(8)) {
        for ((step, next), origin) in steps.iter().zip(next).zip(origin) {
            let score = before + step;
            let better = score > *next;
            *origin = if better { from } else { *origin };
            *next = if better { score } else { *next };
        }
    }
}

/// The forward-backward algorithm on weights that are scaled at each token; `emission` gives a token's weights.
pub(super) fn forward_backward(
    labels: usize,
    tokens: usize,
    steps: &[f32],
    emission: impl Fn(usize, &mut [f32]),
    into: &mut Marginals,
) {
    let width = labels + 1;
    let border = &steps[labels * width..];
    into.weights.clear();
    into.weights.resize(tokens * labels, 0.0);
    let forward = &mut into.probability;
    for (token, weights) in into.weights.chunks_exact_mut(labels).enumerate() {
        emission(token, weights);
        let (before, here) = forward.split_at_mut(token * labels);
        let here = &mut here[..labels];
        if token == 0 {
            here.copy_from_slice(&border[..labels]);
        } else {
            here.fill(0.0);
            for (from, &mass) in before[(token - 1) * labels..].iter().enumerate() {
                for (to, &step) in here.iter_mut().zip(&steps[from * width..from * width + labels]) {
                    *to += mass * step;
                }
            }
        }
        scale(here, weights);
    }
    let backward = &mut into.backward;
    backward.clear();
    backward.extend((0..labels).map(|label| steps[label * width + labels]));
    let mut next = vec![0.0; labels];
    for token in (0..tokens).rev() {
        let here = &mut forward[token * labels..(token + 1) * labels];
        scale(here, backward);
        if token > 0 {
            let weights = &mut into.weights[token * labels..(token + 1) * labels];
            for (weight, &mass) in weights.iter_mut().zip(backward.iter()) {
                *weight *= mass;
            }
            for (from, into) in next.iter_mut().enumerate() {
                let steps = &steps[from * width..from * width + labels];
                *into = steps.iter().zip(weights.iter()).map(|(step, weight)| step * weight).sum();
            }
            let most = next.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
            backward.iter_mut().zip(&next).for_each(|(into, &value)| *into = value / most);
        }
    }
}

/// Multiplies in place and scales to sum 1.
fn scale(values: &mut [f32], by: &[f32]) {
    let mut sum = 0.0;
    for (value, &weight) in values.iter_mut().zip(by) {
        *value *= weight;
        sum += *value;
    }
    let sum: f32 = if sum > 0.0 { sum } else { 1.0 };
    values.iter_mut().for_each(|value| *value /= sum);
}

/// e to the power `x`, by plain arithmetic, so that it is the same on every machine; relative error below 1e-5.
pub(super) fn exp(x: f32) -> f32 {
    let scaled = (x * std::f32::consts::LOG2_E).clamp(-126.0, 126.0);
    #[expect(clippy::cast_possible_truncation, reason = "between -126 and 126")]
    let towards_nought = scaled as i32 as f32;
    let whole = if scaled < towards_nought { towards_nought - 1.0 } else { towards_nought };
    let part = (scaled - whole) * std::f32::consts::LN_2;
    let series = 1.0 / 720.0;
    let series = [1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0].iter().fold(series, |sum, term| sum * part + term);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 253")]
    let exponent = (whole + 127.0) as u32;
    series * f32::from_bits(exponent << 23)
}

fn narrow(label: usize) -> u8 {
    u8::try_from(label).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Model, Path, exp};

    /// A megabyte without a stop is one sentence to some; its scores together would not fit 32 bits.
    #[test]
    fn a_sequence_without_an_end_has_its_best_path() {
        let model = Model::of_rows(1.0, &[(7, [127, 0])]);
        let mut path = Path::default();
        model.begin(&mut path);
        (0..300_000).for_each(|_| model.push(&[7; 64], &mut path));
        model.decode(&mut path);
        assert!(path.labels.len() == 300_000 && path.labels.iter().all(|&label| label == 0));
    }

    #[test]
    fn exp_is_exp() {
        for step in -400..400 {
            let x = step as f32 / 10.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-5, "{x}: {} and {}", exp(x), x.exp());
        }
    }
}
