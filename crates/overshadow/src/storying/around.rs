//! The stories around a shock: which of them it is, how that one hangs together with others, and what was running when
//! it broke.
//!
//! A story runs when it has five articles in the three days before. Those of 3 to 28 days are held against stories of
//! their age and size at other dates (`agenda::young_stories`); older ones are named and refused.

use super::describing::{day, first_of_chain};
use super::{Stories, story_name};
use crate::finding::central;
use jiff::Span;
use jiff::civil::Date;
use overshadow_agenda::{YoungOptions, YoungStories, YoungStory, young_stories};
use overshadow_annotate::Annotator;
use overshadow_record::{
    Chapter, Headline, Headlines, RunningStory, ShockStories, StoriesAround, StoryDisplacement, Verdict,
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// Days whose articles say whether a story runs, and how many it needs, as `agenda::young_stories` has it.
const RECENT_DAYS: i64 = 3;
const ARTICLES_NEEDED: usize = 5;
/// Stories shown that were running, the largest.
const RUNNING_SHOWN: usize = 40;
/// Stories shown that the shock is, and later chapters of theirs, the largest.
const CHAPTERS_SHOWN: usize = 8;
/// Articles that one of them needs to be shown.
const FEWEST_ARTICLES: usize = 3;
/// Headlines of each.
const HEADLINES_OF_CHAPTER: usize = 3;

/// What is asked of the stories around a shock.
#[derive(Clone, Copy, Debug)]
pub struct AroundOptions<'a> {
    /// First day of the window.
    pub on: Date,
    /// Days in it.
    pub window_days: u32,
    /// Count only articles that are no near copies of earlier ones.
    pub independent: bool,
    /// Articles that count, by what tells each from all others, and whether it is on the shock.
    pub counted: &'a FxHashMap<u64, bool>,
}

impl AroundOptions<'_> {
    /// The first day after the window.
    fn end(&self) -> Date {
        self.on.saturating_add(Span::new().days(i64::from(self.window_days)))
    }
}

/// An article that counts.
#[derive(Clone, Copy, Debug)]
struct Counted {
    /// Position in the rows of all stories.
    at: usize,
    day: Date,
    on_shock: bool,
}

/// A story with its articles that count, in order of publication.
#[derive(Clone, Debug)]
struct Member {
    /// Position among all stories.
    story: usize,
    articles: Vec<Counted>,
}

impl Stories {
    /// The stories around a shock.
    #[must_use]
    pub fn around(&self, options: &AroundOptions<'_>, annotator: &Annotator) -> StoriesAround {
        let members: Vec<Member> = (0..self.members.len()).map(|story| self.counted(story, options)).collect();
        let shock = self.shock_stories(&members, options, annotator);
        let [mut running, about_shock] = running(&members, options.on);
        let young = self.young(&members, &about_shock);
        let asked = YoungOptions { on: options.on, window_days: options.window_days };
        let (estimates, together, refusal) = match young_stories(&young, &asked) {
            Ok(found) => (found.stories, found.together, None),
            Err(refusal) => (Vec::new(), None, Some(refusal)),
        };
        running.sort_by_key(|member| (Reverse(recent(member, options.on)), self.members[member.story].1[0]));
        let mut estimates: FxHashMap<String, StoryDisplacement> =
            estimates.into_iter().map(|row| (row.story_id.clone(), row)).collect();
        let story = |(at, member): (usize, &&Member)| {
            let displacement = match estimates.remove(&story_name(self.members[member.story].0)) {
                Some(known) => StoryDisplacement { title: self.title(member.story), ..known },
                None => self.refused(member, options),
            };
            let headlines = (at < RUNNING_SHOWN).then(|| self.headlines_around(member, options));
            RunningStory { displacement, headlines }
        };
        let mut running: Vec<RunningStory> = running.iter().enumerate().map(story).collect();
        let change = |story: &RunningStory| story.displacement.change_log_share_non_shock.unwrap_or(f64::INFINITY);
        running.sort_by(|a, b| change(a).total_cmp(&change(b)));
        let running_on_shock = about_shock.len() as u64;
        StoriesAround { shock, running, running_on_shock, together, refusal }
    }

