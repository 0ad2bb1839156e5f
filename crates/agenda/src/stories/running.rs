//! A story while it runs: how often its articles use each term, and how well an article or another story fits it.

use super::clustering::{Common, Placed};
use super::concepts::{Concept, ConceptKind};
use super::options::StoryOptions;
use super::sketch::NAME_WEIGHT;
use rustc_hash::FxHashMap;

/// A term of an article, its information known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Weighed {
    pub(super) key: u32,
    pub(super) weight: f32,
    /// In nats.
    pub(super) information: f32,
    /// What it counts in the article's direction: weight times information above what is common, the length of all one.
    pub(super) direction: f32,
}

/// Gives terms their direction.
pub(super) fn directed(mut terms: Box<[Weighed]>, common: f32) -> Box<[Weighed]> {
    let salience = |term: &Weighed| term.weight * (term.information - common).max(0.0);
    let length = terms.iter().map(|term| salience(term).powi(2)).sum::<f32>().sqrt();
    if length > 0.0 {
        terms.iter_mut().for_each(|term| term.direction = salience(term) / length);
    }
    terms
}

/// How a story uses a term.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Use {
    /// Sum of the weights in its articles.
    pub(super) weight: f32,
    /// Sum of its shares in the directions of its articles.
    pub(super) direction: f32,
    pub(super) information: f32,
}

/// The parts of a bound on the evidence that a story has for any article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bound {
    /// For each unit of weight of a shared term, beside its information.
    matched: f32,
    /// For each unit of weight of a term not shared.
    unmatched: f32,
    size: f32,
}

impl Default for Bound {
    /// No evidence at all.
    fn default() -> Self {
        Self { matched: 0.0, unmatched: 0.0, size: f32::NEG_INFINITY }
    }
}

impl Bound {
    /// The most that the evidence can be, but for what terms that tell little may add: `common` are the shared terms that
    /// tell, `telling` is the weight of all that the article has.
    pub(super) fn of(&self, common: Common, telling: f32) -> f32 {
        common.information + common.weight * self.matched + (telling - common.weight) * self.unmatched + self.size
    }
}

/// The foremost terms of a story.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    pub(super) terms: Box<[(u32, f32)]>,
    /// One where all articles have the same words, near nothing where they share none.
    pub(super) length: f32,
}

/// How a story's voices say a concept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Said {
    pub(super) weight: f32,
    pub(super) kind: ConceptKind,
}

/// A story while it runs.
#[derive(Clone, Debug, Default)]
pub(super) struct Running {
    /// Its number among all stories.
    pub(super) story: u32,
    /// False for a place whose story has ended.
    pub(super) is_open: bool,
    pub(super) uses: FxHashMap<u32, Use>,
    /// Sum of all weights.
    pub(super) total: f64,
    /// Voices: articles that are no copies.
    pub(super) voices: u32,
    /// All its articles, by position.
    pub(super) articles: Vec<u32>,
    /// Latest publication, seconds.
    pub(super) last: i64,
    /// What its voices say in any language: sums of weights.
    pub(super) said: FxHashMap<u32, Said>,
    /// Voices of each language.
    pub(super) languages: Vec<(u32, u32)>,
    /// Its foremost terms when stories were last compared.
    pub(super) profile: Profile,
    /// Voices then.
    pub(super) compared: u32,
}

/// Terms of a story that are compared with those of another.
const PROFILE_TERMS: usize = 48;
/// What the words of all news add to the evidence of a telling term at most, in nats.
const SLACK: f64 = 0.1;
const DAY: f64 = 86_400.0;

impl Running {
    /// Adds a voice's terms.
    pub(super) fn add(&mut self, terms: &[Weighed]) {
        for term in terms {
            let used = self.uses.entry(term.key).or_default();
            used.weight += term.weight;
            used.direction += term.direction;
            used.information = term.information;
            self.total += f64::from(term.weight);
        }
        self.voices += 1;
    }

