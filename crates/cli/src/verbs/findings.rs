//! What `displacement` and `report` share: counts from articles or files, and the findings on them.

use crate::ask::{Completeness, SkippedList, counted_as, counts_options, groups, inputs, pile};
use crate::auto_subjects;
use crate::failure::Failure;
use crate::options::{
    CountOption, HowOptions, InputOptions, OtherShocksOption, OutletsOption, ShockOptions, SubjectOptions,
};
use crate::progress::{Bar, say};
use crate::stories_first::day_needed;
use crate::verbs::counting::column;
use clap::ValueEnum;
use jiff::civil::Date;
use overshadow::agenda::query::Subject;
use overshadow::agenda::{Axis, Group};
use overshadow::read::Progress;
use overshadow::record::{Counts, Findings, InputFile, Manifest, ShockName};
use overshadow::{
    Annotator, AroundOptions, FindingsOptions, Gathered, PileSummary, Question, counts_of_files, findings, tabulate,
};
use std::sync::Arc;

/// What is gathered beside the estimates.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wanted {
    /// Also the groups inside each of these.
    pub(crate) by: Option<Axis>,
    /// Also the stories around the shock.
    pub(crate) stories: bool,
}

/// Reads, counts, estimates, gathers.
pub(crate) fn gather(
    input: &InputOptions,
    shock: &ShockOptions,
    subjects: &SubjectOptions,
    wanted: Wanted,
) -> Result<(Findings, Completeness), Failure> {
    let read = if subjects.counts.is_empty() {
        of_articles(input, shock, subjects, wanted)?
    } else {
        of_counts(input, shock, subjects, wanted)?
    };
    let Read { counts, options, mut gathered, completeness } = read;
    let counts = counted_as(counts, &shock.how)?;
    if shock.how.count == CountOption::Independent {
        gathered.notes.push("All counts are of independent articles: a group of copies counts once a day.".to_owned());
    }
    let asked = FindingsOptions { by: wanted.by, ..options };
    Ok((findings(&counts, &asked, gathered)?, completeness))
}

/// What is asked of the counts.
pub(crate) fn asked(
    options: &ShockOptions,
    subjects: &SubjectOptions,
    (shock, on): (Subject, Date),
    groups: Vec<Group>,
) -> FindingsOptions {
    FindingsOptions {
        shock: ShockName { name: shock.name, query: shock.query, on, window_days: options.window },
        shock_needed: subjects.counts.is_empty(),
        all_outlets: options.how.outlets == OutletsOption::All,
        leave_out_other_shocks: options.how.other_shocks == OtherShocksOption::LeaveOut,
        groups,
        by: None,
        seed: options.how.seed,
    }
}

/// The input, counted.
struct Read {
    counts: Counts,
    options: FindingsOptions,
    gathered: Gathered,
    completeness: Completeness,
}

fn of_articles(
    input: &InputOptions,
    shock: &ShockOptions,
    subjects: &SubjectOptions,
    wanted: Wanted,
) -> Result<Read, Failure> {
    let progress = Arc::new(Progress::default());
    let pile = pile(input, Arc::clone(&progress))?;
    let question = (Some(shock.shock.as_str()), shock.on);
    let asked_for = auto_subjects::asked(pile, subjects, question, &shock.how.groups, wanted.stories)?;
    let on = day_needed(asked_for.on)?;
    let mut skipped = SkippedList::open(input)?;
    let bar = Bar::watch(progress);
    let window = Some((on, shock.window));
    let tabulated = tabulate(&asked_for.pile, &asked_for.question, window, &mut |left_out| skipped.add(left_out));
    drop(bar);
    let tabulated = match tabulated {
        Ok(tabulated) => tabulated,
        Err(error) => return Err(skipped.give_up(error)),
    };
    let completeness = skipped.finish(&tabulated.tally, input)?;
    let around = AroundOptions {
        on,
        window_days: shock.window,
        independent: shock.how.count == CountOption::Independent,
        counted: &tabulated.counted,
    };
    let stories = asked_for.stories.map(|stories| stories.around(&around, &Annotator::new()));
    let mut notes = notes(&tabulated.summary);
    notes.extend(asked_for.notes);
    let mut manifest = manifest(input, shock, on, subjects, tabulated.summary.files);
    let chosen = |subject: &Subject| ("subject".to_owned(), format!("{} = {}", subject.name, subject.query));
    manifest.options.extend(asked_for.chosen.iter().map(chosen));
    let gathered = Gathered { evidence: tabulated.evidence, tally: tabulated.tally, notes, stories, manifest };
    let Question { groups, shock: named, .. } = asked_for.question;
    let named = named.unwrap_or_else(|| Subject::parse(&shock.shock));
    let options = asked(shock, subjects, (named, on), groups);
    Ok(Read { counts: tabulated.counts, options, gathered, completeness })
}

