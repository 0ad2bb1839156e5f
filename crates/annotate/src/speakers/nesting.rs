//! Nesting: which attribution's content a mention stands in.

use crate::attributions::Attribution;
use std::cmp::Reverse;

/// For each attribution, the one with the smallest content around its mention, when there is one.
pub(super) fn surrounding(attributions: &[Attribution]) -> Vec<Option<usize>> {
    let mut contents: Vec<(usize, usize, usize)> = attributions
        .iter()
        .enumerate()
        .flat_map(|(place, attribution)| attribution.content.iter().map(move |part| (part.start, part.end, place)))
        .collect();
    contents.sort_by_key(|&(start, end, _)| (start, Reverse(end)));
    let mut mentions: Vec<(usize, usize)> = attributions
        .iter()
        .enumerate()
        .filter_map(|(place, attribution)| Some((attribution.source.as_ref()?.start, place)))
        .collect();
    mentions.sort_unstable();
    let mut within = vec![None; attributions.len()];
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut contents = contents.into_iter().peekable();
    for (at, mention) in mentions {
        while let Some((_, end, place)) = contents.next_if(|&(start, ..)| start <= at) {
            open.retain(|&(open_end, _)| open_end > at.min(end));
            open.push((end, place));
        }
        open.retain(|&(end, _)| end > at);
        within[mention] = open.iter().rev().map(|&(_, place)| place).find(|&place| place != mention);
    }
    within
}
