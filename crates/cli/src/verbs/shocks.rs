//! `shocks`: breaking events, ranked by the articles they displaced.

use crate::Done;
use crate::failure::Failure;
use crate::options::ShocksOptions;
use crate::output::write_rows;
use crate::progress::say;
use crate::verbs::counting::{Counted, count};
use overshadow::agenda::{ScanOptions, StormThresholds, shocks};

pub(crate) fn run(options: &ShocksOptions) -> Result<Done, Failure> {
    let Counted { counts, completeness, .. } = count(&options.input, &options.subjects, (None, None), &[])?;
    let scan = ScanOptions { window_days: options.window, storms: thresholds(options), ..ScanOptions::default() };
    let mut rows = shocks(&counts, &scan);
    let found = rows.len();
    if let Some(first) = options.first.filter(|&first| first < found) {
        rows.truncate(first);
        say(&format!("shocks: the first {first} of {found}"));
    }
    if rows.len() > scan.estimated {
        say(&format!("shocks: p-values for the first {} only", scan.estimated));
    }
    write_rows(&rows, &options.output)?;
    Ok(Done::of(completeness, !rows.is_empty()))
}

fn thresholds(options: &ShocksOptions) -> StormThresholds {
    let published = StormThresholds::default();
    StormThresholds {
        outlet_share: options.storm_outlet_share.unwrap_or(published.outlet_share),
        outlets: options.storm_outlets.unwrap_or(published.outlets),
        agenda_share: options.storm_agenda_share.unwrap_or(published.agenda_share),
        growth: options.storm_growth.unwrap_or(published.growth),
        ..published
    }
}
