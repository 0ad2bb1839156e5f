//! From proposals to attributions: which of them stand, what kind they are, and what the rules add.

use super::arguments::Proposal;
use crate::attributions::{Attribution, Reading};
use overshadow_record::{QuotationKind, Stance};
use std::ops::Range;

/// Chooses among `proposals` and adds what only the rules know.
pub(crate) fn assemble(reading: Reading<'_>, mut proposals: Vec<Proposal>, rules: Vec<Attribution>) -> Vec<Attribution> {
    proposals.sort_by(|one, other| other.sure[0].total_cmp(&one.sure[0]));
    let mut owner = vec![false; reading.words.all.len()];
    let mut all = Vec::new();
    for proposal in proposals {
        let words: usize = proposal.content.iter().map(ExactSizeIterator::len).sum();
        let taken = proposal.content.iter().cloned().flatten().filter(|&at| owner[at]).count();
        if taken * 2 > words {
            continue;
        }
        proposal.content.iter().for_each(|part| owner[part.clone()].fill(true));
        all.push(attribution(reading, proposal));
    }
    for rule in rules.into_iter().filter(|rule| rule.cue.is_none() || rule.kind == QuotationKind::Direct) {
        if rule.content.iter().cloned().flatten().all(|at| !owner[at]) {
            all.push(rule);
        }
    }
    all.sort_by_key(|it| it.content[0].start);
    all
}

fn attribution(reading: Reading<'_>, proposal: Proposal) -> Attribution {
    Attribution {
        kind: kind(reading, &proposal.content),
        content: proposal.content,
        stance: Stance::Said,
        cue: Some(proposal.cue),
        source: proposal.source,
        confidence: proposal.sure[0],
        repeat: false,
    }
}

/// Direct when all words stand in speech, mixed when some do.
fn kind(reading: Reading<'_>, content: &[Range<usize>]) -> QuotationKind {
    let (mut inside, mut outside) = (false, false);
    for at in content.iter().cloned().flatten() {
        let speech = reading.around[at] != 0;
        inside |= speech;
        outside |= !speech && reading.words.all[at].shape == crate::words::Shape::Letters;
    }
    match (inside, outside) {
        (true, false) => QuotationKind::Direct,
        (true, true) => QuotationKind::Mixed,
        _ => QuotationKind::Indirect,
    }
}
