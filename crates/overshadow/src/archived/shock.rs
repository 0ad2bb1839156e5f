//! A shock, asked of an archive: the same estimates as `report --archive` gives.

use super::ReadyArchive;
use crate::error::Error;
use crate::finding::{FindingsOptions, Gathered, findings};
use crate::pile::Pile;
use crate::question::Question;
use jiff::civil::Date;
use overshadow_agenda::query::Subject;
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
        let story = shock.query.strip_prefix("story:").filter(|_| shock.name == shock.query);
        let title = match story {
            Some(id) => self.story(id)?.and_then(|story| story.title.clone()),
            None => None,
        };
        Ok(Subject { name: title.unwrap_or(shock.name), query: shock.query })
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
