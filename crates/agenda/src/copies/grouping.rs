//! From sketches to groups of near copies.
//!
//! Articles are taken in order of publication, then of identity, so that the result does not depend on how they came.
//! Each joins the group it is most like, or begins one. To join, it must reach the threshold to a text of the group, and
//! the group's first article must still be half like it: chains of small changes do not run away from where they began.
//! A group holds articles of one span of days after its first, and of one language where languages are known.

use super::postings::Postings;
use super::shingles::Shingles;
use super::sketch::{Content, Likeness, Sketch, days_of, likeness};
use rustc_hash::FxHashMap;

/// When articles are near copies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CopyOptions {
    /// Least Jaccard similarity, or containment of the shorter text.
    pub threshold: f64,
    /// Days after its first article within which a group grows.
    pub window_days: u32,
}

impl Default for CopyOptions {
    fn default() -> Self {
        Self { threshold: 0.8, window_days: 28 }
    }
}

/// What one article came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grouped {
    /// The group's first article: a position among the sketches.
    pub representative: usize,
    /// How alike the two are; for copies told by other means than their words, nothing.
    pub likeness: Likeness,
}

/// The least similarity of an article to the first of its group, or of a copy within one voice.
const LOOSE: f64 = 0.5;
/// Distinct texts of a group that a new one is compared with.
const MOST_TEXTS: usize = 24;
/// Groups an article is compared with, those with the most shared hashes first.
const MOST_CANDIDATES: usize = 48;

/// The group of each article, in the order of the sketches.
#[must_use]
pub fn groups(sketches: &[Sketch], options: &CopyOptions) -> Vec<Grouped> {
    let mut order: Vec<usize> = (0..sketches.len()).collect();
    order.sort_by_key(|&at| (sketches[at].published, &sketches[at].article, at));
    let mut grouping = Grouping::new(sketches, *options);
    let mut grouped = vec![Grouped { representative: 0, likeness: Likeness::default() }; sketches.len()];
    for at in order {
        grouped[at] = grouping.place(at);
    }
    grouped
}

/// A group while it grows.
struct Group {
    /// Positions of its distinct texts, the representative first.
    texts: Vec<usize>,
    day: Option<i64>,
}

struct Grouping<'a> {
    sketches: &'a [Sketch],
    options: CopyOptions,
    groups: Vec<Group>,
    postings: Postings,
    /// The latest group of a text told as a whole: the same shingles, the same short words, the same given name.
    whole: FxHashMap<(u8, u64), u32>,
    /// The first group still within the window.
    oldest: u32,
    /// Shared hashes per candidate of the present article.
    shared: FxHashMap<u32, u32>,
}

impl<'a> Grouping<'a> {
    fn new(sketches: &'a [Sketch], options: CopyOptions) -> Self {
        Self {
            sketches,
            options,
            groups: Vec::new(),
            postings: Postings::default(),
            whole: FxHashMap::default(),
            oldest: 0,
            shared: FxHashMap::default(),
        }
    }

    /// Puts an article into a group.
    fn place(&mut self, at: usize) -> Grouped {
        let sketch = &self.sketches[at];
        self.forget(sketch.published.map(days_of));
        match &sketch.content {
            Content::Nothing => self.alone(at),
            Content::Given(hash) => self.by_whole(at, (1, *hash), true),
            Content::Short(hash) => self.by_whole(at, (2, *hash), false),
            Content::Shingles(shingles) => self.by_shingles(at, shingles),
        }
    }

    /// Passes over the groups whose days are gone.
    fn forget(&mut self, day: Option<i64>) {
        let Some(day) = day else { return };
        let window = i64::from(self.options.window_days);
        while self
            .groups
            .get(self.oldest as usize)
            .is_some_and(|group| group.day.is_none_or(|begun| begun + window < day))
        {
            self.oldest += 1;
        }
    }

    fn alone(&mut self, at: usize) -> Grouped {
        self.begin(at);
        Grouped { representative: at, likeness: Likeness { jaccard: 1.0, containment: 1.0 } }
    }

    fn begin(&mut self, at: usize) -> u32 {
        let group = u32::try_from(self.groups.len()).expect("fewer groups than 2^32");
        self.groups.push(Group { texts: vec![at], day: self.sketches[at].published.map(days_of) });
        group
    }

    fn is_open(&self, group: u32, at: usize) -> bool {
        let (first, sketch) = (&self.sketches[self.groups[group as usize].texts[0]], &self.sketches[at]);
        let is_near = match (self.groups[group as usize].day, sketch.published.map(days_of)) {
            (Some(begun), Some(day)) => day - begun <= i64::from(self.options.window_days),
            (None, None) => true,
            _ => false,
        };
        is_near && (first.language == sketch.language || first.language == 0 || sketch.language == 0)
    }

