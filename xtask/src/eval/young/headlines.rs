//! Real headlines of 2023: how often something is called on random dates, and what is said of 7 October.

use super::{Calls, Question};
use crate::Fault;
use crate::data::Data;
use fastrand::Rng;
use jiff::Span;
use jiff::civil::{Date, date};
use overshadow::agenda::stories::StoryOptions;
use overshadow::agenda::{YoungOptions, YoungStories, YoungStory, young_stories};
use overshadow::read::Input;
use overshadow::record::StoryArticleRow;
use overshadow::{Pile, stories};
use std::collections::BTreeMap;

/// First day of the headlines, and their number of days.
const FIRST: Date = date(2023, 2, 8);
const DAYS: usize = 281;
/// Articles that a story needs to run once.
const FEWEST_ARTICLES: usize = 5;
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
    let stories = young(data)?;
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

/// The stories of all headlines as counts a day. Only counts leave.
fn young(data: &Data) -> Result<YoungStories, Fault> {
    let pile =
        Pile { inputs: vec![Input::Path(data.file("news/rss-headlines-2023/headlines.tsv.zst")?)], ..Pile::default() };
    let found = stories(&pile, &StoryOptions::default(), &mut |_| {})?;
    let [mut total, mut shock] = [vec![0.0; DAYS], vec![0.0; DAYS]];
    let mut of_story: BTreeMap<&str, YoungStory> = BTreeMap::new();
    for row in &found.rows {
        let Some(day) = position(row) else { continue };
        let on_attack = is_on_attack(row.title.as_deref().unwrap_or_default());
        let story = of_story.entry(&row.story_id).or_insert_with(|| YoungStory {
            story: row.story_id.clone(),
            articles: vec![0.0; DAYS],
            outside_shock: vec![0.0; DAYS],
        });
        total[day] += 1.0;
        story.articles[day] += 1.0;
        if on_attack {
            shock[day] += 1.0;
        } else {
            story.outside_shock[day] += 1.0;
        }
    }
    let large = |story: &YoungStory| story.articles.iter().sum::<f64>() >= FEWEST_ARTICLES as f64;
    Ok(YoungStories { first_day: FIRST, total, shock, stories: of_story.into_values().filter(large).collect() })
}

fn position(row: &StoryArticleRow) -> Option<usize> {
    let day = row.published?.at.date();
    usize::try_from(FIRST.until(day).ok()?.get_days()).ok().filter(|&day| day < DAYS)
}

/// The words of the demonstration's query.
fn is_on_attack(title: &str) -> bool {
    let lower = title.to_lowercase();
    let mut words = lower.split(|letter: char| !letter.is_alphanumeric());
    let begins = |word: &str| word.starts_with("israel") || word.starts_with("palestin");
    words.any(|word| ["hamas", "gaza", "hezbollah"].contains(&word) || begins(word))
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
