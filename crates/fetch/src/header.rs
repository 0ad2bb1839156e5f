//! What servers say of time: when to come again, how long something stays as it is.

use jiff::fmt::rfc2822::DateTimeParser;
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;

/// No server keeps us away for longer.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

/// How long `Retry-After` (RFC 9110, section 10.2.3) asks to wait, a day at most; `None` when it says nothing that can be
/// understood.
#[must_use]
pub fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(seconds(value));
    }
    let until = DateTimeParser::new().relaxed_weekday(true).parse_timestamp(value).ok()?;
    let wait = until.duration_since(now).max(SignedDuration::ZERO);
    Some(Duration::try_from(wait).unwrap_or(LONGEST).min(LONGEST))
}

/// How long `Cache-Control` (RFC 9111, section 5.2.2) says that an answer stays as it is, a day at most.
#[must_use]
pub fn max_age(value: &str) -> Option<Duration> {
    let mut found = None;
    for directive in value.split(',').map(str::trim) {
        let (name, age) = directive.split_once('=').unwrap_or((directive, ""));
        let age = age.trim().trim_matches('"');
        match name.trim().to_ascii_lowercase().as_str() {
            "no-store" | "no-cache" => return None,
            "max-age" if !age.is_empty() && age.bytes().all(|byte| byte.is_ascii_digit()) => found = Some(seconds(age)),
            _ => {}
        }
    }
    found
}

/// A number too large to be one is as long as we wait.
fn seconds(digits: &str) -> Duration {
    digits.parse().map_or(LONGEST, Duration::from_secs).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn now() -> Timestamp {
        "2015-10-21T07:28:00Z".parse().unwrap()
    }

    #[test]
    fn both_forms_of_retry_after_are_understood() {
        for (value, expected) in [
            ("120", Some(120)),
            (" 0 ", Some(0)),
            ("99999999999999999999999999", Some(86_400)),
            ("Wed, 21 Oct 2015 07:30:00 GMT", Some(120)),
            ("Wed, 21 Oct 2015 07:00:00 GMT", Some(0)),
            ("Thu, 31 Dec 2998 23:59:59 GMT", Some(86_400)),
            ("soon", None),
            ("-5", None),
            ("1.5", None),
            ("", None),
        ] {
            assert_eq!(retry_after(value, now()), expected.map(Duration::from_secs), "{value}");
        }
    }

    #[test]
    fn the_age_is_taken_where_caching_is_allowed() {
        for (value, expected) in [
            ("max-age=600", Some(600)),
            ("public, Max-Age = \"600\" , must-revalidate", Some(600)),
            ("max-age=99999999999999999999", Some(86_400)),
            ("no-cache, max-age=600", None),
            ("max-age=600, no-store", None),
            ("max-age", None),
            ("max-age=-1", None),
            ("s-maxage=7", None),
        ] {
            assert_eq!(max_age(value), expected.map(Duration::from_secs), "{value}");
        }
    }

    proptest! {
        #[test]
        fn no_header_makes_us_wait_for_more_than_a_day(value in "\\PC{0,60}", digits in "[0-9]{1,40}") {
            for value in [value.clone(), digits.clone(), format!("max-age={digits}"), format!("max-age={value}")] {
                prop_assert!(retry_after(&value, now()).is_none_or(|wait| wait <= LONGEST));
                prop_assert!(max_age(&value).is_none_or(|age| age <= LONGEST));
            }
        }
    }
}
