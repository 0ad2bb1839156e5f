//! Names as the recogniser finds them in an article, joined with the runs of capitals it passes over.
//!
//! The recogniser says where persons, organisations and places are. Titles and roles before a name stay outside it, as
//! with the rules. A run of capitals in which it sees nothing is still a name of something, unless a title says of whom.

use crate::name_lists::is_never_a_name;
use crate::names::{Name, gender_of, is_role_word};
use crate::recogniser::{Page, Recogniser};
use crate::sentences::Layout;
use crate::words::{Shape, Words};
use overshadow_record::MentionKind;
use std::ops::Range;

/// The names the recogniser finds, titles cut off.
pub(crate) fn recognise(words: &Words<'_>, layout: &Layout, recogniser: &Recogniser) -> Vec<Name> {
    let mut page = Page::new();
    for sentence in &layout.sentences {
        page.begin_sentence();
        sentence.clone().for_each(|at| page.push(words.as_written(at), words.lower(at)));
    }
    let found = recogniser.names(&page);
    found.into_iter().filter_map(|found| name(words, found.words, found.kind)).collect()
}

fn name(words: &Words<'_>, range: Range<usize>, kind: MentionKind) -> Option<Name> {
    let Range { mut start, end } = range;
    let is_person = kind == MentionKind::Person;
    let mut titled = title_before(words, start);
    while is_person && start < end && (is_role_word(words.lower(start)) || words.as_written(start) == ".") {
        if words.as_written(start) != "." {
            titled = Some(words.lower(start));
        }
        start += 1;
    }
    let role_after = (start + 2..end).find(|&at| is_person && is_role_word(words.lower(at)));
    let end = role_after.unwrap_or(end);
    let empty = (start..end).all(|at| words.shape(at) != Some(Shape::Letters) || is_never_a_name(words.lower(at)));
    if empty || is_masked(words, start..end) {
        return None;
    }
    let gender = if is_person { gender_of(titled, words.lower(start)) } else { None };
    let full = words.span(start, end).of(words.text).to_owned();
    Some(Name::new(start..end, kind, full, gender))
}

/// True for a name of which asterisks hide a part: it names nobody.
fn is_masked(words: &Words<'_>, range: Range<usize>) -> bool {
    let span = words.span(range.start, range.end);
    words.text[..span.start as usize].ends_with('*') || words.text[span.end as usize..].starts_with('*')
}

/// The title or role right before word `at`, a stop between them or not.
fn title_before<'a>(words: &'a Words<'_>, at: usize) -> Option<&'a str> {
    let stops = usize::from(at > 0 && words.as_written(at - 1) == ".");
    let title = words.lower(at.checked_sub(1 + stops)?);
    is_role_word(title).then_some(title)
}

/// Both lists as one in order; of `runs` those that touch none of `recognised`.
pub(crate) fn join(recognised: Vec<Name>, runs: Vec<Name>) -> Vec<Name> {
    let mut all: Vec<Name> = Vec::with_capacity(recognised.len() + runs.len());
    let mut runs = runs.into_iter().peekable();
    for name in recognised {
        while let Some(run) = runs.next_if(|run| run.words.start < name.words.end) {
            let free = run.words.end <= name.words.start;
            all.extend(free.then_some(run));
        }
        let clear = all.last().is_none_or(|last| last.words.end <= name.words.start);
        all.extend(clear.then_some(name));
    }
    all.extend(runs);
    drop_touching(&mut all);
    all
}

/// A run may reach into the recognised name before it.
fn drop_touching(all: &mut Vec<Name>) {
    let mut end = 0;
    all.retain(|name| {
        let clear = name.words.start >= end;
        end = end.max(name.words.end);
        clear
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(words: Range<usize>, kind: MentionKind) -> Name {
        Name::new(words, kind, String::new(), None)
    }

    #[test]
    fn runs_fill_what_the_recogniser_left_open() {
        let recognised = vec![named(2..4, MentionKind::Person), named(8..9, MentionKind::Place)];
        let runs = [0..1, 1..3, 3..5, 6..7, 8..10, 11..12].map(|range| named(range, MentionKind::Other));
        let joined = join(recognised, runs.into());
        let ranges: Vec<_> = joined.into_iter().map(|name| name.words).collect();
        assert_eq!(ranges, [0..1, 2..4, 6..7, 8..9, 11..12]);
    }
}
