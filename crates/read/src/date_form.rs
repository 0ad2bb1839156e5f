//! What form a date is written in, in words: for people who want to see how a column was understood.

use crate::date::{self, DateOrder};

/// The form of a date, or `not a date`.
pub(crate) fn form_of(text: &str, order: Option<DateOrder>) -> &'static str {
    let text = text.trim();
    match date::parse(text, order) {
        Ok(_) => readable(text),
        Err(date::DateFault::Ambiguous) => "day or month first: say which with --date-order",
        Err(_) => "not a date",
    }
}

fn readable(text: &str) -> &'static str {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return match text.len() {
            8 => "YYYYMMDD",
            14 => "YYYYMMDDHHMMSS, taken as UTC",
            10 => "seconds since 1970",
            _ => "milliseconds since 1970",
        };
    }
    let has_zone = date::stated_until(text, None, None).is_ok_and(|stated| stated.offset.is_some());
    let begins_with_year = text.len() >= 4 && text.as_bytes()[..4].iter().all(u8::is_ascii_digit);
    let has_time = text.contains(':') || text.contains('T');
    match (begins_with_year, has_time, has_zone) {
        (true, false, _) if text.len() <= 7 => "year and month",
        (true, false, _) => "year, month, day",
        (true, true, false) => "year, month, day with a time, taken as UTC",
        (true, true, true) => "year, month, day with a time and its zone",
        (false, ..) if text.bytes().any(|byte| byte.is_ascii_alphabetic()) && !text.contains('/') => {
            "month by its name"
        }
        (false, ..) => "day, month, year in figures",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_told_in_words() {
        for (text, form) in [
            ("20240325", "YYYYMMDD"),
            ("20240325101530", "YYYYMMDDHHMMSS, taken as UTC"),
            ("1711361730", "seconds since 1970"),
            ("1711361730999", "milliseconds since 1970"),
            ("2024-03", "year and month"),
            ("2024-03-25", "year, month, day"),
            ("2024-03-25 10:15", "year, month, day with a time, taken as UTC"),
            ("2024-03-25T10:15:00Z", "year, month, day with a time and its zone"),
            ("Mon, 25 Mar 2024 10:15:30 +0300", "month by its name"),
            ("25/03/2024", "day, month, year in figures"),
            ("03/04/2024", "day or month first: say which with --date-order"),
            ("soon", "not a date"),
        ] {
            assert_eq!(form_of(text, None), form, "{text}");
        }
    }
}
