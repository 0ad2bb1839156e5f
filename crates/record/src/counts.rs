//! The count cube: articles per day, unit and subject. All that the inference ever sees.
//!
//! Counts merge by addition; shares and estimates are derived last.

use jiff::civil::Date;

/// Who publishes, as far as counting tells publishers apart. Unknown parts are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Unit {
    /// Outlet.
    pub outlet: String,
    /// Country of the outlet.
    pub country: String,
    /// Language of the articles.
    pub language: String,
}

/// Articles on one subject in one row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SubjectCount {
    /// Position in [`Counts::subjects`].
    pub subject: u32,
    /// Articles on it.
    pub articles: u32,
    /// Those that are the first of their copy group that day.
    pub independent: u32,
    /// Those of `articles` that are also on the shock; 0 where the input does not tell.
    pub with_shock: u32,
    /// Those of `independent` that are also on the shock.
    pub independent_with_shock: u32,
}

/// One unit's day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountRow {
    /// The day, UTC.
    pub day: Date,
    /// Position in [`Counts::units`].
    pub unit: u32,
    /// All articles of the unit that day.
    pub total: u32,
    /// Those that are the first of their copy group that day.
    pub independent_total: u32,
    /// Subjects with at least one article, ascending.
    pub cells: Vec<SubjectCount>,
}

/// Articles per day, unit and subject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Subjects, in the order the user gave them.
    pub subjects: Vec<String>,
    /// Position in `subjects` of the shock, when one was named.
    pub shock: Option<u32>,
    /// Units, sorted.
    pub units: Vec<Unit>,
    /// Rows, sorted by day and unit, one per pair.
    pub rows: Vec<CountRow>,
    /// True when copies were folded, so that the independent counts mean something.
    pub copies_known: bool,
}

impl Counts {
    /// First and last day with a row, when there is one.
    #[must_use]
    pub fn days(&self) -> Option<(Date, Date)> {
        Some((self.rows.first()?.day, self.rows.last()?.day))
    }

    /// All articles.
    #[must_use]
    pub fn articles(&self) -> u64 {
        self.rows.iter().map(|row| u64::from(row.total)).sum()
    }

    /// All articles, each copy group counted once a day; `None` when copies are not known.
    #[must_use]
    pub fn independent_articles(&self) -> Option<u64> {
        self.copies_known.then(|| self.rows.iter().map(|row| u64::from(row.independent_total)).sum())
    }

    /// The same with each copy group counted once a day: independent articles take the place of articles. `None` when
    /// copies are not known.
    #[must_use]
    pub fn of_independent(&self) -> Option<Self> {
        let cell = |cell: &SubjectCount| SubjectCount {
            articles: cell.independent,
            with_shock: cell.independent_with_shock,
            ..*cell
        };
        let row = |row: &CountRow| CountRow {
            total: row.independent_total,
            cells: row.cells.iter().map(cell).filter(|cell| cell.articles > 0).collect(),
            ..row.clone()
        };
        self.copies_known.then(|| Self { rows: self.rows.iter().map(row).collect(), ..self.clone() })
    }

    /// Position of a subject by name.
    #[must_use]
    pub fn subject(&self, name: &str) -> Option<usize> {
        self.subjects.iter().position(|subject| subject == name)
    }
}
