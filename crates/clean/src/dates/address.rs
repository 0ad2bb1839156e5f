//! The date in an address: `/2031/05/04/`, `/2031/may/04/`, `/2031-05-04-`, or the month only.

use super::months;
use super::written::day;
use overshadow_record::{Precision, Published};

/// The date in an address.
pub(super) fn date(address: &str) -> Option<Published> {
    let path = &address[address.find("://").map_or(0, |at| at + 3)..];
    // The name of the host tells nothing, and what follows a `?` or `#` is as often a date asked for.
    let path = path.get(path.find('/')?..)?;
    let path = path.split(['?', '#']).next()?;
    let parts: Vec<&str> =
        path.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    parts.iter().enumerate().filter(|(_, part)| is_year(part)).find_map(|(at, year)| after_year(year, &parts[at + 1..]))
}

fn is_year(part: &str) -> bool {
    part.len() == 4 && part.starts_with(['1', '2']) && part.bytes().all(|byte| byte.is_ascii_digit())
}

/// A day, or a month where no day follows.
fn after_year(year: &str, rest: &[&str]) -> Option<Published> {
    let month = rest.first()?;
    let named = months::number(month).filter(|_| month.len() >= 3);
    let month = named.or_else(|| is_pair(month).then_some(month))?;
    let with_day = rest.get(1).filter(|number| is_pair(number)).and_then(|number| day(year, month, number));
    if let Some(found) = with_day {
        return Some(Published::on(found));
    }
    let first = day(year, month, "1")?;
    Some(Published { precision: Precision::Month, ..Published::on(first) })
}

fn is_pair(part: &str) -> bool {
    part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(address: &str) -> String {
        date(address).map_or_else(String::new, |published| format!("{published} {}", published.precision))
    }

    #[test]
    fn an_address_tells_the_day_or_the_month() {
        for (address, expected) in [
            ("https://lamp-post.example/2031/05/04/flood", "2031-05-04 day"),
            ("https://lamp-post.example/world/2031/may/04/flood", "2031-05-04 day"),
            ("https://lamp-post.example/story/2031-05-04/flood", "2031-05-04 day"),
            ("https://lamp-post.example/2031/05/flood", "2031-05-01 month"),
            ("https://lamp-post.example/2030-budget/2031/05/04/flood", "2031-05-04 day"),
            ("https://lamp-post.example/flood-1234567", ""),
            ("https://lamp-post.example/flood?since=2031-05-04", ""),
            ("https://2031-05-04.example/flood", ""),
            ("https://lamp-post.example/2031/13/flood", ""),
            ("", ""),
        ] {
            assert_eq!(written(address), expected, "{address}");
        }
    }
}
