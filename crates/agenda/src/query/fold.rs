//! Text as the matcher compares it: lower-case words with single spaces between them.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Appends the folded form of `text` to `out`.
pub(crate) fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() {
        fold_ascii(text.as_bytes(), out);
    } else if text.chars().any(is_combining_mark) {
        fold_characters(text.nfc(), out);
    } else {
        fold_characters(text.chars(), out);
    }
}

/// The common case, without a look into Unicode's tables.
fn fold_ascii(text: &[u8], out: &mut String) {
    let start = out.len();
    for byte in text {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte.to_ascii_lowercase()));
        } else if out.len() > start && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    if out.len() > start && out.ends_with(' ') {
        out.pop();
    }
}

fn fold_characters(characters: impl Iterator<Item = char>, out: &mut String) {
    let start = out.len();
    for c in characters {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            // A soft hyphen and the invisible joiners stand inside words; a stress mark on a Cyrillic letter too.
            '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{301}' => {}
            _ if c.is_alphanumeric() || is_combining_mark(c) => out.extend(c.to_lowercase().map(same_letter)),
            _ if out.len() > start && !out.ends_with(' ') => out.push(' '),
            _ => {}
        }
    }
    while out.len() > start && out.ends_with(' ') {
        out.pop();
    }
}

fn same_letter(c: char) -> char {
    match c {
        'ё' => 'е',
        'ς' => 'σ',
        _ => c,
    }
}

/// True for letters of scripts that put no space between words.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{2FA1F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold(text: &str) -> String {
        let mut out = String::new();
        fold_into(text, &mut out);
        out
    }

    #[test]
    fn words_are_lower_case_with_single_spaces() {
        assert_eq!(fold("  “Covid-19”:  KYIV’s  plan! "), "covid 19 kyiv s plan");
        assert_eq!(fold("ЗЕЛЁНЫЙ Київ"), "зеленый київ");
        assert_eq!(fold("莫斯科，音乐厅"), "莫斯科 音乐厅");
    }

    proptest::proptest! {
        #[test]
        fn the_fast_path_folds_alike(text in "[ -~\t\n]{0,40}") {
            let mut slow = String::new();
            fold_characters(text.chars(), &mut slow);
            proptest::prop_assert_eq!(fold(&text), slow);
        }
    }

    #[test]
    fn composed_and_decomposed_letters_are_the_same() {
        assert_eq!(fold("Caf\u{65}\u{301}"), fold("Café"));
        assert_eq!(fold("за\u{301}мок"), "замок");
    }
}
