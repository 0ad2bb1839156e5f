//! Dates as sources write them, to UTC with the precision that was given.
//!
//! Pure: no clock, no time zone database, fixed offsets only. A date that can be read in two ways is never guessed;
//! the caller may say which order its source uses. What is deliberately not read: years of two digits, month names
//! other than English, relative dates ("yesterday").

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time};
use overshadow_record::{Precision, Published};

/// How `03/04/2024` is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// The third of April.
    DayFirst,
    /// The fourth of March.
    MonthFirst,
}

/// Why a date could not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// There is none.
    Missing,
    /// It follows no form this module knows, or names a day that does not exist.
    Unreadable,
    /// Day and month could be either way round and no order was given.
    Ambiguous,
    /// It lies more than a day after today.
    InFuture,
}

impl DateFault {
    /// The reason code of a skipped row.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "date-missing",
            Self::Unreadable => "date-unreadable",
            Self::Ambiguous => "date-ambiguous",
            Self::InFuture => "date-in-future",
        }
    }
}

/// A moment, and the zone that stood beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The moment, UTC.
    pub published: Published,
    /// Seconds east of Greenwich, when a zone was written.
    pub offset: Option<i64>,
}

impl Stated {
    fn without_zone(published: Published) -> Self {
        Self { published, offset: None }
    }

    /// The zone as records write it, such as `+02:00`.
    #[must_use]
    pub fn zone(&self) -> Option<String> {
        let offset = self.offset?;
        let sign = if offset < 0 { '-' } else { '+' };
        let minutes = offset.abs() / 60;
        Some(format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60))
    }
}

/// Reads a date and refuses one later than the day after `today`.
///
/// # Errors
/// The reason why the date cannot be used.
pub fn parse_until(text: &str, order: Option<DateOrder>, today: Option<Date>) -> Result<Published, DateFault> {
    stated_until(text, order, today).map(|stated| stated.published)
}

/// As [`parse_until`], with the zone.
///
/// # Errors
/// The reason why the date cannot be used.
pub fn stated_until(text: &str, order: Option<DateOrder>, today: Option<Date>) -> Result<Stated, DateFault> {
    let stated = stated(text, order)?;
    let last = today.map(|today| today.tomorrow().unwrap_or(Date::MAX));
    match last {
        Some(last) if stated.published.at.date() > last => Err(DateFault::InFuture),
        _ => Ok(stated),
    }
}

/// Reads a date in any of the forms that news data uses.
///
/// ISO 8601 with or without time, fraction and offset (no offset is taken as UTC); RFC 2822; `YYYYMMDD` and
/// `YYYYMMDDHHMMSS`; seconds (10 digits) and milliseconds (13 digits) since 1970; English month names; `YYYY-MM`;
/// and day, month, year in figures where only one reading is possible or `order` says which.
///
/// # Errors
/// [`DateFault::Missing`], [`DateFault::Unreadable`] or [`DateFault::Ambiguous`].
pub fn parse(text: &str, order: Option<DateOrder>) -> Result<Published, DateFault> {
    stated(text, order).map(|stated| stated.published)
}

fn stated(text: &str, order: Option<DateOrder>) -> Result<Stated, DateFault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(DateFault::Missing);
    }
    // Nothing below is longer; it keeps a megabyte in a date column from being tokenised.
    if text.len() > 64 || !text.is_ascii() {
        return Err(DateFault::Unreadable);
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits_only(text).map(Stated::without_zone).ok_or(DateFault::Unreadable);
    }
    // By far the most common form needs no look at its words.
    let is_iso = matches!(text.as_bytes(), [_, _, _, _, b'-', b'0'..=b'9', ..]);
    if !is_iso
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
        && let Some(stated) = with_month_name(text)
    {
        return Ok(stated);
    }
    if let Some(stated) = compact_iso(text) {
        return Ok(stated);
    }
    in_figures(text, order)
}

/// `20240325`, `20240325101500`, seconds or milliseconds since 1970.
fn digits_only(text: &str) -> Option<Published> {
    match text.len() {
        8 => compact_day(text).map(Published::on),
        14 => {
            let time = clock(&text[8..10], &text[10..12], &text[12..14])?;
            Some(to_second(compact_day(&text[..8])?.to_datetime(time)))
        }
        10 => since_1970(SignedDuration::from_secs(text.parse().ok()?)),
        13 => since_1970(SignedDuration::from_millis(text.parse().ok()?)),
        _ => None,
    }
}

