//! `date:2024`, `date:2024-03`, `date:2024-03-22` and `date:2024-02-26..2024-03-22`: days as the words of their date, so that they
//! are looked for as everything else is.

use super::parse::{Expression, Field};
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// The words of the fewest years, months and days that make up what is written, as `2024 03`; `None` where it is no date.
pub(super) fn words(written: &str) -> Option<Vec<String>> {
    let (first, last) = match written.split_once("..") {
        Some((from, to)) => (period(from)?.0, period(to)?.1),
        None => period(written)?,
    };
    if first > last {
        return None;
    }
    let mut words = Vec::new();
    let mut next = Some(first);
    while let Some(day) = next.filter(|day| *day <= last) {
        let (year, month) = (day.last_of_year(), day.last_of_month());
        let (until, written) = if day == day.first_of_year() && year <= last {
            (year, format!("{:04}", day.year()))
        } else if day == day.first_of_month() && month <= last {
            (month, format!("{:04} {:02}", day.year(), day.month()))
        } else {
            (day, day_in_words(day))
        };
        words.push(written);
        next = until.checked_add(1.day()).ok();
    }
    Some(words)
}

/// A day as it is looked into: `2024 03 22`.
pub(super) fn day_in_words(day: Date) -> String {
    format!("{:04} {:02} {:02}", day.year(), day.month(), day.day())
}

/// The first and the last day on which an article can match; `None` where it can on any day.
#[must_use]
pub fn days_asked_for(query: &Expression) -> Option<(Date, Date)> {
    match query {
        Expression::Term(term) if term.field == Field::Date => period(&term.words.replace(' ', "-")),
        Expression::And(parts) => {
            let spans = parts.iter().filter_map(days_asked_for);
            spans.reduce(|a, b| (a.0.max(b.0), a.1.min(b.1)))
        }
        Expression::Or(parts) => {
            let spans: Option<Vec<(Date, Date)>> = parts.iter().map(days_asked_for).collect();
            spans?.into_iter().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
        }
        Expression::Term(_) | Expression::Not(_) => None,
    }
}

/// First and last day of a year, month or day.
fn period(written: &str) -> Option<(Date, Date)> {
    let is_padded = |part: &str, digits: usize| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = written.split('-').collect();
    let (year, rest) = parts.split_first()?;
    if !is_padded(year, 4) || !rest.iter().all(|part| is_padded(part, 2)) {
        return None;
    }
    let year: i16 = year.parse().ok()?;
    match *rest {
        [] => Some((date(year, 1, 1), date(year, 12, 31))),
        [month] => {
            let first = Date::new(year, month.parse().ok()?, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        [month, day] => {
            let day = Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?;
            Some((day, day))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_span_is_as_few_periods_as_it_takes() {
        assert_eq!(words("2024").unwrap(), ["2024"]);
        assert_eq!(words("2024-03").unwrap(), ["2024 03"]);
        assert_eq!(
            words("2023-12-30..2025-02-01").unwrap(),
            ["2023 12 30", "2023 12 31", "2024", "2025 01", "2025 02 01"]
        );
        for bad in
            ["", "24", "2024-3", "2024-13", "2024-02-30", "2024-03-22..", "2024-03..2024-02", "2024-03-22-1", "٢٠٢٤"]
        {
            assert_eq!(words(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_query_says_which_days_it_is_about() {
        let days = |query: &str| {
            days_asked_for(&super::super::parse(query).unwrap()).map(|(first, last)| format!("{first} {last}"))
        };
        assert_eq!(days("war date:2024-02").as_deref(), Some("2024-02-01 2024-02-29"));
        assert_eq!(days("date:2024-02-28..2024-03-02 (war OR peace)").as_deref(), Some("2024-02-28 2024-03-02"));
        assert_eq!(days("date:2024 date:2024-02..2025-01").as_deref(), Some("2024-02-01 2024-12-31"));
        assert_eq!(days("(war date:2023) OR date:2025-01-01").as_deref(), Some("2023-01-01 2025-01-01"));
        for any_day in ["war", "war OR date:2024", "NOT date:2024"] {
            assert_eq!(days(any_day), None, "{any_day}");
        }
    }

    proptest! {
        /// A day is in a span exactly when one of the span's words begins the day's.
        #[test]
        fn words_find_the_days_of_the_span(first in 0..2000_i64, length in 0..1500_i64, day in 0..4000_i64) {
            let at = |days: i64| date(2020, 1, 1).saturating_add(days.days());
            let (from, to, day) = (at(first), at(first + length), at(day));
            let found = words(&format!("{from}..{to}")).unwrap();
            let said = day_in_words(day);
            prop_assert_eq!(found.iter().any(|words| said.starts_with(words.as_str())), from <= day && day <= to);
        }
    }
}
