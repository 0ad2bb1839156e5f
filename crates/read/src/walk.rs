//! From sources to leaves: opens, hashes, unpacks and looks into archives until something readable is found.
//!
//! A leaf is handed over while its archive is open, which is why everything from here on is a callback. What cannot
//! be read is an error only if the user named it; inside a folder or an archive it is left out with its reason.

use crate::error::ReadError;
use crate::form::{Form, form};
use crate::input::{Place, Source};
use crate::open;
use crate::options::{Limits, Position, Progress};
use crate::raw::{Meter, SharedRaw};
use crate::row::Stop;
use crate::unpack::{Packing, Stream, guarded, packing, peek, unpacked};
use crate::warc;
use overshadow_record::{InputFile, Skipped};
use std::io;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

/// Something that is neither packed nor an archive.
pub(crate) struct Leaf<'a> {
    /// Its name in results.
    pub(crate) name: &'a str,
    pub(crate) form: Form,
    /// What it is packed in, the outermost first.
    pub(crate) packing: &'a [&'static str],
    /// The first block of `stream`.
    pub(crate) block: &'a [u8],
    pub(crate) stream: Stream<'a>,
    /// The file, when the leaf is one as it lies on disk.
    pub(crate) path: Option<&'a Path>,
    /// Where in the file `stream` begins, when reading starts again inside one.
    pub(crate) offset: u64,
}

