//! The words of a text around what a query found in it.

use super::fold::{fold_into, is_unspaced};
use super::matcher::looks_into;
use super::parse::{Expression, Field, Term};
use std::ops::Range;

/// Characters before and after the first word found.
const BEFORE: usize = 60;
const AFTER: usize = 140;
/// What stands before and after each word found.
const MARK: &str = "**";

/// The beginning of a text from shortly before the first of the query's words in it, or from its head where there is
/// none; `part` says whether it is the title or the text of an article. The words found stand between two asterisks on each side, and what is left out at an end is `…`.
#[must_use]
pub fn excerpt(query: &Expression, part: Field, text: &str) -> String {
    let found = places(query, part, text);
    let first = found.first().map_or(0, |place| place.start);
    let start = back(text, first);
    let end = forth(text, first);
    let mut excerpt = String::from(if start > 0 { "… " } else { "" });
    let mut at = start;
    for place in found.into_iter().filter(|place| place.start >= start && place.end <= end) {
        excerpt.push_str(&text[at..place.start]);
        excerpt.push_str(MARK);
        excerpt.push_str(&text[place.clone()]);
        excerpt.push_str(MARK);
        at = place.end;
    }
    excerpt.push_str(&text[at..end]);
    let mut excerpt = excerpt.split_whitespace().collect::<Vec<_>>().join(" ");
    if end < text.len() {
        excerpt.push_str(" …");
    }
    excerpt
}

/// A word of a text.
struct Word {
    place: Range<usize>,
    folded: String,
}

/// Where the words of a query stand, in order, none inside another.
fn places(query: &Expression, part: Field, text: &str) -> Vec<Range<usize>> {
    let mut terms = Vec::new();
    wanted(query, part, &mut terms);
    let words = words(text);
    let mut found: Vec<Range<usize>> = terms.iter().flat_map(|term| places_of(term, &words, text)).collect();
    found.sort_unstable_by_key(|place| (place.start, usize::MAX - place.end));
    let mut reached = 0;
    found.retain(|place| {
        let is_free = place.start >= reached;
        if is_free {
            reached = place.end;
        }
        is_free
    });
    found
}

/// The terms that look into a part of an article, without those that must not be there.
fn wanted<'q>(query: &'q Expression, part: Field, terms: &mut Vec<&'q Term>) {
    match query {
        Expression::Term(term) if looks_into(term.field, part) => terms.push(term),
        Expression::And(parts) | Expression::Or(parts) => parts.iter().for_each(|one| wanted(one, part, terms)),
        Expression::Term(_) | Expression::Not(_) => {}
    }
}

fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut start = None;
    let mut folded = String::new();
    let ends = text.char_indices().map(|(at, c)| (at, Some(c))).chain([(text.len(), None)]);
    for (at, c) in ends {
        let mut one = String::new();
        if let Some(c) = c {
            fold_into(c.encode_utf8(&mut [0; 4]), &mut one);
        }
        let is_inside = c.is_some_and(|c| !one.is_empty() || (start.is_some() && is_silent(c)));
        match (is_inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                folded.clear();
                fold_into(&text[from..at], &mut folded);
                words.push(Word { place: from..at, folded: folded.clone() });
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Characters that folding leaves out and that part no words.
fn is_silent(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{301}')
}

fn places_of(term: &Term, words: &[Word], text: &str) -> Vec<Range<usize>> {
    let wanted: Vec<&str> = term.words.split(' ').collect();
    if wanted.len() == 1 && wanted[0].chars().any(is_unspaced) {
        return words.iter().flat_map(|word| inside(wanted[0], word, text)).collect();
    }
    let is_last = |at: usize| at + 1 == wanted.len();
    let fits = |window: &[Word]| {
        window.iter().zip(&wanted).enumerate().all(|(at, (word, wanted))| {
            word.folded == *wanted || (term.prefix && is_last(at) && word.folded.starts_with(wanted))
        })
    };
    let windows = words.windows(wanted.len()).filter(|window| fits(window));
    windows.map(|window| window[0].place.start..window[window.len() - 1].place.end).collect()
}

/// The places of letters that stand anywhere in a word.
fn inside(wanted: &str, word: &Word, text: &str) -> Vec<Range<usize>> {
    let written = &text[word.place.clone()];
    if written.chars().count() != word.folded.chars().count() {
        return if word.folded.contains(wanted) { vec![word.place.clone()] } else { Vec::new() };
    }
    let byte =
        |character: usize| word.place.start + written.char_indices().nth(character).map_or(written.len(), |(at, _)| at);
    let length = wanted.chars().count();
    let place = |(at, _): (usize, &str)| {
        let from = word.folded[..at].chars().count();
        byte(from)..byte(from + length)
    };
    word.folded.match_indices(wanted).map(place).collect()
}

/// So many characters before a place, at the beginning of a word.
fn back(text: &str, from: usize) -> usize {
    let Some((at, _)) = text[..from].char_indices().rev().nth(BEFORE) else { return 0 };
    text[at..from].find(char::is_whitespace).map_or(at, |space| at + space)
}

/// So many characters behind a place, at the end of a word.
fn forth(text: &str, from: usize) -> usize {
    let Some((at, _)) = text[from..].char_indices().nth(AFTER) else { return text.len() };
    text[from..from + at].rfind(char::is_whitespace).filter(|space| *space > 0).map_or(from + at, |space| from + space)
}

#[cfg(test)]
mod tests {
    use super::super::{Fields, Matcher, Scratch, parse};
    use super::*;
    use proptest::prelude::*;

    fn of(query: &str, text: &str) -> String {
        excerpt(&parse(query).unwrap(), Field::Text, text)
    }

    #[test]
    fn what_is_found_is_marked() {
        assert_eq!(of("harbour", "The Harbour is shut."), "The **Harbour** is shut.");
        assert_eq!(of("zelensk* OR \"city hall\"", "Zelenskyy at City  Hall."), "**Zelenskyy** at **City Hall**.");
        assert_eq!(of("莫斯科", "俄罗斯莫斯科音乐厅"), "俄罗斯**莫斯科**音乐厅");
        assert_eq!(of("замок", "Это за\u{301}мок"), "Это **за\u{301}мок**");
        assert_eq!(of("war NOT peace", "Peace, no war"), "Peace, no **war**");
        assert_eq!(of("outlet:bbc OR title:war", "Peace, no war"), "Peace, no war");
    }

    #[test]
    fn a_long_text_is_cut_at_words() {
        let text = format!("{}storm{}", "before it rained ".repeat(20), " and after it too".repeat(20));
        let shown = of("storm", &text);
        assert!(shown.starts_with("… ") && shown.ends_with(" …") && shown.contains("**storm** and after"), "{shown}");
        assert!(shown.chars().count() < BEFORE + AFTER + 20);
        let shown = of("nothing", &text);
        assert!(shown.starts_with("before it rained before"), "{shown}");
    }

    proptest! {
        /// What the matcher finds is marked, and nothing else.
        #[test]
        fn the_matcher_and_the_excerpt_agree(
            text in "[abё .,«-]{0,40}",
            term in "[abе]{1,2}( [ab]{1,2})?",
            star in prop::bool::ANY,
        ) {
            let query = format!("\"{term}\"{}", if star { "*" } else { "" });
            let matcher = Matcher::new([query.as_str()]).unwrap();
            let fields = Fields { text: &text, ..Fields::default() };
            let is_found = !matcher.subjects(fields, &mut Scratch::default()).is_empty();
            prop_assert_eq!(of(&query, &text).contains(MARK), is_found, "{} in {}", query, text);
        }

        /// Whatever the text, an excerpt is made, and all of a short one is in it.
        #[test]
        fn any_text_has_an_excerpt(text in "\\PC{0,400}", word in "[a-z莫а]{1,2}") {
            let shown = of(&format!("{word}*"), &text);
            if text.chars().count() < BEFORE {
                let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
                prop_assert_eq!(shown.replace(MARK, ""), plain(&text.replace(MARK, "")));
            }
        }
    }
}
