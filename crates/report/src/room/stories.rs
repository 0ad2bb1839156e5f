//! Stories: their list, and one of them with its life, its voices, its quotations and what hangs together with it.

use super::address::address;
use super::layout::Frame;
use super::lists::{Cell, articles, facet, headings, headline, link, quotations, table_of};
use crate::markup::Markup;
use crate::number::{count, counted, day_in_words, day_short};
use crate::svg::{DaysOf, Figure, days};
use overshadow_record::{StoryPage, StoryRow};

/// The largest stories; `all` is how many there are.
#[must_use]
pub fn stories(frame: &Frame<'_>, shown: &[StoryRow], all: usize) -> String {
    let mut body = Markup::default();
    body.raw("<header>").element("h1", "", "Stories");
    body.element(
        "p",
        "lead",
        "A story is the coverage of one happening and its direct follow-ups. The largest come first.",
    );
    body.raw("</header>\n");
    if shown.is_empty() {
        body.element("p", "note", "No story has three articles. Add more articles: overshadow add INPUT.");
    } else {
        table_of(
            &mut body,
            "",
            &headings(["Story", "First", "Last", "Articles", "Independent", "Outlets"]),
            &rows(shown),
        );
    }
    if let Some(more) = all.checked_sub(shown.len()).filter(|more| *more > 0) {
        body.element("p", "quiet", format!("{} smaller stories are in the data.", count(more as u64)));
    }
    frame.downloads(&mut body, false);
    frame.page("Stories", &body)
}

fn rows(stories: &[StoryRow]) -> Vec<Vec<Cell>> {
    let row = |story: &StoryRow| {
        let day = |at: Option<overshadow_record::Published>| at.map(|at| day_short(at.at.date())).unwrap_or_default();
        vec![
            Cell::Link(format!("/story/{}", story.story_id), headline(story.title.as_deref()).to_owned()),
            Cell::Text(day(story.first_seen)),
            Cell::Text(day(story.last_seen)),
            Cell::Text(count(story.articles)),
            Cell::Text(count(story.independent_articles)),
            Cell::Text(count(story.outlets)),
        ]
    };
    stories.iter().map(row).collect()
}

/// One story.
#[must_use]
pub fn story(frame: &Frame<'_>, page: &StoryPage) -> String {
    let story = &page.story;
    let title = headline(story.title.as_deref());
    let mut body = Markup::default();
    body.raw("<header>").element("p", "kicker", "A story").element("h1", "", title);
    body.element("p", "lead", life(story));
    named(&mut body, "Who", &story.who);
    named(&mut body, "Where", &story.places);
    named(&mut body, "Key terms", &story.key_terms);
    ask(&mut body, page);
    body.raw("</header>\n");
    if let Some(figure) = figure(frame, page) {
        frame.figure(&mut body, &figure);
    }
    body.raw("<div class=\"split\"><section>");
    let left_out = story.articles.saturating_sub(page.articles.len() as u64);
    body.element("h2", "", "Its articles, from the first");
    articles(&mut body, &page.articles);
    if left_out > 0 {
        body.raw("<p>");
        let query = format!("story:{}", story.story_id);
        link(&mut body, &address("/search", &[("q", &query)]), &format!("{} more, the newest first", count(left_out)));
        body.raw("</p>");
    }
    frame.downloads(&mut body, true);
    body.raw("</section>\n<aside aria-label=\"Outlets and languages\">");
    facet(&mut body, "Outlets", "outlet", &page.facets, |it| {
        (!it.value.is_empty()).then(|| address("/outlet", &[("name", &it.value)]))
    });
    facet(&mut body, "Languages", "language", &page.facets, |_| None);
    body.raw("</aside></div>\n");
    said(&mut body, page);
    chain(&mut body, page);
    frame.page(title, &body)
}

/// The chart of the page.
#[must_use]
pub fn figure(frame: &Frame<'_>, page: &StoryPage) -> Option<Figure> {
    let source = frame.source();
    days(&DaysOf { title: "The story’s life", source: &source, days: &page.days })
}

fn life(story: &StoryRow) -> String {
    let copies = story.articles.saturating_sub(story.independent_articles);
    let mut words = format!(
        "{}, {} of them copies, in {}",
        counted(story.articles, "article", "articles"),
        count(copies),
        counted(story.outlets, "outlet", "outlets")
    );
    if let Some(first) = story.first_seen {
        words.push_str(&format!("; first on {}", day_in_words(first.at.date())));
    }
    if let Some(outlet) = &story.broken_by {
        words.push_str(&format!(" in {outlet}"));
    }
    if let Some(peak) = story.peak_date {
        let of_day = counted(story.peak_articles, "article", "articles");
        words.push_str(&format!("; most on {}, {of_day}", day_in_words(peak)));
    }
    match story.half_life_days {
        Some(days) => words.push_str(&format!("; half as much after {}.", counted(days, "day", "days"))),
        None => words.push('.'),
    }
    words
}

fn named(body: &mut Markup, what: &str, names: &[String]) {
    if !names.is_empty() {
        body.element("p", "quiet", format!("{what}: {}.", names.join(", ")));
    }
}

/// The way to the page of a shock: what did this story do to the agenda?
fn ask(body: &mut Markup, page: &StoryPage) {
    let query = format!("story:{}", page.story.story_id);
    let Some(first) = page.days.iter().max_by_key(|day| day.articles) else { return };
    body.raw("<p>");
    let asked = [("shock", query.as_str()), ("on", &first.date.to_string())];
    link(body, &address("/shock", &asked), "What it did to the agenda");
    body.raw("</p>");
}

fn said(body: &mut Markup, page: &StoryPage) {
    if page.quotations.is_empty() {
        return;
    }
    body.raw("<section>").element("h2", "", "Who spoke");
    body.element(
        "p",
        "quiet",
        "What most articles have comes first; the same words count once. The cue is the article’s word, not ours.",
    );
    quotations(body, &page.quotations, true);
    if page.quotations_left_out > 0 {
        body.element(
            "p",
            "quiet",
            format!("{} more are left out.", counted(page.quotations_left_out, "quotation", "quotations")),
        );
    }
    body.raw("</section>\n");
}

fn chain(body: &mut Markup, page: &StoryPage) {
    if page.chain.is_empty() {
        return;
    }
    body.raw("<section>").element("h2", "", "The other stories of its chain");
    table_of(body, "", &headings(["Story", "First", "Last", "Articles", "Independent", "Outlets"]), &rows(&page.chain));
    body.raw("</section>\n");
}