fn compact_day(text: &str) -> Option<Date> {
    day(&text[..4], &text[4..6], &text[6..8])
}

fn since_1970(age: SignedDuration) -> Option<Published> {
    let start = Date::constant(1970, 1, 1).to_datetime(Time::midnight());
    let at = start.checked_add(SignedDuration::from_secs(age.as_secs())).ok()?;
    Some(to_second(at))
}

/// `20240325T101500Z`.
fn compact_iso(text: &str) -> Option<Stated> {
    let (day, rest) = text.split_at_checked(8)?;
    let rest = rest.strip_prefix('T')?;
    let time = rest.trim_end_matches('Z');
    let all_digits = day.bytes().chain(time.bytes()).all(|byte| byte.is_ascii_digit());
    if !all_digits || time.len() != 6 {
        return None;
    }
    let published = to_second(compact_day(day)?.to_datetime(clock(&time[..2], &time[2..4], &time[4..])?));
    Some(Stated { published, offset: (time.len() < rest.len()).then_some(0) })
}

/// Dates in figures: year first, or day and month first.
fn in_figures(text: &str, order: Option<DateOrder>) -> Result<Stated, DateFault> {
    let end = text.find(['T', 't', ' ']).unwrap_or(text.len());
    let (front, rest) = text.split_at(end);
    let separator = front.chars().find(|letter| matches!(letter, '-' | '/' | '.')).ok_or(DateFault::Unreadable)?;
    let parts: Vec<&str> = front.split(separator).collect();
    let day = match parts.as_slice() {
        [year, month] if year.len() == 4 && rest.is_empty() => {
            let first = day(year, month, "1").ok_or(DateFault::Unreadable)?;
            return Ok(Stated::without_zone(Published { precision: Precision::Month, ..Published::on(first) }));
        }
        [year, month, in_month] if year.len() == 4 => day(year, month, in_month).ok_or(DateFault::Unreadable)?,
        [first, second, year] if year.len() == 4 => day_and_month(first, second, year, order)?,
        _ => return Err(DateFault::Unreadable),
    };
    let rest = rest.strip_prefix(['T', 't', ' ']).unwrap_or(rest).trim();
    if rest.is_empty() {
        return Ok(Stated::without_zone(Published::on(day)));
    }
    at_time(day, rest).ok_or(DateFault::Unreadable)
}

/// Either order of day and month, when only one is possible or the order is known.
fn day_and_month(first: &str, second: &str, year: &str, order: Option<DateOrder>) -> Result<Date, DateFault> {
    let day_first = day(year, second, first);
    let month_first = day(year, first, second);
    match (day_first, month_first, order) {
        (Some(date), _, Some(DateOrder::DayFirst)) | (_, Some(date), Some(DateOrder::MonthFirst)) => Ok(date),
        (_, _, Some(_)) => Err(DateFault::Unreadable),
        (Some(date), None, None) | (None, Some(date), None) => Ok(date),
        (Some(one), Some(other), None) if one == other => Ok(one),
        (Some(_), Some(_), None) => Err(DateFault::Ambiguous),
        (None, None, None) => Err(DateFault::Unreadable),
    }
}

/// A time of day with an optional zone behind it: `10:15`, `10:15:00.123+03:00`, `10:15:00 UTC`.
fn at_time(day: Date, text: &str) -> Option<Stated> {
    let end =
        text.find(|letter: char| !(letter.is_ascii_digit() || matches!(letter, ':' | '.' | ','))).unwrap_or(text.len());
    let (time, zone) = text.split_at(end);
    let (time, precision) = time_of_day(time)?;
    let zone = zone.trim();
    let zone = zone.find('[').map_or(zone, |bracket| &zone[..bracket]);
    moment(day.to_datetime(time), precision, stated_offset(zone)?)
}

/// `10:15`, `10:15:00`, `10:15:00.123`; the fraction is cut off.
fn time_of_day(text: &str) -> Option<(Time, Precision)> {
    let mut parts = text.split(':');
    let (hour, minute) = (parts.next()?, parts.next()?);
    let second = parts.next();
    if parts.next().is_some() {
        return None;
    }
    let Some(second) = second else {
        return Some((clock(hour, minute, "0")?, Precision::Minute));
    };
    let (second, fraction) = second.split_once(['.', ',']).unwrap_or((second, "0"));
    fraction.bytes().all(|byte| byte.is_ascii_digit()).then_some(())?;
    Some((clock(hour, minute, second)?, Precision::Second))
}

