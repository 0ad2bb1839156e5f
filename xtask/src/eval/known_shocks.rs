//! The real shocks that the project was begun for, on real lists: both questions on Ukraine, and what it would take to
//! settle them.

use crate::Fault;
use crate::data::{Data, project};
use crate::eval::lists::{BBC, List, RSS, WORLDNEWS};
use crate::eval::tally::Table;
use crate::floors;
use jiff::civil::{Date, date};
use overshadow::agenda::{DisplacementOptions, displacement, power};
use overshadow::record::Displacement;
use std::path::Path;

const ATTACK: (&str, &str) = ("Attack on Israel", "israel* OR gaza* OR hamas* OR palestin* OR hezbollah*");
const CROCUS: (&str, &str) = (
    "Crocus City Hall",
    "crocus OR (moscow AND (attack* OR concert OR shooting OR gunmen)) OR \"concert hall\" OR isis OR \"islamic state\"",
);

/// A shock in a list.
struct Case {
    name: &'static str,
    list: List,
    shock: (&'static str, &'static str),
    on: Date,
    window_days: u32,
    all_outlets: bool,
}

fn cases() -> [Case; 5] {
    let attack = |name, list, all_outlets| Case {
        name,
        list,
        shock: ATTACK,
        on: date(2023, 10, 7),
        window_days: 7,
        all_outlets,
    };
    [
        attack("7 October 2023, rss", RSS, false),
        attack("7 October 2023, rss, all outlets", RSS, true),
        attack("7 October 2023, worldnews", WORLDNEWS, false),
        attack("7 October 2023, bbc front page", BBC, false),
        Case {
            name: "23 March 2024, worldnews",
            list: WORLDNEWS,
            shock: CROCUS,
            on: date(2024, 3, 23),
            window_days: 4,
            all_outlets: false,
        },
    ]
}

/// Estimates each case, writes the table, and holds the ends of the intervals to our floors.
pub(crate) fn score(data: &Data, _: &Path) -> Result<(), Fault> {
    let mut table = Table::new(&[
        "shock, list",
        "articles a day before",
        "share of all coverage (log share, 95 %)",
        "against the typical subject (log odds, 95 %)",
        "p lost",
        "verdict",
        "smallest drop found in 80 %",
        "the same with windows of a week / two",
    ]);
    let mut figures = Vec::new();
    for case in cases() {
        let (row, cells) = estimate(data, &case)?;
        table.row(case.name, &cells);
        let end = |value: Option<f64>| value.unwrap_or(f64::NAN);
        figures.push((format!("{}: share, upper end", case.name), end(row.share_high)));
        figures.push((format!("{}: disproportion, upper end", case.name), end(row.high)));
    }
    let page = String::from(include_str!("known_shocks_head.md")) + &table.under("## Ukraine after two shocks");
    std::fs::write(project().join("docs/displacement-known-shocks.md"), page)?;
    let figures: Vec<(&str, f64)> = figures.iter().map(|(name, figure)| (name.as_str(), *figure)).collect();
    floors::hold("known-shocks", &figures)
}

fn estimate(data: &Data, case: &Case) -> Result<(Displacement, Vec<String>), Fault> {
    let counts = case.list.counts(data, Some(case.shock))?;
    let options = DisplacementOptions {
        window_days: case.window_days,
        all_outlets: case.all_outlets,
        ..DisplacementOptions::on(case.on)
    };
    let estimates = displacement(&counts, &options)?;
    let row = estimates.subjects.into_iter().find(|row| row.subject == "Ukraine").ok_or("no estimate of Ukraine")?;
    let detectable = |window_days: u32| -> Result<String, Fault> {
        let rows = power(&counts, &DisplacementOptions { window_days, ..options.clone() })?;
        let found = rows.into_iter().find(|row| row.subject == "Ukraine").and_then(|row| row.detectable_drop);
        Ok(found.map_or_else(|| "–".to_owned(), |drop| format!("{:.0} %", 100.0 * drop)))
    };
    let cells = vec![
        format!("{:.1}", row.before_per_day),
        interval(row.change_log_share, row.share_low, row.share_high),
        interval(row.change_log_odds, row.low, row.high),
        format!("{:.3}", row.p_lost.unwrap_or(f64::NAN)),
        row.verdict.to_string(),
        row.detectable_drop.map_or_else(|| "–".to_owned(), |drop| format!("{:.0} %", 100.0 * drop)),
        format!("{} / {}", detectable(7)?, detectable(14)?),
    ];
    Ok((row, cells))
}

fn interval(change: Option<f64>, low: Option<f64>, high: Option<f64>) -> String {
    let number = |value: Option<f64>| format!("{:+.2}", value.unwrap_or(f64::NAN)).replace('-', "−");
    format!("{} [{}, {}]", number(change), number(low), number(high))
}
