//! What a shock did to the stories that were running when it came.
//!
//! A story born last week has no 56 days behind it, so its own past cannot say how it would have gone on. Stories of
//! its age and size at other dates can: their decay is pooled into one forecast, and the question is whether the stories
//! alive at the shock fell more than such stories fall in a week on which nothing is asked (`docs/young-stories.md`).
//! One story is so restless that it can hardly ever show a loss; all of them together can, and that answer is held
//! against whole dates, because the stories of a date share its news. Nothing here makes stories out of articles.

mod fit;
mod reference;
mod together;
mod windows;

use crate::multiplicity::benjamini_hochberg;
use crate::series::{day_after, days_between};
use crate::verdict::{stories_verdict, story_verdict};
use fit::{Judged, fit};
use jiff::civil::Date;
use overshadow_record::{Refusal, StoriesTogether, StoryDisplacement, Verdict};
use reference::{Reference, effective};
use std::collections::BTreeMap;
use together::{Dates, STORIES_NEEDED};
use windows::{AGES, Base, Course, Window, windows_at};

/// Placebo stories that an estimate needs, counted by their weights (Kish 1965).
const PLACEBO_STORIES_NEEDED: f64 = 30.0;
/// Placebo dates that an estimate needs.
const PLACEBO_DATES_NEEDED: usize = 20;

/// One story. Its first article is its birth.
#[derive(Clone, Debug, PartialEq)]
pub struct YoungStory {
    /// Its name; no other story has it.
    pub story: String,
    /// Articles a day, from the first day of the data on.
    pub articles: Vec<f64>,
    /// Those of `articles` that are not on the shock as well.
    pub outside_shock: Vec<f64>,
}

