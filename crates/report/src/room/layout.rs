//! What all pages share: head, ways to the other pages, foot.

use super::address::{Ending, with_ending};
use crate::html::page_style;
use crate::markup::Markup;
use crate::number::{count, day_short};
use crate::svg::Figure;
use overshadow_record::Overview;

/// Where the style of all pages is.
pub const STYLE_ADDRESS: &str = "/style.css";

const ROOM_STYLE: &str = include_str!("room.css");

/// The pages a reader can go to from anywhere: address, name.
const WAYS: [(&str, &str); 8] = [
    ("/", "Now"),
    ("/search", "Search"),
    ("/shock", "Shock"),
    ("/stories", "Stories"),
    ("/speakers", "Speakers"),
    ("/outlets", "Outlets"),
    ("/subjects", "Subjects"),
    ("/data", "Data"),
];

/// What stands around every page.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// The name of the archive.
    pub archive: &'a str,
    /// The address of this page, with all that was asked.
    pub address: &'a str,
    /// What the archive holds.
    pub overview: &'a Overview,
}

/// The style of all pages.
#[must_use]
pub fn style() -> String {
    page_style() + ROOM_STYLE
}

impl Frame<'_> {
    /// The whole page around its body.
    pub(super) fn page(&self, title: &str, body: &Markup) -> String {
        let mut page = Markup::default();
        page.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
        page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.raw("<meta name=\"referrer\" content=\"no-referrer\"><meta name=\"color-scheme\" content=\"light dark\">");
        page.element("title", "", format!("{title} · overshadow"));
        page.empty("link", &[("rel", "stylesheet"), ("href", STYLE_ADDRESS)]);
        page.raw("</head>\n<body class=\"room\"><a class=\"skip\" href=\"#content\">To the content</a>");
        page.raw("<nav aria-label=\"Pages\"><ul>");
        let path = self.address.split('?').next().unwrap_or_default();
        for (address, name) in WAYS {
            let here = if path == address { "page" } else { "false" };
            page.raw("<li>").open("a", &[("href", address), ("aria-current", here)]).text(name).close("a").raw("</li>");
        }
        page.raw("</ul></nav>\n<main id=\"content\">\n").markup(body).raw("</main>\n");
        self.foot(&mut page);
        page.raw("</body></html>\n");
        page.finish()
    }

    fn foot(&self, page: &mut Markup) {
        page.raw("<footer><p>").text(format!("Archive “{}”, {}. ", self.archive, self.source()));
        page.raw("Counts and shares say what was published, not why. <a href=\"/data\">Data and interface</a></p></footer>\n");
    }

    /// Where the numbers come from.
    pub(super) fn source(&self) -> String {
        let Overview { articles, outlets, days, .. } = self.overview;
        let days =
            days.map_or_else(String::new, |(first, last)| format!(", {} to {}", day_short(first), day_short(last)));
        format!("{} articles of {} outlets{days}", count(*articles), count(*outlets))
    }

    /// Links to the rows of the page, and to its chart where it has one, in other forms.
    pub(super) fn downloads(&self, page: &mut Markup, with_chart: bool) {
        page.raw("<p class=\"downloads\">");
        for (ending, name, _, words) in Ending::ALL {
            if with_chart || !ending.is_chart() {
                page.open("a", &[("href", &with_ending(self.address, name))]).text(words).close("a").raw(" ");
            }
        }
        page.raw("</p>\n");
    }

    /// A chart with its message, measure, source and table.
    pub(super) fn figure(&self, page: &mut Markup, figure: &Figure) {
        page.open("figure", &[("id", figure.name)]).element("h2", "", &figure.title);
        page.element("p", "subtitle", &figure.subtitle).markup(figure.inline_markup());
        page.raw("<figcaption>").element("p", "source", format!("Source: {}.", figure.source));
        page.raw("</figcaption><details>").element("summary", "", "The figure as a table");
        super::lists::table(page, "", &figure.columns, &figure.rows);
        page.raw("</details></figure>\n");
    }
}
