//! Dates as they are written: by machines, and out in words and numbers.
//!
//! A time is believed only with its zone; without one the day is all that is known. Midnight to the second is what programs
//! write for a day without a time, and is read as that day. Numbers alone are a date when there is one way to read them.

use super::order::{Order, TwoWays};
use super::{months, zones};
use jiff::SignedDuration;
use jiff::civil::{Date, DateTime};
use overshadow_record::{Precision, Published};

/// A date with the zone that stood with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) published: Published,
    /// Minutes from UTC; `None` when no zone stood there.
    pub(crate) zone: Option<i16>,
}

impl From<Published> for Moment {
    fn from(published: Published) -> Self {
        Self { published, zone: None }
    }
}

impl Moment {
    /// The zone as an offset from UTC: `+02:00`.
    pub(crate) fn zone_written(&self) -> Option<String> {
        let minutes = self.zone?;
        let sign = if minutes < 0 { '-' } else { '+' };
        Some(format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60))
    }

    /// Whether the time of the day is known.
    pub(super) fn is_exact(&self) -> bool {
        matches!(self.published.precision, Precision::Second | Precision::Minute)
    }

    /// The day on the clocks of its zone.
    pub(super) fn local_day(&self) -> Date {
        let ahead = if self.is_exact() { self.zone.unwrap_or(0) } else { 0 };
        let local = self.published.at.checked_add(SignedDuration::from_mins(i64::from(ahead)));
        local.unwrap_or(self.published.at).date()
    }
}

/// Letters of a date that machines write.
const LONGEST: usize = 64;

/// A date as machines write it: `2031-05-04`, `2031-05-04T08:30:00+02:00`, `Sun, 04 May 2031 08:30:00 GMT`.
pub(crate) fn machine(text: &str) -> Option<Moment> {
    let text = text.trim();
    let Some((day, rest)) = text.split_at_checked(10).and_then(|(day, rest)| Some((iso_day(day)?, rest))) else {
        return if text.chars().count() > LONGEST { None } else { in_line(text) };
    };
    let at_clock = rest.strip_prefix(['T', 't', ' ']);
    Some(at_clock.and_then(|clock| with_clock(day, clock)).unwrap_or_else(|| Published::on(day).into()))
}

/// A date in an attribute that holds nothing else: as [`machine`] reads it, or `20310504`, or seconds or milliseconds
/// since 1970.
pub(super) fn attribute(text: &str) -> Option<Moment> {
    let text = text.trim();
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return machine(text);
    }
    let since_1970 = |seconds: i64| {
        let at = jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::from_second(seconds).ok()?);
        let published = Published { at, precision: Precision::Second };
        // Numbers of another meaning seldom fall into the years of the web.
        (1995..2100).contains(&at.year()).then_some(Moment { published, zone: Some(0) })
    };
    match text.len() {
        8 => day(&text[..4], &text[4..6], &text[6..]).map(|day| Published::on(day).into()),
        10 => since_1970(text.parse().ok()?),
        13 => since_1970(text.parse::<i64>().ok()? / 1000),
        _ => None,
    }
}

/// The day in a line of words, with the time where time and zone stand in it too.
pub(super) fn in_line(text: &str) -> Option<Moment> {
    let published = written_out(text)?;
    Some(clock_in_words(published.at.date(), text).unwrap_or_else(|| published.into()))
}

/// `08:30:00 GMT`, `08:30:00 -0600`, `8:30 PM EST`, `8.30am (ET)`: the first clock that a zone follows.
fn clock_in_words(day: Date, text: &str) -> Option<Moment> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (0..words.len()).find_map(|at| {
        let (clock, mut is_afternoon) = half_of_day(words[at]);
        let mut next = at + 1;
        if is_afternoon.is_none() {
            let half = words.get(next).filter(|word| word.len() < 6).and_then(|word| half_alone(word));
            (is_afternoon, next) = (half, next + usize::from(half.is_some()));
        }
        let zone = zones::minutes(words.get(next)?, day)?;
        let (hour, minute, second) = clock_numbers(clock)?;
        let hour = match is_afternoon {
            Some(true) if hour < 12 => hour + 12,
            Some(false) if hour == 12 => 0,
            _ => hour,
        };
        moment(day, (hour, minute, second), zone)
    })
}

/// `8:30pm` as the clock and whether it is afternoon.
fn half_of_day(word: &str) -> (&str, Option<bool>) {
    let word = word.trim_matches(['(', ')', ',', '@', '[', ']']);
    let digits = word.rfind(|letter: char| letter.is_ascii_digit()).map_or(0, |last| last + 1);
    let (clock, rest) = word.split_at(digits);
    (clock, half_alone(rest))
}

