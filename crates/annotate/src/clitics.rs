//! Clitics: what is cut off the end of a word, and units off a number.
//!
//! "don't" is "do" and "n't", "Orr's" is "Orr" and "'s", "cannot" is "can" and "not", "5pm" is "5" and "pm". Several may
//! follow each other ("they'd've"). A word is never cut to nothing.

use crate::token_lists::{contraction_at, is_unit};
use crate::tokens::Token;
use crate::words::Shape;

/// Longer words have no clitics worth looking for.
const LONGEST: usize = 40;

/// Hands over `token` and the clitics at its end, in order.
pub(crate) fn cut_off(text: &str, token: Token, take: &mut impl FnMut(Token)) {
    let word = &text[token.start..token.end];
    let cut = if word.len() <= LONGEST { last_clitic(word) } else { None };
    let Some(Cut { at, before, after }) = cut else { return take(token) };
    let middle = token.start + at;
    cut_off(text, Token::new(token.start, middle, before), take);
    take(Token::new(middle, token.end, after));
}

/// A cut and the shapes on both sides of it.
struct Cut {
    at: usize,
    before: Shape,
    after: Shape,
}

fn last_clitic(word: &str) -> Option<Cut> {
    if let Some((at, after)) = apostrophe_clitic(word) {
        return (at > 0).then_some(Cut { at, before: Shape::Letters, after });
    }
    if word.as_bytes()[0].is_ascii_digit() {
        let digits = word.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b':')).count();
        let unit = is_unit(&word[digits..].to_ascii_lowercase());
        return unit.then_some(Cut { at: digits, before: Shape::Digits, after: Shape::Letters });
    }
    if !word.is_ascii() || word.len() > 8 || word == "IM" {
        return None;
    }
    let at = contraction_at(&word.to_ascii_lowercase())?;
    Some(Cut { at, before: Shape::Letters, after: Shape::Letters })
}

fn apostrophe_clitic(word: &str) -> Option<(usize, Shape)> {
    let (at, apostrophe) = word.char_indices().rev().take(3).find(|(_, c)| matches!(c, '\'' | '’' | '`'))?;
    let ending = &word[at + apostrophe.len_utf8()..];
    let is = |clitic: &str| ending.eq_ignore_ascii_case(clitic);
    // "the 60's" is one word, "2023's" are two.
    if is("s") && at == 2 && word.as_bytes()[..2].iter().all(u8::is_ascii_digit) {
        return None;
    }
    if is("s") {
        return Some((at, Shape::Possessive));
    }
    if is("t") && word[..at].ends_with(['n', 'N']) && at > 1 {
        return Some((at - 1, Shape::Letters));
    }
    ["re", "ve", "ll", "d", "m"].into_iter().any(is).then_some((at, Shape::Letters))
}
