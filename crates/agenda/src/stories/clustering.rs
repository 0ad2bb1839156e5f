//! Articles into stories, one after the other, in order of publication.
//!
//! An article joins the running story that explains its words best, or begins one. At every second look the articles of
//! the last days are asked again, now that their stories are better known, and stories that turn out to be one are
//! merged. Second looks come after so many articles, never at the end of a batch: what comes later cannot depend on how
//! the stream was cut.

use super::across::Across;
use super::changes::{Change, ChangeKind};
use super::concepts::Concept;
use super::options::StoryOptions;
use super::running::{Bound, Profile, Running, Weighed, directed};
use super::sketch::{StorySketch, mixed};
use super::stream::StreamShares;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

/// Information from which a term brings up the stories that use it, in nats: one word in two hundred.
const TELLING: f32 = 5.3;
/// A term that so many stories use brings up none of them.
pub(super) const MOST_USERS: usize = 200;
/// The part of all terms that may be idle before lists are put in order, as a divisor.
const SWEEPS: usize = 4;
/// Articles between two second looks at least.
const FEWEST_BETWEEN_LOOKS: usize = 64;
const DAY: i64 = 86_400;

/// An article in its place.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) id: u64,
    pub(super) published: i64,
    pub(super) story: u32,
    /// The earlier article whose copy it is.
    pub(super) copy_of: Option<u32>,
    /// The language it is told in.
    pub(super) told_in: u32,
}

/// A story's fate.
#[derive(Clone, Debug)]
pub(super) struct Known {
    /// Its identity, from the article that began it.
    pub(super) id: u64,
    /// Its place while it runs.
    pub(super) place: Option<u32>,
    /// Its foremost terms when it had most voices, and how many those were.
    pub(super) portrait: Profile,
    pub(super) portrait_voices: u32,
    /// The older story, in another language, that it is one with.
    pub(super) one_with: Option<u32>,
    /// Languages it is told in, when they are several.
    pub(super) languages: BTreeSet<u32>,
    /// True when it is one with another, older or younger.
    pub(super) is_joined: bool,
}

/// What an article and a story share.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Common {
    /// Weight of the shared terms.
    pub(super) weight: f32,
    /// Weight times information.
    pub(super) information: f32,
}

/// A story as a candidate, small enough that thousands are at hand.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Candidate {
    pub(super) common: Common,
    /// What its evidence cannot exceed.
    pub(super) bound: Bound,
}

/// Stories in the making.
#[derive(Debug)]
pub struct Clustering {
    pub(super) options: StoryOptions,
    pub(super) articles: Vec<Placed>,
    /// Terms of the articles that may be looked at again, by position; empty for the others.
    pub(super) terms: Vec<Box<[Weighed]>>,
    /// What they say in any language.
    pub(super) concepts: Vec<Box<[Concept]>>,
    /// The first article that may be looked at again.
    pub(super) recent: usize,
    /// The first article that still stands in its story's vocabulary.
    pub(super) kept: usize,
    pub(super) copies: FxHashMap<u32, Vec<u32>>,
    pub(super) known: Vec<Known>,
    /// How many stories articles of this identity have begun: a live page goes on under one.
    pub(super) begun: FxHashMap<u64, u32>,
    /// The identities of all stories: no two have one.
    pub(super) identities: FxHashSet<u64>,
    /// Stories that run, and places of such as have ended.
    pub(super) running: Vec<Running>,
    /// Places in `running` of stories that use a term.
    pub(super) users: FxHashMap<u32, Vec<u32>>,
    /// What is said in any language, by whom.
    pub(super) across: Across,
    /// Terms of the articles that stand in their stories' vocabularies, and of those that left since the last sweep.
    kept_terms: usize,
    idle_terms: usize,
    /// Places whose stories have ended: those that `users` may still name, and those that are free.
    ended: Vec<u32>,
    free: Vec<u32>,
    pub(super) changes: Vec<Change>,
    shares: StreamShares,
    /// The latest publication, seconds.
    pub(super) now: i64,
    /// Articles since the last second look.
    pending: usize,
    /// Second looks so far.
    pub(super) looks: usize,
    /// What each story has in common with the present article, by place; nothing but for `touched`.
    pub(super) common: Vec<Candidate>,
    pub(super) touched: Vec<u32>,
}

impl Clustering {
    /// No articles yet.
    #[must_use]
    pub fn new(options: StoryOptions) -> Self {
        Self {
            options,
            articles: Vec::new(),
            terms: Vec::new(),
            concepts: Vec::new(),
            recent: 0,
            kept: 0,
            copies: FxHashMap::default(),
            known: Vec::new(),
            begun: FxHashMap::default(),
            identities: FxHashSet::default(),
            running: Vec::new(),
            users: FxHashMap::default(),
            across: Across::default(),
            kept_terms: 0,
            idle_terms: 0,
            ended: Vec::new(),
            free: Vec::new(),
            changes: Vec::new(),
            shares: StreamShares::default(),
            now: i64::MIN,
            pending: 0,
            looks: 0,
            common: Vec::new(),
            touched: Vec::new(),
        }
    }

