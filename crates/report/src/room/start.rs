//! The start page: the agenda now.

use super::address::address;
use super::layout::Frame;
use super::lists::{Cell, headings, headline, table_of};
use crate::markup::Markup;
use crate::number::{count, counted, day_in_words, day_short, percent};
use crate::svg::{DaysOf, Figure, days};
use overshadow_record::{Overview, StoryNow, SubjectNow};

/// Subjects shown at each end.
const SUBJECTS_SHOWN: usize = 8;

/// What rises, what falls, who is silent.
#[must_use]
pub fn start(frame: &Frame<'_>) -> String {
    let overview = frame.overview;
    let mut body = Markup::default();
    body.raw("<header>").element("p", "kicker", "The agenda now").element("h1", "", frame.archive);
    let Some((_, last)) = overview.days else {
        body.element("p", "lead", "No article in this archive has a date, so there is no agenda to show.");
        body.element("p", "note", "Add articles with dates: overshadow add INPUT, or overshadow watch FEED.");
        body.raw("</header>");
        return frame.page("Now", &body);
    };
    body.element("p", "lead", format!("The seven days to {} against the seven before. What is counted is what was published; shares are of all articles.", day_in_words(last)));
    numbers(&mut body, overview);
    body.raw("<form action=\"/search\" method=\"get\" role=\"search\">");
    body.raw("<label for=\"q\">Search all articles</label><input type=\"search\" id=\"q\" name=\"q\" required>");
    body.raw("<button>Search</button></form></header>\n");
    if let Some(figure) = figure(frame) {
        frame.figure(&mut body, &figure);
    }
    stories(&mut body, &overview.running);
    subjects(&mut body, &overview.subjects);
    silent(&mut body, overview);
    frame.downloads(&mut body, true);
    frame.page("Now", &body)
}

/// The chart of the page.
#[must_use]
pub fn figure(frame: &Frame<'_>) -> Option<Figure> {
    let (title, source) = ("What was published in the last eight weeks", frame.source());
    days(&DaysOf { title, source: &source, days: &frame.overview.recent })
}

fn numbers(body: &mut Markup, overview: &Overview) {
    let undated = match overview.undated {
        0 => "all with a date".to_owned(),
        undated => format!("{} without a date, in no count", count(undated)),
    };
    let numbers = [
        ("Articles", count(overview.articles), undated),
        ("Independent", count(overview.independent_articles), "a group of copies counts once a day".to_owned()),
        ("Outlets", count(overview.outlets), counted(overview.languages, "language", "languages")),
        ("Stories", count(overview.stories), "with three articles and more".to_owned()),
    ];
    body.raw("<dl class=\"numbers\">");
    for (name, number, beside) in numbers {
        body.raw("<div>").element("dt", "", name).raw("<dd>").text(number);
        body.raw(" ").element("span", "beside", beside).raw("</dd></div>");
    }
    body.raw("</dl>\n");
}

fn stories(body: &mut Markup, running: &[StoryNow]) {
    body.raw("<section>").element("h2", "", "The largest stories of these days");
    if running.is_empty() {
        body.element("p", "quiet", "No story has three articles.").raw("</section>\n");
        return;
    }
    let row = |story: &StoryNow| {
        vec![
            Cell::Link(format!("/story/{}", story.story_id), headline(story.title.as_deref()).to_owned()),
            Cell::Text(count(story.articles)),
            Cell::Text(count(story.articles_before)),
            Cell::Text(count(story.outlets)),
        ]
    };
    let rows: Vec<Vec<Cell>> = running.iter().map(row).collect();
    table_of(body, "", &headings(["Story", "Last 7 days", "7 days before", "Outlets"]), &rows);
    body.raw("<p><a href=\"/stories\">All stories</a></p></section>\n");
}

fn subjects(body: &mut Markup, subjects: &[SubjectNow]) {
    body.raw("<section>").element("h2", "", "Standing subjects that rose and fell most");
    body.element("p", "quiet", "Counts only: whether a subject was overshadowed is asked on the page of a shock, which knows what its past predicts.");
    let row = |row: &SubjectNow| {
        let share = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), percent);
        vec![
            Cell::Link(address("/subject", &[("name", &row.subject), ("q", &row.query)]), row.subject.clone()),
            Cell::Text(share(row.share)),
            Cell::Text(share(row.share_before)),
            Cell::Text(count(row.articles)),
            Cell::Text(count(row.articles_before)),
        ]
    };
    let columns = headings(["Subject", "Share now", "Share before", "Articles now", "Articles before"]);
    let ends = subjects.len() > 2 * SUBJECTS_SHOWN;
    let shown: Vec<&SubjectNow> = if ends {
        subjects[..SUBJECTS_SHOWN].iter().chain(&subjects[subjects.len() - SUBJECTS_SHOWN..]).collect()
    } else {
        subjects.iter().collect()
    };
    let rows: Vec<Vec<Cell>> = shown.into_iter().map(row).collect();
    table_of(body, "", &columns, &rows);
    if let Some(more) = subjects.len().checked_sub(rows.len()).filter(|more| *more > 0) {
        body.element("p", "quiet", format!("{} that changed less are in the data.", count(more as u64)));
    }
    body.raw("</section>\n");
}

fn silent(body: &mut Markup, overview: &Overview) {
    body.raw("<section>").element("h2", "", "Outlets that fell silent");
    if overview.silent.is_empty() {
        body.element("p", "quiet", "None that was there on most days is missing.").raw("</section>\n");
        return;
    }
    body.element(
        "p",
        "quiet",
        "A feed that stops is not a subject that is dropped: shares of these days lack these outlets.",
    );
    let rows: Vec<Vec<Cell>> = overview
        .silent
        .iter()
        .map(|row| {
            vec![
                Cell::Link(address("/outlet", &[("name", &row.outlet)]), row.outlet.clone()),
                Cell::Text(day_short(row.last_day)),
                Cell::Text(count(row.days_silent)),
                Cell::Text(format!("{} of 28", row.days_of_28)),
            ]
        })
        .collect();
    table_of(body, "", &headings(["Outlet", "Last article", "Days silent", "Days there before"]), &rows);
    body.raw("</section>\n");
}
