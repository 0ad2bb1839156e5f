//! The rows of the regression: what one subject's past looked like at each date, and what came.

use crate::horizon::{Dates, HISTORY_DAYS};
use crate::strand::{Material, Strand, sum};
use std::ops::Range;

/// Features of the regression.
pub(crate) const FEATURES: usize = 10;
/// Features of the scale.
pub(crate) const SCALES: usize = 8;
/// How much of the counting noise of the last week ends up in the error: the forecast leans on longer stretches too.
const NOISE_OF_THE_PAST: f64 = 0.3;
/// Variance that no count of articles takes away.
const NOISE_FLOOR: f64 = 0.05;
/// Articles a week at which the last days are trusted half.
const TRUSTED_ARTICLES: f64 = 10.0;

/// One subject's rows, date by date, the event last.
pub(crate) struct Rows {
    pub(crate) features: Vec<[f64; FEATURES]>,
    /// Log odds of the window less those of the last week.
    pub(crate) target: Vec<f64>,
    pub(crate) scale: Vec<[f64; SCALES]>,
    pub(crate) noise: Vec<Noise>,
    pub(crate) seen: Vec<Seen>,
}

/// Articles in a window.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    /// On the subject.
    pub(crate) on: f64,
    /// On anything else of the base.
    pub(crate) off: f64,
}

impl Seen {
    /// Log odds of the subject's share.
    pub(crate) fn log_odds(self) -> f64 {
        ((self.on + 0.5) / (self.off + 0.5)).ln()
    }
}

/// The counting noise that a date's error must have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Noise {
    past: f64,
    /// Articles expected in the window at the share of the last week.
    expected: f64,
}

impl Noise {
    /// Variance of the log odds if the subject changes by `change`: fewer articles are noisier.
    pub(crate) fn variance(self, change: f64) -> f64 {
        self.past + 1.0 / (self.expected * change.exp() + 1.0)
    }

    /// Weight of a row in the regression and of a subject in the median.
    pub(crate) fn weight(self) -> f64 {
        1.0 / (self.variance(0.0) + NOISE_FLOOR)
    }
}

/// The rows of the subject at `subject`.
pub(crate) fn rows_of_subject(material: &Material, subject: usize, dates: &Dates) -> Rows {
    rows(material, dates, |panel| &material.panels[panel].subjects[subject])
}

/// The rows of any strand that is given for each panel.
pub(crate) fn rows<'a>(material: &Material, dates: &Dates, strand: impl Fn(usize) -> &'a Strand) -> Rows {
    let n = dates.origins().len();
    let mut rows = Rows {
        features: Vec::with_capacity(n),
        target: Vec::with_capacity(n),
        scale: Vec::with_capacity(n),
        noise: Vec::with_capacity(n),
        seen: Vec::with_capacity(n),
    };
    for (&origin, &panel) in dates.origins().iter().zip(&material.panel_of) {
        let window = dates.horizon.window_from(origin);
        rows.push(strand(panel), &material.panels[panel].base, origin, window);
    }
    rows
}

impl Rows {
    fn push(&mut self, strand: &Strand, base: &[f64], origin: usize, window: Range<usize>) {
        let past = |days: usize| seen(strand.past(origin - days..origin), sum(base, origin - days..origin));
        let [l1, l3, l7, l28, l56] = [1, 3, 7, 28, HISTORY_DAYS].map(|days| past(days).log_odds());
        let (day, days, weeks, months) = (l1 - l3, l3 - l7, l7 - l28, l28 - l56);
        let week = past(7);
        // Where counts are small the last days are mostly noise and are trusted less.
        let distrust = 1.0 / (1.0 + week.on / TRUSTED_ARTICLES);
        let all_ahead = sum(base, window.clone());
        let ahead = seen(strand.ahead(window), all_ahead);
        let noise = Noise {
            past: NOISE_OF_THE_PAST / (week.on + 1.0),
            expected: week.on * all_ahead / (week.on + week.off).max(1.0),
        };
        self.features.push([
            1.0,
            days,
            weeks,
            months,
            weeks.max(0.0),
            days.max(0.0),
            day,
            distrust,
            distrust * days,
            distrust * weeks,
        ]);
        self.target.push(ahead.log_odds() - l7);
        self.scale.push([1.0, noise.variance(0.0).ln(), weeks.abs(), days.abs(), months.abs(), weeks, days, months]);
        self.noise.push(noise);
        self.seen.push(ahead);
    }
}

/// Levelled articles may exceed the base by a little; nothing is less than none.
fn seen(on: f64, all: f64) -> Seen {
    Seen { on, off: (all - on).max(0.0) }
}
