//! Dates as they are written: by machines, and out in words of nine languages.
//!
//! A time is believed only with its zone; without one the day is all that is known. Numbers alone are read as a date when
//! there is one way to read them.

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
}

/// A date as machines write it: `2031-05-04`, `2031-05-04T08:30:00+02:00`, `Sun, 04 May 2031 08:30:00 GMT`.
pub(crate) fn machine(text: &str) -> Option<Moment> {
    let text = text.trim();
    let Some(day) = text.get(..10).and_then(iso_day) else { return in_words(text) };
    let rest = &text[10..];
    let at_clock = rest.strip_prefix(['T', 't', ' ']);
    Some(at_clock.and_then(|clock| with_clock(day, clock)).unwrap_or_else(|| Published::on(day).into()))
}

/// Letters of a date in words.
const LONGEST: usize = 64;

/// A day in words, with the time where time and zone stand beside it.
fn in_words(text: &str) -> Option<Moment> {
    if text.chars().count() > LONGEST {
        return None;
    }
    let published = written_out(text)?;
    Some(clock_in_words(published.at.date(), text).unwrap_or_else(|| published.into()))
}

/// `08:30:00 GMT`, `08:30:00 -0600`, `8:30 PM EST`.
fn clock_in_words(day: Date, text: &str) -> Option<Moment> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.iter().position(|word| word.contains(':'))?;
    let half = words.get(at + 1).map(|word| word.trim_matches('.').to_ascii_uppercase());
    let is_half = matches!(half.as_deref(), Some("AM" | "PM"));
    let zone = named_zone(words.get(at + 1 + usize::from(is_half))?)?;
    let mut numbers = words[at].trim_end_matches(',').split(':').map(str::parse::<i8>);
    let hour = numbers.next()?.ok()?;
    let hour = match half.as_deref() {
        Some("PM") if hour < 12 => hour + 12,
        Some("AM") if hour == 12 => 0,
        _ => hour,
    };
    let minute = numbers.next()?.ok()?;
    let second = numbers.next().and_then(Result::ok);
    moment(day, (hour, minute, second), zone)
}

/// Minutes from UTC of a zone that has one meaning: those of North America, and numbers.
fn named_zone(name: &str) -> Option<i16> {
    let name = name.trim_matches([',', '.', '(', ')']);
    Some(
        60 * match name {
            "GMT" | "UTC" | "Z" => 0,
            "EDT" => -4,
            "EST" | "CDT" => -5,
            "MDT" => -6,
            "MST" | "PDT" => -7,
            "PST" => -8,
            "HST" => -10,
            _ => return numbered_zone(name.strip_prefix("GMT").unwrap_or(name)),
        },
    )
}

fn numbered_zone(zone: &str) -> Option<i16> {
    if zone.starts_with(['Z', 'z']) {
        return Some(0);
    }
    let sign = match zone.chars().next()? {
        '-' => -1,
        '+' => 1,
        _ => return None,
    };
    let digits: String = zone.chars().skip(1).filter(char::is_ascii_digit).take(4).collect();
    let hours: i16 = digits.get(..2)?.parse().ok().filter(|hours| *hours <= 14)?;
    let minutes: i16 = digits.get(2..4).unwrap_or("0").parse().ok()?;
    Some(sign * (60 * hours + minutes))
}

/// The day and a time with its zone; a time without one tells no more than the day.
fn with_clock(day: Date, clock: &str) -> Option<Moment> {
    let zone_at = clock.find(['Z', 'z', '+', '-'])?;
    let (clock, zone) = clock.split_at(zone_at);
    let mut parts = clock.trim().split(':');
    let hour: i8 = parts.next()?.parse().ok()?;
    let minute: i8 = parts.next()?.parse().ok()?;
    let second = parts.next().and_then(|second| second.split('.').next()?.parse::<i8>().ok());
    moment(day, (hour, minute, second), numbered_zone(zone)?)
}

fn moment(day: Date, (hour, minute, second): (i8, i8, Option<i8>), zone: i16) -> Option<Moment> {
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
    in_words.or_else(|| numbered_day(text)).or_else(|| chinese_day(text)).map(Published::on)
}

fn named_day(three: &[&str]) -> Option<Date> {
    let [one, two, year] = three else { return None };
    let year = year.get(..4).filter(|_| year.len() == 4)?;
    month_number(two)
        .and_then(|month| day(year, month, without_ending(one)))
        .or_else(|| month_number(one).and_then(|month| day(year, month, without_ending(two))))
}

/// `4th` as `4`.
fn without_ending(word: &str) -> &str {
    ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word)
}

