//! Tables in the page. On a narrow screen each row becomes a block whose cells carry their heading.

use crate::markup::Markup;

/// A table of text cells. `class` is `words` where the cells are prose rather than numbers.
pub(super) fn write(page: &mut Markup, class: &'static str, columns: &[String], rows: &[Vec<String>]) {
    page.raw("<div class=\"scroll\">").open("table", &[("class", class)]).raw("<thead><tr>");
    for column in columns {
        page.open("th", &[("scope", "col")]).text(column).close("th");
    }
    page.raw("</tr></thead><tbody>\n");
    for row in rows {
        page.raw("<tr>");
        for (cell, column) in row.iter().zip(columns) {
            page.open("td", &[("data-label", &format!("{column}:"))]).text(cell).close("td");
        }
        page.raw("</tr>\n");
    }
    page.raw("</tbody></table></div>");
}

/// The same from headings written here.
pub(super) fn with_headings(page: &mut Markup, columns: &[&str], rows: &[Vec<String>]) {
    let columns: Vec<String> = columns.iter().map(|column| (*column).to_owned()).collect();
    write(page, "", &columns, rows);
}
