//! Searching an archive from its index: matching rows, counted by their cells; only the hits that are shown are read.

use super::Ready;
use super::columns::place;
use super::counting::Columns;
use crate::error::Error;
use crate::pile::{Pile, to_article};
use crate::searching::{Counted, Found, hit};
use overshadow_agenda::query::{Expression, days_asked_for};
use overshadow_archive::{Column, RowSet};
use overshadow_read::Item;
use overshadow_record::Tally;
use std::cmp::Reverse;

/// Searches an archive, as [`crate::search`] does.
pub(crate) fn search_archived(ready: &Ready, pile: &Pile, query: &Expression, first: usize) -> Result<Found, Error> {
    let columns = Columns::read(ready)?;
    let seen = columns.of_days(days_asked_for(query));
    let mut matching = ready.matching(query)?;
    matching.keep(&seen);
    let hits = newest(ready, &matching, first)?;
    let articles = ready.archive.articles_of(&hits)?;
    let read = articles.into_iter().filter_map(|(_, article)| to_article(Item::Article(Box::new(article)), pile).ok());
    Ok(Found {
        hits: read.map(|read| hit(read.article, query)).collect(),
        matching: matching.len(),
        facets: counted(ready, &columns, &matching)?.facets(),
        tally: Tally { read: seen.len(), kept: seen.len(), ..Tally::default() },
        summary: ready.summary(&seen)?,
    })
}

/// The newest rows of some, the newest first.
fn newest(ready: &Ready, rows: &RowSet, first: usize) -> Result<Vec<u64>, Error> {
    let newness = ready.archive.column(Column::Newness, ready.rows)?;
    let mut newest: Vec<u64> = rows.iter().collect();
    let key = |row: &u64| Reverse(newness[place(*row)]);
    if newest.len() > first {
        newest.select_nth_unstable_by_key(first, key);
        newest.truncate(first);
    }
    newest.sort_unstable_by_key(key);
    Ok(newest)
}

/// How many of some articles each outlet, country, language and day has.
fn counted(ready: &Ready, columns: &Columns, rows: &RowSet) -> Result<Counted, Error> {
    let mut per_cell: Vec<u64> = vec![0; columns.cells.len()];
    for row in rows.iter() {
        per_cell[columns.cell_of[place(row)] as usize] += 1;
    }
    let units = ready.archive.units()?;
    let mut counted = Counted::default();
    for (cell, articles) in columns.cells.iter().zip(per_cell).filter(|(_, articles)| *articles > 0) {
        counted.add(&units[cell.unit as usize], cell.day, articles);
    }
    Ok(counted)
}
