//! What a shock really did: expected articles with it, and without it on the same hidden courses.

use crate::stream::Stream;

/// What one shock did to the subjects over a window.
#[derive(Clone, Debug, PartialEq)]
pub struct Truth {
    /// Planted log change in full force, per subject; zero where nothing was planted.
    pub theta: Vec<f64>,
    /// Change in log odds of each subject's share of the coverage outside the shock.
    pub log_odds: Vec<f64>,
    /// The same less its median over subjects: what the estimator estimates.
    pub centred_log_odds: Vec<f64>,
    /// Change in log share of all coverage.
    pub log_share: Vec<f64>,
    /// Articles on other subjects that the shock took the place of.
    pub articles_displaced: f64,
    /// What it did to the displaced subjects together, inside each outlet, then inside each country.
    pub units: Vec<UnitTruth>,
}

/// What one shock did inside an outlet or country.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitTruth {
    /// `o00` …, `c0` ….
    pub unit: String,
    /// True for an outlet, false for a country.
    pub is_outlet: bool,
    /// Change in log share, of the unit's coverage outside the shock, of all displaced subjects.
    pub log_share: f64,
}

/// Expected articles of one window: `subjects[outlet][subject]`, all articles `total[outlet]`.
struct Expected {
    subjects: Vec<Vec<f64>>,
    total: Vec<f64>,
}

impl Stream {
    /// The truth about the shock at position `shock` over the `days` days from `from` on.
    #[must_use]
    pub fn truth(&self, shock: usize, from: usize, days: usize) -> Truth {
        let with = self.expected(None, from, days);
        let without = self.expected(Some(shock), from, days);
        let theta = self.latent.shocks[shock].theta.clone();
        let outlets: Vec<usize> = (0..self.newsroom.outlets).collect();
        let (odds, share) = (pooled(&with, &outlets), pooled(&without, &outlets));
        let log_odds: Vec<f64> =
            odds.rest.iter().zip(&share.rest).map(|(with, without)| logit(*with) - logit(*without)).collect();
        let log_share = odds.all.iter().zip(&share.all).map(|(with, without)| with.ln() - without.ln()).collect();
        let middle = median(&log_odds);
        Truth {
            centred_log_odds: log_odds.iter().map(|change| change - middle).collect(),
            units: self.units(&theta, &with, &without),
            articles_displaced: share.outside - odds.outside,
            theta,
            log_odds,
            log_share,
        }
    }

    fn expected(&self, without: Option<usize>, from: usize, days: usize) -> Expected {
        let newsroom = &self.newsroom;
        let mut expected = Expected {
            subjects: vec![vec![0.0; newsroom.subjects]; newsroom.outlets],
            total: vec![0.0; newsroom.outlets],
        };
        for outlet in 0..newsroom.outlets {
            for day in from..(from + days).min(newsroom.days) {
                let share = self.latent.shock_share(outlet, day, without);
                let elastic = 1.0 + newsroom.elasticity * share / (1.0 - share);
                let total = self.latent.base[outlet][day] * elastic;
                expected.total[outlet] += total;
                let shares = self.latent.subject_shares(outlet, day, without);
                for (sum, share_of_rest) in expected.subjects[outlet].iter_mut().zip(shares) {
                    *sum += total * (1.0 - share) * share_of_rest;
                }
            }
        }
        expected
    }

    fn units(&self, theta: &[f64], with: &Expected, without: &Expected) -> Vec<UnitTruth> {
        let displaced: Vec<usize> = (0..theta.len()).filter(|&subject| theta[subject] < 0.0).collect();
        let change = |outlets: &[usize]| {
            let share = |expected: &Expected| {
                let sum = |subject: usize| outlets.iter().map(|&o| expected.subjects[o][subject]).sum::<f64>();
                displaced.iter().map(|&k| sum(k)).sum::<f64>() / (0..theta.len()).map(sum).sum::<f64>()
            };
            if displaced.is_empty() { 0.0 } else { share(with).ln() - share(without).ln() }
        };
        let outlets = (0..self.newsroom.outlets).map(|outlet| UnitTruth {
            unit: format!("o{outlet:02}"),
            is_outlet: true,
            log_share: change(&[outlet]),
        });
        let countries = (0..self.newsroom.countries).map(|country| {
            let members: Vec<usize> =
                (0..self.newsroom.outlets).filter(|&outlet| self.latent.country[outlet] == country).collect();
            UnitTruth { unit: format!("c{country}"), is_outlet: false, log_share: change(&members) }
        });
        outlets.chain(countries).collect()
    }
}

/// Shares of some outlets' subjects, overlaps left out of account.
struct Pooled {
    /// Of the coverage outside the shocks.
    rest: Vec<f64>,
    /// Of all coverage.
    all: Vec<f64>,
    /// Articles outside the shocks.
    outside: f64,
}

fn pooled(expected: &Expected, outlets: &[usize]) -> Pooled {
    let subjects = expected.subjects[0].len();
    let articles: Vec<f64> =
        (0..subjects).map(|k| outlets.iter().map(|&o| expected.subjects[o][k]).sum::<f64>()).collect();
    let total: f64 = outlets.iter().map(|&o| expected.total[o]).sum();
    let outside: f64 = articles.iter().sum();
    Pooled {
        rest: articles.iter().map(|articles| articles / outside).collect(),
        all: articles.iter().map(|articles| articles / total).collect(),
        outside,
    }
}

fn logit(share: f64) -> f64 {
    share.ln() - (1.0 - share).ln()
}

/// The middle value, the mean of the two middle ones of an even number.
fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let half = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[half] } else { (sorted[half - 1] + sorted[half]) / 2.0 }
}
