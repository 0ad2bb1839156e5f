//! The body of an answer: read up to a limit, unpacked up to the same limit.

use crate::error::FetchError;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::{self, Read};

/// What could be read of a body.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Body {
    pub(crate) bytes: Vec<u8>,
    /// True when it ended before the end that the server had announced.
    pub(crate) is_cut: bool,
}

/// Why a body cannot be read: it is too large, or the connection says no more.
pub(crate) enum BodyFault {
    TooLarge,
    Stream(io::Error),
}

/// Reads a body as it comes over the wire.
pub(crate) fn read(stream: &mut dyn Read, limit: usize) -> Result<Body, BodyFault> {
    let mut bytes = Vec::new();
    let done = stream.take(limit as u64 + 1).read_to_end(&mut bytes);
    if bytes.len() > limit {
        return Err(BodyFault::TooLarge);
    }
    match done {
        Ok(_) => Ok(Body { bytes, is_cut: false }),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof && !bytes.is_empty() => {
            Ok(Body { bytes, is_cut: true })
        }
        Err(error) => Err(BodyFault::Stream(error)),
    }
}

/// Undoes what `Content-Encoding` says. A body that is not packed in that way after all stays as it is; of one that breaks
/// off, the beginning is kept.
pub(crate) fn unpacked(body: Body, coding: &str, limit: usize) -> Result<Body, FetchError> {
    let packed = &body.bytes[..];
    let stream: Box<dyn Read + '_> = match coding.trim().to_ascii_lowercase().as_str() {
        "" | "identity" => return Ok(body),
        "gzip" | "x-gzip" if packed.starts_with(&[0x1f, 0x8b]) => Box::new(MultiGzDecoder::new(packed)),
        "gzip" | "x-gzip" => return Ok(body),
        "deflate" if packed.first().is_some_and(|byte| byte & 0x0f == 8) => Box::new(ZlibDecoder::new(packed)),
        "deflate" => Box::new(DeflateDecoder::new(packed)),
        other => return Err(FetchError::Packed { coding: other.chars().take(40).collect() }),
    };
    let mut bytes = Vec::new();
    let done = stream.take(limit as u64 + 1).read_to_end(&mut bytes);
    if bytes.len() > limit {
        return Err(FetchError::TooLarge { limit });
    }
    match done {
        Ok(_) => Ok(Body { bytes, is_cut: body.is_cut }),
        Err(_) if !bytes.is_empty() => Ok(Body { bytes, is_cut: true }),
        Err(_) => Err(FetchError::Packed { coding: coding.chars().take(40).collect() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Body {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        writer.write_all(bytes).unwrap();
        Body { bytes: writer.finish().unwrap(), is_cut: false }
    }

    #[test]
    fn a_bomb_is_not_unpacked_beyond_the_limit() {
        assert!(matches!(
            unpacked(gzip(&vec![b'x'; 5_000_000]), "gzip", 1000),
            Err(FetchError::TooLarge { limit: 1000 })
        ));
        assert_eq!(unpacked(gzip(&[b'x'; 1000]), "GZIP", 1000).unwrap().bytes.len(), 1000);
    }

    #[test]
    fn the_beginning_of_a_broken_body_is_kept() {
        let mut packed = gzip("Rain fell, and the bridge stayed closed. ".repeat(50).as_bytes());
        packed.bytes.truncate(packed.bytes.len() - 6);
        let body = unpacked(packed, "gzip", 10_000).unwrap();
        assert!(body.is_cut && body.bytes.starts_with(b"Rain fell"));
        assert!(matches!(
            unpacked(Body { bytes: vec![0x1f, 0x8b, 9], is_cut: false }, "gzip", 9),
            Err(FetchError::Packed { .. })
        ));
        assert!(matches!(
            unpacked(Body { bytes: b"x".to_vec(), is_cut: false }, "br", 9),
            Err(FetchError::Packed { .. })
        ));
    }

    #[test]
    fn what_is_said_to_be_packed_and_is_not_stays_as_it_is() {
        let plain = Body { bytes: b"<rss>".to_vec(), is_cut: false };
        assert_eq!(unpacked(plain, "gzip", 10).unwrap().bytes, b"<rss>");
    }
}
