//! Which outlets are compared at which date, so that outlets that start, stop or fall silent do not look like
//! displacement.
//!
//! An outlet is away on a run of silent days in which it would usually have had ten articles or more. Outlets that are
//! silent on most days even between their first and last article, such as the many sites that a list links to now
//! and then, come and go by their nature and are never away. At each date the panel holds the outlets that were there on at least three quarters of the days of every stretch that the forecast
//! looks at: the window, the last week, the three weeks and the four weeks before. Days on which most of all usual
//! coverage is away are holes in the collection and count against no outlet.

use crate::horizon::{Dates, HISTORY_DAYS, Horizon};
use crate::series::days_between;
use crate::strand::{prefix_sums, sum};
use overshadow_record::Counts;
use std::ops::Range;

/// Articles that a run of silent days must usually hold to be an absence.
const ABSENCE_ARTICLES: f64 = 10.0;
/// Days from the first article to the last from which an outlet can be a regular one.
const REGULAR_DAYS: usize = 7;
/// Share of a stretch's days on which an outlet may be away.
const MOST_AWAY: f64 = 0.25;
/// Share of the coverage around a date that its panel must hold; below, the date is no placebo.
const LEAST_HELD: f64 = 0.2;

/// The outlets compared at each date.
#[derive(Clone, Debug)]
pub(crate) struct Panels {
    /// Distinct panels, as flags per unit.
    pub(crate) panels: Vec<Vec<bool>>,
    /// For each date the position of its panel.
    pub(crate) panel_of: Vec<usize>,
    pub(crate) dates: Dates,
    /// Share of the event window's articles that its panel holds.
    pub(crate) held: f64,
}

impl Panels {
    /// The position of the event's panel.
    pub(crate) fn at_event(&self) -> usize {
        self.panel_of.last().copied().unwrap_or(0)
    }
}

/// Finds the panel of each date of the horizon. With `all`, every outlet is compared everywhere. Dates that `keep`
/// does not take are no placebos.
pub(crate) fn panels(
    counts: &Counts,
    days: usize,
    horizon: Horizon,
    all: bool,
    keep: impl Fn(usize) -> bool,
) -> Panels {
    let units = Units::new(counts, days);
    if all || units.nobody_is_ever_away() {
        let dates = Dates::new(horizon, keep);
        let panel_of = vec![0; dates.origins().len()];
        return Panels { panels: vec![vec![true; counts.units.len()]], panel_of, dates, held: 1.0 };
    }
    let panel_at = |origin: usize| units.panel(horizon, origin);
    let holds_enough = |origin: usize| units.held(&panel_at(origin), around(horizon, origin)) >= LEAST_HELD;
    let dates = Dates::new(horizon, |origin| keep(origin) && holds_enough(origin));
    let mut panels: Vec<Vec<bool>> = Vec::new();
    let position = |origin: &usize| {
        let panel = panel_at(*origin);
        panels.iter().position(|known| *known == panel).unwrap_or_else(|| {
            panels.push(panel);
            panels.len() - 1
        })
    };
    let panel_of: Vec<usize> = dates.origins().iter().map(position).collect();
    let held = panel_of.last().map_or(0.0, |&at| units.held(&panels[at], horizon.window_from(horizon.event)));
    Panels { panels, panel_of, dates, held }
}

/// The days around a date that its panel should hold.
fn around(horizon: Horizon, origin: usize) -> Range<usize> {
    origin - HISTORY_DAYS..horizon.window_from(origin).end
}

/// Each unit's daily articles and absences, as sums.
struct Units {
    articles: Vec<Vec<f64>>,
    away: Vec<Vec<f64>>,
}

impl Units {
    fn new(counts: &Counts, days: usize) -> Self {
        let mut daily = vec![vec![0.0; days]; counts.units.len()];
        if let Some((first_day, _)) = counts.days() {
            for row in &counts.rows {
                daily[row.unit as usize][days_between(first_day, row.day) as usize] += f64::from(row.total);
            }
        }
        let mut away: Vec<Vec<bool>> = daily.iter().map(|articles| absences(articles)).collect();
        forgive_holes(&daily, &mut away);
        let as_sums =
            |away: &Vec<bool>| prefix_sums(&away.iter().map(|&is| f64::from(u8::from(is))).collect::<Vec<_>>());
        Self {
            articles: daily.iter().map(|daily| prefix_sums(daily)).collect(),
            away: away.iter().map(as_sums).collect(),
        }
    }

