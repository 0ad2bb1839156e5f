//! Shares counted one case at a time, and Markdown tables of them.

/// How many of the cases were so.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Share {
    hits: f64,
    cases: f64,
}

impl Share {
    /// One more case.
    pub(crate) fn count(&mut self, is_hit: bool) {
        self.weigh(f64::from(u8::from(is_hit)));
    }

    /// One more case of a quantity whose mean is wanted.
    pub(crate) fn weigh(&mut self, value: f64) {
        self.hits += value;
        self.cases += 1.0;
    }

    /// All cases of another share.
    pub(crate) fn add(&mut self, other: Self) {
        self.hits += other.hits;
        self.cases += other.cases;
    }

    /// The share; NaN without a case.
    pub(crate) fn value(self) -> f64 {
        self.hits / self.cases
    }

    /// How many cases there are.
    pub(crate) fn cases(self) -> String {
        format!("{:.0}", self.cases)
    }

    /// The same as a number.
    pub(crate) fn count_of_cases(self) -> f64 {
        self.cases
    }

    /// The share with three decimals, a dash without a case.
    pub(crate) fn text(self) -> String {
        if self.cases == 0.0 { "–".to_owned() } else { three(self.value()) }
    }
}

fn three(value: f64) -> String {
    let text = format!("{value:.3}");
    text.strip_prefix('0').map_or_else(|| text.clone(), str::to_owned)
}

/// A table in Markdown.
pub(crate) struct Table {
    lines: Vec<String>,
}

impl Table {
    pub(crate) fn new(headings: &[&str]) -> Self {
        let rule = "|---".repeat(headings.len()) + "|";
        Self { lines: vec![format!("| {} |", headings.join(" | ")), rule] }
    }

    pub(crate) fn row(&mut self, first: &str, cells: &[String]) {
        self.lines.push(format!("| {first} | {} |", cells.join(" | ")));
    }

    /// The table under its heading.
    pub(crate) fn under(&self, heading: &str) -> String {
        format!("\n{heading}\n\n{}\n", self.lines.join("\n"))
    }
}
