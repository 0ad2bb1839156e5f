//! Attributions: which words a cue lifts into speech, and whose they are.
//!
//! Every cue is tried against a few shapes, in order of trust: marked words before it (`"…," said Orr`), words introduced
//! by it (`Orr said that …`, `Orr said: "…"`), and a sentence it trails (`…, Orr said.`). What is left of the marked
//! passages is attributed in `passages`. A word belongs to the content of one cue only, so the work grows with the text.

use crate::contents::{after_cue, content_end, content_kind, trim, word_before};
use crate::cue_lists::Takes;
use crate::cues::{CueVerb, Form};
use crate::marks::Marks;
use crate::noun_phrases::{VerbGroup, phrase_ending, phrase_starting, subject_after, subject_before, verb_group};
use crate::reading::Reading;
use crate::stance::stance_of;
use crate::word_classes::{is_determiner, is_preposition, is_role, is_subject_pronoun, is_time};
use crate::words::{Shape, Words};
use overshadow_record::{MentionKind, QuotationKind, Stance};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// How far each rule is trusted where no trained engine is at work. Chosen by hand, in order of trust; not calibrated.
pub(crate) mod confidence {
    /// Marked words with a cue beside them.
    pub(crate) const DIRECT: f32 = 0.95;
    /// "According to" with a named source.
    pub(crate) const ACCORDING: f32 = 0.9;
    /// Reported speech with "that", a colon or a marked part.
    pub(crate) const INTRODUCED: f32 = 0.85;
    /// A sentence trailed by its cue.
    pub(crate) const TRAILED: f32 = 0.85;
    /// A display quotation with an attribution line, and marked words with one.
    pub(crate) const ATTRIBUTION_LINE: f32 = 0.8;
    /// Marks that were opened and never closed, with a cue at the end.
    pub(crate) const UNCLOSED: f32 = 0.7;
    /// Reported speech without "that".
    pub(crate) const BARE: f32 = 0.6;
    /// Marked words that follow attributed ones.
    pub(crate) const FLOATING: f32 = 0.55;
    /// A noun that carries a clause: "his claim that".
    pub(crate) const NOUN: f32 = 0.6;
    /// Marked words without any attribution, and words nobody is named for.
    pub(crate) const NOBODY: f32 = 0.4;
}

/// One act of attribution, in words.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Attribution {
    pub(crate) kind: QuotationKind,
    pub(crate) content: Vec<Range<usize>>,
    pub(crate) cue: Option<Range<usize>>,
    pub(crate) source: Option<Range<usize>>,
    pub(crate) stance: Stance,
    pub(crate) confidence: f32,
    pub(crate) repeat: bool,
}

/// What the search has found so far.
pub(crate) struct Found {
    pub(crate) all: Vec<Attribution>,
    /// Passages that belong to an attribution.
    pub(crate) taken: Vec<bool>,
    /// Cues that layout rules have used.
    pub(crate) used_cues: FxHashSet<usize>,
    /// Words before this one belong to the content of a cue.
    covered_until: usize,
}

/// A cue with the clause it stands in.
struct Clause {
    cue: CueVerb,
    group: VerbGroup,
    source: Option<Range<usize>>,
    /// First word of subject and cue together.
    start: usize,
    /// One past their last.
    end: usize,
    /// True when the subject follows the cue.
    inverted: bool,
}

/// Finds what cues attribute.
pub(crate) fn find_attributions(reading: Reading<'_>, found: &mut Found) {
    let mut at = 0;
    while at < reading.words.all.len() {
        let mut next = at + 1;
        if let Some(end) = reading.lexicon.phrase_at(reading.words, at) {
            source_phrase(reading, found, at..end);
            next = end;
        } else if let Some(attribution) = by_verb(reading, found, at).or_else(|| by_noun(reading, found, at)) {
            next = attribution.cue.as_ref().map_or(next, |cue| cue.end);
            found.all.push(attribution);
        }
        at = next;
    }
}

impl Found {
    /// Nothing found yet.
    pub(crate) fn new(marks: &Marks) -> Self {
        Self { all: Vec::new(), taken: vec![false; marks.all.len()], used_cues: FxHashSet::default(), covered_until: 0 }
    }