/// `PM`, `p.m.` and their like.
fn half_alone(word: &str) -> Option<bool> {
    let letters: String = word.chars().filter(|letter| letter.is_alphabetic()).take(3).collect();
    match letters.to_ascii_lowercase().as_str() {
        "pm" => Some(true),
        "am" => Some(false),
        _ => None,
    }
}

/// `8:30`, `08:30:15`, `8.30`.
fn clock_numbers(clock: &str) -> Option<(i8, i8, Option<i8>)> {
    let parts: Vec<&str> = clock.split([':', '.']).collect();
    let (hour, minute, second) = match parts.as_slice() {
        [hour, minute] => (hour, minute, None),
        [hour, minute, second] => (hour, minute, Some(second.parse().ok()?)),
        _ => return None,
    };
    if minute.len() != 2 {
        return None;
    }
    Some((hour.parse().ok()?, minute.parse().ok()?, second))
}

/// The day and a time with its zone; a time without one tells no more than the day.
fn with_clock(day: Date, clock: &str) -> Option<Moment> {
    let zone_at = clock.find(['Z', 'z', '+', '-', '−', ' '])?;
    let (clock, zone) = clock.split_at(zone_at);
    let mut parts = clock.split(':');
    let hour: i8 = parts.next()?.parse().ok()?;
    let minute: i8 = parts.next()?.parse().ok()?;
    let second = parts.next().and_then(|second| second.split(['.', ',']).next()?.parse::<i8>().ok());
    moment(day, (hour, minute, second), zones::minutes(zone.trim(), day)?)
}

fn moment(day: Date, (hour, minute, second): (i8, i8, Option<i8>), zone: i16) -> Option<Moment> {
    if (hour, minute, second) == (0, 0, Some(0)) {
        return Some(Moment { published: Published::on(day), zone: Some(zone) });
    }
    let local = DateTime::new(day.year(), day.month(), day.day(), hour, minute, second.unwrap_or(0).min(59), 0).ok()?;
    let at = local.checked_sub(SignedDuration::from_mins(i64::from(zone))).ok()?;
    let precision = if second.is_some() { Precision::Second } else { Precision::Minute };
    Some(Moment { published: Published { at, precision }, zone: Some(zone) })
}

/// `2031-05-04` and nothing else.
pub(crate) fn iso_day(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-';
    if !shaped || !bytes.iter().enumerate().all(|(at, byte)| at == 4 || at == 7 || byte.is_ascii_digit()) {
        return None;
    }
    day(&text[..4], &text[5..7], &text[8..])
}

/// A year the web can have published in, a month and a day.
pub(super) fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    let year: i16 = year.parse().ok().filter(|year| (1900..2200).contains(year))?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The first day in a line: `4 May 2031`, `May 4th, 2031`, `4 мая 2031`, `4 de mayo de 2031`, `2031.05.04`, `04.05.2031`.
pub(crate) fn written_out(text: &str) -> Option<Published> {
    let words: Vec<&str> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty() && !matches!(*word, "de" | "del" | "of" | "the" | "à" | "г" | "року"))
        .collect();
    let in_words = words.windows(3).find_map(named_day);
    let in_numbers = || runs(text).find_map(|parts| one_way(&parts));
    in_words.or_else(in_numbers).or_else(|| east_asian_day(text)).map(Published::on)
}

fn named_day(three: &[&str]) -> Option<Date> {
    let [one, two, year] = three else { return None };
    let year = year.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    if year.len() != 4 {
        return None;
    }
    months::number(two)
        .and_then(|month| day(year, month, without_ending(one)))
        .or_else(|| months::number(one).and_then(|month| day(year, month, without_ending(two))))
}

/// `4th` as `4`.
fn without_ending(word: &str) -> &str {
    let endings = ["st", "nd", "rd", "th", "er", "º", "°"];
    endings.iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word)
}

/// Three numbers with the same mark between them, and the mark.
struct Parts<'a> {
    numbers: [&'a str; 3],
    mark: char,
}

/// The runs of numbers in a line that may be dates.
fn runs(text: &str) -> impl Iterator<Item = Parts<'_>> {
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | '/' | '-');
    text.split(move |letter: char| !is_part(letter)).filter_map(|run| {
        let run = run.trim_matches(['.', '/', '-']);
        let mark = run.chars().find(|letter| !letter.is_ascii_digit())?;
        let mut numbers = run.split(mark);
        let numbers = [numbers.next()?, numbers.next()?, numbers.next().filter(|_| numbers.next().is_none())?];
        Some(Parts { numbers, mark })
    })
}

