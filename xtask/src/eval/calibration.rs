//! Calibration where the truth is planted: false positives, coverage, power, duration, in every regime of the simulator.
//!
//! The tables go to `docs/displacement-calibration.md`. Nothing is tuned on these panels: their seeds are their own.

use crate::Fault;
use crate::data::{Data, project};
use crate::eval::tally::{Share, Table};
use crate::floors;
use overshadow::agenda::{DisplacementOptions, Group, displacement, power, weeks};
use overshadow::record::{Displacement, Power, WeekDisplacement, WeekState};
use overshadow::simulate::{Newsroom, PlannedShock, Regime, Stream, Truth, simulate};
use rayon::prelude::*;
use std::path::Path;

/// Panels of each table's row, and of those of power, where only a tenth of the subjects counts.
const PANELS: u64 = 300;
const POWER_PANELS: u64 = 600;
/// Seeds of these panels begin here.
const FIRST_SEED: u64 = 5_000_000;
/// One-sided level of the tests.
const LEVEL: f64 = 0.05;

/// Simulates, counts, writes the tables, and holds the figures to our floors.
pub(crate) fn score(_: &Data, _: &Path) -> Result<(), Fault> {
    let mut figures = Vec::new();
    let mut page = String::from(include_str!("calibration_head.md"));
    page += &null_panels(&mut figures);
    page += &windows(&mut figures);
    page += &powers(&mut figures);
    page += &durations(&mut figures);
    page += &other_shocks(&mut figures);
    std::fs::write(project().join("docs/displacement-calibration.md"), page)?;
    let figures: Vec<(&str, f64)> = figures.iter().map(|(name, figure)| (name.as_str(), *figure)).collect();
    floors::hold("calibration", &figures)
}

type Figures = Vec<(String, f64)>;

/// One simulated panel, its shock's day and what the shock really did.
struct Panel {
    stream: Stream,
    event: usize,
    truth: Truth,
}

/// What is planted besides the dilution.
#[derive(Clone, Copy)]
struct Planted {
    window: usize,
    displaced: usize,
    drop: f64,
    boosted: usize,
    /// A larger newsroom: 30 outlets and 60 subjects.
    large: bool,
}

const NOTHING: Planted = Planted { window: 7, displaced: 0, drop: 0.0, boosted: 0, large: false };

fn panel(regime: Regime, planted: Planted, seed: u64) -> Panel {
    let mut random = fastrand::Rng::with_seed(FIRST_SEED + seed);
    let event = random.usize(118..136);
    let shock = PlannedShock {
        half_life: 3.0 + 5.0 * random.f64(),
        displaced: planted.displaced,
        drop: planted.drop,
        boosted: planted.boosted,
        gain: 1.5,
        ..PlannedShock::diluting(event, planted.window, 0.08 + 0.32 * random.f64())
    };
    let size =
        if planted.large { Newsroom { outlets: 30, subjects: 60, ..Newsroom::default() } } else { Newsroom::default() };
    let stream = simulate(&regime.newsroom(size, shock, random.u64(..)), random.u64(..));
    let truth = stream.truth(0, event, planted.window);
    Panel { stream, event, truth }
}

/// The estimated subjects with their positions; other shocks, which are columns too, are left out.
fn subjects(rows: &[Displacement]) -> impl Iterator<Item = (usize, &Displacement)> {
    rows.iter().filter(|row| row.p_lost.is_some()).filter_map(|row| Some((position(&row.subject)?, row)))
}

fn position(subject: &str) -> Option<usize> {
    subject.strip_prefix('t')?.parse().ok()
}

fn options(panel: &Panel, window: usize) -> DisplacementOptions {
    DisplacementOptions { window_days: window as u32, draws: 499, ..DisplacementOptions::on(Stream::day(panel.event)) }
}

fn covers(row: &Displacement, truth: f64) -> bool {
    row.low.is_some_and(|low| low <= truth) && row.high.is_some_and(|high| truth <= high)
}

fn covers_share(row: &Displacement, truth: f64) -> bool {
    row.share_low.is_some_and(|low| low <= truth) && row.share_high.is_some_and(|high| truth <= high)
}

fn called(p: Option<f64>) -> bool {
    p.is_some_and(|p| p <= LEVEL)
}

