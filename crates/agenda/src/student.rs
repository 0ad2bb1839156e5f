//! Student's t distribution with any positive number of degrees of freedom, for scales that were estimated from few
//! independent observations.

/// Beyond this no quantile is looked for.
const FARTHEST: f64 = 1e4;

/// The probability of a value at most `t`.
pub(crate) fn student_cdf(t: f64, freedom: f64) -> f64 {
    let tail = 0.5 * regularised_beta(freedom / (freedom + t * t), [0.5 * freedom, 0.5]);
    if t > 0.0 { 1.0 - tail } else { tail }
}

/// The value that is exceeded with probability `1 - q`, by bisection.
pub(crate) fn student_quantile(q: f64, freedom: f64) -> f64 {
    let (mut low, mut high) = (-FARTHEST, FARTHEST);
    for _ in 0..80 {
        let middle = 0.5 * (low + high);
        if student_cdf(middle, freedom) < q {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// The regularised incomplete beta function (Abramowitz and Stegun 26.5.8), from the side on which it converges.
fn regularised_beta(x: f64, [a, b]: [f64; 2]) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    let front = (log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * x.ln() + b * (1.0 - x).ln()).exp();
    if x < (a + 1.0) / (a + b + 2.0) {
        front * continued_fraction(x, [a, b]) / a
    } else {
        1.0 - front * continued_fraction(1.0 - x, [b, a]) / b
    }
}

/// Lentz's evaluation (Thompson and Barnett 1986).
fn continued_fraction(x: f64, [a, b]: [f64; 2]) -> f64 {
    let away_from_zero = |value: f64| if value.abs() < 1e-30 { 1e-30 } else { value };
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let (mut c, mut fraction) = (1.0, d);
    for step in 1..200 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut last = 1.0;
        for term in [even, odd] {
            d = 1.0 / away_from_zero(1.0 + term * d);
            c = away_from_zero(1.0 + term / c);
            last = c * d;
            fraction *= last;
        }
        if (last - 1.0).abs() < 1e-12 {
            break;
        }
    }
    fraction
}

/// The logarithm of the gamma function for positive values: Stirling's series after a shift upwards.
fn log_gamma(value: f64) -> f64 {
    let (mut x, mut product) = (value, 1.0);
    while x < 10.0 {
        product *= x;
        x += 1.0;
    }
    let series = 1.0 / (12.0 * x) - 1.0 / (360.0 * x.powi(3)) + 1.0 / (1260.0 * x.powi(5));
    (x - 0.5) * x.ln() - x + 0.5 * std::f64::consts::TAU.ln() + series - f64::ln(product)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quantiles_are_those_of_the_printed_tables() {
        for (q, freedom, printed) in
            [(0.975, 1.0, 12.706), (0.95, 5.0, 2.015), (0.975, 10.0, 2.228), (0.025, 30.0, -2.042), (0.5, 3.0, 0.0)]
        {
            let found = student_quantile(q, freedom);
            assert!((found - printed).abs() < 5e-4, "{q} {freedom}: {found}");
        }
    }

    #[test]
    fn the_probabilities_of_both_tails_sum_to_one() {
        for t in [0.0, 0.3, 2.0, 40.0] {
            assert!((student_cdf(t, 7.5) + student_cdf(-t, 7.5) - 1.0).abs() < 1e-12);
        }
    }
}
