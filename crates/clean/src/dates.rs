//! When a page was published: which of the dates it carries to believe.
//!
//! Dates come in the order of trust: JSON-LD, the page's head, `<time>`, the address, a byline, a stamp stuck to the text.
//! The first that is possible counts. A date after the page was fetched is not; a date of modification is never asked.
//! Without a zone only the day is known.

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime};
use overshadow_record::{DateSource, Page, Precision, Published};

/// A date a page carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dated {
    pub(crate) place: DateSource,
    pub(crate) published: Published,
}

/// The most trusted date that does not lie after the fetch.
pub(crate) fn first_possible(mut found: Vec<Dated>, page: &Page) -> Option<Dated> {
    if let Some(published) = page.url.as_deref().and_then(in_address) {
        found.push(Dated { place: DateSource::Address, published });
    }
    found.extend(page.stated.published.map(|published| Dated { place: DateSource::Archive, published }));
    found.sort_by_key(|dated| dated.place);
    found.into_iter().find(|dated| !is_after_fetch(dated.published, page.fetched))
}

fn is_after_fetch(published: Published, fetched: Option<Published>) -> bool {
    let exact = |precision| matches!(precision, Precision::Second | Precision::Minute);
    fetched.is_some_and(|fetched| {
        if exact(published.precision) && exact(fetched.precision) {
            published.at > fetched.at
        } else {
            published.at.date() > fetched.at.date()
        }
    })
}

/// A date as machines write it: `2031-05-04`, `2031-05-04T08:30:00+02:00`.
pub(crate) fn machine(text: &str) -> Option<Published> {
    let text = text.trim();
    let day = iso_day(text.get(..10)?)?;
    let rest = &text[10..];
    let at_clock = rest.strip_prefix(['T', 't', ' ']);
    Some(at_clock.and_then(|clock| with_clock(day, clock)).unwrap_or_else(|| Published::on(day)))
}

/// The day and a time with its zone; a time without one tells no more than the day.
fn with_clock(day: Date, clock: &str) -> Option<Published> {
    let zone_at = clock.find(['Z', 'z', '+', '-'])?;
    let (clock, zone) = clock.split_at(zone_at);
    let mut parts = clock.trim().split(':');
    let hour: i8 = parts.next()?.parse().ok()?;
    let minute: i8 = parts.next()?.parse().ok()?;
    let second = parts.next().and_then(|second| second.split('.').next()?.parse::<i8>().ok());
    let local = DateTime::new(day.year(), day.month(), day.day(), hour, minute, second.unwrap_or(0).min(59), 0).ok()?;
    let at = local.checked_sub(zone_offset(zone)?).ok()?;
    Some(Published { at, precision: if second.is_some() { Precision::Second } else { Precision::Minute } })
}

fn zone_offset(zone: &str) -> Option<SignedDuration> {
    if zone.starts_with(['Z', 'z']) {
        return Some(SignedDuration::ZERO);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let digits: String = zone.chars().skip(1).filter(char::is_ascii_digit).take(4).collect();
    let hours: i64 = digits.get(..2)?.parse().ok()?;
    let minutes: i64 = digits.get(2..4).unwrap_or("0").parse().ok()?;
    Some(SignedDuration::from_mins(sign * (60 * hours + minutes)))
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
fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    let year: i16 = year.parse().ok().filter(|year| (1900..2200).contains(year))?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A day as English lines give it: `4 May 2031`, `May 4, 2031`.
pub(crate) fn written_out(text: &str) -> Option<Published> {
    let words: Vec<&str> = text.split([' ', ',', '.']).filter(|word| !word.is_empty()).collect();
    let date = words.windows(3).find_map(|three| {
        let [one, two, year] = three else { return None };
        month_number(two)
            .and_then(|month| day(year, month, one))
            .or_else(|| month_number(one).and_then(|month| day(year, month, two)))
    })?;
    Some(Published::on(date))
}

fn month_number(word: &str) -> Option<&'static str> {
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let numbers = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];
    let word = word.to_lowercase();
    let place = months
        .iter()
        .position(|month| word.starts_with(month) && word.bytes().all(|byte| byte.is_ascii_alphabetic()))?;
    Some(numbers[place])
}

/// The date in an address: `/2031/05/04/`, `/2031-05-04-`, or the month only.
fn in_address(address: &str) -> Option<Published> {
    let path = &address[address.find("://").map_or(0, |at| at + 3)..];
    let numbers: Vec<&str> = path.split(|letter: char| !letter.is_ascii_digit()).collect();
    let year = numbers.iter().position(|number| number.len() == 4 && number.starts_with(['1', '2']))?;
    let month = numbers.get(year + 1).filter(|number| number.len() == 2)?;
    if let Some(found) =
        numbers.get(year + 2).filter(|number| number.len() == 2).and_then(|number| day(numbers[year], month, number))
    {
        return Some(Published::on(found));
    }
    let first = day(numbers[year], month, "1")?;
    Some(Published { precision: Precision::Month, ..Published::on(first) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(published: Option<Published>) -> String {
        published.map_or_else(String::new, |published| format!("{published} {}", published.precision))
    }

    #[test]
    fn a_time_with_a_zone_is_told_in_utc_and_one_without_is_a_day() {
        assert_eq!(written(machine("2031-05-04T01:30:00+02:00")), "2031-05-03T23:30:00Z second");
        assert_eq!(written(machine("2031-05-04T01:30:00")), "2031-05-04 day");
        assert_eq!(written(machine("2031-05-04T01:30Z")), "2031-05-04T01:30:00Z minute");
        assert_eq!(written(machine("2031-15-04")), "");
    }

    #[test]
    fn a_day_may_be_written_out() {
        for text in ["4 May 2031", "May 4, 2031", "Sunday, 4 May 2031, 10:00"] {
            assert_eq!(written(written_out(text)), "2031-05-04 day", "{text}");
        }
    }

    #[test]
    fn an_address_tells_the_day_or_the_month() {
        assert_eq!(written(in_address("https://lamp-post.example/2031/05/04/flood")), "2031-05-04 day");
        assert_eq!(written(in_address("https://lamp-post.example/2031/05/flood")), "2031-05-01 month");
        assert_eq!(written(in_address("https://lamp-post.example/flood-1234567")), "");
    }
}
