//! The stateless verbs: pages to articles, articles to annotations, annotations to quotations.

use crate::error::Error;
use crate::pile::{Pile, PileArticle, PileSummary, for_each};
use overshadow_annotate::annotate_page;
use overshadow_read::Position;
use overshadow_record::{Annotated, Article, QuotationRow, Skipped, Tally, annotated, quotation_rows};
use std::ops::ControlFlow;

/// Hears, after each item, what has been taken so far and the place from which another run could go on.
pub type Reached<'a> = &'a mut dyn FnMut(&Tally, Position) -> ControlFlow<()>;

/// Hands over every article of the pile, cleaned, in order.
///
/// # Errors
/// When an input cannot be read at all.
pub fn clean(
    pile: &Pile,
    take: &mut dyn FnMut(Article) -> ControlFlow<()>,
    skipped: &mut dyn FnMut(&Skipped),
    reached: Reached<'_>,
) -> Result<(Tally, PileSummary), Error> {
    each(pile, |read| read.article, Takers { take, skipped, reached })
}

/// Hands over the annotations of every article of the pile, in order.
///
/// # Errors
/// When an input cannot be read at all.
pub fn annotate(
    pile: &Pile,
    take: &mut dyn FnMut(Annotated) -> ControlFlow<()>,
    skipped: &mut dyn FnMut(&Skipped),
    reached: Reached<'_>,
) -> Result<(Tally, PileSummary), Error> {
    let work = |PileArticle { article, displays, .. }| {
        annotated(&article, &annotate_page(&article, &displays, pile.annotator()))
    };
    each(pile, work, Takers { take, skipped, reached })
}

/// Hands over the quotations of every article of the pile, one list an article, in order.
///
/// # Errors
/// When an input cannot be read at all.
pub fn quotations(
    pile: &Pile,
    take: &mut dyn FnMut(Vec<QuotationRow>) -> ControlFlow<()>,
    skipped: &mut dyn FnMut(&Skipped),
    reached: Reached<'_>,
) -> Result<(Tally, PileSummary), Error> {
    let work = |PileArticle { article, displays, .. }| {
        quotation_rows(&article, &annotate_page(&article, &displays, pile.annotator()))
    };
    each(pile, work, Takers { take, skipped, reached })
}

/// Who takes what.
struct Takers<'a, T> {
    take: &'a mut dyn FnMut(T) -> ControlFlow<()>,
    skipped: &'a mut dyn FnMut(&Skipped),
    reached: Reached<'a>,
}

fn each<T: Send>(
    pile: &Pile,
    work: impl Fn(PileArticle) -> T + Sync,
    takers: Takers<'_, T>,
) -> Result<(Tally, PileSummary), Error> {
    let Takers { take, skipped, reached } = takers;
    let mut tally = Tally::default();
    let summary = for_each(pile, work, &mut |result, place| {
        tally.read += 1;
        let going_on = match result {
            Ok(record) => {
                tally.kept += 1;
                take(record)
            }
            Err(left_out) => {
                tally.skip(&left_out.reason);
                skipped(&left_out);
                ControlFlow::Continue(())
            }
        };
        going_on?;
        reached(&tally, place)
    })?;
    Ok((tally, summary))
}
