//! What a shock did to the agenda, gathered: everything a report shows, from counts and evidence.

use crate::error::Error;
use crate::tabulate::Evidence;
use jiff::civil::Date;
use overshadow_agenda::{
    Axis, Candidate, DisplacementOptions, EQUIVALENCE_MARGIN, Estimates, Group, Series, agenda_lines, bursts,
    central_headlines, courses, coverage, displacement, outlet_days, units, weeks,
};
use overshadow_record::{
    Compared, Counts, Displacement, Findings, Headline, Headlines, Manifest, ShockName, Spoken, StoriesAround, Tally,
    Verdict,
};
use std::collections::BTreeMap;

/// Subjects drawn in the figure of the agenda, beside the shock.
const AGENDA_SUBJECTS: usize = 6;
/// Days of the agenda drawn before the shock.
const AGENDA_DAYS: usize = 56;
/// Headlines shown per subject and side.
const HEADLINES_SHOWN: usize = 5;
/// Subjects whose headlines are shown, beside the shock.
const HEADLINE_SUBJECTS: usize = 8;
/// Quotations shown in all, and per speaker.
const QUOTATIONS_SHOWN: usize = 24;
const QUOTATIONS_PER_SPEAKER: usize = 3;
/// Weeks after the shock that are estimated.
const WEEKS_FOLLOWED: u32 = 4;
/// Share of all coverage from which a reader is told that one subject dominates.
const DOMINANT_SHARE: f64 = 0.2;
/// Other bursts listed.
const BURSTS_SHOWN: usize = 10;

/// What is asked of the counts.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingsOptions {
    /// What broke.
    pub shock: ShockName,
    /// True when the shock is a query: one that matches nothing is refused. A column may be empty.
    pub shock_needed: bool,
    /// Compare all outlets everywhere, also those that start, stop or fall silent.
    pub all_outlets: bool,
    /// Leave out the ordinary windows in which another shock broke.
    pub leave_out_other_shocks: bool,
    /// Groups to test.
    pub groups: Vec<Group>,
    /// Also estimate the groups inside each of these.
    pub by: Option<Axis>,
    /// Seed of every random draw.
    pub seed: u64,
}

impl FindingsOptions {
    /// What the estimator is asked.
    #[must_use]
    pub fn displacement(&self) -> DisplacementOptions {
        DisplacementOptions {
            window_days: self.shock.window_days,
            shock_needed: self.shock_needed,
            all_outlets: self.all_outlets,
            leave_out_other_shocks: self.leave_out_other_shocks,
            groups: self.groups.clone(),
            seed: self.seed,
            ..DisplacementOptions::on(self.shock.on)
        }
    }
}

/// What the counts were gathered from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gathered {
    /// Headlines and quotations, where the input has them.
    pub evidence: Evidence,
    /// What became of the input.
    pub tally: Tally,
    /// Notes a reader must see.
    pub notes: Vec<String>,
    /// The stories around the shock, when they were looked for.
    pub stories: Option<StoriesAround>,
    /// How the run can be repeated.
    pub manifest: Manifest,
}

/// Estimates and gathers. A refusal is a finding too: the rest is shown all the same.
///
/// # Errors
/// When the counts hold no row at all.
pub fn findings(counts: &Counts, options: &FindingsOptions, gathered: Gathered) -> Result<Findings, Error> {
    let shock = &options.shock;
    let (Some(coverage), Some(pooled)) = (coverage(counts, shock), Series::pooled(counts)) else {
        return Err(Error::NothingToCount);
    };
    let series = without_unions(pooled, &options.groups);
    let asked = options.displacement();
    let (estimates, placebos, groups, effective_placebos, compared) = match displacement(counts, &asked) {
        Ok(Estimates { subjects, placebos, groups, effective_placebos, compared }) => {
            (Ok(subjects), placebos, groups, effective_placebos, compared)
        }
        Err(refusal) => (Err(refusal), Vec::new(), Vec::new(), 0.0, Compared::default()),
    };
    let mut notes = gathered.notes;
    notes.extend(notes_on_comparison(&compared));
    if coverage.shock_articles == 0 && estimates.is_ok() {
        notes.push(format!(
            "“{}” has no article in the window: the figures say how subjects moved on that date, not what a shock did.",
            shock.name
        ));
    }
    let units = options.by.filter(|_| estimates.is_ok()).map_or_else(Vec::new, |axis| units(counts, &asked, axis));
    let weeks = if estimates.is_ok() { weeks(counts, &asked, WEEKS_FOLLOWED).unwrap_or_default() } else { Vec::new() };
    let compared_series = compared_series(counts, &compared)
        .map_or_else(|| series.clone(), |series| without_unions(series, &options.groups));
    let rows = estimates.as_deref().unwrap_or_default();
    let mut other_shocks = bursts(&series, shock.on);
    other_shocks.truncate(BURSTS_SHOWN);
    Ok(Findings {
        coverage,
        headlines: headlines(counts, shock, rows, gathered.evidence.headlines),
        spoken: spoken(counts, gathered.evidence.spoken),
        empty_subjects: empty_subjects(&series, shock.on),
        agenda: agenda_lines(&series, shock, AGENDA_SUBJECTS, AGENDA_DAYS),
        courses: if estimates.is_ok() { courses(&compared_series, shock.on) } else { Vec::new() },
        outlets: outlet_days(counts),
        other_shocks,
        stories: gathered.stories,
        shock: shock.clone(),
        estimates,
        placebos,
        groups,
        units,
        weeks,
        compared,
        equivalence_margin: EQUIVALENCE_MARGIN,
        effective_placebos,
        tally: gathered.tally,
        notes,
        manifest: gathered.manifest,
    })
}

