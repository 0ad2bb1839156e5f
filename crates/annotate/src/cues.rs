//! Cues in the text: the lexicon compiled once, and the places where its words stand.
//!
//! The lexicon maps every form of every reporting verb to what it takes after it and what it says of the speaker's
//! attitude. A form that is also a common noun ("claims") counts only with a subject beside it; that is for the caller
//! to see. An unknown verb is never a cue.

use crate::cue_lists::{CYRILLIC_VERBS, ENGLISH_NOUNS, ENGLISH_VERBS, SOURCE_PHRASES, Takes};
use crate::words::{Shape, Words};
use overshadow_record::Stance;
use rustc_hash::{FxHashMap, FxHashSet};

/// The form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Base,
    ThirdPerson,
    Past,
    PresentParticiple,
}

/// What is known of one cue word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Entry {
    pub(crate) stance: Stance,
    pub(crate) takes: Takes,
    pub(crate) form: Form,
    /// True when the form is also a common noun.
    pub(crate) noun_too: bool,
    /// True when the subject may follow without inversion being rare: Russian and Ukrainian.
    pub(crate) free_order: bool,
    /// The word that must follow: "out" in "pointed out".
    pub(crate) particle: Option<&'static str>,
}

/// All cue words.
pub(crate) struct Lexicon {
    verbs: FxHashMap<String, Entry>,
    with_particle: FxHashMap<String, Entry>,
    nouns: FxHashSet<&'static str>,
    phrases: FxHashMap<&'static str, Vec<Vec<&'static str>>>,
}

/// A cue verb in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CueVerb {
    /// The first word of the cue.
    pub(crate) at: usize,
    /// One past its last.
    pub(crate) end: usize,
    pub(crate) entry: Entry,
}

impl Lexicon {
    /// Compiles the tables.
    pub(crate) fn new() -> Self {
        let mut lexicon = Self {
            verbs: FxHashMap::default(),
            with_particle: FxHashMap::default(),
            nouns: FxHashSet::default(),
            phrases: FxHashMap::default(),
        };
        for &(stance, takes, list) in ENGLISH_VERBS {
            for verb in list.split_whitespace() {
                lexicon.add_verb(stance, takes, verb);
            }
        }
        for &(stance, list) in CYRILLIC_VERBS {
            for form in list.split_whitespace() {
                let entry = Entry {
                    stance,
                    takes: Takes::Clause,
                    form: Form::Past,
                    noun_too: false,
                    free_order: true,
                    particle: None,
                };
                lexicon.verbs.entry(form.to_owned()).or_insert(entry);
            }
        }
        for (_, list) in ENGLISH_NOUNS {
            lexicon.nouns.extend(list.split_whitespace());
        }
        for phrase in SOURCE_PHRASES {
            let words: Vec<&str> = phrase.split(' ').collect();
            lexicon.phrases.entry(words[0]).or_default().push(words);
        }
        lexicon
    }

    fn add_verb(&mut self, stance: Stance, takes: Takes, verb: &'static str) {
        let (verb, particle) = match verb.split_once('_') {
            Some((head, tail)) => (head, Some(tail)),
            None => (verb, None),
        };
        let forms = [Form::Base, Form::ThirdPerson, Form::Past, Form::PresentParticiple];
        for (written, form) in inflect(verb).into_iter().zip(forms) {
            let noun_too = written.ends_with('*');
            let entry = Entry { stance, takes, form, noun_too, free_order: false, particle };
            let table = if particle.is_some() { &mut self.with_particle } else { &mut self.verbs };
            table.entry(written.trim_end_matches('*').to_owned()).or_insert(entry);
        }
    }

    /// The cue verb that begins at word `at`, when there is one.
    pub(crate) fn verb_at(&self, words: &Words<'_>, at: usize) -> Option<CueVerb> {
        if words.shape(at) != Some(Shape::Letters) || words.in_compound(at) {
            return None;
        }
        let written = words.lower(at);
        let with_particle = self.with_particle.get(written).filter(|entry| entry.particle == Some(words.lower(at + 1)));
        if let Some(&entry) = with_particle {
            return Some(CueVerb { at, end: at + 2, entry });
        }
        self.verbs.get(written).map(|&entry| CueVerb { at, end: at + 1, entry })
    }

    /// True when word `at` is a form of a reporting verb that is nothing else.
    pub(crate) fn is_plain_verb(&self, words: &Words<'_>, at: usize) -> bool {
        !words.in_compound(at)
            && self.verbs.get(words.lower(at)).is_some_and(|entry| !entry.noun_too && entry.form != Form::Base)
    }

    /// True for a noun that carries a clause.
    pub(crate) fn is_noun(&self, word: &str) -> bool {
        self.nouns.contains(word)
    }

    /// One past the phrase that names a source and begins at word `at`.
    pub(crate) fn phrase_at(&self, words: &Words<'_>, at: usize) -> Option<usize> {
        let phrases = self.phrases.get(words.lower(at))?;
        let fits = |phrase: &&Vec<&str>| (at..).zip(phrase.iter()).all(|(place, &word)| words.lower(place) == word);
        phrases.iter().find(fits).map(|phrase| at + phrase.len())
    }
}

/// The four forms of a verb as the tables write it; a form that is also a noun keeps its `*`.
pub(crate) fn inflect(verb: &str) -> [String; 4] {
    let given: Vec<&str> = verb.split('/').collect();
    if let [base, third, past, participle] = given[..] {
        return [base, third, past, participle].map(str::to_owned);
    }
    let stem = verb.trim_end_matches('*');
    let star = if verb.ends_with('*') { "*" } else { "" };
    let (past, participle) = match stem.strip_suffix('e') {
        Some(short) => (format!("{stem}d"), format!("{short}ing")),
        None => (format!("{stem}ed"), format!("{stem}ing")),
    };
    let hisses = ["s", "sh", "ch", "x"].iter().any(|ending| stem.ends_with(ending));
    let third = if hisses { format!("{stem}es{star}") } else { format!("{stem}s{star}") };
    [format!("{stem}{star}"), third, past, participle]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_regular_verb_is_a_cue() {
        assert_eq!(inflect("note*"), ["note*", "notes*", "noted", "noting"]);
        assert_eq!(inflect("stress*"), ["stress*", "stresses*", "stressed", "stressing"]);
    }

    #[test]
    fn a_particle_belongs_to_its_cue() {
        let words = Words::new("She pointed out that");
        let cue = Lexicon::new().verb_at(&words, 1).unwrap();
        assert_eq!((cue.at, cue.end), (1, 3));
    }

    #[test]
    fn stances_follow_the_word() {
        let lexicon = Lexicon::new();
        for (word, stance) in [
            ("claimed", Stance::Claimed),
            ("denies", Stance::Denied),
            ("vowed", Stance::Promised),
            ("предупредил", Stance::Warned),
        ] {
            assert_eq!(lexicon.verb_at(&Words::new(word), 0).unwrap().entry.stance, stance, "{word}");
        }
    }
}
