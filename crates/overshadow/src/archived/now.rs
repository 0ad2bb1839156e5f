//! The agenda now: what the last days of an archive have more and less of than the days before, and who is silent. Counts
//! and shares, no estimates: whether something was overshadowed is asked of a shock.

use super::ReadyArchive;
use super::columns::place;
use crate::error::Error;
use jiff::Span;
use jiff::civil::Date;
use overshadow_archive::{Column, NONE, RowSet};
use overshadow_record::{DayCount, Overview, SilentOutlet, StoryNow, SubjectNow};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Days that are now, and days before that they are held against.
const NOW_DAYS: i64 = 7;
/// Days that are drawn.
const SHOWN_DAYS: i64 = 56;
/// Stories that are shown.
const STORIES_SHOWN: usize = 20;
/// Days an outlet must be silent, and days of the 28 before on which it was there.
const SILENT_DAYS: i64 = 3;
const USUAL_DAYS: i64 = 28;
const PRESENT_DAYS: usize = 14;

impl ReadyArchive {
    /// What the archive holds now.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn overview(&self) -> Result<Overview, Error> {
        let (cells, units) = (self.cells()?, self.units()?);
        let dated = self.rows_where(|cell| cell.day.is_some())?;
        let days = cells.iter().filter_map(|cell| cell.day);
        let span = days.clone().min().zip(days.max());
        let named = |name: fn(&overshadow_record::Unit) -> &str| {
            units.iter().map(name).filter(|name| !name.is_empty()).collect::<BTreeSet<&str>>().len() as u64
        };
        let (recent, subjects, running, silent) = match span {
            None => (Vec::new(), Vec::new(), Vec::new(), Vec::new()),
            Some((_, last)) => {
                let from = last.saturating_sub(Span::new().days(SHOWN_DAYS - 1));
                let rows = self.of_days(Some((from, last)))?;
                (self.per_day(&rows)?, self.subjects_now(last)?, self.stories_now(last)?, self.silent(last)?)
            }
        };
        Ok(Overview {
            articles: self.rows,
            independent_articles: self.voices()?.len(),
            undated: self.rows - dated.len(),
            outlets: named(|unit| &unit.outlet),
            languages: named(|unit| &unit.language),
            days: span,
            stories: self.stories()?.len() as u64,
            recent,
            subjects,
            running,
            silent,
        })
    }

    /// Some articles by day, days between the first and the last without any included.
    pub(super) fn per_day(&self, rows: &RowSet) -> Result<Vec<DayCount>, Error> {
        let (cells, cell_of, voices) = (self.cells()?, self.column(Column::Cell)?, self.voices()?);
        let mut days: BTreeMap<Date, [u64; 2]> = BTreeMap::new();
        for row in rows.iter() {
            let Some(day) = cells[cell_of[place(row)] as usize].day else { continue };
            let counts = days.entry(day).or_default();
            counts[0] += 1;
            counts[1] += u64::from(voices.contains(row));
        }
        let (Some((&first, _)), Some((&last, _))) = (days.first_key_value(), days.last_key_value()) else {
            return Ok(Vec::new());
        };
        let mut totals: BTreeMap<Date, u64> = BTreeMap::new();
        for row in self.of_days(Some((first, last)))?.iter() {
            *totals.entry(cells[cell_of[place(row)] as usize].day.unwrap_or_default()).or_default() += 1;
        }
        let count = |date: Date| {
            let [articles, independent_articles] = days.get(&date).copied().unwrap_or_default();
            let total = totals.get(&date).copied().unwrap_or_default();
            let share = (total > 0).then(|| articles as f64 / total as f64);
            DayCount { date, articles, independent_articles, total, share }
        };
        Ok(first.series(Span::new().days(1)).take_while(|day| *day <= last).map(count).collect())
    }

    /// The articles of the last seven days, and of the seven before.
    fn now_and_before(&self, last: Date) -> Result<[RowSet; 2], Error> {
        let days = |from: i64, to: i64| {
            let at = |days: i64| last.saturating_sub(Span::new().days(days));
            self.of_days(Some((at(from), at(to))))
        };
        Ok([days(NOW_DAYS - 1, 0)?, days(2 * NOW_DAYS - 1, NOW_DAYS)?])
    }

    /// The standing subjects, those whose share rose most first.
    fn subjects_now(&self, last: Date) -> Result<Vec<SubjectNow>, Error> {
        let [now, before] = self.now_and_before(last)?;
        let share = |articles: u64, of: &RowSet| (!of.is_empty()).then(|| articles as f64 / of.len() as f64);
        let mut rows: Vec<SubjectNow> = Vec::new();
        for subject in self.subjects()? {
            let [articles, articles_before] = [&now, &before].map(|days| subject.articles.common(days));
            rows.push(SubjectNow {
                subject: subject.name.clone(),
                query: subject.query.clone(),
                articles,
                articles_before,
                share: share(articles, &now),
                share_before: share(articles_before, &before),
            });
        }
        let change = |row: &SubjectNow| row.share.unwrap_or_default() - row.share_before.unwrap_or_default();
        rows.sort_by(|a, b| change(b).total_cmp(&change(a)).then_with(|| a.subject.cmp(&b.subject)));
        Ok(rows)
    }

    /// The stories with most articles in the last seven days.
    fn stories_now(&self, last: Date) -> Result<Vec<StoryNow>, Error> {
        let story_of = self.column(Column::Story)?;
        let [now, before] = self.now_and_before(last)?;
        let mut counts: BTreeMap<u32, [u64; 2]> = BTreeMap::new();
        for (at, rows) in [now, before].iter().enumerate() {
            for row in rows.iter().filter(|row| story_of[place(*row)] != NONE) {
                counts.entry(story_of[place(row)]).or_default()[at] += 1;
            }
        }
        let ids = self.story_ids()?;
        let mut rows: Vec<StoryNow> = Vec::new();
        for (story, [articles, articles_before]) in counts {
            let id = crate::story_name(ids[story as usize]);
            let Some(known) = self.story(&id)? else { continue };
            let (title, outlets) = (known.title.clone(), known.outlets);
            rows.push(StoryNow { story_id: id, title, articles, articles_before, outlets });
        }
        rows.sort_by_key(|row| (Reverse(row.articles), Reverse(row.outlets), row.story_id.clone()));
        rows.truncate(STORIES_SHOWN);
        Ok(rows)
    }

    /// Outlets that had articles on most days and have none in the last ones.
    fn silent(&self, last: Date) -> Result<Vec<SilentOutlet>, Error> {
        let units = self.units()?;
        let mut days_of: BTreeMap<&str, BTreeSet<Date>> = BTreeMap::new();
        for cell in self.cells()? {
            let outlet = units[cell.unit as usize].outlet.as_str();
            if let Some(day) = cell.day.filter(|_| !outlet.is_empty()) {
                days_of.entry(outlet).or_default().insert(day);
            }
        }
        let mut silent = Vec::new();
        for (outlet, days) in days_of {
            let Some(&last_day) = days.last() else { continue };
            let since = last.since(last_day).map_or(0, |span| i64::from(span.get_days()));
            let usual = last_day.saturating_sub(Span::new().days(USUAL_DAYS - 1));
            let present = days.range(usual..).count();
            // Who has been gone for longer than it was watched is no news.
            if (SILENT_DAYS..=USUAL_DAYS).contains(&since) && present >= PRESENT_DAYS {
                let (days_silent, days_of_28) = (since.unsigned_abs(), present as u64);
                silent.push(SilentOutlet { outlet: outlet.to_owned(), last_day, days_silent, days_of_28 });
            }
        }
        silent.sort_by_key(|row| (Reverse(row.days_silent), row.outlet.clone()));
        Ok(silent)
    }
}