    /// Claims a passage and what continues it; its words, ready to be content.
    pub(crate) fn claim(&mut self, reading: Reading<'_>, passage: usize) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        for part in reading.marks.chain(passage) {
            self.taken[part] = true;
            parts.extend(trim(reading.words, reading.marks.all[part].inner.clone()));
        }
        parts
    }

    fn cover(&mut self, reading: Reading<'_>, range: &Range<usize>) {
        self.covered_until = self.covered_until.max(range.end);
        for at in range.clone() {
            if let Some(passage) = reading.marks.opened_at(at) {
                self.taken[passage] = true;
            }
        }
    }
}

/// The words around a cue that it can reach: its sentence, and inside speech no further than the marks.
pub(crate) fn reach(reading: Reading<'_>, at: usize) -> Range<usize> {
    let sentence = reading.layout.sentences[reading.words.all[at].sentence as usize].clone();
    match (reading.around[at] as usize).checked_sub(1) {
        Some(passage) => {
            let inner = &reading.marks.all[passage].inner;
            sentence.start.max(inner.start)..sentence.end.min(inner.end)
        }
        None => sentence,
    }
}

fn by_verb(reading: Reading<'_>, found: &mut Found, at: usize) -> Option<Attribution> {
    let cue = reading.lexicon.verb_at(reading.words, at)?;
    if found.used_cues.contains(&at) {
        return None;
    }
    let reach = reach(reading, cue.at);
    let clause = clause_of(reading, found, cue, &reach)?;
    marked_before(reading, found, &clause)
        .or_else(|| introduced(reading, found, &clause, &reach))
        .or_else(|| trailed(reading, found, &clause, &reach))
}

fn clause_of(reading: Reading<'_>, found: &Found, cue: CueVerb, reach: &Range<usize>) -> Option<Clause> {
    let words = reading.words;
    let is_participle = cue.entry.form == Form::PresentParticiple;
    let group = verb_group(words, cue.at, reach.start, is_participle);
    let mind = matches!(cue.entry.stance, Stance::Believed | Stance::Doubted | Stance::Denied);
    if group.bare_infinitive || group.negated && !mind {
        return None;
    }
    if let Some(after) = inverted_subject(reading, &cue, &group, reach) {
        let end = after.end;
        return Some(Clause { cue, group, source: Some(after), start: group.start, end, inverted: true });
    }
    if is_participle && group.start == cue.at {
        let source = subject_of_sentence(reading, found, cue.at, reach)?;
        return Some(Clause { cue, group, source: Some(source), start: cue.at, end: cue.end, inverted: false });
    }
    let subject = subject_before(words, reading.lexicon, group.start, reach.start)?;
    if cue.entry.noun_too && !fits_as_verb(words, &subject.words, &cue) {
        return None;
    }
    let aside = matches!(words.lower(subject.words.start), "you" | "one") && cue.entry.stance == Stance::Believed;
    if aside || matches!(words.lower(subject.words.start), "nobody" | "no" | "none") {
        return None;
    }
    let nobody = group.passive && words.lower(subject.words.start) == "it";
    let source = (!nobody).then_some(subject.words);
    Some(Clause { cue, group, source, start: subject.clause_start, end: cue.end, inverted: false })
}

/// `said Orr`: tried first where the subject can hardly stand before the cue.
fn inverted_subject(
    reading: Reading<'_>,
    cue: &CueVerb,
    group: &VerbGroup,
    reach: &Range<usize>,
) -> Option<Range<usize>> {
    let words = reading.words;
    if group.start < cue.at && !cue.entry.free_order {
        return None;
    }
    let before = word_before(words, group.start);
    let opens_clause = group.start == reach.start
        || matches!(before, Some(Shape::Comma | Shape::Mark | Shape::Dash | Shape::Stop))
        || matches!(words.lower(group.start.saturating_sub(1)), "как" | "як" | "as");
    if !opens_clause || cue.entry.form == Form::PresentParticiple || cue.entry.form == Form::Base {
        return None;
    }
    let after = subject_after(words, cue.end, reach.end, cue.entry.free_order)?;
    let follows_mark = group.start > 0 && reading.marks.closed_at(group.start - 1).is_some();
    let fits = follows_mark || cue.entry.free_order || ends_clause(words, after.end, reach.end);
    (fits && (group.start > reach.start || follows_mark || cue.entry.free_order)).then_some(after)
}