    /// The articles of a story that count.
    fn counted(&self, story: usize, options: &AroundOptions<'_>) -> Member {
        let counted = |&at: &usize| {
            let row = &self.rows[at];
            let on_shock = *options.counted.get(&self.identities[at])?;
            let is_voice = row.independent || !options.independent;
            is_voice.then_some(Counted { at, day: day(row)?, on_shock })
        };
        Member { story, articles: self.members[story].1.iter().filter_map(counted).collect() }
    }

    /// The stories that the shock's articles in the window belong to, and their later chapters.
    fn shock_stories(
        &self,
        members: &[Member],
        options: &AroundOptions<'_>,
        annotator: &Annotator,
    ) -> Option<ShockStories> {
        let end = options.end();
        let on_shock = |member: &Member| {
            let inside = |it: &&Counted| it.on_shock && options.on <= it.day && it.day < end;
            member.articles.iter().filter(inside).count()
        };
        let mut holders: Vec<(usize, usize)> = members
            .iter()
            .map(|member| (on_shock(member), member.story))
            .filter(|(articles, _)| *articles > 0)
            .collect();
        let all: usize = holders.iter().map(|(articles, _)| articles).sum();
        holders.sort_by_key(|&(articles, story)| (Reverse(articles), story));
        // What has no story of its own yet is shown all the same, when there is nothing larger.
        let large = holders.iter().filter(|(articles, _)| *articles >= FEWEST_ARTICLES).count().max(1);
        holders.truncate(large.min(CHAPTERS_SHOWN));
        let ties = self.ties();
        let first = |story: usize| first_of_chain(self.members[story].0, &ties);
        let chains: FxHashSet<u64> = holders.iter().map(|&(_, story)| first(story)).collect();
        let mut later: Vec<usize> = (0..self.members.len())
            .filter(|&story| self.members[story].1.len() >= FEWEST_ARTICLES && chains.contains(&first(story)))
            .filter(|&story| day(&self.rows[self.members[story].1[0]]).is_some_and(|day| day >= end))
            .collect();
        later.sort_by_key(|&story| (Reverse(self.members[story].1.len()), story));
        let later_left_out = later.len().saturating_sub(CHAPTERS_SHOWN) as u64;
        later.truncate(CHAPTERS_SHOWN);
        let chapters = |mut stories: Vec<(usize, usize)>| -> Vec<Chapter> {
            stories.sort_by_key(|&(_, story)| self.members[story].1[0]);
            let chapter =
                |(articles, story): (usize, usize)| self.chapter(story, articles as f64 / all as f64, &ties, annotator);
            stories.into_iter().filter_map(chapter).collect()
        };
        (all > 0).then(|| ShockStories {
            stories_left_out: (large - holders.len()) as u64,
            stories: chapters(holders),
            later: chapters(later.into_iter().map(|story| (0, story)).collect()),
            later_left_out,
        })
    }

    fn chapter(
        &self,
        story: usize,
        share: f64,
        ties: &FxHashMap<u64, (u64, bool)>,
        annotator: &Annotator,
    ) -> Option<Chapter> {
        let (id, articles) = &self.members[story];
        let link = self.links().iter().find(|link| link.story == *id);
        let headlines: Vec<Headline> = articles.iter().filter_map(|&at| self.headline(at)).collect();
        let last_day = self.rows.last().and_then(day)?;
        Some(Chapter {
            story: self.describe(*id, articles, last_day, ties, Some(annotator))?,
            share,
            shared_terms: link.map(|link| self.link_row(link).shared_terms).unwrap_or_default(),
            headlines: central(&headlines).into_iter().take(HEADLINES_OF_CHAPTER).collect(),
        })
    }

    /// All stories large enough to run once, but those about the shock, as counts a day.
    fn young(&self, members: &[Member], about_shock: &[&Member]) -> YoungStories {
        let days = Days::of(members);
        let left_out: FxHashSet<usize> = about_shock.iter().map(|member| member.story).collect();
        let is_story = |member: &&Member| member.articles.len() >= ARTICLES_NEEDED && !left_out.contains(&member.story);
        let story = |member: &Member| YoungStory {
            story: story_name(self.members[member.story].0),
            articles: days.count(member.articles.iter()),
            outside_shock: days.count(member.articles.iter().filter(|it| !it.on_shock)),
        };
        let all = || members.iter().flat_map(|member| &member.articles);
        YoungStories {
            first_day: days.first,
            total: days.count(all()),
            shock: days.count(all().filter(|it| it.on_shock)),
            stories: members.iter().filter(is_story).map(story).collect(),
        }
    }

