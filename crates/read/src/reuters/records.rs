//! The records of the collection in a stream of bytes, whatever stands between them.

use memchr::memmem;
use std::io::{self, Read};

const OPENING: &[u8] = b"<REUTERS";
const CLOSING: &[u8] = b"</REUTERS>";

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A record, see [`Records::bytes`].
    Record,
    /// One that is longer than allowed; its bytes are gone.
    TooLong,
    /// One that ends with the stream, or where another begins.
    Cut,
    /// The end.
    End,
}

/// The records, one after another.
pub(super) struct Records<R> {
    source: R,
    max_record_bytes: usize,
    buffer: Vec<u8>,
    /// Where the rest begins.
    at: usize,
    /// The inside of the current record.
    record: std::ops::Range<usize>,
    at_end: bool,
    failure: Option<io::Error>,
}

impl<R: Read> Records<R> {
    pub(super) fn new(source: R, max_record_bytes: usize) -> Self {
        Self { source, max_record_bytes, buffer: Vec::new(), at: 0, record: 0..0, at_end: false, failure: None }
    }

    /// The current record, from behind `<REUTERS` to before its closing mark.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.buffer[self.record.clone()]
    }

    /// The next record. A failure of the source comes after all whole records before it.
    pub(super) fn next(&mut self) -> io::Result<Next> {
        if !self.find_opening()? {
            return Ok(Next::End);
        }
        let start = self.at;
        let mut looked_at = start;
        loop {
            let end = memmem::find(&self.buffer[looked_at..], CLOSING).map(|found| looked_at + found);
            let other = memmem::find(&self.buffer[looked_at..end.unwrap_or(self.buffer.len())], OPENING);
            if let Some(other) = other {
                self.at = looked_at + other;
                return Ok(Next::Cut);
            }
            if let Some(end) = end {
                self.record = start..end;
                self.at = end + CLOSING.len();
                return Ok(Next::Record);
            }
            if self.buffer.len() - start > self.max_record_bytes {
                self.at = self.buffer.len();
                return Ok(Next::TooLong);
            }
            looked_at = self.buffer.len().saturating_sub(CLOSING.len()).max(start);
            if !self.fill()? {
                self.at = self.buffer.len();
                return Ok(Next::Cut);
            }
        }
    }

    /// Goes behind the next opening mark, and lets go of what lies before it.
    fn find_opening(&mut self) -> io::Result<bool> {
        loop {
            if let Some(found) = memmem::find(&self.buffer[self.at..], OPENING) {
                self.buffer.drain(..self.at + found + OPENING.len());
                self.at = 0;
                return Ok(true);
            }
            let kept = self.buffer.len().saturating_sub(OPENING.len()).max(self.at);
            self.buffer.drain(..kept);
            self.at = 0;
            if !self.fill()? {
                return Ok(false);
            }
        }
    }

    /// Reads on; false at the end.
    fn fill(&mut self) -> io::Result<bool> {
        const BYTES: u64 = 256 << 10;
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        if self.at_end {
            return Ok(false);
        }
        let before = self.buffer.len();
        self.failure = self.source.by_ref().take(BYTES).read_to_end(&mut self.buffer).err();
        self.at_end = self.failure.is_none() && self.buffer.len() == before;
        Ok(!self.at_end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8], limit: usize) -> Vec<(Next, Vec<u8>)> {
        let mut records = Records::new(bytes, limit);
        let mut found = Vec::new();
        loop {
            match records.next().unwrap() {
                Next::End => return found,
                Next::Record => found.push((Next::Record, records.bytes().to_vec())),
                other => found.push((other, Vec::new())),
            }
        }
    }

    #[test]
    fn what_stands_between_records_is_passed_over_and_a_cut_one_costs_no_other() {
        let found = all(b"x<REUTERS>a</REUTERS>\n\n<REUTERS>b<REUTERS>c</REUTERS></ROOT><REUTERS>d", 1000);
        let record = |text: &[u8]| (Next::Record, text.to_vec());
        assert_eq!(found, [record(b">a"), (Next::Cut, vec![]), record(b">c"), (Next::Cut, vec![])]);
    }

    #[test]
    fn a_record_over_the_limit_is_given_up_and_the_next_is_read() {
        let table = format!("<REUTERS>{}</REUTERS><REUTERS>b</REUTERS>", "y".repeat(600_000));
        let found = all(table.as_bytes(), 1000);
        assert_eq!(found, [(Next::TooLong, vec![]), (Next::Record, b">b".to_vec())]);
    }
}