/// Numbers with `-`, `.` or `/` between them, where there is one way to read them: the year first; the day first with
/// dots; with slashes when one of the two cannot be a month.
fn numbered_day(text: &str) -> Option<Date> {
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | '/' | '-');
    text.split(|letter: char| !is_part(letter)).find_map(|run| {
        let run = run.trim_matches(['.', '/', '-']);
        let mark = run.chars().find(|letter| !letter.is_ascii_digit())?;
        let parts: Vec<&str> = run.split(mark).collect();
        let [one, two, three] = parts.as_slice() else { return None };
        if one.len() == 4 {
            return day(one, two, three);
        }
        let year = match three.len() {
            4 => (*three).to_owned(),
            2 => format!("20{three}"),
            _ => return None,
        };
        let is_day = |number: &str| number.parse::<u8>().is_ok_and(|number| number > 12);
        match mark {
            '.' => day(&year, two, one),
            '/' if is_day(one) || one == two => day(&year, two, one),
            '/' if is_day(two) => day(&year, one, two),
            _ => None,
        }
    })
}

/// `2031年5月4日`, and its Korean kin.
fn chinese_day(text: &str) -> Option<Date> {
    let (before, after) = text.split_once(['年', '년'])?;
    let year = before.get(before.len().checked_sub(4)?..)?;
    let (month, after) = after.split_once(['月', '월'])?;
    let (number, _) = after.split_once(['日', '일'])?;
    day(year, month.trim(), number.trim())
}

/// The months, by all names of each; English ones may be cut.
const MONTHS: [(&str, &[&str]); 12] = [
    ("1", &["января", "январь", "січня", "januar", "jänner", "janvier", "enero", "gennaio", "stycznia", "janeiro"]),
    ("2", &["февраля", "февраль", "лютого", "februar", "février", "febrero", "febbraio", "lutego", "fevereiro"]),
    ("3", &["марта", "март", "березня", "märz", "mars", "marzo", "marca", "março", "maret"]),
    ("4", &["апреля", "апрель", "квітня", "avril", "abril", "aprile", "kwietnia"]),
    ("5", &["мая", "май", "травня", "mai", "mayo", "maggio", "maja", "maio"]),
    ("6", &["июня", "июнь", "червня", "juni", "juin", "junio", "giugno", "czerwca", "junho"]),
    ("7", &["июля", "июль", "липня", "juli", "juillet", "julio", "luglio", "lipca", "julho"]),
    ("8", &["августа", "август", "серпня", "août", "agosto", "sierpnia"]),
    ("9", &["сентября", "сентябрь", "вересня", "septembre", "septiembre", "settembre", "września", "setembro"]),
    ("10", &["октября", "октябрь", "жовтня", "oktober", "octobre", "octubre", "ottobre", "października", "outubro"]),
    ("11", &["ноября", "ноябрь", "листопада", "novembre", "noviembre", "listopada", "novembro"]),
    ("12", &["декабря", "декабрь", "грудня", "dezember", "décembre", "diciembre", "dicembre", "grudnia", "dezembro"]),
];

const ENGLISH: [&str; 12] = [
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

fn month_number(word: &str) -> Option<&'static str> {
    const SHORTEST: usize = 3;
    let word = word.to_lowercase();
    let is_english = |month: &str| word.len() >= SHORTEST && month.starts_with(word.as_str());
    let english = ENGLISH.iter().position(|month| is_english(month) || (word == "sept" && *month == "september"));
    let at = english.or_else(|| MONTHS.iter().position(|(_, names)| names.contains(&word.as_str())))?;
    Some(MONTHS[at].0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(moment: Option<Moment>) -> String {
        moment.map_or_else(String::new, |moment| {
            let zone = moment.zone_written().unwrap_or_default();
            format!("{} {} {zone}", moment.published, moment.published.precision).trim().to_owned()
        })
    }

    #[test]
    fn a_time_with_a_zone_is_told_in_utc_and_one_without_is_a_day() {
        assert_eq!(written(machine("2031-05-04T01:30:00+02:00")), "2031-05-03T23:30:00Z second +02:00");
        assert_eq!(written(machine("2031-05-04T01:30:00")), "2031-05-04 day");
        assert_eq!(written(machine("2031-05-04T01:30Z")), "2031-05-04T01:30:00Z minute +00:00");
        assert_eq!(written(machine("2031-15-04")), "");
        assert_eq!(written(machine("0001-01-01T00:00:00Z")), "", "the date of a template");
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
    fn a_day_may_be_written_out() {
        for text in [
            "4 May 2031",
            "May 4, 2031",
            "Sunday, 4 May 2031, 10:00",
            "May 4th, 2031",
            "4 мая 2031 г.",
            "4 травня 2031 року",
            "4. Mai 2031",
            "4 de mayo de 2031",
            "4 maja 2031",
            "le 4 mai 2031",
            "2031.05.04",
            "04.05.2031",
            "2031年5月4日",
            "[ 2031-05-04 15:24 ]",
        ] {
            assert_eq!(written_out(text).map(|day| day.to_string()).as_deref(), Some("2031-05-04"), "{text}");
        }
        assert_eq!(written_out("05/24/31").unwrap().to_string(), "2031-05-24");
    }

    #[test]
    fn numbers_that_can_be_read_in_two_ways_are_no_date() {
        for text in
            ["04/05/2031", "1.2.3", "version 2031.13.40", "+7(495) 633-5-633", "it may 4 times", "march on 12 2031x"]
        {
            assert_eq!(written_out(text), None, "{text}");
        }
    }
}
