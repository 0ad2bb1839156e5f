//! Order statistics, in the definitions the estimator is stated in.

/// The `q` quantile of ascending values, interpolated linearly (Hyndman and Fan 1996, definition 7). NaN when empty.
pub(crate) fn quantile_of_sorted(sorted: &[f64], q: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let at = q * last as f64;
    let below = at.floor() as usize;
    let above = (below + 1).min(last);
    sorted[below] + (at - below as f64) * (sorted[above] - sorted[below])
}

/// The `q` quantile of values in any order, which are reordered.
pub(crate) fn quantile(values: &mut [f64], q: f64) -> f64 {
    let Some(last) = values.len().checked_sub(1) else { return f64::NAN };
    let at = q * last as f64;
    let below = at.floor() as usize;
    let (_, &mut low, above) = values.select_nth_unstable_by(below, f64::total_cmp);
    let high = above.iter().copied().min_by(f64::total_cmp).unwrap_or(low);
    low + (at - below as f64) * (high - low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn both_quantiles_agree(mut values in prop::collection::vec(-1e3f64..1e3, 1..50), q in 0.0f64..=1.0) {
            let mut sorted = values.clone();
            sorted.sort_by(f64::total_cmp);
            prop_assert!((quantile(&mut values, q) - quantile_of_sorted(&sorted, q)).abs() < 1e-9);
        }
    }
}
