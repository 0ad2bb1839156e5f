//! From a text to the set of its word 5-grams, as hashes.
//!
//! A word is a run of letters and digits in lower case; in scripts that do not part words (Han, kana, Thai and their
//! kin) every letter is one. Hashes have 32 bits: two texts of a thousand words share one by chance once in some thousand
//! pairs, which moves no similarity.

use unicode_normalization::UnicodeNormalization;

/// Words in a shingle.
pub(super) const SHINGLE_WORDS: usize = 5;
/// Texts of fewer words have no shingles.
pub(super) const FEWEST_WORDS: usize = 10;

/// The hashes of a text's words, in order.
pub(super) fn words(text: &str) -> Vec<u64> {
    let mut words = Vec::with_capacity(text.len() / 6);
    let mut word = START;
    if text.is_ascii() {
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() {
                word = add(word, u32::from(byte.to_ascii_lowercase()));
            } else {
                end(&mut word, &mut words);
            }
        }
    } else {
        // Composed letters and letters with marks of their own are the same letters.
        for letter in text.nfc() {
            if !letter.is_alphanumeric() && !is_mark(letter) {
                end(&mut word, &mut words);
                continue;
            }
            for letter in letter.to_lowercase() {
                word = add(word, u32::from(letter));
            }
            if parts_no_words(letter) {
                end(&mut word, &mut words);
            }
        }
    }
    end(&mut word, &mut words);
    words
}

/// The distinct shingles of some words, ascending; none when the words are too few.
pub(super) fn shingles(words: &[u64]) -> Vec<u32> {
    if words.len() < FEWEST_WORDS {
        return Vec::new();
    }
    let mut shingles: Vec<u32> = words.windows(SHINGLE_WORDS).map(|run| upper_half(hash(run))).collect();
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

/// One hash of some numbers in order.
pub(super) fn hash(parts: &[u64]) -> u64 {
    parts.iter().fold(START, |hash, part| mixed(hash ^ part))
}

const START: u64 = 0x51_7c_c1_b7_27_22_0a_95;

fn add(word: u64, letter: u32) -> u64 {
    (word.rotate_left(5) ^ u64::from(letter)).wrapping_mul(START)
}

fn end(word: &mut u64, words: &mut Vec<u64>) {
    if *word != START {
        words.push(mixed(*word));
        *word = START;
    }
}

/// Spreads every bit over all (the finaliser of SplitMix64, Steele, Lea and Flood 2014).
fn mixed(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

fn upper_half(hash: u64) -> u32 {
    u32::try_from(hash >> 32).expect("half of the bits are left")
}

/// Marks that belong to the letter before, as the vowels of Devanagari do.
fn is_mark(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
}

/// Letters of scripts that do not part words by blanks.
fn parts_no_words(letter: char) -> bool {
    matches!(
        u32::from(letter),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF
            | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_of_letters_and_digits_whatever_their_case() {
        assert_eq!(words("Rain-fell, in 1987!"), words("rain FELL\nin (1987)"));
        assert_eq!(words("Дождь ШЁЛ"), words("дождь шёл"));
        assert_eq!(words("cafe\u{301}"), words("café"));
        assert_eq!(words("ab c").len(), 2);
        assert_ne!(words("ab c"), words("a bc"));
        assert!(words(" — ").is_empty());
    }

    #[test]
    fn every_letter_of_chinese_is_a_word() {
        assert_eq!(words("大雨如注。桥关闭了").len(), 8);
    }

    #[test]
    fn short_texts_have_no_shingles() {
        let of = |text: &str| shingles(&words(text)).len();
        assert_eq!(of("a b c d e f g h i"), 0);
        assert_eq!(of("a b c d e f g h i j"), 6);
        assert_eq!(of("a b c d e a b c d e"), 5, "a set, in which nothing stands twice");
    }
}
