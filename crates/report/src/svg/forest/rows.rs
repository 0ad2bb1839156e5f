//! The rows of figure 2, and the key above them.

use super::{Columns, Row};
use crate::number::{NARROW_SPACE, NO_NUMBER, articles, probability};
use crate::svg::canvas::{Anchor, At, Canvas, Path};
use crate::svg::scale::Scale;
use crate::words::change_and_ends;
use overshadow_record::{PlaceboSpread, Verdict};

/// Name, numbers and verdict of a row, and the ordinary weeks behind its marks.
pub(super) fn draw(canvas: &mut Canvas, row: &Row, columns: &Columns) {
    let it = row.estimate;
    let middle = row.top + row.height / 2.0;
    let line = middle + 4.2;
    let weight = match it.verdict {
        Verdict::Overshadowed | Verdict::Gained => "bold",
        _ => "",
    };
    let first = line - 13.5 * (row.name.len() as f64 - 1.0) / 2.0;
    canvas.lines(weight, (0.0, first), Anchor::Start, &row.name, 13.5);
    canvas.text("quiet", (columns.before, line), Anchor::End, &articles(it.before_per_day));
    if let Some(placebo) = row.placebo.filter(|_| it.verdict != Verdict::Refused) {
        draw_placebo(canvas, placebo, row, &columns.x);
    }
    let estimate = change_and_ends(it.change_log_odds, it.low, it.high);
    canvas.text("", (columns.estimate, line), Anchor::Start, estimate.as_deref().unwrap_or("no estimate"));
    draw_sign(canvas, it.verdict, (columns.verdict + 5.0, middle));
    canvas.text(weight, (columns.verdict + 17.0, line), Anchor::Start, it.verdict.word());
    let q = it.q_lost.map_or_else(|| NO_NUMBER.to_owned(), probability);
    canvas.text("quiet", (columns.q, line), Anchor::End, &q);
}

fn draw_placebo(canvas: &mut Canvas, placebo: &PlaceboSpread, row: &Row, x: &Scale) {
    let [low, lower, _, upper, high] = placebo.quantiles.map(|quantile| x.within(quantile));
    let thickness = if row.compact { 7.0 } else { 11.0 };
    let top = row.top + (row.height - thickness) / 2.0;
    canvas.rect("band", (low, top), (high - low, thickness));
    canvas.rect("deep", (lower, top), (upper - lower, thickness));
}

/// The marks of a row, drawn after the zero line so that it does not cross them.
pub(super) fn draw_marks(canvas: &mut Canvas, row: &Row, columns: &Columns) {
    let it = row.estimate;
    let middle = row.top + row.height / 2.0;
    let (apart, radius) = if row.compact { (3.2, 2.7) } else { (5.0, 4.2) };
    if let Some(drop) = it.detectable_drop.filter(|drop| (0.0..1.0).contains(drop)) {
        let log = (-drop).ln_1p();
        if columns.x.holds(log) {
            let at = columns.x.at(log);
            canvas.line("tick", (at, row.top + 2.0), (at, row.top + row.height - 2.0));
        }
    }
    if let (Some(change), Some(low), Some(high)) = (it.change_log_share, it.share_low, it.share_high) {
        whisker(canvas, "whisker2", (low, high), middle - apart, &columns.x);
        canvas.circle("hollow", (columns.x.within(change), middle - apart), radius - 0.6);
    }
    if let (Some(change), Some(low), Some(high)) = (it.change_log_odds, it.low, it.high) {
        whisker(canvas, "whisker", (low, high), middle + apart * 0.7, &columns.x);
        canvas.circle("mark", (columns.x.within(change), middle + apart * 0.7), radius);
    }
}

/// An interval; an end that lies beyond the scale is an arrow head.
fn whisker(canvas: &mut Canvas, class: &str, (low, high): (f64, f64), y: f64, x: &Scale) {
    let (from, to) = (x.within(low), x.within(high));
    canvas.line(class, (from, y), (to, y));
    for (beyond, at, back) in [(low < x.low, from, 5.0), (high > x.high, to, -5.0)] {
        if beyond {
            let mut head = Path::default();
            head.move_to((at + back, y - 3.0)).line_to((at, y)).line_to((at + back, y + 3.0));
            canvas.path(class, &head);
        }
    }
}

/// The sign of a verdict, drawn, because not every font has the characters.
fn draw_sign(canvas: &mut Canvas, verdict: Verdict, centre: At) {
    let (x, y) = centre;
    let down = Path::through(&[(x - 5.0, y - 4.0), (x + 5.0, y - 4.0), (x, y + 4.5)]);
    match verdict {
        Verdict::Overshadowed => canvas.path("fell", &down),
        Verdict::Diluted | Verdict::DilutedOnly => canvas.path("open", &down),
        Verdict::Gained => {
            canvas.path("rose", &Path::through(&[(x - 5.0, y + 4.0), (x + 5.0, y + 4.0), (x, y - 4.5)]));
        }
        Verdict::CannotTell => canvas.text("quiet", (x, y + 4.2), Anchor::Middle, "?"),
        Verdict::Refused => canvas.text("quiet", (x, y + 4.2), Anchor::Middle, "×"),
    }
}

/// What the marks mean, in the order in which a row is read.
pub(super) fn draw_key(canvas: &mut Canvas) {
    const Y: f64 = 14.0;
    canvas.line("whisker2", (2.0, Y - 4.0), (32.0, Y - 4.0));
    canvas.circle("hollow", (17.0, Y - 4.0), 3.6);
    canvas.text("", (40.0, Y), Anchor::Start, "share of all coverage");
    canvas.line("whisker", (208.0, Y - 4.0), (238.0, Y - 4.0));
    canvas.circle("mark", (223.0, Y - 4.0), 4.2);
    canvas.text("", (246.0, Y), Anchor::Start, "against the typical subject");
    canvas.rect("band", (452.0, Y - 9.5), (36.0, 11.0));
    canvas.rect("deep", (462.0, Y - 9.5), (16.0, 11.0));
    let ordinary = format!("its ordinary weeks (95{NARROW_SPACE}% and 50{NARROW_SPACE}%)");
    canvas.text("", (496.0, Y), Anchor::Start, &ordinary);
    canvas.line("tick", (752.0, Y - 11.0), (752.0, Y + 3.0));
    canvas.text("", (762.0, Y), Anchor::Start, "smallest drop found in 4 of 5 cases");
}
