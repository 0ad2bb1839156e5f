//! Figure 4: where the articles went. The change of each subject split into newshole, dilution and disproportion.
//!
//! The three parts sum to the whole, so they stack: what was lost to the left, what was gained to the right. The diamond is
//! the sum. Only the subjects that lost or gained most are drawn; the table and the CSV have all.

use super::canvas::{Anchor, Canvas, Path};
use super::frame::{Parts, figure};
use super::label::{text_width, wrapped};
use super::scale::{Scale, nice_ticks};
use super::{Figure, vega};
use crate::number::{articles, counted};
use overshadow_record::{Displacement, Findings, record};
use serde_json::{Value, json};

const MOST_LOSERS: usize = 10;
const MOST_GAINERS: usize = 5;

const NAME_SIZE: f64 = 12.5;
const WIDEST_NAME: f64 = 260.0;
const HEADER: f64 = 56.0;
const BAR: f64 = 16.0;

record! {
    /// One subject of figure 4, in articles over the window. Negative: fewer than expected.
    "losses"
    pub struct LossRow {
        /// Subject.
        pub subject: String,
        /// Observed less expected articles; the next three columns sum to it.
        pub change_articles: f64,
        /// Because all coverage grew or shrank.
        pub newshole: f64,
        /// Because the shock took its share of all coverage.
        pub dilution: f64,
        /// Because the subject's share of the other coverage changed.
        pub disproportion: f64,
        /// Expected articles.
        pub expected: f64,
    }
}