/// Numbers that there is one way to read: the year first; the day first with dots; else when one of the two cannot be a month.
fn one_way(parts: &Parts) -> Option<Date> {
    let [one, two, three] = parts.numbers;
    if one.len() == 4 {
        return day(one, two, three);
    }
    let year = year_behind(parts)?;
    let is_day = |number: &str| number.parse::<u8>().is_ok_and(|number| number > 12);
    match parts.mark {
        '.' => day(&year, two, one),
        _ if is_day(one) || one == two => day(&year, two, one),
        _ if is_day(two) => day(&year, one, two),
        _ => None,
    }
}

/// The year that stands last; `None` where what stands there is no year, or the numbers no day and month.
fn year_behind(parts: &Parts) -> Option<String> {
    let [one, two, year] = parts.numbers;
    if one.is_empty() || two.is_empty() || one.len() > 2 || two.len() > 2 {
        return None;
    }
    match (year.len(), parts.mark) {
        (4, _) => Some(year.to_owned()),
        // With hyphens the numbers may be a score, a telephone or the number of a part.
        (2, '.' | '/') => Some(format!("20{year}")),
        _ => None,
    }
}

/// The first date of a line whose two numbers may both be the day: `03/04/2031`.
pub(super) fn two_ways(text: &str) -> Option<TwoWays> {
    runs(text).find_map(|parts| {
        let [one, two, _] = parts.numbers;
        if parts.mark == '.' || one_way(&parts).is_some() {
            return None;
        }
        let year = year_behind(&parts)?;
        Some(TwoWays { day_first: day(&year, two, one)?, month_first: day(&year, one, two)? })
    })
}

/// The order of the dates in a line that have one reading and are written like those that have two.
pub(super) fn order_shown(text: &str) -> impl Iterator<Item = Order> {
    runs(text).filter_map(|parts| {
        let [one, two, year] = parts.numbers;
        let is_alike = parts.mark != '.' && year.len() == 4 && one != two;
        let date = one_way(&parts).filter(|_| is_alike && one.len() <= 2 && two.len() <= 2)?;
        let is_day_first = one.parse() == Ok(date.day());
        Some(if is_day_first { Order::DayFirst } else { Order::MonthFirst })
    })
}