    /// Puts the next article of the stream into a story. `copy_of` is the position of the earlier article whose copy it is:
    /// it joins that article's story and adds no voice to it.
    ///
    /// # Panics
    /// When `copy_of` is no earlier article.
    pub fn add(&mut self, sketch: &StorySketch, copy_of: Option<usize>) {
        let at = u32::try_from(self.articles.len()).expect("fewer articles than 2^32");
        self.now = self.now.max(sketch.published);
        let copied = copy_of.and_then(|of| self.place(self.articles[of].story));
        let copy_of = copied.and_then(|_| copy_of.and_then(|of| u32::try_from(of).ok()));
        let StorySketch { id, published, told_in, .. } = *sketch;
        self.articles.push(Placed { id, published, story: 0, copy_of, told_in });
        if let (Some(story), Some(of)) = (copied, copy_of) {
            self.terms.push(Box::default());
            self.concepts.push(Box::default());
            self.copies.entry(of).or_default().push(at);
            self.settle(at, story);
        } else {
            let terms = self.shares.weigh(sketch);
            self.kept_terms += terms.len();
            self.terms.push(directed(terms, self.options.common as f32));
            self.concepts.push(sketch.concepts.clone());
            self.listen(sketch);
            self.across.count(&sketch.concepts);
            let place = self.best(at, None).unwrap_or_else(|| self.begin(at));
            self.put(at, place);
            self.meet(place);
        }
        self.pending += 1;
        self.forget();
        let looked_at = self.articles.len() - self.recent;
        let share = self.options.second_look_share * looked_at as f64;
        if self.pending >= FEWEST_BETWEEN_LOOKS.max(share as usize) {
            self.second_look();
            self.pending = 0;
        }
    }

    /// Passes over the articles that are not asked again, and takes those out of their stories' vocabularies that are
    /// older than a story's window: a story is what is written of it now.
    fn forget(&mut self) {
        let days_ago = |days: u32| self.now - i64::from(days) * DAY;
        let (asked, kept) = (days_ago(self.options.second_look_days), days_ago(self.options.window_days));
        while self.articles.get(self.recent).is_some_and(|article| article.published < asked) {
            self.recent += 1;
        }
        while self.articles.get(self.kept).is_some_and(|article| article.published < kept) {
            let terms = std::mem::take(&mut self.terms[self.kept]);
            self.concepts[self.kept] = Box::default();
            self.kept_terms -= terms.len();
            self.idle_terms += terms.len();
            let place = self.known[self.articles[self.kept].story as usize].place;
            if let (Some(place), None) = (place, self.articles[self.kept].copy_of) {
                self.portray(place as usize);
                let running = &mut self.running[place as usize];
                running.remove(&terms);
                self.common[place as usize].bound = running.bound(&self.options);
            }
            self.kept += 1;
        }
    }

    /// Remembers what stands for a story when it has more voices than ever.
    fn portray(&mut self, place: usize) {
        let running = &self.running[place];
        let known = &mut self.known[running.story as usize];
        if running.voices > known.portrait_voices {
            (known.portrait, known.portrait_voices) = (running.profile(), running.voices);
        }
    }

    /// The foremost terms of a story when it had most voices.
    pub(super) fn portrait(&self, story: u32) -> Profile {
        let known = &self.known[story as usize];
        let running = known.place.map(|place| &self.running[place as usize]);
        match running.filter(|running| running.voices > known.portrait_voices) {
            Some(running) => running.profile(),
            None => known.portrait.clone(),
        }
    }

    /// Closes the stories that are over.
    pub(super) fn close(&mut self) {
        let lone = self.now - i64::from(self.options.lone_days) * DAY;
        for place in 0..self.running.len() {
            let running = &self.running[place];
            let oldest = if running.articles.len() == 1 { lone } else { self.oldest() };
            if running.is_open && running.last < oldest {
                self.end(place);
            }
        }
    }

    /// Forgets which stories used terms that none of their articles has any more. The lists are long, so they are put in
    /// order when a part of them is of no use.
    pub(super) fn sweep(&mut self) {
        if SWEEPS * self.idle_terms < self.kept_terms {
            return;
        }
        self.idle_terms = 0;
        let running = &self.running;
        self.users.retain(|key, places| {
            places.retain(|&place| running[place as usize].uses.get(key).is_some_and(|used| used.weight > 0.0));
            !places.is_empty()
        });
        self.across.forget(&self.running);
        for running in &mut self.running {
            running.uses.retain(|_, used| used.weight > 0.0);
        }
        self.free.append(&mut self.ended);
    }

    /// Ends a story; what it was remains in its articles. Hands back what ran.
    pub(super) fn end(&mut self, place: usize) -> Running {
        let running = std::mem::take(&mut self.running[place]);
        self.common[place].bound = Bound::default();
        self.known[running.story as usize].place = None;
        self.ended.push(u32::try_from(place).expect("fewer stories than 2^32"));
        running
    }

    /// Publication from which a story still runs.
    fn oldest(&self) -> i64 {
        self.now - i64::from(self.options.window_days) * DAY
    }

