//! What nobody sees: how large each outlet is each day, how much it cares for each subject, and what shocks change.

use crate::course::{add_bursts, add_story, normal, restless};
use crate::newsroom::{Newsroom, PlannedShock};
use rand::RngExt;
use rand::seq::SliceRandom;
use rand_pcg::Pcg64;

/// Articles on Monday to Sunday, relative to each other.
const WEEKDAYS: [f64; 7] = [1.00, 1.02, 1.02, 1.02, 0.98, 0.66, 0.60];
/// Most of the coverage that shocks may take together.
const MOST_SHOCK: f64 = 0.9;

/// One shock as it unfolds.
pub(crate) struct LatentShock {
    /// Share of each outlet's coverage by day, `[outlet][day]`.
    pub(crate) share: Vec<Vec<f64>>,
    /// Log change of the odds of each subject in full force.
    pub(crate) theta: Vec<f64>,
    /// How much of it each outlet takes part in.
    pub(crate) outlet: Vec<f64>,
    /// How much of it holds each day.
    pub(crate) force: Vec<f64>,
}

/// The hidden state of a newsroom.
pub(crate) struct Latent {
    /// Usual articles a day of each outlet.
    pub(crate) size: Vec<f64>,
    /// Country of each outlet.
    pub(crate) country: Vec<usize>,
    /// Expected articles without any shock, `[outlet][day]`; zero on days on which the outlet is silent.
    pub(crate) base: Vec<Vec<f64>>,
    /// Log intensity, `[outlet][subject][day]`, without any displacement.
    pub(crate) level: Vec<Vec<Vec<f64>>>,
    pub(crate) shocks: Vec<LatentShock>,
}

impl Latent {
    pub(crate) fn new(newsroom: &Newsroom, random: &mut Pcg64) -> Self {
        let size: Vec<f64> = (0..newsroom.outlets).map(|_| outlet_size(newsroom, random)).collect();
        let country: Vec<usize> = (0..newsroom.outlets).map(|outlet| outlet % newsroom.countries).collect();
        let base = base(newsroom, &size, random);
        let level = levels(newsroom, &country, random);
        let mut shocks: Vec<LatentShock> =
            newsroom.shocks.iter().map(|planned| shock(planned, newsroom, random)).collect();
        bound_shares(&mut shocks, newsroom);
        Self { size, country, base, level, shocks }
    }

    /// Share of an outlet's coverage that all shocks take on a day, the one at `without` left out.
    pub(crate) fn shock_share(&self, outlet: usize, day: usize, without: Option<usize>) -> f64 {
        let counted = self.shocks.iter().enumerate().filter(|(at, _)| Some(*at) != without);
        counted.map(|(_, shock)| shock.share[outlet][day]).sum()
    }

    /// Shares of the subjects among an outlet's other coverage on a day, the shock at `without` left out.
    pub(crate) fn subject_shares(&self, outlet: usize, day: usize, without: Option<usize>) -> Vec<f64> {
        let subjects = self.level[outlet].len();
        let log: Vec<f64> = (0..subjects)
            .map(|subject| {
                let counted = self.shocks.iter().enumerate().filter(|(at, _)| Some(*at) != without);
                let change: f64 =
                    counted.map(|(_, shock)| shock.theta[subject] * shock.outlet[outlet] * shock.force[day]).sum();
                self.level[outlet][subject][day] + change
            })
            .collect();
        let highest = log.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut shares: Vec<f64> = log.iter().map(|log| (log - highest).exp()).collect();
        let sum: f64 = shares.iter().sum();
        shares.iter_mut().for_each(|share| *share /= sum);
        shares
    }
}

fn outlet_size(newsroom: &Newsroom, random: &mut Pcg64) -> f64 {
    (newsroom.median_size * (newsroom.size_spread * normal(random)).exp()).clamp(8.0, 800.0)
}

fn base(newsroom: &Newsroom, size: &[f64], random: &mut Pcg64) -> Vec<Vec<f64>> {
    let common = restless(newsroom.days, 0.6, 0.05, random);
    let one = |(outlet, &size): (usize, &f64)| {
        let emphasis: f64 = random.random_range(0.3..1.2);
        let weekdays = WEEKDAYS.map(|weekday| weekday.powf(emphasis));
        let mean = weekdays.iter().sum::<f64>() / 7.0;
        let own = restless(newsroom.days, 0.6, 0.08, random);
        let present = presence(newsroom, outlet, random);
        let articles = |day: usize| size * weekdays[day % 7] / mean * (own[day] + common[day]).exp();
        (0..newsroom.days).map(|day| if present[day] { articles(day) } else { 0.0 }).collect()
    };
    size.iter().enumerate().map(one).collect()
}

