//! The finding in words: sentences made from the estimates and only from them.
//!
//! They say what was measured ("lost 38 % more than the typical subject"), never why. Every change stands with its 95 %
//! interval, and where an interval is missing the sentence is not written.

pub(crate) mod stories;

use crate::number::{NARROW_SPACE, change, change_bare, count, counted, day_in_words, percent, percent_change};
use crate::number::{spelled, whole_percent};
use overshadow_record::{Displacement, Findings, GroupDisplacement, Refusal, Verdict};

/// Subjects that get sentences of their own; the others are counted.
const MOST_DESCRIBED: usize = 3;

/// Sentences of the finding, in the order in which they are read.
#[must_use]
pub fn finding_in_words(findings: &Findings) -> Vec<String> {
    let mut sentences = vec![what_broke(findings)];
    match &findings.estimates {
        Err(refusal) => sentences.extend(refused(refusal)),
        Ok(estimates) => {
            // Groups first: a single story rarely has the power to show a loss.
            sentences.extend(findings.groups.iter().filter_map(group));
            sentences.extend(subjects_described(findings, estimates));
            sentences.push(verdicts_counted(estimates));
            sentences.extend(strength(findings, estimates));
        }
    }
    sentences.extend(findings.stories.iter().flat_map(stories::running_in_words));
    sentences
}

/// "In the seven days from 7 October 2023 “Attack” took 25 % of 8 488 articles in 38 outlets."
fn what_broke(findings: &Findings) -> String {
    let coverage = &findings.coverage;
    let shock = &findings.shock;
    let days = match shock.window_days {
        1 => "On".to_owned(),
        days => format!("In the {} days from", spelled(u64::from(days))),
    };
    let all = format!(
        "{} in {}",
        counted(coverage.window_articles, "article", "articles"),
        counted(coverage.window_outlets, "outlet", "outlets")
    );
    let taken = match shock_share(findings) {
        Some(share) => format!("“{}” took {} of {all}", shock.name, percent(share)),
        None => format!("nothing was read of “{}”: {all}", shock.name),
    };
    let independent = coverage.shock_independent_articles.map_or_else(String::new, |independent| {
        format!(" ({} on it, {} of them independent)", count(coverage.shock_articles), count(independent))
    });
    format!("{days} {} {taken}{independent}.", day_in_words(shock.on))
}

/// The shock's share of all coverage in the window.
pub(crate) fn shock_share(findings: &Findings) -> Option<f64> {
    let coverage = &findings.coverage;
    (coverage.window_articles > 0).then(|| coverage.shock_articles as f64 / coverage.window_articles as f64)
}

/// What is missing, and how much more would do.
fn refused(refusal: &Refusal) -> Vec<String> {
    vec![format!("There is no estimate: {refusal}."), format!("What would do: {}.", refusal.way_out())]
}

fn subjects_described(findings: &Findings, estimates: &[Displacement]) -> Vec<String> {
    let of = |verdict| estimates.iter().filter(move |row| row.verdict == verdict);
    let mut sentences: Vec<String> =
        of(Verdict::Overshadowed).take(MOST_DESCRIBED).flat_map(|row| overshadowed(row, findings)).collect();
    if sentences.is_empty() {
        sentences.push("For no single subject can a loss beyond that of the typical subject be shown.".to_owned());
        sentences.extend(diluted(of(Verdict::Diluted).chain(of(Verdict::DilutedOnly)).collect()));
    }
    sentences.extend(of(Verdict::Gained).take(MOST_DESCRIBED).filter_map(gained));
    sentences
}

/// The two sentences on a subject that fell more than the typical one; both questions are answered together.
fn overshadowed(row: &Displacement, findings: &Findings) -> Vec<String> {
    let mut sentences: Vec<String> = lost_share(row).into_iter().collect();
    let Some((loss, interval)) = loss_with_interval(row.change_log_odds, row.low, row.high) else { return sentences };
    let shared = match (row.change_log_share, row.change_log_odds) {
        (Some(share), Some(odds)) if share < odds => "Part of that hit every subject alike; ",
        _ => "",
    };
    let chance = row.p_lost.map_or_else(String::new, |p| format!(": {}", ordinary(p, findings.shock.window_days)));
    sentences.push(format!("{shared}{} lost {loss} more than the typical subject ({interval}){chance}.", row.subject));
    sentences
}

