//! Events 2.0, one coded event a row, and Mentions, one event in one article a row.
//!
//! A row of Events stands for an event, not for an article: what is counted then are events, by the day GDELT saw them and
//! under the host of the article it saw them in first. `number_of_articles` says in how many it found it.

use super::countries;
use crate::article::Cells;
use crate::labels::Labels;
use crate::row::Row;
use overshadow_record::identity;
use std::borrow::Cow;

pub(super) const EVENT_COLUMNS: usize = 61;
pub(super) const MENTION_COLUMNS: usize = 16;

const EVENT: usize = 0;
const DAY: usize = 1;
const FIRST_ACTOR: usize = 5;
const SECOND_ACTOR: usize = 15;
/// Columns of an actor, after its code.
const NAME: usize = 1;
const COUNTRY: usize = 2;
const TYPE: usize = 7;
const IS_ROOT: usize = 25;
const CODES: [usize; 3] = [26, 27, 28];
const QUAD: usize = 29;
const GOLDSTEIN: usize = 30;
const N_MENTIONS: usize = 31;
const N_SOURCES: usize = 32;
const N_ARTICLES: usize = 33;
const TONE: usize = 34;
/// Full names and countries of the places of the two actors and of what happened.
const PLACES: [(usize, usize); 3] = [(36, 37), (44, 45), (52, 53)];
const ADDED: usize = 59;
const ADDRESS: usize = 60;

pub(super) fn event_cells(row: Row<'_>) -> Cells<'_> {
    let mut labels = Labels::default();
    let texts = CODES.map(|column| row.text(column));
    labels.list("events", texts.iter().map(Cow::as_ref));
    let actors = [row.text(FIRST_ACTOR + NAME), row.text(SECOND_ACTOR + NAME)];
    labels.list("actors", actors.iter().map(Cow::as_ref));
    let places = PLACES.map(|(name, country)| (row.text(name), row.text(country)));
    labels.list("places", places.iter().map(|(name, _)| name.as_ref()));
    labels.list("countries", places.iter().filter_map(|(_, country)| countries::iso(country)));
    for (name, column) in [
        ("event_day", DAY),
        ("actor1_code", FIRST_ACTOR),
        ("actor1_country", FIRST_ACTOR + COUNTRY),
        ("actor1_type", FIRST_ACTOR + TYPE),
        ("actor2_code", SECOND_ACTOR),
        ("actor2_country", SECOND_ACTOR + COUNTRY),
        ("actor2_type", SECOND_ACTOR + TYPE),
        ("is_root_event", IS_ROOT),
        ("quad_class", QUAD),
        ("goldstein", GOLDSTEIN),
        ("number_of_mentions", N_MENTIONS),
        ("number_of_sources", N_SOURCES),
        ("number_of_articles", N_ARTICLES),
        ("tone", TONE),
    ] {
        labels.text(name, row.word(column));
    }
    Cells {
        article_id: row.word(EVENT),
        url: row.word(ADDRESS),
        published: row.word(ADDED).or_else(|| row.word(DAY)),
        extra: labels.extra(),
        is_labelled: true,
        ..Cells::default()
    }
}

const EVENT_MOMENT: usize = 1;
const MENTION_MOMENT: usize = 2;
const MENTION_TYPE: usize = 3;
const MENTION_SOURCE: usize = 4;
const MENTION_ADDRESS: usize = 5;
/// A mention in a web page.
const WEB: &str = "1";

pub(super) fn mention_cells(row: Row<'_>) -> Cells<'_> {
    let mut labels = Labels::default();
    for (name, column) in [
        ("event_id", EVENT),
        ("event_seen", EVENT_MOMENT),
        ("sentence", 6),
        ("confidence", 11),
        ("letters_in_document", 12),
        ("tone", 13),
        ("translation", 14),
    ] {
        labels.text(name, row.word(column));
    }
    let is_web = row.word(MENTION_TYPE).is_none_or(|kind| kind == WEB);
    let address = row.word(MENTION_ADDRESS);
    let event = row.text(EVENT);
    Cells {
        // One article may hold several events, and one event stands in many articles.
        article_id: Some(identity::id_of_words(&event, address.as_deref().unwrap_or_default(), "").into()),
        url: address.filter(|_| is_web),
        outlet: row.word(MENTION_SOURCE),
        published: row.word(MENTION_MOMENT),
        extra: labels.extra(),
        is_labelled: true,
        ..Cells::default()
    }
}