    fn nobody_is_ever_away(&self) -> bool {
        self.away.iter().all(|away| away.last().is_none_or(|&days| days == 0.0))
    }

    fn panel(&self, horizon: Horizon, origin: usize) -> Vec<bool> {
        let window = horizon.window_from(origin);
        let stretches = [window, origin - 7..origin, origin - 28..origin - 7, origin - HISTORY_DAYS..origin - 28];
        let is_there = |away: &Vec<f64>| {
            stretches.iter().all(|stretch| sum(away, stretch.clone()) <= MOST_AWAY * stretch.len() as f64)
        };
        self.away.iter().map(is_there).collect()
    }

    /// Share of the articles of some days that a panel holds.
    fn held(&self, panel: &[bool], days: Range<usize>) -> f64 {
        let all: f64 = self.articles.iter().map(|articles| sum(articles, days.clone())).sum();
        let inside = self.articles.iter().zip(panel).filter(|(_, is_in)| **is_in);
        inside.map(|(articles, _)| sum(articles, days.clone())).sum::<f64>() / all.max(1.0)
    }
}

/// Days of the runs of silence that are too long to be chance.
fn absences(articles: &[f64]) -> Vec<bool> {
    let present = articles.iter().filter(|&&articles| articles > 0.0).count();
    let is_there = |articles: &f64| *articles > 0.0;
    let span = match (articles.iter().position(is_there), articles.iter().rposition(is_there)) {
        (Some(first), Some(last)) => last + 1 - first,
        _ => return vec![true; articles.len()],
    };
    let mut away = vec![false; articles.len()];
    if span < REGULAR_DAYS || 2 * present < span {
        return away;
    }
    let usual = articles.iter().sum::<f64>() / present as f64;
    let mut from = 0;
    while from < articles.len() {
        let run = articles[from..].iter().take_while(|&&articles| articles == 0.0).count();
        if run as f64 * usual >= ABSENCE_ARTICLES {
            away[from..from + run].fill(true);
        }
        from += run.max(1);
    }
    away
}

/// Days on which outlets of more than half of the usual coverage are away count against none of them.
fn forgive_holes(daily: &[Vec<f64>], away: &mut [Vec<bool>]) {
    let days = daily.first().map_or(0, Vec::len);
    let usual: Vec<f64> = daily.iter().map(|articles| articles.iter().sum::<f64>()).collect();
    let all: f64 = usual.iter().sum();
    for day in 0..days {
        let missing: f64 = away.iter().zip(&usual).filter(|(away, _)| away[day]).map(|(_, usual)| usual).sum();
        if missing > all / 2.0 {
            away.iter_mut().for_each(|away| away[day] = false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_day_of_a_large_outlet_is_an_absence_and_of_a_small_one_is_not() {
        let silent_on_day_three = |usual: f64| {
            let mut articles = [usual; 40];
            articles[3] = 0.0;
            absences(&articles)
        };
        assert_eq!(silent_on_day_three(40.0).iter().position(|&away| away), Some(3));
        assert!(!silent_on_day_three(3.0).contains(&true));
        assert_eq!(absences(&[0.0; 3]), [true; 3]);
    }

    #[test]
    fn an_outlet_that_starts_late_is_away_before_and_one_seen_now_and_then_never_is() {
        let mut late = [0.0; 90];
        late[50..].fill(12.0);
        assert_eq!(absences(&late).iter().filter(|&&away| away).count(), 50);
        let now_and_then: Vec<f64> = (0..90).map(|day| f64::from(u8::from(day % 9 == 0))).collect();
        assert!(!absences(&now_and_then).contains(&true));
    }

    #[test]
    fn a_day_on_which_everybody_is_silent_is_a_hole_in_the_collection() {
        let daily = vec![vec![50.0, 0.0, 50.0], vec![40.0, 0.0, 40.0], vec![20.0, 20.0, 0.0]];
        let mut away = vec![vec![false, true, false], vec![false, true, false], vec![false, false, true]];
        forgive_holes(&daily, &mut away);
        assert_eq!(away, [[false; 3], [false; 3], [false, false, true]]);
    }
}
