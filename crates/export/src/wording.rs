//! Estimates in plain words for systems that keep notes: never a change without its interval and what it is measured
//! against.

use overshadow_record::{Displacement, Findings, GroupDisplacement};

/// The title of a finding.
pub(crate) fn title(findings: &Findings) -> String {
    let shock = &findings.shock;
    format!("What “{}” did to the agenda, {} days from {}", shock.name, shock.window_days, shock.on)
}

/// An estimate of one subject or group, by name.
pub(crate) struct Told {
    pub(crate) subject: String,
    pub(crate) verdict: String,
    pub(crate) words: String,
}

/// Every subject and group that was estimated.
pub(crate) fn told(findings: &Findings) -> Vec<Told> {
    let groups = findings.groups.iter().map(GroupDisplacement::as_subject);
    let subjects = findings.estimates.as_deref().unwrap_or_default().iter().cloned();
    groups.chain(subjects).map(|row| of_row(&row)).collect()
}

fn of_row(row: &Displacement) -> Told {
    let mut sentences = vec![format!(
        "{}: {}. {} articles in the window, {:.1} a day over the four weeks before.",
        row.subject, row.verdict, row.observed, row.before_per_day
    )];
    if let Some(change) = change(row.change_log_share, row.share_low, row.share_high) {
        sentences.push(format!("Share of all coverage against its own forecast: {change}."));
    }
    if let Some(change) = change(row.change_log_odds, row.low, row.high) {
        let p = row.p_lost.map_or_else(String::new, |p| format!(", one-sided p {p:.3}"));
        sentences.push(format!("Against the typical other subject, in odds: {change}{p}."));
    }
    sentences.push(format!("Measured against {} ordinary windows.", row.placebo_windows));
    Told { subject: row.subject.clone(), verdict: row.verdict.to_string(), words: sentences.join(" ") }
}

/// `−42.9 % (95 % interval −66.1 to −7.9)`; nothing when a part is missing, so that no number stands alone.
fn change(log: Option<f64>, low: Option<f64>, high: Option<f64>) -> Option<String> {
    let percent = |log: f64| {
        let percent = 100.0 * log.exp_m1();
        let sign = if percent < 0.0 { "−" } else { "+" };
        format!("{sign}{:.1}", percent.abs())
    };
    let (log, low, high) = (log?, low?, high?);
    let is_whole = log.is_finite() && !low.is_nan() && !high.is_nan();
    is_whole.then(|| format!("{} % (95 % interval {} to {})", percent(log), percent(low), percent(high)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_change_stands_without_its_interval() {
        assert_eq!(change(Some(-0.7), None, Some(0.1)), None);
        assert_eq!(change(Some(-0.7), Some(-1.1), Some(0.0)).as_deref(), Some("−50.3 % (95 % interval −66.7 to +0.0)"));
    }
}
