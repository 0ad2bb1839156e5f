//! What inputs are, before anything is done with them: the readers look at their heads, and pages are cleaned to show
//! what articles they would become.

use crate::error::Error;
use crate::pile::{Pile, to_article};
use overshadow_read::inspect::{Inspection, LeftOut};
use overshadow_record::{Article, Skipped};

/// What one input turned out to be, with its first articles.
#[derive(Debug)]
pub struct Inspected {
    /// What the reader saw. Its samples stand below as articles.
    pub seen: Inspection,
    /// The first articles, as any verb would take them.
    pub articles: Vec<Article>,
}

/// Articles shown of each input.
const SHOWN: usize = 3;

/// Looks at the head of at most `most` files of the pile and hands over what each is. Gives the number of files that
/// were not looked at.
///
/// # Errors
/// A folder or pattern that holds no file. What is wrong with a file is said in its inspection.
pub fn inspect(pile: &Pile, most: usize, give: &mut dyn FnMut(Inspected)) -> Result<usize, Error> {
    let left = overshadow_read::inspect::inspect(&pile.inputs, &pile.read, most, &mut |seen| {
        give(with_articles(seen, pile));
    })?;
    Ok(left)
}

fn with_articles(mut seen: Inspection, pile: &Pile) -> Inspected {
    let mut articles = Vec::new();
    for item in std::mem::take(&mut seen.samples) {
        if articles.len() == SHOWN {
            break;
        }
        match to_article(item, pile) {
            Ok(read) => articles.push(read.article),
            Err(skipped) => leave_out(&mut seen, skipped),
        }
    }
    Inspected { seen, articles }
}

/// A page that was read and turns out to hold no article.
fn leave_out(seen: &mut Inspection, skipped: Skipped) {
    seen.n_kept -= 1;
    match seen.left_out.iter_mut().find(|known| known.reason == skipped.reason) {
        Some(known) => known.count += 1,
        None => seen.left_out.push(LeftOut { reason: skipped.reason.clone(), count: 1, first: skipped }),
    }
}
