//! `03/04/2031`: which of the two numbers is the day.
//!
//! Nothing is guessed. The page has to say it: by another date written the same way that has one reading, by the address, by the
//! fetch, before which the page must have been written, or by a language and country where one order alone is in use.

use super::address;
use crate::language::language;
use jiff::civil::Date;
use overshadow_record::Published;

/// How `03/04/2031` is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

/// A date that can be read in two ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TwoWays {
    pub(super) day_first: Date,
    pub(super) month_first: Date,
}

/// What a page tells of its order.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence<'a> {
    /// The order of other dates of the page, where all have the same.
    pub(super) others: Option<Order>,
    /// The language its markup names: `en-GB`.
    pub(super) tag: Option<&'a str>,
    /// A part of its text, for its language.
    pub(super) sample: &'a str,
    pub(super) address: Option<&'a str>,
    pub(super) fetched: Option<Published>,
}

impl TwoWays {
    /// The day meant, where the page tells.
    pub(super) fn decided(self, evidence: &Evidence) -> Option<Date> {
        let in_time = |date: Date| evidence.fetched.is_none_or(|fetched| date <= fetched.at.date());
        match (in_time(self.day_first), in_time(self.month_first)) {
            (true, false) => return Some(self.day_first),
            (false, true) => return Some(self.month_first),
            (false, false) => return None,
            (true, true) => {}
        }
        let told = evidence.address.and_then(address::date).map(|published| published.at.date().first_of_month());
        let is_told = |date: Date| told == Some(date.first_of_month());
        match (is_told(self.day_first), is_told(self.month_first)) {
            (true, false) => return Some(self.day_first),
            (false, true) => return Some(self.month_first),
            _ => {}
        }
        match evidence.others.or_else(|| of_country(evidence))? {
            Order::DayFirst => Some(self.day_first),
            Order::MonthFirst => Some(self.month_first),
        }
    }
}

/// The order in use where the page comes from. English needs a country, and some other languages put the year first.
fn of_country(evidence: &Evidence) -> Option<Order> {
    let tag = evidence.tag.unwrap_or_default().to_ascii_lowercase().replace('_', "-");
    let (named, region) = tag.split_once('-').unwrap_or((&tag, ""));
    let language = language(evidence.sample, None).unwrap_or_else(|| named.to_owned());
    match language.as_str() {
        "en" => {
            // WordPress writes `en-US` for whoever never chose, so that the ending of the host goes first.
            let of_host = evidence.address.and_then(ending).and_then(|ending| of_english(&ending));
            of_host.or_else(|| of_english(region))
        }
        "ru" | "uk" | "de" | "fr" | "es" | "it" | "pl" | "pt" | "nl" | "id" | "tr" | "ro" | "cs" | "el" | "da"
        | "nb" | "fi" => Some(Order::DayFirst),
        _ => None,
    }
}

fn of_english(country: &str) -> Option<Order> {
    match country {
        "us" | "gov" | "mil" => Some(Order::MonthFirst),
        "gb" | "uk" | "ie" | "au" | "nz" | "in" | "za" | "ng" | "ke" | "gh" | "pk" | "sg" | "my" => {
            Some(Order::DayFirst)
        }
        _ => None,
    }
}

/// The last part of a host: `uk`.
fn ending(address: &str) -> Option<String> {
    let host = address.split_once("://").map_or(address, |(_, rest)| rest).split(['/', '?', '#', ':']).next()?;
    host.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const DATE: TwoWays = TwoWays { day_first: date(2031, 4, 3), month_first: date(2031, 3, 4) };

    const ENGLISH: &str = "The dam held through the night, and the mayor thanked everyone who had carried sand to it.";
    const PORTUGUESE: &str =
        "A barragem aguentou durante a noite e o prefeito agradeceu a todos os que levaram areia para ela.";
    const CHINESE: &str = "大坝撑过了整个夜晚，市长感谢了每一位为它搬运沙袋的人，并表示修复工作将在本周内开始进行。";

    fn decided(evidence: Evidence) -> Option<String> {
        DATE.decided(&evidence).map(|date| date.to_string())
    }

    #[test]
    fn without_evidence_the_date_is_left_out() {
        assert_eq!(decided(Evidence::default()), None);
        assert_eq!(decided(Evidence { tag: Some("en"), sample: ENGLISH, ..Evidence::default() }), None);
        assert_eq!(decided(Evidence { tag: Some("en-CA"), sample: ENGLISH, ..Evidence::default() }), None);
        assert_eq!(decided(Evidence { sample: CHINESE, tag: Some("en-US"), ..Evidence::default() }), None);
    }

    #[test]
    fn language_country_and_host_tell_the_order() {
        for (tag, sample, address, expected) in [
            (Some("en-US"), ENGLISH, None, "2031-03-04"),
            (Some("en_GB"), ENGLISH, None, "2031-04-03"),
            (Some("en-US"), ENGLISH, Some("https://lamp-post.co.uk/flood"), "2031-04-03"),
            (None, PORTUGUESE, None, "2031-04-03"),
            (Some("en-US"), PORTUGUESE, None, "2031-04-03"),
            (Some("uk-UA"), "", None, "2031-04-03"),
        ] {
            let evidence = Evidence { tag, sample, address, ..Evidence::default() };
            assert_eq!(decided(evidence).as_deref(), Some(expected), "{evidence:?}");
        }
    }

    #[test]
    fn fetch_address_and_other_dates_go_before_the_country() {
        let british = Evidence { tag: Some("en-GB"), sample: ENGLISH, ..Evidence::default() };
        let fetched = Some(Published::on(date(2031, 3, 20)));
        assert_eq!(decided(Evidence { fetched, ..british }).as_deref(), Some("2031-03-04"));
        let address = Some("https://lamp-post.example/2031/03/flood");
        assert_eq!(decided(Evidence { address, ..british }).as_deref(), Some("2031-03-04"));
        let others = Some(Order::MonthFirst);
        assert_eq!(decided(Evidence { others, ..british }).as_deref(), Some("2031-03-04"));
        let fetched = Some(Published::on(date(2030, 1, 1)));
        assert_eq!(decided(Evidence { fetched, ..british }), None, "both lie after the fetch");
    }
}
