//! From articles to counts: each article counted once per subject, each copy group once a day.
//!
//! The first article of a copy group on a day, by time and then by id, is the independent one; the others count as
//! articles only. Which article that is does not depend on the order they come in, so counts may be made in any order
//! and merged.

use jiff::civil::{Date, DateTime};
use overshadow_record::{CountRow, Counts, SubjectCount, Unit};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// One article, as far as counting is concerned.
#[derive(Clone, Debug)]
pub struct Counted<'a> {
    /// When it was published, UTC.
    pub published: DateTime,
    /// Who published it.
    pub unit: &'a Unit,
    /// Positions of the subjects it is on, ascending.
    pub subjects: &'a [u32],
    /// A hash of its id, to settle ties.
    pub id: u64,
}

/// Counts articles as they come.
pub struct Counter {
    subjects: Vec<String>,
    shock: Option<u32>,
    units: FxHashMap<Unit, u32>,
    rows: BTreeMap<(Date, u32), Cells>,
    /// What is needed of each article once its copies are known.
    articles: Vec<Kept>,
}

#[derive(Default)]
struct Cells {
    total: u32,
    independent_total: u32,
    subjects: Vec<SubjectCount>,
}

struct Kept {
    published: DateTime,
    id: u64,
    unit: u32,
    subjects: Box<[u32]>,
}

impl Counter {
    /// Counts for these subjects; `shock` is the position of the shock among them.
    #[must_use]
    pub fn new(subjects: Vec<String>, shock: Option<u32>) -> Self {
        Self { subjects, shock, units: FxHashMap::default(), rows: BTreeMap::new(), articles: Vec::new() }
    }

    /// Counts one article.
    pub fn add(&mut self, article: Counted<'_>) {
        let day = article.published.date();
        let unit = self.unit(article.unit);
        let with_shock = self.shock.is_some_and(|shock| article.subjects.contains(&shock));
        let row = self.rows.entry((day, unit)).or_default();
        row.total += 1;
        for &subject in article.subjects {
            let cell = row.subject(subject);
            cell.articles += 1;
            cell.with_shock += u32::from(with_shock && Some(subject) != self.shock);
        }
        let Counted { published, id, subjects, .. } = article;
        self.articles.push(Kept { published, id, unit, subjects: subjects.into() });
    }

    /// The position of a unit, a new one for a new unit.
    fn unit(&mut self, unit: &Unit) -> u32 {
        if let Some(&position) = self.units.get(unit) {
            return position;
        }
        let next = u32::try_from(self.units.len()).expect("fewer outlets than 2^32");
        self.units.insert(unit.clone(), next);
        next
    }

    /// The counts, units and rows sorted; `copy_groups` says for each article, in the order they were added, the group of
    /// near copies it belongs to.
    #[must_use]
    pub fn finish(mut self, copy_groups: &[usize]) -> Counts {
        for at in self.independent(copy_groups) {
            let Kept { published, unit, subjects, .. } = &self.articles[at];
            let Some(row) = self.rows.get_mut(&(published.date(), *unit)) else { continue };
            let on_shock = self.shock.is_some_and(|shock| subjects.contains(&shock));
            row.independent_total += 1;
            for &subject in subjects {
                let cell = row.subject(subject);
                cell.independent += 1;
                cell.independent_with_shock += u32::from(on_shock && Some(subject) != self.shock);
            }
        }
        let (units, rank) = sorted_units(self.units);
        let row = |((day, unit), cells): ((Date, u32), Cells)| CountRow {
            day,
            unit: rank[unit as usize],
            total: cells.total,
            independent_total: cells.independent_total,
            cells: cells.subjects,
        };
        let mut rows: Vec<CountRow> = self.rows.into_iter().map(row).collect();
        rows.sort_by_key(|row| (row.day, row.unit));
        Counts { subjects: self.subjects, shock: self.shock, units, rows, copies_known: true }
    }

    /// The first article of each group on each day.
    fn independent(&self, copy_groups: &[usize]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.articles.len()).collect();
        let group = |at: usize| copy_groups.get(at).copied().unwrap_or(at);
        order.sort_unstable_by_key(|&at| {
            let article = &self.articles[at];
            (article.published.date(), group(at), article.published, article.id, at)
        });
        order.dedup_by_key(|at| (self.articles[*at].published.date(), group(*at)));
        order
    }
}

impl Cells {
    /// The cell of a subject, made when it is not there yet.
    fn subject(&mut self, subject: u32) -> &mut SubjectCount {
        let at = match self.subjects.binary_search_by_key(&subject, |cell| cell.subject) {
            Ok(at) => at,
            Err(at) => {
                self.subjects.insert(at, SubjectCount { subject, ..SubjectCount::default() });
                at
            }
        };
        &mut self.subjects[at]
    }
}

/// The units in order, and for each old position its new one.
fn sorted_units(units: FxHashMap<Unit, u32>) -> (Vec<Unit>, Vec<u32>) {
    let mut order: Vec<(Unit, u32)> = units.into_iter().collect();
    order.sort_unstable();
    let mut rank = vec![0; order.len()];
    for (new, (_, old)) in order.iter().enumerate() {
        rank[*old as usize] = u32::try_from(new).expect("fewer outlets than 2^32");
    }
    (order.into_iter().map(|(unit, _)| unit).collect(), rank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// Outlet, hour, copy group, subjects.
    type Given = (&'static str, i8, usize, &'static [u32]);

    fn counted(articles: &[Given]) -> Counts {
        let mut counter = Counter::new(vec!["war".into(), "attack".into()], Some(1));
        for &(outlet, hour, _, subjects) in articles {
            counter.add(Counted {
                published: date(2024, 3, 25).at(hour, 0, 0, 0),
                unit: &Unit { outlet: outlet.into(), ..Unit::default() },
                subjects,
                id: u64::from(hour.unsigned_abs()),
            });
        }
        counter.finish(&articles.iter().map(|article| article.2).collect::<Vec<_>>())
    }

    #[test]
    fn a_copy_counts_as_an_article_but_not_as_a_voice() {
        let counts = counted(&[("Echo", 9, 1, &[0]), ("Herald", 8, 1, &[0]), ("Echo", 10, 2, &[0])]);
        assert_eq!(counts.articles(), 3);
        assert_eq!(counts.independent_articles(), Some(2));
        let herald = &counts.rows[1];
        assert_eq!(
            (herald.cells[0].articles, herald.cells[0].independent),
            (1, 1),
            "the earlier of the two is the voice"
        );
        let echo = &counts.rows[0];
        assert_eq!((echo.cells[0].articles, echo.cells[0].independent), (2, 1));
    }

    #[test]
    fn an_article_on_both_is_marked_as_being_on_the_shock() {
        let counts = counted(&[("Echo", 9, 1, &[0, 1]), ("Echo", 10, 2, &[0])]);
        assert_eq!((counts.rows[0].cells[0].articles, counts.rows[0].cells[0].with_shock), (2, 1));
        assert_eq!(counts.rows[0].cells[1].with_shock, 0);
    }

    /// The order of the pile is a matter of chance, never of results.
    #[test]
    fn counts_are_the_same_in_any_order() {
        let mut pile: Vec<Given> =
            vec![("Echo", 9, 1, &[0]), ("Herald", 8, 1, &[0, 1]), ("Echo", 10, 2, &[1]), ("Albion", 8, 3, &[])];
        let counts = counted(&pile);
        for _ in 0..pile.len() {
            pile.rotate_left(1);
            assert_eq!(counted(&pile), counts);
        }
    }
}
