//! The stateless verbs: pages to articles, articles to annotations, annotations to quotations.

use crate::error::Error;
use crate::pile::{Pile, PileArticle, PileSummary, for_each};
use overshadow_annotate::annotate_page;
use overshadow_record::{Annotated, Article, QuotationRow, Skipped, Tally, annotated, quotation_rows};
use std::ops::ControlFlow;

/// Hands over every article of the pile, cleaned, in order.
///
/// # Errors
/// When an input cannot be read at all.
pub fn clean(
    pile: &Pile,
    take: &mut dyn FnMut(Article) -> ControlFlow<()>,
    skipped: &mut dyn FnMut(&Skipped),
) -> Result<(Tally, PileSummary), Error> {
    each(pile, |read| read.article, take, skipped)
}

/// Hands over the annotations of every article of the pile, in order.
///
/// # Errors
/// When an input cannot be read at all.
pub fn annotate(
    pile: &Pile,
    take: &mut dyn FnMut(Annotated) -> ControlFlow<()>,
    skipped: &mut dyn FnMut(&Skipped),
) -> Result<(Tally, PileSummary), Error> {
    let work =
        |PileArticle { article, displays }| annotated(&article, &annotate_page(&article, &displays, pile.annotator()));
    each(pile, work, take, skipped)
}

/// Hands over the quotations of every article of the pile, one list an article, in order.
///
/// # Errors
/// When an input cannot be read at all.
pub fn quotations(
    pile: &Pile,
    take: &mut dyn FnMut(Vec<QuotationRow>) -> ControlFlow<()>,
    skipped: &mut dyn FnMut(&Skipped),
) -> Result<(Tally, PileSummary), Error> {
    let work = |PileArticle { article, displays }| {
        quotation_rows(&article, &annotate_page(&article, &displays, pile.annotator()))
    };
    each(pile, work, take, skipped)
}

fn each<T: Send>(
    pile: &Pile,
    work: impl Fn(PileArticle) -> T + Sync,
    take: &mut dyn FnMut(T) -> ControlFlow<()>,
    skipped: &mut dyn FnMut(&Skipped),
) -> Result<(Tally, PileSummary), Error> {
    let mut tally = Tally::default();
    let summary = for_each(pile, work, &mut |result| {
        tally.read += 1;
        match result {
            Ok(record) => {
                tally.kept += 1;
                take(record)
            }
            Err(left_out) => {
                tally.skip(&left_out.reason);
                skipped(&left_out);
                ControlFlow::Continue(())
            }
        }
    })?;
    Ok((tally, summary))
}
