//! Stories across languages: which story in one language is which in another.
//!
//! Articles in different languages share no words, so each story is told in one language, and two of them become one when
//! they have who or where as well as what in common (`concepts`), and little else that either says.
//! How much a concept says is how seldom the stream says it, with what news in general says as a beginning.

use super::background::Background;
use super::changes::ChangeKind;
use super::clustering::Clustering;
use super::concepts::{Concept, ConceptKind};
use super::options::StoryOptions;
use super::running::{Running, Said};
use super::sketch::StorySketch;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Articles that news in general counts for.
const BEFORE: f64 = 2000.0;
/// A concept that so many stories say brings up none of them.
const MOST_SAYING: usize = 400;
const DAY: i64 = 86_400;

/// Who says what in any language.
#[derive(Clone, Debug, Default)]
pub(super) struct Across {
    /// Places and stories that say a concept; a place may have another story by now.
    saying: FxHashMap<u32, Vec<(u32, u32)>>,
    /// Articles that say it.
    times: FxHashMap<u32, f32>,
    articles: f64,
    /// Languages that say anything.
    languages: BTreeSet<u32>,
}

impl Across {
    /// True from the second language on; what is said in one alone nobody asks for.
    pub(super) fn is_asked(&self) -> bool {
        self.languages.len() > 1
    }

    /// Counts what an article says.
    pub(super) fn count(&mut self, concepts: &[Concept]) {
        if !self.is_asked() {
            return;
        }
        self.articles += 1.0;
        for concept in concepts {
            *self.times.entry(concept.key).or_default() += 1.0;
        }
    }

    /// How unexpected a concept is, in nats.
    fn information(&self, key: u32, options: &StoryOptions) -> f64 {
        let usual = Background::built_in().of_concept(key).map_or(options.name, f64::from).min(options.rare);
        let times = f64::from(self.times.get(&key).copied().unwrap_or_default());
        ((self.articles + BEFORE) / (times + BEFORE * (-usual).exp())).ln()
    }

    /// What a story said is said at another place from now on.
    pub(super) fn move_to(&mut self, taken: &Running, into: &Running, place: u32) {
        let mut new: Vec<u32> = taken.said.keys().copied().filter(|key| !into.said.contains_key(key)).collect();
        new.sort_unstable();
        for key in new {
            self.saying.entry(key).or_default().push((place, into.story));
        }
    }

    /// Forgets stories that are over.
    pub(super) fn forget(&mut self, running: &[Running]) {
        self.saying.retain(|_, places| {
            places.retain(|&(place, story)| running[place as usize].is(story));
            !places.is_empty()
        });
    }

    fn says(&mut self, concepts: &[Concept], said: &FxHashMap<u32, Said>, place: u32, story: u32) {
        for concept in concepts.iter().filter(|concept| !said.contains_key(&concept.key)) {
            self.saying.entry(concept.key).or_default().push((place, story));
        }
    }
}

/// How near two stories are.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Nearness {
    /// Cosine of what they say.
    cosine: f64,
    /// Nats of who and where that both say, and of what: one name has many stories, and one happening many places.
    who: f64,
    what: f64,
}

impl Clustering {
    /// The identity by which a story is known: that of the oldest it is one with.
    pub(super) fn identity(&self, story: u32) -> u64 {
        self.known[self.oldest_of(story) as usize].id
    }

    pub(super) fn oldest_of(&self, mut story: u32) -> u32 {
        while let Some(older) = self.known[story as usize].one_with {
            story = older;
        }
        story
    }

    /// Takes note of an article's language; with the second one, all voices that stand in their stories are heard.
    pub(super) fn listen(&mut self, sketch: &StorySketch) {
        if sketch.concepts.is_empty() || !self.across.languages.insert(sketch.told_in) {
            return;
        }
        if self.across.languages.len() == 2 {
            for at in self.kept..self.articles.len() - 1 {
                if let (None, Some(place)) = (self.articles[at].copy_of, self.place(self.articles[at].story)) {
                    self.across.count(&self.concepts[at]);
                    self.hear(u32::try_from(at).expect("fewer articles than 2^32"), place);
                }
            }
        }
    }

    /// A voice is heard in the story at a place.
    pub(super) fn hear(&mut self, at: u32, place: u32) {
        if !self.across.is_asked() {
            return;
        }
        let running = &mut self.running[place as usize];
        let concepts = &self.concepts[at as usize];
        self.across.says(concepts, &running.said, place, running.story);
        running.hear(concepts, self.articles[at as usize].told_in);
    }

    /// Two stories are one from now on, and have the identity of the older.
    pub(super) fn become_one(&mut self, a: u32, b: u32) {
        let [a, b] = [a, b].map(|story| self.oldest_of(story));
        let (older, younger) = (a.min(b), a.max(b));
        if older == younger {
            return;
        }
        self.record(ChangeKind::Merged, younger, older, None);
        self.known[younger as usize].one_with = Some(older);
        let languages = std::mem::take(&mut self.known[younger as usize].languages);
        self.known[older as usize].languages.extend(languages);
        for story in [older, younger] {
            self.known[story as usize].is_joined = true;
        }
    }

