//! Figure 1: the agenda. Share of all coverage per day, the shock and the largest subjects.
//!
//! Over a long history daily shares of subjects overlap into a thicket, so beyond [`LONGEST_DAILY`] days subjects are
//! drawn as seven-day means that never reach across the first day of the shock: the break, if there is one, stays where
//! it was. The shock itself is always daily. Days without articles are gaps.

use super::canvas::{Anchor, At, Canvas, Path};
use super::frame::{Parts, figure};
use super::label::{spread, wrapped};
use super::scale::{Scale, day_after, days_between, month_ticks, nice_ticks, share_tick};
use super::{Figure, palette, vega};
use crate::number::{NO_NUMBER, count, day_short, percent};
use crate::words::shock_share;
use jiff::civil::Date;
use overshadow_record::{AgendaLine, Findings, record};
use serde_json::{Value, json};

/// Days up to which subjects are drawn day by day.
const LONGEST_DAILY: usize = 100;

/// Days on either side of a day that its mean takes in.
const REACH: usize = 3;

const TOP: f64 = 26.0;
const BOTTOM: f64 = 420.0;
const LEFT: f64 = 46.0;
const RIGHT: f64 = 790.0;
const LABEL_SIZE: f64 = 12.0;
const LEADING: f64 = 14.0;

record! {
    /// One day of one line of figure 1.
    "agenda"
    pub struct AgendaDay {
        /// Day.
        pub date: Date,
        /// Subject, or the shock's name.
        pub subject: String,
        /// Articles on it.
        pub articles: u64,
        /// Share of all coverage; null on days without articles.
        pub share: Option<f64>,
    }
}

/// Figure 1; `None` when no line was handed over.
#[must_use]
pub fn agenda(findings: &Findings) -> Option<Figure> {
    let lines: Vec<&AgendaLine> = shock_first(findings);
    let first = lines.iter().map(|line| line.first_day).min()?;
    let days = lines.iter().map(|line| offset(first, line) + line.share.len()).max().filter(|days| *days > 0)?;
    let onset = days_between(first, findings.shock.on);
    let axes = Axes { first, days, onset, lines: &lines };
    let parts = Parts {
        name: "agenda",
        title: title(findings),
        subtitle: subtitle(days),
        description: description(findings, &lines),
        canvas: draw(&axes, findings),
        columns: std::iter::once("Week from".to_owned()).chain(lines.iter().map(|line| line.name.clone())).collect(),
        rows: weekly_rows(&axes),
        csv: vega::csv(&daily(&lines)),
        view: view(findings),
    };
    Some(figure(parts, findings))
}

/// What all parts of the figure share: the days it spans and its lines.
struct Axes<'a> {
    first: Date,
    days: usize,
    /// The shock's first day, counted from `first`.
    onset: i64,
    lines: &'a [&'a AgendaLine],
}

fn shock_first(findings: &Findings) -> Vec<&AgendaLine> {
    let (shock, others): (Vec<_>, Vec<_>) = findings.agenda.iter().partition(|line| line.is_shock);
    shock.into_iter().chain(others).collect()
}

fn offset(first: Date, line: &AgendaLine) -> usize {
    usize::try_from(days_between(first, line.first_day)).unwrap_or(0)
}

fn title(findings: &Findings) -> String {
    let shock = &findings.shock;
    match shock_share(findings) {
        Some(share) => {
            let window = match shock.window_days {
                1 => "on its day".to_owned(),
                days => format!("in its {days} days"),
            };
            format!("“{}” took {} of all coverage {window}", shock.name, percent(share))
        }
        None => format!("Nothing was read in the days of “{}”", shock.name),
    }
}

fn subtitle(days: usize) -> String {
    let how = if days > LONGEST_DAILY {
        " The shock day by day; subjects as seven-day means that do not reach across its first day."
    } else {
        ""
    };
    format!("Share of all articles of a day, in percent.{how} Days without articles are gaps.")
}

fn description(findings: &Findings, lines: &[&AgendaLine]) -> String {
    let names: Vec<&str> = lines.iter().map(|line| line.name.as_str()).collect();
    format!("Lines over time, one each for {}. The shock begins on {}.", names.join(", "), day_short(findings.shock.on))
}

