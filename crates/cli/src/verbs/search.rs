//! `search`: which articles match a query.

use crate::Done;
use crate::ask::{SkippedList, pile};
use crate::failure::Failure;
use crate::options::SearchOptions;
use crate::output::write_rows;
use crate::progress::{Bar, say};
use crate::stories_first::with_stories;
use overshadow::agenda::query::Subject;
use overshadow::read::Progress;
use overshadow::{Order, Question, ReadyArchive};
use std::sync::Arc;

pub(crate) fn run(options: &SearchOptions) -> Result<Done, Failure> {
    let progress = Arc::new(Progress::default());
    let pile = pile(&options.input, Arc::clone(&progress))?;
    let wanted = Subject { name: options.query.clone(), query: options.query.clone() };
    let question = Question { subjects: vec![wanted], ..Question::default() };
    let asked = with_stories(pile, question, None, false, &options.across.stories())?;
    let query = asked.question.subjects.first().map_or(options.query.as_str(), |subject| subject.query.as_str());
    let mut skipped = SkippedList::open(&options.input)?;
    let first = if options.first == 0 { usize::MAX / 2 } else { options.first };
    let order = if options.best { Order::Best } else { Order::Newest };
    let bar = Bar::watch(progress);
    let found = overshadow::search(&asked.pile, query, (first, order), &mut |left_out| skipped.add(left_out));
    drop(bar);
    let found = match found {
        Ok(found) => found,
        Err(error) => return Err(skipped.give_up(error)),
    };
    if options.facets {
        let mut facets = found.facets;
        if let Some(ready) = ReadyArchive::of_pile(&asked.pile)? {
            facets.extend(ready.further_facets(query)?);
        }
        write_rows(&facets, &options.output)?;
    } else {
        write_rows(&found.hits, &options.output)?;
        say(&format!("matching {}, shown {}", found.matching, found.hits.len()));
    }
    let completeness = skipped.finish(&found.tally, &options.input)?;
    Ok(Done::of(completeness, found.matching > 0))
}