    /// Looks again at the stories of the last days.
    pub(super) fn meet_again(&mut self) {
        if !self.across.is_asked() {
            return;
        }
        let since = self.now - self.options.across_days * DAY;
        for place in 0..self.running.len() {
            let running = &self.running[place];
            if running.is_open && running.last >= since {
                self.meet_now(u32::try_from(place).expect("fewer stories than 2^32"));
            }
        }
    }

    /// Looks whether the story at a place, which has grown, is one with a story in another language.
    pub(super) fn meet(&mut self, place: u32) {
        if self.across.is_asked() && self.running[place as usize].voices.is_power_of_two() {
            self.meet_now(place);
        }
    }

    fn meet_now(&mut self, place: u32) {
        let Some((near, other)) = self.nearest_across(place) else { return };
        let [ours, theirs] = [place, other].map(|place| self.running[place as usize].story);
        let [our_oldest, their_oldest] = [ours, theirs].map(|story| self.oldest_of(story));
        if our_oldest == their_oldest {
            return;
        }
        let languages =
            [(our_oldest, place), (their_oldest, other)].map(|(oldest, place)| self.languages(oldest, place));
        // Two stories that are both told in the same two languages could have met within one of them.
        if languages[0].intersection(&languages[1]).count() >= 2 && near.cosine < self.options.across_both {
            return;
        }
        self.become_one(ours, theirs);
        let oldest = self.oldest_of(ours);
        self.known[oldest as usize].languages = &languages[0] | &languages[1];
    }

    /// The languages that a story is told in, whose part at a place is one of them.
    fn languages(&self, oldest: u32, place: u32) -> BTreeSet<u32> {
        let mut languages = self.known[oldest as usize].languages.clone();
        languages.extend(self.running[place as usize].language());
        languages
    }

    /// The story in another language that says most nearly the same; `None` where none is near enough.
    fn nearest_across(&self, place: u32) -> Option<(Nearness, u32)> {
        let (running, options) = (&self.running[place as usize], &self.options);
        let mut best: Option<(f64, Nearness, u32)> = None;
        for other in self.candidates_across(place) {
            let near = self.nearness_across(running, &self.running[other as usize]);
            let evidence = (near.who + near.what) * near.cosine;
            let is_near = near.who > 0.0 && near.what > 0.0 && near.cosine >= options.across_cosine;
            if !is_near || evidence < options.across_evidence {
                continue;
            }
            if best.is_none_or(|(most, _, first)| evidence > most || (evidence == most && other < first)) {
                best = Some((evidence, near, other));
            }
        }
        best.map(|(_, near, other)| (near, other))
    }

    /// Places of the stories in other languages, at about the same time, that say something of what a story says.
    fn candidates_across(&self, place: u32) -> BTreeSet<u32> {
        let running = &self.running[place as usize];
        let Some(language) = running.language() else { return BTreeSet::new() };
        let days = self.options.across_days * DAY;
        let is_candidate = |&(other, story): &(u32, u32)| {
            let theirs = &self.running[other as usize];
            theirs.is(story)
                && theirs.language().is_some_and(|it| it != language)
                && theirs.last + days >= running.first(&self.articles)
                && running.last + days >= theirs.first(&self.articles)
        };
        let keys = running.said.iter().filter(|(_, said)| said.weight > 0.0).map(|(key, _)| key);
        let lists = keys.filter_map(|key| self.across.saying.get(key)).filter(|saying| saying.len() <= MOST_SAYING);
        lists.flatten().filter(|it| is_candidate(it)).map(|(other, _)| *other).collect()
    }

    fn nearness_across(&self, ours: &Running, theirs: &Running) -> Nearness {
        let options = &self.options;
        let salience = |key: u32, said: &Said, story: &Running| {
            let information = self.across.information(key, options) - options.across_common;
            f64::from(said.weight.max(0.0)) / f64::from(story.heard().max(1)) * information.max(0.0)
        };
        let mut keys: Vec<(u32, &Said)> = ours.said.iter().map(|(&key, said)| (key, said)).collect();
        keys.sort_unstable_by_key(|(key, _)| *key);
        let (mut product, mut who, mut what) = (0.0, 0.0, 0.0);
        for (key, said) in keys {
            let Some(other) = theirs.said.get(&key) else { continue };
            let (a, b) = (salience(key, said, ours), salience(key, other, theirs));
            product += a * b;
            let is_name = matches!(said.kind, ConceptKind::Name | ConceptKind::Country);
            *if is_name { &mut who } else { &mut what } += a.min(b);
        }
        let length = |story: &Running, shared_with: &Running| {
            let mut squares: Vec<f64> = story
                .said
                .iter()
                .filter(|(key, said)| said.kind != ConceptKind::Spelling || shared_with.said.contains_key(key))
                .map(|(&key, said)| salience(key, said, story).powi(2))
                .collect();
            squares.sort_unstable_by(f64::total_cmp);
            squares.iter().sum::<f64>().sqrt()
        };
        let cosine = product / (length(ours, theirs) * length(theirs, ours)).max(f64::MIN_POSITIVE);
        Nearness { cosine, who, what }
    }
}
