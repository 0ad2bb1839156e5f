//! What the columns of a table become, noted while its rows go by; and a guess where the header says nothing.

use super::ColumnUse;
use crate::article::ArticleRows;
use crate::columns::{self, Ours};
use crate::date::DateOrder;
use crate::date_form::form_of;
use crate::error::ReadError;
use crate::options::ReadOptions;
use crate::row::{Row, Stop, Table};
use overshadow_record::Skipped;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;

/// Columns that are listed; a hostile table may have any number.
const MOST_LISTED: usize = 1000;
/// Further columns that are counted.
const MOST_COUNTED: usize = 100_000;

/// What is known of the columns of one input.
#[derive(Default)]
pub(super) struct Columns {
    /// How many there are.
    pub(super) number: usize,
    pub(super) uses: Vec<ColumnUse>,
    places: FxHashMap<String, usize>,
    /// Names beyond those that are listed, so that each is counted once.
    unlisted: FxHashSet<String>,
    /// Forms of dates with the rows that use them, as they came.
    dates: Vec<(&'static str, u64)>,
    date_order: Option<DateOrder>,
}

impl Columns {
    pub(super) fn with(date_order: Option<DateOrder>) -> Self {
        Self { date_order, ..Self::default() }
    }

    fn note(&mut self, name: &str, ours: Option<Ours>) {
        let becomes = ours.map_or("extra", columns::name_of);
        match self.places.get(name) {
            // In objects a better key may be missing; what a key became once is what it is for.
            Some(&place) if self.uses[place].becomes == "extra" => becomes.clone_into(&mut self.uses[place].becomes),
            Some(_) => {}
            None if self.uses.len() < MOST_LISTED => {
                self.number += 1;
                self.places.insert(name.to_owned(), self.uses.len());
                self.uses.push(ColumnUse { name: name.to_owned(), becomes: becomes.to_owned() });
            }
            None if self.unlisted.len() < MOST_COUNTED && self.unlisted.insert(name.to_owned()) => self.number += 1,
            None => {}
        }
    }

    fn note_date(&mut self, text: &str) {
        let form = form_of(text, self.date_order);
        match self.dates.iter_mut().find(|(known, _)| *known == form) {
            Some((_, rows)) => *rows += 1,
            None => self.dates.push((form, 1)),
        }
    }

    /// A key of an object, its meaning and its value.
    pub(super) fn note_key(&mut self, name: &str, ours: Option<Ours>, value: &Value) {
        self.note(name, ours);
        if ours == Some(Ours::Published) {
            match value {
                Value::String(text) => self.note_date(text),
                other => self.note_date(&other.to_string()),
            }
        }
    }

    /// Forms of dates, the commonest first.
    pub(super) fn date_forms(&self) -> Vec<(String, u64)> {
        let mut forms: Vec<(String, u64)> = self.dates.iter().map(|(form, rows)| ((*form).to_owned(), *rows)).collect();
        forms.sort_by_key(|(_, rows)| std::cmp::Reverse(*rows));
        forms
    }

    /// The value of `--columns` that says what was understood; `None` when nothing was, or no name can be written in it.
    pub(super) fn mapping(&self) -> Option<String> {
        let mut pairs: Vec<String> = Vec::new();
        for ours in columns::our_names() {
            let used = self.uses.iter().find(|used| used.becomes == ours && !used.name.contains([',', '=']));
            pairs.extend(used.map(|used| format!("{ours}={}", used.name)));
        }
        (!pairs.is_empty()).then(|| pairs.join(","))
    }
}

/// The rows of a table on their way to becoming articles, looked at as they pass.
pub(super) struct Watched<'a> {
    pub(super) rows: ArticleRows<'a>,
    pub(super) columns: &'a mut Columns,
    /// Why the table cannot be used; its rows are looked at for a guess all the same.
    pub(super) refused: Option<ReadError>,
    pub(super) looks: Vec<Look>,
}

