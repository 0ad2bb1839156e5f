//! The second look: which stories are one after all, and which articles belong elsewhere.

use super::changes::ChangeKind;
use super::clustering::{Clustering, Common, MOST_USERS};
use rustc_hash::FxHashSet;

/// Terms that two stories must share.
const FEWEST_SHARED: f32 = 2.0;

/// The part of a story's direction that lies in the terms it shares with another, for the two to be compared: the square
/// of a cosine, by its terms.
const LEAST_SHARED: f32 = 0.15;
/// Voices from which a story's foremost terms are remembered when it is over.
const FEWEST_TO_PORTRAY: u32 = 2;
/// Voices from which a story can be told to have nothing in common.
const FEWEST_TO_DISSOLVE: u32 = 8;
/// Stories are compared at every second look, articles asked again at every other one, which takes half the time and
/// costs nothing (`docs/stories.md`).
const LOOKS_TO_ASK: usize = 2;

/// Two stories that are alike: how much, the older, the younger.
type Pair = (f64, u32, u32);

impl Clustering {
    pub(super) fn second_look(&mut self) {
        self.looks += 1;
        self.close();
        self.sweep();
        while self.merge() {}
        self.dissolve();
        if self.looks.is_multiple_of(LOOKS_TO_ASK) {
            self.ask_again();
        }
        self.meet_again();
    }

    /// Merges pairs of stories that are alike, the most alike first, each story once; true when there were any.
    fn merge(&mut self) -> bool {
        let pairs = self.alike();
        let mut merged: FxHashSet<u32> = FxHashSet::default();
        for &(_, older, younger) in &pairs {
            if merged.contains(&older) || merged.contains(&younger) {
                continue;
            }
            merged.insert(older);
            merged.insert(younger);
            self.unite(older, younger);
        }
        !pairs.is_empty()
    }

    /// The pairs that are alike, the most alike first; afterwards no story counts as changed.
    fn alike(&mut self) -> Vec<Pair> {
        let changed: Vec<usize> = (0..self.running.len()).filter(|&place| self.running[place].is_changed()).collect();
        for &place in &changed {
            self.running[place].profile = self.running[place].profile();
        }
        let mut pairs: Vec<Pair> = Vec::new();
        for &place in &changed {
            self.alike_to(place, &mut pairs);
        }
        pairs.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        for place in changed {
            let running = &mut self.running[place];
            running.compared = running.voices;
            let known = &mut self.known[running.story as usize];
            if running.voices >= known.portrait_voices.max(FEWEST_TO_PORTRAY) {
                (known.portrait, known.portrait_voices) = (running.profile.clone(), running.voices);
            }
        }
        pairs
    }

    fn alike_to(&mut self, place: usize, pairs: &mut Vec<Pair>) {
        let running = &self.running[place];
        for (key, salience) in &running.profile.terms {
            let users = self.users.get(key).filter(|users| users.len() <= MOST_USERS);
            for &other in users.into_iter().flatten() {
                let common = &mut self.common[other as usize].common;
                if common.weight == 0.0 {
                    self.touched.push(other);
                }
                common.weight += 1.0;
                common.information += salience * salience;
            }
        }
        for other in self.touched.drain(..) {
            let Common { weight: shared, information: squares } =
                std::mem::take(&mut self.common[other as usize].common);
            if shared < FEWEST_SHARED || squares < LEAST_SHARED * running.profile.length * running.profile.length {
                continue;
            }
            let theirs = &self.running[other as usize];
            // Of two changed stories one is enough to compare them.
            let is_compared = theirs.is_changed() && (other as usize) < place;
            let both = theirs.is_open && theirs.voices > 0 && running.voices > 0;
            if is_compared || !both || other as usize == place {
                continue;
            }
            let nearness = running.profile.nearness(&theirs.profile);
            let likeness = nearness / f64::from(running.profile.length * theirs.profile.length);
            if likeness > self.options.merge && nearness > self.options.near {
                pairs.push((likeness, running.story.min(theirs.story), running.story.max(theirs.story)));
            }
        }
    }