/// What a reader must know of the outlets and windows that were compared.
fn notes_on_comparison(compared: &Compared) -> Vec<String> {
    let mut notes = Vec::new();
    let percent = |share: f64| format!("{:.0} %", 100.0 * share);
    if !compared.outlets_left_out.is_empty() {
        notes.push(format!(
            "Outlets that start, stop or fall silent around the event cannot be compared and have no part in the \
             estimates: {}. The others hold {} of the window’s articles.",
            compared.outlets_left_out.join(", "),
            percent(compared.held)
        ));
    }
    if compared.windows_left_out > 0 {
        notes.push(format!(
            "{} ordinary windows in which another shock broke were left out.",
            compared.windows_left_out
        ));
    }
    if compared.largest_share >= DOMINANT_SHARE {
        notes.push(format!(
            "“{}” has {} of all coverage before the event. It is held against the other {} subjects, and they against \
             each other and it; what it loses they share out among them.",
            compared.largest_subject,
            percent(compared.largest_share),
            compared.subjects.saturating_sub(1)
        ));
    }
    notes
}

/// The counts of the outlets that were compared.
fn compared_series(counts: &Counts, compared: &Compared) -> Option<Series> {
    let is_out = |outlet: &String| compared.outlets_left_out.contains(outlet);
    Series::of_rows(counts, |unit| !is_out(&counts.units[unit as usize].outlet))
}

/// The series without the unions of groups, which are no subjects of their own.
fn without_unions(mut series: Series, groups: &[Group]) -> Series {
    for group in groups {
        if let Some(union) = series.subjects.iter().position(|subject| *subject == group.name) {
            series.subjects.remove(union);
            series.articles.remove(union);
            series.outside_shock.remove(union);
        }
    }
    series
}

/// Subjects without any article before the shock.
fn empty_subjects(series: &Series, on: Date) -> Vec<String> {
    let event = series.position(on).unwrap_or(series.days());
    let is_empty = |articles: &&Vec<f64>| articles[..event].iter().sum::<f64>() == 0.0;
    let subjects = series.subjects.iter().zip(&series.articles);
    subjects.filter(|(_, articles)| is_empty(articles)).map(|(subject, _)| subject.clone()).collect()
}

/// Headlines of the shock, then of the subjects that fell most, or, without an estimate, of the largest.
fn headlines(
    counts: &Counts,
    shock: &ShockName,
    rows: &[Displacement],
    evidence: Vec<(u32, Headline)>,
) -> Vec<Headlines> {
    let mut by_subject: BTreeMap<u32, [Vec<Headline>; 2]> = BTreeMap::new();
    for (subject, headline) in evidence {
        by_subject.entry(subject).or_default()[usize::from(headline.day >= shock.on)].push(headline);
    }
    let mut order: Vec<u32> = counts.shock.into_iter().collect();
    order.extend(subjects_to_show(counts, rows, &by_subject));
    let shown = |subject: u32| {
        let [before, after] = by_subject.remove(&subject)?;
        Some(Headlines {
            subject: counts.subjects[subject as usize].clone(),
            before_total: before.len() as u64,
            before: central(&before),
            after_total: after.len() as u64,
            after: central(&after),
        })
    };
    order.into_iter().filter_map(shown).collect()
}

fn subjects_to_show(
    counts: &Counts,
    rows: &[Displacement],
    by_subject: &BTreeMap<u32, [Vec<Headline>; 2]>,
) -> Vec<u32> {
    let position = |name: &str| counts.subject(name).and_then(|at| u32::try_from(at).ok());
    let fell = rows.iter().filter(|row| matches!(row.verdict, Verdict::Overshadowed | Verdict::Diluted));
    let mut order: Vec<u32> = fell.filter_map(|row| position(&row.subject)).collect();
    if order.is_empty() {
        order = by_subject.keys().copied().filter(|&subject| Some(subject) != counts.shock).collect();
        order.sort_by_key(|subject| std::cmp::Reverse(by_subject[subject].iter().map(Vec::len).sum::<usize>()));
    }
    order.truncate(HEADLINE_SUBJECTS);
    order
}

pub(crate) fn central(headlines: &[Headline]) -> Vec<Headline> {
    let candidates: Vec<Candidate<'_>> =
        headlines.iter().map(|headline| Candidate { outlet: &headline.outlet, title: &headline.title }).collect();
    central_headlines(&candidates, HEADLINES_SHOWN).into_iter().map(|at| headlines[at].clone()).collect()
}

/// The speakers with most quotations first, a few of each.
fn spoken(counts: &Counts, evidence: Vec<(u32, Spoken)>) -> Vec<Spoken> {
    let mut by_speaker: BTreeMap<String, Vec<Spoken>> = BTreeMap::new();
    for (subject, mut spoken) in evidence {
        spoken.subject.clone_from(&counts.subjects[subject as usize]);
        by_speaker.entry(spoken.speaker.clone()).or_default().push(spoken);
    }
    let mut speakers: Vec<Vec<Spoken>> = by_speaker.into_values().collect();
    speakers.sort_by_key(|quotations| std::cmp::Reverse(quotations.len()));
    let few = speakers.into_iter().flat_map(|quotations| quotations.into_iter().take(QUOTATIONS_PER_SPEAKER));
    few.take(QUOTATIONS_SHOWN).collect()
}