/// Day, month and year with an English month name, in any order, with or without weekday, time and zone.
fn with_month_name(text: &str) -> Option<Stated> {
    let mut found = Tokens::default();
    for token in text.split([' ', ',', '(', ')']).filter(|token| !token.is_empty()) {
        if token.contains('-') && !token.contains(':') && !token.starts_with('-') {
            // `25-Mar-2024`
            for part in token.split('-') {
                found.take(part)?;
            }
        } else {
            found.take(token)?;
        }
    }
    found.published()
}

/// What the words of a date written with a month name have said so far.
#[derive(Default)]
struct Tokens<'a> {
    year: Option<&'a str>,
    month: Option<i8>,
    day: Option<&'a str>,
    time: Option<(Time, Precision)>,
    offset: Option<i64>,
    afternoon: Option<bool>,
}

impl<'a> Tokens<'a> {
    /// Notes one word; `None` when it has no place in a date.
    fn take(&mut self, token: &'a str) -> Option<()> {
        let word = token.trim_end_matches('.');
        let lower = word.to_ascii_lowercase();
        if let Some(month) = month_by_name(&lower) {
            return set(&mut self.month, month);
        }
        if is_weekday(&lower) || lower == "at" {
            return Some(());
        }
        if word.contains(':') {
            return self.take_time(word);
        }
        if let "am" | "pm" = lower.as_str() {
            return set(&mut self.afternoon, lower == "pm");
        }
        if self.time.is_some() && !word.bytes().all(|byte| byte.is_ascii_digit()) {
            self.offset = stated_offset(word)?;
            return Some(());
        }
        if word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()) {
            return set(&mut self.year, word);
        }
        let digits =
            ["st", "nd", "rd", "th"].iter().find_map(|ending| lower.strip_suffix(ending)).map_or(word.len(), str::len);
        let number = &word[..digits];
        let is_day = (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
        if is_day { set(&mut self.day, number) } else { None }
    }

    fn take_time(&mut self, word: &'a str) -> Option<()> {
        let end =
            word.find(|letter: char| !(letter.is_ascii_digit() || matches!(letter, ':' | '.'))).unwrap_or(word.len());
        let (time, rest) = word.split_at(end);
        set(&mut self.time, time_of_day(time)?)?;
        match rest.to_ascii_lowercase().as_str() {
            "am" | "pm" => set(&mut self.afternoon, rest.eq_ignore_ascii_case("pm")),
            _ => {
                self.offset = stated_offset(rest)?;
                Some(())
            }
        }
    }

    fn published(self) -> Option<Stated> {
        let (year, month) = (self.year?, self.month?.to_string());
        let Some(in_month) = self.day else {
            let first = day(year, &month, "1")?;
            let bare = self.time.is_none();
            let month = Published { precision: Precision::Month, ..Published::on(first) };
            return bare.then_some(Stated::without_zone(month));
        };
        let day = day(year, &month, in_month)?;
        let Some((time, precision)) = self.time else {
            return self.afternoon.is_none().then_some(Stated::without_zone(Published::on(day)));
        };
        let time = match self.afternoon {
            None => time,
            Some(afternoon) => twelve_hours(time, afternoon)?,
        };
        moment(day.to_datetime(time), precision, self.offset)
    }
}

/// Fills an empty place; a second word for the same place means this is not a date.
fn set<T>(place: &mut Option<T>, value: T) -> Option<()> {
    if place.is_some() {
        return None;
    }
    *place = Some(value);
    Some(())
}

/// `12:30 am` is half past midnight.
fn twelve_hours(time: Time, afternoon: bool) -> Option<Time> {
    let hour = time.hour();
    if !(1..=12).contains(&hour) {
        return None;
    }
    Time::new(hour % 12 + if afternoon { 12 } else { 0 }, time.minute(), time.second(), 0).ok()
}

fn month_by_name(word: &str) -> Option<i8> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let position = NAMES.iter().position(|name| *name == word || (word.len() == 3 && name.starts_with(word)));
    let position = position.or((word == "sept").then_some(8))?;
    i8::try_from(position + 1).ok()
}

fn is_weekday(word: &str) -> bool {
    const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let short = matches!(word, "tues" | "wednes" | "thur" | "thurs");
    short || NAMES.iter().any(|name| *name == word || (word.len() == 3 && name.starts_with(word)))
}

