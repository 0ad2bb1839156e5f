//! Right, wrong, empty: names counted by the form of the mention.

use crate::eval::tally::Table;
use std::collections::BTreeMap;

/// How one name came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The name, or nobody where nobody is named.
    Right,
    /// Another name, or a name where nobody is named.
    Wrong,
    /// No name where there is one.
    Empty,
}

/// Outcomes of one kind of mention.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Count {
    /// Names that were expected.
    named: f64,
    /// Names that were given.
    given: f64,
    /// Names that were given and are right.
    right_names: f64,
    /// Names, and nobodies, that are right.
    right: f64,
    cases: f64,
}

impl Count {
    pub(super) fn add(&mut self, outcome: Outcome, expected: bool, given: bool) {
        let one = |yes: bool| f64::from(u8::from(yes));
        self.named += one(expected);
        self.given += one(given);
        self.right_names += one(outcome == Outcome::Right && given);
        self.right += one(outcome == Outcome::Right);
        self.cases += 1.0;
    }

    /// The share of given names that are right.
    pub(super) fn precision(self) -> f64 {
        self.right_names / self.given
    }

    /// The share of expected names that are given and right.
    pub(super) fn recall(self) -> f64 {
        self.right_names / self.named
    }

    /// The share of cases that are right, nobodies included.
    pub(super) fn accuracy(self) -> f64 {
        self.right / self.cases
    }

    fn cells(self) -> Vec<String> {
        let count = |value: f64| format!("{value:.0}");
        let share = |value: f64| if value.is_nan() { "–".to_owned() } else { format!("{value:.3}") };
        let empty = self.cases - self.right - (self.given - self.right_names);
        vec![
            count(self.cases),
            count(self.right),
            count(self.given - self.right_names),
            count(empty),
            share(self.accuracy()),
            share(self.precision()),
            share(self.recall()),
        ]
    }
}

/// Counts by form of mention.
#[derive(Default)]
pub(super) struct ByForm {
    counts: BTreeMap<&'static str, Count>,
}

impl ByForm {
    pub(super) fn add(&mut self, form: &'static str, outcome: Outcome, expected: bool, given: bool) {
        self.counts.entry(form).or_default().add(outcome, expected, given);
        self.counts.entry(ALL).or_default().add(outcome, expected, given);
    }

    /// A case that is told apart and does not count among all.
    pub(super) fn add_apart(&mut self, form: &'static str, outcome: Outcome, given: bool) {
        self.counts.entry(form).or_default().add(outcome, true, given);
    }

    /// All forms together.
    pub(super) fn all(&self) -> Count {
        self.counts.get(ALL).copied().unwrap_or_default()
    }

    pub(super) fn table(&self, heading: &str) -> String {
        let mut table = Table::new(&["mention", "cases", "right", "wrong", "empty", "accuracy", "precision", "recall"]);
        for (form, count) in &self.counts {
            table.row(form, &count.cells());
        }
        table.under(heading)
    }
}

/// The row of all forms; sorts behind them.
const ALL: &str = "~ all";
