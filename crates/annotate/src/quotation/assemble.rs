//! From proposals to attributions: which of them stand, what kind they are, and what the rules add.

use super::arguments::Proposal;
use crate::attributions::{Attribution, Reading};
use crate::words::Shape;
use overshadow_record::{QuotationKind, Stance};
use std::ops::Range;

fn on(name: &str) -> bool {
    std::env::var("ON").is_ok_and(|v| v.split(',').any(|w| w == name))
}

/// Chooses among `proposals` and adds what only the rules know.
pub(crate) fn assemble(reading: Reading<'_>, mut proposals: Vec<Proposal>, rules: Vec<Attribution>) -> Vec<Attribution> {
    proposals.sort_by(|one, other| other.sure[0].total_cmp(&one.sure[0]));
    let mut owner = vec![0_u32; reading.words.all.len()];
    let mut all: Vec<Attribution> = Vec::new();
    let mut direct: Vec<Option<&Attribution>> = vec![None; reading.words.all.len()];
    if on("direct") {
        for rule in &rules {
            if let Some(cue) = rule.cue.clone().filter(|_| rule.kind == QuotationKind::Direct && rule.confidence > 0.8) {
                direct[cue].fill(Some(rule));
            }
        }
    }
    for mut proposal in proposals {
        if on("heading") && crate::attributions::is_heading(reading, reading.words.all[proposal.cue.start].paragraph as usize) {
            continue;
        }
        if on("negated") && proposal.cue.clone().any(|at| crate::word_classes::negates(reading.words.lower(at))) && matches!(reading.words.lower(proposal.cue.end - 1), "say" | "mention" | "state" | "announce") {
            continue;
        }
        if let Some(rule) = proposal.cue.clone().find_map(|at| direct[at]) {
            proposal.content = rule.content.clone();
            if on("source") && rule.source.is_some() { proposal.source = rule.source.clone(); }
        }
        if on("chain") {
            let mut extra = Vec::new();
            if let Some(last) = proposal.content.last() {
                if let Some(passage) = (reading.around[last.end - 1] as usize).checked_sub(1) {
                    let mut next = reading.marks.all[passage].continued_by;
                    while let Some(number) = next {
                        extra.extend(crate::contents::trim(reading.words, reading.marks.all[number].inner.clone()));
                        next = reading.marks.all[number].continued_by;
                    }
                }
            }
            proposal.content.extend(extra);
        }
        if on("parts") {
            proposal.content.retain(|part| part.clone().filter(|&at| owner[at] != 0).count() * 2 <= part.len());
            if proposal.content.is_empty() { continue; }
        } else {
            let words: usize = proposal.content.iter().map(ExactSizeIterator::len).sum();
            let taken = proposal.content.iter().cloned().flatten().filter(|&at| owner[at] != 0).count();
            if taken * 2 > words {
                continue;
            }
        }
        all.push(attribution(reading, proposal));
        let number = all.len() as u32;
        all[all.len() - 1].content.iter().for_each(|part| owner[part.clone()].fill(number));
    }
    for rule in rules.into_iter().filter(|rule| rule.cue.is_none() || rule.kind == QuotationKind::Direct) {
        let mut owners: Vec<u32> = rule.content.iter().cloned().flatten().map(|at| owner[at]).collect();
        owners.dedup();
        let nested = owners.len() == 1 && rule.cue.as_ref().is_some_and(|cue| owner[cue.start] == owners[0]);
        if owners == [0] || nested && on("nested") {
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
        outside |= !speech && reading.words.shape(at) == Some(Shape::Letters);
    }
    match (inside, outside) {
        (true, false) => QuotationKind::Direct,
        (true, true) => QuotationKind::Mixed,
        _ => QuotationKind::Indirect,
    }
}
