//! The records of a WARC file, one after the other, whatever is wrong between them.
//!
//! ISO 28500 (WARC 1.0 and 1.1). A record is held whole in one buffer and lent to the caller, so nothing is copied. A
//! length that is wrong, a member that is cut, a file that was glued together from others: what can be read is read, the
//! damage is told with its place, and the reading goes on at the next record.

use super::header::{self, Fields};
use super::unpack::{Damage, More, Unpacker};
use crate::options::Limits;
use std::io::{self, Read};
use std::ops::Range;

/// Longest header of a record.
const LONGEST_HEADER: usize = 256 << 10;

/// One record.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// Where in the file it begins: of a packed file, its gzip member.
    pub offset: u64,
    /// Its header.
    pub fields: Fields<'a>,
    /// Its content.
    pub content: &'a [u8],
}

impl<'a> Record<'a> {
    /// `response`, `request`, `metadata`, …; empty when the header does not say.
    #[must_use]
    pub fn kind(&self) -> &'a str {
        self.fields.get("WARC-Type").unwrap_or_default()
    }
}

/// What is wrong at some place of the file. The records after it, if any, are still read.
#[derive(Debug)]
pub struct RecordFault {
    /// Where in the file.
    pub offset: u64,
    /// `stream-truncated` and `stream-broken` end the file; `record-broken` and `record-too-long` do not.
    pub reason: &'static str,
    /// What was found there.
    pub detail: String,
    /// The system's own words, when the file could not be read on.
    pub cause: Option<io::Error>,
}

/// Reads records.
pub struct Records<R> {
    unpacker: Unpacker<R>,
    limits: Limits,
    buffer: Vec<u8>,
    /// Where in the buffer the next record begins.
    next: usize,
    ended: bool,
}

impl<R: Read> Records<R> {
    /// The records of a file, packed by gzip or not, that begins at the byte `start` of the file it is part of.
    pub fn new(source: R, is_gzip: bool, start: u64, limits: Limits) -> Self {
        let bounds = (limits.expansion_floor_bytes, limits.max_expansion);
        let unpacker = Unpacker::new(source, is_gzip, start, bounds);
        Self { unpacker, limits, buffer: Vec::new(), next: 0, ended: false }
    }

    /// Where in the file the next record begins. A reading may start again there.
    #[must_use]
    pub fn offset(&self) -> u64 {
        if self.unpacker.is_gzip() {
            // Until the next member is begun, the last one's end is the place.
            return if self.unpacker.is_between() && self.is_used_up() {
                self.unpacker.position()
            } else {
                self.unpacker.member()
            };
        }
        self.unpacker.position() - (self.buffer.len() - self.next) as u64
    }

    fn is_used_up(&self) -> bool {
        self.buffer[self.next..].iter().all(u8::is_ascii_whitespace)
    }

