//! What is asked of a pile: subjects, a shock, groups.

use crate::error::Error;
use jiff::civil::Date;
use overshadow_agenda::Group;
use overshadow_agenda::query::{Expression, Matcher, Subject, days_asked_for, parse, subjects};
use std::collections::BTreeSet;

/// The standard subjects, offered when a user names none, as the file a user can copy and edit.
pub const STANDARD_SUBJECTS: &str = include_str!("../subjects/public-life.txt");

/// Some fifty standing subjects of public life, as queries.
#[must_use]
pub fn standard_subjects() -> Vec<Subject> {
    subjects(STANDARD_SUBJECTS)
}

/// What is asked of a pile of articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// The subjects.
    pub subjects: Vec<Subject>,
    /// The breaking event, when one is asked about.
    pub shock: Option<Subject>,
    /// Groups of subjects. One without subjects is a group by query, whose query stands in `group_queries`.
    pub groups: Vec<Group>,
    /// The queries of groups by query, by the group's name.
    pub group_queries: Vec<Subject>,
    /// Only articles that match this query are counted at all.
    pub only: Option<String>,
}

/// A question, compiled. Positions: subjects first, then the unions of the groups, then the shock, then `only`.
pub(crate) struct CompiledQuestion {
    pub(crate) matcher: Matcher,
    /// Names of all that is counted.
    pub(crate) names: Vec<String>,
    pub(crate) shock: Option<u32>,
    /// The position of `only`, which is no subject.
    pub(crate) only: Option<u32>,
    /// The days that `only` asks for.
    pub(crate) days: Option<(Date, Date)>,
}

impl Question {
    /// True when some query asks for stories, which then have to be found before anything is counted.
    ///
    /// # Errors
    /// As compiling does: a query that cannot be parsed, a name given twice, a group of unknown subjects.
    pub fn asks_for_stories(&self) -> Result<bool, Error> {
        Ok(self.compile()?.matcher.asks_for_stories())
    }

    /// Checks names and queries and compiles them.
    ///
    /// # Errors
    /// A query that cannot be parsed, a name given twice, a group of unknown subjects.
    pub(crate) fn compile(&self) -> Result<CompiledQuestion, Error> {
        let asked = self.asked()?;
        let names: Vec<String> = asked.iter().map(|subject| subject.name.clone()).collect();
        let shock = self.shock.is_some().then(|| position(names.len() - 1));
        let only = self.only.is_some().then(|| position(names.len()));
        let expressions = self.expressions()?;
        let queries = asked.iter().map(|subject| subject.query.as_str()).chain(self.only.as_deref());
        let matcher = Matcher::new(queries).map_err(|source| Error::Query { subject: source.query.clone(), source })?;
        let days = only.and_then(|_| expressions.last()).and_then(days_asked_for);
        Ok(CompiledQuestion { matcher, names, shock, only, days })
    }

    /// All that is counted: subjects, unions of groups, the shock.
    fn asked(&self) -> Result<Vec<Subject>, Error> {
        let mut asked: Vec<Subject> = self.subjects.clone();
        for group in &self.groups {
            asked.push(self.union(group)?);
        }
        asked.extend(self.shock.clone());
        names_differ(&asked)?;
        Ok(asked)
    }

    /// The queries, in the order in which they are counted; `only` is the last.
    pub(crate) fn expressions(&self) -> Result<Vec<Expression>, Error> {
        let mut asked = self.asked()?;
        asked.extend(self.only.iter().map(|query| Subject { name: "--only".to_owned(), query: query.clone() }));
        let parsed =
            |subject: Subject| parse(&subject.query).map_err(|source| Error::Query { subject: subject.name, source });
        asked.into_iter().map(parsed).collect()
    }

    /// The subject "on any of the group's subjects", so that an article on two of them counts once.
    fn union(&self, group: &Group) -> Result<Subject, Error> {
        if let Some(by_query) = self.group_queries.iter().find(|query| query.name == group.name) {
            return Ok(by_query.clone());
        }
        let mut queries = Vec::new();
        for member in &group.subjects {
            let subject = self.subjects.iter().find(|subject| subject.name == *member).ok_or_else(|| {
                let known = self.subjects.iter().map(|subject| subject.name.clone()).collect();
                Error::NameUnknown { name: member.clone(), given_as: "a member of a group", known }
            })?;
            queries.push(format!("({})", subject.query));
        }
        Ok(Subject { name: group.name.clone(), query: queries.join(" OR ") })
    }
}

fn names_differ(asked: &[Subject]) -> Result<(), Error> {
    let mut seen = BTreeSet::new();
    for subject in asked {
        if !seen.insert(&subject.name) {
            return Err(Error::NameTwice { name: subject.name.clone() });
        }
    }
    Ok(())
}

fn position(at: usize) -> u32 {
    u32::try_from(at).expect("fewer subjects than 2^32")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_subjects_compile_and_are_at_least_forty() {
        let question = Question { subjects: standard_subjects(), ..Question::default() };
        let compiled = question.compile().unwrap();
        assert!(compiled.names.len() >= 40);
    }

    #[test]
    fn a_name_given_twice_is_an_error() {
        let twice = vec![Subject::parse("war=kyiv"), Subject::parse("war=odesa")];
        let error = Question { subjects: twice, ..Question::default() }.compile().err().unwrap();
        assert_eq!(error.code(), "name-twice");
    }

    #[test]
    fn an_unknown_member_of_a_group_is_named_with_what_there_is() {
        let group = Group { name: "east".into(), subjects: vec!["Ukrain".into()] };
        let question =
            Question { subjects: vec![Subject::parse("Ukraine=kyiv")], groups: vec![group], ..Question::default() };
        let error = question.compile().err().unwrap();
        assert_eq!(error.hint().unwrap(), "there is one name: Ukraine");
    }
}