/// Sums over panels, worked on in parallel and added in order.
fn over_panels<const N: usize>(panels: u64, one: impl Fn(u64) -> [Share; N] + Send + Sync) -> [Share; N] {
    let all: Vec<[Share; N]> = (0..panels).into_par_iter().map(one).collect();
    let mut sum = [Share::default(); N];
    all.iter().flat_map(|panel| panel.iter().enumerate()).for_each(|(at, share)| sum[at].add(*share));
    sum
}

/// Shocks that only dilute: how often is an untouched subject, or a random group of ten, called displaced?
fn null_panels(figures: &mut Figures) -> String {
    let mut table = Table::new(&[
        "regime",
        "false positives, lost",
        "gained",
        "groups of ten, lost",
        "coverage, against the typical",
        "coverage, share of all",
        "largest subject, lost",
        "under 2 articles a day, lost",
    ]);
    for regime in Regime::ALL {
        let one = |seed: u64| null_panel(regime, seed);
        let shares = over_panels(PANELS, one);
        table.row(regime.name(), &shares.map(|share| share.text()));
        figures.push((format!("{} false positives", regime.name()), shares[0].value()));
        figures.push((format!("{} coverage", regime.name()), shares[3].value()));
    }
    table.under("## Shocks that only dilute: the estimate must find nothing")
}

fn null_panel(regime: Regime, seed: u64) -> [Share; 7] {
    let panel = panel(regime, NOTHING, 1000 * regime as u64 + seed);
    let mut shares = [Share::default(); 7];
    let group = random_group(&panel, seed);
    let asked = DisplacementOptions { groups: vec![group], ..options(&panel, 7) };
    let Ok(estimates) = displacement(&panel.stream.counts, &asked) else { return shares };
    for (k, row) in subjects(&estimates.subjects) {
        shares[0].count(called(row.p_lost));
        shares[1].count(called(row.p_gained));
        shares[3].count(covers(row, panel.truth.centred_log_odds[k]));
        shares[4].count(covers_share(row, panel.truth.log_share[k]));
        if k == 0 {
            shares[5].count(called(row.p_lost));
        }
        if row.before_per_day < 2.0 {
            shares[6].count(called(row.p_lost));
        }
    }
    estimates.groups.iter().for_each(|group| shares[2].count(group.p_lost <= LEVEL));
    shares
}

fn random_group(panel: &Panel, seed: u64) -> Group {
    let mut order: Vec<usize> = (0..panel.truth.theta.len()).collect();
    fastrand::Rng::with_seed(seed).shuffle(&mut order);
    Group { name: "ten".into(), subjects: order[..10].iter().map(|k| format!("t{k:02}")).collect() }
}

/// Six displaced and two boosted subjects: do the intervals hold the truth, whatever the window?
fn windows(figures: &mut Figures) -> String {
    let mut table = Table::new(&[
        "regime, days",
        "untouched, against the typical",
        "displaced",
        "untouched, share of all",
        "displaced",
    ]);
    for regime in [Regime::Calm, Regime::Turbulent] {
        for window in [1, 3, 7, 14] {
            let shares = over_panels(PANELS, |seed| window_panel(regime, window, seed));
            table.row(&format!("{}, {window}", regime.name()), &shares.map(|share| share.text()));
            figures.push((format!("{} {window} days coverage untouched", regime.name()), shares[0].value()));
            figures.push((format!("{} {window} days coverage displaced", regime.name()), shares[1].value()));
        }
    }
    table.under("## Coverage of 95 % intervals where six of forty subjects are displaced by 20 to 70 %")
}

fn window_panel(regime: Regime, window: usize, seed: u64) -> [Share; 4] {
    let drop = 0.2 + 0.5 * fastrand::Rng::with_seed(seed).f64();
    let planted = Planted { window, displaced: 6, drop, boosted: 2, large: false };
    let panel = panel(regime, planted, 100_000 + 1000 * window as u64 + 20_000 * regime as u64 + seed);
    let mut shares = [Share::default(); 4];
    let Ok(estimates) = displacement(&panel.stream.counts, &options(&panel, window)) else { return shares };
    for (k, row) in subjects(&estimates.subjects) {
        let at = usize::from(panel.truth.theta[k] != 0.0);
        shares[at].count(covers(row, panel.truth.centred_log_odds[k]));
        shares[2 + at].count(covers_share(row, panel.truth.log_share[k]));
    }
    shares
}

