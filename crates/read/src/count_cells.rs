//! One cell of a count table: a whole number of articles, or the rule it breaks.

use crate::error::CountFault;

/// Reads a count; an empty cell is none, `12.0` is 12.
pub(crate) fn count(cell: &str) -> Result<Option<u32>, CountFault> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Ok(None);
    }
    if cell.bytes().all(|byte| byte.is_ascii_digit()) {
        return cell.parse().map(Some).map_err(|_| CountFault::TooLarge);
    }
    let number: f64 = cell.parse().map_err(|_| CountFault::NotANumber)?;
    if !number.is_finite() {
        return Err(CountFault::NotANumber);
    }
    if number < 0.0 {
        return Err(CountFault::Negative);
    }
    if number.fract() != 0.0 {
        return Err(CountFault::Fractional);
    }
    if number > f64::from(u32::MAX) {
        return Err(CountFault::TooLarge);
    }
    // Whole, not negative and within range, as the lines above made sure.
    Ok(Some(number as u32))
}

/// What is wrong with a cell, in words.
pub(crate) fn complaint(fault: CountFault, column: &str, cell: &str) -> String {
    let what = match fault {
        CountFault::Negative => "is below zero",
        CountFault::Fractional => "is not whole",
        CountFault::NotANumber => "is not a number",
        CountFault::TooLarge => "is larger than any count can be",
        CountFault::RowTwice | CountFault::ExceedsTotal => "cannot be used",
    };
    format!("`{cell}` in column `{column}` {what}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_counts_and_nothing_else_is() {
        for (cell, expected) in [
            ("12", Ok(Some(12))),
            (" 12.0 ", Ok(Some(12))),
            ("1e3", Ok(Some(1000))),
            ("", Ok(None)),
            ("-0", Ok(Some(0))),
            ("-3", Err(CountFault::Negative)),
            ("0.25", Err(CountFault::Fractional)),
            ("12%", Err(CountFault::NotANumber)),
            ("NaN", Err(CountFault::NotANumber)),
            ("inf", Err(CountFault::NotANumber)),
            ("4294967296", Err(CountFault::TooLarge)),
            ("1e30", Err(CountFault::TooLarge)),
        ] {
            assert_eq!(count(cell), expected, "{cell}");
        }
    }
}
