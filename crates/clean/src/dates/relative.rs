//! `2 hours ago`: a date that is told from the moment of reading, which for a page is that of the fetch.
//!
//! Only minutes and hours are read, and only where the day is the same whichever part of an hour was rounded away.
//! "2 days ago" is one of two days, and "yesterday" depends on where the reader sat.

use jiff::SignedDuration;
use overshadow_record::{Precision, Published};

const MINUTES: &str = "minute minutes min mins минут минуты минуту мин хвилин хвилини хвилину хв minuten minuto \
    minutos minuti minuty minutę minut";
const HOURS: &str = "hour hours hr hrs час часа часов годину години годин год stunde stunden heure heures hora horas \
    ora ore godzin godziny";
/// What follows the number, and what goes before it.
const AFTER: [&str; 6] = ["ago", "назад", "тому", "fa", "temu", "atrás"];
const BEFORE: [&str; 4] = ["vor", "il y a", "hace", "há"];
/// A day has no more.
const MOST_MINUTES: i64 = 24 * 60;

/// The day of `2 hours ago`, as seen at the moment of the fetch.
pub(super) fn day(line: &str, fetched: Published) -> Option<Published> {
    if !matches!(fetched.precision, Precision::Second | Precision::Minute) {
        return None;
    }
    let (minutes, rounded) = minutes(&line.to_lowercase())?;
    let back = |minutes| fetched.at.checked_sub(SignedDuration::from_mins(minutes)).ok().map(|at| at.date());
    let (latest, earliest) = (back(minutes)?, back(minutes + rounded)?);
    (latest == earliest).then(|| Published::on(latest))
}

/// The minutes since, and those that may have been rounded away.
fn minutes(line: &str) -> Option<(i64, i64)> {
    let words: Vec<&str> =
        line.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(2).enumerate().find_map(|(at, pair)| {
        let number: i64 = if matches!(pair[0], "an" | "a") { 1 } else { pair[0].parse().ok()? };
        let is_one_of = |units: &str| units.split(' ').any(|unit| unit == pair[1]);
        let unit = if is_one_of(HOURS) {
            60
        } else if is_one_of(MINUTES) {
            1
        } else {
            return None;
        };
        let is_after = words.get(at + 2).is_some_and(|word| AFTER.contains(word));
        let before = words[..at].join(" ");
        let is_told = is_after || BEFORE.iter().any(|word| before.ends_with(word));
        Some((number.checked_mul(unit)?, unit)).filter(|(minutes, _)| is_told && (0..=MOST_MINUTES).contains(minutes))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(hour: i8) -> Published {
        Published { at: date(2031, 5, 4).at(hour, 30, 0, 0), precision: Precision::Second }
    }

    #[test]
    fn hours_ago_are_counted_from_the_fetch() {
        for line in [
            "2 hours ago",
            "2 часа назад",
            "2 години тому",
            "vor 2 Stunden",
            "il y a 2 heures",
            "hace 2 horas",
            "2 ore fa",
            "há 2 horas",
            "2 godziny temu",
        ] {
            assert_eq!(day(line, at(12)).map(|day| day.to_string()).as_deref(), Some("2031-05-04"), "{line}");
            assert_eq!(day(line, at(1)).map(|day| day.to_string()).as_deref(), Some("2031-05-03"), "{line}");
        }
        assert_eq!(day("an hour ago", at(12)).map(|day| day.to_string()).as_deref(), Some("2031-05-04"));
    }

    #[test]
    fn what_may_be_one_of_two_days_is_none() {
        assert_eq!(day("2 hours ago", at(2)), None, "between 23:30 and half past midnight");
        assert_eq!(day("1 day ago", at(12)), None);
        assert_eq!(day("2 hours ago", Published::on(date(2031, 5, 4))), None, "the hour of the fetch is not known");
        assert_eq!(day("it took 2 hours", at(12)), None);
        assert_eq!(day("99999999999999999 hours ago", at(12)), None);
    }
}
