//! PCF, the pooled, placebo-calibrated forecast.
//!
//! One weighted regression, pooled over subjects and placebo dates, forecasts the log odds of a subject's share over
//! the next `window` days from its last 3, 7, 28 and 56 days. The errors at placebo dates, studentised, are the
//! reference distribution for the error at the event. Centring on the weighted median subject at every date removes
//! what moves all subjects together. Nothing here knows about shocks or calendars: rows of counts and a day's position.

use crate::least_squares::{Normal, dot};
use crate::quantile::{quantile, quantile_of_sorted, weighted_median};

/// Days of history before the first placebo date.
pub(crate) const HISTORY_DAYS: usize = 56;
/// Weight, in windows, of the common scale against a subject's own (Smyth 2004).
const PRIOR_WINDOWS: f64 = 6.0;
/// Features of the regression.
const FEATURES: usize = 5;
/// Features of the scale.
const SCALES: usize = 4;

/// Where a forecast is made and how far it reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Horizon {
    /// Position of the first day that the forecast may not see.
    pub(crate) event: usize,
    /// Days between that day and the window.
    pub(crate) lead: usize,
    /// Days in the window.
    pub(crate) window: usize,
}

impl Horizon {
    /// Placebo dates: every window of theirs ends before the event.
    pub(crate) fn placebos(self) -> usize {
        (self.event + 1).saturating_sub(HISTORY_DAYS + self.lead + self.window)
    }

    /// The forecast's dates: the placebos in order, the event last.
    fn origins(self) -> impl Iterator<Item = usize> {
        (HISTORY_DAYS..HISTORY_DAYS + self.placebos()).chain([self.event])
    }
}

/// A fitted forecast: what ordinary windows look like.
pub(crate) struct Fitted {
    horizon: Horizon,
    coefficients: [f64; FEATURES],
    /// What every subject moved by, per date; zero when not centred.
    centres: Vec<f64>,
    scale: [f64; SCALES],
    /// Mean and cap of the squared placebo errors over their fitted scale.
    ratio_mean: f64,
    ratio_cap: f64,
    /// Studentised placebo errors of all subjects, ascending.
    reference: Vec<f64>,
    /// Outcomes of the subjects it was fitted on.
    pub(crate) subjects: Vec<Outcome>,
}

/// One series against the forecast.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    /// Errors at the placebo dates, then at the event: log odds seen less log odds forecast.
    pub(crate) errors: Vec<f64>,
    /// The same, studentised.
    pub(crate) studentised: Vec<f64>,
    /// Scale at each date, placebos first, the event last.
    pub(crate) sds: Vec<f64>,
    /// Log odds seen over the window at each date.
    pub(crate) seen: Vec<f64>,
}

impl Outcome {
    /// The error at the event.
    pub(crate) fn change(&self) -> f64 {
        self.errors[self.errors.len() - 1]
    }

    /// The scale at the event.
    pub(crate) fn sd(&self) -> f64 {
        self.sds[self.sds.len() - 1]
    }

    /// The log odds forecast for the event.
    pub(crate) fn forecast(&self) -> f64 {
        self.seen[self.seen.len() - 1] - self.change()
    }

    /// The studentised error at the event.
    pub(crate) fn studentised_change(&self) -> f64 {
        self.studentised[self.studentised.len() - 1]
    }
}

/// One series' regression rows, date by date.
struct Rows {
    features: Vec<[f64; FEATURES]>,
    target: Vec<f64>,
    /// Variance that counting alone gives the target and the last week.
    noise: Vec<f64>,
    log_noise: Vec<f64>,
    seen: Vec<f64>,
}

/// Fits the forecast on `counts` (articles per subject and day) as shares of `base` (articles per day).
pub(crate) fn fit(counts: &[Vec<f64>], base: &[f64], horizon: Horizon, centred: bool) -> Fitted {
    let base_sums = prefix_sums(base);
    let rows: Vec<Rows> = counts.iter().map(|series| rows_of(series, &base_sums, horizon)).collect();
    let coefficients = pooled_regression(&rows, horizon.placebos());
    let mut errors: Vec<Vec<f64>> = rows.iter().map(|rows| errors_of(rows, &coefficients)).collect();
    let dates = horizon.placebos() + 1;
    let centres = if centred { centres_of(&rows, &errors, dates) } else { vec![0.0; dates] };
    for errors in &mut errors {
        for (error, centre) in errors.iter_mut().zip(&centres) {
            *error -= centre;
        }
    }
    let mut fitted = Fitted {
        horizon,
        coefficients,
        centres,
        scale: [0.0; SCALES],
        ratio_mean: 1.0,
        ratio_cap: f64::INFINITY,
        reference: Vec::new(),
        subjects: Vec::new(),
    };
    let variances = fitted.fit_scale(&rows, &errors);
    let outcomes = rows.iter().zip(errors).zip(variances);
    fitted.subjects = outcomes.map(|((rows, errors), variance)| fitted.outcome(rows, errors, variance)).collect();
    fitted.reference = sorted_placebos(&fitted.subjects, horizon.placebos());
    fitted
}

