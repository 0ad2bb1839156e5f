//! What a shock did to the agenda: estimates that cannot be separated from their intervals.

use crate::{record, words};
use jiff::civil::Date;

words! {
    /// What the estimate of one subject allows to be said.
    pub enum Verdict {
        /// Lost more than the typical subject.
        Overshadowed = "overshadowed",
        /// Lost share of all coverage; disproportion not shown.
        Diluted = "diluted",
        /// Lost share of all coverage, and the disproportion's interval lies inside the stated margin.
        DilutedOnly = "diluted only",
        /// Gained on the typical subject.
        Gained = "gained",
        /// Neither can be shown.
        CannotTell = "cannot tell",
        /// Too little data on this subject.
        Refused = "refused",
    }
}

record! {
    /// The estimate of one subject. Changes are natural logarithms; intervals are 95 %; numbers are null when refused.
    "displacement"
    pub struct Displacement {
        /// Subject.
        pub subject: String,
        /// Articles a day over the 28 days before the shock.
        pub before_per_day: f64,
        /// Articles in the window, those on the shock itself left out.
        pub observed: f64,
        /// Articles expected in the window had there been no shock.
        pub expected: Option<f64>,
        /// Did it lose attention at all? Change of its share of all coverage against its own forecast, dilution included.
        pub change_log_share: Option<f64>,
        /// Lower end of the 95 % interval of `change_log_share`.
        pub share_low: Option<f64>,
        /// Upper end.
        pub share_high: Option<f64>,
        /// One-sided placebo p-value of `change_log_share` for "lost".
        pub p_share_lost: Option<f64>,
        /// Did it lose more than others? Change in log odds of its share of non-shock coverage, less that of the typical subject.
        pub change_log_odds: Option<f64>,
        /// Lower end of the 95 % interval of `change_log_odds`.
        pub low: Option<f64>,
        /// Upper end.
        pub high: Option<f64>,
        /// One-sided placebo p-value of `change_log_odds` for "lost".
        pub p_lost: Option<f64>,
        /// One-sided placebo p-value for "gained".
        pub p_gained: Option<f64>,
        /// `p_lost` adjusted over subjects (Benjamini and Hochberg 1995).
        pub q_lost: Option<f64>,
        /// What may be said.
        pub verdict: Verdict,
        /// `expected - observed`; the next three columns sum to it.
        pub lost_articles: Option<f64>,
        /// Lost because all coverage shrank (negative: because it grew).
        pub lost_newshole: Option<f64>,
        /// Lost because the shock took its share of all coverage.
        pub lost_dilution: Option<f64>,
        /// Lost because the subject's share of the other coverage changed.
        pub lost_disproportion: Option<f64>,
        /// Smallest drop found, at one-sided 5 %, in 80 % of the subject's ordinary windows it is planted in, as a share of 1.
        pub detectable_drop: Option<f64>,
        /// Placebo windows behind the estimate.
        pub placebo_windows: u64,
    }
}

record! {
    /// The estimate of a group of subjects that the user named, taken together: an article on two of them counts once.
    "groups"
    pub struct GroupDisplacement {
        /// The group's name.
        pub group: String,
        /// Its subjects.
        pub subjects: Vec<String>,
        /// Articles a day over the 28 days before the shock.
        pub before_per_day: f64,
        /// Articles in the window, those on the shock itself left out.
        pub observed: f64,
        /// Did it lose attention at all? Change of the union's share of all coverage against its own forecast.
        pub change_log_share: f64,
        /// Lower end of the 95 % interval of `change_log_share`.
        pub share_low: f64,
        /// Upper end.
        pub share_high: f64,
        /// One-sided placebo p-value of `change_log_share` for "lost".
        pub p_share_lost: f64,
        /// Change in log odds of the union's share of non-shock coverage, less that of the typical subject.
        pub change_log_odds: f64,
        /// Lower end of the 95 % interval of `change_log_odds`.
        pub low: f64,
        /// Upper end.
        pub high: f64,
        /// One-sided p-value: mean studentised error of its subjects against random sets of the same size at random placebo dates.
        pub p_lost: f64,
        /// The other tail.
        pub p_gained: f64,
        /// What may be said.
        pub verdict: Verdict,
        /// Smallest drop of all its subjects found in 80 % of the ordinary windows it is planted in, as a share of 1.
        pub detectable_drop: Option<f64>,
        /// Random sets drawn; 0 for a group defined by a query, whose union is judged as a subject is.
        pub draws: u64,
        /// Placebo windows behind the estimate.
        pub placebo_windows: u64,
    }
}

