//! What was read: outlet × day, with gaps drawn as gaps.
//!
//! A cell's shade says how much an outlet brought that day against its own median, so that small and large outlets can be
//! read alike; a day without articles is left blank. Sporadic outlets are listed beside the figure, not drawn.

use super::canvas::{Anchor, Canvas, Path};
use super::frame::{Parts, figure};
use super::label::{text_width, wrapped};
use super::palette::LEVELS;
use super::scale::{Scale, day_after, days_between, month_ticks};
use super::{Figure, vega};
use crate::number::{count, counted, percent};
use jiff::civil::Date;
use overshadow_record::{Findings, OutletDays};
use serde_json::{Value, json};

const NAME_SIZE: f64 = 10.5;
const WIDEST_NAME: f64 = 210.0;
const LEADING: f64 = 12.0;
const TOP: f64 = 30.0;
const TOTALS: f64 = 64.0;

/// Upper ends of the levels but the last, as multiples of the outlet's median.
const LEVEL_ENDS: [f64; 3] = [0.5, 1.0, 1.5];

/// The outlet × day grid; `None` when no outlet has articles on at least half of its days.
#[must_use]
pub fn grid(findings: &Findings) -> Option<Figure> {
    let outlets: Vec<&OutletDays> = findings.outlets.iter().filter(|outlet| !outlet.sporadic).collect();
    let first = outlets.iter().map(|outlet| outlet.first_day).min()?;
    let days =
        outlets.iter().map(|outlet| offset(first, outlet) + outlet.totals.len()).max().filter(|days| *days > 0)?;
    let sporadic = findings.outlets.len() - outlets.len();
    let parts = Parts {
        name: "outlets",
        title: title(&outlets, days),
        subtitle: format!(
            "Articles of a day against the outlet’s own median; blank where it has none.{}",
            if sporadic == 0 {
                String::new()
            } else {
                format!(" {} listed below.", counted(sporadic as u64, "sporadic outlet is", "sporadic outlets are"))
            }
        ),
        description: format!("One row for each of {} outlets, one cell for each of {days} days.", outlets.len()),
        canvas: draw(&outlets, (first, days), findings.shock.on),
        columns: ["Outlet", "Country", "Articles", "Days with articles", "Missing days"].map(str::to_owned).to_vec(),
        rows: outlets.iter().map(|outlet| shown(outlet)).collect(),
        csv: wide(&outlets, first, days),
        view: view(&outlets),
    };
    Some(figure(parts, findings))
}

fn offset(first: Date, outlet: &OutletDays) -> usize {
    usize::try_from(days_between(first, outlet.first_day)).unwrap_or(0)
}

fn articles_of(outlet: &OutletDays) -> u64 {
    outlet.totals.iter().flatten().map(|&total| u64::from(total)).sum()
}

fn title(outlets: &[&OutletDays], days: usize) -> String {
    let present: usize = outlets.iter().map(|outlet| outlet.totals.iter().flatten().count()).sum();
    let missing = 1.0 - present as f64 / (outlets.len() * days) as f64;
    let whole = outlets.iter().filter(|outlet| outlet.missing == 0).count();
    let whole = match whole {
        0 => "every outlet has gaps".to_owned(),
        1 => "1 outlet has no gap".to_owned(),
        whole => format!("{whole} outlets have no gap"),
    };
    format!(
        "{} over {} days: {} of the outlet-days are without articles, {whole}",
        counted(outlets.len() as u64, "outlet", "outlets"),
        count(days as u64),
        percent(missing)
    )
}

fn draw(outlets: &[&OutletDays], (first, days): (Date, usize), on: Date) -> Canvas {
    let names: Vec<Vec<String>> =
        outlets.iter().map(|outlet| wrapped(&outlet.outlet, NAME_SIZE, WIDEST_NAME)).collect();
    let widest = names.iter().flatten().map(|line| text_width(line, NAME_SIZE)).fold(40.0, f64::max);
    let bottom = TOP + names.iter().map(|name| row_height(name)).sum::<f64>();
    let x = Scale::new((0.0, days as f64), (widest.min(WIDEST_NAME) + 12.0, 1000.0 - TOTALS));
    let mut canvas = Canvas::new(bottom + 44.0);
    let mut shades: [Path; LEVELS.len()] = Default::default();
    let mut top = TOP;
    for (outlet, name) in outlets.iter().zip(&names) {
        let height = row_height(name);
        canvas.lines("small", (0.0, top + 10.0), Anchor::Start, name, LEADING);
        canvas.text("small quiet", (1000.0, top + 10.0), Anchor::End, &count(articles_of(outlet)));
        shade(outlet, offset(first, outlet), top + height / 2.0, &mut shades);
        top += height;
    }
    // Days are the unit inside the group: whole numbers keep ten thousand cells small.
    canvas.stretched_group(x.start, x.at(1.0) - x.start);
    for (class, path) in LEVELS.iter().zip(&shades) {
        canvas.path(class, path);
    }
    canvas.end_group();
    draw_days(&mut canvas, (first, days), on, (&x, bottom));
    draw_key(&mut canvas, x.start, bottom + 38.0);
    canvas
}