/// The days on which an outlet publishes. The first outlet always does, so that no day is empty.
fn presence(newsroom: &Newsroom, outlet: usize, random: &mut Pcg64) -> Vec<bool> {
    let mut present = vec![true; newsroom.days];
    if outlet == 0 || !random.random_bool(newsroom.unsteady_outlets) {
        return present;
    }
    let day = random.random_range(0..newsroom.days);
    match random.random_range(0..3) {
        0 => present[..day].fill(false),
        1 => present[day..].fill(false),
        _ => present[day..(day + random.random_range(2..20)).min(newsroom.days)].fill(false),
    }
    present
}

fn levels(newsroom: &Newsroom, country: &[usize], random: &mut Pcg64) -> Vec<Vec<Vec<f64>>> {
    let popularity = popularity(newsroom, random);
    let countries: Vec<Vec<f64>> =
        (0..newsroom.countries).map(|_| (0..newsroom.subjects).map(|_| 0.4 * normal(random)).collect()).collect();
    let courses: Vec<Vec<f64>> = (0..newsroom.subjects).map(|subject| course(newsroom, subject, random)).collect();
    let one = |outlet: usize| {
        let cell = |subject: usize| {
            let affinity = 0.6 * normal(random) + countries[country[outlet]][subject];
            let own = restless(newsroom.days, 0.4, newsroom.outlet_restlessness, random);
            let level = popularity[subject] + affinity;
            own.iter().zip(&courses[subject]).map(|(own, course)| level + own + course).collect()
        };
        (0..newsroom.subjects).map(cell).collect()
    };
    (0..newsroom.outlets).map(one).collect()
}

/// Log shares by rank, after Zipf; the first subject takes more where one dominates.
fn popularity(newsroom: &Newsroom, random: &mut Pcg64) -> Vec<f64> {
    let exponent = random.random_range(0.9..1.1);
    let mut shares: Vec<f64> = (1..=newsroom.subjects).map(|rank| (rank as f64).powf(-exponent)).collect();
    if let Some(range) = &newsroom.dominant {
        let share: f64 = random.random_range(range.clone());
        let others: f64 = shares[1..].iter().sum();
        shares[0] = others * share / (1.0 - share);
    }
    let sum: f64 = shares.iter().sum();
    shares.iter().map(|share| (share / sum).ln()).collect()
}

fn course(newsroom: &Newsroom, subject: usize, random: &mut Pcg64) -> Vec<f64> {
    let days = newsroom.days;
    let persistence = random.random_range(0.6..0.95);
    let sd = random.random_range(newsroom.restlessness.clone());
    let mut course = restless(days, persistence, sd, random);
    let drift = 0.3 * normal(random);
    let weekdays: [f64; 7] = std::array::from_fn(|_| 0.15 * normal(random));
    for (day, level) in course.iter_mut().enumerate() {
        *level += drift * (day as f64 / days as f64 - 0.5) + weekdays[day % 7];
    }
    add_bursts(&mut course, newsroom.burst_rate, random);
    // A subject that dominates is no single story.
    let may_be_story = subject > 0 || newsroom.dominant.is_none();
    if may_be_story && random.random_bool(newsroom.story_share) {
        add_story(&mut course, random);
    }
    course
}

fn shock(planned: &PlannedShock, newsroom: &Newsroom, random: &mut Pcg64) -> LatentShock {
    let fading = |days: usize| 0.5_f64.powf(days as f64 / planned.half_life);
    let share = (0..newsroom.outlets)
        .map(|_| {
            let first = planned.share * (0.25 * normal(random)).exp();
            let on = |day: usize| day.checked_sub(planned.day).map_or(0.0, |age| first * fading(age));
            (0..newsroom.days).map(on).collect()
        })
        .collect();
    let mut order: Vec<usize> = (0..newsroom.subjects).collect();
    order.shuffle(random);
    let mut theta = vec![0.0; newsroom.subjects];
    for (at, &subject) in order.iter().take(planned.displaced + planned.boosted).enumerate() {
        let full = if at < planned.displaced { (1.0 - planned.drop).ln() } else { planned.gain.ln() };
        theta[subject] = full * random.random_range(0.6..1.4);
    }
    let outlet = (0..newsroom.outlets).map(|_| (1.0 + planned.outlet_spread * normal(random)).max(0.0)).collect();
    let end = planned.day + planned.window;
    let force = |day: usize| match day {
        day if day < planned.day => 0.0,
        day if day < end => 1.0,
        day => fading(day - end + 1),
    };
    LatentShock { share, theta, outlet, force: (0..newsroom.days).map(force).collect() }
}

/// All shocks together leave a tenth of the coverage to the rest.
fn bound_shares(shocks: &mut [LatentShock], newsroom: &Newsroom) {
    for outlet in 0..newsroom.outlets {
        for day in 0..newsroom.days {
            let sum: f64 = shocks.iter().map(|shock| shock.share[outlet][day]).sum();
            if sum > MOST_SHOCK {
                shocks.iter_mut().for_each(|shock| shock.share[outlet][day] *= MOST_SHOCK / sum);
            }
        }
    }
}