impl GroupDisplacement {
    /// The group as a row beside the subjects; what is not estimated for groups is null.
    #[must_use]
    pub fn as_subject(&self) -> Displacement {
        Displacement {
            subject: self.group.clone(),
            before_per_day: self.before_per_day,
            observed: self.observed,
            expected: None,
            change_log_share: Some(self.change_log_share),
            share_low: Some(self.share_low),
            share_high: Some(self.share_high),
            p_share_lost: Some(self.p_share_lost),
            change_log_odds: Some(self.change_log_odds),
            low: Some(self.low),
            high: Some(self.high),
            p_lost: Some(self.p_lost),
            p_gained: Some(self.p_gained),
            q_lost: None,
            verdict: self.verdict,
            lost_articles: None,
            lost_newshole: None,
            lost_dilution: None,
            lost_disproportion: None,
            detectable_drop: self.detectable_drop,
            placebo_windows: self.placebo_windows,
        }
    }
}

record! {
    /// The estimate of one subject or group inside one outlet or country.
    "units"
    pub struct UnitDisplacement {
        /// Outlet or country.
        pub unit: String,
        /// Subject or group.
        pub subject: String,
        /// Change of its share of all coverage of the unit.
        pub change_log_share: f64,
        /// Lower end of the 95 % interval of `change_log_share`.
        pub share_low: f64,
        /// Upper end.
        pub share_high: f64,
        /// Change of its log share of the unit's non-shock coverage.
        pub change_log_share_non_shock: f64,
        /// Lower end of the 95 % interval of `change_log_share_non_shock`.
        pub low: f64,
        /// Upper end.
        pub high: f64,
        /// Best rank it may hold, 1 = lost most.
        pub rank_low: u64,
        /// Worst rank it may hold.
        pub rank_high: u64,
    }
}

words! {
    /// What the estimate of one week allows to be said.
    pub enum WeekState {
        /// The interval lies below zero.
        Lost = "lost",
        /// The interval lies above the lower end of the equivalence margin (-0.22): no large loss.
        WithinMargin = "within margin",
        /// The interval lies above zero.
        Gained = "gained",
        /// Neither can be shown.
        CannotTell = "cannot tell",
    }
}

record! {
    /// The estimate of one subject or group in one week after the shock, forecast on the day of the shock.
    "weeks"
    pub struct WeekDisplacement {
        /// Subject or group.
        pub subject: String,
        /// 1 is the week of the shock.
        pub week: u64,
        /// First day of the week.
        pub first_day: Date,
        /// Articles in the week, those on the shock itself left out.
        pub observed: f64,
        /// Change of its share of all coverage against its own forecast, dilution included.
        pub change_log_share: f64,
        /// Lower end of the 95 % interval of `change_log_share`.
        pub share_low: f64,
        /// Upper end.
        pub share_high: f64,
        /// Change in log odds of its share of non-shock coverage, less that of the typical subject.
        pub change_log_odds: f64,
        /// Lower end of the 95 % interval of `change_log_odds`.
        pub low: f64,
        /// Upper end.
        pub high: f64,
        /// One-sided placebo p-value of `change_log_odds` for "lost".
        pub p_lost: f64,
        /// What may be said of this week.
        pub state: WeekState,
        /// Weeks from the first on in each of which a loss is shown; the same in all rows of a subject.
        pub lasted_weeks_at_least: u64,
        /// Placebo windows behind the estimate.
        pub placebo_windows: u64,
    }
}

record! {
    /// What one subject did from one day on, as if something had broken on it.
    "days"
    pub struct DayDisplacement {
        /// First day of the window.
        pub date: Date,
        /// Subject.
        pub subject: String,
        /// Articles in the window, those on the shock itself left out.
        pub observed: f64,
        /// Change in log odds of its share of non-shock coverage, less that of the typical subject.
        pub change_log_odds: f64,
        /// Lower end of the 95 % interval of `change_log_odds`.
        pub low: f64,
        /// Upper end.
        pub high: f64,
        /// One-sided placebo p-value for "lost"; of all days together a twentieth lie below .05 by chance.
        pub p_lost: f64,
        /// One-sided placebo p-value for "gained".
        pub p_gained: f64,
        /// Placebo windows behind the estimate.
        pub placebo_windows: u64,
    }
}

record! {
    /// Which drops of one subject or group the data could show, at one-sided 5 %.
    "power"
    pub struct Power {
        /// Subject or group.
        pub subject: String,
        /// Articles a day over the 28 days before the day asked about.
        pub before_per_day: f64,
        /// Share of ordinary windows in which a planted drop of 20 % is found.
        pub power_drop_20: f64,
        /// The same for 30 %.
        pub power_drop_30: f64,
        /// The same for 50 %.
        pub power_drop_50: f64,
        /// The same for 70 %.
        pub power_drop_70: f64,
        /// Smallest drop found in 80 % of the windows, as a share of 1; null when not even a loss of 99 % is.
        pub detectable_drop: Option<f64>,
        /// Ordinary windows in which drops were planted.
        pub windows_planted: u64,
        /// Placebo windows behind the test.
        pub placebo_windows: u64,
    }
}

