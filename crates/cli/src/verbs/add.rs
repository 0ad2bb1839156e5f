//! `add`: articles into an archive.

use crate::Done;
use crate::ask::{SkippedList, files};
use crate::failure::Failure;
use crate::options::{AddOptions, USUAL_ARCHIVE};
use crate::progress::{Bar, say};
use overshadow::Derived;
use overshadow::archive::Archive;
use overshadow::read::Progress;
use std::path::Path;
use std::sync::Arc;

pub(crate) fn run(options: &AddOptions) -> Result<Done, Failure> {
    let input = &options.input;
    if input.inputs.is_empty() {
        return Err(Failure::Usage {
            code: "input-missing",
            message: "there is nothing to add".into(),
            hint: "name files or folders, or - for standard input".into(),
        });
    }
    let folder = input.archive.as_deref().unwrap_or(Path::new(USUAL_ARCHIVE));
    let progress = Arc::new(Progress::default());
    let pile = files(input, Arc::clone(&progress))?;
    let mut archive = Archive::open_or_make(folder)?;
    let mut skipped = SkippedList::open(input)?;
    let bar = Bar::watch(progress);
    let added = overshadow::add(&pile, &mut archive, &now, &mut |left_out| skipped.add(left_out));
    drop(bar);
    let (tally, _) = match added {
        Ok(added) => added,
        Err(error) => return Err(skipped.give_up(error)),
    };
    let articles = archive.articles()?;
    say(&format!("archive `{}`: {} added, {articles} articles", folder.display(), tally.kept));
    if !options.later {
        bring_up(&mut archive)?;
    }
    let completeness = skipped.finish(&tally, input)?;
    Ok(Done::of(completeness, tally.kept + tally.duplicate > 0))
}

/// Index, near copies and stories, up to the last article.
pub(crate) fn bring_up(archive: &mut Archive) -> Result<(), Failure> {
    let progress = Arc::new(Progress::default());
    let bar = Bar::watch(Arc::clone(&progress));
    let derived = overshadow::derive(archive, Some(&progress));
    drop(bar);
    let derived = derived?;
    if derived.settled > 0 {
        let Derived { indexed, settled, stories } = derived;
        say(&format!("indexed {indexed}, settled {settled}, stories with 3 articles and more {stories}"));
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the command line is the edge that knows what time it is")]
fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
