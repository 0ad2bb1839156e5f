//! Everything a report shows, gathered: the report adds no facts of its own.

use crate::{
    Compared, Displacement, GroupDisplacement, QuotationKind, Refusal, Stance, StoriesTogether, StoryDisplacement,
    StoryRow, Tally, UnitDisplacement, WeekDisplacement,
};
use jiff::civil::Date;

/// What broke.
#[derive(Clone, Debug, PartialEq)]
pub struct ShockName {
    /// The name a reader sees, such as "Attack on Israel".
    pub name: String,
    /// The query or column it stands for.
    pub query: String,
    /// First day of the window.
    pub on: Date,
    /// Days in the window.
    pub window_days: u32,
}

/// What was read, in numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// First day with articles.
    pub first_day: Date,
    /// Last day with articles.
    pub last_day: Date,
    /// Articles in all.
    pub articles: u64,
    /// Each copy group once a day; `None` where copies are not known.
    pub independent_articles: Option<u64>,
    /// Outlets in all, and outlets with an article in the window.
    pub outlets: u64,
    /// Outlets with an article in the window.
    pub window_outlets: u64,
    /// Languages, most articles first; empty when unknown.
    pub languages: Vec<String>,
    /// Countries, most articles first; empty when unknown.
    pub countries: Vec<String>,
    /// Articles in the window.
    pub window_articles: u64,
    /// Articles on the shock in the window.
    pub shock_articles: u64,
    /// Articles on the shock in the window, each copy group once a day.
    pub shock_independent_articles: Option<u64>,
    /// Articles a day on the shock over the 28 days before, or over as many of them as the data hold.
    pub shock_before_per_day: f64,
}

/// One line of figure 1: a subject's daily share of all coverage.
#[derive(Clone, Debug, PartialEq)]
pub struct AgendaLine {
    /// Subject, or the shock's name.
    pub name: String,
    /// True for the shock.
    pub is_shock: bool,
    /// First day of `share`.
    pub first_day: Date,
    /// Share of all coverage per day; `None` on days without articles (a gap, not a zero).
    pub share: Vec<Option<f64>>,
    /// Articles per day.
    pub articles: Vec<u64>,
}

/// The spread of ordinary weeks behind one row of figure 2: placebo changes against the typical subject, log odds.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceboSpread {
    /// Subject.
    pub subject: String,
    /// 2.5, 25, 50, 75 and 97.5 % of its own placebo changes.
    pub quantiles: [f64; 5],
}

/// One week of figure 3.
#[derive(Clone, Debug, PartialEq)]
pub struct CourseWeek {
    /// First day of the week.
    pub first_day: Date,
    /// Days in it.
    pub days: u32,
    /// Observed share of all coverage over the week.
    pub observed: Option<f64>,
    /// What the subject's own past, up to the week (before the shock) or up to the shock (after it), predicts.
    pub expected: f64,
    /// Lower end of the 95 % band.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Figure 3: a subject's observed share against the band its own history predicts.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// Subject.
    pub subject: String,
    /// First day of `share`.
    pub first_day: Date,
    /// Observed share per day; `None` is a gap.
    pub share: Vec<Option<f64>>,
    /// Weekly bands, oldest first.
    pub weeks: Vec<CourseWeek>,
}

/// One row of the outlet × day grid.
#[derive(Clone, Debug, PartialEq)]
pub struct OutletDays {
    /// Outlet.
    pub outlet: String,
    /// Country, may be empty.
    pub country: String,
    /// First day of `totals`.
    pub first_day: Date,
    /// Articles per day; `None` where the outlet is absent.
    pub totals: Vec<Option<u32>>,
    /// Absent days between its first and last article.
    pub missing: u32,
    /// True when it has articles on fewer than half of the days: listed apart.
    pub sporadic: bool,
}

/// One quotation for "who spoke".
#[derive(Clone, Debug, PartialEq)]
pub struct Spoken {
    /// Speaker's name, or the words that stand for it.
    pub speaker: String,
    /// The subject the article is on, or the shock.
    pub subject: String,
    /// The words attributed.
    pub words: String,
    /// The attributing phrase, may be empty.
    pub cue: String,
    /// Direct, indirect, mixed or pull.
    pub kind: QuotationKind,
    /// Stance of the cue.
    pub stance: Stance,
    /// Outlet, may be empty.
    pub outlet: String,
    /// Day, when known.
    pub day: Option<Date>,
    /// Headline of the article.
    pub title: String,
    /// Address, when known.
    pub url: Option<String>,
}

/// One headline shown as evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Headline {
    /// Day.
    pub day: Date,
    /// Outlet.
    pub outlet: String,
    /// The headline.
    pub title: String,
    /// Address, when known.
    pub url: Option<String>,
}

/// Headlines of one subject before and in the window, chosen by rule: most central, one per outlet.
#[derive(Clone, Debug, PartialEq)]
pub struct Headlines {
    /// Subject.
    pub subject: String,
    /// From the window's length of days before the shock.
    pub before: Vec<Headline>,
    /// How many there were to choose from.
    pub before_total: u64,
    /// From the window.
    pub after: Vec<Headline>,
    /// How many there were to choose from.
    pub after_total: u64,
}

