//! The choice: candidates that persist, terms that are one subject joined, and of those that say the same only one, the
//! one that adds most coverage first.

use super::candidates::Candidate;
use super::persistence::{Course, courses};
use super::recount::Recount;
use super::rule::{FEWEST_DAYS, SubjectRule};
use super::vocabulary::number;
use std::collections::BTreeMap;

/// A subject that was chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    /// Positions of the candidates it is made of, the largest first.
    pub candidates: Vec<usize>,
    /// Its name, which no other has.
    pub name: String,
    /// What finds it.
    pub query: String,
    /// How it lies in time and over outlets.
    pub course: Course,
}

/// What was chosen, and what was not and why.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// The subjects, the largest first.
    pub chosen: Vec<Chosen>,
    /// How many candidates fell for each reason.
    pub left_out: BTreeMap<LeftOut, usize>,
    /// Names of the candidates that would have been subjects and are made of the shock.
    pub on_shock: Vec<String>,
    /// Days with articles.
    pub days: usize,
    /// Different texts of these days.
    pub texts: u64,
    /// Those on a subject that was chosen.
    pub covered: u64,
}

/// Why a candidate is no subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// Too few articles a day.
    TooFew,
    /// Not there on most days, or with too little in its quiet weeks.
    Interrupted,
    /// Too much of it in one week.
    Burst,
    /// Only where few outlets write.
    FewOutlets,
    /// Neither a name nor something that sets its articles apart.
    SmallChange,
    /// Mostly made of the shock's articles.
    OnShock,
    /// Inside another subject, or about as large and in the same articles.
    Inside,
    /// Adds too little, or comes after the most that are wanted.
    AddsLittle,
}

/// Chooses among the candidates. What is not `eligible` for what its words are is left out as small change.
#[must_use]
pub fn choose(candidates: &[Candidate], recount: &Recount, eligible: &[bool], rule: &SubjectRule) -> Choice {
    let mut choice = Choice {
        days: recount.total.len(),
        texts: recount.total.values().map(|&texts| u64::from(texts)).sum(),
        ..Choice::default()
    };
    if choice.days < FEWEST_DAYS {
        return choice;
    }
    let alone = courses(recount, candidates.len());
    let mut standing = Vec::new();
    for (at, course) in alone.iter().enumerate() {
        match fault(course, &candidates[at], eligible[at], choice.days, rule) {
            None => standing.push(at),
            Some(LeftOut::OnShock) => {
                *choice.left_out.entry(LeftOut::OnShock).or_default() += 1;
                choice.on_shock.push(candidates[at].name.clone());
            }
            Some(reason) => *choice.left_out.entry(reason).or_default() += 1,
        }
    }
    let groups = joined(&standing, recount, candidates, &alone, rule);
    let (recount, together) = merged(recount, &groups, candidates.len());
    let merged_courses = courses(&recount, groups.len());
    let taken = cover(&recount, &merged_courses, &together, candidates, &groups, rule, &mut choice);
    choice.chosen = taken
        .into_iter()
        .map(|group| {
            let parts = &groups[group];
            let mut terms: Vec<&str> = Vec::new();
            for term in parts.iter().flat_map(|&at| candidates[at].query.split(" OR ")) {
                if !terms.contains(&term) {
                    terms.push(term);
                }
            }
            Chosen {
                name: candidates[parts[0]].name.clone(),
                query: terms.join(" OR "),
                candidates: parts.clone(),
                course: merged_courses[group],
            }
        })
        .collect();
    choice.chosen.sort_by(|a, b| b.course.articles.cmp(&a.course.articles).then_with(|| a.query.cmp(&b.query)));
    names_differ(&mut choice.chosen);
    choice
}

/// Why a candidate is no standing subject.
fn fault(course: &Course, candidate: &Candidate, eligible: bool, days: usize, rule: &SubjectRule) -> Option<LeftOut> {
    let per_day = course.texts as f64 / days as f64;
    let telling = match candidate.is_name {
        true => candidate.divergence >= rule.least_divergence_of_name,
        false => candidate.divergence >= rule.least_divergence && course.swing >= rule.least_swing,
    };
    match () {
        () if per_day < rule.fewest_per_day => Some(LeftOut::TooFew),
        () if !eligible || !telling => Some(LeftOut::SmallChange),
        () if course.spread < rule.least_spread => Some(LeftOut::FewOutlets),
        () if course.largest_week > rule.largest_week => Some(LeftOut::Burst),
        () if course.days_share < rule.least_days * (1.0 - (-per_day).exp()) || course.quiet_week < rule.quiet_week => {
            Some(LeftOut::Interrupted)
        }
        () if course.on_shock >= rule.most_on_shock => Some(LeftOut::OnShock),
        () => None,
    }
}

