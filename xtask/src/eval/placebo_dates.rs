//! Calibration on real lists: at random dates on which nothing known broke, how often is a subject called?

use crate::Fault;
use crate::data::{Data, project};
use crate::eval::lists::{BBC, KNOWN_SHOCKS, RSS, WORLDNEWS};
use crate::eval::tally::{Share, Table};
use crate::floors;
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use overshadow::agenda::{DisplacementOptions, displacement};
use overshadow::record::Counts;
use rayon::prelude::*;
use std::path::Path;

/// Random dates of each list.
const DATES: usize = 120;
/// Days on either side of a known shock that are left out: its window, and windows that reach into it.
const APART_DAYS: i64 = 7;
/// One-sided level of the tests.
const LEVEL: f64 = 0.05;

/// Draws the dates, estimates at each, writes the table, and holds the shares to our floors.
pub(crate) fn score(data: &Data, _: &Path) -> Result<(), Fault> {
    let mut table = Table::new(&["list", "dates", "subject-windows", "called lost, p ≤ .05", "called gained"]);
    let mut figures = Vec::new();
    for list in [RSS, WORLDNEWS, BBC] {
        let counts = list.counts(data, None)?;
        let dates = dates(&counts)?;
        let shares: Vec<[Share; 2]> = dates.par_iter().map(|&on| called(&counts, on)).collect();
        let mut sum = [Share::default(); 2];
        shares.iter().for_each(|shares| (0..2).for_each(|at| sum[at].add(shares[at])));
        let cells = [dates.len().to_string(), sum[0].cases(), sum[0].text(), sum[1].text()];
        table.row(list.name, &cells);
        figures.push((list.name, sum[0].value()));
    }
    let page = String::from(include_str!("placebo_dates_head.md")) + &table.under("## Random dates");
    std::fs::write(project().join("docs/displacement-placebo-dates.md"), page)?;
    floors::hold("placebo-dates", &figures)
}

/// Random dates with history before them, away from known shocks, in order.
fn dates(counts: &Counts) -> Result<Vec<Date>, Fault> {
    let (first, last) = counts.days().ok_or("a list without a row")?;
    let from = first.saturating_add(83.days());
    let days = from.until(last.saturating_sub(6.days()))?.get_days();
    let is_apart = |day: &Date| {
        KNOWN_SHOCKS
            .iter()
            .all(|shock| shock.until(*day).is_ok_and(|span| i64::from(span.get_days()).abs() > APART_DAYS))
    };
    let mut dates: Vec<Date> =
        (0..=days).map(|day| from.saturating_add(Span::new().days(day))).filter(is_apart).collect();
    fastrand::Rng::with_seed(11).shuffle(&mut dates);
    dates.truncate(DATES);
    dates.sort_unstable();
    Ok(dates)
}

fn called(counts: &Counts, on: Date) -> [Share; 2] {
    let mut shares = [Share::default(); 2];
    let options = DisplacementOptions { shock_needed: false, ..DisplacementOptions::on(on) };
    let Ok(estimates) = displacement(counts, &options) else { return shares };
    for row in estimates.subjects {
        if let (Some(lost), Some(gained)) = (row.p_lost, row.p_gained) {
            shares[0].count(lost <= LEVEL);
            shares[1].count(gained <= LEVEL);
        }
    }
    shares
}
