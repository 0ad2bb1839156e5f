//! Where tags, attributes, comments and raw text end in HTML, read straight from its bytes.

use memchr::{memchr, memchr2, memmem};
use std::ops::Range;

/// Attributes of one tag that are read; more is an attack.
const MOST_ATTRIBUTES: usize = 48;

/// A start tag behind its name.
#[derive(Default)]
pub(crate) struct Tag {
    pub(crate) attributes: Vec<Attribute>,
    /// Behind its `>`.
    pub(crate) end: usize,
    pub(crate) closes_itself: bool,
}

/// An attribute: its name, and its value without quotation marks.
#[derive(Clone)]
pub(crate) struct Attribute {
    pub(crate) name: Range<u32>,
    pub(crate) value: Range<u32>,
}

impl Tag {
    /// Reads the attributes from `at`, behind the name, to the end of the tag or of the page.
    pub(crate) fn read(&mut self, page: &str, mut at: usize) {
        let bytes = page.as_bytes();
        self.attributes.clear();
        self.closes_itself = false;
        loop {
            match bytes.get(at) {
                None => break self.end = at,
                Some(b'>') => break self.end = at + 1,
                Some(b'/') => {
                    self.closes_itself = bytes.get(at + 1) == Some(&b'>');
                    at += 1;
                }
                Some(byte) if byte.is_ascii_whitespace() => at += 1,
                Some(_) => {
                    let (attribute, end) = attribute_at(bytes, at);
                    if self.attributes.len() < MOST_ATTRIBUTES {
                        self.attributes.push(attribute);
                    }
                    at = end;
                }
            }
        }
    }

    /// The value of an attribute, as it is written.
    pub(crate) fn value<'a>(&self, page: &'a str, name: &str) -> Option<&'a str> {
        let same = |attribute: &&Attribute| text_at(page, &attribute.name).eq_ignore_ascii_case(name);
        self.attributes.iter().find(same).map(|attribute| text_at(page, &attribute.value))
    }
}

/// The text at a place of a page.
pub(crate) fn text_at<'a>(page: &'a str, place: &Range<u32>) -> &'a str {
    &page[place.start as usize..place.end as usize]
}

/// The attribute that begins at `start`, and where it ends with its quotation marks.
fn attribute_at(bytes: &[u8], start: usize) -> (Attribute, usize) {
    let until = |from: usize, ends: fn(&u8) -> bool| {
        bytes[from..].iter().position(ends).map_or(bytes.len(), |length| from + length)
    };
    // A name may begin with `=`, says the standard.
    let name_end = until(start + 1, |byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'>' | b'/'));
    let made = |value: Range<usize>, end: usize| {
        let place = |place: Range<usize>| place.start as u32..place.end as u32;
        (Attribute { name: place(start..name_end), value: place(value) }, end)
    };
    let sign = until(name_end, |byte| !byte.is_ascii_whitespace());
    if bytes.get(sign) != Some(&b'=') {
        return made(name_end..name_end, name_end);
    }
    let value = until(sign + 1, |byte| !byte.is_ascii_whitespace());
    if let Some(&mark @ (b'"' | b'\'')) = bytes.get(value) {
        let end = memchr(mark, &bytes[value + 1..]).map_or(bytes.len(), |length| value + 1 + length);
        return made(value + 1..end, bytes.len().min(end + 1));
    }
    let end = until(value, |byte| byte.is_ascii_whitespace() || *byte == b'>');
    made(value..end, end)
}

/// The name of the tag that begins at `start`, behind its `<` or `</`.
pub(crate) fn name_at(page: &str, start: usize) -> &str {
    let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
    let bytes = &page.as_bytes()[start..];
    &page[start..start + bytes.iter().position(ends).unwrap_or(bytes.len())]
}

/// Behind the end of what begins with `<!` or `<?` at `start`: a comment, a declaration.
pub(crate) fn comment_end(page: &str, start: usize) -> usize {
    let bytes = &page.as_bytes()[start + 2..];
    let end = if bytes.starts_with(b"--") {
        // `<!-->` is a comment: its end may begin with the marks of its start.
        memmem::find(bytes, b"-->").map(|at| at + 3)
    } else {
        memchr(b'>', bytes).map(|at| at + 1)
    };
    end.map_or(page.len(), |end| start + 2 + end)
}

/// Where the end tag of an element begins whose text is not read, and where it ends; the end of the page when there is
/// none.
///
/// A script may hold, inside a comment, the end tag of another script that it writes.
pub(crate) fn raw_text_end(page: &str, from: usize, name: &str) -> (usize, usize) {
    let bytes = page.as_bytes();
    let mut at = from;
    let (mut in_comment, mut written) = (false, false);
    while let Some(found) = memchr2(b'<', b'-', &bytes[at..]) {
        let mark = at + found;
        let rest = &bytes[mark..];
        at = mark + 1;
        if name == "script" {
            in_comment = in_comment && !rest.starts_with(b"-->") || rest.starts_with(b"<!--");
            written = in_comment && (written || is_tag(rest, b"<", name));
        }
        if is_tag(rest, b"</", name) {
            if !written {
                return (mark, mark + memchr(b'>', rest).map_or(rest.len(), |end| end + 1));
            }
            written = false;
        }
    }
    (bytes.len(), bytes.len())
}

fn is_tag(rest: &[u8], opens: &[u8], name: &str) -> bool {
    let Some(tag) = rest.strip_prefix(opens) else { return false };
    let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
    tag.len() >= name.len()
        && tag[..name.len()].eq_ignore_ascii_case(name.as_bytes())
        && tag.get(name.len()).is_none_or(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_as_a_browser_reads_them() {
        let page = " class='a b' id=c data-x hidden / href=/d/>";
        let mut tag = Tag::default();
        tag.read(page, 0);
        let value = |name| tag.value(page, name);
        assert_eq!((value("class"), value("id"), value("hidden")), (Some("a b"), Some("c"), Some("")));
        assert_eq!((value("href"), value("style"), tag.end), (Some("/d/"), None, page.len()));
    }

    #[test]
    fn a_script_ends_where_its_own_end_tag_stands() {
        let end = |page: &str, name| raw_text_end(page, 0, name).1;
        assert_eq!(end("a</SCRIPT >b", "script"), 11);
        assert_eq!(end("<!-- w('<script>1</script>') --></script>b", "script"), 41);
        assert_eq!(end("a < b </scripts>", "script"), 16);
    }

    #[test]
    fn comments_end_where_they_say() {
        assert_eq!(comment_end("<!-- a > b -->c", 0), 14);
        assert_eq!(comment_end("<!-->c", 0), 5);
        assert_eq!(comment_end("<!doctype html>c", 0), 15);
        assert_eq!(comment_end("<!-- never", 0), 10);
    }
}
