//! When a page was published: the dates it carries, each with where it stood, how exactly it is known and its zone.
//!
//! Dates are looked for where machines read ([`machine`]) and where readers do ([`visible`]), and in the address; [`choice`]
//! says which to believe. A date of modification is never asked, a day that a program writes when it knows none is no date,
//! and without a zone only the day is known.

mod address;
mod choice;
mod machine;
mod months;
mod order;
mod relative;
mod visible;
mod written;
mod zones;

use crate::json_ld::Notes;
use crate::paragraphs::Paragraph;
use crate::surroundings::Surroundings;
use crate::tree::Document;
pub(crate) use choice::choose;
pub(crate) use months::number as month_number;
use overshadow_record::{DateSource, Page, Published};
use visible::{Reading, says_updated};
pub(crate) use written::{Moment, iso_day, machine, written_out};

/// A date a page carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dated {
    pub(crate) place: DateSource,
    pub(crate) moment: Moment,
    /// Whether what states it gives the same moment for the last change.
    pub(crate) is_restated: bool,
}

impl Dated {
    /// A date at a place.
    pub(crate) fn new(place: DateSource, moment: Moment) -> Self {
        Self { place, moment, is_restated: false }
    }

    pub(crate) fn published(&self) -> Published {
        self.moment.published
    }
}

/// All dates of an HTML page that may be those of its publication. `address` is the page's, as fetched or as it says itself.
pub(crate) fn of_page(
    document: &Document,
    notes: &Notes,
    (page, address): (&Page, Option<&str>),
    paragraphs: &[Paragraph],
    surroundings: Option<&Surroundings>,
) -> Vec<Dated> {
    let mut found = machine::dates(document, notes, surroundings);
    let root = document.query_selector_all(document.root(), "html[lang]").into_iter().next();
    let reading = Reading {
        fetched: page.fetched,
        address,
        tag: root.and_then(|root| document.attribute(root, "lang")),
        sample: paragraphs
            .iter()
            .map(|paragraph| paragraph.words.as_str())
            .max_by_key(|words| words.len())
            .unwrap_or(""),
    };
    found.extend(surroundings.and_then(|surroundings| visible::date(surroundings, &reading)));
    found
}
