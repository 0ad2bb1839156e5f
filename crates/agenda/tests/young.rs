//! Young stories against stories of their age, on panels of our own making.

use jiff::Span;
use jiff::civil::{Date, date};
use overshadow_agenda::{YoungEstimates, YoungOptions, YoungStories, YoungStory, young_stories};
use overshadow_record::Refusal;
use proptest::prelude::*;

const FIRST: Date = date(2024, 1, 1);
const SHOCK: usize = 90;
const WEEK: usize = 7;
const COVERAGE: f64 = 500.0;

fn day(at: usize) -> Date {
    FIRST.saturating_add(Span::new().days(at as i64))
}

/// A number from 0 to 1 that looks random, the same on every run.
fn noise(story: usize, day: usize) -> f64 {
    fastrand::Rng::with_seed((1000 * story + day) as u64).f64()
}

/// Three stories are born every two days; each fades in its own time. From the shock on a share `kept` of their
/// articles is left.
fn panel(days: usize, kept: f64) -> YoungStories {
    let story = |at: usize| {
        let born = 1 + 2 * (at / 3);
        let (height, fade) = (8.0 + 20.0 * noise(at, 900), 2.0 + 5.0 * noise(at, 901));
        let articles = |day: usize| {
            let level = height / (1.0 + (day - born) as f64 / fade) * (0.5 + noise(at, day));
            (level * if day >= SHOCK { kept } else { 1.0 }).round()
        };
        let articles: Vec<f64> = (0..days).map(|day| if day < born { 0.0 } else { articles(day) }).collect();
        YoungStory { story: format!("story {at}"), outside_shock: articles.clone(), articles }
    };
    let stories: Vec<YoungStory> = (0..3 * days / 2).map(story).collect();
    YoungStories { first_day: FIRST, total: vec![COVERAGE; days], shock: vec![0.0; days], stories }
}

fn asked(stories: &YoungStories) -> YoungEstimates {
    young_stories(stories, &YoungOptions { on: day(SHOCK), window_days: 7 }).expect("the panel carries an estimate")
}

#[test]
fn stories_cut_to_a_third_are_found_together_and_the_interval_holds_the_cut() {
    let together = asked(&panel(SHOCK + WEEK, 1.0 / 3.0)).together.unwrap();
    let truth = (1.0_f64 / 3.0).ln();
    assert!(together.p_lost < 0.01 && together.p_gained > 0.99, "{together:?}");
    assert!(together.low < truth && truth < together.high && together.high < 0.0, "{together:?}");
}

#[test]
fn stories_that_go_on_as_stories_do_are_not_called() {
    let together = asked(&panel(SHOCK + WEEK, 1.0)).together.unwrap();
    assert!(together.p_lost > 0.05 && together.p_gained > 0.05, "{together:?}");
    assert!(together.low < 0.0 && 0.0 < together.high, "{together:?}");
}

#[test]
fn a_shock_that_only_dilutes_takes_share_of_all_coverage_and_none_of_the_rest() {
    let mut stories = panel(SHOCK + WEEK, 0.4);
    stories.shock[SHOCK..].fill(0.6 * COVERAGE);
    let together = asked(&stories).together.unwrap();
    assert!(together.p_share_lost < 0.01 && together.share_high < 0.0, "{together:?}");
    assert!(together.p_lost > 0.05 && together.low < 0.0 && 0.0 < together.high, "{together:?}");
}

#[test]
fn only_stories_that_run_when_the_shock_comes_have_a_row() {
    let found = asked(&panel(SHOCK + WEEK, 1.0));
    assert!(!found.stories.is_empty());
    assert!(found.stories.iter().all(|row| (3..=28).contains(&row.age_days) && row.before_per_day >= 5.0 / 3.0));
}

#[test]
fn a_story_unlike_all_others_is_refused_in_its_row_and_the_rest_are_not() {
    let mut stories = panel(SHOCK + WEEK, 1.0);
    let mut articles = vec![0.0; SHOCK + WEEK];
    articles[SHOCK - 5..].fill(400.0);
    stories.stories.push(YoungStory { story: "flood".into(), outside_shock: articles.clone(), articles });
    let found = asked(&stories);
    let refused: Vec<&str> =
        found.stories.iter().filter(|row| row.p_lost.is_none()).map(|row| row.story_id.as_str()).collect();
    assert_eq!(refused, ["flood"]);
    assert_eq!(found.stories.last().map(|row| row.story_id.as_str()), Some("flood"));
}

#[test]
fn every_reason_for_having_no_estimate_is_told_apart() {
    let refusal = |stories: &YoungStories, on: usize| {
        young_stories(stories, &YoungOptions { on: day(on), window_days: 7 }).unwrap_err()
    };
    let full = panel(SHOCK + WEEK, 1.0);
    assert!(matches!(refusal(&full, SHOCK + 1), Refusal::OutsideData { .. }));
    assert_eq!(refusal(&full, 53), Refusal::TooFewPlaceboDates { dates: 19, needed: 20 });
    assert!(matches!(refusal(&full, 0), Refusal::TooFewPlaceboDates { dates: 0, .. }));
    let few = YoungStories { stories: Vec::new(), ..full };
    assert!(matches!(refusal(&few, SHOCK), Refusal::TooFewPlaceboDates { .. }));
}

#[test]
fn few_stories_on_many_dates_are_too_few() {
    let mut few = panel(SHOCK + WEEK, 1.0);
    let steady = |at: usize| {
        let lives = |day: usize| (day / 29 == at / 6 && day > 0) as u8;
        let articles: Vec<f64> = (0..SHOCK + WEEK).map(|day| 4.0 * f64::from(lives(day))).collect();
        YoungStory { story: format!("story {at}"), outside_shock: articles.clone(), articles }
    };
    few.stories = (0..24).map(steady).collect();
    let refused = young_stories(&few, &YoungOptions { on: day(SHOCK), window_days: 7 });
    assert!(matches!(refused, Err(Refusal::TooFewPlaceboStories { needed: 30, .. })), "{refused:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]
    #[test]
    fn results_do_not_depend_on_the_order_of_stories(seed in any::<u64>()) {
        let stories = panel(SHOCK + WEEK, 0.6);
        let mut shuffled = stories.clone();
        fastrand::Rng::with_seed(seed).shuffle(&mut shuffled.stories);
        prop_assert_eq!(asked(&stories), asked(&shuffled));
    }
}
