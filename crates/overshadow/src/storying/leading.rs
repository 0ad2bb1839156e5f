//! Who has stories first: each outlet beside the others that wrote of the same stories, less what chance gives to
//! whoever writes most, with an interval over stories. A ranking of outlets by their luck would be no finding.
//!
//! Where an outlet wrote `n` articles of a story and another `m`, all in random order, the first is the earlier with
//! probability `n / (n + m)`.

use super::Stories;
use overshadow_record::{Lead, Precision, StoryOutletRow};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Stories an outlet must share with others for a statement about it.
const FEWEST_STORIES: usize = 20;
/// Half the width of a 95 % interval, in standard errors.
const TWO_SIDED_95: f64 = 1.96;
const HOUR: f64 = 3600.0;

/// What one story says of one outlet.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// Of the other outlets, the share that came later, ties counted half.
    lead: f64,
    /// The same by chance.
    chance: f64,
    lag_hours: f64,
    broke: bool,
}

impl Stories {
    /// Outlets with at least twenty stories in common with others, those that lead most first. A story counts where the
    /// hour of its articles is known.
    #[must_use]
    pub fn outlets(&self) -> Vec<StoryOutletRow> {
        let mut entries: BTreeMap<&str, Vec<Entry>> = BTreeMap::new();
        for (_, members) in &self.members {
            for (outlet, entry) in self.entries(members) {
                entries.entry(outlet).or_default().push(entry);
            }
        }
        let enough = entries.into_iter().filter(|(_, entries)| entries.len() >= FEWEST_STORIES);
        let mut rows: Vec<StoryOutletRow> = enough.map(|(outlet, entries)| row(outlet, &entries)).collect();
        rows.sort_by(|a, b| b.lead_excess.total_cmp(&a.lead_excess).then_with(|| a.outlet.cmp(&b.outlet)));
        rows
    }

    /// The outlets of a story, each by its first article.
    fn entries(&self, members: &[usize]) -> Vec<(&str, Entry)> {
        let mut firsts: FxHashMap<&str, jiff::civil::DateTime> = FxHashMap::default();
        let mut articles: FxHashMap<&str, f64> = FxHashMap::default();
        let mut order: Vec<&str> = Vec::new();
        for row in members.iter().map(|&at| &self.rows[at]) {
            let known =
                row.published.filter(|published| matches!(published.precision, Precision::Second | Precision::Minute));
            let (Some(published), Some(outlet)) = (known, row.outlet.as_deref()) else { continue };
            *articles.entry(outlet).or_default() += 1.0;
            firsts.entry(outlet).or_insert_with(|| {
                order.push(outlet);
                published.at
            });
        }
        if order.len() < 2 {
            return Vec::new();
        }
        let first = firsts[order[0]];
        let others = (order.len() - 1) as f64;
        let entry = |outlet: &str| {
            let mine = firsts[outlet];
            let later = order.iter().filter(|other| firsts[**other] > mine).count() as f64;
            let with_me = order.iter().filter(|other| firsts[**other] == mine).count() - 1;
            let earlier = |other: &&str| articles[outlet] / (articles[outlet] + articles[*other]);
            let chance = order.iter().filter(|other| **other != outlet).map(earlier).sum::<f64>() / others;
            let lag_hours = mine.duration_since(first).as_secs_f64() / HOUR;
            let lead = (later + with_me as f64 / 2.0) / others;
            Entry { lead, chance, lag_hours, broke: mine == first && with_me == 0 }
        };
        order.iter().map(|&outlet| (outlet, entry(outlet))).collect()
    }
}

fn row(outlet: &str, entries: &[Entry]) -> StoryOutletRow {
    let n = entries.len() as f64;
    let mean = |of: fn(&Entry) -> f64| entries.iter().map(of).sum::<f64>() / n;
    let excess = mean(|entry| entry.lead - entry.chance);
    let variance = entries.iter().map(|entry| (entry.lead - entry.chance - excess).powi(2)).sum::<f64>() / (n - 1.0);
    let half = TWO_SIDED_95 * (variance / n).sqrt();
    let mut lags: Vec<f64> = entries.iter().map(|entry| entry.lag_hours).collect();
    lags.sort_by(f64::total_cmp);
    let [low, high] = [excess - half, excess + half];
    StoryOutletRow {
        outlet: outlet.to_owned(),
        stories: entries.len() as u64,
        broke: entries.iter().filter(|entry| entry.broke).count() as u64,
        lead_share: mean(|entry| entry.lead),
        lead_by_chance: mean(|entry| entry.chance),
        lead_excess: excess,
        low,
        high,
        median_lag_hours: lags[lags.len() / 2],
        verdict: match () {
            () if low > 0.0 => Lead::Leads,
            () if high < 0.0 => Lead::Follows,
            () => Lead::CannotTell,
        },
    }
}
