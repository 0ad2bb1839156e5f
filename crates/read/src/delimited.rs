//! Rows of CSV and its relatives, from any stream, as an editor numbers their lines.
//!
//! An own splitter, because three things are needed at once: a limit on the size of a row, line numbers that are
//! right, and recovery from a quotation mark that nobody closes. Where the rows that such a mark swallowed do not fit
//! the header, its line is read again without quoting, so one stray mark costs at most one row.

use crate::dialect::Dialect;
use std::borrow::Cow;
use std::io::{self, Read};

/// One field of a row, as a place in the row's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    start: usize,
    end: usize,
    /// True when quotation marks inside are doubled.
    doubled: bool,
}

impl Field {
    pub(crate) fn plain(start: usize, end: usize) -> Self {
        Self { start, end, doubled: false }
    }

    /// The field's content.
    pub(crate) fn of(self, row: &[u8]) -> Cow<'_, [u8]> {
        let content = &row[self.start..self.end];
        if !self.doubled {
            return Cow::Borrowed(content);
        }
        let mut single = Vec::with_capacity(content.len());
        let mut mark_before = false;
        for &byte in content {
            mark_before = byte == b'"' && !mark_before;
            if byte != b'"' || mark_before {
                single.push(byte);
            }
        }
        Cow::Owned(single)
    }
}

/// What the beginning of some bytes is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Split {
    /// A whole row of `width` fields.
    Row { consumed: usize, width: usize, lines: u64 },
    /// A row whose end has not been read yet.
    More { width: usize },
    /// A quotation mark that opens no field: it is never closed, or only lines later and in mid-word.
    Stray,
}

/// Splits the first row of `bytes`; at most `keep` fields are stored, all are counted.
pub(crate) fn split(bytes: &[u8], at_end: bool, dialect: Dialect, keep: usize, fields: &mut Vec<Field>) -> Split {
    fields.clear();
    let (mut at, mut width, mut lines) = (0, 0, 1);
    loop {
        let is_quoted = dialect.quoting && bytes.get(at) == Some(&b'"');
        let (mut field, end) = if is_quoted {
            match quoted(bytes, at, at_end, dialect) {
                Quoted::Field(field, end) => {
                    lines += memchr::memchr_iter(dialect.terminator, &bytes[at..end]).count() as u64;
                    (field, end)
                }
                Quoted::More => return Split::More { width },
                Quoted::Stray => return Split::Stray,
            }
        } else {
            match field_end(&bytes[at..], at_end, dialect) {
                Some(length) => (Field::plain(at, at + length), at + length),
                None => return Split::More { width },
            }
        };
        let is_last = bytes.get(end) != Some(&dialect.delimiter);
        if is_last && field.end == end && field.end > field.start && bytes[field.end - 1] == b'\r' {
            field.end -= 1;
        }
        width += 1;
        if width <= keep {
            fields.push(field);
        }
        if is_last {
            return Split::Row { consumed: (end + 1).min(bytes.len()), width, lines };
        }
        at = end + 1;
    }
}

fn field_end(bytes: &[u8], at_end: bool, dialect: Dialect) -> Option<usize> {
    memchr::memchr2(dialect.delimiter, dialect.terminator, bytes).or(at_end.then_some(bytes.len()))
}

enum Quoted {
    Field(Field, usize),
    More,
    Stray,
}

/// A field in quotation marks, from its opening mark. One that goes on behind its closing mark is taken as it stands,
/// marks and all: it was not quoted but quotes.
fn quoted(bytes: &[u8], start: usize, at_end: bool, dialect: Dialect) -> Quoted {
    let mut from = start + 1;
    let mut doubled = false;
    loop {
        let Some(found) = memchr::memchr(b'"', &bytes[from..]) else {
            return if at_end { Quoted::Stray } else { Quoted::More };
        };
        let mark = from + found;
        let behind = bytes.get(mark + 1);
        if behind == Some(&b'"') {
            doubled = true;
            from = mark + 2;
            continue;
        }
        if behind.is_none() && !at_end {
            return Quoted::More;
        }
        let Some(length) = field_end(&bytes[mark + 1..], at_end, dialect) else { return Quoted::More };
        let end = mark + 1 + length;
        let field = match &bytes[mark + 1..end] {
            [] | [b'\r'] => Field { start: start + 1, end: mark, doubled },
            _ if memchr::memchr(dialect.terminator, &bytes[start..mark]).is_some() => return Quoted::Stray,
            _ => Field::plain(start, end),
        };
        return Quoted::Field(field, end);
    }
}

