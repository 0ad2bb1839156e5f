//! From a text to the set of its word 5-grams, as hashes.
//!
//! A word is a run of letters and digits in lower case; in scripts that do not part words (Han, kana, Thai and their
//! kin) every letter is one. Hashes have 32 bits: two texts of a thousand words share one by chance once in some thousand
//! pairs, which moves no similarity.

use unicode_normalization::UnicodeNormalization;

/// Words in a shingle.
const SHINGLE_WORDS: usize = 5;
/// Texts of fewer words have no shingles.
const FEWEST_WORDS: usize = 10;
/// Letters that make up a word, about, where every letter counts as one: ten of them are no more than a short headline.
const LETTERS_OF_A_WORD: usize = 2;

/// The hashes of a text's words, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) hashes: Vec<u64>,
    /// How many of them are single letters of scripts that part no words.
    letters: usize,
}

impl Words {
    /// True when the words are enough to have shingles.
    pub(super) fn is_enough(&self) -> bool {
        self.hashes.len() - self.letters + self.letters / LETTERS_OF_A_WORD >= FEWEST_WORDS
    }
}

/// The words of a text.
pub(super) fn words(text: &str) -> Words {
    let mut words = Vec::with_capacity(text.len() / 6);
    let mut letters = 0;
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
            let is_alone = parts_no_words(letter);
            // A mark belongs to the letter before it, which a script without blanks has ended already.
            if (!letter.is_alphanumeric() && !is_mark(letter)) || (is_alone && !is_mark(letter)) {
                end(&mut word, &mut words);
            }
            if letter.is_alphanumeric() || is_mark(letter) {
                letters += usize::from(is_alone && !is_mark(letter));
                for letter in letter.to_lowercase() {
                    word = add(word, u32::from(letter));
                }
            }
        }
    }
    end(&mut word, &mut words);
    Words { hashes: words, letters }
}

/// The distinct shingles of a text, and the part of them by which candidates are looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shingles {
    /// Ascending.
    all: Box<[u32]>,
    /// Ascending; empty when it would be all.
    sample: Box<[u32]>,
}

/// The smallest hashes of a set, which two similar sets share whatever their order (Broder 1997).
const SMALLEST: usize = 16;
/// Shingles in a run of which the smallest hash is always in the sample (winnowing, Schleimer, Wilkerson and Aiken 2003), so that
/// two texts with such a run in common, twenty words, share one whatever surrounds it.
const RUN: usize = 16;

impl Shingles {
    /// The shingles of some words, of which there must be enough.
    pub(super) fn of(words: &Words) -> Self {
        let in_order: Vec<u32> = words.hashes.windows(SHINGLE_WORDS).map(|run| upper_half(hash(run))).collect();
        let all = ascending(in_order.clone());
        let sample = if all.len() <= SMALLEST {
            Vec::new()
        } else {
            let mut sample = smallest_of_runs(&in_order);
            sample.extend_from_slice(&all[..SMALLEST]);
            ascending(sample)
        };
        Self { all: all.into_boxed_slice(), sample: sample.into_boxed_slice() }
    }

    pub(super) fn all(&self) -> &[u32] {
        &self.all
    }

    pub(super) fn sample(&self) -> &[u32] {
        if self.sample.is_empty() { &self.all } else { &self.sample }
    }
}

fn ascending(mut hashes: Vec<u32>) -> Vec<u32> {
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// The smallest hash of every run, each once where runs that follow each other have the same.
fn smallest_of_runs(hashes: &[u32]) -> Vec<u32> {
    let mut smallest = Vec::new();
    // Where the smallest of the present run stands; looked for anew when the run has moved past it.
    let mut at = usize::MAX;
    for (begin, run) in hashes.windows(RUN).enumerate() {
        let end = begin + RUN - 1;
        let is_past = at == usize::MAX || at < begin;
        if is_past {
            at = begin + (0..RUN).min_by_key(|&i| run[i]).unwrap_or_default();
        } else if hashes[end] < hashes[at] {
            at = end;
        } else {
            continue;
        }
        smallest.push(hashes[at]);
    }
    smallest
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
        assert_eq!(words("ab c").hashes.len(), 2);
        assert_ne!(words("ab c"), words("a bc"));
        assert!(words(" — ").hashes.is_empty());
    }

    #[test]
    fn every_letter_of_chinese_is_a_word() {
        assert_eq!(words("大雨如注。桥关闭了").hashes.len(), 8);
        assert_eq!(words("กิน").hashes.len(), 2, "a vowel sign belongs to its letter");
        assert!(!words("大雨如注桥关闭了今天").is_enough(), "ten letters are some five words");
        assert!(words("大雨如注桥关闭了今天大雨如注桥关闭了今天").is_enough());
    }

    #[test]
    fn shingles_are_a_set_of_runs_of_five_words() {
        let of = |text: &str| Shingles::of(&words(text)).all().len();
        assert!(!words("a b c d e f g h i").is_enough());
        assert!(words("a b c d e f g h i j").is_enough());
        assert_eq!(of("a b c d e f g h i j"), 6);
        assert_eq!(of("a b c d e a b c d e"), 5, "a set, in which nothing stands twice");
    }

    #[test]
    fn texts_with_twenty_words_in_common_share_a_hash_of_their_samples() {
        let text = |name: &str, count: usize| (0..count).map(|n| format!(" {name}{n}")).collect::<String>();
        for excerpt in 0..200 {
            let shared = text(&format!("x{excerpt}y"), 20);
            let long = Shingles::of(&words(&(text("a", 400) + &shared + &text("b", 400))));
            let short = Shingles::of(&words(&(text("c", 3) + &shared + &text("d", 9))));
            assert!(short.sample().iter().any(|shingle| long.sample().contains(shingle)));
        }
    }

    #[test]
    fn the_sample_is_a_seventh_of_a_long_text() {
        let text: String = (0..2000).map(|n| format!(" w{n}")).collect();
        let shingles = Shingles::of(&words(&text));
        assert!((200..320).contains(&shingles.sample().len()), "{}", shingles.sample().len());
    }
}
