//! Training: a conditional random field over the features that are seen often enough.
//!
//! Each sequence takes one step down the gradient of its negative log likelihood; the length of a step in each weight is
//! AdaGrad's (Duchi et al. 2011), and the weights given back are the mean over all steps. The order of sequences comes
//! from the seed and everything is computed on one thread in one order, so the same data give the same model, bit by bit.

use super::model::{Marginals, NEVER, exp, forward_backward};
use super::{Feature, Model};
use rustc_hash::FxHashMap;

/// One sequence to learn from.
#[derive(Clone, Debug, Default)]
pub struct Sequence {
    /// The features of all tokens, one after the other.
    pub features: Vec<Feature>,
    /// Where each token's features end.
    pub ends: Vec<u32>,
    /// The right label of each token.
    pub labels: Vec<u8>,
}

impl Sequence {
    /// Adds a token.
    ///
    /// # Panics
    /// When a sequence holds four thousand million features.
    pub fn push(&mut self, features: &[Feature], label: u8) {
        self.features.extend_from_slice(features);
        self.ends.push(u32::try_from(self.features.len()).expect("a sequence is a paragraph at most"));
        self.labels.push(label);
    }

    /// The features of token `at`.
    #[must_use]
    pub fn token(&self, at: usize) -> &[Feature] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.features[start..self.ends[at] as usize]
    }
}

/// How a model is trained.
#[derive(Clone, Copy, Debug)]
pub struct TrainOptions {
    /// How often every sequence is seen.
    pub epochs: usize,
    /// Features seen on fewer tokens are left out.
    pub seen_at_least: u32,
    /// The length of the first step.
    pub rate: f32,
    /// How strongly weights are drawn to nought, for each sequence they occur in.
    pub decay: f32,
    /// Rows whose largest weight is smaller, in log odds, are left out of the model.
    pub smallest: f32,
    /// The share of features that are left out of each step, others at each, so that no weight can rely on another
    /// (dropout training, Wang and Manning 2013).
    pub dropout: f32,
    /// How many models, each with its own order of sequences, are averaged.
    pub models: u64,
    /// Decides the order of sequences.
    pub seed: u64,
}

impl Default for TrainOptions {
    fn default() -> Self {
        Self { epochs: 8, seen_at_least: 2, rate: 0.1, decay: 0.0, smallest: 0.05, dropout: 0.0, models: 1, seed: 1 }
    }
}

/// Learns to label `sequences` with `labels` labels. `allowed(from, to)` says whether `to` may follow `from`; the border
/// is the number `labels`. Progress is told to `tell`: the number of the epoch and its mean loss of a token, as the share
/// of probability that went to wrong labels.
#[must_use]
pub fn train(
    sequences: &[Sequence],
    labels: usize,
    allowed: impl Fn(usize, usize) -> bool,
    options: TrainOptions,
    mut tell: impl FnMut(usize, f64),
) -> Model {
    let mut learner = Learner::new(sequences, labels, allowed, options);
    let dense: Vec<Vec<u32>> = sequences.iter().map(|sequence| learner.dense(sequence)).collect();
    for number in 0..options.models.max(1) {
        let mut order: Vec<usize> = (0..sequences.len()).collect();
        let mut random = options.seed.wrapping_add(number << 32);
        for epoch in 0..options.epochs {
            shuffle(&mut order, &mut random);
            let (mut wrong, mut tokens) = (0.0, 0);
            for &at in &order {
                learner.drop_some(&dense[at], &mut random);
                wrong += learner.step(&sequences[at]);
                tokens += sequences[at].labels.len();
            }
            tell(epoch, wrong / tokens.max(1) as f64);
        }
        learner.finish_one();
    }
    learner.model()
}

/// A weight while it is learnt.
#[derive(Clone, Copy, Default)]
struct Weight {
    value: f32,
    /// Sum of squared gradients.
    squares: f32,
    /// Sum of steps, each times the number of its sequence.
    weighted: f32,
    /// Sum of the means of the models that are finished.
    finished: f32,
}

