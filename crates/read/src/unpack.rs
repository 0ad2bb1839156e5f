//! Compression: gzip with any number of members and zstd with any number of frames, known by their first bytes.
//!
//! Everything streams. Output out of all proportion to the input is refused, since a few kilobytes can be made to
//! expand for ever.

use crate::options::Limits;
use crate::raw::Meter;
use std::io::{self, Read};
use std::rc::Rc;

/// A stream of bytes that may borrow from its archive.
pub(crate) type Stream<'a> = Box<dyn Read + 'a>;

/// How bytes are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    Gzip,
    Zstd,
}

impl Packing {
    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }
}

/// The packing that the first bytes tell of.
pub(crate) fn packing(block: &[u8]) -> Option<Packing> {
    match block {
        [0x1f, 0x8b, 0x08, ..] => Some(Packing::Gzip),
        [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Packing::Zstd),
        _ => None,
    }
}

/// The unpacked stream, guarded against expanding without bound.
pub(crate) fn unpacked<'a>(
    stream: Stream<'a>,
    packing: Packing,
    meter: &Rc<Meter>,
    limits: Limits,
) -> io::Result<Stream<'a>> {
    let inner: Stream<'a> = match packing {
        Packing::Gzip => Box::new(flate2::read::MultiGzDecoder::new(stream)),
        Packing::Zstd => Box::new(zstd::stream::read::Decoder::new(stream)?),
    };
    Ok(guarded(inner, meter, limits))
}

/// A stream of unpacked bytes that may not grow out of all proportion to those of its source.
pub(crate) fn guarded<'a>(inner: Stream<'a>, meter: &Rc<Meter>, limits: Limits) -> Stream<'a> {
    Box::new(Guarded { inner, written: 0, meter: Rc::clone(meter), limits })
}

struct Guarded<'a> {
    inner: Stream<'a>,
    written: u64,
    meter: Rc<Meter>,
    limits: Limits,
}

impl Read for Guarded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.written += read as u64;
        let allowed = self.meter.bytes_read().saturating_mul(self.limits.max_expansion);
        if self.written > self.limits.expansion_floor_bytes.max(allowed) {
            self.meter.set_outgrown();
            return Err(io::Error::other("expands beyond all proportion"));
        }
        Ok(read)
    }
}

/// How much of a stream is looked at before deciding what it is.
pub(crate) const BLOCK_BYTES: usize = 64 << 10;

/// The first block of a stream, and the stream as if nothing had been taken from it.
///
/// An error met while filling the block is handed out after the block, where it belongs.
pub(crate) fn peek(mut stream: Stream<'_>) -> (Vec<u8>, Stream<'_>) {
    let mut block = Vec::new();
    let error = stream.by_ref().take(BLOCK_BYTES as u64).read_to_end(&mut block).err();
    let whole = Peeked { block: block.clone(), at: 0, error, rest: stream };
    (block, Box::new(whole))
}

struct Peeked<'a> {
    block: Vec<u8>,
    at: usize,
    error: Option<io::Error>,
    rest: Stream<'a>,
}

impl Read for Peeked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = &self.block[self.at..];
        if !left.is_empty() {
            let taken = left.len().min(buffer.len());
            buffer[..taken].copy_from_slice(&left[..taken]);
            self.at += taken;
            return Ok(taken);
        }
        match self.error.take() {
            Some(error) => Err(error),
            None => self.rest.read(buffer),
        }
    }
}
