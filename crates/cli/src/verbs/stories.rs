//! `stories`: which articles are about one happening, and how it went on.

use crate::Done;
use crate::ask::{SkippedList, pile};
use crate::failure::Failure;
use crate::options::StoriesOptions;
use crate::output::write_rows;
use crate::progress::{Bar, say};
use overshadow::Annotator;
use overshadow::read::Progress;
use overshadow::record::StoryArticleRow;
use std::sync::Arc;

pub(crate) fn run(options: &StoriesOptions) -> Result<Done, Failure> {
    let progress = Arc::new(Progress::default());
    let pile = pile(&options.input, Arc::clone(&progress))?;
    let mut skipped = SkippedList::open(&options.input)?;
    let bar = Bar::watch(progress);
    let found = overshadow::stories(&pile, &options.across.stories(), &mut |left_out| skipped.add(left_out));
    drop(bar);
    let stories = match found {
        Ok(stories) => stories,
        Err(error) => return Err(skipped.give_up(error)),
    };
    let fewest = options.fewest as usize;
    let printed = if options.list {
        print(&stories.described(fewest, &Annotator::new()), options)?
    } else if options.chains {
        print(&stories.linked(), options)?
    } else if options.changes {
        print(&stories.changes, options)?
    } else if options.outlets {
        print(&stories.outlets(), options)?
    } else if let Some(story) = &options.story {
        let of_story = stories.rows.iter().filter(|row| row.story_id == *story);
        print(&of_story.cloned().collect::<Vec<StoryArticleRow>>(), options)?
    } else {
        print(&stories.rows, options)?
    };
    let (all, large) = (stories.count(1), stories.count(fewest));
    say(&format!("articles {}, stories {all}, with {fewest} articles and more {large}", stories.rows.len()));
    let completeness = skipped.finish(&stories.tally, &options.input)?;
    Ok(Done::of(completeness, printed > 0))
}

/// Prints rows; how many there were.
fn print<R: overshadow::record::Record>(rows: &[R], options: &StoriesOptions) -> Result<usize, Failure> {
    write_rows(rows, &options.output)?;
    Ok(rows.len())
}
