//! Adding a pile to an archive: what it lacks is stored, what it has is passed over.

use crate::error::Error;
use crate::pile::{Pile, PileArticle, PileSummary, for_each};
use overshadow_archive::Archive;
use overshadow_record::{Article, Skipped, Tally};
use std::ops::ControlFlow;

/// Adds every article of the pile that the archive lacks; articles are known by their identity, so that the same pile
/// given again adds nothing. Hands back how many were added (`kept`) and how many were there (`duplicate`). `now` tells
/// the time in UTC, for the list of runs.
///
/// # Errors
/// When an input cannot be read at all, or the archive does not take what comes. What was committed before stays.
pub fn add(
    pile: &Pile,
    archive: &mut Archive,
    now: &dyn Fn() -> String,
    skipped: &mut dyn FnMut(&Skipped),
) -> Result<(Tally, PileSummary), Error> {
    let mut tally = Tally::default();
    let mut failed = None;
    let mut adding = archive.add(env!("CARGO_PKG_VERSION"), &now())?;
    let summary = for_each(pile, as_read, &mut |result, _| {
        tally.read += 1;
        match result.map(|article| adding.article(&article)) {
            Ok(Ok(true)) => tally.kept += 1,
            Ok(Ok(false)) => tally.duplicate += 1,
            Ok(Err(error)) => {
                failed = Some(error);
                return ControlFlow::Break(());
            }
            Err(left_out) => {
                tally.skip(&left_out.reason);
                skipped(&left_out);
            }
        }
        ControlFlow::Continue(())
    })?;
    if let Some(failed) = failed {
        return Err(failed.into());
    }
    adding.finish(&tally, &now())?;
    Ok((tally, summary))
}

/// The article without the country that only the table of outlets tells: the table of the day on which it is read again
/// may tell another.
pub(crate) fn as_read(read: PileArticle) -> Article {
    let outlet_country = read.article.outlet_country.filter(|_| !read.country_by_table);
    Article { outlet_country, ..read.article }
}
