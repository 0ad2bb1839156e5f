//! The frame around a picture: what every figure says beside it, and the two forms it takes.

use super::canvas::{Anchor, Canvas, WIDTH};
use super::label::wrapped;
use super::{Figure, palette, vega};
use crate::markup::Markup;
use crate::number::{count, day_short};
use overshadow_record::Findings;
use serde_json::Value;

/// What a figure is made of before its frame is drawn.
pub(super) struct Parts {
    pub(super) name: &'static str,
    pub(super) title: String,
    pub(super) subtitle: String,
    pub(super) description: String,
    pub(super) canvas: Canvas,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    pub(super) csv: String,
    /// The part of the Vega-Lite specification that differs between figures.
    pub(super) view: Value,
}

/// The figure made of these parts.
pub(super) fn figure(parts: Parts, findings: &Findings) -> Figure {
    framed(parts, source(findings))
}

/// The same over numbers from elsewhere.
pub(super) fn framed(parts: Parts, source: String) -> Figure {
    let mut figure = Figure {
        name: parts.name,
        svg: alone(&parts, &source),
        inline: inline(&parts),
        title: parts.title,
        subtitle: parts.subtitle,
        description: parts.description,
        source,
        columns: parts.columns,
        rows: parts.rows,
        csv: parts.csv,
        vega_lite: Value::Null,
    };
    figure.vega_lite = vega::specification(&figure, parts.view);
    figure
}

/// "8 488 articles of 38 outlets, 1 Jan to 30 Jun 2024; overshadow 0.1.0".
fn source(findings: &Findings) -> String {
    let coverage = &findings.coverage;
    let maker = &findings.manifest.program;
    let made = if maker.is_empty() { String::new() } else { format!(". Made with {maker}") };
    format!(
        "Source: {} articles of {} outlets, {} to {}{made}.",
        count(coverage.articles),
        count(coverage.outlets),
        day_short(coverage.first_day),
        day_short(coverage.last_day)
    )
}

fn inline(parts: &Parts) -> Markup {
    let mut svg = Markup::default();
    open(&parts.canvas, (parts.canvas.width, parts.canvas.height), parts.name, &mut svg);
    describe(parts, &mut svg);
    svg.markup(parts.canvas.body()).close("svg");
    svg
}

const MARGIN: f64 = 24.0;
const TITLE_LEADING: f64 = 25.0;
const TEXT_LEADING: f64 = 17.0;

/// The file: title and subtitle above the picture, source below, all on white.
fn alone(parts: &Parts, source: &str) -> String {
    let title = wrapped(&parts.title, 20.5, WIDTH);
    let subtitle = wrapped(&parts.subtitle, 13.0, WIDTH);
    let sources = wrapped(source, 11.0, WIDTH);
    let top = MARGIN + TITLE_LEADING * title.len() as f64 + TEXT_LEADING * subtitle.len() as f64 + 14.0;
    let height = top + parts.canvas.height + 14.0 + TEXT_LEADING * sources.len() as f64 + MARGIN / 2.0;
    let mut sheet = Canvas::new(height);
    sheet.rect("paper", (0.0, 0.0), (WIDTH + 2.0 * MARGIN, height));
    sheet.lines("title", (MARGIN, MARGIN + 18.0), Anchor::Start, &title, TITLE_LEADING);
    let below = MARGIN + 12.0 + TITLE_LEADING * title.len() as f64;
    sheet.lines("large quiet", (MARGIN, below), Anchor::Start, &subtitle, TEXT_LEADING);
    sheet.place(&parts.canvas, (MARGIN, top));
    let foot = top + parts.canvas.height + 24.0;
    sheet.lines("small quiet", (MARGIN, foot), Anchor::Start, &sources, TEXT_LEADING);
    let mut svg = Markup::default();
    open(&sheet, (WIDTH + 2.0 * MARGIN, height), parts.name, &mut svg);
    describe(parts, &mut svg);
    svg.raw("<style>").text(unquoted(&palette::literal_rules())).raw("</style>").markup(sheet.body()).close("svg");
    svg.finish()
}

/// The rules without their quotation marks: escaped ones are read differently by HTML and XML, and font names that are
/// plain words need none.
fn unquoted(rules: &str) -> String {
    rules.replace('\'', "")
}

fn open(canvas: &Canvas, size: (f64, f64), name: &str, svg: &mut Markup) {
    let [width, height] = [size.0, size.1.max(canvas.height)].map(|extent| format!("{}", extent.ceil()));
    let [title, description] = ["title", "desc"].map(|part| format!("{name}-{part}"));
    svg.open(
        "svg",
        &[
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("class", "chart"),
            ("role", "img"),
            ("width", &width),
            ("height", &height),
            ("viewBox", &format!("0 0 {width} {height}")),
            ("aria-labelledby", &format!("{title} {description}")),
        ],
    );
}

fn describe(parts: &Parts, svg: &mut Markup) {
    let [title, description] = ["title", "desc"].map(|part| format!("{}-{part}", parts.name));
    svg.open("title", &[("id", &title)]).text(&parts.title).close("title");
    svg.open("desc", &[("id", &description)]).text(&parts.description).close("desc");
}
