//! PCF, the pooled, placebo-calibrated forecast.
//!
//! One weighted regression, pooled over subjects and placebo dates, forecasts the log odds of a subject's share over a
//! window from its last 1, 3, 7, 28 and 56 days. The errors at placebo dates, studentised, are the reference
//! distribution for the error at the event. Centring on the median of the other subjects at every date removes what
//! moves all subjects together (`docs/displacement.md`). Nothing here knows about shocks or calendars: counts and
//! positions of days.

use crate::centre::Centres;
use crate::horizon::Dates;
use crate::least_squares::{Normal, dot};
use crate::quantile::{quantile, quantile_of_sorted};
use crate::rows::{FEATURES, Noise, Rows, SCALES, Seen, rows, rows_of_subject};
use crate::strand::{Material, Strand, prefix_sums};

/// Weight, in windows, of the common scale against a subject's own (Smyth 2004).
const PRIOR_WINDOWS: f64 = 6.0;
/// Holds the coefficients back (Hoerl and Kennard 1970), in units of the rows' weights, and those of the scale in rows.
/// Next to nothing where subjects differ; where they are all alike, the data do not say how a larger one, such as a
/// group's union, would be forecast, and nothing is made up.
const RIDGE: f64 = 20.0;
const SCALE_RIDGE: f64 = 10.0;
/// Place, in the features of the scale, of the logarithm of the counting noise.
const LOG_NOISE: usize = 1;

/// A fitted forecast: what ordinary windows look like.
pub(crate) struct Fitted {
    pub(crate) dates: Dates,
    coefficients: [f64; FEATURES],
    /// What the typical subject moved by, per date; `None` when not centred.
    centres: Option<Centres>,
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
    /// Errors at the placebo dates, then at the event: log odds seen less log odds forecast, centred if the fit is.
    pub(crate) errors: Vec<f64>,
    /// The same before centring.
    pub(crate) plain: Vec<f64>,
    /// The same, studentised.
    pub(crate) studentised: Vec<f64>,
    /// Scale at each date, placebos first, the event last.
    pub(crate) sds: Vec<f64>,
    /// Articles in the window at each date.
    pub(crate) seen: Vec<Seen>,
    /// Counting noise at each date.
    noise: Vec<Noise>,
}

impl Outcome {
    /// The place of the event among the dates.
    fn event(&self) -> usize {
        self.errors.len() - 1
    }

    /// The error at the event.
    pub(crate) fn change(&self) -> f64 {
        self.errors[self.event()]
    }

    /// The log odds forecast for a date, before centring.
    pub(crate) fn forecast(&self, date: usize) -> f64 {
        self.seen[date].log_odds() - self.plain[date]
    }

    /// The log odds seen at the event.
    pub(crate) fn log_odds_seen(&self) -> f64 {
        self.seen[self.event()].log_odds()
    }

    /// The log odds forecast for the event, before centring.
    pub(crate) fn forecast_at_event(&self) -> f64 {
        self.forecast(self.event())
    }
}

/// Fits the forecast on the subjects of `material`.
pub(crate) fn fit(material: &Material, dates: Dates, centred: bool) -> Fitted {
    let rows: Vec<Rows> = (0..material.subjects()).map(|subject| rows_of_subject(material, subject, &dates)).collect();
    let coefficients = pooled_regression(&rows, dates.placebos());
    let plain: Vec<Vec<f64>> = rows.iter().map(|rows| errors_of(rows, &coefficients)).collect();
    let mut errors = plain.clone();
    let centres = centred.then(|| Centres::new(&plain, |subject, date| rows[subject].noise[date].weight()));
    if let Some(centres) = &centres {
        centres.subtract_others(&mut errors);
    }
    let mut fitted = Fitted {
        dates,
        coefficients,
        centres,
        scale: [0.0; SCALES],
        ratio_mean: 1.0,
        ratio_cap: f64::INFINITY,
        reference: Vec::new(),
        subjects: Vec::new(),
    };
    let variances = fitted.fit_scale(&rows, &errors);
    let parts = rows.into_iter().zip(errors.into_iter().zip(plain)).zip(variances);
    fitted.subjects =
        parts.map(|((rows, (errors, plain)), variance)| fitted.outcome(rows, errors, plain, variance)).collect();
    fitted.reference = sorted_placebos(&fitted.subjects, fitted.dates.placebos());
    fitted
}

