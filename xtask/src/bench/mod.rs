//! `bench`: how long and how much memory, quoted only after the answer was checked.

mod adding;
pub(crate) mod annotate;
pub(crate) mod archive;
mod cleaning;
mod copies;
mod readers;
mod room;
mod stories;
mod watching;

use crate::Fault;
use crate::data::{Data, again_as_released, overshadow, scratch};
use crate::floors;
use crate::measure::measured;
use jiff::Span;
use jiff::civil::date;
use overshadow::agenda::{DisplacementOptions, displacement, every_day};
use overshadow::record::{CountRow, Counts, SubjectCount, Unit};
pub(crate) use room::Serving;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Runs of each measurement; the median is quoted.
const RUNS: usize = 5;

/// Measures the report on 451 thousand headlines, the estimator on 200 subjects over a year, and annotating.
pub(crate) fn run(data: &Data) -> Result<(), Fault> {
    if cfg!(debug_assertions) {
        return again_as_released();
    }
    let program = overshadow()?;
    let (seconds, megabytes) = report(data, &program)?;
    let milliseconds = estimator()?;
    let every_day = every_day_on_one_core()?;
    let binary = std::fs::metadata(&program)?.len() as f64 / 1e6;
    let mut figures = vec![
        ("report, 451 k headlines, s", seconds),
        ("report, 451 k headlines, MB", megabytes),
        ("displacement, 200 x 365, ms", milliseconds),
        ("every day, 200 x 365, one core, s", every_day),
        ("binary, MB", binary),
    ];
    figures.extend(copies::figures(data, &program)?);
    let held = floors::hold("bench", &figures);
    held.and(floors::hold("annotate", &annotate::figures(data, &program)?))
}

/// Measures finding stories alone.
pub(crate) fn stories(data: &Data) -> Result<(), Fault> {
    if cfg!(debug_assertions) {
        return again_as_released();
    }
    floors::hold("bench-stories", &stories::figures(data, &overshadow()?)?)
}

/// Measures adding to an archive alone.
pub(crate) fn adding(data: &Data) -> Result<(), Fault> {
    if cfg!(debug_assertions) {
        return again_as_released();
    }
    floors::hold("bench-add", &adding::figures(data, &overshadow()?)?)
}

/// Measures questions to a large archive.
pub(crate) fn search(data: &Data) -> Result<(), Fault> {
    if cfg!(debug_assertions) {
        return again_as_released();
    }
    floors::hold("bench-search", &room::search(data, &overshadow()?)?)
}

/// Measures the reading room under load.
pub(crate) fn serve(data: &Data) -> Result<(), Fault> {
    if cfg!(debug_assertions) {
        return again_as_released();
    }
    floors::hold("bench-serve", &room::serve(data, &overshadow()?)?)
}

/// Reads for five minutes while others write.
pub(crate) fn readers(data: &Data) -> Result<(), Fault> {
    if cfg!(debug_assertions) {
        return again_as_released();
    }
    floors::hold("bench-readers", &readers::figures(data, &overshadow()?)?)
}

/// Measures watching feeds alone.
pub(crate) fn watching() -> Result<(), Fault> {
    if cfg!(debug_assertions) {
        return again_as_released();
    }
    floors::hold("bench-watch", &watching::figures(&overshadow()?)?)
}

/// Measures the cleaning of a web archive alone.
pub(crate) fn archives(data: &Data) -> Result<(), Fault> {
    if cfg!(debug_assertions) {
        return again_as_released();
    }
    floors::hold("archives", &cleaning::figures(data, &overshadow()?)?)
}

/// Kills a long run again and again.
pub(crate) fn resume(data: &Data) -> Result<(), Fault> {
    if cfg!(debug_assertions) {
        return again_as_released();
    }
    cleaning::resume(data, &overshadow()?)
}

/// Measures the search for near copies alone.
pub(crate) fn copies(data: &Data) -> Result<(), Fault> {
    if cfg!(debug_assertions) {
        return again_as_released();
    }
    floors::hold("bench", &copies::figures(data, &overshadow()?)?)
}

