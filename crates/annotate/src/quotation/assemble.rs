//! From proposals to attributions: which of them stand, what kind they are, and what the rules add.

use super::arguments::Proposal;
use super::judge::Trust;
use crate::attributions::{Attribution, Reading, is_heading};
use crate::contents::trim;
use crate::word_classes::negates;
use crate::words::Shape;
use overshadow_record::{QuotationKind, Stance};
use std::ops::Range;

/// Proposals whose content is less probably right are left out.
fn least() -> f32 {
    std::env::var("LEAST").ok().and_then(|v| v.parse().ok()).unwrap_or(0.3)
}

/// Chooses among `proposals` and adds what only the rules know.
pub(crate) fn assemble(
    reading: Reading<'_>,
    mut proposals: Vec<(Proposal, Trust)>,
    rules: Vec<Attribution>,
) -> Vec<Attribution> {
    proposals.retain(|(proposal, trust)| trust.content >= least() && may_stand(reading, proposal));
    proposals.sort_by(|(_, one), (_, other)| other.content.total_cmp(&one.content));
    let mut owner = vec![0; reading.words.all.len()];
    let mut all: Vec<Attribution> = Vec::new();
    for (mut proposal, trust) in proposals {
        proposal.content.extend(continued(reading, &proposal.content));
        proposal.content.retain(|part| part.clone().filter(|&at| owner[at] != 0).count() * 2 <= part.len());
        if proposal.content.is_empty() {
            continue;
        }
        proposal.content.iter().for_each(|part| owner[part.clone()].fill(all.len() + 1));
        all.push(attribution(reading, proposal, trust));
    }
    for rule in rules.into_iter().filter(|rule| rule.cue.is_none() || rule.kind == QuotationKind::Direct) {
        let mut owners: Vec<usize> = rule.content.iter().cloned().flatten().map(|at| owner[at]).collect();
        owners.dedup();
        let inside = owners.len() == 1 && rule.cue.as_ref().is_some_and(|cue| owner[cue.start] == owners[0]);
        if owners == [0] || inside {
            all.push(rule);
        }
    }
    all.sort_by_key(|it| it.content[0].start);
    all
}

fn may_stand(reading: Reading<'_>, proposal: &Proposal) -> bool {
    let words = reading.words;
    let negated = proposal.cue.clone().any(|at| negates(words.lower(at)))
        && matches!(words.lower(proposal.cue.end - 1), "say" | "mention" | "state" | "announce");
    !negated && !is_heading(reading, words.all[proposal.cue.start].paragraph as usize)
}

/// What goes on in the next paragraphs, where the marks say so.
fn continued(reading: Reading<'_>, content: &[Range<usize>]) -> Vec<Range<usize>> {
    let last = content.last().and_then(|last| (reading.around[last.end - 1] as usize).checked_sub(1));
    let next = |&passage: &usize| reading.marks.all[passage].continued_by;
    let passages = std::iter::successors(last.as_ref().and_then(next), next);
    passages.filter_map(|passage| trim(reading.words, reading.marks.all[passage].inner.clone())).collect()
}

fn attribution(reading: Reading<'_>, proposal: Proposal, trust: Trust) -> Attribution {
    Attribution {
        kind: kind(reading, &proposal.content),
        content: proposal.content,
        stance: Stance::Said,
        cue: Some(proposal.cue),
        source: proposal.source,
        confidence: trust.both,
        repeat: false,
    }
}

/// Direct when all words stand in speech, mixed when some do.
fn kind(reading: Reading<'_>, content: &[Range<usize>]) -> QuotationKind {
    let (mut inside, mut outside) = (false, false);
    for at in content.iter().cloned().flatten() {
        let speech = reading.around[at] != 0;
        inside |= speech;
        outside |= !speech && reading.words.shape(at) == Some(Shape::Letters);
    }
    match (inside, outside) {
        (true, false) => QuotationKind::Direct,
        (true, true) => QuotationKind::Mixed,
        _ => QuotationKind::Indirect,
    }
}
