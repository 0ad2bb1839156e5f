//! The Global Knowledge Graph, version 2.1: one article a row.
//!
//! Themes, persons, organisations and places are kept without their offsets, the quotations as they stand; GCAM's
//! thousands of word counts, pictures, videos, amounts and dates in the text are not.

use super::countries;
use crate::article::Cells;
use crate::date;
use crate::entities::decoded;
use crate::labels::Labels;
use crate::language_codes;
use crate::row::Row;
use std::borrow::Cow;

pub(super) const COLUMNS: usize = 27;

const RECORD: usize = 0;
const MOMENT: usize = 1;
const COLLECTION: usize = 2;
const SOURCE: usize = 3;
const DOCUMENT: usize = 4;
const THEMES: usize = 7;
const PLACES: usize = 9;
const PERSONS: usize = 11;
const ORGANISATIONS: usize = 13;
const TONE: usize = 15;
const QUOTATIONS: usize = 22;
const NAMES: usize = 23;
const TRANSLATION: usize = 25;
const EXTRAS: usize = 26;

/// The collection of web pages; documents of the others have no address.
const WEB: &str = "1";

pub(super) fn cells(row: Row<'_>) -> Cells<'_> {
    let extras = row.text(EXTRAS);
    let places = row.text(PLACES);
    let mut labels = Labels::default();
    labels.text("gkg_record", row.word(RECORD));
    labels.list("themes", row.text(THEMES).split(';'));
    labels.list("persons", row.text(PERSONS).split(';'));
    labels.list("organisations", row.text(ORGANISATIONS).split(';'));
    labels.list("places", places.split(';').filter_map(|place| place.split('#').nth(1)));
    labels.list("countries", places.split(';').filter_map(|place| countries::iso(place.split('#').nth(2)?)));
    labels.list("names", row.text(NAMES).split(';').filter_map(|name| name.split(',').next()));
    labels.text("tone", row.word(TONE));
    labels.text("quotations", row.word(QUOTATIONS));
    let is_web = row.word(COLLECTION).is_none_or(|collection| collection == WEB);
    let document = row.word(DOCUMENT);
    let seen = row.word(MOMENT);
    let own_moment = between(&extras, "<PAGE_PRECISEPUBTIMESTAMP>", "</PAGE_PRECISEPUBTIMESTAMP>");
    let own_moment = own_moment.filter(|own| is_moment_before(own, seen.as_deref()));
    Cells {
        article_id: if is_web { None } else { document.clone() },
        url: document.filter(|_| is_web),
        outlet: row.word(SOURCE),
        language: Some(language(&row.text(TRANSLATION))),
        published: own_moment.map(|moment| Cow::Owned(moment.to_owned())).or(seen),
        title: between(&extras, "<PAGE_TITLE>", "</PAGE_TITLE>").map(|title| Cow::Owned(decoded(title))),
        authors: between(&extras, "<PAGE_AUTHORS>", "</PAGE_AUTHORS>").map(authors).unwrap_or_default(),
        extra: labels.extra(),
        is_labelled: true,
        ..Cells::default()
    }
}

/// True for a moment that exists and does not lie behind the one at which the page was seen: a page that gives another is
/// a template, or its clock is wrong.
fn is_moment_before(own: &str, seen: Option<&str>) -> bool {
    own.len() == 14 && date::parse(own, None).is_ok() && seen.is_none_or(|seen| own <= seen)
}

/// `srclc:rus;eng:GT-RUS 1.0`; empty in the English stream.
fn language(translation: &str) -> Cow<'static, str> {
    let source = translation.split(';').find_map(|part| part.trim().strip_prefix("srclc:"));
    match source {
        Some(code) => language_codes::of_three_letters(code).map_or_else(|| Cow::Owned(code.to_owned()), Cow::Borrowed),
        None => Cow::Borrowed("en"),
    }
}

fn between<'a>(text: &'a str, opening: &str, closing: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(opening)?;
    let (inside, _) = rest.split_once(closing)?;
    Some(inside.trim()).filter(|inside| !inside.is_empty())
}

fn authors(names: &str) -> Vec<String> {
    names.split(';').map(|name| decoded(name.trim())).filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_the_source_is_that_before_translation() {
        assert_eq!(language("srclc:ukr;eng:Moses 2.1.1 / MosesCore Europarl"), "uk");
        assert_eq!(language(""), "en");
        assert_eq!(language("srclc:zzz;"), "zzz");
    }
}
