//! How articles lie in time and among outlets, as columns: made when an archive is settled, read when it is asked.

use jiff::civil::{Date, DateTime};
use overshadow_archive::{Cell, NONE, RowSet};
use overshadow_record::Unit;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// What the columns are made of, for one article.
pub(super) struct Facts {
    pub(super) row: u64,
    pub(super) published: Option<DateTime>,
    pub(super) unit: Unit,
    /// A hash of its id, which settles who was first.
    pub(super) id: u64,
    pub(super) country_by_table: bool,
}

/// Units and cells, sorted, and the cell of each row.
pub(super) struct Cells {
    pub(super) units: Vec<Unit>,
    pub(super) cells: Vec<Cell>,
    pub(super) of_row: Vec<u32>,
}

/// The cells of articles.
pub(super) fn cells(facts: &[Facts], rows: u64) -> Cells {
    let mut by_unit: BTreeMap<&Unit, u32> = facts.iter().map(|fact| (&fact.unit, 0)).collect();
    (0..).zip(by_unit.values_mut()).for_each(|(at, unit)| *unit = at);
    let day = |fact: &Facts| fact.published.map(|published| published.date());
    let mut by_cell: BTreeMap<(Option<Date>, u32), u32> =
        facts.iter().map(|fact| ((day(fact), by_unit[&fact.unit]), 0)).collect();
    (0..).zip(by_cell.values_mut()).for_each(|(at, cell)| *cell = at);
    let mut of_row = empty(rows);
    for fact in facts {
        of_row[place(fact.row)] = by_cell[&(day(fact), by_unit[&fact.unit])];
    }
    Cells {
        cells: by_cell.keys().map(|&(day, unit)| Cell { day, unit }).collect(),
        units: by_unit.into_keys().cloned().collect(),
        of_row,
    }
}

/// The place of each row in an order of articles.
pub(super) fn ranks<K: Ord>(facts: &[Facts], rows: u64, key: impl Fn(&Facts) -> K) -> Vec<u32> {
    let mut order: Vec<&Facts> = facts.iter().collect();
    order.sort_by_cached_key(|fact| key(fact));
    let mut ranks = empty(rows);
    (0..).zip(order).for_each(|(rank, fact)| ranks[place(fact.row)] = rank);
    ranks
}

/// Of each group of near copies on a day the article that comes first, among some.
pub(super) fn voices(among: &RowSet, cell_of: &[u32], cells: &[Cell], groups: &[u32], precedence: &[u32]) -> RowSet {
    let mut first: FxHashMap<(Date, u32), u64> = FxHashMap::default();
    for row in among.iter() {
        let at = place(row);
        let day = cells.get(cell_of[at] as usize).and_then(|cell| cell.day);
        let Some(day) = day else { continue };
        let voice = first.entry((day, groups[at])).or_insert(row);
        if precedence[at] < precedence[place(*voice)] {
            *voice = row;
        }
    }
    RowSet::of_rows(among.rows(), first.into_values())
}

/// A column without values.
pub(super) fn empty(rows: u64) -> Vec<u32> {
    vec![NONE; usize::try_from(rows).expect("rows fit into memory")]
}

/// Where a row stands in a column.
pub(super) fn place(row: u64) -> usize {
    usize::try_from(row - 1).expect("rows fit into memory")
}