impl Fitted {
    /// Holds another series, such as a group's sum, against the same forecast.
    pub(crate) fn apply(&self, series: &[f64], base: &[f64]) -> Outcome {
        let rows = rows_of(series, &prefix_sums(base), self.horizon);
        let mut errors = errors_of(&rows, &self.coefficients);
        for (error, centre) in errors.iter_mut().zip(&self.centres) {
            *error -= centre;
        }
        let variances = self.variances(&rows);
        self.outcome(&rows, errors, variances)
    }

    /// What every subject moved by at the event.
    pub(crate) fn centre_at_event(&self) -> f64 {
        self.centres[self.centres.len() - 1]
    }

    /// The 95 % interval of an outcome's change.
    pub(crate) fn interval(&self, outcome: &Outcome) -> (f64, f64) {
        let (low, high) = self.band(outcome.sd());
        (outcome.change() - high, outcome.change() - low)
    }

    /// The 95 % band that the forecast's error lies in when its scale is `sd`.
    pub(crate) fn band(&self, sd: f64) -> (f64, f64) {
        let [low, high] = [0.025, 0.975].map(|q| quantile_of_sorted(&self.reference, q));
        (low * sd, high * sd)
    }

    /// One-sided placebo p-value for "lost".
    pub(crate) fn p_lost(&self, outcome: &Outcome) -> f64 {
        let at_most = self.reference.partition_point(|&r| r <= outcome.studentised_change());
        (1 + at_most) as f64 / (self.reference.len() + 1) as f64
    }

    /// One-sided placebo p-value for "gained".
    pub(crate) fn p_gained(&self, outcome: &Outcome) -> f64 {
        let below = self.reference.partition_point(|&r| r < outcome.studentised_change());
        (1 + self.reference.len() - below) as f64 / (self.reference.len() + 1) as f64
    }

    /// Smallest drop found in 80 % of cases at one-sided 5 %, as a share of 1.
    pub(crate) fn detectable_drop(&self, outcome: &Outcome) -> f64 {
        let [low, high] = [0.05, 0.80].map(|q| quantile_of_sorted(&self.reference, q));
        1.0 - (-(high - low) * outcome.sd()).exp()
    }

    /// Scale of the errors: how it depends on counts and on how restless the subject has been. Returns it for each
    /// subject and date.
    fn fit_scale(&mut self, rows: &[Rows], errors: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let placebos = self.horizon.placebos();
        let mut normal = Normal::<SCALES>::default();
        for (rows, errors) in rows.iter().zip(errors) {
            for (date, error) in errors[..placebos].iter().enumerate() {
                normal.add(&scale_features(rows, date), (error * error + 1e-4).ln(), 1.0);
            }
        }
        self.scale = normal.solve();
        let variances: Vec<Vec<f64>> = rows.iter().map(|rows| self.variances(rows)).collect();
        let mut ratios = Vec::with_capacity(rows.len() * placebos);
        for (variances, errors) in variances.iter().zip(errors) {
            ratios.extend(errors[..placebos].iter().zip(variances).map(|(error, variance)| error * error / variance));
        }
        self.ratio_mean = ratios.iter().sum::<f64>() / ratios.len() as f64;
        self.ratio_cap = quantile(&mut ratios, 0.99) / self.ratio_mean;
        variances
    }

    /// The common scale at each date, before the subject's own factor and before its mean is set to 1.
    fn variances(&self, rows: &Rows) -> Vec<f64> {
        (0..rows.noise.len()).map(|date| dot(&scale_features(rows, date), &self.scale).exp()).collect()
    }

