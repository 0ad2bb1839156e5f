//! A generated stream: counts as an estimator sees them, and the hidden state they were drawn from.

use crate::draw::{Drawn, binomial, draw};
use crate::latent::Latent;
use crate::newsroom::Newsroom;
use jiff::Span;
use jiff::civil::{Date, date};
use overshadow_record::{CountRow, Counts, SubjectCount, Unit};
use rand::SeedableRng;
use rand_pcg::Pcg64;

/// A Monday; days are labels only.
const FIRST_DAY: Date = date(2023, 10, 2);

/// What was generated.
pub struct Stream {
    /// Articles per outlet, day and subject. Subjects are named `t00`, `t01` …, shocks `shock0` …; the first shock is
    /// the one asked about.
    pub counts: Counts,
    pub(crate) newsroom: Newsroom,
    pub(crate) latent: Latent,
}

/// Generates the stream of a newsroom. The same seed gives the same stream.
#[must_use]
pub fn simulate(newsroom: &Newsroom, seed: u64) -> Stream {
    let mut random = Pcg64::seed_from_u64(seed);
    let latent = Latent::new(newsroom, &mut random);
    let drawn = draw(newsroom, &latent, &mut random);
    let counts = counts(newsroom, &latent, &drawn, &mut random);
    Stream { counts, newsroom: newsroom.clone(), latent }
}

impl Stream {
    /// The day at a position.
    #[must_use]
    pub fn day(position: usize) -> Date {
        FIRST_DAY.saturating_add(Span::new().days(i64::try_from(position).unwrap_or(i64::MAX).min(3_000_000)))
    }

    /// The position of a day; 0 for those before the first.
    pub(crate) fn position(day: Date) -> usize {
        FIRST_DAY.until(day).map_or(0, |span| usize::try_from(span.get_days()).unwrap_or(0))
    }

    /// The newsroom it was generated from.
    #[must_use]
    pub fn newsroom(&self) -> &Newsroom {
        &self.newsroom
    }
}

fn counts(newsroom: &Newsroom, latent: &Latent, drawn: &Drawn, random: &mut Pcg64) -> Counts {
    let names = (0..newsroom.subjects).map(|subject| format!("t{subject:02}"));
    let shocks = (0..newsroom.shocks.len()).map(|shock| format!("shock{shock}"));
    let unit = |outlet: usize| Unit {
        outlet: format!("o{outlet:02}"),
        country: format!("c{}", latent.country[outlet]),
        language: String::new(),
    };
    let mut rows = Vec::with_capacity(newsroom.days * newsroom.outlets);
    for day in 0..newsroom.days {
        for outlet in 0..newsroom.outlets {
            let (subjects, shocks) = (&drawn.subjects[outlet][day], &drawn.shocks[outlet][day]);
            let total = subjects.iter().sum::<u32>() + shocks.iter().sum::<u32>();
            if total > 0 {
                let cells = cells(newsroom, subjects, shocks, random);
                let day = Stream::day(day);
                rows.push(CountRow { day, unit: outlet as u32, total, independent_total: total, cells });
            }
        }
    }
    Counts {
        subjects: names.chain(shocks).collect(),
        shock: (!newsroom.shocks.is_empty()).then_some(newsroom.subjects as u32),
        units: (0..newsroom.outlets).map(unit).collect(),
        rows,
        copies_known: false,
    }
}

/// The cells of one outlet's day, articles on two subjects counted for both.
fn cells(newsroom: &Newsroom, subjects: &[u32], shocks: &[u32], random: &mut Pcg64) -> Vec<SubjectCount> {
    let mut articles = subjects.to_vec();
    let mut with_shock = vec![0; subjects.len()];
    for overlap in &newsroom.overlaps {
        let of = overlap.of.map_or_else(|| shocks.first().copied().unwrap_or(0), |of| subjects[of]);
        let both = binomial(u64::from(of), overlap.share, random) as u32;
        articles[overlap.with] += both;
        with_shock[overlap.with] += if overlap.of.is_none() { both } else { 0 };
    }
    let on_subjects = articles.iter().zip(with_shock);
    let on_shocks = shocks.iter().map(|articles| (articles, 0));
    (0..)
        .zip(on_subjects.chain(on_shocks))
        .filter(|(_, (articles, _))| **articles > 0)
        .map(|(subject, (&articles, with_shock))| SubjectCount {
            subject,
            articles,
            independent: articles,
            with_shock,
            independent_with_shock: with_shock,
        })
        .collect()
}