    /// The next record; `None` at the end.
    #[expect(clippy::should_implement_trait, reason = "an iterator cannot lend from its own buffer")]
    pub fn next(&mut self) -> Option<Result<Record<'_>, RecordFault>> {
        match self.read() {
            Ok(None) => None,
            Ok(Some(found)) => Some(Ok(self.lend(found))),
            Err(fault) => Some(Err(fault)),
        }
    }

    fn lend(&self, found: Found) -> Record<'_> {
        let fields = Fields::after_first_line(&self.buffer[found.header]);
        Record { offset: found.offset, fields, content: &self.buffer[found.content] }
    }

    fn read(&mut self) -> Result<Option<Found>, RecordFault> {
        if self.ended {
            return Ok(None);
        }
        self.buffer.drain(..self.next);
        self.next = 0;
        match self.find_start()? {
            Some(offset) => self.read_record(offset),
            None => Ok(None),
        }
    }

    /// Passes over the blank lines between records; the place of the next record, or `None` at the end of the file.
    fn find_start(&mut self) -> Result<Option<u64>, RecordFault> {
        loop {
            let blanks = self.buffer.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            self.buffer.drain(..blanks);
            if self.buffer.len() >= VERSION.len() || (!self.buffer.is_empty() && self.unpacker.is_between()) {
                break;
            }
            match self.unpacker.more(&mut self.buffer) {
                Ok(More::End) if self.buffer.is_empty() => {
                    self.ended = true;
                    return Ok(None);
                }
                Ok(More::End) => break,
                Ok(More::Bytes | More::MemberEnd) => {}
                Err(damage) => return Err(self.damaged(damage)),
            }
        }
        let offset = self.offset();
        if self.buffer.starts_with(VERSION) {
            return Ok(Some(offset));
        }
        Err(self.broken(offset, "no record begins where one should".to_owned(), 1))
    }

    fn read_record(&mut self, offset: u64) -> Result<Option<Found>, RecordFault> {
        let Some(header_end) = self.fill_header()? else {
            return Err(self.broken(offset, "the header of a record does not end".to_owned(), VERSION.len()));
        };
        let stated = Fields::after_first_line(&self.buffer[..header_end]).get("Content-Length");
        let Some(length) = stated.and_then(|stated| stated.parse::<u64>().ok()) else {
            let detail = format!("a record without a length it could have: {:?}", stated.unwrap_or_default());
            return Err(self.broken(offset, detail, VERSION.len()));
        };
        let limit = self.limits.max_record_bytes as u64;
        let end = header_end + usize::try_from(length.min(limit)).unwrap_or(usize::MAX);
        let found = self.fill_to(end)?;
        if found < end {
            let detail = format!("{length} bytes declared, {} found", found - header_end);
            return Err(self.ends_early(offset, header_end, detail));
        }
        if length > limit {
            return Err(self.too_long(offset, header_end, length));
        }
        if !self.is_followed_well(end)? {
            let detail = format!("{length} bytes declared, more found");
            return Err(self.broken(offset, detail, header_end));
        }
        self.next = end;
        Ok(Some(Found { offset, header: 0..header_end, content: header_end..end }))
    }

    /// Reads until the header is whole; `None` when it never ends.
    fn fill_header(&mut self) -> Result<Option<usize>, RecordFault> {
        loop {
            if let Some(end) = header::end(&self.buffer) {
                return Ok(Some(end));
            }
            if self.buffer.len() > LONGEST_HEADER {
                return Ok(None);
            }
            match self.unpacker.more(&mut self.buffer) {
                Ok(More::Bytes) => {}
                Ok(More::MemberEnd | More::End) => return Ok(None),
                Err(damage) => return Err(self.damaged(damage)),
            }
        }
    }

    /// Reads until the buffer is so long, the file ends, or another record begins with a new member. How much is there.
    fn fill_to(&mut self, end: usize) -> Result<usize, RecordFault> {
        while self.buffer.len() < end {
            let before = self.buffer.len();
            let is_new_member = self.unpacker.is_between();
            match self.unpacker.more(&mut self.buffer) {
                Ok(More::Bytes) if is_new_member && self.buffer[before..].starts_with(VERSION) => {
                    self.next = before;
                    return Ok(before);
                }
                Ok(More::Bytes | More::MemberEnd) => {}
                Ok(More::End) => return Ok(self.buffer.len()),
                Err(damage) => return Err(self.damaged(damage)),
            }
        }
        Ok(end)
    }

    /// Whether a record, the end of a member or the end of the file follows, blank lines passed over.
    fn is_followed_well(&mut self, end: usize) -> Result<bool, RecordFault> {
        loop {
            let rest = self.buffer[end..].trim_ascii_start();
            if rest.len() >= VERSION.len() {
                return Ok(rest.starts_with(VERSION));
            }
            if self.unpacker.is_between() {
                return Ok(rest.is_empty());
            }
            match self.unpacker.more(&mut self.buffer) {
                Ok(More::Bytes | More::MemberEnd) => {}
                // What is left may be the beginning of a record that was cut.
                Ok(More::End) => return Ok(VERSION.starts_with(self.buffer[end..].trim_ascii_start())),
                // The record itself is whole; the damage comes up again when the next one is asked for.
                Err(Damage::Cut) => return Ok(true),
                Err(damage) => return Err(self.damaged(damage)),
            }
        }
    }

    /// A record that ends before its declared length: the next one may lie in what was taken for its content.
    fn ends_early(&mut self, offset: u64, header_end: usize, detail: String) -> RecordFault {
        if self.next == 0 {
            match next_record(&self.buffer[header_end..]) {
                Some(next) => self.next = header_end + next,
                None => {
                    self.ended = true;
                    return RecordFault { offset, reason: "stream-truncated", detail, cause: None };
                }
            }
        }
        RecordFault { offset, reason: BROKEN, detail, cause: None }
    }

    /// A record that says it is longer than is held: passed over, unless it holds another record, which tells that its
    /// length is wrong.
    fn too_long(&mut self, offset: u64, header_end: usize, length: u64) -> RecordFault {
        let fault = |detail| RecordFault { offset, reason: "record-too-long", detail, cause: None };
        let detail = format!("{length} bytes, more than the {} allowed", self.limits.max_record_bytes);
        if let Some(next) = next_record(&self.buffer[header_end..]) {
            self.next = header_end + next;
            return fault(format!("{detail}; another record begins after {next}"));
        }
        let held = (self.buffer.len() - header_end) as u64;
        if length <= held {
            self.next = header_end + usize::try_from(length).expect("less than is held");
            return fault(detail);
        }
        match self.pass_over(length - held) {
            Ok(()) => fault(detail),
            Err(damage) => self.damaged(damage),
        }
    }

    /// Reads on and forgets so many bytes, or all that is left of the file.
    fn pass_over(&mut self, mut left: u64) -> Result<(), Damage> {
        self.buffer.clear();
        loop {
            let more = self.unpacker.more(&mut self.buffer)?;
            let passed = (self.buffer.len() as u64).min(left);
            left -= passed;
            if left == 0 {
                self.next = usize::try_from(passed).expect("no more than the buffer holds");
                return Ok(());
            }
            if more == More::End {
                self.ended = true;
                return Ok(());
            }
            self.buffer.clear();
        }
    }

    /// Damage of the content, not of the packing: goes on at the next thing that looks like a record.
    fn broken(&mut self, offset: u64, detail: String, from: usize) -> RecordFault {
        let mut from = from.min(self.buffer.len());
        loop {
            if let Some(next) = next_record(&self.buffer[from..]) {
                self.next = from + next;
                break;
            }
            // Keep what may be the beginning of one.
            from = self.buffer.len().saturating_sub(LONGEST_START).max(from);
            self.buffer.drain(..from);
            from = 0;
            let is_new_member = self.unpacker.is_between();
            let before = self.buffer.len();
            match self.unpacker.more(&mut self.buffer) {
                Ok(More::Bytes) if is_new_member && self.buffer[before..].starts_with(VERSION) => {
                    self.next = before;
                    break;
                }
                Ok(More::Bytes | More::MemberEnd) => {}
                Ok(More::End) => {
                    self.ended = true;
                    return RecordFault { offset, reason: "stream-broken", detail, cause: None };
                }
                Err(damage) => return self.damaged(damage),
            }
        }
        RecordFault { offset, reason: BROKEN, detail, cause: None }
    }

    /// Damage of the packing: goes on at the next member that begins a record.
    fn damaged(&mut self, damage: Damage) -> RecordFault {
        let offset = self.unpacker.member();
        let (reason, detail) = match damage {
            Damage::Io(error) => {
                self.ended = true;
                let detail = "the file cannot be read on".to_owned();
                return RecordFault { offset, reason: "stream-broken", detail, cause: Some(error) };
            }
            Damage::Outgrown => {
                self.ended = true;
                let detail = "expands beyond all proportion".to_owned();
                return RecordFault { offset, reason: "expands-too-much", detail, cause: None };
            }
            Damage::Cut => ("stream-truncated", "a gzip member ends too early".to_owned()),
            Damage::Broken(what) => ("stream-broken", format!("a gzip member is damaged: {what}")),
        };
        self.buffer.clear();
        self.next = 0;
        match self.unpacker.resync() {
            Ok(true) => RecordFault { offset, reason: BROKEN, detail, cause: None },
            Ok(false) => {
                self.ended = true;
                RecordFault { offset, reason, detail, cause: None }
            }
            Err(error) => {
                self.ended = true;
                RecordFault { offset, reason: "stream-broken", detail, cause: Some(error) }
            }
        }
    }
}

/// Where in the buffer a record was found.
struct Found {
    offset: u64,
    header: Range<usize>,
    content: Range<usize>,
}

const BROKEN: &str = "record-broken";

/// How every record begins.
const VERSION: &[u8] = b"WARC/";
/// What is looked at to tell a record from a page that speaks of one.
const LONGEST_START: usize = 64;

/// Where in some bytes a record begins: a line `WARC/1.x` of its own, followed by a field of that standard.
fn next_record(bytes: &[u8]) -> Option<usize> {
    memchr::memmem::find_iter(bytes, b"WARC/1.").find(|&at| {
        let is_line = at == 0 || bytes[at - 1] == b'\n';
        let rest = &bytes[at..];
        let line_end = memchr::memchr(b'\n', &rest[..rest.len().min(16)]);
        is_line && line_end.is_some_and(|end| rest[end + 1..].starts_with(b"WARC-"))
    })
}