/// Stories among all coverage.
///
/// Which stories there are must not depend on what came after they were three days old: a rule that keeps the stories
/// that grew large in the end drops those that a shock cut short.
#[derive(Clone, Debug, PartialEq)]
pub struct YoungStories {
    /// The day of position 0.
    pub first_day: Date,
    /// All articles per day.
    pub total: Vec<f64>,
    /// Articles on the shock per day.
    pub shock: Vec<f64>,
    /// The stories, each with as many days as `total`.
    pub stories: Vec<YoungStory>,
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YoungOptions {
    /// First day of the window.
    pub on: Date,
    /// Days in the window. Whole weeks hold every weekday alike.
    pub window_days: u32,
}

/// The estimates of one shock.
#[derive(Clone, Debug, PartialEq)]
pub struct YoungEstimates {
    /// One row per running story, largest loss first, refused ones last.
    pub stories: Vec<StoryDisplacement>,
    /// All of them together; `None` when fewer than five run.
    pub together: Option<StoriesTogether>,
}

/// Both questions ask the same of different counts: all coverage, or that outside the shock.
struct Answer {
    /// Stories that run at the shock, in the order of the stories.
    running: Vec<Judged>,
    /// Those that run at each placebo date.
    placebos: Vec<Vec<Judged>>,
    dates: Dates,
}

/// Estimates what a shock did to the stories that are 3 to 28 days old when it comes and have at least five articles
/// in the three days before.
///
/// # Errors
/// A [`Refusal`] when the window reaches beyond the data, or when there are fewer than 20 placebo dates with running
/// stories, or fewer than 30 stories in them. A story with fewer than 30 stories like it is refused in its row.
pub fn young_stories(stories: &YoungStories, options: &YoungOptions) -> Result<YoungEstimates, Refusal> {
    let [event, window] = position(stories, options)?;
    // Sums of floating point numbers depend on their order, which must not depend on that of the input.
    let mut ordered: Vec<&YoungStory> = stories.stories.iter().collect();
    ordered.sort_by(|a, b| a.story.cmp(&b.story));
    let outside: Vec<f64> = stories.total.iter().zip(&stories.shock).map(|(total, shock)| total - shock).collect();
    let share = answer(&ordered, |story| &story.articles, &stories.total, [event, window])?;
    let rest = answer(&ordered, |story| &story.outside_shock, &outside, [event, window])?;
    let mut rows: Vec<StoryDisplacement> =
        share.running.iter().zip(&rest.running).map(|pair| row(&ordered, pair, [&share, &rest])).collect();
    adjust(&mut rows);
    rows.sort_by(|a, b| {
        let change = |row: &StoryDisplacement| row.change_log_share_non_shock.unwrap_or(f64::INFINITY);
        change(a).total_cmp(&change(b)).then_with(|| a.story_id.cmp(&b.story_id))
    });
    let together = (rest.running.len() >= STORIES_NEEDED).then(|| together(&share, &rest));
    Ok(YoungEstimates { stories: rows, together })
}

/// The position of the shock, and the days of the window.
fn position(stories: &YoungStories, options: &YoungOptions) -> Result<[usize; 2], Refusal> {
    let days = stories.total.len();
    let window = options.window_days as usize;
    usize::try_from(days_between(stories.first_day, options.on))
        .ok()
        .filter(|event| window > 0 && event + window <= days)
        .map(|event| [event, window])
        .ok_or_else(|| Refusal::OutsideData {
            on: options.on,
            window_days: options.window_days,
            first: stories.first_day,
            last: day_after(stories.first_day, days.saturating_sub(1)),
        })
}

fn answer(
    stories: &[&YoungStory],
    asked: impl Fn(&YoungStory) -> &[f64],
    base: &[f64],
    [event, window]: [usize; 2],
) -> Result<Answer, Refusal> {
    let base = Base::new(base);
    let courses: Vec<Course> = stories.iter().map(|story| Course::new(&story.articles, asked(story))).collect();
    // From this date on stories of every age can be told; the last window ends before the shock.
    let dates = *AGES.end()..(event + 1).saturating_sub(window);
    let windows: Vec<Vec<Window>> = dates.map(|date| windows_at(&courses, &base, date, window)).collect();
    suffice(&windows)?;
    let fitted = fit(windows.iter().flatten());
    let judge = |windows: Vec<Window>| windows.into_iter().map(|window| fitted.judge(window)).collect::<Vec<_>>();
    let running = judge(windows_at(&courses, &base, event, window));
    let placebos: Vec<Vec<Judged>> = windows.into_iter().map(judge).collect();
    Ok(Answer { running, dates: Dates::of(&placebos, window), placebos })
}

fn suffice(windows: &[Vec<Window>]) -> Result<(), Refusal> {
    let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let dates = windows.iter().filter(|stories| stories.len() >= STORIES_NEEDED).count();
    if dates < PLACEBO_DATES_NEEDED {
        return Err(Refusal::TooFewPlaceboDates { dates: narrow(dates), needed: narrow(PLACEBO_DATES_NEEDED) });
    }
    let mut by_story: BTreeMap<usize, f64> = BTreeMap::new();
    windows.iter().flatten().for_each(|window| *by_story.entry(window.story).or_default() += 1.0);
    let effective = effective(by_story.values());
    if effective < PLACEBO_STORIES_NEEDED {
        return Err(Refusal::TooFewPlaceboStories { stories: effective as u32, needed: PLACEBO_STORIES_NEEDED as u32 });
    }
    Ok(())
}

/// One story's row, both questions answered; null where too few stories are like it.
fn row(
    stories: &[&YoungStory],
    (share, rest): (&Judged, &Judged),
    [of_share, of_rest]: [&Answer; 2],
) -> StoryDisplacement {
    let [all, others] = [(share, of_share), (rest, of_rest)]
        .map(|(judged, answer)| Reference::of(judged, answer.placebos.iter().flatten()));
    let placebo_stories = all.stories.min(others.stories);
    let known = placebo_stories >= PLACEBO_STORIES_NEEDED;
    let change =
        |judged: &Judged, reference: &Reference, q: f64| known.then(|| judged.change_for(reference.quantile(q)));
    StoryDisplacement {
        story_id: stories[share.window.story].story.clone(),
        title: None,
        age_days: share.window.age as u64,
        before_per_day: share.window.recent / windows::RECENT_DAYS as f64,
        observed: rest.window.seen,
        change_log_share: change(share, &all, 0.5),
        share_low: change(share, &all, 0.975),
        share_high: change(share, &all, 0.025),
        p_share_lost: known.then(|| all.p_low(share.error)),
        change_log_share_non_shock: change(rest, &others, 0.5),
        low: change(rest, &others, 0.975),
        high: change(rest, &others, 0.025),
        p_lost: known.then(|| others.p_low(rest.error)),
        p_gained: known.then(|| others.p_high(rest.error)),
        q_lost: None,
        verdict: Verdict::Refused,
        placebo_stories,
    }
}

/// Adjusts the p-values over the estimated stories, and says what they allow to be said.
fn adjust(rows: &mut [StoryDisplacement]) {
    let adjusted =
        |p: fn(&StoryDisplacement) -> Option<f64>| benjamini_hochberg(&rows.iter().filter_map(p).collect::<Vec<_>>());
    let [q_lost, q_gained] = [adjusted(|row| row.p_lost), adjusted(|row| row.p_gained)];
    let estimated = rows.iter_mut().filter(|row| row.p_lost.is_some());
    for (row, (q_lost, q_gained)) in estimated.zip(q_lost.into_iter().zip(q_gained)) {
        row.q_lost = Some(q_lost);
        row.verdict = story_verdict(row, q_gained);
    }
}

fn together(share: &Answer, rest: &Answer) -> StoriesTogether {
    let [change_log_share, share_low, share_high] = share.dates.change(&share.running);
    let [change_log_share_non_shock, low, high] = rest.dates.change(&rest.running);
    let p_lost = rest.dates.p_lost(&rest.running);
    let estimate = StoriesTogether {
        stories: rest.running.len() as u64,
        change_log_share,
        share_low,
        share_high,
        p_share_lost: share.dates.p_lost(&share.running),
        change_log_share_non_shock,
        low,
        high,
        p_lost,
        p_gained: 1.0 - p_lost,
        verdict: Verdict::CannotTell,
        placebo_dates: rest.dates.dates as u64,
        independent_dates: rest.dates.independent,
    };
    StoriesTogether { verdict: stories_verdict(&estimate), ..estimate }
}