impl Fitted {
    /// Holds another series, such as a group's sum, against the same forecast; `strands` has one entry a panel. When the
    /// fit is centred, the typical subject is that of the subjects that are not `inside`.
    pub(crate) fn apply(&self, material: &Material, strands: &[Strand], inside: &[bool]) -> Outcome {
        let rows = rows(material, &self.dates, |panel| &strands[panel]);
        let plain = errors_of(&rows, &self.coefficients);
        let mut errors = plain.clone();
        if let Some(centres) = &self.centres {
            for (date, error) in errors.iter_mut().enumerate() {
                *error -= centres.without(date, inside);
            }
        }
        let variances = self.variances(&rows);
        self.outcome(rows, errors, plain, variances)
    }

    /// What the typical subject moved by at a date, those `inside` left out.
    pub(crate) fn centre_without(&self, date: usize, inside: &[bool]) -> f64 {
        self.centres.as_ref().map_or(0.0, |centres| centres.without(date, inside))
    }

    /// The 95 % interval of an outcome's change: all changes that the reference does not call unusual. Its scale grows
    /// towards the lower end, since a subject that fell has fewer articles to count.
    pub(crate) fn interval(&self, outcome: &Outcome) -> (f64, f64) {
        self.interval_at(outcome, outcome.event())
    }

    /// The same at any date.
    pub(crate) fn interval_at(&self, outcome: &Outcome, date: usize) -> (f64, f64) {
        let [low, high] = [0.025, 0.975].map(|q| quantile_of_sorted(&self.reference, q));
        (self.end(outcome, date, high), self.end(outcome, date, low))
    }

    /// The change at which the outcome lies at the quantile `at` of the reference; found by halved steps.
    fn end(&self, outcome: &Outcome, date: usize, at: f64) -> f64 {
        const STEPS: usize = 40;
        let (noise, error) = (outcome.noise[date], outcome.errors[date]);
        let variance = noise.variance(0.0);
        let power = self.scale[LOG_NOISE].clamp(0.0, 1.0) / 2.0;
        let mut change = error;
        for _ in 0..STEPS {
            let sd = outcome.sds[date] * (noise.variance(change) / variance).powf(power);
            let next = (change + error - at * sd) / 2.0;
            if (next - change).abs() < 1e-12 {
                break;
            }
            change = next;
        }
        change
    }

    /// The 95 % band that the forecast's error lies in when its scale is `sd`.
    pub(crate) fn band(&self, sd: f64) -> (f64, f64) {
        let [low, high] = [0.025, 0.975].map(|q| quantile_of_sorted(&self.reference, q));
        (low * sd, high * sd)
    }

    /// The studentised error below which 5 % of the placebo errors lie: what counts as lost at one-sided 5 %.
    pub(crate) fn lost_below(&self) -> f64 {
        quantile_of_sorted(&self.reference, 0.05)
    }

    /// One-sided placebo p-value for "lost".
    pub(crate) fn p_lost(&self, outcome: &Outcome) -> f64 {
        self.p_lost_at(outcome, outcome.event())
    }

    /// The same at any date.
    pub(crate) fn p_lost_at(&self, outcome: &Outcome, date: usize) -> f64 {
        let at_most = self.reference.partition_point(|&r| r <= outcome.studentised[date]);
        (1 + at_most) as f64 / (self.reference.len() + 1) as f64
    }

    /// One-sided placebo p-value for "gained".
    pub(crate) fn p_gained(&self, outcome: &Outcome) -> f64 {
        self.p_gained_at(outcome, outcome.event())
    }

    /// The same at any date.
    pub(crate) fn p_gained_at(&self, outcome: &Outcome, date: usize) -> f64 {
        let below = self.reference.partition_point(|&r| r < outcome.studentised[date]);
        (1 + self.reference.len() - below) as f64 / (self.reference.len() + 1) as f64
    }

    /// Scale of the errors: how it depends on counts and on how restless the subject has been. Returns it for each
    /// subject and date.
    fn fit_scale(&mut self, rows: &[Rows], errors: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let placebos = self.dates.placebos();
        let mut normal = Normal::<SCALES>::default();
        for (rows, errors) in rows.iter().zip(errors) {
            for (features, error) in rows.scale.iter().zip(&errors[..placebos]) {
                normal.add(features, (error * error + 1e-4).ln(), 1.0);
            }
        }
        normal.ridge(SCALE_RIDGE);
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
        rows.scale.iter().map(|features| dot(features, &self.scale).exp()).collect()
    }

