//! From what is asked for to rows.

use super::words::placed;
use super::{Asked, Index};
use crate::error::ArchiveError;
use crate::row_set::RowSet;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::query::{AllQuery, EmptyQuery, PhrasePrefixQuery, PhraseQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Score, Searcher, SegmentOrdinal, SegmentReader, Term};

impl Index {
    /// The rows, of the first so many, that hold what is asked for.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn rows_of(&self, asked: &Asked, rows: u64) -> Result<RowSet, ArchiveError> {
        let searcher = self.reader.searcher();
        let found = self.query(asked, &searcher).and_then(|query| searcher.search(&*query, &Rows { rows }));
        found.map_err(|source| self.error(&source))
    }

    /// What is wrong with the index: a file that is not as it was written, a row that is not there or there twice.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn fault(&self, rows: u64) -> Result<Option<String>, ArchiveError> {
        let damaged = self.index.validate_checksum().map_err(|source| self.error(&source))?;
        if let Some(file) = damaged.iter().min() {
            return Ok(Some(format!("`{}` is not as it was written", file.display())));
        }
        let searcher = self.reader.searcher();
        let found = searcher.search(&AllQuery, &Rows { rows: self.rows() }).map_err(|source| self.error(&source))?;
        let whole = found == RowSet::all(self.rows()) && searcher.num_docs() == self.rows() && self.rows() >= rows;
        let held = searcher.num_docs();
        Ok((!whole).then(|| format!("it holds {held} articles, {} of them different, of {rows}", found.len())))
    }

    fn query(&self, asked: &Asked, searcher: &Searcher) -> tantivy::Result<Box<dyn Query>> {
        let field = self.fields.of(asked.part);
        let mut terms: Vec<(usize, Term)> =
            placed(&asked.words).map(|(place, word)| (place, Term::from_field_text(field, word))).collect();
        Ok(match (terms.pop(), asked.prefix) {
            (None, _) => Box::new(EmptyQuery),
            (Some((_, term)), false) if terms.is_empty() => Box::new(TermQuery::new(term, IndexRecordOption::Basic)),
            (Some(last), false) => {
                terms.push(last);
                Box::new(PhraseQuery::new_with_offset(terms))
            }
            (Some(last), true) => {
                let goes_on = beginnings(&last.1, searcher)?;
                terms.push(last);
                let mut query = PhrasePrefixQuery::new_with_offset(terms);
                // Room is made for as many, so it is not set to "any".
                query.set_max_expansions(goes_on);
                Box::new(query)
            }
        })
    }
}

/// How many words of a segment begin so, of the one that has most.
fn beginnings(beginning: &Term, searcher: &Searcher) -> tantivy::Result<u32> {
    let beginning_bytes = beginning.serialized_value_bytes();
    let mut most = 1;
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(beginning.field())?;
        let mut words = index.terms().range().ge(beginning_bytes).into_stream()?;
        let mut count = 0;
        while words.advance() && words.key().starts_with(beginning_bytes) {
            count += 1;
        }
        most = most.max(count);
    }
    Ok(most)
}

/// Gathers the rows of what is found.
struct Rows {
    rows: u64,
}

struct SegmentRows {
    row: Column<u64>,
    found: RowSet,
}

impl Collector for Rows {
    type Fruit = RowSet;
    type Child = SegmentRows;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentRows> {
        Ok(SegmentRows { row: segment.fast_fields().u64("row")?, found: RowSet::none(self.rows) })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, found: Vec<RowSet>) -> tantivy::Result<RowSet> {
        let mut all = RowSet::none(self.rows);
        found.iter().for_each(|found| all.add(found));
        Ok(all)
    }
}

impl SegmentCollector for SegmentRows {
    type Fruit = RowSet;

    fn collect(&mut self, document: DocId, _: Score) {
        self.found.insert(self.row.values.get_val(document));
    }

    fn harvest(self) -> RowSet {
        self.found
    }
}
