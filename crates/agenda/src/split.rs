//! Where a subject's articles went: newshole, dilution, disproportion.
//!
//! `log(Y/Y0) = log(N/N0) + log((1-S)/(1-S0)) + log(rho/rho0)`, with `Y` articles on the subject, `N` all articles, `S`
//! the shock's share and `rho` the subject's share of the rest; 0 marks the same stream without the shock. In
//! articles each term is multiplied by the logarithmic mean of `Y` and `Y0`, which leaves no residual.

/// All coverage in the window and what it would have been.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Newshole {
    /// All articles.
    pub(crate) all: f64,
    /// All articles without the shock: the same weekdays of the four weeks before.
    pub(crate) all_without: f64,
    /// Share left by the shock.
    pub(crate) left: f64,
    /// Share left by the shock's ordinary coverage over the four weeks before.
    pub(crate) left_without: f64,
}

/// A subject's lost articles; the three parts sum to `expected - observed`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Lost {
    pub(crate) expected: f64,
    pub(crate) newshole: f64,
    pub(crate) dilution: f64,
    pub(crate) disproportion: f64,
}

/// Measures the window of `window` days from `event`. The event lies at least 28 days inside the data.
pub(crate) fn newshole(total: &[f64], shock: &[f64], event: usize, window: usize) -> Newshole {
    let sum = |values: &[f64], from: usize, to: usize| values[from..to].iter().sum::<f64>();
    let same_weekday_before = |day: usize| {
        let week_ahead = (day - event) / 7;
        let first = day - 7 * (week_ahead + 4);
        (0..4).map(|week| total[first + 7 * week]).sum::<f64>() / 4.0
    };
    let left = |from: usize, to: usize| 1.0 - sum(shock, from, to) / sum(total, from, to).max(1.0);
    Newshole {
        all: sum(total, event, event + window),
        all_without: (event..event + window).map(same_weekday_before).sum(),
        left: left(event, event + window),
        left_without: left(event - 28, event),
    }
}

impl Newshole {
    /// Articles on anything else that the shock took the place of, in the coverage there was.
    pub(crate) fn taken(self) -> f64 {
        self.all * (self.left_without - self.left)
    }
}

/// Splits the loss of a subject with `observed` articles whose share of the rest would have been `share_without`.
pub(crate) fn lost(observed: f64, share_without: f64, newshole: Newshole) -> Lost {
    let expected = newshole.all_without * newshole.left_without * share_without;
    if observed <= 0.0 {
        // The limit of the formulas below: with no article left, the whole loss is disproportion.
        return Lost { expected, newshole: 0.0, dilution: 0.0, disproportion: expected };
    }
    let log_ratio = (observed / expected).ln();
    let mean = if log_ratio.abs() < 1e-9 { observed } else { (observed - expected) / log_ratio };
    let by_newshole = -mean * (newshole.all / newshole.all_without).ln();
    let by_dilution = -mean * (newshole.left / newshole.left_without).ln();
    Lost {
        expected,
        newshole: by_newshole,
        dilution: by_dilution,
        disproportion: expected - observed - by_newshole - by_dilution,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WINDOW: Newshole = Newshole { all: 900.0, all_without: 1000.0, left: 0.75, left_without: 0.99 };

    proptest! {
        #[test]
        fn the_parts_sum_to_the_loss(observed in 0.0f64..500.0, share in 0.001f64..0.9) {
            let lost = lost(observed, share, WINDOW);
            let parts = lost.newshole + lost.dilution + lost.disproportion;
            prop_assert!((parts - (lost.expected - observed)).abs() < 1e-6 * lost.expected);
        }
    }

    #[test]
    fn a_subject_that_kept_its_share_of_the_rest_lost_nothing_to_disproportion() {
        let share = 0.1;
        let lost = lost(WINDOW.all * WINDOW.left * share, share, WINDOW);
        assert!(lost.disproportion.abs() < 1e-9);
        assert!(lost.newshole > 0.0 && lost.dilution > lost.newshole);
    }
}