/// What takes the leaves.
pub(crate) trait Leaves {
    /// Says which source comes next, and the byte of it where reading starts.
    fn begin(&mut self, _source: usize, _offset: u64) {}
    /// Reads a leaf; false when it was left out as a whole.
    fn leaf(&mut self, leaf: Leaf<'_>) -> Result<bool, Stop>;
    /// Notes what was left out.
    fn skip(&mut self, skipped: Skipped) -> Result<(), Stop>;
    /// Pages and rows handed over so far.
    fn kept(&self) -> u64;
}

/// How deep packings and archives may lie inside one another.
const MOST_LAYERS: usize = 6;

/// Visits every leaf of every source, in order, and tells which files were read.
pub(crate) fn walk(
    sources: &[Source<'_>],
    limits: Limits,
    progress: Option<&Arc<Progress>>,
    from: Position,
    leaves: &mut dyn Leaves,
) -> Result<Vec<InputFile>, ReadError> {
    if let Some(progress) = progress {
        progress.set_total(total(sources).unwrap_or(0));
    }
    let mut files = Vec::new();
    for (index, source) in sources.iter().enumerate() {
        if index < from.source {
            pass_over(source, progress);
            continue;
        }
        let offset = if index == from.source { from.offset } else { 0 };
        leaves.begin(index, offset);
        match visit(source, offset, limits, progress, leaves) {
            Ok(file) => files.extend(file),
            Err(Stop::Enough) => break,
            Err(Stop::Failed(error)) => return Err(error),
            Err(Stop::Stream(cause)) => return Err(ReadError::Read { name: source.name.clone(), source: cause }),
        }
    }
    Ok(files)
}

fn total(sources: &[Source<'_>]) -> Option<u64> {
    let size = |source: &Source<'_>| match &source.place {
        Place::File(path) => Some(open::size(path).unwrap_or(0)),
        Place::Bytes(bytes) => Some(bytes.len() as u64),
        Place::Stdin => None,
    };
    sources.iter().map(size).sum()
}

/// A source that was read to its end before.
fn pass_over(source: &Source<'_>, progress: Option<&Arc<Progress>>) {
    if let (Some(progress), Place::File(path)) = (progress, &source.place) {
        progress.add(open::size(path).unwrap_or(0));
    }
}

fn visit(
    source: &Source<'_>,
    offset: u64,
    limits: Limits,
    progress: Option<&Arc<Progress>>,
    leaves: &mut dyn Leaves,
) -> Result<Option<InputFile>, Stop> {
    let (stream, path): (Stream<'_>, Option<&Path>) = match &source.place {
        Place::Bytes(bytes) => (Box::new(*bytes), None),
        Place::Stdin => (Box::new(io::stdin().lock()), None),
        Place::File(path) if offset > 0 => return visit_rest(source, path, offset, progress, leaves),
        Place::File(path) => match open::file(path) {
            Ok(file) => (Box::new(file), Some(path)),
            Err(error) => return left_out(source, error, leaves).map(|()| None),
        },
    };
    let meter = Rc::new(Meter::default());
    let raw = SharedRaw::new(stream, progress.cloned(), Rc::clone(&meter));
    let before = leaves.kept();
    let descent = Descent { meter: Rc::clone(&meter), limits, path };
    let used = match descent.enter(Box::new(raw.clone()), &source.name, &[], leaves) {
        Err(Stop::Failed(error)) => return left_out(source, error, leaves).map(|()| None),
        Err(Stop::Stream(error)) => {
            broken(source, error, &meter, leaves.kept() - before, leaves)?;
            true
        }
        other => other?,
    };
    if !used {
        return Ok(None);
    }
    match raw.finish(source.name.clone()) {
        Ok(file) => Ok(Some(file)),
        Err(cause) => {
            left_out(source, ReadError::Read { name: source.name.clone(), source: cause }, leaves).map(|()| None)
        }
    }
}

/// Reads on inside a file, which is a web archive: only those start again at a byte. Since its beginning is not read,
/// its digest is not known, and it is not among the files read.
fn visit_rest(
    source: &Source<'_>,
    path: &Path,
    offset: u64,
    progress: Option<&Arc<Progress>>,
    leaves: &mut dyn Leaves,
) -> Result<Option<InputFile>, Stop> {
    let (head, file) = match open::file_at(path, offset) {
        Ok(opened) => opened,
        Err(error) => return left_out(source, error, leaves).map(|()| None),
    };
    if let Some(progress) = progress {
        progress.add(offset);
    }
    let raw = SharedRaw::new(Box::new(file), progress.cloned(), Rc::new(Meter::default()));
    let form = if packing(&head) == Some(Packing::Gzip) { Form::WarcGzip } else { Form::Warc };
    let leaf =
        Leaf { name: &source.name, form, packing: &[], block: &[], stream: Box::new(raw), path: Some(path), offset };
    leaves.leaf(leaf).map(|_| None)
}

/// An error for what the user named, a line in the list for anything else.
fn left_out(source: &Source<'_>, error: ReadError, leaves: &mut dyn Leaves) -> Result<(), Stop> {
    if source.explicit {
        return Err(error.into());
    }
    leaves.skip(skipped(&source.name, &error))
}

fn skipped(name: &str, error: &ReadError) -> Skipped {
    let cause = std::error::Error::source(error).map(|cause| format!(": {cause}")).unwrap_or_default();
    Skipped { source: name.to_owned(), reason: error.code().to_owned(), detail: format!("{error}{cause}") }
}

/// The bytes of a source ended or broke: its own failure, a bomb, or a packed file that is cut or damaged.
fn broken(
    source: &Source<'_>,
    error: io::Error,
    meter: &Meter,
    kept: u64,
    leaves: &mut dyn Leaves,
) -> Result<(), Stop> {
    let name = source.name.clone();
    if meter.has_failed() {
        return left_out(source, ReadError::Read { name, source: error }, leaves);
    }
    if meter.is_outgrown() {
        return left_out(source, ReadError::ExpandsTooMuch { name, packed_bytes: meter.bytes_read() }, leaves);
    }
    leaves.skip(cut(name, &error, meter.bytes_read(), kept))
}

fn cut(name: String, error: &io::Error, at: u64, kept: u64) -> Skipped {
    let text = error.to_string();
    // The gzip and zstd readers tell a cut stream from a damaged one by this kind alone.
    let (reason, what) = match error.kind() {
        io::ErrorKind::UnexpectedEof => ("stream-truncated", "ends too early"),
        _ => ("stream-broken", "is damaged"),
    };
    let detail = format!("{what} at byte {at} ({text}); {kept} before it were read and kept");
    Skipped { source: name, reason: reason.to_owned(), detail }
}

/// The way down from one source to its leaves.
struct Descent<'a> {
    meter: Rc<Meter>,
    limits: Limits,
    path: Option<&'a Path>,
}

impl Descent<'_> {
    /// Visits the leaves of a stream; false when nothing in it was read.
    fn enter(
        &self,
        stream: Stream<'_>,
        name: &str,
        layers: &[&'static str],
        leaves: &mut dyn Leaves,
    ) -> Result<bool, Stop> {
        let (block, stream) = peek(stream);
        if layers.len() > MOST_LAYERS {
            let detail = format!("packed more than {MOST_LAYERS} times over");
            return leave(name, "packed-too-deep", detail, leaves);
        }
        if packing(&block) == Some(Packing::Gzip) && warc::begins_record(&block) {
            let path = self.path.filter(|_| layers.is_empty());
            let form = Form::WarcGzip;
            return leaves.leaf(Leaf { name, form, packing: layers, block: &block, stream, path, offset: 0 });
        }
        if let Some(packing) = packing(&block) {
            let layers = [layers, &[packing.name()]].concat();
            return self.enter(unpacked(stream, packing, &self.meter, self.limits)?, name, &layers, leaves);
        }
        match form(&block, name) {
            Form::Tar => self.members(stream, name, &[layers, &["tar"]].concat(), leaves),
            Form::Zip => self.zip_members(stream, name, &[layers, &["zip"]].concat(), leaves),
            Form::Empty if block.len() < crate::unpack::BLOCK_BYTES => {
                // A stream that breaks before its first letter is broken, not empty.
                io::copy(&mut { stream }, &mut io::sink())?;
                leave(name, "file-empty", "nothing in it".to_owned(), leaves)
            }
            Form::Empty => leave(name, "file-unknown", "begins with nothing but blanks".to_owned(), leaves),
            Form::Binary(what) => leave(name, "file-binary", what.to_owned(), leaves),
            Form::Unknown(what) => leave(name, "file-unknown", what.to_owned(), leaves),
            form => {
                let path = self.path.filter(|_| layers.is_empty());
                leaves.leaf(Leaf { name, form, packing: layers, block: &block, stream, path, offset: 0 })
            }
        }
    }

    /// The members of a tar archive, each looked at like a file.
    fn members(
        &self,
        stream: Stream<'_>,
        name: &str,
        layers: &[&'static str],
        leaves: &mut dyn Leaves,
    ) -> Result<bool, Stop> {
        let mut archive = tar::Archive::new(stream);
        let mut used = false;
        let mut reported = false;
        for member in archive.entries()? {
            let member = match member {
                Ok(member) => member,
                // The member before was cut at the same place and has been reported.
                Err(_) if reported => return Ok(true),
                Err(error) => return Err(error.into()),
            };
            reported = false;
            let path = String::from_utf8_lossy(&member.path_bytes()).trim_start_matches("./").to_owned();
            if !member.header().entry_type().is_file() || is_hidden(&path) {
                continue;
            }
            let was_used = self.member(Box::new(member), &format!("{name}/{path}"), layers, leaves)?;
            reported = was_used == Member::Cut;
            used |= was_used != Member::LeftOut;
        }
        Ok(used)
    }

    /// The members of a ZIP archive, in the order they lie in it; its index at the end is not needed for that.
    fn zip_members(
        &self,
        mut stream: Stream<'_>,
        name: &str,
        layers: &[&'static str],
        leaves: &mut dyn Leaves,
    ) -> Result<bool, Stop> {
        let mut used = false;
        loop {
            let member = match zip::read::read_zipfile_from_stream(&mut stream) {
                Ok(Some(member)) => member,
                Ok(None) => return Ok(used),
                Err(error) => return Err(io::Error::from(error).into()),
            };
            // A name is only ever shown; nothing is written where it points to.
            let path = String::from_utf8_lossy(member.name_raw()).trim_start_matches("./").to_owned();
            if member.is_dir() || is_hidden(&path) {
                continue;
            }
            let unpacked = guarded(Box::new(member), &self.meter, self.limits);
            used |= self.member(unpacked, &format!("{name}/{path}"), layers, leaves)? != Member::LeftOut;
        }
    }

    /// One member of an archive; what is wrong with it does not end the archive.
    fn member(
        &self,
        member: Stream<'_>,
        name: &str,
        layers: &[&'static str],
        leaves: &mut dyn Leaves,
    ) -> Result<Member, Stop> {
        let before = leaves.kept();
        match self.enter(member, name, layers, leaves) {
            Err(Stop::Failed(error)) => {
                leaves.skip(skipped(name, &error))?;
                Ok(Member::LeftOut)
            }
            Err(Stop::Stream(error)) if !self.meter.has_failed() && !self.meter.is_outgrown() => {
                leaves.skip(cut(name.to_owned(), &error, self.meter.bytes_read(), leaves.kept() - before))?;
                Ok(Member::Cut)
            }
            other => Ok(if other? { Member::Read } else { Member::LeftOut }),
        }
    }
}

/// What became of a member of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Member {
    Read,
    /// Read as far as it goes.
    Cut,
    LeftOut,
}

fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.') && !matches!(part, "." | ".."))
}

fn leave(name: &str, reason: &str, detail: String, leaves: &mut dyn Leaves) -> Result<bool, Stop> {
    leaves.skip(Skipped { source: name.to_owned(), reason: reason.to_owned(), detail })?;
    Ok(false)
}