/// "claims" after "Orr" is a verb, after "insurance" it is a noun.
fn fits_as_verb(words: &Words<'_>, subject: &Range<usize>, cue: &CueVerb) -> bool {
    let first = words.lower(subject.start);
    let named = words.capital(subject.end - 1) || is_subject_pronoun(first) || is_role(words.lower(subject.end - 1));
    let clause_follows =
        matches!(words.lower(cue.end), "that" | "what" | "how" | "why") || words.shape(cue.end) == Some(Shape::Mark);
    let one = !is_subject_pronoun(first) && !words.lower(subject.end - 1).ends_with('s') && subject.end == cue.at;
    if cue.entry.form == Form::Base && (one || matches!(first, "he" | "she" | "it")) {
        return false;
    }
    let noun_follows =
        matches!(words.lower(cue.end), "of" | "about" | "by" | "from" | "and" | "were" | "was" | "is" | "are");
    clause_follows || named && !noun_follows
}

/// ", saying that …": the subject is that of the sentence.
fn subject_of_sentence(reading: Reading<'_>, found: &Found, at: usize, reach: &Range<usize>) -> Option<Range<usize>> {
    let words = reading.words;
    let before = word_before(words, at);
    if at == reach.start || !matches!(before, Some(Shape::Comma | Shape::Mark | Shape::Dash)) {
        return None;
    }
    let same_sentence = |source: &&Range<usize>| reach.contains(&source.start) && source.end <= at;
    if let Some(source) = found.all.last().and_then(|last| last.source.as_ref()).filter(same_sentence) {
        return Some(source.clone());
    }
    if is_subject_pronoun(words.lower(reach.start)) {
        return Some(reach.start..reach.start + 1);
    }
    let acts = |kind| matches!(kind, MentionKind::Person | MentionKind::Organisation);
    let mut names = reading.names.within(reach.start..at).take(20).filter(|name| acts(name.kind));
    names.next().map(|name| name.words.clone())
}

/// True when the clause of a cue is over at `at`, but for a time, a place or an appositive.
fn ends_clause(words: &Words<'_>, at: usize, ceiling: usize) -> bool {
    if at >= ceiling {
        return true;
    }
    match words.shape(at) {
        Some(Shape::Stop | Shape::Comma | Shape::Semicolon | Shape::Dash | Shape::Closing | Shape::Mark) => true,
        Some(Shape::Letters) if is_preposition(words.lower(at)) || is_time(words.lower(at)) => {
            let tail = at..ceiling.min(at + 9);
            tail.clone()
                .find(|&place| !matches!(words.shape(place), Some(Shape::Letters | Shape::Digits | Shape::Hyphen)))
                .map_or(tail.end == ceiling, |place| matches!(words.shape(place), Some(Shape::Stop | Shape::Comma)))
        }
        _ => false,
    }
}

/// `"…," said Orr`: the passage that closes right before the clause.
fn marked_before(reading: Reading<'_>, found: &mut Found, clause: &Clause) -> Option<Attribution> {
    let words = reading.words;
    let close = skip_signs_back(words, clause.start)?;
    let passage = reading.marks.closed_at(close).filter(|&passage| !found.taken[passage])?;
    let outer_sign = close + 1 < clause.start;
    let inner = reading.marks.all[passage].inner.clone();
    let full_stop = words.as_written(inner.end.saturating_sub(1)) == "." && !inner.is_empty();
    let speech = reading.marks.is_speech(words, passage) || outer_sign && inner.len() > 1;
    let tail_reach = reach(reading, clause.cue.at).end;
    let new_sentence = full_stop && !clause.inverted && !ends_clause(words, clause.end, tail_reach);
    if !speech || !words.same_paragraph(close, clause.cue.at) || new_sentence {
        return None;
    }
    let prefix = unmarked_prefix(reading, found, passage);
    let mut content = found.claim(reading, passage);
    if let (Some(start), Some(first)) = (prefix, content.first_mut()) {
        first.start = start;
    }
    content.extend(resumed_after(reading, found, clause.end));
    let kind = if prefix.is_some() { QuotationKind::Mixed } else { QuotationKind::Direct };
    found.covered_until = found.covered_until.max(clause.end);
    Some(attribution(reading.words, clause, kind, content, confidence::DIRECT))
}

