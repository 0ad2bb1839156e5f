//! The pages, and their rows and charts in other forms.

use crate::answer::{Answer, status_of};
use crate::room::{Asked, State};
use crate::route::Page;
use crate::shocks;
use overshadow::Error;
use overshadow::record::{DayCount, Profile};
use overshadow::report::room::{self, Ending, Profiled, SearchPage};
use overshadow::report::svg::Figure;

/// Articles on a page of a search, of an outlet or a subject, and of a story.
const HITS_SHOWN: usize = 20;
const NEWEST_SHOWN: usize = 10;
const OF_STORY_SHOWN: usize = 30;
/// Stories and speakers in a list.
const STORIES_SHOWN: usize = 200;
const SPEAKERS_SHOWN: usize = 200;
/// Rows of a table that is taken along.
const MOST_ROWS: usize = 10_000;

/// The answer to a page; with an ending, its rows or chart.
pub(crate) fn answer(state: &State, asked: &Asked, page: &Page, ending: Option<Ending>) -> Answer {
    let answered = match ending {
        None => shown(state, asked, page),
        Some(ending) if ending.is_chart() => chart(state, asked, page).map(|found| match found {
            Some(figure) => Answer::chart(&figure, ending),
            None => unknown(state, asked),
        }),
        Some(ending) => rows(state, asked, page, ending),
    };
    answered.unwrap_or_else(|error| failed(state, asked, &error))
}

/// There is nothing of that name.
pub(crate) fn unknown(state: &State, asked: &Asked) -> Answer {
    let frame = state.frame(asked);
    let hint = "Addresses of articles and stories stay as they are while the archive does; a story that was merged has the address of the older one.";
    Answer::page(404, room::message(&frame, "There is nothing here", "No page of this archive has this address.", hint))
}

fn failed(state: &State, asked: &Asked, error: &Error) -> Answer {
    let hint = error.hint().unwrap_or_default();
    Answer::page(
        status_of(error),
        room::message(&state.frame(asked), "This could not be answered", &error.to_string(), &hint),
    )
}

fn shown(state: &State, asked: &Asked, page: &Page) -> Result<Answer, Error> {
    let (ready, frame) = (&state.ready, state.frame(asked));
    let html = match page {
        Page::Start => room::start(&frame),
        Page::Search => return search(state, asked),
        Page::Shock => return Ok(shocks::page(state, asked)),
        Page::Report => return Ok(shocks::report(state, asked)),
        Page::Stories => {
            let stories = ready.stories()?;
            room::stories(&frame, &stories[..stories.len().min(STORIES_SHOWN)], stories.len())
        }
        Page::Story(id) => match ready.story_page(id, OF_STORY_SHOWN)? {
            Some(page) => room::story(&frame, &page),
            None => return Ok(unknown(state, asked)),
        },
        Page::Speakers => {
            let named = asked.get("named");
            let (speakers, all) = ready.speakers(named, SPEAKERS_SHOWN)?;
            room::speakers(&frame, named, &speakers, all)
        }
        Page::Speaker => {
            let said = ready.speaker(asked.get("name"))?;
            if said.is_empty() {
                return Ok(unknown(state, asked));
            }
            room::speaker(&frame, asked.get("name"), &said)
        }
        Page::Outlets => room::outlets(&frame, &outlets(state)?),
        Page::Outlet | Page::Subject => match profile(state, asked, page)? {
            Some((whose, profile)) => room::profile(&frame, whose.borrowed(), &profile),
            None => return Ok(unknown(state, asked)),
        },
        Page::Subjects => room::subjects(&frame, &state.overview.subjects),
        Page::Article(link) => match ready.article(link)? {
            Some(article) => room::article(&frame, link, &article),
            None => return Ok(unknown(state, asked)),
        },
        Page::Data => room::data(&frame, ready.digest()),
    };
    Ok(Answer::page(200, html))
}

