//! What the reading room shows beside the tables of the pipeline.

use crate::{Annotations, Article, Facet, Published, QuotationKind, Stance, StoryRow, record};
use jiff::civil::Date;

record! {
    /// An article in a list.
    "articles"
    pub struct ArticleLine {
        /// Its permanent name in the archive.
        pub link: String,
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
        /// Words around what was looked for, between `**`; the beginning of the text where nothing was.
        pub excerpt: String,
        /// Canonical address, when known.
        pub url: Option<String>,
    }
}

record! {
    /// How many articles a day has.
    "days"
    pub struct DayCount {
        /// Day, UTC.
        pub date: Date,
        /// Articles.
        pub articles: u64,
        /// Those that are no copies of others of the day.
        pub independent_articles: u64,
        /// All articles of the archive that day.
        pub total: u64,
        /// Articles of all; null on days without any.
        pub share: Option<f64>,
    }
}

record! {
    /// A subject in the last days.
    "subjects_now"
    pub struct SubjectNow {
        /// Name.
        pub subject: String,
        /// The query that defines it.
        pub query: String,
        /// Articles in the last seven days.
        pub articles: u64,
        /// Articles in the seven days before.
        pub articles_before: u64,
        /// Share of all articles of the last seven days.
        pub share: Option<f64>,
        /// Share of all articles of the seven days before.
        pub share_before: Option<f64>,
    }
}

record! {
    /// A story in the last days.
    "stories_now"
    pub struct StoryNow {
        /// Its identity.
        pub story_id: String,
        /// Its headline.
        pub title: Option<String>,
        /// Articles in the last seven days.
        pub articles: u64,
        /// Articles in the seven days before.
        pub articles_before: u64,
        /// Outlets, over its whole life.
        pub outlets: u64,
    }
}

record! {
    /// An outlet that has fallen silent.
    "silent_outlets"
    pub struct SilentOutlet {
        /// Outlet.
        pub outlet: String,
        /// The last day with an article.
        pub last_day: Date,
        /// Days since.
        pub days_silent: u64,
        /// Of the 28 days up to its last, those with an article.
        pub days_of_28: u64,
    }
}

record! {
    /// A speaker.
    "speakers"
    pub struct SpeakerRow {
        /// Name, as articles write it.
        pub speaker: String,
        /// Quotations.
        pub quotations: u64,
        /// Articles with one.
        pub articles: u64,
    }
}

record! {
    /// A quotation with its article.
    "quotations_shown"
    pub struct QuotedLine {
        /// Who speaks: the fullest name the article gives, else its words for the speaker.
        pub speaker: String,
        /// True for a name.
        pub named: bool,
        /// The words.
        pub words: String,
        /// How the article introduces them.
        pub cue: String,
        /// direct, indirect, mixed or pull.
        pub kind: QuotationKind,
        /// What the cue says of the speaker's attitude.
        pub stance: Stance,
        /// When the article was published, UTC.
        pub published: Option<Published>,
        /// Outlet.
        pub outlet: Option<String>,
        /// Headline.
        pub title: Option<String>,
        /// The article's permanent name in the archive.
        pub link: String,
        /// Articles with the same words of this speaker.
        pub articles: u64,
    }
}

/// What an archive holds now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overview {
    /// Articles.
    pub articles: u64,
    /// Those that are no copies of others of their day.
    pub independent_articles: u64,
    /// Articles without a date, which no count has.
    pub undated: u64,
    /// Outlets with an article.
    pub outlets: u64,
    /// Languages.
    pub languages: u64,
    /// First and last day.
    pub days: Option<(Date, Date)>,
    /// Stories with three articles and more.
    pub stories: u64,
    /// Articles of the last days, the newest last.
    pub recent: Vec<DayCount>,
    /// Standing subjects, those that gained most first.
    pub subjects: Vec<SubjectNow>,
    /// Stories of the last fourteen days with most articles in the last seven.
    pub running: Vec<StoryNow>,
    /// Outlets that were there on most days, and are not.
    pub silent: Vec<SilentOutlet>,
}

/// A story and what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryPage {
    /// The story.
    pub story: StoryRow,
    /// Its articles by day.
    pub days: Vec<DayCount>,
    /// Its articles by outlet, country and language.
    pub facets: Vec<Facet>,
    /// Its articles, in order of publication; the first of them.
    pub articles: Vec<ArticleLine>,
    /// Who speaks in them.
    pub quotations: Vec<QuotedLine>,
    /// Speakers that are left out.
    pub quotations_left_out: u64,
    /// The other stories of its chain.
    pub chain: Vec<StoryRow>,
}

/// What one outlet, speaker or subject has.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// Its articles by day.
    pub days: Vec<DayCount>,
    /// Its articles by what they have in common.
    pub facets: Vec<Facet>,
    /// The newest.
    pub articles: Vec<ArticleLine>,
    /// All of them.
    pub matching: u64,
}

/// An article with all that was found in it.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticlePage {
    /// The article.
    pub article: Article,
    /// Its quotations and names.
    pub annotations: Annotations,
    /// Its story, where that has three articles and more.
    pub story: Option<StoryRow>,
    /// Its near copies.
    pub copies: Vec<ArticleLine>,
}