/// The closing mark before the clause, a comma or dash between them passed over.
fn skip_signs_back(words: &Words<'_>, start: usize) -> Option<usize> {
    let mut at = start.checked_sub(1)?;
    for _ in 0..2 {
        if matches!(words.shape(at), Some(Shape::Comma | Shape::Dash)) {
            at = at.checked_sub(1)?;
        }
    }
    Some(at)
}

/// `The deal is "a disaster," Orr said`: the words of the sentence before the mark belong to the content.
fn unmarked_prefix(reading: Reading<'_>, found: &Found, passage: usize) -> Option<usize> {
    let marked = &reading.marks.all[passage];
    let open = marked.open?;
    let start = reach(reading, open).start.max(found.covered_until);
    let continues_sentence = !reading.words.capital(marked.inner.start) && open >= start + 2;
    continues_sentence.then_some(start)
}

/// `"…," he said. "…"`: the passage that goes on after the clause, unless it has a cue of its own.
fn resumed_after(reading: Reading<'_>, found: &mut Found, clause_end: usize) -> Vec<Range<usize>> {
    let words = reading.words;
    let mut at = clause_end;
    while at < clause_end + 12 && !matches!(words.shape(at), Some(Shape::Mark | Shape::Stop) | None) {
        at += 1;
    }
    if words.shape(at) == Some(Shape::Stop) {
        at += 1;
    }
    let opened = reading.marks.opened_at(at).filter(|&passage| {
        words.same_paragraph(at, clause_end - 1)
            && !found.taken[passage]
            && matches!(word_before(words, at), Some(Shape::Comma | Shape::Stop | Shape::Colon | Shape::Dash))
            && reading.marks.is_speech(words, passage)
            && !has_own_cue(reading, passage)
    });
    opened.map(|passage| found.claim(reading, passage)).unwrap_or_default()
}

/// True when a cue follows the passage closely.
fn has_own_cue(reading: Reading<'_>, passage: usize) -> bool {
    let words = reading.words;
    let mut at = reading.marks.all[passage].inner.end + 1;
    let ends_sentence = words.as_written(at.saturating_sub(2)) == ".";
    let ceiling = at + 6;
    while at < ceiling && matches!(words.shape(at), Some(Shape::Letters | Shape::Comma | Shape::Dash | Shape::Hyphen)) {
        if reading.lexicon.verb_at(words, at).is_some_and(|cue| cue.entry.form != Form::PresentParticiple) {
            return words.same_paragraph(at, ceiling - 7) && !ends_sentence;
        }
        at += 1;
    }
    false
}

/// `Orr said that …`, `Orr said: "…"`.
fn introduced(reading: Reading<'_>, found: &mut Found, clause: &Clause, reach: &Range<usize>) -> Option<Attribution> {
    let words = reading.words;
    let inside_content = clause.cue.at < found.covered_until;
    let lead = after_cue(reading, clause.cue.entry.takes, clause.end, reach, clause.group.passive)?;
    if lead.passage.is_some_and(|passage| found.taken[passage]) {
        return None;
    }
    if let Some(passage) = lead.passage {
        let inner_end = reading.marks.all[passage].inner.end;
        if lead.only_marked(reading, inner_end, reach) {
            let mut content = found.claim(reading, passage);
            content.extend(resumed_after(reading, found, inner_end + 1));
            return Some(attribution(reading.words, clause, QuotationKind::Direct, content, confidence::DIRECT));
        }
    }
    let speech_inside_speech = reading.around[clause.cue.at] != 0;
    let heading = is_heading(reading, words.all[clause.cue.at].paragraph as usize);
    if inside_content || speech_inside_speech || heading || clause.inverted && !clause.cue.entry.free_order {
        return None;
    }
    let end = content_end(reading, lead.start, reach.end);
    let content = trim(words, lead.start..end)?;
    if content.len() < 2 {
        return None;
    }
    let kind = content_kind(reading, &content);
    let sure = if lead.joined || kind == QuotationKind::Mixed { confidence::INTRODUCED } else { confidence::BARE };
    found.cover(reading, &content);
    Some(attribution(reading.words, clause, kind, vec![content], sure))
}

