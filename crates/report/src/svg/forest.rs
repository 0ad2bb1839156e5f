//! Figure 2: subject by subject, as medicine draws its trials: estimate, interval and verdict in one row.
//!
//! The hollow mark is the change of the share of all coverage, the solid mark the change against the typical subject,
//! both with their intervals; behind them stands the spread of ordinary weeks. Where there are many subjects, those the
//! data cannot tell about follow the others in smaller rows: every name is whole, nothing is left out.

mod rows;

use super::Figure;
use super::canvas::{Anchor, Canvas};
use super::frame::{Parts, figure};
use super::label::{text_width, wrapped};
use super::scale::{Scale, change_ticks};
use super::vega;
use crate::number::{NO_NUMBER, articles, count, percent, probability};
use crate::words::{change_and_ends, sign, verdict_counts};
use overshadow_record::{Displacement, Findings, PlaceboSpread, Verdict};
use serde_json::{Value, json};

/// Subjects up to which all rows have the same height.
const ALL_IN_FULL: usize = 20;

/// Widest the column of names may be.
const WIDEST_NAME: f64 = 250.0;
const NAME_SIZE: f64 = 12.0;
const HEADER: f64 = 76.0;
const FOOT: f64 = 28.0;

/// One subject's row: where it stands and what it shows.
struct Row<'a> {
    estimate: &'a Displacement,
    placebo: Option<&'a PlaceboSpread>,
    name: Vec<String>,
    compact: bool,
    top: f64,
    height: f64,
}

/// Where the columns stand.
struct Columns {
    before: f64,
    x: Scale,
    estimate: f64,
    verdict: f64,
    q: f64,
}

/// Figure 2; `None` when the data refuse an estimate or there is no subject.
#[must_use]
pub fn forest(findings: &Findings) -> Option<Figure> {
    let estimates = findings.estimates.as_ref().ok().filter(|estimates| !estimates.is_empty())?;
    let parts = Parts {
        name: "subjects",
        title: title(estimates),
        subtitle:
            "Change in the window against each subject’s own forecast, in percent (log scale), with 95 % intervals."
                .to_owned(),
        description: description(estimates),
        canvas: draw(findings, estimates),
        columns: headings(),
        rows: estimates.iter().map(table_row).collect(),
        csv: vega::csv(estimates),
        view: view(),
    };
    Some(figure(parts, findings))
}

fn title(estimates: &[Displacement]) -> String {
    let number = |verdict| estimates.iter().filter(|row| row.verdict == verdict).count() as u64;
    let fell: Vec<&str> =
        estimates.iter().filter(|row| row.verdict == Verdict::Overshadowed).map(|row| row.subject.as_str()).collect();
    let cannot = number(Verdict::CannotTell) + number(Verdict::Refused);
    let rest = format!("for {} of {} subjects the data cannot tell", count(cannot), count(estimates.len() as u64));
    match fell.as_slice() {
        [] => format!("No subject is shown to have lost more than the typical one; {rest}"),
        [one] => format!("{one} lost more than the typical subject; {rest}"),
        [one, other] => format!("{one} and {other} lost more than the typical subject; {rest}"),
        many => format!("{} subjects lost more than the typical one; {rest}", count(many.len() as u64)),
    }
}

fn description(estimates: &[Displacement]) -> String {
    format!(
        "One row for each of {} subjects with two changes and their 95 % intervals. Verdicts: {}.",
        count(estimates.len() as u64),
        verdict_counts(estimates.iter().map(|row| row.verdict))
    )
}

fn draw(findings: &Findings, estimates: &[Displacement]) -> Canvas {
    let rows = layout(findings, estimates);
    let bottom = rows.last().map_or(HEADER, |row| row.top + row.height);
    let columns = columns(&rows);
    let mut canvas = Canvas::new(bottom + FOOT);
    draw_grid(&mut canvas, &columns, bottom);
    rows::draw_key(&mut canvas);
    draw_headings(&mut canvas, &columns);
    for (i, row) in rows.iter().enumerate() {
        if i % 2 == 1 {
            canvas.rect("stripe", (0.0, row.top), (1000.0, row.height));
        }
        rows::draw(&mut canvas, row, &columns);
    }
    canvas.line("zero", (columns.x.at(0.0), HEADER - 4.0), (columns.x.at(0.0), bottom));
    for row in &rows {
        rows::draw_marks(&mut canvas, row, &columns);
    }
    canvas
}