/// One of the stories that the shock is, or a later chapter of them, with what ties it to the others and articles to
/// open.
#[derive(Clone, Debug, PartialEq)]
pub struct Chapter {
    /// The story.
    pub story: StoryRow,
    /// The share of the shock's articles in the window that belong to it.
    pub share: f64,
    /// Words it has in common with the story it follows or is a part of; none for the first of a chain.
    pub shared_terms: Vec<String>,
    /// Headlines: the most central, one per outlet.
    pub headlines: Vec<Headline>,
}

/// The shock as stories.
#[derive(Clone, Debug, PartialEq)]
pub struct ShockStories {
    /// Those that most of the shock's articles in the window belong to, in order of time.
    pub stories: Vec<Chapter>,
    /// How many more have at least three of its articles.
    pub stories_left_out: u64,
    /// What hangs together with those and began after the window, in order of time: the largest.
    pub later: Vec<Chapter>,
    /// How many more there are.
    pub later_left_out: u64,
}

/// A story that was running when the shock broke.
#[derive(Clone, Debug, PartialEq)]
pub struct RunningStory {
    /// What became of it.
    pub displacement: StoryDisplacement,
    /// Its headlines before and in the window; only the largest stories are shown with them.
    pub headlines: Option<Headlines>,
}

/// The stories around a shock.
#[derive(Clone, Debug, PartialEq)]
pub struct StoriesAround {
    /// The shock as stories; `None` when no article of the window is on it.
    pub shock: Option<ShockStories>,
    /// Stories that were running when it broke, those about the shock itself left out; the largest loss first, refused
    /// ones last.
    pub running: Vec<RunningStory>,
    /// Stories that were running and were about the shock's subject already.
    pub running_on_shock: u64,
    /// All young ones together; `None` when fewer than five ran.
    pub together: Option<StoriesTogether>,
    /// Why there is no estimate, when there is none.
    pub refusal: Option<Refusal>,
}

/// Skipped input by reason.
#[derive(Clone, Debug, PartialEq)]
pub struct SkipCount {
    /// Short code.
    pub reason: String,
    /// How many.
    pub count: u64,
}

/// One input of the run.
#[derive(Clone, Debug, PartialEq)]
pub struct InputFile {
    /// File name, without its folder.
    pub name: String,
    /// Bytes as read from disk.
    pub bytes: u64,
    /// SHA-256 of those bytes, hexadecimal.
    pub sha256: String,
}

/// How the run can be repeated.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifest {
    /// `overshadow` and its version.
    pub program: String,
    /// Options in force, by name.
    pub options: Vec<(String, String)>,
    /// Seed of every random draw.
    pub seed: u64,
    /// Inputs, in order.
    pub inputs: Vec<InputFile>,
    /// Where bundled data comes from and under which terms; empty for a user's own input.
    pub provenance: String,
}

/// Everything a report shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Findings {
    /// What broke.
    pub shock: ShockName,
    /// What was read.
    pub coverage: Coverage,
    /// One row per subject, sorted by loss; or why there is none.
    pub estimates: Result<Vec<Displacement>, Refusal>,
    /// Spread of ordinary weeks, one per estimated subject, in the order of `estimates`.
    pub placebos: Vec<PlaceboSpread>,
    /// Group tests, in the order the user named them.
    pub groups: Vec<GroupDisplacement>,
    /// Estimates inside outlets or countries, when asked for.
    pub units: Vec<UnitDisplacement>,
    /// How long it lasted: up to four weeks, subject by subject and group by group.
    pub weeks: Vec<WeekDisplacement>,
    /// Which outlets, subjects and ordinary windows were compared.
    pub compared: Compared,
    /// Figure 1: the shock and the largest subjects.
    pub agenda: Vec<AgendaLine>,
    /// Figure 3.
    pub courses: Vec<Course>,
    /// Outlet × day totals, most articles first.
    pub outlets: Vec<OutletDays>,
    /// Who spoke.
    pub spoken: Vec<Spoken>,
    /// The headlines behind the figures.
    pub headlines: Vec<Headlines>,
    /// The stories around the shock, when they were looked for.
    pub stories: Option<StoriesAround>,
    /// Subjects that match no article before the shock.
    pub empty_subjects: Vec<String>,
    /// Other bursts inside the history: day, subject, share of that week.
    pub other_shocks: Vec<(Date, String, f64)>,
    /// Margin, in log odds, inside which a disproportion counts as none.
    pub equivalence_margin: f64,
    /// Effective number of independent placebo windows: windows over window length.
    pub effective_placebos: f64,
    /// What became of the input.
    pub tally: Tally,
    /// Notes a reader must see, in sentences: sample data, folded copies, days dropped.
    pub notes: Vec<String>,
    /// How the run can be repeated.
    pub manifest: Manifest,
}
