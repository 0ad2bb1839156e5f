//! How long to leave alone what has failed.

use std::time::Duration;

/// Nothing is left alone for longer.
const LONGEST: Duration = Duration::from_secs(24 * 3600);
/// Part of a wait that chance adds, so that feeds that failed together are not asked together.
const JITTER: f64 = 0.25;

/// The wait after so many failures in a row: `every`, twice it, four times it, … up to a day, and up to a quarter more by
/// chance.
#[must_use]
pub fn wait_after_failures(failures: u64, every: Duration, random: &mut fastrand::Rng) -> Duration {
    let doublings = u32::try_from(failures.saturating_sub(1)).unwrap_or(u32::MAX).min(24);
    let wait = every.saturating_mul(1 << doublings).min(LONGEST);
    wait.mul_f64(1.0 + JITTER * random.f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_day_and_chance_is_seeded() {
        let every = Duration::from_secs(900);
        let waits = |seed| {
            let mut random = fastrand::Rng::with_seed(seed);
            (1..=80).map(|failures| wait_after_failures(failures, every, &mut random)).collect::<Vec<_>>()
        };
        assert_eq!(waits(3), waits(3));
        assert_ne!(waits(3), waits(4));
        for (failures, wait) in (1_u32..).zip(waits(3)) {
            let least = every.saturating_mul(1 << (failures - 1).min(20)).min(LONGEST);
            assert!(wait >= least && wait <= least.mul_f64(1.25), "after {failures}: {wait:?}");
        }
    }
}
