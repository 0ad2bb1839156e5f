//! Bytes as they lie on disk: counted, hashed and reported while they stream by.

use crate::options::Progress;
use overshadow_record::InputFile;
use sha2::{Digest, Sha256};
use std::cell::{Cell, RefCell};
use std::io::{self, Read};
use std::rc::Rc;
use std::sync::Arc;

/// What is known of a source while it is read; the layers of unpacking look at it too.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    bytes: Cell<u64>,
    failed: Cell<bool>,
    outgrown: Cell<bool>,
}

impl Meter {
    /// Bytes of the source read so far, as they lie on disk.
    pub(crate) fn bytes_read(&self) -> u64 {
        self.bytes.get()
    }

    /// True once the source itself, not what is packed in it, failed to read.
    pub(crate) fn has_failed(&self) -> bool {
        self.failed.get()
    }

    /// True once what is packed in the source outgrew the allowed proportion.
    pub(crate) fn is_outgrown(&self) -> bool {
        self.outgrown.get()
    }

    pub(crate) fn set_outgrown(&self) {
        self.outgrown.set(true);
    }
}

/// A source's own bytes, before anything is unpacked or decoded.
struct Raw<'a> {
    source: Box<dyn Read + 'a>,
    hasher: Sha256,
    progress: Option<Arc<Progress>>,
    meter: Rc<Meter>,
}

/// A handle on a source that the layers of unpacking can own, while the walk keeps another to finish with.
#[derive(Clone)]
pub(crate) struct SharedRaw<'a>(Rc<RefCell<Raw<'a>>>);

impl<'a> SharedRaw<'a> {
    pub(crate) fn new(source: Box<dyn Read + 'a>, progress: Option<Arc<Progress>>, meter: Rc<Meter>) -> Self {
        Self(Rc::new(RefCell::new(Raw { source, hasher: Sha256::new(), progress, meter })))
    }

    /// Reads what is left, so that the digest is that of the whole file.
    pub(crate) fn finish(mut self, name: String) -> io::Result<InputFile> {
        io::copy(&mut self, &mut io::sink())?;
        let raw = self.0.borrow();
        let digest = raw.hasher.clone().finalize();
        Ok(InputFile { name, bytes: raw.meter.bytes_read(), sha256: hexadecimal(&digest) })
    }
}

impl Read for SharedRaw<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let raw = &mut *self.0.borrow_mut();
        let read = match raw.source.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
            other => other.inspect_err(|_| raw.meter.failed.set(true))?,
        };
        raw.hasher.update(&buffer[..read]);
        raw.meter.bytes.set(raw.meter.bytes.get() + read as u64);
        if let Some(progress) = &raw.progress {
            progress.add(read as u64);
        }
        Ok(read)
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|half| char::from(DIGITS[usize::from(half)])).collect()
}
