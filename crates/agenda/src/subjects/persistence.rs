//! Is it there all the time, everywhere? A candidate's course over days and weeks, and its spread over outlets.

use super::recount::Recount;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Days of a week that make one.
const WEEK: i32 = 7;

/// How a candidate lies in time and over outlets.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Course {
    /// Articles that match its query.
    pub articles: u64,
    /// Those with different words, each text once a day.
    pub texts: u64,
    /// Share of the days with articles on which there is one.
    pub days_share: f64,
    /// Share of coverage of its largest week, in times its mean week's.
    pub largest_week: f64,
    /// The same of a quiet week: a quarter of the weeks are quieter.
    pub quiet_week: f64,
    /// How far its weeks' shares swing beyond chance: standard deviation, in times the mean.
    pub swing: f64,
    /// Part of its articles that lies as all articles of the same languages do over outlets.
    pub spread: f64,
    /// Outlets with an article on it.
    pub outlets: u64,
    /// Share of its texts that are on the shock.
    pub on_shock: f64,
}

/// The course of each of so many candidates.
pub(super) fn courses(recount: &Recount, candidates: usize) -> Vec<Course> {
    let Some((&first, _)) = recount.total.first_key_value() else { return vec![Course::default(); candidates] };
    let week = |day: Date| day.since(first).map_or(0, |span| span.get_days() / WEEK);
    let mut totals: BTreeMap<i32, u32> = BTreeMap::new();
    recount.total.iter().for_each(|(&day, texts)| *totals.entry(week(day)).or_default() += texts);
    let mut of_day: Vec<BTreeMap<Date, u32>> = vec![BTreeMap::new(); candidates];
    let mut on_shock = vec![0_u32; candidates];
    for text in recount.texts() {
        for &candidate in &text.candidates {
            *of_day[candidate as usize].entry(text.day).or_default() += 1;
            on_shock[candidate as usize] += u32::from(text.on_shock);
        }
    }
    let units = recount.units(candidates);
    let course = |(at, of_day): (usize, BTreeMap<Date, u32>)| {
        let texts: u32 = of_day.values().sum();
        let mut of_week: BTreeMap<i32, u32> = BTreeMap::new();
        of_day.iter().for_each(|(&day, texts)| *of_week.entry(week(day)).or_default() += texts);
        let (largest_week, quiet_week, swing) = weeks(&of_week, &totals, texts);
        let (spread, articles, outlets) = spread(&units, at);
        Course {
            articles,
            texts: u64::from(texts),
            days_share: of_day.len() as f64 / recount.total.len() as f64,
            largest_week,
            quiet_week,
            swing,
            spread,
            outlets,
            on_shock: f64::from(on_shock[at]) / f64::from(texts.max(1)),
        }
    };
    of_day.into_iter().enumerate().map(course).collect()
}

/// Largest and quiet week in times the mean, and the swing beyond Poisson's. Weeks with hardly any articles at all count little and
/// are left out: those with less than a third of the middle week's.
fn weeks(of_week: &BTreeMap<i32, u32>, totals: &BTreeMap<i32, u32>, texts: u32) -> (f64, f64, f64) {
    let mut sizes: Vec<u32> = totals.values().copied().collect();
    sizes.sort_unstable();
    let fewest = sizes[sizes.len() / 2] / 3;
    let all: u32 = sizes.iter().sum();
    let mean = f64::from(texts) / f64::from(all.max(1));
    let mut shares = Vec::new();
    let mut squares = 0.0;
    for (week, &total) in totals.iter().filter(|(_, total)| **total > fewest) {
        let found = f64::from(of_week.get(week).copied().unwrap_or_default());
        let expected = (mean * f64::from(total)).max(f64::MIN_POSITIVE);
        squares += (found - expected).powi(2) / expected;
        shares.push(found / expected);
    }
    shares.sort_by(f64::total_cmp);
    let quiet = shares.get(shares.len() / 4).copied().unwrap_or_default();
    let weeks = shares.len() as f64;
    let dispersion = squares / (weeks - 1.0).max(1.0);
    let swing = ((dispersion - 1.0).max(0.0) * weeks / f64::from(texts.max(1))).sqrt();
    (shares.last().copied().unwrap_or_default(), quiet, swing)
}

/// One less the distance in total variation between where its articles stand and where all of their languages stand; and
/// articles and outlets of it.
fn spread(units: &[(&str, &str, u32, Vec<u32>)], candidate: usize) -> (f64, u64, u64) {
    let mut of_language: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    let mut outlets = BTreeSet::new();
    for (outlet, language, all, found) in units {
        let sums = of_language.entry(language).or_default();
        *sums = (sums.0 + all, sums.1 + found[candidate]);
        if found[candidate] > 0 {
            outlets.insert(outlet);
        }
    }
    let articles: u32 = of_language.values().map(|(_, found)| found).sum();
    let common = |(_, language, all, found): &(&str, &str, u32, Vec<u32>)| {
        let (all_of_it, found_in_it) = of_language[language];
        let expected = f64::from(*all) * f64::from(found_in_it) / f64::from(all_of_it.max(1));
        expected.min(f64::from(found[candidate]))
    };
    let spread = units.iter().map(common).sum::<f64>() / f64::from(articles.max(1));
    (spread, u64::from(articles), outlets.len() as u64)
}
