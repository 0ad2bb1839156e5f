//! The bytes of a WARC file, gzip members unpacked one by one.
//!
//! The general reader of packed files hands over one endless stream. Here the members matter: a record begins where a
//! member begins, a reading can start again at any of them, and a member that is cut or damaged must not take the rest
//! of the file with it. So the members are told apart here; inflating and the checksum are those of `flate2`.

use flate2::{Crc, Decompress, FlushDecompress, Status};
use std::io::{self, Read};

/// Packed bytes read at a time.
const CHUNK: usize = 128 << 10;
/// Packed bytes kept behind the place of reading, where the next member is looked for after damage.
const HISTORY: usize = 256 << 10;
/// Unpacked bytes made at a time.
const STEP: usize = 64 << 10;
/// Longest header of a gzip member, with its file name and comment.
const LONGEST_HEADER: usize = 64 << 10;
/// Checksum and length.
const TRAILER: usize = 8;

/// What a call for more bytes brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum More {
    /// Some.
    Bytes,
    /// None: a member ended. The next call begins the next one.
    MemberEnd,
    /// None: the file ended.
    End,
}

/// A member that is cut or damaged.
#[derive(Debug)]
pub(super) enum Damage {
    /// The file itself cannot be read on.
    Io(io::Error),
    /// The file ends inside a member.
    Cut,
    /// The member says something that cannot be.
    Broken(&'static str),
    /// More comes out than so few bytes can honestly hold.
    Outgrown,
}

/// How the bytes of the file become those of the records.
enum Packing {
    None,
    Gzip(Box<Inflating>),
}

struct Inflating {
    inflate: Decompress,
    crc: Crc,
    /// True between the header and the trailer of a member.
    inside: bool,
}

/// Unpacks a file into a buffer of the caller.
pub(super) struct Unpacker<R> {
    source: R,
    packing: Packing,
    input: Vec<u8>,
    /// Where in `input` reading goes on.
    at: usize,
    /// Where in the file `input` begins.
    input_offset: u64,
    /// Where in the file the present member begins.
    member: u64,
    unpacked: u64,
    /// What a file may unpack to: at least this, and at most so many times its own size.
    floor: u64,
    most_times: u64,
    at_end: bool,
}

impl<R: Read> Unpacker<R> {
    /// `start` is where in the file `source` begins.
    pub(super) fn new(source: R, is_gzip: bool, start: u64, (floor, most_times): (u64, u64)) -> Self {
        let inflating = || Inflating { inflate: Decompress::new(false), crc: Crc::new(), inside: false };
        Self {
            source,
            packing: if is_gzip { Packing::Gzip(Box::new(inflating())) } else { Packing::None },
            input: Vec::with_capacity(CHUNK + HISTORY),
            at: 0,
            input_offset: start,
            member: start,
            unpacked: 0,
            floor,
            most_times,
            at_end: false,
        }
    }

    /// Where in the file the present member begins; of an unpacked file, where reading goes on.
    pub(super) fn member(&self) -> u64 {
        match self.packing {
            Packing::None => self.position(),
            Packing::Gzip(_) => self.member,
        }
    }

    /// Where in the file reading goes on.
    pub(super) fn position(&self) -> u64 {
        self.input_offset + self.at as u64
    }

    pub(super) fn is_gzip(&self) -> bool {
        matches!(self.packing, Packing::Gzip(_))
    }

    /// Adds some bytes to `out`.
    pub(super) fn more(&mut self, out: &mut Vec<u8>) -> Result<More, Damage> {
        match self.packing {
            Packing::None => self.copy(out),
            Packing::Gzip(_) => self.inflate(out),
        }
    }

    fn copy(&mut self, out: &mut Vec<u8>) -> Result<More, Damage> {
        if self.at == self.input.len() && !self.refill().map_err(Damage::Io)? {
            return Ok(More::End);
        }
        out.extend_from_slice(&self.input[self.at..]);
        self.at = self.input.len();
        Ok(More::Bytes)
    }

    fn inflate(&mut self, out: &mut Vec<u8>) -> Result<More, Damage> {
        loop {
            if !self.is_inside() && !self.begin_member()? {
                return Ok(More::End);
            }
            if self.at == self.input.len() && !self.refill().map_err(Damage::Io)? {
                return Err(Damage::Cut);
            }
            let before = out.len();
            out.reserve(STEP);
            let Packing::Gzip(packing) = &mut self.packing else { return Ok(More::End) };
            let taken_before = packing.inflate.total_in();
            let status = packing.inflate.decompress_vec(&self.input[self.at..], out, FlushDecompress::None);
            self.at += usize::try_from(packing.inflate.total_in() - taken_before).expect("no more than was given");
            packing.crc.update(&out[before..]);
            self.unpacked += (out.len() - before) as u64;
            let status = status.map_err(|_| Damage::Broken("its compressed bytes are damaged"))?;
            if self.unpacked > self.floor.max(self.position().saturating_mul(self.most_times)) {
                return Err(Damage::Outgrown);
            }
            if status == Status::StreamEnd {
                self.end_member()?;
                return Ok(if out.len() > before { More::Bytes } else { More::MemberEnd });
            }
            if out.len() > before {
                return Ok(More::Bytes);
            }
        }
    }

    fn is_inside(&self) -> bool {
        matches!(&self.packing, Packing::Gzip(inflating) if inflating.inside)
    }

    /// True when a member has ended and the next was not begun.
    pub(super) fn is_between(&self) -> bool {
        self.is_gzip() && !self.is_inside()
    }

