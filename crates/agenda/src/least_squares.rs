//! Weighted least squares with a handful of features, by the normal equations.

/// The sum of the products.
pub(crate) fn dot<const N: usize>(a: &[f64; N], b: &[f64; N]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The normal equations of a weighted least-squares fit.
pub(crate) struct Normal<const N: usize> {
    matrix: [[f64; N]; N],
    right: [f64; N],
}

impl<const N: usize> Default for Normal<N> {
    fn default() -> Self {
        Self { matrix: [[0.0; N]; N], right: [0.0; N] }
    }
}

impl<const N: usize> Normal<N> {
    /// Adds one observation.
    pub(crate) fn add(&mut self, features: &[f64; N], target: f64, weight: f64) {
        for i in 0..N {
            let weighted = weight * features[i];
            for (cell, feature) in self.matrix[i][i..].iter_mut().zip(&features[i..]) {
                *cell += weighted * feature;
            }
            self.right[i] += weighted * target;
        }
    }

    /// Holds the coefficients back a little (Hoerl and Kennard 1970).
    pub(crate) fn ridge(&mut self, penalty: f64) {
        for i in 0..N {
            self.matrix[i][i] += penalty;
        }
    }

    /// Cholesky's way. A direction the data do not fix (a constant feature twice) gets the coefficient 0.
    pub(crate) fn solve(self) -> [f64; N] {
        let mut lower = [[0.0; N]; N];
        let mut fixed = [true; N];
        for i in 0..N {
            for j in 0..=i {
                let rest = self.matrix[j][i] - (0..j).map(|k| lower[i][k] * lower[j][k]).sum::<f64>();
                if i != j {
                    lower[i][j] = if fixed[j] { rest / lower[j][j] } else { 0.0 };
                } else if rest > 1e-12 * self.matrix[i][i] {
                    lower[i][i] = rest.sqrt();
                } else {
                    fixed[i] = false;
                    lower[i][i] = 1.0;
                }
            }
        }
        let mut solution = [0.0; N];
        for i in 0..N {
            let rest = self.right[i] - (0..i).map(|k| lower[i][k] * solution[k]).sum::<f64>();
            solution[i] = if fixed[i] { rest / lower[i][i] } else { 0.0 };
        }
        for i in (0..N).rev() {
            let rest = solution[i] - (i + 1..N).map(|k| lower[k][i] * solution[k]).sum::<f64>();
            solution[i] = if fixed[i] { rest / lower[i][i] } else { 0.0 };
        }
        solution
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plane_is_found_again() {
        let mut normal = Normal::<3>::default();
        for i in 0..20 {
            let (x, y) = (f64::from(i % 5), f64::from(i % 7));
            normal.add(&[1.0, x, y], 2.0 - 3.0 * x + 0.5 * y, 1.0 + x);
        }
        for (found, wanted) in normal.solve().iter().zip([2.0, -3.0, 0.5]) {
            assert!((found - wanted).abs() < 1e-9);
        }
    }

    #[test]
    fn a_feature_given_twice_counts_once() {
        let mut normal = Normal::<2>::default();
        (1..9).for_each(|i| normal.add(&[f64::from(i), f64::from(i)], 4.0 * f64::from(i), 1.0));
        let [first, second] = normal.solve();
        assert!((first - 4.0).abs() < 1e-9 && second == 0.0, "{first} {second}");
    }
}
