//! From proposals to attributions: which of them stand, what kind they are, and what the rules add.

use super::arguments::Proposal;
use super::judge::Trust;
use crate::attributions::{Attribution, is_heading};
use crate::contents::trim;
use crate::reading::Reading;
use crate::stance::stance_of;
use crate::word_classes::negates;
use crate::words::Shape;
use overshadow_record::QuotationKind;
use std::ops::Range;

/// Proposals whose content is less probably right are left out.
const LEAST: f32 = 0.36;

/// A content of which an attribution inside it leaves no more words than commas and stops is that attribution's.
const MOST_LEFT_OVER: usize = 3;

/// Chooses among `proposals` and adds what only the rules know.
pub(crate) fn assemble(
    reading: Reading<'_>,
    mut proposals: Vec<(Proposal, Trust)>,
    rules: Vec<Attribution>,
) -> Vec<Attribution> {
    let (displays, rules): (Vec<_>, Vec<_>) = rules.into_iter().partition(|rule| rule.kind == QuotationKind::Pull);
    let mut chosen = Chosen { owner: vec![0; reading.words.all.len()], all: Vec::new() };
    displays.into_iter().for_each(|display| chosen.take(display));
    proposals.retain(|(proposal, trust)| trust.content >= LEAST && may_stand(reading, proposal));
    proposals.sort_by(|(_, one), (_, other)| other.content.total_cmp(&one.content));
    for (mut proposal, trust) in proposals {
        proposal.content.extend(continued(reading, &proposal.content));
        proposal.content.retain(|part| chosen.is_mostly_free(part));
        if !proposal.content.is_empty() {
            chosen.take(attribution(reading, proposal, trust));
        }
    }
    for rule in rules.into_iter().filter(|rule| rule.cue.is_none() || rule.kind == QuotationKind::Direct) {
        chosen.take_rule(rule);
    }
    chosen.all.sort_by_key(|it| it.content[0].start);
    chosen.all
}

/// What was chosen, and for each word one more than the number of the attribution it is content of.
struct Chosen {
    owner: Vec<usize>,
    all: Vec<Attribution>,
}

impl Chosen {
    fn take(&mut self, attribution: Attribution) {
        self.all.push(attribution);
        let number = self.all.len();
        self.all[number - 1].content.iter().for_each(|part| self.owner[part.clone()].fill(number));
    }

    fn is_mostly_free(&self, part: &Range<usize>) -> bool {
        self.owner[part.clone()].iter().filter(|&&owner| owner != 0).count() * 2 <= part.len()
    }

    /// Takes what the rules found where nothing was chosen, and speech inside another's speech. A choice that swallowed the
    /// rule's whole attribution gives way to it.
    fn take_rule(&mut self, rule: Attribution) {
        let mut owners: Vec<usize> = rule.content.iter().cloned().flatten().map(|at| self.owner[at]).collect();
        owners.dedup();
        let [owner] = owners[..] else { return };
        if owner == 0 {
            self.all.push(rule);
        } else if rule.cue.as_ref().is_some_and(|cue| self.owner[cue.start] == owner) {
            let outer = &mut self.all[owner - 1];
            if left_over(outer, &rule) <= MOST_LEFT_OVER {
                *outer = rule;
            } else {
                self.all.push(rule);
            }
        }
    }
}

/// How many words of the outer content are no part of the inner attribution.
fn left_over(outer: &Attribution, inner: &Attribution) -> usize {
    let parts = || inner.content.iter().chain(&inner.cue).chain(&inner.source);
    outer.content.iter().cloned().flatten().filter(|at| !parts().any(|part| part.contains(at))).count()
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
        stance: stance_of(reading.words, proposal.cue.clone()),
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
