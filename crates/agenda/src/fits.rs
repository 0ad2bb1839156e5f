//! The two forecasts of one shock, and what they are made on: which outlets, which subjects, which ordinary windows.

use crate::burst::bursts;
use crate::displacement::DisplacementOptions;
use crate::forecast::{Fitted, fit};
use crate::group::Group;
use crate::horizon::{Dates, HISTORY_DAYS, Horizon};
use crate::series::{Series, days_between};
use crate::split::{Newshole, newshole};
use crate::steady::{Panels, panels};
use crate::strand::{Material, Strand, Strands};
use overshadow_record::{Counts, Refusal};
use rayon::prelude::*;

/// Subjects needed to say what the typical subject does.
const SUBJECTS_NEEDED: usize = 15;
/// A subject without an article in the last 56 days has nothing to lose: its own estimate is refused.
const ARTICLES_NEEDED: f64 = 1.0;
/// Share of a week's coverage from which another subject's burst is another shock.
const OTHER_SHOCK_SHARE: f64 = 0.05;
/// Days that another shock's burst is taken to last.
const OTHER_SHOCK_DAYS: i64 = 7;

/// The two fits of one shock and what they were made on.
pub(crate) struct Fits {
    pub(crate) horizon: Horizon,
    /// Positions in the series of the subjects that were fitted.
    pub(crate) fitted: Vec<usize>,
    /// Share of all coverage, not centred.
    pub(crate) share: Fitted,
    pub(crate) share_material: Material,
    /// Share of the coverage outside the shock, centred.
    pub(crate) odds: Fitted,
    pub(crate) odds_material: Material,
    pub(crate) panels: Panels,
    /// The counts of each panel's outlets.
    series: Vec<Series>,
    pub(crate) newshole: Newshole,
    /// Ordinary windows left out since another shock broke in them.
    pub(crate) windows_left_out: usize,
}

impl Fits {
    /// Fits both forecasts, or says why they cannot be.
    pub(crate) fn new(counts: &Counts, pooled: &Series, options: &DisplacementOptions) -> Result<Self, Refusal> {
        let horizon = horizon(pooled, options)?;
        history_suffices(pooled, horizon)?;
        let is_other_shock = other_shocks(pooled, horizon, options);
        let touches_none = |origin: usize| !horizon.window_from(origin).any(|day| is_other_shock[day]);
        let panels = panels(counts, pooled.days(), horizon, options.all_outlets, touches_none);
        placebos_suffice(&panels, horizon)?;
        let series = panel_series(counts, pooled, &panels);
        let event_series = &series[panels.at_event()];
        let fitted = fitted_subjects(event_series, horizon, &options.groups)?;
        let share_material = material(&series, &panels, horizon, &fitted, Measure::Share);
        let odds_material = material(&series, &panels, horizon, &fitted, Measure::OutsideShock);
        let dates = || panels.dates.clone();
        let (share, odds) = rayon::join(|| fit(&share_material, dates(), false), || fit(&odds_material, dates(), true));
        let newshole = newshole(&event_series.total, &event_series.shock, horizon.event + horizon.lead, horizon.window);
        let without_others = Dates::new(horizon, |_| true).placebos();
        let windows_left_out = without_others - Dates::new(horizon, touches_none).placebos();
        Ok(Self {
            horizon,
            fitted,
            share,
            share_material,
            odds,
            odds_material,
            panels,
            series,
            newshole,
            windows_left_out,
        })
    }

    /// The counts of the outlets that are compared at the event.
    pub(crate) fn series(&self) -> &Series {
        &self.series[self.panels.at_event()]
    }

    /// The flags, per unit, of the outlets that are compared at the event.
    pub(crate) fn compared(&self) -> &[bool] {
        &self.panels.panels[self.panels.at_event()]
    }

    /// A series derived from each panel's counts, as strands of the two questions.
    pub(crate) fn strands(&self, derive: impl Fn(&Series, Measure) -> Vec<f64>) -> [Vec<Strand>; 2] {
        [Measure::Share, Measure::OutsideShock].map(|measure| {
            let one = |series: &Series| Strand::new(&derive(series, measure), &measure.base(series), self.horizon);
            self.series.iter().map(one).collect()
        })
    }
}

/// Which share is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measure {
    /// Of all coverage.
    Share,
    /// Of the coverage outside the shock.
    OutsideShock,
}

impl Measure {
    pub(crate) fn articles(self, series: &Series) -> &[Vec<f64>] {
        match self {
            Self::Share => &series.articles,
            Self::OutsideShock => &series.outside_shock,
        }
    }

