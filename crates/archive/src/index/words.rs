//! How words come to the index: already folded, parted by a blank from the word next to them, or by a line break where
//! no phrase may go over.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The longest word the index takes, in bytes; of a longer one it knows the beginning.
const LONGEST: usize = 65_000;

/// Splits at blanks and line breaks, and counts the places of words.
#[derive(Clone, Default)]
pub(super) struct Words;

/// The words of one text.
pub(super) struct WordStream<'a> {
    words: Placed<'a>,
    token: Token,
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        WordStream { words: placed(text), token: Token::default() }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((place, word)) = self.words.next() else { return false };
        self.token.position = place;
        self.token.text.clear();
        self.token.text.push_str(word);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// Words with their places.
pub(super) struct Placed<'a> {
    rest: &'a str,
    place: usize,
}

/// The words of a text with their places, the first at 0.
pub(super) fn placed(words: &str) -> Placed<'_> {
    Placed { rest: words.trim_start_matches(is_border), place: 0 }
}

impl<'a> Iterator for Placed<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<(usize, &'a str)> {
        if self.rest.is_empty() {
            return None;
        }
        let end = self.rest.find(is_border).unwrap_or(self.rest.len());
        let (word, behind) = self.rest.split_at(end);
        let next = behind.trim_start_matches(is_border);
        let place = self.place;
        self.place += if behind[..behind.len() - next.len()].contains('\n') { 2 } else { 1 };
        self.rest = next;
        Some((place, shortened(word)))
    }
}

fn is_border(c: char) -> bool {
    matches!(c, ' ' | '\n')
}

fn shortened(word: &str) -> &str {
    let end = (0..=LONGEST.min(word.len())).rev().find(|&end| word.is_char_boundary(end));
    &word[..end.unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_break_leaves_a_place_free() {
        let words: Vec<(usize, &str)> = placed(" city hall\nfire \n莫 斯").collect();
        assert_eq!(words, [(0, "city"), (1, "hall"), (3, "fire"), (5, "莫"), (6, "斯")]);
        assert_eq!(placed(" \n").count(), 0);
    }

    #[test]
    fn of_an_endless_word_the_beginning_is_known() {
        let endless = "ж".repeat(100_000);
        let (_, word) = placed(&endless).next().expect("a word");
        assert_eq!(word.len(), LONGEST);
    }
}
