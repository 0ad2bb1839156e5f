//! Character sets: byte order mark, then UTF-8 if it is, then what an HTML page declares, then a guess.
//!
//! Broken bytes are replaced by U+FFFD and counted, never an error. A file that is UTF-8 but for a few bytes stays
//! UTF-8: guessing another set for it would garble every letter to save one.

use crate::unpack::Stream;
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};
use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, Read};

/// The character set of a stream, judged by its first block.
pub(crate) fn of_block(block: &[u8], is_html: bool) -> &'static Encoding {
    of_page(block, is_html, None)
}

/// The character set of a page; `label` is what the server said it is.
pub(crate) fn of_page(block: &[u8], is_html: bool, label: Option<&str>) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(block) {
        return encoding;
    }
    let (whole, broken) = utf8_sequences(block);
    if broken == 0 {
        return UTF_8;
    }
    // What is no UTF-8 but is said to be is said wrongly; the next best word counts.
    let stated = label.and_then(|label| Encoding::for_label(label.as_bytes())).filter(|encoding| *encoding != UTF_8);
    if let Some(encoding) = stated.or_else(|| is_html.then(|| declared(block)).flatten()) {
        return encoding;
    }
    if whole > broken * 4 {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(block, true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

/// Letters of several bytes that are whole, and places that are broken; a letter cut by the block's end is neither.
fn utf8_sequences(block: &[u8]) -> (usize, usize) {
    let (mut whole, mut broken) = (0, 0);
    let mut left = block.len();
    for chunk in block.utf8_chunks() {
        whole += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        left -= chunk.valid().len() + chunk.invalid().len();
        let cut_by_the_end = left == 0 && chunk.invalid().len() < 4 && is_unfinished(chunk.invalid());
        broken += usize::from(!chunk.invalid().is_empty() && !cut_by_the_end);
    }
    (whole, broken)
}

fn is_unfinished(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

/// `charset=` in the head of an HTML page.
fn declared(block: &[u8]) -> Option<&'static Encoding> {
    let head = block[..block.len().min(4096)].to_ascii_lowercase();
    let start = memchr::memmem::find(&head, b"charset=")? + b"charset=".len();
    let label = head[start..].trim_ascii_start();
    let label = label.strip_prefix(b"\"").or_else(|| label.strip_prefix(b"'")).unwrap_or(label);
    let end = label.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"-_:.".contains(byte)));
    // A page that is not UTF-8 but says so is declared wrongly; the guess is better.
    Encoding::for_label(&label[..end.unwrap_or(label.len())]).filter(|encoding| *encoding != UTF_8)
}

/// The text of some bytes, without a byte order mark, and the number of characters replaced.
pub(crate) fn decoded(bytes: &[u8], encoding: &'static Encoding) -> (String, u64) {
    let replaced = Cell::new(0);
    let bytes = match Encoding::for_bom(bytes) {
        Some((_, mark)) => &bytes[mark..],
        None => bytes,
    };
    if encoding == UTF_8 {
        return (lossy(bytes, &replaced).into_owned(), replaced.get());
    }
    let mut text = Vec::new();
    let mut reader = Transcoded::new(Box::new(bytes), encoding, &replaced);
    reader.read_to_end(&mut text).expect("reading from memory does not fail");
    let text = String::from_utf8(text).expect("the decoder writes UTF-8");
    (text, replaced.get())
}

/// UTF-8 with broken sequences replaced and counted.
pub(crate) fn lossy<'a>(bytes: &'a [u8], replaced: &Cell<u64>) -> Cow<'a, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            replaced.set(replaced.get() + 1);
        }
    }
    Cow::Owned(text)
}

/// A stream as UTF-8 without a byte order mark. UTF-8 itself passes unchanged: [`lossy`] mends it field by field.
pub(crate) fn utf8<'a>(mut stream: Stream<'a>, block: &[u8], replaced: &'a Cell<u64>) -> io::Result<Stream<'a>> {
    let encoding = of_block(block, false);
    if let Some((_, mark)) = Encoding::for_bom(block) {
        stream.read_exact(&mut [0; 3][..mark])?;
    }
    if encoding == UTF_8 {
        return Ok(stream);
    }
    Ok(Box::new(Transcoded::new(stream, encoding, replaced)))
}

struct Transcoded<'a> {
    source: Stream<'a>,
    decoder: Decoder,
    replaced: &'a Cell<u64>,
    input: Vec<u8>,
    input_at: usize,
    input_end: usize,
    at_end: bool,
    output: String,
    output_at: usize,
    finished: bool,
}

impl<'a> Transcoded<'a> {
    fn new(source: Stream<'a>, encoding: &'static Encoding, replaced: &'a Cell<u64>) -> Self {
        Self {
            source,
            decoder: encoding.new_decoder_without_bom_handling(),
            replaced,
            input: vec![0; 32 << 10],
            input_at: 0,
            input_end: 0,
            at_end: false,
            output: String::with_capacity(64 << 10),
            output_at: 0,
            finished: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        if self.input_at == self.input_end && !self.at_end {
            self.input_end = self.source.read(&mut self.input)?;
            self.input_at = 0;
            self.at_end = self.input_end == 0;
        }
        self.output.clear();
        self.output_at = 0;
        let input = &self.input[self.input_at..self.input_end];
        let (result, read) = self.decoder.decode_to_string_without_replacement(input, &mut self.output, self.at_end);
        self.input_at += read;
        match result {
            DecoderResult::InputEmpty => self.finished = self.at_end,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                self.output.push(char::REPLACEMENT_CHARACTER);
                self.replaced.set(self.replaced.get() + 1);
            }
        }
        Ok(())
    }
}

impl Read for Transcoded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.output_at == self.output.len() && !self.finished {
            self.refill()?;
        }
        let left = &self.output.as_bytes()[self.output_at..];
        let taken = left.len().min(buffer.len());
        buffer[..taken].copy_from_slice(&left[..taken]);
        self.output_at += taken;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8], is_html: bool) -> (String, u64) {
        decoded(bytes, of_block(bytes, is_html))
    }

    #[test]
    fn one_broken_byte_does_not_garble_a_utf8_text() {
        let mut bytes = "Міст знову відкрито".as_bytes().to_vec();
        bytes.insert(8, 0xff);
        assert_eq!(text(&bytes, false), ("Міст\u{fffd} знову відкрито".to_owned(), 1));
    }

    #[test]
    fn a_declared_character_set_is_believed_when_the_page_is_not_utf8() {
        let (mut page, _, _) = encoding_rs::KOI8_U.encode("<meta charset='koi8-u'><p>Міст знову відкрито</p>");
        assert!(text(page.to_mut(), true).0.contains("Міст знову"));
    }

    #[test]
    fn cyrillic_in_a_single_byte_set_is_recognised_without_a_declaration() {
        let (bytes, _, _) =
            encoding_rs::WINDOWS_1251.encode("Мост через реку снова открыт для движения с понедельника");
        assert!(text(&bytes, false).0.starts_with("Мост через реку"));
    }

    #[test]
    fn a_letter_cut_by_the_end_of_the_block_is_not_a_broken_one() {
        let bytes = "мост".as_bytes();
        assert_eq!(of_block(&bytes[..bytes.len() - 1], false), UTF_8);
    }

    #[test]
    fn utf16_with_a_mark_is_read_and_its_halves_are_counted() {
        let bytes: Vec<u8> = [0xfeff_u16, 0x0410, 0xd800, 0x0042].iter().flat_map(|unit| unit.to_le_bytes()).collect();
        assert_eq!(text(&bytes, false), ("А\u{fffd}B".to_owned(), 1));
    }
}