record! {
    /// One story that was running when the shock came, against stories of its age and size at placebo dates. Changes are
    /// natural logarithms; intervals are 95 %; numbers are null when refused.
    "story_displacement"
    pub struct StoryDisplacement {
        /// Story.
        pub story_id: String,
        /// Headline: that of its most central article.
        pub title: Option<String>,
        /// Days since its first article.
        pub age_days: u64,
        /// Articles a day over the 3 days before the shock.
        pub before_per_day: f64,
        /// Articles in the window, those on the shock itself left out.
        pub observed: f64,
        /// Change of its share of all coverage beyond what such stories change by, dilution included.
        pub change_log_share: Option<f64>,
        /// Lower end of the 95 % interval of `change_log_share`.
        pub share_low: Option<f64>,
        /// Upper end.
        pub share_high: Option<f64>,
        /// One-sided placebo p-value of `change_log_share` for "lost".
        pub p_share_lost: Option<f64>,
        /// Change of its share of non-shock coverage beyond what such stories change by.
        pub change_log_share_non_shock: Option<f64>,
        /// Lower end of the 95 % interval of `change_log_share_non_shock`.
        pub low: Option<f64>,
        /// Upper end.
        pub high: Option<f64>,
        /// One-sided placebo p-value of `change_log_share_non_shock` for "lost".
        pub p_lost: Option<f64>,
        /// One-sided placebo p-value for "gained".
        pub p_gained: Option<f64>,
        /// `p_lost` adjusted over stories (Benjamini and Hochberg 1995).
        pub q_lost: Option<f64>,
        /// What may be said of it; refused for a story older than four weeks, and for one with too few like it.
        pub verdict: Verdict,
        /// Stories of like age and size behind the estimate, counted by their weights.
        pub placebo_stories: f64,
    }
}

record! {
    /// The stories that were young and running when the shock came, taken together, against placebo dates.
    "stories_together"
    pub struct StoriesTogether {
        /// Running stories.
        pub stories: u64,
        /// Change of their shares of all coverage that they have in common, dilution included.
        pub change_log_share: f64,
        /// Lower end of the 95 % interval of `change_log_share`.
        pub share_low: f64,
        /// Upper end.
        pub share_high: f64,
        /// One-sided placebo p-value of `change_log_share` for "lost".
        pub p_share_lost: f64,
        /// Change of their shares of non-shock coverage that they have in common.
        pub change_log_share_non_shock: f64,
        /// Lower end of the 95 % interval of `change_log_share_non_shock`.
        pub low: f64,
        /// Upper end.
        pub high: f64,
        /// One-sided placebo p-value of `change_log_share_non_shock` for "lost".
        pub p_lost: f64,
        /// The other tail; it was called too often on real headlines (`docs/young-stories.md`).
        pub p_gained: f64,
        /// What may be said of them; a gain is never claimed.
        pub verdict: Verdict,
        /// Placebo dates behind the estimate.
        pub placebo_dates: u64,
        /// How many windows without overlap they are worth.
        pub independent_dates: f64,
    }
}

record! {
    /// A candidate for a breaking event.
    "shocks"
    pub struct Shock {
        /// First day.
        pub date: Date,
        /// The subject that burst.
        pub subject: String,
        /// Its share of all coverage in the window.
        pub share: f64,
        /// Media-storm definitions it meets: `litterer` (Litterer, Jurgens and Card 2023), `boydstun` (Boydstun, Hardy and
        /// Walgrave 2014), or both joined by a plus.
        pub storm: Option<String>,
        /// Articles on anything else that it took the place of: those of its window times the rise of its share over the 28
        /// days before.
        pub articles_displaced: f64,
        /// Placebo p-value of the upheaval among the other subjects; null where it was not estimated.
        pub p: Option<f64>,
    }
}

/// Which outlets, subjects and ordinary windows an estimate compares.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compared {
    /// Outlets compared at the shock.
    pub outlets: u64,
    /// Outlets that start, stop or fall silent around the shock, and so cannot be compared.
    pub outlets_left_out: Vec<String>,
    /// Share of the window's articles that the compared outlets hold.
    pub held: f64,
    /// Ordinary windows left out since another shock broke in them.
    pub windows_left_out: u64,
    /// Subjects that say what is typical.
    pub subjects: u64,
    /// The largest of them.
    pub largest_subject: String,
    /// Its share of all coverage over the 28 days before the shock.
    pub largest_share: f64,
}

