//! Turns: whose words are given without anybody being named beside them.
//!
//! In an interview of questions and answers ("Q:", "A:") the answers are the words of the person the article introduces
//! first; "you" in a question is that person too. A display that repeats words of the body is counted there, and has no
//! speaker here.

use super::{Answer, Casting};
use crate::attributions::Attribution;
use crate::words::{Shape, Words};

/// Names speakers that nothing beside the quotation names.
pub(super) fn name_unmentioned(casting: &mut Casting<'_>) {
    let interviewee = interviewee(casting);
    for (place, attribution) in casting.attributions.iter().enumerate() {
        let member = match &attribution.source {
            Some(source) => {
                let asked = source.len() == 1 && casting.reading.words.lower(source.start) == "you";
                interviewee.filter(|_| asked && label(casting, source.start) == Some(Label::Question))
            }
            None => answering(casting, attribution, interviewee),
        };
        if let Some(member) = member {
            casting.answers[place] = Some(Answer { member: Some(member), gender: None, is_person: true });
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Question,
    Answer,
}

/// How the paragraph of word `at` is labelled.
fn label(casting: &Casting<'_>, at: usize) -> Option<Label> {
    let words = casting.reading.words;
    let start = casting.reading.layout.paragraphs[words.all[at].paragraph as usize].start;
    label_at(words, start)
}

fn label_at(words: &Words<'_>, start: usize) -> Option<Label> {
    if !matches!(words.shape(start + 1), Some(Shape::Colon | Shape::Stop)) {
        return None;
    }
    match words.lower(start) {
        "q" | "question" => Some(Label::Question),
        "a" | "answer" => Some(Label::Answer),
        _ => None,
    }
}

/// The first person of an article that has questions and answers.
fn interviewee(casting: &Casting<'_>) -> Option<usize> {
    let words = casting.reading.words;
    let mut labels = casting.reading.layout.paragraphs.iter().filter_map(|paragraph| label_at(words, paragraph.start));
    let first = labels.next()?;
    labels.any(|label| label != first).then_some(())?;
    casting.cast.seen.iter().map(|seen| seen.member).find(|&member| casting.cast.is_person(member))
}

fn answering(casting: &Casting<'_>, attribution: &Attribution, interviewee: Option<usize>) -> Option<usize> {
    let start = attribution.content.first()?.start;
    interviewee.filter(|_| label(casting, start) == Some(Label::Answer))
}