struct Learner {
    labels: usize,
    options: TrainOptions,
    /// The features with a row, in order; a row's number is its place here.
    known: Vec<Feature>,
    rows: FxHashMap<Feature, u32>,
    weights: Vec<Weight>,
    steps: Vec<Weight>,
    allowed: Vec<bool>,
    time: f32,
    marginals: Marginals,
    /// The rows of the features of the sequence at hand that are not left out.
    kept: Vec<u32>,
}

/// No weight of a model is larger than this, in log odds.
const LARGEST: f32 = 5.0;

/// Stands for a feature without a row.
const NONE: u32 = u32::MAX;

impl Learner {
    fn new(
        sequences: &[Sequence],
        labels: usize,
        allowed: impl Fn(usize, usize) -> bool,
        options: TrainOptions,
    ) -> Self {
        let mut seen: FxHashMap<Feature, u32> = FxHashMap::default();
        for feature in sequences.iter().flat_map(|sequence| &sequence.features) {
            *seen.entry(*feature).or_default() += 1;
        }
        let mut known: Vec<Feature> =
            seen.into_iter().filter(|&(_, count)| count >= options.seen_at_least).map(|(feature, _)| feature).collect();
        known.sort_unstable();
        let rows: FxHashMap<Feature, u32> = known.iter().copied().zip(0..).collect();
        let width = labels + 1;
        Self {
            labels,
            options,
            weights: vec![Weight::default(); rows.len() * labels],
            known,
            rows,
            steps: vec![Weight::default(); width * width],
            allowed: (0..width * width).map(|step| allowed(step / width, step % width)).collect(),
            time: 0.0,
            marginals: Marginals::default(),
            kept: Vec::new(),
        }
    }

    fn dense(&self, sequence: &Sequence) -> Vec<u32> {
        sequence.features.iter().map(|feature| self.rows.get(feature).copied().unwrap_or(NONE)).collect()
    }

    /// Chooses the features of the next step.
    fn drop_some(&mut self, dense: &[u32], random: &mut u64) {
        self.kept.clear();
        self.kept.extend_from_slice(dense);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share between 0 and 1")]
        let bound = (f64::from(self.options.dropout) * 65_536.0) as u64;
        if bound == 0 {
            return;
        }
        for four in self.kept.chunks_mut(4) {
            let bits = next_random(random);
            for (at, row) in four.iter_mut().enumerate() {
                if bits >> (16 * at) & 0xFFFF < bound {
                    *row = NONE;
                }
            }
        }
    }

    /// One step on one sequence; gives the probability that went to wrong labels.
    fn step(&mut self, sequence: &Sequence) -> f64 {
        let (labels, tokens) = (self.labels, sequence.labels.len());
        if tokens == 0 {
            return 0.0;
        }
        self.time += 1.0;
        let dense = std::mem::take(&mut self.kept);
        let rows = |at: usize| {
            let start = at.checked_sub(1).map_or(0, |before| sequence.ends[before] as usize);
            dense[start..sequence.ends[at] as usize].iter().filter(|&&row| row != NONE).map(|&row| row as usize)
        };
        let weights = self.emissions(tokens, rows);
        let steps: Vec<f32> = (self.steps.iter().zip(&self.allowed))
            .map(|(step, &allowed)| if allowed { exp(step.value) } else { 0.0 })
            .collect();
        let mut marginals = std::mem::take(&mut self.marginals);
        marginals.probability.resize(tokens * labels, 0.0);
        let emission = |token: usize, into: &mut [f32]| into.copy_from_slice(&weights[token * labels..][..labels]);
        forward_backward(labels, tokens, &steps, emission, &mut marginals);
        let mut wrong = 0.0;
        for token in 0..tokens {
            let gold = usize::from(sequence.labels[token]);
            let probability = &mut marginals.probability[token * labels..(token + 1) * labels];
            wrong += f64::from(1.0 - probability[gold]);
            probability[gold] -= 1.0;
            for row in rows(token) {
                for (label, &gradient) in probability.iter().enumerate() {
                    let weight = &mut self.weights[row * labels + label];
                    descend(weight, gradient, self.time, self.options);
                }
            }
            probability[gold] += 1.0;
        }
        self.learn_steps(sequence, &marginals.probability, &weights, &steps);
        self.marginals = marginals;
        self.kept = dense;
        wrong
    }