    /// The place of a story that can still grow.
    pub(super) fn place(&self, story: u32) -> Option<u32> {
        let place = self.known[story as usize].place?;
        (self.running[place as usize].last >= self.oldest()).then_some(place)
    }

    /// The place of the running story that explains an article best; `None` where none does well enough. It leaves the
    /// story at `from` for a clear reason only.
    pub(super) fn best(&mut self, at: u32, from: Option<u32>) -> Option<u32> {
        let terms = &self.terms[at as usize];
        let (mut telling, mut others) = (0.0_f32, 0.0_f32);
        for term in terms {
            let users = self.users.get(&term.key).map_or(&[][..], Vec::as_slice);
            if term.information < TELLING || users.len() > MOST_USERS {
                others += term.weight * (0.25 + 0.1 * term.information.exp()).ln().max(0.0);
                continue;
            }
            telling += term.weight;
            for &place in users {
                let common = &mut self.common[place as usize].common;
                if common.weight == 0.0 {
                    self.touched.push(place);
                }
                common.weight += term.weight;
                common.information += term.weight * term.information;
            }
        }
        let published = self.articles[at as usize].published;
        let oldest = self.oldest();
        let mut best: Option<(f64, u32)> = None;
        for place in self.touched.drain(..) {
            let candidate = &mut self.common[place as usize];
            let common = std::mem::take(&mut candidate.common);
            let least = best.map_or(self.options.join, |(most, _)| most);
            if f64::from(candidate.bound.of(common, telling) + others) + self.options.stay < least {
                continue;
            }
            let running = &self.running[place as usize];
            if running.last < oldest {
                continue;
            }
            let stay = if from == Some(place) { self.options.stay } else { 0.0 };
            let evidence = running.evidence(terms, published, &self.options) + stay;
            let story = running.story;
            let is_better = |(most, first): (f64, u32)| {
                evidence > most || (evidence == most && story < self.running[first as usize].story)
            };
            if evidence > self.options.join && best.is_none_or(is_better) {
                best = Some((evidence, place));
            }
        }
        best.map(|(_, place)| place)
    }

    /// An identity that no story has, from that of the article that begins it.
    fn new_identity(&mut self, article: u64) -> u64 {
        let begun = self.begun.entry(article).or_default();
        loop {
            let turned = article.rotate_left(*begun);
            let id = if *begun < u64::BITS { turned } else { mixed(article ^ u64::from(*begun)) };
            *begun += 1;
            if self.identities.insert(id) {
                return id;
            }
        }
    }

    /// A new story, begun by an article: its place.
    pub(super) fn begin(&mut self, at: u32) -> u32 {
        let story = u32::try_from(self.known.len()).expect("fewer stories than 2^32");
        let id = self.new_identity(self.articles[at as usize].id);
        let article = &self.articles[at as usize];
        let running = Running { story, is_open: true, last: article.published, ..Running::default() };
        let place = self.free.pop().unwrap_or_else(|| {
            self.running.push(Running::default());
            self.common.push(Candidate::default());
            u32::try_from(self.running.len() - 1).expect("fewer stories than 2^32")
        });
        self.running[place as usize] = running;
        self.known.push(Known {
            id,
            place: Some(place),
            portrait: Profile::default(),
            portrait_voices: 0,
            one_with: None,
            languages: BTreeSet::new(),
            is_joined: false,
        });
        place
    }

    /// Puts a voice into the story at a place.
    pub(super) fn put(&mut self, at: u32, place: u32) {
        let terms = &self.terms[at as usize];
        let running = &mut self.running[place as usize];
        for term in terms {
            if !running.uses.contains_key(&term.key) {
                self.users.entry(term.key).or_default().push(place);
            }
        }
        running.add(terms);
        self.common[place as usize].bound = running.bound(&self.options);
        self.hear(at, place);
        self.settle(at, place);
    }

    /// Writes down that an article belongs to the story at a place.
    pub(super) fn settle(&mut self, at: u32, place: u32) {
        let running = &mut self.running[place as usize];
        running.articles.push(at);
        running.last = running.last.max(self.articles[at as usize].published);
        self.articles[at as usize].story = running.story;
    }

    /// The stories, and what became of those that are none any more.
    #[must_use]
    pub fn finish(&self) -> Clustered {
        let story_of = self.articles.iter().map(|article| self.identity(article.story)).collect();
        Clustered { story_of, changes: self.changes.clone() }
    }

    /// Writes down what a second look found, unless the article stays in what is one story.
    pub(super) fn record(&mut self, kind: ChangeKind, from: u32, to: u32, article: Option<u32>) {
        let [from, to] = [from, to].map(|story| self.identity(story));
        if from != to {
            self.changes.push(Change { at: self.now, articles_seen: self.articles.len(), kind, from, to, article });
        }
    }
}

/// Articles with their stories.
#[derive(Clone, Debug, PartialEq)]
pub struct Clustered {
    /// The identity of each article's story, in the order in which articles were added.
    pub story_of: Vec<u64>,
    /// What was found to be otherwise at a second look, in order.
    pub changes: Vec<Change>,
}
