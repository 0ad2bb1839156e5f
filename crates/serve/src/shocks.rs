//! A shock from what a form or a program asks.

use crate::answer::{Answer, problem, status_of, value, values};
use crate::room::{Asked, State};
use overshadow::agenda::Group;
use overshadow::agenda::query::{Subject, subjects};
use overshadow::record::Findings;
use overshadow::report::room::{self, Ending};
use overshadow::report::{finding_in_words, html};
use overshadow::{Error, Question, ShockQuestion, standard_subjects};
use serde_json::{Value, json};

/// Days of the window where none are asked for, and at most.
const USUAL_WINDOW: usize = 7;
const LONGEST_WINDOW: usize = 90;

/// The page: a form, and the report where something was asked.
pub(crate) fn page(state: &State, asked: &Asked) -> Answer {
    let (frame, form) = (state.frame(asked), form(asked));
    if form.shock.is_empty() && form.on.is_empty() {
        return Answer::page(200, room::shock_form(&frame, &form, None));
    }
    match findings(state, asked) {
        Ok(findings) => Answer::page(200, room::shock(&frame, &form, &findings)),
        Err(wrong) => {
            let said = Some((wrong.message.as_str(), wrong.hint.as_str()));
            Answer::page(wrong.status, room::shock_form(&frame, &form, said))
        }
    }
}

/// The report as one file.
pub(crate) fn report(state: &State, asked: &Asked) -> Answer {
    match findings(state, asked) {
        Ok(findings) => Answer { file: Some("report.html".to_owned()), ..Answer::page(200, html(&findings)) },
        Err(wrong) => wrong.answer(),
    }
}

fn findings(state: &State, asked: &Asked) -> Result<Findings, Wrong> {
    state.ready.findings(&question(asked)?).map_err(|error| Wrong::of(&error))
}

/// The estimates as a table.
pub(crate) fn rows(state: &State, asked: &Asked, ending: Ending) -> Result<Answer, Error> {
    let question = match question(asked) {
        Ok(question) => question,
        Err(wrong) => return Ok(wrong.answer()),
    };
    Ok(match state.ready.findings(&question)?.estimates {
        Ok(rows) => Answer::rows(&rows, ending),
        Err(refusal) => Answer::json(422, &problem(refusal.code(), &refusal.to_string(), &refusal.way_out())),
    })
}

/// The estimates for programs.
pub(crate) fn json(state: &State, asked: &Asked) -> Answer {
    match findings(state, asked) {
        Ok(findings) => Answer::json(200, &described(&findings)),
        Err(wrong) => wrong.answer(),
    }
}

fn described(findings: &Findings) -> Value {
    let (estimates, refused) = match &findings.estimates {
        Ok(rows) => (values(rows), Value::Null),
        Err(refusal) => (json!([]), problem(refusal.code(), &refusal.to_string(), &refusal.way_out())),
    };
    let shock = &findings.shock;
    json!({
        "shock": shock.name,
        "query": shock.query,
        "on": shock.on.to_string(),
        "window_days": shock.window_days,
        "articles": findings.coverage.articles,
        "independent_articles": findings.coverage.independent_articles,
        "shock_articles": findings.coverage.shock_articles,
        "finding": finding_in_words(findings),
        "estimates": estimates,
        "refused": refused,
        "groups": findings.groups.iter().map(value).collect::<Vec<Value>>(),
        "effective_placebos": findings.effective_placebos,
        "notes": findings.notes,
        "seed": findings.manifest.seed,
        "digest": findings.manifest.inputs.first().map(|input| input.sha256.clone()),
    })
}

fn form(asked: &Asked) -> room::Asked<'_> {
    room::Asked {
        shock: asked.get("shock"),
        on: asked.get("on"),
        window: asked.get("window"),
        subjects: asked.get("subjects"),
        groups: asked.get("groups"),
        count: asked.get("count"),
        only: asked.get("only"),
    }
}

/// What is wrong with what was asked.
pub(crate) struct Wrong {
    status: u16,
    code: String,
    message: String,
    hint: String,
}

impl Wrong {
    pub(crate) fn new(code: &str, message: &str, hint: &str) -> Self {
        Self { status: 400, code: code.to_owned(), message: message.to_owned(), hint: hint.to_owned() }
    }

    pub(crate) fn of(error: &Error) -> Self {
        let (code, hint) = (error.code().to_owned(), error.hint().unwrap_or_default());
        Self { status: status_of(error), code, message: error.to_string(), hint }
    }

    pub(crate) fn answer(&self) -> Answer {
        Answer::json(self.status, &problem(&self.code, &self.message, &self.hint))
    }
}

fn question(asked: &Asked) -> Result<ShockQuestion, Wrong> {
    let shock = asked.get("shock");
    if shock.is_empty() {
        return Err(Wrong::new(
            "shock-missing",
            "the event is not named",
            "write a query, such as crocus OR (moscow attack)",
        ));
    }
    let on = asked
        .get("on")
        .parse()
        .map_err(|_| Wrong::new("on-missing", "the day it broke is not given", "write it as 2024-03-22"))?;
    let mut asked_subjects = subjects(asked.get("subjects"));
    asked_subjects.extend(asked.all("subject").map(Subject::parse));
    if asked_subjects.is_empty() {
        asked_subjects = standard_subjects();
    }
    let groups = asked.get("groups").lines().chain(asked.all("group")).map(str::trim).filter(|line| !line.is_empty());
    let question = Question {
        subjects: asked_subjects,
        shock: None,
        groups: groups.map(group).collect::<Result<_, _>>()?,
        group_queries: Vec::new(),
        only: Some(asked.get("only").to_owned()).filter(|only| !only.is_empty()),
    };
    Ok(ShockQuestion {
        question,
        shock: shock.to_owned(),
        on,
        window_days: u32::try_from(asked.number("window", USUAL_WINDOW, LONGEST_WINDOW)).unwrap_or(7),
        independent: asked.get("count") == "independent",
        seed: asked.get("seed").parse().unwrap_or_default(),
    })
}

fn group(line: &str) -> Result<Group, Wrong> {
    let wrong = || Wrong::new("group", &format!("the group `{line}` lacks a member"), "write NAME=SUBJECT,SUBJECT");
    let (name, members) = line.split_once('=').ok_or_else(wrong)?;
    let subjects: Vec<String> = members.split(',').map(|member| member.trim().to_owned()).collect();
    if subjects.iter().any(String::is_empty) {
        return Err(wrong());
    }
    Ok(Group { name: name.trim().to_owned(), subjects })
}
