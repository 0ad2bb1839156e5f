//! Places in a text: bytes inside, code points outside.

use crate::record;

/// A half-open range of UTF-8 bytes of an article's text. Both ends lie on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of `start..end`, in bytes.
    ///
    /// # Panics
    /// When the text is larger than 4 GiB: the readers refuse such articles.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let narrow = |at| u32::try_from(at).expect("the readers refuse articles of 4 GiB and more");
        Self { start: narrow(start), end: narrow(end) }
    }

    /// The words themselves; empty when the span does not lie in `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// Number of bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True when the span holds nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True when the two share a byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

record! {
    /// A span as it is exported: Unicode code points, and the words as evidence.
    "span"
    pub struct SpanText {
        /// First code point.
        pub start_char: u32,
        /// One past the last code point.
        pub end_char: u32,
        /// The words themselves.
        pub text: String,
    }
}

/// Turns byte offsets of one text into code points: the one place where the two units meet.
pub struct CodePoints<'a> {
    text: &'a str,
    /// Code points before every 64th byte, so that a lookup counts at most 64 bytes.
    before: Vec<u32>,
}

const STEP: usize = 64;

impl<'a> CodePoints<'a> {
    /// Indexes `text` in one pass.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STEP + 1);
        let mut seen = 0;
        for chunk in text.as_bytes().chunks(STEP) {
            before.push(seen);
            seen += count_starts(chunk);
        }
        before.push(seen);
        Self { text, before }
    }

    /// Code points before byte `at`; past the end, those of the whole text.
    #[must_use]
    pub fn before(&self, at: usize) -> u32 {
        let at = at.min(self.text.len());
        let step = at / STEP;
        self.before[step] + count_starts(&self.text.as_bytes()[step * STEP..at])
    }

    /// The exported form of a span.
    #[must_use]
    pub fn export(&self, span: Span) -> SpanText {
        SpanText {
            start_char: self.before(span.start as usize),
            end_char: self.before(span.end as usize),
            text: span.of(self.text).to_owned(),
        }
    }
}

/// Bytes that begin a code point: all but the continuation bytes `10xxxxxx`.
fn count_starts(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn code_points_agree_with_counting_characters(text in "\\PC{0,200}", at in 0usize..800) {
            let index = CodePoints::new(&text);
            let at = (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap();
            prop_assert_eq!(index.before(at) as usize, text[..at].chars().count());
        }
    }

    #[test]
    fn an_exported_span_counts_letters_not_bytes() {
        let text = "Київ: «так»";
        let span = Span::new(text.find("так").unwrap(), text.find('»').unwrap());
        let exported = CodePoints::new(text).export(span);
        assert_eq!((exported.start_char, exported.end_char, exported.text.as_str()), (7, 10, "так"));
    }
}
