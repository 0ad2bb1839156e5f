//! Scales and the ticks on them: shares, changes and days.

use crate::number::{NARROW_SPACE, month_short};
use jiff::ToSpan;
use jiff::civil::Date;

/// A linear scale from values to places.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) start: f64,
    pub(super) end: f64,
}

impl Scale {
    pub(super) fn new((low, high): (f64, f64), (start, end): (f64, f64)) -> Self {
        let high = if high > low { high } else { low + 1.0 };
        Self { low, high, start, end }
    }

    pub(super) fn at(&self, value: f64) -> f64 {
        self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)
    }

    /// The place of a value, or the end of the scale it lies beyond.
    pub(super) fn within(&self, value: f64) -> f64 {
        self.at(value.clamp(self.low, self.high))
    }

    pub(super) fn holds(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

/// Round values (1, 2 or 5 times a power of ten) from `low` to `high`, about so many.
pub(super) fn nice_ticks(low: f64, high: f64, about: usize) -> Vec<f64> {
    let range = high - low;
    if !(range.is_finite() && range > 0.0) {
        return vec![low];
    }
    let rough = range / about.max(1) as f64;
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power).into_iter().find(|step| *step >= rough * 0.999);
    let step = step.unwrap_or(10.0 * power);
    let first = (low / step).ceil() as i64;
    let last = (high / step + 1e-9).floor() as i64;
    (first..=last).map(|i| i as f64 * step).collect()
}

/// A share on an axis: no more decimals than the tick needs.
pub(super) fn share_tick(share: f64) -> String {
    let percent = (share * 1e5).round() / 1e3;
    format!("{percent}{NARROW_SPACE}%")
}

/// Changes worth a tick, in percent: each halving or doubling stands equally far from the last.
const CHANGES: [f64; 11] = [-96.875, -93.75, -87.5, -75.0, -50.0, 0.0, 100.0, 300.0, 700.0, 1500.0, 3100.0];

/// Ticks of a scale of changes: log change and label.
pub(super) fn change_ticks(scale: &Scale) -> Vec<(f64, String)> {
    let ticks = CHANGES.iter().map(|percent| (percent / 100.0).ln_1p()).map(|log| (log, crate::number::change(log)));
    ticks.filter(|(log, _)| scale.holds(*log)).collect()
}

/// Days from one date to another.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// The date so many days on; the last date there is when it lies beyond.
pub(crate) fn day_after(first: Date, days: usize) -> Date {
    first.saturating_add(i64::try_from(days).unwrap_or(i64::MAX).clamp(0, 3_000_000).days())
}

/// Firsts of months within the days, as offset and label; the year is named where it begins and at the first tick.
pub(super) fn month_ticks(first: Date, days: usize) -> Vec<(f64, String)> {
    let months = days as f64 / 30.4;
    let every = [1, 2, 3, 6, 12].into_iter().find(|&every| months / f64::from(every) <= 12.0).unwrap_or(12);
    let mut ticks = Vec::new();
    let starts = (0..days).map(|i| (i, day_after(first, i))).filter(|(_, day)| day.day() == 1);
    for (offset, day) in starts.filter(|(_, day)| (i32::from(day.month()) - 1) % every == 0) {
        let year = if ticks.is_empty() || day.month() == 1 { format!(" {}", day.year()) } else { String::new() };
        ticks.push((offset as f64, format!("{}{year}", month_short(day))));
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn ticks_are_round_and_inside() {
        assert_eq!(nice_ticks(0.0, 0.27, 5), [0.0, 0.1, 0.2]);
        assert_eq!(nice_ticks(0.0, 10.0, 5), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(nice_ticks(3.0, 3.0, 5), [3.0]);
    }

    #[test]
    fn halving_and_doubling_are_equally_far() {
        let scale = Scale::new((-1.5, 1.5), (0.0, 300.0));
        let labels: Vec<String> = change_ticks(&scale).into_iter().map(|(_, label)| label).collect();
        assert_eq!(labels.join("|").replace('\u{202f}', " "), "−75 %|−50 %|0 %|+100 %|+300 %");
    }

    #[test]
    fn the_year_is_named_where_it_begins() {
        let labels: Vec<String> = month_ticks(date(2023, 11, 15), 80).into_iter().map(|(_, label)| label).collect();
        assert_eq!(labels, ["Dec 2023", "Jan 2024", "Feb"]);
    }
}
