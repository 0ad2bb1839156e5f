//! The stories around a shock, in sentences.

use super::{change_with_interval, one_in, verdict_counts};
use crate::number::{counted, day_short, percent};
use overshadow_record::{Chapter, ShockStories, StoriesAround, StoriesTogether, StoryRow};

/// What was running when the shock broke: how many stories, what became of all of them together, what is not known.
#[must_use]
pub fn running_in_words(stories: &StoriesAround) -> Vec<String> {
    let mut sentences = vec![how_many(stories)];
    sentences.extend(stories.together.as_ref().and_then(together));
    if let Some(refusal) = stories.refusal.as_ref().filter(|_| !stories.running.is_empty()) {
        sentences.push(format!("There is no estimate of what became of them: {refusal}."));
    }
    if stories.running_on_shock > 0 {
        let number = counted(stories.running_on_shock, "more story was", "more stories were");
        sentences.push(format!("{number} about what broke already and not compared."));
    }
    sentences
}

fn how_many(stories: &StoriesAround) -> String {
    let all = stories.running.len() as u64;
    if all == 0 {
        return "No story was running when it broke: none had five articles in the three days before.".to_owned();
    }
    let verdicts = verdict_counts(stories.running.iter().map(|story| story.displacement.verdict));
    format!("{} running when it broke: {verdicts}.", counted(all, "story was", "stories were"))
}

/// "The 14 of them that were 3 to 28 days old, taken together: …"
fn together(together: &StoriesTogether) -> Option<String> {
    let share =
        change_with_interval(Some(together.change_log_share), Some(together.share_low), Some(together.share_high))?;
    let others =
        change_with_interval(Some(together.change_log_share_non_shock), Some(together.low), Some(together.high))?;
    Some(format!(
        "The {} of them that were 3 to 28 days old, taken together, beyond what stories of their age lose anyway: share of \
         all coverage {share}; share of the coverage outside the event {others}. Verdict: {} ({} as much).",
        together.stories,
        together.verdict,
        one_in(together.p_lost, "ordinary date", "shows")
    ))
}

/// How the shock's articles fall into stories.
pub(crate) fn shock_stories(found: &ShockStories) -> String {
    let share = percent(found.stories.iter().map(|chapter| chapter.share).sum());
    match (found.stories.as_slice(), found.stories_left_out) {
        ([only], 0) => format!("{share} of its articles in the window belong to one story, “{}”.", title(&only.story)),
        (stories, 0) => format!("{share} of its articles in the window belong to these {} stories.", stories.len()),
        (stories, left_out) => format!(
            "Its articles in the window fall into {} stories with three or more of them; the {} largest, shown here, hold \
             {share}.",
            stories.len() as u64 + left_out,
            stories.len()
        ),
    }
}

/// One of those stories: its days, its size, and what ties it to another.
pub(crate) fn chapter(chapter: &Chapter, others: &[&Chapter]) -> String {
    let story = &chapter.story;
    let mut sentences = vec![format!(
        "{}; {} in {}{}.",
        span(story),
        counted(story.articles, "article", "articles"),
        counted(story.outlets, "outlet", "outlets"),
        story.broken_by.as_ref().map(|outlet| format!(", the first by {outlet}")).unwrap_or_default()
    )];
    sentences.extend(tie(chapter, others));
    sentences.join(" ")
}

fn tie(chapter: &Chapter, others: &[&Chapter]) -> Option<String> {
    let (verb, other) = match (&chapter.story.part_of, &chapter.story.follows) {
        (Some(other), _) => ("A part of", other),
        (None, other) => ("Follows", other.as_ref()?),
    };
    let other = others.iter().find(|it| it.story.story_id == *other);
    let other = other.map_or_else(|| "a story not shown here".to_owned(), |it| format!("“{}”", title(&it.story)));
    let shared = match chapter.shared_terms.as_slice() {
        [] => String::new(),
        terms => format!("; in common: {}", terms.join(", ")),
    };
    Some(format!("{verb} {other}{shared}."))
}

/// A story's headline, or its identity.
pub(crate) fn title(story: &StoryRow) -> &str {
    story.title.as_deref().unwrap_or(&story.story_id)
}

fn span(story: &StoryRow) -> String {
    let day = |it: Option<overshadow_record::Published>| it.map(|published| day_short(published.at.date()));
    match (day(story.first_seen), day(story.last_seen)) {
        (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
        (Some(day), _) | (None, Some(day)) => day,
        (None, None) => "undated".to_owned(),
    }
}