    pub(crate) fn base(self, series: &Series) -> Vec<f64> {
        match self {
            Self::Share => series.total.clone(),
            Self::OutsideShock => series.outside(),
        }
    }
}

/// The horizon that the options ask for.
pub(crate) fn horizon(series: &Series, options: &DisplacementOptions) -> Result<Horizon, Refusal> {
    let window = options.window_days as usize;
    let outside = || Refusal::OutsideData {
        on: options.on,
        window_days: options.window_days,
        first: series.first_day,
        last: series.day(series.days() - 1),
    };
    let reach = window + options.lead_days as usize;
    let event = series.position(options.on).filter(|event| event + reach <= series.days()).ok_or_else(outside)?;
    Ok(Horizon { event, lead: options.lead_days as usize, window })
}

fn history_suffices(series: &Series, horizon: Horizon) -> Result<(), Refusal> {
    // As many placebo dates as three windows have days, the last of them a window before the event.
    let needed = HISTORY_DAYS + 4 * horizon.window + horizon.lead - 1;
    if horizon.event < needed {
        return Err(Refusal::HistoryTooShort { days: narrow(horizon.event), needed: narrow(needed) });
    }
    let days_with_articles = series.total[..horizon.event].iter().filter(|&&total| total > 0.0).count();
    if 2 * days_with_articles < horizon.event {
        return Err(Refusal::HistoryEmpty {
            days_with_articles: narrow(days_with_articles),
            days: narrow(horizon.event),
        });
    }
    Ok(())
}

fn placebos_suffice(panels: &Panels, horizon: Horizon) -> Result<(), Refusal> {
    let (windows, needed) = (panels.dates.placebos(), 3 * horizon.window);
    if windows < needed || panels.held <= 0.0 {
        return Err(Refusal::TooFewPlacebos { windows: narrow(windows), needed: narrow(needed) });
    }
    Ok(())
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The days on which another subject's burst is on, when they are to be left out.
fn other_shocks(series: &Series, horizon: Horizon, options: &DisplacementOptions) -> Vec<bool> {
    let mut is_other = vec![false; series.days()];
    if options.leave_out_other_shocks {
        let large = bursts(series, options.on).into_iter().filter(|(_, _, share)| *share >= OTHER_SHOCK_SHARE);
        for (day, _, _) in large {
            let from = days_between(series.first_day, day);
            for day in from..from + OTHER_SHOCK_DAYS {
                if let Some(is_other) = usize::try_from(day).ok().and_then(|day| is_other.get_mut(day)) {
                    *is_other = true;
                }
            }
        }
    }
    // The event's own window stays whatever breaks in it.
    is_other[horizon.event..].fill(false);
    is_other
}

fn panel_series(counts: &Counts, pooled: &Series, panels: &Panels) -> Vec<Series> {
    let of = |panel: &Vec<bool>| {
        if panel.iter().all(|&is_in| is_in) {
            return pooled.clone();
        }
        Series::of_rows(counts, |unit| panel[unit as usize]).unwrap_or_else(|| pooled.clone())
    };
    panels.panels.par_iter().map(of).collect()
}

fn fitted_subjects(series: &Series, horizon: Horizon, groups: &[Group]) -> Result<Vec<usize>, Refusal> {
    let recent = |k: usize| series.outside_shock[k][horizon.event - HISTORY_DAYS..horizon.event].iter().sum::<f64>();
    let fitted: Vec<usize> = (0..series.subjects.len())
        .filter(|&k| !is_union(&series.subjects[k], groups))
        .filter(|&k| recent(k) >= ARTICLES_NEEDED)
        .collect();
    if fitted.len() < SUBJECTS_NEEDED {
        return Err(Refusal::TooFewSubjects { subjects: narrow(fitted.len()), needed: narrow(SUBJECTS_NEEDED) });
    }
    Ok(fitted)
}

/// True for the union of a group, which is no subject of its own.
pub(crate) fn is_union(subject: &str, groups: &[Group]) -> bool {
    groups.iter().any(|group| group.name == subject)
}

fn material(series: &[Series], panels: &Panels, horizon: Horizon, fitted: &[usize], measure: Measure) -> Material {
    let of = |series: &Series| {
        let articles = measure.articles(series);
        Strands::new(fitted.iter().map(|&k| &articles[k]), &measure.base(series), horizon)
    };
    Material { panels: series.iter().map(of).collect(), panel_of: panels.panel_of.clone() }
}