    /// Ends the stories whose articles have too little in common; those that may be asked again begin anew.
    fn dissolve(&mut self) {
        for place in 0..self.running.len() {
            let running = &self.running[place];
            if !running.is_open || running.voices < FEWEST_TO_DISSOLVE || running.cohesion() >= self.options.cohesion {
                continue;
            }
            let gone = self.end(place);
            for at in gone.articles {
                if (at as usize) < self.recent || self.articles[at as usize].copy_of.is_some() {
                    continue;
                }
                let to = self.begin(at);
                self.put(at, to);
                let story = self.running[to as usize].story;
                self.record(ChangeKind::Split, gone.story, story, Some(at));
                for copy in self.copies.get(&at).cloned().unwrap_or_default() {
                    self.settle(copy, to);
                    self.record(ChangeKind::Split, gone.story, story, Some(copy));
                }
            }
        }
    }

    fn unite(&mut self, older: u32, younger: u32) {
        let places = [older, younger].map(|story| self.known[story as usize].place);
        let [Some(place), Some(gone)] = places else { return };
        let taken = self.end(gone as usize);
        let into = &mut self.running[place as usize];
        let mut new: Vec<u32> = taken.uses.keys().copied().filter(|key| !into.uses.contains_key(key)).collect();
        new.sort_unstable();
        for key in new {
            self.users.entry(key).or_default().push(place);
        }
        for &at in &taken.articles {
            self.articles[at as usize].story = older;
        }
        self.across.move_to(&taken, into, place);
        into.absorb(taken);
        into.compared = 0;
        self.common[place as usize].bound = into.bound(&self.options);
        self.become_one(older, younger);
    }

    /// Asks the articles of the last days again where they belong.
    fn ask_again(&mut self) {
        for at in self.recent..self.articles.len() {
            if self.articles[at].copy_of.is_none() {
                self.ask_one_again(u32::try_from(at).expect("fewer articles than 2^32"));
            }
        }
    }

    fn ask_one_again(&mut self, at: u32) {
        let from = self.articles[at as usize].story;
        let Some(place) = self.known[from as usize].place else { return };
        let running = &mut self.running[place as usize];
        running.remove(&self.terms[at as usize]);
        let is_empty = running.voices == 0;
        self.common[place as usize].bound = running.bound(&self.options);
        let best = self.best(at, Some(place));
        if best == Some(place) || (best.is_none() && is_empty) {
            let running = &mut self.running[place as usize];
            running.add(&self.terms[at as usize]);
            self.common[place as usize].bound = running.bound(&self.options);
            return;
        }
        let (language, running) = (self.articles[at as usize].told_in, &mut self.running[place as usize]);
        if self.across.is_asked() {
            running.unhear(&self.concepts[at as usize], language);
        }
        let mut leaving = vec![at];
        leaving.extend(self.copies.get(&at).into_iter().flatten());
        for article in &leaving {
            self.running[place as usize].leave(*article);
        }
        let kind = if best.is_some() { ChangeKind::Moved } else { ChangeKind::Split };
        let to = best.unwrap_or_else(|| self.begin(at));
        self.put(at, to);
        for &copy in &leaving[1..] {
            self.settle(copy, to);
        }
        self.meet(to);
        let story = self.running[to as usize].story;
        // A story whose last voice leaves may still have articles older than its vocabulary, which stay where they are.
        let is_gone = self.running[place as usize].articles.is_empty() && !self.known[from as usize].is_joined;
        if is_empty {
            self.end(place as usize);
        }
        if is_gone {
            self.record(ChangeKind::Merged, from, story, None);
        } else {
            leaving.into_iter().for_each(|article| self.record(kind, from, story, Some(article)));
        }
    }
}
