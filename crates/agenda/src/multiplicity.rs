//! Many subjects are tested at once; this is what keeps the false calls among the calls in bounds.

/// Adjusted p-values in the order of `p` (Benjamini and Hochberg 1995): calling those at most `q` keeps the expected
/// share of false calls among the calls at `q`.
#[must_use]
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&a, &b| p[a].total_cmp(&p[b]));
    let mut adjusted = vec![1.0; p.len()];
    let mut smallest: f64 = 1.0;
    for (rank, &i) in order.iter().enumerate().rev() {
        smallest = smallest.min(p[i] * (p.len() as f64 / (rank + 1) as f64));
        adjusted[i] = smallest;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worked_example_of_three_tests() {
        let q = benjamini_hochberg(&[0.04, 0.01, 0.9]);
        for (got, want) in q.iter().zip([0.06, 0.03, 0.9]) {
            assert!((got - want).abs() < 1e-12, "{q:?}");
        }
    }

    #[test]
    fn equal_p_values_are_adjusted_alike() {
        assert_eq!(benjamini_hochberg(&[0.2, 0.2, 0.2]), [0.2, 0.2, 0.2]);
    }
}
