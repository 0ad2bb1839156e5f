//! The stories around the shock: the event as stories with their later chapters, and what was running when it broke.

use super::evidence::{column, headlines_csv, list};
use super::{download, table};
use crate::markup::Markup;
use crate::number::{NO_NUMBER, counted, probability, significant};
use crate::words::stories::{chapter, running_in_words, shock_stories, title};
use crate::words::{change_and_ends, sign};
use overshadow_record::table::{csv_cells, csv_header};
use overshadow_record::{Chapter, Findings, Headlines, Record, ShockStories, StoriesAround, StoryDisplacement};

/// Stories whose headlines are shown before the rest folds away.
const OPEN_STORIES: usize = 6;

/// Writes both parts, when stories were looked for.
pub(super) fn write(page: &mut Markup, findings: &Findings) {
    let Some(stories) = &findings.stories else { return };
    if let Some(shock) = &stories.shock {
        as_stories(page, shock);
    }
    running(page, stories);
}

fn as_stories(page: &mut Markup, found: &ShockStories) {
    page.raw("<section id=\"stories\">").element("h2", "", "The event as stories");
    page.element("p", "", shock_stories(found));
    page.element("p", "quiet", "A story is what one happening is told in. A part begins on the day of the story it belongs to, or runs inside its time and is much smaller; a later chapter begins after. The words in common are the evidence.");
    let all: Vec<&Chapter> = found.stories.iter().chain(&found.later).collect();
    chapters(page, &found.stories, &all);
    if !found.later.is_empty() {
        page.element("h3", "", "How it went on after the window");
        chapters(page, &found.later, &all);
    }
    if found.later_left_out > 0 {
        let number = counted(found.later_left_out, "smaller later chapter", "smaller later chapters");
        page.element("p", "quiet", format!("{number} not shown."));
    }
    page.raw("</section>\n");
}

fn chapters(page: &mut Markup, shown: &[Chapter], all: &[&Chapter]) {
    page.raw("<ol>");
    for part in shown {
        page.raw("<li>").element("strong", "", title(&part.story));
        page.raw("<br/>").element("small", "", chapter(part, all));
        list(page, &part.headlines);
        page.raw("</li>\n");
    }
    page.raw("</ol>");
}

fn running(page: &mut Markup, stories: &StoriesAround) {
    page.raw("<section id=\"running\">").element("h2", "", "What was running when it broke");
    page.element("p", "", running_in_words(stories).join(" "));
    if stories.running.is_empty() {
        page.raw("</section>\n");
        return;
    }
    page.element("p", "quiet", "A story runs when it has five articles in the three days before. Every story fades, so each is held against stories of its age and size at other dates, and “overshadowed” means that it lost more than they do. Single stories end by themselves too often to be called but rarely; refused ones are older than four weeks, or there are too few like them.");
    let headings = [
        "Story",
        "Age in days",
        "Articles a day before",
        "In the window",
        "Share of all coverage (95 %)",
        "Share of the other coverage (95 %)",
        "q lost",
        "Verdict",
    ];
    let shown = stories.running.iter().filter(|story| story.headlines.is_some());
    let rows: Vec<Vec<String>> = shown.map(|story| cells(&story.displacement)).collect();
    table::with_headings(page, &headings, &rows);
    let left_out = stories.running.len() - rows.len();
    if left_out > 0 {
        let number = counted(left_out as u64, "smaller story", "smaller stories");
        page.element("p", "quiet", format!("{number} not shown here; the file has them all."));
    }
    let columns = StoryDisplacement::columns();
    let lines = stories.running.iter().map(|story| csv_cells(&columns, &story.displacement.values()));
    let csv = crate::svg::csv_text(std::iter::once(csv_header(&columns)).chain(lines));
    download::csv(page, "running-stories", &csv, "Running stories (CSV)");
    headlines(page, stories);
    page.raw("</section>\n");
}

fn cells(row: &StoryDisplacement) -> Vec<String> {
    let none = || NO_NUMBER.to_owned();
    vec![
        row.title.clone().unwrap_or_else(|| row.story_id.clone()),
        row.age_days.to_string(),
        significant(row.before_per_day, 2),
        significant(row.observed, 2),
        change_and_ends(row.change_log_share, row.share_low, row.share_high).unwrap_or_else(none),
        change_and_ends(row.change_log_share_non_shock, row.low, row.high).unwrap_or_else(none),
        row.q_lost.map_or_else(none, probability),
        format!("{} {}", sign(row.verdict), row.verdict),
    ]
}

/// Articles of each story, to open.
fn headlines(page: &mut Markup, stories: &StoriesAround) {
    let shown: Vec<Headlines> = stories.running.iter().filter_map(|story| story.headlines.clone()).collect();
    for (at, story) in shown.iter().enumerate() {
        if at == OPEN_STORIES {
            let more = counted((shown.len() - at) as u64, "more story", "more stories");
            page.raw("<details>").element("summary", "", format!("Headlines of {more}"));
        }
        page.element("h3", "", &story.subject).raw("<div class=\"columns\">");
        column(page, ("Before", story.before_total), &story.before);
        column(page, ("In the window", story.after_total), &story.after);
        page.raw("</div>\n");
    }
    if shown.len() > OPEN_STORIES {
        page.raw("</details>");
    }
    download::csv(page, "running-headlines", &headlines_csv(&shown), "Their headlines (CSV)");
}
