//! The words of an article as the index has them.

use crate::labels::labels;
use crate::tabulate::fields;
use overshadow_agenda::query::{Fields, Label, places_into};
use overshadow_archive::Part;
use overshadow_record::Article;

/// The parts of an article with their words.
pub(super) fn parts(article: &Article) -> Vec<(Part, String)> {
    let Fields { title, text, outlet, language, country, day, .. } = fields(article);
    let mut parts = Vec::new();
    for (part, text) in [
        (Part::Title, title),
        (Part::Text, text),
        (Part::Outlet, outlet),
        (Part::Language, language),
        (Part::Country, country),
    ] {
        let mut words = String::new();
        places_into(text, &mut words);
        parts.push((part, words));
    }
    // A year, a month and a day are looked for as a whole.
    parts.extend(day.map(|day| {
        let (year, month) = (day.year(), day.month());
        (Part::Date, format!("{year:04}\n{year:04}-{month:02}\n{year:04}-{month:02}-{:02}", day.day()))
    }));
    parts.extend(label_parts(article));
    parts.retain(|(_, words)| !words.is_empty());
    parts
}

/// Labels of one kind stand in one part, with a line break between them that no phrase goes over.
fn label_parts(article: &Article) -> Vec<(Part, String)> {
    let mut parts: Vec<(Part, String)> = Vec::new();
    for (label, text) in labels(article) {
        let Some(part) = part_of(label) else { continue };
        let mut words = String::new();
        places_into(&text, &mut words);
        match parts.iter_mut().find(|(known, _)| *known == part) {
            Some((_, all)) => {
                all.push('\n');
                all.push_str(&words);
            }
            None => parts.push((part, words)),
        }
    }
    parts
}

/// The part of the index that holds labels of a kind; stories are not in the index, since they change.
pub(super) fn part_of(label: Label) -> Option<Part> {
    Some(match label {
        Label::Theme => Part::Theme,
        Label::Person => Part::Person,
        Label::Organisation => Part::Organisation,
        Label::Place => Part::Place,
        Label::Actor => Part::Actor,
        Label::Event => Part::Event,
        Label::Story | Label::Chain => return None,
    })
}
