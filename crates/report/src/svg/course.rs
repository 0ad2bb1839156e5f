//! Figure 3: each subject's course, its observed share against the band its own history predicts.
//!
//! Small multiples, every one with its own scale of shares and the same days. Subjects with a verdict come first, then
//! those the user named in a group; how many are left out is said.

use super::canvas::{Anchor, Canvas, Path};
use super::frame::{Parts, figure};
use super::label::wrapped;
use super::scale::{Scale, day_after, days_between, month_ticks, nice_ticks, share_tick};
use super::{Figure, agenda, vega};
use crate::number::{NO_NUMBER, counted, day_short, percent};
use jiff::civil::Date;
use overshadow_record::{Course, CourseWeek, Findings, Verdict, record};
use serde_json::{Value, json};

/// Most subjects shown by verdict, and in all.
const BY_VERDICT: usize = 6;
const IN_ALL: usize = 12;

const ACROSS: usize = 3;
const PANEL: f64 = 316.0;
const GAP: f64 = 26.0;
const NAME_SIZE: f64 = 13.5;
const PLOT: f64 = 132.0;

record! {
    /// One week of one subject of figure 3.
    "courses"
    pub struct CourseRow {
        /// Subject.
        pub subject: String,
        /// First day of the week.
        pub date: Date,
        /// Days in it.
        pub days: u32,
        /// Observed share of all coverage.
        pub observed: Option<f64>,
        /// Share that the subject's own history predicts.
        pub expected: f64,
        /// Lower end of the 95 % band.
        pub low: f64,
        /// Upper end.
        pub high: f64,
    }
}

/// Figure 3; `None` when no course was handed over.
#[must_use]
pub fn courses(findings: &Findings) -> Option<Figure> {
    let chosen = chosen(findings);
    if chosen.is_empty() {
        return None;
    }
    let rows = rows(&chosen);
    let left_out = findings.courses.len() - chosen.len();
    let more = if left_out == 0 {
        String::new()
    } else {
        format!(" {} not shown.", counted(left_out as u64, "subject is", "subjects are"))
    };
    let parts = Parts {
        name: "courses",
        title: title(&chosen, findings.shock.on),
        subtitle: format!(
            "Share of all coverage, in percent. Bars: weeks; thin line: days; shaded: 95 % band and dashed: middle of what \
             the subject’s own history predicts; dashed upright: first day of the shock.{more}"
        ),
        description: format!(
            "A small chart each for {}.",
            chosen.iter().map(|course| course.subject.as_str()).collect::<Vec<_>>().join(", ")
        ),
        canvas: draw(&chosen, findings.shock.on),
        columns: ["Subject", "Week from", "Observed", "Predicted (95 % band)"].map(str::to_owned).to_vec(),
        rows: rows.iter().map(shown).collect(),
        csv: vega::csv(&rows),
        view: view(),
    };
    Some(figure(parts, findings))
}

/// Subjects with a verdict first, then those named in a group; others only while there is room.
fn chosen(findings: &Findings) -> Vec<&Course> {
    let told = |course: &Course| {
        let rows = findings.estimates.as_deref().unwrap_or(&[]);
        let verdict = rows.iter().find(|row| row.subject == course.subject).map(|row| row.verdict);
        verdict.is_some_and(|verdict| !matches!(verdict, Verdict::CannotTell | Verdict::Refused))
    };
    let named = |course: &Course| findings.groups.iter().any(|group| group.subjects.contains(&course.subject));
    let mut chosen: Vec<&Course> = findings.courses.iter().filter(|course| told(course)).take(BY_VERDICT).collect();
    for course in findings.courses.iter().filter(|course| named(course)) {
        if chosen.len() < IN_ALL && !chosen.contains(&course) {
            chosen.push(course);
        }
    }
    for course in &findings.courses {
        if chosen.len() < BY_VERDICT && !chosen.contains(&course) {
            chosen.push(course);
        }
    }
    chosen
}

fn title(chosen: &[&Course], on: Date) -> String {
    let below = |course: &Course| {
        let after = course.weeks.iter().filter(|week| week.first_day >= on);
        after.filter(|week| week.observed.is_some_and(|observed| observed < week.low)).count()
    };
    let weeks = |course: &Course| course.weeks.iter().filter(|week| week.first_day >= on).count();
    match chosen.iter().find(|course| below(course) > 0) {
        Some(course) => format!(
            "{} stood below what its own past predicts in {} of {}",
            course.subject,
            below(course),
            counted(weeks(course) as u64, "week after the shock", "weeks after the shock")
        ),
        None => "After the shock no subject shown fell below the band of its own past".to_owned(),
    }
}

fn draw(chosen: &[&Course], on: Date) -> Canvas {
    let mut panels: Vec<Canvas> = chosen.iter().map(|course| panel(course, on)).collect();
    let mut canvas = Canvas::new(0.0);
    let mut top = 0.0;
    while !panels.is_empty() {
        let row: Vec<Canvas> = panels.drain(..panels.len().min(ACROSS)).collect();
        for (i, panel) in row.iter().enumerate() {
            canvas.place(panel, (i as f64 * (PANEL + GAP), top));
        }
        top += row.iter().map(|panel| panel.height).fold(0.0, f64::max) + 12.0;
    }
    canvas.height = top;
    canvas
}

