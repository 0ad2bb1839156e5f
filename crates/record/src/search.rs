//! What a search finds.

use crate::{Published, record};

record! {
    /// An article that matches a query.
    "hits"
    pub struct Hit {
        /// The article.
        pub article_id: String,
        /// When it was published, UTC.
        pub published: Option<Published>,
        /// Outlet.
        pub outlet: Option<String>,
        /// Country of the outlet.
        pub outlet_country: Option<String>,
        /// Language, ISO 639-1.
        pub language: Option<String>,
        /// Headline.
        pub title: Option<String>,
        /// The text, or the headline where there is none, from shortly before the first word found; what was found stands
        /// between `**`.
        pub excerpt: String,
        /// Canonical address, when known.
        pub url: Option<String>,
        /// File name with `#row` or `#offset`.
        pub source: String,
    }
}

record! {
    /// How many of the articles that match have a property.
    "facets"
    pub struct Facet {
        /// outlet, country, language, month or day.
        pub facet: String,
        /// An outlet, a country and so on; empty where it is not known.
        pub value: String,
        /// Articles.
        pub articles: u64,
    }
}
