//! The interface for programs: JSON, stable names, errors with code, message and hint.

use crate::answer::{Answer, problem, value, values};
use crate::room::{Asked, State};
use crate::route::Question;
use crate::shocks::{self, Wrong};
use overshadow::agenda::query::Subject;
use overshadow::agenda::{Axis, By, Period, attention};
use overshadow::record::quotation_rows;
use overshadow::{Error, Pile, standard_subjects};
use serde_json::json;

/// The interface described in OpenAPI 3.1.
const DESCRIPTION: &str = include_str!("openapi.json");
/// Rows of an answer where none are asked for, and at most.
const USUAL_ROWS: usize = 20;
const MOST_ROWS: usize = 1000;

/// The answer to a program.
pub(crate) fn answer(state: &State, asked: &Asked, question: &Question) -> Answer {
    answered(state, asked, question).unwrap_or_else(|error| Wrong::of(&error).answer())
}

/// There is no such question.
pub(crate) fn unknown() -> Answer {
    Answer::json(
        404,
        &problem("not-found", "there is nothing of this name", "/api/openapi.json lists what can be asked"),
    )
}

fn answered(state: &State, asked: &Asked, question: &Question) -> Result<Answer, Error> {
    let ready = &state.ready;
    let first = asked.number("first", USUAL_ROWS, MOST_ROWS);
    Ok(match question {
        Question::Description => {
            Answer { status: 200, media: "application/json", body: DESCRIPTION.into(), file: None }
        }
        Question::Overview => overview(state),
        Question::Search => {
            let after = Some(asked.get("after")).filter(|after| !after.is_empty());
            let found = match asked.get("order") {
                "best" => ready.list_best(asked.get("q"), first)?,
                _ => ready.list(asked.get("q"), first, after)?,
            };
            Answer::json(
                200,
                &json!({
                    "query": asked.get("q"),
                    "matching": found.matching,
                    "articles": values(&found.articles),
                    "next": found.next,
                    "facets": values(&found.facets),
                }),
            )
        }
        Question::Attention => return attention_of(state, asked),
        Question::Stories => {
            let stories = ready.stories()?;
            let shown = &stories[..stories.len().min(first)];
            Answer::json(200, &json!({ "stories": values(shown), "all": stories.len() }))
        }
        Question::Story(id) => match ready.story_page(id, first)? {
            Some(page) => Answer::json(
                200,
                &json!({
                    "story": value(&page.story),
                    "days": values(&page.days),
                    "facets": values(&page.facets),
                    "articles": values(&page.articles),
                    "quotations": values(&page.quotations),
                    "chain": values(&page.chain),
                }),
            ),
            None => unknown(),
        },
        Question::Speakers => {
            let (speakers, all) = ready.speakers(asked.get("named"), first)?;
            Answer::json(200, &json!({ "speakers": values(&speakers), "all": all }))
        }
        Question::Speaker(name) => {
            let said = ready.speaker(name)?;
            match said.is_empty() {
                true => unknown(),
                false => Answer::json(
                    200,
                    &json!({ "speaker": name, "all": said.len(), "quotations": values(&said[..said.len().min(first)]) }),
                ),
            }
        }
        Question::Article(link) => match ready.article(link)? {
            Some(page) => Answer::json(
                200,
                &json!({
                    "article": value(&page.article),
                    "quotations": values(&quotation_rows(&page.article, &page.annotations)),
                    "story_id": page.story.map(|story| story.story_id),
                    "copies": values(&page.copies),
                }),
            ),
            None => unknown(),
        },
        Question::Displacement => shocks::json(state, asked),
    })
}

fn overview(state: &State) -> Answer {
    let overview = &state.overview;
    let day = |at: usize| overview.days.map(|days| [days.0, days.1][at].to_string());
    Answer::json(
        200,
        &json!({
            "articles": overview.articles,
            "independent_articles": overview.independent_articles,
            "undated": overview.undated,
            "outlets": overview.outlets,
            "languages": overview.languages,
            "first_day": day(0),
            "last_day": day(1),
            "digest": state.ready.digest(),
            "recent": values(&overview.recent),
            "subjects": values(&overview.subjects),
            "stories": values(&overview.running),
            "silent": values(&overview.silent),
        }),
    )
}

fn attention_of(state: &State, asked: &Asked) -> Result<Answer, Error> {
    let mut subjects: Vec<Subject> = asked.all("subject").map(Subject::parse).collect();
    if subjects.is_empty() {
        subjects = standard_subjects();
    }
    let by = match cells(asked.get("by")) {
        Ok(by) => by,
        Err(wrong) => return Ok(wrong.answer()),
    };
    let only = Some(asked.get("only").to_owned()).filter(|only| !only.is_empty());
    let question = overshadow::Question { subjects, only, ..overshadow::Question::default() };
    let counts = state.ready.tabulate(&Pile::default(), &question, None)?.counts;
    Ok(Answer::json(200, &json!({ "rows": values(&attention(&counts, &by)) })))
}

fn cells(words: &str) -> Result<By, Wrong> {
    let mut by = By::default();
    for word in words.split(',').map(str::trim).filter(|word| !word.is_empty()) {
        match word {
            "all" => {}
            "day" => by.period = Some(Period::Day),
            "week" => by.period = Some(Period::Week),
            "outlet" => by.axes.push(Axis::Outlet),
            "country" => by.axes.push(Axis::Country),
            "language" => by.axes.push(Axis::Language),
            _ => {
                let hint = "cells are all, day, week, outlet, country, language, joined by commas";
                return Err(Wrong::new("by", &format!("`{word}` is no cell"), hint));
            }
        }
    }
    Ok(by)
}
