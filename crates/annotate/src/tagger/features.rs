//! What the tagger sees of a word: its letters, its ends, its shape, what the lexicon knows of it, and its neighbours.
//!
//! Everything is a 32-bit number computed once a word; features are pairs and triples of these numbers. Letters are
//! read in lower case, every digit as 0, the typographic apostrophe as the plain one.

use super::lexicon::UNKNOWN;
use crate::linear::{Feature, feature, pair, triple};

/// How long the ends of a word are that are looked at.
const ENDS: usize = 5;

/// What is seen of one word.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    /// The whole word.
    word: u32,
    /// Its first 1, 2, … bytes; 0 beyond its length.
    first: [u32; ENDS],
    /// Its last 1, 2, … bytes; 0 beyond its length.
    last: [u32; ENDS],
    /// Capitals, small letters, digits and signs, runs cut short.
    shape: u32,
    /// What the lexicon knows of it, or of its end when it does not know the word.
    class: u32,
}

/// Reusable room for the normal form of a word.
pub(crate) type Room = Vec<u8>;

const BASIS: u32 = 0x811C_9DC5;

fn hash_on(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

/// The hash of a word's normal form, as the lexicon stores it.
#[cfg(feature = "train")]
pub(crate) fn word_hash(normal: &[u8]) -> u32 {
    normal.iter().fold(BASIS, |hash, &byte| hash_on(hash, byte))
}

/// Puts the normal form of a word into `room`.
pub(crate) fn normalise(word: &str, room: &mut Room) {
    room.clear();
    if word.is_ascii() {
        room.extend(word.bytes().map(|byte| if byte.is_ascii_digit() { b'0' } else { byte.to_ascii_lowercase() }));
        return;
    }
    let mut bytes = [0; 4];
    for letter in word.chars().flat_map(char::to_lowercase) {
        let letter = match letter {
            '’' | '‘' | '`' => '\'',
            '“' | '”' => '"',
            digit if digit.is_ascii_digit() => '0',
            other => other,
        };
        room.extend_from_slice(letter.encode_utf8(&mut bytes).as_bytes());
    }
}

/// Looks at one word; `class` is asked with the hash of its normal form.
fn look(word: &str, room: &mut Room, class: impl FnOnce(u32) -> u32) -> Seen {
    normalise(word, room);
    let mut seen = Seen { shape: shape_of(word), ..Seen::default() };
    let mut hash = BASIS;
    for (at, &byte) in room.iter().enumerate() {
        hash = hash_on(hash, byte);
        if at < ENDS {
            seen.first[at] = hash;
        }
    }
    seen.word = hash;
    let mut hash = BASIS;
    for (place, &byte) in seen.last.iter_mut().zip(room.iter().rev()) {
        hash = hash_on(hash, byte);
        *place = hash;
    }
    seen.class = match class(seen.word) {
        UNKNOWN => seen.last[1].max(seen.last[0]) ^ seen.shape,
        known => known,
    };
    seen
}

/// The kinds of letters in order; more than two of a kind in a row are written as two.
fn shape_of(word: &str) -> u32 {
    let (mut shape, mut before, mut run) = (1_u32, 0, 0);
    for letter in word.chars() {
        let kind = match letter {
            'a'..='z' => 1,
            'A'..='Z' => 2,
            '0'..='9' => 3,
            '-' | '‑' | '–' => 4,
            '.' => 5,
            '\'' | '’' => 6,
            _ if letter.is_lowercase() => 1,
            _ if letter.is_uppercase() => 2,
            _ if letter.is_alphanumeric() => 7,
            _ => 0,
        };
        run = if kind == before { run + 1 } else { 0 };
        if run < 2 && shape < 1 << 27 {
            shape = shape << 3 | kind;
        }
        before = kind;
    }
    shape
}

/// A sentence as seen: its words and what holds for all of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Sight {
    words: Vec<Seen>,
    room: Room,
    /// How the sentence is written: 0 as usual, 1 in capitals, 2 with a capital on most words.
    style: u32,
}

