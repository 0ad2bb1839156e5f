//! The trained quotation engine for English.

pub(crate) mod argument_features;
pub(crate) mod arguments;
pub(crate) mod assemble;
#[cfg(feature = "train")]
pub mod learn;
pub(crate) mod role_features;
pub(crate) mod roles;
pub(crate) mod sketch;

use crate::attributions::{Attribution, Reading};
use crate::linear::Model;
use arguments::{Buffers, Proposal, propose, scenes};
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
    /// What is added to the score of a word being no part of an attribution.
    pub lean: i32,
}

/// What every candidate cue attributes.
pub(crate) fn propose_all(
    reading: Reading<'_>,
    rules: &[Attribution],
    models: &QuotationModels,
) -> Vec<Proposal> {
    let sketch = Sketch::new(reading, rules, |word| prior(&models.cue_words, word));
    let roles = find_roles(reading, &sketch, &models.roles);
    let mut buffers = Buffers::default();
    scenes(reading, &sketch, &roles, rules)
        .filter_map(|scene| propose(&scene, &models.arguments, models.lean, &mut buffers))
        .collect()
}
