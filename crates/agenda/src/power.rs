//! What drop could these data show? Drops are planted in ordinary windows of the data themselves, and it is counted how
//! many of them the test calls lost.

use crate::forecast::{Fitted, Outcome};
use crate::rows::Seen;
use fastrand::Rng;

/// Share of the planted drops that has to be found.
const WANTED: f64 = 0.8;

/// The smallest drop, as a share of 1, that is found at one-sided 5 % in 80 % of the windows in which it is planted;
/// `None` when not even the loss of 99 % is.
pub(crate) fn detectable_drop(power: impl Fn(f64) -> f64) -> Option<f64> {
    let found = |percent: usize| power(percent as f64 / 100.0) >= WANTED;
    if !found(99) {
        return None;
    }
    let (mut too_small, mut enough) = (0, 99);
    while enough - too_small > 1 {
        let middle = (too_small + enough) / 2;
        if found(middle) { enough = middle } else { too_small = middle }
    }
    Some(enough as f64 / 100.0)
}

/// Every how many placebo dates a drop is planted: windows that overlap tell little new.
pub(crate) fn stride(fitted: &Fitted) -> usize {
    fitted.dates.horizon.window.div_ceil(2)
}

/// Share of a subject's ordinary windows in which a planted drop is called lost at one-sided 5 %.
pub(crate) fn power_of_subject(fitted: &Fitted, outcome: &Outcome, drop: f64) -> f64 {
    let threshold = fitted.lost_below();
    let mut random = Rng::with_seed(1);
    let (mut found, mut planted) = (0, 0);
    for date in (0..fitted.dates.placebos()).step_by(stride(fitted)) {
        let shift = planted_shift(outcome.seen[date], drop, &mut random);
        found += usize::from((outcome.errors[date] + shift) / outcome.sds[date] <= threshold);
        planted += 1;
    }
    found as f64 / planted.max(1) as f64
}

/// What a drop does to the log odds of a window: each of its articles is lost with the chance `drop` and another one
/// published in its place.
pub(crate) fn planted_shift(seen: Seen, drop: f64, random: &mut Rng) -> f64 {
    let left = (seen.on * (1.0 - drop) + (seen.on * drop * (1.0 - drop)).sqrt() * normal(random)).clamp(0.0, seen.on);
    Seen { on: left, off: seen.off + seen.on - left }.log_odds() - seen.log_odds()
}

/// A standard normal deviate, near enough for thinning counts: the sum of twelve uniform ones.
fn normal(random: &mut Rng) -> f64 {
    (0..12).map(|_| random.f64()).sum::<f64>() - 6.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_drop_found_often_enough_is_the_detectable_one() {
        assert_eq!(detectable_drop(|drop| if drop >= 0.4 { 0.9 } else { 0.5 }), Some(0.4));
        assert_eq!(detectable_drop(|_| 0.2), None);
    }

    #[test]
    fn a_planted_drop_moves_the_log_odds_by_about_itself() {
        let mut random = Rng::with_seed(5);
        let seen = Seen { on: 400.0, off: 9600.0 };
        let mean = (0..200).map(|_| planted_shift(seen, 0.5, &mut random)).sum::<f64>() / 200.0;
        assert!((mean - 0.5_f64.ln()).abs() < 0.05, "{mean}");
    }
}
