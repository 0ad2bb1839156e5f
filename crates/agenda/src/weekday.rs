//! Weekday effects in a subject's share, removed before forecasting windows that are not whole weeks.
//!
//! The factors are estimated before the event, so a placebo day helped to make its own factor and fits it better than
//! the event's days can. Windows are therefore levelled by factors that leave out the day itself; without that, the
//! intervals of short windows are too narrow by a point of coverage.

/// Expected articles that a weekday's ratio is shrunk by towards 1.
const PRIOR_ARTICLES: f64 = 20.0;

/// One subject's articles by weekday, seen and expected, before the event.
pub(crate) struct Weekdays {
    event: usize,
    mean_share: f64,
    seen: [f64; 7],
    expected: [f64; 7],
}

impl Weekdays {
    /// Counts the days of `series` before `event` by weekday.
    pub(crate) fn before(event: usize, series: &[f64], base: &[f64]) -> Self {
        let (series, base) = (&series[..event], &base[..event]);
        let mean_share = series.iter().sum::<f64>() / base.iter().sum::<f64>().max(1.0);
        let (mut seen, mut expected) = ([0.0; 7], [0.0; 7]);
        for (day, (articles, all)) in series.iter().zip(base).enumerate() {
            seen[day % 7] += articles;
            expected[day % 7] += all * mean_share;
        }
        Self { event, mean_share, seen, expected }
    }

    /// Each day over the factor of its weekday.
    pub(crate) fn levelled(&self, series: &[f64]) -> Vec<f64> {
        series.iter().enumerate().map(|(day, articles)| articles / self.factor(day % 7, 0.0, 0.0)).collect()
    }

    /// Each day over the factor of its weekday, the day itself left out of the factor.
    pub(crate) fn held_out(&self, series: &[f64], base: &[f64]) -> Vec<f64> {
        let one = |(day, (&articles, &all)): (usize, (&f64, &f64))| {
            let own = if day < self.event { (articles, all * self.mean_share) } else { (0.0, 0.0) };
            articles / self.factor(day % 7, own.0, own.1)
        };
        series.iter().zip(base).enumerate().map(one).collect()
    }

    /// Articles on a weekday over those expected from the mean share and that weekday's coverage, shrunk.
    fn factor(&self, weekday: usize, without_seen: f64, without_expected: f64) -> f64 {
        let seen = self.seen[weekday] - without_seen + PRIOR_ARTICLES;
        seen / (self.expected[weekday] - without_expected + PRIOR_ARTICLES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_of_sundays_only_is_levelled() {
        let base = [100.0; 140];
        let series: Vec<f64> = (0..140).map(|day| if day % 7 == 6 { 30.0 } else { 10.0 }).collect();
        let levelled = Weekdays::before(140, &series, &base).levelled(&series);
        let spread = levelled[6] / levelled[5];
        assert!((0.9..1.35).contains(&spread), "{spread}");
    }

    #[test]
    fn a_subject_too_rare_to_tell_is_left_nearly_as_it_is() {
        let base = [100.0; 70];
        let mut series = [0.0; 70];
        series[6] = 1.0;
        let levelled = Weekdays::before(70, &series, &base).levelled(&series);
        assert!((levelled[6] - 1.0).abs() < 0.05);
    }

    #[test]
    fn a_day_has_no_part_in_the_factor_it_is_held_against() {
        let base = [100.0; 70];
        let mut series = [10.0; 70];
        series[62] = 200.0;
        let weekdays = Weekdays::before(70, &series, &base);
        assert!(weekdays.held_out(&series, &base)[62] > 1.2 * weekdays.levelled(&series)[62]);
    }
}
