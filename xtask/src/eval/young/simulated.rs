//! Panels of NSG-1 with young stories on top and a shock that dilutes: with and without a planted drop.

use super::{Calls, Question, Share};
use crate::Fault;
use overshadow::agenda::{YoungEstimates, YoungOptions, YoungStories, YoungStory, young_stories};
use overshadow::record::Refusal;
use overshadow_simulate::{
    Newsroom, PlannedShock, Regime, Stream, YoungPlan, YoungStream, add_young_stories, simulate,
};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

/// Panels that measure false calls, and panels of every other set.
const NULL_PANELS: u64 = 600;
const PANELS: u64 = 200;
/// Days in the window.
const WINDOW: usize = 7;
/// Days before the shock, unless a set says otherwise.
const HISTORY: usize = 130;
/// Regimes of newsrooms, taken in turn.
const REGIMES: &[Regime] = &[Regime::Turbulent, Regime::Calm, Regime::Dropout];
/// Other shocks in the history, and one within five days of that asked about.
const OTHER_SHOCKS: &[Regime] = &[Regime::OverlappingShocks];

/// A set of panels.
struct Set {
    name: &'static str,
    panels: u64,
    regimes: &'static [Regime],
    /// Days before the shock.
    history: usize,
    drop: f64,
}

/// What a set of panels showed.
#[derive(Default)]
struct Outcome {
    calls: Calls,
    /// Intervals that hold the truth: single stories, then all together.
    coverage: Share,
    coverage_together: Share,
    /// Estimate less truth and width of the interval, of all together, summed.
    bias: f64,
    width: f64,
    refused: u32,
}

/// Prints one line a set; gives the figures with floors.
pub(super) fn figures() -> Result<Vec<(&'static str, f64)>, Fault> {
    println!("simulated    panels refused  stories lost gained cover   dates lost gained cover  bias width");
    let usual = Set { name: "no drop", panels: NULL_PANELS, regimes: REGIMES, history: HISTORY, drop: 0.0 };
    let drop = |name, drop| outcome(&Set { name, panels: PANELS, drop, ..usual });
    let null = outcome(&usual)?;
    let short = outcome(&Set { name: "60 days", panels: PANELS, history: 60, ..usual })?;
    let others = outcome(&Set { name: "shocks", panels: PANELS, regimes: OTHER_SHOCKS, ..usual })?;
    let [weak, half, strong] = [drop("drop 30 %", 0.3)?, drop("drop 50 %", 0.5)?, drop("drop 70 %", 0.7)?];
    Ok(vec![
        ("simulated: stories called, most", null.calls.stories_lost.value()),
        ("simulated: stories called, least", null.calls.stories_lost.value()),
        ("simulated: coverage, stories", null.coverage.value()),
        ("simulated: panels called, most", null.calls.dates_lost.value()),
        ("simulated: panels called, least", null.calls.dates_lost.value()),
        ("simulated: coverage, together", null.coverage_together.value()),
        ("simulated: called after 60 days", short.calls.dates_lost.value()),
        ("simulated: called near other shocks", others.calls.dates_lost.value()),
        ("simulated: coverage at -50 %", half.coverage_together.value()),
        ("simulated: coverage at -70 %", strong.coverage_together.value()),
        ("simulated: power at -30 %", weak.calls.dates_lost.value()),
        ("simulated: power at -50 %", half.calls.dates_lost.value()),
        ("simulated: power at -70 %", strong.calls.dates_lost.value()),
    ])
}

fn outcome(set: &Set) -> Result<Outcome, Fault> {
    let mut outcome = Outcome::default();
    for seed in 0..set.panels {
        let stream = panel(set, seed);
        let stories = input(&stream);
        let options = YoungOptions { on: Stream::day(set.history), window_days: WINDOW as u32 };
        match young_stories(&stories, &options) {
            Ok(found) => outcome.add(&found, &stream, set.history),
            Err(Refusal::TooFewPlaceboDates { .. } | Refusal::TooFewPlaceboStories { .. }) => outcome.refused += 1,
            Err(refusal) => return Err(refusal.into()),
        }
    }
    outcome.print(set);
    Ok(outcome)
}

/// A newsroom of some regime, a shock of some size, young stories of some restlessness.
fn panel(set: &Set, seed: u64) -> YoungStream {
    let mut random = Pcg64::seed_from_u64(seed);
    let share = random.random_range(0.1..0.6);
    let shock = PlannedShock::diluting(set.history, WINDOW, share);
    let size = Newsroom { days: set.history + 2 * WINDOW, ..Newsroom::default() };
    let newsroom = set.regimes[seed as usize % set.regimes.len()].newsroom(size, shock, random.random());
    let plan = YoungPlan {
        births: random.random_range(1.5..5.0),
        common: random.random_range(0.05..0.25),
        weekdays: random.random_range(0.0..0.3),
        own: random.random_range(0.2..0.5),
        ends: random.random_range(0.0..0.05),
        drop: set.drop,
    };
    add_young_stories(&simulate(&newsroom, seed + 10_000), &plan, seed + 20_000)
}

fn input(stream: &YoungStream) -> YoungStories {
    let story = |(at, articles): (usize, &Vec<f64>)| YoungStory {
        story: format!("s{at:04}"),
        articles: articles.clone(),
        outside_shock: articles.clone(),
    };
    YoungStories {
        first_day: Stream::day(0),
        total: stream.total.clone(),
        shock: stream.shock.clone(),
        stories: stream.stories.iter().enumerate().map(story).collect(),
    }
}

impl Outcome {
    fn add(&mut self, found: &YoungEstimates, stream: &YoungStream, event: usize) {
        self.calls.add(found, Question::OutsideShock);
        let mut truths = Vec::new();
        for row in &found.stories {
            let at: usize = row.story_id[1..].parse().unwrap_or_default();
            let truth = truth(stream, at, event);
            // A story that ended has no share whose change could be estimated.
            if let (Some(low), Some(high), true) = (row.low, row.high, truth.is_finite()) {
                self.coverage.add(low <= truth && truth <= high);
                truths.push(truth);
            }
        }
        if let (Some(together), false) = (&found.together, truths.is_empty()) {
            let truth = truths.iter().sum::<f64>() / truths.len() as f64;
            self.coverage_together.add(together.low <= truth && truth <= together.high);
            self.bias += together.change_log_share_non_shock - truth;
            self.width += together.high - together.low;
        }
    }

    fn print(&self, set: &Set) {
        let Calls { stories_lost, stories_gained, dates_lost, dates_gained } = self.calls;
        let together = f64::from(self.coverage_together.of);
        println!(
            "  {:10} {:6} {:7}  {:7} {:.3}  {:.3}  {:.3}  {:5} {:.3}  {:.3}  {:.3} {:5.2} {:5.2}",
            set.name,
            set.panels,
            self.refused,
            stories_lost.of,
            stories_lost.value(),
            stories_gained.value(),
            self.coverage.value(),
            dates_lost.of,
            dates_lost.value(),
            dates_gained.value(),
            self.coverage_together.value(),
            self.bias / together,
            self.width / together,
        );
    }
}

/// What the shock did to a story's expected share of the coverage outside it.
fn truth(stream: &YoungStream, story: usize, event: usize) -> f64 {
    let sum = |daily: &[f64]| daily[event..event + WINDOW].iter().sum::<f64>();
    let (total, shock) = (sum(&stream.total), sum(&stream.shock));
    (sum(&stream.with[story]) / (total - shock)).ln() - (sum(&stream.without[story]) / total).ln()
}
