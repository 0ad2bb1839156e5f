//! Young stories on top of a stream: born at random, rising for a day or three, fading like a power of their age,
//! restless on the way, sharing the news of the day and of the weekday, and some of them ending from one day to the next.

use crate::IN_RANGE;
use crate::course::{add_bursts, normal, restless};
use crate::stream::Stream;
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, Gamma, Poisson};
use rand_pcg::Pcg64;
use std::f64::consts::TAU;

/// Days before the first in which stories may have been born.
const LEAD_DAYS: usize = 40;
/// Share of the coverage outside shocks that the median story has at its height.
const MEDIAN_HEIGHT: f64 = 0.005;

/// What young stories are like, and what the first shock does to them.
#[derive(Clone, Debug, PartialEq)]
pub struct YoungPlan {
    /// Stories born a day.
    pub births: f64,
    /// Standard deviation of the log level that all young stories share from day to day.
    pub common: f64,
    /// How far their log level swings over the week.
    pub weekdays: f64,
    /// Standard deviation of each story's own log level.
    pub own: f64,
    /// Probability that a story ends on a day for good.
    pub ends: f64,
    /// How far each story's share of the coverage outside the shock drops from the shock on, as a share of 1.
    pub drop: f64,
}

/// Young stories, and the daily sums of the stream with them.
#[derive(Clone, Debug, PartialEq)]
pub struct YoungStream {
    /// All articles a day.
    pub total: Vec<f64>,
    /// Articles a day on the first shock.
    pub shock: Vec<f64>,
    /// Articles a day of each story.
    pub stories: Vec<Vec<f64>>,
    /// Expected articles a day of each story.
    pub with: Vec<Vec<f64>>,
    /// The same without the first shock.
    pub without: Vec<Vec<f64>>,
}

/// Adds young stories to a stream. The same seed gives the same stories.
#[must_use]
pub fn add_young_stories(stream: &Stream, plan: &YoungPlan, seed: u64) -> YoungStream {
    let mut random = Pcg64::seed_from_u64(seed);
    // Courses must not depend on how many numbers it takes to draw the counts, which a drop changes.
    let mut drawing = Pcg64::seed_from_u64(!seed);
    let (mut young, room) = without_stories(stream);
    let days = room.len();
    let begins = stream.newsroom().shocks.first().map_or(days, |shock| shock.day);
    let common = common(days, plan, &mut random);
    let births: f64 =
        Poisson::new((plan.births * (days + LEAD_DAYS) as f64).max(1e-9)).expect(IN_RANGE).sample(&mut random);
    for _ in 0..births as usize {
        let course = course(days, plan, &mut random);
        let share = |day: usize| course[day] * common[day].exp();
        let kept = |day: usize| if day < begins { 1.0 } else { 1.0 - plan.drop };
        let with: Vec<f64> = (0..days).map(|day| share(day) * room[day] * kept(day)).collect();
        let articles = counts(&with, &mut drawing);
        young.total.iter_mut().zip(&articles).for_each(|(total, articles)| *total += articles);
        young.stories.push(articles);
        young.without.push((0..days).map(|day| share(day) * (room[day] + young.shock[day])).collect());
        young.with.push(with);
    }
    young
}

/// The daily sums of the stream, and of it the articles on no shock.
fn without_stories(stream: &Stream) -> (YoungStream, Vec<f64>) {
    let days = stream.newsroom().days;
    let first_shock = stream.newsroom().subjects as u32;
    let (mut total, mut shock, mut room) = (vec![0.0; days], vec![0.0; days], vec![0.0; days]);
    for row in &stream.counts.rows {
        let day = Stream::position(row.day);
        total[day] += f64::from(row.total);
        room[day] += f64::from(row.total);
        for cell in row.cells.iter().filter(|cell| cell.subject >= first_shock) {
            room[day] -= f64::from(cell.articles);
            shock[day] += if cell.subject == first_shock { f64::from(cell.articles) } else { 0.0 };
        }
    }
    (YoungStream { total, shock, stories: Vec::new(), with: Vec::new(), without: Vec::new() }, room)
}

/// The log level that all young stories share.
fn common(days: usize, plan: &YoungPlan, random: &mut Pcg64) -> Vec<f64> {
    let phase: f64 = random.random_range(0.0..TAU);
    let week = |day: usize| plan.weekdays * (phase + TAU * day as f64 / 7.0).sin();
    restless(days, 0.6, plan.common, random).iter().enumerate().map(|(day, level)| level + week(day)).collect()
}

/// The course of one story as a share of the room.
fn course(days: usize, plan: &YoungPlan, random: &mut Pcg64) -> Vec<f64> {
    let born = random.random_range(0..days + LEAD_DAYS) as f64 - LEAD_DAYS as f64;
    let height = MEDIAN_HEIGHT * (0.9 * normal(random)).exp();
    let rise: f64 = random.random_range(0.0..3.0);
    let fade = (3.0 * (0.7 * normal(random)).exp()).clamp(0.7, 15.0);
    let lasts = 2.0 + lifetime(plan.ends, random);
    let mut level = restless(days, 0.7, plan.own, random);
    add_bursts(&mut level, 1.0 / 40.0, random);
    let shape = |age: f64| match age {
        age if age < 0.0 || age > lasts => 0.0,
        age if age < rise => (age + 1.0) / (rise + 1.0),
        age => (1.0 + (age - rise) / fade).powf(-1.5),
    };
    level.iter().enumerate().map(|(day, level)| height * shape(day as f64 - born) * level.exp()).collect()
}

/// Days until a story ends that ends with probability `ends` each day.
fn lifetime(ends: f64, random: &mut Pcg64) -> f64 {
    let survived: f64 = random.random_range(f64::EPSILON..1.0);
    if ends > 0.0 { survived.ln() / (1.0 - ends).ln() } else { f64::INFINITY }
}

/// Counts around what is expected, more restless than chance alone.
fn counts(expected: &[f64], random: &mut Pcg64) -> Vec<f64> {
    let steadiness: f64 = random.random_range(6.0..40.0);
    let mut one = |mean: f64| {
        let rate: f64 = Gamma::new(steadiness, mean.max(1e-9) / steadiness).expect(IN_RANGE).sample(random);
        if rate < 1e-6 { 0.0 } else { Poisson::new(rate).expect(IN_RANGE).sample(random) }
    };
    expected.iter().map(|&mean| one(mean)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Newsroom, PlannedShock, simulate};

    fn young(drop: f64) -> YoungStream {
        let newsroom = Newsroom { days: 60, shocks: vec![PlannedShock::diluting(40, 7, 0.3)], ..Newsroom::default() };
        let plan = YoungPlan { births: 2.0, common: 0.1, weekdays: 0.1, own: 0.3, ends: 0.02, drop };
        add_young_stories(&simulate(&newsroom, 1), &plan, 2)
    }

    #[test]
    fn the_same_seed_gives_the_same_stories() {
        assert_eq!(young(0.5), young(0.5));
    }

    #[test]
    fn a_drop_begins_with_the_shock_and_is_as_deep_as_planned() {
        let (whole, half) = (young(0.0), young(0.5));
        for (whole, half) in whole.with.iter().zip(&half.with) {
            assert_eq!(whole[..40], half[..40]);
            assert!(whole[40..].iter().zip(&half[40..]).all(|(whole, half)| *half == 0.5 * whole));
        }
    }

    #[test]
    fn stories_are_part_of_all_coverage() {
        let young = young(0.0);
        let sum: f64 = young.stories.iter().map(|story| story[30]).sum();
        assert!(sum > 0.0 && sum < young.total[30]);
    }
}
