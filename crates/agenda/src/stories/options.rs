//! What makes two articles one story, in numbers.

/// Whether stories in different languages are one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AcrossLanguages {
    /// Never.
    Apart,
    /// Where much speaks for it: most of those that become one are one, and the half of those that are is left apart.
    #[default]
    Sure,
    /// Where it is likely enough: more of those that are one are found, and in an ordinary stream more that are not.
    Likely,
}

impl AcrossLanguages {
    /// Least evidence, in nats times a cosine.
    const fn evidence(self) -> f64 {
        match self {
            Self::Apart => f64::INFINITY,
            Self::Sure => 4.0,
            Self::Likely => 2.0,
        }
    }
}

/// When an article joins a story, when two stories become one, and how long a story waits for its next article.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StoryOptions {
    /// Least evidence for joining a story, in nats.
    pub join: f64,
    /// Share of a story's words that come from its own vocabulary; the others are any news words.
    pub own_share: f64,
    /// Words that a story must have before its own vocabulary counts half.
    pub half_known: f64,
    /// What is taken off each term's use in a large story, where a word of one article is none of the story's; nothing in
    /// a story of one article (absolute discounting, Ney, Essen and Kneser 1994).
    pub discount: f64,
    /// What a story's size adds to the evidence, for each doubling by e: larger stories get more articles.
    pub size: f64,
    /// By how much another story must explain an article better for it to move there, in nats.
    pub stay: f64,
    /// What a day without an article takes off the evidence, in nats.
    pub day: f64,
    /// Least cosine of two stories' vocabularies for them to be one.
    pub merge: f64,
    /// Least mean cosine of an article of the one and an article of the other for them to be one: what is only of one
    /// kind, as all that the police report, has a vocabulary in common but no two articles that are alike.
    pub near: f64,
    /// Least mean cosine of two articles of a story; where there is less, it is none.
    pub cohesion: f64,
    /// Information below which a term says nothing on whether two stories are one, in nats.
    pub common: f64,
    /// Days without an article after which a story is over.
    pub window_days: u32,
    /// Days after which an article that nobody followed begins no story any more.
    pub lone_days: u32,
    /// Days back that are looked at a second time.
    pub second_look_days: u32,
    /// The part of the articles of those days that come between two second looks.
    pub second_look_share: f64,
    /// What two stories in different languages must both say of who, where and what for them to be one, in nats, times the
    /// cosine of all they say.
    pub across_evidence: f64,
    /// Least cosine of what they say.
    pub across_cosine: f64,
    /// The same where both are told in the same two languages already.
    pub across_both: f64,
    /// What is taken off the information of each concept: less says nothing.
    pub across_common: f64,
    /// Days between the last article of the one and the first of the other at most.
    pub across_days: i64,
    /// How unexpected a name or a number is in news in general where no table has it, in nats.
    pub name: f64,
    /// The most that a concept can be: what one of them says is not all.
    pub rare: f64,
}

impl Default for StoryOptions {
    fn default() -> Self {
        Self {
            join: 3.0,
            own_share: 0.75,
            half_known: 0.3,
            discount: 1.0,
            size: 0.5,
            stay: 3.0,
            day: 0.5,
            merge: 0.15,
            near: 0.06,
            cohesion: 0.1,
            common: 3.0,
            window_days: 7,
            lone_days: 3,
            second_look_days: 2,
            second_look_share: 0.25,
            across_evidence: AcrossLanguages::Sure.evidence(),
            across_cosine: 0.38,
            across_both: 0.6,
            across_common: 1.25,
            across_days: 2,
            name: 6.0,
            rare: 8.0,
        }
    }
}

impl StoryOptions {
    /// The same, with stories in different languages as one where that is wanted.
    #[must_use]
    pub const fn across(self, languages: AcrossLanguages) -> Self {
        Self { across_evidence: languages.evidence(), ..self }
    }
}
