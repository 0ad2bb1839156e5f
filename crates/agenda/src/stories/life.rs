//! The life of a story: when it was largest, and how soon half of that was gone.

use jiff::civil::Date;
use std::collections::BTreeMap;

/// How a story's articles lie in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Life {
    /// The day with most articles, the first of equals.
    pub peak_date: Date,
    /// Articles on that day.
    pub peak_articles: u64,
    /// Days from the peak to the first day with at most half of its articles; `None` when the data end before.
    pub half_life_days: Option<u64>,
}

/// The life of a story with an article on each of these days, in data that end on `last_day`; `None` without a day.
#[must_use]
pub fn life(days: impl Iterator<Item = Date>, last_day: Date) -> Option<Life> {
    let mut articles: BTreeMap<Date, u64> = BTreeMap::new();
    for day in days {
        *articles.entry(day).or_default() += 1;
    }
    let (&peak_date, &peak_articles) = articles.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)))?;
    let after = peak_date.series(jiff::Span::new().days(1)).skip(1).take_while(|&day| day <= last_day);
    let is_half = |day: &Date| 2 * articles.get(day).copied().unwrap_or_default() <= peak_articles;
    let half_life_days = after.enumerate().find(|(_, day)| is_half(day)).map(|(passed, _)| passed as u64 + 1);
    Some(Life { peak_date, peak_articles, half_life_days })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn half_is_gone_on_the_first_day_with_half_of_the_peak() {
        let days = [(1, 1), (2, 6), (3, 4), (4, 3)].into_iter().flat_map(|(day, n)| vec![date(2024, 3, day); n]);
        let found = life(days, date(2024, 3, 9)).unwrap();
        assert_eq!((found.peak_date, found.peak_articles, found.half_life_days), (date(2024, 3, 2), 6, Some(2)));
    }

    #[test]
    fn a_story_at_its_peak_when_the_data_end_has_no_half_life() {
        let days = [date(2024, 3, 1), date(2024, 3, 2), date(2024, 3, 2)];
        assert_eq!(life(days.into_iter(), date(2024, 3, 2)).unwrap().half_life_days, None);
    }
}
