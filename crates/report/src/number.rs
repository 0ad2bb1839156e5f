//! Numbers, changes and dates as a reader expects them.
//!
//! Estimates have two significant digits at most; thousands are set apart by a narrow space, a minus is a minus sign, and
//! dates name their month. A narrow no-break space keeps a number and its unit on one line.

use jiff::civil::Date;

/// Stands between thousands and before a percent sign.
pub(crate) const NARROW_SPACE: char = '\u{202f}';

/// What is printed where there is no number.
pub(crate) const NO_NUMBER: &str = "–";

/// Beyond this many percent a change is only said to be larger: the interval of a subject with hardly an article has no
/// meaningful end.
const LARGEST_PERCENT: f64 = 100_000.0;

/// A number to so many significant digits, thousands apart, with a true minus sign.
pub(crate) fn significant(value: f64, digits: usize) -> String {
    if !value.is_finite() {
        return NO_NUMBER.to_owned();
    }
    let (rounded, magnitude) = rounded_to(value, digits);
    let decimals = usize::try_from(digits as i32 - 1 - magnitude).unwrap_or(0);
    grouped(&format!("{rounded:.decimals$}"))
}

/// The value rounded to so many significant digits, and its power of ten.
fn rounded_to(value: f64, digits: usize) -> (f64, i32) {
    let scientific = format!("{value:.*e}", digits.saturating_sub(1));
    let magnitude = scientific.split_once('e').and_then(|(_, power)| power.parse().ok()).unwrap_or(0);
    (scientific.parse().unwrap_or(value), magnitude)
}

/// A whole number, thousands apart.
pub(crate) fn count(number: u64) -> String {
    grouped(&number.to_string())
}

/// A number of articles that need not be whole: whole from ten on, one decimal below.
pub(crate) fn articles(number: f64) -> String {
    if !number.is_finite() {
        return NO_NUMBER.to_owned();
    }
    let decimals = usize::from(number.abs() < 9.95 && number.fract() != 0.0);
    grouped(&format!("{number:.decimals$}"))
}

/// `1234567.5` as `1 234 567.5`, and `-0` as `0`.
fn grouped(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("−", rest));
    let sign = if digits.bytes().all(|digit| matches!(digit, b'0' | b'.')) { "" } else { sign };
    let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut out = sign.to_owned();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 && whole.len() > 3 {
            out.push(NARROW_SPACE);
        }
        out.push(digit);
    }
    out + fraction
}

/// A share of 1 as a percentage of two significant digits.
pub(crate) fn percent(share: f64) -> String {
    if share > 0.0 && share < 0.0001 {
        return format!("< 0.01{NARROW_SPACE}%");
    }
    format!("{}{NARROW_SPACE}%", significant(share * 100.0, 2))
}

/// A change given as a natural logarithm: `-0.69` is `−50 %`.
pub(crate) fn change(log: f64) -> String {
    format!("{}{NARROW_SPACE}%", signed(percent_change(log)))
}

/// The same without the sign of percent, for the ends of an interval.
pub(crate) fn change_bare(log: f64) -> String {
    signed(percent_change(log))
}

/// `100 (exp(x) − 1)`.
pub(crate) fn percent_change(log: f64) -> f64 {
    100.0 * log.exp_m1()
}

/// Whole percent below a hundred, two significant digits above.
fn signed(percent: f64) -> String {
    if percent.is_nan() {
        return NO_NUMBER.to_owned();
    }
    if percent > LARGEST_PERCENT {
        return format!("> +{}", significant(LARGEST_PERCENT, 2));
    }
    let plus = if percent >= 0.5 { "+" } else { "" };
    format!("{plus}{}", whole_percent(percent))
}

/// A percentage without its sign of percent: whole below a hundred, two significant digits above.
pub(crate) fn whole_percent(percent: f64) -> String {
    if percent.abs() < 99.5 { grouped(&format!("{percent:.0}")) } else { significant(percent, 2) }
}

/// A probability to two significant digits; below one in ten thousand only the bound.
pub(crate) fn probability(p: f64) -> String {
    if p < 0.0001 { "< 0.0001".to_owned() } else { significant(p, 2) }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `7 October 2023`.
pub(crate) fn day_in_words(day: Date) -> String {
    format!("{} {} {}", day.day(), MONTHS[usize::from(day.month().unsigned_abs()) - 1], day.year())
}

/// `7 Oct 2023`.
pub(crate) fn day_short(day: Date) -> String {
    format!("{} {} {}", day.day(), month_short(day), day.year())
}

/// `Oct`.
pub(crate) fn month_short(day: Date) -> &'static str {
    &MONTHS[usize::from(day.month().unsigned_abs()) - 1][..3]
}

/// Numbers up to twelve as words, larger ones as digits.
pub(crate) fn spelled(number: u64) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    usize::try_from(number).ok().and_then(|i| WORDS.get(i)).map_or_else(|| count(number), |word| (*word).to_owned())
}

/// `1 outlet`, `2 outlets`.
pub(crate) fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// Plain ASCII for terminals that know no better: true minus signs, narrow spaces and dashes become what they stand for.
pub(crate) fn ascii(text: &str) -> String {
    text.replace('−', "-")
        .replace([NARROW_SPACE, '\u{a0}'], " ")
        .replace('–', "-")
        .replace(['“', '”'], "\"")
        .replace('’', "'")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn estimates_have_two_significant_digits() {
        let cases = [(0.0, "0.0"), (8488.0, "8\u{202f}500"), (0.01234, "0.012"), (-3.449, "−3.4"), (99.7, "100")];
        for (value, expected) in cases {
            assert_eq!(significant(value, 2), expected);
        }
        assert_eq!(significant(f64::NAN, 2), "–");
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(count(8488), "8\u{202f}488");
        assert_eq!(count(1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(count(999), "999");
    }

    #[test]
    fn logarithms_are_shown_as_percent() {
        assert_eq!(change(0.5_f64.ln()), "−50\u{202f}%");
        assert_eq!(change(2.0_f64.ln()), "+100\u{202f}%");
        assert_eq!(change(-0.001), "0\u{202f}%");
        assert_eq!(change(3.3_f64.ln()), "+230\u{202f}%");
        assert_eq!(change(f64::INFINITY), "> +100\u{202f}000\u{202f}%");
        assert_eq!(change(f64::NEG_INFINITY), "−100\u{202f}%");
    }

    #[test]
    fn shares_are_percentages() {
        assert_eq!(percent(0.2534), "25\u{202f}%");
        assert_eq!(percent(0.0043), "0.43\u{202f}%");
        assert_eq!(percent(1e-6), "< 0.01\u{202f}%");
    }

    #[test]
    fn articles_below_ten_keep_a_decimal() {
        assert_eq!(articles(3.26), "3.3");
        assert_eq!(articles(12.4), "12");
        assert_eq!(articles(-1200.0), "−1\u{202f}200");
    }

    #[test]
    fn days_name_their_month() {
        assert_eq!(day_in_words(date(2023, 10, 7)), "7 October 2023");
        assert_eq!(day_short(date(2024, 3, 25)), "25 Mar 2024");
    }
}
