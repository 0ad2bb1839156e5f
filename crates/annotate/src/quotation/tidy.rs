//! The edges of what was found, as records give them: marks that belong to a part are in it, those around it are not.

use super::arguments::Proposal;
use crate::reading::Reading;
use crate::words::Shape;
use std::ops::Range;

/// Puts the edges of all parts right.
pub(crate) fn tidy(reading: Reading<'_>, proposal: &mut Proposal) {
    let content = std::mem::take(&mut proposal.content);
    proposal.content = content.into_iter().filter_map(|part| tidy_content(reading, part)).collect();
    proposal.cue = without_edges(reading, proposal.cue.clone());
    proposal.source = proposal.source.take().map(|source| without_edges(reading, source)).filter(|it| !it.is_empty());
}

/// A content keeps the full stop before its closing mark and the partners of the marks in it.
fn tidy_content(reading: Reading<'_>, part: Range<usize>) -> Option<Range<usize>> {
    let Range { mut start, mut end } = part;
    let marks = reading.marks;
    let inner_end = |at: usize| marks.opened_at(at).map(|passage| marks.all[passage].inner.end);
    while start < end && inner_end(start).is_some_and(|inner_end| inner_end + 1 >= end) {
        start += 1;
    }
    let around = (start < end).then(|| reading.around[end - 1] as usize).and_then(|passage| passage.checked_sub(1));
    let inner = around.map(|passage| marks.all[passage].inner.clone());
    if inner.is_some_and(|inner| inner.start <= start && inner.end == end + 1) && stops(reading, end) {
        end += 1;
    }
    let opened_inside = |passage: usize| marks.all[passage].open.is_some_and(|open| (start..end).contains(&open));
    if marks.closed_at(end).is_some_and(opened_inside) {
        end += 1;
    }
    (start < end).then_some(start..end)
}

fn stops(reading: Reading<'_>, at: usize) -> bool {
    reading.words.shape(at) == Some(Shape::Stop)
}

/// Without commas, colons, marks and possessives at the edges.
fn without_edges(reading: Reading<'_>, part: Range<usize>) -> Range<usize> {
    let edge = |at: usize| {
        matches!(
            reading.words.shape(at),
            Some(Shape::Comma | Shape::Colon | Shape::Mark | Shape::Possessive | Shape::Dash)
        )
    };
    let start = part.clone().find(|&at| !edge(at)).unwrap_or(part.end);
    let end = (start..part.end).rev().find(|&at| !edge(at)).map_or(start, |last| last + 1);
    start..end
}