    /// Reads the header of the next member; false at the end of the file.
    fn begin_member(&mut self) -> Result<bool, Damage> {
        loop {
            // Tape blocks and careless tools leave zeros between members.
            self.at += self.input[self.at..].iter().take_while(|byte| **byte == 0).count();
            if self.at < self.input.len() {
                break;
            }
            if !self.refill().map_err(Damage::Io)? {
                return Ok(false);
            }
        }
        self.member = self.position();
        loop {
            match header_length(&self.input[self.at..]) {
                Header::Whole(length) => {
                    self.at += length;
                    let Packing::Gzip(packing) = &mut self.packing else { return Ok(false) };
                    packing.inflate.reset(false);
                    packing.crc.reset();
                    packing.inside = true;
                    return Ok(true);
                }
                Header::None => return Err(Damage::Broken("no gzip member begins here")),
                Header::Unfinished if self.input.len() - self.at > LONGEST_HEADER => {
                    return Err(Damage::Broken("its header does not end"));
                }
                Header::Unfinished => {
                    if !self.refill().map_err(Damage::Io)? {
                        return Err(Damage::Cut);
                    }
                }
            }
        }
    }

    fn end_member(&mut self) -> Result<(), Damage> {
        let Packing::Gzip(packing) = &mut self.packing else { return Ok(()) };
        packing.inside = false;
        let (crc, length) = (packing.crc.sum(), packing.crc.amount());
        while self.input.len() - self.at < TRAILER {
            if !self.refill().map_err(Damage::Io)? {
                return Err(Damage::Cut);
            }
        }
        let trailer = &self.input[self.at..self.at + TRAILER];
        self.at += TRAILER;
        let number = |at: usize| u32::from_le_bytes([trailer[at], trailer[at + 1], trailer[at + 2], trailer[at + 3]]);
        if number(0) != crc {
            return Err(Damage::Broken("its checksum is another"));
        }
        if number(4) != length {
            return Err(Damage::Broken("its length is another"));
        }
        Ok(())
    }

    /// Reads on behind what is there, and forgets what lies too far back; false at the end of the file.
    fn refill(&mut self) -> io::Result<bool> {
        if self.at_end {
            return Ok(false);
        }
        let since_member = usize::try_from(self.position() - self.member.min(self.position())).unwrap_or(usize::MAX);
        let kept = if self.is_gzip() { self.at.min(since_member).min(HISTORY) } else { 0 };
        let gone = self.at - kept;
        self.input.drain(..gone);
        self.at -= gone;
        self.input_offset += gone as u64;
        let before = self.input.len();
        self.input.resize(before + CHUNK, 0);
        let read = loop {
            match self.source.read(&mut self.input[before..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        self.input.truncate(before + *read.as_ref().unwrap_or(&0));
        self.at_end = matches!(read, Ok(0));
        Ok(read? > 0)
    }

    /// After damage: goes to the next member that begins a record; false when there is none.
    pub(super) fn resync(&mut self) -> io::Result<bool> {
        let from = usize::try_from((self.member + 1).saturating_sub(self.input_offset)).unwrap_or(0);
        self.at = from.min(self.input.len());
        if let Packing::Gzip(packing) = &mut self.packing {
            packing.inside = false;
        }
        loop {
            match memchr::memmem::find(&self.input[self.at..], &[0x1f, 0x8b, 0x08]) {
                Some(found) => {
                    self.at += found;
                    self.member = self.position();
                    while self.input.len() - self.at < STEP && self.refill()? {}
                    if begins_record(&self.input[self.at..]) {
                        return Ok(true);
                    }
                    self.at += 1;
                }
                None => {
                    // The signature may lie across the edge of what was read.
                    self.at = self.input.len().saturating_sub(2).max(self.at);
                    self.member = self.position();
                    if !self.refill()? {
                        self.at = self.input.len();
                        return Ok(false);
                    }
                }
            }
        }
    }
}

/// Whether a gzip member with a record in it begins here.
pub(crate) fn begins_record(bytes: &[u8]) -> bool {
    let Header::Whole(length) = header_length(bytes) else { return false };
    let mut first = Vec::with_capacity(64);
    let read = Decompress::new(false).decompress_vec(&bytes[length..], &mut first, FlushDecompress::None);
    read.is_ok() && first.trim_ascii_start().starts_with(b"WARC/")
}

enum Header {
    Whole(usize),
    Unfinished,
    None,
}

/// The length of the header of a gzip member (RFC 1952, section 2.3).
fn header_length(bytes: &[u8]) -> Header {
    const SIGNATURE: [u8; 3] = [0x1f, 0x8b, 0x08];
    const CHECKED: u8 = 2;
    const EXTRA: u8 = 4;
    const NAME: u8 = 8;
    const COMMENT: u8 = 16;
    let known = bytes.len().min(SIGNATURE.len());
    if bytes[..known] != SIGNATURE[..known] {
        return Header::None;
    }
    let Some(&flags) = bytes.get(3) else { return Header::Unfinished };
    if flags & 0xe0 != 0 {
        return Header::None;
    }
    let mut length = 10;
    if flags & EXTRA != 0 {
        let Some(&[low, high]) = bytes.get(length..length + 2).and_then(|size| size.first_chunk()) else {
            return Header::Unfinished;
        };
        length += 2 + usize::from(u16::from_le_bytes([low, high]));
    }
    for text in [NAME, COMMENT] {
        if flags & text != 0 {
            match bytes.get(length..).and_then(|rest| memchr::memchr(0, rest)) {
                Some(end) => length += end + 1,
                None => return Header::Unfinished,
            }
        }
    }
    if flags & CHECKED != 0 {
        length += 2;
    }
    if bytes.len() < length { Header::Unfinished } else { Header::Whole(length) }
}
