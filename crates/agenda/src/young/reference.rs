//! One story against stories of the same age and size at placebo dates.

use super::fit::Judged;
use std::collections::BTreeMap;

/// How far, in log age and in log size, a story still counts as like another (standard deviation of the kernel).
const BANDWIDTH: f64 = 0.5;
/// Windows less alike than this are left out.
const LEAST_LIKENESS: f64 = 1e-6;

/// Studentised errors of like stories, ascending, each with its weight.
pub(super) struct Reference {
    errors: Vec<(f64, f64)>,
    sum: f64,
    /// Placebo stories that the weights are worth, all windows of a story taken as one.
    pub(super) stories: f64,
}

impl Reference {
    /// The placebo windows weighted by likeness to `judged`, its own story left out.
    ///
    /// Every window counts alike, so that the reference is what runs on a random day, long stories in their proportion;
    /// as a story is young for 26 days, none can dominate.
    pub(super) fn of<'a>(judged: &Judged, placebos: impl Iterator<Item = &'a Judged>) -> Self {
        let mut errors = Vec::new();
        let mut by_story: BTreeMap<usize, f64> = BTreeMap::new();
        for other in placebos.filter(|other| other.window.story != judged.window.story) {
            let weight = likeness(judged, other);
            if weight > LEAST_LIKENESS {
                errors.push((other.error, weight));
                *by_story.entry(other.window.story).or_default() += weight;
            }
        }
        errors.sort_by(|a, b| a.0.total_cmp(&b.0));
        Self { sum: errors.iter().map(|(_, weight)| weight).sum(), stories: effective(by_story.values()), errors }
    }

    /// One-sided p-value of an error as low as `error`.
    pub(super) fn p_low(&self, error: f64) -> f64 {
        self.p(|other| other <= error)
    }

    /// One-sided p-value of an error as high as `error`.
    pub(super) fn p_high(&self, error: f64) -> f64 {
        self.p(|other| other >= error)
    }

    fn p(&self, is_extreme: impl Fn(f64) -> bool) -> f64 {
        let extreme: f64 = self.errors.iter().filter(|(error, _)| is_extreme(*error)).map(|(_, weight)| weight).sum();
        (1.0 + self.stories * extreme / self.sum) / (1.0 + self.stories)
    }

    /// The smallest error that reaches a share `q` of the weight.
    pub(super) fn quantile(&self, q: f64) -> f64 {
        let mut reached = 0.0;
        for &(error, weight) in &self.errors {
            reached += weight;
            if reached >= q * self.sum {
                return error;
            }
        }
        self.errors.last().map_or(f64::NAN, |(error, _)| *error)
    }
}

fn likeness(a: &Judged, b: &Judged) -> f64 {
    let age = (a.window.age as f64 / b.window.age as f64).ln() / BANDWIDTH;
    let size = ((a.window.recent + 0.5) / (b.window.recent + 0.5)).ln() / BANDWIDTH;
    (-0.5 * (age * age + size * size)).exp()
}

/// How many equal weights these are worth (Kish 1965).
pub(super) fn effective<'a>(weights: impl Iterator<Item = &'a f64>) -> f64 {
    let (sum, squares) = weights.fold((0.0, 0.0), |(sum, squares), weight| (sum + weight, squares + weight * weight));
    if squares > 0.0 { sum * sum / squares } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_weights_are_worth_their_number_and_a_lone_heavy_one_little_more_than_one() {
        assert_eq!(effective([2.0; 9].iter()), 9.0);
        assert!(effective([1.0, 100.0].iter()) < 1.1);
        assert_eq!(effective([].iter()), 0.0);
    }
}
