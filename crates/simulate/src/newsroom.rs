//! What is to be generated: outlets, subjects, shocks, and the regimes that the estimator is tested in.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use std::ops::Range;

/// A shock to plant.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedShock {
    /// Its first day, counted from 0.
    pub day: usize,
    /// Days for which displacement holds in full; it halves every `half_life` days afterwards.
    pub window: usize,
    /// Share of all coverage that it takes on its first day.
    pub share: f64,
    /// Days in which the share halves.
    pub half_life: f64,
    /// Subjects displaced, drawn at random.
    pub displaced: usize,
    /// How far the typical displaced subject's odds drop, as a share of 1. Single subjects vary by a factor of .6–1.4.
    pub drop: f64,
    /// Subjects boosted.
    pub boosted: usize,
    /// Factor by which the typical boosted subject's odds grow.
    pub gain: f64,
    /// Spread, over outlets, of how much of the displacement each takes part in.
    pub outlet_spread: f64,
}

impl PlannedShock {
    /// A shock that dilutes all subjects alike and displaces none.
    #[must_use]
    pub fn diluting(day: usize, window: usize, share: f64) -> Self {
        Self { day, window, share, half_life: 5.0, displaced: 0, drop: 0.0, boosted: 0, gain: 1.0, outlet_spread: 0.0 }
    }
}

/// Articles on one subject that are on a second one as well.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overlap {
    /// Position of the first subject; `None` for the first shock.
    pub of: Option<usize>,
    /// Position of the second.
    pub with: usize,
    /// Share of the first one's articles.
    pub share: f64,
}

/// A newsroom: who publishes how much, and how subjects come and go.
#[derive(Clone, Debug, PartialEq)]
pub struct Newsroom {
    /// Days.
    pub days: usize,
    /// Outlets.
    pub outlets: usize,
    /// Countries; outlets are dealt out to them in turn.
    pub countries: usize,
    /// Subjects.
    pub subjects: usize,
    /// Articles a day of the median outlet.
    pub median_size: f64,
    /// Spread of the logarithm of outlet sizes.
    pub size_spread: f64,
    /// 0: coverage of the shock takes the place of other coverage; 1: it comes on top.
    pub elasticity: f64,
    /// Range of the standard deviations of subjects' log levels.
    pub restlessness: Range<f64>,
    /// Standard deviation of an outlet's own course.
    pub outlet_restlessness: f64,
    /// Bursts per subject and day.
    pub burst_rate: f64,
    /// Share of subjects that are single stories: born, then fading.
    pub story_share: f64,
    /// Share of coverage that the outlets of a country share by wire.
    pub wire_share: f64,
    /// Articles a day when every day has the same number of places, as on a front page.
    pub slots: Option<u32>,
    /// Range of the share of all coverage that the first subject takes, when one dominates.
    pub dominant: Option<Range<f64>>,
    /// Share of outlets that start late, stop early or fall silent for a while.
    pub unsteady_outlets: f64,
    /// Articles on two subjects.
    pub overlaps: Vec<Overlap>,
    /// The shocks.
    pub shocks: Vec<PlannedShock>,
}

/// What makes inference hard, one at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Regime {
    /// Few bursts, steady subjects.
    Calm,
    /// Bursts and single stories.
    Turbulent,
    /// The shock's coverage comes on top of the rest.
    Elastic,
    /// Outlets start, stop and fall silent.
    Dropout,
    /// Other shocks before and around the one asked about, some with displacement of their own.
    OverlappingShocks,
    /// One subject takes 30–60 % of the coverage.
    Dominant,
    /// Twenty-six places a day.
    Slots,
    /// Articles on two subjects, and on the shock and a subject.
    OverlappingSubjects,
}

