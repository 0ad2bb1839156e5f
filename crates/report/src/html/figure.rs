//! A figure in the page: message, measure, picture, source, downloads and its table.

use super::{download, table};
use crate::markup::Markup;
use crate::png;
use crate::svg::Figure;

/// Pixels per unit of the picture to download: sharp in print at a column's width, and still small.
const PNG_SCALE: f32 = 1.5;

/// Writes a figure. Not every picture is worth its size as PNG.
pub(super) fn write(page: &mut Markup, figure: &Figure, with_png: bool) {
    page.open("figure", &[("id", figure.name)]).element("h2", "", &figure.title).element(
        "p",
        "subtitle",
        &figure.subtitle,
    );
    page.markup(figure.inline_markup()).raw("<figcaption>").element("p", "source", &figure.source);
    if !page.is_lean() {
        downloads(page, figure, with_png);
    }
    page.raw("</figcaption><details>").element("summary", "", "The figure as a table");
    table::write(page, "", &figure.columns, &figure.rows);
    page.raw("</details></figure>\n");
}

fn downloads(page: &mut Markup, figure: &Figure, with_png: bool) {
    let file = |ending: &str| format!("{}.{ending}", figure.name);
    page.raw("<p class=\"downloads\">");
    download::link(page, (&file("csv"), "text/csv"), figure.csv.as_bytes(), "Data (CSV)");
    download::link(page, (&file("svg"), "image/svg+xml"), figure.svg.as_bytes(), "Chart (SVG)");
    if let Some(picture) = with_png.then(|| png(&figure.svg, PNG_SCALE)).flatten() {
        download::link(page, (&file("png"), "image/png"), &picture, "Chart (PNG)");
    }
    let specification = figure.vega_lite.to_string();
    download::link(page, (&file("vl.json"), "application/json"), specification.as_bytes(), "Chart (Vega-Lite)");
    page.raw("</p>");
}