impl Table for Watched<'_> {
    fn header(&mut self, names: &[String]) -> Result<(), Stop> {
        match self.rows.header(names) {
            Err(Stop::Failed(error @ ReadError::ColumnsUnknown { .. })) => self.refused = Some(error),
            other => other?,
        }
        let layout = &self.rows.layout;
        let meaning = |place: usize| columns::all().find(|ours| layout.place(*ours) == Some(place));
        let meanings: Vec<Option<Ours>> = match self.refused {
            Some(_) => vec![None; names.len()],
            None => (0..names.len()).map(meaning).collect(),
        };
        for (name, ours) in names.iter().zip(meanings) {
            self.columns.note(name.trim(), ours);
        }
        if self.refused.is_some() {
            self.columns.uses.iter_mut().for_each(|used| used.becomes = "unknown".to_owned());
        }
        self.columns.number = names.len();
        self.looks = names.iter().take(MOST_LISTED).map(|name| Look::at(name)).collect();
        Ok(())
    }

    fn row(&mut self, row: Row<'_>) -> Result<(), Stop> {
        if self.refused.is_some() {
            for (place, look) in self.looks.iter_mut().enumerate() {
                look.note(&row.text(place));
            }
            return if self.looks.first().is_some_and(|look| look.rows >= Look::ENOUGH) {
                Err(Stop::Enough)
            } else {
                Ok(())
            };
        }
        if let Some(date) = self.rows.layout.place(Ours::Published).and_then(|place| row.word(place)) {
            self.columns.note_date(&date);
        }
        self.rows.row(row)
    }

    fn skip(&mut self, skipped: Skipped) -> Result<(), Stop> {
        if self.refused.is_some() { Ok(()) } else { self.rows.skip(skipped) }
    }
}

/// What the cells of one column look like.
#[derive(Default)]
pub(super) struct Look {
    name: String,
    rows: u64,
    filled: u64,
    letters: u64,
    spaced: u64,
    dates: u64,
    addresses: u64,
}

impl Look {
    /// Rows after which a column is known.
    const ENOUGH: u64 = 100;

    fn at(name: &str) -> Self {
        Self { name: name.trim().to_owned(), ..Self::default() }
    }

    fn note(&mut self, cell: &str) {
        let cell = cell.trim();
        self.rows += 1;
        if cell.is_empty() {
            return;
        }
        self.filled += 1;
        self.letters += cell.chars().count() as u64;
        self.spaced += u64::from(cell.split_whitespace().nth(2).is_some());
        self.dates += u64::from(form_of(cell, None) != "not a date");
        self.addresses += u64::from(cell.starts_with("http://") || cell.starts_with("https://"));
    }

    /// True when most cells that hold something do so.
    fn mostly(&self, count: u64) -> bool {
        self.filled > 0 && count * 5 >= self.filled * 4
    }

    fn mean_letters(&self) -> u64 {
        self.letters.checked_div(self.filled).unwrap_or(0)
    }
}

/// A mapping that the cells suggest: the longest texts, the longest headlines, the first addresses and dates. Of columns
/// that are alike (`first_title`, `second_title`) the first counts, so that what is mapped belongs together.
pub(super) fn guess(looks: &[Look], options: &ReadOptions) -> Option<String> {
    /// Longer cells are texts, shorter ones of several words are headlines.
    const TEXT_LETTERS: u64 = 250;
    let worded = || looks.iter().filter(|look| look.mostly(look.spaced) && !look.mostly(look.dates));
    let text = longest(worded().filter(|look| look.mean_letters() >= TEXT_LETTERS));
    let title = longest(worded().filter(|look| look.mean_letters() < TEXT_LETTERS));
    let url = looks.iter().find(|look| look.mostly(look.addresses));
    let published = looks.iter().find(|look| look.mostly(look.dates));
    if text.is_none() && title.is_none() {
        return None;
    }
    let found = [("title", title), ("text", text), ("published", published), ("url", url)];
    let mut pairs: Vec<String> = options.columns.iter().map(|(ours, theirs)| format!("{ours}={theirs}")).collect();
    pairs.extend(found.iter().filter_map(|(ours, look)| Some(format!("{ours}={}", look.as_ref()?.name))));
    Some(pairs.join(","))
}

/// The first column whose cells are hardly shorter than those of any.
fn longest<'a>(columns: impl Iterator<Item = &'a Look> + Clone) -> Option<&'a Look> {
    let most = columns.clone().map(Look::mean_letters).max()?;
    columns.into_iter().find(|look| look.mean_letters() * 5 >= most * 4)
}
