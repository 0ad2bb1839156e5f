//! The way back from clean text to the page.
//!
//! A piece is a run of clean bytes with its place in the source. In plain text every piece is an exact copy; in HTML a
//! paragraph is known by where it begins and ends, as far as it could be found.

use overshadow_record::Span;

/// A run of clean bytes and where it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) clean: Span,
    pub(crate) source: Option<Span>,
}

/// From places in an article's text to places in its page. Both in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceMap {
    pieces: Vec<Piece>,
}

impl SourceMap {
    pub(crate) fn new(pieces: Vec<Piece>) -> Self {
        Self { pieces }
    }

    /// The stretch of the page that `span` of the clean text came from: exact where the source is a plain copy, else the
    /// paragraphs around it; `None` where they were not found.
    #[must_use]
    pub fn source_of(&self, span: Span) -> Option<Span> {
        let first = self.piece_at(span.start)?;
        let last = self.piece_at(span.end.saturating_sub(1).max(span.start))?;
        let start = place(first, span.start, false)?;
        let end = place(last, span.end, true)?;
        (start <= end).then_some(Span { start, end })
    }

    /// The piece that holds a clean byte, or else the next one: between paragraphs there are only line breaks.
    fn piece_at(&self, at: u32) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.clean.end <= at);
        self.pieces.get(after)
    }

    /// What of the page is not in the clean text, white space alone left out. Needs the page's text.
    ///
    /// For HTML this is the markup and all that was not found; it is meant for plain text.
    #[must_use]
    pub fn cut(&self, source: &str) -> Vec<Span> {
        let mut kept: Vec<Span> = self.pieces.iter().filter_map(|piece| piece.source).collect();
        kept.sort_unstable();
        let mut cut = Vec::new();
        let mut at = 0;
        for span in kept {
            cut.push((at, span.start as usize));
            at = at.max(span.end as usize);
        }
        cut.push((at, source.len()));
        let says_something =
            |&(start, end): &(usize, usize)| source.get(start..end).is_some_and(|text| !text.trim().is_empty());
        cut.into_iter().filter(says_something).map(|(start, end)| Span::new(start, end)).collect()
    }
}

/// The source byte of a clean byte: to the byte in an exact copy, else the edge of the paragraph.
fn place(piece: &Piece, at: u32, is_end: bool) -> Option<u32> {
    let source = piece.source?;
    if source.len() == piece.clean.len() {
        return Some(source.start + at.clamp(piece.clean.start, piece.clean.end) - piece.clean.start);
    }
    Some(if is_end { source.end } else { source.start })
}