/// One subject.
fn panel(course: &Course, on: Date) -> Canvas {
    let name = wrapped(&course.subject, NAME_SIZE, PANEL - 10.0);
    let top = 14.0 + 16.0 * name.len() as f64;
    let bottom = top + PLOT;
    let mut canvas = Canvas::new(bottom + 24.0);
    canvas.lines("bold large", (0.0, 16.0), Anchor::Start, &name, 16.0);
    let first = course.weeks.first().map_or(course.first_day, |week| week.first_day.min(course.first_day));
    let days = days_shown(course, first);
    let x = Scale::new((0.0, days as f64), (44.0, PANEL));
    let y = Scale::new((0.0, highest(course) * 1.05), (bottom, top));
    draw_axes(&mut canvas, (first, days), (&x, &y));
    for week in &course.weeks {
        draw_band(&mut canvas, week, first, (&x, &y));
    }
    let start = days_between(first, course.first_day) as f64 + 0.5;
    let daily = course.share.iter().enumerate();
    let points = daily.map(|(day, share)| share.map(|share| (x.at(start + day as f64), y.within(share))));
    canvas.path("hair", &Path::broken(points));
    for week in &course.weeks {
        draw_observed(&mut canvas, week, first, (&x, &y));
    }
    let onset = days_between(first, on) as f64;
    if x.holds(onset) {
        canvas.line("onset", (x.at(onset), top), (x.at(onset), bottom));
    }
    canvas
}

fn days_shown(course: &Course, first: Date) -> usize {
    let daily = days_between(first, course.first_day) + course.share.len() as i64;
    let weekly = course.weeks.iter().map(|week| days_between(first, week.first_day) + i64::from(week.days));
    usize::try_from(weekly.max().unwrap_or(0).max(daily)).unwrap_or(0).max(1)
}

/// The largest weekly value; single days may reach beyond, but not by more than half.
fn highest(course: &Course) -> f64 {
    let weeks = course.weeks.iter().flat_map(|week| [week.observed, Some(week.high)]);
    let weekly = weeks.flatten().filter(|share| share.is_finite()).fold(1e-4, f64::max);
    let daily = course.share.iter().flatten().copied().filter(|share| share.is_finite()).fold(0.0, f64::max);
    daily.clamp(weekly, weekly * 1.5)
}

fn draw_axes(canvas: &mut Canvas, (first, days): (Date, usize), (x, y): (&Scale, &Scale)) {
    for tick in nice_ticks(0.0, y.high, 3) {
        let at = y.at(tick);
        canvas.line("grid", (x.start, at), (x.end, at));
        canvas.text("quiet small", (x.start - 6.0, at + 4.0), Anchor::End, &share_tick(tick));
    }
    canvas.line("axis", (x.start, y.start), (x.end, y.start));
    for (day, label) in month_ticks(first, days) {
        canvas.line("axis", (x.at(day), y.start), (x.at(day), y.start + 4.0));
        canvas.text("quiet small", (x.at(day), y.start + 16.0), Anchor::Middle, &label);
    }
}

/// The places where a week begins and ends.
fn week_ends(week: &CourseWeek, first: Date, x: &Scale) -> (f64, f64) {
    let start = days_between(first, week.first_day) as f64;
    (x.at(start), x.at(start + f64::from(week.days)))
}

fn draw_band(canvas: &mut Canvas, week: &CourseWeek, first: Date, (x, y): (&Scale, &Scale)) {
    let (from, to) = week_ends(week, first, x);
    let (low, high) = (y.within(week.low), y.within(week.high));
    canvas.rect("band", (from, high), (to - from, low - high));
    canvas.line("expected", (from, y.within(week.expected)), (to, y.within(week.expected)));
}

fn draw_observed(canvas: &mut Canvas, week: &CourseWeek, first: Date, (x, y): (&Scale, &Scale)) {
    let Some(observed) = week.observed else { return };
    let (from, to) = week_ends(week, first, x);
    let at = y.within(observed);
    canvas.line("observed", (from + 1.5, at), (to - 1.5, at));
}

fn rows(chosen: &[&Course]) -> Vec<CourseRow> {
    let row = |course: &Course, week: &CourseWeek| CourseRow {
        subject: course.subject.clone(),
        date: week.first_day,
        days: week.days,
        observed: week.observed.map(agenda::six_digits),
        expected: agenda::six_digits(week.expected),
        low: agenda::six_digits(week.low),
        high: agenda::six_digits(week.high),
    };
    chosen.iter().flat_map(|course| course.weeks.iter().map(|week| row(course, week))).collect()
}

fn shown(row: &CourseRow) -> Vec<String> {
    let last = day_after(row.date, row.days.saturating_sub(1) as usize);
    vec![
        row.subject.clone(),
        if row.days == 7 { day_short(row.date) } else { format!("{} to {}", day_short(row.date), day_short(last)) },
        row.observed.map_or_else(|| NO_NUMBER.to_owned(), percent),
        format!("{} ({} to {})", percent(row.expected), percent(row.low), percent(row.high)),
    ]
}

fn view() -> Value {
    let x = json!({ "field": "date", "type": "temporal", "title": null });
    let share =
        |field: &str| json!({ "field": field, "type": "quantitative", "title": "share", "axis": { "format": "%" } });
    json!({
        "width": null,
        "facet": { "field": "subject", "type": "nominal", "columns": 3, "title": null, "sort": null },
        "resolve": { "scale": { "y": "independent" } },
        "spec": { "width": 230, "height": 130, "layer": [
            { "mark": { "type": "area", "opacity": 0.3, "interpolate": "step-after" },
              "encoding": { "x": x, "y": share("low"), "y2": { "field": "high" } } },
            { "mark": { "type": "line", "interpolate": "step-after", "strokeDash": [5, 3] }, "encoding": { "x": x, "y": share("expected") } },
            { "mark": { "type": "line", "interpolate": "step-after" }, "encoding": { "x": x, "y": share("observed") } }
        ] }
    })
}