/// Six of sixty subjects displaced: how often is one found? And ten of sixty: how often the ten together?
fn powers(figures: &mut Figures) -> String {
    let mut table = Table::new(&[
        "regime, drop",
        "under 8 a day",
        "8 to 15",
        "15 to 40",
        "40 and more",
        "foreseen by `power`, 15 to 40",
        "15 to 40, one of ten",
        "ten together",
    ]);
    for regime in [Regime::Turbulent, Regime::Calm] {
        for percent in [20, 30, 50, 70] {
            let alone = over_panels(POWER_PANELS, |seed| power_panel(regime, percent, seed));
            let together = over_panels(POWER_PANELS, |seed| group_panel(regime, percent, seed));
            let cells: Vec<String> = alone.iter().chain(&together).map(|share| share.text()).collect();
            table.row(&format!("{}, −{percent} %", regime.name()), &cells);
            figures.push((format!("{} -{percent} 15-40 a day", regime.name()), alone[2].value()));
            figures.push((format!("{} -{percent} group of ten", regime.name()), together[1].value()));
        }
    }
    table.under("## Power at one-sided 5 %, thirty outlets, sixty subjects, a week")
}

fn large_panel(regime: Regime, displaced: usize, percent: usize, seed: u64) -> Panel {
    let drop = percent as f64 / 100.0;
    let planted = Planted { window: 7, displaced, drop, boosted: 0, large: true };
    panel(regime, planted, 300_000 + 1000 * (percent + displaced) as u64 + 200_000 * regime as u64 + seed)
}

fn power_panel(regime: Regime, percent: usize, seed: u64) -> [Share; 5] {
    let panel = large_panel(regime, 6, percent, seed);
    let is_displaced = |k: usize| panel.truth.theta[k] < 0.0;
    let mut shares = [Share::default(); 5];
    let Ok(estimates) = displacement(&panel.stream.counts, &options(&panel, 7)) else { return shares };
    for (_, row) in subjects(&estimates.subjects).filter(|(k, _)| is_displaced(*k)) {
        let class = [8.0, 15.0, 40.0].iter().filter(|&&border| row.before_per_day >= border).count();
        shares[class].count(called(row.p_lost));
    }
    for (_, row) in foreseen(&panel).filter(|(k, row)| is_displaced(*k) && (15.0..40.0).contains(&row.before_per_day)) {
        shares[4].weigh(match percent {
            20 => row.power_drop_20,
            30 => row.power_drop_30,
            50 => row.power_drop_50,
            _ => row.power_drop_70,
        });
    }
    shares
}

/// One of the ten displaced, then the ten together.
fn group_panel(regime: Regime, percent: usize, seed: u64) -> [Share; 2] {
    let panel = large_panel(regime, 10, percent, seed);
    let is_displaced = |k: &usize| panel.truth.theta[*k] < 0.0;
    let members = (0..panel.truth.theta.len()).filter(is_displaced).map(|k| format!("t{k:02}")).collect();
    let groups = vec![Group { name: "ten".into(), subjects: members }];
    let mut shares = [Share::default(); 2];
    let asked = DisplacementOptions { groups, ..options(&panel, 7) };
    let Ok(estimates) = displacement(&panel.stream.counts, &asked) else { return shares };
    for (_, row) in subjects(&estimates.subjects).filter(|(k, _)| is_displaced(k)) {
        if (15.0..40.0).contains(&row.before_per_day) {
            shares[0].count(called(row.p_lost));
        }
    }
    estimates.groups.iter().for_each(|group| shares[1].count(group.p_lost <= LEVEL));
    shares
}

/// What `power` says before anything broke.
fn foreseen(panel: &Panel) -> impl Iterator<Item = (usize, Power)> + use<> {
    let rows = power(&panel.stream.counts, &options(panel, 7)).unwrap_or_default();
    rows.into_iter().filter_map(|row| Some((position(&row.subject)?, row)))
}

/// Week by week: do the intervals hold the truth as displacement fades, and how often is a conclusion wrong?
fn durations(figures: &mut Figures) -> String {
    let mut table = Table::new(&["regime, week", "coverage, untouched", "coverage, displaced"]);
    let mut conclusions = Table::new(&[
        "regime",
        "losses shown in the first week",
        "less than 5 % lost in the last week claimed",
        "the first week within the margin after it: more than 20 % still lost",
    ]);
    for regime in [Regime::Calm, Regime::Turbulent] {
        let shares = over_panels(PANELS, |seed| duration_panel(regime, seed));
        for (week, shares) in shares[..8].chunks(2).enumerate() {
            let cells: Vec<String> = shares.iter().map(|share| share.text()).collect();
            table.row(&format!("{}, {}", regime.name(), week + 1), &cells);
            figures.push((format!("{} week {} coverage displaced", regime.name(), week + 1), shares[1].value()));
        }
        let cells = [shares[8].cases(), shares[8].text(), format!("{} of {}", shares[9].text(), shares[9].cases())];
        conclusions.row(regime.name(), &cells);
    }
    let heading = "## How long it lasted: six of forty subjects displaced by half for a week, then recovering";
    table.under(heading)
        + &conclusions.under(
            "Conclusions on displaced subjects, and how often they are wrong; the last one is why none is drawn:",
        )
}