    /// Takes a voice's terms out again.
    pub(super) fn remove(&mut self, terms: &[Weighed]) {
        for term in terms {
            if let Some(used) = self.uses.get_mut(&term.key) {
                // A term nobody uses any more stays in the table, where whoever looks for its users finds the story once.
                let is_used = used.weight - term.weight > 1e-3;
                used.weight = if is_used { used.weight - term.weight } else { 0.0 };
                used.direction = if is_used { used.direction - term.direction } else { 0.0 };
            }
            self.total -= f64::from(term.weight);
        }
        self.voices -= 1;
    }

    /// Adds what a voice says, in its language.
    pub(super) fn hear(&mut self, concepts: &[Concept], language: u32) {
        for concept in concepts {
            let said = self.said.entry(concept.key).or_insert(Said { weight: 0.0, kind: concept.kind });
            said.weight += concept.weight;
        }
        match self.languages.iter_mut().find(|(known, _)| *known == language) {
            Some((_, voices)) => *voices += 1,
            None => self.languages.push((language, 1)),
        }
    }

    /// Takes it out again.
    pub(super) fn unhear(&mut self, concepts: &[Concept], language: u32) {
        for concept in concepts {
            if let Some(said) = self.said.get_mut(&concept.key) {
                said.weight -= concept.weight;
            }
        }
        if let Some((_, voices)) = self.languages.iter_mut().find(|(known, _)| *known == language) {
            *voices -= 1;
        }
    }

    /// True when this is that story, and it still runs.
    pub(super) fn is(&self, story: u32) -> bool {
        self.is_open && self.story == story
    }

    /// Publication of its first article.
    pub(super) fn first(&self, articles: &[Placed]) -> i64 {
        self.articles.first().map_or(i64::MIN, |&at| articles[at as usize].published)
    }

    /// Voices heard, those that have left its vocabulary since among them.
    pub(super) fn heard(&self) -> u32 {
        self.languages.iter().map(|(_, voices)| voices).sum()
    }

    /// The language most of its voices are in, the first of equals.
    pub(super) fn language(&self) -> Option<u32> {
        let most = self.languages.iter().map(|(_, voices)| *voices).max().filter(|voices| *voices > 0)?;
        self.languages.iter().find(|(_, voices)| *voices == most).map(|(language, _)| *language)
    }

    /// The mean cosine of two different articles of the story, when stories were last compared.
    pub(super) fn cohesion(&self) -> f64 {
        let (voices, length) = (f64::from(self.compared), f64::from(self.profile.length));
        if voices < 2.0 { 1.0 } else { (length * length * voices - 1.0) / (voices - 1.0) }
    }

    /// True when it has become another than it was when stories were last compared: by a quarter of its voices.
    pub(super) fn is_changed(&self) -> bool {
        self.is_open && self.voices > 0 && 4 * self.voices.abs_diff(self.compared) >= self.compared.max(1)
    }

    /// Forgets that an article, of the last days and so near the end of the list, belongs here.
    pub(super) fn leave(&mut self, article: u32) {
        if let Some(at) = self.articles.iter().rposition(|&other| other == article) {
            self.articles.remove(at);
        }
    }

    /// Takes another story in.
    pub(super) fn absorb(&mut self, other: Self) {
        other.uses.into_iter().for_each(|(key, theirs)| {
            let used = self.uses.entry(key).or_default();
            used.weight += theirs.weight;
            used.direction += theirs.direction;
            used.information = theirs.information;
        });
        other.said.into_iter().for_each(|(key, theirs)| {
            self.said.entry(key).or_insert(Said { weight: 0.0, ..theirs }).weight += theirs.weight;
        });
        for (language, voices) in other.languages {
            match self.languages.iter_mut().find(|(known, _)| *known == language) {
                Some((_, known)) => *known += voices,
                None => self.languages.push((language, voices)),
            }
        }
        self.total += other.total;
        self.voices += other.voices;
        self.articles.extend(other.articles);
        self.last = self.last.max(other.last);
    }