/// `2031年5月4日`, and its Korean kin.
fn east_asian_day(text: &str) -> Option<Date> {
    let (before, after) = text.split_once(['年', '년'])?;
    let year = before.get(before.len().checked_sub(4)?..)?;
    let (month, after) = after.split_once(['月', '월'])?;
    let (number, _) = after.split_once(['日', '일'])?;
    day(year, month.trim(), number.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(moment: Option<Moment>) -> String {
        moment.map_or_else(String::new, |moment| {
            let zone = moment.zone_written().unwrap_or_default();
            format!("{} {} {zone}", moment.published, moment.published.precision).trim().to_owned()
        })
    }

    #[test]
    fn a_time_with_a_zone_is_told_in_utc_and_one_without_is_a_day() {
        assert_eq!(written(machine("2031-05-04T01:30:00+02:00")), "2031-05-03T23:30:00Z second +02:00");
        assert_eq!(written(machine("2031-05-04 01:30:00.123 +0200")), "2031-05-03T23:30:00Z second +02:00");
        assert_eq!(written(machine("2031-05-04 01:30:00 UTC")), "2031-05-04T01:30:00Z second +00:00");
        assert_eq!(written(machine("2031-05-04T01:30:00")), "2031-05-04 day");
        assert_eq!(written(machine("2031-05-04T01:30Z")), "2031-05-04T01:30:00Z minute +00:00");
        assert_eq!(written(machine("2031-15-04")), "");
        assert_eq!(written(machine("0001-01-01T00:00:00Z")), "", "the date of a template");
    }

    #[test]
    fn midnight_is_a_day_without_a_time() {
        assert_eq!(written(machine("2031-05-04T00:00:00+03:00")), "2031-05-04 day +03:00");
        assert_eq!(written(machine("2031-05-04T00:01:00+03:00")), "2031-05-03T21:01:00Z second +03:00");
    }

    #[test]
    fn machines_write_words_too() {
        for (text, expected) in [
            ("Sun, 04 May 2031 08:30:00 GMT", "2031-05-04T08:30:00Z second +00:00"),
            ("Sun, 04 May 2031 20:30:00 -0600", "2031-05-05T02:30:00Z second -06:00"),
            ("May 4, 2031, 8:30 PM EST", "2031-05-05T01:30:00Z minute -05:00"),
            ("Sun May 04 2031 03:05:46 GMT+0000 (UTC)", "2031-05-04T03:05:46Z second +00:00"),
            ("08:30:00 AM IST May 4, 2031", "2031-05-04 day"),
        ] {
            assert_eq!(written(machine(text)), expected, "{text}");
        }
    }

    #[test]
    fn attributes_may_hold_bare_numbers() {
        assert_eq!(written(attribute("20310504")), "2031-05-04 day");
        assert_eq!(written(attribute("1935649800")), "2031-05-04T08:30:00Z second +00:00");
        assert_eq!(written(attribute("1935649800123")), "2031-05-04T08:30:00Z second +00:00");
        for text in ["", "12345678", "1", "0000000000", "9999999999999", "123456789012345678901234567890"] {
            assert_eq!(attribute(text), None, "{text}");
        }
    }

    #[test]
    fn clocks_of_readers_are_read_with_their_zone() {
        for (line, expected) in [
            ("By Anna Orr | May 4, 2031 8:03 am ET", "2031-05-04T12:03:00Z minute -04:00"),
            ("May 4, 2031 12:04AM ET", "2031-05-04T04:04:00Z minute -04:00"),
            ("Sun 4 May 2031 18.54 GMT", "2031-05-04T18:54:00Z minute +00:00"),
            ("Published 11:11 p.m. EST May 4, 2031", "2031-05-05T04:11:00Z minute -05:00"),
            ("4 May 2031, 04:05 pm (07:05 pm ET)", "2031-05-04T23:05:00Z minute -04:00"),
            ("4 мая 2031, 10:30 МСК", "2031-05-04T07:30:00Z minute +03:00"),
            ("4 May 2031, 10:30", "2031-05-04 day"),
            ("4 May 2031, 25:30 GMT", "2031-05-04 day"),
        ] {
            assert_eq!(written(in_line(line)), expected, "{line}");
        }
    }

    #[test]
    fn a_day_may_be_written_out() {
        for text in [
            "4 May 2031",
            "May 4, 2031",
            "Sunday, 4 May 2031, 10:00",
            "May 4th, 2031",
            "4 мая 2031 г.",
            "4 мая 2031г.",
            "4 травня 2031 року",
            "4 трав. 2031",
            "4. Mai 2031",
            "4 de mayo de 2031",
            "4 maja 2031",
            "le 4 mai 2031",
            "4 mag 2031",
            "2031.05.04",
            "04.05.2031",
            "2031年5月4日",
            "[ 2031-05-04 15:24 ]",
        ] {
            assert_eq!(written_out(text).map(|day| day.to_string()).as_deref(), Some("2031-05-04"), "{text}");
        }
        assert_eq!(written_out("05/24/31").unwrap().to_string(), "2031-05-24");
        assert_eq!(written_out("24-05-2031").unwrap().to_string(), "2031-05-24");
    }

    #[test]
    fn numbers_that_can_be_read_in_two_ways_are_no_date() {
        for text in [
            "04/05/2031",
            "04-05-2031",
            "1.2.3",
            "version 2031.13.40",
            "+7(495) 633-5-633",
            "it may 4 times",
            "march on 12 2031x",
            "a score of 25-11-31",
        ] {
            assert_eq!(written_out(text), None, "{text}");
        }
        let both = two_ways("By A | 04/05/2031").unwrap();
        assert_eq!(
            (both.day_first.to_string(), both.month_first.to_string()),
            ("2031-05-04".into(), "2031-04-05".into())
        );
        assert_eq!(two_ways("24/05/2031"), None);
    }

    #[test]
    fn dates_with_one_reading_show_the_order() {
        assert_eq!(order_shown("24/05/2031 and 05/04/2031").collect::<Vec<_>>(), [Order::DayFirst]);
        assert_eq!(order_shown("05/24/2031, 2031/05/24, 24.05.2031").collect::<Vec<_>>(), [Order::MonthFirst]);
    }

    proptest! {
        #[test]
        fn any_text_is_a_date_or_none(text in "\\PC{0,80}") {
            let _ = (machine(&text), attribute(&text), in_line(&text), two_ways(&text), order_shown(&text).count());
        }

        #[test]
        fn a_moment_reads_the_same_in_every_zone(second in 0_i64..4_000_000_000, quarter in -48_i16..=56) {
            let at = jiff::Timestamp::from_second(second).unwrap();
            let offset = jiff::tz::Offset::from_seconds(i32::from(quarter) * 900).unwrap();
            let local = offset.to_datetime(at);
            prop_assume!(local.year() >= 1900 && local.time() != jiff::civil::Time::midnight());
            let text = format!("{local}{}", Moment { published: Published::on(local.date()), zone: Some(quarter * 15) }.zone_written().unwrap());
            let read = machine(&text).unwrap();
            prop_assert_eq!(read.published.to_string(), at.to_string(), "{}", text);
            prop_assert_eq!(read.local_day(), local.date());
        }
    }
}