impl LossRow {
    fn parts(&self) -> [(&'static str, f64); 3] {
        [("newshole", self.newshole), ("dilution", self.dilution), ("disproportion", self.disproportion)]
    }
}

/// Figure 4; `None` when no subject's loss could be split.
#[must_use]
pub fn losses(findings: &Findings) -> Option<Figure> {
    let mut rows: Vec<LossRow> = findings.estimates.as_ref().ok()?.iter().filter_map(loss).collect();
    // Equal changes keep the order of the estimates, so the picture does not depend on how the sort works.
    rows.sort_by(|a, b| a.change_articles.total_cmp(&b.change_articles));
    let first = rows.first()?;
    let drawn = extremes(&rows);
    let parts = Parts {
        name: "losses",
        title: title(first),
        subtitle: format!(
            "Articles in the window, observed less expected, split in three; {} of {}.",
            drawn.len(),
            counted(rows.len() as u64, "subject", "subjects, those that lost or gained most")
        ),
        description: format!(
            "Stacked bars for {}.",
            drawn.iter().map(|row| row.subject.as_str()).collect::<Vec<_>>().join(", ")
        ),
        canvas: draw(&drawn),
        columns: ["Subject", "Change in articles", "Newshole", "Dilution", "Disproportion", "Expected"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.iter().map(shown).collect(),
        csv: vega::csv(&rows),
        view: view(),
    };
    Some(figure(parts, findings))
}

/// The change of a subject, as negative losses; nothing when a part is missing.
fn loss(row: &Displacement) -> Option<LossRow> {
    let (newshole, dilution, disproportion) = (row.lost_newshole?, row.lost_dilution?, row.lost_disproportion?);
    let whole = LossRow {
        subject: row.subject.clone(),
        change_articles: -row.lost_articles?,
        newshole: -newshole,
        dilution: -dilution,
        disproportion: -disproportion,
        expected: row.expected?,
    };
    [whole.change_articles, newshole, dilution, disproportion].iter().all(|part| part.is_finite()).then_some(whole)
}

fn extremes(rows: &[LossRow]) -> Vec<&LossRow> {
    let losers = rows.iter().filter(|row| row.change_articles < 0.0).take(MOST_LOSERS);
    let gainers: Vec<&LossRow> =
        rows.iter().rev().filter(|row| row.change_articles >= 0.0).take(MOST_GAINERS).collect();
    losers.chain(gainers.into_iter().rev()).collect()
}

fn title(row: &LossRow) -> String {
    if row.change_articles >= 0.0 {
        return "No subject had fewer articles than expected".to_owned();
    }
    let part = |lost: f64, by: &str| match lost {
        lost if lost <= -0.5 => Some(format!("{} to {by}", articles(-lost))),
        _ => None,
    };
    let parts = [
        part(row.dilution, "the shock’s own share"),
        part(row.disproportion, "a smaller share of the rest"),
        part(row.newshole, "less coverage of all things"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let lost = articles(-row.change_articles);
    // A part that worked the other way makes the others sum to more than the loss; then they are left to the picture.
    if parts.is_empty() || row.parts().iter().any(|(_, part)| *part > 0.5) {
        return format!("{} had {lost} articles fewer than expected, the largest loss", row.subject);
    }
    format!("{} had {lost} articles fewer than expected: {}", row.subject, parts.join(", "))
}

fn draw(rows: &[&LossRow]) -> Canvas {
    let names: Vec<Vec<String>> = rows.iter().map(|row| wrapped(&row.subject, NAME_SIZE, WIDEST_NAME)).collect();
    let widest = names.iter().flatten().map(|line| text_width(line, NAME_SIZE)).fold(80.0, f64::max);
    let height = |name: &Vec<String>| 13.0 + 14.0 * name.len() as f64;
    let bottom = HEADER + names.iter().map(height).sum::<f64>();
    let x = scale(rows, widest.min(WIDEST_NAME) + 24.0);
    let mut canvas = Canvas::new(bottom + 8.0);
    draw_key(&mut canvas);
    draw_axis(&mut canvas, &x, bottom);
    let mut top = HEADER;
    for (row, name) in rows.iter().zip(&names) {
        let middle = top + height(name) / 2.0;
        canvas.lines("", (0.0, middle + 4.0 - 7.0 * (name.len() as f64 - 1.0)), Anchor::Start, name, 14.0);
        draw_bar(&mut canvas, row, middle, &x);
        top += height(name);
    }
    canvas.line("zero", (x.at(0.0), HEADER - 4.0), (x.at(0.0), bottom));
    canvas
}

/// Where the two stacks of a row end: all that was lost, all that was gained.
fn ends(row: &LossRow) -> (f64, f64) {
    row.parts().iter().fold((0.0, 0.0), |(low, high), (_, part)| (low + part.min(0.0), high + part.max(0.0)))
}

fn scale(rows: &[&LossRow], start: f64) -> Scale {
    let (low, high) = rows.iter().map(|row| ends(row)).fold((0.0_f64, 0.0_f64), |a, b| (a.0.min(b.0), a.1.max(b.1)));
    let room = (high - low).max(1.0) * 0.02;
    Scale::new((low - room, high + room), (start, 940.0))
}

fn draw_axis(canvas: &mut Canvas, x: &Scale, bottom: f64) {
    for tick in nice_ticks(x.low, x.high, 8) {
        canvas.line("grid", (x.at(tick), HEADER - 4.0), (x.at(tick), bottom));
        let label = match tick {
            0.0 => "as expected".to_owned(),
            tick if tick > 0.0 => format!("+{}", articles(tick)),
            tick => articles(tick),
        };
        canvas.text("quiet small", (x.at(tick), HEADER - 10.0), Anchor::Middle, &label);
    }
}

fn draw_bar(canvas: &mut Canvas, row: &LossRow, middle: f64, x: &Scale) {
    let (mut left, mut right) = (0.0, 0.0);
    for (class, part) in row.parts() {
        let from = if part < 0.0 { &mut left } else { &mut right };
        let (a, b) = (x.at(*from), x.at(*from + part));
        canvas.rect(class, (a.min(b), middle - BAR / 2.0), ((b - a).abs(), BAR));
        *from += part;
    }
    let sum = x.at(row.change_articles);
    let diamond = [(sum - 5.5, middle), (sum, middle - 5.5), (sum + 5.5, middle), (sum, middle + 5.5)];
    canvas.path("mark", &Path::through(&diamond));
    let plus = if row.change_articles > 0.0 { "+" } else { "" };
    let sum = format!("{plus}{}", articles(row.change_articles));
    canvas.text("bold", (1000.0, middle + 4.0), Anchor::End, &sum);
}

fn draw_key(canvas: &mut Canvas) {
    let entries = [
        ("newshole", 2.0, "newshole: all coverage grew or shrank"),
        ("dilution", 296.0, "dilution: the shock’s own share"),
        ("disproportion", 530.0, "disproportion: more or less than others"),
    ];
    for (class, x, words) in entries {
        canvas.rect(class, (x, 3.0), (20.0, 12.0));
        canvas.text("", (x + 27.0, 14.0), Anchor::Start, words);
    }
    canvas.path("mark", &Path::through(&[(838.0, 9.0), (843.5, 3.5), (849.0, 9.0), (843.5, 14.5)]));
    canvas.text("", (856.0, 14.0), Anchor::Start, "sum, in articles");
}

fn shown(row: &LossRow) -> Vec<String> {
    let signed = |part: f64| if part > 0.0 { format!("+{}", articles(part)) } else { articles(part) };
    let mut cells = vec![row.subject.clone(), signed(row.change_articles)];
    cells.extend(row.parts().map(|(_, part)| signed(part)));
    cells.push(articles(row.expected));
    cells
}

fn view() -> Value {
    json!({
        "transform": [{ "fold": ["newshole", "dilution", "disproportion"], "as": ["part", "articles"] }],
        "mark": "bar",
        "encoding": {
            "y": { "field": "subject", "type": "nominal", "sort": null, "title": null },
            "x": { "field": "articles", "type": "quantitative", "title": "articles, observed less expected" },
            "color": { "field": "part", "type": "nominal" }
        }
    })
}