/// True for a short paragraph without a stop among others with one: a headline in mid-text is nobody's words.
pub(crate) fn is_heading(reading: Reading<'_>, paragraph: usize) -> bool {
    let ends_with_stop = |range: &Range<usize>| {
        let last = reading.words.shape(range.end - 1);
        matches!(last, Some(Shape::Stop | Shape::Mark | Shape::Colon | Shape::Closing | Shape::Comma | Shape::Dash))
    };
    let range = &reading.layout.paragraphs[paragraph];
    let beside =
        |place: Option<usize>| place.and_then(|place| reading.layout.paragraphs.get(place)).is_some_and(ends_with_stop);
    range.len() <= 16 && !ends_with_stop(range) && (beside(paragraph.checked_sub(1)) || beside(Some(paragraph + 1)))
}

/// `…, Orr said.` and `…, Orr said, …`.
fn trailed(reading: Reading<'_>, found: &mut Found, clause: &Clause, reach: &Range<usize>) -> Option<Attribution> {
    let words = reading.words;
    let as_clause = matches!(words.lower(clause.start.saturating_sub(1)), "as" | "как" | "як");
    let start = if as_clause { clause.start - 1 } else { clause.start };
    if clause.cue.entry.takes == Takes::Anything
        || reading.around[clause.cue.at] != 0
        || !ends_clause(words, clause.end, reach.end)
    {
        return None;
    }
    let mut content = surrounding(reading, found, start..clause.end, reach, !clause.inverted || as_clause)?;
    content.sort_by_key(|part| part.start);
    let kind = if content.iter().any(|part| content_kind(reading, part) == QuotationKind::Mixed) {
        QuotationKind::Mixed
    } else {
        QuotationKind::Indirect
    };
    content.iter().for_each(|part| found.cover(reading, part));
    found.covered_until = found.covered_until.max(clause.end);
    Some(attribution(reading.words, clause, kind, content, confidence::TRAILED))
}

/// The parts of the sentence on both sides of an inserted clause.
fn surrounding(
    reading: Reading<'_>,
    found: &Found,
    inserted: Range<usize>,
    reach: &Range<usize>,
    may_go_on: bool,
) -> Option<Vec<Range<usize>>> {
    let words = reading.words;
    let base = reach.start.max(found.covered_until.min(inserted.start));
    let mut parts = Vec::new();
    let set_off = matches!(word_before(words, inserted.start), Some(Shape::Comma | Shape::Dash | Shape::Mark));
    if set_off && inserted.start >= base + 3 {
        parts.extend(trim(words, base..inserted.start));
    }
    // Words that are somebody's content already are not read again: the work stays in proportion to the text.
    let free = inserted.end >= found.covered_until;
    let goes_on = free
        && may_go_on
        && words.shape(inserted.end) == Some(Shape::Comma)
        && begins_content(reading, inserted.end + 1);
    if goes_on && (set_off || inserted.start == reach.start) && reach.end > inserted.end + 3 {
        let end = content_end(reading, inserted.end + 1, reach.end);
        parts.extend(trim(words, inserted.end + 1..end));
    }
    (!parts.is_empty()).then_some(parts)
}

/// False for what follows a clause without being part of the speech: appositives and participles.
fn begins_content(reading: Reading<'_>, at: usize) -> bool {
    let words = reading.words;
    let participle = words.lower(at).ends_with("ing")
        || matches!(words.lower(at), "who" | "which" | "citing" | "whose" | "referring");
    let appositive = is_determiner(words.lower(at)) && (at..at + 4).any(|place| is_role(words.lower(place)));
    !participle && !appositive && words.shape(at).is_some()
}