/// What a reader must know of how the pile was read.
fn notes(summary: &PileSummary) -> Vec<String> {
    let mut notes = Vec::new();
    if summary.replaced_characters > 0 {
        notes.push(format!("{} characters could not be decoded and were replaced.", summary.replaced_characters));
    }
    if summary.countries_by_table > 0 {
        notes.push(format!(
            "The countries of {} articles come from the table of outlets, since the input gives none.",
            summary.countries_by_table
        ));
    }
    notes
}

fn of_counts(
    input: &InputOptions,
    shock: &ShockOptions,
    subjects: &SubjectOptions,
    wanted: Wanted,
) -> Result<Read, Failure> {
    if wanted.stories {
        return Err(Failure::Usage {
            code: "stories-of-counts",
            message: "counts hold no articles, so there are no stories in them".into(),
            hint: "name the articles in place of --counts".into(),
        });
    }
    let on = day_needed(shock.on)?;
    let groups = groups(&shock.how.groups)?;
    let how = counts_options(input, Arc::new(Progress::default()))?;
    let mut skipped = SkippedList::open(input)?;
    let files = inputs(&subjects.counts);
    let chosen = counts_of_files(&files, &how, Some(&shock.shock), &subjects.subjects, &groups)?;
    chosen.notes.iter().for_each(|note| say(note));
    chosen.skipped.iter().for_each(|left_out| skipped.add(left_out));
    let completeness = skipped.finish(&chosen.tally, input)?;
    let gathered = Gathered {
        tally: chosen.tally,
        notes: chosen.notes,
        manifest: manifest(input, shock, on, subjects, chosen.files),
        ..Gathered::default()
    };
    let options = asked(shock, subjects, (column(&shock.shock), on), groups);
    Ok(Read { counts: chosen.counts, options, gathered, completeness })
}

fn manifest(
    input: &InputOptions,
    shock: &ShockOptions,
    on: Date,
    subjects: &SubjectOptions,
    files: Vec<InputFile>,
) -> Manifest {
    let mut options = vec![
        ("shock".to_owned(), shock.shock.clone()),
        ("on".to_owned(), on.to_string()),
        ("window".to_owned(), shock.window.to_string()),
    ];
    let many =
        |name: &str, values: &[String]| values.iter().map(|value| (name.to_owned(), value.clone())).collect::<Vec<_>>();
    options.extend(many("group", &shock.how.groups));
    options.extend(changed_options(&shock.how));
    options.extend(many("subject", &subjects.subjects));
    options.extend(subjects.file.iter().map(|file| ("subjects".to_owned(), file_name(file))));
    options.extend(subjects.only.iter().map(|only| ("only".to_owned(), only.clone())));
    options.extend(reading_options(input));
    Manifest {
        program: concat!("overshadow ", env!("CARGO_PKG_VERSION")).to_owned(),
        options,
        seed: shock.how.seed,
        inputs: files,
        provenance: String::new(),
    }
}

/// The options of the estimate that differ from what is usual.
pub(crate) fn changed_options(how: &HowOptions) -> Vec<(String, String)> {
    let changed = [
        (how.count == CountOption::Independent, "count", "independent"),
        (how.outlets == OutletsOption::All, "outlets", "all"),
        (how.other_shocks == OtherShocksOption::LeaveOut, "other-shocks", "leave-out"),
    ];
    let is_changed = changed.into_iter().filter(|(is_changed, ..)| *is_changed);
    is_changed.map(|(_, name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// The options of reading that differ from what is usual.
pub(crate) fn reading_options(input: &InputOptions) -> Vec<(String, String)> {
    let word = |value: Option<clap::builder::PossibleValue>| value.map(|value| value.get_name().to_owned());
    let extract = word(input.extract.to_possible_value()).filter(|way| way != "cascade");
    let date_order = word(input.date_order.and_then(|order| order.to_possible_value()));
    let outlet_table = input.outlet_table.as_deref().map(file_name);
    let named = [
        ("columns", input.columns.clone()),
        ("date-order", date_order),
        ("extract", extract),
        ("outlet-table", outlet_table),
    ];
    named.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

pub(crate) fn file_name(path: &std::path::Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
