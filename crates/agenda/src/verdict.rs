//! What an estimate allows to be said of a subject or a story.

use overshadow_record::{Displacement, GroupDisplacement, StoriesTogether, StoryDisplacement, Verdict};

/// Disproportions inside ± this many log odds (about ± 20 %) count as none, when the whole interval lies inside.
pub const EQUIVALENCE_MARGIN: f64 = 0.22;
/// False discovery rate at which a subject is called overshadowed or gaining.
const FALSE_DISCOVERY_RATE: f64 = 0.10;
/// One-sided level at which a loss of share of all coverage, and a group's disproportion, count as shown.
const SHARE_LEVEL: f64 = 0.05;

/// A disproportion, its interval, and whether its loss and gain are shown at the level of the caller.
struct Disproportion {
    change: f64,
    interval: (f64, f64),
    lost_shown: bool,
    gained_shown: bool,
}

/// The estimate of a subject or a story, as far as there is one.
struct Estimate {
    /// Against the others: log odds of a subject, log share of all that is not the shock of a story.
    change: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    q_lost: Option<f64>,
    /// Of all coverage.
    share: Option<f64>,
    p_share_lost: Option<f64>,
}

impl Estimate {
    fn verdict(self, q_gained: f64) -> Verdict {
        let (Some(change), Some(low), Some(high)) = (self.change, self.low, self.high) else { return Verdict::Refused };
        let (Some(q_lost), Some(share), Some(p)) = (self.q_lost, self.share, self.p_share_lost) else {
            return Verdict::Refused;
        };
        let disproportion = Disproportion {
            change,
            interval: (low, high),
            lost_shown: q_lost <= FALSE_DISCOVERY_RATE,
            gained_shown: q_gained <= FALSE_DISCOVERY_RATE,
        };
        judge(share, p, &disproportion)
    }
}

/// The verdict on an estimated subject, given its adjusted p-value for "gained".
pub(crate) fn verdict(row: &Displacement, q_gained: f64) -> Verdict {
    let &Displacement { change_log_odds, low, high, q_lost, change_log_share, p_share_lost, .. } = row;
    let (change, share) = (change_log_odds, change_log_share);
    Estimate { change, low, high, q_lost, share, p_share_lost }.verdict(q_gained)
}

/// The verdict on a group: one test, so its p-values are taken as they are.
pub(crate) fn group_verdict(group: &GroupDisplacement) -> Verdict {
    let disproportion = Disproportion {
        change: group.change_log_odds,
        interval: (group.low, group.high),
        lost_shown: group.p_lost <= SHARE_LEVEL,
        gained_shown: group.p_gained <= SHARE_LEVEL,
    };
    judge(group.change_log_share, group.p_share_lost, &disproportion)
}

/// The verdict on a story that was running, given its adjusted p-value for "gained".
pub(crate) fn story_verdict(row: &StoryDisplacement, q_gained: f64) -> Verdict {
    let &StoryDisplacement { change_log_share_non_shock, low, high, q_lost, change_log_share, p_share_lost, .. } = row;
    let (change, share) = (change_log_share_non_shock, change_log_share);
    Estimate { change, low, high, q_lost, share, p_share_lost }.verdict(q_gained)
}

/// The verdict on all running stories: one test. They gained too often on dates on which nothing was asked
/// (`docs/young-stories.md`), so that is never said.
pub(crate) fn stories_verdict(together: &StoriesTogether) -> Verdict {
    let disproportion = Disproportion {
        change: together.change_log_share_non_shock,
        interval: (together.low, together.high),
        lost_shown: together.p_lost <= SHARE_LEVEL,
        gained_shown: false,
    };
    judge(together.change_log_share, together.p_share_lost, &disproportion)
}

/// A subject is overshadowed only if its share of all coverage fell as well: one whose articles became articles on
/// the shock itself has lost nothing (`docs/decisions/0002-one-article-two-subjects.md`).
fn judge(share: f64, p_share_lost: f64, odds: &Disproportion) -> Verdict {
    let lost_share = p_share_lost <= SHARE_LEVEL;
    let within_margin = odds.interval.0 > -EQUIVALENCE_MARGIN && odds.interval.1 < EQUIVALENCE_MARGIN;
    if odds.lost_shown && odds.change < 0.0 && share < 0.0 {
        Verdict::Overshadowed
    } else if odds.gained_shown && odds.change > 0.0 {
        Verdict::Gained
    } else if lost_share && within_margin {
        Verdict::DilutedOnly
    } else if lost_share {
        Verdict::Diluted
    } else {
        Verdict::CannotTell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(odds: f64, low: f64, high: f64, q_lost: f64, share: f64, p_share_lost: f64) -> Displacement {
        Displacement {
            subject: "war".into(),
            before_per_day: 20.0,
            observed: 70.0,
            expected: Some(140.0),
            change_log_share: Some(share),
            share_low: Some(share - 0.3),
            share_high: Some(share + 0.3),
            p_share_lost: Some(p_share_lost),
            change_log_odds: Some(odds),
            low: Some(low),
            high: Some(high),
            p_lost: Some(q_lost),
            p_gained: Some(1.0),
            q_lost: Some(q_lost),
            verdict: Verdict::CannotTell,
            lost_articles: None,
            lost_newshole: None,
            lost_dilution: None,
            lost_disproportion: None,
            detectable_drop: None,
            placebo_windows: 100,
        }
    }

    #[test]
    fn the_verdicts_of_the_contract() {
        assert_eq!(verdict(&row(-0.5, -0.9, -0.1, 0.04, -0.7, 0.01), 1.0), Verdict::Overshadowed);
        assert_eq!(verdict(&row(0.0, -0.4, 0.6, 0.8, -1.1, 0.01), 1.0), Verdict::Diluted);
        assert_eq!(verdict(&row(0.0, -0.1, 0.1, 0.8, -0.3, 0.01), 1.0), Verdict::DilutedOnly);
        assert_eq!(verdict(&row(0.6, 0.2, 0.9, 1.0, 0.2, 0.9), 0.02), Verdict::Gained);
        assert_eq!(verdict(&row(-0.2, -0.6, 0.3, 0.4, -0.2, 0.3), 1.0), Verdict::CannotTell);
    }

    #[test]
    fn a_subject_absorbed_by_the_shock_is_not_overshadowed() {
        assert_eq!(verdict(&row(-0.5, -0.9, -0.1, 0.04, 0.3, 0.9), 1.0), Verdict::CannotTell);
    }

    #[test]
    fn without_an_estimate_the_verdict_is_refused() {
        let refused = Displacement { change_log_odds: None, ..row(0.0, 0.0, 0.0, 1.0, 0.0, 1.0) };
        assert_eq!(verdict(&refused, 1.0), Verdict::Refused);
    }
}
