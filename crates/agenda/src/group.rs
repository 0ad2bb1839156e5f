//! One story rarely has power; a group the user named often does.
//!
//! A group's statistic at a date is the sum of its subjects' studentised errors against the typical subject outside the
//! group, large ones damped. It is held against random sets of the same size at random placebo dates. Subjects that
//! move together (a war and its parties) make a group's ordinary statistics wider than those of random sets; the
//! group's own placebo dates say by how much, and its statistic is divided by that.

use crate::forecast::Fitted;
use crate::power::{planted_shift, stride};
use crate::quantile::quantile_of_sorted;
use fastrand::Rng;

/// Studentised errors beyond this grow as their logarithm: one subject's burst must not speak for the group.
const DAMPED_FROM: f64 = 2.0;
/// Weight, in windows, of the random sets' spread against the group's own.
const PRIOR_WINDOWS: f64 = 6.0;

/// A named set of subjects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name. A subject of this name in the counts is taken as the group's union, and is no subject of its own.
    pub name: String,
    /// Its subjects; empty for a group defined by a query of its own, whose articles are its union.
    pub subjects: Vec<String>,
}

/// The group test of one fit.
pub(crate) struct GroupTest<'a> {
    fitted: &'a Fitted,
    members: Vec<usize>,
    /// Statistics of random sets, ascending.
    reference: Vec<f64>,
    /// How much wider the group's own placebo statistics are than those of random sets.
    width: f64,
}

impl<'a> GroupTest<'a> {
    /// Draws the reference of a group of `members`, positions among the fitted subjects.
    pub(crate) fn new(fitted: &'a Fitted, members: Vec<usize>, draws: u64, seed: u64) -> Self {
        let mut random = Rng::with_seed(seed);
        let mut deck: Vec<usize> = (0..fitted.subjects.len()).collect();
        let placebos = fitted.dates.placebos();
        let draw = |_| {
            let date = random.usize(..placebos);
            let set = draw(&mut deck, members.len(), &mut random);
            statistic(fitted, set, date, |_| 0.0)
        };
        let mut reference: Vec<f64> = (0..draws).map(draw).collect();
        reference.sort_unstable_by(f64::total_cmp);
        let width = width(fitted, &members, &reference);
        Self { fitted, members, reference, width }
    }

    /// p-values for "lost" and "gained".
    pub(crate) fn p(&self) -> (f64, f64) {
        let event = self.fitted.dates.placebos();
        let observed = statistic(self.fitted, &self.members, event, |_| 0.0) / self.width;
        let at_most = self.reference.partition_point(|&r| r <= observed);
        let below = self.reference.partition_point(|&r| r < observed);
        let p = |extreme: usize| (1 + extreme) as f64 / (self.reference.len() + 1) as f64;
        (p(at_most), p(self.reference.len() - below))
    }

    /// Share of the group's ordinary windows in which a drop planted in all its subjects is called lost.
    pub(crate) fn power(&self, drop: f64) -> f64 {
        let threshold = quantile_of_sorted(&self.reference, 0.05);
        let mut random = Rng::with_seed(1);
        let (mut found, mut planted) = (0, 0);
        for date in (0..self.fitted.dates.placebos()).step_by(stride(self.fitted)) {
            let shift = |subject: usize| planted_shift(self.fitted.subjects[subject].seen[date], drop, &mut random);
            let seen = statistic(self.fitted, &self.members, date, shift) / self.width;
            found += usize::from(seen <= threshold);
            planted += 1;
        }
        found as f64 / planted.max(1) as f64
    }
}

/// The statistic of a set at a date, `shift` added to the error of each of its subjects.
fn statistic(fitted: &Fitted, set: &[usize], date: usize, mut shift: impl FnMut(usize) -> f64) -> f64 {
    let mut inside = vec![false; fitted.subjects.len()];
    set.iter().for_each(|&subject| inside[subject] = true);
    let typical = fitted.centre_without(date, &inside);
    let one = |&subject: &usize| {
        let outcome = &fitted.subjects[subject];
        damped((outcome.plain[date] - typical + shift(subject)) / outcome.sds[date])
    };
    set.iter().map(one).sum::<f64>() / (set.len() as f64).sqrt()
}

fn damped(error: f64) -> f64 {
    let size = error.abs();
    if size <= DAMPED_FROM { error } else { error.signum() * DAMPED_FROM * (1.0 + (size / DAMPED_FROM).ln()) }
}

fn width(fitted: &Fitted, members: &[usize], reference: &[f64]) -> f64 {
    let placebos = fitted.dates.placebos();
    let window = fitted.dates.horizon.window as f64;
    let common = reference.iter().map(|r| r * r).sum::<f64>() / reference.len().max(1) as f64;
    let own: f64 = (0..placebos).map(|date| statistic(fitted, members, date, |_| 0.0).powi(2) / common).sum();
    let ratio = (PRIOR_WINDOWS + own / window) / (PRIOR_WINDOWS + placebos as f64 / window);
    ratio.max(1.0).sqrt()
}

/// The first `size` cards of the deck after a partial shuffle (Fisher and Yates).
fn draw<'a>(deck: &'a mut [usize], size: usize, random: &mut Rng) -> &'a [usize] {
    for i in 0..size {
        deck.swap(i, random.usize(i..deck.len()));
    }
    &deck[..size]
}