    /// Joins the group of the same whole, else begins it. What the input says holds whatever the days.
    fn by_whole(&mut self, at: usize, key: (u8, u64), whatever_the_days: bool) -> Grouped {
        match self.whole.get(&key).copied() {
            Some(group) if whatever_the_days || self.is_open(group, at) => {
                Grouped { representative: self.groups[group as usize].texts[0], likeness: Likeness::default() }
            }
            _ => {
                let grouped = self.alone(at);
                self.whole.insert(key, u32::try_from(self.groups.len() - 1).expect("fewer groups than 2^32"));
                grouped
            }
        }
    }

    fn by_shingles(&mut self, at: usize, shingles: &Shingles) -> Grouped {
        // Many copies are copies to the letter; they need no search, and make no shingle look common.
        let key =
            (0, super::shingles::hash(&shingles.all().iter().map(|&shingle| u64::from(shingle)).collect::<Vec<_>>()));
        if let Some(group) = self.whole.get(&key).copied().filter(|&group| self.is_open(group, at)) {
            return self.grouped(group, shingles);
        }
        let group = match self.most_alike(at, shingles) {
            Some(group) => {
                let texts = &mut self.groups[group as usize].texts;
                if texts.len() < MOST_TEXTS {
                    texts.push(at);
                }
                group
            }
            None => self.begin(at),
        };
        self.whole.insert(key, group);
        for &shingle in shingles.sample() {
            self.postings.add(shingle, group, self.oldest);
        }
        self.grouped(group, shingles)
    }

    fn grouped(&self, group: u32, shingles: &Shingles) -> Grouped {
        let representative = self.groups[group as usize].texts[0];
        Grouped { representative, likeness: self.likeness_to(representative, shingles) }
    }

    fn likeness_to(&self, other: usize, shingles: &Shingles) -> Likeness {
        match &self.sketches[other].content {
            Content::Shingles(others) => likeness(others.all(), shingles.all()),
            _ => Likeness::default(),
        }
    }

    /// The open group that an article is a near copy of and most like; the older of two.
    fn most_alike(&mut self, at: usize, shingles: &Shingles) -> Option<u32> {
        let mut best: Option<(f64, u32)> = None;
        for group in self.candidates(at, shingles) {
            if let Some(alike) = self.reaches(group, at, shingles)
                && best.is_none_or(|(most, other)| alike > most || (alike == most && group < other))
            {
                best = Some((alike, group));
            }
        }
        best.map(|(_, group)| group)
    }

    /// Open groups that share hashes with an article, those that share most first.
    fn candidates(&mut self, at: usize, shingles: &Shingles) -> Vec<u32> {
        let mut shared = std::mem::take(&mut self.shared);
        shared.clear();
        for &shingle in shingles.sample() {
            for &group in self.postings.of(shingle) {
                *shared.entry(group).or_default() += 1;
            }
        }
        let mut candidates: Vec<(u32, u32)> = shared
            .iter()
            .map(|(&group, &count)| (count, group))
            .filter(|&(_, group)| self.is_open(group, at))
            .collect();
        self.shared = shared;
        candidates.sort_unstable_by_key(|&(count, group)| (std::cmp::Reverse(count), group));
        candidates.truncate(MOST_CANDIDATES);
        candidates.into_iter().map(|(_, group)| group).collect()
    }

    /// How alike an article is to the nearest text of a group, when it is a near copy of it and stands by its first.
    fn reaches(&self, group: u32, at: usize, shingles: &Shingles) -> Option<f64> {
        let texts = &self.groups[group as usize].texts;
        let to_first = self.likeness_to(texts[0], shingles);
        if !self.is_loose(to_first) {
            return None;
        }
        let rest = texts[1..].iter().map(|&text| (text, self.likeness_to(text, shingles)));
        let all = std::iter::once((texts[0], to_first)).chain(rest);
        let alike = all.filter(|&(text, alike)| self.is_copy(alike, self.is_rewritten(text, at)));
        alike.map(|(_, alike)| alike.jaccard.max(alike.containment)).max_by(f64::total_cmp)
    }

    /// Within one voice a text is a copy when it is half the same, since an outlet rewrites what its sister wrote. That
    /// needs a text: of two headlines half may be the name of a series.
    fn is_rewritten(&self, left: usize, right: usize) -> bool {
        let [left, right] = [left, right].map(|at| &self.sketches[at]);
        left.voice == right.voice && left.voice != 0 && left.is_long() && right.is_long()
    }

    fn is_copy(&self, alike: Likeness, may_be_rewritten: bool) -> bool {
        let least = if may_be_rewritten { LOOSE.min(self.options.threshold) } else { self.options.threshold };
        alike.jaccard >= least || alike.containment >= self.options.threshold
    }

    fn is_loose(&self, alike: Likeness) -> bool {
        alike.jaccard >= LOOSE.min(self.options.threshold) || alike.containment >= self.options.threshold
    }
}