impl Sight {
    /// Looks at a sentence.
    pub(super) fn look<'a>(&mut self, words: impl Iterator<Item = &'a str>, mut class: impl FnMut(usize, u32) -> u32) {
        self.words.clear();
        let (mut long, mut capital, mut all_capitals) = (0, 0, 0);
        for (at, word) in words.enumerate() {
            self.words.push(look(word, &mut self.room, |hash| class(at, hash)));
            let bytes = word.as_bytes();
            if bytes.len() > 3 && bytes[0].is_ascii_alphabetic() {
                long += 1;
                capital += u32::from(bytes[0].is_ascii_uppercase());
                all_capitals += u32::from(bytes[..4].iter().all(u8::is_ascii_uppercase));
            }
        }
        self.style = match long {
            0..=1 => 0,
            _ if 2 * all_capitals > long => 1,
            _ if 4 * capital > 3 * long && long > 2 => 2,
            _ => 0,
        };
    }

    /// The number of words.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The hash of word `at`.
    pub(super) fn word(&self, at: usize) -> u32 {
        self.words[at].word
    }

    fn at(&self, at: usize, step: isize) -> &Seen {
        static BORDER: Seen = Seen { word: 1, first: [0; ENDS], last: [1; ENDS], shape: 1, class: 1 };
        at.checked_add_signed(step).and_then(|place| self.words.get(place)).unwrap_or(&BORDER)
    }

    /// The features of word `at` for the universal tags, into `out`.
    pub(super) fn features(&self, at: usize, out: &mut Vec<Feature>) {
        let (this, before, after) = (self.at(at, 0), self.at(at, -1), self.at(at, 1));
        let (before2, after2) = (self.at(at, -2), self.at(at, 2));
        let place = self.style << 1 | u32::from(at == 0);
        out.clear();
        out.extend([
            feature(1, this.word),
            feature(2, before.word),
            feature(3, after.word),
            feature(4, before2.word),
            feature(5, after2.word),
            pair(6, before.word, this.word),
            pair(7, this.word, after.word),
            pair(8, before.word, after.word),
            pair(9, this.shape, place),
            pair(10, this.shape, this.last[1]),
            feature(11, this.class),
            feature(12, before.class),
            feature(13, after.class),
            pair(14, before.class, this.class),
            pair(15, this.class, after.class),
            triple(16, before.class, this.class, after.class),
            triple(17, before2.class, before.class, this.class),
            triple(18, this.class, after.class, after2.class),
            pair(19, before.class, after.class),
            pair(20, after.class, after2.class),
            pair(21, before2.class, before.class),
            feature(22, before.last[2]),
            feature(23, after.last[2]),
            pair(24, this.last[2], after.class),
            pair(25, before.class, this.last[2]),
            pair(26, before.shape, this.shape),
            pair(27, this.shape, after.shape),
            pair(28, this.word, place),
            triple(29, this.class, this.shape, place),
        ]);
        for (length, template) in (0..ENDS).zip(40..) {
            if this.last[length] != 0 {
                out.push(feature(template, this.last[length]));
            }
            if this.first[length] != 0 {
                out.push(feature(template + 10, this.first[length]));
            }
        }
    }

    /// The features of word `at` for the Penn tags, once the universal tags are known, into `out`.
    pub(super) fn fine_features(&self, at: usize, tags: &[u8], out: &mut Vec<Feature>) {
        let (this, before, after) = (self.at(at, 0), self.at(at, -1), self.at(at, 1));
        let before2 = self.at(at, -2);
        let tag = |step: isize| {
            at.checked_add_signed(step).and_then(|place| tags.get(place)).map_or(31, |&tag| u32::from(tag))
        };
        // 31 stands for the border; the universal tags are fewer.
        let own = tag(0);
        let around = own << 10 | tag(-1) << 5 | tag(1);
        let left = own << 10 | tag(-1) << 5 | tag(-2);
        out.clear();
        out.extend([
            pair(101, own, this.word),
            pair(102, own, this.last[1]),
            pair(103, own, this.last[2]),
            pair(104, own, this.last[3]),
            pair(105, own, this.shape),
            pair(106, own, before.word),
            pair(107, own, after.word),
            feature(108, around),
            feature(109, left),
            triple(110, own, this.last[2], tag(-1)),
            triple(111, own, before.word, this.last[1]),
            triple(112, own, before2.word, before.word),
            triple(113, left, this.last[1], before.word),
            pair(114, own, before2.word),
            triple(115, own, this.word, before.word),
            triple(116, own, this.word, tag(-1)),
            triple(117, own, this.word, tag(1)),
            pair(118, own, this.class),
        ]);
    }
}
