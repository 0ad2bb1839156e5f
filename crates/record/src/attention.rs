//! Attention: how much of the coverage a subject had.

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
