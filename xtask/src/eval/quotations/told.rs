//! What only our own annotation tells: stance, the speaker's name, and repeated words. Counted among the quotations whose
//! content was found.

use super::marked::Document;
use super::pairing::pairs;
use crate::eval::tally::Share;

/// How often the engine says the same as the annotation.
#[derive(Default)]
pub(crate) struct Agreement {
    pub(crate) stance: Share,
    /// Where the annotation names the speaker: the name is the same.
    pub(crate) name: Share,
    /// Where it says nobody: none was given.
    pub(crate) nobody: Share,
    /// Where it says that the words stand elsewhere too: that was said.
    pub(crate) repeat: Share,
}

/// Counts all documents; `None` when their annotation tells none of it.
pub(crate) fn agreement(documents: &[Document]) -> Option<Agreement> {
    let mut agreement = Agreement::default();
    let mut is_told = false;
    for document in documents {
        for pair in pairs(&document.gold, &document.found, &document.words) {
            let [gold, found] = [&document.gold[pair.gold].told, &document.found[pair.found].told];
            let (Some(gold), Some(found)) = (gold, found) else { continue };
            is_told = true;
            agreement.stance.count(gold.stance == found.stance);
            match &gold.name {
                Some(_) => agreement.name.count(gold.name == found.name),
                None => agreement.nobody.count(found.name.is_none()),
            }
            if gold.repeat {
                agreement.repeat.count(found.repeat);
            }
        }
    }
    is_told.then_some(agreement)
}
