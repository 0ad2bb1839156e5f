//! GDELT 2.0: tables without a header, parted by tabs, that say of each article or event what it is about.
//!
//! Global Knowledge Graph (27 columns), Events (61) and Mentions (16) are told apart by the number of their columns and the
//! shape of the first ones. None of them has the text. A row becomes an article all the same, with what the table says
//! of it as labels among its extra columns, so that subjects can be asked for by theme, person, organisation, place,
//! actor and event code. Column order: GDELT's codebooks for Event 2.0 and GKG 2.1.

mod columns;
mod countries;
mod events;
mod knowledge_graph;

use crate::article::{Cells, article, place};
use crate::characters;
use crate::delimited::{Next, Rows};
use crate::dialect::Dialect;
use crate::options::{Limits, ReadOptions};
use crate::row::{Row, Stop};
use crate::walk::Leaf;
pub(crate) use columns::columns;
use overshadow_record::{Article, Skipped};
use std::cell::Cell;

/// One of GDELT's tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gdelt {
    /// One row an article.
    KnowledgeGraph,
    /// One row an event.
    Events,
    /// One row an event in an article.
    Mentions,
}

impl Gdelt {
    fn columns(self) -> usize {
        match self {
            Self::KnowledgeGraph => knowledge_graph::COLUMNS,
            Self::Events => events::EVENT_COLUMNS,
            Self::Mentions => events::MENTION_COLUMNS,
        }
    }
}

/// The table that a text begins; a first line longer than the text is judged by its beginning.
pub(crate) fn table_of(head: &str) -> Option<Gdelt> {
    let (line, is_whole) = match head.split_once('\n') {
        Some((line, _)) => (line.trim_end_matches('\r'), true),
        None => (head, false),
    };
    let cells: Vec<&str> = line.split('\t').collect();
    let [first, second, third, ..] = cells.as_slice() else { return None };
    let fits = |table: Gdelt| cells.len() == table.columns() || (!is_whole && cells.len() < table.columns());
    let has_digits = |cell: &str, length: usize| cell.len() == length && cell.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = |cell: &str| !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
    let (moment, _) = first.split_once('-').unwrap_or_default();
    let table = if has_digits(moment, 14) && has_digits(second, 14) {
        Gdelt::KnowledgeGraph
    } else if is_number(first) && has_digits(second, 8) && has_digits(third, 6) {
        Gdelt::Events
    } else if is_number(first) && has_digits(second, 14) && has_digits(third, 14) {
        Gdelt::Mentions
    } else {
        return None;
    };
    fits(table).then_some(table)
}

type Give<'a> = &'a mut dyn FnMut(Result<Article, Skipped>) -> Result<(), Stop>;

/// Hands over every row of a GDELT table as an article.
pub(crate) fn rows<'a>(
    leaf: Leaf<'a>,
    table: Gdelt,
    options: &ReadOptions,
    replaced: &'a Cell<u64>,
    give: Give<'_>,
) -> Result<(), Stop> {
    let stream = characters::utf8(leaf.stream, leaf.block, replaced)?;
    let dialect = Dialect { delimiter: b'\t', terminator: b'\n', quoting: false };
    let Limits { max_record_bytes, .. } = options.limits;
    let mut rows = Rows::new(stream, dialect, max_record_bytes);
    let columns = table.columns();
    loop {
        match rows.next(columns)? {
            Next::Row { line, width } if width != columns => {
                let detail = format!("{width} fields where the table has {columns}");
                give(Err(Skipped { source: place(leaf.name, line), reason: "row-ragged".to_owned(), detail }))?;
            }
            Next::Row { line, .. } => {
                let row = Row { number: line, bytes: rows.bytes(), fields: rows.fields(), replaced };
                give(article(cells(table, row), place(leaf.name, line), options))?;
            }
            Next::TooLong { line } => {
                let detail = format!("more than {max_record_bytes} bytes");
                give(Err(Skipped { source: place(leaf.name, line), reason: "record-too-long".to_owned(), detail }))?;
            }
            Next::TooWide | Next::End => return Ok(()),
        }
    }
}

fn cells(table: Gdelt, row: Row<'_>) -> Cells<'_> {
    match table {
        Gdelt::KnowledgeGraph => knowledge_graph::cells(row),
        Gdelt::Events => events::event_cells(row),
        Gdelt::Mentions => events::mention_cells(row),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_known_by_their_columns() {
        let row =
            |begin: &str, columns: usize| format!("{begin}{}\n", "\t".repeat(columns - begin.split('\t').count()));
        assert_eq!(table_of(&row("20310504083000-0\t20310504083000\t1", 27)), Some(Gdelt::KnowledgeGraph));
        assert_eq!(table_of(&row("1234\t20310504\t203105", 61)), Some(Gdelt::Events));
        assert_eq!(table_of(&row("1234\t20310504083000\t20310504083000", 16)), Some(Gdelt::Mentions));
        assert_eq!(table_of(&row("1234\t20310504\t203105", 60)), None);
        assert_eq!(table_of("day\ttitle\toutlet\n"), None);
        assert_eq!(table_of(""), None);
    }
}