    /// The weights of all labels of all tokens, scaled so that the largest of each token is 1.
    fn emissions<I: Iterator<Item = usize>>(&self, tokens: usize, rows: impl Fn(usize) -> I) -> Vec<f32> {
        let labels = self.labels;
        let mut weights = vec![0.0; tokens * labels];
        for (token, scores) in weights.chunks_exact_mut(labels).enumerate() {
            for row in rows(token) {
                for (score, weight) in scores.iter_mut().zip(&self.weights[row * labels..(row + 1) * labels]) {
                    *score += weight.value;
                }
            }
            let top = scores.iter().copied().fold(f32::MIN, f32::max);
            scores.iter_mut().for_each(|score| *score = exp(*score - top));
        }
        weights
    }

    /// The gradient of the steps between labels: the expected number of each less the number there is.
    fn learn_steps(&mut self, sequence: &Sequence, probability: &[f32], emissions: &[f32], steps: &[f32]) {
        let (labels, width, tokens) = (self.labels, self.labels + 1, sequence.labels.len());
        let mut expected = vec![0.0_f32; width * width];
        for label in 0..labels {
            expected[labels * width + label] += probability[label];
            expected[label * width + labels] += probability[(tokens - 1) * labels + label];
        }
        let forward = forward_only(labels, tokens, steps, emissions);
        let mut joint = vec![0.0; labels * labels];
        for token in 1..tokens {
            // P(from, to) is P(to) times the share of `from` in the mass that arrives at `to`.
            for to in 0..labels {
                let arriving = |from: usize| forward[(token - 1) * labels + from] * steps[from * width + to];
                let sum: f32 = (0..labels).map(arriving).sum();
                let share = if sum > 0.0 { probability[token * labels + to] / sum } else { 0.0 };
                for from in 0..labels {
                    joint[from * labels + to] += arriving(from) * share;
                }
            }
        }
        for from in 0..labels {
            for to in 0..labels {
                expected[from * width + to] += joint[from * labels + to];
            }
        }
        let mut before = labels;
        for &label in &sequence.labels {
            expected[before * width + usize::from(label)] -= 1.0;
            before = usize::from(label);
        }
        expected[before * width + labels] -= 1.0;
        for (place, &gradient) in expected.iter().enumerate() {
            if self.allowed[place] {
                descend(&mut self.steps[place], gradient, self.time, TrainOptions { decay: 0.0, ..self.options });
            }
        }
    }

    /// Keeps the mean weights of this model and begins the next from nothing.
    fn finish_one(&mut self) {
        for weight in self.weights.iter_mut().chain(&mut self.steps) {
            let mean = weight.value - weight.weighted / (self.time + 1.0);
            *weight = Weight { finished: weight.finished + mean, ..Weight::default() };
        }
        self.time = 0.0;
    }

    /// The mean weights of all models, cut to one byte each.
    fn model(self) -> Model {
        let (labels, width) = (self.labels, self.labels + 1);
        #[expect(clippy::cast_precision_loss, reason = "a handful of models")]
        let models = self.options.models.max(1) as f32;
        let mean = |weight: &Weight| weight.finished / models;
        let kept = 1.0 - self.options.dropout;
        let values: Vec<f32> = self.weights.iter().map(|weight| kept * mean(weight)).collect();
        let largest = values.iter().fold(0.0_f32, |top, value| top.max(value.abs()));
        // A few weights are far larger than all others; they are cut off rather than the small ones made coarse.
        let unit = (largest / 127.0).clamp(f32::MIN_POSITIVE, LARGEST / 127.0);
        let transitions: Vec<i32> = (self.steps.iter().zip(&self.allowed))
            .map(|(step, &allowed)| if allowed { rounded(mean(step) / unit) } else { NEVER })
            .collect();
        let mut kept: Vec<(Feature, Vec<i8>)> = Vec::new();
        for (&feature, row) in self.known.iter().zip(values.chunks_exact(labels)) {
            let cut = |value: f32| if value.abs() < self.options.smallest / 3.0 { 0.0 } else { value };
            let small = row
                .iter()
                .map(|&value| i8::try_from(rounded(cut(value) / unit).clamp(-127, 127)).unwrap_or(0))
                .collect();
            if row.iter().any(|value| value.abs() >= self.options.smallest.max(unit / 2.0)) {
                kept.push((feature, small));
            }
        }
        debug_assert_eq!(transitions.len(), width * width);
        let mut model = Model::empty(labels, kept.len(), unit, transitions);
        for (feature, row) in kept {
            model.insert(feature, &row);
        }
        model
    }
}