    fn outcome(&self, rows: &Rows, errors: Vec<f64>, mut variance: Vec<f64>) -> Outcome {
        let placebos = self.horizon.placebos();
        let window = self.horizon.window;
        variance.iter_mut().for_each(|variance| *variance *= self.ratio_mean);
        let ratio = |date: usize| (errors[date] * errors[date] / variance[date]).min(self.ratio_cap);
        let sums = prefix_sums(&(0..placebos).map(ratio).collect::<Vec<_>>());
        let factor = |sum: f64, dates: usize| {
            (PRIOR_WINDOWS + sum / window as f64) / (PRIOR_WINDOWS + dates as f64 / window as f64)
        };
        // A placebo date is judged without the dates whose windows overlap its own.
        let factor_at = |date: usize| {
            let (from, to) = ((date + 1).saturating_sub(window), (date + window).min(placebos));
            factor(sums[placebos] - (sums[to] - sums[from]), placebos - (to - from))
        };
        let factor_at_event = factor(sums[placebos], placebos);
        let factor_of = |date: usize| if date == placebos { factor_at_event } else { factor_at(date) };
        let sds: Vec<f64> = (0..=placebos).map(|date| (variance[date] * factor_of(date)).sqrt()).collect();
        let studentised = errors.iter().zip(&sds).map(|(error, sd)| error / sd).collect();
        Outcome { errors, studentised, sds, seen: rows.seen.clone() }
    }
}

fn rows_of(series: &[f64], base_sums: &[f64], horizon: Horizon) -> Rows {
    let sums = prefix_sums(series);
    let dates = horizon.placebos() + 1;
    let mut rows = Rows {
        features: Vec::with_capacity(dates),
        target: Vec::with_capacity(dates),
        noise: Vec::with_capacity(dates),
        log_noise: Vec::with_capacity(dates),
        seen: Vec::with_capacity(dates),
    };
    // Every date needs the week before it, and with a window of a week the target is the week before another date.
    let last = horizon.event + horizon.lead + horizon.window;
    let week_before: Vec<f64> = (HISTORY_DAYS..=last).map(|t| log_odds(&sums, base_sums, t - 7, t)).collect();
    for t in horizon.origins() {
        let [l3, l28, l56] = [3, 28, 56].map(|days| log_odds(&sums, base_sums, t - days, t));
        let l7 = week_before[t - HISTORY_DAYS];
        let from = t + horizon.lead;
        let to = from + horizon.window;
        let seen =
            if horizon.window == 7 { week_before[to - HISTORY_DAYS] } else { log_odds(&sums, base_sums, from, to) };
        let last_week = sums[t] - sums[t - 7];
        let expected = last_week * horizon.window as f64 / 7.0;
        let noise = 1.0 / (last_week + 1.0) + 1.0 / (expected + 1.0);
        rows.features.push([1.0, l3 - l7, l7 - l28, l28 - l56, (l7 - l28).max(0.0)]);
        rows.target.push(seen - l7);
        rows.noise.push(noise);
        rows.log_noise.push(noise.ln());
        rows.seen.push(seen);
    }
    rows
}

/// Log odds of the series' share of the base over the days `from..to`, from the sums of both.
fn log_odds(sums: &[f64], base_sums: &[f64], from: usize, to: usize) -> f64 {
    let on = sums[to] - sums[from];
    let off = (base_sums[to] - base_sums[from] - on).max(0.0);
    ((on + 0.5) / (off + 0.5)).ln()
}

fn prefix_sums(values: &[f64]) -> Vec<f64> {
    let mut sums = Vec::with_capacity(values.len() + 1);
    let mut sum = 0.0;
    sums.push(sum);
    for value in values {
        sum += value;
        sums.push(sum);
    }
    sums
}

fn weight(noise: f64) -> f64 {
    1.0 / (noise + 0.05)
}

fn pooled_regression(rows: &[Rows], placebos: usize) -> [f64; FEATURES] {
    let mut normal = Normal::<FEATURES>::default();
    for rows in rows {
        for date in 0..placebos {
            normal.add(&rows.features[date], rows.target[date], weight(rows.noise[date]));
        }
    }
    normal.ridge(1e-6);
    normal.solve()
}

fn errors_of(rows: &Rows, coefficients: &[f64; FEATURES]) -> Vec<f64> {
    rows.features.iter().zip(&rows.target).map(|(features, target)| target - dot(features, coefficients)).collect()
}

fn centres_of(rows: &[Rows], errors: &[Vec<f64>], dates: usize) -> Vec<f64> {
    let mut scratch = Vec::with_capacity(rows.len());
    let mut values = vec![0.0; rows.len()];
    let mut weights = vec![0.0; rows.len()];
    (0..dates)
        .map(|date| {
            for (k, (rows, errors)) in rows.iter().zip(errors).enumerate() {
                values[k] = errors[date];
                weights[k] = weight(rows.noise[date]);
            }
            weighted_median(&values, &weights, &mut scratch)
        })
        .collect()
}