/// How many texts each two of the candidates share.
fn shared(recount: &Recount, candidates: usize) -> Vec<u32> {
    let mut shared = vec![0; candidates * candidates];
    for text in recount.texts() {
        for (at, &a) in text.candidates.iter().enumerate() {
            text.candidates[at..].iter().for_each(|&b| shared[a as usize * candidates + b as usize] += 1);
        }
    }
    shared
}

/// Candidates that nearly always stand together, as one, the largest first.
fn joined(
    standing: &[usize],
    recount: &Recount,
    candidates: &[Candidate],
    courses: &[Course],
    rule: &SubjectRule,
) -> Vec<Vec<usize>> {
    let n = candidates.len();
    let shared = shared(recount, n);
    let mut group_of: Vec<usize> = (0..standing.len()).collect();
    for b in 0..standing.len() {
        for a in 0..b {
            let (first, second) = (standing[a].min(standing[b]), standing[a].max(standing[b]));
            let both = f64::from(shared[first * n + second]);
            let either = (courses[first].texts + courses[second].texts) as f64 - both;
            if both >= rule.same * either {
                let (old, new) = (group_of[b], group_of[a]);
                group_of.iter_mut().filter(|group| **group == old).for_each(|group| *group = new);
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    standing.iter().zip(group_of).for_each(|(&at, group)| groups.entry(group).or_default().push(at));
    let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
    groups
        .iter_mut()
        .for_each(|group| group.sort_by_key(|&at| (std::cmp::Reverse(courses[at].texts), !candidates[at].is_name, at)));
    groups
}

/// The counts of groups in place of candidates, and how many texts each two groups share.
fn merged(recount: &Recount, groups: &[Vec<usize>], n: usize) -> (Recount, Vec<u32>) {
    let mut group_of = vec![u32::MAX; n];
    for (group, members) in groups.iter().enumerate() {
        members.iter().for_each(|&at| group_of[at] = number(group));
    }
    let merged = recount.grouped(&group_of);
    let together = shared(&merged, groups.len());
    (merged, together)
}

/// Takes subjects one by one, always the one that adds most, until none adds enough.
fn cover(
    recount: &Recount,
    courses: &[Course],
    together: &[u32],
    candidates: &[Candidate],
    groups: &[Vec<usize>],
    rule: &SubjectRule,
    choice: &mut Choice,
) -> Vec<usize> {
    let n = groups.len();
    let mut open: Vec<bool> = vec![true; n];
    let mut uncovered: Vec<&[u32]> = recount.texts().map(|text| &*text.candidates).collect();
    let mut gain: Vec<u64> = courses.iter().map(|course| course.texts).collect();
    // A name tells by itself what its articles are about, a theme as far as it draws certain words to it.
    let telling = |candidate: &Candidate| if candidate.is_name { 1.0 } else { candidate.divergence.min(1.0) };
    let worth = |group: usize, gain: u64| gain as f64 * telling(&candidates[groups[group][0]]);
    let fewest = rule.fewest_per_day * ADDED_PART * choice.days as f64;
    let mut taken: Vec<usize> = Vec::new();
    while taken.len() < rule.most_subjects {
        let best = (0..n).filter(|&group| open[group] && gain[group] as f64 >= fewest).max_by(|&a, &b| {
            worth(a, gain[a])
                .total_cmp(&worth(b, gain[b]))
                .then_with(|| candidates[groups[b][0]].query.cmp(&candidates[groups[a][0]].query))
        });
        let Some(best) = best else { break };
        open[best] = false;
        taken.push(best);
        uncovered.retain(|found| {
            let covers = found.contains(&number(best));
            if covers {
                choice.covered += 1;
                found.iter().for_each(|&group| gain[group as usize] -= 1);
            }
            !covers
        });
        for other in 0..n {
            let both = f64::from(together[best.min(other) * n + best.max(other)]);
            let smaller = courses[best].texts.min(courses[other].texts) as f64;
            if open[other] && both >= rule.inside * smaller {
                open[other] = false;
                *choice.left_out.entry(LeftOut::Inside).or_default() += 1;
            }
        }
    }
    *choice.left_out.entry(LeftOut::AddsLittle).or_default() += open.iter().filter(|open| **open).count();
    taken
}

/// The part of the articles a day that a subject needs which it must add to those chosen before it.
const ADDED_PART: f64 = 0.5;

/// Two subjects of one name are told apart by their queries.
fn names_differ(chosen: &mut [Chosen]) {
    for at in 1..chosen.len() {
        if chosen[..at].iter().any(|earlier| earlier.name == chosen[at].name) {
            chosen[at].name = format!("{} ({})", chosen[at].name, chosen[at].query.replace('=', " "));
        }
    }
}