/// "Ukraine’s share of all coverage was half of what its own past predicts (−50 %; 95 % interval −68 to −27)."
fn lost_share(row: &Displacement) -> Option<String> {
    let interval = change_with_interval(row.change_log_share, row.share_low, row.share_high)?;
    let predicted = match row.change_log_share?.exp() * 100.0 {
        part if (47.0..53.0).contains(&part) => "half of what its own past predicts".to_owned(),
        part if part.is_finite() => {
            format!("{}{NARROW_SPACE}% of what its own past predicts", whole_percent(part))
        }
        _ => return None,
    };
    Some(format!("{}’s share of all coverage was {predicted} ({interval}).", row.subject))
}

/// The diluted subjects, counted; the largest of them with their intervals.
fn diluted(mut rows: Vec<&Displacement>) -> Option<String> {
    rows.sort_by(|a, b| b.before_per_day.total_cmp(&a.before_per_day));
    let describe = |row: &&Displacement| {
        let change = change_with_interval(row.change_log_share, row.share_low, row.share_high)?;
        Some(format!("{} ({change})", row.subject))
    };
    let largest: Vec<String> = rows.iter().filter_map(describe).take(MOST_DESCRIBED).collect();
    let number = counted(rows.len() as u64, "subject", "subjects");
    let among = if rows.len() > largest.len() { ", the largest of them " } else { ": " };
    (!largest.is_empty()).then(|| format!("{number} lost share of all coverage{among}{}.", largest.join(", ")))
}

fn gained(row: &Displacement) -> Option<String> {
    let interval = change_with_interval(row.change_log_odds, row.low, row.high)?;
    Some(format!("{} gained on the typical subject ({interval}).", row.subject))
}

/// Both questions of a group in one sentence.
fn group(row: &GroupDisplacement) -> Option<String> {
    let share = change_and_ends(Some(row.change_log_share), Some(row.share_low), Some(row.share_high))?;
    let odds = change_and_ends(Some(row.change_log_odds), Some(row.low), Some(row.high))?;
    let p = if row.change_log_odds < 0.0 { row.p_lost } else { row.p_gained };
    let (subjects, chance) = match row.subjects.len() {
        0 => ("by a query of its own".to_owned(), one_in(p, "ordinary window of any subject", "shows as much")),
        number => {
            let chance = one_in(p, "random set of the same size", "shows as much");
            (counted(number as u64, "subject", "subjects"), chance)
        }
    };
    Some(format!(
        "Taken together, {} ({subjects}): share of all coverage {share}, against the typical subject {odds}, each with its \
         95{NARROW_SPACE}% interval; {chance}.",
        row.group
    ))
}

/// "2 overshadowed, 9 diluted, 1 gained, 26 cannot tell".
pub(crate) fn verdict_counts(verdicts: impl Iterator<Item = Verdict> + Clone) -> String {
    let counts: Vec<String> = Verdict::ALL
        .iter()
        .map(|&verdict| (verdicts.clone().filter(|it| *it == verdict).count(), verdict))
        .filter(|(number, _)| *number > 0)
        .map(|(number, verdict)| format!("{number} {verdict}"))
        .collect();
    counts.join(", ")
}

fn verdicts_counted(estimates: &[Displacement]) -> String {
    match estimates.len() {
        0 => "There is no subject to estimate.".to_owned(),
        number => format!(
            "Of {}: {}.",
            counted(number as u64, "subject", "subjects"),
            verdict_counts(estimates.iter().map(|row| row.verdict))
        ),
    }
}

/// What the estimates rest on, and what they could not have found.
fn strength(findings: &Findings, estimates: &[Displacement]) -> Option<String> {
    let windows = estimates.iter().map(|row| row.placebo_windows).max()?;
    let rest = format!(
        "All this is measured against {} before it, worth about {} independent ones",
        counted(windows, "ordinary window", "ordinary windows"),
        whole_percent(findings.effective_placebos)
    );
    let mut drops: Vec<f64> =
        estimates.iter().filter_map(|row| row.detectable_drop).filter(|d| d.is_finite()).collect();
    drops.sort_by(f64::total_cmp);
    let Some(median) = drops.get(drops.len() / 2) else { return Some(format!("{rest}.")) };
    Some(format!(
        "{rest}; for half of the subjects a drop smaller than {} would mostly go unnoticed.",
        percent(*median)
    ))
}

