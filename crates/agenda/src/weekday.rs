//! Weekday effects in a subject's share, removed before forecasting windows that are not whole weeks.
//!
//! A window of four days from a Saturday holds another mix of weekdays than the week before it. Whole weeks hold every
//! weekday alike and need nothing.

/// Expected articles that a weekday's ratio is shrunk by towards 1.
const PRIOR_ARTICLES: f64 = 20.0;

/// Divides each day of `series` by the factor of its weekday, estimated on the days before `event` only.
pub(crate) fn without_weekdays(series: &[f64], base: &[f64], event: usize) -> Vec<f64> {
    let factors = weekday_factors(&series[..event], &base[..event]);
    series.iter().enumerate().map(|(day, articles)| articles / factors[day % 7]).collect()
}

/// Articles on each weekday over those expected from the subject's mean share and that weekday's coverage, shrunk.
fn weekday_factors(series: &[f64], base: &[f64]) -> [f64; 7] {
    let mean_share = series.iter().sum::<f64>() / base.iter().sum::<f64>().max(1.0);
    let mut seen = [0.0; 7];
    let mut expected = [0.0; 7];
    for (day, (articles, all)) in series.iter().zip(base).enumerate() {
        seen[day % 7] += articles;
        expected[day % 7] += all * mean_share;
    }
    std::array::from_fn(|weekday| (seen[weekday] + PRIOR_ARTICLES) / (expected[weekday] + PRIOR_ARTICLES))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_of_sundays_only_is_levelled() {
        let base = [100.0; 140];
        let series: Vec<f64> = (0..140).map(|day| if day % 7 == 6 { 30.0 } else { 10.0 }).collect();
        let levelled = without_weekdays(&series, &base, 140);
        let spread = levelled[6] / levelled[5];
        assert!((0.9..1.35).contains(&spread), "{spread}");
    }

    #[test]
    fn a_subject_too_rare_to_tell_is_left_nearly_as_it_is() {
        let base = [100.0; 70];
        let mut series = [0.0; 70];
        series[6] = 1.0;
        let levelled = without_weekdays(&series, &base, 70);
        assert!((levelled[6] - 1.0).abs() < 0.05);
    }
}
