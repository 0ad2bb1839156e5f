//! Near copies: which group an article belongs to, and how alike two articles are.

use crate::{Published, record};

record! {
    /// An article and the group of near copies it belongs to.
    "copies"
    pub struct CopyRow {
        /// The article.
        pub article_id: String,
        /// The group: the `article_id` of its earliest article.
        pub copy_group: String,
        /// Outlet.
        pub outlet: Option<String>,
        /// When it was published, UTC.
        pub published: Option<Published>,
        /// Headline.
        pub title: Option<String>,
        /// True for the group's earliest article.
        pub representative: bool,
        /// The news agency that the group's articles credit, most of them where they differ; empty when none does.
        pub origin: Option<String>,
        /// The publisher's family of the outlet, or the outlet itself where none is known.
        pub family: Option<String>,
        /// Jaccard similarity with the representative, of the sets of word 5-grams; empty where texts are too short for any.
        pub similarity: Option<f64>,
        /// File name with `#row` or `#offset`.
        pub source: String,
    }
}

record! {
    /// Two near copies of one group.
    "copy_pairs"
    pub struct CopyPair {
        /// The earlier article.
        pub article_id_a: String,
        /// The later one.
        pub article_id_b: String,
        /// Word 5-grams in both of all in either.
        pub jaccard: f64,
        /// Word 5-grams in both of those in the shorter.
        pub containment: f64,
    }
}