/// Measures annotating alone.
pub(crate) fn annotate(data: &Data) -> Result<(), Fault> {
    if cfg!(debug_assertions) {
        return again_as_released();
    }
    floors::hold("annotate", &annotate::figures(data, &overshadow()?)?)
}

fn report(data: &Data, program: &Path) -> Result<(f64, f64), Fault> {
    let headlines = data.file("news/rss-headlines-2023/headlines.tsv.zst")?;
    let page = scratch("bench")?.join("report.html");
    let mut seconds = Vec::new();
    let mut megabytes: f64 = 0.0;
    for _ in 0..RUNS {
        let mut command = Command::new(program);
        command
            .args(["report", "--shock", "Attack on Israel=hamas OR gaza OR israel*", "--on", "2023-10-07", "-o"])
            .args([&page, &headlines]);
        let took = measured(command.stderr(Stdio::null()))?;
        seconds.push(took.seconds);
        megabytes = megabytes.max(took.megabytes);
        let html = std::fs::read_to_string(&page)?;
        if !html.contains("28 outlets") || !html.contains("Ukraine") {
            return Err("the report does not show what was read".into());
        }
    }
    Ok((median(seconds), megabytes))
}

fn estimator() -> Result<f64, Fault> {
    let counts = year_of_counts(200);
    let options = DisplacementOptions::on(date(2023, 12, 20));
    let mut milliseconds = Vec::new();
    for _ in 0..4 * RUNS {
        let started = Instant::now();
        let estimates = displacement(&counts, &options)?;
        milliseconds.push(started.elapsed().as_secs_f64() * 1e3);
        if estimates.subjects.len() != 200 || estimates.subjects[0].subject != "s000" {
            return Err("the subject that fell is not the one that fell most".into());
        }
    }
    Ok(median(milliseconds))
}

/// Every day of a year as a candidate shock, 200 subjects, on one thread.
fn every_day_on_one_core() -> Result<f64, Fault> {
    let counts = year_of_counts(200);
    let options = DisplacementOptions::on(date(2023, 12, 20));
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    let mut seconds = Vec::new();
    for _ in 0..RUNS {
        let started = Instant::now();
        let rows = one_thread.install(|| every_day(&counts, &options))?;
        seconds.push(started.elapsed().as_secs_f64());
        let first = rows.iter().filter(|row| row.date == options.on).min_by(|a, b| a.p_lost.total_cmp(&b.p_lost));
        if rows.len() != 200 * 276 || first.is_none_or(|row| row.subject != "s000") {
            return Err(
                format!("{} estimates, and on the day of the shock another subject fell most", rows.len()).into()
            );
        }
    }
    Ok(median(seconds))
}

/// A year of drawn counts; `s000` loses nine tenths on day 353, when the shock breaks.
fn year_of_counts(subjects: u32) -> Counts {
    let mut random = fastrand::Rng::with_seed(3);
    let row = |day: u32| {
        let mut level = |subject: u32| {
            let mean = if subject == 0 && day >= 353 { 4.0 } else { 2.0 + 40.0 / f64::from(1 + subject % 17) };
            (mean + mean.sqrt() * (random.f64() + random.f64() + random.f64() - 1.5) * 2.0).round().max(0.0) as u32
        };
        let mut cells: Vec<SubjectCount> = (0..subjects)
            .map(|subject| SubjectCount { subject, articles: level(subject), ..SubjectCount::default() })
            .collect();
        if day >= 353 {
            cells.push(SubjectCount { subject: subjects, articles: 500, ..SubjectCount::default() });
        }
        let total = cells.iter().map(|cell| cell.articles).sum();
        CountRow { day: date(2023, 1, 1) + Span::new().days(day), unit: 0, total, independent_total: total, cells }
    };
    let rows = (0..365).map(row).collect();
    let names = (0..subjects).map(|subject| format!("s{subject:03}")).chain(["shock".to_owned()]).collect();
    Counts { subjects: names, shock: Some(subjects), units: vec![Unit::default()], rows, copies_known: false }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
