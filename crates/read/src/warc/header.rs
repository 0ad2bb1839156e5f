//! The header of a record, and of an HTTP message: lines of `Name: value` until an empty one.

/// The fields of a header, as they stand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fields<'a> {
    lines: &'a [u8],
}

impl<'a> Fields<'a> {
    /// The fields in the lines after the first.
    pub(super) fn after_first_line(header: &'a [u8]) -> Self {
        let start = memchr::memchr(b'\n', header).map_or(header.len(), |end| end + 1);
        Self { lines: &header[start..] }
    }

    /// The value of a field, whatever the case of its name; `None` too for one that is no text.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.lines;
        while !rest.is_empty() {
            let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            let line = &rest[..end];
            rest = rest.get(end + 1..).unwrap_or_default();
            let named = line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()));
            if named && line.get(name.len()) == Some(&b':') {
                return std::str::from_utf8(&line[name.len() + 1..]).ok().map(str::trim);
            }
        }
        None
    }
}

/// Where a header ends, its empty line included; `None` when it does not end here.
pub(super) fn end(bytes: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'\n', bytes).find_map(|at| match &bytes[at + 1..] {
        [b'\n', ..] => Some(at + 2),
        [b'\r', b'\n', ..] => Some(at + 3),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_found_whatever_its_case_and_line_ends() {
        let header = b"WARC/1.0\r\nWARC-Type: response\nContent-length:  12 \r\n\r\n";
        let fields = Fields::after_first_line(header);
        assert_eq!(fields.get("warc-type"), Some("response"));
        assert_eq!(fields.get("Content-Length"), Some("12"));
        assert_eq!(fields.get("WARC"), None);
        assert_eq!(end(header), Some(header.len()));
        assert_eq!(end(b"WARC/1.0\r\nA: b\r\n"), None);
    }
}
