//! The rule by which subjects are chosen: every threshold, with its reason.

/// What makes a term of a pile a standing subject. The reasons stand in `docs/subjects.md`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SubjectRule {
    /// Fewest independent articles a day, on average. Below two the level of the displacement test does not hold
    /// (`docs/displacement-calibration.md`).
    pub fewest_per_day: f64,
    /// Most subjects that are chosen.
    pub most_subjects: usize,
    /// Least share of the days with an article on the subject, in parts of what as many articles strewn by chance give.
    pub least_days: f64,
    /// Most times its mean share of coverage that the largest week may have.
    pub largest_week: f64,
    /// Least part of its mean share that it has in three weeks of four.
    pub quiet_week: f64,
    /// Least part of its articles that lies as all articles of the same languages do over outlets.
    pub least_spread: f64,
    /// How much the company of a theme must differ from that of all words, in nats; of a name, which needs less.
    pub least_divergence: f64,
    /// The same of a name, which tells by itself that it is about somebody or something.
    pub least_divergence_of_name: f64,
    /// How far a theme's weeks must swing beyond chance: what is talked of comes and goes, small change does not.
    pub least_swing: f64,
    /// Jaccard similarity from which two terms are one subject.
    pub same: f64,
    /// Share of the smaller subject inside the larger from which one of them is enough.
    pub inside: f64,
    /// Most of a subject's articles that may be on the shock.
    pub most_on_shock: f64,
}

impl Default for SubjectRule {
    fn default() -> Self {
        Self {
            fewest_per_day: 2.0,
            most_subjects: 60,
            least_days: 0.8,
            largest_week: 5.0,
            quiet_week: 0.4,
            least_spread: 0.4,
            least_divergence: 0.5,
            least_divergence_of_name: 0.25,
            least_swing: 0.12,
            same: 0.6,
            inside: 0.8,
            most_on_shock: 0.5,
        }
    }
}

/// Fewest days with articles: in less than two weeks "most days" means nothing.
pub const FEWEST_DAYS: usize = 14;