    /// What is known of a running story without an estimate.
    fn refused(&self, member: &Member, options: &AroundOptions<'_>) -> StoryDisplacement {
        let end = options.end();
        let inside = |it: &&Counted| !it.on_shock && options.on <= it.day && it.day < end;
        StoryDisplacement {
            story_id: story_name(self.members[member.story].0),
            title: self.title(member.story),
            age_days: member.articles.first().map_or(0, |first| position(first.day, options.on)) as u64,
            before_per_day: recent(member, options.on) as f64 / RECENT_DAYS as f64,
            observed: member.articles.iter().filter(inside).count() as f64,
            change_log_share: None,
            share_low: None,
            share_high: None,
            p_share_lost: None,
            change_log_share_non_shock: None,
            low: None,
            high: None,
            p_lost: None,
            p_gained: None,
            q_lost: None,
            verdict: Verdict::Refused,
            placebo_stories: 0.0,
        }
    }

    /// A story's headlines in the window, and in as many days before.
    fn headlines_around(&self, member: &Member, options: &AroundOptions<'_>) -> Headlines {
        let window = Span::new().days(i64::from(options.window_days));
        let (start, end) = (options.on.saturating_sub(window), options.end());
        let between = |from: Date, to: Date| -> Vec<Headline> {
            let inside = member.articles.iter().filter(|it| from <= it.day && it.day < to);
            inside.filter_map(|it| self.headline(it.at)).collect()
        };
        let (before, after) = (between(start, options.on), between(options.on, end));
        Headlines {
            subject: self.title(member.story).unwrap_or_else(|| story_name(self.members[member.story].0)),
            before: central(&before),
            before_total: before.len() as u64,
            after: central(&after),
            after_total: after.len() as u64,
        }
    }

    /// The most central headline of a story.
    pub(super) fn title(&self, story: usize) -> Option<String> {
        self.rows[self.central(&self.members[story].1)[0]].title.clone()
    }

    fn headline(&self, at: usize) -> Option<Headline> {
        let row = &self.rows[at];
        let (day, title) = (day(row)?, row.title.clone()?);
        Some(Headline { day, outlet: row.outlet.clone().unwrap_or_default(), title, url: row.url.clone() })
    }
}

/// Articles of the days before a date that say whether a story runs.
fn recent(member: &Member, on: Date) -> usize {
    let start = on.saturating_sub(Span::new().days(RECENT_DAYS));
    member.articles.iter().filter(|it| start <= it.day && it.day < on).count()
}

/// The stories that run, and those of them of whose articles before half are on the shock: no story that it could push
/// aside.
fn running(members: &[Member], on: Date) -> [Vec<&Member>; 2] {
    let runs = members.iter().filter(|member| recent(member, on) >= ARTICLES_NEEDED);
    let (others, on_shock) = runs.partition(|member| {
        let before = || member.articles.iter().filter(|it| it.day < on);
        2 * before().filter(|it| it.on_shock).count() < before().count()
    });
    [others, on_shock]
}

/// Days of the articles that count, from the first on.
#[derive(Clone, Copy, Debug)]
struct Days {
    first: Date,
    n_days: usize,
}

impl Days {
    fn of(members: &[Member]) -> Self {
        let days = || members.iter().flat_map(|member| member.articles.iter().map(|it| it.day));
        let first = days().min().unwrap_or_default();
        Self { first, n_days: days().max().map_or(0, |last| position(first, last) + 1) }
    }

    /// Articles a day.
    fn count<'a>(self, articles: impl Iterator<Item = &'a Counted>) -> Vec<f64> {
        let mut per_day = vec![0.0; self.n_days];
        articles.for_each(|it| per_day[position(self.first, it.day)] += 1.0);
        per_day
    }
}

fn position(first_day: Date, day: Date) -> usize {
    day.since(first_day).map_or(0, |span| span.get_days().unsigned_abs() as usize)
}
