//! The words of a text with their places, for an index: what a term finds there is what the matcher finds in the text.
//!
//! A word ends where the matcher lets a term end: at a blank, and on both sides of each letter of a script that puts no
//! space between words. Words are parted by blanks. A space beside such a letter, which tells two texts apart, is a word of
//! its own, `_`, which no text has.

use super::fold::{fold_into, is_unspaced};

/// Appends the folded words of `text` to `out`.
pub fn places_into(text: &str, out: &mut String) {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    if folded.is_ascii() {
        out.push_str(&folded);
        return;
    }
    let mut before: Option<char> = None;
    let mut characters = folded.chars();
    while let Some(c) = characters.next() {
        if c != ' ' {
            if before.is_some_and(|before| is_unspaced(before) || is_unspaced(c)) {
                out.push(' ');
            }
            out.push(c);
            before = Some(c);
            continue;
        }
        let after = characters.next();
        let is_border = before.into_iter().chain(after).any(is_unspaced);
        out.push_str(if is_border { " _ " } else { " " });
        out.extend(after);
        before = after;
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Fields, Matcher, Scratch};
    use super::*;
    use proptest::prelude::*;

    fn places(text: &str) -> String {
        let mut out = String::new();
        places_into(text, &mut out);
        out
    }

    #[test]
    fn letters_without_spaces_are_words_of_their_own() {
        assert_eq!(places("Covid-19 in Kyïv"), "covid 19 in kyïv");
        assert_eq!(places("俄罗斯 莫斯科abc de"), "俄 罗 斯 _ 莫 斯 科 abc de");
    }

    fn found_by_places(term: &str, prefix: bool, text: &str) -> bool {
        let (wanted, words): (Vec<&str>, Vec<&str>) = (term.split(' ').collect(), text.split(' ').collect());
        let fits = |(word, (nth, wanted)): (&&str, (usize, &&str))| {
            word == wanted || (prefix && nth + 1 == term.split(' ').count() && word.starts_with(wanted))
        };
        words.windows(wanted.len()).any(|window| window.iter().zip(wanted.iter().enumerate()).all(fits))
    }

    proptest! {
        #[test]
        fn places_find_what_the_matcher_finds(
            text in "[ab莫斯 ー-]{0,14}",
            term in "[ab莫斯 ー]{0,3}[ab莫]",
            prefix in any::<bool>(),
        ) {
            let query = format!("\"{term}\"{}", if prefix { "*" } else { "" });
            let matcher = Matcher::new([query.as_str()]).unwrap();
            let fields = Fields { title: &text, ..Fields::default() };
            let by_matcher = !matcher.subjects(fields, &mut Scratch::default()).is_empty();
            prop_assert_eq!(found_by_places(&places(&term), prefix, &places(&text)), by_matcher, "{} in {}", query, text);
        }
    }
}