    fn outcome(&self, rows: Rows, errors: Vec<f64>, plain: Vec<f64>, mut variance: Vec<f64>) -> Outcome {
        let placebos = self.dates.placebos();
        let window = self.dates.horizon.window as f64;
        variance.iter_mut().for_each(|variance| *variance *= self.ratio_mean);
        let ratio = |date: usize| (errors[date] * errors[date] / variance[date]).min(self.ratio_cap);
        let sums = prefix_sums(&(0..placebos).map(ratio).collect::<Vec<_>>());
        let factor = |sum: f64, dates: usize| (PRIOR_WINDOWS + sum / window) / (PRIOR_WINDOWS + dates as f64 / window);
        // A placebo date is judged without the dates whose windows overlap its own.
        let factor_at = |date: usize| {
            let near = self.dates.overlapping(date);
            factor(sums[placebos] - (sums[near.end] - sums[near.start]), placebos - near.len())
        };
        let factor_at_event = factor(sums[placebos], placebos);
        let factor_of = |date: usize| if date < placebos { factor_at(date) } else { factor_at_event };
        let sds: Vec<f64> = (0..errors.len()).map(|date| (variance[date] * factor_of(date)).sqrt()).collect();
        let studentised = errors.iter().zip(&sds).map(|(error, sd)| error / sd).collect();
        Outcome { errors, plain, studentised, sds, seen: rows.seen, noise: rows.noise }
    }
}

fn pooled_regression(rows: &[Rows], placebos: usize) -> [f64; FEATURES] {
    let mut normal = Normal::<FEATURES>::default();
    for rows in rows {
        for date in 0..placebos {
            normal.add(&rows.features[date], rows.target[date], rows.noise[date].weight());
        }
    }
    normal.ridge(RIDGE);
    normal.solve()
}

fn errors_of(rows: &Rows, coefficients: &[f64; FEATURES]) -> Vec<f64> {
    rows.features.iter().zip(&rows.target).map(|(features, target)| target - dot(features, coefficients)).collect()
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
    use crate::horizon::Horizon;
    use crate::strand::Strands;

    /// Counts of our own making, and what an independent implementation of the method gives for them
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

    fn fitted(subjects: &[Vec<f64>], base: &[f64], window: usize, centred: bool) -> (Material, Fitted) {
        let horizon = Horizon { event: EVENT, lead: 0, window };
        let dates = Dates::new(horizon, |_| true);
        let strands = Strands::new(subjects.iter(), base, horizon);
        let material = Material::of_one_panel(strands, dates.origins().len());
        let fitted = fit(&material, dates, centred);
        (material, fitted)
    }

    #[test]
    fn the_estimates_are_those_of_an_independent_implementation() {
        let all = series();
        let (_, subjects) = all.split_last().unwrap();
        for (base_name, base, centred) in [("outside", sum(subjects), true), ("all", sum(&all), false)] {
            for window in [7, 4] {
                let (_, fitted) = fitted(subjects, &base, window, centred);
                let start = format!("{base_name},{window},");
                let expected: Vec<&str> = EXPECTED.lines().filter_map(|line| line.strip_prefix(&start)).collect();
                assert_eq!(expected.len(), subjects.len());
                for (outcome, line) in fitted.subjects.iter().zip(expected) {
                    let want: Vec<f64> = line.split(',').skip(1).map(|cell| cell.parse().unwrap()).collect();
                    let (low, high) = fitted.interval(outcome);
                    let (lost, gained) = (fitted.p_lost(outcome), fitted.p_gained(outcome));
                    let got = [outcome.change(), low, high, lost, gained, outcome.sds[outcome.event()]];
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
        let (material, fitted) = fitted(subjects, &sum(subjects), 7, true);
        let mut inside = vec![false; subjects.len()];
        inside[3] = true;
        let alone = fitted.apply(&material, &[material.panels[0].subjects[3].clone()], &inside);
        for (alone, inside) in alone.errors.iter().zip(&fitted.subjects[3].errors) {
            assert!((alone - inside).abs() < 1e-12);
        }
    }

    #[test]
    fn subjects_without_a_single_article_do_not_break_the_fit() {
        let mut subjects = series();
        subjects.push(vec![0.0; subjects[0].len()]);
        let (_, fitted) = fitted(&subjects, &sum(&subjects), 7, true);
        assert!(
            fitted
                .subjects
                .iter()
                .all(|outcome| outcome.change().is_finite() && outcome.sds.iter().all(|sd| sd.is_finite()))
        );
    }

    #[test]
    fn the_interval_reaches_further_down_than_up_where_articles_are_few() {
        let all = series();
        let (_, subjects) = all.split_last().unwrap();
        let (_, fitted) = fitted(subjects, &sum(subjects), 7, true);
        let plain = |outcome: &Outcome| {
            let (low, high) = fitted.band(outcome.sds[outcome.event()]);
            (outcome.change() - high, outcome.change() - low)
        };
        for outcome in &fitted.subjects {
            let (low, high) = fitted.interval(outcome);
            assert!(low <= outcome.change() && outcome.change() <= high);
            assert!(low <= plain(outcome).0 + 1e-9 || outcome.change() > 0.0);
        }
    }
}
