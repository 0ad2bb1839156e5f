//! Text from crawled pages, made harmless for a terminal, and how many columns it takes there.
//!
//! A headline may hold escape sequences that recolour, clear or retitle a terminal, and marks that reverse the text
//! around them. They are shown as what they are (`\u{1b}`), never obeyed and never silently dropped.

use unicode_width::UnicodeWidthChar;

/// The text on one line, with control and direction characters written out.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => out.push(' '),
            _ if hidden(character) => out.extend(character.escape_unicode()),
            _ => out.push(character),
        }
    }
    out
}

fn hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Columns the text takes on a terminal: two for a Chinese character, none for a combining accent.
pub(crate) fn columns(text: &str) -> usize {
    text.chars().map(|character| character.width().unwrap_or(0)).sum()
}

/// The text cut to so many columns, with `…` where something is missing.
#[must_use]
pub fn shortened(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for character in text.chars() {
        used += character.width().unwrap_or(0);
        if used > width {
            break;
        }
        out.push(character);
    }
    out + "…"
}

/// The text broken at spaces into lines of at most so many columns; a longer word is broken within. Nothing is lost but
/// the spaces at the breaks.
#[must_use]
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    // A narrow no-break space keeps a number and its unit together, so not every white space is a place to break.
    for word in text.split([' ', '\n', '\t']).filter(|word| !word.is_empty()) {
        push_word(word, width.max(2), &mut lines);
    }
    lines
}

fn push_word(word: &str, width: usize, lines: &mut Vec<String>) {
    let line = lines.last_mut().expect("there is always a line to write on");
    let gap = usize::from(!line.is_empty());
    if columns(line) + gap + columns(word) <= width {
        line.push_str(if gap == 1 { " " } else { "" });
        line.push_str(word);
        return;
    }
    if gap == 1 {
        lines.push(String::new());
    }
    for character in word.chars() {
        let line = lines.last_mut().expect("there is always a line to write on");
        if columns(line) + character.width().unwrap_or(0) > width {
            lines.push(String::new());
        }
        lines.last_mut().expect("there is always a line to write on").push(character);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_are_shown_not_obeyed() {
        assert_eq!(escaped("a\u{1b}[2Jb\u{202e}c\nd"), "a\\u{1b}[2Jb\\u{202e}c d");
    }

    #[test]
    fn chinese_takes_two_columns_and_accents_none() {
        assert_eq!(columns("新闻"), 4);
        assert_eq!(columns("e\u{301}"), 1);
        assert_eq!(shortened("新闻报道", 5), "新闻…");
    }

    #[test]
    fn wrapping_loses_no_word() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("abcdefghij k", 4), ["abcd", "efgh", "ij k"]);
    }
}