fn draw(axes: &Axes, findings: &Findings) -> Canvas {
    let mut canvas = Canvas::new(BOTTOM + 34.0);
    let curves: Vec<Vec<Option<f64>>> = axes.lines.iter().map(|line| curve(line, axes)).collect();
    let highest = curves.iter().flatten().flatten().copied().fold(0.01, f64::max);
    let x = Scale::new((0.0, axes.days as f64 - 1.0), (LEFT, RIGHT));
    let y = Scale::new((0.0, highest * 1.04), (BOTTOM, TOP));
    draw_axes(&mut canvas, axes, (&x, &y));
    draw_onset(&mut canvas, axes, &x, findings);
    // The shock is drawn last, over the others.
    for (i, values) in curves.iter().enumerate().rev() {
        let start = offset(axes.first, axes.lines[i]);
        let points = values.iter().enumerate().map(|(day, share)| share.map(|s| (x.at((start + day) as f64), y.at(s))));
        canvas.named_group(&axes.lines[i].name);
        canvas.path(class(axes.lines[i], i), &Path::broken(points));
        canvas.end_group();
    }
    draw_labels(&mut canvas, axes, &curves, (&x, &y));
    canvas
}

/// The class of a line: the shock has its own, further lines than there are colours share the last.
fn class(line: &AgendaLine, position: usize) -> &'static str {
    if line.is_shock { palette::LINES[0] } else { palette::LINES[position.clamp(1, palette::SERIES)] }
}

fn curve(line: &AgendaLine, axes: &Axes) -> Vec<Option<f64>> {
    if line.is_shock || axes.days <= LONGEST_DAILY {
        return line.share.clone();
    }
    let onset = usize::try_from(axes.onset).unwrap_or(0).saturating_sub(offset(axes.first, line));
    (0..line.share.len()).map(|day| mean_around(&line.share, day, onset)).collect()
}

/// Mean of the shares around a day, on its side of the onset; a gap stays a gap.
fn mean_around(share: &[Option<f64>], day: usize, onset: usize) -> Option<f64> {
    share[day]?;
    let (mut from, mut to) = (day.saturating_sub(REACH), (day + REACH + 1).min(share.len()));
    if day < onset {
        to = to.min(onset)
    } else {
        from = from.max(onset)
    }
    let near: Vec<f64> = share[from..to].iter().flatten().copied().collect();
    Some(near.iter().sum::<f64>() / near.len() as f64)
}

fn draw_axes(canvas: &mut Canvas, axes: &Axes, (x, y): (&Scale, &Scale)) {
    for tick in nice_ticks(0.0, y.high, 6) {
        let at = y.at(tick);
        canvas.line("grid", (LEFT, at), (RIGHT, at));
        canvas.text("quiet", (LEFT - 7.0, at + 4.0), Anchor::End, &share_tick(tick));
    }
    canvas.line("axis", (LEFT, BOTTOM), (RIGHT, BOTTOM));
    for (day, label) in month_ticks(axes.first, axes.days) {
        let at = x.at(day);
        canvas.line("axis", (at, BOTTOM), (at, BOTTOM + 5.0));
        canvas.text("quiet", (at, BOTTOM + 19.0), Anchor::Middle, &label);
    }
}

fn draw_onset(canvas: &mut Canvas, axes: &Axes, x: &Scale, findings: &Findings) {
    let onset = axes.onset as f64;
    if !x.holds(onset) {
        return;
    }
    let at = x.at(onset);
    let end = x.within(onset + f64::from(findings.shock.window_days) - 1.0);
    canvas.rect("tint", (at, TOP), (end - at, BOTTOM - TOP));
    canvas.line("onset", (at, TOP - 6.0), (at, BOTTOM));
    let anchor = if at > 600.0 { Anchor::End } else { Anchor::Start };
    canvas.text("bold", (at, TOP - 12.0), anchor, &day_short(findings.shock.on));
}

/// Names at the end of their lines, moved apart, each with a thin lead to its line.
fn draw_labels(canvas: &mut Canvas, axes: &Axes, curves: &[Vec<Option<f64>>], (x, y): (&Scale, &Scale)) {
    let texts: Vec<Vec<String>> =
        axes.lines.iter().map(|line| wrapped(&line.name, LABEL_SIZE, 1000.0 - RIGHT - 34.0)).collect();
    let ends: Vec<At> =
        curves.iter().zip(axes.lines).map(|(values, line)| last_point(values, line, axes, (x, y))).collect();
    let wishes: Vec<(f64, f64)> =
        ends.iter().zip(&texts).map(|(end, text)| (end.1, LEADING * text.len() as f64 + 3.0)).collect();
    let places = spread(&wishes, (TOP, BOTTOM + 10.0));
    for (i, text) in texts.iter().enumerate() {
        let (end, place) = (ends[i], places[i]);
        let mut lead = Path::default();
        lead.move_to((end.0 + 2.0, end.1)).line_to((RIGHT + 8.0, end.1)).line_to((RIGHT + 16.0, place));
        lead.line_to((RIGHT + 26.0, place));
        canvas.path(class(axes.lines[i], i), &lead);
        let first = place + 4.0 - LEADING * (text.len() as f64 - 1.0) / 2.0;
        let weight = if axes.lines[i].is_shock { "bold" } else { "" };
        canvas.lines(weight, (RIGHT + 31.0, first), Anchor::Start, text, LEADING);
    }
}