/// What comes next in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// A row, see [`Rows::fields`] and [`Rows::bytes`].
    Row { line: u64, width: usize },
    /// A row larger than allowed; its bytes are gone.
    TooLong { line: u64 },
    /// More columns than allowed; only where a width limit was given.
    TooWide,
    /// The end.
    End,
}

/// Stray quotation marks after which a table is taken to have no quoting at all; this also bounds the work of
/// looking for closing marks that never come.
const MOST_STRAY_MARKS: u32 = 16;

/// The rows of a table, one after another.
pub(crate) struct Rows<R> {
    source: R,
    dialect: Dialect,
    max_record_bytes: usize,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    row_end: usize,
    at_end: bool,
    failure: Option<io::Error>,
    line: u64,
    stray_marks: u32,
    fields: Vec<Field>,
}

impl<R: Read> Rows<R> {
    pub(crate) fn new(source: R, dialect: Dialect, max_record_bytes: usize) -> Self {
        Self {
            source,
            dialect,
            max_record_bytes,
            buffer: vec![0; 256 << 10],
            start: 0,
            end: 0,
            row_end: 0,
            at_end: false,
            failure: None,
            line: 1,
            stray_marks: 0,
            fields: Vec::new(),
        }
    }

    /// The fields of the current row.
    pub(crate) fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The bytes that the fields of the current row lie in.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.buffer[self.start..self.row_end]
    }

    /// The first row, of at most `max_columns` fields.
    pub(crate) fn header(&mut self, max_columns: usize) -> io::Result<Next> {
        match self.advance(None, max_columns)? {
            Next::Row { width, .. } if width > max_columns => Ok(Next::TooWide),
            next => Ok(next),
        }
    }

    /// The next row of a table whose header has `width` fields. A failure of the source comes after all whole rows
    /// before it; the row it cuts is not given.
    pub(crate) fn next(&mut self, width: usize) -> io::Result<Next> {
        self.advance(Some(width), usize::MAX)
    }

    fn advance(&mut self, expected: Option<usize>, max_columns: usize) -> io::Result<Next> {
        self.start = self.row_end;
        loop {
            self.skip_blank_lines();
            let waiting = &self.buffer[self.start..self.end];
            if waiting.is_empty() && self.at_end {
                return Ok(Next::End);
            }
            let keep = expected.unwrap_or(max_columns);
            match split(waiting, self.at_end, self.dialect, keep, &mut self.fields) {
                Split::Row { width, lines, .. } if lines > 1 && expected.is_some_and(|expected| expected != width) => {
                    return Ok(self.first_line_without_quoting(keep));
                }
                Split::Row { consumed, width, lines } => return Ok(self.take(consumed, width, lines)),
                Split::Stray => return Ok(self.first_line_without_quoting(keep)),
                Split::More { width } if width > max_columns => return Ok(Next::TooWide),
                Split::More { .. } if waiting.len() > self.max_record_bytes => return self.too_long(keep),
                Split::More { .. } => self.fill()?,
            }
        }
    }

    fn take(&mut self, consumed: usize, width: usize, lines: u64) -> Next {
        let line = self.line;
        self.row_end = self.start + consumed;
        self.line += lines;
        Next::Row { line, width }
    }

    fn skip_blank_lines(&mut self) {
        loop {
            let blank = match &self.buffer[self.start..self.end] {
                [first, ..] if *first == self.dialect.terminator => 1,
                [b'\r', b'\n', ..] => 2,
                _ => return,
            };
            self.start += blank;
            self.line += 1;
        }
    }

    /// Reads the first waiting line again as if its quotation marks were letters.
    fn first_line_without_quoting(&mut self, keep: usize) -> Next {
        self.stray_marks += 1;
        let plain = Dialect { quoting: false, ..self.dialect };
        if self.stray_marks >= MOST_STRAY_MARKS {
            self.dialect = plain;
        }
        match split(&self.buffer[self.start..self.end], true, plain, keep, &mut self.fields) {
            Split::Row { consumed, width, lines } => self.take(consumed, width, lines),
            Split::More { .. } | Split::Stray => unreachable!("without quoting, at the end, every line is a row"),
        }
    }

    /// A row over the limit: several lines are a stray quotation mark, one line is given up.
    fn too_long(&mut self, keep: usize) -> io::Result<Next> {
        let waiting = &self.buffer[self.start..self.end];
        if self.dialect.quoting && memchr::memchr(self.dialect.terminator, waiting).is_some() {
            return Ok(self.first_line_without_quoting(keep));
        }
        let line = self.line;
        loop {
            match memchr::memchr(self.dialect.terminator, &self.buffer[self.start..self.end]) {
                Some(length) => self.start += length + 1,
                None => self.start = self.end,
            }
            if self.start < self.end || self.at_end {
                break;
            }
            self.fill()?;
        }
        self.row_end = self.start;
        self.line += 1;
        Ok(Next::TooLong { line })
    }

    /// Reads until the buffer is full; a buffer that one row fills is doubled first.
    fn fill(&mut self) -> io::Result<()> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        (self.start, self.row_end) = (0, 0);
        if self.end == self.buffer.len() {
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        while self.end < self.buffer.len() {
            match self.source.read(&mut self.buffer[self.end..]) {
                Ok(0) => {
                    self.at_end = true;
                    return Ok(());
                }
                Ok(read) => self.end += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.failure = Some(error);
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CSV: Dialect = Dialect { delimiter: b',', terminator: b'\n', quoting: true };

    /// Every row with its line, as text.
    fn rows(table: &[u8], max_record_bytes: usize) -> Vec<(u64, Vec<String>)> {
        let mut rows = Rows::new(table, CSV, max_record_bytes);
        let mut found = Vec::new();
        let mut width = None;
        loop {
            let next = match width {
                None => rows.header(100).unwrap(),
                Some(width) => rows.next(width).unwrap(),
            };
            match next {
                Next::Row { line, width: fields } => {
                    width = width.or(Some(fields));
                    let text = |field: &Field| String::from_utf8_lossy(&field.of(rows.bytes())).into_owned();
                    found.push((line, rows.fields().iter().map(text).collect()));
                }
                Next::TooLong { line } => found.push((line, vec!["too long".to_owned()])),
                Next::TooWide | Next::End => return found,
            }
        }
    }

    fn lines(found: &[(u64, Vec<String>)]) -> Vec<u64> {
        found.iter().map(|(line, _)| *line).collect()
    }

    #[test]
    fn lines_are_those_an_editor_shows() {
        let table = b"a,b\r\n\r\n1,\"two\r\nlines\"\r\n3,4\r\n\n5,6";
        let found = rows(table, 1000);
        assert_eq!(lines(&found), [1, 3, 5, 7]);
        assert_eq!(found[1].1, ["1", "two\r\nlines"]);
        assert_eq!(found[3].1, ["5", "6"]);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_costs_no_other_row() {
        let found = rows(b"a,b\n1,\"open\n2,x\n3,\"y\"\n4,z\n", 1000);
        assert_eq!(lines(&found), [1, 2, 3, 4, 5]);
        assert_eq!(found[1].1, ["1", "\"open"]);
        assert_eq!(found[3].1, ["3", "y"]);
    }

    #[test]
    fn words_behind_a_closing_mark_keep_the_marks() {
        assert_eq!(rows(b"a,b\n\"No, never\" he says,2\n", 1000)[1].1, ["\"No, never\" he says", "2"]);
    }

    #[test]
    fn a_line_over_the_limit_is_given_up_and_the_next_is_read() {
        let table = format!("a,b\n1,{}\n2,x\n", "y".repeat(600_000));
        let found = rows(table.as_bytes(), 300_000);
        assert_eq!(lines(&found), [1, 2, 3]);
        assert_eq!(found[1].1, ["too long"]);
        assert_eq!(found[2].1, ["2", "x"]);
    }

    #[test]
    fn ten_million_columns_are_refused_after_the_first_few() {
        let endless = io::repeat(b',');
        let mut rows = Rows::new(endless, CSV, 64 << 20);
        assert_eq!(rows.header(65_536).unwrap(), Next::TooWide);
        assert!(rows.buffer.len() <= 1 << 20);
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_splitter_panic(table in proptest::collection::vec(
            prop_oneof![Just(b'"'), Just(b','), Just(b'\n'), Just(b'\r'), Just(b'a'), any::<u8>()], 0..200)) {
            rows(&table, 40);
        }

        #[test]
        fn what_a_csv_writer_wrote_is_read_back(cells in proptest::collection::vec(
            proptest::collection::vec("[ab\",\n\r ]{0,6}", 3), 1..8)) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            for row in &cells {
                writer.write_record(row).unwrap();
            }
            let table = writer.into_inner().unwrap();
            let found: Vec<Vec<String>> = rows(&table, 1000).into_iter().map(|(_, row)| row).collect();
            prop_assert_eq!(found, cells);
        }
    }
}
