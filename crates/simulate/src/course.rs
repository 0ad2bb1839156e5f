//! The shapes that attention takes over time: restless levels, bursts that fade, stories that are born.

use crate::IN_RANGE;
use rand::RngExt;
use rand_distr::{Distribution, Exp, Poisson, StandardNormal};
use rand_pcg::Pcg64;

/// Days before the first in which bursts may have begun.
const LEAD_DAYS: usize = 30;

pub(crate) fn normal(random: &mut Pcg64) -> f64 {
    StandardNormal.sample(random)
}

/// A stationary autoregression of order one with standard deviation `sd`.
pub(crate) fn restless(days: usize, persistence: f64, sd: f64, random: &mut Pcg64) -> Vec<f64> {
    let innovation = (1.0 - persistence * persistence).sqrt();
    let mut level = normal(random);
    let mut course = Vec::with_capacity(days);
    for day in 0..days {
        if day > 0 {
            level = persistence * level + innovation * normal(random);
        }
        course.push(sd * level);
    }
    course
}

/// Adds bursts: sudden, exponential in height, each halving in its own number of days.
pub(crate) fn add_bursts(course: &mut [f64], rate: f64, random: &mut Pcg64) {
    let days = course.len();
    let expected = rate * (days + LEAD_DAYS) as f64;
    if expected <= 0.0 {
        return;
    }
    let bursts: f64 = Poisson::new(expected).expect(IN_RANGE).sample(random);
    let height = Exp::new(1.0 / 0.9).expect(IN_RANGE);
    for _ in 0..bursts as usize {
        let begin = random.random_range(0..days + LEAD_DAYS) as f64 - LEAD_DAYS as f64;
        let peak: f64 = height.sample(random);
        let half_life = 3.0 * (0.6 * normal(random)).exp();
        for (day, level) in course.iter_mut().enumerate() {
            let age = day as f64 - begin;
            if age >= 0.0 {
                *level += peak * 0.5_f64.powf(age / half_life);
            }
        }
    }
}

/// Adds the course of a single story: all but absent, then born, then fading like the inverse of its age.
pub(crate) fn add_story(course: &mut [f64], random: &mut Pcg64) {
    let born = random.random_range(0.0..(course.len() + 60) as f64) - 60.0;
    let fade_days: f64 = random.random_range(3.0..15.0);
    for (day, level) in course.iter_mut().enumerate() {
        let age = day as f64 - born.floor();
        let attention = if age >= 0.0 { 1.0 / (1.0 + age / fade_days) } else { 0.0 };
        *level += (0.15 + 3.0 * attention).ln();
    }
}
