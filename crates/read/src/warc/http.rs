//! The HTTP message in a record: status, media type, and the body as the server meant it.
//!
//! Crawlers differ in what they store: some keep the body as it came over the wire (chunked, compressed), others undo
//! both and leave the header fields as they were. So a field is believed only when the bytes agree with it.

use super::header::{self, Fields};
use std::borrow::Cow;
use std::io::Read;

/// A response.
#[derive(Debug)]
pub(super) struct Response<'a> {
    pub(super) status: u16,
    /// `text/html`, lower case; empty when not stated.
    pub(super) media_type: String,
    /// The character set stated beside it.
    pub(super) charset: Option<String>,
    pub(super) body: Cow<'a, [u8]>,
}

/// Why a body cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BodyFault {
    /// No HTTP message.
    NoMessage,
    /// Larger than allowed.
    TooLarge,
    /// Nothing of it can be unpacked.
    Broken,
}

/// Layers of compression that are undone.
const MOST_CODINGS: usize = 2;

/// The response in a record's content; its body is at most `limit` bytes.
pub(super) fn response(content: &[u8], limit: usize) -> Result<Response<'_>, BodyFault> {
    let end = header::end(content).ok_or(BodyFault::NoMessage)?;
    let status = status(content).ok_or(BodyFault::NoMessage)?;
    let fields = Fields::after_first_line(&content[..end]);
    let (media_type, charset) = media_type(fields.get("Content-Type").unwrap_or_default());
    let mut body = Cow::Borrowed(&content[end..]);
    if fields.get("Transfer-Encoding").is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"))
        && let Some(whole) = unchunked(&body)
    {
        body = Cow::Owned(whole);
    }
    let codings = fields.get("Content-Encoding").unwrap_or_default().to_ascii_lowercase();
    for coding in codings.rsplit(',').map(str::trim).take(MOST_CODINGS) {
        if let Some(unpacked) = unpacked(&body, coding, limit)? {
            body = Cow::Owned(unpacked);
        }
    }
    if body.len() > limit { Err(BodyFault::TooLarge) } else { Ok(Response { status, media_type, charset, body }) }
}

/// `HTTP/1.1 200 OK`
fn status(content: &[u8]) -> Option<u16> {
    let line = &content[..memchr::memchr(b'\n', content)?];
    let mut words = line.split(|byte| *byte == b' ').filter(|word| !word.is_empty());
    words.next().filter(|word| word.starts_with(b"HTTP/"))?;
    std::str::from_utf8(words.next()?).ok()?.trim().parse().ok()
}

/// `Text/HTML; charset="utf-8"` as media type and character set.
pub(crate) fn media_type(stated: &str) -> (String, Option<String>) {
    let mut parts = stated.split(';').map(str::trim);
    let media_type = parts.next().unwrap_or_default().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    });
    (media_type, charset.filter(|charset| !charset.is_empty()))
}

/// A chunked body (RFC 9112, section 7.1) put together; `None` when it is not chunked after all. What is cut off is
/// missing from the result.
fn unchunked(body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    let mut rest = body;
    let mut first = true;
    loop {
        let Some(end) = memchr::memchr(b'\n', &rest[..rest.len().min(64)]) else {
            return (!first).then_some(whole);
        };
        let size = std::str::from_utf8(&rest[..end]).ok()?.split(';').next().unwrap_or_default().trim();
        let Ok(size) = usize::from_str_radix(size, 16) else { return (!first).then_some(whole) };
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(whole);
        }
        let there = size.min(rest.len());
        whole.extend_from_slice(&rest[..there]);
        rest = &rest[there..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        first = false;
    }
}

/// A body unpacked; `None` when it is not packed in this way after all.
fn unpacked(body: &[u8], coding: &str, limit: usize) -> Result<Option<Vec<u8>>, BodyFault> {
    match coding {
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => bounded(flate2::read::MultiGzDecoder::new(body), limit),
        "deflate" if is_zlib(body) => bounded(flate2::read::ZlibDecoder::new(body), limit),
        "deflate" if !looks_like_text(body) => bounded(flate2::read::DeflateDecoder::new(body), limit),
        "br" if !looks_like_text(body) => bounded(brotli::Decompressor::new(body, 4096), limit),
        "zstd" if body.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => {
            let decoder = zstd::stream::read::Decoder::with_buffer(body).map_err(|_| BodyFault::Broken)?;
            bounded(decoder, limit)
        }
        _ => return Ok(None),
    }
    .map(Some)
}

