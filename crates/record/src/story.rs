//! Stories: which articles are about one happening, what a story is called, how it went on, and who had it first.

use crate::{Published, record, words};
use jiff::civil::Date;

record! {
    /// An article and the story it belongs to.
    "story_articles"
    pub struct StoryArticleRow {
        /// The article.
        pub article_id: String,
        /// The story.
        pub story_id: String,
        /// When it was published, UTC.
        pub published: Option<Published>,
        /// Headline.
        pub title: Option<String>,
        /// Outlet.
        pub outlet: Option<String>,
        /// Address, when known.
        pub url: Option<String>,
        /// True for an article that is not a near copy of an earlier one.
        pub independent: bool,
        /// File name with `#row` or `#offset`.
        pub source: String,
    }
}

record! {
    /// One story: its name, all quoted from its articles, and its life.
    "stories"
    pub struct StoryRow {
        /// Stable identity, from the article that began it.
        pub story_id: String,
        /// Headline: that of its most central article.
        pub title: Option<String>,
        /// The article that headline stands on.
        pub article_id: String,
        /// Words that set it apart, as its headlines write them.
        pub key_terms: Vec<String>,
        /// Persons and organisations its central articles name most.
        pub who: Vec<String>,
        /// Places its central articles name most.
        pub places: Vec<String>,
        /// Its first article.
        pub first_seen: Option<Published>,
        /// Its last article.
        pub last_seen: Option<Published>,
        /// The day with most articles, the first of equals.
        pub peak_date: Option<Date>,
        /// Articles on that day.
        pub peak_articles: u64,
        /// Days from the peak to the first day with at most half of its articles; empty when the data end before.
        pub half_life_days: Option<u64>,
        /// Articles.
        pub articles: u64,
        /// Articles that are no near copies of earlier ones.
        pub independent_articles: u64,
        /// Outlets.
        pub outlets: u64,
        /// Languages, most articles first.
        pub languages: Vec<String>,
        /// The outlet of its first article; empty when several came at once.
        pub broken_by: Option<String>,
        /// The larger story it is a part of.
        pub part_of: Option<String>,
        /// The earlier story it is a later chapter of.
        pub follows: Option<String>,
        /// The first story of its chain: what it follows, and what that follows, to the beginning.
        pub chain: String,
    }
}

words! {
    /// How one story hangs together with another.
    pub enum StoryLinkKind {
        /// It runs inside the other's time and is much smaller.
        PartOf = "part-of",
        /// It is a later chapter.
        Follows = "follows",
    }
}

record! {
    /// Two stories that hang together, with the evidence.
    "story_links"
    pub struct StoryLinkRow {
        /// The later or smaller story.
        pub story_id: String,
        /// How it hangs together with the other.
        pub kind: StoryLinkKind,
        /// The other story.
        pub linked_story_id: String,
        /// Cosine of the two vocabularies.
        pub likeness: f64,
        /// The words that both use and that tell most, as the headlines write them.
        pub shared_terms: Vec<String>,
        /// Headline of the one.
        pub title: Option<String>,
        /// Headline of the other.
        pub linked_title: Option<String>,
        /// Days from the other's first article to the first of this.
        pub days_after: u64,
    }
}

words! {
    /// What a second look found.
    pub enum StoryChangeKind {
        /// Two stories turned out to be one; the older one's identity stays.
        Merged = "merged",
        /// An article turned out to belong to another story.
        Moved = "moved",
        /// An article turned out to belong to no story that was there, and began one.
        Split = "split",
    }
}

record! {
    /// One change of what was said before: the articles of `story_id` are in `now_story_id` from then on.
    "story_changes"
    pub struct StoryChangeRow {
        /// Publication of the latest article seen when it was found, UTC.
        pub at: Published,
        /// Articles seen by then.
        pub articles_seen: u64,
        /// What happened.
        pub kind: StoryChangeKind,
        /// The story that articles left.
        pub story_id: String,
        /// The story they are in now.
        pub now_story_id: String,
        /// The article that moved; empty when all did.
        pub article_id: Option<String>,
    }
}

words! {
    /// Whether an outlet has stories before others.
    pub enum Lead {
        /// Earlier than chance has it.
        Leads = "leads",
        /// Later.
        Follows = "follows",
        /// The interval holds zero.
        CannotTell = "cannot tell",
    }
}

record! {
    /// Who has stories first: an outlet beside the others that wrote of the same stories.
    "story_outlets"
    pub struct StoryOutletRow {
        /// Outlet.
        pub outlet: String,
        /// Stories it shares with others and whose hour is known.
        pub stories: u64,
        /// Of these, the stories it had first, alone.
        pub broke: u64,
        /// Of the other outlets of a story, the share that came after it, ties counted half: the mean over stories.
        pub lead_share: f64,
        /// The share that chance alone would give: who writes more of a story is the first more often.
        pub lead_by_chance: f64,
        /// `lead_share` less `lead_by_chance`.
        pub lead_excess: f64,
        /// Lower end of its 95 % interval, over stories.
        pub low: f64,
        /// Upper end.
        pub high: f64,
        /// Hours from the first article of a story to the outlet's first: the median.
        pub median_lag_hours: f64,
        /// What that says.
        pub verdict: Lead,
    }
}