/// Coverage of untouched and displaced subjects in four weeks, then wrong conclusions of both kinds.
fn duration_panel(regime: Regime, seed: u64) -> [Share; 10] {
    let planted = Planted { window: 7, displaced: 6, drop: 0.5, boosted: 0, large: false };
    let panel = panel_of_days(regime, planted, 170, seed);
    let mut shares = [Share::default(); 10];
    let Ok(rows) = weeks(&panel.stream.counts, &options(&panel, 7), 4) else { return shares };
    let truths: Vec<Truth> = (0..4).map(|week| panel.stream.truth(0, panel.event + 7 * week, 7)).collect();
    let truth = |week: u64, k: usize| truths[week as usize - 1].centred_log_odds[k];
    for row in &rows {
        let Some(k) = position(&row.subject) else { continue };
        let is_displaced = panel.truth.theta[k] < 0.0;
        let covers = row.low <= truth(row.week, k) && truth(row.week, k) <= row.high;
        shares[2 * (row.week as usize - 1) + usize::from(is_displaced)].count(covers);
        if is_displaced && row.week == 1 && row.lasted_weeks_at_least > 0 {
            shares[8].count(truth(row.lasted_weeks_at_least, k) > 0.95_f64.ln());
            let is_back =
                |other: &&WeekDisplacement| other.subject == row.subject && other.state == WeekState::WithinMargin;
            if let Some(back) = rows.iter().find(is_back) {
                shares[9].count(truth(back.week, k) < 0.8_f64.ln());
            }
        }
    }
    shares
}

fn panel_of_days(regime: Regime, planted: Planted, days: usize, seed: u64) -> Panel {
    let event = 135;
    let shock = PlannedShock {
        displaced: planted.displaced,
        drop: planted.drop,
        half_life: 6.0,
        ..PlannedShock::diluting(event, planted.window, 0.2)
    };
    let size = Newsroom { days, ..Newsroom::default() };
    let stream = simulate(&regime.newsroom(size, shock, seed), FIRST_SEED + 900_000 + 1000 * regime as u64 + seed);
    let truth = stream.truth(0, event, planted.window);
    Panel { stream, event, truth }
}

/// Other shocks in the history: what do their windows do to the estimate, kept or left out?
fn other_shocks(figures: &mut Figures) -> String {
    let mut table =
        Table::new(&["windows with other shocks", "false positives", "coverage", "ordinary windows", "found at −50 %"]);
    for (name, leave_out) in [("kept", false), ("left out", true)] {
        let shares = over_panels(PANELS, |seed| other_shocks_panel(leave_out, seed));
        let windows = format!("{:.0}", 100.0 * shares[2].value());
        table.row(name, &[shares[0].text(), shares[1].text(), windows, shares[3].text()]);
        figures.push((format!("other shocks {name} false positives"), shares[0].value()));
    }
    table.under("## Other shocks in the history, kept in the reference or left out")
}

fn other_shocks_panel(leave_out: bool, seed: u64) -> [Share; 4] {
    let planted = Planted { window: 7, displaced: 6, drop: 0.5, boosted: 0, large: false };
    let mut shares = [Share::default(); 4];
    for (planted, is_null) in [(NOTHING, true), (planted, false)] {
        let panel = panel(Regime::OverlappingShocks, planted, 700_000 + seed);
        let asked = DisplacementOptions { leave_out_other_shocks: leave_out, ..options(&panel, 7) };
        let Ok(estimates) = displacement(&panel.stream.counts, &asked) else { continue };
        for (k, row) in subjects(&estimates.subjects) {
            if is_null {
                shares[0].count(called(row.p_lost));
                shares[1].count(covers(row, panel.truth.centred_log_odds[k]));
                shares[2].weigh(row.placebo_windows as f64 / 100.0);
            } else if panel.truth.theta[k] < 0.0 {
                shares[3].count(called(row.p_lost));
            }
        }
    }
    shares
}
