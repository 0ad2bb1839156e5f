//! The subjects as a file to edit, and what is missing where there are none.

use super::{FoundSubject, FoundSubjects};
use overshadow_agenda::subjects::{FEWEST_DAYS, LeftOut};
use std::fmt::Write;

/// Letters of a name and query up to which the lines are set in columns.
const WIDEST_NAME: usize = 28;

impl FoundSubjects {
    /// A file of subjects: `NAME = QUERY` a line, with what the rule saw of each.
    #[must_use]
    pub fn file(&self) -> String {
        let mut file = String::new();
        // Writing to a string cannot fail.
        let _: std::fmt::Result = self.write(&mut file);
        file
    }

    fn write(&self, file: &mut String) -> std::fmt::Result {
        let rule = &self.options.rule;
        writeln!(file, "# {}", self.in_words())?;
        if let Some((first, last)) = self.days {
            writeln!(file, "# {} different texts of {} days, {first} to {last}.", self.choice.texts, self.choice.days)?;
        }
        writeln!(file, "#")?;
        writeln!(
            file,
            "# The rule (docs/subjects.md): at least {} texts a day, on most days; no week",
            rule.fewest_per_day
        )?;
        writeln!(
            file,
            "# above {} times the mean and three in four above {}; in many outlets; a name, or",
            rule.largest_week, rule.quiet_week
        )?;
        writeln!(file, "# a word that draws certain words to it. Articles are counted by the query.")?;
        writeln!(file, "#")?;
        writeln!(file, "# Edit it and give it back with --subjects FILE.")?;
        let width = self.found.iter().map(|found| found.subject.name.chars().count()).max().unwrap_or_default();
        for found in &self.found {
            writeln!(file, "\n# {}", comment(found, self.choice.days))?;
            let name = &found.subject.name;
            writeln!(file, "{name:width$} = {}", found.subject.query, width = width.min(WIDEST_NAME))?;
        }
        Ok(())
    }

    /// One sentence: how many, of how many candidates, how much of the coverage.
    #[must_use]
    pub fn in_words(&self) -> String {
        let share = 100.0 * self.choice.covered as f64 / self.choice.texts.max(1) as f64;
        let (found, candidates) = (self.found.len(), self.candidates);
        let subjects = if found == 1 { "subject" } else { "subjects" };
        format!(
            "{found} {subjects} found by rule among {candidates} candidates; {share:.0} % of the texts are on one of these"
        )
    }

    /// What is missing, where nothing persists.
    #[must_use]
    pub fn missing(&self) -> String {
        let (days, texts) = (self.choice.days, self.choice.texts);
        let counted = |reason| self.choice.left_out.get(&reason).copied().unwrap_or_default();
        let short = [
            (LeftOut::TooFew, "too few articles"),
            (LeftOut::Interrupted, "not there all the time"),
            (LeftOut::Burst, "one burst"),
            (LeftOut::FewOutlets, "few outlets"),
            (LeftOut::SmallChange, "nothing of their own"),
            (LeftOut::OnShock, "on the shock"),
        ];
        let short: Vec<String> = short
            .into_iter()
            .filter(|(reason, _)| counted(*reason) > 0)
            .map(|(reason, words)| format!("{} {words}", counted(reason)))
            .collect();
        let per_day = texts as f64 / days.max(1) as f64;
        if days < FEWEST_DAYS {
            format!(
                "there are {texts} texts of {days} days; {FEWEST_DAYS} days are the fewest in which anything persists"
            )
        } else if short.is_empty() {
            format!("there are {per_day:.1} texts a day, and no word or name stands in enough of them")
        } else {
            format!("there are {per_day:.1} texts a day; of {} candidates: {}", self.candidates, short.join(", "))
        }
    }
}

/// What the rule saw of a subject.
fn comment(found: &FoundSubject, days: usize) -> String {
    let course = &found.course;
    let per_day = course.articles as f64 / days.max(1) as f64;
    let outlets = if course.outlets == 1 { "outlet" } else { "outlets" };
    format!(
        "{}: {} articles, {per_day:.1} a day, on {:.0} % of days; largest week {:.1} times the mean; {} {outlets}, spread {:.0} %",
        found.kind,
        course.articles,
        100.0 * course.days_share,
        course.largest_week,
        course.outlets,
        100.0 * course.spread
    )
}