/// Why there is no estimate. Each says what is missing and how much more would do.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Refusal {
    /// The shock has no article in its window.
    ShockAbsent {
        /// The shock's name.
        shock: String,
    },
    /// The window lies outside the days of the data.
    OutsideData {
        /// First day of the window.
        on: Date,
        /// Days in the window.
        window_days: u32,
        /// First day of the data.
        first: Date,
        /// Last day of the data.
        last: Date,
    },
    /// Too few days before the shock.
    HistoryTooShort {
        /// Days of data before the shock.
        days: u32,
        /// Days needed.
        needed: u32,
    },
    /// Too few subjects with enough articles to say what is typical.
    TooFewSubjects {
        /// Subjects with enough articles.
        subjects: u32,
        /// Subjects needed.
        needed: u32,
    },
    /// Too few ordinary windows can be compared with the shock's.
    TooFewPlacebos {
        /// Ordinary windows left.
        windows: u32,
        /// Windows needed.
        needed: u32,
    },
    /// Too few dates before the shock at which enough young stories ran.
    TooFewPlaceboDates {
        /// Dates with enough running stories.
        dates: u32,
        /// Dates needed.
        needed: u32,
    },
    /// Too few young stories at those dates.
    TooFewPlaceboStories {
        /// Stories, counted by how much each adds.
        stories: u32,
        /// Stories needed.
        needed: u32,
    },
    /// Most days before the shock have no article at all.
    HistoryEmpty {
        /// Days before the shock that have articles.
        days_with_articles: u32,
        /// Days before the shock.
        days: u32,
    },
}

impl Refusal {
    /// A short code for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::ShockAbsent { .. } => "shock-absent",
            Self::OutsideData { .. } => "shock-outside-data",
            Self::HistoryTooShort { .. } => "history-too-short",
            Self::TooFewSubjects { .. } => "too-few-subjects",
            Self::TooFewPlacebos { .. } => "too-few-placebos",
            Self::TooFewPlaceboDates { .. } => "too-few-placebo-dates",
            Self::TooFewPlaceboStories { .. } => "too-few-placebo-stories",
            Self::HistoryEmpty { .. } => "history-empty",
        }
    }

    /// What would make an estimate possible.
    #[must_use]
    pub fn way_out(&self) -> String {
        match self {
            Self::ShockAbsent { .. } => "check the words of the shock and its date".to_owned(),
            Self::OutsideData { first, last, .. } => {
                format!("choose a day so that the whole window lies within {first} to {last}, or a shorter window")
            }
            Self::HistoryTooShort { days, needed } => {
                format!("add {} more days before the shock", needed.saturating_sub(*days))
            }
            Self::TooFewSubjects { subjects, needed } => {
                format!("name {} more subjects that have articles before the shock", needed.saturating_sub(*subjects))
            }
            Self::TooFewPlacebos { .. } => {
                "add days before the shock, keep the windows of other shocks, or compare all outlets".to_owned()
            }
            Self::TooFewPlaceboDates { .. } | Self::TooFewPlaceboStories { .. } => {
                "add more days before the shock, or more outlets".to_owned()
            }
            Self::HistoryEmpty { .. } => "add the articles of the days that have none".to_owned(),
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::ShockAbsent { shock } => write!(f, "no article in the window is about the shock `{shock}`"),
            Self::OutsideData { on, window_days, first, last } => {
                write!(f, "the window of {window_days} days from {on} does not lie within the data, {first} to {last}")
            }
            Self::HistoryTooShort { days, needed } => {
                write!(f, "{days} days of history before the shock, {needed} are needed")
            }
            Self::TooFewSubjects { subjects, needed } => {
                write!(
                    f,
                    "{subjects} subjects have articles before the shock, {needed} are needed to say what is typical"
                )
            }
            Self::TooFewPlacebos { windows, needed } => write!(
                f,
                "{windows} ordinary windows before the shock can be compared with its own, {needed} are needed: outlets \
                 start, stop or fall silent, or other shocks break"
            ),
            Self::TooFewPlaceboDates { dates, needed } => {
                write!(f, "{dates} dates before the shock have enough young stories, {needed} are needed")
            }
            Self::TooFewPlaceboStories { stories, needed } => {
                write!(
                    f,
                    "{stories} young stories ran before the shock, {needed} are needed to say how such stories fade"
                )
            }
            Self::HistoryEmpty { days_with_articles, days } => {
                write!(f, "only {days_with_articles} of the {days} days before the shock have articles")
            }
        }
    }
}

impl std::error::Error for Refusal {}
