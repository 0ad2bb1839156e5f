//! The trained recogniser of names: which words of a page name a person, an organisation, a place or something else.
//!
//! A linear chain over hashed features (`linear`) decides for whole sentences at once. What a word is described by stands
//! in `features`; `sight` says how a word looks and what the gazetteer knows of it, `evidence` what the rest of the page
//! says of the same word. The recogniser reads English; other languages keep the rules of `names`.

mod evidence;
mod features;
mod gazetteer;
mod page;
mod sight;

pub use features::describe;
pub use gazetteer::{Gazetteer, Kind, key_of};
pub use page::Page;

use crate::linear::{BadModel, Feature, Model, Path};
use overshadow_record::MentionKind;
use std::ops::Range;

/// What the model's file says it is for.
pub const TASK: &[u8; 4] = b"name";

/// The number of labels: outside; first and further word of a person, an organisation, a place; part of another name.
pub const LABELS: usize = 8;

/// The label of a word of no name.
pub const OUTSIDE: u8 = 0;

/// The label of a word in a name of neither person, organisation nor place.
pub const OTHER: u8 = 7;

/// A name on a page: its words and what it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The words, by their number on the page.
    pub words: Range<usize>,
    /// What they name.
    pub kind: MentionKind,
}

/// The model with its gazetteer.
#[derive(Clone, Debug)]
pub struct Recogniser {
    model: Model,
    gazetteer: Gazetteer,
}

impl Recogniser {
    /// Reads the model of a recogniser.
    ///
    /// # Errors
    /// When the bytes are no such model, or are damaged.
    pub fn model_of_bytes(bytes: &[u8]) -> Result<Model, BadModel> {
        let model = Model::from_bytes(bytes, TASK)?;
        if model.labels() == LABELS { Ok(model) } else { Err(BadModel::Damaged) }
    }

    /// A recogniser of a model and a gazetteer.
    #[must_use]
    pub fn new(model: Model, gazetteer: Gazetteer) -> Self {
        Self { model, gazetteer }
    }

    /// The names on a page, in order.
    #[must_use]
    pub fn names(&self, page: &Page<'_>) -> Vec<Found> {
        let mut path = Path::default();
        let mut found = Vec::new();
        let mut sentence = usize::MAX;
        let finish = |sentence: usize, path: &mut Path, found: &mut Vec<Found>| {
            self.model.decode(path);
            found.extend(spans(&path.labels).map(|(words, kind)| {
                let start = page.sentence(sentence).start;
                Found { words: words.start + start..words.end + start, kind }
            }));
        };
        describe(page, &self.gazetteer, |number, features: &[Feature]| {
            if number != sentence {
                if sentence != usize::MAX {
                    finish(sentence, &mut path, &mut found);
                }
                self.model.begin(&mut path);
                sentence = number;
            }
            self.model.push(features, &mut path);
        });
        if sentence != usize::MAX {
            finish(sentence, &mut path, &mut found);
        }
        found
    }
}

/// Whether label `to` may follow `from`; the border is [`LABELS`].
#[must_use]
pub fn may_follow(from: usize, to: usize) -> bool {
    !matches!(to, 2 | 4 | 6) || from == to || from + 1 == to
}

/// The label of a word of a name of `kind`, its first or a further one.
#[must_use]
pub fn label_of(kind: MentionKind, first: bool) -> u8 {
    match kind {
        MentionKind::Person => 2 - u8::from(first),
        MentionKind::Organisation => 4 - u8::from(first),
        MentionKind::Place => 6 - u8::from(first),
        MentionKind::Other => OTHER,
    }
}

/// The names that a sentence's labels spell.
pub fn spans(labels: &[u8]) -> impl Iterator<Item = (Range<usize>, MentionKind)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while labels.get(at) == Some(&OUTSIDE) {
            at += 1;
        }
        let first = *labels.get(at)?;
        let start = at;
        let (kind, further) = match first {
            1 | 2 => (MentionKind::Person, 2),
            3 | 4 => (MentionKind::Organisation, 4),
            5 | 6 => (MentionKind::Place, 6),
            _ => (MentionKind::Other, OTHER),
        };
        at += 1;
        while labels.get(at) == Some(&further) {
            at += 1;
        }
        Some((start..at, kind))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_spell_names() {
        let found: Vec<_> = spans(&[0, 1, 2, 1, 0, 7, 7, 5]).collect();
        let kinds = [MentionKind::Person, MentionKind::Person, MentionKind::Other, MentionKind::Place];
        assert_eq!(found, [1..3, 3..4, 5..7, 7..8].into_iter().zip(kinds).collect::<Vec<_>>());
    }

    #[test]
    fn a_name_goes_on_only_after_it_began() {
        assert!(may_follow(1, 2) && may_follow(2, 2) && may_follow(LABELS, 1) && may_follow(6, LABELS));
        assert!(!may_follow(0, 2) && !may_follow(1, 4) && !may_follow(LABELS, 6));
    }
}