fn scale_features(rows: &Rows, date: usize) -> [f64; SCALES] {
    let [_, l3_l7, l7_l28, ..] = rows.features[date];
    [1.0, rows.log_noise[date], l7_l28.abs(), l3_l7.abs()]
}

/// Studentised placebo errors of all subjects, ascending.
fn sorted_placebos(subjects: &[Outcome], placebos: usize) -> Vec<f64> {
    let studentised = subjects.iter().flat_map(|outcome| &outcome.studentised[..placebos]);
    // As integers of the same order they sort in a third of the time.
    let mut keys: Vec<i64> = studentised.map(|&error| in_order(error.to_bits().cast_signed())).collect();
    keys.sort_unstable();
    keys.into_iter().map(|key| f64::from_bits(in_order(key).cast_unsigned())).collect()
}

/// Maps the bits of a float to an integer of the same order, and back (IEEE 754, total order).
fn in_order(bits: i64) -> i64 {
    bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts of our own making, and what an independent NumPy prototype of the method gives for them
    /// (`tests/reference/README.md`).
    const COUNTS: &str = include_str!("../tests/reference/counts.csv");
    const EXPECTED: &str = include_str!("../tests/reference/expected.csv");
    const EVENT: usize = 118;

    /// Subjects, then the shock last; each with its daily articles.
    fn series() -> Vec<Vec<f64>> {
        let rows: Vec<Vec<f64>> = COUNTS
            .lines()
            .skip(1)
            .map(|line| line.split(',').skip(1).map(|cell| cell.parse().unwrap()).collect())
            .collect();
        (0..rows[0].len()).map(|k| rows.iter().map(|row| row[k]).collect()).collect()
    }

    fn sum(series: &[Vec<f64>]) -> Vec<f64> {
        (0..series[0].len()).map(|day| series.iter().map(|series| series[day]).sum()).collect()
    }

    #[test]
    fn the_estimates_are_those_of_the_prototype() {
        let all = series();
        let (_, subjects) = all.split_last().unwrap();
        for (base_name, base, centred) in [("outside", sum(subjects), true), ("all", sum(&all), false)] {
            for window in [7, 4] {
                let fitted = fit(subjects, &base, Horizon { event: EVENT, lead: 0, window }, centred);
                let start = format!("{base_name},{window},");
                let expected = EXPECTED.lines().filter_map(|line| line.strip_prefix(&start));
                for (outcome, line) in fitted.subjects.iter().zip(expected) {
                    let want: Vec<f64> = line.split(',').skip(1).map(|cell| cell.parse().unwrap()).collect();
                    let (low, high) = fitted.interval(outcome);
                    let (lost, gained) = (fitted.p_lost(outcome), fitted.p_gained(outcome));
                    let got = [outcome.change(), low, high, lost, gained, outcome.sd()];
                    for (got, want) in got.iter().zip(&want) {
                        assert!((got - want).abs() < 1e-6, "{start}{line}: {got} is not {want}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_series_of_the_fit_is_judged_alike_when_applied_alone() {
        let all = series();
        let (_, subjects) = all.split_last().unwrap();
        let base = sum(subjects);
        let fitted = fit(subjects, &base, Horizon { event: EVENT, lead: 0, window: 7 }, true);
        let alone = fitted.apply(&subjects[3], &base);
        assert_eq!(alone.errors, fitted.subjects[3].errors);
        assert_eq!(alone.studentised, fitted.subjects[3].studentised);
    }

    #[test]
    fn placebo_windows_end_before_the_event_however_far_they_lead() {
        let horizon = Horizon { event: 118, lead: 14, window: 7 };
        let last = horizon.origins().nth(horizon.placebos() - 1).unwrap();
        assert_eq!(last + horizon.lead + horizon.window, horizon.event);
    }

    #[test]
    fn subjects_without_a_single_article_do_not_break_the_fit() {
        let mut subjects = series();
        subjects.push(vec![0.0; subjects[0].len()]);
        let base = sum(&subjects);
        let fitted = fit(&subjects, &base, Horizon { event: EVENT, lead: 0, window: 7 }, true);
        assert!(fitted.subjects.iter().all(|outcome| outcome.change().is_finite() && outcome.sd().is_finite()));
    }
}
