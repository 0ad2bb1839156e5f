//! Which page an address means.

use overshadow::report::room::Ending;

/// A page of the room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    Start,
    Search,
    Shock,
    Report,
    Stories,
    Story(String),
    Speakers,
    Speaker,
    Outlets,
    Outlet,
    Subjects,
    Subject,
    Article(String),
    Data,
}

/// A question of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    Description,
    Overview,
    Search,
    Attention,
    Stories,
    Story(String),
    Speakers,
    Speaker(String),
    Article(String),
    Displacement,
}

/// What an address means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    Style,
    Page(Page, Option<Ending>),
    Api(Question),
}

/// The meaning of a path; `None` when there is nothing of that name. The parts are decoded after they are parted, so
/// that a name may hold a slash.
pub(crate) fn route(path: &str) -> Option<Route> {
    let parts: Option<Vec<String>> = path.strip_prefix('/')?.split('/').map(decoded).collect();
    let parts = parts?;
    let names: Vec<&str> = parts.iter().map(String::as_str).collect();
    match names[..] {
        ["style.css"] => Some(Route::Style),
        ["api", ref rest @ ..] => question(rest).map(Route::Api),
        [name] => {
            let (name, ending) = ending(name);
            Some(Route::Page(page(name)?, ending))
        }
        [kind, name] => {
            let (name, ending) = ending(name);
            let page = match kind {
                "story" => Page::Story(name.to_owned()),
                "article" => Page::Article(name.to_owned()),
                _ => return None,
            };
            Some(Route::Page(page, ending))
        }
        _ => None,
    }
}

fn page(name: &str) -> Option<Page> {
    Some(match name {
        "" | "start" => Page::Start,
        "search" => Page::Search,
        "shock" => Page::Shock,
        "report" => Page::Report,
        "stories" => Page::Stories,
        "speakers" => Page::Speakers,
        "speaker" => Page::Speaker,
        "outlets" => Page::Outlets,
        "outlet" => Page::Outlet,
        "subjects" => Page::Subjects,
        "subject" => Page::Subject,
        "data" => Page::Data,
        _ => return None,
    })
}

fn question(parts: &[&str]) -> Option<Question> {
    Some(match *parts {
        ["openapi.json"] => Question::Description,
        ["overview"] => Question::Overview,
        ["search"] => Question::Search,
        ["attention"] => Question::Attention,
        ["stories"] => Question::Stories,
        ["stories", id] => Question::Story(id.to_owned()),
        ["speakers"] => Question::Speakers,
        ["speakers", name] => Question::Speaker(name.to_owned()),
        ["articles", link] => Question::Article(link.to_owned()),
        ["displacement"] => Question::Displacement,
        _ => return None,
    })
}

fn ending(name: &str) -> (&str, Option<Ending>) {
    let known =
        |ending: &str| Ending::ALL.into_iter().find(|(_, known, ..)| *known == ending).map(|(ending, ..)| ending);
    match name.rsplit_once('.').and_then(|(stem, ending)| Some((stem, known(ending)?))) {
        Some((stem, ending)) => (stem, Some(ending)),
        None => (name, None),
    }
}

/// `%20` as a space; `None` for what is no text.
fn decoded(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        rest = behind;
        if first != b'%' {
            bytes.push(first);
            continue;
        }
        let digits =
            std::str::from_utf8(behind.get(..2)?).ok().filter(|it| it.bytes().all(|b| b.is_ascii_hexdigit()))?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &behind[2..];
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_page_a_form_of_it_or_nothing() {
        assert_eq!(route("/"), Some(Route::Page(Page::Start, None)));
        assert_eq!(route("/start.svg"), Some(Route::Page(Page::Start, Some(Ending::Svg))));
        assert_eq!(route("/story/0f3a.csv"), Some(Route::Page(Page::Story("0f3a".into()), Some(Ending::Csv))));
        assert_eq!(route("/api/speakers/A%2FB%20C"), Some(Route::Api(Question::Speaker("A/B C".into()))));
        for nothing in [
            "",
            "x",
            "/x",
            "/..",
            "/../etc/passwd",
            "/story",
            "/story/a/b",
            "/api",
            "/api/",
            "/%ff",
            "/%2",
            "/%+1a",
            "/%é",
        ] {
            assert_eq!(route(nothing), None, "{nothing}");
        }
    }
}
