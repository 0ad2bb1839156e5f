//! What the typical other subject moved by at each date: a weighted median, the subject itself left out.
//!
//! Shares sum to one, so one loser lifts all others and one winner presses them; the median takes that out. A subject
//! is never its own yardstick, however much of the agenda it holds: its own error has no part in the median that it is
//! held against (leave-one-out), and a group is held against the subjects outside it.

/// The errors of all subjects at one date, ascending.
struct DateErrors {
    /// Error, weights up to and including it, subject.
    ascending: Vec<(f64, f64, usize)>,
}

/// The errors of all subjects at all dates, in order, so that medians without some of them are cheap.
pub(crate) struct Centres {
    dates: Vec<DateErrors>,
}

impl Centres {
    /// `errors[subject][date]` with `weight(subject, date)`.
    pub(crate) fn new(errors: &[Vec<f64>], weight: impl Fn(usize, usize) -> f64) -> Self {
        let dates = errors.first().map_or(0, Vec::len);
        let one = |date: usize| {
            let mut ascending: Vec<(f64, f64, usize)> = errors
                .iter()
                .enumerate()
                .map(|(subject, errors)| (errors[date], weight(subject, date), subject))
                .collect();
            ascending.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.2.cmp(&b.2)));
            let mut reached = 0.0;
            for (_, weight, _) in &mut ascending {
                reached += *weight;
                *weight = reached;
            }
            DateErrors { ascending }
        };
        Self { dates: (0..dates).map(one).collect() }
    }

    /// Takes the median of the others from each subject's error.
    pub(crate) fn subtract_others(&self, errors: &mut [Vec<f64>]) {
        for (date, at) in self.dates.iter().enumerate() {
            at.for_each_without_one(|subject, median| errors[subject][date] -= median);
        }
    }

    /// The median over the subjects that are not `inside`, at one date.
    pub(crate) fn without(&self, date: usize, inside: &[bool]) -> f64 {
        self.dates[date].without(|subject| inside[subject])
    }
}

impl DateErrors {
    /// Calls `f` with each subject and the median of the others.
    fn for_each_without_one(&self, mut f: impl FnMut(usize, f64)) {
        let total = self.ascending.last().map_or(0.0, |last| last.1);
        let middle = self.ascending.partition_point(|&(_, reached, _)| reached < total / 2.0);
        for (rank, &(_, reached, subject)) in self.ascending.iter().enumerate() {
            let weight = reached - if rank == 0 { 0.0 } else { self.ascending[rank - 1].1 };
            f(subject, self.median_without(rank, weight, (total - weight) / 2.0, middle));
        }
    }

    /// The error at which the weights of the others reach `half`; found by steps from the middle, of which there are few.
    fn median_without(&self, rank: usize, weight: f64, half: f64, middle: usize) -> f64 {
        let reached = |at: usize| self.ascending[at].1 - if at >= rank { weight } else { 0.0 };
        let last = self.ascending.len() - 1;
        let mut at = middle.min(last);
        while at < last && reached(at) < half {
            at += 1;
        }
        while at > 0 && reached(at - 1) >= half {
            at -= 1;
        }
        if at == rank && at < last { self.ascending[at + 1].0 } else { self.ascending[at].0 }
    }

    fn without(&self, is_out: impl Fn(usize) -> bool) -> f64 {
        let mut before = 0.0;
        let mut kept = Vec::with_capacity(self.ascending.len());
        for &(error, reached, subject) in &self.ascending {
            if !is_out(subject) {
                kept.push((error, reached - before));
            }
            before = reached;
        }
        let half = kept.iter().map(|(_, weight)| weight).sum::<f64>() / 2.0;
        let mut sum = 0.0;
        for &(error, weight) in &kept {
            sum += weight;
            if sum >= half {
                return error;
            }
        }
        kept.last().map_or(0.0, |(error, _)| *error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_quick_median_without_one_is_the_plain_one(
            given in prop::collection::vec((-5.0f64..5.0, 0.1f64..20.0), 2..40),
        ) {
            let mut errors: Vec<Vec<f64>> = given.iter().map(|(error, _)| vec![*error]).collect();
            let plain = errors.clone();
            let centres = Centres::new(&errors, |subject, _| given[subject].1);
            centres.subtract_others(&mut errors);
            for subject in 0..given.len() {
                let mut inside = vec![false; given.len()];
                inside[subject] = true;
                let median = centres.without(0, &inside);
                prop_assert!((errors[subject][0] - (plain[subject][0] - median)).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn a_subject_that_dominates_is_held_against_the_others() {
        let mut errors = vec![vec![-1.0], vec![0.2], vec![0.3], vec![0.4]];
        let weights = [100.0, 1.0, 1.0, 1.0];
        Centres::new(&errors, |subject, _| weights[subject]).subtract_others(&mut errors);
        assert!((errors[0][0] + 1.3).abs() < 1e-12, "{errors:?}");
    }
}