impl Regime {
    /// Every regime.
    pub const ALL: [Self; 8] = [
        Self::Calm,
        Self::Turbulent,
        Self::Elastic,
        Self::Dropout,
        Self::OverlappingShocks,
        Self::Dominant,
        Self::Slots,
        Self::OverlappingSubjects,
    ];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Turbulent => "turbulent",
            Self::Elastic => "elastic",
            Self::Dropout => "dropout",
            Self::OverlappingShocks => "overlapping-shocks",
            Self::Dominant => "dominant",
            Self::Slots => "slots",
            Self::OverlappingSubjects => "overlapping-subjects",
        }
    }

    /// A newsroom of this regime and of the size of `size`, with `shock` planted first; other shocks and overlaps are
    /// drawn from `seed`.
    #[must_use]
    pub fn newsroom(self, size: Newsroom, shock: PlannedShock, seed: u64) -> Newsroom {
        let random = &mut Pcg64::seed_from_u64(seed);
        let mut newsroom = Newsroom { shocks: vec![shock], ..size };
        match self {
            Self::Calm => newsroom = newsroom.calm(),
            Self::Turbulent => {}
            Self::Elastic => newsroom.elasticity = 1.0,
            Self::Dropout => newsroom.unsteady_outlets = 0.6,
            Self::OverlappingShocks => newsroom.add_other_shocks(random),
            Self::Dominant => newsroom.dominant = Some(0.3..0.6),
            Self::Slots => newsroom = newsroom.of_slots(26),
            Self::OverlappingSubjects => newsroom.overlap_subjects(random),
        }
        newsroom
    }
}

impl Default for Newsroom {
    /// The turbulent newsroom: 12 outlets in 3 countries, 40 subjects, 150 days, no shock.
    fn default() -> Self {
        Self {
            days: 150,
            outlets: 12,
            countries: 3,
            subjects: 40,
            median_size: 60.0,
            size_spread: 0.9,
            elasticity: 0.0,
            restlessness: 0.15..0.5,
            outlet_restlessness: 0.2,
            burst_rate: 1.0 / 45.0,
            story_share: 0.25,
            wire_share: 0.25,
            slots: None,
            dominant: None,
            unsteady_outlets: 0.0,
            overlaps: Vec::new(),
            shocks: Vec::new(),
        }
    }
}

impl Newsroom {
    /// The same with steady subjects, few bursts and few stories.
    #[must_use]
    pub fn calm(self) -> Self {
        Self { restlessness: 0.05..0.2, burst_rate: 1.0 / 150.0, story_share: 0.1, ..self }
    }

    /// One list with the same number of places every day.
    #[must_use]
    pub fn of_slots(self, places: u32) -> Self {
        let size = f64::from(places);
        Self { outlets: 1, countries: 1, slots: Some(places), median_size: size, size_spread: 0.0, ..self }
    }

    /// Three shocks in the history, one of them with displacement of its own, and one within five days of the first.
    fn add_other_shocks(&mut self, random: &mut Pcg64) {
        let PlannedShock { day: event, window, .. } = self.shocks[0];
        for _ in 0..3 {
            let day = random.random_range(10..event.saturating_sub(21).max(11));
            self.shocks.push(PlannedShock::diluting(day, window, random.random_range(0.08..0.4)));
        }
        self.shocks[1].displaced = 4;
        self.shocks[1].drop = 0.3;
        let near = (event + random.random_range(0..11)).saturating_sub(5);
        self.shocks.push(PlannedShock::diluting(near, window, random.random_range(0.08..0.3)));
    }

    /// Every fourth subject lends a part of its articles to another one, and the shock to three.
    fn overlap_subjects(&mut self, random: &mut Pcg64) {
        for of in (0..self.subjects).step_by(4) {
            let with = (of + random.random_range(1..self.subjects)) % self.subjects;
            self.overlaps.push(Overlap { of: Some(of), with, share: random.random_range(0.1..0.5) });
        }
        for with in [1, 5, 9].into_iter().filter(|&with| with < self.subjects) {
            self.overlaps.push(Overlap { of: None, with, share: random.random_range(0.02..0.2) });
        }
    }
}
