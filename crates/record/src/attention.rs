//! Attention: how much of the coverage a subject had, and how the subjects shared it out.

use crate::record;
use jiff::civil::Date;

record! {
    /// Attention to one subject in one cell; columns that were not asked for are null.
    "attention"
    pub struct Attention {
        /// The day, or the Monday of the week; null over all days.
        pub date: Option<Date>,
        /// Outlet.
        pub outlet: Option<String>,
        /// Country of the outlet.
        pub country: Option<String>,
        /// Language.
        pub language: Option<String>,
        /// Subject.
        pub subject: String,
        /// Articles on it.
        pub articles: u64,
        /// Each copy group counted once a day; null where copies are not known.
        pub independent_articles: Option<u64>,
        /// All articles of the cell: the denominator.
        pub total: u64,
        /// `articles / total`; null in a cell without articles.
        pub share: Option<f64>,
        /// Outlet-days of the cell without any article although the outlet is otherwise present.
        pub missing: u64,
    }
}

record! {
    /// The agenda of one cell in numbers; columns that were not asked for are null, as is a metric without a denominator.
    ///
    /// An article may be on several subjects, so the distribution over subjects is one of *mentions*: a subject's
    /// articles over the sum of the articles of all subjects.
    "agenda_metrics"
    pub struct AgendaMetrics {
        /// The day, or the Monday of the week; null over all days.
        pub date: Option<Date>,
        /// Outlet.
        pub outlet: Option<String>,
        /// Country of the outlet.
        pub country: Option<String>,
        /// Language.
        pub language: Option<String>,
        /// All articles of the cell, on a subject or not.
        pub articles: u64,
        /// Subjects with at least one article.
        pub subjects: u64,
        /// Articles of the three largest subjects as a share of `articles`, at most 1; an article on two of them counts twice.
        pub news_pressure: Option<f64>,
        /// Entropy of the mentions over its maximum: 0 when one subject has all, 1 when all subjects have as much.
        pub entropy: Option<f64>,
        /// Sum of the squared shares of mentions (Herfindahl and Hirschman): 1 when one subject has all.
        pub hhi: Option<f64>,
        /// Gini coefficient of the mentions over all subjects asked for, those without articles included.
        pub gini: Option<f64>,
        /// Share of the mentions that moved to other subjects since the previous day or week; null when that has none.
        pub turnover: Option<f64>,
        /// Days until the largest subject's share above that of its 28 days before has halved; null until it has.
        pub half_life_days: Option<u64>,
        /// The subject of `half_life_days`: the largest, when it is above its 28 days before, halved within the data or not.
        pub half_life_of: Option<String>,
    }
}