/// `According to Orr, …` and `…, according to Orr.`
fn source_phrase(reading: Reading<'_>, found: &mut Found, phrase: Range<usize>) {
    let words = reading.words;
    let reach = reach(reading, phrase.start);
    let Some(source) = phrase_starting(words, phrase.end, reach.end) else { return };
    let made = Attribution {
        kind: QuotationKind::Indirect,
        content: Vec::new(),
        cue: Some(phrase.clone()),
        source: Some(source.clone()),
        stance: Stance::Said,
        confidence: confidence::ACCORDING,
        repeat: false,
    };
    let marked = skip_signs_back(words, phrase.start).and_then(|close| reading.marks.closed_at(close));
    if let Some(passage) = marked.filter(|&passage| !found.taken[passage] && reading.marks.is_speech(words, passage)) {
        let content = found.claim(reading, passage);
        found.all.push(Attribution { kind: QuotationKind::Direct, content, ..made });
        return;
    }
    if reading.around[phrase.start] != 0 || phrase.start < found.covered_until {
        return;
    }
    let end = (source.end..reach.end.min(source.end + 15))
        .find(|&at| words.shape(at) == Some(Shape::Comma))
        .unwrap_or(source.end);
    let base = reach.start.max(found.covered_until.min(phrase.start));
    let leads = phrase.start <= base + 1;
    let content = if leads {
        after_phrase(reading, end, &reach)
    } else {
        surrounding_phrase(reading, found, phrase.start..end, &reach)
    };
    if let Some(content) = content {
        let mixed = content.iter().any(|part| content_kind(reading, part) == QuotationKind::Mixed);
        content.iter().for_each(|part| found.cover(reading, part));
        let kind = if mixed { QuotationKind::Mixed } else { QuotationKind::Indirect };
        found.all.push(Attribution { kind, content, ..made });
    }
}

fn after_phrase(reading: Reading<'_>, end: usize, reach: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let start = if reading.words.shape(end) == Some(Shape::Comma) { end + 1 } else { end };
    if start >= reach.end {
        return None;
    }
    trim(reading.words, start..content_end(reading, start, reach.end)).map(|part| vec![part])
}

fn surrounding_phrase(
    reading: Reading<'_>,
    found: &Found,
    phrase: Range<usize>,
    reach: &Range<usize>,
) -> Option<Vec<Range<usize>>> {
    let base = reach.start.max(found.covered_until.min(phrase.start));
    let before = trim(reading.words, base..phrase.start).filter(|part| part.len() >= 3)?;
    Some(vec![before])
}

/// "his claim that …".
fn by_noun(reading: Reading<'_>, found: &mut Found, at: usize) -> Option<Attribution> {
    let words = reading.words;
    let carries_clause = reading.lexicon.is_noun(words.lower(at)) && words.lower(at + 1) == "that";
    if !carries_clause || at < found.covered_until || reading.around[at] != 0 || at == 0 {
        return None;
    }
    let reach = reach(reading, at);
    let source = match words.shape(at - 1) {
        Some(Shape::Possessive) => phrase_ending(words, reading.lexicon, at - 1, reach.start)?,
        _ if matches!(words.lower(at - 1), "his" | "her" | "their" | "its" | "my" | "our") => at - 1..at,
        _ => return None,
    };
    let end = content_end(reading, at + 1, reach.end);
    let content = trim(words, at + 1..end).filter(|content| content.len() > 2)?;
    found.cover(reading, &content);
    Some(Attribution {
        kind: content_kind(reading, &content),
        content: vec![content],
        cue: Some(at..at + 1),
        source: Some(source),
        stance: stance_of(words, at..at + 1),
        confidence: confidence::NOUN,
        repeat: false,
    })
}

fn attribution(
    words: &Words<'_>,
    clause: &Clause,
    kind: QuotationKind,
    content: Vec<Range<usize>>,
    sure: f32,
) -> Attribution {
    Attribution {
        kind,
        content,
        cue: Some(clause.cue.at..clause.cue.end),
        source: clause.source.clone(),
        stance: stance_of(words, clause.cue.at..clause.cue.end),
        confidence: if clause.source.is_some() { sure } else { sure.min(confidence::NOBODY) },
        repeat: false,
    }
}
