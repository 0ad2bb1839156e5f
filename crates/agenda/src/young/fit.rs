//! How stories of an age, a size and a course usually go on: one pooled forecast, and the scale of its errors.

use super::windows::{FEATURES, Window};
use crate::least_squares::{Normal, dot};
use crate::quantile::quantile;

/// Features of the scale.
const SCALES: usize = 4;
/// What a story moves by beside counting, as a variance: keeps a few large stories from deciding the forecast.
const OWN_VARIANCE: f64 = 0.3;
/// Fewer expected articles than this cannot be told from none.
const LEAST_EXPECTED: f64 = 0.05;

/// A window held against the forecast.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Judged {
    /// What was forecast and what came.
    pub(super) window: Window,
    /// Studentised error of the forecast.
    pub(super) error: f64,
    /// Articles forecast.
    expected: f64,
    /// Scale of the error.
    sd: f64,
}

impl Judged {
    fn new(window: Window, forecast: f64, sd: f64) -> Self {
        let mut judged = Self { window, error: 0.0, expected: (forecast - 0.5).max(LEAST_EXPECTED), sd };
        judged.error = judged.error_under(0.0);
        judged
    }

    /// The studentised error had the forecast been changed by the log factor `change`: log articles seen less log
    /// articles forecast, half an article added to both, over their scale.
    pub(super) fn error_under(&self, change: f64) -> f64 {
        ((self.window.seen + 0.5) / (self.expected * change.exp() + 0.5)).ln() / self.sd
    }

    /// The change under which the studentised error is `error`.
    pub(super) fn change_for(&self, error: f64) -> f64 {
        let expected = (self.window.seen + 0.5) * (-error * self.sd).exp() - 0.5;
        (expected.max(LEAST_EXPECTED) / self.expected).ln()
    }
}

/// The forecast and the scale of its errors.
pub(super) struct Fitted {
    coefficients: [f64; FEATURES],
    scale: [f64; SCALES],
    /// Mean of the squared errors over their fitted scale.
    ratio_mean: f64,
}

/// Fits both on windows that end before the shock.
pub(super) fn fit<'a>(placebos: impl Iterator<Item = &'a Window> + Clone) -> Fitted {
    let mut normal = Normal::<FEATURES>::default();
    for window in placebos.clone() {
        normal.add(&window.features, log_change(window), 1.0 / (window.noise + OWN_VARIANCE));
    }
    normal.ridge(1e-6);
    let mut fitted = Fitted { coefficients: normal.solve(), scale: [0.0; SCALES], ratio_mean: 1.0 };
    fitted.fit_scale(placebos);
    fitted
}

impl Fitted {
    fn fit_scale<'a>(&mut self, placebos: impl Iterator<Item = &'a Window> + Clone) {
        let mut normal = Normal::<SCALES>::default();
        for window in placebos.clone() {
            normal.add(&scale_features(window), (self.error(window).powi(2) + 1e-2).ln(), 1.0);
        }
        normal.ridge(1e-6);
        self.scale = normal.solve();
        let mut ratios: Vec<f64> = placebos.map(|it| self.error(it).powi(2) / self.variance(it)).collect();
        let cap = quantile(&mut ratios, 0.99);
        self.ratio_mean = ratios.iter().map(|ratio| ratio.min(cap)).sum::<f64>() / ratios.len().max(1) as f64;
    }

    /// Holds a window against the forecast.
    pub(super) fn judge(&self, window: Window) -> Judged {
        let forecast = window.kept * dot(&window.features, &self.coefficients).exp();
        let sd = self.variance(&window).sqrt();
        Judged::new(window, forecast, sd)
    }

    fn error(&self, window: &Window) -> f64 {
        log_change(window) - dot(&window.features, &self.coefficients)
    }

    fn variance(&self, window: &Window) -> f64 {
        dot(&scale_features(window), &self.scale).exp() * self.ratio_mean
    }
}

/// Change of the log share from the recent days to the window.
fn log_change(window: &Window) -> f64 {
    ((window.seen + 0.5) / window.kept).ln()
}

fn scale_features(window: &Window) -> [f64; SCALES] {
    let [_, log_age, _, _, slope, ..] = window.features;
    [1.0, window.noise.ln(), log_age, slope.abs()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(seen: f64) -> Judged {
        let features = [0.0; FEATURES];
        let window = Window { story: 0, age: 3, recent: 9.0, seen, kept: 12.0, features, noise: 0.2 };
        Judged::new(window, 10.5, 0.8)
    }

    #[test]
    fn a_change_and_its_error_are_each_others_inverse() {
        for error in [-1.5, 0.0, 0.7] {
            let judged = judged(8.0);
            assert!((judged.error_under(judged.change_for(error)) - error).abs() < 1e-12);
        }
    }

    #[test]
    fn a_story_without_an_article_left_has_lost_all_that_can_be_told() {
        assert_eq!(judged(0.0).change_for(0.0), (LEAST_EXPECTED / 10.0).ln());
    }
}
