//! What a candidate is: a few of its headlines are annotated, and the names and tags in them vote.

use overshadow_agenda::subjects::Candidate;
use overshadow_annotate::{Annotator, Upos, analyse, annotate};
use overshadow_record::{Article, MentionKind};
use rayon::prelude::*;
use std::fmt;

/// Headlines kept of a candidate: those whose hashes are smallest, which no order of the input changes.
const KEPT: usize = 15;
/// Share of the headlines that must agree on what a name names.
const AGREED: f64 = 0.4;
/// Share of its places in which a theme must be a noun.
const NOUN: f64 = 0.5;

/// What a subject is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubjectKind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place, or what belongs to it.
    Place,
    /// A name of whom or what the headlines do not tell.
    Name,
    /// Anything else.
    Theme,
}

impl fmt::Display for SubjectKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Name => "name",
            Self::Theme => "theme",
        })
    }
}

/// A few headlines of each candidate.
pub(super) struct Samples {
    of: Vec<Vec<(u64, String)>>,
}

impl Samples {
    pub(super) fn new(candidates: usize) -> Self {
        Self { of: vec![Vec::new(); candidates] }
    }

    /// Keeps a headline for the candidates it is on, if its hash is among the smallest.
    pub(super) fn keep(&mut self, candidates: &[u32], hash: u64, title: &str) {
        for &candidate in candidates {
            let kept = &mut self.of[candidate as usize];
            match kept.binary_search_by_key(&hash, |(hash, _)| *hash) {
                // The same words in other capitals.
                Ok(at) if title < kept[at].1.as_str() => title.clone_into(&mut kept[at].1),
                Err(at) if at < KEPT => {
                    kept.insert(at, (hash, title.to_owned()));
                    kept.truncate(KEPT);
                }
                _ => {}
            }
        }
    }

    /// The kind of each candidate; `None` for one that is an English verb or adjective.
    pub(super) fn kinds(&self, candidates: &[Candidate], annotator: &Annotator) -> Vec<Option<SubjectKind>> {
        let both: Vec<(&Candidate, &Vec<(u64, String)>)> = candidates.iter().zip(&self.of).collect();
        both.into_par_iter().map(|(candidate, titles)| kind(candidate, titles, annotator)).collect()
    }
}

fn kind(candidate: &Candidate, titles: &[(u64, String)], annotator: &Annotator) -> Option<SubjectKind> {
    let of_names = if candidate.is_name { SubjectKind::Name } else { SubjectKind::Theme };
    let is_english = candidate.language == "en"
        || (candidate.language.is_empty()
            && titles.iter().all(|(_, title)| title.chars().filter(|c| !c.is_ascii()).count() < 4));
    if !is_english {
        return Some(of_names);
    }
    let beginnings: Vec<String> = candidate.query.split(" OR ").filter_map(beginning).collect();
    let means = |word: &str| beginnings.iter().any(|beginning| word.to_lowercase().starts_with(beginning.as_str()));
    if candidate.is_name {
        let votes = titles.iter().filter_map(|(_, title)| named(title, &means, annotator));
        return Some(agreed(votes.collect(), titles.len()).unwrap_or(SubjectKind::Name));
    }
    // A phrase that is tied and draws words to it is one idea whatever its parts are.
    if candidate.query.starts_with('"') {
        return Some(SubjectKind::Theme);
    }
    let tags: Vec<bool> = titles.iter().flat_map(|(_, title)| nouns(title, &means, annotator)).collect();
    let nouns = tags.iter().filter(|is_noun| **is_noun).count();
    (tags.is_empty() || nouns as f64 >= NOUN * tags.len() as f64).then_some(SubjectKind::Theme)
}

/// The last word of a term, as words that mean it begin: of a name of several words the last tells what it is.
fn beginning(term: &str) -> Option<String> {
    let last = term.trim_matches(|c| matches!(c, '"' | '*')).split(' ').next_back()?;
    (!last.is_empty()).then(|| last.to_owned())
}

/// What the first name in a headline that holds the word names.
fn named(title: &str, means: &impl Fn(&str) -> bool, annotator: &Annotator) -> Option<MentionKind> {
    let text = format!("{title}.");
    let article =
        Article { language: Some("en".to_owned()), ..Article::of_text(String::new(), text.clone(), String::new()) };
    let mentions = annotate(&article, annotator).mentions;
    let holds = |span: &str| span.split(|c: char| !c.is_alphanumeric()).any(means);
    mentions.into_iter().find(|mention| holds(mention.span.of(&text))).map(|mention| mention.kind)
}

fn agreed(votes: Vec<MentionKind>, titles: usize) -> Option<SubjectKind> {
    let kinds = [
        (MentionKind::Person, SubjectKind::Person),
        (MentionKind::Organisation, SubjectKind::Organisation),
        (MentionKind::Place, SubjectKind::Place),
    ];
    let count = |kind: MentionKind| votes.iter().filter(|vote| **vote == kind).count();
    // Of two with as many votes the first.
    let (most, kind) =
        kinds.into_iter().rev().map(|(vote, kind)| (count(vote), kind)).max_by_key(|(votes, _)| *votes)?;
    (most > 0 && most as f64 >= AGREED * titles as f64).then_some(kind)
}

/// For each place of the word in a headline whether it is a noun there; nothing without a tagger.
fn nouns(title: &str, means: &impl Fn(&str) -> bool, annotator: &Annotator) -> Vec<bool> {
    let analysis = analyse(title, annotator);
    let tagged = analysis.tokens.iter().zip(&analysis.upos);
    let of_it = tagged.filter(|(token, _)| means(token.span.of(title)));
    of_it.map(|(_, tag)| matches!(tag, Upos::Noun | Upos::Propn)).collect()
}
