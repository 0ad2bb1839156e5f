//! HTML to paragraphs: our own fast extraction, and a careful one where its result looks wrong.
//!
//! The fast way reads the page once into a tree, leaves out what its markup calls debris, and finds the part that the good
//! paragraphs lie in. Its result looks wrong when hardly anything was found, or when most of the page's paragraphs lie
//! outside it. Then the library is asked, and the body that the page's own JSON-LD gives is considered.

use crate::Extraction;
use crate::about::{self, About};
use crate::bylines;
use crate::careful;
use crate::dates::{self, Dated};
use crate::json_ld::{self, Notes};
use crate::kind::kind;
use crate::main_part;
use crate::markup::{self, Markup};
use crate::measures::{Measures, measure};
use crate::paragraphs::{Paragraph, paragraphs};
use crate::surroundings::Surroundings;
use crate::tree::Document;
use overshadow_record::{ArticleKind, Page};

/// Letters below which a result looks wrong.
const FEW: usize = 250;
/// And the share of the letters of all paragraphs of the page.
const SMALL_SHARE: f32 = 0.5;
/// The other result is taken when it has so many times the letters of ours.
const CLEARLY_MORE: f32 = 1.5;

/// What a page holds.
pub(crate) struct Extracted {
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) about: About,
    pub(crate) dates: Vec<Dated>,
    pub(crate) kind: ArticleKind,
    pub(crate) markup: Markup,
}

/// The article of an HTML page; `None` for a page with more elements than are read.
pub(crate) fn extract(page: &Page, extraction: Extraction) -> Option<Extracted> {
    let mut document = Document::parse(&page.text);
    if document.is_cut || !main_part::is_bounded(&document) {
        return None;
    }
    let markup = markup::read(&mut document);
    let notes = Notes::read(&document);
    let paragraphs = article(&document, &notes, &page.text, extraction);
    let words = paragraphs.iter().map(|paragraph| paragraph.words.split(' ').count()).sum();
    let mut about = about::read(&document, &notes, page.url.as_deref());
    let surroundings = surroundings(&document, &paragraphs, about.title.as_deref());
    if about.authors.is_empty() {
        about.authors = surroundings.as_ref().map(bylines::of_page).unwrap_or_default();
    }
    let address = page.url.as_deref().or(about.url.as_deref());
    Some(Extracted {
        dates: dates::of_page(&document, &notes, (page, address), &paragraphs, surroundings.as_ref()),
        about,
        kind: kind(&document, &notes, words),
        paragraphs,
        markup,
    })
}

/// The lines around the paragraphs whose place is known.
fn surroundings(document: &Document, paragraphs: &[Paragraph], title: Option<&str>) -> Option<Surroundings> {
    let mut places = paragraphs.iter().filter_map(|paragraph| paragraph.place);
    let first = places.next()?;
    let last = places.next_back().unwrap_or(first);
    Some(Surroundings::read(document, first.start as usize..last.end as usize, title))
}

fn article(document: &Document, notes: &Notes, page: &str, extraction: Extraction) -> Vec<Paragraph> {
    let carefully = || careful::paragraphs(document, page);
    if extraction == Extraction::Accurate
        && let Some(found) = carefully()
    {
        return found;
    }
    let measures = measure(document);
    let kept = main_part::find(document, &measures);
    let ours = kept.map(|kept| paragraphs(document, &measures, &kept)).unwrap_or_default();
    if extraction == Extraction::Fast || !looks_wrong(&measures, &ours) {
        return ours;
    }
    let ours = clearly_more(ours, carefully().unwrap_or_default());
    clearly_more(ours, declared(notes))
}

fn letters(paragraphs: &[Paragraph]) -> usize {
    paragraphs.iter().flat_map(|paragraph| paragraph.words.chars()).filter(|letter| !letter.is_whitespace()).count()
}

fn looks_wrong(measures: &Measures, ours: &[Paragraph]) -> bool {
    let found = letters(ours);
    found < FEW || (found as f32) < measures.paragraph_letters as f32 * SMALL_SHARE
}

fn clearly_more(ours: Vec<Paragraph>, others: Vec<Paragraph>) -> Vec<Paragraph> {
    if letters(&others) as f32 > letters(&ours) as f32 * CLEARLY_MORE { others } else { ours }
}

/// The body of the article as JSON-LD gives it.
fn declared(notes: &Notes) -> Vec<Paragraph> {
    let body = notes.article().and_then(|article| json_ld::text(article, "articleBody")).unwrap_or_default();
    let lines = body.lines().map(|line| line.split_whitespace().collect::<Vec<&str>>().join(" "));
    lines.filter(|line| !line.is_empty()).map(|words| Paragraph { words, place: None }).collect()
}
