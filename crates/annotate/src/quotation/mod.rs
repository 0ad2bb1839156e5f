//! The trained quotation engine for English.
//!
//! It sees what the rules see and what the rules found, and decides anew, in the order of Pareti et al. (2013): which words
//! are sources, cues and contents (`roles`), then for every likely cue which are *its* source and *its* content
//! (`arguments`), then how far that is to be trusted (`judge`). `assemble` takes what is trusted enough, each word once, and
//! adds what only the rules know: display quotations, marked words without a cue. `learn` makes the models.

mod argument_features;
mod arguments;
mod assemble;
mod files;
#[cfg(feature = "train")]
mod gold;
mod heed;
mod judge;
#[cfg(feature = "train")]
pub mod learn;
mod role_features;
mod roles;
mod sketch;
mod tidy;

use crate::attributions::Attribution;
use crate::linear::Model;
use crate::reading::Reading;
use arguments::{Buffers, propose, scenes};
use judge::{Bench, judge};
use roles::find_roles;
use sketch::{Sketch, prior};

/// The models of the engine.
#[derive(Clone, Debug)]
pub struct QuotationModels {
    /// How often a word is a cue.
    pub cue_words: Model,
    /// Which words are sources, cues and contents.
    pub roles: Model,
    /// Which are the source and the content of a cue.
    pub arguments: Model,
    /// How far the answer is to be trusted.
    pub judge: Model,
}

impl QuotationModels {
    /// How many labels each model has, in the order of the fields.
    const LABELS: [usize; 4] = [1, sketch::role::LABELS, arguments::argument::LABELS, judge::verdict::LABELS];
}

/// The attributions of a text; `rules` is what the rules found in it.
pub(crate) fn attributions(
    reading: Reading<'_>,
    rules: Vec<Attribution>,
    models: &QuotationModels,
) -> Vec<Attribution> {
    let sketch = Sketch::new(reading, &rules, |word| prior(&models.cue_words, word));
    let roles = find_roles(reading, &sketch, &models.roles);
    let (mut buffers, mut bench) = (Buffers::default(), Bench::default());
    let proposals = scenes(reading, &sketch, &roles, &rules)
        .filter_map(|scene| {
            let mut proposal = propose(&scene, &models.arguments, &mut buffers)?;
            let trust = judge(&scene, &proposal, &models.judge, &mut bench);
            tidy::tidy(reading, &mut proposal);
            (!proposal.content.is_empty() && !proposal.cue.is_empty()).then_some((proposal, trust))
        })
        .collect();
    assemble::assemble(reading, proposals, rules)
}
