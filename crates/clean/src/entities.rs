//! Text of HTML as it is read: `&quot;`, `&#8211;` and their kin become letters.

use std::borrow::Cow;
use web_atoms::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// Bytes of the longest name.
const LONGEST: usize = 32;

/// The letters that some text of a page stands for.
pub(crate) fn decoded(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut letters = String::with_capacity(text.len());
    letters.push_str(&text[..first]);
    let mut rest = &text[first..];
    loop {
        match entity(rest) {
            Some((one, two, length)) => {
                letters.extend([Some(one), two].into_iter().flatten());
                rest = &rest[length..];
            }
            None => {
                letters.push('&');
                rest = &rest[1..];
            }
        }
        let Some(next) = memchr::memchr(b'&', rest.as_bytes()) else { break };
        letters.push_str(&rest[..next]);
        rest = &rest[next..];
    }
    letters.push_str(rest);
    Cow::Owned(letters)
}

/// What an entity at the beginning of `text` stands for, and its length.
fn entity(text: &str) -> Option<(char, Option<char>, usize)> {
    match text.strip_prefix("&#") {
        Some(number) => numbered(number).map(|(letter, length)| (letter, None, length + 2)),
        None => named(&text[1..]),
    }
}

fn numbered(text: &str) -> Option<(char, usize)> {
    let hexadecimal = text.starts_with(['x', 'X']);
    let (radix, skipped) = if hexadecimal { (16, 1) } else { (10, 0) };
    let digits = text[skipped..].bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
    if digits == 0 {
        return None;
    }
    let number = u32::from_str_radix(&text[skipped..skipped + digits], radix).unwrap_or(u32::MAX);
    let end = skipped + digits;
    let length = if text[end..].starts_with(';') { end + 1 } else { end };
    // Numbers from 128 to 159 are meant as of Windows-1252.
    let replaced = number.checked_sub(0x80).and_then(|at| *C1_REPLACEMENTS.get(at as usize)?);
    let letter = replaced.or_else(|| char::from_u32(number)).filter(|letter| *letter != '\0');
    Some((letter.unwrap_or(char::REPLACEMENT_CHARACTER), length))
}

/// The longest name that `text` begins with. Few names may lack their semicolon.
fn named(text: &str) -> Option<(char, Option<char>, usize)> {
    let letters = text.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    let with_end = letters + usize::from(text[letters..].starts_with(';'));
    (2..=with_end).rev().find_map(|length| {
        let (one, two) = *NAMED_ENTITIES.get(&text[..length]).filter(|letters| letters.0 != 0)?;
        Some((char::from_u32(one)?, char::from_u32(two).filter(|_| two != 0), length + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_become_letters_and_all_else_stays() {
        for (text, letters) in [
            ("a &amp; b &lt;c&gt;", "a & b <c>"),
            ("&laquo;Нет&raquo;&nbsp;&mdash; да", "«Нет»\u{a0}— да"),
            ("&#8220;x&#x201D; &#150; &#0;", "“x” – \u{fffd}"),
            ("R&D & AT&T; &unknown; &", "R&D & AT&T; &unknown; &"),
            ("&copy 2031 &notit;", "© 2031 ¬it;"),
            ("&#99999999999; &#x;", "\u{fffd} &#x;"),
        ] {
            assert_eq!(decoded(text), letters);
        }
    }
}