fn search(state: &State, asked: &Asked) -> Result<Answer, Error> {
    let (query, frame) = (asked.get("q"), state.frame(asked));
    let nothing =
        SearchPage { query, articles: &[], matching: 0, next: None, facets: &[], is_best: false, problem: None };
    if query.is_empty() {
        return Ok(Answer::page(200, room::search(&frame, &nothing)));
    }
    let after = Some(asked.get("after")).filter(|after| !after.is_empty());
    let is_best = asked.get("order") == "best";
    let found = match is_best {
        true => state.ready.list_best(query, HITS_SHOWN),
        false => state.ready.list(query, HITS_SHOWN, after),
    };
    match found {
        Ok(found) => {
            let (articles, facets) = (&found.articles, &found.facets);
            let (matching, next) = (found.matching, found.next.as_deref());
            let page = SearchPage { query, articles, matching, next, facets, is_best, problem: None };
            Ok(Answer::page(200, room::search(&frame, &page)))
        }
        Err(error @ Error::Query { .. }) => {
            let (problem, hint) = (error.to_string(), error.hint().unwrap_or_default());
            let page = SearchPage { problem: Some((&problem, &hint)), ..nothing };
            Ok(Answer::page(400, room::search(&frame, &page)))
        }
        Err(error) => Err(error),
    }
}

fn rows(state: &State, asked: &Asked, page: &Page, ending: Ending) -> Result<Answer, Error> {
    let ready = &state.ready;
    Ok(match page {
        Page::Start | Page::Subjects => Answer::rows(&state.overview.subjects, ending),
        Page::Search => Answer::rows(&ready.list(asked.get("q"), MOST_ROWS, None)?.articles, ending),
        Page::Shock | Page::Report => shocks::rows(state, asked, ending)?,
        Page::Stories => Answer::rows(ready.stories()?, ending),
        Page::Story(id) => match ready.story_page(id, MOST_ROWS)? {
            Some(page) => Answer::rows(&page.articles, ending),
            None => unknown(state, asked),
        },
        Page::Speakers => Answer::rows(&ready.speakers(asked.get("named"), MOST_ROWS)?.0, ending),
        Page::Speaker => Answer::rows(&ready.speaker(asked.get("name"))?, ending),
        Page::Outlets => Answer::rows(&outlets(state)?, ending),
        Page::Outlet | Page::Subject => match profile(state, asked, page)? {
            Some((_, profile)) => Answer::rows::<DayCount>(&profile.days, ending),
            None => unknown(state, asked),
        },
        Page::Article(link) => match ready.article(link)? {
            Some(page) => Answer::rows(&[page.article], ending),
            None => unknown(state, asked),
        },
        Page::Data => unknown(state, asked),
    })
}

fn chart(state: &State, asked: &Asked, page: &Page) -> Result<Option<Figure>, Error> {
    let frame = state.frame(asked);
    Ok(match page {
        Page::Start => room::start_figure(&frame),
        Page::Story(id) => {
            let page = state.ready.story_page(id, 1)?;
            page.and_then(|page| room::story_figure(&frame, &page))
        }
        Page::Outlet | Page::Subject => {
            let found = profile(state, asked, page)?;
            found.and_then(|(whose, profile)| room::profile_figure(&frame, whose.borrowed(), &profile))
        }
        _ => None,
    })
}

fn outlets(state: &State) -> Result<Vec<overshadow::record::Facet>, Error> {
    let facets = state.ready.facets()?;
    Ok(facets.into_iter().filter(|facet| facet.facet == "outlet").collect())
}

/// An outlet or a subject, by its own names.
enum Whose {
    Outlet(String),
    Subject(String, String),
}

impl Whose {
    fn borrowed(&self) -> Profiled<'_> {
        match self {
            Self::Outlet(name) => Profiled::Outlet(name),
            Self::Subject(name, query) => Profiled::Subject(name, query),
        }
    }
}

/// `None` when there is no such outlet or subject.
fn profile(state: &State, asked: &Asked, page: &Page) -> Result<Option<(Whose, Profile)>, Error> {
    let name = asked.get("name").to_owned();
    if *page == Page::Outlet {
        let profile = state.ready.outlet(&name, NEWEST_SHOWN)?;
        return Ok((profile.matching > 0).then_some((Whose::Outlet(name), profile)));
    }
    let query = match asked.get("q") {
        "" => state.ready.standing_subjects()?.into_iter().find(|known| known.name == name).map(|known| known.query),
        query => Some(query.to_owned()),
    };
    let Some(query) = query else { return Ok(None) };
    let profile = state.ready.profile(&query, NEWEST_SHOWN)?;
    let name = if name.is_empty() { query.clone() } else { name };
    Ok(Some((Whose::Subject(name, query), profile)))
}
