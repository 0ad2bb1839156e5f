//! Time zones as they stand beside a time: numbers, and the names that have one meaning.
//!
//! `IST` is India's, Israel's and Ireland's, `BST` Britain's and Bangladesh's, `CST` Chicago's and China's: they are not read.
//! `ET` and its kin say what clocks in the United States show, so summer time is reckoned from the day.

use jiff::civil::{Date, Weekday};

/// The farthest zone from UTC, in hours.
const FARTHEST: i16 = 14;
/// The first year of the present rule of summer time in the United States.
const PRESENT_RULE: i16 = 2007;

/// Minutes from UTC of a zone on a day.
pub(super) fn minutes(name: &str, day: Date) -> Option<i16> {
    let name = name.trim_matches([',', '.', ';', '(', ')', '|']).to_uppercase();
    let hours = match name.as_str() {
        "GMT" | "UTC" | "UT" | "Z" | "WET" => 0,
        "CET" | "WAT" => 1,
        "CEST" | "EET" | "SAST" => 2,
        "EEST" | "MSK" | "МСК" | "EAT" => 3,
        "PKT" => 5,
        "WIB" => 7,
        "HKT" | "SGT" | "AWST" | "PHT" => 8,
        "JST" | "KST" => 9,
        "AEST" => 10,
        "AEDT" => 11,
        "NZST" => 12,
        "NZDT" => 13,
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        "HST" => -10,
        "ET" => -5 + summer_hour(day)?,
        "CT" => -6 + summer_hour(day)?,
        "MT" => -7 + summer_hour(day)?,
        "PT" => -8 + summer_hour(day)?,
        _ => {
            let number = ["GMT", "UTC"].iter().find_map(|prefix| name.strip_prefix(prefix));
            return in_figures(number.unwrap_or(&name));
        }
    };
    Some(60 * hours)
}

/// One hour in summer time as the United States keep it, from the second Sunday of March to the first of November.
fn summer_hour(day: Date) -> Option<i16> {
    if day.year() < PRESENT_RULE {
        return None;
    }
    let sunday =
        |month, number| Date::new(day.year(), month, 1).ok()?.nth_weekday_of_month(number, Weekday::Sunday).ok();
    let (begins, ends) = (sunday(3, 2)?, sunday(11, 1)?);
    Some(i16::from(begins <= day && day < ends))
}

/// `+02:00`, `-0600`, `+3`, `Z`.
pub(super) fn in_figures(zone: &str) -> Option<i16> {
    if zone.starts_with(['Z', 'z']) {
        return Some(0);
    }
    let sign = match zone.chars().next()? {
        '-' | '−' => -1,
        '+' => 1,
        _ => return None,
    };
    let figures = zone.trim_start_matches(['-', '−', '+']);
    let figures = figures.split(|letter: char| !letter.is_ascii_digit() && letter != ':').next()?;
    let (hours, minutes) = figures.split_once(':').or_else(|| figures.split_at_checked(2)).unwrap_or((figures, ""));
    let hours: i16 = hours.parse().ok().filter(|hours| *hours <= FARTHEST)?;
    let minutes: i16 = if minutes.is_empty() { 0 } else { minutes.parse().ok().filter(|minutes| *minutes < 60)? };
    Some(sign * (60 * hours + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn names_with_one_meaning_and_numbers_are_zones() {
        let winter = date(2031, 1, 4);
        for (name, expected) in [
            ("GMT", Some(0)),
            ("(PST)", Some(-480)),
            ("+05:30", Some(330)),
            ("GMT+0200", Some(120)),
            ("-3", Some(-180)),
            ("+2:00", Some(120)),
            ("IST", None),
            ("CST", None),
            ("+99:00", None),
            ("+02:75", None),
            ("", None),
        ] {
            assert_eq!(minutes(name, winter), expected, "{name}");
        }
    }

    #[test]
    fn eastern_time_knows_summer() {
        assert_eq!(minutes("ET", date(2031, 3, 8)), Some(-300));
        assert_eq!(minutes("ET", date(2031, 3, 9)), Some(-240));
        assert_eq!(minutes("PT", date(2031, 11, 1)), Some(-420));
        assert_eq!(minutes("PT", date(2031, 11, 2)), Some(-480));
        assert_eq!(minutes("ET", date(1999, 7, 1)), None);
    }
}
