//! A shock, asked of an archive: the same estimates as `report --archive` gives.

use super::ReadyArchive;
use crate::error::Error;
use crate::finding::{FindingsOptions, Gathered, findings};
use crate::pile::Pile;
use crate::question::Question;
use crate::storying::{BROKEN_AT, story_asked_for};
use jiff::civil::Date;
use overshadow_agenda::query::{Label, Subject};
use overshadow_record::{Findings, Manifest, ShockName};

/// What is asked.
#[derive(Clone, Debug)]
pub struct ShockQuestion {
    /// Subjects, groups, and which articles count at all; the shock is put in by [`ReadyArchive::findings`].
    pub question: Question,
    /// The query of the breaking event.
    pub shock: String,
    /// The day it broke.
    pub on: Date,
    /// Days of the window.
    pub window_days: u32,
    /// Count a group of copies once a day.
    pub independent: bool,
    /// Seed of the group tests.
    pub seed: u64,
}

impl ReadyArchive {
    /// What a shock did to the agenda.
    ///
    /// # Errors
    /// When a query cannot be understood, or nothing that counts has a date.
    pub fn findings(&self, asked: &ShockQuestion) -> Result<Findings, Error> {
        let ShockQuestion { question, on, window_days, seed, .. } = asked;
        let shock = self.named_shock(&asked.shock)?;
        let question = Question { shock: Some(shock.clone()), ..question.clone() };
        let tabulated = self.tabulate(&Pile::default(), &question, Some((*on, *window_days)))?;
        let counts = match asked.independent {
            true => tabulated.counts.of_independent().unwrap_or(tabulated.counts),
            false => tabulated.counts,
        };
        let mut notes = Vec::new();
        if asked.independent {
            notes.push("All counts are of independent articles: a group of copies counts once a day.".to_owned());
        }
        let by_table = tabulated.summary.countries_by_table;
        if by_table > 0 {
            notes.push(format!(
                "The countries of {by_table} articles come from the table of outlets, since the input gives none."
            ));
        }
        let options = FindingsOptions {
            shock: ShockName { name: shock.name, query: shock.query, on: *on, window_days: *window_days },
            shock_needed: true,
            all_outlets: false,
            leave_out_other_shocks: false,
            groups: question.groups.clone(),
            by: None,
            seed: *seed,
        };
        let manifest = Manifest {
            program: concat!("overshadow ", env!("CARGO_PKG_VERSION")).to_owned(),
            options: options_named(asked),
            seed: *seed,
            inputs: tabulated.summary.files,
            provenance: String::new(),
        };
        let gathered =
            Gathered { evidence: tabulated.evidence, tally: tabulated.tally, notes, stories: None, manifest };
        findings(&counts, &options, gathered)
    }

    /// A shock that is a story is called by its headline.
    fn named_shock(&self, query: &str) -> Result<Subject, Error> {
        let shock = Subject::parse(query);
        Ok(self.named(&shock)?.unwrap_or(shock))
    }

    /// A subject that is one story or chain and has no name of its own is called by the story's headline; a chain may be asked
    /// for by any story in it. `None` for a story that has fewer than three articles and no row of its own.
    ///
    /// # Errors
    /// When the archive has no such story, or cannot be read.
    pub fn named(&self, subject: &Subject) -> Result<Option<Subject>, Error> {
        let Some((label, id)) = story_asked_for(subject)? else { return Ok(Some(subject.clone())) };
        let Some(story) = self.story(&id)? else {
            let number = u64::from_str_radix(&id, 16).ok();
            let is_there = number.is_some_and(|number| self.story_ids().is_ok_and(|ids| ids.contains(&number)));
            return if is_there { Ok(None) } else { Err(Error::StoryUnknown { story: id }) };
        };
        let own = Some(subject.name.clone()).filter(|name| *name != subject.query);
        let name = own.or_else(|| story.title.clone()).unwrap_or_else(|| subject.name.clone());
        let query = match label {
            Label::Chain => format!("chain:{}", story.chain),
            _ => subject.query.clone(),
        };
        Ok(Some(Subject { name, query }))
    }

    /// The day on which a story broke, as [`crate::Stories::broke_on`] has it.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn broke_on(&self, subject: &Subject) -> Result<Option<Date>, Error> {
        let Some((_, id)) = story_asked_for(subject)? else { return Ok(None) };
        let Some(page) = self.story_page(&id, 0)? else { return Ok(None) };
        let most = page.days.iter().map(|day| day.articles).max().unwrap_or_default();
        let broke = page.days.iter().find(|day| day.articles > 0 && BROKEN_AT as u64 * day.articles >= most);
        Ok(broke.map(|day| day.date))
    }
}

fn options_named(asked: &ShockQuestion) -> Vec<(String, String)> {
    let mut options = vec![
        ("shock".to_owned(), asked.shock.clone()),
        ("on".to_owned(), asked.on.to_string()),
        ("window".to_owned(), asked.window_days.to_string()),
    ];
    let groups = asked.question.groups.iter().map(|group| format!("{}={}", group.name, group.subjects.join(",")));
    options.extend(groups.map(|group| ("group".to_owned(), group)));
    if asked.independent {
        options.push(("count".to_owned(), "independent".to_owned()));
    }
    options.extend(asked.question.only.iter().map(|only| ("only".to_owned(), only.clone())));
    options
}
