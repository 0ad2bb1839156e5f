//! One story rarely has power; a group the user named often does.

use crate::forecast::{Fitted, Horizon, Outcome};
use fastrand::Rng;

/// A named set of subjects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name. A subject of this name in the counts is taken as the group's union, and is no subject of its own.
    pub name: String,
    /// Its subjects.
    pub subjects: Vec<String>,
}

/// p-values of a group: its mean studentised error against random sets of the same size at random placebo dates.
pub(crate) fn group_p(fitted: &Fitted, horizon: Horizon, members: &[usize], draws: u64, seed: u64) -> (f64, f64) {
    let observed = mean(members.iter().map(|&k| fitted.subjects[k].studentised_change()));
    let mut random = Rng::with_seed(seed);
    let mut deck: Vec<usize> = (0..fitted.subjects.len()).collect();
    let (mut at_most, mut at_least) = (0_u64, 0_u64);
    for _ in 0..draws {
        let date = random.usize(..horizon.placebos());
        let drawn = draw(&mut deck, members.len(), &mut random);
        let placebo = mean(drawn.iter().map(|&k| studentised_at(&fitted.subjects[k], date)));
        at_most += u64::from(placebo <= observed);
        at_least += u64::from(placebo >= observed);
    }
    let p = |extreme: u64| (1 + extreme) as f64 / (draws + 1) as f64;
    (p(at_most), p(at_least))
}

/// The first `size` cards of the deck after a partial shuffle (Fisher and Yates).
fn draw<'a>(deck: &'a mut [usize], size: usize, random: &mut Rng) -> &'a [usize] {
    for i in 0..size {
        deck.swap(i, random.usize(i..deck.len()));
    }
    &deck[..size]
}

fn studentised_at(outcome: &Outcome, date: usize) -> f64 {
    outcome.studentised[date]
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let n = values.len() as f64;
    values.sum::<f64>() / n
}
