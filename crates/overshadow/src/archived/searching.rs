//! Searching an archive from its index: matching rows, counted by their cells; only the hits that are shown are read.

use super::ReadyArchive;
use super::asking::words_for;
use super::columns::place;
use crate::error::Error;
use crate::pile::{Pile, to_article};
use crate::searching::{Counted, Found, Order, hit};
use overshadow_agenda::query::{Expression, days_asked_for};
use overshadow_archive::{Column, RowSet};
use overshadow_read::Item;
use overshadow_record::{Article, Tally};
use std::cmp::Reverse;

impl ReadyArchive {
    /// Searches the archive, as [`crate::search`] does.
    pub(crate) fn search(&self, query: &Expression, first: usize, order: Order) -> Result<Found, Error> {
        let seen = self.of_days(days_asked_for(query))?;
        let mut matching = self.matching(query)?;
        matching.keep(&seen);
        let shown = match order {
            Order::Newest => self.newest(&matching, first, None)?,
            Order::Best => self.best(query, &matching, first)?,
        };
        let hits = self.read(&shown)?.into_iter().map(|(_, article)| hit(article, query)).collect();
        Ok(Found {
            hits,
            matching: matching.len(),
            facets: self.counted(&matching)?.facets(),
            tally: Tally { read: seen.len(), kept: seen.len(), ..Tally::default() },
            summary: self.summary(&seen)?,
        })
    }

    /// The rows of some that a query's words tell most about, the best first; a query without words asks for the newest.
    pub(super) fn best(&self, query: &Expression, rows: &RowSet, first: usize) -> Result<Vec<u64>, Error> {
        match words_for(query) {
            words if words.is_empty() => self.newest(rows, first, None),
            words => Ok(self.index.best(&words, rows, first)?),
        }
    }

    /// The newest rows of some, the newest first; with a row, those that are older.
    pub(super) fn newest(&self, rows: &RowSet, first: usize, behind: Option<u64>) -> Result<Vec<u64>, Error> {
        let newness = self.column(Column::Newness)?;
        let behind = behind.filter(|row| (1..=self.rows).contains(row)).map(|row| newness[place(row)]);
        let is_wanted = |row: &u64| behind.is_none_or(|behind| newness[place(*row)] < behind);
        let mut newest: Vec<u64> = rows.iter().filter(is_wanted).collect();
        let key = |row: &u64| Reverse(newness[place(*row)]);
        if newest.len() > first {
            newest.select_nth_unstable_by_key(first, key);
            newest.truncate(first);
        }
        newest.sort_unstable_by_key(key);
        Ok(newest)
    }

    /// The articles of some rows, with outlet and country settled.
    pub(super) fn read(&self, rows: &[u64]) -> Result<Vec<(u64, Article)>, Error> {
        let (articles, pile) = (self.archive().articles_of(rows)?, Pile::default());
        let settled = |(row, article)| Some((row, to_article(Item::Article(Box::new(article)), &pile).ok()?.article));
        Ok(articles.into_iter().filter_map(settled).collect())
    }

    /// How many of some articles each outlet, country, language and day has.
    pub(super) fn counted(&self, rows: &RowSet) -> Result<Counted, Error> {
        let (cells, cell_of, units) = (self.cells()?, self.column(Column::Cell)?, self.units()?);
        let mut per_cell: Vec<u64> = vec![0; cells.len()];
        for row in rows.iter() {
            per_cell[cell_of[place(row)] as usize] += 1;
        }
        let mut counted = Counted::default();
        for (cell, articles) in cells.iter().zip(per_cell).filter(|(_, articles)| *articles > 0) {
            counted.add(&units[cell.unit as usize], cell.day, articles);
        }
        Ok(counted)
    }
}
