//! From a query to the rows it means.

use super::ReadyArchive;
use super::words::part_of;
use crate::error::Error;
use overshadow_agenda::query::{Expression, Field, Label, Term, places_into};
use overshadow_archive::{Asked, Column, Index, NONE, Part, RowSet};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

impl ReadyArchive {
    /// The rows that match each of some queries.
    pub(super) fn matching_each(&self, queries: &[Expression]) -> Result<Vec<RowSet>, Error> {
        let (index, rows, of_stories) = (&self.index, self.rows, self.of_stories(queries)?);
        let (standing, subjects) = (self.standing()?, self.subjects()?);
        let found = |query: &Expression| match standing.iter().position(|known| known == query) {
            Some(at) => Ok(subjects[at].articles.clone()),
            None => matching(index, query, rows, &of_stories),
        };
        queries.par_iter().map(found).collect()
    }

    /// The rows that match a query.
    pub(super) fn matching(&self, query: &Expression) -> Result<RowSet, Error> {
        let of_stories = self.of_stories(std::slice::from_ref(query))?;
        matching(&self.index, query, self.rows, &of_stories)
    }

    /// The rows of the stories that queries ask for.
    fn of_stories(&self, queries: &[Expression]) -> Result<FxHashMap<Term, RowSet>, Error> {
        let mut found = FxHashMap::default();
        for term in queries.iter().flat_map(terms).filter(|term| is_story(term)) {
            if !found.contains_key(term) {
                found.insert(term.clone(), self.of_story(term)?);
            }
        }
        Ok(found)
    }

    /// The articles of a story, or of all stories of a chain.
    fn of_story(&self, term: &Term) -> Result<RowSet, Error> {
        let ids = self.story_ids()?;
        let wanted: Vec<bool> = match term.field {
            Field::Label(Label::Chain) => {
                let chains: FxHashMap<&str, &str> =
                    self.stories()?.iter().map(|story| (story.story_id.as_str(), story.chain.as_str())).collect();
                let of_chain = |id: &u64| {
                    let name = crate::story_name(*id);
                    fits(term, chains.get(name.as_str()).unwrap_or(&name.as_str()))
                };
                ids.iter().map(of_chain).collect()
            }
            _ => ids.iter().map(|id| fits(term, &crate::story_name(*id))).collect(),
        };
        let stories = self.column(Column::Story)?;
        let of_story = (1..).zip(stories).filter(|(_, story)| **story != NONE && wanted[**story as usize]);
        Ok(RowSet::of_rows(self.rows, of_story.map(|(row, _)| row)))
    }
}

fn fits(term: &Term, name: &str) -> bool {
    name == term.words || (term.prefix && name.starts_with(&term.words))
}

fn is_story(term: &Term) -> bool {
    matches!(term.field, Field::Label(Label::Story | Label::Chain))
}

/// The terms of a query.
fn terms(query: &Expression) -> Vec<&Term> {
    match query {
        Expression::Term(term) => vec![term],
        Expression::And(parts) | Expression::Or(parts) => parts.iter().flat_map(terms).collect(),
        Expression::Not(inner) => terms(inner),
    }
}

/// The rows that match a query, of so many; those of stories are known.
pub(super) fn matching(
    index: &Index,
    query: &Expression,
    rows: u64,
    of_stories: &FxHashMap<Term, RowSet>,
) -> Result<RowSet, Error> {
    let part = |part: &Expression| matching(index, part, rows, of_stories);
    match query {
        Expression::Term(term) => match of_stories.get(term) {
            Some(found) => Ok(found.clone()),
            None => of_term(index, term, rows),
        },
        Expression::Not(inner) => {
            let mut found = part(inner)?;
            found.invert();
            Ok(found)
        }
        Expression::And(parts) => {
            let mut found = RowSet::all(rows);
            for next in parts {
                if found.is_empty() {
                    break;
                }
                found.keep(&part(next)?);
            }
            Ok(found)
        }
        Expression::Or(parts) => {
            let mut found = RowSet::none(rows);
            for next in parts {
                found.add(&part(next)?);
            }
            Ok(found)
        }
    }
}

/// The words of headline and text that speak for an article: those that stand under no NOT.
pub(super) fn words_for(query: &Expression) -> Vec<Asked> {
    match query {
        Expression::Term(term) => match term.field {
            Field::Any => vec![asked(term, Part::Title), asked(term, Part::Text)],
            Field::Title => vec![asked(term, Part::Title)],
            Field::Text => vec![asked(term, Part::Text)],
            _ => Vec::new(),
        },
        Expression::And(parts) | Expression::Or(parts) => parts.iter().flat_map(words_for).collect(),
        Expression::Not(_) => Vec::new(),
    }
}

fn asked(term: &Term, part: Part) -> Asked {
    let mut words = String::new();
    places_into(&term.words, &mut words);
    Asked { part, words, prefix: term.prefix }
}

fn of_term(index: &Index, term: &Term, rows: u64) -> Result<RowSet, Error> {
    let of_part = |part| index.rows_of(&asked(term, part), rows);
    Ok(match term.field {
        Field::Any => {
            let mut found = of_part(Part::Title)?;
            found.add(&of_part(Part::Text)?);
            found
        }
        Field::Title => of_part(Part::Title)?,
        Field::Text => of_part(Part::Text)?,
        Field::Outlet => of_part(Part::Outlet)?,
        Field::Language => of_part(Part::Language)?,
        Field::Country => of_part(Part::Country)?,
        Field::Date => {
            let words = term.words.replace(' ', "-");
            index.rows_of(&Asked { part: Part::Date, words, prefix: false }, rows)?
        }
        Field::Label(label) => part_of(label).map_or_else(|| Ok(RowSet::none(rows)), of_part)?,
    })
}