fn last_point(values: &[Option<f64>], line: &AgendaLine, axes: &Axes, (x, y): (&Scale, &Scale)) -> At {
    let start = offset(axes.first, line);
    let last = values.iter().enumerate().rev().find_map(|(day, share)| share.map(|share| (day, share)));
    last.map_or((RIGHT, BOTTOM), |(day, share)| (x.at((start + day) as f64), y.at(share)))
}

/// Weekly shares for the table: a reader cannot use hundreds of rows, and the CSV has every day.
fn weekly_rows(axes: &Axes) -> Vec<Vec<String>> {
    // Weeks are counted from the shock's first day, so that no week mixes before and after.
    let shift = usize::try_from(axes.onset.rem_euclid(7)).unwrap_or(0);
    let starts = std::iter::once(0).chain((shift..axes.days).step_by(7).filter(|&start| start > 0));
    let starts: Vec<usize> = starts.collect();
    let mut rows = Vec::new();
    for (i, &start) in starts.iter().enumerate() {
        let end = starts.get(i + 1).copied().unwrap_or(axes.days);
        let mut row = vec![day_short(day_after(axes.first, start))];
        row.extend(axes.lines.iter().map(|line| week_share(line, axes, start..end)));
        rows.push(row);
    }
    rows
}

/// Mean daily share and articles of one line over some days.
fn week_share(line: &AgendaLine, axes: &Axes, days: std::ops::Range<usize>) -> String {
    let start = offset(axes.first, line);
    let own = |series_len: usize| {
        days.start.saturating_sub(start).min(series_len)..days.end.saturating_sub(start).min(series_len)
    };
    let shares: Vec<f64> = line.share[own(line.share.len())].iter().flatten().copied().collect();
    if shares.is_empty() {
        return NO_NUMBER.to_owned();
    }
    let articles: u64 = line.articles[own(line.articles.len())].iter().sum();
    format!("{} ({})", percent(shares.iter().sum::<f64>() / shares.len() as f64), count(articles))
}

fn daily(lines: &[&AgendaLine]) -> Vec<AgendaDay> {
    let of_line = |line: &AgendaLine| -> Vec<AgendaDay> {
        let day = |(i, &share): (usize, &Option<f64>)| AgendaDay {
            date: day_after(line.first_day, i),
            subject: line.name.clone(),
            articles: line.articles.get(i).copied().unwrap_or(0),
            share: share.map(six_digits),
        };
        line.share.iter().enumerate().map(day).collect()
    };
    lines.iter().flat_map(|line| of_line(line)).collect()
}

/// Six significant digits: a share is a ratio of two counts that stand beside it, so more would only fill the file.
pub(super) fn six_digits(share: f64) -> f64 {
    format!("{share:.5e}").parse().unwrap_or(share)
}

fn view(findings: &Findings) -> Value {
    let x = json!({ "field": "date", "type": "temporal", "title": null });
    let y = json!({ "field": "share", "type": "quantitative", "title": "share of all coverage", "axis": { "format": "%" } });
    json!({
        "layer": [
            { "mark": { "type": "line", "invalid": "break-paths-show-domains" },
              "encoding": { "x": x, "y": y, "color": { "field": "subject", "type": "nominal", "sort": null } } },
            { "data": { "values": [{ "date": findings.shock.on.to_string() }] },
              "mark": { "type": "rule", "strokeDash": [4, 3] }, "encoding": { "x": x } }
        ]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_never_reaches_across_the_onset() {
        let share: Vec<Option<f64>> = [0.1; 5].into_iter().chain([0.9; 5]).map(Some).collect();
        assert!((mean_around(&share, 4, 5).unwrap() - 0.1).abs() < 1e-12);
        assert!((mean_around(&share, 5, 5).unwrap() - 0.9).abs() < 1e-12);
    }

    #[test]
    fn a_gap_stays_a_gap_in_the_mean() {
        assert_eq!(mean_around(&[Some(0.1), None, Some(0.1)], 1, 3), None);
    }
}
