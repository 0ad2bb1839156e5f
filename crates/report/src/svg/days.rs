//! How many articles there were, day by day: bars, of which the part that is no copy of others is darker.
//!
//! Over a long time a bar is a week or a month, so that bars stay wide enough to be told apart.

use super::canvas::{Anchor, Canvas};
use super::frame::{Parts, framed};
use super::scale::{Scale, days_between, month_ticks, nice_ticks};
use super::{Figure, vega};
use crate::number::{count, day_short, percent};
use jiff::civil::Date;
use overshadow_record::DayCount;
use serde_json::json;

/// Bars at most.
const MOST_BARS: usize = 200;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 220.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = 990.0;

/// What is drawn.
#[derive(Clone, Copy, Debug)]
pub struct DaysOf<'a> {
    /// States the message.
    pub title: &'a str,
    /// Where the numbers come from.
    pub source: &'a str,
    /// Every day from the first to the last.
    pub days: &'a [DayCount],
}

/// Days that are one bar.
struct Bar {
    from: Date,
    articles: u64,
    independent: u64,
    total: u64,
}

/// The figure; `None` when there is no day.
#[must_use]
pub fn days(of: &DaysOf<'_>) -> Option<Figure> {
    let (first, last) = (of.days.first()?.date, of.days.last()?.date);
    let (step, unit) = match of.days.len() {
        0..=MOST_BARS => (1, "day"),
        days if days <= 7 * MOST_BARS => (7, "week of seven days"),
        _ => (28, "four weeks"),
    };
    let bars: Vec<Bar> = of.days.chunks(step).map(bar).collect();
    let parts = Parts {
        name: "days",
        title: of.title.to_owned(),
        subtitle: format!("Articles a {unit}; the darker part is no copy of others of its day."),
        description: format!("Bars over time from {} to {}, one for each {unit}.", day_short(first), day_short(last)),
        canvas: draw(&bars, first, of.days.len(), step),
        columns: ["From", "Articles", "Independent", "Of all"].map(str::to_owned).to_vec(),
        rows: bars.iter().map(row).collect(),
        csv: vega::csv(of.days),
        view: json!({
            "mark": "bar",
            "encoding": {
                "x": { "field": "date", "type": "temporal", "title": null },
                "y": { "field": "articles", "type": "quantitative", "title": "articles" }
            }
        }),
    };
    Some(framed(parts, of.source.to_owned()))
}

fn bar(days: &[DayCount]) -> Bar {
    let sum = |of: fn(&DayCount) -> u64| days.iter().map(of).sum();
    Bar {
        from: days.first().map(|day| day.date).unwrap_or_default(),
        articles: sum(|day| day.articles),
        independent: sum(|day| day.independent_articles),
        total: sum(|day| day.total),
    }
}

fn row(bar: &Bar) -> Vec<String> {
    let share = if bar.total == 0 { String::new() } else { percent(bar.articles as f64 / bar.total as f64) };
    vec![day_short(bar.from), count(bar.articles), count(bar.independent), share]
}

fn draw(bars: &[Bar], first: Date, days: usize, step: usize) -> Canvas {
    let mut canvas = Canvas::new(BOTTOM + 30.0);
    let highest = bars.iter().map(|bar| bar.articles).max().unwrap_or_default().max(1) as f64;
    let x = Scale::new((0.0, days as f64), (LEFT, RIGHT));
    let y = Scale::new((0.0, highest * 1.04), (BOTTOM, TOP));
    for tick in nice_ticks(0.0, y.high, 4).into_iter().filter(|tick| tick.fract() == 0.0) {
        let at = y.at(tick);
        canvas.line("grid", (LEFT, at), (RIGHT, at));
        canvas.text("quiet", (LEFT - 7.0, at + 4.0), Anchor::End, &count(tick as u64));
    }
    for bar in bars {
        let from = x.at(days_between(first, bar.from) as f64);
        let width = (x.at(step as f64) - x.at(0.0)).min(40.0);
        let gap = (width * 0.15).min(2.0);
        for (class, articles) in [("deep", bar.articles), ("rose", bar.independent)] {
            let top = y.at(articles as f64);
            canvas.rect(class, (from + gap / 2.0, top), (width - gap, BOTTOM - top));
        }
    }
    canvas.line("axis", (LEFT, BOTTOM), (RIGHT, BOTTOM));
    if days > 40 {
        for (day, label) in month_ticks(first, days) {
            let at = x.at(day);
            canvas.line("axis", (at, BOTTOM), (at, BOTTOM + 5.0));
            canvas.text("quiet", (at, BOTTOM + 19.0), Anchor::Middle, &label);
        }
    } else {
        canvas.text("quiet", (LEFT, BOTTOM + 19.0), Anchor::Start, &day_short(first));
        if let Some(last) = bars.last().filter(|_| bars.len() > 6) {
            canvas.text("quiet", (RIGHT, BOTTOM + 19.0), Anchor::End, &day_short(last.from));
        }
    }
    canvas
}