fn row_height(name: &[String]) -> f64 {
    2.0 + LEADING * name.len() as f64
}

/// Adds an outlet's cells to the strokes of their levels; neighbouring cells of one level are one stroke.
fn shade(outlet: &OutletDays, start: usize, middle: f64, shades: &mut [Path]) {
    let median = median(outlet);
    let levels: Vec<Option<usize>> =
        outlet.totals.iter().map(|total| total.map(|total| level(total, median))).collect();
    let mut day = 0;
    while day < levels.len() {
        let run = levels[day..].iter().take_while(|level| **level == levels[day]).count();
        if let Some(level) = levels[day] {
            shades[level].stroke(((start + day) as f64, middle), run);
        }
        day += run;
    }
}

fn median(outlet: &OutletDays) -> f64 {
    let mut totals: Vec<u32> = outlet.totals.iter().flatten().copied().collect();
    totals.sort_unstable();
    totals.get(totals.len() / 2).map_or(1.0, |&total| f64::from(total).max(1.0))
}

fn level(total: u32, median: f64) -> usize {
    LEVEL_ENDS.iter().filter(|&&end| f64::from(total) > end * median).count()
}

fn draw_days(canvas: &mut Canvas, (first, days): (Date, usize), on: Date, (x, bottom): (&Scale, f64)) {
    canvas.text("small bold", (1000.0, TOP - 8.0), Anchor::End, "articles");
    for (day, label) in month_ticks(first, days) {
        canvas.line("axis", (x.at(day), TOP - 5.0), (x.at(day), TOP - 1.0));
        canvas.text("small quiet", (x.at(day), TOP - 9.0), Anchor::Middle, &label);
    }
    let onset = days_between(first, on) as f64;
    if x.holds(onset) {
        canvas.line("onset", (x.at(onset), TOP - 3.0), (x.at(onset), bottom + 4.0));
    }
}

fn draw_key(canvas: &mut Canvas, left: f64, y: f64) {
    let words = ["up to half of its median", "up to its median", "up to 1.5 times", "more"];
    let mut at = left;
    for (class, words) in LEVELS.iter().zip(words) {
        canvas.line(class, (at, y - 4.0), (at + 14.0, y - 4.0));
        canvas.text("small", (at + 20.0, y), Anchor::Start, words);
        at += text_width(words, NAME_SIZE) + 44.0;
    }
    canvas.text("small", (at, y), Anchor::Start, "blank: no article");
}

fn shown(outlet: &OutletDays) -> Vec<String> {
    vec![
        outlet.outlet.clone(),
        outlet.country.clone(),
        count(articles_of(outlet)),
        count(outlet.totals.iter().flatten().count() as u64),
        count(u64::from(outlet.missing)),
    ]
}

/// One line a day, one column an outlet: the long form would be forty times as large. An empty cell is an absent outlet.
fn wide(outlets: &[&OutletDays], first: Date, days: usize) -> String {
    let header = std::iter::once("date".to_owned()).chain(outlets.iter().map(|outlet| outlet.outlet.clone()));
    let line = |day: usize| -> Vec<String> {
        let cell = |outlet: &&OutletDays| {
            let own = day.checked_sub(offset(first, outlet)).and_then(|own| outlet.totals.get(own).copied().flatten());
            own.map_or_else(String::new, |total| total.to_string())
        };
        std::iter::once(day_after(first, day).to_string()).chain(outlets.iter().map(cell)).collect()
    };
    vega::csv_text(std::iter::once(header.collect()).chain((0..days).map(line)))
}

/// The columns of the wide table are folded back into one cell a row. Names of outlets may hold dots and brackets, which
/// Vega-Lite reads as paths, so those are escaped.
fn view(outlets: &[&OutletDays]) -> Value {
    let escaped = |name: &str| {
        let special =
            |c: char| if matches!(c, '.' | '[' | ']' | '\\' | '\'' | '"') { format!("\\{c}") } else { c.to_string() };
        name.chars().map(special).collect::<String>()
    };
    let names: Vec<String> = outlets.iter().map(|outlet| escaped(&outlet.outlet)).collect();
    json!({
        "transform": [
            { "fold": names, "as": ["outlet", "articles"] },
            { "filter": "isValid(datum.articles) && datum.articles !== ''" }
        ],
        "mark": "rect",
        "encoding": {
            "x": { "field": "date", "type": "temporal", "timeUnit": "yearmonthdate", "title": null },
            "y": { "field": "outlet", "type": "nominal", "sort": null, "title": null },
            "color": { "field": "articles", "type": "quantitative", "scale": { "type": "sqrt" } }
        }
    })
}