/// Seconds east of Greenwich of a zone, if there is one; `None` for what is none.
#[expect(clippy::option_option, reason = "no zone and no zone that can be read are two things")]
fn stated_offset(zone: &str) -> Option<Option<i64>> {
    if zone.is_empty() { Some(None) } else { offset_seconds(zone).map(Some) }
}

fn offset_seconds(zone: &str) -> Option<i64> {
    let hours = match zone.to_ascii_uppercase().as_str() {
        "Z" | "UT" | "UTC" | "GMT" => 0,
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        _ => return offset_in_figures(zone),
    };
    Some(hours * 3600)
}

/// `+03:00`, `+0300`, `+03`, `UTC+3`.
fn offset_in_figures(zone: &str) -> Option<i64> {
    let zone = zone.strip_prefix("UTC").or_else(|| zone.strip_prefix("GMT")).unwrap_or(zone);
    let (sign, figures) = match zone.split_at_checked(1)? {
        ("+", figures) => (1, figures),
        ("-", figures) => (-1, figures),
        _ => return None,
    };
    let (hours, minutes) = match (figures.split_once(':'), figures.len()) {
        (Some(parts), _) => parts,
        (None, 1 | 2) => (figures, "0"),
        (None, 4) => figures.split_at(2),
        _ => return None,
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (hours <= 18 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

/// No zone at all is taken as UTC.
fn moment(local: DateTime, precision: Precision, offset: Option<i64>) -> Option<Stated> {
    let at = local.checked_sub(SignedDuration::from_secs(offset.unwrap_or(0))).ok()?;
    Some(Stated { published: Published { at, precision }, offset })
}

fn to_second(at: DateTime) -> Published {
    Published { at, precision: Precision::Second }
}

fn day(year: &str, month: &str, in_month: &str) -> Option<Date> {
    let narrow =
        |text: &str| (text.len() <= 2).then(|| number(text)).flatten().and_then(|value| i8::try_from(value).ok());
    let year = i16::try_from(number(year)?).ok()?;
    Date::new(year, narrow(month)?, narrow(in_month)?).ok()
}

/// A leap second is written as the second before it.
fn clock(hour: &str, minute: &str, second: &str) -> Option<Time> {
    let narrow =
        |text: &str| (text.len() <= 2).then(|| number(text)).flatten().and_then(|value| i8::try_from(value).ok());
    Time::new(narrow(hour)?, narrow(minute)?, narrow(second)?.min(59), 0).ok()
}

/// Digits only: a sign, which `parse` would take, has no place inside a date.
fn number(text: &str) -> Option<i64> {
    let digits = !text.is_empty() && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(text: &str) -> String {
        match parse(text, None) {
            Ok(published) => format!("{published} {}", published.precision),
            Err(fault) => fault.code().to_owned(),
        }
    }

    #[test]
    fn every_form_that_news_data_uses_is_read() {
        for (text, expected) in [
            ("2024-03-25", "2024-03-25 day"),
            (" 2024-03-25 ", "2024-03-25 day"),
            ("2024/3/5", "2024-03-05 day"),
            ("2024-03-25T10:15:30Z", "2024-03-25T10:15:30Z second"),
            ("2024-03-25 10:15", "2024-03-25T10:15:00Z minute"),
            ("2024-03-25T10:15:30.123456", "2024-03-25T10:15:30Z second"),
            ("2024-03-25T01:15:30+03:00", "2024-03-24T22:15:30Z second"),
            ("2024-03-25T22:15:30-0500", "2024-03-26T03:15:30Z second"),
            ("2024-03-25 10:15:30 UTC", "2024-03-25T10:15:30Z second"),
            ("2024-03-25T10:15+03:00[Europe/Moscow]", "2024-03-25T07:15:00Z minute"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z second"),
            ("20240325", "2024-03-25 day"),
            ("20240325101530", "2024-03-25T10:15:30Z second"),
            ("20240325T101530Z", "2024-03-25T10:15:30Z second"),
            ("1711361730", "2024-03-25T10:15:30Z second"),
            ("1711361730999", "2024-03-25T10:15:30Z second"),
            ("Mon, 25 Mar 2024 10:15:30 +0300", "2024-03-25T07:15:30Z second"),
            ("Mon, 25 Mar 2024 10:15:30 GMT", "2024-03-25T10:15:30Z second"),
            ("25 Mar 2024 10:15:30 EST", "2024-03-25T15:15:30Z second"),
            ("Mon Mar 25 10:15:30 2024", "2024-03-25T10:15:30Z second"),
            ("March 25, 2024", "2024-03-25 day"),
            ("25th of March 2024", "date-unreadable"),
            ("25th March 2024", "2024-03-25 day"),
            ("Sept. 5, 2024", "2024-09-05 day"),
            ("25-Mar-2024", "2024-03-25 day"),
            ("March 25, 2024 at 12:05 am", "2024-03-25T00:05:00Z minute"),
            ("March 25, 2024, 1:05pm", "2024-03-25T13:05:00Z minute"),
            ("May 2024", "2024-05-01 month"),
            ("2024-03", "2024-03-01 month"),
            ("25/03/2024", "2024-03-25 day"),
            ("03/25/2024", "2024-03-25 day"),
            ("25.03.2024 10:15", "2024-03-25T10:15:00Z minute"),
            ("04/04/2024", "2024-04-04 day"),
        ] {
            assert_eq!(written(text), expected, "{text}");
        }
    }

    #[test]
    fn a_zone_is_told_when_one_was_written() {
        for (text, zone) in [
            ("2024-03-25T10:15:30+03:00", Some("+03:00")),
            ("2024-03-25 10:15:30 -0330", Some("-03:30")),
            ("2024-03-25T10:15:30Z", Some("+00:00")),
            ("20240325T101530Z", Some("+00:00")),
            ("20240325T101530", None),
            ("Mon, 25 Mar 2024 10:15:30 EST", Some("-05:00")),
            ("Mon, 25 Mar 2024 10:15:30", None),
            ("2024-03-25T10:15:30", None),
            ("2024-03-25", None),
        ] {
            assert_eq!(stated_until(text, None, None).unwrap().zone().as_deref(), zone, "{text}");
        }
    }

    #[test]
    fn a_date_with_two_readings_is_never_guessed() {
        assert_eq!(written("03/04/2024"), "date-ambiguous");
        assert_eq!(written("03.04.2024"), "date-ambiguous");
        let read = |order| parse("03/04/2024", Some(order)).unwrap().at.date().to_string();
        assert_eq!(read(DateOrder::DayFirst), "2024-04-03");
        assert_eq!(read(DateOrder::MonthFirst), "2024-03-04");
    }

    #[test]
    fn an_order_that_cannot_hold_is_not_turned_round() {
        assert_eq!(parse("25/03/2024", Some(DateOrder::MonthFirst)), Err(DateFault::Unreadable));
    }

    #[test]
    fn what_is_not_a_date_is_told_apart_from_no_date() {
        assert_eq!(written("  "), "date-missing");
        for text in [
            "yesterday",
            "2024",
            "0000-00-00",
            "2024-02-30",
            "2024-13-01",
            "20241301",
            "25/03/24",
            "12345",
            "2024-W12",
            "2024-03-25T25:00",
            "2024-03-25Tx",
            "25 März 2024",
            "-5/03/2024",
            "+1/+2/2024",
            "March",
            "2024-03-25T10",
            "99999999999",
            "March 25 26 2024",
        ] {
            assert_eq!(written(text), "date-unreadable", "{text}");
        }
    }

    #[test]
    fn tomorrow_is_accepted_because_zones_differ_and_the_day_after_is_not() {
        let today = Some(Date::constant(2024, 3, 25));
        assert!(parse_until("2024-03-26", None, today).is_ok());
        assert_eq!(parse_until("2024-03-27", None, today), Err(DateFault::InFuture));
        assert!(parse_until("2124-03-27", None, None).is_ok());
    }

    proptest! {
        #[test]
        fn no_text_makes_the_date_reader_panic(text in "\\PC{0,40}") {
            let _ = parse(&text, None);
        }

        #[test]
        fn nearly_a_date_never_panics(text in "[0-9]{0,4}[-/. T]?[0-9A-Za-z:+]{0,12}[-/. :,]?[0-9 :+Zz]{0,9}") {
            let _ = parse(&text, Some(DateOrder::DayFirst));
        }

        #[test]
        fn what_we_write_we_read(days in 0i64..40_000, seconds in 0i64..86_400) {
            let at = Date::constant(1930, 1, 1).at(0, 0, 0, 0) + SignedDuration::from_secs(days * 86_400 + seconds);
            let published = Published { at, precision: Precision::Second };
            prop_assert_eq!(parse(&published.to_string(), None), Ok(published));
        }
    }
}
