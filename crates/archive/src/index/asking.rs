//! From what is asked for to rows.

use super::words::placed;
use super::{Asked, Index};
use crate::error::ArchiveError;
use crate::row_set::RowSet;
use std::sync::Arc;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::query::{AllQuery, BooleanQuery, EmptyQuery, Occur, PhrasePrefixQuery, PhraseQuery, Query, TermQuery};
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

    /// Of some rows those that hold most of what is asked for, weighed by how seldom it is (BM25, Robertson and Zaragoza 2009), the
    /// best first; of equals the one that was added last.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn best(&self, asked: &[Asked], among: &RowSet, first: usize) -> Result<Vec<u64>, ArchiveError> {
        let searcher = self.reader.searcher();
        let clause = |asked: &Asked| Ok((Occur::Should, self.query(asked, &searcher)?));
        let clauses: tantivy::Result<Vec<(Occur, Box<dyn Query>)>> = asked.iter().map(clause).collect();
        let weighed = Weighed { among: Arc::new(among.clone()) };
        let found = clauses.and_then(|clauses| searcher.search(&BooleanQuery::new(clauses), &weighed));
        let mut found = found.map_err(|source| self.error(&source))?;
        found.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
        found.truncate(first);
        Ok(found.into_iter().map(|(_, row)| row).collect())
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

/// Gathers the rows of what is found, of some, with their weight.
struct Weighed {
    among: Arc<RowSet>,
}

struct SegmentWeighed {
    row: Column<u64>,
    among: Arc<RowSet>,
    found: Vec<(Score, u64)>,
}

impl Collector for Weighed {
    type Fruit = Vec<(Score, u64)>;
    type Child = SegmentWeighed;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentWeighed> {
        let row = segment.fast_fields().u64("row")?;
        Ok(SegmentWeighed { row, among: Arc::clone(&self.among), found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, found: Vec<Self::Fruit>) -> tantivy::Result<Self::Fruit> {
        Ok(found.concat())
    }
}

impl SegmentCollector for SegmentWeighed {
    type Fruit = Vec<(Score, u64)>;

    fn collect(&mut self, document: DocId, score: Score) {
        let row = self.row.values.get_val(document);
        if self.among.contains(row) {
            self.found.push((score, row));
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.found
    }
}