fn descend(weight: &mut Weight, gradient: f32, time: f32, options: TrainOptions) {
    let gradient = gradient + options.decay * weight.value;
    if gradient.abs() < 1e-4 {
        return;
    }
    weight.squares += gradient * gradient;
    let step = options.rate * gradient / (weight.squares.sqrt() + 1e-2);
    weight.value -= step;
    weight.weighted -= step * time;
}

/// The forward half of the algorithm, each token's sum 1.
fn forward_only(labels: usize, tokens: usize, steps: &[f32], emissions: &[f32]) -> Vec<f32> {
    let width = labels + 1;
    let mut forward = vec![0.0; tokens * labels];
    for token in 0..tokens {
        let mut sum = 0.0;
        for to in 0..labels {
            let arriving: f32 = match token {
                0 => steps[labels * width + to],
                _ => (0..labels).map(|from| forward[(token - 1) * labels + from] * steps[from * width + to]).sum(),
            };
            let mass = arriving * emissions[token * labels + to];
            forward[token * labels + to] = mass;
            sum += mass;
        }
        let sum = if sum > 0.0 { sum } else { 1.0 };
        forward[token * labels..(token + 1) * labels].iter_mut().for_each(|mass| *mass /= sum);
    }
    forward
}

#[expect(clippy::cast_possible_truncation, reason = "weights are small numbers, and the cast saturates")]
fn rounded(value: f32) -> i32 {
    value.round() as i32
}

/// The generator `splitmix64`.
fn next_random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut bits = *state;
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

/// Fisher and Yates.
fn shuffle(order: &mut [usize], random: &mut u64) {
    for last in (1..order.len()).rev() {
        let bits = next_random(random);
        let one = usize::try_from(bits % (last as u64 + 1)).unwrap_or(0);
        order.swap(one, last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linear::{Path, feature};

    /// Label 1 begins where feature 5 stands, and goes on (label 2) while feature 6 stands.
    fn runs(count: u32) -> Vec<Sequence> {
        let sequence = |number: u32| {
            let mut sequence = Sequence::default();
            let length = 3 + number % 4;
            for at in 0..length {
                let (seen, label) = match at {
                    1 => (5, 1),
                    at if at > 1 && at + 1 < length => (6, 2),
                    _ => (7, 0),
                };
                sequence.push(&[feature(0, seen), feature(1, number % 5)], label);
            }
            sequence
        };
        (0..count).map(sequence).collect()
    }

    fn learnt(seed: u64) -> Model {
        train(
            &runs(60),
            3,
            |from, to| to != 2 || matches!(from, 1 | 2),
            TrainOptions { seed, ..Default::default() },
            |_, _| (),
        )
    }

    #[test]
    fn what_was_shown_is_learnt() {
        let model = learnt(1);
        let mut path = Path::default();
        for sequence in runs(20) {
            model.begin(&mut path);
            (0..sequence.labels.len()).for_each(|at| model.push(sequence.token(at), &mut path));
            model.decode(&mut path);
            assert_eq!(path.labels, sequence.labels);
            let mut marginals = Marginals::default();
            model.marginals(&path, &mut marginals);
            assert!(marginals.probability.chunks(3).all(|token| (token.iter().sum::<f32>() - 1.0).abs() < 1e-4));
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        assert_eq!(learnt(3).to_bytes(b"test"), learnt(3).to_bytes(b"test"));
    }
}
