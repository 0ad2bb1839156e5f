//! The different articles of a pile: one that stands in it twice is taken once.

use crate::error::Error;
use crate::pile::{Pile, PileArticle, PileSummary, for_each};
use overshadow_read::Position;
use overshadow_record::{Article, Skipped, Tally};
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};
use std::ops::ControlFlow;

/// Streams the pile through `work`, which says what tells the article from others, and hands over what it made of each
/// different one, with its place, in order. `skipped` sees what was left out.
///
/// # Errors
/// When an input cannot be read at all.
pub(crate) fn for_each_once<T: Send>(
    pile: &Pile,
    work: impl Fn(PileArticle) -> Result<(u64, T), Skipped> + Sync,
    skipped: &mut dyn FnMut(&Skipped),
    take: &mut dyn FnMut(T, Position),
) -> Result<(Tally, PileSummary), Error> {
    let mut tally = Tally::default();
    let mut seen: FxHashSet<u64> = FxHashSet::default();
    let summary = for_each(pile, work, &mut |result, place| {
        tally.read += 1;
        match result.and_then(|worked| worked) {
            Ok((identity, _)) if !seen.insert(identity) => tally.duplicate += 1,
            Ok((_, worked)) => {
                tally.kept += 1;
                take(worked, place);
            }
            Err(left_out) => {
                tally.skip(&left_out.reason);
                skipped(&left_out);
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok((tally, summary))
}

/// Equal for two rows that are one article of one day with the same words; a live page goes on under one address.
pub(crate) fn identity(article: &Article) -> u64 {
    let mut hasher = FxHasher::default();
    (&article.article_id, &article.title, &article.text, article.day()).hash(&mut hasher);
    hasher.finish()
}