    /// The evidence, in nats, that an article belongs here rather than to no story: each of its terms is either drawn
    /// from the story's vocabulary or from that of all news (a mixture of unigram models, as Jelinek and Mercer 1980).
    pub(super) fn evidence(&self, terms: &[Weighed], published: i64, options: &StoryOptions) -> f64 {
        if self.voices == 0 || self.total <= 0.0 {
            return f64::NEG_INFINITY;
        }
        let own = options.own_share * self.total / (self.total + options.half_known);
        let unmatched = (1.0 - own).ln();
        let discount = options.discount * (1.0 - 1.0 / f64::from(self.voices));
        let mut evidence = 0.0;
        for term in terms {
            let used = self.uses.get(&term.key);
            let ratio = used.filter(|used| used.weight > 0.0).map(|used| {
                let share = (f64::from(used.weight) - discount).max(0.0) / self.total;
                (1.0 - own + own * share * f64::from(term.information).exp()).ln()
            });
            evidence += f64::from(term.weight) * ratio.unwrap_or(unmatched);
        }
        let silent = (published - self.last).abs() as f64 / DAY;
        evidence + options.size * f64::from(self.voices).ln() - options.day * silent
    }

    /// What the evidence cannot exceed.
    pub(super) fn bound(&self, options: &StoryOptions) -> Bound {
        if self.voices == 0 || self.total <= 0.0 {
            return Bound::default();
        }
        let own = options.own_share * self.total / (self.total + options.half_known);
        // No article uses a term more than once, at the weight of a name.
        let share = (f64::from(NAME_WEIGHT) * f64::from(self.voices) / self.total).min(1.0);
        Bound {
            matched: ((own * share).ln() + SLACK) as f32,
            unmatched: (1.0 - own).ln() as f32,
            size: (options.size * f64::from(self.voices).ln()) as f32,
        }
    }

    /// The terms that stand for the story most, ascending: the mean of its articles' directions.
    pub(super) fn profile(&self) -> Profile {
        let voices = self.voices.max(1) as f32;
        let mut terms: Vec<(u32, f32)> =
            self.uses.iter().map(|(&key, used)| (key, used.direction / voices)).filter(|term| term.1 > 0.0).collect();
        let most = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if terms.len() > PROFILE_TERMS {
            terms.select_nth_unstable_by(PROFILE_TERMS, most);
            terms.truncate(PROFILE_TERMS);
        }
        terms.sort_unstable_by_key(|&(key, _)| key);
        let length = terms.iter().map(|(_, share)| share * share).sum::<f32>().sqrt();
        Profile { terms: terms.into(), length }
    }
}

impl Profile {
    /// The terms of both, those that add most to their nearness first.
    pub(super) fn shared(&self, other: &Self) -> Vec<u32> {
        let theirs = |key: u32| other.terms.binary_search_by_key(&key, |&(key, _)| key).map(|at| other.terms[at].1);
        let product = |&(key, share): &(u32, f32)| theirs(key).ok().map(|theirs| (share * theirs, key));
        let mut shared: Vec<(f32, u32)> = self.terms.iter().filter_map(product).collect();
        shared.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        shared.into_iter().map(|(_, key)| key).collect()
    }

    /// The mean cosine of an article of the one and an article of the other.
    pub(super) fn nearness(&self, other: &Self) -> f64 {
        let (left, right) = (&self.terms, &other.terms);
        let (mut i, mut j, mut cosine) = (0, 0, 0.0);
        while let (Some(a), Some(b)) = (left.get(i), right.get(j)) {
            if a.0 == b.0 {
                cosine += f64::from(a.1 * b.1);
            }
            i += usize::from(a.0 <= b.0);
            j += usize::from(b.0 <= a.0);
        }
        cosine
    }
}
