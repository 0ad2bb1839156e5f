//! Stories in queries: `story:ID` and `chain:ID` among the labels of an article, and what to call a subject that is a story.

use super::describing::{day, first_of_chain};
use super::{Stories, story_name};
use crate::error::Error;
use jiff::civil::Date;
use overshadow_agenda::query::{Expression, Field, Label, Subject, Term, parse};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// The part of its largest day that a story has on the day it breaks: one that came to it by mistake, days before, is
/// no beginning.
pub(crate) const BROKEN_AT: usize = 20;

/// What stories say of each article of a pile.
#[derive(Debug)]
pub struct StoryLabels {
    /// Position of its story, by what tells the article from all others.
    story_of: FxHashMap<u64, usize>,
    /// Names of each story and of the first of its chain.
    names: Vec<[String; 2]>,
}

impl StoryLabels {
    /// The labels of an article; none for one that has no story.
    pub(crate) fn of(&self, identity: u64) -> Vec<(Label, String)> {
        let Some(&story) = self.story_of.get(&identity) else { return Vec::new() };
        let [story, chain] = self.names[story].clone();
        vec![(Label::Story, story), (Label::Chain, chain)]
    }
}

impl Stories {
    /// The labels by which queries find a story's articles.
    #[must_use]
    pub fn labels(&self) -> StoryLabels {
        let ties = self.ties();
        let names =
            self.members.iter().map(|&(story, _)| [story_name(story), story_name(first_of_chain(story, &ties))]);
        StoryLabels { story_of: self.story_of.clone(), names: names.collect() }
    }

    /// A subject that is one story or chain and has no name of its own is called by the story's headline; a chain may be
    /// asked for by any story in it.
    ///
    /// # Errors
    /// When the pile has no such story.
    pub fn named(&self, subject: Subject) -> Result<Subject, Error> {
        let Some(story) = self.asked_story(&subject)? else { return Ok(subject) };
        let name = self.title(story).filter(|_| subject.name == subject.query).unwrap_or(subject.name);
        let is_chain = subject.query.to_lowercase().starts_with("chain:");
        let first = || story_name(first_of_chain(self.members[story].0, &self.ties()));
        let query = if is_chain { format!("chain:{}", first()) } else { subject.query };
        Ok(Subject { name, query })
    }

    /// The day on which a story broke: the first with at least a twentieth of the articles of its largest day. `None` where
    /// the subject is more or less than one story or chain.
    ///
    /// # Errors
    /// When the pile has no such story.
    pub fn broke_on(&self, subject: &Subject) -> Result<Option<Date>, Error> {
        let Some(story) = self.asked_story(subject)? else { return Ok(None) };
        let mut days: BTreeMap<Date, usize> = BTreeMap::new();
        for day in self.members[story].1.iter().filter_map(|&at| day(&self.rows[at])) {
            *days.entry(day).or_default() += 1;
        }
        let most = days.values().copied().max().unwrap_or_default();
        Ok(days.into_iter().find(|(_, articles)| BROKEN_AT * articles >= most).map(|(day, _)| day))
    }

    /// The position of the story that a query is, when it is just that.
    fn asked_story(&self, subject: &Subject) -> Result<Option<usize>, Error> {
        let Some((_, id)) = story_asked_for(subject)? else { return Ok(None) };
        let story = u64::from_str_radix(&id, 16).ok().and_then(|story| self.position.get(&story)).copied();
        story.map(Some).ok_or(Error::StoryUnknown { story: id })
    }
}

/// The story or chain that a query is, when it is just that.
pub(crate) fn story_asked_for(subject: &Subject) -> Result<Option<(Label, String)>, Error> {
    match parse(&subject.query) {
        Ok(Expression::Term(Term { field: Field::Label(label @ (Label::Story | Label::Chain)), words, .. })) => {
            Ok(Some((label, words)))
        }
        Ok(_) => Ok(None),
        Err(source) => Err(Error::Query { subject: subject.name.clone(), source }),
    }
}