/// The rows from top to bottom: as handed over, but with those nobody can tell about last where there are many.
fn layout<'a>(findings: &'a Findings, estimates: &'a [Displacement]) -> Vec<Row<'a>> {
    let many = estimates.len() > ALL_IN_FULL;
    let untold = |row: &Displacement| matches!(row.verdict, Verdict::CannotTell | Verdict::Refused);
    let mut order: Vec<&Displacement> = estimates.iter().collect();
    if many {
        order.sort_by_key(|row| untold(row));
    }
    let mut top = HEADER;
    let mut rows = Vec::new();
    for estimate in order {
        let compact = many && untold(estimate);
        let name = wrapped(&estimate.subject, NAME_SIZE, WIDEST_NAME);
        let height = if compact { 7.0 } else { 15.0 } + 13.5 * name.len() as f64;
        let placebo = findings.placebos.iter().find(|placebo| placebo.subject == estimate.subject);
        rows.push(Row { estimate, placebo, name, compact, top, height });
        top += height;
    }
    rows
}

fn columns(rows: &[Row]) -> Columns {
    let lines = rows.iter().flat_map(|row| &row.name);
    let name = lines.map(|line| text_width(line, NAME_SIZE)).fold(60.0, f64::max).min(WIDEST_NAME);
    let before = name + 62.0;
    let estimate = 700.0;
    let x = Scale::new(range(rows), (before + 22.0, estimate - 16.0));
    Columns { before, x, estimate, verdict: 846.0, q: 1000.0 }
}

/// The changes the scale spans: all marks and, within reason, all intervals. Ends beyond it are drawn as arrows.
fn range(rows: &[Row]) -> (f64, f64) {
    const LEAST: f64 = 0.8;
    const MOST: f64 = 2.4;
    let ends = rows.iter().flat_map(|row| {
        let it = row.estimate;
        [it.low, it.high, it.share_low, it.share_high, it.change_log_odds, it.change_log_share]
    });
    let ends = ends.flatten().filter(|end| end.is_finite());
    let (low, high) = ends.fold((-LEAST, LEAST), |(low, high), end| (low.min(end), high.max(end)));
    (low.max(-MOST) - 0.06, high.min(MOST) + 0.06)
}

fn draw_grid(canvas: &mut Canvas, columns: &Columns, bottom: f64) {
    for (log, label) in change_ticks(&columns.x) {
        let at = columns.x.at(log);
        canvas.line("grid", (at, HEADER - 4.0), (at, bottom));
        canvas.text("quiet small", (at, HEADER - 10.0), Anchor::Middle, &label);
        canvas.text("quiet small", (at, bottom + 15.0), Anchor::Middle, &label);
    }
}

fn draw_headings(canvas: &mut Canvas, columns: &Columns) {
    let line = HEADER - 10.0;
    canvas.text("bold small", (0.0, line), Anchor::Start, "Subject");
    canvas.text("bold small", (columns.before, line - 13.0), Anchor::End, "articles a");
    canvas.text("bold small", (columns.before, line), Anchor::End, "day before");
    canvas.text("bold small", (columns.estimate, line - 13.0), Anchor::Start, "Against the typical");
    canvas.text("bold small", (columns.estimate, line), Anchor::Start, "subject (95 %)");
    canvas.text("bold small", (columns.verdict, line), Anchor::Start, "Verdict");
    canvas.text("bold small", (columns.q, line), Anchor::End, "q");
}

fn headings() -> Vec<String> {
    [
        "Subject",
        "Articles a day before",
        "Share of all coverage (95 %)",
        "Against the typical subject (95 %)",
        "p lost",
        "q lost",
        "Verdict",
        "Smallest drop found",
        "Ordinary windows",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn table_row(row: &Displacement) -> Vec<String> {
    let none = || NO_NUMBER.to_owned();
    vec![
        row.subject.clone(),
        articles(row.before_per_day),
        change_and_ends(row.change_log_share, row.share_low, row.share_high).unwrap_or_else(none),
        change_and_ends(row.change_log_odds, row.low, row.high).unwrap_or_else(none),
        row.p_lost.map_or_else(none, probability),
        row.q_lost.map_or_else(none, probability),
        format!("{} {}", sign(row.verdict), row.verdict),
        row.detectable_drop.map_or_else(none, percent),
        count(row.placebo_windows),
    ]
}

fn view() -> Value {
    let y = json!({ "field": "subject", "type": "nominal", "sort": null, "title": null });
    let interval = |low: &str, high: &str| {
        json!({ "mark": "rule", "encoding": { "y": y, "x2": { "field": high },
            "x": { "field": low, "type": "quantitative", "title": "change, natural logarithm" } } })
    };
    let mark = |field: &str, filled: bool| {
        json!({ "mark": { "type": "point", "filled": filled }, "encoding": { "y": y,
            "x": { "field": field, "type": "quantitative" }, "color": { "field": "verdict", "type": "nominal" } } })
    };
    json!({ "layer": [
        interval("share_low", "share_high"), mark("change_log_share", false), interval("low", "high"), mark("change_log_odds", true)
    ] })
}
