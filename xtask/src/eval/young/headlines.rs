//! Real headlines of 2023: how often something is called on random dates, and what is said of 7 October.

use super::emergent::{DAYS, FIRST, stories};
use super::{Calls, Question};
use crate::Fault;
use crate::data::Data;
use fastrand::Rng;
use jiff::Span;
use jiff::civil::{Date, date};
use overshadow::agenda::{YoungOptions, YoungStories, young_stories};

/// Dates drawn.
const DATES: usize = 100;
const SEED: u64 = 7;
/// The first day that may be drawn: a month in which stories can be born, four weeks in which they grow old, and some
/// seven windows of placebo dates.
const FIRST_DRAWN: usize = 110;
/// Shocks whose days, and those of the week before and after, are not drawn.
const KNOWN: [Date; 3] = [date(2023, 6, 24), date(2023, 8, 23), date(2023, 10, 7)];
const ATTACK: Date = date(2023, 10, 7);

/// Prints one line a window length and the answers for 7 October; gives the figures with floors.
pub(super) fn figures(data: &Data) -> Result<Vec<(&'static str, f64)>, Fault> {
    let stories = stories(data, is_on_attack)?;
    println!("headlines    {} stories   stories lost gained   dates lost gained", stories.stories.len());
    let week = random_dates(&stories, 7)?;
    let three_days = random_dates(&stories, 3)?;
    for days in [7, 3] {
        attack(&stories, days)?;
    }
    Ok(vec![
        ("headlines: stories called, most", week.stories_lost.value()),
        ("headlines: stories called, least", week.stories_lost.value()),
        ("headlines: dates called", week.dates_lost.value()),
        ("headlines: stories called, 3 days", three_days.stories_lost.value()),
        ("headlines: dates called, 3 days", three_days.dates_lost.value()),
    ])
}

/// The words of the demonstration's query.
fn is_on_attack(words: &[&str]) -> bool {
    let starts = |word: &str| word.starts_with("israel") || word.starts_with("palestin");
    words.iter().any(|word| ["hamas", "gaza", "hezbollah"].contains(word) || starts(word))
}

/// The estimator on random dates, as if nothing had happened.
fn random_dates(stories: &YoungStories, days: u32) -> Result<Calls, Fault> {
    let mut dates: Vec<usize> = (FIRST_DRAWN..=DAYS - days as usize).filter(|&at| is_far_from_shocks(at)).collect();
    Rng::with_seed(SEED).shuffle(&mut dates);
    let without_shock = YoungStories { shock: vec![0.0; DAYS], ..all_outside(stories) };
    let mut calls = Calls::default();
    for &at in &dates[..DATES] {
        calls.add(
            &young_stories(&without_shock, &YoungOptions { on: day(at), window_days: days })?,
            Question::AllCoverage,
        );
    }
    let Calls { stories_lost, stories_gained, dates_lost, dates_gained } = calls;
    println!(
        "  {days} days                 {:7} {:.3}  {:.3}   {:4} {:.3}  {:.3}",
        stories_lost.of,
        stories_lost.value(),
        stories_gained.value(),
        dates_lost.of,
        dates_lost.value(),
        dates_gained.value()
    );
    Ok(calls)
}

fn is_far_from_shocks(at: usize) -> bool {
    KNOWN.iter().all(|&known| day(at).until(known).is_ok_and(|span| span.get_days().abs() > 7))
}

fn day(at: usize) -> Date {
    FIRST.saturating_add(Span::new().days(at as i64))
}

/// The same stories where no article is on a shock.
fn all_outside(stories: &YoungStories) -> YoungStories {
    let mut all = stories.clone();
    all.stories.iter_mut().for_each(|story| story.outside_shock = story.articles.clone());
    all
}

fn attack(stories: &YoungStories, days: u32) -> Result<(), Fault> {
    let found = young_stories(stories, &YoungOptions { on: ATTACK, window_days: days })?;
    let Some(all) = found.together else { return Err("too few stories ran on 7 October".into()) };
    println!(
        "{ATTACK}, {days} days: {} stories, {} placebo dates worth {:.0}",
        all.stories, all.placebo_dates, all.independent_dates
    );
    println!(
        "  share of all coverage   {:+.2} [{:+.2}, {:+.2}]  p lost {:.2}",
        all.change_log_share, all.share_low, all.share_high, all.p_share_lost
    );
    println!(
        "  share of the rest       {:+.2} [{:+.2}, {:+.2}]  p lost {:.2}",
        all.change_log_share_non_shock, all.low, all.high, all.p_lost
    );
    Ok(())
}