/// What comes out, as far as it goes: a page cut in the middle still has a beginning.
fn bounded(decoder: impl Read, limit: usize) -> Result<Vec<u8>, BodyFault> {
    let mut out = Vec::new();
    let read = decoder.take(limit as u64 + 1).read_to_end(&mut out);
    match read {
        _ if out.len() > limit => Err(BodyFault::TooLarge),
        Err(_) if out.is_empty() => Err(BodyFault::Broken),
        _ => Ok(out),
    }
}

/// RFC 1950: method 8, and a check over the first two bytes.
fn is_zlib(body: &[u8]) -> bool {
    body.first_chunk().is_some_and(|&[method, flags]| {
        method & 0x0f == 8 && (u16::from(method) << 8 | u16::from(flags)).is_multiple_of(31)
    })
}

/// A body that is text already was unpacked by the crawler.
fn looks_like_text(body: &[u8]) -> bool {
    let head = &body[..body.len().min(64)];
    head.iter().all(|&byte| byte >= b' ' || byte.is_ascii_whitespace()) && body.trim_ascii_start().starts_with(b"<")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap()
    }

    fn message(head: &str, body: &[u8]) -> Vec<u8> {
        [format!("HTTP/1.1 200 OK\r\n{head}\r\n").as_bytes(), body].concat()
    }

    fn body(head: &str, body: &[u8]) -> Result<Vec<u8>, BodyFault> {
        response(&message(head, body), 1000).map(|response| response.body.into_owned())
    }

    #[test]
    fn a_body_is_put_together_and_unpacked() {
        let packed = gzip(b"<p>Rain.</p>");
        let chunked = [
            b"5\r\n",
            &packed[..5],
            b"\r\n",
            format!("{:x};x=y\r\n", packed.len() - 5).as_bytes(),
            &packed[5..],
            b"\r\n0\r\n\r\n",
        ]
        .concat();
        let head = "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n";
        assert_eq!(body(head, &chunked).unwrap(), b"<p>Rain.</p>");
        let mut brotli = Vec::new();
        brotli::CompressorWriter::new(&mut brotli, 4096, 5, 20).write_all(b"<p>Rain.</p>").unwrap();
        assert_eq!(body("Content-Encoding: br\r\n", &brotli).unwrap(), b"<p>Rain.</p>");
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        zlib.write_all(b"<p>Rain.</p>").unwrap();
        assert_eq!(body("Content-Encoding: deflate\r\n", &zlib.finish().unwrap()).unwrap(), b"<p>Rain.</p>");
    }

    #[test]
    fn a_body_that_the_crawler_unpacked_stays_as_it_is() {
        let head = "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n";
        assert_eq!(body(head, b"<p>Rain.</p>").unwrap(), b"<p>Rain.</p>");
        for coding in ["br", "deflate", "zstd", "unheard-of"] {
            let head = format!("Content-Encoding: {coding}\r\n");
            assert_eq!(body(&head, b"<p>Rain.</p>").unwrap(), b"<p>Rain.</p>", "{coding}");
        }
    }

    #[test]
    fn a_body_that_is_cut_keeps_its_beginning() {
        let packed = gzip("<p>Rain fell and the bridge stayed closed.</p>".repeat(9).as_bytes());
        let cut = body("Content-Encoding: gzip\r\n", &packed[..packed.len() - 9]).unwrap();
        assert!(cut.starts_with(b"<p>Rain"));
        assert_eq!(body("Transfer-Encoding: chunked\r\n", b"ff\r\n<p>Ra").unwrap(), b"<p>Ra");
    }

    #[test]
    fn a_body_that_expands_beyond_the_limit_is_refused() {
        let bomb = gzip(&[b'x'; 100_000]);
        assert_eq!(body("Content-Encoding: gzip\r\n", &bomb), Err(BodyFault::TooLarge));
        assert_eq!(body("Content-Encoding: gzip\r\n", &[0x1f, 0x8b, 8, 0, 0]), Err(BodyFault::Broken));
    }

    #[test]
    fn media_type_and_character_set_are_told_apart() {
        assert_eq!(
            media_type("Text/HTML; Charset=\"windows-1251\""),
            ("text/html".into(), Some("windows-1251".into()))
        );
        assert_eq!(media_type("text/plain"), ("text/plain".into(), None));
        assert_eq!(status(b"HTTP/1.0 404\r\n"), Some(404));
        assert_eq!(status(b"GET / HTTP/1.0\r\n"), None);
    }
}
