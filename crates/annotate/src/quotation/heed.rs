//! Where the rules know better: what a clause shows plainly, and a model of words in windows may miss.

use super::argument_features::Scene;
use super::arguments::Proposal;
use crate::tags::Upos;
use overshadow_record::QuotationKind;
use std::ops::Range;

/// The proposal, put right where its parts cannot be what they were taken for.
pub(crate) fn heed(scene: &Scene<'_>, mut proposal: Proposal) -> Proposal {
    let Some(rule) = scene.rule else { return proposal };
    // Speech that goes on behind its cue.
    if rule.kind == QuotationKind::Direct && is_part(&proposal.content, &rule.content) {
        proposal.content.clone_from(&rule.content);
    }
    let Some(ruled) = rule.source.clone() else { return proposal };
    match &proposal.source {
        // The subject of the cue was taken for a part of what is said.
        None if proposal.content.iter().any(|part| part.start < ruled.end && ruled.start < part.end) => {
            proposal.content.clone_from(&rule.content);
            proposal.source = Some(ruled);
        }
        // A whole clause was taken for the phrase at its end: "the council laughed at Orr's claim".
        Some(source) if holds(source, &ruled) && is_clause(scene, source) => proposal.source = Some(ruled),
        _ => {}
    }
    proposal
}

/// True when each part begins like one of `whole`, which has more.
fn is_part(content: &[Range<usize>], whole: &[Range<usize>]) -> bool {
    content.len() < whole.len() && content.iter().all(|part| whole.iter().any(|whole| part.start == whole.start))
}

fn holds(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end && outer.len() > inner.len()
}

/// True when a verb stands among the words that is no participle and in no relative clause.
fn is_clause(scene: &Scene<'_>, source: &Range<usize>) -> bool {
    let words = scene.reading.words;
    let tags = scene.reading.tags.get(source.clone()).unwrap_or_default();
    let finite = |(at, tag): (usize, &Upos)| *tag == Upos::Verb && !words.lower(source.start + at).ends_with("ing");
    let verb = tags.iter().enumerate().position(finite);
    let relative = |at: usize| matches!(words.lower(at), "who" | "which" | "that" | "whose" | "where");
    verb.is_some_and(|verb| !(source.start..source.start + verb).any(relative))
}
