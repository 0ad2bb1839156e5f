//! Chains: which story is a later chapter of which, and which is a part of a larger one.
//!
//! Stories are compared by the terms that stood for them when they were largest. A story is tied to the one before it
//! that it is most like: as a part, when it begins on the same day, or runs inside the other's time and is much smaller;
//! else as a later chapter.

use super::clustering::Clustering;
use super::running::Profile;
use rustc_hash::FxHashMap;

/// A story as far as chains are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    first: i64,
    last: i64,
    articles: u64,
}

/// Two stories that hang together.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryLink {
    /// The later or smaller story.
    pub story: u64,
    /// The other.
    pub linked: u64,
    /// True when it is a part of the other, false when it is a later chapter.
    pub is_part: bool,
    /// Cosine of their foremost terms.
    pub likeness: f64,
    /// Hashes of the words or pairs of words they share, the most telling first.
    pub shared: Vec<u32>,
}

/// Articles from which a story is linked.
const FEWEST_ARTICLES: u64 = 3;
/// Least cosine of two stories that hang together.
const LEAST_LIKENESS: f64 = 0.25;
/// Days after a story's last article in which it can have a later chapter.
const MEMORY: i64 = 60 * 86_400;
/// Seconds after a story's first article from which another can be a later chapter.
const CHAPTER: i64 = 86_400;
/// A part is smaller by this factor.
const PART: u64 = 3;
/// Terms shared at least.
const FEWEST_SHARED: usize = 2;
/// A term that stands for so many stories links none of them.
const MOST_STORIES: usize = 200;

impl Clustering {
    /// The links between stories, in the order in which the stories began.
    #[must_use]
    pub fn links(&self) -> Vec<StoryLink> {
        let mut runs: FxHashMap<u32, Run> = FxHashMap::default();
        for article in &self.articles {
            let published = article.published;
            let run = runs.entry(self.oldest_of(article.story)).or_insert(Run {
                first: published,
                last: published,
                articles: 0,
            });
            run.first = run.first.min(published);
            run.last = run.last.max(published);
            run.articles += 1;
        }
        let mut order: Vec<(i64, u32)> = runs
            .iter()
            .filter(|(_, run)| run.articles >= FEWEST_ARTICLES)
            .map(|(&story, run)| (run.first, story))
            .collect();
        order.sort_unstable();
        let portraits: FxHashMap<u32, Profile> =
            order.iter().map(|&(_, story)| (story, self.portrait(story))).collect();
        let mut stories_of: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let mut links = Vec::new();
        for (_, story) in order {
            links.extend(self.link(story, &runs, &portraits, &stories_of));
            for (key, _) in &portraits[&story].terms {
                stories_of.entry(*key).or_default().push(story);
            }
        }
        links
    }

    /// The earlier story that a story hangs together with most.
    fn link(
        &self,
        story: u32,
        runs: &FxHashMap<u32, Run>,
        portraits: &FxHashMap<u32, Profile>,
        stories_of: &FxHashMap<u32, Vec<u32>>,
    ) -> Option<StoryLink> {
        let (portrait, run) = (&portraits[&story], runs[&story]);
        let lists = portrait.terms.iter().filter_map(|(key, _)| stories_of.get(key));
        let mut others: Vec<u32> = lists.filter(|list| list.len() <= MOST_STORIES).flatten().copied().collect();
        others.sort_unstable();
        let others: Vec<u32> =
            others.chunk_by(|a, b| a == b).filter(|same| same.len() >= FEWEST_SHARED).map(|same| same[0]).collect();
        let likeness = |other: u32| {
            let theirs = &portraits[&other];
            portrait.nearness(theirs) / f64::from(portrait.length * theirs.length).max(f64::MIN_POSITIVE)
        };
        let (likeness, other) = others
            .into_iter()
            .filter(|other| runs[other].last + MEMORY >= run.first)
            .map(|other| (likeness(other), other))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
            .filter(|&(likeness, _)| likeness >= LEAST_LIKENESS)?;
        let theirs = &portraits[&other];
        let shared = portrait.shared(theirs);
        let is_inside = run.last <= runs[&other].last && PART * run.articles <= runs[&other].articles;
        // What breaks large is told from several sides at once.
        let is_part = is_inside || run.first < runs[&other].first + CHAPTER;
        let [story, linked] = [story, other].map(|story| self.known[story as usize].id);
        (shared.len() >= FEWEST_SHARED).then_some(StoryLink { story, linked, is_part, likeness, shared })
    }
}