/// `−50 %; 95 % interval −68 to −27`; nothing when a part is missing, so that no number stands alone.
pub(crate) fn change_with_interval(log: Option<f64>, low: Option<f64>, high: Option<f64>) -> Option<String> {
    let (log, low, high) = finite(log, low, high)?;
    let interval = format!("{} to {}", change_bare(low), change_bare(high));
    Some(format!("{}; 95{NARROW_SPACE}% interval {interval}", change(log)))
}

/// `−50 % (−68 to −27)`, for tables whose heading says what the brackets hold.
pub(crate) fn change_and_ends(log: Option<f64>, low: Option<f64>, high: Option<f64>) -> Option<String> {
    let (log, low, high) = finite(log, low, high)?;
    Some(format!("{} ({} to {})", change(log), change_bare(low), change_bare(high)))
}

/// A loss as positive numbers, with its interval: `38 %` and `9 to 60`.
fn loss_with_interval(log: Option<f64>, low: Option<f64>, high: Option<f64>) -> Option<(String, String)> {
    let (log, low, high) = finite(log, low, high)?;
    let loss = |log: f64| whole_percent(-percent_change(log));
    Some((format!("{}{NARROW_SPACE}%", loss(log)), format!("{} to {}", loss(high), loss(low))))
}

fn finite(log: Option<f64>, low: Option<f64>, high: Option<f64>) -> Option<(f64, f64, f64)> {
    let (log, low, high) = (log?, low?, high?);
    (log.is_finite() && !low.is_nan() && !high.is_nan()).then_some((log, low, high))
}

/// "1 ordinary week in 110 shows as much".
pub(crate) fn ordinary(p: f64, window_days: u32) -> String {
    let stretch = match window_days {
        7 => "ordinary week".to_owned(),
        1 => "ordinary day".to_owned(),
        days => format!("ordinary stretch of {days} days"),
    };
    one_in(p, &stretch, "shows as much")
}

fn one_in(p: f64, what: &str, shows: &str) -> String {
    if p.is_nan() || p <= 0.0 {
        return format!("no {what} {shows}");
    }
    match (1.0 / p).round() {
        ..1.5 => format!("almost every {what} {shows}"),
        number => format!("1 {what} in {} {shows}", whole_percent(number)),
    }
}

/// The sign beside a verdict, so that colour never carries it alone.
pub(crate) fn sign(verdict: Verdict) -> char {
    match verdict {
        Verdict::Overshadowed => '▼',
        Verdict::Diluted | Verdict::DilutedOnly => '▽',
        Verdict::Gained => '▲',
        Verdict::CannotTell => '?',
        Verdict::Refused => '×',
    }
}

/// What a verdict means, in a sentence's worth of words.
pub(crate) fn meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Overshadowed => "lost more than the typical subject",
        Verdict::Diluted => "lost share of all coverage; not shown to have lost more than the typical subject",
        Verdict::DilutedOnly => "lost share of all coverage, and no more than the typical subject within the margin",
        Verdict::Gained => "gained on the typical subject",
        Verdict::CannotTell => "neither loss nor gain can be shown",
        Verdict::Refused => "too few articles for an estimate",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_interval_leaves_no_bare_number() {
        assert_eq!(change_with_interval(Some(-0.7), None, Some(0.1)), None);
        assert_eq!(change_with_interval(Some(f64::NAN), Some(-1.0), Some(0.1)), None);
        assert_eq!(
            change_with_interval(Some(-0.7), Some(-1.1), Some(-0.3)).as_deref(),
            Some("−50\u{202f}%; 95\u{202f}% interval −67 to −26")
        );
    }

    #[test]
    fn a_p_value_is_told_in_ordinary_weeks() {
        assert_eq!(ordinary(0.009, 7), "1 ordinary week in 110 shows as much");
        assert_eq!(ordinary(0.5, 4), "1 ordinary stretch of 4 days in 2 shows as much");
        assert_eq!(ordinary(0.97, 7), "almost every ordinary week shows as much");
    }

    #[test]
    fn no_verdict_is_told_by_colour_alone() {
        for &verdict in Verdict::ALL {
            assert!(!meaning(verdict).is_empty() && !sign(verdict).is_whitespace());
        }
    }
}
